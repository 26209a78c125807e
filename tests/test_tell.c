/* test_tell.c -- what a panel says of its arms, below it and to who cannot see it. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/tell.h"
#include "tests/suite.h"
#include "tests/view.h"

static plot_panel make_panel(plot_reading reading, const char *saying)
{
    plot_panel panel = view_panel;

    panel.saying = saying;
    panel.reading = reading;
    return panel;
}

static void check_caption(const plot_panel *panel, const char *caption)
{
    view_fixture f;

    view_open(&f, panel, 120);
    plot_view_set_caption(&f.view);
    ck_assert_str_eq(f.view.caption, caption);
    view_close(&f);
}

START_TEST(a_caption_says_what_always_holds_and_what_was_found)
{
    plot_panel panel = make_panel(PLOT_READ_LAST, "They do not divide.");

    check_caption(&panel,
                  "They do not divide. At the end: 36600 cells with two on day 120; "
                  "3.68×10⁵ cells with three on day 60.");
    panel = make_panel(PLOT_READ_UNTIL, NULL);
    panel.y.start = 3e5;
    check_caption(&panel, "At least 3×10⁵ cells: until day 65 with two; to the end, day 60 "
                          "with three.");
    panel.x.to = 30;
    check_caption(&panel, "At least 3×10⁵ cells: to the end, day 30 with every arm.");
}
END_TEST

/* "three" ends on day 60. */
START_TEST(what_is_asked_of_a_later_day_is_told_of_the_end)
{
    plot_panel panel = make_panel(PLOT_READ_ON, NULL);

    panel.read_at = 30;
    check_caption(&panel, "On day 30: 1.17×10⁶ cells with every arm.");
    panel.read_at = 32.4;
    check_caption(&panel, "On day 32: 1.08×10⁶ cells with every arm.");
    panel.read_at = 180;
    check_caption(&panel, "At the end: 36600 cells with two on day 120; "
                          "3.68×10⁵ cells with three on day 60.");
}
END_TEST

/* "two" has no dose. */
START_TEST(arms_without_points_of_their_own_do_not_count)
{
    plot_panel panel = make_panel(PLOT_READ_LAST, NULL);

    panel.points = (plot_points){"day", NULL, "dose"};
    panel.x.to = 30;
    panel.lead = "in the harvest";
    check_caption(&panel, "In the harvest, on day 30: 1.17×10⁶ cells with one and three.");
}
END_TEST

/* Of three arms the second is what the others are held against. */
START_TEST(what_arms_are_held_against_is_told_by_itself)
{
    static bool is_background[] = {false, true, false};
    const plot_panel panel = make_panel(PLOT_READ_LAST, NULL);
    view_fixture f;

    view_open(&f, &panel, 120);
    f.data.arms.is_background = is_background;
    plot_view_set_caption(&f.view);
    ck_assert_str_eq(
        f.view.caption,
        "At the end: 36600 cells with two on day 120; 3.68×10⁵ cells with three "
        "on day 60. Background: 36600 cells.");
    view_close(&f);
}
END_TEST

static void set_dose(view_fixture *f, const char *arm, double dose)
{
    for (size_t row = 0; row < f->table.n_rows; row++)
        if (strcmp(f->table.keys[row], arm) == 0)
            f->table.cells[row * f->table.n_columns + DOSE] = dose;
}

static void check_gray(double two, double one, double three, const char *words)
{
    plot_panel panel = make_panel(PLOT_READ_LAST, NULL);
    view_fixture f;

    panel.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    panel.shade = (plot_shade){"dose", "dose", "the dose's part"};
    view_open(&f, &panel, 14);
    set_dose(&f, "two", two);
    set_dose(&f, "one", one);
    set_dose(&f, "three", three);
    plot_view_set_caption(&f.view);
    ck_assert_msg(g_str_has_suffix(f.view.caption, words), "%s", f.view.caption);
    view_close(&f);
}

START_TEST(the_gray_area_is_told_with_its_arm)
{
    check_gray(NAN, 2.385, 2.385, "Gray: the dose's part, if any.");
    check_gray(2.385, 2.385, 2.385, "Gray: the dose's part.");
    check_gray(0, 0, 2.385, "Gray: the dose's part with three.");
    check_gray(0, 2.385, 2.1, "Gray: the dose's part with one, the largest.");
    check_gray(0, 0, 0, "1.47 mm with three on day 7.");
}
END_TEST

START_TEST(each_arm_is_told_in_one_sentence)
{
    plot_panel panel = make_panel(PLOT_READ_FARTHEST, NULL);
    GString *words = g_string_new(NULL);
    view_fixture f;

    panel.points = (plot_points){"day", NULL, "dose"};
    view_open(&f, &panel, 10);
    plot_view_tell_arms(&f.view, words);
    ck_assert_str_eq(
        words->str, "two: nothing to show; one: 3.71×10⁶ cells on day 0, 2.52×10⁶ cells "
                    "on day 10; three: 3.71×10⁶ cells on day 0, 3.06×10⁶ cells on day 5. ");

    g_string_free(words, TRUE);
    view_close(&f);
}
END_TEST

START_TEST(texts_are_listed_with_their_numbers)
{
    static const struct {
        const char *place, *is, *arm;
    } rows[] = {{"caption", NULL, NULL},
                {"caption", "different", "two"},
                {"alt", "arm", "two"},
                {"alt", "arm", "one"},
                {"alt", "arm", "three"}};
    plot_panel panel = make_panel(PLOT_READ_LAST, "They do not divide.");
    plot_facts facts = {0};
    view_fixture f;

    view_open(&f, &panel, 120);
    plot_view_set_caption(&f.view);
    plot_view_find(&f.view, "potency", &facts);
    ck_assert_uint_eq(facts.n, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < facts.n; i++) {
        const plot_saying *s = &facts.list[i];

        ck_assert_str_eq(s->figure, "potency");
        ck_assert_str_eq(s->panel, "cells");
        ck_assert_str_eq(s->quantity, "cells");
        ck_assert_str_eq(s->place, rows[i].place);
        ck_assert_pstr_eq(s->has_fact ? plot_case_name(s->fact.is) : NULL, rows[i].is);
        ck_assert_pstr_eq(s->fact.arm.arm, rows[i].arm);
        if (rows[i].arm) ck_assert_ptr_nonnull(strstr(s->text, rows[i].arm));
    }
    ck_assert_str_eq(facts.list[1].fact.other.arm, "three");
    plot_facts_free(&facts);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tell");
    TCase *panels = tcase_create("panels");

    suite_add_tcase(suite, panels);
    tcase_add_test(panels, a_caption_says_what_always_holds_and_what_was_found);
    tcase_add_test(panels, what_is_asked_of_a_later_day_is_told_of_the_end);
    tcase_add_test(panels, arms_without_points_of_their_own_do_not_count);
    tcase_add_test(panels, what_arms_are_held_against_is_told_by_itself);
    tcase_add_test(panels, the_gray_area_is_told_with_its_arm);
    tcase_add_test(panels, each_arm_is_told_in_one_sentence);
    tcase_add_test(panels, texts_are_listed_with_their_numbers);
    return suite_run(suite);
}
