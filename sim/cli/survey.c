#include "sim/cli/survey.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/field.h"
#include "plots/phrase.h"
#include "plots/trend.h"
#include "sim/cli/measured.h"
#include "sim/cli/report.h"
#include "sim/io/text.h"

enum {
    FIGURE_NAME = SIM_FILES_NAME - 16
}; /* its format, or _figures.csv, stands behind it */
enum { OF_SIZE = 64 };

/* What a point is called that was refused, failed, or does not have the number. */
static const char no_number[] = "without this number";

/* What both kinds of figures show. */
typedef struct {
    const sim_survey *survey;
    sim_slice slice;
    sim_measured x[PLOT_MOST_PANELS], y; /* x of each panel, or of all */
    char x_names[PLOT_MOST_PANELS][SIM_NUMBER_SIZE];
    char title[SIM_SLICE_TEXT], saying[SIM_SLICE_SAYING], band[SIM_SLICE_TEXT];
    char titles[PLOT_MOST_PANELS][SIM_SLICE_TEXT];
    char (*lines)[SIM_SLICE_TEXT]; /* names */
    plot_told told;
    char of[OF_SIZE], y_name[SIM_NUMBER_SIZE];
    plot_facts facts;
} drawing;

static sim_unit_told unit_told(const sim_slice *s)
{
    const sim_column *column = sim_slice_column(s);

    return sim_chain_unit_told(s->plan->task->chain, column->name, column->unit);
}

static plot_measure measure_number(const sim_slice *s)
{
    const sim_unit_told told = unit_told(s);

    return (plot_measure){.label = sim_slice_column(s)->meaning,
                          .unit = told.unit,
                          .counted = told.times > 1 ? &plot_percent : NULL};
}

/* "source = adipose", "donor age = 20 years", "dose 10⁶ to 4.2×10⁷ cells", "dose: none". */
static void add_span(const sim_strata *p, size_t stratum, GString *text)
{
    const sim_stratum span = sim_strata_at(p, stratum);
    const char *unit = sim_axis_column(p->axis, p->world).unit;
    char name[SIM_NUMBER_SIZE];

    g_string_append(text, sim_measured_name(p->axis, name));
    if (g_str_has_suffix(name, unit)) unit = "1";
    if (span.has_words)
        g_string_append_printf(text, " = %s", span.level);
    else if (span.is_empty)
        g_string_append(text, ": none");
    else if (span.low == span.high) {
        g_string_append(text, " = ");
        plot_phrase_number(span.low, unit, text);
    } else {
        g_string_append_c(text, ' ');
        plot_phrase_number(span.low, "1", text);
        g_string_append(text, " to ");
        plot_phrase_number(span.high, unit, text);
    }
}

/* The title of a panel; "" where it is the only one. */
static void print_panel(const sim_slice *s, size_t panel, char title[SIM_SLICE_TEXT])
{
    const char *arm = sim_slice_panel_arm(s, panel);
    GString *text = g_string_new(arm);

    for (size_t i = 0; i < s->n_parts && s->n_panels > 1 && !s->scatters; i++) {
        if (i > 0) g_string_append(text, ", ");
        add_span(&s->parts[i], sim_slice_panel_stratum(s, panel, i), text);
    }
    snprintf(title, SIM_SLICE_TEXT, "%s", text->str);
    g_string_free(text, TRUE);
}

/* What the number means, up to a semicolon. */
static void print_title(const sim_slice *s, char title[SIM_SLICE_TEXT])
{
    const char *meaning = sim_slice_column(s)->meaning;

    snprintf(title, SIM_SLICE_TEXT, "%.*s", (int)strcspn(meaning, ";"), meaning);
    title[0] = g_ascii_toupper(title[0]);
}

static void fill_words(drawing *d)
{
    const sim_slice *s = &d->slice;

    print_title(s, d->title);
    sim_slice_print_saying(s, d->saying);
    snprintf(d->band, sizeof d->band, "lines: mean; bands: 5 to 95 %% of %zu replicates",
             s->plan->replicates);
    for (size_t p = 0; p < s->n_panels; p++) print_panel(s, p, d->titles[p]);
    for (size_t p = 0; s->scatters && p < s->n_panels; p++)
        sim_measured_init(&d->x[p], s->axes[p], &s->plan->world);
    if (s->x) sim_measured_init(d->x, s->x, &s->plan->world);
    if (s->y) sim_measured_init(&d->y, s->y, &s->plan->world);
}

