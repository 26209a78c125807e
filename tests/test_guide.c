/* test_guide.c -- limits, a line, a band and a log axis of x in figures of one's own: where they
 * stand by the numbers of the axes, and what is said of that which has no place. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/guide.h"
#include "tests/axes.h"
#include "tests/figure.h"
#include "tests/suite.h"

enum { N_SIZES = 4, N_ARMS = 3 };

static const double exact = 0.01; /* pt */

static const char *const arms[N_ARMS] = {"untreated", "P2", "P5"};

typedef struct {
    figure_tables tables;
    plot_look look;
    page_list page;
    axes axes;
    plot_facts facts;
} drawing;

static const plot_guides none = {NAN, NAN, NAN, NULL, NULL};

static plot_wish wish_of(const char *const *y, const plot_guides *guides)
{
    return (plot_wish){.name = "own",
                       .table = "timecourse",
                       .x = "day",
                       .y = y,
                       .n_y = 1,
                       .from = NAN,
                       .to = NAN,
                       .guides = guides,
                       .is_told = true};
}

static void draw(drawing *d, const plot_wish *wish, int size)
{
    const sim_table *const all[] = {&d->tables.passages, &d->tables.timecourse};
    const plot_data data = {.runs = {{all, 2, NULL}}};
    const plot_page shown = {"own", &data, wish, NULL};

    figure_init(&d->tables, N_ARMS);
    for (size_t row = 0; row < d->tables.timecourse.n_rows; row++)
        d->tables.timecourse.keys[row] = arms[row / (FIGURE_DAYS + 1)];
    for (size_t row = 0; row < d->tables.passages.n_rows; row++)
        d->tables.passages.keys[row] = arms[row < 3 ? 0 : row < 7 ? 1 : 2];
    d->facts = (plot_facts){0};
    d->look = (plot_look){plot_theme_find(size % 2 ? "dark" : "light"),
                          plot_size_find(plot_size_name((size_t)size)), NULL, false};
    page_record_said(&d->page, &(plot_figure){&plot_page_maker, &shown}, &page_caption,
                     &d->look, &d->facts);
}

static void end(drawing *d)
{
    plot_facts_free(&d->facts);
    page_list_free(&d->page);
    figure_free(&d->tables);
}

static void read(drawing *d, bool is_log_x, bool is_log_y)
{
    axes_read(&d->axes, &d->page.list, &d->look, 0, (axes_scales){is_log_x, is_log_y});
    ck_assert_uint_ge(d->axes.y.n, 2);
    ck_assert_uint_ge(d->axes.parts[0].x.n, 2);
}

static double cell(const drawing *d, size_t arm, int day, size_t column)
{
    return sim_table_cell(&d->tables.timecourse, arm * (FIGURE_DAYS + 1) + (size_t)day,
                          column);
}

/* The curve in the color of an arm. */
static const plot_drawn *find_curve(const drawing *d, size_t arm)
{
    const plot_pen pen = plot_arm_pen(&d->look, arm, N_ARMS);

    for (size_t i = d->axes.from; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->clip > 0 && s->shape.n > 99 &&
            axes_is_color(s->shape.pen.color, pen.color))
            return s;
    }
    ck_abort_msg("no curve of %s", arms[arm]);
    return NULL;
}

/* A line straight across the plotting area at that value. */
static size_t count_lines_at(const drawing *d, double value)
{
    const double y = axes_place(&d->axes.y, value);
    size_t n = 0;

    for (size_t i = d->axes.from; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        n += !s->text && s->shape.kind == PLOT_A_LINE && s->box.height < exact &&
             axes_is_color(s->shape.pen.color, d->look.theme->axis) &&
             fabs(s->box.y - y) < exact && fabs(s->box.x - d->axes.box.x) < exact &&
             fabs(s->box.width - d->axes.box.width) < exact;
    }
    return n;
}

