/* test_estimate.c -- figures of a fit: where points, bands and intervals stand by the numbers of the axes,
 * and what is said. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/estimate.h"
#include "tests/axes.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_X = 5, N_PROFILE = 5, MANY = 14, NAME = 64 };

static const double exact = 0.02; /* pt */

/* ---- what is shown ------------------------------------------------------------- */

typedef struct {
    plot_observed seen[2][N_X];
    plot_predicted model[2][N_X];
    plot_estimate_series series[2];
    plot_estimate_set sets[MANY];
    plot_chart_spot profile[N_PROFILE];
    char names[MANY][NAME];
    plot_estimated numbers[MANY];
    double rises[4];
    plot_estimate_starts starts;
    plot_estimate_of fit;
} made;

static const double observed[2][N_X] = {{5e6, 3e6, 4e6, 1e6, 4e5},
                                        {8e6, 6e6, 7e6, 3e6, 1e6}};

static void fill_series(made *m, size_t i)
{
    for (size_t k = 0; k < N_X; k++) {
        const double seen = observed[i][k], model = 0.9 * seen;

        m->seen[i][k] = (plot_observed){.x = (double)(k + 1),
                                        .seen = seen,
                                        .low = seen / 1.1,
                                        .high = seen * 1.1,
                                        .residual = k % 2 == 0 ? 1.3 : -2.6};
        m->model[i][k] = (plot_predicted){(double)(k + 1), model, 0.8 * model, 1.3 * model};
    }
    m->series[i] = (plot_estimate_series){.name = i == 0 ? "young" : "old",
                                          .color = i,
                                          .seen = m->seen[i],
                                          .n_seen = N_X,
                                          .model = m->model[i],
                                          .n_model = N_X};
}

static void make(made *m, size_t n_series, size_t n_panels)
{
    *m = (made){.fit = {.level = 0.95,
                        .from = "the curvature",
                        .misfit = "",
                        .n_observed = N_X * n_series}};
    for (size_t i = 0; i < n_series; i++) fill_series(m, i);
    for (size_t i = 0; i < N_PROFILE; i++)
        m->profile[i] = (plot_chart_spot){.x = 20 + (double)i,
                                          .y = 1.5 * ((double)i - 2) * ((double)i - 2)};
    for (size_t i = 0; i < n_panels; i++) {
        snprintf(m->names[i], NAME, "a log with a name of some length %zu", i);
        m->sets[i] = (plot_estimate_set){.title = m->names[i],
                                         .label = "cells recovered",
                                         .unit = "cell",
                                         .x_label = "passage",
                                         .x_unit = "1",
                                         .is_log = true,
                                         .series = m->series,
                                         .n = n_series,
                                         .few = NAN,
                                         .pattern = "sum of squares 12 of 5; all above",
                                         .told = "5 observed"};
        m->numbers[i] = (plot_estimated){.name = m->names[i],
                                         .whose = "",
                                         .unit = "h",
                                         .status = "two-sided",
                                         .words = "",
                                         .value = 22,
                                         .low = 20.4,
                                         .high = 23.6,
                                         .threshold = 3.84,
                                         .profile = m->profile,
                                         .n = N_PROFILE};
    }
    m->rises[2] = 0.5;
    m->rises[3] = 20;
    m->starts = (plot_estimate_starts){"", m->rises, 4, 1, 2};
    m->fit.names[0] = "young";
    m->fit.names[1] = "old";
    m->fit.n_names = n_series;
    m->fit.sets = m->sets;
    m->fit.n_sets = n_panels;
    m->fit.numbers = m->numbers;
    m->fit.n_numbers = n_panels;
    m->fit.starts = &m->starts;
    m->fit.n_starts = 1;
}

typedef struct {
    page_list page;
    plot_look look;
    plot_facts facts;
} drawing;

static void draw(drawing *d, const made *m, const plot_maker *maker, int size, size_t first)
{
    plot_estimate_page shown = {&m->fit, first, 0};

    d->facts = (plot_facts){0};
    d->look = (plot_look){plot_theme_find(size % 2 ? "dark" : "light"),
                          plot_size_find(plot_size_name((size_t)size)), NULL, false};
    shown.room = plot_facets_room(d->look.size, PLOT_MOST_PANELS, false);
    page_record_said(&d->page, &(plot_figure){maker, &shown}, &page_caption, &d->look,
                     &d->facts);
    boxes_check(&d->page.list, "fit");
}

