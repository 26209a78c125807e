/* test_field.c -- rulers, colors, and figures of numbers over two axes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/field.h"
#include "plots/recording.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

static const char *const sources[] = {"bone marrow", "adipose", "umbilical cord"};

static const plot_measure cells = {
    "cells in one injection", "cell", PLOT_LOG, false, NULL, 0, NULL};
static const plot_measure passage = {"passage", "1", PLOT_LINEAR, true, NULL, 0, NULL};
static const plot_measure source = {"source", "1", PLOT_LINEAR, false, sources, 3, NULL};
static const plot_measure relief = {"relief", "mm", PLOT_LINEAR, false, NULL, 0, NULL};

/* Rulers. */

typedef struct {
    const plot_measure *measure;
    double from, to;
    size_t most, n;
    double first, last; /* ticks */
    const char *label;  /* of the last */
} ruler_case;

static const ruler_case rulers[] = {
    {&cells, 1e6, 1.5e8, 7, 3, 1e6, 1e8, "10⁸"},
    {&cells, 3e6, 8e7, 7, 4, 5e6, 5e7, "5×10⁷"},
    {&cells, 3e6, 8e7, 3, 3, 3e6, 3e7, "3×10⁷"},
    {&cells, 0.03, 7, 7, 7, 0.05, 5, "5"},
    {&cells, 2.1e6, 6.3e6, 5, 4, 3e6, 6e6, "6×10⁶"},
    {&cells, 1, 1e12, 4, 4, 1, 1e12, "10¹²"},
    {&passage, 0.5, 9.5, 12, 9, 1, 9, "9"},
    {&passage, 0.5, 9.5, 4, 1, 5, 5, "5"},
    {&source, -0.5, 2.5, 1, 3, 0, 2, "umbilical cord"},
    {&relief, -1.37, 13.2, 9, 7, 0, 12, "12"},
};

enum { N_RULERS = sizeof rulers / sizeof *rulers };

START_TEST(a_ruler_has_round_ticks_between_its_ends)
{
    const ruler_case *c = &rulers[_i];
    plot_ruler r = plot_ruler_exact(c->measure, (plot_range){c->from, c->to}, c->most);
    char text[PLOT_WORDS_SIZE];

    ck_assert_uint_eq(r.n, c->n);
    ck_assert_double_eq_tol(r.ticks[0], c->first, 1e-12 * c->to);
    ck_assert_double_eq_tol(r.ticks[r.n - 1], c->last, 1e-12 * c->to);
    plot_ruler_print(&r, r.n - 1, text);
    ck_assert_str_eq(text, c->label);
    ck_assert_double_eq(plot_ruler_place(&r, c->from), 0);
    ck_assert_double_eq(plot_ruler_place(&r, c->to), 1);
}
END_TEST

START_TEST(a_log_ruler_is_even_in_factors)
{
    plot_ruler r = plot_ruler_exact(&cells, (plot_range){2e6, 32e6}, 5);

    ck_assert_double_eq_tol(plot_ruler_place(&r, 8e6), 0.5, 1e-12); /* 2 of 4 doublings */
    ck_assert_double_nan(plot_ruler_place(&r, 0));
    ck_assert_double_nan(plot_ruler_place(&r, INFINITY));
}
END_TEST

START_TEST(a_range_of_one_value_gets_a_width)
{
    const plot_range one = {5, 5}, zero = {0, 0};
    plot_range r;

    r = plot_range_widen(one, &relief, 0);
    ck_assert(r.from == 2.5 && r.to == 7.5);
    r = plot_range_widen(zero, &relief, 0);
    ck_assert(r.from == -1 && r.to == 1);
    r = plot_range_widen(one, &passage, 0.1);
    ck_assert(r.from == 4.5 && r.to == 5.5);
    r = plot_range_widen(one, &cells, 0);
    ck_assert_double_eq_tol(r.to / r.from, sqrt(10), 1e-12); /* a quarter decade each */
    r = plot_range_widen((plot_range){2, 12}, &relief, 0.1);
    ck_assert(r.from == 1 && r.to == 13);
    r = plot_range_widen((plot_range){2, 12}, &relief, 0);
    ck_assert(r.from == 2 && r.to == 12);
}
END_TEST

