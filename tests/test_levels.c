/* test_levels.c -- contour lines: where they go, and where their numbers stand. */

#include <check.h>

#include "plots/cairo.h"
#include "plots/levels.h"
#include "plots/recording.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { SIDE = 9 };

static const plot_measure relief = {.label = "relief", .unit = "mm"};
static const plot_box panel = {40, 30, 400, 240};

typedef struct {
    plot_canvas measure, canvas;
    plot_recording list;
    plot_look look;
    plot_ruler colors;
    plot_contour contour;
    double x[SIDE], y[SIDE], z[SIDE * SIDE];
} scene;

/* A plane from 0 at the left to 1 at the right of the box, which stand for 0 and 10 mm. */
static void draw(scene *s, plot_box box)
{
    const plot_lattice lattice = {s->x, s->y, SIDE, SIDE, s->z};
    sim_error err;

    *s = (scene){.look = page_plain("svg")};
    ck_assert_int_eq(plot_cairo_init_blank(&s->measure, &err), SIM_OK);
    s->list = (plot_recording){.measure = &s->measure};
    s->canvas = plot_recording_canvas(&s->list);
    s->colors = plot_ruler_exact(&relief, (plot_range){0, 10}, 5);
    ck_assert_int_eq(plot_contour_init(&s->contour, SIDE, SIDE, &err), SIM_OK);
    for (int i = 0; i < SIDE; i++) {
        s->x[i] = box.x + box.width * i / (SIDE - 1);
        s->y[i] = box.y + box.height * i / (SIDE - 1);
    }
    for (int i = 0; i < SIDE * SIDE; i++) s->z[i] = 0.5e-3 + (i % SIDE) / (SIDE - 1.);
    plot_levels_draw(&(plot_levels){&s->canvas, &s->look, &s->colors, panel, &s->contour},
                     &lattice);
}

static void end(scene *s)
{
    plot_contour_free(&s->contour);
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

int main(void)
{
    Suite *suite = suite_create("levels");
    TCase *tcase = tcase_create("levels");

    tcase_add_test(tcase, each_level_has_its_number_on_its_line);
    tcase_add_test(tcase, lines_stay_at_their_level_and_in_the_panel);
    tcase_add_test(tcase, a_line_too_short_for_a_number_has_none);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
