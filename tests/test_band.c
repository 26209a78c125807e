/* test_band.c -- bands of an ensemble: axes that hold them, edges, panels left out, words. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/cairo.h"
#include "plots/curve.h"
#include "plots/figure.h"
#include "plots/key.h"
#include "tests/suite.h"

static const sim_column columns[] = {
    {"day", "day", "time after the first dose", SIM_CELL_NUMBER},
    {"total_relief", "mm", "pain relief, the placebo's share included", SIM_CELL_NUMBER},
    {"live_in_joint", "cell", "live cells in the joint", SIM_CELL_NUMBER},
    {"placebo_relief", "mm", "pain relief by the placebo", SIM_CELL_NUMBER},
};

enum { DAY, RELIEF, CELLS, PLACEBO, N_COLUMNS, N_EDGES = 4, LAST_DAY = 183, MAX_ARMS = 5 };

static const char *const names[MAX_ARMS] = {"untreated", "P2", "P5", "P8", "P12"};

/* Of a normal distribution: outer low and high, inner low and high. */
static const double quantiles[N_EDGES] = {-1.645, 1.645, -0.6745, 0.6745};

static const plot_caption caption = {.title = "Patients differ", .footer = "seed 2385"};

static const char words[] = "lines: median; bands: 50 and 90 % of 500 patients";

typedef struct {
    sim_table median, edges[N_EDGES];
    const sim_table *all[1];
    plot_band bands[2];
    plot_data source;
} ensemble;

static void fill(sim_table *table, size_t n_arms, size_t n_columns, double z)
{
    const sim_column key = {"arm", "1", "arm", SIM_CELL_TEXT};
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_init(table, "timecourse", key, columns, n_columns, &err),
                     SIM_OK);
    for (size_t arm = 0; arm < n_arms; arm++)
        for (int day = 0; day <= LAST_DAY; day++) {
            double effect = arm > 0 ? exp(-0.2385 * (double)arm) : 0.0371;
            double value[N_COLUMNS] = {
                day, 23.85 * effect * (1 - exp(-0.1 * day)) * exp(0.371 * z),
                3.71e6 * effect * exp(-0.0385 * day + (1 + 0.04 * day) * z),
                12.23 * (1 - exp(-0.1 * day))};

            ck_assert_int_eq(sim_table_add_row(table, names[arm], &row, &err), SIM_OK);
            memcpy(row, value, n_columns * sizeof *value);
        }
}

static void open_ensemble(ensemble *e, size_t n_arms, size_t n_columns)
{
    fill(&e->median, n_arms, n_columns, 0);
    for (size_t i = 0; i < N_EDGES; i++)
        fill(&e->edges[i], n_arms, n_columns, quantiles[i]);
    e->all[0] = &e->median;
    e->bands[0] = (plot_band){.low = &e->edges[0], .high = &e->edges[1]};
    e->bands[1] = (plot_band){.low = &e->edges[2], .high = &e->edges[3]};
    e->source = (plot_data){.runs = {{e->all, 1, NULL}}, .bands = {e->bands, 2, words, 1}};
}

static void close_ensemble(ensemble *e)
{
    sim_table_free(&e->median);
    for (size_t i = 0; i < N_EDGES; i++) sim_table_free(&e->edges[i]);
}

static const char *const sizes[] = {"a4", "column", "slide", "square"};
static const char *const themes[] = {"light", "dark"};
static const size_t counts[] = {1, 2, 5};

enum { N_SIZES = 4, N_THEMES = 2, N_COUNTS = 3 };

static const char *const y[] = {"total_relief", "live_in_joint"};

static const plot_wish plain = {.name = "mine",
                                .table = "timecourse",
                                .x = "day",
                                .y = y,
                                .n_y = 2,
                                .from = NAN,
                                .to = NAN};

static plot_look make_look(const char *theme, const char *size, const char *format)
{
    return (plot_look){plot_theme_find(theme), plot_size_find(size),
                       plot_format_find(format), false};
}

typedef struct {
    char *bytes;
    size_t size;
} file;

/* The page, or a wish. */
static file draw(const plot_data *source, const plot_wish *wish, plot_look look)
{
    const plot_page shown = {"potency", source, wish, NULL};
    file page = {NULL, 0};
    FILE *out = open_memstream(&page.bytes, &page.size);
    sim_error err = {""};
    sim_status status = plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                          &caption, &look, out, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return page;
}

