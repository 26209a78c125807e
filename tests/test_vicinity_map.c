/* test_vicinity_map.c -- a map whose cells are squares of 100 points: what is hatched, edged and named. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/vicinity_parts.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_X = 5, N_Y = 4, N = N_X * N_Y, HOLDS = 2, EDGE = 100 };

static const char *const names[HOLDS] = {"worth having", "enough cells"};
static const plot_box area = {40, 30, N_X *EDGE, N_Y *EDGE};
static const double other_x = 4, other_y = 1e7;

/* A map with what it is drawn on. */
typedef struct {
    size_t fails[N];
    double x[N], y[N], z[N];
    plot_vicinity_panel panel;
    plot_vicinity shown;
    plot_vicinity_page page;
    plot_look look;
    plot_draft draft;
    plot_canvas measure;
    plot_recording list;
    plot_ruler across, upward;
} scene;

/* Which condition fails, row by row from below. */
static void fill(scene *s, const size_t fails[N])
{
    for (size_t i = 0; i < N; i++) {
        s->x[i] = 1 + (double)(i % N_X);
        s->y[i] = 1e5 * pow(10, (double)(i / N_X));
        s->z[i] = 7.155; /* flat: no contours are drawn */
        s->fails[i] = fails[i];
    }
    s->panel = (plot_vicinity_panel){
        .x = {.label = "passage", .unit = "1", .whole = true},
        .y = {.label = "cells in a dose", .unit = "cell", .scale = PLOT_LOG},
        .x_values = s->x,
        .y_values = s->y,
        .z = s->z,
        .fails = s->fails,
        .n = N,
        .best_x = 3,
        .best_y = 1e8,
        .others_x = &other_x,
        .others_y = &other_y,
        .n_others = 1};
    s->shown = (plot_vicinity){.title = "Most relief",
                               .z = {.label = "relief", .unit = "mm"},
                               .is_map = true,
                               .panels = &s->panel,
                               .n_panels = 1,
                               .conditions = names,
                               .n_conditions = HOLDS,
                               .best = 7.155,
                               .best_name = "the best"};
}

/* Draws it into the area, on axes that end where its cells do. */
static void draw(scene *s, const size_t fails[N])
{
    sim_error err = {""};
    plot_frame frame;

    *s = (scene){.look = page_plain("svg")};
    fill(s, fails);
    page_blank(&s->measure);
    s->list = (plot_recording){.measure = &s->measure};
    s->draft = (plot_draft){.look = &s->look, .canvas = plot_recording_canvas(&s->list)};
    ck_assert_msg(plot_vicinity_maker.init(&s->page, &s->shown, &s->draft, &err) == SIM_OK,
                  "%s", err.text);
    s->across = plot_ruler_exact(&s->panel.x, (plot_range){0.5, N_X + 0.5}, 8);
    s->upward = plot_ruler_exact(&s->panel.y, (plot_range){pow(10, 4.5), pow(10, 8.5)}, 8);
    frame = (plot_frame){.canvas = &s->draft.canvas,
                         .look = &s->look,
                         .box = area,
                         .x = &s->across,
                         .y = &s->upward};
    plot_vicinity_draw_map(&s->page, &frame);
    ck_assert_int_eq(plot_canvas_check(&s->draft.canvas, &err), SIM_OK);
}

static void end(scene *s)
{
    plot_recording_free(&s->list);
    plot_canvas_free(&s->measure);
    sim_pool_free(&s->draft.pool);
}

/* Is it those cells: columns and rows from .. to, rows from above? */
static bool covers(const plot_box *b, size_t column, size_t row, size_t n_x, size_t n_y)
{
    return fabs(b->x - (area.x + (double)(column * EDGE))) < 1e-6 &&
           fabs(b->y - (area.y + (double)(row * EDGE))) < 1e-6 &&
           fabs(b->width - (double)(n_x * EDGE)) < 1e-6 &&
           fabs(b->height - (double)(n_y * EDGE)) < 1e-6;
}

/* The i-th hatch, in the order of drawing; NULL: there are no more. */
static const plot_drawn *find_hatch(const scene *s, size_t i)
{
    for (size_t k = 0; k < s->list.n; k++) {
        const plot_drawn *d = &s->list.drawn[k];

        if (!d->text && d->shape.kind == PLOT_A_HATCH && i-- == 0) return d;
    }
    return NULL;
}

/* Segments of one cell's edge: all are as long as that. */
static size_t count_borders(const scene *s, double *upright)
{
    size_t n = 0;

    *upright = 0;
    for (size_t k = 0; k < s->list.n; k++) {
        const plot_drawn *d = &s->list.drawn[k];

        if (d->text || d->shape.kind != PLOT_A_LINE || d->shape.n != 2) continue;
        ck_assert_double_eq_tol(d->box.width + d->box.height, EDGE, 1e-6);
        ck_assert_uint_ne(d->clip, 0);
        *upright += d->box.height;
        n++;
    }
    return n;
}

