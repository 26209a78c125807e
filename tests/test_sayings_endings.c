/* test_sayings_endings.c -- what pages of every ending say of random experiments: each number of
 * figures.csv is held against the tables, each text against the page.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "plots/figure.h"
#include "tests/draws.h"
#include "tests/paper.h"
#include "tests/readings.h"
#include "tests/suite.h"

static char folder[TEMP_PATH];

/* One row of figures.csv, of a panel. */
typedef struct {
    const results *r;
    const plot_panel *panel;
    const char *arm, *text;
    double at, value;
} said;

static const char *chain_of(int which)
{
    return models_chain_name((size_t)(1 + (which - DRAWS_MOST) / 3));
}

static const plot_panel *find_panel(const char *figure, const char *name)
{
    const plot_panel *panel = NULL;

    for (size_t i = 0; (panel = plot_panel_at(figure, i)); i++)
        if (strcmp(panel->name, name) == 0) return panel;
    return NULL;
}

static bool is_alike(double a, double b)
{
    return fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b)) + 1e-12;
}

static const sheet *table_of(const said *s)
{
    return strcmp(s->panel->table, "passages") == 0 ? &s->r->passages : &s->r->timecourse;
}

/* ---- one number ----------------------------------------------------------------- */

/* Is it in the table, at that place? */
static bool stands_in(const said *s, const sheet *table)
{
    for (size_t row = 0; (row = sheet_find(table, row, "arm", s->arm)) < table->n_rows;
         row++)
        if (is_alike(sheet_number(table, row, s->panel->x.column), s->at) &&
            is_alike(sheet_number(table, row, s->panel->y.column), s->value))
            return true;
    return false;
}

/* No number of the arm, within the window, is farther that way. */
static bool is_extreme(const said *s, double sign)
{
    const sheet *table = table_of(s);
    const double to = isnan(s->panel->x.to) ? INFINITY : s->panel->x.to;

    for (size_t row = 0; (row = sheet_find(table, row, "arm", s->arm)) < table->n_rows;
         row++) {
        const double y = sheet_number(table, row, s->panel->y.column);

        if (sheet_number(table, row, s->panel->x.column) > to) continue;
        if (sign * (y - s->value) > 1e-6 * fabs(s->value) + 1e-12) return false;
    }
    return true;
}

/* Of the first arm's enrolment, whose day tables round up, or of the end without one. */
static double first_enrolled(const results *r)
{
    double first = r->end;

    for (size_t row = 0; row < r->timecourse.n_rows; row++)
        if (sheet_number(&r->timecourse, row, "enrolled") == 1)
            first = fmin(first, sheet_number(&r->timecourse, row, "day"));
    return first;
}

/* So long after it, on the last row that is not later. */
static bool is_after(const said *s)
{
    const double on = first_enrolled(s->r) + s->panel->read_at, end = s->r->end;

    return end < on ? is_alike(s->at, end) : s->at > on - 1.5 && s->at <= on;
}

static bool is_right(const said *s)
{
    const double end = s->r->end, on = s->panel->read_at;

    switch (s->panel->reading) {
    case PLOT_READ_HIGHEST:
        return is_extreme(s, 1);
    case PLOT_READ_LOWEST:
        return is_extreme(s, -1);
    case PLOT_READ_BEST:
        return is_extreme(s, 1) || is_extreme(s, -1);
    case PLOT_READ_ON:
        if (s->panel->read_after) return is_after(s);
        return is_alike(s->at, end < on ? end : on);
    default:
        return true;
    }
}

/* The last day on which the arm is not below where the axis starts. */
static bool is_last_above(const said *s)
{
    const sheet *table = table_of(s);
    double last = NAN;

    for (size_t row = 0; (row = sheet_find(table, row, "arm", s->arm)) < table->n_rows;
         row++)
        if (sheet_number(table, row, s->panel->y.column) >= s->panel->y.start)
            last = sheet_number(table, row, s->panel->x.column);
    return is_alike(last, s->value);
}

