/* test_view.c -- what a panel chooses for its data: axes, windows, places, curves left out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/cairo.h"
#include "plots/curve.h"
#include "plots/extent.h"
#include "plots/trace.h"
#include "tests/suite.h"

static const sim_column columns[] = {
    {"day", "day", "time after the first dose", SIM_CELL_NUMBER},
    {"cells", "cell", "live cells", SIM_CELL_NUMBER},
    {"relief", "mm", "relief; empty without a dose", SIM_CELL_NUMBER},
    {"dose", "1", "doses; empty without a dose", SIM_CELL_NUMBER},
};

enum { DAY, CELLS, RELIEF, DOSE, N_COLUMNS };

/* "two" has the numbers of "one" but no dose; "three" has fewer rows. */
static const char *names[] = {"two", "one", "three"};

enum { N_ARMS = 3 };

typedef struct {
    sim_table table;
    const sim_table *tables[1];
    plot_data data;
    plot_look look;
    plot_canvas canvas;
    plot_view view;
} fixture;

static const plot_panel panel = {
    .page = "page",
    .name = "cells",
    .table = "course",
    .title = "Cells",
    .x = {"day", &plot_time, 0, 183, "time", 7},
    .y = {"cells", PLOT_LOG, 1, NAN, NAN, "cells"},
};

static double *add_row(sim_table *table, const char *arm)
{
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_add_row(table, arm, &row, &err), SIM_OK);
    return row;
}

static void fill(sim_table *table, int days)
{
    for (size_t arm = 0; arm < N_ARMS; arm++)
        for (int day = 0; day <= (arm < 2 ? days : days / 2); day++) {
            double *row = add_row(table, names[arm]);

            row[DAY] = day;
            row[CELLS] = 3.71e6 * exp(-0.0385 * day);
            row[RELIEF] = 12.23 * sin(0.02 * day) - 0.2385;
            row[DOSE] = arm == 0 ? NAN : 2.385;
        }
}

static void open_view(fixture *f, const plot_panel *p, int days)
{
    const sim_column key = {"arm", "1", "arm", SIM_CELL_TEXT};
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true};
    sim_error err;

    ck_assert_int_eq(sim_table_init(&f->table, "course", key, columns, N_COLUMNS, &err),
                     SIM_OK);
    fill(&f->table, days);
    f->tables[0] = &f->table;
    f->data =
        (plot_data){.runs = {{f->tables, 1}}, .arms = {names, N_ARMS, N_ARMS, N_ARMS}};
    f->look = (plot_look){plot_theme_find("light"), plot_size_find("page"), NULL};
    ck_assert_int_eq(plot_cairo_init_blank(&f->canvas, &err), SIM_OK);
    ck_assert_int_eq(plot_view_init(&f->view, p, &f->data, &f->look, &err), SIM_OK);
    plot_view_set_axes(&f->view, &f->canvas, spot);
    ck_assert_int_eq(plot_canvas_check(&f->canvas, &err), SIM_OK);
    plot_view_arrange(&f->view, plot_view_left(&f->view));
}

static void close_view(fixture *f)
{
    plot_view_free(&f->view);
    plot_canvas_free(&f->canvas);
    sim_table_free(&f->table);
}

typedef struct {
    int days; /* that the table has */
    size_t n_parts;
    const plot_unit *unit; /* of the last part */
    double from, to;       /* of the last part */
} split_case;

static const split_case splits[] = {
    {14, 1, &plot_days, 0, 14},     {15, 2, &plot_days, 7, 15},
    {30, 2, &plot_days, 7, 30},     {60, 2, &plot_weeks, 7, 60},
    {120, 2, &plot_months, 7, 120}, {730, 2, &plot_months, 7, 183},
};

enum { N_SPLITS = sizeof splits / sizeof *splits };

START_TEST(the_first_week_is_split_off_where_another_follows)
{
    const split_case *c = &splits[_i];
    fixture f;
    const plot_ruler *last;

    open_view(&f, &panel, c->days);
    ck_assert_uint_eq(f.view.n_parts, c->n_parts);
    last = &f.view.parts[c->n_parts - 1].x;
    ck_assert_ptr_eq(last->unit, c->unit);
    ck_assert_double_eq(last->from, c->from);
    ck_assert_double_eq(last->to, c->to);
    if (c->n_parts == 2) {
        ck_assert_ptr_eq(f.view.parts[0].x.unit, &plot_days);
        ck_assert_double_eq(f.view.parts[0].x.from, 0);
        ck_assert_double_eq(f.view.parts[0].x.to, 7);
    }
    close_view(&f);
}
END_TEST