static bool says(const drawing *d, const char *place, const char *text)
{
    for (size_t i = 0; i < d->facts.n; i++)
        if (strcmp(d->facts.list[i].place, place) == 0 &&
            strcmp(d->facts.list[i].text, text) == 0)
            return true;
    return false;
}

/* ---- limits and a line ------------------------------------------------------ */

static const char *const relief[] = {"total_relief"};

START_TEST(an_axis_ends_at_its_limits_and_curves_are_cut_there)
{
    const plot_guides guides = {1.5, 12.385, 8.71, "worth having", NULL};
    const plot_wish wish = wish_of(relief, &guides);
    drawing d;

    draw(&d, &wish, _i);
    read(&d, false, false);
    ck_assert_double_eq_tol(axes_place(&d.axes.y, guides.low),
                            d.axes.box.y + d.axes.box.height, exact);
    ck_assert_double_eq_tol(axes_place(&d.axes.y, guides.high), d.axes.box.y, exact);
    for (size_t arm = 1; arm < N_ARMS; arm++) {
        const plot_drawn *curve = find_curve(&d, arm);
        const plot_box *clip = &d.page.list.clips[curve->clip - 1];

        ck_assert_double_eq_tol(clip->y, d.axes.box.y, exact);
        ck_assert_double_eq_tol(clip->height, d.axes.box.height, exact);
        for (int day = 0; day <= FIGURE_DAYS; day++) {
            const plot_point at = {
                axes_place(&d.axes.parts[0].x, day / d.axes.parts[0].unit),
                axes_place(&d.axes.y, cell(&d, arm, day, 6))};

            ck_assert_double_lt(axes_to_line(at, curve->shape.points, curve->shape.n),
                                exact);
        }
    }
    ck_assert_uint_eq(count_lines_at(&d, guides.line), 1);
    ck_assert(page_list_shows(&d.page, "worth having"));
    ck_assert(
        says(&d, "caption",
             "untreated goes on down to 0 mm, P2 goes on to 24.4 mm and down to 0 mm, P5 "
             "goes on to 23.3 mm and down to 0 mm"));
    end(&d);
}
END_TEST

START_TEST(a_line_beyond_the_data_widens_the_axis)
{
    plot_guides guides = none;
    const plot_wish wish = wish_of(relief, &guides);
    drawing d;

    guides.line = 71.3;
    guides.line_words = "no pain at all";
    draw(&d, &wish, _i);
    read(&d, false, false);
    ck_assert_uint_eq(count_lines_at(&d, guides.line), 1);
    ck_assert(page_list_shows(&d.page, "no pain at all"));
    end(&d);
}
END_TEST

START_TEST(limits_that_show_nothing_say_so)
{
    plot_guides guides = none;
    const plot_wish wish = wish_of(relief, &guides);
    drawing d;

    if (_i % 2)
        guides.high = -3.71;
    else
        guides.low = 171.3;
    draw(&d, &wish, _i / 2);
    read(&d, false, false);
    ck_assert(page_list_shows(&d.page, "nothing lies within these limits"));
    ck_assert_double_eq_tol(axes_place(&d.axes.y, _i % 2 ? guides.high : guides.low),
                            d.axes.box.y + (_i % 2 ? 0 : d.axes.box.height), exact);
    end(&d);
}
END_TEST

/* ---- a log axis of x and a band --------------------------------------------- */

START_TEST(a_log_axis_of_x_shows_what_lies_above_0_and_says_what_does_not)
{
    plot_guides guides = none;
    plot_wish wish = wish_of(relief, &guides);
    drawing d;

    wish.x_scale = PLOT_LOG;
    draw(&d, &wish, _i);
    read(&d, true, false);
    ck_assert_double_eq_tol(axes_place(&d.axes.parts[0].x, 1), d.axes.box.x, exact);
    for (size_t arm = 1; arm < N_ARMS; arm++) {
        const plot_drawn *curve = find_curve(&d, arm);

        for (int day = 1; day <= FIGURE_DAYS; day += 7) {
            const plot_point at = {axes_place(&d.axes.parts[0].x, day),
                                   axes_place(&d.axes.y, cell(&d, arm, day, 6))};

            ck_assert_double_lt(axes_to_line(at, curve->shape.points, curve->shape.n),
                                exact);
        }
    }
    ck_assert(says(&d, "caption", "Log axis: what lies at day 0 or below is not drawn"));
    end(&d);
}
END_TEST

