/* test_proportion.c -- intervals of shares, how far two are apart, how likely that is by chance. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/study/proportion.h"
#include "tests/suite.h"

/* ---- Wilson --------------------------------------------------------------- */

/* The first four: Newcombe (1998) Stat. Med. 17, 857, table I; others by hand. */
static const struct {
    size_t hits, n;
    double low, high;
} wilson[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},
              {1, 29, 0.0061, 0.1718},   {7, 10, 0.39678, 0.89221}, {10, 10, 0.72247, 1},
              {1, 1, 0.20655, 1}};

START_TEST(a_share_has_wilsons_interval)
{
    const sim_share share = sim_wilson(wilson[_i].hits, wilson[_i].n, sim_alpha_usual);

    ck_assert_double_eq(share.share, (double)wilson[_i].hits / (double)wilson[_i].n);
    ck_assert_double_eq_tol(share.low, wilson[_i].low, 5e-5);
    ck_assert_double_eq_tol(share.high, wilson[_i].high, 5e-5);
}
END_TEST

/* Its ends are the shares p at which the count is z standard errors of p off. */
START_TEST(an_interval_of_another_level_solves_its_equation)
{
    const double z = 1.6448536269514722; /* scipy.stats.norm.ppf(0.95) */
    const sim_share share = sim_wilson(23, 71, 0.1);
    const double ends[] = {share.low, share.high};

    for (int i = 0; i < 2; i++)
        ck_assert_double_eq_tol(
            fabs(share.share - ends[i]) / sqrt(ends[i] * (1 - ends[i]) / 71), z, 1e-12);
}
END_TEST

START_TEST(none_and_all_end_exactly)
{
    for (size_t n = 1; n < 300; n++) {
        const sim_share none = sim_wilson(0, n, 0.05), all = sim_wilson(n, n, 0.05);

        ck_assert_double_eq(none.low, 0);
        ck_assert_double_eq(all.high, 1);
        ck_assert_double_eq_tol(none.high, 1 - all.low, 1e-15);
        ck_assert(none.high > 3.8 / (double)(n + 4));
    }
}
END_TEST

START_TEST(a_share_of_none_is_undefined)
{
    const sim_share share = sim_wilson(0, 0, 0.05);
    const sim_difference d = sim_newcombe(3, 7, 0, 0, 0.05);

    ck_assert(isnan(share.share) && isnan(share.low) && isnan(share.high));
    ck_assert(isnan(d.mean) && isnan(d.low) && isnan(d.high));
}
END_TEST

/* ---- Newcombe ------------------------------------------------------------- */

