/* test_heading.c -- the words above and below a panel, and the height that they ask for. */
#include <check.h>

#include "plots/heading.h"
#include "tests/suite.h"
#include "tests/view.h"

static double line_height(view_fixture *f, plot_role role)
{
    const plot_text style = plot_text_for(&f->look, role);

    return plot_measure_text(&f->canvas, &style, "0").height;
}

/* Heights are rounded a few times. */
static const double rounding = 1e-9;

START_TEST(only_a_title_too_wide_asks_for_a_second_line)
{
    plot_panel panel = view_panel;
    view_fixture f;

    panel.title = "Cells that live, of those that were given";
    view_open(&f, &panel, 60);
    ck_assert_double_eq(plot_heading_second(&f.view, &f.canvas, 'A', 2385), 0);
    ck_assert_double_eq_tol(plot_heading_second(&f.view, &f.canvas, 'A', 137),
                            line_height(&f, PLOT_TITLE), rounding);
    view_close(&f);
}
END_TEST

START_TEST(a_label_too_wide_does_so_too)
{
    plot_panel panel = view_panel;
    view_fixture f;

    panel.title = NULL;
    panel.y.label = "cells that live, of those that were given";
    view_open(&f, &panel, 60);
    ck_assert_double_eq_tol(plot_heading_second(&f.view, &f.canvas, 'A', 137),
                            line_height(&f, PLOT_LABEL), rounding);
    view_close(&f);
}
END_TEST

static const plot_drawn *find(const view_fixture *f, const char *text)
{
    const plot_drawn *drawn = plot_recording_find(&f->list, text);

    ck_assert_msg(drawn != NULL, "%s", text);
    return drawn;
}

/* Room {20, 30, 290, 230}. */
START_TEST(title_and_label_stand_above_the_box)
{
    view_fixture f;

    view_open(&f, &view_panel, 60);
    view_record(&f);
    plot_heading_draw(&f.view);
    ck_assert_double_eq(find(&f, "A   Cells")->box.x, 20);
    ck_assert_double_eq(find(&f, "A   Cells")->box.y, 30);
    ck_assert_double_eq(find(&f, "cells")->box.x, 20);
    ck_assert_double_lt(find(&f, "cells")->box.y + find(&f, "cells")->box.height,
                        f.view.box.y);
    view_close(&f);
}
END_TEST

START_TEST(what_it_says_fills_the_height_that_it_asks_for)
{
    view_fixture f;

    view_open(&f, &view_panel, 60);
    ck_assert_double_eq(plot_saying_height(&f.canvas, &f.look, NULL, 290), 0);
    f.view.caption = "None is left.";
    f.view.spot.saying = plot_saying_height(&f.canvas, &f.look, f.view.caption, 290);
    view_record(&f);
    plot_saying_draw(&f.view);
    ck_assert_double_gt(find(&f, "None is left.")->box.y, 260 - f.view.spot.saying);
    ck_assert_double_eq_tol(find(&f, "None is left.")->box.y +
                                find(&f, "None is left.")->box.height,
                            260, rounding);
    view_close(&f);
}
END_TEST

START_TEST(without_a_caption_nothing_is_said)
{
    view_fixture f;

    view_open(&f, &view_panel, 60);
    view_record(&f);
    plot_saying_draw(&f.view);
    ck_assert_uint_eq(f.list.n, 0);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("heading");
    TCase *tcase = tcase_create("heading");

    tcase_add_test(tcase, only_a_title_too_wide_asks_for_a_second_line);
    tcase_add_test(tcase, a_label_too_wide_does_so_too);
    tcase_add_test(tcase, title_and_label_stand_above_the_box);
    tcase_add_test(tcase, what_it_says_fills_the_height_that_it_asks_for);
    tcase_add_test(tcase, without_a_caption_nothing_is_said);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
