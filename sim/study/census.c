#include "sim/study/census.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "sim/io/results.h"
#include "sim/study/tables.h"
#include "sim/study/tallies.h"

static const sim_population *population_of(const sim_ensemble *e)
{
    return e->assay->task->chain->population;
}

size_t sim_census_count(const sim_ensemble *e)
{
    return population_of(e) ? population_of(e)->n_counts : 0;
}

/* ---- intervals ------------------------------------------------------------ */

/* Student's interval of a mean. */
static void find_interval(sim_census_row *row, const sim_moments *m)
{
    const double half =
        m->n > 1 ? gsl_cdf_tdist_Pinv(1 - sim_alpha_usual / 2, (double)(m->n - 1)) *
                       sim_moments_se(m)
                 : NAN;

    row->low = row->mean - half;
    row->high = row->mean + half;
}

/* ---- counts --------------------------------------------------------------- */

static void read_interval(sim_census_row *row, const sim_moments *m)
{
    sim_share share;

    if (!row->is_share) {
        find_interval(row, m);
        return;
    }
    share = sim_wilson((size_t)lround(m->mean * (double)m->n), m->n, sim_alpha_usual);
    row->low = share.low;
    row->high = share.high;
}

sim_census_row sim_census_read(const sim_ensemble *e, size_t arm, size_t i)
{
    const sim_readout *r = &e->assay->readout;
    const sim_count *count = &population_of(e)->counts[i];
    const size_t number = r->counted[i], expected = r->expected[i];
    const sim_tally *tally = &e->numbers[arm * r->n + number];
    const sim_difference none = {NAN, NAN, NAN};
    const bool has = expected < r->n;
    sim_census_row row = {
        .column = &r->list[number].column,
        .meaning = count->meaning,
        .note = count->note,
        .is_share = sim_readout_is_share(r, number),
        .is_of_some = count->among != NULL,
        .has_expected = has,
        .n = tally->moments.n,
        .mean = sim_tally_mean(tally),
        .sd = sim_moments_sd(&tally->moments),
        .expected = has ? sim_tally_mean(&e->numbers[arm * r->n + expected]) : NAN,
        .against = sim_ensemble_difference(e, arm, number),
        .expected_against = has ? sim_ensemble_difference(e, arm, expected) : none,
    };

    read_interval(&row, &tally->moments);
    return row;
}

static void write_row(const sim_ensemble *e, size_t arm, size_t i, sim_rows *rows)
{
    const sim_census_row row = sim_census_read(e, arm, i);

    sim_rows_text(rows, sim_ensemble_arm(e, arm));
    sim_rows_text(rows, row.column->name);
    sim_rows_text(rows, row.column->unit);
    sim_rows_whole(rows, row.n);
    sim_rows_number(rows, row.mean);
    sim_rows_number(rows, row.low);
    sim_rows_number(rows, row.high);
    sim_rows_number(rows, row.expected);
    sim_rows_number(rows, row.against.mean);
    sim_rows_number(rows, row.against.low);
    sim_rows_number(rows, row.against.high);
    sim_rows_number(rows, row.expected_against.mean);
}

sim_status sim_census_write_outcomes(const sim_ensemble *e, const sim_rows_to *to,
                                     sim_error *err)
{
    const size_t n = sim_census_count(e);
    sim_tallies_layout l;
    sim_rows rows;

    sim_tallies_start(&l, SIM_TALLIES_OUTCOMES, e->assay->task->chain);
    sim_rows_start(&rows, &l.layout, to);
    for (size_t i = 0; i < e->assay->task->n_arms * n; i++)
        write_row(e, i / n, i % n, &rows);
    return sim_rows_end(&rows, err);
}

/* ---- fates ---------------------------------------------------------------- */

/* How many are struck by then, of e->struck or e->struck_both. */
static size_t count_struck(const sim_ensemble *e, const size_t struck[], size_t arm,
                           size_t fate, size_t day)
{
    const size_t first = (arm * population_of(e)->n_fates + fate) * e->n_days;
    size_t n = 0;

    for (size_t i = 0; i <= day; i++) n += struck[first + i];
    return n;
}

size_t sim_census_spared(const sim_ensemble *e, size_t arm, size_t fate, size_t day)
{
    return e->n_counted[arm] - count_struck(e, e->struck, arm, fate, day);
}

