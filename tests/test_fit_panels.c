/* test_fit_panels.c -- which of what was observed stands in one panel, and what is said below it: of rows
 * that are invented, by hand. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/fit_shown.h"
#include "tests/suite.h"

static sim_fit_shown shown;

static void set_up(void) { shown = (sim_fit_shown){.n_sets = 0}; }
static void tear_down(void) { sim_fit_shown_free(&shown); }

static void add_modelled(sim_fit_modelled row)
{
    ck_assert(sim_memory_grow(&shown.modelled, shown.n_modelled, sizeof row));
    shown.modelled[shown.n_modelled++] = row;
}

static void add_observed(sim_fit_observed row)
{
    ck_assert(sim_memory_grow(&shown.observed, shown.n_observed, sizeof row));
    shown.observed[shown.n_observed++] = row;
}

/* A series with a model of 10 at 1 and 2 ... */
static void add_series(const char *arm, const char *source)
{
    for (int x = 1; x <= 2; x++)
        add_modelled((sim_fit_modelled){"log", "passages.in_joint", arm, source, x, 10, 9,
                                        11, "cell", "cells", "passage", "passage"});
}

/* ... and what was observed of it. */
static void add_residual(const char *arm, const char *source, double x, double residual)
{
    add_observed((sim_fit_observed){"log", "passages.in_joint", arm, source, x,
                                    10 + residual, 10, residual, 1, "=", "normal"});
}

static void arrange(void)
{
    sim_fit_shown_arrange(&shown);
    ck_assert(!shown.pool.failed);
    ck_assert_ptr_eq(shown.figures.sets, shown.sets);
    ck_assert_uint_eq(shown.figures.n_sets, shown.n_sets);
}

/* ---- what is said ------------------------------------------------------------------------------ */

/* Of all orders of five above and five below, 252, two have as few runs as 2, two as many as 10; of
 * three and three, 20, two have 2.  By chance there are 1 + 2 5 5 / 10, and 1 + 2 3 3 / 6. */
static const struct {
    const char *signs, *said;
    double few;
} patterns[] = {
    {"+++++-----",
     "sum of squares 10 of 10; 2 runs of one sign, 6 by chance (p = 0.016): a pattern that "
     "the model does not have",
     2.0 / 252},
    {"+-+-+-+-+-",
     "sum of squares 10 of 10; 10 runs of one sign, 6 by chance (p = 0.016): they "
     "alternate "
     "more than by chance",
     1},
    {"+++---", "sum of squares 6 of 6; 2 runs of one sign, 4 by chance (p = 0.2)", 0.1},
    {"+++", "sum of squares 3 of 3; all above the model", NAN},
    {"--", "sum of squares 2 of 2; all below the model", NAN},
    {"0", "all on the model", NAN},
};

/* Rows fall in x, points of a series rise in it. */
START_TEST(runs_of_signs_are_told)
{
    const char *signs = patterns[_i].signs;
    const size_t n = strlen(signs);
    char told[256];

    add_series("P2", "D1");
    for (size_t i = n; i-- > 0;)
        add_residual("P2", "D1", (double)i, signs[i] == '0' ? 0 : signs[i] == '+' ? 1 : -1);
    arrange();
    ck_assert_uint_eq(shown.n_sets, 1);
    ck_assert_str_eq(shown.sets[0].pattern, patterns[_i].said);
    snprintf(told, sizeof told, "%zu observed; %s", n, patterns[_i].said);
    ck_assert_str_eq(shown.sets[0].told, told);
    if (isnan(patterns[_i].few))
        ck_assert(isnan(shown.sets[0].few));
    else
        ck_assert_double_eq_tol(shown.sets[0].few, patterns[_i].few, 1e-12);
    for (size_t i = 0; i < n; i++)
        ck_assert_double_eq(shown.sets[0].series[0].seen[i].x, (double)i);
}
END_TEST

/* As the fit counts them, in the order of rows: the sources', turn by turn, though those of one lie before
 * those of the other in x. */
START_TEST(signs_are_told_in_the_order_of_rows)
{
    add_series("P2", "D1");
    add_series("P2", "D2");
    for (int x = 0; x < 3; x++) {
        add_residual("P2", "D1", x, 1);
        add_residual("P2", "D2", x + 3, -1);
    }
    arrange();
    ck_assert_uint_eq(shown.n_sets, 1);
    ck_assert_str_eq(shown.sets[0].pattern,
                     "sum of squares 6 of 6; 6 runs of one sign, 4 by "
                     "chance (p = 0.2)");
}
END_TEST