START_TEST(a_split_axis_shows_its_end_on_both_sides_of_the_break)
{
    fixture f;
    const plot_box *left, *right;
    plot_point a, b;

    open_view(&f, &panel, 730);
    left = &f.view.parts[0].box;
    right = &f.view.parts[1].box;
    a = plot_view_place(&f.view, 0, 7, 3.71e5);
    b = plot_view_place(&f.view, 1, 7, 3.71e5);
    /* one multiplication and one addition: two roundings of a few hundred */
    ck_assert_double_eq_tol(a.x, left->x + left->width, 1e-12);
    ck_assert_double_eq_tol(b.x, right->x, 1e-12);
    ck_assert_double_gt(right->x, left->x + left->width + 5);
    ck_assert_double_eq(a.y, b.y);
    ck_assert_double_eq(left->y, right->y);
    ck_assert_double_eq_tol(right->x + right->width, f.view.box.x + f.view.box.width,
                            1e-12);
    close_view(&f);
}
END_TEST

START_TEST(a_curve_is_traced_within_its_part_only)
{
    fixture f;
    size_t n, inside[2] = {0, 0};

    open_view(&f, &panel, 730);
    for (size_t part = 0; part < 2; part++) {
        n = plot_view_trace(&f.view, (plot_curve){PLOT_FRONT, 1, CELLS, part});
        ck_assert_uint_eq(n, 731);
        for (size_t i = 0; i < n; i++) inside[part] += plot_is_finite(f.view.points[i]);
    }
    ck_assert_uint_eq(inside[0], 8);
    ck_assert_uint_eq(inside[1], 177);
    close_view(&f);
}
END_TEST

/* Is there ink where the second part begins, if all curves end on this day? */
static bool has_ink_at_break(int last_day)
{
    const plot_box paper = {0, 0, 400, 300};
    const plot_color white = {1, 1, 1, 1};
    plot_pixels pixels;
    fixture f;
    plot_point at;
    bool found;
    sim_error err;

    open_view(&f, &panel, 100);
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
    close_view(&f);
    return found;
}

START_TEST(a_curve_that_ends_at_the_break_leaves_no_dot_behind_it)
{
    ck_assert(!has_ink_at_break(7));
    ck_assert(has_ink_at_break(30));
}
END_TEST

START_TEST(a_small_dip_below_zero_moves_no_axis)
{
    plot_panel relief = panel;
    fixture f;

    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    open_view(&f, &relief, 150);
    ck_assert_double_eq(f.view.y.from, 0);
    ck_assert_double_eq(f.view.y.to, 15);
    close_view(&f);
}
END_TEST

START_TEST(of_arms_with_the_same_points_the_one_with_a_dose_is_drawn)
{
    plot_panel points = panel;
    fixture f;

    points.points = (plot_points){"day", NULL, "dose"};
    open_view(&f, &points, 30);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 0), 1);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 1), 1);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 2), 2);
    close_view(&f);
    points.points.owner = NULL;
    open_view(&f, &points, 30);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 0), 0);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 1), 0);
    close_view(&f);
    open_view(&f, &panel, 30);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 0), 0);
    close_view(&f);
}
END_TEST

START_TEST(points_that_nobody_owns_are_not_drawn)
{
    plot_panel points = panel;
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true};
    fixture f;
    sim_error err;

    points.points = (plot_points){"day", NULL, "dose"};
    open_view(&f, &points, 30);
    plot_view_free(&f.view);
    f.table.cells[7 * N_COLUMNS + CELLS] = 2.385e11; /* of the arm "two" */
    f.table.cells[(31 + 7) * N_COLUMNS + CELLS] = NAN;
    ck_assert_int_eq(plot_view_init(&f.view, &points, &f.data, &f.look, &err), SIM_OK);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    ck_assert_int_eq(plot_canvas_check(&f.canvas, &err), SIM_OK);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 0), N_ARMS);
    ck_assert_uint_eq(plot_view_drawn_for(&f.view, PLOT_FRONT, 1), 1);
    ck_assert_double_eq(f.view.y.to, 4e6); /* as without that arm */
    close_view(&f);
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
    plot_panel p = panel;
    fixture f;

    p.x.to = NAN;
    p.y = (plot_y){c->column, c->scale, c->start, NAN, NAN, "y"};
    open_view(&f, &p, 150);
    ck_assert(plot_view_look_alike(&f.view, 0, 1));
    f.table.cells[(151 + c->row) * N_COLUMNS + f.view.layers[PLOT_FRONT].y] += c->change;
    ck_assert_int_eq(plot_view_look_alike(&f.view, 0, 1), c->alike);
    ck_assert_int_eq(plot_view_look_alike(&f.view, 1, 0), c->alike);
    ck_assert(!plot_view_look_alike(&f.view, 0, 2));
    f.table.cells[151 * N_COLUMNS + DAY] = 0.2385;
    ck_assert(!plot_view_look_alike(&f.view, 0, 1));
    close_view(&f);
}
END_TEST

