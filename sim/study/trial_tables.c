/* trial_tables.c -- of trial_set.h: what each trial found, and what all did, as tables. */
#include <math.h>
#include <string.h>

#include "sim/study/trial_set.h"

/* A column without a unit has that of the number. */
enum { COLUMNS_MOST = 32 };

#define OF_NUMBER NULL

static const sim_column of_trial[] = {
    {"trial", "1", "number of the trial, from 1", SIM_CELL_NUMBER},
    {"n", "1", "how many are in the arm", SIM_CELL_NUMBER},
    {"mean", OF_NUMBER, "mean of the number over those who are seen and have it",
     SIM_CELL_NUMBER},
    {"sd", OF_NUMBER, "standard deviation of the number", SIM_CELL_NUMBER},
    {"difference", OF_NUMBER, "the mean less that of the control", SIM_CELL_NUMBER},
    {"low", OF_NUMBER, "lower end of the difference's interval", SIM_CELL_NUMBER},
    {"high", OF_NUMBER, "upper end of the difference's interval", SIM_CELL_NUMBER},
    {"p", "1", "how likely so large a difference is if there is none", SIM_CELL_NUMBER},
    {"responders", "1",
     "share of all who respond or of whom the number is true; who is not seen counts as "
     "what "
     "nobody wishes for",
     SIM_CELL_NUMBER},
    {"responders_low", "1", "lower end of the interval of the share of all (Wilson)",
     SIM_CELL_NUMBER},
    {"responders_high", "1", "upper end of the interval of the share of all (Wilson)",
     SIM_CELL_NUMBER},
    {"dropped", "1", "how many are not seen at the end", SIM_CELL_NUMBER},
    {"seen", "1", "how many are seen and have the number", SIM_CELL_NUMBER},
    {"responders_seen", "1", "share of those who are seen", SIM_CELL_NUMBER},
    {"responders_seen_low", "1",
     "lower end of the interval of the share of those seen (Wilson)", SIM_CELL_NUMBER},
    {"responders_seen_high", "1",
     "upper end of the interval of the share of those seen (Wilson)", SIM_CELL_NUMBER},
    {"gain", "1",
     "the share of those who respond or are spared less that of the control, of all",
     SIM_CELL_NUMBER},
    {"gain_low", "1",
     "lower end of the interval of that difference of shares (Newcombe): 1 / gain is the "
     "number needed to treat",
     SIM_CELL_NUMBER},
    {"gain_high", "1", "upper end of the interval of that difference of shares (Newcombe)",
     SIM_CELL_NUMBER},
    {"hazard_ratio", "1", "of an event, to the control", SIM_CELL_NUMBER},
    {"hazard_ratio_low", "1", "lower end of the interval of the hazard ratio",
     SIM_CELL_NUMBER},
    {"hazard_ratio_high", "1", "upper end of the interval of the hazard ratio",
     SIM_CELL_NUMBER},
    {"p_of_shares", "1", "of an event: p of the shares alone (Fisher)", SIM_CELL_NUMBER},
    {"laboratory", "1",
     "number of the laboratory that all share, from 0; empty: they share none",
     SIM_CELL_NUMBER},
};

static const sim_column of_trials[] = {
    {"n", "1", "how many are in the arm", SIM_CELL_NUMBER},
    {"n_of_control", "1", "how many are in the control", SIM_CELL_NUMBER},
    {"asked", "1", "1 of the size that is asked for, 0 of others", SIM_CELL_NUMBER},
    {"trials", "1", "trials of that size that were drawn", SIM_CELL_NUMBER},
    {"truth", OF_NUMBER,
     "difference of the means of the pool: the arm's less the control's", SIM_CELL_NUMBER},
    {"mean", OF_NUMBER, "mean of the differences that trials find", SIM_CELL_NUMBER},
    {"sd", OF_NUMBER, "standard deviation of these", SIM_CELL_NUMBER},
    {"includes_zero", "1", "share of trials whose interval contains 0", SIM_CELL_NUMBER},
    {"includes_zero_se", "1", "standard error of the share that contains 0",
     SIM_CELL_NUMBER},
    {"not_above_zero", "1",
     "share of trials whose difference is 0 or goes against the truth", SIM_CELL_NUMBER},
    {"not_above_zero_se", "1", "standard error of the share at 0 or against the truth",
     SIM_CELL_NUMBER},
    {"against", "1",
     "share of trials whose difference goes against the truth, and is not 0",
     SIM_CELL_NUMBER},
    {"against_se", "1", "standard error of the share against the truth", SIM_CELL_NUMBER},
    {"at_least_twice", "1",
     "share of trials whose difference is twice the truth or more; empty where the truth "
     "is "
     "not worth a word",
     SIM_CELL_NUMBER},
    {"at_least_twice_se", "1", "standard error of the share that finds twice the truth",
     SIM_CELL_NUMBER},
    {"power", "1", "share of trials whose p is below alpha", SIM_CELL_NUMBER},
    {"power_se", "1", "standard error of the share with p below alpha", SIM_CELL_NUMBER},
    {"mean_of_striking", OF_NUMBER, "mean of the differences of these trials",
     SIM_CELL_NUMBER},
    {"astray", "1", "share of trials whose p is below alpha and that go against the truth",
     SIM_CELL_NUMBER},
    {"coverage", "1", "share of trials whose interval holds the truth", SIM_CELL_NUMBER},
    {"coverage_se", "1", "standard error of the share that holds the truth",
     SIM_CELL_NUMBER},
    {"coverage_laboratory", "1",
     "share of trials whose interval holds the truth of their laboratory; empty: each has "
     "one "
     "of its own",
     SIM_CELL_NUMBER},
    {"pool_mean", OF_NUMBER, "mean of the number over the arm's pool", SIM_CELL_NUMBER},
    {"pool_sd", OF_NUMBER, "standard deviation of the number over the arm's pool",
     SIM_CELL_NUMBER},
    {"pool_sd_of_control", OF_NUMBER, "the same of the control's pool", SIM_CELL_NUMBER},
};

