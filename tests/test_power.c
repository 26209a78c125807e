/* test_power.c -- power against n: where its lines stand by the numbers of the axes, and what is said
 * of 80 %. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/power_parts.h"
#include "tests/axes.h"
#include "tests/suite.h"
#include "tests/trialed.h"

enum { RUNGS = 11, N_ARMS = 6 };

static const trialed_arm arms[N_ARMS] = {
    {"P2", 8.3, 14, 12},
    {"P8", 1.71, 17, 12},
    {"hyaluronan beside cells of bone marrow, of 2 ki", 6, 11, 12},
    {"needle", 0, 14, 12},
    {"exercise and cells", 3, 14, 12},
    {"P12", -12, 14, 12}};

typedef trialed_drawing drawing;

static void draw(drawing *d, int size) { trialed_draw(d, &plot_power_maker, size); }

static axes read_axes(const drawing *d)
{
    axes a;

    ck_assert_uint_eq(axes_count(&d->page.list, &d->look), 1);
    axes_read(&a, &d->page.list, &d->look, 0, (axes_scales){.is_log_x = true});
    return a;
}

static double place_x(const axes *a, double n) { return axes_place(&a->parts[0].x, n); }

static double place_y(const axes *a, double power)
{
    return axes_place(&a->y, 100 * power);
}

/* The i-th shape of that kind and number of points. */
static const plot_drawn *find_shape(const drawing *d, plot_kind kind, size_t n, size_t i)
{
    for (size_t k = 0; k < d->page.list.n; k++) {
        const plot_drawn *s = &d->page.list.drawn[k];

        if (!s->text && s->shape.kind == kind && s->shape.n == n && i-- == 0) return s;
    }
    return NULL;
}

static double power_of(const drawing *d, size_t row)
{
    return sim_table_cell(&d->made.trials, row, sim_table_find(&d->made.trials, "power"));
}

/* The first arm is drawn last, and its rungs stand behind the row of what was planned. */
START_TEST(lines_go_through_the_rungs_and_bands_around_them)
{
    drawing d;
    axes a;
    const plot_drawn *line, *band;

    trialed_init(&d.made, arms, 2, 0, RUNGS);
    draw(&d, _i);
    a = read_axes(&d);
    line = find_shape(&d, PLOT_A_LINE, RUNGS, 1);
    band = find_shape(&d, PLOT_AN_AREA, RUNGS, 1);
    ck_assert(line && band);
    for (size_t i = 0; i < RUNGS; i++) {
        const double power = power_of(&d, 1 + i);
        const double half = 1.96 * sqrt(power * (1 - power) / 1000);

        ck_assert_double_eq_tol(line->shape.points[i].x, place_x(&a, trialed_n(i)), 0.2);
        ck_assert_double_eq_tol(line->shape.points[i].y, place_y(&a, power), 0.2);
        ck_assert_double_eq_tol(band->shape.points[i].y, place_y(&a, fmax(0, power - half)),
                                0.2);
        ck_assert_double_eq_tol(band->shape.back[i].y, place_y(&a, fmin(1, power + half)),
                                0.2);
    }
    trialed_end(&d);
}
END_TEST

START_TEST(what_was_planned_is_a_ring)
{
    drawing d;
    axes a;
    const plot_drawn *ring = NULL;

    trialed_init(&d.made, arms, 1, 0, RUNGS);
    draw(&d, _i);
    a = read_axes(&d);
    for (size_t k = 0; k < d.page.list.n; k++)
        if (!d.page.list.drawn[k].text && d.page.list.drawn[k].shape.kind == PLOT_A_DISK)
            ring = &d.page.list.drawn[k];
    ck_assert(ring != NULL);
    ck_assert_double_eq_tol(page_middle_x(ring), place_x(&a, 12), 0.2);
    ck_assert_double_eq_tol(page_middle_y(ring), place_y(&a, power_of(&d, 0)), 0.2);
    trialed_end(&d);
}
END_TEST

START_TEST(the_level_of_80_percent_is_a_line_with_its_number)
{
    drawing d;
    axes a;
    const plot_drawn *level = NULL, *words;

    trialed_init(&d.made, arms, 1, 0, RUNGS);
    draw(&d, _i);
    a = read_axes(&d);
    for (size_t k = 0; k < d.page.list.n; k++) {
        const plot_drawn *s = &d.page.list.drawn[k];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->shape.pen.line == PLOT_DASHED)
            level = s;
    }
    words = plot_recording_find(&d.page.list, "80\xC2\xA0%");
    ck_assert(level && words);
    ck_assert_double_eq_tol(level->box.y, place_y(&a, 0.8), 0.2);
    ck_assert_double_lt(words->box.y + words->box.height, level->box.y);
    ck_assert_double_gt(words->box.y + words->box.height, level->box.y - 10);
    trialed_end(&d);
}
END_TEST

