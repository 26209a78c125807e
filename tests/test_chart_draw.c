/* test_chart_draw.c -- each kind of layer in a box of 200 by 100 points: what is drawn of it, and where. */
#include <math.h>

#include <check.h>

#include "plots/chart.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { ROOM = 16 };

static const plot_measure day = {.label = "time", .unit = "1"};
static const plot_measure relief = {.label = "relief", .unit = "mm"};
static const plot_box area = {40, 30, 200, 100};

/* x goes from 0 to 10, 20 points each; y from 0 to 5, as many. */
typedef struct {
    plot_canvas measure;
    plot_recording list;
    plot_look look;
    plot_draft draft;
    plot_chart chart;
    plot_point points[2 * ROOM];
    plot_chart_panel *panel;
    plot_ruler x, y;
    plot_frame frame;
} scene;

static void set(scene *s)
{
    sim_error err = {""};

    *s = (scene){.look = page_plain("svg")};
    page_blank(&s->measure);
    s->list = (plot_recording){.measure = &s->measure};
    s->draft = (plot_draft){.look = &s->look, .canvas = plot_recording_canvas(&s->list)};
    ck_assert_int_eq(plot_chart_init(&s->chart, &s->draft, 1, &err), SIM_OK);
    s->chart.points = s->points;
    s->chart.n_series = 5;
    s->panel = plot_chart_add(&s->chart);
    s->x = plot_ruler_exact(&day, (plot_range){0, 10}, 8);
    s->y = plot_ruler_exact(&relief, (plot_range){0, 5}, 8);
    s->frame = (plot_frame){
        .canvas = &s->draft.canvas, .look = &s->look, .box = area, .x = &s->x, .y = &s->y};
}

static void end(scene *s)
{
    plot_recording_free(&s->list);
    plot_canvas_free(&s->measure);
    sim_pool_free(&s->draft.pool);
}

/* A layer of these spots. */
static plot_chart_layer *layer_of(scene *s, plot_chart_kind kind,
                                  const plot_chart_spot spots[], size_t n)
{
    plot_chart_layer *l = plot_chart_add_layer(&s->chart, s->panel, kind, n);

    ck_assert_uint_eq(l->n, n);
    for (size_t i = 0; i < n; i++) l->list[i] = spots[i];
    return l;
}

/* All of it is drawn within the box; how many shapes it is. */
static size_t draw(scene *s, const plot_chart_layer *l)
{
    const size_t before = s->list.n;

    plot_chart_draw_layer(&s->chart, &s->frame, l);
    for (size_t i = before; i < s->list.n; i++) ck_assert_uint_ne(s->list.drawn[i].clip, 0);
    ck_assert_uint_eq(s->list.n_open, 0);
    return s->list.n - before;
}

static const plot_shape *shape_of(const scene *s, size_t i)
{
    ck_assert_uint_lt(i, s->list.n);
    return &s->list.drawn[i].shape;
}

static void check_at(plot_point p, double x, double y)
{
    ck_assert_double_eq_tol(p.x, area.x + 20 * x, 1e-9);
    ck_assert_double_eq_tol(p.y, area.y + area.height - 20 * y, 1e-9);
}

START_TEST(a_line_goes_through_its_points)
{
    const plot_chart_spot spots[4] = {
        {.x = 0, .y = 1}, {.x = 2.385, .y = 3}, {.x = 4, .y = NAN}, {.x = 10, .y = 0.5}};
    scene s;
    const plot_shape *line;
    plot_chart_layer *l;

    set(&s);
    l = layer_of(&s, PLOT_CHART_LINE, spots, 4);
    l->color = 1;
    ck_assert_uint_eq(draw(&s, l), 1);
    line = shape_of(&s, 0);
    ck_assert_int_eq(line->kind, PLOT_A_LINE);
    ck_assert_uint_eq(line->n, 4);
    check_at(line->points[0], 0, 1);
    check_at(line->points[1], 2.385, 3);
    ck_assert(!plot_is_finite(line->points[2])); /* interrupted */
    check_at(line->points[3], 10, 0.5);
    ck_assert_double_eq(line->pen.color.green, plot_arm_pen(&s.look, 1, 5).color.green);
    end(&s);
}
END_TEST