/* Colors. */

static double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* CIE L*. */
static double lightness(plot_color c)
{
    double y = 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);

    return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y;
}

START_TEST(colors_brighten_evenly)
{
    double from = lightness(plot_tint(0)), to = lightness(plot_tint(1));

    ck_assert_double_lt(from, 16);
    ck_assert_double_gt(to, 90);
    for (int i = 0; i < 20; i++) {
        double step = lightness(plot_tint((i + 1) / 20.)) - lightness(plot_tint(i / 20.));

        ck_assert_double_gt(step, 0.6 * (to - from) / 20);
        ck_assert_double_lt(step, 1.4 * (to - from) / 20);
    }
}
END_TEST

/* Figures. */

enum { N_POINTS = 120 };

enum { N_X = 6, N_Y = 4, N = N_X * N_Y };

typedef struct {
    double x[N_POINTS], y[N_POINTS], z[N_POINTS];
} points;

/* 1e6 to 1.5e8 cells by passage 1 to 4, one failed. */
static void fill_grid(points *p)
{
    for (int i = 0; i < N; i++) {
        p->x[i] = 1e6 * pow(150, (i % N_X) / (N_X - 1.));
        p->y[i] = 1 + i / N_X;
        p->z[i] = i == 9 ? NAN : 2.5 + 0.4 * (i % N_X) * (i / N_X + 1);
    }
}

static void fill_scattered(points *p)
{
    for (int i = 0; i < N_POINTS; i++) {
        p->x[i] = 1e6 * pow(150, page_scatter(i + 1, 2));
        p->y[i] = 1 + 3 * page_scatter(i + 1, 3);
        p->z[i] = i % 40 == 7 ? NAN : 2.5 + p->y[i];
    }
}

static page draw(const plot_field *field, plot_look look)
{
    return page_draw(&plot_field_maker, field, look);
}

START_TEST(an_svg_tells_what_is_drawn)
{
    points grid, scattered;
    const plot_field_panel panels[] = {{"source = <adipose>", grid.x, grid.y, grid.z, N},
                                       {NULL, scattered.x, scattered.y, scattered.z, 120}};
    const plot_field field = {.title = "Where <relief> is best",
                              .x = cells,
                              .y = passage,
                              .z = relief,
                              .panels = panels,
                              .n_panels = 2};
    static const char *const words[] = {
        "<title id=\"figure-title\">Where &lt;relief&gt; is best</title>",
        "relief (mm) as colors in 2 panels. ",
        "To the right: cells in one injection from ",
        " on a log scale. Upward: passage from 1 to 4. ",
        "source = &lt;adipose&gt;: 24 points, a grid of 6 by 4, 1 failed, from 2.5 to 10.5",
        "120 points, 3 failed, from 3.51 to 6.46. ",
        "for teaching and research</desc>",
    };
    page written;

    fill_grid(&grid);
    fill_scattered(&scattered);
    written = draw(&field, page_plain("svg"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&written, words[i]), "%s", words[i]);
    ck_assert(!page_holds(&written, "not used"));
    ck_assert(!page_holds(&written, "nan") && !page_holds(&written, "\"inf"));
    free(written.bytes);
}
END_TEST

START_TEST(equal_input_gives_equal_bytes_in_every_look)
{
    points grid, scattered;
    const plot_field_panel panels[] = {{"A", grid.x, grid.y, grid.z, N},
                                       {"B", scattered.x, scattered.y, scattered.z, 60}};
    const plot_field field = {.title = "Relief",
                              .x = cells,
                              .y = passage,
                              .z = relief,
                              .panels = panels,
                              .n_panels = 2,
                              .saying = "a saying"};
    page one, two;

    fill_grid(&grid);
    fill_scattered(&scattered);
    one = draw(&field, page_look(_i));
    two = draw(&field, page_look(_i));
    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.bytes, two.bytes, one.size);
    if (page_look(_i).format == plot_format_find("png")) page_check_png(&one);
    free(one.bytes);
    free(two.bytes);
}
END_TEST

