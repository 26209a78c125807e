/* test_welch.c -- intervals and tests of means: published data, R, what is undefined. */
#include <check.h>
#include <math.h>

#include "sim/study/welch.h"
#include "tests/suite.h"

static sim_moments moments_of(const double numbers[], size_t n)
{
    sim_moments m = {0};

    for (size_t i = 0; i < n; i++) sim_moments_add(&m, numbers[i]);
    return m;
}

static void expect(const sim_welch_result *r, double difference, const double ends[2],
                   double p, double df)
{
    ck_assert_double_eq_tol(r->difference, difference, 1e-9);
    ck_assert_double_eq_tol(r->low, ends[0], 1e-9);
    ck_assert_double_eq_tol(r->high, ends[1], 1e-9);
    ck_assert_double_eq_tol(r->p, p, 1e-11);
    ck_assert_double_eq_tol(r->df, df, 1e-9);
}

/* ---- published ------------------------------------------------------------ */

/* Hours of sleep gained by ten patients: Student (1908) Biometrika 6, 1.  What is expected is what
 * R 4.2.2 prints for its data set `sleep`: t.test(extra ~ group), and paired = TRUE. */
static const double first[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
static const double second[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

START_TEST(students_sleep_as_two_groups)
{
    const double ends[] = {-3.365483230712, 0.205483230712};
    const sim_moments one = moments_of(first, 10), other = moments_of(second, 10);
    const sim_welch_result r = sim_welch(&one, &other, 0.05);

    expect(&r, -1.58, ends, 0.0793941401874, 17.7764735162);
}
END_TEST

START_TEST(students_sleep_as_pairs)
{
    const double ends[] = {-2.459885763277, -0.700114236723};
    sim_moments m = {0};
    sim_welch_result r;

    for (size_t i = 0; i < 10; i++) sim_moments_add(&m, first[i] - second[i]);
    r = sim_paired(&m, 0.05);
    expect(&r, -1.58, ends, 0.00283289019738, 9);
}
END_TEST

/* R 4.2.2: t.test(a, b, conf.level = 0.9), and of the first two of each at 0.95. */
static const double few[] = {2.385, 3.71, -1.92, 0.447, 5.03};
static const double fewer[] = {10.31, 2.77, 6.125};

START_TEST(groups_of_unlike_size_and_spread)
{
    const double ends[] = {-10.1482281924, 1.2056948591};
    const sim_moments one = moments_of(few, 5), other = moments_of(fewer, 3);
    const sim_welch_result r = sim_welch(&one, &other, 0.1);

    expect(&r, 1.9304 - 19.205 / 3, ends, 0.163492764664, 3.29665067479);
}
END_TEST

START_TEST(two_a_group_have_a_wide_interval)
{
    const sim_moments one = moments_of(few, 2), other = moments_of(fewer, 2);
    const sim_welch_result r = sim_welch(&one, &other, 0.05);

    ck_assert_double_eq_tol(r.low, -45.9325010594, 1e-8);
    ck_assert_double_eq_tol(r.high, 38.9475010594, 1e-8);
    ck_assert_double_eq_tol(r.p, 0.521906405039, 1e-10);
    ck_assert_double_eq_tol(r.df, 1.06170283282, 1e-9);
}
END_TEST

START_TEST(an_interval_excludes_0_where_p_is_below_alpha)
{
    const sim_moments one = moments_of(first, 10), other = moments_of(second, 10);
    const double p = sim_welch(&one, &other, 0.05).p;
    const sim_welch_result at = sim_welch(&one, &other, p);

    ck_assert_double_eq_tol(at.high, 0, 1e-9);
    ck_assert(sim_welch(&one, &other, 0.99 * p).high > 0);
    ck_assert(sim_welch(&one, &other, 1.01 * p).high < 0);
}
END_TEST

/* ---- edges ---------------------------------------------------------------- */

static void expect_unknown(const sim_welch_result *r)
{
    ck_assert(isnan(r->low) && isnan(r->high) && isnan(r->p) && isnan(r->df));
}

START_TEST(one_or_none_have_no_interval)
{
    const sim_moments none = {0}, one = moments_of(few, 1), all = moments_of(few, 5);
    sim_welch_result r = sim_welch(&none, &all, 0.05);

    ck_assert(isnan(r.difference));
    expect_unknown(&r);
    r = sim_welch(&all, &none, 0.05);
    ck_assert(isnan(r.difference));
    expect_unknown(&r);
    r = sim_welch(&one, &all, 0.05);
    ck_assert_double_eq(r.difference, one.mean - all.mean);
    expect_unknown(&r);
    r = sim_welch(&all, &one, 0.05);
    expect_unknown(&r);
    r = sim_paired(&one, 0.05);
    ck_assert_double_eq(r.difference, 2.385);
    expect_unknown(&r);
    r = sim_paired(&none, 0.05);
    ck_assert(isnan(r.difference));
    expect_unknown(&r);
}
END_TEST

static sim_moments alike(double number, size_t n)
{
    sim_moments m = {0};

    for (size_t i = 0; i < n; i++) sim_moments_add(&m, number);
    return m;
}

START_TEST(few_that_are_alike_say_nothing)
{
    const size_t n = (size_t)_i;
    const sim_moments one = alike(2.3, n), other = alike(0, n), enough = alike(0, 8);
    sim_welch_result r = sim_welch(&one, &other, 0.05);

    ck_assert_double_eq_tol(r.difference, 2.3, 1e-15);
    expect_unknown(&r);
    r = sim_welch(&one, &enough, 0.05);
    expect_unknown(&r);
    r = sim_welch(&enough, &one, 0.05);
    expect_unknown(&r);
    r = sim_paired(&one, 0.05);
    expect_unknown(&r);
}
END_TEST

START_TEST(many_that_are_alike_are_known)
{
    const sim_moments one = alike(2.5, 8), other = alike(0, 8);
    sim_welch_result r = sim_welch(&one, &other, 0.05);

    ck_assert_double_eq(r.low, 2.5);
    ck_assert_double_eq(r.high, 2.5);
    ck_assert_double_eq(r.p, 0);
    r = sim_welch(&other, &other, 0.05);
    ck_assert_double_eq(r.low, 0);
    ck_assert_double_eq(r.p, 1);
    r = sim_paired(&one, 0.05);
    ck_assert_double_eq(r.high, 2.5);
    ck_assert_double_eq(r.p, 0);
}
END_TEST

/* A control that never changes leaves the spread of the other group, and its freedom. */
START_TEST(one_group_may_be_all_alike)
{
    const sim_moments one = moments_of(few, 5), other = alike(0, 2);
    const sim_welch_result r = sim_welch(&one, &other, 0.05),
                           single = sim_paired(&one, 0.05);

    ck_assert_double_eq_tol(r.df, 4, 1e-12);
    ck_assert_double_eq_tol(r.low, single.low, 1e-12);
    ck_assert_double_eq_tol(r.high, single.high, 1e-12);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("welch");
    TCase *published = tcase_create("published"), *edges = tcase_create("edges");

    tcase_add_test(published, students_sleep_as_two_groups);
    tcase_add_test(published, students_sleep_as_pairs);
    tcase_add_test(published, groups_of_unlike_size_and_spread);
    tcase_add_test(published, two_a_group_have_a_wide_interval);
    tcase_add_test(published, an_interval_excludes_0_where_p_is_below_alpha);
    tcase_add_test(edges, one_or_none_have_no_interval);
    tcase_add_loop_test(edges, few_that_are_alike_say_nothing, 2, 8);
    tcase_add_test(edges, many_that_are_alike_are_known);
    tcase_add_test(edges, one_group_may_be_all_alike);
    suite_add_tcase(suite, published);
    suite_add_tcase(suite, edges);
    return suite_run(suite);
}
