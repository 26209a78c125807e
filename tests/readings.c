#include "tests/readings.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"

/* ---- what each panel tells, as its row in figures.def has it ----------------- */

const panel_rule readings_rules[N_RULES] = {
    {"senescence", "passages", "passage", "senescent_fraction", LAST},
    {"ageing", "passages", "passage", "potency", LAST},
    {"yield", "passages", "day", "potent_doses", LAST},
    {"persistence", "timecourse", "day", "live_in_joint", UNTIL},
    {"imprint", "timecourse", "day", "imprint", BEST},
    {"macrophages", "timecourse", "day", "m1_m2_ratio", BEST},
    {"inflammation", "timecourse", "day", "tnf", BEST},
    {"cartilage", "timecourse", "day", "cartilage", LAST},
    {"training", "timecourse", "day", "trained", BEST},
    {"pain", "timecourse", "day", "total_relief", BEST},
};

const panel_rule readings_title = {"", "summary", "day", "best_specific_relief", BEST};

const double readings_until = 1;
static const double no_row = 0.01; /* relative: where no row says what is worth a word */

/* ---- an experiment and what it wrote ----------------------------------------- */

void readings_open(results *r, const char *folder, int which)
{
    *r = (results){0};
    snprintf(r->dir, sizeof r->dir, "%s/%d", folder, which);
    ck_assert(sheet_read(&r->figures, r->dir, "figures"));
    ck_assert(sheet_read(&r->summary, r->dir, "summary"));
    ck_assert(sheet_read(&r->timecourse, r->dir, "timecourse"));
    ck_assert(sheet_read(&r->passages, r->dir, "passages"));
    sheet_read(&r->after_doses, r->dir,
               "timecourse_after_doses"); /* where there are some */
    r->is_cohort = sheet_read(&r->ensemble, r->dir, "ensemble");
    ck_assert(r->is_cohort == (which % 3 == 2));
    if (r->is_cohort) {
        ck_assert(sheet_read(&r->cohort, r->dir, "cohort"));
        ck_assert(sheet_read(&r->cohort_passages, r->dir, "cohort_passages"));
        ck_assert(sheet_read(&r->replicates, r->dir, "replicates"));
    }
    r->end = sheet_number(&r->timecourse, r->timecourse.n_rows - 1, "day");
}

void readings_close(results *r)
{
    sheet_free(&r->figures);
    sheet_free(&r->summary);
    sheet_free(&r->timecourse);
    sheet_free(&r->passages);
    sheet_free(&r->after_doses);
    sheet_free(&r->ensemble);
    sheet_free(&r->cohort);
    sheet_free(&r->cohort_passages);
    sheet_free(&r->replicates);
}

double readings_sense(const panel_rule *rule)
{
    const sim_telling *t = sim_chain_telling(&models_chains[0], rule->quantity);

    return !t || t->better == SIM_NEITHER_IS_BETTER ? 0
           : t->better == SIM_MORE_IS_BETTER        ? 1
                                                    : -1;
}

double readings_times(const panel_rule *rule)
{
    const sim_telling *t = sim_chain_telling(&models_chains[0], rule->quantity);

    return t && t->is_share ? 100 : 1;
}

double readings_least(const panel_rule *rule, double a, double b)
{
    const sim_telling *t = sim_chain_telling(&models_chains[0], rule->quantity);

    return t && rule->reading != UNTIL ? readings_times(rule) * t->least
                                       : no_row * fmax(fabs(a), fabs(b));
}

bool readings_are_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-8 * fmax(fabs(a), fabs(b));
}

/* ---- reading curves ------------------------------------------------------------ */

static void add_point(curve *c, double x, double y)
{
    if (!isfinite(x)) return;
    c->is_whole = isfinite(y);
    if (!isfinite(y)) return;
    c->x[c->n] = x;
    c->y[c->n++] = y;
}

static void read_rows(const sheet *s, const panel_rule *rule, curve *c)
{
    const bool is_passages = strcmp(rule->table, "passages") == 0;

    for (size_t row = 0; (row = sheet_find(s, row, "arm", c->arm)) < s->n_rows; row++) {
        if (is_passages && isfinite(sheet_number(s, row, "doses_per_donor")))
            c->has_owner = true;
        add_point(c, sheet_number(s, row, rule->x),
                  readings_times(rule) * sheet_number(s, row, rule->quantity));
    }
}

/* A quantile of a variable in a row for each, beside that of `key`; NAN: there is none. */
static double find_quantile(const sheet *s, size_t row, const char *key,
                            const char *variable, const char *quantile)
{
    const char *arm = sheet_text(s, row, "arm"), *at = sheet_text(s, row, key);

    for (; row < s->n_rows && strcmp(sheet_text(s, row, key), at) == 0 &&
           strcmp(sheet_text(s, row, "arm"), arm) == 0;
         row++)
        if (strcmp(sheet_text(s, row, "variable"), variable) == 0)
            return sheet_number(s, row, quantile);
    return NAN;
}

