/* test_positions.c -- where things stand in figures of sweeps, rankings, spreads, validations and
 * of one's own: held against their numbers by the ticks of the drawing. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <check.h>

#include "plots/field.h"
#include "plots/figure.h"
#include "plots/ranks.h"
#include "plots/stack.h"
#include "plots/trend.h"
#include "plots/validation.h"
#include "tests/axes.h"
#include "tests/figure.h"
#include "tests/finding.h"
#include "tests/suite.h"

enum { N = 9, N_SIZES = 4 };

static const double exact = 0.01; /* pt */

static const char *const sources[] = {"bone marrow", "adipose", "umbilical cord"};

static const plot_measure passage = {.label = "passage", .unit = "1", .whole = true};
static const plot_measure cells = {.label = "cells", .unit = "cell", .scale = PLOT_LOG};
static const plot_measure source = {
    .label = "source", .unit = "1", .words = sources, .n_words = 3};
static const plot_measure relief = {.label = "relief", .unit = "mm"};

typedef struct {
    plot_look look;
    page_list page;
    axes axes;
} drawing;

static void draw(drawing *d, const plot_maker *maker, const void *shown, int size)
{
    d->look = (plot_look){plot_theme_find(size % 2 ? "dark" : "light"),
                          plot_size_find(plot_size_name((size_t)size)), NULL, false};
    page_record(&d->page, maker, shown, &page_caption, &d->look);
}

static void read(drawing *d, size_t panel, axes_scales scales)
{
    axes_read(&d->axes, &d->page.list, &d->look, panel, scales);
    ck_assert_uint_ge(d->axes.y.n, 2);
}

static plot_point place(const drawing *d, double x, double y)
{
    return (plot_point){axes_place(&d->axes.parts[0].x, x), axes_place(&d->axes.y, y)};
}

/* The next shape of a kind in a window, from number *i on, with that color; NULL: none. */
static const plot_drawn *next(const drawing *d, plot_kind kind, plot_color color, size_t *i)
{
    while (*i < d->page.list.n) {
        const plot_drawn *s = &d->page.list.drawn[(*i)++];
        const bool is_line = kind == PLOT_A_LINE;

        if (!s->text && s->shape.kind == kind && s->clip > 0 &&
            axes_is_color(is_line ? s->shape.pen.color : s->shape.fill, color))
            return s;
    }
    return NULL;
}

/* How many of a color stand in the middle of a place. */
static size_t count_disks(const drawing *d, plot_color color, plot_point at)
{
    const plot_drawn *disk;
    size_t i = 0, n = 0;

    while ((disk = next(d, PLOT_A_DISK, color, &i)))
        n += hypot(page_middle_x(disk) - at.x, page_middle_y(disk) - at.y) < exact;
    return n;
}

static size_t count_all_disks(const drawing *d, plot_color color)
{
    size_t i = 0, n = 0;

    while (next(d, PLOT_A_DISK, color, &i)) n++;
    return n;
}

/* ---- lines over an axis ---------------------------------------------------------------- */

typedef struct {
    double x[N], y[N], low[N], high[N];
} numbers;

static void fill(numbers *v, double factor, bool is_log)
{
    for (int i = 0; i < N; i++) {
        v->x[i] = is_log ? 1e5 * pow(7.1, i) : 1 + i;
        v->y[i] = factor * (1 + i) * exp(-0.13 * i);
        v->low[i] = 0.71 * v->y[i];
        v->high[i] = 1.2385 * v->y[i];
    }
}

static const struct {
    const plot_measure *x;
    plot_scale y;
} scales[] = {{&passage, PLOT_LINEAR},
              {&cells, PLOT_LINEAR},
              {&passage, PLOT_LOG},
              {&cells, PLOT_LOG}};

enum { N_SCALES = sizeof scales / sizeof *scales };