/* They count in the sum, 1 + 4 + 9, and have no sign. */
START_TEST(limits_are_told)
{
    add_series("P2", "D1");
    add_residual("P2", "D1", 1, 1);
    add_residual("P2", "D1", 2, -2);
    add_residual("P2", "D1", 3, -3);
    shown.observed[1].seen = "<";
    shown.observed[2].seen = ">";
    arrange();
    ck_assert_str_eq(shown.sets[0].told, "3 observed, 2 of them beyond a limit; sum of "
                                         "squares 14 of 3; all above the model");
    ck_assert_uint_eq(shown.figures.n_observed, 3);
    ck_assert_uint_eq(shown.figures.n_beyond, 2);
    ck_assert_int_eq(shown.sets[0].series[0].seen[0].beyond, PLOT_IS_THERE);
    ck_assert_int_eq(shown.sets[0].series[0].seen[1].beyond, PLOT_IS_BELOW);
    ck_assert_int_eq(shown.sets[0].series[0].seen[2].beyond, PLOT_IS_ABOVE);
}
END_TEST

/* Where all are, there is nothing whose sign would count. */
START_TEST(limits_have_no_signs)
{
    add_series("P2", "D1");
    add_residual("P2", "D1", 1, -2);
    shown.observed[0].seen = "<";
    arrange();
    ck_assert_str_eq(shown.sets[0].told, "1 observed, 1 of them beyond a limit; sum of "
                                         "squares 4 of 1; no signs to count");
}
END_TEST

static const struct {
    double lack[2];
    bool is_told;
} misfits[] = {{{0.5, 0.009}, true}, {{0.5, 0.011}, false}, {{NAN, NAN}, false}};

START_TEST(larger_residuals_than_errors_are_told)
{
    for (size_t i = 0; i < 2; i++) {
        ck_assert(sim_memory_grow(&shown.criteria, i, sizeof *shown.criteria));
        shown.criteria[shown.n_criteria++] =
            (sim_fit_criteria){.lack = misfits[_i].lack[i]};
    }
    arrange();
    ck_assert_uint_eq(shown.n_sets, 0);
    ck_assert_int_eq(*shown.figures.misfit != '\0', misfits[_i].is_told);
}
END_TEST

/* ---- points -------------------------------------------------------------------------------------- */

/* One standard deviation of 0.5: as it is, of a part of 10, and of the logarithm. */
static const struct {
    const char *error;
    double low, high;
} errors[] = {{"normal", 9.5, 10.5},
              {"relative", 5, 15},
              {"log", 6.0653065971263342, 16.487212707001282}};

START_TEST(errors_reach_as_far_as_their_kind_says)
{
    add_series("P2", "D1");
    add_residual("P2", "D1", 1, 0);
    shown.observed[0].error = errors[_i].error;
    shown.observed[0].sd = 0.5;
    arrange();
    ck_assert_double_eq(shown.sets[0].series[0].seen[0].seen, 10);
    ck_assert_double_eq_tol(shown.sets[0].series[0].seen[0].low, errors[_i].low, 1e-12);
    ck_assert_double_eq_tol(shown.sets[0].series[0].seen[0].high, errors[_i].high, 1e-12);
    ck_assert_int_eq(shown.sets[0].is_log, _i == 2);
    ck_assert_uint_eq(shown.sets[0].series[0].n_model, 2);
    ck_assert_double_eq(shown.sets[0].series[0].model[1].x, 2);
    ck_assert_double_eq(shown.sets[0].series[0].model[1].low, 9);
    ck_assert_double_eq(shown.sets[0].series[0].model[1].high, 11);
}
END_TEST

/* ---- panels -------------------------------------------------------------------------------------- */

/* A row for each series, and the names that it is to have. */
static const struct {
    const char *arms[3], *sources[3], *names[3];
} named[] = {
    {{"P2", "P8"}, {"D1", "D1"}, {"P2", "P8"}},
    {{"P2", "P2"}, {"D1", "D2"}, {"D1", "D2"}},
    {{"P2", "P8", "P2"}, {"D1", "D1", "D2"}, {"D1, P2", "D1, P8", "D2, P2"}},
};

START_TEST(series_are_named_by_what_sets_them_apart)
{
    size_t n = 0;

    for (; n < 3 && named[_i].arms[n]; n++)
        add_series(named[_i].arms[n], named[_i].sources[n]);
    arrange();
    ck_assert_uint_eq(shown.n_sets, 1);
    ck_assert_str_eq(shown.sets[0].title, "log: in joint");
    ck_assert_uint_eq(shown.sets[0].n, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(shown.sets[0].series[i].name, named[_i].names[i]);
        ck_assert_uint_eq(shown.sets[0].series[i].color, i);
        ck_assert_str_eq(shown.figures.names[i], named[_i].names[i]);
    }
    ck_assert_uint_eq(shown.figures.n_names, n);
}
END_TEST