static sim_status open_table(sim_table *table, const sim_layout *layout,
                             const sim_trial_measure *measure, sim_error *err)
{
    sim_column columns[COLUMNS_MOST];

    sim_bug(layout->n > COLUMNS_MOST);
    memcpy(columns, layout->columns, layout->n * sizeof *columns);
    for (size_t i = 0; i < layout->n; i++) {
        if (!columns[i].unit) columns[i].unit = measure->column.unit;
    }
    return sim_table_init(table, layout->name, sim_arm_column, columns, layout->n, err);
}

sim_status sim_trial_table_init(sim_table *table, const sim_trial_measure *measure,
                                sim_error *err)
{
    return open_table(table, &(sim_layout)SIM_LAYOUT("trial", of_trial), measure, err);
}

sim_status sim_trials_table_init(sim_table *table, const sim_trial_measure *measure,
                                 sim_error *err)
{
    return open_table(table, &(sim_layout)SIM_LAYOUT("trials", of_trials), measure, err);
}

/* ---- rows ----------------------------------------------------------------------- */

typedef struct {
    double *cells;
    size_t n;
} row;

static void put(row *r, double number) { r->cells[r->n++] = number; }

static void put_share(row *r, sim_share s)
{
    put(r, s.share);
    put(r, s.low);
    put(r, s.high);
}

static void put_found(const sim_trial_pool *p, const sim_trial_found *f, row *r)
{
    put(r, (double)f->n);
    put(r, f->moments.n > 0 ? f->moments.mean : NAN);
    put(r, sim_moments_sd(&f->moments));
    put(r, f->difference);
    put(r, f->low);
    put(r, f->high);
    put(r, f->p);
    put_share(r, sim_trial_share_of_all(p, f));
    put(r, (double)f->dropped);
    put(r, (double)f->moments.n);
    put_share(r, sim_trial_share_of_seen(p, f));
    put(r, f->wished.mean);
    put(r, f->wished.low);
    put(r, f->wished.high);
    put(r, f->hazard_ratio);
    put(r, f->hazard_low);
    put(r, f->hazard_high);
    put(r, f->p_of_shares);
    put(r, p->plan->one_laboratory ? (double)f->laboratory : NAN);
}

sim_status sim_trial_table_fill(sim_trial_set *set, sim_error *err)
{
    const sim_trial_pool *p = set->pool;
    sim_status status = sim_trial_table_init(&set->trial, &p->measure, err);

    for (size_t a = 0; a < p->n_arms; a++) {
        for (size_t i = 0; status == SIM_OK && i < set->trials; i++) {
            row r = {0};

            status = sim_table_add_row(&set->trial, p->arms[a].name, &r.cells, err);
            if (status != SIM_OK) break;
            put(&r, (double)(i + 1));
            put_found(p, &set->found[i * p->n_arms + a], &r);
            sim_bug(r.n != set->trial.n_columns);
        }
    }
    if (status == SIM_OK) sim_table_round(&set->trial);
    return status;
}

static void put_chance(row *r, sim_trial_chance c)
{
    put(r, c.share);
    put(r, c.error);
}

static void put_sizes(const sim_trial_pool *p, size_t a, const sim_trial_sizes *s, row *r)
{
    put(r, (double)s->n);
    put(r, (double)s->n_of_control);
    put(r, s->is_asked);
    put(r, (double)s->trials);
    put(r, s->truth);
    put(r, s->trials > 0 ? s->estimates.mean : NAN);
    put(r, sim_moments_sd(&s->estimates));
    put_chance(r, s->includes_zero);
    put_chance(r, s->not_above_zero);
    put_chance(r, s->against);
    put_chance(r, s->at_least_twice);
    put_chance(r, s->power);
    put(r, s->striking.n > 0 ? s->striking.mean : NAN);
    put(r, s->astray.share);
    put_chance(r, s->coverage);
    put(r, s->coverage_laboratory.share);
    put(r, p->arms[a].truth.mean);
    put(r, p->arms[a].truth.sd);
    put(r, p->arms[p->control].truth.sd);
}

sim_status sim_trials_table_fill(sim_trial_set *set, sim_error *err)
{
    const sim_trial_pool *p = set->pool;
    sim_status status = sim_trials_table_init(&set->across, &p->measure, err);

    for (size_t a = 0; a < p->n_arms; a++) {
        for (size_t i = 0; status == SIM_OK && a != p->control && i < set->n_sizes; i++) {
            row r = {0};

            status = sim_table_add_row(&set->across, p->arms[a].name, &r.cells, err);
            if (status != SIM_OK) break;
            put_sizes(p, a, &set->sizes[i * p->n_arms + a], &r);
            sim_bug(r.n != set->across.n_columns);
        }
    }
    if (status == SIM_OK) sim_table_round(&set->across);
    return status;
}
