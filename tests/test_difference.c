/* test_difference.c -- how far arms are from the first: means, intervals, shares of pairs. */
#include <check.h>
#include <math.h>

#include "tests/cohort.h"
#include "tests/suite.h"

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
    const sim_task task = {.n_arms = 2};
    sim_number number = {.fate = SIM_FATES, .is_share = true};
    sim_assay assay = {.task = &task,
                       .readout = {.list = &number, .n = 1, .apart = 1, .fates = 1}};
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

int main(void)
{
    Suite *suite = suite_create("difference");
    TCase *intervals = tcase_create("intervals");

    tcase_add_test(intervals, arms_share_donors_patients_and_the_needle);
    tcase_add_loop_test(intervals, few_differences_that_are_alike_have_no_interval, 0, 4);
    tcase_add_loop_test(intervals, shares_of_pairs_have_intervals_that_never_vanish, 0,
                        N_NEWCOMBE);
    tcase_set_timeout(intervals, 60);
    suite_add_tcase(suite, intervals);
    return suite_run(suite);
}
