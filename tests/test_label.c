/* test_label.c -- names at curves: which are written, and that they touch nothing. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/label.h"
#include "tests/suite.h"
#include "tests/view.h"

/* Relief over 150 days; "three" ends half way, and is moved up by 4 mm. */
static void open_relief(view_fixture *f, const plot_points *points)
{
    plot_panel relief = view_panel;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    if (points) relief.points = *points;
    view_open(f, &relief, 150);
    for (size_t row = 302; row < f->table.n_rows; row++)
        f->table.cells[row * N_COLUMNS + RELIEF] += 4;
    view_record(f);
}

/* No letter fills the uppermost and lowest parts of a line. */
static bool are_apart(const plot_box *a, const plot_box *b)
{
    const double filled = 0.75;

    return fabs(a->y - b->y) > filled * fmax(a->height, b->height) ||
           a->x > b->x + b->width || b->x > a->x + a->width;
}

START_TEST(arms_whose_curves_are_one_share_a_label)
{
    view_fixture f;
    const plot_drawn *both, *three;

    open_relief(&f, NULL);
    plot_view_draw_labels(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_uint_eq(f.list.n, 2);
    both = plot_recording_find(&f.list, "two, one");
    three = plot_recording_find(&f.list, "three");
    ck_assert(both && three);
    ck_assert(both->style.bold == three->style.bold);
    ck_assert_double_ne(both->style.color.red, three->style.color.red);
    /* within the axes, and off each other */
    ck_assert_double_ge(both->box.x, f.view.box.x);
    ck_assert_double_ge(three->box.y, f.view.box.y - plot_em(&f.look, 0.2));
    ck_assert(are_apart(&both->box, &three->box));
    view_close(&f);
}
END_TEST

START_TEST(a_lone_arm_is_named_by_the_legend)
{
    view_fixture f;

    open_relief(&f, NULL);
    f.data.arms.n = f.data.arms.n_front = f.data.arms.n_named = 1;
    plot_view_draw_labels(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_uint_eq(f.list.n, 0);
    view_close(&f);
}
END_TEST

START_TEST(points_have_a_prefix_and_their_number)
{
    const plot_points points = {"day", "d", NULL};
    view_fixture f;

    open_relief(&f, &points);
    plot_view_draw_labels(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_ptr_nonnull(plot_recording_find(&f.list, "d150"));
    ck_assert_ptr_null(plot_recording_find(&f.list, "three"));
    ck_assert_uint_gt(f.list.n, 20);
    for (size_t i = 0; i < f.list.n; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(are_apart(&f.list.drawn[i].box, &f.list.drawn[k].box), "%s, %s",
                          f.list.drawn[i].text, f.list.drawn[k].text);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("label");
    TCase *tcase = tcase_create("label");

    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, arms_whose_curves_are_one_share_a_label);
    tcase_add_test(tcase, a_lone_arm_is_named_by_the_legend);
    tcase_add_test(tcase, points_have_a_prefix_and_their_number);
    return suite_run(suite);
}
