/* test_ensemble.c -- cohorts with known answers: moments, bytes, failures, spread. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <gsl/gsl_cdf.h>

#include "tests/cohort.h"
#include "tests/suite.h"

/* ---- known answers -------------------------------------------------------- */

/* As planted_run, with little room for numbers. */
static void run_within(planted *p, const char *text, size_t n, size_t room,
                       sim_ensemble *ensemble)
{
    sim_error err = {""};
    sim_status status = planted_open(p, text, &err);
    const sim_ensemble_task task = {.assay = &p->assay, .n = n, .room = room};

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_ensemble_run(ensemble, &task, &err) == SIM_OK, "%s", err.text);
}

START_TEST(a_normal_draw_comes_out_normal)
{
    const size_t n = 4000, room = _i == 0 ? 0 : 1; /* exact quantiles; estimates */
    const double sd = sqrt(2 * 2 + 3 * 3), mean = 5 + 3 + 3;
    const sim_tally *tally;
    sim_ensemble e;
    planted p;

    run_within(&p, "[taker]\nodds = 0\n[arm a]\n[arm b]\ntaker.need = 7.5\n", n, room, &e);
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

START_TEST(arms_share_donors_patients_and_the_needle)
{
    sim_ensemble e;
    sim_difference d;
    planted p;
    size_t final;

    planted_run(&p, "[arm a]\n[arm same]\n[arm b]\ntaker.need = 7.5\n", 40, &e);
    final = sim_readout_find(&p.assay.readout, "final");
    d = sim_ensemble_difference(&e, 1, final);
    ck_assert(d.mean == 0 && d.low == 0 && d.high == 0);
    d = sim_ensemble_difference(&e, 2, final);
    ck_assert_double_eq_tol(d.mean, 4.5, 1e-12); /* rounding: all else is shared */
    ck_assert_double_eq_tol(d.high - d.low, 0, 1e-12);
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

    run_within(&p, "[taker]\nodds = 0.371\n", MANY, room, &e);
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

/* Room for what is read off replicates, and for no courses. */
START_TEST(each_table_is_exact_if_its_own_numbers_fit)
{
    char *text = NULL;
    size_t size = 0, room;
    FILE *out;
    sim_error err = {""};
    sim_ensemble e;
    planted p;

    planted_run(&p, "", 5, &e);
    room = MANY * p.assay.readout.n * sizeof(double);
    sim_ensemble_free(&e);
    planted_close(&p);
    for (int fits = 0; fits < 2; fits++) {
        run_within(&p, "", MANY, room - (fits ? 0 : 1), &e);
        ck_assert_int_eq(sim_tally_is_exact(planted_tally(&e, 0, "final")), fits);
        ck_assert(!sim_tally_is_exact(sim_ensemble_course(&e, 0, 10, 0)));
        out = open_memstream(&text, &size);
        ck_assert_ptr_nonnull(out);
        ck_assert_int_eq(sim_tallies_write_course(&e, &(sim_rows_to){.csv = out}, &err),
                         SIM_OK);
        ck_assert_int_eq(sim_tallies_write_numbers(&e, &(sim_rows_to){.csv = out}, &err),
                         SIM_OK);
        ck_assert_int_eq(fclose(out), 0);
        ck_assert_ptr_nonnull(
            strstr(text, ",q50,q75,q95,quantiles\ndefault,0,result,2385,"));
        ck_assert_ptr_nonnull(strstr(text, ",estimated\ndefault,"));
        ck_assert_int_eq(strstr(strstr(text, "\ndefault,final,"), ",exact,,,\n") ==
                             strchr(strstr(text, "\ndefault,final,") + 1, '\n') - 9,
                         fits);
        free(text);
        sim_ensemble_free(&e);
        planted_close(&p);
    }
}
END_TEST

/* As many different numbers as are counted, and one more. */
START_TEST(few_different_numbers_are_counted)
{
    enum { N = 371 };
    const size_t different = SIM_FEW + (size_t)_i;
    double kept[N];
    sim_estimates estimates;
    sim_tally tally, list;

    sim_tally_init(&tally, NULL, &estimates);
    sim_tally_init(&list, kept, NULL);
    for (size_t i = 0; i < N; i++) {
        const double number = 2.385 * (double)(i * i % 97 % different) - 7.1;

        sim_tally_add(&tally, number);
        sim_tally_add(&list, number);
    }
    sim_tally_close(&tally);
    sim_tally_close(&list);
    ck_assert_int_eq(sim_tally_is_exact(&tally), _i == 0);
    for (size_t q = 0; _i == 0 && q < SIM_QUANTILES; q++)
        ck_assert_double_eq(sim_tally_quantile(&tally, q), sim_tally_quantile(&list, q));
}
END_TEST

/* ---- intervals ------------------------------------------------------------ */

/* All replicates differ by the same: two or seven of them say nothing of the next. */
START_TEST(few_differences_that_are_alike_have_no_interval)
{
    static const size_t counts[] = {1, 2, 7, 8};
    const size_t n = counts[_i];
    sim_difference d;
    sim_ensemble e;
    planted p;

    planted_run(&p, "[arm a]\n[arm b]\ntaker.need = 7.5\n", n, &e);
    d = sim_ensemble_difference(&e, 1, sim_readout_find(&p.assay.readout, "final"));
    ck_assert_double_eq_tol(d.mean, 4.5, 1e-12); /* rounding: all else is shared */
    ck_assert_int_eq(isnan(d.low) && isnan(d.high), n < 8);
    ck_assert_int_eq(isfinite(d.low) && isfinite(d.high), n == 8);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* An ensemble of one number, 0 or 1, in two arms: each pair so many times. */
static sim_difference difference_of_pairs(const size_t pairs[2][2])
{
    sim_assay assay = {.readout = {.n = 1, .visits = 0}};
    sim_tally numbers[2] = {{.kept = NULL}};
    sim_moments differences[2] = {{0}};
    const sim_ensemble e = {
        .assay = &assay, .numbers = numbers, .differences = differences};

    for (int first = 0; first < 2; first++) {
        for (int other = 0; other < 2; other++) {
            for (size_t i = 0; i < pairs[first][other]; i++) {
                sim_tally_add(&numbers[0], first);
                sim_tally_add(&numbers[1], other);
                sim_moments_add(&differences[1], other - first);
            }
        }
    }
    return sim_ensemble_difference(&e, 1, 0);
}

/* Worked out apart, from counts of pairs as the paper has them. */
static const struct {
    size_t pairs[2][2]; /* [first][other] */
    double low, high;
} newcombe[] = {
    {{{0, 12}, {2, 36}}, 0.056930, 0.340428},    {{{36, 12}, {2, 2}}, 0.051485, 0.330450},
    {{{1, 0}, {0, 1}}, -0.573419, 0.573419},     {{{0, 0}, {0, 2}}, -0.657620, 0.657620},
    {{{7, 0}, {0, 0}}, -0.354330, 0.354330},     {{{50, 0}, {0, 50}}, -0.019234, 0.019234},
    {{{14, 3}, {31, 23}}, -0.514265, -0.249423}, {{{0, 9}, {0, 0}}, 0.576945, 1.000000},
};
enum { N_NEWCOMBE = sizeof newcombe / sizeof *newcombe };

START_TEST(shares_of_pairs_have_intervals_that_never_vanish)
{
    const sim_difference d = difference_of_pairs(newcombe[_i].pairs);

    ck_assert_double_eq_tol(d.low, newcombe[_i].low, 5e-5);
    ck_assert_double_eq_tol(d.high, newcombe[_i].high, 5e-5);
    ck_assert_double_gt(d.high - d.low, 0.005);
}
END_TEST

START_TEST(few_samples_of_the_spread_have_no_shares)
{
    for (size_t n = 7; n <= 8; n++) {
        sim_error err = {""};
        sim_spread s;
        planted p;

        ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
        ck_assert_int_eq(
            sim_spread_run(&s, &(sim_ensemble_task){.assay = &p.assay, .n = n}, &err),
            SIM_OK);
        ck_assert_int_eq(isfinite(sim_spread_share(&s, 0, 0, 0)), n == 8);
        ck_assert_int_eq(isfinite(sim_spread_error(&s, 0, 0, 0)), n == 8);
        sim_spread_free(&s);
        planted_close(&p);
    }
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

/* What arrives makes the truth rise by 3.71: noise alone makes it fall. */
START_TEST(responders_are_those_whose_readings_fall_enough)
{
    const size_t n = 1000;
    const double part = gsl_cdf_gaussian_P(-3.71 - 2, sqrt(2) * 2.385);
    const double flat = gsl_cdf_gaussian_P(-3.71 - 1, sqrt(2) * 2.385);
    const sim_tally *responder, *fall;
    sim_ensemble e;
    planted p;

    planted_run(&p,
                "[giver]\ngive = 50\n[taker]\nodds = 1\nflow = 0.371\n[cohort]\n"
                "pain_noise = 2.385\n",
                n, &e);
    responder = planted_tally(&e, 0, "responder");
    ck_assert_uint_eq(responder->moments.n, n);
    ck_assert_double_eq_tol(sim_tally_mean(responder), part,
                            4 * sqrt(part / (double)n)); /* standard errors */
    fall = planted_tally(&e, 0, "measured_result_fall");
    ck_assert_double_eq_tol(sim_tally_mean(fall), -3.71,
                            4 * sqrt(2) * 2.385 / sqrt((double)n));
    /* a second rule: 1 mm, and a twentieth of some 57 mm, which is more */
    responder = planted_tally(&e, 0, "steep");
    ck_assert_double_gt(sim_tally_mean(responder), 0);
    ck_assert_double_lt(sim_tally_mean(responder), flat / 1.4);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* Noise of 40 mm around 50 mm: readings are cut at 0 and 100. */
START_TEST(readings_stay_on_their_scale)
{
    const sim_tally *before;
    sim_ensemble e;
    planted p;

    planted_run(&p, "[giver]\ngive = 47\n[taker]\nodds = 0\n[cohort]\npain_noise = 40\n",
                200, &e);
    before = planted_tally(&e, 0, "measured_result_day_0");
    ck_assert_double_eq(before->kept[0], 0);
    ck_assert_double_eq(before->kept[199], 100);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* By hand, from what each replicate's readings are. */
START_TEST(a_rule_by_part_of_the_first_reading_asks_for_both)
{
    const sim_responder *rules = models_chains[0].population->responders;
    static const struct {
        double before, after;
        bool responds[2];
    } falls[] = {
        {60, 40, {true, true}},    {60, 41, {false, true}},      {60, 48, {false, true}},
        {60, 49, {false, false}},  {40, 30.5, {false, false}},   {47, 37, {false, true}},
        {52, 41.5, {false, true}}, {52.9, 42.4, {false, false}}, {0, 0, {false, false}},
    };

    ck_assert_uint_eq(models_chains[0].population->n_responders, 2);
    for (size_t i = 0; i < sizeof falls / sizeof *falls; i++) {
        for (size_t k = 0; k < 2; k++)
            ck_assert_msg(sim_responder_read(&rules[k], falls[i].before, falls[i].after) ==
                              (falls[i].responds[k] ? 1 : 0),
                          "%g to %g by %s", falls[i].before, falls[i].after, rules[k].name);
    }
    ck_assert(isnan(sim_responder_read(&rules[0], NAN, 3.71)));
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
    ck_assert_str_eq(err.text,
                     "interrupted after 10 of 1000 replicates; nothing was written");
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

    run_within(&p, "", 1000, room, &e);
    before = peak();
    sim_ensemble_free(&e);
    planted_close(&p);
    run_within(&p, "", 20000, room, &e);
    ck_assert_int_lt(peak() - before, 5 * 1024);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

#endif

/* ---- spread --------------------------------------------------------------- */

static const struct {
    const char *text;
    double shares[SIM_PARTS]; /* laboratory, donor, patient, needle, chance */
} parts[] = {
    /* variances 4, 9, 16 / 4 and 3 */
    {"[run]\nmethod = ssa\n", {0, 0.2, 0.45, 0.2, 0.15}},
    {"", {0, 4.0 / 17, 9.0 / 17, 4.0 / 17, 0}},
    {"[cohort]\ngiver.give = fixed\n", {0, 0, 9.0 / 13, 4.0 / 13, 0}},
    {"[run]\nmethod = ssa\n[taker]\nodds = 1\n[cohort]\ndraw = none\n", {0, 0, 0, 0, 1}},
    {"[run]\nmethod = ssa\n[taker]\nodds = 1\n[cohort]\ngiver.give = fixed\n"
     "taker.need = fixed\n",
     {0, 0, 0, 0, 1}},
    /* log-normal by 0.25 and 0.35: a laboratory's part is 25 e^(u + v) (e^u - 1), a donor's in
     * it 25 e^(2 u) e^v (e^v - 1), with u and v the squares of 0.35 and 0.25 */
    {"[cohort]\ngiver.give = lognormal 0.25 laboratory 0.35\n",
     {0.2051001, 0.1147311, 0.4708860, 0.2092827, 0}},
    /* one laboratory: its factor is the same in all */
    {"[taker]\nodds = 0\n[cohort]\ntaker.need = fixed\ndonors_per_laboratory = 4000\n"
     "giver.give = lognormal 0.25 laboratory 0.35\n",
     {0, 1, 0, 0, 0}},
    {"[taker]\nodds = 0\n[cohort]\ntaker.need = fixed\ndonors_per_laboratory = 3999\n"
     "giver.give = lognormal 0.25 laboratory 0.35\n",
     {0.6412761, 0.3587239, 0, 0, 0}},
};

START_TEST(the_spread_finds_planted_parts)
{
    const size_t n = 4000;
    sim_error err = {""};
    sim_spread s;
    planted p;
    double sum = 0;

    ck_assert_msg(planted_open(&p, parts[_i].text, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(
        sim_spread_run(&s, &(sim_ensemble_task){.assay = &p.assay, .n = n}, &err), SIM_OK);
    for (size_t part = 0; part < SIM_PARTS; part++) {
        const double share = sim_spread_share(&s, 0, 0, part);
        const double error = sim_spread_error(&s, 0, 0, part);

        ck_assert_double_eq_tol(share, parts[_i].shares[part], 4 * error + 1e-12);
        ck_assert_double_le(error, 0.03); /* a share of 4,000 samples is worth that much */
        sum += share;
    }
    ck_assert_double_eq_tol(sum, 1, 1e-12);
    sim_spread_free(&s);
    planted_close(&p);
}
END_TEST

START_TEST(where_nothing_varies_there_are_no_shares)
{
    sim_error err = {""};
    sim_spread s;
    planted p;

    ck_assert_int_eq(planted_open(&p, "[cohort]\ndraw = none\n", &err), SIM_OK);
    ck_assert_int_eq(
        sim_spread_run(&s, &(sim_ensemble_task){.assay = &p.assay, .n = 9}, &err), SIM_OK);
    for (size_t part = 0; part < SIM_PARTS; part++)
        ck_assert(isnan(sim_spread_share(&s, 0, 0, part)));
    sim_spread_free(&s);
    planted_close(&p);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("ensemble");
    TCase *known = tcase_create("known answers"), *bytes = tcase_create("bytes");
    TCase *failures = tcase_create("failures"), *spread = tcase_create("spread");
    TCase *rules = tcase_create("rules");
    TCase *quantiles = tcase_create("quantiles"), *intervals = tcase_create("intervals");

    tcase_add_loop_test(known, a_normal_draw_comes_out_normal, 0, 2);
    tcase_add_test(quantiles, quantiles_of_many_replicates_are_those_of_a_list);
    tcase_add_loop_test(quantiles, a_yes_or_no_has_no_quantile_between, 0, 2);
    tcase_add_test(quantiles, each_table_is_exact_if_its_own_numbers_fit);
    tcase_add_loop_test(quantiles, few_different_numbers_are_counted, 0, 2);
    tcase_add_loop_test(intervals, few_differences_that_are_alike_have_no_interval, 0, 4);
    tcase_add_loop_test(intervals, shares_of_pairs_have_intervals_that_never_vanish, 0,
                        N_NEWCOMBE);
    tcase_add_test(intervals, few_samples_of_the_spread_have_no_shares);
    tcase_add_test(known, arms_share_donors_patients_and_the_needle);
    tcase_add_test(known, a_needle_is_one_draw_per_course);
    tcase_add_test(known, responders_are_those_whose_readings_fall_enough);
    tcase_add_test(known, readings_stay_on_their_scale);
    tcase_add_test(rules, a_rule_by_part_of_the_first_reading_asks_for_both);
    tcase_add_loop_test(bytes, threads_and_chunks_do_not_change_a_byte, 0,
                        sizeof same / sizeof *same);
    tcase_add_test(bytes, other_seeds_and_replicates_give_others);
    tcase_add_test(failures, replicates_that_fail_are_counted_and_named);
    tcase_add_test(failures, a_hook_stops_it);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what is freed */
    tcase_add_test(failures, memory_does_not_grow_with_replicates);
#endif
    tcase_add_loop_test(spread, the_spread_finds_planted_parts, 0,
                        sizeof parts / sizeof *parts);
    tcase_add_test(spread, where_nothing_varies_there_are_no_shares);
    for (int i = 0; i < 6; i++)
        tcase_set_timeout(
            (TCase *[]){known, bytes, failures, spread, quantiles, intervals}[i], 60);
    suite_add_tcase(s, known);
    suite_add_tcase(s, rules);
    suite_add_tcase(s, quantiles);
    suite_add_tcase(s, intervals);
    suite_add_tcase(s, bytes);
    suite_add_tcase(s, failures);
    suite_add_tcase(s, spread);
    return s;
}

int main(void) { return suite_run(suite()); }
