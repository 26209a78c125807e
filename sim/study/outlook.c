#include "sim/study/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "sim/io/csv.h"
#include "sim/io/files.h"

enum { TEXT_SIZE = 512 };

static const char tally_header[] = "n,mean,sd,se,q05,q25,q50,q75,q95,quantiles";
static const double tail = 0.975;                               /* of a 95 % interval */
static const char exact[] = "exact", estimated[] = "estimated"; /* what its cells say */

static void write_tally(const sim_tally *tally, FILE *out)
{
    fprintf(out, ",%zu", tally->moments.n);
    sim_csv_write_number(sim_tally_mean(tally), out);
    sim_csv_write_number(sim_moments_sd(&tally->moments), out);
    sim_csv_write_number(sim_moments_se(&tally->moments), out);
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        sim_csv_write_number(sim_tally_quantile(tally, i), out);
    fprintf(out, ",%s", sim_tally_is_exact(tally) ? exact : estimated);
}

static const char *arm_name(const sim_ensemble *e, size_t arm)
{
    return e->assay->experiment->arms[arm].name;
}

void sim_ensemble_write_course(const sim_ensemble *e, FILE *out)
{
    fprintf(out, "arm,day,variable,%s\n", tally_header);
    for (size_t arm = 0; arm < e->assay->task->n_arms; arm++) {
        for (size_t i = 0; i < e->n_days * e->watch->n; i++) {
            const size_t day = i / e->watch->n, column = i % e->watch->n;

            sim_csv_write_text(arm_name(e, arm), out);
            sim_csv_write_number(sim_ensemble_day(e, day), out);
            fprintf(out, ",%s", e->watch->model->symbols[e->watch->symbols[column]].name);
            write_tally(sim_ensemble_course(e, arm, day, column), out);
            fputc('\n', out);
        }
    }
}

/* ---- differences ---------------------------------------------------------- */

/* Are they the same, but for rounding? */
static bool are_alike(const sim_moments *m)
{
    return sim_moments_sd(m) <= 1e-9 * fabs(m->mean);
}

/* Student's interval.  Few that are all alike would make one without width. */
static sim_difference difference_of_means(const sim_moments *m)
{
    const bool known = m->n > 1 && !(m->n < SIM_ALIKE_LEAST && are_alike(m));
    const double half =
        known ? gsl_cdf_tdist_Pinv(tail, (double)(m->n - 1)) * sim_moments_se(m) : NAN;

    return (sim_difference){m->mean, m->mean - half, m->mean + half};
}

/* How far the ends of Wilson's interval are from a share of n. */
typedef struct {
    double below, above;
} reach;

static reach find_reach(double share, double n)
{
    const double z = gsl_cdf_ugaussian_Pinv(tail), widening = 1 + z * z / n;
    const double middle = (share + z * z / (2 * n)) / widening;
    const double half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / widening;

    return (reach){share - (middle - half), middle + half - share};
}

/* What two such distances are together, for shares of the same patients. */
static double join(double a, double b, double correlation)
{
    return sqrt(fmax(0, a * a - 2 * correlation * a * b + b * b));
}

/* Of two shares of the same replicates (Newcombe (1998) Stat. Med. 17, 2635, method 10): it
 * has a width where all answers are alike too. */
static sim_difference difference_of_shares(const sim_moments *m, double first)
{
    const double share = fmin(fmax(0, first + m->mean), 1); /* of those that both have */
    const double n = (double)m->n, unlike = m->squares / n + m->mean * m->mean;
    const double covariance = (share + first - unlike) / 2 - share * first;
    const double surely = covariance > 0 ? fmax(0, covariance - 1 / (2 * n)) : covariance;
    const double variances = share * (1 - share) * first * (1 - first);
    const double correlation = variances > 0 ? surely / sqrt(variances) : 0;
    const reach one = find_reach(share, n), other = find_reach(first, n);

    return (sim_difference){m->mean, m->mean - join(one.below, other.above, correlation),
                            m->mean + join(one.above, other.below, correlation)};
}

