/* test_trend.c -- lines and points along axes, and what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/recording.h"
#include "plots/trend.h"
#include "tests/page.h"
#include "tests/suite.h"

static const char *const sources[] = {"bone marrow", "adipose", "umbilical cord"};

static const plot_measure cells = {
    "cells in one injection", "cell", PLOT_LOG, false, NULL, 0, NULL};
static const plot_measure passage = {"passage", "1", PLOT_LINEAR, true, NULL, 0, NULL};
static const plot_measure source = {"source", "1", PLOT_LINEAR, false, sources, 3, NULL};
static const plot_measure relief = {"relief", "mm", PLOT_LINEAR, false, NULL, 0, NULL};

enum { N = 14, N_MANY = 300 };

/* Figures. */

typedef struct {
    double x[N_MANY], y[N_MANY], low[N_MANY], high[N_MANY];
} numbers;

/* In no order; the second failed. */
static void fill(numbers *v, double y, int n)
{
    for (int i = 0; i < n; i++) {
        v->x[i] = 1 + (i * 5) % n;
        v->y[i] = i == 1 ? NAN : y + 0.5 * v->x[i];
        v->low[i] = v->y[i] - 1;
        v->high[i] = v->y[i] + 2;
    }
}

static page draw(const plot_trend *trend, plot_look look)
{
    return page_draw(&plot_trend_maker, trend, look);
}

START_TEST(an_svg_tells_what_is_drawn)
{
    numbers one, other;
    const plot_series series[] = {{"P2 & \"co\"", one.x, one.y, one.low, one.high, N},
                                  {"P12", other.x, other.y, NULL, NULL, N}};
    const plot_trend_panel panel = {"in <adipose>", passage, series, 2};
    const plot_trend trend = {.title = "Relief <falls>",
                              .y = relief,
                              .panels = &panel,
                              .n_panels = 1,
                              .band_words = "bands: 5 to 95 %"};
    static const char *const words[] = {
        "<title id=\"figure-title\">Relief &lt;falls&gt;</title>",
        "Figure of 1 panel. bands: 5 to 95 %. Upward: relief (mm) from 0 to 14. ",
        "in &lt;adipose&gt;. To the right: passage from 1 to 14. ",
        "P2 &amp; &quot;co&quot;: 14 points, 1 failed, from 4.21 to 10.7. ",
        "P12: 14 points, 1 failed, from 2.99 to 9.49. ",
        "for teaching and research</desc>",
        " data-panel=\"in &lt;adipose&gt;\">",
        "<g data-arm=\"P2 &amp; &quot;co&quot;\">",
        "<g data-arm=\"P12\">",
    };
    page written;

    fill(&one, 3.71, N);
    fill(&other, 2.49, N);
    written = draw(&trend, page_plain("svg"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&written, words[i]), "%s", words[i]);
    ck_assert(!page_holds(&written, "not used"));
    ck_assert(!page_holds(&written, "\"nan") && !page_holds(&written, "\"inf"));
    free(written.bytes);
}
END_TEST

START_TEST(equal_input_gives_equal_bytes_in_every_look)
{
    numbers one, other;
    const plot_series series[] = {{"P2", one.x, one.y, one.low, one.high, N},
                                  {"P12", other.x, other.y, NULL, NULL, N}};
    const plot_trend_panel panels[] = {
        {"a", passage, series, 2}, {NULL, cells, series, 1}, {"c", relief, &series[1], 1}};
    const plot_trend trend = {.title = "Relief",
                              .y = relief,
                              .panels = panels,
                              .n_panels = 3,
                              .saying = "a saying"};
    page first, second;

    fill(&one, 3.71, N);
    fill(&other, 2.385, N);
    first = draw(&trend, page_look(_i));
    second = draw(&trend, page_look(_i));
    ck_assert_uint_eq(first.size, second.size);
    ck_assert_mem_eq(first.bytes, second.bytes, first.size);
    if (page_look(_i).format == plot_format_find("png")) page_check_png(&first);
    free(first.bytes);
    free(second.bytes);
}
END_TEST

static void record(page_list *l, const plot_trend *trend)
{
    const plot_look look = page_plain("svg");

    page_record(l, &plot_trend_maker, trend, &page_caption, &look);
}

