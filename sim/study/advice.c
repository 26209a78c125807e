#include "sim/study/advice.h"

#include <math.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

/* A value is far from its default beyond this part of the way to the end of its range. */
static const double far_part = 0.75;

/* Towards 0, where the range spans orders of magnitude, below this part of the default. */
static const double small_part = 0.1;

/* A share by default above this is all but the whole. */
static const double nearly_whole = 0.9;

/* What a range spans is a factor from here on. */
static const double wide = 10;

/* ---- equal arms ----------------------------------------------------------- */

/* The arm's own row for a parameter; NULL without one. */
static const sim_assignment *find_own(const sim_experiment *e, size_t arm, size_t row)
{
    for (size_t g = e->own_from[arm]; g < e->own_from[arm + 1]; g++) {
        const sim_assignment *own = &e->assignments[e->own[g]];

        if (own->scope == SIM_BY_ARM && !own->is_preset && own->row == row) return own;
    }
    return NULL;
}

/* A --set for all arms that stands over a row in which the two arms differ. */
static const sim_assignment *find_leveller(const sim_experiment *e, size_t a, size_t b)
{
    const size_t all = e->n_arms;

    for (size_t g = e->own_from[all]; g < e->own_from[all + 1]; g++) {
        const sim_assignment *set = &e->assignments[e->own[g]], *one, *other;

        if (set->scope != SIM_BY_SET || set->is_preset) continue;
        one = find_own(e, a, set->row);
        other = find_own(e, b, set->row);
        if ((one || other) && !(one && other && one->value == other->value)) return set;
    }
    return NULL;
}

/* An arm, to be found by its values. */
typedef struct {
    const sim_experiment *e;
    size_t arm;
} numbered;

static int compare_values(const void *a, const void *b)
{
    const numbered *one = a, *other = b;
    const sim_arm *arms = one->e->arms;

    for (size_t i = 0; i < one->e->catalog->n; i++) {
        const double x = arms[one->arm].settings[i].value;
        const double y = arms[other->arm].settings[i].value;

        if (x != y) return x < y ? -1 : 1;
    }
    return 0;
}

static sim_status add_equal(const sim_experiment *e, size_t a, size_t b,
                            sim_findings *findings, sim_error *err)
{
    const sim_assignment *leveller = find_leveller(e, a, b);

    return sim_findings_print(findings, err, "arm %s equals arm %s%s%s", e->arms[b].name,
                              e->arms[a].name,
                              leveller ? ": what set them apart gave way to " : "",
                              leveller ? leveller->origin : "");
}

sim_status sim_advice_equal_arms(const sim_experiment *e, sim_findings *findings,
                                 sim_error *err)
{
    numbered *list = calloc(e->n_arms + 1, sizeof *list);
    sim_status status = list ? SIM_OK : sim_fail_memory(err, "arms");
    void *tree = NULL;

    for (size_t b = 0; status == SIM_OK && b < e->n_arms; b++) {
        numbered **first;

        list[b] = (numbered){e, b};
        first = tsearch(&list[b], &tree, compare_values);
        if (!first)
            status = sim_fail_memory(err, "arms");
        else if ((*first)->arm < b)
            status = add_equal(e, (*first)->arm, b, findings, err);
    }
    while (tree) tdelete(*(numbered **)tree, &tree, compare_values);
    free(list);
    return status;
}

/* ---- far values ----------------------------------------------------------- */

/* How far a value is on the way from its default (0) to the end of its range (1); on a log
 * scale where the range is wide. */
static double way(const sim_symbol *s, double value)
{
    const double end = value < s->value ? s->low : s->high;

    if (value == s->value || end == s->value) return 0;
    if (s->low > 0 && s->high > wide * s->low)
        return log(value / s->value) / log(end / s->value);
    return (value - s->value) / (end - s->value);
}

/* Nothing at all, or the whole of what is off or all but whole by default. */
static bool is_choice(const sim_symbol *s, double value)
{
    if (value == 0) return s->low == 0;
    return value == 1 && s->high == 1 && (s->value == 0 || s->value > nearly_whole);
}

static bool is_far(const sim_symbol *s, const sim_setting *setting)
{
    if (s->kind == SIM_WORD || !setting->place || setting->order == 0) return false;
    if (strncmp(s->source, "definition", strlen("definition")) == 0) return false;
    if (is_choice(s, setting->value)) return false;
    if (setting->value < s->value && s->low == 0 && s->high > wide * s->value)
        return setting->value < small_part * s->value;
    return way(s, setting->value) > far_part;
}

