/* test_legend.c -- what the arms of a page are told by: one key each, one for those that are
 * gray, one for the run behind. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "plots/cairo.h"
#include "plots/legend.h"
#include "tests/suite.h"

enum { MOST = 40 };

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
    const plot_look look = {plot_theme_find("light"), plot_size_find("column"), NULL};
    plot_data data = {.runs = {{tables, 1}, {tables, cases[_i].behind}},
                      .behind_name = "other.ini",
                      .arms = {names, cases[_i].n, cases[_i].n_front, cases[_i].n_named}};
    sim_error err = {""};
    plot_canvas canvas;
    double height;

    for (size_t i = 0; i < MOST; i++) {
        snprintf(text[i], sizeof text[i], "arm %zu of many, named at length", i + 1);
        names[i] = text[i];
    }
    ck_assert_int_eq(plot_cairo_init_blank(&canvas, &err), SIM_OK);
    height = plot_legend_draw(&canvas, &look, &data, (plot_box){20, 30, 71, 0});
    /* sums of some 100 points */
    ck_assert_double_eq_tol(height, plot_em(&look, 1.5 * (double)cases[_i].rows), 1e-9);
    ck_assert_int_eq(plot_canvas_check(&canvas, &err), SIM_OK);
    plot_canvas_free(&canvas);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("legend");
    TCase *tcase = tcase_create("legend");

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, each_named_arm_has_a_key, 0, sizeof cases / sizeof *cases);
    return suite_run(suite);
}