static size_t count(const file *page, const char *text)
{
    size_t n = strlen(text), found = 0;

    for (size_t i = 0; i + n <= page->size; i++)
        found += memcmp(page->bytes + i, text, n) == 0;
    return found;
}

/* Areas as opaque as bands of few arms are, as older and newer versions of cairo write it. */
static size_t count_areas(const file *page)
{
    return count(page, "fill-opacity:0.17;") + count(page, "fill-opacity=\"0.17\"");
}

START_TEST(bands_are_drawn_and_told)
{
    const plot_look look =
        make_look(themes[_i % N_THEMES], sizes[_i / N_THEMES % N_SIZES], "svg");
    const bool wished = _i >= N_THEMES * N_SIZES;
    plot_wish one_part = plain;
    ensemble e;
    file with, without;

    open_ensemble(&e, 2, N_COLUMNS);
    with = draw(&e.source, wished ? &one_part : NULL, look);
    e.source.bands = (plot_bands){0};
    without = draw(&e.source, &plain, look);
    /* two arms, two bands, two panels; the page splits one of them */
    ck_assert_uint_ge(count_areas(&with), wished ? 8 : 12);
    ck_assert_uint_eq(count_areas(&without), 0);
    ck_assert_uint_eq(count(&with, "Areas of the same colors behind the curves: lines: "
                                   "median; bands: 50 and 90 % of 500 patients. "),
                      1);
    ck_assert_uint_eq(count(&without, "Areas of"), 0);
    free(with.bytes);
    free(without.bytes);
    close_ensemble(&e);
}
END_TEST

START_TEST(equal_bands_give_equal_bytes)
{
    static const char *const formats[] = {"png", "svg", "pdf"};
    const plot_look look = make_look("light", "a4", formats[_i % 3]);
    ensemble e;
    file one, two;

    open_ensemble(&e, counts[_i / 3], N_COLUMNS);
    one = draw(&e.source, NULL, look);
    two = draw(&e.source, NULL, look);
    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.bytes, two.bytes, one.size);
    free(one.bytes);
    free(two.bytes);
    close_ensemble(&e);
}
END_TEST

typedef struct {
    size_t n_columns; /* the tables have the first of them */
    const char *words;
} column_case;

static const column_case kept[] = {
    {4, "Figure of 2 panels, a curve for each arm: untreated and P2. "},
    {3, "Figure of 2 panels, a curve for each arm: untreated and P2. "},
    {2, "Figure of 1 panel, a curve for each arm: untreated and P2. "},
};

START_TEST(a_page_leaves_out_what_an_ensemble_lacks)
{
    const column_case *c = &kept[_i % 3];
    ensemble e;
    file page;

    open_ensemble(&e, 2, c->n_columns);
    page = draw(&e.source, NULL, make_look("light", sizes[_i / 3], "svg"));
    ck_assert_msg(count(&page, c->words) == 1, "%s", c->words);
    ck_assert_int_eq(count(&page, "Gray: placebo") > 0, c->n_columns == 4);
    free(page.bytes);
    close_ensemble(&e);
}
END_TEST

START_TEST(a_band_may_lack_a_column)
{
    const plot_look look = make_look("light", "a4", "svg");
    ensemble e;
    file page;

    open_ensemble(&e, 2, N_COLUMNS);
    for (size_t i = 0; i < N_EDGES; i++) e.edges[i].columns[RELIEF].name = "hidden";
    page = draw(&e.source, &plain, look);
    /* the other panel, and the sample in the legend */
    ck_assert_uint_eq(count_areas(&page), 4 + 2);
    free(page.bytes);
    for (size_t i = 0; i < N_EDGES; i++) e.edges[i].name = "passages";
    page = draw(&e.source, &plain, look);
    ck_assert_uint_eq(count_areas(&page), 2);
    free(page.bytes);
    close_ensemble(&e);
}
END_TEST