static void check_series(const drawing *d, const char *name, const numbers *v)
{
    const plot_pen pen = axes_sample(&d->page.list, PLOT_A_LINE, name)->shape.pen;
    const plot_drawn *line, *strip;
    size_t at = 0;

    line = next(d, PLOT_A_LINE, pen.color, &at);
    at = 0;
    strip = next(d, PLOT_AN_AREA, pen.color, &at);
    ck_assert(line && strip);
    ck_assert_int_eq(line->shape.pen.line, pen.line);
    ck_assert_uint_eq(line->shape.n, N);
    for (size_t i = 0; i < N; i++) {
        const plot_point p = place(d, v->x[i], v->y[i]);

        ck_assert_double_lt(axes_to_line(p, line->shape.points, line->shape.n), exact);
        ck_assert_uint_eq(count_disks(d, pen.color, p), 1);
        ck_assert_double_eq_tol(strip->shape.points[i].y, place(d, 1, v->low[i]).y, exact);
        ck_assert_double_eq_tol(strip->shape.back[i].y, place(d, 1, v->high[i]).y, exact);
        ck_assert_double_eq_tol(strip->shape.back[i].x, p.x, exact);
    }
}

START_TEST(lines_pass_through_their_points_and_bands_end_at_theirs)
{
    const plot_measure *x = scales[_i / N_SIZES].x;
    const bool is_log = scales[_i / N_SIZES].y == PLOT_LOG;
    numbers one, other;
    const plot_series series[] = {{"P2", one.x, one.y, one.low, one.high, N},
                                  {"P12", other.x, other.y, other.low, other.high, N}};
    const plot_trend_panel panel = {NULL, *x, series, 2};
    plot_trend trend = {.title = "Relief", .y = relief, .panels = &panel, .n_panels = 1};
    drawing d;

    trend.y.scale = scales[_i / N_SIZES].y;
    fill(&one, is_log ? 371 : 3.71, x == &cells);
    fill(&other, 2.385, x == &cells);
    draw(&d, &plot_trend_maker, &trend, _i % N_SIZES);
    read(&d, 0, (axes_scales){x == &cells, is_log});
    check_series(&d, "P2", &one);
    check_series(&d, "P12", &other);
    page_list_free(&d.page);
}
END_TEST

/* ---- scattered points -------------------------------------------------------------------- */

enum { MANY = 40 };

START_TEST(scattered_points_stand_at_their_numbers)
{
    double x[2][MANY], y[2][MANY];
    const plot_series series[] = {{"P2", x[0], y[0], NULL, NULL, MANY},
                                  {"P12", x[1], y[1], NULL, NULL, MANY}};
    const plot_trend_panel panel = {NULL, cells, series, 2};
    const plot_trend trend = {.title = "Relief",
                              .y = relief,
                              .panels = &panel,
                              .n_panels = 1,
                              .scatter = true,
                              .no_means = true};
    drawing d;

    for (int i = 0; i < 2 * MANY; i++) {
        x[i / MANY][i % MANY] = 1e5 * pow(238.5, page_scatter(i + 1, 2));
        y[i / MANY][i % MANY] = 12 * page_scatter(i + 1, 3) - 3.71;
    }
    draw(&d, &plot_trend_maker, &trend, _i);
    read(&d, 0, (axes_scales){true, false});
    for (size_t k = 0; k < 2; k++) {
        const plot_color color =
            axes_sample(&d.page.list, PLOT_A_DISK, series[k].name)->shape.fill;

        ck_assert_uint_eq(count_all_disks(&d, color), MANY);
        for (size_t i = 0; i < MANY; i++)
            ck_assert_uint_eq(count_disks(&d, color, place(&d, x[k][i], y[k][i])), 1);
    }
    page_list_free(&d.page);
}
END_TEST

