/* test_patients.c -- cohorts of the default knee: how far measured pain falls, who responds, and
 * how much senescence laboratories and donors make.
 *
 * COHORT is the number of replicates: 500, or what the environment says, as `make test-cohort`
 * does.  What is expected are the means of two implementations, several thousand replicates
 * each, whose standard errors are some 0.4 mm, 0.3 mm and 1 point; of 10,000 replicates we may
 * be three of these and of our own away, which is 1.3 mm, 1.0 mm and 3.5 points.  Of fewer, our
 * own standard error counts for more: what it has above that of 10,000 is added, squared.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/study/ensemble.h"
#include "sim/study/job.h"
#include "tests/suite.h"

enum { FULL = 10000 };

typedef struct {
    sim_job job;
    sim_assay assay;
} cohort;

static sim_error err;
static cohort pain;
static sim_ensemble patients;

static void open_cohort(cohort *c, const char *text)
{
    const sim_source source = {.file = "a.ini", .text = text};

    if (sim_job_read(&c->job, &source, &err) == SIM_OK) {
        c->job.task = sim_params_task(&c->job.params, &c->job.experiment);
        if (sim_assay_init(&c->assay, &c->job.task, &c->job.experiment, &err) == SIM_OK)
            return;
    }
    fprintf(stderr, "%s\n", err.text);
    abort();
}

static void close_cohort(cohort *c)
{
    sim_assay_free(&c->assay);
    sim_job_close(&c->job);
}

static size_t count_replicates(void)
{
    const char *text = getenv("COHORT");

    return text ? (size_t)strtoul(text, NULL, 10) : 500;
}

static void solve_patients(void)
{
    open_cohort(&pain, "[run]\ndays = 182\nensemble_columns = vas\n"
                       "[arm saline]\npresets.product = saline\n"
                       "[arm P2]\npassaging.harvest_passage = 2\n"
                       "[arm P8]\npassaging.harvest_passage = 8\n");
    if (sim_ensemble_run(
            &patients, &(sim_ensemble_task){.assay = &pain.assay, .n = count_replicates()},
            &err) == SIM_OK)
        return;
    fprintf(stderr, "%s\n", err.text);
    abort();
}

static void free_patients(void)
{
    sim_ensemble_free(&patients);
    close_cohort(&pain);
}

/* How far off a number may be that has this standard error in one replicate. */
static double allowed(double of_full, double one)
{
    const double more = fmax(0, 1.0 / (double)count_replicates() - 1.0 / FULL);

    return sqrt(of_full * of_full + 9 * one * one * more);
}

static const sim_tally *tally_of(size_t arm, const char *name)
{
    const sim_readout *r = &pain.assay.readout;
    const size_t i = sim_readout_find(r, name);

    sim_bug(i == r->n);
    return &patients.numbers[arm * r->n + i];
}

/* ---- pain ----------------------------------------------------------------- */

static const struct {
    const char *arm;
    double fall, sd, share, share_20_percent;
} expected[] = {
    {"saline", 13.6, 18.6, 0.36, 0.53},
    {"P2", 28.7, 19.7, 0.67, 0.80},
    {"P8", 24.3, 20.0, 0.58, 0.73},
};
enum { N_ARMS = sizeof expected / sizeof *expected };

START_TEST(measured_pain_falls_as_far_as_trials_were_told_to)
{
    const sim_tally *fall = tally_of((size_t)_i, "measured_vas_fall");
    const double sd = expected[_i].sd;

    printf("%-6s  falls %5.2f mm, SD %5.2f\n", expected[_i].arm, sim_tally_mean(fall),
           sim_moments_sd(&fall->moments));
    ck_assert_uint_eq(fall->moments.n, count_replicates());
    ck_assert_double_eq_tol(sim_tally_mean(fall), expected[_i].fall, allowed(1.3, sd));
    /* of a normal sample's SD the standard error is SD / sqrt(2 n) */
    ck_assert_double_eq_tol(sim_moments_sd(&fall->moments), sd, allowed(1.0, sd / sqrt(2)));
}
END_TEST