/* Newcombe (1998) Stat. Med. 17, 873, table II, method 10. */
static const struct {
    size_t hits, n, hits_of_other, n_of_other;
    double low, high;
} newcombe[] = {
    {56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
    {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
    {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
    {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000},
};

START_TEST(shares_of_two_groups_differ_as_published)
{
    const sim_difference d =
        sim_newcombe(newcombe[_i].hits, newcombe[_i].n, newcombe[_i].hits_of_other,
                     newcombe[_i].n_of_other, sim_alpha_usual);
    const sim_difference back =
        sim_newcombe(newcombe[_i].hits_of_other, newcombe[_i].n_of_other, newcombe[_i].hits,
                     newcombe[_i].n, sim_alpha_usual);

    ck_assert_double_eq_tol(d.low, newcombe[_i].low, 5.1e-5);
    ck_assert_double_eq_tol(d.high, newcombe[_i].high, 5.1e-5);
    ck_assert_double_eq(back.mean, -d.mean);
    ck_assert_double_eq_tol(back.low, -d.high, 1e-15);
    ck_assert_double_eq_tol(back.high, -d.low, 1e-15);
}
END_TEST

/* ---- Fisher --------------------------------------------------------------- */

/* The tea: Fisher (1935) The Design of Experiments, ch. 2 (17 of 35 tables).  Others: SciPy 1.10.1,
 * scipy.stats.fisher_exact([[a, n - a], [c, m - c]]); R 4.2.2's fisher.test agrees. */
static const struct {
    size_t hits, n, hits_of_other, n_of_other;
    double p;
} fisher[] = {
    {3, 4, 1, 4, 17.0 / 35},
    {7, 10, 2, 11, 0.0299731228524},
    {0, 10, 5, 10, 0.0325077399381},
    {15, 50, 30, 60, 0.0509584344234},
    {1, 2, 0, 2, 1},
    {36, 276, 22, 261, 0.0956849726754},
    {2, 20, 9, 17, 0.00974166602643},
    {10, 10, 0, 12, 1.54644117492e-06},
    {300, 5000, 352, 5100, 0.0683966906196},
    {1000, 10000, 1200, 10000, 6.80002422381e-06},
    {5000, 10000, 6000, 10000, 7.76700561984e-46},
};

START_TEST(tables_are_as_unlikely_as_fisher_has_it)
{
    const size_t a = fisher[_i].hits, n = fisher[_i].n;
    const size_t c = fisher[_i].hits_of_other, m = fisher[_i].n_of_other;
    const double p = fisher[_i].p;

    ck_assert_double_eq_tol(sim_fisher(a, n, c, m), p, 1e-9 * p);
    ck_assert_double_eq_tol(sim_fisher(c, m, a, n), p, 1e-9 * p);
    ck_assert_double_eq_tol(sim_fisher(n - a, n, m - c, m), p, 1e-9 * p);
}
END_TEST

START_TEST(a_table_that_says_nothing_is_likely)
{
    ck_assert_double_eq(sim_fisher(0, 0, 0, 0), 1);
    ck_assert_double_eq(sim_fisher(3, 7, 0, 0), 1);
    ck_assert_double_eq(sim_fisher(0, 0, 3, 7), 1);
    ck_assert_double_eq(sim_fisher(0, 9, 0, 4), 1);
    ck_assert_double_eq(sim_fisher(9, 9, 4, 4), 1);
    ck_assert_double_eq(sim_fisher(0, 1, 1, 1), 1);
}
END_TEST

/* ---- numbers needed ------------------------------------------------------- */

/* The third is Altman's (1998) BMJ 317, 1309: a reduction by 10 %, -5 to 25. */
static const struct {
    sim_difference difference;
    const char *text;
} nnt[] = {
    {{0.19, 0.055, 0.32}, "NNT 5.3 (3.1 to 18.2)"},
    {{-0.19, -0.32, -0.055}, "NNT to harm 5.3 (3.1 to 18.2)"},
    {{0.10, -0.05, 0.25}, "NNT 4.0 to infinity to harm 20.0"},
    {{0, -0.2, 0.2}, "NNT 5.0 to infinity to harm 5.0"},
    {{0.1, 0, 0.2}, "NNT 5.0 to infinity"},
    {{-0.1, -0.2, 0}, "NNT infinity to harm 5.0"},
    {{0, 0, 0}, "NNT infinity"},
    {{0.002, 0.001, 0.0101}, "NNT 500 (99.0 to 1000)"},
    {{NAN, NAN, NAN}, "NNT undefined"},
    {{0.3, NAN, NAN}, "NNT undefined"},
};

START_TEST(numbers_needed_are_told)
{
    char text[SIM_NNT_TEXT], little[9];

    sim_nnt_print(&nnt[_i].difference, text, sizeof text);
    ck_assert_str_eq(text, nnt[_i].text);
    sim_nnt_print(&nnt[_i].difference, little, sizeof little);
    ck_assert_uint_lt(strlen(little), sizeof little);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("proportion");
    TCase *shares = tcase_create("shares"), *tests = tcase_create("tests");
    TCase *words = tcase_create("words");

    tcase_add_loop_test(shares, a_share_has_wilsons_interval, 0,
                        sizeof wilson / sizeof *wilson);
    tcase_add_test(shares, an_interval_of_another_level_solves_its_equation);
    tcase_add_test(shares, none_and_all_end_exactly);
    tcase_add_test(shares, a_share_of_none_is_undefined);
    tcase_add_loop_test(shares, shares_of_two_groups_differ_as_published, 0,
                        sizeof newcombe / sizeof *newcombe);
    tcase_add_loop_test(tests, tables_are_as_unlikely_as_fisher_has_it, 0,
                        sizeof fisher / sizeof *fisher);
    tcase_add_test(tests, a_table_that_says_nothing_is_likely);
    tcase_add_loop_test(words, numbers_needed_are_told, 0, sizeof nnt / sizeof *nnt);
    suite_add_tcase(suite, shares);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, words);
    return suite_run(suite);
}
