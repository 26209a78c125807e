#include "sim/study/outlook_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/study/census.h"
#include "sim/study/counted.h"
#include "sim/study/tables.h"
#include "sim/study/tallies.h"

enum { MEDIAN = SIM_QUANTILES / 2 };

/* ---- tables --------------------------------------------------------------- */

/* Rows of the course: n of each arm from number `first` on. */
static sim_status fill_rows(const sim_ensemble *e, size_t first, size_t n, size_t quantile,
                            sim_table *table, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->assay->task->n_arms * n; i++) {
        const size_t arm = i / n, row = first + i % n;
        double *cells;

        status = sim_table_add_row(table, sim_ensemble_arm(e, arm), &cells, err);
        if (status != SIM_OK) break;
        *cells++ = sim_ensemble_day(e, row);
        for (size_t c = 0; c < e->watch->n; c++)
            *cells++ = sim_tally_quantile(sim_ensemble_course(e, arm, row, c), quantile);
    }
    return status;
}

static sim_status fill_course(const sim_ensemble *e, size_t quantile, sim_outlook *o,
                              sim_error *err)
{
    const sim_status status =
        fill_rows(e, 0, e->n_days, quantile, &o->course[quantile], err);

    if (status != SIM_OK) return status;
    return fill_rows(e, e->n_days, e->n_glances, quantile, &o->glances[quantile], err);
}

/* As far as any replicate of an arm comes. */
static sim_status fill_reports(const sim_ensemble *e, size_t quantile, sim_table *table,
                               sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->assay->task->n_arms * SIM_REPORTS_MOST;
         i++) {
        const size_t arm = i / SIM_REPORTS_MOST, report = i % SIM_REPORTS_MOST;
        double *cells;

        if (report >= sim_ensemble_reports(e, arm)) continue;
        status = sim_table_add_row(table, sim_ensemble_arm(e, arm), &cells, err);
        for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++)
            cells[c] = sim_tally_quantile(sim_ensemble_report(e, arm, report, c),
                                          c > 0 ? quantile : MEDIAN);
    }
    return status;
}

static sim_status open_course(const sim_chain *chain, const char *name,
                              const sim_watch *watch, sim_table *table, sim_error *err)
{
    sim_column *cols = calloc(watch->n + 1, sizeof *cols);
    sim_status status;

    if (!cols) return sim_fail_memory(err, "ensemble");
    cols[0] = sim_day_of(chain);
    for (size_t c = 0; c < watch->n; c++) cols[c + 1] = sim_watch_column(watch, c);
    status = sim_table_init(table, name ? name : "ensemble", sim_arm_column, cols,
                            watch->n + 1, err);
    free(cols);
    return status;
}

static sim_status open_all(sim_outlook *o, const sim_chain *chain, const sim_watch *watch,
                           const sim_table *like, sim_error *err)
{
    const sim_stage *last = &chain->stages[chain->n_stages - 1];
    sim_status status = SIM_OK;

    *o = (sim_outlook){.chain = chain, .words = ""};
    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++) {
        status = open_course(chain, last->course, watch, &o->course[i], err);
        if (status == SIM_OK && last->glances)
            status = open_course(chain, last->glances, watch, &o->glances[i], err);
    }
    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++)
        status = sim_reports_init(chain, &o->reports[i], err);
    if (status == SIM_OK) status = sim_survival_init(&o->survival, chain, err);
    if (status == SIM_OK) status = sim_counted_init(&o->counted, chain, err);
    if (status != SIM_OK) return status;
    return sim_table_init(&o->summary, like->name, like->all[0], like->columns,
                          like->n_columns, err);
}

/* Reports stand behind the courses. */
static bool has_estimates(const sim_ensemble *e)
{
    const size_t n = (size_t)(e->numbers - e->courses);
    size_t i = 0;

    while (i < n && sim_tally_is_exact(&e->courses[i])) i++;
    return i < n;
}