START_TEST(as_many_respond_by_either_rule)
{
    const struct {
        const char *name;
        double share;
    } rules[] = {{"responder", expected[_i].share},
                 {"responder_20_percent", expected[_i].share_20_percent}};

    for (size_t i = 0; i < 2; i++) {
        const double found = sim_tally_mean(tally_of((size_t)_i, rules[i].name));
        const double share = rules[i].share;

        printf("%-6s  %s %.1f %%\n", expected[_i].arm, rules[i].name, 100 * found);
        ck_assert_double_eq_tol(found, share, allowed(0.035, sqrt(share * (1 - share))));
    }
}
END_TEST

/* ---- senescence ----------------------------------------------------------- */

/* Within 7 %.  Most cultures are young or spent: the kurtosis k is 1.7 (10,000 replicates), and
 * the standard error of an SD is SD * sqrt((k - 1) / (4 n)). */
START_TEST(over_the_field_senescence_at_p8_differs_by_this)
{
    const sim_tally *f = tally_of(2, "senescent_fraction");
    const double sd = sim_moments_sd(&f->moments);

    printf("P8      senescent fraction: SD %.3f over the field\n", sd);
    ck_assert_double_eq_tol(sd, 0.38, allowed(0.07 * 0.38, 0.38 * sqrt(0.7 / 4)));
}
END_TEST

static double read_senescent(sim_sample *w, const cohort *c, uint64_t replicate)
{
    const sim_readout *r = &c->assay.readout;
    const sim_member member = sim_lottery_member(&c->assay.lottery, replicate);
    double *numbers = calloc(r->n, sizeof *numbers), f;
    sim_solution solution;

    ck_assert_ptr_nonnull(numbers);
    ck_assert_msg(sim_sample_solve(w, &c->assay, &member, &solution, &err) == SIM_OK, "%s",
                  err.text);
    sim_sample_read(w, &c->assay, &member, &solution, numbers);
    f = numbers[sim_readout_find(r, "senescent_fraction")];
    sim_solution_free(&solution);
    free(numbers);
    return f;
}

/* The root of the mean variance over 40 laboratories of 25 donors, within 25 %: they differ so
 * much from each other that another 40 are a tenth away. */
START_TEST(within_laboratories_it_differs_by_less)
{
    enum { LABORATORIES = 40, DONORS = 25 };
    double variances = 0;
    sim_sample worker;
    cohort c;

    open_cohort(&c, "[run]\ndays = 1\n[cohort]\ndonors_per_laboratory = 25\n"
                    "[passaging]\nharvest_passage = 8\n");
    ck_assert_int_eq(sim_sample_init(&worker, &c.assay.lottery, &err), SIM_OK);
    for (uint64_t i = 0; i < LABORATORIES; i++) {
        sim_moments moments = {0};

        for (uint64_t k = 0; k < DONORS; k++)
            sim_moments_add(&moments, read_senescent(&worker, &c, DONORS * i + k));
        ck_assert_uint_eq(moments.n, DONORS);
        variances += moments.squares / (DONORS - 1);
    }
    printf("P8      senescent fraction: SD %.3f within laboratories\n",
           sqrt(variances / LABORATORIES));
    ck_assert_double_eq_tol(sqrt(variances / LABORATORIES), 0.21, 0.25 * 0.21);
    sim_sample_free(&worker, &c.assay.lottery);
    close_cohort(&c);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("patients");
    TCase *cases = tcase_create("pain"), *laboratories = tcase_create("laboratories");

    tcase_add_unchecked_fixture(cases, solve_patients, free_patients);
    tcase_add_loop_test(cases, measured_pain_falls_as_far_as_trials_were_told_to, 0,
                        N_ARMS);
    tcase_add_loop_test(cases, as_many_respond_by_either_rule, 0, N_ARMS);
    tcase_add_test(cases, over_the_field_senescence_at_p8_differs_by_this);
    tcase_add_test(laboratories, within_laboratories_it_differs_by_less);
    suite_add_tcase(s, cases);
    suite_add_tcase(s, laboratories);
    return s;
}

int main(void) { return suite_run(suite()); }
