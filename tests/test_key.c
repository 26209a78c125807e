/* test_key.c -- rows and columns of a key: how high they are in rooms of many widths; and which
 * keys the arms of a page have. */
#include <math.h>
#include <stdio.h>

#include <check.h>

#include "plots/cairo.h"
#include "plots/key.h"
#include "tests/suite.h"

enum { MOST = 40, ROW_TENTHS = 15 }; /* height of a row in tenths of an em */

static plot_canvas canvas;
static plot_look look;
static plot_key keys[MOST];

static void set_up(void)
{
    look = (plot_look){plot_theme_find("light"), plot_size_find("a4"), NULL, false};
    ck_assert_int_eq(plot_cairo_init_blank(&canvas, &(sim_error){""}), SIM_OK);
    for (size_t i = 0; i < MOST; i++)
        keys[i] = (plot_key){.kind = (plot_key_kind)(i % (PLOT_KEY_WORDS + 1)),
                             .pen = plot_arm_pen(&look, i % 5, 5),
                             .fill = plot_arm_color(look.theme, i % 5, 5),
                             .text = "arm of the trial"};
}

static void tear_down(void)
{
    sim_error err = {""};

    ck_assert_msg(plot_canvas_check(&canvas, &err) == SIM_OK, "%s", err.text);
    plot_canvas_free(&canvas);
}

static double rows(double n) { return plot_em(&look, n * ROW_TENTHS / 10.0); }

static double draw(size_t n, double width)
{
    return plot_key_draw(&canvas, &look, keys, n, (plot_box){20, 30, width, 0});
}

static double draw_columns(size_t n, double width)
{
    return plot_key_draw_columns(&canvas, &look, keys, n, (plot_box){20, 30, width, 0});
}

START_TEST(keys_fill_rows_one_by_one)
{
    double one = 0, last = 0;

    ck_assert_double_eq(draw(0, 238.5), 0);
    ck_assert_double_eq_tol(draw(12, 5000), rows(1), 1e-9); /* sums of some 100 points */
    for (double width = 900; width > 120; width *= 0.71) {
        one = draw(12, width);
        ck_assert_double_ge(one, last);
        ck_assert_double_eq_tol(one / rows(1), round(one / rows(1)), 1e-9);
        last = one;
    }
    ck_assert_double_gt(one, rows(5));
}
END_TEST

START_TEST(long_words_go_on_below)
{
    keys[0].kind = PLOT_KEY_WORDS;
    keys[0].text =
        "lines: median; bands: 50 and 90 % of 500 patients; panels without bands: "
        "a single course";
    ck_assert_double_eq_tol(draw(1, 1200), rows(1), 1e-9);
    ck_assert_double_gt(draw(1, 200), rows(1) + plot_em(&look, 1));
    ck_assert_double_gt(draw(2, 200), draw(1, 200) + plot_em(&look, 1));
}
END_TEST

START_TEST(a_column_is_as_wide_as_its_own_longest_key)
{
    const plot_text style = plot_text_for(&look, PLOT_NAME);
    double between = plot_em(&look, 1.6), each = plot_em(&look, 3.0 + 0.6) + 1 + between;
    double width = -between;

    for (size_t i = 0; i < 3; i++) {
        keys[i].text = (const char *[]){"P2", "the longest of three", "saline"}[i];
        width += each + plot_measure_text(&canvas, &style, keys[i].text).width;
    }
    ck_assert_double_eq_tol(draw_columns(3, width + 0.01), rows(1), 1e-9);
    ck_assert_double_eq_tol(draw_columns(3, width - 0.01), rows(2), 1e-9);
}
END_TEST

START_TEST(columns_are_as_many_as_have_room)
{
    const plot_text style = plot_text_for(&look, PLOT_NAME);
    double text = plot_measure_text(&canvas, &style, keys[0].text).width;
    /* line, gap, words, and what is between columns */
    double column = plot_em(&look, 3.0 + 0.6) + text + 1 + plot_em(&look, 1.6);
    double between = plot_em(&look, 1.6);

    ck_assert_double_eq(draw_columns(0, 238.5), 0);
    ck_assert_double_eq_tol(draw_columns(7, 7 * column - between + 0.01), rows(1), 1e-9);
    ck_assert_double_eq_tol(draw_columns(7, 7 * column - between - 0.01), rows(2), 1e-9);
    ck_assert_double_eq_tol(draw_columns(7, 3 * column), rows(3), 1e-9);
    ck_assert_double_eq_tol(draw_columns(7, 10), rows(7), 1e-9);
    /* no more than ten rows, however narrow */
    ck_assert_double_eq_tol(draw_columns(14, 10), rows(7), 1e-9);
    ck_assert_double_eq_tol(draw_columns(31, 10), rows(8), 1e-9);
}
END_TEST

/* One key for each arm that is named, one for those that are gray, one for the run behind. */
static char text[MOST][48];
static const char *names[MOST];
static const sim_table *tables[1];

static const struct {
    size_t n, n_front, n_named;
    bool behind;
    size_t
        rows; /* in a room so narrow that there is one column, but for more than 10 keys */
} cases[] = {
    {0, 0, 0, false, 0},  {1, 1, 1, false, 1},   {5, 5, 5, false, 5},
    {5, 3, 5, true, 6},   {9, 9, 9, true, 10},   {12, 12, 12, false, 6},
    {12, 8, 12, true, 7}, {40, 40, 12, true, 7}, {40, 30, 12, false, 7},
};

START_TEST(each_named_arm_has_a_key)
{
    plot_data data = {.runs = {{tables, 1, NULL}, {tables, cases[_i].behind, NULL}},
                      .behind_name = "other.ini",
                      .arms = {.names = names,
                               .n = cases[_i].n,
                               .n_front = cases[_i].n_front,
                               .n_named = cases[_i].n_named}};
    double height;

    look.size = plot_size_find("column");
    for (size_t i = 0; i < MOST; i++) {
        snprintf(text[i], sizeof text[i], "arm %zu of many, named at length", i + 1);
        names[i] = text[i];
    }
    height = plot_legend_draw(&canvas, &look, &data, (plot_box){20, 30, 71, 0});
    /* sums of some 100 points */
    ck_assert_double_eq_tol(height, plot_em(&look, 1.5 * (double)cases[_i].rows), 1e-9);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("key");
    TCase *tcase = tcase_create("key");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, keys_fill_rows_one_by_one);
    tcase_add_test(tcase, long_words_go_on_below);
    tcase_add_test(tcase, a_column_is_as_wide_as_its_own_longest_key);
    tcase_add_test(tcase, columns_are_as_many_as_have_room);
    tcase_add_loop_test(tcase, each_named_arm_has_a_key, 0, sizeof cases / sizeof *cases);
    return suite_run(suite);
}
