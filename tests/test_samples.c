/* test_samples.c -- points of a trend: their order and arms, and the ends of its axes. */
#include <math.h>
#include <stdbool.h>

#include <check.h>

#include "plots/samples.h"
#include "tests/suite.h"

static sim_pool pool; /* of what a test takes, and frees at its end */

enum { N = 4 };

static const double x[N] = {7.2, 2.385, 7.2, 3.71}, y[N] = {9, 6.1, 5.5, NAN};
static const double low[N] = {8.5, 5.9, 5.3, 1}, high[N] = {9.8, 6.2, 5.6, 30};

static const plot_series both[] = {{"P2", x, y, low, high, N},
                                   {"P12", x, y, NULL, NULL, 2}};
static const plot_series other[] = {{"P12", x, y, NULL, NULL, 1}};

static const plot_trend_panel panels[] = {
    {"one", {.label = "dose", .unit = "1"}, both, 2},
    {"two", {.label = "dose", .unit = "1"}, other, 1},
};

static const plot_trend plain = {.title = "A <trend>",
                                 .y = {.label = "relief", .unit = "mm"},
                                 .panels = panels,
                                 .n_panels = 2};

static plot_sample_set find(const plot_trend *trend)
{
    plot_sample_set set;
    sim_error err = {""};

    ck_assert_msg(plot_sample_set_init(&set, trend, &pool, &err) == SIM_OK, "%s", err.text);
    return set;
}