/* The lower two rows are one stretch, the upper left corner another. */
static const size_t corners[N] = {0, 0, 0, 0, 0, /**/ 0, 0, 0, 0, 0, /**/
                                  2, 2, 2, 2, 2, /**/ 1, 2, 2, 2, 2};

START_TEST(rows_that_fail_alike_are_hatched_as_one)
{
    scene s;
    double upright;

    draw(&s, corners);
    ck_assert(covers(&find_hatch(&s, 0)->box, 0, 2, 5, 2));
    ck_assert_int_eq(find_hatch(&s, 0)->shape.pen.line, PLOT_SOLID);
    ck_assert(covers(&find_hatch(&s, 1)->box, 0, 0, 1, 1));
    ck_assert_int_eq(find_hatch(&s, 1)->shape.pen.line, PLOT_DASHED);
    ck_assert_ptr_null(find_hatch(&s, 2));
    ck_assert_uint_eq(count_borders(&s, &upright), 5 + 2); /* and none around it all */
    ck_assert_double_eq_tol(upright, EDGE, 1e-6);
    end(&s);
}
END_TEST

/* A step: the row below is wider, so that the stretches are two, and the larger has the name. */
static const size_t stairs[N] = {0, 0, 0, 0, 2, /**/ 0, 0, 2, 2, 2, /**/
                                 0, 0, 2, 2, 2, /**/ 2, 2, 2, 2, 2};

START_TEST(the_largest_stretch_has_the_name)
{
    scene s;
    const plot_drawn *name;
    double upright;

    draw(&s, stairs);
    ck_assert(covers(&find_hatch(&s, 0)->box, 0, 3, 4, 1));
    ck_assert(covers(&find_hatch(&s, 1)->box, 0, 1, 2, 2));
    ck_assert_ptr_null(find_hatch(&s, 2));
    name = plot_recording_find(&s.list, names[0]);
    ck_assert_ptr_nonnull(name);
    ck_assert_double_eq_tol(page_middle_x(name), area.x + 2 * EDGE, 1);
    ck_assert_double_eq_tol(page_middle_y(name), area.y + 3.5 * EDGE, 2);
    ck_assert_ptr_null(plot_recording_find(&s.list, names[1]));
    ck_assert_uint_eq(count_borders(&s, &upright), 3 + 4);
    ck_assert_double_eq_tol(upright, 3 * EDGE, 1e-6);
    end(&s);
}
END_TEST

/* Two columns apart in the same row: what holds between them is not hatched. */
static const size_t apart[N] = {1, 2, 2, 2, 1, /**/ 1, 2, 2, 2, 1, /**/
                                1, 2, 2, 2, 1, /**/ 1, 2, 2, 2, 1};

START_TEST(what_lies_between_is_left_free)
{
    scene s;
    double upright;

    draw(&s, apart);
    ck_assert(covers(&find_hatch(&s, 0)->box, 0, 0, 1, 4));
    ck_assert(covers(&find_hatch(&s, 1)->box, 4, 0, 1, 4));
    ck_assert_ptr_null(find_hatch(&s, 2));
    ck_assert_uint_eq(count_borders(&s, &upright), 8);
    ck_assert_double_eq_tol(upright, 8 * EDGE, 1e-6);
    end(&s);
}
END_TEST

static size_t count_disks(const scene *s, double column, double row)
{
    size_t n = 0;

    for (size_t k = 0; k < s->list.n; k++) {
        const plot_drawn *d = &s->list.drawn[k];

        if (!d->text && d->shape.kind == PLOT_A_DISK &&
            fabs(page_middle_x(d) - (area.x + EDGE * column)) < 1e-6 &&
            fabs(page_middle_y(d) - (area.y + EDGE * row)) < 1e-6)
            n++;
    }
    return n;
}

/* The best at 3 and 1e8, the topmost row; the runner-up at 4 and 1e7, one below it. */
START_TEST(points_stand_in_the_middle_of_their_cells)
{
    scene s;

    draw(&s, corners);
    ck_assert_uint_eq(count_disks(&s, 2.5, 0.5), 2); /* a disk with another in it */
    ck_assert_uint_eq(count_disks(&s, 3.5, 1.5), 1);
    end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vicinity_map");
    TCase *cases = tcase_create("vicinity_map");

    tcase_add_test(cases, rows_that_fail_alike_are_hatched_as_one);
    tcase_add_test(cases, the_largest_stretch_has_the_name);
    tcase_add_test(cases, what_lies_between_is_left_free);
    tcase_add_test(cases, points_stand_in_the_middle_of_their_cells);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
