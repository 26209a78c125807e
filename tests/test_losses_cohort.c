/* test_losses_cohort.c -- a ledger for each patient of a cohort. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/losses.h"
#include "tests/suite.h"

static const char knee[] =
    "[arm P2]\npassaging.harvest_passage = 2\n"
    "[arm P12 blind]\npassaging.harvest_passage = 12\npresets.guidance = blind_knee\n";

static const char heart[] = "[run]\nindication = heart\n"
                            "[arm own]\n[arm thawed]\npresets.product = thawed_injected\n"
                            "presets.host = unrelated_donor\n";

static sim_error err;

static void find(sim_job *job, sim_losses *losses, const char *text,
                 const sim_losses_ask *ask)
{
    const sim_source source = {.file = "own.ini", .text = text};

    ck_assert_msg(sim_job_read(job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_losses_find(losses, job, ask, &err) == SIM_OK, "%s", err.text);
}

static const char *const texts[] = {knee, heart};

START_TEST(means_of_the_parts_sum_to_the_mean_difference)
{
    sim_losses l;
    sim_job job;
    double sum = 0;

    find(&job, &l, texts[_i], &(sim_losses_ask){.replicates = 12});
    ck_assert_uint_eq(l.n_counted + l.n_failed + l.n_undefined, 12);
    ck_assert_uint_gt(l.n_counted, 8);
    ck_assert_uint_gt(l.n, 2);
    for (size_t i = 0; i < l.n; i++) {
        sum += l.parts[i].part;
        ck_assert(l.parts[i].low <= l.parts[i].high);
    }
    ck_assert_double_eq_tol(sum, l.whole, 1e-9 * fabs(l.whole));
    sim_losses_free(&l);
    sim_job_close(&job);
}
END_TEST

START_TEST(threads_change_no_bit)
{
    sim_losses one, many;
    sim_job a, b;

    find(&a, &one, knee, &(sim_losses_ask){.replicates = 7, .threads = 1});
    find(&b, &many, knee, &(sim_losses_ask){.replicates = 7, .threads = 3});
    ck_assert_uint_eq(one.n, many.n);
    for (size_t i = 0; i < one.n; i++) {
        ck_assert_str_eq(one.parts[i].name, many.parts[i].name);
        ck_assert(memcmp(&one.parts[i].part, &many.parts[i].part, sizeof(double)) == 0);
        ck_assert(memcmp(&one.parts[i].low, &many.parts[i].low, sizeof(double)) == 0);
        ck_assert(memcmp(&one.parts[i].high, &many.parts[i].high, sizeof(double)) == 0);
    }
    sim_losses_free(&one);
    sim_losses_free(&many);
    sim_job_close(&a);
    sim_job_close(&b);
}
END_TEST

/* Of a patient whose needle hits in both arms, the needle is no loss. */
START_TEST(a_needle_costs_whom_it_misses_alone)
{
    sim_losses l;
    sim_job job;

    find(&job, &l, knee, &(sim_losses_ask){.replicates = 30});
    for (size_t i = 0; i < l.n; i++) {
        if (strcmp(l.parts[i].name, "needle") != 0) continue;
        ck_assert_double_lt(l.parts[i].part, 0);
        ck_assert_double_lt(l.parts[i].low, l.parts[i].part);
        ck_assert_double_eq(l.parts[i].high, 0);
    }
    sim_losses_free(&l);
    sim_job_close(&job);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("losses of a cohort");
    TCase *c = tcase_create("cohort");

    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, means_of_the_parts_sum_to_the_mean_difference, 0, 2);
    tcase_add_test(c, threads_change_no_bit);
    tcase_add_test(c, a_needle_costs_whom_it_misses_alone);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
