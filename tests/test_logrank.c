/* test_logrank.c -- the log-rank test: published data with ties, R, what is undefined. */
#include <check.h>
#include <math.h>

#include "sim/study/logrank.h"
#include "tests/suite.h"

enum { MOST = 64 };

/* A minus: spared so far. */
static size_t fill(sim_followed list[], size_t n, const double times[], size_t n_times,
                   bool other)
{
    for (size_t i = 0; i < n_times; i++)
        list[n + i] = (sim_followed){fabs(times[i]), times[i] > 0, other};
    return n + n_times;
}

typedef struct {
    const double *first, *other;
    size_t n, n_of_other;
    double chi2, p, hazard_ratio, low, high, expected;
    size_t struck[2];
} example;

/* Weeks in remission with 6-mercaptopurine and placebo: Freireich et al. (1963) Blood 21, 699, by
 * Gehan (1965) Biometrika 52, 203. */
static const double drug[] = {6,   6,   6,   -6, 7,  -9,  10,  -10, -11, 13, 16,
                              -17, -19, -20, 22, 23, -25, -32, -32, -34, -35};
static const double placebo[] = {1, 1, 2,  2,  3,  4,  4,  5,  5,  8, 8,
                                 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

/* Weeks from recurrence, astrocytoma and glioblastoma: Bland & Altman (2004) BMJ 328, 1073, who
 * print 22.48 and 19.52 expected deaths. */
static const double astrocytoma[] = {6,  13, 21,  30,  -31, 37, 38, -47,  49,  50,
                                     63, 79, -80, -82, -82, 86, 98, -149, 202, 219};
static const double glioblastoma[] = {10, 10, 12,  13, 14, 15,  16, 17,  18, 20, 24,
                                      24, 25, 28,  30, 33, -34, 35, 37,  40, 40, -40,
                                      46, 48, -70, 76, 81, 82,  91, 112, 181};

/* Ovarian cancer, days: Edmunson et al. (1979) Cancer Treat. Rep. 63, 241, as R's `ovarian`. */
static const double ovarian_1[] = {59,   115, 156,  268,  329,   431,  -448,
                                   -477, 638, -803, -855, -1040, -1106};
static const double ovarian_2[] = {353,  365,  -377, -421,  464,   475,  563,
                                   -744, -769, -770, -1129, -1206, -1227};

/* R 4.2.2, survival 3.5-3: survdiff gives chi2, the expected and V = var[1, 1]; of these by hand
 * exp((O - E) / V) and its ends, and pchisq(chi2, 1, lower = FALSE). */
static const example examples[] = {
    {drug,
     placebo,
     21,
     21,
     16.79294098922,
     4.16880910933e-05,
     0.194318708642,
     0.0887612552637,
     0.425408140255,
     19.25050094803,
     {9, 21}},
    {astrocytoma,
     glioblastoma,
     20,
     31,
     7.49659416854,
     0.00618157863746,
     0.413163559155,
     0.219445514601,
     0.777888429044,
     22.48115694279,
     {14, 28}},
    {ovarian_1,
     ovarian_2,
     13,
     13,
     1.06273986129,
     0.302591116989,
     1.82506971052,
     0.58146981513,
     5.72837894865,
     5.23353101715,
     {7, 5}},
};

static size_t fill_example(sim_followed list[MOST], const example *e)
{
    return fill(list, fill(list, 0, e->first, e->n, false), e->other, e->n_of_other, true);
}

START_TEST(published_groups_differ_as_much_as_r_says)
{
    const example *e = &examples[_i];
    sim_followed list[MOST];
    const size_t n = fill_example(list, e);
    const sim_logrank_result r = sim_logrank(list, n, 0.05);

    ck_assert_uint_eq(r.struck[0], e->struck[0]);
    ck_assert_uint_eq(r.struck[1], e->struck[1]);
    ck_assert_double_eq_tol(r.expected, e->expected, 1e-9);
    ck_assert_double_eq_tol(r.chi2, e->chi2, 1e-9);
    ck_assert_double_eq_tol(r.p, e->p, 1e-10);
    ck_assert_double_eq_tol(r.hazard_ratio, e->hazard_ratio, 1e-10);
    ck_assert_double_eq_tol(r.low, e->low, 1e-10);
    ck_assert_double_eq_tol(r.high, e->high, 1e-10);
}
END_TEST

START_TEST(groups_exchanged_have_the_inverse_ratio)
{
    sim_followed list[MOST], turned[MOST];
    const size_t n = fill_example(list, &examples[_i]);
    sim_logrank_result r, back;

    for (size_t i = 0; i < n; i++) {
        turned[n - 1 - i] = list[i];
        turned[n - 1 - i].other = !list[i].other;
    }
    r = sim_logrank(list, n, 0.1);
    back = sim_logrank(turned, n, 0.1);
    ck_assert_double_eq_tol(back.chi2, r.chi2, 1e-12);
    ck_assert_double_eq_tol(back.hazard_ratio, 1 / r.hazard_ratio, 1e-12);
    ck_assert_double_eq_tol(back.low, 1 / r.high, 1e-12);
    ck_assert_uint_eq(back.struck[0], r.struck[1]);
}
END_TEST

START_TEST(an_interval_excludes_1_where_p_is_below_alpha)
{
    sim_followed list[MOST];
    const size_t n = fill_example(list, &examples[_i]);
    const double p = sim_logrank(list, n, 0.05).p;
    const sim_logrank_result at = sim_logrank(list, n, p);

    ck_assert_double_eq_tol(at.hazard_ratio > 1 ? at.low : at.high, 1, 1e-9);
}
END_TEST

/* By hand: 2 of 3 are struck at 4, then 1 of 2; whoever is spared at a time counts at it. */
START_TEST(the_spared_count_at_their_time)
{
    sim_followed list[] = {{4, true, false}, {4, false, false}, {4, true, false},
                           {4, false, true}, {9, true, true},   {9.5, false, false}};
    const sim_logrank_result r = sim_logrank(list, 6, 0.05);

    /* at 4: 6 followed, 4 of the first group; at 9: 2, one of each */
    ck_assert_double_eq_tol(r.expected, 2 * 4.0 / 6 + 0.5, 1e-15);
    ck_assert_double_eq_tol(r.chi2,
                            (2 - r.expected) * (2 - r.expected) /
                                (2 * 4 * 2.0 * 4 / (6 * 6 * 5) + 0.25),
                            1e-14);
}
END_TEST

/* ---- edges ---------------------------------------------------------------- */

static void expect_unknown(const sim_logrank_result *r)
{
    ck_assert(isnan(r->chi2) && isnan(r->p));
    ck_assert(isnan(r->hazard_ratio) && isnan(r->low) && isnan(r->high));
}

START_TEST(nobody_struck_says_nothing)
{
    sim_followed list[] = {{28, false, false}, {28, false, true}, {3.7, false, false}};
    sim_logrank_result r = sim_logrank(list, 3, 0.05);

    expect_unknown(&r);
    ck_assert_uint_eq(r.struck[0] + r.struck[1], 0);
    ck_assert_double_eq(r.expected, 0);
    r = sim_logrank(list, 0, 0.05);
    expect_unknown(&r);
}
END_TEST

START_TEST(one_group_alone_says_nothing)
{
    sim_followed list[] = {{2.4, true, false}, {28, false, false}, {1.1, true, false}};
    const sim_logrank_result r = sim_logrank(list, 3, 0.05);

    expect_unknown(&r);
    ck_assert_uint_eq(r.struck[0], 2);
    ck_assert_double_eq_tol(r.expected, 2, 1e-15);
}
END_TEST

START_TEST(all_struck_at_once_say_nothing)
{
    sim_followed list[] = {{2, true, false}, {2, true, true}, {2, true, true}};
    const sim_logrank_result r = sim_logrank(list, 3, 0.05);

    expect_unknown(&r);
}
END_TEST

START_TEST(a_group_that_is_spared_has_a_ratio)
{
    sim_followed list[] = {{28, false, false}, {28, false, false}, {28, false, false},
                           {5.3, true, true},  {11, true, true},   {28, false, true}};
    const sim_logrank_result r = sim_logrank(list, 6, 0.05);

    /* at 5.3: 3 of 6; at 11: 3 of 5 */
    ck_assert_double_eq_tol(r.expected, 0.5 + 0.6, 1e-14);
    ck_assert_double_eq_tol(r.hazard_ratio, exp(-1.1 / (0.25 + 0.24)), 1e-14);
    ck_assert(r.low > 0 && r.high > 1 && isfinite(r.high));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("logrank");
    TCase *published = tcase_create("published"), *edges = tcase_create("edges");
    const int n = sizeof examples / sizeof *examples;

    tcase_add_loop_test(published, published_groups_differ_as_much_as_r_says, 0, n);
    tcase_add_loop_test(published, groups_exchanged_have_the_inverse_ratio, 0, n);
    tcase_add_loop_test(published, an_interval_excludes_1_where_p_is_below_alpha, 0, n);
    tcase_add_test(published, the_spared_count_at_their_time);
    tcase_add_test(edges, nobody_struck_says_nothing);
    tcase_add_test(edges, one_group_alone_says_nothing);
    tcase_add_test(edges, all_struck_at_once_say_nothing);
    tcase_add_test(edges, a_group_that_is_spared_has_a_ratio);
    suite_add_tcase(suite, published);
    suite_add_tcase(suite, edges);
    return suite_run(suite);
}
