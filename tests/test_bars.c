/* test_bars.c -- bars and dots of arms: where they end by the numbers of the axis, and what is said. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/bars_parts.h"
#include "tests/axes.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_SIZES = 4, N_ARMS = 4, N_EACH = 41, MANY = 40 };

static const double exact = 0.01; /* pt */

static const char *const arms[N_ARMS] = {"background", "P2", "P5", "none"};
static const double numbers[N_ARMS] = {2.385, 8.9, -1.71, NAN};
static const char *const columns[] = {"relief"};
static const plot_guides plain = {NAN, NAN, NAN, NULL, NULL};

typedef struct {
    sim_table table;
    plot_look look;
    page_list page;
    plot_facts facts;
    axes_tick ticks[2]; /* the first and the last of the axis */
} drawing;

static void add(sim_table *table, const char *arm, double value)
{
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_add_row(table, arm, &row, &err), SIM_OK);
    *row = value;
}

static void open_table(drawing *d)
{
    static const sim_column key = {"arm", "1", "arm of the study", SIM_CELL_TEXT};
    static const sim_column column = {"relief", "mm", "relief after a while",
                                      SIM_CELL_NUMBER};
    sim_error err;

    ck_assert_int_eq(sim_table_init(&d->table, "summary", key, &column, 1, &err), SIM_OK);
}

/* Number i of the replicates of an arm: spread unevenly around its number. */
static double replicate(size_t arm, int i)
{
    return numbers[arm] + 7.1 * (page_scatter(i, 2) - 0.5) * (1 + page_scatter(i, 3));
}

static void fill(drawing *d, bool has_many)
{
    open_table(d);
    for (size_t arm = 0; arm < N_ARMS; arm++)
        for (int i = 0; i < (has_many ? N_EACH : 1); i++)
            add(&d->table, arms[arm], has_many ? replicate(arm, i) : numbers[arm]);
}

/* The numbers below the plotting area stand on one line, the lowest that has several. */
static void find_ticks(drawing *d)
{
    double lowest = -INFINITY;
    size_t n = 0;

    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];
        const axes_tick tick = {page_middle_x(s), s->text ? axes_number(s->text) : NAN};

        if (isnan(tick.value) || page_middle_y(s) < lowest - 1) continue;
        if (page_middle_y(s) > lowest + 1) n = 0;
        lowest = page_middle_y(s);
        d->ticks[n > 0] = tick;
        n++;
    }
    ck_assert_uint_ge(n, 2);
}

static double place(const drawing *d, double value)
{
    const axes_tick *t = d->ticks;

    return t[0].at + (value - t[0].value) * (t[1].at - t[0].at) / (t[1].value - t[0].value);
}

static void draw(drawing *d, const plot_bars *bars, int size)
{
    d->facts = (plot_facts){0};
    d->look = (plot_look){plot_theme_find(size % 2 ? "dark" : "light"),
                          plot_size_find(plot_size_name((size_t)size)), NULL, false};
    page_record_said(&d->page, &(plot_figure){&plot_bars_maker, bars}, &page_caption,
                     &d->look, &d->facts);
    boxes_check(&d->page.list, "bars");
    find_ticks(d);
}

static void end(drawing *d)
{
    plot_facts_free(&d->facts);
    page_list_free(&d->page);
    sim_table_free(&d->table);
}

static plot_bars bars_of(const drawing *d, const plot_guides *guides)
{
    return (plot_bars){.name = "own",
                       .table = &d->table,
                       .y = columns,
                       .n_y = 1,
                       .arms = arms,
                       .n_arms = N_ARMS,
                       .backgrounds = {arms, 1},
                       .guides = guides,
                       .counted = "people"};
}

static bool says(const drawing *d, const char *place_of, const char *text)
{
    for (size_t i = 0; i < d->facts.n; i++)
        if (strcmp(d->facts.list[i].place, place_of) == 0 &&
            strcmp(d->facts.list[i].text, text) == 0)
            return true;
    return false;
}

static size_t count_boxes(const drawing *d, double from, double to)
{
    size_t n = 0;

    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        n += !s->text && s->shape.kind == PLOT_A_BOX && fabs(s->box.x - from) < exact &&
             fabs(s->box.x + s->box.width - to) < exact;
    }
    return n;
}