/* The relief of 200 days falls to -9.5 mm, that of 150 to -0.2. */
START_TEST(the_shade_ends_at_zero_or_where_the_axis_does)
{
    static const struct {
        int days;
        double from, part; /* of the axis, and of its height, below the floor */
    } cases[] = {{150, 0, 0}, {200, -10, 0.4}};
    plot_panel relief = panel;
    fixture f;

    relief.x.to = NAN;
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    open_view(&f, &relief, cases[_i].days);
    ck_assert_double_eq(f.view.y.from, cases[_i].from);
    ck_assert_double_eq(f.view.y.to, 15);
    /* two roundings of a few hundred */
    ck_assert_double_eq_tol(plot_view_floor(&f.view),
                            f.view.box.y + (1 - cases[_i].part) * f.view.box.height, 1e-12);
    close_view(&f);
    relief.y = (plot_y){"cells", PLOT_LOG, 1, NAN, NAN, "cells"};
    open_view(&f, &relief, cases[_i].days);
    ck_assert_double_eq_tol(plot_view_floor(&f.view), f.view.box.y + f.view.box.height,
                            1e-12);
    close_view(&f);
}
END_TEST

typedef struct {
    const char *label, *unit, *printed;
} label_case;

static const label_case labels[] = {
    {"IL-10", "pg/mL", "IL-10 (pg/mL)"},
    {"PGE2", "ng/mL", "PGE₂ (ng/mL)"},
    {"TNF and IL-1, relative to day 0", "1", "TNF-α and IL-1, relative to day 0"},
    {"TNFRSF, TNF-alpha", "1", "TNFRSF, TNF-alpha"},
    {"live cells in the joint", "cell", "live cells in the joint"},
    {"M1 macrophages", "cell", "M1 macrophages (cells)"},
    {"secreting", "1e6 cell", "secreting (10⁶ cells)"},
    {"extracellular vesicles", "1e9/mL", "extracellular vesicles (10⁹/mL)"},
    {"exposure", "cell day", "exposure (cell days)"},
    {"killing", "1/day", "killing (1/day)"},
    {"doubling time; empty when there is none", "h", "doubling time (h)"},
};

enum { N_LABELS = sizeof labels / sizeof *labels };

START_TEST(labels_are_spelled_as_in_print)
{
    char text[PLOT_WORDS_SIZE];

    plot_print_label(text, labels[_i].label, labels[_i].unit);
    ck_assert_str_eq(text, labels[_i].printed);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view");
    TCase *cases = tcase_create("view"), *alike = tcase_create("alike");

    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, alike);
    tcase_add_loop_test(cases, the_first_week_is_split_off_where_another_follows, 0,
                        N_SPLITS);
    tcase_add_test(cases, a_split_axis_shows_its_end_on_both_sides_of_the_break);
    tcase_add_test(cases, a_curve_that_ends_at_the_break_leaves_no_dot_behind_it);
    tcase_add_test(cases, a_curve_is_traced_within_its_part_only);
    tcase_add_test(cases, a_small_dip_below_zero_moves_no_axis);
    tcase_add_test(cases, of_arms_with_the_same_points_the_one_with_a_dose_is_drawn);
    tcase_add_test(cases, points_that_nobody_owns_are_not_drawn);
    tcase_add_loop_test(alike, arms_look_alike_where_their_curves_are_one_all_along, 0,
                        N_PAIRS);
    tcase_add_loop_test(cases, the_shade_ends_at_zero_or_where_the_axis_does, 0, 2);
    tcase_add_loop_test(cases, labels_are_spelled_as_in_print, 0, N_LABELS);
    return suite_run(suite);
}