/* Both ends of the scale are drawn as cells of their color: 1 of 24 each. */
START_TEST(cells_have_the_color_of_their_point)
{
    points p;
    const plot_field_panel panel = {NULL, p.x, p.y, p.z, N};
    const plot_field field = {.title = "Relief",
                              .x = source,
                              .y = passage,
                              .z = relief,
                              .panels = &panel,
                              .n_panels = 1};
    page written;
    size_t low, middle;

    for (int i = 0; i < N; i++) {
        p.x[i] = i % 3;
        p.y[i] = 1 + i / 3;
        p.z[i] = i == 4 ? 2.385 : 3.71;
    }
    written = draw(&field, page_plain("png"));
    low = page_count_color(&written, plot_tint(0));
    middle = page_count_color(&written, plot_tint(1));
    ck_assert_uint_gt(low, 1000);
    ck_assert_double_eq_tol((double)middle / (double)low, 23, 1); /* edges, color bar */
    free(written.bytes);
}
END_TEST

static void record(page_list *l, const plot_field *field)
{
    const plot_look look = page_plain("svg");

    page_record(l, &plot_field_maker, field, &page_caption, &look);
}

static bool is_color(plot_color a, plot_color b)
{
    return fabs(a.red - b.red) + fabs(a.green - b.green) + fabs(a.blue - b.blue) < 1e-9;
}

/* The last box of a color that a point is in; NULL: none. */
static const plot_drawn *find_cell(const page_list *l, double x, double y)
{
    const plot_drawn *found = NULL;

    for (size_t i = 0; i < l->list.n; i++) {
        const plot_drawn *d = &l->list.drawn[i];

        if (d->text || d->shape.kind != PLOT_A_BOX) continue;
        if (x > d->box.x && x < d->box.x + d->box.width && y > d->box.y &&
            y < d->box.y + d->box.height)
            found = d;
    }
    return found;
}

/* Rising to the right and, more, upward. */
START_TEST(each_cell_stands_at_the_words_and_numbers_of_its_point)
{
    static const char *const passages[] = {"1", "2", "3", "4"};
    double x[12], y[12], z[12];
    const plot_field_panel panel = {NULL, x, y, z, 12};
    const plot_field field = {.title = "Relief",
                              .x = source,
                              .y = passage,
                              .z = relief,
                              .panels = &panel,
                              .n_panels = 1};
    page_list l;

    for (int i = 0; i < 12; i++) {
        x[i] = i % 3;
        y[i] = 1 + i / 3;
        z[i] = 2.385 + x[i] + 3.71 * y[i];
    }
    record(&l, &field);
    for (int i = 0; i < 12; i++) {
        const plot_drawn *below = plot_recording_find(&l.list, sources[i % 3]);
        const plot_drawn *beside = plot_recording_find(&l.list, passages[i / 3]);
        const plot_drawn *cell = find_cell(&l, page_middle_x(below), page_middle_y(beside));

        ck_assert_ptr_nonnull(cell);
        ck_assert(is_color(cell->shape.fill, plot_tint((z[i] - z[0]) / (z[11] - z[0]))));
        ck_assert_double_eq_tol(page_middle_x(cell), page_middle_x(below),
                                1); /* with an overlap */
    }
    page_list_free(&l);
}
END_TEST

/* Relief is 10 times the passage to the right: 25 mm lies between 2 and 3. */
START_TEST(levels_of_ones_own_stand_at_their_number_with_its_unit)
{
    static const double levels[] = {25, 371, 25}; /* one twice */
    double x[16], y[16], z[16];
    const plot_field_panel panel = {NULL, x, y, z, 16};
    const plot_field field = {.title = "Relief",
                              .x = passage,
                              .y = relief,
                              .z = relief,
                              .panels = &panel,
                              .n_panels = 1,
                              .levels = levels,
                              .n_levels = 3};
    const plot_drawn *label, *two, *three;
    size_t n = 0;
    page_list l;

    for (int i = 0; i < 16; i++) {
        x[i] = 1 + i % 4;
        y[i] = 2.385 + i / 4;
        z[i] = 10 * x[i];
    }
    record(&l, &field);
    label = plot_recording_find(&l.list, "25 mm");
    two = plot_recording_find(&l.list, "2");
    three = plot_recording_find(&l.list, "3");
    ck_assert(label && two && three);
    ck_assert_double_eq_tol(page_middle_x(label),
                            0.5 * (page_middle_x(two) + page_middle_x(three)), 1);
    for (size_t i = 0; i < l.list.n;
         i++) /* none of the colors' own numbers but beside them */
        ck_assert(!l.list.drawn[i].text || strcmp(l.list.drawn[i].text, "20") != 0 ||
                  l.list.drawn[i].box.y < 200);
    for (size_t i = 0; i < l.list.n; i++)
        n += l.list.drawn[i].text && strcmp(l.list.drawn[i].text, "25 mm") == 0;
    ck_assert_uint_eq(n, 1);
    ck_assert_ptr_nonnull(plot_recording_find(
        &l.list, "no line at 371 mm: all points are on one side of it"));
    page_list_free(&l);
}
END_TEST