/* The nth disk; those of the key come first. */
static const plot_drawn *find_disk(const page_list *l, size_t n)
{
    for (size_t i = 0; i < l->list.n; i++) {
        const plot_drawn *d = &l->list.drawn[i];

        if (!d->text && d->shape.kind == PLOT_A_DISK && n-- == 0) return d;
    }
    return NULL;
}

/* At 2 and 8 mm, of which the axis has ticks. */
START_TEST(points_stand_over_their_category_and_have_their_value)
{
    static const double x[] = {0, 2, 1}, y[] = {2, 8, 3.71};
    static const int order[] = {0, 2, 1}; /* they are drawn from the left */
    static const char *const values[] = {"2", "8", "3.71"};
    const plot_series series = {"", x, y, NULL, NULL, 3};
    const plot_trend_panel panel = {NULL, source, &series, 1};
    const plot_trend trend = {
        .title = "Relief", .y = relief, .panels = &panel, .n_panels = 1};
    page_list l;

    record(&l, &trend);
    for (size_t i = 0; i < 3; i++) {
        const size_t point = (size_t)order[i];
        const plot_drawn *disk = find_disk(&l, i);
        const plot_drawn *word = plot_recording_find(&l.list, sources[(size_t)x[point]]);
        const plot_drawn *tick = plot_recording_find(&l.list, values[point]);

        ck_assert(disk && word);
        ck_assert_double_eq_tol(page_middle_x(disk), page_middle_x(word), 0.5);
        if (point < 2)
            ck_assert_double_eq_tol(page_middle_y(disk), page_middle_y(tick), 1.5);
    }
    ck_assert_double_eq_tol(page_middle_x(plot_recording_find(&l.list, "3.71")),
                            page_middle_x(find_disk(&l, 1)), 0.5);
    ck_assert_double_lt(page_middle_y(plot_recording_find(&l.list, "3.71")),
                        page_middle_y(find_disk(&l, 1)));
    page_list_free(&l);
}
END_TEST

/* The first stands left, the second as far right of the category that both have; the second is
 * alone over the other.  Series are drawn from the last. */
START_TEST(points_of_one_category_stand_side_by_side)
{
    static const double x[] = {0, 1}, y[] = {2, 8}, low[] = {1, 7}, high[] = {3, 9};
    const plot_series series[] = {{"a", x, y, low, high, 1}, {"b", x, y, low, high, 2}};
    const plot_trend_panel panel = {NULL, source, series, 2};
    const plot_trend trend = {
        .title = "Relief", .y = relief, .panels = &panel, .n_panels = 1};
    const plot_drawn *word, *other, *a, *b, *alone;
    page_list l;

    record(&l, &trend);
    word = plot_recording_find(&l.list, sources[0]);
    other = plot_recording_find(&l.list, sources[1]);
    b = find_disk(&l, 2);
    alone = find_disk(&l, 3);
    a = find_disk(&l, 4);
    ck_assert(word && other && a && b && alone);
    ck_assert_double_lt(page_middle_x(a), page_middle_x(word) - 5);
    ck_assert_double_eq_tol(page_middle_x(a) + page_middle_x(b), 2 * page_middle_x(word),
                            1);
    ck_assert_double_eq_tol(page_middle_x(alone), page_middle_x(other), 0.5);
    page_list_free(&l);
}
END_TEST

/* From 2 to 8 mm, where the axis has ticks. */
START_TEST(whiskers_end_at_their_numbers)
{
    static const double x[] = {1}, y[] = {4}, low[] = {2}, high[] = {8};
    const plot_series series = {"", x, y, low, high, 1};
    const plot_trend_panel panel = {NULL, source, &series, 1};
    const plot_trend trend = {
        .title = "Relief", .y = relief, .panels = &panel, .n_panels = 1};
    const plot_drawn *two, *eight;
    bool found = false;
    page_list l;

    record(&l, &trend);
    two = plot_recording_find(&l.list, "2");
    eight = plot_recording_find(&l.list, "8");
    ck_assert(two && eight);
    for (size_t i = 0; i < l.list.n; i++) {
        const plot_drawn *d = &l.list.drawn[i];

        found |= !d->text && d->shape.kind == PLOT_A_LINE && d->clip > 0 &&
                 fabs(d->box.y - page_middle_y(eight)) < 1.5 &&
                 fabs(d->box.y + d->box.height - page_middle_y(two)) < 1.5;
    }
    ck_assert(found);
    page_list_free(&l);
}
END_TEST