/* Lines straight down at a place, at least that high. */
static size_t count_uprights(const drawing *d, double x, double least)
{
    size_t n = 0;

    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        n += !s->text && s->shape.kind == PLOT_A_LINE && s->box.width < exact &&
             s->box.height >= least && fabs(s->box.x - x) < exact;
    }
    return n;
}

/* ---- bars ------------------------------------------------------------------- */

START_TEST(bars_start_at_0_and_end_at_their_numbers)
{
    plot_guides guides = plain;
    drawing d;
    plot_bars bars;

    guides.line = 4.13;
    guides.line_words = "worth having";
    fill(&d, false);
    bars = bars_of(&d, &guides);
    draw(&d, &bars, _i);
    for (size_t arm = 0; arm < 3; arm++) {
        const double zero = place(&d, 0), at = place(&d, numbers[arm]);

        ck_assert_uint_eq(count_boxes(&d, fmin(zero, at), fmax(zero, at)), 1);
    }
    ck_assert_uint_ge(count_uprights(&d, place(&d, guides.line), 20), 1);
    ck_assert(page_list_shows(&d.page, "worth having"));
    ck_assert(page_list_shows(&d.page, "no number"));
    ck_assert(page_list_shows(&d.page, "\u22121.71"));
    ck_assert_double_gt(plot_recording_find(&d.page.list, "background")->box.y,
                        plot_recording_find(&d.page.list, "none")->box.y);
    ck_assert(
        says(&d, "title", "Relief after a while: 8.9 mm with P2; \u22121.71 mm with P5"));
    end(&d);
}
END_TEST

START_TEST(a_bar_beyond_its_limit_ends_there_and_is_told)
{
    const plot_guides guides = {1, 7.3, NAN, NULL, NULL};
    drawing d;
    plot_bars bars;

    fill(&d, false);
    bars = bars_of(&d, &guides);
    draw(&d, &bars, _i);
    ck_assert_uint_eq(count_boxes(&d, place(&d, 1), place(&d, 7.3)), 1);
    ck_assert_uint_eq(count_boxes(&d, place(&d, 1), place(&d, 2.385)), 1);
    ck_assert(
        says(&d, "caption", "P2 goes on to 8.9 mm, P5 goes on down to \u22121.71 mm"));
    end(&d);
}
END_TEST

/* Between limits beyond all numbers: an axis of some length, no bar, and arrows that are seen. */
START_TEST(limits_beyond_all_numbers_leave_arrows_in_ink)
{
    const plot_guides guides = {_i % 2 ? 8.9 : NAN, _i % 2 ? NAN : -3.1, NAN, NULL, NULL};
    size_t n_arrows = 0;
    drawing d;
    plot_bars bars;

    fill(&d, false);
    bars = bars_of(&d, &guides);
    draw(&d, &bars, _i);
    ck_assert_double_ge(fabs(d.ticks[1].value - d.ticks[0].value), 1);
    for (size_t i = 0; i < d.page.list.n; i++) {
        const plot_drawn *s = &d.page.list.drawn[i];

        if (s->text && axes_number(s->text) == (_i % 2 ? -1.71 : 8.9))
            ck_assert(axes_is_color(s->style.color, d.look.theme->quiet));
        if (s->text || s->shape.kind != PLOT_AN_AREA || s->shape.n != 3) continue;
        n_arrows++;
        ck_assert(axes_is_color(s->shape.fill, d.look.theme->ink));
    }
    ck_assert_uint_ge(n_arrows, 2);
    end(&d);
}
END_TEST

START_TEST(a_number_without_room_beside_its_bar_is_whole_inside)
{
    const plot_guides guides = {NAN, 9, NAN, NULL, NULL};
    const plot_drawn *number;
    drawing d;
    plot_bars bars;

    fill(&d, false);
    bars = bars_of(&d, &guides);
    draw(&d, &bars, _i);
    number = plot_recording_find(&d.page.list, "8.9");
    ck_assert_ptr_nonnull(number);
    ck_assert_double_gt(number->box.x, place(&d, 0));
    ck_assert_double_lt(number->box.x + number->box.width, place(&d, 8.9));
    number = plot_recording_find(&d.page.list, "2.38");
    if (!number) number = plot_recording_find(&d.page.list, "2.39");
    ck_assert_ptr_nonnull(number);
    ck_assert_double_gt(number->box.x, place(&d, 2.385));
    end(&d);
}
END_TEST

