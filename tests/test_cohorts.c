/* test_cohorts.c -- cohorts of the other endings beside those of an implementation of its own,
 * 10,000 replicates with one laboratory each.
 *
 * COHORT is the number of replicates: 100, or what the environment says, as `make test-cohort`
 * does with 2,000.  What is off may be what two cohorts, of 10,000 and of 2,000, are apart by
 * chance (three standard errors of both), which is given beside each number; of fewer replicates
 * our own error, five sixths of that squared, counts for more.  Arms share the numbers of
 * their patients, so that all their shares miss together: we hold what is expected of each patient
 * against the reference, and the share against what is expected.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/census.h"
#include "sim/study/job.h"
#include "tests/suite.h"

enum { REFERENCE = 2000, SHARE_OF_TWO = 6, ARMS = 7 };

static sim_error err;
static sim_job job;
static sim_assay assay;
static sim_ensemble patients;

static size_t count_replicates(void)
{
    const char *text = getenv("COHORT");

    return text ? (size_t)strtoul(text, NULL, 10) : 100;
}

/* How far off a number may be that a cohort of 2,000 has within this. */
static double allowed(double of_reference)
{
    const double n = (double)count_replicates(), own = REFERENCE / n * (SHARE_OF_TWO - 1);

    return of_reference * sqrt((own + 1) / SHARE_OF_TWO);
}

static void solve(const char *text)
{
    const sim_source source = {.file = "a.ini", .text = text};
    sim_status status = sim_job_read(&job, &source, &err);

    if (status == SIM_OK) {
        job.task = sim_params_task(&job.params, &job.experiment);
        status = sim_assay_init(&assay, &job.task, &job.experiment, &err);
    }
    if (status == SIM_OK)
        status = sim_ensemble_run(
            &patients, &(sim_ensemble_task){.assay = &assay, .n = count_replicates()},
            &err);
    if (status == SIM_OK) return;
    fprintf(stderr, "%s\n", err.text);
    abort();
}

static void release(void)
{
    sim_ensemble_free(&patients);
    sim_assay_free(&assay);
    sim_job_close(&job);
}

#define PRODUCT "[product]\ndose = "

static void solve_gvhd(void)
{
    solve("[run]\nindication = gvhd\ndays = 180\n" PRODUCT "1.4e8\ndoses = 8\n"
          "[arm P2]\npassaging.harvest_passage = 2\n"
          "[arm P8]\npassaging.harvest_passage = 8\n"
          "[arm P12]\npassaging.harvest_passage = 12\n"
          "[arm dead]\npresets.product = dead\n"
          "[arm thawed]\npresets.product = thawed_injected\n"
          "[arm apoptotic]\npresets.product = apoptotic\n");
}

static void solve_ards(void)
{
    solve("[run]\nindication = ards\ndays = 80\n" PRODUCT "4e8\n"
          "[arm P2]\npassaging.harvest_passage = 2\n"
          "[arm P12]\npassaging.harvest_passage = 12\n"
          "[arm thawed]\npresets.product = thawed_injected\nproduct.viability = 0.9\n");
}

static void solve_heart(void)
{
    solve(
        "[run]\nindication = heart\ndays = 730\n[presets]\nhost = unrelated_donor\n" PRODUCT
        "1e8\n"
        "[arm P2]\npassaging.harvest_passage = 2\n"
        "[arm P12]\npassaging.harvest_passage = 12\n"
        "[arm thawed]\npresets.product = thawed_injected\n"
        "[arm intravenous]\npresets.route = intravenous\n");
}

/* What is expected in each arm, in the order of the file, the first background last, and how far off a
 * cohort of 2,000 may be; of an arm whose tolerance is 0 nothing is said.  Shares in %. */
typedef struct {
    const char *count;
    double values[ARMS], within[ARMS];
} known;

