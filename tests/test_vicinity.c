/* test_vicinity.c -- what surrounds the best: where it stands, what is hatched, and what is named. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/vicinity.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_X = 5, N_Y = 4, N = N_X * N_Y, N_CONDITIONS = 2 };

static const plot_measure passage = {"passage", "1", PLOT_LINEAR, true, NULL, 0, NULL};
static const plot_measure cells = {
    "cells in a dose", "cell", PLOT_LOG, false, NULL, 0, NULL};
static const plot_measure relief = {"relief", "mm", PLOT_LINEAR, false, NULL, 0, NULL};
static const char *const sources[] = {"adipose", "umbilical", "bone marrow"};
static const plot_measure source = {"source", "1", PLOT_LINEAR, false, sources, 3, NULL};

static const char *const names[N_CONDITIONS] = {"worth having", "enough cells"};

static double x[N], y[N], z[N];
static size_t fails[N];
static const double other_x = 4, other_y = 3.71e6;

/* Doses from 1e5 to 1e8 upward; the lowest two rows lack relief, the upper left corner cells. */
static void set_up(void)
{
    for (size_t i = 0; i < N; i++) {
        const size_t column = i % N_X, row = i / N_X;

        x[i] = 1 + (double)column;
        y[i] = 1e5 * pow(10, (double)row);
        z[i] = 2.385 * (double)row - pow((double)column - 2, 2);
        fails[i] = row < 2 ? 0 : row == 3 && column == 0 ? 1 : N_CONDITIONS;
    }
}

static plot_vicinity_panel panel_of_map(void)
{
    return (plot_vicinity_panel){.x = passage,
                                 .y = cells,
                                 .x_values = x,
                                 .y_values = y,
                                 .z = z,
                                 .fails = fails,
                                 .n = N,
                                 .best_x = 3,
                                 .best_y = 4.5e6,
                                 .others_x = &other_x,
                                 .others_y = &other_y,
                                 .n_others = 1};
}

static plot_vicinity vicinity_of(const plot_vicinity_panel panels[], size_t n, bool is_map)
{
    return (plot_vicinity){.title = "Most relief: 5.1 mm at passage 3",
                           .saying = "without 'worth having': 7 mm",
                           .z = relief,
                           .is_map = is_map,
                           .panels = panels,
                           .n_panels = n,
                           .conditions = names,
                           .n_conditions = N_CONDITIONS,
                           .best = 5.1,
                           .best_name = "the best"};
}

/* A line along the lowest row, where the first two columns fail; and one of words. */
static void fill_lines(plot_vicinity_panel panels[2])
{
    static const double places[3] = {0, 1, 2}, numbers[3] = {4, NAN, 6.3};
    static const size_t none[3] = {N_CONDITIONS, N_CONDITIONS, N_CONDITIONS};

    for (size_t i = 0; i < N_X; i++) fails[i] = i < 2 ? 0 : N_CONDITIONS;
    panels[0] = panel_of_map();
    panels[0].n = N_X;
    panels[1] = (plot_vicinity_panel){
        .x = source, .x_values = places, .z = numbers, .fails = none, .n = 3, .best_x = 2};
}

/* The first disk of that radius, or NULL. */
static const plot_drawn *find_disk(const page_list *list, double radius)
{
    for (size_t i = 0; i < list->list.n; i++) {
        const plot_drawn *d = &list->list.drawn[i];

        if (!d->text && d->shape.kind == PLOT_A_DISK &&
            fabs(d->box.width - 2 * radius) < 1e-6)
            return d;
    }
    return NULL;
}

static size_t count_hatches(const page_list *list, plot_line line, double *area)
{
    size_t n = 0;

    *area = 0;
    for (size_t i = 0; i < list->list.n; i++) {
        const plot_drawn *d = &list->list.drawn[i];

        if (d->text || d->shape.kind != PLOT_A_HATCH || d->shape.pen.line != line) continue;
        *area = fmax(*area, d->box.width * d->box.height);
        n++;
    }
    return n;
}

static double x_of(const page_list *list, const char *text)
{
    const plot_drawn *d = plot_recording_find(&list->list, text);

    ck_assert_msg(d != NULL, "%s", text);
    return page_middle_x(d);
}

static const char *const sizes[] = {"a4", "column", "slide", "square"};

/* Above the number of its passage, and between those of the doses beside it. */
START_TEST(the_best_stands_where_its_axes_say)
{
    const plot_vicinity_panel panel = panel_of_map();
    const plot_vicinity shown = vicinity_of(&panel, 1, true);
    plot_look look = page_plain("png");
    page_list list;
    const plot_drawn *best;

    look.size = plot_size_find(sizes[_i]);
    page_record(&list, &plot_vicinity_maker, &shown, &page_caption, &look);
    best = find_disk(&list, 4.6 * look.size->line);
    ck_assert_ptr_nonnull(best);
    ck_assert_double_eq_tol(page_middle_x(best), x_of(&list, "3"), 1);
    ck_assert_double_lt(page_middle_y(best),
                        page_middle_y(plot_recording_find(&list.list, "10⁶")));
    ck_assert_double_gt(page_middle_y(best),
                        page_middle_y(plot_recording_find(&list.list, "10⁷")));
    ck_assert_ptr_nonnull(find_disk(&list, 2.7 * look.size->line));
    boxes_check(&list.list, sizes[_i]);
    page_list_free(&list);
}
END_TEST

/* One stretch for the two rows of a condition, and one for the cell of the other, each with its own
 * kind of lines, which the key shows too. */
