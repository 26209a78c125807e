/* test_correlate.c -- draws of a cohort that vary together. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_statistics_double.h>

#include "sim/study/job.h"
#include "sim/study/replicate.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { DRAWS = 20000, NAMES = 3 };

#define WIDE \
    "[cohort]\npassaging.hazard_scale = lognormal 0.1 laboratory 0.3\n" \
    "product.lot_potency = lognormal 0.2\npassaging.cycle_time = lognormal 0.1\n"

#define SHARED \
    "[cohort]\npassaging.hazard_scale = lognormal 0.1 laboratory 0.3\n" \
    "passaging.cycle_time = lognormal 0.1 laboratory 0.3\n"

static const char *const names[NAMES] = {"product.lot_potency", "passaging.hazard_scale",
                                         "passaging.cycle_time"};
static const double sds[NAMES] = {0.2, 0.1, 0.1};

/* ---- drawing -------------------------------------------------------------- */

static sim_error err;
static double drawn[NAMES][DRAWS], others[NAMES][DRAWS];
static size_t redraws;

/* Which of the names a point is; NAMES: another. */
static size_t name_of(const sim_point *point)
{
    size_t k = 0;

    while (k < NAMES && strcmp(point->purpose, names[k]) != 0) k++;
    return k;
}

/* Logarithms of what n replicates have, of some owners alone. */
static void draw(const char *text, unsigned owners, size_t n, double values[NAMES][DRAWS])
{
    const sim_source source = {.text = text};
    sim_job job = {0};
    sim_lottery lottery;
    sim_sample sample;
    sim_task task;

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    task = sim_params_task(&job.params, &job.experiment);
    ck_assert_msg(sim_lottery_init(&lottery, &task, &job.experiment, owners, &err) ==
                      SIM_OK,
                  "%s", err.text);
    ck_assert_int_eq(sim_sample_init(&sample, &lottery, &err), SIM_OK);
    redraws = 0;
    for (size_t i = 0; i < n; i++) {
        const sim_member member = sim_lottery_member(&lottery, i);

        ck_assert_msg(sim_sample_draw(&sample, &lottery, &member, &err) == SIM_OK, "%s",
                      err.text);
        redraws += sample.redraws;
        for (size_t p = 0; p < lottery.n_points; p++) {
            const size_t k = name_of(&lottery.points[p]);

            if (k < NAMES) values[k][i] = log(sim_sample_value(&sample, &lottery, 0, p));
        }
    }
    sim_sample_free(&sample, &lottery);
    sim_lottery_free(&lottery);
    sim_job_close(&job);
}

static double correlation(double values[NAMES][DRAWS], size_t one, size_t other)
{
    return gsl_stats_correlation(values[one], 1, values[other], 1, DRAWS);
}

/* Takes out what laboratories share, which is drawn by itself. */
static void draw_own(const char *text)
{
    draw(text, SIM_OWNED_BY_ANYBODY, DRAWS, drawn);
    draw(text, SIM_OWNED_BY(SIM_LABORATORY), DRAWS, others);
    for (size_t i = 0; i < DRAWS; i++) drawn[1][i] -= others[1][i];
}

/* Ranges are far: all are as they are drawn. */
START_TEST(draws_have_the_correlation_that_is_asked)
{
    static const double asked[] = {0.5, -0.7, 0.05};
    char text[1024];

    snprintf(text, sizeof text, "%scorrelate = %s, %s %g\n", WIDE, names[0], names[1],
             asked[_i]);
    draw_own(text);
    ck_assert_double_eq_tol(correlation(drawn, 0, 1), asked[_i], 0.02);
    ck_assert_double_eq_tol(correlation(drawn, 0, 2), 0, 0.02);
    ck_assert_double_eq_tol(correlation(drawn, 1, 2), 0, 0.02);
    for (size_t k = 0; k < NAMES; k++)
        ck_assert_double_eq_tol(gsl_stats_sd(drawn[k], 1, DRAWS), sds[k], 0.02 * sds[k]);
}
END_TEST

START_TEST(several_pairs_are_correlated)
{
    draw_own(WIDE "correlate = product.lot_potency, passaging.hazard_scale 0.6 | "
                  "passaging.hazard_scale, passaging.cycle_time -0.5\n");
    ck_assert_double_eq_tol(correlation(drawn, 0, 1), 0.6, 0.02);
    ck_assert_double_eq_tol(correlation(drawn, 1, 2), -0.5, 0.02);
    ck_assert_double_eq_tol(correlation(drawn, 0, 2), 0, 0.02);
    draw_own(WIDE "correlate = product.lot_potency, passaging.hazard_scale, "
                  "passaging.cycle_time 0.4\n");
    ck_assert_double_eq_tol(correlation(drawn, 0, 1), 0.4, 0.02);
    ck_assert_double_eq_tol(correlation(drawn, 1, 2), 0.4, 0.02);
    ck_assert_double_eq_tol(correlation(drawn, 0, 2), 0.4, 0.02);
}
END_TEST

