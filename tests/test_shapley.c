/* test_shapley.c -- what each of several players has of what they reach together. */
#include <check.h>
#include <stdlib.h>

#include "sim/study/shapley.h"
#include "tests/suite.h"

enum { N = 5 };

static const double tol = 1e-12; /* rounding of sums of numbers below 100 */

/* a * b, where a is 1 or 3 and b 1 or 2; player `a` switches a, the other b. */
static double product(size_t set, size_t a)
{
    return (set >> a & 1 ? 3 : 1) * (set >> (1 - a) & 1 ? 2 : 1);
}

START_TEST(a_product_is_parted_whatever_the_order)
{
    const size_t a = (size_t)_i;
    double values[4], parts[2];

    for (size_t set = 0; set < 4; set++) values[set] = product(set, a);
    sim_shapley(2, values, parts);
    ck_assert_double_eq_tol(parts[a], 3, tol);
    ck_assert_double_eq_tol(parts[1 - a], 2, tol);
}
END_TEST

/* Any numbers at all. */
static void draw(double values[1 << N], unsigned seed)
{
    for (size_t set = 0; set < 1 << N; set++) {
        seed = seed * 1103515245U + 12345U;
        values[set] = (double)(seed >> 8 & 0xFFFF) / 1000 - 30;
    }
}

/* The mean gain over all orders, one by one. */
static void walk(const double values[], size_t set, size_t left, double weight,
                 double parts[N])
{
    for (size_t i = 0; i < N; i++) {
        const size_t next = set | (size_t)1 << i;

        if (next == set) continue;
        parts[i] += weight / (double)left * (values[next] - values[set]);
        walk(values, next, left - 1, weight / (double)left, parts);
    }
}

START_TEST(parts_are_the_mean_gain_over_all_orders)
{
    double values[1 << N], parts[N], walked[N] = {0}, sum = 0;

    draw(values, 2385u + (unsigned)_i);
    sim_shapley(N, values, parts);
    walk(values, 0, N, 1, walked);
    for (size_t i = 0; i < N; i++) {
        ck_assert_double_eq_tol(parts[i], walked[i], tol);
        sum += parts[i];
    }
    ck_assert_double_eq_tol(sum, values[(1 << N) - 1] - values[0], tol);
}
END_TEST

START_TEST(who_changes_nothing_has_exactly_nothing)
{
    double values[1 << N], parts[N];

    draw(values, 371);
    for (size_t set = 0; set < 1 << N; set++) values[set | 4] = values[set & ~(size_t)4];
    sim_shapley(N, values, parts);
    ck_assert_double_eq(parts[2], 0);
}
END_TEST

START_TEST(who_do_the_same_have_the_same)
{
    double values[1 << N], parts[N];

    draw(values, 77);
    for (size_t set = 0; set < 1 << N; set++) /* 1 alone is as 3 alone */
        if ((set & 10) == 8) values[set] = values[(set & ~(size_t)8) | 2];
    sim_shapley(N, values, parts);
    ck_assert_double_eq_tol(parts[1], parts[3], tol);
}
END_TEST

START_TEST(nobody_has_nothing)
{
    double parts[1] = {7}, value = 2.5;

    sim_shapley(0, &value, parts);
    ck_assert_double_eq(parts[0], 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shapley");
    TCase *c = tcase_create("parts");

    tcase_add_loop_test(c, a_product_is_parted_whatever_the_order, 0, 2);
    tcase_add_loop_test(c, parts_are_the_mean_gain_over_all_orders, 0, 3);
    tcase_add_test(c, who_changes_nothing_has_exactly_nothing);
    tcase_add_test(c, who_do_the_same_have_the_same);
    tcase_add_test(c, nobody_has_nothing);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