START_TEST(levels_of_shares_are_told_in_percent)
{
    static const plot_measure share = {
        .label = "dead", .unit = "%", .counted = &plot_percent};
    static const double levels[] = {0.25, 0.9};
    double x[16], y[16], z[16];
    const plot_field_panel panel = {NULL, x, y, z, 16};
    page_list l;

    for (int i = 0; i < 16; i++) {
        x[i] = 1 + i % 4;
        y[i] = 2.385 + i / 4;
        z[i] = 0.1 * x[i];
    }
    record(&l, &(plot_field){.title = "Dead",
                             .x = passage,
                             .y = relief,
                             .z = share,
                             .panels = &panel,
                             .n_panels = 1,
                             .levels = levels,
                             .n_levels = 2});
    ck_assert_ptr_nonnull(plot_recording_find(&l.list, "dead (%)"));
    ck_assert_ptr_nonnull(plot_recording_find(&l.list, "25\u00a0%"));
    ck_assert_ptr_nonnull(plot_recording_find(
        &l.list, "no line at 90\u00a0%: all points are on one side of it"));
    page_list_free(&l);
}
END_TEST

typedef enum {
    CONSTANT,
    FAILED,
    SINGLE,
    WORDS,
    COLUMN,
    LINE,
    NOTHING_IN_ONE,
    ODD
} odd_case;

static const char *const odd_words[] = {
    [CONSTANT] = "24 points, a grid of 6 by 4, from 3.71 to 3.71. ",
    [FAILED] = "24 points, a grid of 6 by 4, 24 failed. ",
    [SINGLE] = "1 points, a grid of 1 by 1, from 2.5 to 2.5. ",
    [WORDS] = "best source as colors in 1 panel. ",
    [COLUMN] = "4 points, a grid of 1 by 4, from 2.5 to 2.5. ",
    [LINE] = "5 points, from 1 to 5. ",
    [NOTHING_IN_ONE] = "0 points. ",
};

static plot_field_panel make_odd(odd_case kind, points *p)
{
    plot_field_panel panel = {"odd", p->x, p->y, p->z, N};

    fill_grid(p);
    for (int i = 0; i < N; i++) {
        if (kind == CONSTANT) p->z[i] = 3.71;
        if (kind == FAILED) p->z[i] = i % 2 ? INFINITY : NAN;
        if (kind == WORDS) p->z[i] = i % 3;
        if (kind == COLUMN) p->x[i] = 2e7, p->y[i] = 1 + i, p->z[i] = 2.5;
        if (kind == LINE) p->x[i] = 1e6 * (i + 1), p->y[i] = i + 1, p->z[i] = i + 1;
    }
    if (kind == SINGLE) panel.n = 1;
    if (kind == COLUMN) panel.n = 4;
    if (kind == LINE) panel.n = 5;
    if (kind == NOTHING_IN_ONE) panel.n = 0;
    return panel;
}

