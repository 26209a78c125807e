/* test_waterfall.c -- bars from one number to another: where they start and end, and what is said. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/waterfall.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N = 3, ROWS = N + 2 };

static const plot_fall falls[N] = {{"secretion", -3.71, NAN, NAN},
                                   {"exercise", 1.5, NAN, NAN},
                                   {"needle", -0.85, NAN, NAN}};

static const plot_waterfall plain = {.title = "Relief: B has 3.06 mm less than A",
                                     .saying = "what each changes",
                                     .from_label = "A",
                                     .to_label = "B",
                                     .from = 16.2,
                                     .to = 13.14,
                                     .falls = falls,
                                     .n = N,
                                     .axis = "relief",
                                     .unit = "mm",
                                     .times = 1,
                                     .decimals = 2,
                                     .column = "relief"};

/* The boxes of bars, from the top down: those of the page and of the key start above the first. */
static size_t find_bars(const plot_recording *list, plot_box bars[ROWS])
{
    const plot_drawn *label = plot_recording_find(list, "A");
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        const plot_drawn *d = &list->drawn[i];

        if (d->text || d->shape.kind != PLOT_A_BOX ||
            d->box.y + d->box.height < label->box.y || d->box.y == 0)
            continue;
        if (d->box.width < 1 || n == ROWS) continue;
        bars[n++] = d->box;
    }
    return n;
}

static double left(plot_box box) { return box.x; }
static double right(plot_box box) { return box.x + box.width; }

static double y_of(const page_list *list, const char *text)
{
    const plot_drawn *d = plot_recording_find(&list->list, text);

    ck_assert_msg(d != NULL, "%s", text);
    return page_middle_y(d);
}

static const char *const sizes[] = {"a4", "column", "slide", "square"};

START_TEST(each_bar_starts_where_the_one_before_it_ends)
{
    plot_look look = page_plain("png");
    plot_box bars[ROWS];
    page_list list;
    double per_mm;

    look.size = plot_size_find(sizes[_i]);
    page_record(&list, &plot_waterfall_maker, &plain, &page_caption, &look);
    ck_assert_uint_eq(find_bars(&list.list, bars), ROWS);
    per_mm = bars[0].width / 16.2;
    ck_assert_double_eq_tol(right(bars[1]), right(bars[0]), 1e-6);
    ck_assert_double_eq_tol(left(bars[2]), left(bars[1]), 1e-6);
    ck_assert_double_eq_tol(right(bars[3]), right(bars[2]), 1e-6);
    ck_assert_double_eq_tol(left(bars[4]), left(bars[0]), 1e-6);
    ck_assert_double_eq_tol(right(bars[4]), left(bars[3]), 1e-6);
    for (size_t i = 0; i < N; i++)
        ck_assert_double_eq_tol(bars[i + 1].width, per_mm * fabs(falls[i].part), 1e-6);
    page_list_free(&list);
}
END_TEST

START_TEST(numbers_stand_behind_their_bars_in_their_rows)
{
    static const char *const labels[] = {"A", "secretion", "exercise", "needle", "B"};
    static const char *const numbers[] = {"16.20 mm", "−3.71", "+1.50", "−0.85",
                                          "13.14 mm"};
    plot_look look = page_plain("png");
    plot_box bars[ROWS];
    page_list list;

    look.size = plot_size_find(sizes[_i]);
    page_record(&list, &plot_waterfall_maker, &plain, &page_caption, &look);
    ck_assert_uint_eq(find_bars(&list.list, bars), ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        const double middle = bars[i].y + 0.5 * bars[i].height;
        const plot_drawn *number = plot_recording_find(&list.list, numbers[i]);

        ck_assert_msg(number != NULL, "%s", numbers[i]);
        ck_assert_double_eq_tol(page_middle_y(number), middle, 1);
        ck_assert_double_eq_tol(y_of(&list, labels[i]), middle, 1);
        ck_assert_double_gt(number->box.x, right(bars[i]));
        ck_assert_double_lt(number->box.x + number->box.width, look.size->width);
    }
    boxes_check(&list.list, sizes[_i]);
    page_list_free(&list);
}
END_TEST

START_TEST(what_takes_off_and_what_adds_differ_in_color)
{
    plot_look look = page_plain("png");
    page_list list;
    const plot_drawn *boxes[3] = {NULL};

    look.theme = plot_theme_find(_i == 0 ? "light" : "dark");
    page_record(&list, &plot_waterfall_maker, &plain, &page_caption, &look);
    for (size_t i = 0, n = 0; i < list.list.n && n < 3; i++) {
        const plot_drawn *d = &list.list.drawn[i];

        if (d->text || d->shape.kind != PLOT_A_BOX) continue;
        if (d->box.y > y_of(&list, "secretion") - 12) boxes[n++] = d;
    }
    ck_assert(boxes[0] && boxes[1] && boxes[2]);
    ck_assert(memcmp(&boxes[0]->shape.fill, &boxes[1]->shape.fill, sizeof(plot_color)) !=
              0);
    ck_assert(memcmp(&boxes[0]->shape.fill, &boxes[2]->shape.fill, sizeof(plot_color)) ==
              0);
    ck_assert(page_list_shows(&list, "takes off"));
    ck_assert(page_list_shows(&list, "adds"));
    page_list_free(&list);
}
END_TEST

