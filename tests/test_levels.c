/* test_levels.c -- lines across a panel: where they stand, and their words. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/label.h"
#include "plots/levels.h"
#include "tests/suite.h"
#include "tests/view.h"

/* Relief from -0.2 to 12 mm over 150 days, on an axis that ends at 15. */
static void open_relief(view_fixture *f)
{
    plot_panel relief = view_panel;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 15, NAN, "relief"};
    relief.levels[0] = (plot_level){13.71, "above: rare"};
    relief.levels[1] = (plot_level){4, "below: little"};
    relief.levels[2] = (plot_level){23.85, "beyond"};
    view_open(f, &relief, 150);
    view_record(f);
}

START_TEST(a_line_stands_where_its_number_does)
{
    view_fixture f;

    open_relief(&f);
    ck_assert_double_nan(plot_view_level(&f.view, 0));
    ck_assert_double_eq_tol(plot_view_level(&f.view, 1),
                            plot_frame_y(&f.view.parts[0], 13.71), 1e-9);
    ck_assert_double_lt(plot_view_level(&f.view, 1), plot_view_level(&f.view, 2));
    ck_assert_double_nan(plot_view_level(&f.view, 3)); /* the axis does not reach it */
    ck_assert_double_nan(plot_view_level(&f.view, 4));
    plot_view_draw_levels(&f.view);
    ck_assert_uint_eq(f.list.n, 2);
    view_close(&f);
}
END_TEST

/* To the right, within the axes, off the line and off the curves. */
START_TEST(its_words_stand_beside_it_and_touch_nothing)
{
    const plot_drawn *words;
    view_fixture f;
    double line;

    open_relief(&f);
    plot_view_draw_labels(&f.view);
    words = plot_recording_find(&f.list, "above: rare");
    line = plot_view_level(&f.view, 1);
    ck_assert_ptr_nonnull(words);
    ck_assert_double_gt(words->box.y, line);
    ck_assert_double_lt(words->box.y, line + words->box.height);
    ck_assert_double_gt(words->box.x, f.view.box.x + 0.5 * f.view.box.width);
    ck_assert_double_lt(words->box.x + words->box.width, f.view.box.x + f.view.box.width);
    ck_assert_ptr_nonnull(plot_recording_find(&f.list, "below: little"));
    ck_assert_ptr_null(plot_recording_find(&f.list, "beyond"));
    view_close(&f);
}
END_TEST

START_TEST(who_cannot_see_them_is_told)
{
    GString *words = g_string_new(NULL);
    view_fixture f;

    open_relief(&f);
    plot_view_tell_levels(&f.view, words);
    ck_assert_str_eq(words->str, "; lines at 13.7 (above: rare), 4 (below: little)");
    g_string_free(words, TRUE);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("levels");
    TCase *all = tcase_create("levels");

    tcase_add_test(all, a_line_stands_where_its_number_does);
    tcase_add_test(all, its_words_stand_beside_it_and_touch_nothing);
    tcase_add_test(all, who_cannot_see_them_is_told);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