START_TEST(odd_points_are_drawn_too)
{
    odd_case kind = (odd_case)(_i % ODD);
    plot_measure best = source;
    points p, other;
    const plot_field_panel panels[] = {make_odd(kind, &p), make_odd(CONSTANT, &other)};
    plot_field field = {.title = "Odd",
                        .x = cells,
                        .y = passage,
                        .z = relief,
                        .panels = panels,
                        .n_panels = kind == NOTHING_IN_ONE ? 2 : 1};
    plot_look look = page_look(_i / ODD);
    page written;

    best.label = "best source";
    if (kind == WORDS) field.z = best;
    written = draw(&field, look);
    page_check_png(&written);
    free(written.bytes);
    look.format = plot_format_find("svg");
    written = draw(&field, look);
    ck_assert_msg(page_holds(&written, odd_words[kind]), "%s", odd_words[kind]);
    ck_assert(!page_holds(&written, "\"nan") && !page_holds(&written, "\"inf"));
    free(written.bytes);
}
END_TEST

START_TEST(twelve_panels_have_room)
{
    static const char *const titles[] = {"a", "a title too long for a panel of its kind",
                                         NULL};
    plot_field_panel panels[PLOT_MOST_PANELS];
    plot_field field = {
        .title = "Many", .x = cells, .y = passage, .z = relief, .panels = panels};
    points p;
    page written;

    fill_grid(&p);
    for (int i = 0; i < PLOT_MOST_PANELS; i++)
        panels[i] = (plot_field_panel){titles[i % 3], p.x, p.y, p.z, N};
    field.n_panels = (size_t)_i / PAGE_SIZES ? PLOT_MOST_PANELS : 5;
    written = draw(&field, page_look(2 * (_i % PAGE_SIZES)));
    page_check_png(&written);
    free(written.bytes);
}
END_TEST

typedef struct {
    size_t n_panels, n;
    double x, y; /* of the second point */
    const char *message;
} error_case;

static const error_case wrong[] = {
    {0, 3, 2e7, 2, "figure 'Relief': 0 panels; 1 to 12 would be right"},
    {13, 3, 2e7, 2, "figure 'Relief': 13 panels; 1 to 12 would be right"},
    {1, 0, 2e7, 2, "figure 'Relief': no points; 1 or more would be right"},
    {1, 3, 0, 2,
     "figure 'Relief': panel 1, point 2: cells in one injection = 0 cannot be shown on a "
     "log "
     "axis; a number above 0 would be right"},
    {1, 3, 2e7, NAN,
     "figure 'Relief': panel 1, point 2: passage = nan cannot be shown; a finite number "
     "would "
     "be right"},
};

enum { N_WRONG = sizeof wrong / sizeof *wrong };

START_TEST(what_is_wrong_is_named)
{
    const error_case *c = &wrong[_i];
    const double x[] = {1e6, c->x, 1e8}, y[] = {1, c->y, 3}, z[] = {2.5, 3.71, 2.385};
    plot_field_panel panels[13];
    const plot_field field = {.title = "Relief",
                              .x = cells,
                              .y = passage,
                              .z = relief,
                              .panels = panels,
                              .n_panels = c->n_panels};
    const plot_look look = page_plain("svg");
    FILE *out = tmpfile();
    sim_error err;

    for (int i = 0; i < 13; i++) panels[i] = (plot_field_panel){NULL, x, y, z, c->n};
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_field_maker, &field},
                                       &page_caption, &look, out, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, c->message);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
}
END_TEST

static const sim_telling told_as = {.words = "relief", .least = 1};