START_TEST(a_band_lies_between_low_and_high)
{
    const plot_chart_spot spots[2] = {{.x = 1, .y = 9, .low = 1, .high = 2},
                                      {.x = 9, .y = 9, .low = 0, .high = 4.5}};
    scene s;
    const plot_shape *band;

    set(&s);
    ck_assert_uint_eq(draw(&s, layer_of(&s, PLOT_CHART_BAND, spots, 2)), 1);
    band = shape_of(&s, 0);
    ck_assert_int_eq(band->kind, PLOT_AN_AREA);
    ck_assert_ptr_nonnull(band->back);
    for (size_t i = 0; i < 2; i++) {
        check_at(band->points[i], spots[i].x, spots[i].low);
        check_at(band->back[i], spots[i].x, spots[i].high);
    }
    ck_assert_double_lt(band->fill.alpha, 0.5); /* what lies behind is seen */
    end(&s);
}
END_TEST

/* A whisker is a line with strokes at its ends; a point without both ends has none. */
START_TEST(a_point_stands_on_its_whisker)
{
    const plot_chart_spot spots[3] = {{.x = 5, .y = 3, .low = 1, .high = 4},
                                      {.x = 6, .y = 2, .low = NAN, .high = 4},
                                      {.x = 7, .y = NAN, .low = 1, .high = 2}};
    scene s;
    double from = INFINITY, to = -INFINITY;
    size_t n, n_disks = 0;

    set(&s);
    n = draw(&s, layer_of(&s, PLOT_CHART_SPOTS, spots, 3));
    for (size_t i = 0; i < n; i++) {
        const plot_drawn *d = &s.list.drawn[i];

        if (d->shape.kind == PLOT_A_DISK) {
            check_at((plot_point){page_middle_x(d), page_middle_y(d)}, spots[n_disks].x,
                     spots[n_disks].y);
            n_disks++;
            continue;
        }
        ck_assert_double_eq_tol(page_middle_x(d), area.x + 100, 1e-9);
        from = fmin(from, d->box.y);
        to = fmax(to, d->box.y + d->box.height);
    }
    ck_assert_uint_eq(n_disks, 2);
    ck_assert_double_eq_tol(from, area.y + 20, 1e-9); /* 4 of 5 */
    ck_assert_double_eq_tol(to, area.y + 80, 1e-9);
    end(&s);
}
END_TEST

/* The arrow leads away from the limit, to where it is seen to lie; the mark is hollow. */
START_TEST(what_is_beyond_a_limit_has_an_arrow)
{
    const plot_chart_beyond ways[2] = {PLOT_IS_BELOW, PLOT_IS_ABOVE};
    const plot_chart_spot spot = {
        .x = 5, .y = 2.5, .low = 1, .high = 4, .beyond = ways[_i]};
    const double away = _i == 0 ? 1 : -1;
    scene s;
    plot_point tip;

    set(&s);
    ck_assert_uint_eq(draw(&s, layer_of(&s, PLOT_CHART_SPOTS, &spot, 1)), 3);
    check_at(shape_of(&s, 0)->points[0], 5, 2.5);
    tip = shape_of(&s, 0)->points[1];
    ck_assert_double_gt(away * (tip.y - (area.y + 50)), 5);
    ck_assert_uint_eq(shape_of(&s, 1)->n, 3); /* its head */
    ck_assert(shape_of(&s, 1)->points[1].y == tip.y);
    ck_assert_double_lt(away * shape_of(&s, 1)->points[0].y, away * tip.y);
    ck_assert_int_eq(shape_of(&s, 2)->kind, PLOT_A_DISK);
    ck_assert_double_eq(shape_of(&s, 2)->fill.red, s.look.theme->paper.red);
    end(&s);
}
END_TEST