static void check_number(const said *s)
{
    if (!*s->arm || !isfinite(s->value) || !isfinite(s->at)) return;
    if (s->panel->reading == PLOT_READ_UNTIL)
        ck_assert_msg(is_last_above(s), "%s: %s: not the last: %s", s->r->dir, s->arm,
                      s->text);
    else
        ck_assert_msg(stands_in(s, table_of(s)) || stands_in(s, &s->r->after_doses),
                      "%s: %s on %g is not %g: %s", s->r->dir, s->arm, s->at, s->value,
                      s->text);
}

/* The first of the two that a caption compares. */
static size_t check_row(const results *r, const char *figure, size_t row)
{
    const sheet *f = &r->figures;
    const bool is_caption = strcmp(sheet_text(f, row, "place"), "caption") == 0;
    const char *is = sheet_text(f, row, "case");
    const said s = {r,
                    find_panel(figure, sheet_text(f, row, "panel")),
                    sheet_text(f, row, "arm"),
                    sheet_text(f, row, "text"),
                    sheet_number(f, row, "day"),
                    sheet_number(f, row, "value")};

    if (!s.panel || !*is || strcmp(s.panel->table, "timecourse") != 0) return 0;
    check_number(&s);
    if (is_caption && *s.arm && isfinite(s.at) && strcmp(is, "setback") != 0)
        ck_assert_msg(is_right(&s), "%s: %s: %s", r->dir, s.panel->name, s.text);
    return is_caption;
}

START_TEST(numbers_of_captions_stand_in_the_tables)
{
    const char *figure = models_chain(chain_of(_i))->page;
    size_t n = 0, n_panels = 0;
    results r;

    readings_open(&r, folder, _i);
    for (size_t row = 0; !r.is_cohort && row < r.figures.n_rows; row++)
        n += check_row(&r, figure, row);
    while (plot_panel_at(figure, n_panels)) n_panels++;
    if (!r.is_cohort) ck_assert_uint_ge(n, n_panels - 1);
    readings_close(&r);
}
END_TEST

/* ---- words ------------------------------------------------------------------------ */

START_TEST(every_text_ends_and_names_an_arm_that_there_is)
{
    results r;

    readings_open(&r, folder, _i);
    for (size_t row = 0; row < r.figures.n_rows; row++) {
        const char *arm = sheet_text(&r.figures, row, "arm");
        const char *text = sheet_text(&r.figures, row, "text");

        ck_assert_msg(*text && !strstr(text, "  ") && !strstr(text, "nan") &&
                          !strstr(text, " ."),
                      "%s: '%s'", r.dir, text);
        ck_assert_msg(!*arm || sheet_find(&r.summary, 0, "arm", arm) < r.summary.n_rows,
                      "%s: '%s'", r.dir, arm);
    }
    readings_close(&r);
}
END_TEST

START_TEST(no_words_lie_upon_others_or_off_the_page)
{
    char dir[PATH];

    snprintf(dir, sizeof dir, "%s/%d", folder, _i);
    paper_check(dir, _i);
}
END_TEST

/* ---- running ----------------------------------------------------------------------- */

/* Runs all experiments, once for all cases. */
static void run_all(void)
{
    static draw d;

    if (*folder) return;
    temp_folder("sayings_endings", folder);
    for (int i = 0; i < DRAWS_ENDINGS; i++) draw_run(&d, DRAWS_MOST + i, folder);
}

static void add_case(Suite *suite, const char *name, const TTest *test)
{
    TCase *cases = tcase_create(name);

    tcase_add_unchecked_fixture(cases, run_all, NULL);
    tcase_add_loop_test(cases, test, DRAWS_MOST, DRAWS_MOST + DRAWS_ENDINGS);
    suite_add_tcase(suite, cases);
}

int main(void)
{
    Suite *suite = suite_create("sayings_endings");
    int code;

    add_case(suite, "numbers", numbers_of_captions_stand_in_the_tables);
    add_case(suite, "words", every_text_ends_and_names_an_arm_that_there_is);
    add_case(suite, "boxes", no_words_lie_upon_others_or_off_the_page);
    code = suite_run(suite);
    return *folder && !temp_remove(folder) ? EXIT_FAILURE : code;
}