/* The best stands in the last of nine, which a slide has no room for. */
START_TEST(a_title_is_about_all_panels_whatever_has_room)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    const double x[] = {1e6, 1e7, 1e6, 1e7}, y[] = {2, 2, 3, 3};
    double z[9][4];
    plot_field_panel panels[9];
    sim_pool pool = {0};
    const plot_told told = {.words = "Relief",
                            .column = "relief",
                            .unit = "mm",
                            .telling = &told_as,
                            .x = "dose",
                            .y = "passage",
                            .pool = &pool};
    const plot_field field = {.title = "Relief",
                              .x = cells,
                              .y = passage,
                              .z = relief,
                              .panels = panels,
                              .n_panels = 9,
                              .told = &told};
    const plot_look look = page_look(2 * _i);
    const plot_figure figure = {&plot_field_maker, &field};
    plot_facts facts = {0};
    page_list list;

    for (int i = 0; i < 9; i++) {
        for (int k = 0; k < 4; k++) z[i][k] = 2.385 + i + (k == 1 ? 3.71 : 0);
        panels[i] = (plot_field_panel){names[i], x, y, z[i], 4};
    }
    page_record_said(&list, &figure, &page_caption, &look, &facts);
    ck_assert_uint_eq(facts.n, 10);
    ck_assert_str_eq(facts.list[0].text,
                     "Relief: most, 14.1 mm, with i at dose 10⁷ cells, passage 2; least, "
                     "2.38 mm, with a at dose 10⁶ cells, any passage tried: 83 % less");
    ck_assert_str_eq(facts.list[9].panel, "i");
    ck_assert_int_eq(plot_recording_find(&list.list, "i") != NULL, look.size->facets >= 9);
    ck_assert_int_eq(plot_recording_find(&list.list, "6 of 9 panels have room here, the "
                                                     "title is of all") != NULL,
                     look.size->facets == 6);
    page_list_free(&list);
    plot_facts_free(&facts);
    sim_pool_free(&pool);
}
END_TEST

/* Titles of five lines above six panels. */
START_TEST(panels_that_find_no_room_are_left_out_and_told)
{
    static const char *const names[] = {
        "a mode of thawing that has a name of many words = 2.385 days",
        "b",
        "c",
        "d",
        "e",
        "f"};
    const double x[] = {1e6, 1e7, 1e6, 1e7}, y[] = {2, 2, 3, 3}, z[] = {9.1, 5, 6, 7};
    plot_field_panel panels[6];
    sim_pool pool = {0};
    const plot_told told = {.words =
                                "Best specific relief of pain that any of these can give",
                            .column = "relief",
                            .unit = "mm",
                            .telling = &told_as,
                            .of = "mean of 2385 replicates",
                            .x = "dose of cells",
                            .y = "passage of the harvest",
                            .pool = &pool};
    const plot_field field = {.x = cells,
                              .y = passage,
                              .z = relief,
                              .panels = panels,
                              .n_panels = 6,
                              .told = &told,
                              .saying = "24 points, grid"};
    const plot_look look = page_look(_i);
    page_list list;

    for (int i = 0; i < 6; i++) panels[i] = (plot_field_panel){names[i], x, y, z, 4};
    page_record(&list, &plot_field_maker, &field, &page_caption, &look);
    boxes_check(&list.list, look.size->name);
    ck_assert_int_eq(
        page_list_shows(&list, "of 6 panels have room here, the title is of all"),
        look.size->height > 0);
    page_list_free(&list);
    sim_pool_free(&pool);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("field");
    TCase *cases = tcase_create("field"), *places = tcase_create("places");

    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, places);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, a_ruler_has_round_ticks_between_its_ends, 0, N_RULERS);
    tcase_add_test(cases, a_log_ruler_is_even_in_factors);
    tcase_add_test(cases, a_range_of_one_value_gets_a_width);
    tcase_add_test(cases, colors_brighten_evenly);
    tcase_add_test(cases, an_svg_tells_what_is_drawn);
    tcase_add_loop_test(cases, equal_input_gives_equal_bytes_in_every_look, 0, PAGE_LOOKS);
    tcase_add_test(places, cells_have_the_color_of_their_point);
    tcase_add_test(places, each_cell_stands_at_the_words_and_numbers_of_its_point);
    tcase_add_test(places, levels_of_ones_own_stand_at_their_number_with_its_unit);
    tcase_add_test(places, levels_of_shares_are_told_in_percent);
    tcase_add_loop_test(cases, odd_points_are_drawn_too, 0, ODD * PAGE_THEMES * PAGE_SIZES);
    tcase_add_loop_test(cases, twelve_panels_have_room, 0, 2 * PAGE_SIZES);
    tcase_add_loop_test(cases, a_title_is_about_all_panels_whatever_has_room, 0,
                        PAGE_SIZES);
    tcase_add_loop_test(cases, panels_that_find_no_room_are_left_out_and_told, 0,
                        PAGE_THEMES * PAGE_SIZES);
    tcase_add_loop_test(cases, what_is_wrong_is_named, 0, N_WRONG);
    return suite_run(suite);
}