/* A name is nearer to its own line than to any other, and on none. */
START_TEST(names_stand_at_their_lines)
{
    drawing d;
    size_t n = 0;

    trialed_init(&d.made, arms, 2, 0, RUNGS);
    draw(&d, _i);
    for (size_t i = 0; i < 2; i++) {
        const plot_drawn *name = plot_recording_find(&d.page.list, arms[i].name);
        const plot_drawn *own = find_shape(&d, PLOT_A_LINE, RUNGS, 1 - i),
                         *other = find_shape(&d, PLOT_A_LINE, RUNGS, i);
        double to_own, to_other;

        if (!name) continue;
        n++;
        to_own = axes_box_to_line(&name->box, own->shape.points, RUNGS);
        to_other = axes_box_to_line(&name->box, other->shape.points, RUNGS);
        ck_assert_double_gt(to_own, 0);
        ck_assert_double_gt(to_other, to_own);
    }
    ck_assert_uint_eq(n, 2);
    trialed_end(&d);
}
END_TEST

static const struct {
    size_t first, n_arms, rungs;
    const char *title;
} titles[] = {
    {0, 1, RUNGS, "A power of 80 % against saline takes about 45 patients an arm with P2"},
    {0, 2, RUNGS,
     "A power of 80 % against saline takes about 45 patients an arm with P2 and about 1600 "
     "with P8"},
    {0, 2, 6,
     "A power of 80 % against saline takes about 45 patients an arm with P2; P8 does not "
     "reach it with 200"},
    {3, 1, RUNGS,
     "A power of 80 % against saline is not reached with 10000 patients an arm of needle"},
    {0, 6, RUNGS,
     "A power of 80 % against saline takes from about 22 patients an arm (P12) to about "
     "1600 (P8); 1 of 6 arms does not reach it with 10000"},
};

START_TEST(the_title_says_what_80_percent_take)
{
    drawing d;

    trialed_init(&d.made, arms + titles[_i].first, titles[_i].n_arms, 0, titles[_i].rungs);
    draw(&d, 0);
    ck_assert_str_eq(d.facts.list[0].text, titles[_i].title);
    trialed_end(&d);
}
END_TEST

START_TEST(where_80_percent_is_never_reached_its_key_says_so)
{
    drawing d;

    trialed_init(&d.made, arms, 2, 0, 6);
    draw(&d, 0);
    ck_assert(page_list_shows(&d.page, "P2: 80 % with about 45"));
    ck_assert(page_list_shows(&d.page, "P8: 17 % with 200, never 80 %"));
    trialed_end(&d);
}
END_TEST

START_TEST(the_first_rung_may_be_enough)
{
    static const trialed_arm strong = {"P2", 80, 14, 12};
    drawing d;

    trialed_init(&d.made, &strong, 1, 0, RUNGS);
    draw(&d, 0);
    ck_assert(page_list_shows(&d.page, "P2: 80 % with at most 5"));
    trialed_end(&d);
}
END_TEST

START_TEST(of_few_trials_there_is_no_ring)
{
    drawing d;
    double *trials;

    trialed_init(&d.made, arms, 1, 0, RUNGS);
    trials = &d.made.trials.cells[sim_table_find(&d.made.trials, "trials")];
    *trials = _i == 0 ? 99 : 100;
    draw(&d, 0);
    ck_assert_int_eq(page_list_shows(&d.page, "; rings: as planned, 12 patients an arm"),
                     _i == 1);
    ck_assert_int_eq(find_shape(&d, PLOT_A_DISK, 0, 0) != NULL, _i == 1);
    trialed_end(&d);
}
END_TEST

START_TEST(a_part_of_one_is_not_told)
{
    static const trialed_arm strong = {"P2", 20.3, 14, 12};
    drawing d;

    trialed_init(&d.made, &strong, 1, 0, RUNGS);
    draw(&d, 0);
    ck_assert_double_eq_tol(d.facts.list[d.facts.n - 1].fact.arm.at, 7.5, 0.49);
    ck_assert(page_list_shows(&d.page, "P2: 80 % with about 8"));
    trialed_end(&d);
}
END_TEST