sim_difference sim_census_gain(const sim_ensemble *e, size_t arm, size_t fate, size_t day)
{
    const size_t reference = sim_ensemble_reference(e, arm), n = e->n_counted[arm];
    size_t one, other, either;

    if (reference >= e->assay->task->n_arms || e->n_counted[reference] != n)
        return (sim_difference){NAN, NAN, NAN};
    one = sim_census_spared(e, arm, fate, day);
    other = sim_census_spared(e, reference, fate, day);
    either = (n - one) + (n - other) - count_struck(e, e->struck_both, arm, fate, day);
    return sim_difference_of_shares(one, other, n - either, n, sim_alpha_usual);
}

/* How likely they are spared, on average: a column of the courses, if it is one. */
static double find_expected(const sim_ensemble *e, size_t arm, size_t fate, size_t day)
{
    const size_t i = sim_watch_find(e->watch, population_of(e)->fates[fate].spared);

    return i < e->watch->n ? sim_tally_mean(sim_ensemble_course(e, arm, day, i)) : NAN;
}

static void write_day(const sim_ensemble *e, size_t arm, size_t fate, size_t day,
                      sim_rows *rows)
{
    const size_t n = e->n_counted[arm], spared = sim_census_spared(e, arm, fate, day);
    const sim_share share = sim_wilson(spared, n, sim_alpha_usual);
    const sim_difference gain = sim_census_gain(e, arm, fate, day);

    sim_rows_text(rows, sim_ensemble_arm(e, arm));
    sim_rows_number(rows, sim_ensemble_day(e, day));
    sim_rows_text(rows, population_of(e)->fates[fate].name);
    sim_rows_whole(rows, n);
    sim_rows_whole(rows, spared);
    sim_rows_number(rows, share.share);
    sim_rows_number(rows, share.low);
    sim_rows_number(rows, share.high);
    sim_rows_number(rows, find_expected(e, arm, fate, day));
    sim_rows_number(rows, gain.mean);
    sim_rows_number(rows, gain.low);
    sim_rows_number(rows, gain.high);
}

sim_status sim_census_write_survival(const sim_ensemble *e, const sim_rows_to *to,
                                     sim_error *err)
{
    const size_t n = population_of(e)->n_fates * e->n_days;
    sim_tallies_layout l;
    sim_rows rows;

    sim_tallies_start(&l, SIM_TALLIES_SURVIVAL, e->assay->task->chain);
    sim_rows_start(&rows, &l.layout, to);
    for (size_t i = 0; i < e->assay->task->n_arms * n; i++)
        write_day(e, i / n, i % n / e->n_days, i % n % e->n_days, &rows);
    return sim_rows_end(&rows, err);
}

/* ---- for figures ---------------------------------------------------------- */

static const char *const meanings[SIM_SURVIVAL_COLUMNS] = {
    "share that is spared so far",
    "lower end of its 95 % interval",
    "upper end of its 95 % interval",
    "subjects that are spared so far",
    "share that is spared so far, less the background's",
    "lower end of its 95 % interval",
    "upper end of its 95 % interval"};

sim_status sim_survival_init(sim_table *table, const sim_chain *chain, sim_error *err)
{
    const sim_population *p = chain->population;
    const size_t n = p ? p->n_fates : 0;
    sim_column columns[1 + SIM_FATES * SIM_SURVIVAL_COLUMNS] = {sim_day_column};

    *table = (sim_table){0};
    for (size_t i = 0; i < n * SIM_SURVIVAL_COLUMNS; i++) {
        const sim_fate *fate = &p->fates[i / SIM_SURVIVAL_COLUMNS];
        const size_t part = i % SIM_SURVIVAL_COLUMNS;

        columns[1 + i] = (sim_column){part == 0 ? fate->spared : fate->columns[part - 1],
                                      "1", meanings[part], SIM_CELL_NUMBER};
    }
    if (n == 0) return SIM_OK;
    return sim_table_init(table, "cohort_survival", sim_arm_column, columns,
                          1 + n * SIM_SURVIVAL_COLUMNS, err);
}