static void end(drawing *d)
{
    page_list_free(&d->page);
    plot_facts_free(&d->facts);
}

/* ---- looking ----------------------------------------------------------------------- */

static const plot_drawn *find_disk(const drawing *d, double x, double y)
{
    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        if (!s->text && s->shape.kind == PLOT_A_DISK &&
            fabs(page_middle_x(s) - x) < exact && fabs(page_middle_y(s) - y) < exact)
            return s;
    }
    return NULL;
}

static const plot_drawn *find_line(const drawing *d, plot_point a, plot_point b)
{
    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];
        const plot_point *p = s->shape.points;

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->shape.n == 2 &&
            hypot(p[0].x - a.x, p[0].y - a.y) < exact &&
            hypot(p[1].x - b.x, p[1].y - b.y) < exact)
            return s;
    }
    return NULL;
}

static const plot_drawn *find_kind(const drawing *d, plot_kind kind, size_t n)
{
    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        if (!s->text && s->shape.kind == kind && s->shape.n == n) return s;
    }
    return NULL;
}

static const char *find_said(const drawing *d, const char *place)
{
    for (size_t i = 0; i < d->facts.n; i++)
        if (strcmp(d->facts.list[i].place, place) == 0) return d->facts.list[i].text;
    return "";
}

/* ---- data over model ----------------------------------------------------------------- */

START_TEST(what_was_observed_stands_over_the_model)
{
    made m;
    drawing d;
    axes a;
    const plot_drawn *band;

    make(&m, 1, 1);
    draw(&d, &m, &plot_estimate_maker, _i, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = true});
    band = find_kind(&d, PLOT_AN_AREA, N_X);
    ck_assert(band && band->shape.back);
    for (size_t k = 0; k < N_X; k++) {
        const double x = axes_place(&a.parts[0].x, (double)(k + 1));
        const plot_point low = {x, axes_place(&a.y, m.seen[0][k].low)},
                         high = {x, axes_place(&a.y, m.seen[0][k].high)};

        ck_assert(find_disk(&d, x, axes_place(&a.y, observed[0][k])) != NULL);
        ck_assert(find_line(&d, low, high) != NULL);
        ck_assert_double_eq_tol(band->shape.points[k].x, x, exact);
        ck_assert_double_eq_tol(band->shape.points[k].y,
                                axes_place(&a.y, m.model[0][k].low), exact);
        ck_assert_double_eq_tol(band->shape.back[k].y, axes_place(&a.y, m.model[0][k].high),
                                exact);
    }
    ck_assert(find_kind(&d, PLOT_A_LINE, N_X) != NULL);
    end(&d);
}
END_TEST

/* An arrow starts at the limit, whose mark is hollow, and has no error. */
START_TEST(what_is_beyond_a_limit_has_an_arrow)
{
    made m;
    drawing d;
    axes a;
    const plot_drawn *mark;
    plot_point at;
    size_t n = 0;

    make(&m, 1, 1);
    m.seen[0][3].beyond = _i == 0 ? PLOT_IS_BELOW : PLOT_IS_ABOVE;
    m.fit.n_beyond = 1;
    draw(&d, &m, &plot_estimate_maker, 0, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = true});
    at = (plot_point){axes_place(&a.parts[0].x, 4), axes_place(&a.y, observed[0][3])};
    mark = find_disk(&d, at.x, at.y);
    ck_assert(mark && axes_is_color(mark->shape.fill, d.look.theme->paper));
    for (size_t i = 0; i < d.page.list.n; i++) {
        const plot_drawn *s = &d.page.list.drawn[i];
        const plot_point *p = s->shape.points;

        if (s->text || s->shape.kind != PLOT_A_LINE || s->shape.n != 2) continue;
        if (hypot(p[0].x - at.x, p[0].y - at.y) > exact || fabs(p[1].x - at.x) > exact)
            continue;
        ck_assert(_i == 0 ? p[1].y > at.y : p[1].y < at.y);
        n++;
    }
    ck_assert_uint_eq(n, 1);
    ck_assert(strstr(find_said(&d, "caption"), "arrows from a limit") != NULL);
    end(&d);
}
END_TEST

START_TEST(series_have_colors_and_names)
{
    made m;
    drawing d;
    const plot_drawn *young, *old;

    make(&m, 2, 3);
    draw(&d, &m, &plot_estimate_maker, _i, 0);
    young = axes_sample(&d.page.list, PLOT_A_LINE, "young");
    old = axes_sample(&d.page.list, PLOT_A_LINE, "old");
    ck_assert(!axes_is_color(young->shape.pen.color, old->shape.pen.color));
    end(&d);
}
END_TEST