START_TEST(without_a_ladder_there_is_what_was_planned)
{
    drawing d;

    trialed_init(&d.made, arms, 2, 0, 0);
    draw(&d, _i);
    ck_assert(page_list_shows(&d.page, "P8: 6 % with 12, never 80 %"));
    trialed_end(&d);
}
END_TEST

START_TEST(any_number_of_arms_is_legible)
{
    drawing d;

    trialed_init(&d.made, arms, (size_t)_i / PAGE_SIZES + 1, 0, RUNGS);
    draw(&d, _i % PAGE_SIZES);
    trialed_end(&d);
}
END_TEST

START_TEST(figures_csv_has_what_each_arm_takes)
{
    drawing d;
    const plot_saying *last;

    trialed_init(&d.made, arms, 2, 0, 6);
    draw(&d, 0);
    last = &d.facts.list[d.facts.n - 1];
    ck_assert_str_eq(last->place, "alt");
    ck_assert_str_eq(last->fact.arm.arm, "P8");
    ck_assert_double_eq(last->fact.arm.at, 200);
    ck_assert_double_eq(last->fact.arm.value, power_of(&d, 1 + 6 + 6));
    ck_assert_double_eq_tol(last[-1].fact.arm.at, 45, 0.5);
    ck_assert_double_eq(last[-1].fact.arm.value, 0.8);
    trialed_end(&d);
}
END_TEST

START_TEST(shares_are_told_in_whole_percent)
{
    GString *text = g_string_new(NULL);

    plot_power_tell_share(0.8, text);
    plot_power_tell_share(0.2385, text);
    ck_assert_str_eq(text->str, "80 %24 %");
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(who_cannot_see_it_is_told_all_numbers)
{
    trialed made;
    page written;

    trialed_init(&made, arms, 1, 0, 3);
    written = page_draw(&plot_power_maker, &made.shown, page_plain("svg"));
    ck_assert(page_holds(&written, "P2: 16 % with 5, 26 % with 10, 47 % with 20; 47 % with "
                                   "20, never 80 %. "));
    ck_assert(page_holds(&written,
                         "data-table=\"trials\" data-column=\"power\" data-arm=\"P2\""));
    free(written.bytes);
    trialed_free(&made);
}
END_TEST

START_TEST(every_look_shows_something_within_its_page)
{
    const plot_look look = page_look(_i);
    trialed made;
    page written;

    trialed_init(&made, arms, 3, 0, RUNGS);
    written = page_draw(&plot_power_maker, &made.shown, look);
    ck_assert_uint_gt(written.size, 1000);
    if (strcmp(look.format->name, "png") == 0) page_check_png(&written);
    free(written.bytes);
    trialed_free(&made);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("power");
    TCase *c = tcase_create("lines"), *words = tcase_create("words");

    tcase_add_loop_test(c, lines_go_through_the_rungs_and_bands_around_them, 0, PAGE_SIZES);
    tcase_add_loop_test(c, what_was_planned_is_a_ring, 0, PAGE_SIZES);
    tcase_add_loop_test(c, the_level_of_80_percent_is_a_line_with_its_number, 0,
                        PAGE_SIZES);
    tcase_add_loop_test(c, names_stand_at_their_lines, 0, PAGE_SIZES);
    tcase_add_loop_test(c, without_a_ladder_there_is_what_was_planned, 0, PAGE_SIZES);
    tcase_add_loop_test(c, any_number_of_arms_is_legible, 0, N_ARMS * PAGE_SIZES);
    tcase_add_loop_test(c, every_look_shows_something_within_its_page, 0, PAGE_LOOKS);
    suite_add_tcase(suite, c);
    tcase_add_loop_test(words, the_title_says_what_80_percent_take, 0,
                        sizeof titles / sizeof *titles);
    tcase_add_test(words, where_80_percent_is_never_reached_its_key_says_so);
    tcase_add_test(words, shares_are_told_in_whole_percent);
    tcase_add_loop_test(words, of_few_trials_there_is_no_ring, 0, 2);
    tcase_add_test(words, a_part_of_one_is_not_told);
    tcase_add_test(words, the_first_rung_may_be_enough);
    tcase_add_test(words, figures_csv_has_what_each_arm_takes);
    tcase_add_test(words, who_cannot_see_it_is_told_all_numbers);
    suite_add_tcase(suite, words);
    return suite_run_apart(suite);
}