/* Places of a map, colored by the rank of their number. */
START_TEST(places_of_a_map_stand_at_their_numbers)
{
    double x[MANY], y[MANY], z[MANY];
    const plot_field_panel panel = {NULL, x, y, z, MANY};
    const plot_field field = {.title = "Relief",
                              .x = cells,
                              .y = relief,
                              .z = relief,
                              .panels = &panel,
                              .n_panels = 1};
    drawing d;

    for (int i = 0; i < MANY; i++) {
        x[i] = 3.71e4 * pow(238.5, page_scatter(i + 1, 2));
        y[i] = 12 * page_scatter(i + 1, 3) - 3.71;
        z[i] = i;
    }
    draw(&d, &plot_field_maker, &field, _i);
    read(&d, 0, (axes_scales){true, false});
    for (int i = 0; i < MANY; i++) {
        const plot_point at = place(&d, x[i], y[i]);
        const plot_color color = plot_tint(i / (MANY - 1.0));
        size_t n = 0;

        for (size_t k = 0; k < d.page.list.n; k++) {
            const plot_drawn *s = &d.page.list.drawn[k];

            n += !s->text && s->shape.kind == PLOT_A_DISK &&
                 axes_is_color(s->shape.fill, color) &&
                 hypot(page_middle_x(s) - at.x, page_middle_y(s) - at.y) < exact;
        }
        ck_assert_uint_eq(n, 1);
    }
    page_list_free(&d.page);
}
END_TEST

/* ---- cells ------------------------------------------------------------------------------- */

/* The last box that a place is in; NULL: none. */
static const plot_drawn *find_box(const drawing *d, plot_point at)
{
    const plot_drawn *found = NULL;

    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];
        const plot_box *b = &s->box;

        if (!s->text && s->shape.kind == PLOT_A_BOX && at.x > b->x && at.y > b->y &&
            at.x < b->x + b->width && at.y < b->y + b->height)
            found = s;
    }
    return found;
}

enum { N_X = 5, N_Y = 4, N_CELLS = N_X * N_Y };

/* Numbers to the right on a log axis, up on a linear one: each cell has its number's color and
 * ends halfway to its neighbors. */
START_TEST(cells_of_a_map_stand_at_their_numbers)
{
    double x[N_CELLS], y[N_CELLS], z[N_CELLS];
    const plot_field_panel panel = {NULL, x, y, z, N_CELLS};
    const plot_field field = {.title = "Relief",
                              .x = cells,
                              .y = passage,
                              .z = relief,
                              .panels = &panel,
                              .n_panels = 1};
    const double overlap = 1; /* pt */
    drawing d;

    for (int i = 0; i < N_CELLS; i++) {
        x[i] = 1e5 * pow(10, i % N_X);
        y[i] = 2 + i / N_X;
        z[i] = page_scatter(i + 1, 2);
    }
    draw(&d, &plot_field_maker, &field, _i);
    read(&d, 0, (axes_scales){true, false});
    for (int i = 0; i < N_CELLS; i++) {
        const plot_point at = place(&d, x[i], y[i]);
        const plot_point corner = place(&d, x[i] / sqrt(10), y[i] + 0.5);
        const plot_drawn *cell = find_box(&d, at);
        const double least = page_scatter(16, 2), most = page_scatter(15, 2);

        ck_assert(cell && axes_is_color(cell->shape.fill,
                                        plot_tint((z[i] - least) / (most - least))));
        ck_assert_double_eq_tol(cell->box.x, corner.x, overlap);
        ck_assert_double_eq_tol(cell->box.y, corner.y, overlap);
    }
    page_list_free(&d.page);
}
END_TEST

/* ---- categories --------------------------------------------------------------------------- */

/* Is there a line from one place to another? */
static bool has_line(const drawing *d, plot_point a, plot_point b)
{
    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];
        const plot_point *p = s->shape.points;

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->shape.n == 2 &&
            hypot(p[0].x - a.x, p[0].y - a.y) < exact &&
            hypot(p[1].x - b.x, p[1].y - b.y) < exact)
            return true;
    }
    return false;
}

