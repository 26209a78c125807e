/* test_singles.c -- courses of single replicates: which, and with what. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/study/singles.h"
#include "tests/cohort.h"
#include "tests/suite.h"

static sim_error err;

/* ---- rows ----------------------------------------------------------------- */

/* Days 0, 1, 2, then the glances. */
static const struct {
    double when[7];
    size_t n_glances, n_rows, order[7];
} orders[] = {
    {{0, 1, 2}, 0, 3, {0, 1, 2}},
    {{0, 1, 2, 0.25, 0.5, 1.5}, 3, 6, {0, 3, 4, 1, 5, 2}},
    {{0, 1, 2, 1, 2.5},
     2,
     4,
     {0, 3, 1, 2}}, /* one at a day comes first, one past all goes */
};

START_TEST(rows_stand_in_the_order_of_time)
{
    const sim_singles_form form = {1, 3, orders[_i].n_glances, 1};
    sim_singles s;

    ck_assert_int_eq(sim_singles_init(&s, &form, orders[_i].when, 1, &err), SIM_OK);
    ck_assert_uint_eq(s.n_rows, orders[_i].n_rows);
    for (size_t row = 0; row < s.n_rows; row++) {
        ck_assert_uint_eq(s.order[row], orders[_i].order[row]);
        ck_assert_double_eq(s.x[row], orders[_i].when[s.order[row]]);
    }
    sim_singles_free(&s);
}
END_TEST

START_TEST(the_first_are_taken_and_no_more)
{
    const sim_singles_form form = {2, 2, 1, 2};
    const double when[] = {0, 1, 0.5};
    double course[12];
    sim_singles s;

    ck_assert_int_eq(sim_singles_init(&s, &form, when, 2, &err), SIM_OK);
    for (int one = 0; one < 3; one++) {
        for (int i = 0; i < 12; i++) course[i] = 100 * one + i;
        sim_singles_add(&s, course);
    }
    ck_assert_uint_eq(s.n, 2);
    /* of each arm day 0, the glance, day 1 */
    for (size_t one = 0; one < 2; one++)
        for (size_t arm = 0; arm < 2; arm++)
            for (size_t row = 0; row < 3; row++)
                for (size_t column = 0; column < 2; column++)
                    ck_assert_double_eq(s.numbers[((one * 2 + arm) * 3 + row) * 2 + column],
                                        100.0 * (double)one +
                                            (double)(6 * arm + 2 * s.order[row] + column));
    sim_singles_free(&s);
    ck_assert_int_eq(sim_singles_init(&s, &form, when, 0, &err), SIM_OK);
    sim_singles_add(&s, course);
    ck_assert_uint_eq(s.n, 0);
    sim_singles_free(&s);
}
END_TEST

/* ---- of a cohort ---------------------------------------------------------- */

static const char two_arms[] = "[taker]\nodds = 0\n[arm a]\n[arm b]\ntaker.need = 7.5\n";

static void run(planted *p, const char *text, sim_ensemble_task task, sim_ensemble *e)
{
    ck_assert_msg(planted_open(p, text, &err) == SIM_OK, "%s", err.text);
    task.assay = &p->assay;
    ck_assert_msg(sim_ensemble_run(e, &task, &err) == SIM_OK, "%s", err.text);
}

START_TEST(single_replicates_are_those_that_tallies_are_of)
{
    sim_moments all = {0};
    sim_ensemble e;
    planted p;

    run(&p, two_arms, (sim_ensemble_task){.n = 30, .singles = 200}, &e);
    ck_assert_uint_eq(e.singles.n, 30);
    ck_assert_uint_eq(e.singles.n_rows, e.n_days);
    for (size_t arm = 0; arm < 2; arm++)
        for (size_t row = 0; row < e.n_days; row++)
            for (size_t column = 0; column < e.watch->n; column++) {
                const sim_tally *tally = sim_ensemble_course(&e, arm, row, column);

                all = (sim_moments){0};
                for (size_t one = 0; one < e.singles.n; one++)
                    sim_moments_add(
                        &all,
                        e.singles.numbers[((one * 2 + arm) * e.n_days + row) * e.watch->n +
                                          column]);
                ck_assert_uint_eq(all.n, tally->moments.n);
                ck_assert_mem_eq(&all.mean, &tally->moments.mean, sizeof all.mean);
            }
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

START_TEST(threads_chunks_and_the_number_of_replicates_change_no_single_one)
{
    const sim_ensemble_task tasks[] = {{.n = 9, .singles = 7, .threads = 1},
                                       {.n = 40, .singles = 7, .threads = 3, .chunk = 8},
                                       {.n = 7, .singles = 200, .threads = 2, .chunk = 3}};
    sim_ensemble first, other;
    planted p, q;

    run(&p, two_arms, tasks[0], &first);
    for (size_t i = 1; i < 3; i++) {
        run(&q, two_arms, tasks[i], &other);
        ck_assert_uint_eq(other.singles.n, 7);
        ck_assert_mem_eq(first.singles.numbers, other.singles.numbers,
                         7 * 2 * first.n_days * first.watch->n *
                             sizeof *first.singles.numbers);
        sim_ensemble_free(&other);
        planted_close(&q);
    }
    sim_ensemble_free(&first);
    planted_close(&p);
}
END_TEST

/* Gifts above 7 fail: a sixth of them. */
START_TEST(one_that_failed_leaves_its_place_to_the_next)
{
    sim_ensemble e;
    planted p;

    run(&p, "[taker]\nlimit = 7\n", (sim_ensemble_task){.n = 60, .singles = 40}, &e);
    ck_assert_uint_gt(e.n_failed, 0);
    ck_assert_uint_lt(e.failed[0], 40);
    ck_assert_uint_eq(e.singles.n, 40);
    for (size_t i = 0; i < 40 * e.n_days * e.watch->n; i++)
        ck_assert(isfinite(e.singles.numbers[i]));
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("singles");
    TCase *cases = tcase_create("singles");

    tcase_add_loop_test(cases, rows_stand_in_the_order_of_time, 0,
                        sizeof orders / sizeof *orders);
    tcase_add_test(cases, the_first_are_taken_and_no_more);
    tcase_add_test(cases, single_replicates_are_those_that_tallies_are_of);
    tcase_add_test(cases, threads_chunks_and_the_number_of_replicates_change_no_single_one);
    tcase_add_test(cases, one_that_failed_leaves_its_place_to_the_next);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