/* Panels of the same quantity have the same axes. */
START_TEST(panels_of_one_quantity_have_one_range)
{
    made m;
    drawing d;
    axes a, b;
    plot_estimate_series other;

    make(&m, 2, 2);
    other = m.series[1];
    m.sets[0].n = m.sets[1].n = 1;
    m.sets[1].series = &other;
    draw(&d, &m, &plot_estimate_maker, 0, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = true});
    axes_read(&b, &d.page.list, &d.look, 1, (axes_scales){.is_log_y = true});
    ck_assert_double_eq_tol(axes_place(&a.y, 2e6), axes_place(&b.y, 2e6), exact);
    ck_assert_double_eq_tol(axes_place(&a.y, 5e5), axes_place(&b.y, 5e5), exact);
    end(&d);
}
END_TEST

START_TEST(titles_say_what_was_fitted)
{
    made m;
    drawing d;

    make(&m, 1, 2);
    m.numbers[0].name = "passaging.cycle_time";
    m.numbers[1].name = "passaging.hazard_scale";
    m.numbers[1].high = NAN;
    m.numbers[1].unit = "division";
    draw(&d, &m, &plot_estimate_maker, 0, 0);
    ck_assert_str_eq(find_said(&d, "title"),
                     "Fitted to 5 observations: cycle_time 22 h (20.4 to 23.6) and "
                     "hazard_scale 20.4 divisions or more");
    end(&d);
    m.numbers[1].low = NAN;
    m.numbers[0].low = NAN;
    draw(&d, &m, &plot_estimate_maker, 0, 0);
    ck_assert_str_eq(find_said(&d, "title"),
                     "Fitted to 5 observations: cycle_time 23.6 h or less and "
                     "hazard_scale not identifiable");
    end(&d);
}
END_TEST

START_TEST(what_has_no_room_goes_on_a_page_of_its_own)
{
    const plot_maker *const makers[] = {&plot_estimate_maker,
                                        &plot_estimate_residuals_maker,
                                        &plot_estimate_profiles_maker};
    made m;
    drawing d;

    make(&m, 2, MANY);
    for (size_t i = 0; i < 3; i++) {
        char title[NAME];
        size_t room, n;

        draw(&d, &m, makers[i], _i, 0);
        room = plot_facets_room(d.look.size, PLOT_MOST_PANELS, false);
        n = (MANY + room - 1) / room;
        snprintf(title, sizeof title, "(page 1 of %zu)", n);
        ck_assert(strstr(find_said(&d, "title"), title) != NULL);
        ck_assert(page_list_shows(&d.page, m.names[0]));
        end(&d);
        draw(&d, &m, makers[i], _i, (n - 1) * room);
        snprintf(title, sizeof title, "(page %zu of %zu)", n, n);
        ck_assert(strstr(find_said(&d, "title"), title) != NULL);
        ck_assert(page_list_shows(&d.page, m.names[(n - 1) * room]));
        ck_assert(!page_list_shows(&d.page, m.names[0]));
        end(&d);
    }
}
END_TEST

/* ---- residuals ------------------------------------------------------------------------- */

START_TEST(residuals_stand_between_two_lines)
{
    made m;
    drawing d;
    axes a;

    make(&m, 1, 1);
    m.seen[0][4].beyond = PLOT_IS_BELOW;
    draw(&d, &m, &plot_estimate_residuals_maker, _i, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = false});
    for (int line = -2; line <= 2; line += 2) {
        const double y = axes_place(&a.y, line);
        const plot_drawn *s =
            find_line(&d, (plot_point){a.box.x, y}, (plot_point){a.box.x + a.box.width, y});
        const plot_drawn *last = NULL;

        ck_assert(s != NULL);
        for (size_t i = 0; i < d.page.list.n; i++) {
            const plot_drawn *one = &d.page.list.drawn[i];

            if (!one->text && one->shape.kind == PLOT_A_LINE &&
                one->shape.pen.line == PLOT_DASHED && fabs(one->box.y - y) < exact)
                last = one;
        }
        ck_assert(last != NULL);
    }
    for (size_t k = 0; k < N_X; k++) {
        const plot_drawn *mark = find_disk(&d, axes_place(&a.parts[0].x, (double)(k + 1)),
                                           axes_place(&a.y, k % 2 == 0 ? 1.3 : -2.6));

        ck_assert(mark != NULL);
        ck_assert_int_eq(axes_is_color(mark->shape.fill, d.look.theme->paper), k == 4);
    }
    end(&d);
}
END_TEST