static sim_status add_far(const sim_parameter *q, const sim_setting *setting,
                          sim_findings *findings, sim_error *err)
{
    const sim_symbol *s = q->symbol;
    const char *unit = strcmp(s->unit, "1") == 0 ? "" : s->unit;
    char value[SIM_NUMBER_SIZE], usual[SIM_NUMBER_SIZE], low[SIM_NUMBER_SIZE],
        high[SIM_NUMBER_SIZE];

    sim_parameter_print(q, setting->value, value);
    sim_parameter_print(q, q->usual, usual);
    sim_parameter_print(q, s->low, low);
    sim_parameter_print(q, s->high, high);
    return sim_findings_print(
        findings, err,
        "%s: %s.%s = %s%s%s is far from its usual %s: near an end of [%s, %s]",
        setting->place, q->section, s->name, value, *unit ? " " : "", unit, usual, low,
        high);
}

/* A row that several arms share is told once. */
sim_status sim_advice_far_values(const sim_experiment *e, sim_findings *findings,
                                 sim_error *err)
{
    bool *told = calloc(e->n_assignments + 1, sizeof *told);
    sim_status status = told ? SIM_OK : sim_fail_memory(err, "arms");

    for (size_t a = 0; a < e->n_arms; a++) {
        for (size_t i = 0; status == SIM_OK && i < e->catalog->n; i++) {
            const sim_parameter *q = &e->catalog->rows[i];
            const sim_setting *setting = &e->arms[a].settings[i];

            if (!is_far(q->symbol, setting) || told[setting->order - 1]) continue;
            told[setting->order - 1] = true;
            status = add_far(q, setting, findings, err);
        }
    }
    free(told);
    return status;
}

/* ---- reactions ------------------------------------------------------------ */

/* Reactions that method ssa fires in a second, or so, and what is worth a warning. */
static const double per_second = 3e6, patience = 30;

static double sum_of_propensities(const sim_outcome *outcome, size_t i, double v[])
{
    const sim_course *course = &outcome->result.grid;
    const sim_model *m = outcome->model;
    double sum = 0;

    m->propensities(course->t[i], &course->x[i * course->n_states], outcome->p, v);
    for (size_t r = 0; r < m->n_reactions; r++) sum += v[r];
    return sum;
}

/* By the trapezoidal rule. */
static double count_reactions(const sim_outcome *outcome, double v[])
{
    const sim_course *course = &outcome->result.grid;
    double before, now, n = 0;

    if (course->n == 0 || outcome->model->n_reactions == 0) return 0;
    before = sum_of_propensities(outcome, 0, v);
    for (size_t i = 1; i < course->n; i++) {
        now = sum_of_propensities(outcome, i, v);
        n += 0.5 * (before + now) * (course->t[i] - course->t[i - 1]);
        before = now;
    }
    return n;
}

/* "50 seconds", "28 hours", "3 days": of the largest unit that is at most half of it. */
static void print_time(double seconds, char text[], size_t size)
{
    static const struct {
        const char *name;
        double seconds;
    } units[] = {{"years", 365 * 86400.},
                 {"days", 86400},
                 {"hours", 3600},
                 {"minutes", 60},
                 {"seconds", 1}};
    size_t i = 0;

    while (i + 1 < sizeof units / sizeof *units && seconds < 2 * units[i].seconds) i++;
    snprintf(text, size, "%.2g %s", seconds / units[i].seconds, units[i].name);
}

sim_status sim_advice_reactions(const sim_solution *s, sim_findings *findings,
                                sim_error *err)
{
    size_t most = 0;
    double *v, n = 0;
    char time[64];

    for (size_t i = 0; i < s->chain->n_stages; i++) {
        const size_t n_flows = s->chain->stages[i].model->n_flows;

        most = n_flows > most ? n_flows : most;
    }
    v = calloc(most + 1, sizeof *v);
    if (!v) return sim_fail_memory(err, "reactions");
    for (size_t i = 0; i < s->n_outcomes; i++) n += count_reactions(s->outcomes[i], v);
    free(v);
    if (!(n > patience * per_second)) return SIM_OK;
    print_time(n / per_second, time, sizeof time);
    return sim_findings_print(
        findings, err,
        "run.method = ssa fires about %.1g reactions one by one, which takes some %s; "
        "auto or tau would be right",
        n, time);
}