START_TEST(a_band_is_shaded_from_its_column_down_to_0)
{
    plot_guides guides = none;
    const plot_wish wish = wish_of(relief, &guides);
    size_t n_areas = 0;
    drawing d;

    guides.band = "placebo_relief";
    guides.low = -4.2;
    draw(&d, &wish, _i);
    read(&d, false, false);
    for (size_t i = 0; i < d.page.list.n; i++) {
        const plot_drawn *s = &d.page.list.drawn[i];
        const double floor_y = axes_place(&d.axes.y, 0);

        if (s->text || s->shape.kind != PLOT_AN_AREA ||
            !axes_is_color(s->shape.fill, d.look.theme->shade))
            continue;
        n_areas++;
        ck_assert_double_eq_tol(s->box.y + s->box.height, floor_y, exact);
        for (int day = 0; day <= FIGURE_DAYS; day += 7) {
            const plot_point at = {
                axes_place(&d.axes.parts[0].x, day / d.axes.parts[0].unit),
                axes_place(&d.axes.y, cell(&d, 1, day, 7))};

            ck_assert_double_lt(axes_to_line(at, s->shape.points, s->shape.n), exact);
        }
    }
    ck_assert_uint_eq(n_areas, 1);
    ck_assert(says(&d, "caption", "Gray: pain relief by the placebo, if any.") ==
              !d.look.size->brief);
    end(&d);
}
END_TEST

/* ---- a response --------------------------------------------------------------- */

enum { N_DOSES = 9, OWN_DOSE = 5 };

static double dose_of(int i) { return 1.37e4 * pow(3.71, i); }

static double effect_of(size_t arm, int i)
{
    return (arm == 1 ? 16.4 : 9.3) * dose_of(i) / (dose_of(i) + 1.9e6) - 0.4;
}

static void fill_response(sim_table *table)
{
    static const sim_column key = {"arm", "1", "arm of the study", SIM_CELL_TEXT};
    static const sim_column columns[] = {
        {"dose", "cell", "cells in one dose", SIM_CELL_NUMBER},
        {"relief", "mm", "relief after a while", SIM_CELL_NUMBER},
        {"own", "1", "is it the arm's own value?", SIM_CELL_NUMBER}};
    sim_error err;

    ck_assert_int_eq(sim_table_init(table, "own", key, columns, 3, &err), SIM_OK);
    for (size_t arm = 1; arm < N_ARMS; arm++)
        for (int i = 0; i < N_DOSES; i++) {
            double *row;

            ck_assert_int_eq(sim_table_add_row(table, arms[arm], &row, &err), SIM_OK);
            row[0] = dose_of(i);
            row[1] = effect_of(arm, i);
            row[2] = i == OWN_DOSE + (arm == 1);
        }
}