sim_difference sim_ensemble_difference(const sim_ensemble *e, size_t arm, size_t number)
{
    const sim_readout *r = &e->assay->readout;
    const sim_moments *m = &e->differences[arm * r->n + number];

    if (m->n == 0) return (sim_difference){NAN, NAN, NAN};
    if (!sim_readout_is_share(r, number)) return difference_of_means(m);
    return difference_of_shares(m, sim_tally_mean(&e->numbers[number]));
}

/* ---- files ---------------------------------------------------------------- */

void sim_ensemble_write_numbers(const sim_ensemble *e, FILE *out)
{
    const sim_readout *r = &e->assay->readout;

    fprintf(out, "arm,quantity,unit,%s,difference,difference_low,difference_high\n",
            tally_header);
    for (size_t i = 0; i < e->assay->task->n_arms * r->n; i++) {
        const size_t arm = i / r->n, number = i % r->n;
        const sim_difference d = sim_ensemble_difference(e, arm, number);

        sim_csv_write_text(arm_name(e, arm), out);
        fprintf(out, ",%s,", r->list[number].column.name);
        sim_csv_write_text(r->list[number].column.unit, out);
        write_tally(&e->numbers[i], out);
        sim_csv_write_number(arm > 0 ? d.mean : NAN, out);
        sim_csv_write_number(arm > 0 ? d.low : NAN, out);
        sim_csv_write_number(arm > 0 ? d.high : NAN, out);
        fputc('\n', out);
    }
}

/* ---- columns.csv ---------------------------------------------------------- */

/* Of ensemble.csv and cohort.csv; a unit of "" is that of the variable or quantity. */
static const struct {
    const char *column, *unit, *meaning;
    bool course, numbers;
} columns[] = {
    {"arm", "1", "name of the arm", true, true},
    {"day", "day", "time since treatment began", true, false},
    {"variable", "1", "column of the course in time", true, false},
    {"quantity", "1", "number that is read off a replicate", false, true},
    {"unit", "1", "unit of the quantity", false, true},
    {"n", "1", "replicates that it is taken over: in which it is defined", true, true},
    {"mean", "", "mean over these replicates", true, true},
    {"sd", "", "standard deviation over these replicates", true, true},
    {"se", "", "standard error of the mean", true, true},
    {"q05", "", "5 % of these replicates are below", true, true},
    {"q25", "", "25 % of these replicates are below", true, true},
    {"q50", "", "median over these replicates", true, true},
    {"q75", "", "75 % of these replicates are below", true, true},
    {"q95", "", "95 % of these replicates are below", true, true},
    {"quantiles", "1", "exact, or estimated: more numbers than fit 256 MiB", true, true},
    {"difference", "",
     "mean difference to the first arm of the same replicate, where both count", false,
     true},
    {"difference_low", "",
     "lower end of its 95 % interval; empty for fewer than 8 that are all alike", false,
     true},
    {"difference_high", "", "upper end of its 95 % interval", false, true},
};

/* Which replicates a mean is over, where some are set apart; words of `columns` else. */
static void print_counted(const sim_population *p, const char *words, char text[TEXT_SIZE])
{
    int at = snprintf(text, TEXT_SIZE, "%s", words);

    if (!p || !p->apart) return;
    at += snprintf(text + at, TEXT_SIZE - (size_t)at, " and which %s (but all for ",
                   p->others);
    for (size_t i = 0; i < p->n_over_all; i++)
        at += snprintf(text + at, TEXT_SIZE - (size_t)at, "%s%s", i > 0 ? ", " : "",
                       p->over_all[i]);
    snprintf(text + at, TEXT_SIZE - (size_t)at, ")");
}

/* Of the file of courses or of that of numbers. */
static void write_columns(const sim_ensemble *e, bool numbers, FILE *out)
{
    const sim_population *population = e->assay->task->chain->population;

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const bool is_count = strcmp(columns[i].column, "n") == 0;
        sim_column column = {columns[i].column, columns[i].unit, columns[i].meaning};
        char text[TEXT_SIZE];

        print_counted(population, columns[i].meaning, text);
        if (is_count) column.meaning = text;
        if (numbers ? columns[i].numbers : columns[i].course)
            sim_csv_write_column(numbers ? "cohort" : "ensemble", &column, out);
    }
}

