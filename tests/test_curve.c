/* test_curve.c -- curves as points of the page: windows, floors, arms that look alike; and what
 * they leave on it. */
#include <math.h>

#include <check.h>

#include "plots/cairo.h"
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
        if (sim_table_cell(&f.table, row, DAY) > last_day) view_put(&f, row, CELLS, NAN);
    plot_canvas_free(&f.canvas);
    ck_assert_int_eq(
        plot_cairo_init(&f.canvas,
                        &(plot_cairo_paper){PLOT_ON_PIXELS, "png", 400, 300, 1, NULL, NULL},
                        &err),
        SIM_OK);
    plot_draw_box(&f.canvas, white, paper);
    at = plot_frame_place(&f.view.parts[1], 7, 3.71e6 * exp(-0.0385 * 7));
    plot_view_draw_curves(&f.view);
    ck_assert_int_eq(plot_cairo_end(&f.canvas, &err), SIM_OK);
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

START_TEST(a_curve_is_traced_within_its_part_only)
{
    view_fixture f;
    size_t n, inside[2] = {0, 0};

    view_open(&f, &view_panel, 730);
    for (size_t part = 0; part < 2; part++) {
        n = plot_view_trace(&f.view, (plot_curve){PLOT_FRONT, 1, CELLS, part});
        ck_assert_uint_eq(n, 731);
        for (size_t i = 0; i < n; i++) inside[part] += plot_is_finite(f.view.points[i]);
    }
    ck_assert_uint_eq(inside[0], 8);
    ck_assert_uint_eq(inside[1], 177);
    view_close(&f);
}
END_TEST

typedef struct {
    const char *column;
    plot_scale scale;
    double start;
    size_t row;    /* of the arm "one", which gets */
    double change; /* this more than the arm "two" has */
    bool alike;
} alike_case;

/* The linear axis has some 140 points for 15 mm, so that 0.1 mm are a point; what is below
 * the start of the log axis is not drawn. */
static const alike_case pairs[] = {
    {"relief", PLOT_LINEAR, 0, 71, 0, true},
    {"relief", PLOT_LINEAR, 0, 71, 0.02, true},
    {"relief", PLOT_LINEAR, 0, 71, 0.2, false},
    {"relief", PLOT_LINEAR, 0, 150, -0.2, false},
    {"relief", PLOT_LINEAR, 0, 71, NAN, false},
    {"cells", PLOT_LOG, 1e5, 140, 100, true},
    {"cells", PLOT_LOG, 1e5, 140, 1e6, false},
    {"cells", PLOT_LOG, 1, 140, 1e4, false},
};

enum { N_PAIRS = sizeof pairs / sizeof *pairs };

START_TEST(arms_look_alike_where_their_curves_are_one_all_along)
{
    const alike_case *c = &pairs[_i];
    plot_panel p = view_panel;
    view_fixture f;
    size_t y;

    p.x.to = NAN;
    p.y = (plot_y){c->column, c->scale, c->start, NAN, NAN, "y"};
    view_open(&f, &p, 150);
    y = f.view.layers[PLOT_FRONT].y;
    ck_assert(plot_view_look_alike(&f.view, 0, 1));
    view_put(&f, 151 + c->row, y, sim_table_cell(&f.table, 151 + c->row, y) + c->change);
    ck_assert_int_eq(plot_view_look_alike(&f.view, 0, 1), c->alike);
    ck_assert_int_eq(plot_view_look_alike(&f.view, 1, 0), c->alike);
    ck_assert(!plot_view_look_alike(&f.view, 0, 2));
    view_put(&f, 151, DAY, 0.2385);
    ck_assert(!plot_view_look_alike(&f.view, 0, 1));
    view_close(&f);
}
END_TEST

/* The relief of 200 days falls to -9.5 mm, that of 150 to -0.2. */
START_TEST(the_shade_ends_at_zero_or_where_the_axis_does)
{
    static const struct {
        int days;
        double tick; /* the lowest */
    } cases[] = {{150, 0}, {200, -10}};
    plot_panel relief = view_panel;
    view_fixture f;
    const plot_ruler *y = &f.view.y;

    relief.x.to = NAN;
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    view_open(&f, &relief, cases[_i].days);
    ck_assert_double_eq(y->ticks[0], cases[_i].tick);
    ck_assert_double_eq(y->to, 15);
    /* two roundings of a few hundred */
    ck_assert_double_eq_tol(plot_view_floor(&f.view),
                            f.view.box.y + 15 / (15 - y->from) * f.view.box.height, 1e-12);
    view_close(&f);
    relief.y = (plot_y){"cells", PLOT_LOG, 1, NAN, NAN, "cells"};
    view_open(&f, &relief, cases[_i].days);
    ck_assert_double_eq_tol(plot_view_floor(&f.view), f.view.box.y + f.view.box.height,
                            1e-12);
    view_close(&f);
}
END_TEST

