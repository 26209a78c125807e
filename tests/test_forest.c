/* test_forest.c -- trials side by side: where estimates and intervals stand by the numbers of the
 * axis, what is filled, and what is said. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/forest_parts.h"
#include "tests/axes.h"
#include "tests/suite.h"
#include "tests/trialed.h"

enum { MANY = 30, N_ARMS = 6 };

static const double exact = 0.01; /* pt */

static const trialed_arm arms[N_ARMS] = {
    {"P2", 8.3, 14, 10},
    {"P8", -1.7, 17, 10},
    {"hyaluronan beside cells of bone marrow, of 2 ki", 6, 11, 10},
    {"needle", 0, 14, 10},
    {"exercise and cells", 3, 14, 10},
    {"P12", -12, 14, 10}};

typedef trialed_drawing drawing;

static void draw(drawing *d, int size) { trialed_draw(d, &plot_forest_maker, size); }

/* The number below the axis, the i-th that is shown so. */
static const plot_drawn *find_number(const drawing *d, const char *text, size_t i)
{
    for (size_t k = 0; k < d->page.list.n; k++) {
        const plot_drawn *s = &d->page.list.drawn[k];

        if (s->text && strcmp(s->text, text) == 0 && s->style.align_x == 0.5 && i-- == 0)
            return s;
    }
    return NULL;
}

/* Place of a value in the only panel. */
static double place(const drawing *d, double value)
{
    const plot_drawn *zero = find_number(d, "0", 0), *far = NULL;
    double number = NAN;

    for (size_t k = 0; k < d->page.list.n; k++) {
        const plot_drawn *s = &d->page.list.drawn[k];

        if (!s->text || s->style.align_x != 0.5 || !(fabs(axes_number(s->text)) > 0))
            continue;
        far = s;
        number = axes_number(s->text);
    }
    ck_assert(zero && far);
    return page_middle_x(zero) +
           value / number * (page_middle_x(far) - page_middle_x(zero));
}

/* Disks at the height of the only panel, from the bottom up: they are drawn so. */
static size_t find_dots(const drawing *d, const plot_drawn *dots[])
{
    const plot_drawn *truth = NULL;
    size_t n = 0;

    for (size_t k = 0; k < d->page.list.n; k++) {
        const plot_drawn *s = &d->page.list.drawn[k];

        if (s->text && g_str_has_prefix(s->text, "truth +")) truth = s;
        if (!truth || s->text || s->shape.kind != PLOT_A_DISK) continue;
        dots[n++] = s;
    }
    return n;
}

static const plot_drawn *find_interval(const drawing *d, double y)
{
    for (size_t k = 0; k < d->page.list.n; k++) {
        const plot_drawn *s = &d->page.list.drawn[k];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->shape.n == 2 &&
            fabs(s->box.height) < exact && fabs(s->box.y - y) < exact)
            return s;
    }
    return NULL;
}

static plot_trials_arm read_arm(const trialed *made, sim_pool *pool)
{
    plot_trials_set set;
    sim_error err;

    ck_assert_int_eq(plot_trials_init(&set, &made->shown, PLOT_FOREST_TRIALS, pool, &err),
                     SIM_OK);
    return set.arms[0];
}

START_TEST(each_trial_stands_at_its_numbers)
{
    const plot_drawn *dots[2 * MANY];
    drawing d;
    plot_trials_arm arm;
    sim_pool pool = {0};
    double last = INFINITY;

    trialed_init(&d.made, arms, 1, MANY + 5, 0);
    draw(&d, _i);
    arm = read_arm(&d.made, &pool);
    ck_assert_uint_eq(find_dots(&d, dots), MANY);
    for (size_t i = 0; i < MANY; i++) {
        const double y = page_middle_y(dots[i]);
        const plot_drawn *line = find_interval(&d, y);

        ck_assert(y < last);
        last = y;
        ck_assert(line != NULL);
        ck_assert_double_eq_tol(page_middle_x(dots[i]), place(&d, arm.list[i].at), 0.1);
        ck_assert_double_eq_tol(line->box.x, place(&d, arm.list[i].low), 0.1);
        ck_assert_double_eq_tol(line->box.x + line->box.width, place(&d, arm.list[i].high),
                                0.1);
    }
    sim_pool_free(&pool);
    trialed_end(&d);
}
END_TEST