void sim_ensemble_write_columns(const sim_ensemble *e, FILE *out)
{
    static const sim_column first[] = {
        {"arm", "1", "name of the arm"},
        {"replicate", "1", "number of the replicate, from 0"},
        {"seed", "1", "seed of the random numbers"},
        {"redraws", "1", "parameters that were drawn again"},
        {"laboratory", "1", "number of the laboratory, from 0"}};
    const sim_readout *r = &e->assay->readout;

    write_columns(e, false, out);
    write_columns(e, true, out);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        sim_csv_write_column("replicates", &first[i], out);
    for (size_t i = 0; i < r->n; i++)
        sim_csv_write_column("replicates", &r->list[i].column, out);
    for (size_t i = 0; i < e->assay->lottery.n_points; i++) {
        const sim_point *point = &e->assay->lottery.points[i];
        const sim_symbol *s = point->parameter->symbol;

        sim_csv_write_column("replicates",
                             &(sim_column){point->purpose, s->unit, s->meaning}, out);
    }
}

/* ---- tables --------------------------------------------------------------- */

static sim_status fill_course(const sim_ensemble *e, size_t quantile, sim_table *table,
                              sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->assay->task->n_arms * e->n_days; i++) {
        const size_t arm = i / e->n_days, day = i % e->n_days;
        double *cells;

        status = sim_table_add_row(table, arm_name(e, arm), &cells, err);
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
    cols[0] = (sim_column){"day", "day", "time since treatment began"};
    for (size_t c = 0; c < watch->n; c++) {
        const sim_symbol *s = &watch->model->symbols[watch->symbols[c]];

        cols[c + 1] = (sim_column){s->name, s->unit, s->meaning};
    }
    status = sim_table_init(table, name ? name : "ensemble",
                            (sim_column){"arm", "1", "name of the arm"}, cols, watch->n + 1,
                            err);
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
    return sim_table_init(&o->summary, like->name, like->key, like->columns,
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

        status = sim_table_add_row(table, arm_name(e, arm), &cells, err);
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

enum { COUNT = 3, MEAN = 4, FIRST_QUANTILE = 7, COURSE_FIELDS = 13, NUMBER_FIELDS = 16 };

typedef struct {
    sim_outlook *outlook;
    const sim_outlook_source *source;
    char file[4096];
    double *cells[SIM_QUANTILES]; /* of the rows in hand */
    size_t column, arm, most;     /* the next column; the arm in hand; replicates */
    size_t n_numbers;             /* of the summary, read so far */
    bool set_apart;               /* is a replicate of some arm? */
} rereader;

static sim_status refuse(const rereader *r, const sim_csv_row *row, sim_error *err)
{
    return sim_fail(err, SIM_EPARSE,
                    "%s:%zu: does not fit run.ini; a file that a run of this version wrote "
                    "would be right",
                    r->file, row->line);
}

/* The arm of that name, from the one in hand on. */
static bool find_arm(rereader *r, const char *name)
{
    const sim_experiment *e = r->source->experiment;

    while (r->arm < e->n_arms && strcmp(e->arms[r->arm].name, name) != 0) r->arm++;
    return r->arm < e->n_arms;
}

static double number_of(const char *text)
{
    double number = NAN;

    return sim_number_parse(text, &number) ? number : NAN;
}

static sim_status start_day(rereader *r, const sim_csv_row *row, sim_error *err)
{
    const sim_experiment *e = r->source->experiment;
    sim_status status = SIM_OK;

    if (!find_arm(r, row->field[0])) return refuse(r, row, err);
    for (size_t i = 0; status == SIM_OK && i < SIM_QUANTILES; i++) {
        status = sim_table_add_row(&r->outlook->course[i], e->arms[r->arm].name,
                                   &r->cells[i], err);
        if (status == SIM_OK) *r->cells[i]++ = number_of(row->field[1]);
    }
    return status;
}

static sim_status take_course(void *self, const sim_csv_row *row, sim_error *err)
{
    rereader *r = self;
    const sim_table *table = &r->outlook->course[0];
    const double n = row->n == COURSE_FIELDS ? number_of(row->field[COUNT]) : NAN;
    sim_status status = SIM_OK;

    if (row->n != COURSE_FIELDS) return refuse(r, row, err);
    if (row->is_header) return SIM_OK;
    if (r->column == 0) status = start_day(r, row, err);
    if (status != SIM_OK) return status;
    if (strcmp(row->field[2], table->columns[1 + r->column].name) != 0)
        return refuse(r, row, err);
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        *r->cells[i]++ = number_of(row->field[FIRST_QUANTILE + i]);
    if (strcmp(row->field[FIRST_QUANTILE + SIM_QUANTILES], estimated) == 0)
        r->outlook->is_estimated = true;
    r->column = (r->column + 1) % (table->n_columns - 1);
    if (n > (double)r->most) r->most = (size_t)n;
    return SIM_OK;
}

/* The number that sets replicates apart is over all of them. */
static void note_apart(rereader *r, const sim_csv_row *row)
{
    const sim_population *p = r->source->chain->population;
    const double n = number_of(row->field[COUNT]);

    if (!p || !p->apart || strcmp(row->field[1], p->apart) != 0) return;
    if (n > (double)r->most) r->most = (size_t)n;
    if (number_of(row->field[MEAN]) > 0) r->set_apart = true;
}

static sim_status take_number(void *self, const sim_csv_row *row, sim_error *err)
{
    rereader *r = self;
    sim_table *table = &r->outlook->summary;
    const char *name;
    size_t column;
    sim_status status = SIM_OK;

    if (row->n != NUMBER_FIELDS) return refuse(r, row, err);
    if (row->is_header) return SIM_OK;
    if (!find_arm(r, row->field[0])) return refuse(r, row, err);
    name = r->source->experiment->arms[r->arm].name;
    if (table->n_rows == 0 || strcmp(table->keys[table->n_rows - 1], name) != 0) {
        status = sim_table_add_row(table, name, &r->cells[0], err);
        for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++)
            r->cells[0][c] = NAN;
    }
    note_apart(r, row);
    column = sim_table_find(table, row->field[1]);
    if (status != SIM_OK || column == table->n_columns) return status;
    r->cells[0][column] = number_of(row->field[FIRST_QUANTILE + SIM_QUANTILES / 2]);
    r->n_numbers++;
    return SIM_OK;
}

static sim_status reread(rereader *r, const char *name, sim_csv_take *take, sim_error *err)
{
    FILE *in = NULL;
    sim_status status;

    if (snprintf(r->file, sizeof r->file, "%s/%s", r->source->dir, name) >=
        (int)sizeof r->file)
        return sim_fail(err, SIM_EIO,
                        "%s: the path is too long; a shorter one would be "
                        "right",
                        r->source->dir);
    status = sim_files_read(r->file, &in, err);
    if (status != SIM_OK) return status;
    r->arm = r->column = 0;
    status = sim_csv_read(in, r->file, take, r, err);
    fclose(in);
    return status;
}

/* Every arm has as many days as the first, and none ends within a day. */
static sim_status check_whole(const rereader *r, sim_error *err)
{
    const size_t n_arms = r->source->experiment->n_arms;
    const size_t n_days =
        (size_t)sim_experiment_value(r->source->experiment, "run", "days") + 1;

    if (r->column == 0 && r->outlook->course[0].n_rows == n_arms * n_days) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s: ends early; a file that a run of this version wrote would be "
                    "right",
                    r->file);
}

/* Every arm has its row of medians, none of which is left out. */
static sim_status check_numbers(const rereader *r, sim_error *err)
{
    const sim_table *table = &r->outlook->summary;

    if (r->n_numbers == r->source->experiment->n_arms * table->n_columns) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s: ends early; a file that a run of this version wrote would be "
                    "right",
                    r->file);
}

sim_status sim_outlook_read(sim_outlook *o, const sim_outlook_source *source,
                            sim_error *err)
{
    const sim_experiment *e = source->experiment;
    rereader r = {.outlook = o, .source = source};
    sim_status status = open_all(o, source->chain, &e->watch, source->summary, err);

    if (status == SIM_OK) status = reread(&r, "ensemble.csv", take_course, err);
    if (status == SIM_OK) status = check_whole(&r, err);
    if (status == SIM_OK) status = reread(&r, "cohort.csv", take_number, err);
    if (status == SIM_OK) status = check_numbers(&r, err);
    print_words(o, sim_experiment_value(e, "cohort", "draw") == SIM_DRAW_COHORT, r.most,
                r.set_apart ? source->chain->population->others : NULL);
    return status;
}