/* 3.71e6 cells fall by 3.85 % a day: below 1e5 on day 94, where the line meets the axis. */
START_TEST(a_line_that_becomes_too_low_ends_on_the_axis)
{
    plot_panel cells = view_panel;
    const plot_points points = {"day", NULL, NULL};
    const double left = log(3.71e6 / 1e5) / 0.0385;
    view_fixture f;
    size_t n, last = 0;

    cells.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    cells.y.start = 1e5;
    if (_i == 1) cells.points = points;
    view_open(&f, &cells, 150);
    n = plot_view_trace(&f.view, (plot_curve){PLOT_FRONT, 1, CELLS, 0});
    for (size_t i = 0; i < n; i++)
        if (plot_is_finite(f.view.points[i])) last = i;
    if (_i == 0) {
        ck_assert_uint_eq(last, (size_t)left + 1);
        ck_assert_double_eq_tol(f.view.points[last].y, f.view.box.y + f.view.box.height,
                                1e-9);
        /* straight between two days instead of a decay */
        ck_assert_double_eq_tol(f.view.points[last].x, plot_frame_x(&f.view.parts[0], left),
                                0.1);
    } else { /* the axis goes on for the last disk, and so do the days */
        ck_assert_uint_le(last, (size_t)left + 7);
        ck_assert_double_eq_tol(f.view.points[last].x,
                                plot_frame_x(&f.view.parts[0], (double)last), 1e-9);
    }
    view_close(&f);
}
END_TEST

/* A reach of marks beyond their places; the disks of points are drawn whole. */
START_TEST(all_marks_are_drawn_inside_the_box)
{
    const plot_points points = {"day", NULL, NULL};
    plot_panel relief = view_panel;
    const plot_box *box;
    view_fixture f;
    size_t n_disks = 0;

    relief.x = (plot_x){"day", &plot_whole, NAN, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, NAN, NAN, NAN, "relief"};
    if (_i == 1) relief.points = points;
    if (_i == 2) relief.y = (plot_y){"cells", PLOT_LOG, 1e6, NAN, NAN, "cells"};
    view_open(&f, &relief, 150);
    view_record(&f);
    plot_view_draw_curves(&f.view);
    box = &f.view.box;
    for (size_t i = 0; i < f.list.n; i++) {
        const plot_drawn *d = &f.list.drawn[i];
        double rim = d->shape.kind == PLOT_A_DISK ? 0.5 * d->shape.pen.width : 0;

        if (d->shape.points && d->box.width < 0) continue; /* a run without rows */
        n_disks += d->shape.kind == PLOT_A_DISK;
        ck_assert_uint_ne(d->clip, 0);
        ck_assert_double_eq(f.list.clips[d->clip - 1].y, box->y);
        ck_assert_double_eq(f.list.clips[d->clip - 1].width, box->width);
        /* the ends of an axis are moved step by step */
        ck_assert_double_ge(d->box.x - rim, box->x - 1e-6);
        ck_assert_double_ge(d->box.y - rim, box->y - 1e-6);
        ck_assert_double_le(d->box.x + d->box.width + rim, box->x + box->width + 1e-6);
        ck_assert_double_le(d->box.y + d->box.height + rim, box->y + box->height + 1e-6);
    }
    ck_assert(_i == 1 ? n_disks > 200 : n_disks == 0);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("curve");
    TCase *curve = tcase_create("curve"), *alike = tcase_create("alike");

    suite_add_tcase(suite, curve);
    suite_add_tcase(suite, alike);
    tcase_add_test(curve, a_curve_that_ends_at_the_break_leaves_no_dot_behind_it);
    tcase_add_test(curve, a_curve_is_traced_within_its_part_only);
    tcase_add_loop_test(curve, the_shade_ends_at_zero_or_where_the_axis_does, 0, 2);
    tcase_add_loop_test(curve, a_line_that_becomes_too_low_ends_on_the_axis, 0, 2);
    tcase_add_loop_test(curve, all_marks_are_drawn_inside_the_box, 0, 3);
    tcase_add_loop_test(alike, arms_look_alike_where_their_curves_are_one_all_along, 0,
                        N_PAIRS);
    return suite_run(suite);
}