/* The least number of replicates that a row of the reports is over. */
static size_t find_fewest(const sim_ensemble *e)
{
    size_t fewest = SIZE_MAX;

    for (size_t arm = 0; arm < e->assay->task->n_arms; arm++) {
        const size_t n = sim_ensemble_reports(e, arm);

        if (n > 0 && sim_ensemble_report(e, arm, n - 1, 0)->moments.n < fewest)
            fewest = sim_ensemble_report(e, arm, n - 1, 0)->moments.n;
    }
    return fewest;
}

static sim_status count_apart(sim_outlook *o, const sim_ensemble *e, sim_error *err)
{
    o->n = e->n - e->n_failed;
    o->n_arms = e->assay->task->n_arms;
    o->n_apart = calloc(o->n_arms + 1, sizeof *o->n_apart);
    if (!o->n_apart) return sim_fail_memory(err, "ensemble");
    for (size_t arm = 0; arm < o->n_arms; arm++) o->n_apart[arm] = e->n_apart[arm];
    return SIM_OK;
}

static sim_status fill_summary(const sim_ensemble *e, sim_table *table, sim_error *err)
{
    const sim_readout *r = &e->assay->readout;
    sim_status status = SIM_OK;

    for (size_t arm = 0; status == SIM_OK && arm < e->assay->task->n_arms; arm++) {
        double *cells;

        status = sim_table_add_row(table, sim_ensemble_arm(e, arm), &cells, err);
        for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++) {
            const size_t number = sim_readout_find(r, table->columns[c].name);

            sim_bug(number == r->n);
            cells[c] = sim_tally_quantile(&e->numbers[arm * r->n + number], MEDIAN);
        }
    }
    return status;
}

/* To what their files say. */
static void round_all(sim_outlook *o)
{
    for (size_t i = 0; i < SIM_QUANTILES; i++) {
        sim_table_round(&o->course[i]);
        sim_table_round(&o->reports[i]);
    }
    sim_table_round(&o->summary);
    sim_table_round(&o->survival);
    sim_table_round(&o->counted);
}

sim_status sim_outlook_init(sim_outlook *o, const sim_ensemble *e, const sim_table *summary,
                            sim_error *err)
{
    sim_status status = open_all(o, e->assay->task->chain, e->watch, summary, err);

    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++)
        status = fill_course(e, i, o, err);
    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++)
        status = fill_reports(e, i, &o->reports[i], err);
    if (status == SIM_OK) status = count_apart(o, e, err);
    if (status != SIM_OK) return status;
    o->is_estimated = has_estimates(e);
    o->singles = e->singles.n > 0 && e->singles.form.n_columns > 0 ? &e->singles : NULL;
    sim_outlook_print_words(o, e->assay->experiment, find_fewest(e));
    status = fill_summary(e, &o->summary, err);
    if (status == SIM_OK) status = sim_survival_fill(&o->survival, e, err);
    if (status == SIM_OK) status = sim_counted_fill(&o->counted, e, err);
    round_all(o);
    return status;
}

void sim_outlook_free(sim_outlook *o)
{
    for (size_t i = 0; i < SIM_QUANTILES; i++) {
        sim_table_free(&o->course[i]);
        sim_table_free(&o->glances[i]);
        sim_table_free(&o->reports[i]);
    }
    sim_table_free(&o->summary);
    sim_table_free(&o->survival);
    sim_table_free(&o->counted);
    free(o->n_apart);
    *o = (sim_outlook){.words = ""};
}

/* ---- from files ----------------------------------------------------------- */

static const char does_not_fit[] =
    "does not fit run.ini; a file that a run of this version wrote would be right";

/* Where the cells of a row are that is read. */
typedef struct {
    size_t name, n, mean, quantiles,
        last; /* its variable or quantity; exact or estimated */
} places;

typedef struct {
    sim_outlook *outlook;
    const sim_outlook_source *source;
    char file[4096];
    sim_rows_from from;
    places at;
    sim_table *into;              /* [SIM_QUANTILES] the tables that are filled */
    double *cells[SIM_QUANTILES]; /* of the rows in hand */
    size_t column, arm, most;     /* the next column; the arm in hand; replicates */
    size_t row_n, fewest; /* replicates of the row in hand; the fewest of a report */
    size_t n_numbers;     /* of the summary, read so far */
} rereader;