/* The curve of the arm goes through all its points, and its own value alone is a dot. */
static void check_response(const drawing *d, size_t arm)
{
    const plot_color color = plot_arm_pen(&d->look, arm - 1, N_ARMS - 1).color;
    const plot_drawn *curve = NULL;
    const plot_point own = {axes_place(&d->axes.parts[0].x, dose_of(OWN_DOSE + (arm == 1))),
                            axes_place(&d->axes.y, effect_of(arm, OWN_DOSE + (arm == 1)))};
    size_t n_dots = 0;

    for (size_t i = d->axes.from; i < d->page.list.n; i++) {
        const plot_drawn *s = &d->page.list.drawn[i];

        if (!s->text && s->shape.kind == PLOT_A_LINE && s->clip > 0 &&
            s->shape.n >= N_DOSES && axes_is_color(s->shape.pen.color, color))
            curve = s;
        if (s->text || s->shape.kind != PLOT_A_DISK || !axes_is_color(s->shape.fill, color))
            continue;
        n_dots++;
        ck_assert_double_eq_tol(page_middle_x(s), own.x, exact);
        ck_assert_double_eq_tol(page_middle_y(s), own.y, exact);
    }
    ck_assert_uint_eq(n_dots, 1);
    ck_assert_ptr_nonnull(curve);
    for (int i = 0; i < N_DOSES; i++) {
        const plot_point at = {axes_place(&d->axes.parts[0].x, dose_of(i)),
                               axes_place(&d->axes.y, effect_of(arm, i))};

        ck_assert_double_lt(axes_to_line(at, curve->shape.points, curve->shape.n), exact);
    }
}

START_TEST(a_response_has_its_points_its_own_values_limits_and_line)
{
    static const char *const y[] = {"relief"};
    const plot_guides guides = {-3.1, 12.385, 1, "less is a whiff", NULL};
    plot_wish wish = wish_of(y, &guides);
    drawing d = {0};
    sim_table table;
    const sim_table *const tables[] = {&table};
    const plot_data data = {.runs = {{tables, 1, NULL}}};
    const plot_page shown = {"own", &data, &wish, NULL};

    fill_response(&table);
    wish.table = "own";
    wish.x = "dose";
    wish.x_scale = PLOT_LOG;
    wish.dots = "own";
    d.look = (plot_look){plot_theme_find(_i % 2 ? "dark" : "light"),
                         plot_size_find(plot_size_name((size_t)_i)), NULL, false};
    page_record_said(&d.page, &(plot_figure){&plot_page_maker, &shown}, &page_caption,
                     &d.look, &d.facts);
    read(&d, true, false);
    for (size_t arm = 1; arm < N_ARMS; arm++) check_response(&d, arm);
    ck_assert_double_eq_tol(axes_place(&d.axes.y, guides.high), d.axes.box.y, exact);
    ck_assert_double_eq_tol(axes_place(&d.axes.y, guides.low),
                            d.axes.box.y + d.axes.box.height, exact);
    ck_assert_uint_eq(count_lines_at(&d, guides.line), 1);
    ck_assert(page_list_shows(&d.page, "less is a whiff"));
    plot_facts_free(&d.facts);
    page_list_free(&d.page);
    sim_table_free(&table);
}
END_TEST

/* ---- titles ----------------------------------------------------------------- */

START_TEST(a_figure_without_new_rows_has_its_old_title_and_no_caption)
{
    plot_wish wish = wish_of(relief, NULL);
    drawing d;

    wish.is_told = _i;
    draw(&d, &wish, 0);
    ck_assert(says(&d, "title", "Pain relief") == !_i);
    ck_assert(says(&d, "caption",
                   "Farthest from the start: 24.4 mm with P2 on day 32; 23.3 mm with P5 on "
                   "day 32.") == _i);
    end(&d);
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
    Suite *suite = suite_create("guide");

    add(suite, "limits", an_axis_ends_at_its_limits_and_curves_are_cut_there, N_SIZES);
    add(suite, "line", a_line_beyond_the_data_widens_the_axis, N_SIZES);
    add(suite, "nothing", limits_that_show_nothing_say_so, 2 * N_SIZES);
    add(suite, "log", a_log_axis_of_x_shows_what_lies_above_0_and_says_what_does_not,
        N_SIZES);
    add(suite, "band", a_band_is_shaded_from_its_column_down_to_0, N_SIZES);
    add(suite, "response", a_response_has_its_points_its_own_values_limits_and_line,
        N_SIZES);
    add(suite, "titles", a_figure_without_new_rows_has_its_old_title_and_no_caption, 2);
    return suite_run(suite);
}