START_TEST(what_excludes_0_is_filled)
{
    const plot_drawn *dots[2 * MANY];
    drawing d;
    plot_trials_arm arm;
    sim_pool pool = {0};
    size_t n_filled = 0, n_wrong = 0;

    trialed_init(&d.made, arms, 1, MANY - 2, 0);
    trialed_add(&d.made, "P2", -9.1, -17.3, -1.2);
    draw(&d, _i);
    arm = read_arm(&d.made, &pool);
    ck_assert_uint_eq(find_dots(&d, dots), arm.n_list);
    for (size_t i = 0; i < arm.n_list; i++) {
        const bool filled = !axes_is_color(dots[i]->shape.fill, d.look.theme->paper);

        ck_assert_int_eq(filled, arm.list[i].low > 0 || arm.list[i].high < 0);
        n_filled += filled;
        n_wrong += axes_is_color(dots[i]->shape.fill, d.look.theme->miss);
    }
    ck_assert_uint_eq(n_filled, arm.n_excluding);
    ck_assert_uint_eq(n_wrong, 1);
    ck_assert(page_list_shows(&d.page, "excludes 0 on the wrong side"));
    sim_pool_free(&pool);
    trialed_end(&d);
}
END_TEST

/* Numbers of the axis are as far from those of the panel before it as its 0 is. */
START_TEST(panels_have_one_axis)
{
    drawing d;
    double apart;
    size_t n = 0;

    trialed_init(&d.made, arms, 2, MANY, 0);
    draw(&d, _i);
    apart = page_middle_x(find_number(&d, "0", 1)) - page_middle_x(find_number(&d, "0", 0));
    ck_assert_double_gt(apart, 0.3 * d.look.size->width);
    for (size_t k = 0; k < d.page.list.n; k++) {
        const plot_drawn *s = &d.page.list.drawn[k], *other;

        if (!s->text || s->style.align_x != 0.5 || isnan(axes_number(s->text))) continue;
        other = find_number(&d, s->text, 1);
        if (other == s) continue;
        ck_assert(other != NULL);
        ck_assert_double_eq_tol(page_middle_x(other) - page_middle_x(s), apart, exact);
        ck_assert_double_eq_tol(page_middle_y(other), page_middle_y(s), exact);
        n++;
    }
    ck_assert_uint_ge(n, 2);
    trialed_end(&d);
}
END_TEST

static size_t count_upright(const drawing *d, double x, plot_line line)
{
    size_t n = 0;

    for (size_t k = 0; k < d->page.list.n; k++) {
        const plot_drawn *s = &d->page.list.drawn[k];

        n += !s->text && s->shape.kind == PLOT_A_LINE && s->box.width < exact &&
             s->box.height > 20 && fabs(s->box.x - x) < 0.1 && s->shape.pen.line == line &&
             axes_is_color(s->shape.pen.color, d->look.theme->ink);
    }
    return n;
}

START_TEST(lines_stand_at_0_and_at_the_truth)
{
    drawing d;
    const plot_drawn *truth, *zero;

    trialed_init(&d.made, arms, 1, MANY, 0);
    draw(&d, _i);
    ck_assert_uint_eq(count_upright(&d, place(&d, 0), PLOT_SOLID), 1);
    ck_assert_uint_eq(count_upright(&d, place(&d, 8.3), PLOT_DASHED), 1);
    truth = plot_recording_find(&d.page.list, "truth +8.3 mm");
    zero = plot_recording_find(&d.page.list, "no difference");
    ck_assert(truth != NULL);
    ck_assert_double_eq_tol(truth->box.x, place(&d, 8.3), 0.2);
    if (zero) ck_assert_double_eq_tol(zero->box.x + zero->box.width, place(&d, 0), 0.2);
    trialed_end(&d);
}
END_TEST

/* Intervals of two patients an arm make no axis on which nothing can be seen. */
START_TEST(long_intervals_end_in_arrows_that_are_told)
{
    drawing d;
    size_t n_areas = 0;

    trialed_init(&d.made, arms, 1, MANY - 1, 0);
    trialed_add(&d.made, "P2", 2.4, -410, 520);
    draw(&d, _i);
    for (size_t k = 0; k < d.page.list.n; k++)
        n_areas +=
            !d.page.list.drawn[k].text && d.page.list.drawn[k].shape.kind == PLOT_AN_AREA;
    ck_assert_uint_eq(n_areas, 2);
    ck_assert(find_number(&d, "200", 0) == NULL);
    ck_assert(
        strstr(d.facts.list[1].text, "; arrows: 2 ends of intervals beyond the axis"));
    trialed_end(&d);
}
END_TEST

