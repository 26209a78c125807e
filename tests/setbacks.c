#include "tests/setbacks.h"

#include <check.h>
#include <math.h>
#include <string.h>

/* The worst of an arm's line as it is drawn. */
static number read_worst(const results *r, const panel_rule *rule, const char *arm)
{
    const double sense = readings_sense(rule);
    curve c = readings_line(r, rule, arm);
    number n = {.arm = NULL, .value = NAN, .at = NAN, .base = NAN};

    if (c.n > 0) n = (number){arm, c.y[0], c.x[0], c.y[0], false};
    for (size_t i = 0; i < c.n; i++) {
        if (!(sense * c.y[i] < sense * n.value)) continue;
        n.value = c.y[i];
        n.at = c.x[i];
    }
    readings_free_curve(&c);
    return n;
}

static number find_worst(const results *r, const panel_rule *rule)
{
    const double sense = readings_sense(rule);
    number worst = {.arm = NULL, .value = NAN, .at = NAN, .base = NAN};

    for (size_t i = 0; i < r->summary.n_rows; i++) {
        const number n = read_worst(r, rule, sheet_text(&r->summary, i, "arm"));

        if (!readings_changes(rule, &n)) continue;
        if (!worst.arm || sense * n.value < sense * worst.value) worst = n;
    }
    return worst;
}

/* Is it worse than the best of that arm is better? */
static bool is_setback(const results *r, const panel_rule *rule, const number *worst)
{
    const number read = readings_number(r, rule, worst->arm);
    const bool is_harmed = readings_changes(rule, &read) &&
                           readings_sense(rule) * (read.value - read.base) < 0;

    return !is_harmed && fabs(worst->value - worst->base) > fabs(read.value - read.base);
}

static size_t find_row(const results *r, const panel_rule *rule)
{
    const sheet *f = &r->figures;
    size_t row = 0;

    while ((row = sheet_find(f, row, "case", "setback")) < f->n_rows &&
           strcmp(sheet_text(f, row, "panel"), rule->panel) != 0)
        row++;
    return row;
}

static void check_row(const results *r, const panel_rule *rule, size_t row)
{
    const char *arm = sheet_text(&r->figures, row, "arm");
    const char *text = sheet_text(&r->figures, row, "text");
    const number worst = find_worst(r, rule), own = read_worst(r, rule, arm);

    ck_assert_msg(readings_are_same(own.value, worst.value) &&
                      readings_are_same(sheet_number(&r->figures, row, "value"), own.value),
                  "%s, %s: not the worst: %s", r->dir, rule->panel, text);
    ck_assert_msg(readings_are_same(sheet_number(&r->figures, row, "day"), own.at),
                  "%s, %s: not on day %g: %s", r->dir, rule->panel, own.at, text);
    ck_assert_msg(strstr(text, readings_sense(rule) < 0 ? "Highest" : "Lowest") == text &&
                      (r->summary.n_rows == 1 || strstr(text, arm)),
                  "%s, %s: %s", r->dir, rule->panel, text);
}

void setbacks_check(const results *r)
{
    for (size_t i = 0; i < N_RULES; i++) {
        const panel_rule *rule = &readings_rules[i];
        const size_t row = find_row(r, rule);
        const bool is_told = row < r->figures.n_rows;
        number worst;

        if (rule->reading != BEST || readings_sense(rule) == 0) {
            ck_assert_msg(!is_told, "%s, %s: nothing is worse", r->dir, rule->panel);
            continue;
        }
        worst = find_worst(r, rule);
        ck_assert_msg(is_told == (worst.arm && is_setback(r, rule, &worst)),
                      "%s, %s: %s is %stold", r->dir, rule->panel,
                      worst.arm ? worst.arm : "nothing", is_told ? "" : "not ");
        if (is_told) check_row(r, rule, row);
    }
}