START_TEST(whiskers_of_categories_end_at_their_numbers)
{
    static const double x[] = {0, 1, 2}, y[] = {3.71, 8.5, 5.1}, low[] = {2.385, 7.1, 4.9},
                        high[] = {4.2, 8.9, 7.3};
    const plot_series series = {"P2", x, y, low, high, 3};
    const plot_trend_panel panel = {NULL, source, &series, 1};
    const plot_trend trend = {
        .title = "Relief", .y = relief, .panels = &panel, .n_panels = 1};
    plot_color color;
    drawing d;

    draw(&d, &plot_trend_maker, &trend, _i);
    read(&d, 0, (axes_scales){false, false});
    color = axes_sample(&d.page.list, PLOT_A_DISK, "P2")->shape.fill;
    for (size_t i = 0; i < 3; i++) {
        const plot_drawn *word = plot_recording_find(&d.page.list, sources[i]);
        const double width = d.axes.box.width / 3;
        const double middle = d.axes.box.x + ((double)i + 0.5) * width;

        ck_assert_uint_eq(
            count_disks(&d, color, (plot_point){middle, axes_place(&d.axes.y, y[i])}), 1);
        ck_assert(has_line(&d, (plot_point){middle, axes_place(&d.axes.y, low[i])},
                           (plot_point){middle, axes_place(&d.axes.y, high[i])}));
        ck_assert(!word || fabs(page_middle_x(word) - middle) < 0.5);
    }
    page_list_free(&d.page);
}
END_TEST

/* ---- shares ------------------------------------------------------------------------------- */

/* A ruler by the middles of two numbers below. */
static axes_ruler find_ruler(const drawing *d, const char *low, const char *high)
{
    const plot_drawn *a = plot_recording_find(&d->page.list, low);
    const plot_drawn *b = plot_recording_find(&d->page.list, high);

    ck_assert(a && b);
    return (axes_ruler){.ticks = {{page_middle_x(a), axes_number(low)},
                                  {page_middle_x(b), axes_number(high)}},
                        .n = 2};
}

START_TEST(shares_are_stacked_from_where_the_last_one_ends)
{
    static const char *const parts[] = {"donor: a", "patient: b", "chance: c"};
    static const char *const labels[] = {"P2", "P12"};
    static const double shares[] = {0.2385, 0.371, 0.3905, 0.71, 0.1, 0.19};
    const plot_stack stack = {.title = "Spread",
                              .parts = parts,
                              .n_parts = 3,
                              .labels = labels,
                              .n_bars = 2,
                              .shares = shares};
    axes_ruler percent;
    drawing d;

    draw(&d, &plot_stack_maker, &stack, _i);
    percent = find_ruler(&d, "0", "100");
    for (size_t bar = 0; bar < 2; bar++) {
        double from = 0;

        for (size_t part = 0; part < 3; part++) {
            const plot_color fill =
                axes_sample(&d.page.list, PLOT_A_BOX, parts[part])->shape.fill;
            const double to = from + 100 * shares[3 * bar + part];
            size_t n = 0;

            for (size_t i = 0; i < d.page.list.n; i++) {
                const plot_drawn *s = &d.page.list.drawn[i];

                n += !s->text && s->shape.kind == PLOT_A_BOX &&
                     axes_is_color(s->shape.fill, fill) &&
                     fabs(s->box.x - axes_place(&percent, from)) < exact &&
                     fabs(s->box.x + s->box.width - axes_place(&percent, to)) < exact;
            }
            ck_assert_uint_eq(n, 1);
            from = to;
        }
    }
    page_list_free(&d.page);
}
END_TEST

/* ---- ranks -------------------------------------------------------------------------------- */

static const plot_rank ranked[] = {
    {"clearance", NULL, 8.5, 7.1, 9.2, 5.1, 4.9, 5.6, 8.1},
    {"dose", NULL, 4.9, 3.71, 5.5, 2.385, 1.9, 2.6, -4.2},
    {"viability", NULL, 2.1, 1.5, 2.6, 0.71, 0.5, 0.9, 2.0},
};

enum { N_RANKED = sizeof ranked / sizeof *ranked };

/* Boxes of this color from 0 to a value, below the key and beside each other's label. */
static size_t count_bars(const drawing *d, const axes_ruler *r, plot_color fill,
                         double value)
{
    size_t n = 0;

    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        n += !s->text && s->shape.kind == PLOT_A_BOX &&
             axes_is_color(s->shape.fill, fill) &&
             fabs(s->box.x - axes_place(r, 0)) < exact &&
             fabs(s->box.x + s->box.width - axes_place(r, value)) < exact;
    }
    return n;
}