START_TEST(where_conditions_fail_is_hatched_and_named)
{
    const plot_vicinity_panel panel = panel_of_map();
    const plot_vicinity shown = vicinity_of(&panel, 1, true);
    const plot_look look = page_plain("png");
    double large, small;
    page_list list;

    page_record(&list, &plot_vicinity_maker, &shown, &page_caption, &look);
    ck_assert_uint_eq(count_hatches(&list, PLOT_SOLID, &large), 2);
    ck_assert_uint_eq(count_hatches(&list, PLOT_DASHED, &small), 2);
    ck_assert_double_eq_tol(large / small, 2 * N_X, 0.01);
    ck_assert(page_list_shows(&list, "worth having"));
    ck_assert(page_list_shows(&list, "fails: worth having"));
    ck_assert(page_list_shows(&list, "fails: enough cells"));
    page_list_free(&list);
}
END_TEST

START_TEST(what_holds_everywhere_has_no_key)
{
    const plot_vicinity_panel panel = panel_of_map();
    const plot_vicinity shown = vicinity_of(&panel, 1, true);
    const plot_look look = page_plain("png");
    page_list list;
    double area;

    for (size_t i = 0; i < N; i++) fails[i] = fails[i] == 1 ? N_CONDITIONS : fails[i];
    page_record(&list, &plot_vicinity_maker, &shown, &page_caption, &look);
    ck_assert_uint_eq(count_hatches(&list, PLOT_DASHED, &area), 0);
    ck_assert(!page_list_shows(&list, "fails: enough cells"));
    page_list_free(&list);
}
END_TEST

START_TEST(lines_go_through_the_best)
{
    plot_vicinity_panel panels[2];
    plot_vicinity shown = vicinity_of(panels, 2, false);
    plot_look look = page_plain("png");
    const plot_drawn *best;
    double area;
    page_list list;

    fill_lines(panels);
    look.size = plot_size_find(sizes[_i]);
    page_record(&list, &plot_vicinity_maker, &shown, &page_caption, &look);
    best = find_disk(&list, 4.6 * look.size->line);
    ck_assert_ptr_nonnull(best);
    ck_assert_double_eq_tol(page_middle_x(best), x_of(&list, "3"), 1);
    ck_assert_uint_eq(count_hatches(&list, PLOT_SOLID, &area), 2);
    ck_assert(page_list_shows(&list, "umbilical"));
    boxes_check(&list.list, sizes[_i]);
    page_list_free(&list);
}
END_TEST

START_TEST(who_does_not_see_it_is_told_how_many_points_hold)
{
    const plot_vicinity_panel panel = panel_of_map();
    const plot_vicinity shown = vicinity_of(&panel, 1, true);
    page written = page_draw(&plot_vicinity_maker, &shown, page_plain("svg"));

    ck_assert(page_holds(&written, "At 9 of 20 points all conditions hold. "));
    ck_assert(page_holds(&written, "At 10 what lacks most is: worth having. "));
    ck_assert(page_holds(&written, "At 1 what lacks most is: enough cells. "));
    free(written.bytes);
}
END_TEST

START_TEST(what_it_says_is_its_title)
{
    const plot_vicinity_panel panel = panel_of_map();
    const plot_vicinity shown = vicinity_of(&panel, 1, true);
    const plot_figure figure = {&plot_vicinity_maker, &shown};
    const plot_look look = page_plain("png");
    plot_facts facts = {0};
    page_list list;

    page_record_said(&list, &figure, &page_caption, &look, &facts);
    ck_assert_uint_eq(facts.n, 2);
    ck_assert_str_eq(facts.list[0].text, shown.title);
    ck_assert_str_eq(facts.list[1].text, shown.saying);
    plot_facts_free(&facts);
    page_list_free(&list);
}
END_TEST

START_TEST(what_has_no_number_is_refused)
{
    const plot_vicinity_panel panel = panel_of_map();
    plot_vicinity shown = vicinity_of(&panel, 1, true);
    const plot_figure figure = {&plot_vicinity_maker, &shown};
    const plot_look look = page_plain("svg");
    sim_error err;
    FILE *out = tmpfile();

    for (size_t i = 0; i < N; i++) z[i] = NAN;
    shown.best = NAN;
    ck_assert_int_eq(plot_figure_write(&figure, &page_caption, &look, out, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, "figure 'Most relief: 5.1 mm at passage 3': no point has a "
                               "number; others would be right");
    set_up();
    y[0] = y[N_X];
    shown.best = 5.1;
    ck_assert_int_eq(plot_figure_write(&figure, &page_caption, &look, out, &err),
                     SIM_EVALUE);
    ck_assert_ptr_nonnull(strstr(err.text, "its points fill no grid"));
    fclose(out);
}
END_TEST

START_TEST(every_look_shows_it)
{
    const plot_vicinity_panel panel = panel_of_map();
    const plot_vicinity shown = vicinity_of(&panel, 1, true);
    const plot_look look = page_look(_i);
    page written = page_draw(&plot_vicinity_maker, &shown, look);

    ck_assert_uint_gt(written.size, 1000);
    if (strcmp(look.format->name, "png") == 0) page_check_png(&written);
    free(written.bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vicinity");
    TCase *cases = tcase_create("vicinity");

    tcase_add_checked_fixture(cases, set_up, NULL);
    tcase_add_loop_test(cases, the_best_stands_where_its_axes_say, 0, PAGE_SIZES);
    tcase_add_test(cases, where_conditions_fail_is_hatched_and_named);
    tcase_add_test(cases, what_holds_everywhere_has_no_key);
    tcase_add_loop_test(cases, lines_go_through_the_best, 0, PAGE_SIZES);
    tcase_add_test(cases, who_does_not_see_it_is_told_how_many_points_hold);
    tcase_add_test(cases, what_it_says_is_its_title);
    tcase_add_test(cases, what_has_no_number_is_refused);
    tcase_add_loop_test(cases, every_look_shows_it, 0, PAGE_LOOKS);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