START_TEST(arms_beyond_those_that_have_room_are_said_to_be_missing)
{
    static char names[MANY][16];
    const char *many[MANY];
    drawing d;
    plot_bars bars;

    open_table(&d);
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof *names, "arm %d", i);
        many[i] = names[i];
        add(&d.table, many[i], 3.71 + 0.2385 * i);
    }
    bars = bars_of(&d, NULL);
    bars.arms = many;
    bars.n_arms = MANY;
    draw(&d, &bars, _i);
    ck_assert(says(&d, "caption", "The first 12 of 40 arms are drawn") ==
              d.look.size->brief);
    ck_assert((plot_recording_find(&d.page.list, "arm 39") != NULL) == !d.look.size->brief);
    end(&d);
}
END_TEST

/* ---- many numbers of an arm ------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

/* Of 41 numbers the median is the 21st, and 5 and 95 % lie at the third and the 39th. */
static void sort(size_t arm, double list[N_EACH])
{
    for (int i = 0; i < N_EACH; i++) list[i] = replicate(arm, i);
    qsort(list, N_EACH, sizeof *list, compare);
}

START_TEST(whiskers_go_from_5_to_95_percent_and_bars_to_the_median)
{
    double list[N_EACH];
    drawing d;
    plot_bars bars;

    fill(&d, true);
    bars = bars_of(&d, NULL);
    draw(&d, &bars, _i);
    for (size_t arm = 0; arm < 3; arm++) {
        double zero = place(&d, 0), at;

        sort(arm, list);
        at = place(&d, list[20]);
        ck_assert_uint_eq(count_boxes(&d, fmin(zero, at), fmax(zero, at)), 1);
        ck_assert_uint_ge(count_uprights(&d, place(&d, list[2]), 1), 1);
        ck_assert_uint_ge(count_uprights(&d, place(&d, list[38]), 1), 1);
    }
    ck_assert(says(&d, "caption", "bars: median; whiskers: 5 to 95 % of the people"));
    end(&d);
}
END_TEST

START_TEST(each_number_is_a_dot_at_its_place_and_those_beyond_the_line_are_counted)
{
    plot_guides guides = plain;
    double list[N_EACH];
    size_t n_dots = 0, n_beyond = 0;
    char text[128], told[256];
    drawing d;
    plot_bars bars;

    guides.line = 7.3;
    guides.line_words = "much";
    fill(&d, true);
    bars = bars_of(&d, &guides);
    bars.is_swarm = true;
    draw(&d, &bars, _i);
    for (int i = 0; i < N_EACH; i++) {
        const double x = place(&d, replicate(1, i));

        n_beyond += replicate(1, i) >= guides.line;
        for (size_t k = 0; k < d.page.list.n; k++) {
            const plot_drawn *s = &d.page.list.drawn[k];

            n_dots += !s->text && s->shape.kind == PLOT_A_DISK &&
                      fabs(page_middle_x(s) - x) < exact;
        }
    }
    ck_assert_uint_ge(n_dots, N_EACH);
    sort(1, list);
    ck_assert_uint_ge(count_uprights(&d, place(&d, list[20]), 8), 1);
    snprintf(text, sizeof text, "median %.3g mm; %zu of %d people reach 7.3 mm", list[20],
             n_beyond, N_EACH);
    snprintf(told, sizeof told, "P2: median %.3g mm, 5 to 95 %% from %.3g to %.3g; %s",
             list[20], list[2], list[38], strchr(text, ';') + 2);
    ck_assert_msg(says(&d, "alt", told), "%s", told);
    if (d.look.size->width < 300)
        snprintf(text, sizeof text, "%zu of %d people reach 7.3 mm", n_beyond, N_EACH);
    ck_assert_msg(page_list_shows(&d.page, text), "%s", text);
    ck_assert(page_list_shows(&d.page, "much"));
    end(&d);
}
END_TEST

