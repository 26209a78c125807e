/* test_tints.c -- which part of the colors a number has. */
#include <math.h>

#include <check.h>

#include "plots/tints.h"
#include "tests/suite.h"

static const char *const sources[] = {"bone marrow", "adipose", "umbilical cord"};

static const plot_measure relief = {.label = "relief", .unit = "mm"};
static const plot_measure cells = {.label = "cells", .unit = "cell", .scale = PLOT_LOG};
static const plot_measure source = {
    .label = "source", .unit = "1", .words = sources, .n_words = 3};

START_TEST(ends_of_the_range_have_the_ends_of_the_colors)
{
    plot_tints t = plot_tints_find(&relief, (plot_range){-1.37, 13.2});

    ck_assert(t.has_any && !t.is_flat);
    ck_assert_double_eq(plot_tints_place(&t, -1.37), 0);
    ck_assert_double_eq(plot_tints_place(&t, 13.2), 1);
    ck_assert_double_nan(plot_tints_place(&t, INFINITY));
    ck_assert_uint_gt(t.ruler.n, 2);
    t = plot_tints_find(&cells, (plot_range){2e6, 32e6});
    ck_assert_double_eq_tol(plot_tints_place(&t, 8e6), 0.5, 1e-12); /* 2 of 4 doublings */
    ck_assert_double_nan(plot_tints_place(&t, -2.385));
}
END_TEST

START_TEST(one_value_has_the_middle)
{
    const plot_tints t = plot_tints_find(&relief, (plot_range){2.385, 2.385});

    ck_assert(t.has_any && t.is_flat);
    ck_assert_double_eq_tol(plot_tints_place(&t, 2.385), 0.5, 1e-12);
}
END_TEST

START_TEST(categories_share_all_colors_even_if_one_is_met)
{
    const plot_tints t = plot_tints_find(&source, (plot_range){1, 1});

    for (int i = 0; i < 3; i++) ck_assert_double_eq(plot_tints_place(&t, i), 0.5 * i);
}
END_TEST

START_TEST(without_numbers_there_is_no_color_and_no_legend)
{
    const plot_tints t = plot_tints_find(&relief, plot_range_empty());

    ck_assert(!t.has_any);
    ck_assert_double_nan(plot_tints_place(&t, 2.385));
    ck_assert_double_eq(plot_tints_draw(&t, NULL, NULL, (plot_box){0}), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tints");
    TCase *tcase = tcase_create("tints");

    tcase_add_test(tcase, ends_of_the_range_have_the_ends_of_the_colors);
    tcase_add_test(tcase, one_value_has_the_middle);
    tcase_add_test(tcase, categories_share_all_colors_even_if_one_is_met);
    tcase_add_test(tcase, without_numbers_there_is_no_color_and_no_legend);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
