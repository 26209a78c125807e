/* test_curve.c -- what curves leave on the page. */
#include <math.h>

#include <check.h>

#include "plots/cairo.h"
#include "plots/curve.h"
#include "tests/suite.h"
#include "tests/view.h"

/* Is there ink where the second part begins, if all curves end on this day? */
static bool has_ink_at_break(int last_day)
{
    const plot_box paper = {0, 0, 400, 300};
    const plot_color white = {1, 1, 1, 1};
    plot_pixels pixels;
    view_fixture f;
    plot_point at;
    bool found;
    sim_error err;

    view_open(&f, &view_panel, 100);
    for (size_t row = 0; row < f.table.n_rows; row++)
        if (f.table.cells[row * N_COLUMNS + DAY] > last_day)
            f.table.cells[row * N_COLUMNS + CELLS] = NAN;
    plot_canvas_free(&f.canvas);
    ck_assert_int_eq(
        plot_cairo_init(
            &f.canvas, &(plot_cairo_paper){PLOT_ON_PIXELS, "png", 400, 300, 1, NULL}, &err),
        SIM_OK);
    plot_draw_box(&f.canvas, white, paper);
    at = plot_view_place(&f.view, 1, 7, 3.71e6 * exp(-0.0385 * 7));
    plot_view_draw_curves(&f.view);
    ck_assert_int_eq(plot_cairo_end(&f.canvas, NULL, &err), SIM_OK);
    pixels = plot_cairo_pixels(&f.canvas);
    found = pixels.bytes[(size_t)at.y * pixels.stride + 4 * ((size_t)at.x + 1)] < 255;
    view_close(&f);
    return found;
}

START_TEST(a_curve_that_ends_at_the_break_leaves_no_dot_behind_it)
{
    ck_assert(!has_ink_at_break(7));
    ck_assert(has_ink_at_break(30));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("curve");
    TCase *curve = tcase_create("curve");

    suite_add_tcase(suite, curve);
    tcase_add_test(curve, a_curve_that_ends_at_the_break_leaves_no_dot_behind_it);
    return suite_run(suite);
}
