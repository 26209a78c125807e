/* test_ensemble.c -- cohorts with known answers: moments, bytes, failures. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <gsl/gsl_cdf.h>

#include "tests/cohort.h"
#include "tests/suite.h"

/* ---- known answers -------------------------------------------------------- */

START_TEST(a_normal_draw_comes_out_normal)
{
    const size_t n = 4000, room = _i == 0 ? 0 : 1; /* exact quantiles; estimates */
    const double sd = sqrt(2 * 2 + 3 * 3), mean = 5 + 3 + 3;
    const sim_tally *tally;
    sim_ensemble e;
    planted p;

    planted_within(&p, "[taker]\nodds = 0\n[arm a]\n[arm b]\ntaker.need = 7.5\n", n, room,
                   &e);
    tally = planted_tally(&e, 0, "final");
    ck_assert_int_eq(sim_tally_is_exact(tally), _i == 0);
    ck_assert_uint_eq(tally->moments.n, n);
    /* four standard errors each */
    ck_assert_double_eq_tol(sim_tally_mean(tally), mean, 4 * sd / sqrt((double)n));
    ck_assert_double_eq_tol(sim_moments_sd(&tally->moments), sd,
                            4 * sd / sqrt(2 * (double)n));
    ck_assert_double_eq(sim_moments_se(&tally->moments),
                        sim_moments_sd(&tally->moments) / sqrt((double)n));
    for (size_t q = 0; q < SIM_QUANTILES; q++) {
        const double z = gsl_cdf_ugaussian_Pinv(sim_quantiles[q]);
        const double density = exp(-z * z / 2) / sqrt(2 * M_PI) / sd;
        const double error =
            sqrt(sim_quantiles[q] * (1 - sim_quantiles[q]) / (double)n) / density;

        ck_assert_double_eq_tol(sim_tally_quantile(tally, q), mean + z * sd, 4 * error);
        ck_assert_double_eq(sim_tally_quantile(sim_ensemble_course(&e, 0, 10, 0), q),
                            sim_tally_quantile(tally, q));
    }
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* ---- quantiles ------------------------------------------------------------ */

enum { MANY = 2385 };

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The numbers of an arm, from the rows of replicates.csv, in ascending order. */
static void read_column(char *rows, size_t field, double numbers[])
{
    char *rest, *line = strtok_r(rows, "\n", &rest);

    for (size_t i = 0; i < MANY; i++) {
        line = strtok_r(NULL, "\n", &rest);
        for (size_t k = 0; k < field; k++) line += strcspn(line, ",") + 1;
        numbers[i] = strtod(line, NULL);
    }
    qsort(numbers, MANY, sizeof *numbers, ascending);
}

/* More than 1,000 replicates: between two neighbours linearly, as R's type 7. */
START_TEST(quantiles_of_many_replicates_are_those_of_a_list)
{
    char *rows = NULL;
    size_t size = 0, final;
    FILE *out = open_memstream(&rows, &size);
    double numbers[MANY];
    sim_error err = {""};
    sim_ensemble e;
    planted p;

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
    ck_assert_int_eq(
        sim_ensemble_run(&e,
                         &(sim_ensemble_task){.assay = &p.assay,
                                              .n = MANY,
                                              .replicates = &(sim_rows_to){.csv = out}},
                         &err),
        SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    final = sim_readout_find(&p.assay.readout, "final");
    read_column(rows, 5 + final, numbers); /* behind arm ... redraws, laboratory */
    for (size_t q = 0; q < SIM_QUANTILES; q++) {
        const double at = sim_quantiles[q] * (MANY - 1), low = floor(at);
        const double right =
            numbers[(size_t)low] * (1 - (at - low)) + numbers[(size_t)low + 1] * (at - low);

        /* nine digits are written */
        ck_assert_double_eq_tol(sim_tally_quantile(&e.numbers[final], q), right,
                                1e-8 * right);
    }
    free(rows);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* No room at all: a yes or no is counted. */
START_TEST(a_yes_or_no_has_no_quantile_between)
{
    const size_t room = _i == 0 ? 0 : 1;
    const sim_tally *hit;
    sim_ensemble e;
    planted p;

    planted_within(&p, "[taker]\nodds = 0.371\n", MANY, room, &e);
    hit = planted_tally(&e, 0, "hit");
    ck_assert(sim_tally_is_exact(hit));
    for (size_t q = 0; q < SIM_QUANTILES; q++)
        ck_assert_double_eq(sim_tally_quantile(hit, q),
                            sim_quantiles[q] < 1 - sim_tally_mean(hit) ? 0 : 1);
    ck_assert_int_eq(sim_tally_is_exact(planted_tally(&e, 0, "final")), _i == 0);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

START_TEST(a_needle_is_one_draw_per_course)
{
    const size_t n = 1000;
    const sim_tally *hit;
    sim_ensemble e;
    planted p;

    planted_run(&p, "[taker]\nodds = 0.371\n", n, &e);
    hit = planted_tally(&e, 0, "hit");
    ck_assert_double_eq(sim_tally_quantile(hit, 0), 0);
    ck_assert_double_eq(sim_tally_quantile(hit, 4), 1);
    ck_assert_double_eq_tol(sim_tally_mean(hit), 0.371,
                            4 * sqrt(0.371 * 0.629 / (double)n)); /* standard errors */
    sim_ensemble_free(&e);
    planted_close(&p);
    planted_run(&p, "[taker]\nodds = 0.371\n[cohort]\ndraw = none\n", 5, &e);
    ck_assert_double_eq(sim_tally_mean(planted_tally(&e, 0, "hit")), 0.371);
    ck_assert_double_eq(sim_moments_sd(&planted_tally(&e, 0, "final")->moments), 0);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* ---- bytes ---------------------------------------------------------------- */

/* All that an ensemble writes; the caller frees it. */
static char *write_all(const char *text, size_t n, size_t threads, size_t chunk)
{
    char *all = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&all, &size);
    sim_error err = {""};
    sim_ensemble e;
    sim_spread spread;
    planted p;

    ck_assert_ptr_nonnull(out);
    ck_assert_msg(planted_open(&p, text, &err) == SIM_OK, "%s", err.text);
    const sim_ensemble_task task = {.assay = &p.assay,
                                    .n = n,
                                    .threads = threads,
                                    .chunk = chunk,
                                    .replicates = &(sim_rows_to){.csv = out}};

    ck_assert_msg(sim_ensemble_run(&e, &task, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_spread_run(&spread, &task, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_tallies_write_course(&e, &(sim_rows_to){.csv = out}, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_tallies_write_numbers(&e, &(sim_rows_to){.csv = out}, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_spread_write(&spread, &(sim_rows_to){.csv = out}, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    sim_spread_free(&spread);
    sim_ensemble_free(&e);
    planted_close(&p);
    return all;
}

static const struct {
    const char *text;
    size_t n;
} same[] = {
    {"[arm a]\n[arm b]\ntaker.need = 4\n", 70},
    {"[arm a]\n[arm b]\ntaker.need = 4\n", 1100},      /* a chunk after the other */
    {"[run]\nmethod = ssa\n[taker]\nlimit = 7\n", 70}, /* some fail */
    {"[cohort]\ndonors_per_laboratory = 7\ngiver.give = lognormal 0.3 laboratory 0.5\n",
     70},
};

START_TEST(threads_and_chunks_do_not_change_a_byte)
{
    char *one = write_all(same[_i].text, same[_i].n, 1, 0);

    for (size_t threads = 1; threads <= 3; threads++) {
        char *other = write_all(same[_i].text, same[_i].n, threads, 5 + 8 * threads);

        ck_assert_str_eq(one, other);
        free(other);
    }
    free(one);
}
END_TEST

START_TEST(other_seeds_and_replicates_give_others)
{
    char *one = write_all("[run]\nseed = 7\n", 30, 2, 0);
    char *other = write_all("[run]\nseed = 8\n", 30, 2, 0);
    char *line[30], *rest;

    ck_assert_str_ne(one, other);
    strtok_r(one, "\n", &rest);
    for (size_t i = 0; i < 30; i++) {
        line[i] = strstr(strtok_r(NULL, "\n", &rest), ",7,") + 3; /* behind the seed */
        for (size_t k = 0; k < i; k++) ck_assert_str_ne(line[i], line[k]);
    }
    free(one);
    free(other);
}
END_TEST

/* ---- failures ------------------------------------------------------------- */

START_TEST(replicates_that_fail_are_counted_and_named)
{
    const size_t n = 500;
    const double part = gsl_cdf_gaussian_Q(2, 2); /* gifts above 7 */
    sim_ensemble e;
    planted p;

    planted_run(&p, "[taker]\nlimit = 7\n", n, &e);
    ck_assert_uint_eq(e.n, n);
    ck_assert_double_eq_tol((double)e.n_failed, part * (double)n,
                            4 * sqrt(part * (1 - part) * (double)n)); /* binomial */
    ck_assert_uint_eq(planted_tally(&e, 0, "final")->moments.n, n - e.n_failed);
    ck_assert_uint_lt(e.failed[0], e.failed[1]);
    ck_assert_ptr_nonnull(strstr(e.why.text, "arm default: "));
    ck_assert_ptr_nonnull(strstr(e.why.text, "must not exceed limit = 7"));
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* Those that are solved side by side come to their ends. */
static bool stop_after_ten(void *self)
{
    size_t *calls = self;

    return ++*calls >= 10;
}

START_TEST(a_hook_stops_it)
{
    size_t calls = 0;
    sim_error err = {""};
    sim_ensemble e;
    sim_spread spread;
    planted p;

    ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
    const sim_hooks hooks = {.stop = stop_after_ten, .self = &calls};
    const sim_ensemble_task task = {
        .assay = &p.assay, .n = 1000, .threads = 1, .hooks = &hooks};

    ck_assert_int_eq(sim_ensemble_run(&e, &task, &err), SIM_ESTOP);
    ck_assert_uint_eq(e.n, (10 + SIM_SAMPLES - 1) / SIM_SAMPLES * SIM_SAMPLES);
    ck_assert_str_eq(err.text,
                     "interrupted after 12 of 1000 replicates; nothing was written");
    calls = 0;
    ck_assert_int_eq(sim_spread_run(&spread, &task, &err), SIM_ESTOP);
    ck_assert_str_eq(
        err.text,
        "interrupted after 10 of 1000 samples of the spread; nothing was written");
    sim_spread_free(&spread);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

#ifndef __SANITIZE_ADDRESS__
static long peak(void)
{
    struct rusage usage;

    ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss; /* KiB */
}

START_TEST(memory_does_not_grow_with_replicates)
{
    const size_t room = 1 << 20;
    sim_ensemble e;
    planted p;
    long before;

    planted_within(&p, "", 1000, room, &e);
    before = peak();
    sim_ensemble_free(&e);
    planted_close(&p);
    planted_within(&p, "", 20000, room, &e);
    ck_assert_int_lt(peak() - before, 5 * 1024);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

#endif

static Suite *suite(void)
{
    Suite *s = suite_create("ensemble");
    TCase *known = tcase_create("known answers"), *bytes = tcase_create("bytes");
    TCase *failures = tcase_create("failures");
    TCase *quantiles = tcase_create("quantiles");

    tcase_add_loop_test(known, a_normal_draw_comes_out_normal, 0, 2);
    tcase_add_test(quantiles, quantiles_of_many_replicates_are_those_of_a_list);
    tcase_add_loop_test(quantiles, a_yes_or_no_has_no_quantile_between, 0, 2);
    tcase_add_test(known, a_needle_is_one_draw_per_course);
    tcase_add_loop_test(bytes, threads_and_chunks_do_not_change_a_byte, 0,
                        sizeof same / sizeof *same);
    tcase_add_test(bytes, other_seeds_and_replicates_give_others);
    tcase_add_test(failures, replicates_that_fail_are_counted_and_named);
    tcase_add_test(failures, a_hook_stops_it);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what is freed */
    tcase_add_test(failures, memory_does_not_grow_with_replicates);
#endif
    for (int i = 0; i < 4; i++)
        tcase_set_timeout((TCase *[]){known, bytes, failures, quantiles}[i], 60);
    suite_add_tcase(s, known);
    suite_add_tcase(s, quantiles);
    suite_add_tcase(s, bytes);
    suite_add_tcase(s, failures);
    return s;
}

int main(void) { return suite_run(suite()); }
