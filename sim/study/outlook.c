#include "sim/study/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/study/tallies.h"

/* ---- tables --------------------------------------------------------------- */

static sim_status fill_course(const sim_ensemble *e, size_t quantile, sim_table *table,
                              sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->assay->task->n_arms * e->n_days; i++) {
        const size_t arm = i / e->n_days, day = i % e->n_days;
        double *cells;

        status = sim_table_add_row(table, sim_ensemble_arm(e, arm), &cells, err);
        if (status != SIM_OK) break;
        *cells++ = sim_ensemble_day(e, day);
        for (size_t c = 0; c < e->watch->n; c++)
            *cells++ = sim_tally_quantile(sim_ensemble_course(e, arm, day, c), quantile);
    }
    return status;
}

static sim_status open_course(const sim_chain *chain, const sim_watch *watch,
                              sim_table *table, sim_error *err)
{
    const char *name = chain->stages[chain->n_stages - 1].course;
    sim_column *cols = calloc(watch->n + 1, sizeof *cols);
    sim_status status;

    if (!cols) return sim_fail_memory(err, "ensemble");
    cols[0] = sim_day_column;
    for (size_t c = 0; c < watch->n; c++)
        cols[c + 1] = sim_column_of(&watch->model->symbols[watch->symbols[c]]);
    status = sim_table_init(table, name ? name : "ensemble", sim_arm_column, cols,
                            watch->n + 1, err);
    free(cols);
    return status;
}

static sim_status open_all(sim_outlook *o, const sim_chain *chain, const sim_watch *watch,
                           const sim_table *like, sim_error *err)
{
    sim_status status = SIM_OK;

    *o = (sim_outlook){.words = ""};
    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++)
        status = open_course(chain, watch, &o->course[i], err);
    if (status != SIM_OK) return status;
    return sim_table_init(&o->summary, like->name, like->all[0], like->columns,
                          like->n_columns, err);
}

static bool has_estimates(const sim_ensemble *e)
{
    const size_t n = e->assay->task->n_arms * e->n_days * e->watch->n;
    size_t i = 0;

    while (i < n && sim_tally_is_exact(&e->courses[i])) i++;
    return i < n;
}

/* Whose spread it is: of n replicates, or of those of them that are not set apart. */
static void print_words(sim_outlook *o, bool draws, size_t n, const char *others)
{
    snprintf(
        o->words, sizeof o->words,
        "lines: median; bands: 50 and 90 %% of %s%zu %s%s%s%s%s; panels without bands: a "
        "single course",
        others ? "those of " : "", n,
        !draws   ? "repeats"
        : n == 1 ? "donor and patient"
                 : "donors and patients",
        others ? " that " : "", others ? others : "", draws ? "" : ", by chance alone",
        o->is_estimated ? "; estimated" : "");
}

/* What those do that count, if any is set apart in some arm; else NULL. */
static const char *others_of(const sim_ensemble *e)
{
    for (size_t arm = 0; arm < e->assay->task->n_arms; arm++) {
        if (e->n_apart[arm] > 0) return e->assay->task->chain->population->others;
    }
    return NULL;
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
            cells[c] =
                sim_tally_quantile(&e->numbers[arm * r->n + number], SIM_QUANTILES / 2);
        }
    }
    return status;
}

sim_status sim_outlook_init(sim_outlook *o, const sim_ensemble *e, const sim_table *summary,
                            sim_error *err)
{
    sim_status status = open_all(o, e->assay->task->chain, e->watch, summary, err);

    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++)
        status = fill_course(e, i, &o->course[i], err);
    o->is_estimated = has_estimates(e);
    print_words(o, e->assay->draws, e->n - e->n_failed, others_of(e));
    return status == SIM_OK ? fill_summary(e, &o->summary, err) : status;
}