/* The mean of a cohort is told as the number that it is of. */
static void set_told(drawing *d)
{
    sim_slice *s = &d->slice;
    const sim_column *column = sim_slice_column(s);
    const sim_unit_told told = unit_told(s);

    d->told = (plot_told){.words = d->title,
                          .column = column->name,
                          .unit = told.unit,
                          .times = told.times,
                          .telling = sim_chain_telling(s->plan->task->chain, column->name),
                          .pool = &s->pool};
    if (s->x && !s->scatters) d->told.x = sim_measured_name(s->x, d->x_names[0]);
    if (s->y) d->told.y = sim_measured_name(s->y, d->y_name);
    if (!s->is_mean) return;
    snprintf(d->of, sizeof d->of, "mean of %zu", s->plan->replicates);
    d->told.of = d->of;
}

static const char *title_of(const drawing *d, size_t panel)
{
    return *d->titles[panel] ? d->titles[panel] : NULL;
}

/* ---- files ---------------------------------------------------------------- */

/* The database's name without what stands behind its last point. */
static sim_status name_figure(const char *path, char name[FIGURE_NAME], sim_error *err)
{
    const char *base = sim_text_base_name(path), *point = strrchr(base, '.');
    const size_t length = point && point != base ? (size_t)(point - base) : strlen(base);

    if (length >= FIGURE_NAME)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: its figure would have a name of %zu bytes; a database with one "
            "of at most %d would be right",
            path, length, FIGURE_NAME - 1);
    snprintf(name, FIGURE_NAME, "%.*s", (int)length, base);
    return SIM_OK;
}

static sim_status write_figure(drawing *d, const plot_maker *maker, const void *shown,
                               sim_files *files, sim_error *err)
{
    const sim_survey *s = d->survey;
    const sim_plan *plan = d->slice.plan;
    sim_making making = {.plan = plan, .replicates = plan->replicates};
    char name[FIGURE_NAME];
    sim_provenance provenance;
    const sim_sheet sheet = {name, s->look, &provenance.caption, maker, shown, &d->facts};
    sim_status status = name_figure(s->record->store.path, name, err);

    if (status != SIM_OK) return status;
    status = sim_plan_hash(plan, &making.hash, err);
    if (status != SIM_OK) return status;
    sim_provenance_init(&provenance, plan->task->experiment, &making);
    provenance.caption.title = d->title;
    provenance.caption.run_ini =
        SIM_NOT_AGAIN "it shows a sweep, whose points it does not carry; `potency plot` "
                      "with the database would be right";
    status = sim_sheet_write(&sheet, files, err);
    return status == SIM_OK ? sim_sheet_write_facts(name, &d->facts, files, err) : status;
}

/* ---- figures -------------------------------------------------------------- */

static sim_status write_field(drawing *d, sim_files *files, sim_error *err)
{
    sim_slice *s = &d->slice;
    plot_field_panel panels[PLOT_MOST_PANELS];
    sim_slice_columns c = {0};
    const plot_field field = {.title = d->title,
                              .x = d->x->measure,
                              .y = d->y.measure,
                              .z = measure_number(s),
                              .panels = panels,
                              .n_panels = s->n_panels,
                              .failed = sim_slice_is_whole(s)
                                            ? no_number
                                            : "without this number, or not solved yet",
                              .levels = d->survey->levels,
                              .n_levels = d->survey->n_levels,
                              .told = &d->told,
                              .saying = d->saying};
    sim_status status = SIM_OK;

    for (size_t p = 0; status == SIM_OK && p < s->n_panels; p++) {
        status = sim_slice_map(s, p, &c, err);
        panels[p] = (plot_field_panel){title_of(d, p), c.x, c.y, c.number, c.n};
    }
    if (status == SIM_OK) status = write_figure(d, &plot_field_maker, &field, files, err);
    return status;
}