START_TEST(titles_say_what_residuals_do)
{
    static const struct {
        double few[2];
        const char *misfit, *title;
    } rows[] = {
        {{NAN, NAN},
         "",
         "There are too few residuals to tell whether they follow a pattern"},
        {{0.3, NAN}, "", "Residuals change sign about as often as by chance"},
        {{0.3, 0.02},
         "",
         "Residuals follow a pattern that the model does not have in 1 of 2 panels"},
        {{0.3, 0.2}, "Residuals are large", "Residuals are large"},
        {{0.3, 0.01},
         "Residuals are large",
         "Residuals are large; they follow a pattern that the model does not have in 1 of "
         "2 "
         "panels"},
    };
    made m;
    drawing d;

    make(&m, 1, 2);
    for (size_t i = 0; i < 2; i++) m.sets[i].few = rows[_i].few[i];
    m.fit.misfit = rows[_i].misfit;
    draw(&d, &m, &plot_estimate_residuals_maker, 0, 0);
    ck_assert_str_eq(find_said(&d, "title"), rows[_i].title);
    end(&d);
}
END_TEST

/* ---- profiles -------------------------------------------------------------------------- */

/* The bar below a profile. */
static const plot_drawn *find_bar(const drawing *d, const axes *a)
{
    const double below = axes_place(&a->y, 0);

    for (size_t i = a->from; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->shape.n == 2 &&
            s->box.height < exact && s->box.y > below + 1 &&
            s->box.y < a->box.y + a->box.height - 1 &&
            axes_is_color(s->shape.pen.color, d->look.theme->ink))
            return s;
    }
    return NULL;
}

START_TEST(bars_end_where_intervals_do)
{
    made m;
    drawing d;
    axes a;
    const plot_drawn *bar;

    make(&m, 1, 1);
    if (_i == 1) m.numbers[0].high = NAN;
    if (_i == 2) m.numbers[0].low = NAN;
    draw(&d, &m, &plot_estimate_profiles_maker, 0, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = false});
    bar = find_bar(&d, &a);
    ck_assert(bar != NULL);
    ck_assert_double_eq_tol(bar->box.x, _i == 2 ? a.box.x : axes_place(&a.parts[0].x, 20.4),
                            exact);
    ck_assert_double_eq_tol(
        bar->box.x + bar->box.width,
        _i == 1 ? a.box.x + a.box.width : axes_place(&a.parts[0].x, 23.6), exact);
    ck_assert_str_eq(find_said(&d, "title"),
                     _i == 0 ? "The data bound the number on both sides"
                             : "The data bound 0 of 1 numbers on both sides");
    end(&d);
}
END_TEST

START_TEST(profiles_go_through_their_points)
{
    made m;
    drawing d;
    axes a;
    const plot_drawn *line = NULL;
    double y;

    make(&m, 1, 1);
    draw(&d, &m, &plot_estimate_profiles_maker, _i, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = false});
    for (size_t i = a.from; i < d.page.list.n; i++) {
        const plot_drawn *s = &d.page.list.drawn[i];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->shape.n > 20) line = s;
    }
    ck_assert(line != NULL);
    for (int k = 0; k <= 8; k++) {
        const double x = 20 + 0.5 * k, rise = 1.5 * (x - 22) * (x - 22);
        const plot_point at = {axes_place(&a.parts[0].x, x), axes_place(&a.y, rise)};

        ck_assert_double_lt(axes_to_line(at, line->shape.points, line->shape.n), 0.3);
    }
    y = axes_place(&a.y, 3.84);
    ck_assert(find_line(&d, (plot_point){a.box.x, y},
                        (plot_point){a.box.x + a.box.width, y}) != NULL);
    end(&d);
}
END_TEST

/* ---- starts ------------------------------------------------------------------------------ */

START_TEST(starts_stand_in_their_order)
{
    made m;
    drawing d;
    axes a;

    make(&m, 1, 1);
    draw(&d, &m, &plot_estimate_starts_maker, _i, 0);
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = true});
    for (size_t i = 0; i < 4; i++)
        ck_assert(find_disk(&d, axes_place(&a.parts[0].x, (double)(i + 1)),
                            axes_place(&a.y, fmax(m.rises[i], 1e-3))) != NULL);
    ck_assert_str_eq(find_said(&d, "title"), "2 of 5 starts came to the best point");
    ck_assert(page_list_shows(&d.page, "2 of 5 came to the best point, 1 were given up"));
    end(&d);
    m.starts.n_reached = 1;
    draw(&d, &m, &plot_estimate_starts_maker, _i, 0);
    ck_assert_str_eq(find_said(&d, "title"), "1 of 5 starts came to the best point: there "
                                             "may be a better one");
    end(&d);
}
END_TEST