/* An arm has one color in all panels, though not one place in their lists. */
START_TEST(equal_names_have_one_color)
{
    numbers v;
    const plot_series series[] = {{"P2", v.x, v.y, NULL, NULL, N},
                                  {"P12", v.x, v.y, NULL, NULL, N}};
    const plot_trend_panel panels[] = {{NULL, passage, series, 2},
                                       {NULL, passage, &series[1], 1}};
    plot_trend trend = {.title = "Relief", .y = relief, .panels = panels, .n_panels = 1};
    const plot_color second = plot_arm_color(plot_theme_find("light"), 1, 2);
    page alone, both;

    fill(&v, 3.71, N);
    alone = draw(&trend, page_plain("png")); /* P2 hides P12 but for its rim */
    trend.n_panels = 2;
    both = draw(&trend, page_plain("png"));
    ck_assert_uint_gt(page_count_color(&both, second),
                      page_count_color(&alone, second) + 200);
    free(alone.bytes);
    free(both.bytes);
}
END_TEST

/* Of three points on a line the middle one fails: two dots and a cross are left. */
START_TEST(a_failed_point_parts_the_line)
{
    const double x[] = {1, 2.5, 4}, whole_y[] = {2, 2, 2}, parted_y[] = {2, NAN, 2};
    plot_series series = {"", x, whole_y, NULL, NULL, 3};
    const plot_trend_panel panel = {NULL, relief, &series, 1};
    const plot_trend trend = {
        .title = "Relief", .y = relief, .panels = &panel, .n_panels = 1};
    const plot_color color = plot_arm_color(plot_theme_find("light"), 0, 1);
    page whole = draw(&trend, page_plain("png")), parted;
    double all, left;

    series.y = parted_y;
    parted = draw(&trend, page_plain("png"));
    all = (double)page_count_color(&whole, color);
    left = (double)page_count_color(&parted, color);
    ck_assert_double_gt(all, 2000);
    ck_assert_double_lt(left, 0.2 * all);
    ck_assert_double_gt(left, 50);
    free(whole.bytes);
    free(parted.bytes);
}
END_TEST

typedef enum {
    SCATTER,
    CATEGORIES,
    SCATTER_CATEGORIES,
    FAILED,
    SINGLE,
    LOG_Y,
    EMPTY,
    ODD
} odd_case;

static const char *const odd_words[] = {
    [SCATTER] = "P2: 300 points, 1 failed, from 4.21 to 152. ",
    [CATEGORIES] = "To the right: source: bone marrow, adipose and umbilical cord. ",
    [SCATTER_CATEGORIES] =
        "To the right: source: bone marrow, adipose and umbilical cord. ",
    [FAILED] = "P2: 300 points, 300 failed. ",
    [SINGLE] = "P2: 1 points, from 4.21 to 4.21. ",
    [LOG_Y] = "on a log scale. ",
    [EMPTY] = "P2: 0 points. ",
};

START_TEST(odd_points_are_drawn_too)
{
    odd_case kind = (odd_case)(_i % ODD);
    plot_look look = page_look(_i / ODD);
    numbers v, other;
    plot_series series[] = {{"P2", v.x, v.y, v.low, v.high, N_MANY},
                            {"P12", other.x, other.y, other.low, other.high, N_MANY}};
    plot_trend_panel panels[] = {{NULL, passage, series, 1}, {"x", passage, &series[1], 1}};
    plot_trend trend = {.title = "Odd", .y = relief, .panels = panels, .n_panels = 2};
    page written;

    fill(&v, 3.71, N_MANY);
    fill(&other, 3.71, N_MANY);
    trend.scatter = kind == SCATTER || kind == SCATTER_CATEGORIES;
    if (kind == CATEGORIES || kind == SCATTER_CATEGORIES) panels[0].x = source;
    for (int i = 0; i < N_MANY; i++) {
        if (panels[0].x.words) v.x[i] = i % 3;
        if (kind == FAILED) v.y[i] = i % 2 ? INFINITY : NAN;
    }
    if (kind == CATEGORIES) series[0].n = 3;
    if (kind == SINGLE) series[0].n = 1;
    if (kind == EMPTY) series[0].n = 0;
    if (kind == LOG_Y) trend.y.scale = PLOT_LOG;
    written = draw(&trend, look);
    page_check_png(&written);
    free(written.bytes);
    look.format = plot_format_find("svg");
    written = draw(&trend, look);
    ck_assert_msg(page_holds(&written, odd_words[kind]), "%s", odd_words[kind]);
    ck_assert(!page_holds(&written, "\"nan") && !page_holds(&written, "\"inf"));
    free(written.bytes);
}
END_TEST