/* What a laboratory's share, and what nothing is said of, is to the bit what it was. */
START_TEST(others_stay_as_they_were)
{
    static double before[NAMES][DRAWS];

    memset(drawn, 0, sizeof drawn);
    draw(SHARED, SIM_OWNED_BY(SIM_LABORATORY), 500, before);
    draw(SHARED "correlate = passaging.hazard_scale, passaging.cycle_time 0.5\n",
         SIM_OWNED_BY(SIM_LABORATORY), 500, drawn);
    ck_assert_mem_eq(before, drawn, sizeof before);
    draw(WIDE, SIM_OWNED_BY_ANYBODY, 500, before);
    draw(WIDE "correlate = product.lot_potency, passaging.hazard_scale 0.5\n",
         SIM_OWNED_BY_ANYBODY, 500, drawn);
    ck_assert_mem_eq(before[2], drawn[2], sizeof before[2]);
    ck_assert_mem_ne(before[0], before[1], sizeof before[0]);
    ck_assert_int_ne(memcmp(before[0], drawn[0], sizeof before[0]) != 0,
                     memcmp(before[1], drawn[1], sizeof before[1]) != 0);
}
END_TEST

/* Of a truncated normal pair both are drawn again: the mean of one moves as the other is cut, which
 * it would not, were it kept.  With sds of 1 and a cut at 1 from above, the second's mean is rho times
 * the first's, -phi(1) / Phi(1) (Cartinhour (1990) Commun. Stat. Theory Methods 19, 197). */
START_TEST(a_draw_out_of_range_draws_the_pair_again)
{
    static const double rho = 0.8;
    const double cut = -gsl_ran_ugaussian_pdf(1) / gsl_cdf_ugaussian_P(1);

    draw("[product]\nlot_potency = 1\n[passaging]\ncycle_time = 30\n[cohort]\n"
         "product.lot_potency = normal 0.2 0.05 1.2\npassaging.cycle_time = normal 3\n"
         "passaging.hazard_scale = fixed\n"
         "correlate = product.lot_potency, passaging.cycle_time 0.8\n",
         SIM_OWNED_BY_ANYBODY, DRAWS, drawn);
    ck_assert_uint_gt(redraws, DRAWS / 4);
    for (size_t i = 0; i < DRAWS; i++) drawn[2][i] = (exp(drawn[2][i]) - 30) / 3;
    ck_assert_double_eq_tol(gsl_stats_mean(drawn[2], 1, DRAWS), rho * cut, 0.02);
}
END_TEST

static void add_draws(TCase *cases)
{
    tcase_add_loop_test(cases, draws_have_the_correlation_that_is_asked, 0, 3);
    tcase_add_test(cases, several_pairs_are_correlated);
    tcase_add_test(cases, others_stay_as_they_were);
    tcase_add_test(cases, a_draw_out_of_range_draws_the_pair_again);
}

/* ---- commands ------------------------------------------------------------- */

static program_result result;

#define PAIR "[cohort]\ncorrelate = product.lot_potency, passaging.hazard_scale 0.5\n"

/* The row is in run.ini, and the same bytes come of any number of threads, of --resume, of a sweep's
 * point, and again; what else draws a cohort takes it too. */
