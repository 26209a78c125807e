#include "sim/cli/own.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/bars.h"
#include "plots/forest.h"
#include "plots/power.h"
#include "sim/cli/solving.h"
#include "sim/cli/trial_pages.h"
#include "sim/io/text.h"
#include "sim/study/subjects.h"

enum { WORD_SIZE = 64, NOTE_SIZE = 256 };

const sim_table *sim_own_median(const sim_table *of, const sim_table all[])
{
    const sim_table *median = &all[SIM_QUANTILES / 2];

    return median->n_columns > 0 && strcmp(of->name, median->name) == 0 ? median : NULL;
}

static bool has(const sim_table *table, const char *column)
{
    return !column || sim_table_find(table, column) < table->n_columns;
}

/* Has the cohort, if there is one, all that the figure draws?  Along what numbers its rows, for
 * a course, and along any column for reports. */
static bool has_medians(const sim_own *own, const sim_drawing *d)
{
    const sim_outlook *o = own->outlook;
    const sim_table *medians;
    bool has_all;

    if (!o) return true;
    medians = sim_own_median(d->table, o->reports);
    if (medians) return true;
    medians = sim_own_median(d->table, o->course);
    has_all = medians && strcmp(d->x, medians->columns[0].name) == 0;
    for (size_t i = 0; has_all && i < d->n_y; i++) has_all = has(medians, d->y[i]);
    return has_all && has(medians, d->band);
}

/* ---- files ---------------------------------------------------------------- */

const sim_sheet_look sim_handout_look = {.formats = {"pdf"}, .n_formats = 1, .size = "a4"};

static sim_status write_handout(const sim_own *own, const sim_sheet *of, sim_files *files,
                                sim_error *err)
{
    const plot_figure figure = {of->maker, of->shown};
    plot_handout page = own->handout->page;
    const sim_sheet sheet = {.name = own->handout->name,
                             .look = &sim_handout_look,
                             .caption = of->caption,
                             .maker = &plot_handout_maker,
                             .shown = &page};

    page.figure = &figure;
    return sim_sheet_write(&sheet, files, err);
}

static sim_status write_sheet(const sim_own *own, const sim_sheet *sheet, sim_files *files,
                              sim_error *err)
{
    sim_status status = sim_sheet_write(sheet, files, err);

    if (status != SIM_OK || !own->handout || strcmp(own->handout->figure, sheet->name) != 0)
        return status;
    return write_handout(own, sheet, files, err);
}

/* ---- a course ------------------------------------------------------------- */

static plot_guides guides_of(const sim_drawing *d)
{
    return (plot_guides){d->low, d->high, d->line, d->line_words, d->band};
}

/* What is drawn of a course: arms and columns of it; of a cohort only where that has all. */
typedef struct {
    const plot_data *data;
    const char *const *arms; /* [n_arms] 0: all */
    size_t n_arms;
    bool is_of_cohort;
} course;

static sim_status draw_of(const sim_own *own, const sim_drawing *d, const course *c,
                          const char *name, sim_files *files, sim_error *err)
{
    const plot_guides guides = guides_of(d);
    const plot_wish wish = {.name = name,
                            .table = d->table->name,
                            .x = d->x,
                            .y = d->y,
                            .n_y = d->n_y,
                            .scale = d->log ? PLOT_LOG : PLOT_LINEAR,
                            .x_scale = d->x_log ? PLOT_LOG : PLOT_LINEAR,
                            .from = d->from,
                            .to = d->to,
                            .guides = &guides,
                            .arms = c->arms,
                            .n_arms = c->n_arms,
                            .title = d->title,
                            .is_told = d->is_told};
    const plot_page page = {name, c->data, &wish, NULL};
    const sim_sheet sheet = {
        name,  own->look, c->is_of_cohort ? own->caption : own->single, &plot_page_maker,
        &page, own->facts};

    return write_sheet(own, &sheet, files, err);
}

/* The rows between those of the drawing's table; NULL: there are none. */
static const sim_table *find_between(const plot_run *run, const sim_drawing *d)
{
    for (size_t i = 0; run->between && i < run->n; i++)
        if (run->tables[i] == d->table) return run->between[i];
    return NULL;
}

/* Names, and one more behind them. */
static const char **append(const char *const names[], size_t n, const char *last,
                           sim_pool *pool)
{
    const char **list = sim_pool_take(pool, n + 1, sizeof *list);

    if (!list) return NULL;
    if (n > 0) memcpy(list, names, n * sizeof *list);
    list[n] = last;
    return list;
}

