#include "sim/study/outlook.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

static const char tally_header[] = "n,mean,sd,se,q05,q25,q50,q75,q95";

static void write_tally(const sim_tally *tally, FILE *out)
{
    fprintf(out, ",%zu", tally->moments.n);
    sim_csv_write_number(sim_tally_mean(tally), out);
    sim_csv_write_number(sim_moments_sd(&tally->moments), out);
    sim_csv_write_number(sim_moments_se(&tally->moments), out);
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        sim_csv_write_number(sim_tally_quantile(tally, i), out);
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

sim_difference sim_ensemble_difference(const sim_ensemble *e, size_t arm, size_t number)
{
    const sim_moments *m = &e->differences[arm * e->assay->readout.n + number];
    double half = NAN;

    if (m->n == 0) return (sim_difference){NAN, NAN, NAN};
    if (m->n > 1) half = gsl_cdf_tdist_Pinv(0.975, (double)(m->n - 1)) * sim_moments_se(m);
    return (sim_difference){m->mean, m->mean - half, m->mean + half};
}

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
    {"day", "day", "time since the first injection", true, false},
    {"variable", "1", "column of the course in time", true, false},
    {"quantity", "1", "number that is read off a replicate", false, true},
    {"unit", "1", "unit of the quantity", false, true},
    {"n", "1", "replicates in which it is defined", true, true},
    {"mean", "", "mean over the replicates", true, true},
    {"sd", "", "standard deviation over the replicates", true, true},
    {"se", "", "standard error of the mean", true, true},
    {"q05", "", "5 % of the replicates are below", true, true},
    {"q25", "", "25 % of the replicates are below", true, true},
    {"q50", "", "median over the replicates", true, true},
    {"q75", "", "75 % of the replicates are below", true, true},
    {"q95", "", "95 % of the replicates are below", true, true},
    {"difference", "", "mean difference to the first arm of the same replicate", false,
     true},
    {"difference_low", "", "lower end of its 95 % interval", false, true},
    {"difference_high", "", "upper end of its 95 % interval", false, true},
};

static void write_column(const char *file, const sim_column *column, FILE *out)
{
    fprintf(out, "%s.csv,", file);
    sim_csv_write_text(column->name, out);
    fputc(',', out);
    sim_csv_write_text(column->unit, out);
    fputc(',', out);
    sim_csv_write_text(column->meaning, out);
    fputc('\n', out);
}

void sim_ensemble_write_columns(const sim_ensemble *e, FILE *out)
{
    static const sim_column first[] = {
        {"arm", "1", "name of the arm"},
        {"replicate", "1", "number of the replicate, from 0"},
        {"seed", "1", "seed of the random numbers"},
        {"redraws", "1", "parameters that were drawn again"}};
    const sim_readout *r = &e->assay->readout;

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const sim_column column = {columns[i].column, columns[i].unit, columns[i].meaning};

        if (columns[i].course) write_column("ensemble", &column, out);
    }
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const sim_column column = {columns[i].column, columns[i].unit, columns[i].meaning};

        if (columns[i].numbers) write_column("cohort", &column, out);
    }
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        write_column("replicates", &first[i], out);
    for (size_t i = 0; i < r->n; i++) write_column("replicates", &r->list[i].column, out);
    for (size_t i = 0; i < e->assay->lottery.n_points; i++) {
        const sim_point *point = &e->assay->lottery.points[i];
        const sim_symbol *s = point->parameter->symbol;

        write_column("replicates", &(sim_column){point->purpose, s->unit, s->meaning}, out);
    }
}

/* ---- tables --------------------------------------------------------------- */

static sim_status fill_rows(const sim_ensemble *e, size_t quantile, sim_table *table,
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

sim_status sim_ensemble_table(const sim_ensemble *e, size_t quantile, sim_table *table,
                              sim_error *err)
{
    const sim_chain *chain = e->assay->task->chain;
    const char *name = chain->stages[chain->n_stages - 1].course;
    sim_column *cols = calloc(e->watch->n + 1, sizeof *cols);
    sim_status status;

    *table = (sim_table){0};
    if (!cols) return sim_fail_memory(err, "ensemble");
    cols[0] = (sim_column){"day", "day", "time since the first injection"};
    for (size_t c = 0; c < e->watch->n; c++) {
        const sim_symbol *s = &e->watch->model->symbols[e->watch->symbols[c]];

        cols[c + 1] = (sim_column){s->name, s->unit, s->meaning};
    }
    status = sim_table_init(table, name ? name : "ensemble",
                            (sim_column){"arm", "1", "name of the arm"}, cols,
                            e->watch->n + 1, err);
    free(cols);
    return status == SIM_OK ? fill_rows(e, quantile, table, err) : status;
}

sim_status sim_ensemble_summary(const sim_ensemble *e, const sim_table *like,
                                sim_table *table, sim_error *err)
{
    const sim_readout *r = &e->assay->readout;
    sim_status status =
        sim_table_init(table, like->name, like->key, like->columns, like->n_columns, err);

    for (size_t arm = 0; status == SIM_OK && arm < e->assay->task->n_arms; arm++) {
        double *cells;

        status = sim_table_add_row(table, arm_name(e, arm), &cells, err);
        for (size_t c = 0; status == SIM_OK && c < like->n_columns; c++) {
            const size_t number = sim_readout_find(r, like->columns[c].name);

            sim_bug(number == r->n);
            cells[c] =
                sim_tally_quantile(&e->numbers[arm * r->n + number], SIM_QUANTILES / 2);
        }
    }
    return status;
}