static bool has_level_line(const drawing *d, double from, double to)
{
    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->box.height < exact &&
            fabs(s->box.x - from) < exact && fabs(s->box.x + s->box.width - to) < exact)
            return true;
    }
    return false;
}

static bool has_dot_at(const drawing *d, double x)
{
    for (size_t i = 0; i < d->page.list.n; i++)
        if (!d->page.list.drawn[i].text &&
            d->page.list.drawn[i].shape.kind == PLOT_A_DISK &&
            fabs(page_middle_x(&d->page.list.drawn[i]) - x) < exact)
            return true;
    return false;
}

START_TEST(bars_of_a_ranking_end_at_their_numbers)
{
    const plot_ranks ranks = {.title = "What matters",
                              .value_label = "total",
                              .other_label = "first",
                              .sign_label = "mean",
                              .axis_label = "effect (mm)",
                              .bars = ranked,
                              .n_bars = N_RANKED};
    plot_color thick, thin;
    axes_ruler r;
    drawing d;

    draw(&d, &plot_ranks_maker, &ranks, _i);
    r = find_ruler(&d, "0", "8");
    thick = axes_sample(&d.page.list, PLOT_A_BOX, "total")->shape.fill;
    thin = axes_sample(&d.page.list, PLOT_A_BOX, "first")->shape.fill;
    for (size_t i = 0; i < N_RANKED; i++) {
        const plot_rank *b = &ranked[i];

        ck_assert_uint_eq(count_bars(&d, &r, thick, b->value), 1);
        ck_assert_uint_eq(count_bars(&d, &r, thin, b->other), 1);
        ck_assert(has_level_line(&d, axes_place(&r, b->low), axes_place(&r, b->high)));
        ck_assert(has_level_line(&d, axes_place(&r, b->other_low),
                                 axes_place(&r, b->other_high)));
        ck_assert(has_dot_at(&d, axes_place(&r, fabs(b->mean))));
    }
    page_list_free(&d.page);
}
END_TEST

/* ---- validations ---------------------------------------------------------------------------- */

/* Placebo relief at 91 days: a bar from low to high, a stroke at what was measured, a dot at what
 * is predicted. */
START_TEST(targets_of_a_validation_stand_at_their_numbers)
{
    plot_finding row = finding_plain;
    const plot_validation validation = {&row, 1, NULL, NULL};
    double month, y[4];
    size_t n_bars = 0, n_dots = 0;
    drawing d;

    row.quantity = "placebo_relief";
    row.how = "value";
    row.unit = "mm";
    row.at = "91.25";
    row.is_sign = false;
    row.low = 5.1;
    row.measured = 8.5;
    row.high = 12.3;
    row.predicted = 10.7;
    row.hit = true;
    draw(&d, &plot_validation_maker, &validation, _i);
    read(&d, 0, (axes_scales){false, false});
    ck_assert_uint_eq(d.axes.parts[0].x.n, 1);
    ck_assert_double_eq(d.axes.parts[0].x.ticks[0].value, 3);
    month = d.axes.parts[0].x.ticks[0].at;
    for (size_t i = 0; i < 4; i++)
        y[i] = axes_place(&d.axes.y,
                          (double[]){row.low, row.high, row.measured, row.predicted}[i]);
    for (size_t i = d.axes.from; i < d.page.list.n; i++) {
        const plot_drawn *s = &d.page.list.drawn[i];

        if (s->text) continue;
        n_bars += s->shape.kind == PLOT_AN_AREA &&
                  fabs(s->box.y + s->box.height - y[0]) < exact &&
                  fabs(s->box.y - y[1]) < exact && fabs(page_middle_x(s) - month) < exact;
        n_bars += s->shape.kind == PLOT_A_LINE && s->box.height < exact &&
                  fabs(s->box.y - y[2]) < exact;
        n_dots += s->shape.kind == PLOT_A_DISK && fabs(page_middle_y(s) - y[3]) < exact;
    }
    ck_assert_uint_eq(n_bars, 2);
    ck_assert_uint_eq(n_dots, 1);
    page_list_free(&d.page);
}
END_TEST