static const struct {
    size_t n_arms;
    const char *title;
} titles[] = {
    {1, "With 10 patients an arm, 7 of 30 trials tell P2 from saline"},
    {2, "With 10 patients an arm, 7 of 30 trials tell P2 from saline and 2 of 30 P8"},
    {6, "With 10 patients an arm, from 2 of 30 trials (P8) to 15 of 30 "
        "(P12) tell an arm from saline"},
};

START_TEST(the_title_counts_what_is_found)
{
    drawing d;

    trialed_init(&d.made, arms, titles[_i].n_arms, MANY, 0);
    draw(&d, 0);
    ck_assert_str_eq(d.facts.list[0].place, "title");
    ck_assert_str_eq(d.facts.list[0].text, titles[_i].title);
    trialed_end(&d);
}
END_TEST

START_TEST(arms_that_are_found_alike_are_told_once)
{
    static const trialed_arm sure[] = {
        {"P2", 20, 1, 10}, {"P5", 18, 1, 10}, {"P8", 16, 1, 10}, {"P12", 14, 1, 10}};
    drawing d;

    trialed_init(&d.made, sure, 4, MANY, 0);
    draw(&d, 0);
    ck_assert_str_eq(
        d.facts.list[0].text,
        "With 10 patients an arm, 30 of 30 trials of each arm tell it from saline");
    trialed_end(&d);
}
END_TEST

START_TEST(a_difference_the_wrong_way_is_told)
{
    drawing d;

    trialed_init(&d.made, arms, 2, MANY - 1, 0);
    trialed_add(&d.made, "P8", 20, 1, 39);
    draw(&d, 0);
    ck_assert_str_eq(d.facts.list[0].text,
                     "With 10 patients an arm, 7 of 29 trials tell P2 from saline and 3 of "
                     "30 P8 (1 the wrong way)");
    trialed_end(&d);
}
END_TEST

START_TEST(any_number_of_arms_is_legible)
{
    drawing d;

    trialed_init(&d.made, arms, (size_t)_i / PAGE_SIZES + 1, MANY, 0);
    draw(&d, _i % PAGE_SIZES);
    ck_assert_uint_eq(d.facts.n,
                      (size_t)_i / PAGE_SIZES + 1 + 1 + (d.facts.list[1].place[0] == 'c'));
    trialed_end(&d);
}
END_TEST

START_TEST(arms_without_room_are_told)
{
    drawing d;

    trialed_init(&d.made, arms, N_ARMS, MANY, 0);
    draw(&d, _i);
    ck_assert(page_list_shows(
        &d.page, _i == 2 ? "4 of 6 panels have room here, the title is of all"
                         : "3 of 6 panels have room here, the title is of all"));
    trialed_end(&d);
}
END_TEST

START_TEST(shares_are_shown_in_points)
{
    static const trialed_arm share = {"P2", -0.083, 0.5, 30};
    drawing d;

    trialed_init(&d.made, &share, 1, MANY, 0);
    d.made.shown.told = (sim_unit_told){SIM_POINT, 100, true};
    draw(&d, 0);
    ck_assert(page_list_shows(&d.page, "truth −8.3 points"));
    ck_assert(page_list_shows(&d.page, "difference to saline, above 0 is better (points)"));
    ck_assert(find_number(&d, "20", 0) != NULL);
    trialed_end(&d);
}
END_TEST

START_TEST(a_trial_without_an_estimate_is_no_line)
{
    const plot_drawn *dots[2 * MANY];
    drawing d;

    trialed_init(&d.made, arms, 1, 1, 0);
    trialed_add(&d.made, "P2", NAN, NAN, NAN);
    trialed_add(&d.made, "P2", 3.1, NAN, NAN);
    draw(&d, 0);
    ck_assert_uint_eq(find_dots(&d, dots), 2);
    ck_assert(page_list_shows(
        &d.page, "0 of 2 exclude 0; 0 on the wrong side; 1 without an estimate"));
    trialed_end(&d);
}
END_TEST