START_TEST(a_cohort_is_the_same_in_every_way)
{
    program_write_text(
        "a.ini",
        "[run]\ndays = 10\n[arm P2]\n[arm P9]\npassaging.harvest_passage = 9\n" PAIR);
    program_shell(
        "run() { \"$POTENCY\" run \"$@\" >said; }; run a.ini -n 40 -j 1 -o a && "
        "run a.ini -n 40 -j 3 -o b && run a/run.ini -n 40 -o c && "
        "run a.ini -n 40 --shard 2/2 -o d && run a.ini -n 40 --shard 1/2 -o d && "
        "run a.ini -n 40 --resume -o d && for i in b c d; do "
        "cmp a/cohort.csv $i/cohort.csv && cmp a/replicates.csv "
        "$i/replicates.csv || exit 1; "
        "done; grep -c '^correlate = product.lot_potency, passaging.hazard_scale "
        "0.5 #: a.ini:7$' "
        "a/run.ini; \"$POTENCY\" run a.ini -n 30 --spread -o s >said && "
        "\"$POTENCY\" ledger a.ini --arm P9 --against P2 --number potency -n 20 -o l >said",
        &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

START_TEST(what_is_kept_is_of_the_same_pair)
{
    program_write_text("a.ini", "[run]\ndays = 10\n" PAIR);
    program_shell(
        "\"$POTENCY\" run a.ini -n 40 --shard 1/2 -o d >said; \"$POTENCY\" run a.ini -n 40 "
        "--set 'cohort.correlate=product.lot_potency, passaging.hazard_scale 0.4' "
        "--resume -o d",
        &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.err,
                                 "cohort.correlate here product.lot_potency, "
                                 "passaging.hazard_scale 0.4, there "
                                 "product.lot_potency, passaging.hazard_scale 0.5"));
}
END_TEST

static const struct {
    const char *rows, *message;
} refused[] = {
    {"correlate = product.lot_potency, joint.load 0.5\n",
     "a.ini:2: cohort.correlate: product.lot_potency is a donor's and joint.load a "
     "patient's; two "
     "of the same would be right"},
    {"correlate = product.lot_potency 0.5\n",
     "a.ini:2: cohort.correlate: one name stands alone; another one behind a comma would "
     "be right"},
    {"correlate = product.lot_potency, passaging.hazard_scale\n",
     "a.ini:2: cohort.correlate: product.lot_potency, passaging.hazard_scale does not end "
     "with a "
     "correlation; product.lot_potency, passaging.hazard_scale 0.5 would be right"},
    {"correlate = product.lot_potency, passaging.hazard_scale 1\n",
     "a.ini:2: product.lot_potency and passaging.hazard_scale: a correlation of 1 is not "
     "between -1 "
     "and 1, as would be right"},
    {"correlate = product.lot_potency, product.lot_potency 0.3\n",
     "a.ini:2: product.lot_potency is correlated with itself; two names would be right"},
    {"correlate = product.lot_potency, product.dose 0.3\n",
     "a.ini:2: cohort.correlate: product.dose is not drawn; a row of [cohort] with its own "
     "spread "
     "would be right"},
    {"passaging.hazard_scale = lognormal 0 laboratory 0.5\n"
     "correlate = product.lot_potency, passaging.hazard_scale 0.3\n",
     "a.ini:3: cohort.correlate: passaging.hazard_scale is not drawn; a row of [cohort] "
     "with its "
     "own spread would be right"},
    {"correlate = product.lot_potency, passaging.hazard_scal 0.3\n",
     "a.ini:2: unknown parameter 'passaging.hazard_scal'; did you mean 'hazard_scale'?"},
    {"correlate = product.lot_potency, passaging.hazard_scale 0.9 | product.lot_potency, "
     "passaging.cycle_time 0.9 | passaging.cycle_time, passaging.hazard_scale -0.5\n",
     "a.ini:2: passaging.cycle_time and passaging.hazard_scale cannot be correlated by "
     "-0.5 beside "
     "the other pairs (the matrix is not positive definite); between 0.62 and 1 would be "
     "right"},
    {"correlate = product.lot_potency, passaging.hazard_scale 0.5 | "
     "passaging.hazard_scale, "
     "product.lot_potency 0.5\n",
     "a.ini:2: passaging.hazard_scale and product.lot_potency are correlated twice; once "
     "would be "
     "right"},
    {"correlate = product.lot_potency, passaging.hazard_scale 0.5\n"
     "correlate = product.lot_potency, passaging.cycle_time 0.5\n",
     "a.ini:3: cohort.correlate is given twice, first at a.ini:2; one of the two would be "
     "right"},
    {"draw = cohort\n[arm a]\ncohort.correlate = product.lot_potency, passaging.cycle_time "
     "0.5\n",
     "a.ini:4: cohort.correlate belongs to the whole run; a row of [cohort] would be "
     "right"},
};

START_TEST(what_cannot_be_correlated_is_one_line)
{
    char ini[1024];

    snprintf(ini, sizeof ini, "[cohort]\n%s", refused[_i].rows);
    program_write_text("a.ini", ini);
    program_refuse("run a.ini -n 5 -o a", refused[_i].message);
}
END_TEST

static void add_commands(TCase *cases)
{
    program_add_folder(cases);
    tcase_set_timeout(cases, 30);
    tcase_add_test(cases, a_cohort_is_the_same_in_every_way);
    tcase_add_test(cases, what_is_kept_is_of_the_same_pair);
    tcase_add_loop_test(cases, what_cannot_be_correlated_is_one_line, 0, LENGTH(refused));
}

int main(void)
{
    Suite *suite = suite_create("correlate");
    TCase *draws = tcase_create("draws"), *commands = tcase_create("commands");

    add_draws(draws);
    suite_add_tcase(suite, draws);
    add_commands(commands);
    suite_add_tcase(suite, commands);
    return suite_run(suite);
}