/* The sum is gray, as what others are held against.  Medians do not add up. */
static sim_status draw_sum(const sim_own *own, const sim_drawing *d, const char *name,
                           sim_files *files, sim_error *err)
{
    sim_table table = {0};
    const sim_table *const tables[] = {&table}, *const between[] = {find_between(
                                                    &own->plain->runs[PLOT_FRONT], d)};
    const plot_wanted *grays = &own->plain->backgrounds;
    sim_pool pool = {0};
    plot_data data = *own->plain;
    course c = {.data = &data, .n_arms = d->n_arms > 0 ? d->n_arms + 1 : 0};
    sim_status status;

    data.runs[PLOT_FRONT] = (plot_run){tables, 1, between[0] ? between : NULL};
    data.runs[PLOT_BEHIND] = (plot_run){0};
    data.backgrounds =
        (plot_wanted){append(grays->names, grays->n, d->sum_name, &pool), grays->n + 1};
    c.arms = append(d->arms, d->n_arms, d->sum_name, &pool);
    status = sim_pool_check(&pool, name, err);
    if (status == SIM_OK) status = sim_drawing_add_up(d, &table, err);
    if (status == SIM_OK) status = draw_of(own, d, &c, name, files, err);
    sim_table_free(&table);
    sim_pool_free(&pool);
    return status;
}

static sim_status draw_course(const sim_own *own, const sim_drawing *d, const char *name,
                              sim_files *files, sim_error *err)
{
    const bool all = has_medians(own, d);
    const course c = {all ? own->data : own->plain, d->arms, d->n_arms, all};

    return d->n_sum > 0 ? draw_sum(own, d, name, files, err)
                        : draw_of(own, d, &c, name, files, err);
}

/* ---- a response ----------------------------------------------------------- */

/* What is to be known of its points. */
static void print_note(const sim_own *own, const sim_response *r, char note[], size_t size)
{
    const size_t n = r->table.n_rows;

    *note = '\0';
    sim_text_append(note, size, r->words ? "" : "dots: each arm's own value");
    if (r->n_failed > 0)
        sim_text_append(note, size, "%s%zu of %zu points have no number", *note ? "; " : "",
                        r->n_failed, n);
    if (own->outlook)
        sim_text_append(note, size, "%sof the typical course, not of the cohort",
                        *note ? "; " : "");
}

static sim_status draw_response(const sim_own *own, const char *name, sim_files *files,
                                sim_error *err)
{
    const sim_response *r = sim_responses_find(own->responses, name);
    const sim_drawing *d = &r->drawing;
    const sim_table *const tables[] = {&r->table};
    const plot_guides guides = guides_of(d);
    char note[NOTE_SIZE];
    plot_wish wish;
    const plot_data data = {.runs = {{tables, 1, NULL}},
                            .backgrounds = own->plain->backgrounds,
                            .chain = own->plain->chain};
    const plot_page page = {name, &data, &wish, NULL};
    const sim_sheet sheet = {name,  own->look, own->single, &plot_page_maker,
                             &page, own->facts};

    print_note(own, r, note, sizeof note);
    wish = (plot_wish){.name = name,
                       .table = name,
                       .x = d->x,
                       .y = d->y,
                       .n_y = d->n_y,
                       .scale = d->log ? PLOT_LOG : PLOT_LINEAR,
                       .x_scale = d->x_log ? PLOT_LOG : PLOT_LINEAR,
                       .from = NAN,
                       .to = NAN,
                       .guides = &guides,
                       .words = r->words,
                       .n_words = d->axis.levels,
                       .dots = r->table.columns[r->table.n_columns - 1].name,
                       .note = *note ? note : NULL,
                       .title = r->figure->text[SIM_FIGURE_TITLE],
                       .is_told = true};
    return write_sheet(own, &sheet, files, err);
}

/* ---- bars and dots -------------------------------------------------------- */

/* Has a table all columns that are drawn? */
static bool has_all(const sim_table *table, const sim_drawing *d)
{
    for (size_t i = 0; i < d->n_y; i++)
        if (!has(table, d->y[i])) return false;
    return true;
}

/* Of a cohort, each replicate has a number, if it is one that is kept of replicates. */
static sim_status draw_bars(const sim_own *own, const sim_table *subjects,
                            const sim_drawing *d, const char *name, sim_files *files,
                            sim_error *err)
{
    const plot_guides guides = guides_of(d);
    const sim_chain *chain = own->job->session.chain;
    const sim_table *each = own->outlook ? subjects : NULL;
    const bool all = each && has_all(each, d);
    char counted[WORD_SIZE];
    const plot_bars bars = {.name = name,
                            .table = all ? each : d->table,
                            .y = d->y,
                            .n_y = d->n_y,
                            .arms = d->n_arms > 0 ? d->arms : own->job->arm_names,
                            .n_arms =
                                d->n_arms > 0 ? d->n_arms : own->job->experiment.n_arms,
                            .backgrounds = own->plain->backgrounds,
                            .guides = &guides,
                            .chain = chain,
                            .title = d->title,
                            .is_swarm = d->kind == SIM_FIGURE_SUBJECTS,
                            .counted = counted};
    const sim_sheet sheet = {name,
                             own->look,
                             all || !own->outlook ? own->caption : own->single,
                             &plot_bars_maker,
                             &bars,
                             own->facts};

    snprintf(counted, sizeof counted, "%ss",
             sim_owner_name(chain->population, SIM_SUBJECT));
    return write_sheet(own, &sheet, files, err);
}