#define ROWS static const known
ROWS gvhd[] = {
    {"responder_day_28",
     {51.6, 43.8, 40.3, 32.9, 43.6, 66.1, 29.3},
     {3.1, 3.1, 3.1, 3.1, 3.1, 2.6, 3.0}},
    {"alive_day_28",
     {83.9, 83.5, 83.3, 82.8, 83.5, 84.5, 82.5},
     {0.3, 0.4, 0.4, 0.4, 0.4, 0.3, 0.4}},
    {"alive_day_100",
     {66.3, 65.1, 64.4, 62.8, 65.1, 67.8, 61.8},
     {0.5, 0.6, 0.6, 0.7, 0.6, 0.3, 0.7}},
    {"alive_day_180",
     {51.7, 50.4, 49.7, 48.1, 50.4, 53.6, 47.2},
     {0.5, 0.6, 0.7, 0.8, 0.7, 0.3, 0.8}},
    {"alive_day_100_of_responders",
     {80.8, 80.8, 80.8, 80.8, 80.8, 80.8, 80.8},
     {4.0, 4.4, 4.6, 5.0, 4.4, 3.6, 5.3}},
    {"alive_day_100_of_others",
     {50.8, 52.8, 53.4, 54.0, 52.9, 42.4, 54.0},
     {5.3, 4.9, 4.7, 4.5, 4.9, 6.2, 4.4}},
    {"severity_day_28",
     {0.4669, 0.4877, 0.4979, 0.5214, 0.4880, 0.4350, 0.5350},
     {0.0082, 0.0085, 0.0087, 0.0089, 0.0085, 0.0077, 0.0091}},
};

ROWS gvhd_gain[] = {
    {"responder_day_28",
     {22.3, 14.5, 10.9, 3.6, 14.3, 36.8},
     {2.7, 2.3, 2.1, 1.2, 2.3, 3.1}},
    {"alive_day_28", {1.4, 1.0, 0.8, 0.3, 1.0, 2.0}, {0.1, 0.05, 0.05, 0.05, 0.05, 0.1}},
    {"alive_day_100", {4.5, 3.2, 2.6, 1.0, 3.2, 6.0}, {0.4, 0.3, 0.2, 0.1, 0.3, 0.5}},
    {"alive_day_180", {4.5, 3.1, 2.4, 0.9, 3.1, 6.3}, {0.4, 0.3, 0.2, 0.1, 0.3, 0.6}},
    {"severity_day_28",
     {-0.0690, -0.0479, -0.0376, -0.0138, -0.0477, -0.1013},
     {0.0022, 0.0018, 0.0015, 0.0003, 0.0016, 0.0025}},
};

ROWS ards[] = {
    {"dead_day_28", {27.8, 29.4, 28.6, 31.6}, {1.3, 1.3, 1.3, 1.4}},
    {"dead_day_60", {33.6, 35.3, 34.5, 37.6}, {1.8, 1.8, 1.8, 1.8}},
    {"days_off_ventilator", {11.49, 10.88, 11.17, 10.02}, {0.54, 0.53, 0.54, 0.53}},
    {"responder_day_28", {63.5, 61.5, 62.5, 58.5}, {2.4, 2.4, 2.4, 2.5}},
    {"pf_day_7", {185.5, 178.9, 182.1, 169.6}, {4.7, 4.7, 4.7, 4.6}},
};

ROWS ards_gain[] = {
    {"dead_day_28", {-3.8, -2.2, -3.0}, {0.1, 0.1, 0.1}},
    {"dead_day_60", {-3.9, -2.3, -3.1}, {0.2, 0.1, 0.2}},
    {"days_off_ventilator", {1.47, 0.86, 1.15}, {0.07, 0.05, 0.06}},
    {"responder_day_28", {5.0, 3.0, 4.0}, {0.9, 0.7, 0.8}},
    {"pf_day_7", {16.1, 9.4, 12.7}, {0.4, 0.3, 0.3}},
};

