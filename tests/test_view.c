/* test_view.c -- which arms a panel draws, and what it lacks. */
#include <math.h>

#include <check.h>

#include "tests/suite.h"
#include "tests/view.h"

START_TEST(of_arms_with_the_same_points_the_one_with_a_dose_is_drawn)
{
    plot_panel points = view_panel;
    view_fixture f;

    points.points = (plot_points){"day", NULL, "dose"};
    view_open(&f, &points, 30);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, 1);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[1].drawn_for, 1);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[2].drawn_for, 2);
    view_close(&f);
    points.points.owner = NULL;
    view_open(&f, &points, 30);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, 0);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[1].drawn_for, 0);
    view_close(&f);
    view_open(&f, &view_panel, 30);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, 0);
    view_close(&f);
}
END_TEST

START_TEST(points_that_nobody_owns_are_not_drawn)
{
    plot_panel points = view_panel;
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true};
    view_fixture f;
    sim_error err;

    points.points = (plot_points){"day", NULL, "dose"};
    view_open(&f, &points, 30);
    plot_view_free(&f.view);
    f.table.cells[7 * N_COLUMNS + CELLS] = 2.385e11; /* of the arm "two" */
    f.table.cells[(31 + 7) * N_COLUMNS + CELLS] = NAN;
    ck_assert_int_eq(plot_view_init(&f.view, &points, &f.data, &f.look, &err), SIM_OK);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    ck_assert_int_eq(plot_canvas_check(&f.canvas, &err), SIM_OK);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, N_ARMS);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[1].drawn_for, 1);
    ck_assert_double_eq(f.view.y.to, 4e6); /* as without that arm */
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view");
    TCase *view = tcase_create("view");

    suite_add_tcase(suite, view);
    tcase_add_test(view, of_arms_with_the_same_points_the_one_with_a_dose_is_drawn);
    tcase_add_test(view, points_that_nobody_owns_are_not_drawn);
    return suite_run(suite);
}