/* The arm of that name, from the one in hand on. */
static bool find_arm(rereader *r, const char *name)
{
    const sim_experiment *e = r->source->experiment;

    while (r->arm < e->n_arms && strcmp(e->arms[r->arm].name, name) != 0) r->arm++;
    return r->arm < e->n_arms;
}

static sim_status start_row(rereader *r, double number, sim_error *err)
{
    const char *arm = r->source->experiment->arms[r->arm].name;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++) {
        status = sim_table_add_row(&r->into[i], arm, &r->cells[i], err);
        if (status == SIM_OK) *r->cells[i]++ = number;
    }
    return status;
}

static void note_count(rereader *r, double n)
{
    if (n > (double)r->most) r->most = (size_t)n;
}

/* The cells of a row stand below each other, each with its variable. */
static sim_status take_variable(void *self, size_t line, const sim_cell cells[],
                                sim_error *err)
{
    enum { NUMBER = 1 }; /* the day, or what numbers reports */
    rereader *r = self;
    const sim_table *table = &r->into[0];

    if (r->column == 0) {
        if (!find_arm(r, cells[0].text)) return sim_rows_refuse(&r->from, line, err, "arm");
        if (start_row(r, cells[NUMBER].number, err) != SIM_OK) return SIM_ENOMEM;
        r->row_n = 0;
    }
    if (strcmp(cells[r->at.name].text, table->columns[1 + r->column].name) != 0)
        return sim_rows_refuse(&r->from, line, err, "variable");
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        *r->cells[i]++ = cells[r->at.quantiles + i].number;
    if (strcmp(cells[r->at.last].text, sim_tallies_estimated) == 0)
        r->outlook->is_estimated = true;
    r->column = (r->column + 1) % (table->n_columns - 1);
    note_count(r, cells[r->at.n].number);
    if (cells[r->at.n].number > (double)r->row_n) r->row_n = (size_t)cells[r->at.n].number;
    if (r->column == 0 && r->row_n < r->fewest && r->into == r->outlook->reports)
        r->fewest = r->row_n;
    return SIM_OK;
}

/* The number that sets replicates apart is over all of them. */
static void note_apart(rereader *r, const sim_cell cells[])
{
    const sim_population *p = r->source->chain->population;

    if (!p || !p->apart || strcmp(cells[r->at.name].text, p->apart) != 0) return;
    note_count(r, cells[r->at.n].number);
    r->outlook->n_apart[r->arm] =
        (size_t)lround(cells[r->at.mean].number * cells[r->at.n].number);
}

static sim_status start_arm(rereader *r, const char *name, sim_error *err)
{
    sim_table *table = &r->outlook->summary;
    sim_status status;

    if (table->n_rows > 0 && strcmp(table->keys[table->n_rows - 1], name) == 0)
        return SIM_OK;
    status = sim_table_add_row(table, name, &r->cells[0], err);
    for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++) r->cells[0][c] = NAN;
    return status;
}

static sim_status take_number(void *self, size_t line, const sim_cell cells[],
                              sim_error *err)
{
    rereader *r = self;
    const sim_table *table = &r->outlook->summary;
    const size_t column = sim_table_find(table, cells[r->at.name].text);
    sim_status status;

    if (!find_arm(r, cells[0].text)) return sim_rows_refuse(&r->from, line, err, "arm");
    status = start_arm(r, r->source->experiment->arms[r->arm].name, err);
    note_apart(r, cells);
    if (status != SIM_OK || column == table->n_columns) return status;
    r->cells[0][column] = cells[r->at.quantiles + MEDIAN].number;
    r->n_numbers++;
    return SIM_OK;
}