ROWS heart[] = {
    {"lvef_month_1",
     {32.221, 30.977, 30.803, 30.798, 29.882},
     {0.092, 0.064, 0.043, 0.045, 0.001}},
    {"lvef_month_6",
     {32.962, 31.295, 31.230, 31.554, 29.674},
     {0.117, 0.080, 0.057, 0.063, 0.009}},
    {"lvef_month_12",
     {32.192, 30.737, 30.801, 31.397, 29.331},
     {0.105, 0.069, 0.052, 0.059, 0.024}},
    {"lvef_month_24",
     {30.695, 29.493, 29.589, 30.366, 28.496},
     {0.080, 0.058, 0.044, 0.049, 0.065}},
    {"esvi_month_6",
     {68.896, 72.105, 72.289, 71.797, 75.383},
     {0.213, 0.157, 0.112, 0.120, 0.015}},
    {"esvi_month_12",
     {70.069, 73.035, 72.923, 71.791, 76.095},
     {0.200, 0.142, 0.108, 0.117, 0.046}},
    {"worsening_month_12",
     {14.99, 15.79, 15.82, 15.68, 16.60},
     {0.05, 0.04, 0.03, 0.03, 0.01}},
    {"worsening_month_24",
     {28.14, 29.50, 29.48, 28.99, 30.84},
     {0.09, 0.06, 0.05, 0.05, 0.03}},
    {"infarction_month_12", {5.88, 5.93, 5.88, 5.84, 6.02}, {0.12, 0.12, 0.12, 0.11, 0.12}},
    {"infarction_month_24",
     {11.51, 11.56, 11.51, 11.46, 11.66},
     {0.22, 0.22, 0.22, 0.22, 0.22}},
};

ROWS heart_gain[] = {
    {"lvef_month_1", {2.339, 1.096, 0.921, 0.916}, {0.093, 0.065, 0.044, 0.045}},
    {"lvef_month_6", {3.288, 1.621, 1.556, 1.880}, {0.124, 0.085, 0.064, 0.068}},
    {"lvef_month_12", {2.860, 1.406, 1.469, 2.066}, {0.123, 0.083, 0.069, 0.074}},
    {"lvef_month_24", {2.198, 0.996, 1.093, 1.870}, {0.125, 0.081, 0.073, 0.081}},
    {"esvi_month_6", {-6.486, -3.278, -3.094, -3.585}, {0.224, 0.165, 0.123, 0.129}},
    {"esvi_month_12", {-6.027, -3.061, -3.173, -4.304}, {0.234, 0.169, 0.140, 0.147}},
    {"responder_month_6", {13.23, 1.56, 0.55, 1.09}, {2.49, 0.91, 0.54, 0.76}},
    {"responder_month_12", {8.87, 1.27, 0.86, 1.81}, {2.09, 0.82, 0.68, 0.98}},
    {"worsening_month_12", {-1.61, -0.81, -0.78, -0.93}, {0.06, 0.04, 0.03, 0.03}},
    {"worsening_month_24", {-2.70, -1.34, -1.36, -1.85}, {0.11, 0.08, 0.06, 0.07}},
    {"infarction_month_12", {-0.15, -0.10, -0.14, -0.19}, {0.01, 0.01, 0.01, 0.01}},
    {"infarction_month_24", {-0.15, -0.10, -0.15, -0.20}, {0.01, 0.01, 0.01, 0.01}},
};

static sim_census_row read_row(size_t arm, const char *count)
{
    for (size_t i = 0; i < sim_census_count(&patients); i++) {
        const sim_census_row row = sim_census_read(&patients, arm, i);

        if (strcmp(row.column->name, count) == 0) return row;
    }
    ck_abort_msg("no count %s", count);
}

