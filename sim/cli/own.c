#include "sim/cli/own.h"

#include <math.h>
#include <string.h>

#include "sim/study/subjects.h"

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

static sim_status draw_course(const sim_own *own, const sim_drawing *d, const char *name,
                              sim_files *files, sim_error *err)
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
                            .arms = d->arms,
                            .n_arms = d->n_arms,
                            .title = d->title,
                            .is_told = d->is_told};
    const bool all = has_medians(own, d);
    const plot_page page = {name, all ? own->data : own->plain, &wish, NULL};
    const sim_sheet sheet = {
        name,  own->look, all ? own->caption : own->single, &plot_page_maker,
        &page, own->facts};

    return write_sheet(own, &sheet, files, err);
}

/* ---- all of them ---------------------------------------------------------- */

sim_status sim_own_write(const sim_own *own, sim_files *files, sim_error *err)
{
    const sim_figures *figures = &own->job->experiment.figures;
    sim_subjects subjects;
    sim_status status = sim_subjects_init(&subjects, own->job->session.chain, err);
    const sim_figure_world world =
        sim_job_figure_world(own->job, &own->job->tables, &subjects.table);

    for (size_t i = 0; status == SIM_OK && i < figures->n; i++) {
        sim_drawing d;

        status = sim_drawing_init(&d, &figures->list[i], &world, err);
        if (status == SIM_OK && d.kind == SIM_FIGURE_COURSE)
            status = draw_course(own, &d, figures->list[i].name, files, err);
        sim_drawing_free(&d);
    }
    sim_subjects_free(&subjects);
    return status;
}