/* Bars from 0 would hide what differs: both numbers are points. */
START_TEST(far_from_zero_the_axis_starts_near_the_numbers)
{
    static const plot_fall small = {"needle", -0.004, -0.007, -0.001};
    plot_waterfall far = plain;
    plot_look look = page_plain("png");
    plot_box bars[ROWS];
    page_list list;

    far.from = 0.944;
    far.to = 0.94;
    far.falls = &small;
    far.n = 1;
    far.decimals = 4;
    far.unit = "1";
    far.range_label = "nine in ten";
    page_record(&list, &plot_waterfall_maker, &far, &page_caption, &look);
    ck_assert_uint_eq(find_bars(&list.list, bars), 1);
    ck_assert_double_gt(bars[0].width, 0.2 * look.size->width);
    ck_assert(page_list_shows(&list, "0.9440"));
    ck_assert(page_list_shows(&list, "−0.0040"));
    ck_assert(page_list_shows(&list, "nine in ten"));
    page_list_free(&list);
}
END_TEST

START_TEST(numbers_that_are_alike_are_bars_from_zero)
{
    plot_waterfall equal = plain;
    plot_look look = page_plain("png");
    plot_box bars[ROWS];
    page_list list;

    equal.to = equal.from;
    equal.n = 0;
    page_record(&list, &plot_waterfall_maker, &equal, &page_caption, &look);
    ck_assert_uint_eq(find_bars(&list.list, bars), 2);
    ck_assert_double_eq(bars[0].width, bars[1].width);
    ck_assert(!page_list_shows(&list, "takes off"));
    page_list_free(&list);
}
END_TEST

START_TEST(shares_are_shown_in_percent_and_points)
{
    plot_waterfall shares = plain;
    plot_look look = page_plain("png");
    page_list list;

    shares.from = 0.162;
    shares.to = 0.125;
    shares.falls = &(plot_fall){"needle", -0.037, NAN, NAN};
    shares.n = 1;
    shares.times = 100;
    shares.unit = "%";
    shares.decimals = 1;
    page_record(&list, &plot_waterfall_maker, &shares, &page_caption, &look);
    ck_assert(page_list_shows(&list, "16.2 %"));
    ck_assert(page_list_shows(&list, "−3.7"));
    page_list_free(&list);
}
END_TEST

START_TEST(every_look_shows_something_within_its_page)
{
    const plot_look look = page_look(_i);
    page written = page_draw(&plot_waterfall_maker, &plain, look);

    ck_assert_uint_gt(written.size, 1000);
    if (strcmp(look.format->name, "png") == 0) page_check_png(&written);
    free(written.bytes);
}
END_TEST

START_TEST(who_cannot_see_it_is_told_all_numbers)
{
    page written = page_draw(&plot_waterfall_maker, &plain, page_plain("svg"));

    ck_assert(page_holds(&written, "A 16.20 mm; secretion −3.71; exercise +1.50; needle "
                                   "−0.85; B 13.14 mm"));
    free(written.bytes);
}
END_TEST

/* As figures.csv has it, from which a page of HTML is told. */
START_TEST(what_is_found_has_a_row_a_bar)
{
    static const char *const found[][2] = {
        {"title", "Relief: B has 3.06 mm less than A"},
        {"caption", "what each changes"},
        {"alt", "A: 16.20 mm"},
        {"alt", "secretion: −3.71"},
        {"alt", "exercise: +1.50"},
        {"alt", "needle: −0.85"},
        {"alt", "B: 13.14 mm"},
    };
    const size_t n = sizeof found / sizeof *found;
    const plot_look look = page_plain("png");
    plot_facts facts = {0};
    page_list list;

    page_record_said(&list, &(plot_figure){&plot_waterfall_maker, &plain}, &page_caption,
                     &look, &facts);
    ck_assert_uint_eq(facts.n, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(facts.list[i].place, found[i][0]);
        ck_assert_str_eq(facts.list[i].text, found[i][1]);
        ck_assert_str_eq(facts.list[i].quantity, "relief");
    }
    plot_facts_free(&facts);
    page_list_free(&list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("waterfall");
    TCase *c = tcase_create("bars");

    tcase_add_loop_test(c, each_bar_starts_where_the_one_before_it_ends, 0, PAGE_SIZES);
    tcase_add_loop_test(c, numbers_stand_behind_their_bars_in_their_rows, 0, PAGE_SIZES);
    tcase_add_loop_test(c, what_takes_off_and_what_adds_differ_in_color, 0, PAGE_THEMES);
    tcase_add_test(c, far_from_zero_the_axis_starts_near_the_numbers);
    tcase_add_test(c, numbers_that_are_alike_are_bars_from_zero);
    tcase_add_test(c, shares_are_shown_in_percent_and_points);
    tcase_add_loop_test(c, every_look_shows_something_within_its_page, 0, PAGE_LOOKS);
    tcase_add_test(c, who_cannot_see_it_is_told_all_numbers);
    tcase_add_test(c, what_is_found_has_a_row_a_bar);
    suite_add_tcase(suite, c);
    return suite_run_apart(suite);
}