/* Half a digit of what the reference prints, beside what chance does. */
static void check(const known *k, size_t arm, double found, double half)
{
    printf("%-28s %-12s %9.3f, expected %9.3f\n", k->count,
           sim_ensemble_arm(&patients, arm), found, k->values[arm]);
    ck_assert_msg(fabs(found - k->values[arm]) <= allowed(k->within[arm]) + half,
                  "%s, %s: %g, not %g within %g", k->count,
                  sim_ensemble_arm(&patients, arm), found, k->values[arm],
                  allowed(k->within[arm]));
}

static double half_digit(const known *k)
{
    const double size = fabs(k->values[0]);

    return size < 0.7 && k->within[0] < 0.02 && k->within[0] != 0.01                ? 5e-5
           : strncmp(k->count, "lvef", 4) == 0 || strncmp(k->count, "esvi", 4) == 0 ? 5e-4
           : strstr(k->count, "month") || strstr(k->count, "off")                   ? 5e-3
                                                                                    : 0.05;
}

static void check_known(const known *k)
{
    for (size_t arm = 0; arm <= assay.experiment->n_own; arm++) {
        const sim_census_row row = read_row(arm, k->count);
        const double value = row.has_expected ? row.expected : row.mean;

        check(k, arm, row.is_share ? 100 * value : value, half_digit(k));
    }
}

static void check_gain(const known *k)
{
    for (size_t arm = 0; arm < assay.experiment->n_own; arm++) {
        const sim_census_row row = read_row(arm, k->count);
        const double value =
            row.has_expected ? row.expected_against.mean : row.against.mean;

        check(k, arm, row.is_share ? 100 * value : value, half_digit(k));
    }
}

/* Three standard errors of who dies, given how likely each is to. */
static void check_shares(void)
{
    for (size_t i = 0; i < assay.task->n_arms * sim_census_count(&patients); i++) {
        const size_t arm = i % assay.task->n_arms, count = i / assay.task->n_arms;
        const sim_census_row row = sim_census_read(&patients, arm, count);
        const size_t expected = assay.readout.expected[count];
        const sim_moments *m = &patients.numbers[arm * assay.readout.n + expected].moments;
        double variance;

        if (!row.has_expected || !row.is_share) continue;
        /* the mean of S (1 - S) */
        variance = m->mean * (1 - m->mean) - m->squares / (double)m->n;
        ck_assert_msg(fabs(row.mean - row.expected) <=
                          3 * sqrt(fmax(0, variance) / (double)row.n) + 1e-9,
                      "%s, %s: %g, and %g is expected", row.column->name,
                      sim_ensemble_arm(&patients, arm), row.mean, row.expected);
    }
}

#define ENDING(ending) \
    START_TEST(ending##_has_the_numbers_of_another_implementation) \
    { \
        check_known(&ending[_i]); \
    } \
    END_TEST \
    START_TEST(ending##_gains_what_another_implementation_does) \
    { \
        check_gain(&ending##_gain[_i]); \
    } \
    END_TEST \
    START_TEST(ending##_has_shares_as_likely_as_they_are) { check_shares(); } \
    END_TEST

ENDING(gvhd)
ENDING(ards)
ENDING(heart)

#define ADD(suite, ending) \
    { \
        TCase *cases = tcase_create(#ending); \
\
        tcase_add_unchecked_fixture(cases, solve_##ending, release); \
        tcase_add_loop_test(cases, ending##_has_the_numbers_of_another_implementation, 0, \
                            sizeof ending / sizeof *ending); \
        tcase_add_loop_test(cases, ending##_gains_what_another_implementation_does, 0, \
                            sizeof ending##_gain / sizeof *ending##_gain); \
        tcase_add_test(cases, ending##_has_shares_as_likely_as_they_are); \
        tcase_set_timeout(cases, 900); \
        suite_add_tcase(suite, cases); \
    }

int main(void)
{
    Suite *suite = suite_create("cohorts");

    ADD(suite, gvhd)
    ADD(suite, ards)
    ADD(suite, heart)
    return suite_run(suite);
}
