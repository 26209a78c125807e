/* test_runs.c -- runs of signs, against all orders that there are. */
#include <check.h>
#include <math.h>

#include "sim/study/runs.h"
#include "tests/suite.h"

enum { N = 11 };

static size_t count_runs(unsigned signs)
{
    size_t runs = 1;

    for (int i = 1; i < N; i++) runs += (signs >> i & 1) != (signs >> (i - 1) & 1);
    return runs;
}

static size_t count_above(unsigned signs)
{
    size_t n = 0;

    for (int i = 0; i < N; i++) n += signs >> i & 1;
    return n;
}

/* Of all orders of as many of either sign, the shares with so few runs and with so many. */
static void walk(size_t above, size_t runs, double shares[2])
{
    double all = 0, few = 0, many = 0;

    for (unsigned signs = 0; signs < 1U << N; signs++) {
        if (count_above(signs) != above) continue;
        all++;
        few += count_runs(signs) <= runs;
        many += count_runs(signs) >= runs;
    }
    shares[0] = few / all;
    shares[1] = many / all;
}

static void fill(unsigned signs, double residuals[N])
{
    for (int i = 0; i < N; i++) residuals[i] = (signs >> i & 1 ? 1 : -1) * (0.371 + i % 3);
}

START_TEST(runs_are_as_likely_as_all_orders_say)
{
    static const unsigned cases[] = {0x001, 0x555, 0x0ff, 0x2a5,
                                     0x7fe, 0x3c7, 0x400, 0x0f3};
    double residuals[N], shares[2];
    sim_runs r;

    fill(cases[_i], residuals);
    r = sim_runs_of(residuals, N);
    walk(count_above(cases[_i]), count_runs(cases[_i]), shares);
    ck_assert_uint_eq(r.above, count_above(cases[_i]));
    ck_assert_uint_eq(r.below, N - r.above);
    ck_assert_uint_eq(r.runs, count_runs(cases[_i]));
    ck_assert_double_eq_tol(r.few, shares[0], 1e-12);
    ck_assert_double_eq_tol(r.p, fmin(1, 2 * fmin(shares[0], shares[1])), 1e-12);
}
END_TEST

/* Swed & Eisenhart (1943) Ann. Math. Stat. 14, 66: of 10 and 10, P(6 runs or fewer) = 0.019, of 5
 * and 8, P(3 or fewer) = 0.010. */
START_TEST(published_tables_agree)
{
    const double ten[] = {1, 1,  1,  1,  -1, -1, -1, -1, 1,  1,
                          1, -1, -1, -1, -1, 1,  1,  1,  -1, -1};
    const double five[] = {-1, -1, -1, -1, 1, 1, 1, 1, 1, -1, -1, -1, -1};

    ck_assert_uint_eq(sim_runs_of(ten, 20).runs, 6);
    ck_assert_double_eq_tol(sim_runs_of(ten, 20).few, 0.019, 5e-4);
    ck_assert_double_eq_tol(sim_runs_of(ten, 20).expected, 11, 1e-12);
    ck_assert_uint_eq(sim_runs_of(five, 13).runs, 3);
    ck_assert_double_eq_tol(sim_runs_of(five, 13).few, 0.010, 5e-4);
}
END_TEST

START_TEST(nothing_in_between_parts_no_run)
{
    const double residuals[] = {0, 0.3, 0, 1.1, 0, -2, 0, 0, -1, 0};
    const sim_runs r = sim_runs_of(residuals, 10);

    ck_assert_uint_eq(r.runs, 2);
    ck_assert_uint_eq(r.above, 2);
    ck_assert_uint_eq(r.below, 2);
    ck_assert_double_eq_tol(r.few, 1.0 / 3, 1e-14);
}
END_TEST

START_TEST(one_sign_says_nothing)
{
    const double residuals[] = {1, 2, 0.3};
    const sim_runs r = sim_runs_of(residuals, 3), none = sim_runs_of(residuals, 0);

    ck_assert_uint_eq(r.runs, 1);
    ck_assert(isnan(r.few) && isnan(r.p) && isnan(r.expected));
    ck_assert(isnan(none.p));
}
END_TEST

/* Of many the distribution is nearly normal, with the variance of Wald & Wolfowitz. */
START_TEST(many_are_nearly_normal)
{
    enum { MANY = 4000 };
    static double residuals[MANY];
    unsigned seed = 2385;
    sim_runs r;
    double n, variance, z;

    for (int i = 0; i < MANY; i++) {
        seed = seed * 1103515245U + 12345U;
        residuals[i] = (double)(seed >> 8 & 0xFFFF) - 29000;
    }
    r = sim_runs_of(residuals, MANY);
    n = (double)(r.above + r.below);
    variance = (r.expected - 1) * (r.expected - 2) / (n - 1);
    z = ((double)r.runs + 0.5 - r.expected) / sqrt(variance);
    ck_assert_double_eq_tol(r.few, 0.5 * erfc(-z / sqrt(2)), 1e-3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("runs");
    TCase *runs = tcase_create("runs");

    tcase_add_loop_test(runs, runs_are_as_likely_as_all_orders_say, 0, 8);
    tcase_add_test(runs, published_tables_agree);
    tcase_add_test(runs, nothing_in_between_parts_no_run);
    tcase_add_test(runs, one_sign_says_nothing);
    tcase_add_test(runs, many_are_nearly_normal);
    suite_add_tcase(suite, runs);
    return suite_run(suite);
}