START_TEST(twelve_panels_have_room)
{
    static const char *const names[] = {"P2", "P5", "P8", "P12", "untreated"};
    numbers v;
    plot_series series[5];
    plot_trend_panel panels[PLOT_MOST_PANELS];
    const plot_measure axes[] = {passage, cells, source};
    plot_trend trend = {.title = "Many", .y = relief, .panels = panels, .scatter = true};
    page written;

    fill(&v, 3.71, N);
    for (int i = 0; i < N; i++) v.x[i] = i % 3;
    for (int i = 0; i < 5; i++)
        series[i] = (plot_series){names[i], v.x, v.y, v.low, v.high, N};
    for (int i = 0; i < N; i++) v.x[i] += 1;
    for (int i = 0; i < PLOT_MOST_PANELS; i++)
        panels[i] = (plot_trend_panel){i % 2 ? NULL : "a title", axes[i % 2], series, 5};
    trend.n_panels = (size_t)_i / PAGE_SIZES ? PLOT_MOST_PANELS : 7;
    written = draw(&trend, page_look(2 * (_i % PAGE_SIZES)));
    page_check_png(&written);
    free(written.bytes);
}
END_TEST

typedef struct {
    size_t n_panels, n;
    double x; /* of the second point */
    bool log;
    const char *message;
} error_case;

static const error_case wrong[] = {
    {0, 3, 2, false, "figure 'Relief': 0 panels; 1 to 12 would be right"},
    {13, 3, 2, false, "figure 'Relief': 13 panels; 1 to 12 would be right"},
    {2, 0, 2, false, "figure 'Relief': no points; 1 or more would be right"},
    {1, 3, -2.5, true,
     "figure 'Relief': panel 1, 'P2', point 2: cells in one injection = -2.5 cannot be "
     "shown "
     "on a log axis; a number above 0 would be right"},
    {1, 3, INFINITY, false,
     "figure 'Relief': panel 1, 'P2', point 2: passage = inf cannot be shown; a finite "
     "number would be right"},
};

enum { N_WRONG = sizeof wrong / sizeof *wrong };

START_TEST(what_is_wrong_is_named)
{
    const error_case *c = &wrong[_i];
    const double x[] = {1, c->x, 3}, y[] = {2.5, 3.71, 2.385};
    const plot_series series = {"P2", x, y, NULL, NULL, c->n};
    plot_trend_panel panels[13];
    const plot_trend trend = {
        .title = "Relief", .y = relief, .panels = panels, .n_panels = c->n_panels};
    const plot_look look = page_plain("svg");
    FILE *out = tmpfile();
    sim_error err;

    for (int i = 0; i < 13; i++)
        panels[i] = (plot_trend_panel){NULL, c->log ? cells : passage, &series, 1};
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_trend_maker, &trend},
                                       &page_caption, &look, out, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, c->message);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trend");
    TCase *cases = tcase_create("trend"), *places = tcase_create("places");

    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, places);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, an_svg_tells_what_is_drawn);
    tcase_add_loop_test(cases, equal_input_gives_equal_bytes_in_every_look, 0, PAGE_LOOKS);
    tcase_add_test(places, points_stand_over_their_category_and_have_their_value);
    tcase_add_test(places, points_of_one_category_stand_side_by_side);
    tcase_add_test(places, whiskers_end_at_their_numbers);
    tcase_add_test(cases, equal_names_have_one_color);
    tcase_add_test(cases, a_failed_point_parts_the_line);
    tcase_add_loop_test(cases, odd_points_are_drawn_too, 0, ODD * PAGE_THEMES * PAGE_SIZES);
    tcase_add_loop_test(cases, twelve_panels_have_room, 0, 2 * PAGE_SIZES);
    tcase_add_loop_test(cases, what_is_wrong_is_named, 0, N_WRONG);
    return suite_run(suite);
}