static const struct {
    size_t n_arms;
    const char *words;
} held[] = {
    {1, "; the truth is held by 29 of 30 intervals"},
    {2, "; the truth is held by 29 of 30 intervals (P2) and 28 of 30 (P8)"},
    {6, "; the truth is held by 172 of 180 intervals"},
};

START_TEST(how_many_hold_the_truth_is_said)
{
    drawing d;

    trialed_init(&d.made, arms, held[_i].n_arms, MANY, 0);
    d.made.shown.note = "one dish for all";
    draw(&d, 0);
    ck_assert_ptr_nonnull(strstr(d.facts.list[1].text, held[_i].words));
    ck_assert_ptr_nonnull(strstr(d.facts.list[1].text, "; one dish for all"));
    trialed_end(&d);
}
END_TEST

START_TEST(a_truth_has_its_sign_and_unit)
{
    plot_forest_page shown = {.set.topic = {.unit = "mm", .is_difference = true}};
    GString *text = g_string_new(NULL);

    plot_forest_tell_truth(&shown, &(plot_trials_arm){.truth = 2.385}, text);
    plot_forest_tell_truth(&shown, &(plot_trials_arm){.truth = -3.71}, text);
    ck_assert_str_eq(text->str, "truth +2.38 mmtruth −3.71 mm");
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(who_cannot_see_it_is_told_of_each_arm)
{
    trialed made;
    page written;

    trialed_init(&made, arms, 2, MANY, 0);
    written = page_draw(&plot_forest_maker, &made.shown, page_plain("svg"));
    ck_assert(page_holds(&written, "P2: truth +8.3 mm; estimates from −3.36 to +17.9 mm; "
                                   "7 of 30 exclude 0; 2 on the wrong side; "));
    ck_assert(page_holds(&written, "P8: truth −1.7 mm; "));
    ck_assert(page_holds(
        &written, "data-table=\"trial\" data-column=\"difference\" data-arm=\"P8\""));
    free(written.bytes);
    trialed_free(&made);
}
END_TEST

START_TEST(every_look_shows_something_within_its_page)
{
    const plot_look look = page_look(_i);
    trialed made;
    page written;

    trialed_init(&made, arms, 3, MANY, 0);
    written = page_draw(&plot_forest_maker, &made.shown, look);
    ck_assert_uint_gt(written.size, 1000);
    if (strcmp(look.format->name, "png") == 0) page_check_png(&written);
    free(written.bytes);
    trialed_free(&made);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forest");
    TCase *c = tcase_create("trials"), *words = tcase_create("words");

    tcase_add_loop_test(c, each_trial_stands_at_its_numbers, 0, PAGE_SIZES);
    tcase_add_loop_test(c, what_excludes_0_is_filled, 0, PAGE_THEMES);
    tcase_add_loop_test(c, panels_have_one_axis, 0, PAGE_SIZES);
    tcase_add_loop_test(c, lines_stand_at_0_and_at_the_truth, 0, PAGE_SIZES);
    tcase_add_loop_test(c, long_intervals_end_in_arrows_that_are_told, 0, PAGE_SIZES);
    tcase_add_loop_test(c, any_number_of_arms_is_legible, 0, N_ARMS * PAGE_SIZES);
    tcase_add_loop_test(c, arms_without_room_are_told, 2, PAGE_SIZES);
    tcase_add_test(c, a_trial_without_an_estimate_is_no_line);
    tcase_add_loop_test(c, every_look_shows_something_within_its_page, 0, PAGE_LOOKS);
    suite_add_tcase(suite, c);
    tcase_add_loop_test(words, the_title_counts_what_is_found, 0,
                        sizeof titles / sizeof *titles);
    tcase_add_test(words, arms_that_are_found_alike_are_told_once);
    tcase_add_test(words, a_difference_the_wrong_way_is_told);
    tcase_add_loop_test(words, how_many_hold_the_truth_is_said, 0,
                        sizeof held / sizeof *held);
    tcase_add_test(words, a_truth_has_its_sign_and_unit);
    tcase_add_test(words, shares_are_shown_in_points);
    tcase_add_test(words, who_cannot_see_it_is_told_of_each_arm);
    suite_add_tcase(suite, words);
    return suite_run_apart(suite);
}
