/* test_scene.c -- what a label keeps clear of: its own curve, others, labels, the edge. */
#include <math.h>

#include <check.h>

#include "plots/scene.h"
#include "tests/suite.h"
#include "tests/view.h"

/* The curves of "two" and "one" are one; "three", half as long, lies 4 mm above. */
static void open_scene(view_fixture *f, plot_scene *s)
{
    plot_panel relief = view_panel;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    view_open(f, &relief, 150);
    for (size_t row = 302; row < f->table.n_rows; row++)
        view_put(f, row, RELIEF, sim_table_cell(&f->table, row, RELIEF) + 4);
    ck_assert(plot_scene_init(s, &f->view));
}

static void close_scene(view_fixture *f, plot_scene *s)
{
    plot_scene_free(s);
    view_close(f);
}

/* A box of 20 by 6 points around a value, moved by dy. */
static plot_box box_at(const view_fixture *f, double day, double relief, double dy)
{
    plot_point at = plot_frame_place(&f->view.parts[0], day, relief);

    return (plot_box){at.x - 10, at.y - 3 + dy, 20, 6};
}

START_TEST(arms_alike_have_one_lead)
{
    view_fixture f;
    plot_scene s;

    open_scene(&f, &s);
    ck_assert_uint_eq(f.view.lead[0], 0);
    ck_assert_uint_eq(f.view.lead[1], 0);
    ck_assert_uint_eq(f.view.lead[2], 2);
    for (size_t i = 0; i < s.n; i++)
        ck_assert(s.obstacles[i].arm != 1 && !s.obstacles[i].edge);
    close_scene(&f, &s);
}
END_TEST

START_TEST(distances_are_to_the_nearest_line)
{
    view_fixture f;
    plot_scene s;
    double own, foreign, crest = 12.23 - 0.2385; /* on day 78.5 */
    plot_box box;

    open_scene(&f, &s);
    box = box_at(&f, 78.54, crest, 3 + 7.1);
    ck_assert(plot_scene_measure(&s, 0, &box, 2.385, &own, &foreign));
    /* less half of the thicker line, and what the curve falls beside its crest */
    ck_assert_double_eq_tol(own, 7.1 - 1.6, 0.5);
    ck_assert_double_gt(foreign, own);
    ck_assert(!plot_scene_measure(&s, 2, &box, 9, &own, &foreign)); /* of another arm */
    ck_assert(plot_scene_measure(&s, 2, &box, 2.385, &own, &foreign));
    box = box_at(&f, 20, 12.23 * sin(0.4) - 0.2385, 0);
    ck_assert(!plot_scene_measure(&s, 2, &box, 2.385, &own, &foreign));
    close_scene(&f, &s);
}
END_TEST

START_TEST(no_label_leaves_the_axes_or_meets_another)
{
    view_fixture f;
    plot_scene s;
    double own, foreign;
    plot_box box;

    open_scene(&f, &s);
    box = box_at(&f, 110, 1.5, 0);
    ck_assert(plot_scene_measure(&s, 0, &box, 1, &own, &foreign));
    s.taken[s.n_taken++] = (plot_box){box.x + 21, box.y, 20, 6};
    ck_assert(!plot_scene_measure(&s, 0, &box, 1, &own, &foreign));
    s.taken[0].x += 20;
    ck_assert(plot_scene_measure(&s, 0, &box, 1, &own, &foreign));
    box.y = f.view.box.y + f.view.box.height - 5.9;
    ck_assert(!plot_scene_measure(&s, 0, &box, 1, &own, &foreign));
    box = box_at(&f, 0, 2, 0);
    ck_assert(!plot_scene_measure(&s, 0, &box, 1, &own, &foreign));
    close_scene(&f, &s);
}
END_TEST

START_TEST(a_box_touches_the_area_between_the_shade_and_zero)
{
    static const struct {
        double day, relief, dy;
        bool touches;
    } cases[] = {{60, 5, 0, true},    {60, 11.2, -12, false}, {60, 11.2, -5, true},
                 {60, 0, 4.5, false}, {60, 0, 2, true},       {148, 5, 0, false},
                 {135, 5, 0, true}};
    plot_panel relief = view_panel;
    view_fixture f;
    plot_scene s;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, -10, 20, NAN, "relief"};
    relief.shade = (plot_shade){.column = "relief", .label = "shade"};
    view_open(&f, &relief, 150);
    ck_assert(plot_scene_init(&s, &f.view));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const plot_box box = box_at(&f, cases[i].day, cases[i].relief, cases[i].dy);

        ck_assert_msg(plot_scene_touches_shade(&s, &box) == cases[i].touches, "%zu", i);
    }
    close_scene(&f, &s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scene");
    TCase *tcase = tcase_create("scene");

    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, arms_alike_have_one_lead);
    tcase_add_test(tcase, a_box_touches_the_area_between_the_shade_and_zero);
    tcase_add_test(tcase, distances_are_to_the_nearest_line);
    tcase_add_test(tcase, no_label_leaves_the_axes_or_meets_another);
    return suite_run(suite);
}