/* By shape, not by color alone: the fifth is the first again. */
START_TEST(series_have_marks_of_their_own)
{
    static const plot_kind kinds[5] = {PLOT_A_DISK, PLOT_AN_AREA, PLOT_AN_AREA,
                                       PLOT_AN_AREA, PLOT_A_DISK};
    const plot_chart_spot spot = {.x = 5, .y = 2.5, .low = NAN, .high = NAN};
    double first[5];
    scene s;

    set(&s);
    for (size_t k = 0; k < 5; k++) {
        plot_chart_layer *l = layer_of(&s, PLOT_CHART_SPOTS, &spot, 1);
        const size_t at = s.list.n;

        l->color = k;
        draw(&s, l);
        ck_assert_int_eq(shape_of(&s, at)->kind, kinds[k]);
        if (kinds[k] == PLOT_AN_AREA)
            first[k] = shape_of(&s, at)->points[0].x - shape_of(&s, at)->points[1].x;
        l->is_small = true; /* no more than a point */
        ck_assert_uint_eq(draw(&s, l), 1);
        ck_assert_int_eq(shape_of(&s, s.list.n - 1)->kind, PLOT_A_DISK);
    }
    ck_assert(first[1] != first[2] && first[2] != first[3] && first[1] != first[3]);
    end(&s);
}
END_TEST

START_TEST(rules_are_dashed_from_end_to_end)
{
    const plot_chart_spot spots[2] = {{.x = 7, .y = 2}, {.x = NAN, .y = NAN}};
    scene s;
    const plot_drawn *across, *upright;

    set(&s);
    ck_assert_uint_eq(draw(&s, layer_of(&s, PLOT_CHART_ACROSS, spots, 2)), 1);
    ck_assert_uint_eq(draw(&s, layer_of(&s, PLOT_CHART_UPRIGHT, spots, 2)), 1);
    across = &s.list.drawn[0];
    upright = &s.list.drawn[1];
    ck_assert_int_eq(across->shape.pen.line, PLOT_DASHED);
    ck_assert_int_eq(upright->shape.pen.line, PLOT_DASHED);
    ck_assert_double_eq_tol(across->box.x, area.x, 1e-9);
    ck_assert_double_eq_tol(across->box.width, area.width, 1e-9);
    ck_assert_double_eq_tol(across->box.y, area.y + 60, 1e-9);
    ck_assert_double_eq_tol(upright->box.y, area.y, 1e-9);
    ck_assert_double_eq_tol(upright->box.height, area.height, 1e-9);
    ck_assert_double_eq_tol(upright->box.x, area.x + 140, 1e-9);
    end(&s);
}
END_TEST

/* A bar, and its ends: strokes at 2 and 6, or heads of arrows that open inward at the axis' ends. */
START_TEST(a_span_that_is_open_goes_to_the_end)
{
    const plot_chart_spot spots[2] = {{.x = NAN, .y = 1, .low = 2, .high = 6},
                                      {.x = NAN, .y = 3, .low = NAN, .high = NAN}};
    scene s;

    set(&s);
    ck_assert_uint_eq(draw(&s, layer_of(&s, PLOT_CHART_SPAN, spots, 2)), 6);
    check_at(shape_of(&s, 0)->points[0], 2, 1);
    check_at(shape_of(&s, 0)->points[1], 6, 1);
    for (size_t i = 1; i < 3; i++) /* upright strokes */
        ck_assert(shape_of(&s, i)->points[0].x == shape_of(&s, i)->points[1].x);
    check_at(shape_of(&s, 3)->points[0], 0, 3);
    check_at(shape_of(&s, 3)->points[1], 10, 3);
    check_at(shape_of(&s, 4)->points[1], 0, 3);
    ck_assert_double_gt(shape_of(&s, 4)->points[0].x, area.x);
    check_at(shape_of(&s, 5)->points[1], 10, 3);
    ck_assert_double_lt(shape_of(&s, 5)->points[0].x, area.x + area.width);
    end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chart_draw");
    TCase *cases = tcase_create("chart_draw");

    tcase_add_test(cases, a_line_goes_through_its_points);
    tcase_add_test(cases, a_band_lies_between_low_and_high);
    tcase_add_test(cases, a_point_stands_on_its_whisker);
    tcase_add_loop_test(cases, what_is_beyond_a_limit_has_an_arrow, 0, 2);
    tcase_add_test(cases, series_have_marks_of_their_own);
    tcase_add_test(cases, rules_are_dashed_from_end_to_end);
    tcase_add_test(cases, a_span_that_is_open_goes_to_the_end);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