/* ---- trials --------------------------------------------------------------- */

static sim_status draw_trials(const sim_own *own, const sim_drawing *d, const char *name,
                              sim_files *files, sim_error *err)
{
    sim_trial_shown shown;
    const sim_sheet sheet = {.name = name,
                             .look = own->look,
                             .caption = own->of_trials,
                             .maker = d->kind == SIM_FIGURE_POWER ? &plot_power_maker
                                                                  : &plot_forest_maker,
                             .shown = &shown.plot,
                             .facts = own->facts};

    sim_trial_show(own->trials, &shown);
    shown.plot.name = name;
    shown.plot.title = d->title;
    return write_sheet(own, &sheet, files, err);
}

/* ---- all of them ---------------------------------------------------------- */

static bool is_of_trials(const sim_figure *figure)
{
    return sim_figure_is(figure, SIM_FIGURE_TRIALS) ||
           sim_figure_is(figure, SIM_FIGURE_POWER);
}

/* Without a cohort there is none whose subjects could be drawn. */
bool sim_own_is_drawn(const sim_figure *figure, sim_own_has has)
{
    if (is_of_trials(figure)) return has.trials;
    return has.cohort || !sim_figure_is(figure, SIM_FIGURE_SUBJECTS);
}

static sim_status tell_undrawn(const sim_job *job, const sim_figure *figure,
                               sim_findings *told, sim_error *err)
{
    if (is_of_trials(figure))
        return sim_findings_print(told, err,
                                  "%s: figure %s: shows trials, and is not drawn without "
                                  "them; `potency story` of a file with a section [story] "
                                  "would draw it",
                                  figure->place, figure->name);
    return sim_findings_print(
        told, err,
        "%s: figure %s: shows each %s of a cohort, and is not drawn without one; "
        "--replicates 200 would draw it",
        figure->place, figure->name,
        sim_owner_name(job->session.chain->population, SIM_SUBJECT));
}

sim_status sim_own_look(const sim_job *job, sim_own_has has, sim_error *err)
{
    const sim_figures *figures = &job->experiment.figures;
    sim_findings told = {0};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < figures->n; i++)
        if (!sim_own_is_drawn(&figures->list[i], has))
            status = tell_undrawn(job, &figures->list[i], &told, err);
    if (status == SIM_OK) status = sim_told_print(job, &told, err);
    sim_findings_free(&told);
    return status;
}

/* Does a figure show each replicate of a cohort? */
static bool needs_subjects(const sim_own *own)
{
    const sim_figures *figures = &own->job->experiment.figures;

    for (size_t i = 0; own->outlook && i < figures->n; i++)
        if (sim_figure_is(&figures->list[i], SIM_FIGURE_SUBJECTS) ||
            sim_figure_is(&figures->list[i], SIM_FIGURE_BARS))
            return true;
    return false;
}

static sim_status draw_one(const sim_own *own, const sim_table *subjects,
                           const sim_drawing *d, const char *name, sim_files *files,
                           sim_error *err)
{
    switch (d->kind) {
    case SIM_FIGURE_BARS:
    case SIM_FIGURE_SUBJECTS:
        return draw_bars(own, subjects, d, name, files, err);
    case SIM_FIGURE_RESPONSE:
        return draw_response(own, name, files, err);
    case SIM_FIGURE_TRIALS:
    case SIM_FIGURE_POWER:
        return draw_trials(own, d, name, files, err);
    default:
        return draw_course(own, d, name, files, err);
    }
}

static sim_status draw_all(const sim_own *own, const sim_table *subjects, sim_files *files,
                           sim_error *err)
{
    const sim_figures *figures = &own->job->experiment.figures;
    const sim_figure_world world =
        sim_job_figure_world(own->job, &own->job->tables, subjects);
    const sim_own_has has = {own->outlook, own->trials};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < figures->n; i++) {
        sim_drawing d;

        if (!sim_own_is_drawn(&figures->list[i], has)) continue;
        status = sim_drawing_init(&d, &figures->list[i], &world, err);
        if (status == SIM_OK)
            status = draw_one(own, subjects, &d, figures->list[i].name, files, err);
        sim_drawing_free(&d);
    }
    return status;
}

sim_status sim_own_write(const sim_own *own, sim_files *files, sim_error *err)
{
    const sim_job *job = own->job;
    sim_subjects subjects;
    sim_status status = sim_subjects_init(&subjects, job->session.chain, err);

    if (status == SIM_OK && needs_subjects(own))
        status = sim_subjects_read(&subjects, own->dir, job->arm_names,
                                   job->experiment.n_arms, err);
    if (status == SIM_OK) status = draw_all(own, &subjects.table, files, err);
    sim_subjects_free(&subjects);
    return status;
}