void sim_outlook_free(sim_outlook *o)
{
    for (size_t i = 0; i < SIM_QUANTILES; i++) sim_table_free(&o->course[i]);
    sim_table_free(&o->summary);
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
    double *cells[SIM_QUANTILES]; /* of the rows in hand */
    size_t column, arm, most;     /* the next column; the arm in hand; replicates */
    size_t n_numbers;             /* of the summary, read so far */
    bool set_apart;               /* is a replicate of some arm? */
} rereader;

/* The arm of that name, from the one in hand on. */
static bool find_arm(rereader *r, const char *name)
{
    const sim_experiment *e = r->source->experiment;

    while (r->arm < e->n_arms && strcmp(e->arms[r->arm].name, name) != 0) r->arm++;
    return r->arm < e->n_arms;
}

static sim_status start_day(rereader *r, double day, sim_error *err)
{
    const char *arm = r->source->experiment->arms[r->arm].name;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++) {
        status = sim_table_add_row(&r->outlook->course[i], arm, &r->cells[i], err);
        if (status == SIM_OK) *r->cells[i]++ = day;
    }
    return status;
}

static void note_count(rereader *r, double n)
{
    if (n > (double)r->most) r->most = (size_t)n;
}

static sim_status take_course(void *self, size_t line, const sim_cell cells[],
                              sim_error *err)
{
    enum { DAY = 1 };
    rereader *r = self;
    const sim_table *table = &r->outlook->course[0];

    if (r->column == 0) {
        if (!find_arm(r, cells[0].text)) return sim_rows_refuse(&r->from, line, err, "arm");
        if (start_day(r, cells[DAY].number, err) != SIM_OK) return SIM_ENOMEM;
    }
    if (strcmp(cells[r->at.name].text, table->columns[1 + r->column].name) != 0)
        return sim_rows_refuse(&r->from, line, err, "variable");
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        *r->cells[i]++ = cells[r->at.quantiles + i].number;
    if (strcmp(cells[r->at.last].text, sim_tallies_estimated) == 0)
        r->outlook->is_estimated = true;
    r->column = (r->column + 1) % (table->n_columns - 1);
    note_count(r, cells[r->at.n].number);
    return SIM_OK;
}

/* The number that sets replicates apart is over all of them. */
static void note_apart(rereader *r, const sim_cell cells[])
{
    const sim_population *p = r->source->chain->population;

    if (!p || !p->apart || strcmp(cells[r->at.name].text, p->apart) != 0) return;
    note_count(r, cells[r->at.n].number);
    if (cells[r->at.mean].number > 0) r->set_apart = true;
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
    r->cells[0][column] = cells[r->at.quantiles + SIM_QUANTILES / 2].number;
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

sim_status sim_outlook_read(sim_outlook *o, const sim_outlook_source *source,
                            sim_error *err)
{
    const sim_experiment *e = source->experiment;
    const size_t n_days = (size_t)sim_experiment_value(e, "run", "days");
    rereader r = {.outlook = o, .source = source};
    sim_tallies_layout l;
    sim_status status = open_all(o, source->chain, &e->watch, source->summary, err);

    sim_tallies_start(&l, SIM_TALLIES_COURSE, source->chain);
    if (status == SIM_OK) status = reread(&r, &l.layout, "variable", take_course, err);
    if (status == SIM_OK) /* all arms as many days, and none ends within one */
        status = check_end(
            &r, r.column == 0 && o->course[0].n_rows == e->n_arms * (n_days + 1), err);
    sim_tallies_start(&l, SIM_TALLIES_NUMBERS, source->chain);
    if (status == SIM_OK) status = reread(&r, &l.layout, "quantity", take_number, err);
    if (status == SIM_OK) /* each arm its row of medians, none left out */
        status = check_end(&r, r.n_numbers == e->n_arms * o->summary.n_columns, err);
    print_words(o, sim_experiment_value(e, "cohort", "draw") == SIM_DRAW_COHORT, r.most,
                r.set_apart ? source->chain->population->others : NULL);
    return status;
}