static void fill_fate(const sim_ensemble *e, size_t arm, size_t fate, size_t day,
                      double cells[SIM_SURVIVAL_COLUMNS])
{
    const size_t spared = sim_census_spared(e, arm, fate, day);
    const sim_share share = sim_wilson(spared, e->n_counted[arm], sim_alpha_usual);
    const sim_difference gain = sim_census_gain(e, arm, fate, day);

    cells[0] = share.share;
    cells[1] = share.low;
    cells[2] = share.high;
    cells[3] = (double)spared;
    cells[4] = gain.mean;
    cells[5] = gain.low;
    cells[6] = gain.high;
}

sim_status sim_survival_fill(sim_table *table, const sim_ensemble *e, sim_error *err)
{
    const size_t n_rows = table->n_columns > 0 ? e->assay->task->n_arms * e->n_days : 0;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < n_rows; i++) {
        const size_t arm = i / e->n_days, day = i % e->n_days;
        double *cells;

        status = sim_table_add_row(table, sim_ensemble_arm(e, arm), &cells, err);
        if (status != SIM_OK) break;
        *cells++ = sim_ensemble_day(e, day);
        for (size_t fate = 0; fate < population_of(e)->n_fates; fate++)
            fill_fate(e, arm, fate, day, &cells[fate * SIM_SURVIVAL_COLUMNS]);
    }
    return status;
}

typedef struct {
    sim_table *table;
    const sim_experiment *experiment;
    const sim_population *population;
    sim_rows_from from;
    size_t n_days, n; /* of an arm and fate; rows read so far */
} survival_reader;

/* A row of the first fate starts one of the table, those of others fill it further. */
static sim_status take_survival(void *self, size_t line, const sim_cell cells[],
                                sim_error *err)
{
    enum { ARM, DAY, FATE, N, AT_RISK, SPARED, LOW, HIGH, EXPECTED, GAIN };
    survival_reader *r = self;
    const sim_population *p = r->population;
    const size_t i = r->n++, fate = i / r->n_days % p->n_fates;
    const size_t arm = i / r->n_days / p->n_fates, row = arm * r->n_days + i % r->n_days;
    double *out;

    if (arm >= r->experiment->n_arms ||
        strcmp(cells[ARM].text, r->experiment->arms[arm].name) != 0)
        return sim_rows_refuse(&r->from, line, err, "arm");
    if (strcmp(cells[FATE].text, p->fates[fate].name) != 0)
        return sim_rows_refuse(&r->from, line, err, "fate");
    if (fate == 0 &&
        sim_table_add_row(r->table, r->experiment->arms[arm].name, &out, err) != SIM_OK)
        return SIM_ENOMEM;
    out = &r->table->cells[row * r->table->n_columns];
    out[0] = cells[DAY].number;
    out += 1 + fate * SIM_SURVIVAL_COLUMNS;
    out[0] = cells[SPARED].number;
    out[1] = cells[LOW].number;
    out[2] = cells[HIGH].number;
    out[3] = cells[AT_RISK].number;
    for (size_t k = 0; k < 3; k++) out[4 + k] = cells[GAIN + k].number;
    return SIM_OK;
}

sim_status sim_survival_read(sim_table *table, const char *dir, const sim_experiment *e,
                             sim_error *err)
{
    survival_reader r = {.table = table,
                         .experiment = e,
                         .population = e->catalog->population,
                         .n_days = (size_t)sim_experiment_value(e, "run", "days") + 1};
    char file[4096];
    sim_tallies_layout l;
    sim_status status;

    if (table->n_columns == 0) return SIM_OK;
    sim_tallies_start(&l, SIM_TALLIES_SURVIVAL, e->catalog->chain);
    r.from = (sim_rows_from){.file = file,
                             .layout = &l.layout,
                             .wrong = "does not fit run.ini; a file that a run of this "
                                      "version wrote would be right"};
    status = sim_results_open(dir, l.name, file, &r.from.in, err);
    if (status == SIM_OK) status = sim_rows_read(&r.from, take_survival, &r, err);
    if (r.from.in) fclose(r.from.in);
    if (status != SIM_OK || r.n == e->n_arms * r.population->n_fates * r.n_days)
        return status;
    return sim_fail(
        err, SIM_EPARSE,
        "%s: ends early; a file that a run of this version wrote would be right", file);
}
