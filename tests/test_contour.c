/* test_contour.c -- where lines of one level go, and where their numbers stand. */
#include <math.h>

#include <check.h>

#include "plots/cairo.h"
#include "plots/contour.h"
#include "plots/recording.h"
#include "tests/page.h"
#include "tests/suite.h"

static sim_pool pool; /* of what a test takes, and frees at its end */

enum { SIDE = 41 };

static const double thirds[] = {0, 1, 2};

static size_t count_lines(const plot_contour *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (isnan(c->points[i].x)) n++;
    return n;
}

START_TEST(a_plane_has_a_straight_contour)
{
    const double z[] = {0, 1, 2, 2, 3, 4, 4, 5, 6}; /* x + 2 y */
    const plot_lattice l = {thirds, thirds, 3, 3, z};
    plot_contour c;

    plot_contour_init(&c, &pool, 3, 3);
    ck_assert(!pool.failed);
    plot_contour_trace(&c, &l, 2.5);
    ck_assert_uint_eq(count_lines(&c), 1);
    ck_assert_uint_ge(c.n, 4);
    for (size_t i = 0; i + 1 < c.n; i++)
        ck_assert_double_eq_tol(c.points[i].x + 2 * c.points[i].y, 2.5, 1e-12);
    plot_contour_trace(&c, &l, 6.5);
    ck_assert_uint_eq(c.n, 0);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(a_cone_has_a_closed_contour)
{
    double axis[SIDE], z[SIDE * SIDE];
    const plot_lattice l = {axis, axis, SIDE, SIDE, z};
    plot_contour c;

    for (int i = 0; i < SIDE; i++) axis[i] = 0.1 * (i - 20);
    for (int i = 0; i < SIDE * SIDE; i++) z[i] = hypot(axis[i % SIDE], axis[i / SIDE]);
    plot_contour_init(&c, &pool, SIDE, SIDE);
    ck_assert(!pool.failed);
    plot_contour_trace(&c, &l, 1.37);
    ck_assert_uint_eq(count_lines(&c), 1);
    ck_assert(c.points[0].x == c.points[c.n - 2].x && c.points[0].y == c.points[c.n - 2].y);
    for (size_t i = 0; i + 1 < c.n; i++) /* chords of a spacing of 0.1: 0.1^2 / 8 / 1.37 */
        ck_assert_double_eq_tol(hypot(c.points[i].x, c.points[i].y), 1.37, 1e-3);
    sim_pool_free(&pool);
}
END_TEST

/* Of the two ways to join the sides of a saddle, that of the mean of its corners. */
START_TEST(a_saddle_is_divided_by_its_middle)
{
    const double high[] = {4, 0, 0, 4}, low[] = {2.2, 0, 0, 2.2}, axis[] = {0, 1};
    const plot_lattice ridge = {axis, axis, 2, 2, high}, gap = {axis, axis, 2, 2, low};
    plot_contour c;

    plot_contour_init(&c, &pool, 2, 2);
    ck_assert(!pool.failed);
    plot_contour_trace(&c, &ridge, 1.5); /* mean 2: a ridge from 0, 0 to 1, 1 */
    ck_assert_uint_eq(count_lines(&c), 2);
    for (size_t i = 0; i < c.n; i += 3)
        ck_assert_double_gt(
            fabs(c.points[i].x + c.points[i + 1].x - c.points[i].y - c.points[i + 1].y),
            0.5);
    plot_contour_trace(&c, &gap, 1.5); /* mean 1.1: two hills */
    ck_assert_uint_eq(count_lines(&c), 2);
    for (size_t i = 0; i < c.n; i += 3)
        ck_assert_double_lt(
            fabs(c.points[i].x + c.points[i + 1].x - c.points[i].y - c.points[i + 1].y),
            1e-12);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(no_contour_goes_beside_a_hole)
{
    const double z[] = {0, 1, 2, 2, NAN, 4, 4, 5, 6};
    const plot_lattice l = {thirds, thirds, 3, 3, z};
    plot_contour c;

    plot_contour_init(&c, &pool, 3, 3);
    ck_assert(!pool.failed);
    plot_contour_trace(&c, &l, 2.5);
    ck_assert_uint_eq(c.n, 0);
    sim_pool_free(&pool);
}
END_TEST

/* Lines with numbers. */

enum { LATTICE = 9 };

static const plot_measure relief = {.label = "relief", .unit = "mm"};
static const plot_box panel = {40, 30, 400, 240};

typedef struct {
    plot_canvas measure, canvas;
    plot_recording list;
    plot_look look;
    plot_ruler colors;
    plot_contour contour;
    double x[LATTICE], y[LATTICE], z[LATTICE * LATTICE];
} scene;

/* A plane from 0 at the left to 1 at the right of the box, which stand for 0 and 10 mm. */
static void draw_in(scene *s, plot_box box, plot_box within)
{
    const plot_lattice lattice = {s->x, s->y, LATTICE, LATTICE, s->z};
    sim_error err;

    *s = (scene){.look = page_plain("svg")};
    ck_assert_int_eq(plot_cairo_init_blank(&s->measure, &err), SIM_OK);
    s->list = (plot_recording){.measure = &s->measure};
    s->canvas = plot_recording_canvas(&s->list);
    s->colors = plot_ruler_exact(&relief, (plot_range){0, 10}, 5);
    plot_contour_init(&s->contour, &pool, LATTICE, LATTICE);
    ck_assert(!pool.failed);
    for (int i = 0; i < LATTICE; i++) {
        s->x[i] = box.x + box.width * i / (LATTICE - 1);
        s->y[i] = box.y + box.height * i / (LATTICE - 1);
    }
    for (int i = 0; i < LATTICE * LATTICE; i++)
        s->z[i] = 0.5e-3 + (i % LATTICE) / (LATTICE - 1.);
    plot_levels_draw(
        &(plot_levels){&s->canvas, &s->look, &s->colors, within, &s->contour, NULL, 0},
        &lattice);
}

static void draw(scene *s, plot_box box) { draw_in(s, box, panel); }

static void end(scene *s)
{
    sim_pool_free(&pool);
    plot_canvas_free(&s->canvas);
    plot_recording_free(&s->list);
    plot_canvas_free(&s->measure);
}

START_TEST(each_level_has_its_number_on_its_line)
{
    static const char *const numbers[] = {"2", "4", "6", "8"};
    scene s;

    draw(&s, panel);
    for (int i = 0; i < 4; i++) {
        const plot_drawn *number = plot_recording_find(&s.list, numbers[i]);
        double x = 40 + 400 * (0.2 * (i + 1) - 0.5e-3);

        ck_assert_ptr_nonnull(number);
        ck_assert_double_eq_tol(number->box.x + 0.5 * number->box.width, x, 1e-6);
        ck_assert(number->box.y > panel.y);
        ck_assert(number->box.y + number->box.height < panel.y + panel.height);
    }
    end(&s);
}
END_TEST

START_TEST(lines_stay_at_their_level_and_in_the_panel)
{
    size_t n = 0;
    scene s;

    draw(&s, panel);
    for (size_t i = 0; i < s.list.n; i++) {
        const plot_drawn *d = &s.list.drawn[i];

        if (d->text || d->shape.kind != PLOT_A_LINE) continue;
        ck_assert_uint_gt(d->clip, 0); /* neither beyond the panel nor through the number */
        ck_assert_double_lt(d->box.width, 1e-6);
        n++;
    }
    ck_assert_uint_ge(n, 4);
    end(&s);
}
END_TEST

START_TEST(a_line_too_short_for_a_number_has_none)
{
    scene s;

    draw(&s, (plot_box){40, 30, 400, 15});
    ck_assert_ptr_null(plot_recording_find(&s.list, "4"));
    ck_assert_uint_ge(s.list.n, 4);
    end(&s);
}
END_TEST

/* Ticks at 0, 2 to 10 mm: of six lines three have room, then two. */
START_TEST(a_small_panel_has_fewer_lines_at_rounder_levels)
{
    static const char *const numbers[] = {"2", "4", "6", "8"};
    static const struct {
        double height; /* em */
        bool has[4];
    } rooms[] = {{12.3, {true, true, true, true}},
                 {7.1, {false, true, false, true}},
                 {4.9, {false, false, true, false}}};
    const plot_look look = page_plain("svg");
    const plot_box low = {40, 30, 400, plot_em(&look, rooms[_i].height)};
    scene s;

    draw_in(&s, low, low);
    for (size_t i = 0; i < 4; i++)
        ck_assert(!plot_recording_find(&s.list, numbers[i]) == !rooms[_i].has[i]);
    end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("contour");
    TCase *tcase = tcase_create("contour"), *levels = tcase_create("levels");

    tcase_add_test(tcase, a_plane_has_a_straight_contour);
    tcase_add_test(tcase, a_cone_has_a_closed_contour);
    tcase_add_test(tcase, a_saddle_is_divided_by_its_middle);
    tcase_add_test(tcase, no_contour_goes_beside_a_hole);
    tcase_add_test(levels, each_level_has_its_number_on_its_line);
    tcase_add_test(levels, lines_stay_at_their_level_and_in_the_panel);
    tcase_add_test(levels, a_line_too_short_for_a_number_has_none);
    tcase_add_loop_test(levels, a_small_panel_has_fewer_lines_at_rounder_levels, 0, 3);
    suite_add_tcase(suite, tcase);
    suite_add_tcase(suite, levels);
    return suite_run(suite);
}