/* The lines of a panel, from `series` on. */
static sim_status fill_lines(drawing *d, size_t panel, plot_series series[], sim_error *err)
{
    sim_slice *s = &d->slice;
    const size_t n = sim_slice_count_lines(s);
    sim_status status = SIM_OK;

    for (size_t line = 0; status == SIM_OK && line < n; line++) {
        sim_slice_columns c = {0};

        status = sim_slice_line(s, panel, line, &c, err);
        series[line] = (plot_series){d->lines[line],
                                     c.x,
                                     c.number,
                                     s->has_band ? c.low : NULL,
                                     s->has_band ? c.high : NULL,
                                     c.n};
    }
    return status;
}

/* Is it told by the names of lines? */
static bool parts_lines(const sim_slice *s, const sim_axis *axis)
{
    for (size_t i = 0; i < s->n_words; i++) {
        if (s->words[i] == axis) return true;
    }
    return false;
}

static sim_status write_trend(drawing *d, sim_files *files, sim_error *err)
{
    sim_slice *s = &d->slice;
    const size_t n = sim_slice_count_lines(s);
    plot_series *series = sim_pool_take(&s->pool, s->n_panels * n, sizeof *series);
    plot_trend_panel panels[PLOT_MOST_PANELS];
    const char *axes[PLOT_MOST_PANELS];
    const char **backgrounds = sim_pool_take(&s->pool, n, sizeof *backgrounds);
    plot_trend trend = {.title = d->title,
                        .y = measure_number(s),
                        .panels = panels,
                        .n_panels = s->n_panels,
                        .scatter = sim_slice_scatters(s),
                        .no_means = s->mixes_words,
                        .repeats = s->scatters,
                        .axes = s->scatters ? axes : NULL,
                        .failed = no_number,
                        .told = &d->told,
                        .saying = d->saying,
                        .backgrounds.names = backgrounds,
                        .band_words = s->has_band ? d->band : NULL};
    sim_status status = sim_pool_check(&s->pool, "plot", err);

    d->lines = sim_pool_take(&s->pool, n, sizeof *d->lines);
    if (status == SIM_OK) status = sim_pool_check(&s->pool, "plot", err);
    for (size_t p = 0; s->scatters && p < s->n_panels; p++)
        axes[p] = parts_lines(s, s->axes[p]) ? NULL
                                             : sim_measured_name(s->axes[p], d->x_names[p]);
    for (size_t line = 0; status == SIM_OK && line < n; line++) {
        sim_slice_print_line(s, line, d->lines[line]);
        if (sim_slice_line_arm(s, line) >= d->survey->record->job.experiment.n_own)
            backgrounds[trend.backgrounds.n++] = d->lines[line];
    }
    for (size_t p = 0; status == SIM_OK && p < s->n_panels; p++) {
        status = fill_lines(d, p, &series[p * n], err);
        panels[p] = (plot_trend_panel){title_of(d, p), d->x[s->scatters ? p : 0].measure,
                                       &series[p * n], n};
    }
    if (status == SIM_OK) status = write_figure(d, &plot_trend_maker, &trend, files, err);
    return status;
}

static sim_status check_levels(const drawing *d, sim_error *err)
{
    if (d->survey->n_levels == 0 || d->slice.y) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: is drawn without contours, which --level is for; two axes of numbers "
        "would be right",
        d->survey->record->store.path);
}

sim_status sim_survey_write(const sim_survey *survey, sim_files *files, sim_error *err)
{
    sim_slice_wish wish = *survey->wish;
    drawing *d = calloc(1, sizeof *d);
    sim_record *r = survey->record;
    sim_status status;

    if (!d) return sim_fail_memory(err, "plot");
    wish.panels = PLOT_MOST_PANELS;
    d->survey = survey;
    status = sim_slice_init(&d->slice, &r->plan, &r->store, &wish, err);
    if (status == SIM_OK) fill_words(d);
    if (status == SIM_OK) set_told(d);
    if (status == SIM_OK) status = check_levels(d, err);
    if (status == SIM_OK)
        status = d->slice.y ? write_field(d, files, err) : write_trend(d, files, err);
    plot_facts_free(&d->facts);
    sim_slice_free(&d->slice);
    free(d);
    return status;
}