/* Four have room; of five, each has a panel of its own. */
START_TEST(many_series_stand_apart)
{
    static const char *const sources[] = {"D1", "D2", "D3", "D4", "D5"};
    const size_t n = (size_t)_i;

    for (size_t i = 0; i < n; i++) {
        add_series("P2", sources[i]);
        add_residual("P2", sources[i], 1, 1);
    }
    arrange();
    ck_assert_uint_eq(shown.n_sets, n > 4 ? 5 : 1);
    ck_assert_uint_eq(shown.sets[0].n, n > 4 ? 1 : 4);
    ck_assert_str_eq(shown.sets[0].title, n > 4 ? "log, D1: in joint" : "log: in joint");
    ck_assert_str_eq(shown.sets[shown.n_sets - 1].title,
                     n > 4 ? "log, D5: in joint" : "log: in joint");
    ck_assert_uint_eq(shown.sets[0].series[0].n_seen, 1);
    ck_assert_uint_eq(shown.figures.n_names, n > 4 ? 0 : 4);
    ck_assert_uint_eq(shown.figures.n_observed, n);
}
END_TEST

/* What is neither at a time nor of a report stands side by side, under its name. */
START_TEST(numbers_stand_side_by_side)
{
    static const char *const arms[] = {"P2", "P8"};

    for (size_t i = 0; i < 2; i++) {
        add_modelled((sim_fit_modelled){"end", "summary.pain", arms[i], "", NAN, 3, 2, 4,
                                        "1", "pain", "", ""});
        add_observed((sim_fit_observed){"end", "summary.pain", arms[i], "", NAN, 5, 3, 2, 1,
                                        "=", "normal"});
    }
    arrange();
    ck_assert_uint_eq(shown.n_sets, 1);
    ck_assert_uint_eq(shown.sets[0].n_words, 2);
    ck_assert_uint_eq(shown.figures.n_names, 0);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_str_eq(shown.sets[0].words[i], arms[i]);
        ck_assert_double_eq(shown.sets[0].series[i].seen[0].x, (double)i);
        ck_assert_double_eq(shown.sets[0].series[i].model[0].x, (double)i);
    }
}
END_TEST

/* Sets have axes of their own, and an arm the same color in each. */
START_TEST(sets_have_axes_and_share_colors)
{
    static const char *const arms[] = {"P2", "P8", "P8", "P9"};

    for (size_t i = 0; i < 4; i++)
        add_modelled((sim_fit_modelled){
            i < 2 ? "one" : "two", "timecourse.pain", arms[i], "", 1, 3, 2, 4, "1", "pain",
            i < 2 ? "day" : "passage", i < 2 ? "day" : "passage"});
    arrange();
    ck_assert_uint_eq(shown.n_sets, 2);
    ck_assert(shown.sets[0].is_time && !shown.sets[1].is_time);
    ck_assert_str_eq(shown.sets[0].x_label, "time");
    ck_assert_str_eq(shown.sets[0].x_unit, "day");
    ck_assert_str_eq(shown.sets[1].x_label, "passage");
    ck_assert_str_eq(shown.sets[1].x_unit, "1");
    ck_assert_uint_eq(shown.sets[0].series[1].color, 1);
    ck_assert_uint_eq(shown.sets[1].series[0].color, 1);
    ck_assert_uint_eq(shown.sets[1].series[1].color, 2);
    ck_assert_uint_eq(shown.figures.n_names, 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_panels");
    TCase *cases = tcase_create("fit_panels");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, runs_of_signs_are_told, 0,
                        sizeof patterns / sizeof *patterns);
    tcase_add_test(cases, signs_are_told_in_the_order_of_rows);
    tcase_add_test(cases, limits_are_told);
    tcase_add_test(cases, limits_have_no_signs);
    tcase_add_loop_test(cases, larger_residuals_than_errors_are_told, 0,
                        sizeof misfits / sizeof *misfits);
    tcase_add_loop_test(cases, errors_reach_as_far_as_their_kind_says, 0,
                        sizeof errors / sizeof *errors);
    tcase_add_loop_test(cases, series_are_named_by_what_sets_them_apart, 0,
                        sizeof named / sizeof *named);
    tcase_add_loop_test(cases, many_series_stand_apart, 4, 6);
    tcase_add_test(cases, numbers_stand_side_by_side);
    tcase_add_test(cases, sets_have_axes_and_share_colors);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