START_TEST(what_a_page_of_bands_gets_wrong_is_named)
{
    static const char *const messages[] = {
        "figure 'potency': no table has the columns of any of its panels",
        "figure 'potency': band 2 does not have the rows of the table 'timecourse'",
        "figure 'potency': band 1 does not have the rows of the table 'timecourse'",
        "figure 'mine': the table 'timecourse' has no column 'live_in_joint'",
        ("figure 'potency': panel 'senescence' draws the table 'passages', which was not "
         "given"),
    };
    const plot_look look = make_look("light", "a4", "png");
    FILE *out = tmpfile();
    ensemble e;
    const plot_page shown = {"potency", &e.source, _i == 3 ? &plain : NULL, NULL};
    sim_error err;
    sim_status status;

    open_ensemble(&e, 2, _i == 0 ? 1 : _i == 3 ? 2 : N_COLUMNS);
    if (_i == 1) e.edges[3].n_rows--;
    if (_i == 2) e.edges[0].keys[7] = "P5";
    if (_i == 4) e.source.bands = (plot_bands){0}; /* a run by itself */
    status = plot_figure_write(&(plot_figure){&plot_page_maker, &shown}, &caption, &look,
                               out, &err);
    ck_assert_int_eq(status, _i == 1 || _i == 2 ? SIM_EVALUE : SIM_ENAME);
    ck_assert_str_eq(err.text, messages[_i]);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
    close_ensemble(&e);
}
END_TEST

START_TEST(any_number_can_stand_in_a_band)
{
    static const double values[] = {NAN,    INFINITY, -INFINITY, 0,
                                    -2.385, 1e-300,   1e300,     3.71e99};
    plot_wish wish = plain;
    ensemble e;
    file page;

    open_ensemble(&e, 5, N_COLUMNS);
    for (size_t row = 3; row < e.median.n_rows; row += _i % 2 ? 1 : 5)
        for (size_t i = 0; i < N_EDGES; i++)
            for (size_t column = RELIEF; column < N_COLUMNS; column++)
                e.edges[i].cells[row * N_COLUMNS + column] = values[_i / 2];
    page = draw(&e.source, NULL, make_look("light", "a4", "svg"));
    ck_assert_uint_eq(count(&page, "nan"), 0);
    free(page.bytes);
    wish.scale = PLOT_LOG;
    page = draw(&e.source, &wish, make_look("light", "a4", "svg"));
    ck_assert_uint_eq(count(&page, "nan"), 0);
    free(page.bytes);
    close_ensemble(&e);
}
END_TEST

/* Axes and places. */

typedef struct {
    ensemble ensemble;
    const char *names[MAX_ARMS];
    plot_data data;
    sim_pool pool;
    plot_look look;
    plot_canvas canvas;
    plot_view view;
} fixture;

static const plot_panel relief = {
    .page = "page",
    .name = "relief",
    .table = "timecourse",
    .x = {"day", &plot_time, 0, NAN, "time", 0},
    .y = {"total_relief", PLOT_LINEAR, 0, NAN, NAN, "relief"},
};

static const plot_panel cells = {
    .page = "page",
    .name = "cells",
    .table = "timecourse",
    .x = {"day", &plot_time, 0, NAN, "time", 7},
    .y = {"live_in_joint", PLOT_LOG, 100, NAN, NAN, "cells"},
};

static void open_view(fixture *f, const plot_panel *panel)
{
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    sim_error err;

    open_ensemble(&f->ensemble, 2, N_COLUMNS);
    memcpy(f->names, names, sizeof names);
    f->data = (plot_data){.runs = {{f->ensemble.all, 1, NULL}},
                          .bands = {f->ensemble.bands, 2, words, 1},
                          .arms = {.names = f->names, .n = 2, .n_front = 2, .n_named = 2},
                          .pool = &f->pool};
    f->pool = (sim_pool){0};
    f->look = make_look("light", "a4", "png");
    ck_assert_int_eq(plot_cairo_init_blank(&f->canvas, &err), SIM_OK);
    ck_assert_int_eq(plot_view_init(&f->view, panel, &f->data, &f->look, &err), SIM_OK);
    plot_view_set_axes(&f->view, &f->canvas, spot);
    ck_assert_int_eq(plot_canvas_check(&f->canvas, &err), SIM_OK);
    plot_view_arrange(&f->view, plot_frame_left(&f->view.parts[0]));
}

static void close_view(fixture *f)
{
    sim_pool_free(&f->pool);
    plot_canvas_free(&f->canvas);
    close_ensemble(&f->ensemble);
}

/* The height of the legend in a room of this width. */
static double legend_height(fixture *f, const char *told, double width)
{
    f->data.bands.words = told;
    return plot_legend_draw(&f->canvas, &f->look, &f->data, (plot_box){0, 0, width, 0});
}

