/* test_frame.c -- where values are in a box, and the room that its numbers take. */
#include <math.h>

#include <check.h>

#include "plots/frame.h"
#include "tests/page.h"
#include "tests/suite.h"

static const char *const short_words[] = {"P2", "P5", "P12"};
static const char *const long_words[] = {"umbilical", "synovial fluid", "adipose"};

static const plot_measure cells = {.label = "cells", .unit = "cell", .scale = PLOT_LOG};
static const plot_measure relief = {.label = "relief", .unit = "mm"};
static const plot_measure few = {
    .label = "passage", .unit = "1", .words = short_words, .n_words = 3};
static const plot_measure crowd = {
    .label = "source", .unit = "1", .words = long_words, .n_words = 3};

/* A box of 200 by 100 points. */
typedef struct {
    plot_canvas canvas;
    plot_look look;
    plot_ruler x, y;
    plot_frame frame;
} scene;

static void set_rulers(scene *s, const plot_measure *m, plot_range range)
{
    s->x = plot_ruler_exact(m, range, 8);
    s->y = plot_ruler_exact(&relief, (plot_range){-1.5, 13.5}, 5);
}

static void set(scene *s)
{
    page_blank(&s->canvas);
    s->look = page_plain("svg");
    set_rulers(s, &cells, (plot_range){2e6, 32e6});
    s->frame = (plot_frame){.canvas = &s->canvas,
                            .look = &s->look,
                            .box = {40, 30, 200, 100},
                            .x = &s->x,
                            .y = &s->y,
                            .word_room = 60,
                            .word_lines = 1};
}

START_TEST(values_grow_to_the_right_and_upward)
{
    scene s;
    plot_point at;

    set(&s);
    at = plot_frame_place(&s.frame, 8e6, 1.5); /* 2 of 4 doublings; 3 of 15 mm */
    ck_assert_double_eq_tol(at.x, 40 + 100, 1e-9);
    ck_assert_double_eq_tol(at.y, 130 - 20, 1e-9);
    ck_assert_double_eq_tol(plot_frame_y(&s.frame, 28.5), 30 - 100, 1e-9); /* beyond */
    ck_assert_double_nan(plot_frame_x(&s.frame, 0));
    plot_canvas_free(&s.canvas);
}
END_TEST

START_TEST(axes_run_from_end_to_end)
{
    scene s;
    plot_axis x, y;

    set(&s);
    x = plot_frame_axis_x(&s.frame);
    y = plot_frame_axis_y(&s.frame);
    ck_assert_double_eq(x.from, plot_frame_x(&s.frame, x.first));
    ck_assert_double_eq(x.to, plot_frame_x(&s.frame, x.last));
    ck_assert_double_eq(y.from, plot_frame_y(&s.frame, y.first));
    ck_assert_double_eq(y.to, plot_frame_y(&s.frame, y.last));
    ck_assert(x.first < x.last && x.from < x.to && y.first < y.last && y.from > y.to);
    ck_assert(x.is_log && !y.is_log);
    plot_canvas_free(&s.canvas);
}
END_TEST

START_TEST(numbers_below_leave_room_between_them)
{
    const plot_range range = {0, 12.385};
    scene s;
    plot_ruler wide, narrow, least;

    set(&s);
    wide = plot_frame_fit_x(&s.frame, &relief, range, 8, 0.7);
    ck_assert_uint_eq(wide.n, 7); /* 0, 2, ... 12 */
    ck_assert(wide.from == range.from && wide.to == range.to);
    s.frame.box.width = 45;
    narrow = plot_frame_fit_x(&s.frame, &relief, range, 8, 0.7);
    ck_assert(narrow.n > 1 && narrow.n < wide.n);
    least = plot_frame_fit_x(&s.frame, &relief, range, 8, 30);
    ck_assert_uint_le(least.n, 2);
    ck_assert_uint_eq(plot_frame_fit_x(&s.frame, &crowd, (plot_range){-0.5, 2.5}, 8, 9).n,
                      3); /* categories all stay */
    plot_canvas_free(&s.canvas);
}
END_TEST

START_TEST(numbers_beside_ask_for_their_width)
{
    double plain, words;
    scene s;

    set(&s);
    plain = plot_frame_left(&s.frame);
    s.y = plot_ruler_exact(&crowd, (plot_range){-0.5, 2.5}, 3);
    words = plot_frame_left(&s.frame);
    ck_assert_double_gt(words, plain);
    s.frame.word_room = 20; /* the longest is shortened */
    ck_assert_double_lt(plot_frame_left(&s.frame), words);
    ck_assert_double_ge(plot_frame_left(&s.frame) - plot_em(&s.look, 0.45), 1);
    plot_canvas_free(&s.canvas);
}
END_TEST

START_TEST(crowded_categories_take_two_rows)
{
    double line, gap, one, tick;
    plot_text style;
    scene s;

    set(&s);
    style = plot_text_for(&s.look, PLOT_TICK);
    line = plot_measure_text(&s.canvas, &style, "0").height;
    gap = plot_em(&s.look, 0.3);
    set_rulers(&s, &few, (plot_range){-0.5, 2.5});
    one = plot_frame_below(&s.frame);
    ck_assert_double_eq_tol(one, line + gap, 0.3 * line); /* letters reach deeper */
    s.frame.box.width = 60;
    set_rulers(&s, &crowd, (plot_range){-0.5, 2.5});
    ck_assert_double_eq_tol(plot_frame_below(&s.frame), 2 * line + gap, 1e-9);
    s.frame.tick = 1.5;
    tick = plot_frame_below(&s.frame);
    ck_assert_double_eq_tol(tick, 2 * line + plot_em(&s.look, 1.5), 1e-9);
    plot_canvas_free(&s.canvas);
}
END_TEST

START_TEST(a_frame_without_an_axis_is_drawn_too)
{
    scene s;
    sim_error err;

    set(&s);
    s.frame.y = NULL;
    plot_frame_draw_grid(&s.frame);
    plot_frame_draw_bottom(&s.frame);
    plot_frame_draw_x_numbers(&s.frame);
    s.frame.x = NULL;
    plot_frame_draw_grid(&s.frame);
    plot_frame_draw_side(&s.frame);
    plot_frame_draw_words(&s.frame, "no points");
    ck_assert_int_eq(plot_canvas_check(&s.canvas, &err), SIM_OK);
    plot_canvas_free(&s.canvas);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("frame");
    TCase *tcase = tcase_create("frame"), *places = tcase_create("places");

    tcase_add_test(places, values_grow_to_the_right_and_upward);
    tcase_add_test(places, axes_run_from_end_to_end);
    tcase_add_test(tcase, numbers_below_leave_room_between_them);
    tcase_add_test(tcase, numbers_beside_ask_for_their_width);
    tcase_add_test(tcase, crowded_categories_take_two_rows);
    tcase_add_test(tcase, a_frame_without_an_axis_is_drawn_too);
    suite_add_tcase(suite, places);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