START_TEST(points_are_in_order_of_x_then_y)
{
    plot_sample_set set = find(&plain);
    const plot_sample *s = set.parts[0].list;

    ck_assert(s[0].x == 2.385 && s[1].x == 3.71 && s[2].x == 7.2 && s[3].x == 7.2);
    ck_assert(s[2].y == 5.5 && s[3].y == 9 && s[3].low == 8.5 && s[3].high == 9.8);
    ck_assert(s[1].failed && isnan(s[1].y) && isnan(s[1].low) && isnan(s[1].high));
    ck_assert(set.n_parts == 3 && set.parts[0].n_failed == 1 && set.longest == N);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(equal_names_are_one_arm_and_repeated_points_count_once)
{
    plot_trend repeats = plain;
    plot_sample_set set = find(&plain);

    ck_assert_uint_eq(set.n_arms, 2);
    ck_assert_uint_eq(set.parts[1].arm, set.parts[2].arm);
    ck_assert(set.n_points == 7 && set.n_failed == 1 && set.has_bands);
    ck_assert(plot_sample_set_count(&set, 0) == 6 && plot_sample_set_count(&set, 1) == 1);
    ck_assert_uint_eq(plot_sample_set_most(&set), 6);
    sim_pool_free(&pool);
    repeats.repeats = true;
    set = find(&repeats);
    ck_assert_uint_eq(set.n_points, 6);
    sim_pool_free(&pool);
}
END_TEST

/* The best of all is told by its axes, the ends of a series both are. */
START_TEST(points_of_many_axes_are_told_by_all_of_them)
{
    static const char *const words[] = {"fresh", "dead"}, *names[] = {"dose", "kind"};
    static const double kinds[N] = {1, 0, 0, 1}, worse[N] = {3, 4, 5, 6};
    const plot_series by_dose[] = {{"P2", x, y, NULL, NULL, N},
                                   {"P12", x, worse, NULL, NULL, N}};
    const plot_series by_kind[] = {{"P2", kinds, y, NULL, NULL, N},
                                   {"P12", kinds, worse, NULL, NULL, N}};
    const plot_trend_panel two[] = {
        {NULL, {.label = "dose", .unit = "cell"}, by_dose, 2},
        {NULL, {.label = "kind", .unit = "1", .words = words, .n_words = 2}, by_kind, 2}};
    const plot_told told = {.words = "Relief", .unit = "mm", .pool = &pool};
    plot_trend trend = plain;
    GString *text = g_string_new(NULL);
    plot_found found;
    plot_sample_set set;

    trend.panels = two;
    trend.repeats = trend.scatter = true;
    trend.axes = names;
    trend.told = &told;
    set = find(&trend);
    found = plot_sample_set_places(&set, NULL);
    plot_found_title(&found, text);
    ck_assert_str_eq(text->str, "Relief: most, 9 mm, with P2, dose 7.2 cells, kind dead; "
                                "least, 3 mm, with P12: 67 % less; 1 of 8 points does not "
                                "have it");
    g_string_truncate(text, 0);
    plot_sample_set_tell(&set, &set.parts[1], text);
    ck_assert_str_eq(text->str,
                     "P12: most, 6 mm, with dose 3.71 cells, kind dead; least, 3 mm, with "
                     "dose 7.2 cells, kind dead: 50 % less. ");
    g_string_truncate(text, 0);
    names[1] = NULL; /* told by the names of the series */
    plot_sample_set_tell(&set, &set.parts[1], text);
    ck_assert_str_eq(text->str, "P12: most, 6 mm, with dose 3.71 cells; least, 3 mm, with "
                                "dose 7.2 cells: 50 % less. ");
    g_string_free(text, TRUE);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(axes_hold_bands_unless_points_are_scattered)
{
    plot_trend scatter = plain;
    plot_sample_set set = find(&plain);
    plot_range range = plot_sample_set_y(&set);

    ck_assert(range.from == 5.3 && range.to == 9.8); /* 5.3 is more than half of it */
    range = plot_sample_set_x(&set, 0);
    ck_assert_double_eq_tol(range.from, 2.385 - 0.03 * 4.815, 1e-12);
    ck_assert_double_eq_tol(range.to, 7.2 + 0.03 * 4.815, 1e-12);
    sim_pool_free(&pool);
    scatter.scatter = true;
    set = find(&scatter);
    range = plot_sample_set_y(&set);
    ck_assert(range.from == 5.5 && range.to == 9);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(an_axis_that_starts_near_zero_starts_there)
{
    const double near[] = {4.4, 9};
    const plot_series series[] = {{"", near, near, NULL, NULL, 2}};
    const plot_trend_panel panel[] = {{NULL, {.label = "dose", .unit = "1"}, series, 1}};
    plot_trend trend = plain;
    plot_sample_set set;

    trend.panels = panel;
    trend.n_panels = 1;
    set = find(&trend);
    ck_assert_double_eq(plot_sample_set_y(&set).from, 0); /* 4.4 is less than half of 9 */
    sim_pool_free(&pool);
}
END_TEST

/* Of a range from 5.3 to 9.8, where bands are drawn. */
START_TEST(values_over_categories_have_room_above_them)
{
    static const char *const words[] = {"fresh", "dead"};
    static const double kinds[N] = {1, 0, 0, 1};
    const plot_series series[] = {{"P2", kinds, y, low, high, N}};
    const plot_trend_panel panel[] = {
        {NULL, {.label = "kind", .unit = "1", .words = words, .n_words = 2}, series, 1}};
    plot_trend trend = plain;
    plot_sample_set set;

    trend.panels = panel;
    trend.n_panels = 1;
    set = find(&trend);
    ck_assert_double_eq(plot_sample_set_y(&set).from, 5.3);
    ck_assert_double_eq_tol(plot_sample_set_y(&set).to, 9.8 + 0.12 * 4.5, 1e-12);
    sim_pool_free(&pool);
}
END_TEST

/* The arm that it stands before has the color that it would have without it. */
START_TEST(what_others_are_held_against_is_gray)
{
    const plot_look look = {plot_theme_find("light"), plot_size_find("a4"), NULL, false};
    const plot_series series[] = {{"P2", x, y, NULL, NULL, N},
                                  {"background", x, y, NULL, NULL, N},
                                  {"P12", x, y, NULL, NULL, N}};
    const plot_trend_panel panel[] = {{NULL, {.label = "dose", .unit = "1"}, series, 3}};
    plot_trend trend = plain;
    plot_sample_set set;
    plot_pen gray, last;

    trend.panels = panel;
    trend.n_panels = 1;
    trend.backgrounds = (plot_wanted){&series[1].name, 1};
    set = find(&trend);
    gray = plot_sample_set_pen(&set, &look, 1);
    last = plot_sample_set_pen(&set, &look, 2);
    ck_assert_mem_eq(&gray.color, &look.theme->axis, sizeof gray.color);
    ck_assert(gray.line == plot_background_pen(&look, 0).line);
    ck_assert(last.color.red == plot_arm_color(look.theme, 1, 2).red);
    ck_assert(last.line == plot_arm_pen(&look, 1, 2).line);
    sim_pool_free(&pool);
}
END_TEST

/* Of a range of 7: what differs by less than 0.028 is one line. */
START_TEST(arms_on_one_line_take_turns_and_say_so)
{
    const double at[] = {1, 2, 3}, a[] = {2, 9, 3.71}, b[] = {2.02, 9, 3.71};
    const double c[] = {2, 9, 3.75}, d[] = {2, NAN, 3.71};
    const plot_series series[] = {{"a", at, a, NULL, NULL, 3},
                                  {"c", at, c, NULL, NULL, 3},
                                  {"b", at, b, NULL, NULL, 3},
                                  {"d", at, d, NULL, NULL, 3}};
    const plot_trend_panel panel[] = {{NULL, {.label = "dose", .unit = "1"}, series, 4}};
    plot_trend trend = plain;
    plot_sample_set set;

    trend.panels = panel;
    trend.n_panels = 1;
    set = find(&trend);
    ck_assert_str_eq(set.names[0], "a");
    ck_assert_str_eq(set.names[1], "c");
    ck_assert_str_eq(set.names[2], "b (same line as a)");
    ck_assert_str_eq(set.names[3], "d");
    ck_assert(plot_sample_set_turn(&set, 2).at == 1 &&
              plot_sample_set_turn(&set, 2).n == 2);
    ck_assert(plot_sample_set_turn(&set, 3).at == 0 &&
              plot_sample_set_turn(&set, 3).n == 1);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(a_trend_without_panels_is_refused)
{
    plot_trend none = plain;
    plot_sample_set set;
    sim_error err = {""};

    none.n_panels = 0;
    ck_assert_int_eq(plot_sample_set_init(&set, &none, &pool, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "figure 'A <trend>': 0 panels; 1 to 12 would be right");
    sim_pool_free(&pool);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("samples");
    TCase *tcase = tcase_create("samples");

    tcase_add_test(tcase, points_are_in_order_of_x_then_y);
    tcase_add_test(tcase, equal_names_are_one_arm_and_repeated_points_count_once);
    tcase_add_test(tcase, points_of_many_axes_are_told_by_all_of_them);
    tcase_add_test(tcase, values_over_categories_have_room_above_them);
    tcase_add_test(tcase, axes_hold_bands_unless_points_are_scattered);
    tcase_add_test(tcase, an_axis_that_starts_near_zero_starts_there);
    tcase_add_test(tcase, what_others_are_held_against_is_gray);
    tcase_add_test(tcase, arms_on_one_line_take_turns_and_say_so);
    tcase_add_test(tcase, a_trend_without_panels_is_refused);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