/* ---- draws ------------------------------------------------------------------------------ */

enum { N_DRAWS = 3 };

static double drawn[N_DRAWS * 2] = {20, 1, 22, 3, 24, 2};

static void add_draws(made *m, plot_estimate_draws *d, const plot_estimated *numbers[2],
                      double ends[4])
{
    numbers[0] = &m->numbers[0];
    numbers[1] = &m->numbers[1];
    *d = (plot_estimate_draws){.whose = "",
                               .numbers = numbers,
                               .low = ends,
                               .high = ends + 2,
                               .n = 2,
                               .x = drawn,
                               .n_draws = N_DRAWS,
                               .converged = true};
    m->fit.draws = d;
}

START_TEST(draws_stand_in_pairs_beside_both_intervals)
{
    double ends[4] = {20.1, 1.1, 23.9, 2.9};
    const plot_estimated *numbers[2];
    plot_estimate_draws draws;
    made m;
    drawing d;
    axes a;

    make(&m, 1, 2);
    add_draws(&m, &draws, numbers, ends);
    ck_assert_uint_eq(plot_estimate_pairs(&draws), 3);
    draw(&d, &m, &plot_estimate_pairs_maker, 0, 0);
    axes_read(&a, &d.page.list, &d.look, 2, (axes_scales){.is_log_y = false});
    for (size_t i = 0; i < N_DRAWS; i++)
        ck_assert(find_disk(&d, axes_place(&a.parts[0].x, drawn[2 * i]),
                            axes_place(&a.y, drawn[2 * i + 1])) != NULL);
    ck_assert(page_list_shows(&d.page, "correlation 0.5"));
    ck_assert_str_eq(find_said(&d, "title"), "Draws of 2 numbers: converged");
    axes_read(&a, &d.page.list, &d.look, 0, (axes_scales){.is_log_y = false});
    ck_assert(find_bar(&d, &a) != NULL);
    ck_assert_double_eq_tol(find_bar(&d, &a)->box.x, axes_place(&a.parts[0].x, 20.4),
                            exact);
    ck_assert_str_eq(find_said(&d, "alt"),
                     "20.1 to 23.9 by draws; by profiles 22 h (20.4 to 23.6)");
    end(&d);
    draws.converged = false;
    draw(&d, &m, &plot_estimate_pairs_maker, 1, 0);
    ck_assert(strstr(find_said(&d, "title"), "not converged") != NULL);
    end(&d);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("estimate");
    TCase *fit = tcase_create("fit"), *residuals = tcase_create("residuals"),
          *profiles = tcase_create("profiles"), *starts = tcase_create("starts"),
          *draws = tcase_create("draws");

    tcase_add_loop_test(fit, what_was_observed_stands_over_the_model, 0, PAGE_SIZES);
    tcase_add_loop_test(fit, what_is_beyond_a_limit_has_an_arrow, 0, 2);
    tcase_add_loop_test(fit, series_have_colors_and_names, 0, PAGE_SIZES);
    tcase_add_test(fit, panels_of_one_quantity_have_one_range);
    tcase_add_test(fit, titles_say_what_was_fitted);
    tcase_add_loop_test(fit, what_has_no_room_goes_on_a_page_of_its_own, 0, PAGE_SIZES);
    tcase_add_loop_test(residuals, residuals_stand_between_two_lines, 0, PAGE_SIZES);
    tcase_add_loop_test(residuals, titles_say_what_residuals_do, 0, 5);
    tcase_add_loop_test(profiles, bars_end_where_intervals_do, 0, 3);
    tcase_add_loop_test(profiles, profiles_go_through_their_points, 0, PAGE_SIZES);
    tcase_add_loop_test(starts, starts_stand_in_their_order, 0, PAGE_SIZES);
    suite_add_tcase(suite, fit);
    suite_add_tcase(suite, residuals);
    suite_add_tcase(suite, profiles);
    tcase_add_test(draws, draws_stand_in_pairs_beside_both_intervals);
    suite_add_tcase(suite, starts);
    suite_add_tcase(suite, draws);
    return suite_run(suite);
}