/* ---- figures of one's own ------------------------------------------------------------------- */

/* Its panels stand above each other: the lowest alone has numbers below. */
static void check_wished(drawing *d, const plot_wish *wish, const sim_table *table)
{
    const size_t x = sim_table_find(table, wish->x);
    axes_part lowest;

    read(d, wish->n_y - 1, (axes_scales){false, wish->scale == PLOT_LOG});
    lowest = d->axes.parts[0];
    for (size_t k = 0; k < wish->n_y; k++) {
        const size_t y = sim_table_find(table, wish->y[k]);
        const plot_drawn *line;
        size_t at;

        read(d, k, (axes_scales){false, wish->scale == PLOT_LOG});
        at = d->axes.at;
        line = next(d, PLOT_A_LINE, d->look.theme->arms[2], &at);
        ck_assert(line && at < d->axes.to);
        for (size_t row = 0; row < table->n_rows; row++) {
            const double day = sim_table_cell(table, row, x);
            const plot_point p = {axes_place(&lowest.x, day / lowest.unit),
                                  axes_place(&d->axes.y, sim_table_cell(table, row, y))};

            if (day >= wish->from && day <= wish->to && strcmp(table->keys[row], "P2") == 0)
                ck_assert_double_lt(axes_to_line(p, line->shape.points, line->shape.n),
                                    exact);
        }
    }
}

START_TEST(figures_of_ones_own_show_their_window)
{
    static const char *const y[] = {"live_in_joint", "pge2"}, *const arms[] = {"P2"};
    const plot_wish wish = {.name = "own",
                            .table = "timecourse",
                            .x = "day",
                            .y = y,
                            .n_y = 1 + (size_t)_i / N_SIZES % 2,
                            .scale = _i % 3 ? PLOT_LINEAR : PLOT_LOG,
                            .from = 30,
                            .to = 200,
                            .arms = arms,
                            .n_arms = 1};
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_data data = {.runs = {{all, 2, NULL}}};
    const plot_page shown = {"potency", &data, &wish, NULL};
    drawing d;

    figure_init(&t, 3);
    for (size_t row = 0; row < t.timecourse.n_rows; row++)
        t.timecourse.keys[row] = row < FIGURE_DAYS + 1         ? "untreated"
                                 : row < 2 * (FIGURE_DAYS + 1) ? "P2"
                                                               : "P5";
    draw(&d, &plot_page_maker, &shown, _i % N_SIZES);
    check_wished(&d, &wish, &t.timecourse);
    page_list_free(&d.page);
    figure_free(&t);
}
END_TEST

static void add(Suite *suite, const char *name, const TTest *test, int n)
{
    TCase *cases = tcase_create(name);

    tcase_add_loop_test(cases, test, 0, n);
    suite_add_tcase(suite, cases);
}

int main(void)
{
    Suite *suite = suite_create("positions");

    add(suite, "lines", lines_pass_through_their_points_and_bands_end_at_theirs,
        N_SCALES * N_SIZES);
    add(suite, "scatter", scattered_points_stand_at_their_numbers, N_SIZES);
    add(suite, "places", places_of_a_map_stand_at_their_numbers, N_SIZES);
    add(suite, "cells", cells_of_a_map_stand_at_their_numbers, N_SIZES);
    add(suite, "categories", whiskers_of_categories_end_at_their_numbers, N_SIZES);
    add(suite, "shares", shares_are_stacked_from_where_the_last_one_ends, N_SIZES);
    add(suite, "ranks", bars_of_a_ranking_end_at_their_numbers, N_SIZES);
    add(suite, "targets", targets_of_a_validation_stand_at_their_numbers, N_SIZES);
    add(suite, "wishes", figures_of_ones_own_show_their_window, 3 * N_SIZES);
    return suite_run(suite);
}