static sim_status reread(rereader *r, const sim_layout *layout, const char *name,
                         sim_rows_take *take, sim_error *err)
{
    sim_status status;

    r->at = (places){.name = sim_layout_find(layout, name),
                     .n = sim_layout_find(layout, "n"),
                     .mean = sim_layout_find(layout, "mean"),
                     .quantiles = sim_layout_find(layout, "q05"),
                     .last = sim_layout_find(layout, "quantiles")};
    r->from = (sim_rows_from){.file = r->file, .layout = layout, .wrong = does_not_fit};
    r->arm = r->column = 0;
    status = sim_results_open(r->source->dir, layout->name, r->file, &r->from.in, err);
    if (status == SIM_OK) status = sim_rows_read(&r->from, take, r, err);
    if (r->from.in) fclose(r->from.in);
    return status;
}

static sim_status check_end(const rereader *r, bool is_whole, sim_error *err)
{
    if (is_whole) return SIM_OK;
    return sim_fail(
        err, SIM_EPARSE,
        "%s: ends early; a file that a run of this version wrote would be right", r->file);
}

/* One file of tallies, if the chain has it. */
static sim_status read_tallies(rereader *r, sim_tallies_file file, sim_error *err)
{
    const bool has_variables = file != SIM_TALLIES_NUMBERS;
    char name[SIM_TALLIES_NAME];
    sim_tallies_layout l;

    if (!sim_tallies_name(file, r->source->chain, name)) return SIM_OK;
    if (file == SIM_TALLIES_GLANCES && !sim_results_has(r->source->dir, name))
        return SIM_OK;
    sim_tallies_start(&l, file, r->source->chain);
    r->into = file == SIM_TALLIES_REPORTS   ? r->outlook->reports
              : file == SIM_TALLIES_GLANCES ? r->outlook->glances
                                            : r->outlook->course;
    return reread(r, &l.layout, has_variables ? "variable" : "quantity",
                  has_variables ? take_variable : take_number, err);
}

static sim_status read_all(rereader *r, sim_error *err)
{
    const sim_experiment *e = r->source->experiment;
    const size_t n_days = (size_t)sim_experiment_value(e, "run", "days");
    const sim_outlook *o = r->outlook;
    sim_status status = read_tallies(r, SIM_TALLIES_COURSE, err);

    if (status == SIM_OK) /* all arms as many days, and none ends within one */
        status = check_end(
            r, r->column == 0 && o->course[0].n_rows == e->n_arms * (n_days + 1), err);
    if (status == SIM_OK) status = read_tallies(r, SIM_TALLIES_GLANCES, err);
    if (status == SIM_OK) /* likewise */
        status = check_end(r, r->column == 0 && o->glances[0].n_rows % e->n_arms == 0, err);
    if (status == SIM_OK) status = read_tallies(r, SIM_TALLIES_REPORTS, err);
    if (status == SIM_OK) status = check_end(r, r->column == 0, err);
    if (status == SIM_OK) status = read_tallies(r, SIM_TALLIES_NUMBERS, err);
    if (status == SIM_OK) /* each arm its row of medians, none left out */
        status = check_end(r, r->n_numbers == e->n_arms * o->summary.n_columns, err);
    if (status == SIM_OK)
        status = sim_survival_read(&r->outlook->survival, r->source->dir, e, err);
    return status == SIM_OK ? sim_counted_read(&r->outlook->counted, r->source->dir, e, err)
                            : status;
}

sim_status sim_outlook_read(sim_outlook *o, const sim_outlook_source *source,
                            sim_error *err)
{
    const sim_experiment *e = source->experiment;
    rereader r = {.outlook = o, .source = source, .fewest = SIZE_MAX};
    sim_status status = open_all(o, source->chain, &e->watch, source->summary, err);

    if (status != SIM_OK) return status;
    o->n_arms = e->n_arms;
    o->n_apart = calloc(e->n_arms + 1, sizeof *o->n_apart);
    if (!o->n_apart) return sim_fail_memory(err, "ensemble");
    status = read_all(&r, err);
    o->n = r.most;
    if (status == SIM_OK) sim_outlook_print_words(o, e, r.fewest);
    return status;
}