START_TEST(one_arm_alone_has_its_number_in_the_title)
{
    drawing d;
    plot_bars bars;

    fill(&d, false);
    bars = bars_of(&d, NULL);
    bars.arms = arms + 1;
    bars.n_arms = 1;
    draw(&d, &bars, 0);
    ck_assert(says(&d, "title", "Relief after a while: 8.9 mm"));
    end(&d);
}
END_TEST

/* Where a line of the grid or of the user's own crosses words, it is covered. */
START_TEST(no_line_stands_in_the_words_of_a_swarm)
{
    plot_guides guides = plain;
    size_t n = 0;
    drawing d;
    plot_bars bars;

    guides.line = 0.1;
    guides.line_words = "much";
    fill(&d, true);
    bars = bars_of(&d, &guides);
    bars.is_swarm = true;
    draw(&d, &bars, _i);
    for (size_t i = 1; i < d.page.list.n; i++) {
        const plot_drawn *s = &d.page.list.drawn[i], *below = s - 1;

        if (!s->text || !strstr(s->text, "people reach")) continue;
        n++;
        ck_assert_int_eq(below->shape.kind, PLOT_A_BOX);
        ck_assert(axes_is_color(below->shape.fill, d.look.theme->paper));
        ck_assert_double_le(below->box.x, s->box.x + exact);
        ck_assert_double_ge(below->box.x + below->box.width, s->box.x + s->box.width);
        ck_assert_double_ge(below->box.y + below->box.height,
                            s->box.y + s->box.height - exact);
    }
    ck_assert_uint_ge(n, 3);
    end(&d);
}
END_TEST

/* What is better when less is counted at the line and below it. */
START_TEST(of_what_is_better_when_less_those_below_are_counted)
{
    static double list[] = {1.2, 2.385, 3.71, 8.9};
    static const sim_telling telling = {.better = SIM_LESS_IS_BETTER, .least = 0.1};
    const plot_guides guides = {NAN, NAN, 3.71, "mild", NULL};
    const plot_bars bars = {.guides = &guides, .counted = "people"};
    const plot_bars_page shown = {.bars = &bars};
    plot_sheaf sheaf = {.list = list, .n = 4, .n_rows = 6};
    const plot_bars_part part = {.topic = {.unit = "mm", .telling = &telling},
                                 .sheaves = &sheaf};
    GString *text = g_string_new(NULL);

    plot_bars_tell_share(&shown, &part, 0, text);
    ck_assert_str_eq(text->str, "3 of 6 people are at or below 3.71 mm, 2 have no number");
    g_string_free(text, TRUE);
}
END_TEST

static void add_case(Suite *suite, const char *name, const TTest *test)
{
    TCase *cases = tcase_create(name);

    tcase_add_loop_test(cases, test, 0, N_SIZES);
    suite_add_tcase(suite, cases);
}

int main(void)
{
    Suite *suite = suite_create("bars");

    add_case(suite, "bars", bars_start_at_0_and_end_at_their_numbers);
    add_case(suite, "limits", a_bar_beyond_its_limit_ends_there_and_is_told);
    add_case(suite, "nothing", limits_beyond_all_numbers_leave_arrows_in_ink);
    add_case(suite, "numbers", a_number_without_room_beside_its_bar_is_whole_inside);
    add_case(suite, "many", arms_beyond_those_that_have_room_are_said_to_be_missing);
    add_case(suite, "whiskers", whiskers_go_from_5_to_95_percent_and_bars_to_the_median);
    add_case(suite, "dots",
             each_number_is_a_dot_at_its_place_and_those_beyond_the_line_are_counted);
    add_case(suite, "swarm", no_line_stands_in_the_words_of_a_swarm);
    {
        TCase *words = tcase_create("words");

        tcase_add_test(words, one_arm_alone_has_its_number_in_the_title);
        tcase_add_test(words, of_what_is_better_when_less_those_below_are_counted);
        suite_add_tcase(suite, words);
    }
    return suite_run(suite);
}
