/* test_targets.c -- the bar of a measurement, and the dot that hits or misses it. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/recording.h"
#include "plots/targets.h"
#include "tests/page.h"
#include "tests/suite.h"

/* A bar from 20 to 50 at the height of 71, measured 31. */
static const plot_target lying = {.across = 71,
                                  .middle = 71,
                                  .from = 20,
                                  .to = 50,
                                  .measured = 31,
                                  .predicted = 38.5,
                                  .low90 = 12,
                                  .high90 = 44,
                                  .is_filled = true,
                                  .width = 6};

typedef void draw_part(plot_canvas *canvas, const plot_look *look, const plot_target *t);

static plot_recording record(draw_part *draw, const plot_target *t)
{
    const plot_look look = page_plain("png");
    plot_recording list = {0};
    plot_canvas canvas = plot_recording_canvas(&list);

    draw(&canvas, &look, t);
    return list;
}

START_TEST(a_bar_lies_around_its_line_with_a_stroke_where_it_was_measured)
{
    plot_recording list = record(plot_target_draw_bar, &lying);

    ck_assert_uint_eq(list.n, 2);
    ck_assert_double_eq(list.drawn[0].box.x, 20);
    ck_assert_double_eq(list.drawn[0].box.width, 30);
    ck_assert_double_eq(list.drawn[0].box.y, 68);
    ck_assert_double_eq(list.drawn[0].box.height, 6);
    ck_assert_double_eq(list.drawn[1].box.x, 31);
    ck_assert_double_eq(list.drawn[1].box.width, 0);
    plot_recording_free(&list);
}
END_TEST

START_TEST(an_upright_bar_stands)
{
    plot_target standing = lying;
    plot_recording list;

    standing.is_upright = true;
    standing.measured = NAN;
    list = record(plot_target_draw_bar, &standing);
    ck_assert_uint_eq(list.n, 1);
    ck_assert_double_eq(list.drawn[0].box.x, 68);
    ck_assert_double_eq(list.drawn[0].box.height, 30);
    plot_recording_free(&list);
}
END_TEST

START_TEST(a_hit_is_a_dot_without_a_ring)
{
    plot_recording list = record(plot_target_draw_dot, &lying);

    ck_assert_uint_eq(list.n, 1);
    ck_assert_int_eq(list.drawn[0].shape.kind, PLOT_A_DISK);
    ck_assert_double_eq_tol(list.drawn[0].box.x + 0.5 * list.drawn[0].box.width, 38.5,
                            1e-9);
    plot_recording_free(&list);
}
END_TEST

START_TEST(a_miss_has_a_way_from_its_bar_and_a_ring)
{
    const plot_look look = page_plain("png");
    plot_target miss = lying;
    plot_recording list;

    miss.predicted = 83.5;
    miss.is_miss = true;
    list = record(plot_target_draw_dot, &miss);
    ck_assert_uint_eq(list.n, 3);
    ck_assert_int_eq(list.drawn[0].shape.kind, PLOT_A_LINE);
    ck_assert_double_eq(list.drawn[0].box.x, 50);
    ck_assert_double_eq_tol(list.drawn[0].box.x + list.drawn[0].box.width,
                            list.drawn[2].box.x, 1e-9);
    ck_assert_double_eq(list.drawn[2].shape.pen.color.red, look.theme->miss.red);
    ck_assert_double_lt(0.5 * list.drawn[2].box.width, plot_target_reach(&look));
    plot_recording_free(&list);
}
END_TEST

START_TEST(what_lies_beyond_the_edge_is_an_arrowhead)
{
    plot_target beyond = lying;
    plot_recording list;

    beyond.beyond = 1;
    list = record(plot_target_draw_dot, &beyond);
    ck_assert_uint_eq(list.n, 2);
    ck_assert_int_eq(list.drawn[0].shape.kind, PLOT_AN_AREA);
    ck_assert_uint_eq(list.drawn[0].shape.n, 3);
    ck_assert_double_gt(list.drawn[0].shape.points[0].x, 38.5);
    plot_recording_free(&list);
}
END_TEST

START_TEST(a_band_is_drawn_where_there_is_one)
{
    plot_target without = lying;
    plot_recording list = record(plot_target_draw_band, &lying);

    ck_assert_uint_eq(list.n, 1);
    ck_assert_double_eq(list.drawn[0].box.x, 12);
    ck_assert_double_eq(list.drawn[0].box.width, 32);
    plot_recording_free(&list);
    without.high90 = NAN;
    list = record(plot_target_draw_band, &without);
    ck_assert_uint_eq(list.n, 0);
    plot_recording_free(&list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("targets");
    TCase *bars = tcase_create("bars"), *dots = tcase_create("dots");

    tcase_add_test(bars, a_bar_lies_around_its_line_with_a_stroke_where_it_was_measured);
    tcase_add_test(bars, an_upright_bar_stands);
    tcase_add_test(dots, a_hit_is_a_dot_without_a_ring);
    tcase_add_test(dots, a_miss_has_a_way_from_its_bar_and_a_ring);
    tcase_add_test(dots, what_lies_beyond_the_edge_is_an_arrowhead);
    tcase_add_test(dots, a_band_is_drawn_where_there_is_one);
    suite_add_tcase(suite, bars);
    suite_add_tcase(suite, dots);
    return suite_run(suite);
}