/* Of a cohort, a quantile on each day or at each passage, whose days are medians. */
static void read_quantiles(const sheet *s, const char *key, const panel_rule *rule,
                           const char *quantile, curve *c)
{
    const char *before = "";

    for (size_t row = 0; (row = sheet_find(s, row, "arm", c->arm)) < s->n_rows; row++) {
        const char *at = sheet_text(s, row, key);

        if (strcmp(at, before) == 0) continue;
        before = at;
        if (strcmp(key, "passage") == 0 &&
            isfinite(find_quantile(s, row, key, "doses_per_donor", "q50")))
            c->has_owner = true;
        add_point(c,
                  strcmp(rule->x, key) == 0 ? sheet_number(s, row, key)
                                            : find_quantile(s, row, key, rule->x, "q50"),
                  readings_times(rule) *
                      find_quantile(s, row, key, rule->quantity, quantile));
    }
}

curve readings_curve_of(const results *r, const panel_rule *rule, const char *arm,
                        const char *quantile)
{
    const bool is_passages = strcmp(rule->table, "passages") == 0;
    const sheet *s = r->is_cohort  ? is_passages ? &r->cohort_passages : &r->ensemble
                     : is_passages ? &r->passages
                                   : &r->timecourse;
    curve c = {.arm = arm,
               .x = calloc(s->n_rows + 1, sizeof *c.x),
               .y = calloc(s->n_rows + 1, sizeof *c.y),
               .has_owner = !is_passages};

    if (r->is_cohort)
        read_quantiles(s, is_passages ? "passage" : "day", rule, quantile, &c);
    else
        read_rows(s, rule, &c);
    return c;
}

curve readings_curve(const results *r, const panel_rule *rule, const char *arm)
{
    return readings_curve_of(r, rule, arm, "q50");
}

/* Puts points in the order of x, those of one x as they are. */
static void sort(curve *c)
{
    for (size_t i = 1; i < c->n; i++)
        for (size_t k = i; k > 0 && c->x[k] < c->x[k - 1]; k--) {
            const double x = c->x[k], y = c->y[k];

            c->x[k] = c->x[k - 1];
            c->y[k] = c->y[k - 1];
            c->x[k - 1] = x;
            c->y[k - 1] = y;
        }
}

curve readings_line(const results *r, const panel_rule *rule, const char *arm)
{
    const sheet *between = &r->after_doses;
    curve c = readings_curve(r, rule, arm);

    if (r->is_cohort || strcmp(rule->table, "timecourse") != 0 || !between->cells) return c;
    c.x = realloc(c.x, (c.n + between->n_rows + 1) * sizeof *c.x);
    c.y = realloc(c.y, (c.n + between->n_rows + 1) * sizeof *c.y);
    read_rows(between, rule, &c);
    sort(&c);
    return c;
}

void readings_free_curve(curve *c)
{
    free(c->x);
    free(c->y);
}

static number read_extreme(const curve *c, double sign)
{
    size_t at = 0;

    for (size_t i = 1; i < c->n; i++)
        if (sign * c->y[i] > sign * c->y[at]) at = i;
    return (number){c->arm, c->y[at], c->x[at], c->y[0], at + 1 == c->n};
}

static number read_until(const curve *c)
{
    number n = {.arm = NULL, .value = NAN, .at = NAN, .base = NAN};

    for (size_t i = 0; i < c->n; i++)
        if (c->y[i] >= readings_until)
            n = (number){c->arm, c->x[i], c->x[i], NAN, i + 1 == c->n};
    return n;
}

bool readings_changes(const panel_rule *rule, const number *n)
{
    return n->arm && (isnan(n->base) ||
                      fabs(n->value - n->base) >= readings_least(rule, n->value, n->base));
}

static number choose(const panel_rule *rule, number best, number worst)
{
    return !readings_changes(rule, &best) && readings_changes(rule, &worst) ? worst : best;
}

number readings_number(const results *r, const panel_rule *rule, const char *arm)
{
    const double sign = readings_sense(rule) < 0 ? -1 : 1;
    curve c = readings_curve(r, rule, arm);
    number n = {.arm = NULL, .value = NAN, .at = NAN, .base = NAN};

    if (rule->reading == LAST && !c.is_whole) c.n = 0;
    if (c.n > 0 && c.has_owner && rule->reading == LAST)
        n = (number){arm, c.y[c.n - 1], c.x[c.n - 1], NAN, true};
    else if (c.n > 0 && c.has_owner && rule->reading == UNTIL)
        n = read_until(&c);
    else if (c.n > 0 && c.has_owner)
        n = choose(rule, read_extreme(&c, sign), read_extreme(&c, -sign));
    readings_free_curve(&c);
    return n;
}

/* A number of the summary or, of a cohort, its median. */
static double read_summary(const results *r, const char *arm, const char *quantity)
{
    const sheet *s = &r->cohort;

    if (!r->is_cohort)
        return sheet_number(&r->summary, sheet_find(&r->summary, 0, "arm", arm), quantity);
    for (size_t row = 0; (row = sheet_find(s, row, "arm", arm)) < s->n_rows; row++)
        if (strcmp(sheet_text(s, row, "quantity"), quantity) == 0)
            return sheet_number(s, row, "q50");
    return NAN;
}

number readings_headline(const results *r, const char *arm)
{
    number best = {arm, read_summary(r, arm, "best_specific_relief"),
                   read_summary(r, arm, "best_specific_relief_day"), 0, false};
    number worst = {arm, read_summary(r, arm, "worst_specific_relief"),
                    read_summary(r, arm, "worst_specific_relief_day"), 0, false};

    best.is_end = best.at >= r->end;
    worst.is_end = worst.at >= r->end;
    if (isnan(best.value)) best.arm = NULL;
    if (isnan(worst.value)) worst.arm = NULL;
    return choose(&readings_title, best, worst);
}