START_TEST(what_bands_are_is_told_in_full)
{
    static const char longer[] =
        "lines: median; bands: 50 and 90 % of 500 patients; panels "
        "without bands: a single course";
    fixture f;

    open_view(&f, &relief);
    ck_assert_double_eq(legend_height(&f, "short", 240), legend_height(&f, "short", 1200));
    ck_assert_double_eq(legend_height(&f, longer, 1200), legend_height(&f, "short", 1200));
    ck_assert_double_gt(legend_height(&f, longer, 240),
                        legend_height(&f, words, 240) + plot_em(&f.look, 1));
    ck_assert_double_gt(legend_height(&f, words, 200),
                        legend_height(&f, "short", 200) + plot_em(&f.look, 1));
    close_view(&f);
}
END_TEST

START_TEST(an_axis_holds_the_widest_band)
{
    fixture f;
    double most = 23.85 * exp(-0.2385 + 0.371 * quantiles[1]);

    open_view(&f, &relief);
    ck_assert_double_ge(f.view.y.to, 0.97 * most); /* plot_ruler_on_ticks lets 3 % pass */
    ck_assert_double_le(f.view.y.to, 1.3 * most);
    close_view(&f);
}
END_TEST

START_TEST(a_band_lies_where_its_tables_say)
{
    fixture f;
    size_t n;
    plot_point low, high;

    open_view(&f, &relief);
    n = plot_view_trace_span(&f.view, &f.view.spans[1], (plot_curve){PLOT_FRONT, 1, 0, 0});
    ck_assert_uint_eq(n, LAST_DAY + 1);
    for (size_t i = 0; i < n; i++) {
        size_t row = LAST_DAY + 1 + i;

        low = plot_frame_place(&f.view.parts[0], (double)i,
                               sim_table_cell(&f.ensemble.edges[2], row, RELIEF));
        high = plot_frame_place(&f.view.parts[0], (double)i,
                                sim_table_cell(&f.ensemble.edges[3], row, RELIEF));
        ck_assert_double_eq(f.view.points[i].x, low.x);
        ck_assert_double_eq(f.view.points[i].y, low.y);
        ck_assert_double_eq(f.view.points[n + i].x, high.x);
        ck_assert_double_eq(f.view.points[n + i].y, high.y);
    }
    close_view(&f);
}
END_TEST

START_TEST(a_log_axis_cuts_a_band_at_its_start)
{
    fixture f;
    double bottom;
    size_t n, cut = 0, inside[2] = {0, 0};

    open_view(&f, &cells);
    bottom = f.view.box.y + f.view.box.height;
    ck_assert_double_eq(f.view.y.from, 100);
    ck_assert_uint_eq(f.view.n_parts, 2);
    for (size_t part = 0; part < 2; part++) {
        n = plot_view_trace_span(&f.view, &f.view.spans[0],
                                 (plot_curve){PLOT_FRONT, 1, 0, part});
        for (size_t i = 0; i < n; i++) {
            inside[part] += plot_is_finite(f.view.points[i]);
            cut += f.view.points[i].y == bottom;
            ck_assert(!(f.view.points[i].y > bottom));
            ck_assert(!(f.view.points[n + i].y > f.view.points[i].y));
        }
    }
    ck_assert_uint_gt(cut, 10);
    ck_assert_uint_eq(inside[0], 8);
    ck_assert_uint_eq(inside[1], LAST_DAY - 6);
    close_view(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("band");
    TCase *cases = tcase_create("band");

    suite_add_tcase(suite, cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, bands_are_drawn_and_told, 0, 2 * N_THEMES * N_SIZES);
    tcase_add_loop_test(cases, equal_bands_give_equal_bytes, 0, 3 * N_COUNTS);
    tcase_add_loop_test(cases, a_page_leaves_out_what_an_ensemble_lacks, 0, 3 * N_SIZES);
    tcase_add_test(cases, a_band_may_lack_a_column);
    tcase_add_loop_test(cases, what_a_page_of_bands_gets_wrong_is_named, 0, 5);
    tcase_add_loop_test(cases, any_number_can_stand_in_a_band, 0, 16);
    tcase_add_test(cases, what_bands_are_is_told_in_full);
    tcase_add_test(cases, an_axis_holds_the_widest_band);
    tcase_add_test(cases, a_band_lies_where_its_tables_say);
    tcase_add_test(cases, a_log_axis_cuts_a_band_at_its_start);
    return suite_run(suite);
}
