#include "sim/study/advice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"

enum { LINE_SIZE = 1024 };

/* A value is far from its default beyond this part of the way to the end of its range. */
static const double far_part = 0.75;

/* Towards 0, where the range spans orders of magnitude, below this part of the default. */
static const double small_part = 0.1;

/* What a range spans is a factor from here on. */
static const double wide = 10;

/* ---- equal arms ----------------------------------------------------------- */

static bool are_equal(const sim_experiment *e, const sim_arm *a, const sim_arm *b)
{
    for (size_t i = 0; i < e->catalog->n; i++) {
        if (a->settings[i].value != b->settings[i].value) return false;
    }
    return true;
}

/* The arm's own row for a parameter; NULL without one. */
static const sim_assignment *find_own(const sim_experiment *e, size_t arm, size_t row)
{
    for (size_t i = 0; i < e->n_assignments; i++) {
        const sim_assignment *own = &e->assignments[i];

        if (own->scope == SIM_BY_ARM && !own->is_preset && own->row == row &&
            own->arm == arm)
            return own;
    }
    return NULL;
}

/* A --set for all arms that stands over a row in which the two arms differ. */
static const sim_assignment *find_leveller(const sim_experiment *e, size_t a, size_t b)
{
    for (size_t s = 0; s < e->n_assignments; s++) {
        const sim_assignment *set = &e->assignments[s], *one, *other;

        if (set->scope != SIM_BY_SET || set->is_preset) continue;
        one = find_own(e, a, set->row);
        other = find_own(e, b, set->row);
        if ((one || other) && !(one && other && one->value == other->value)) return set;
    }
    return NULL;
}

sim_status sim_advice_equal_arms(const sim_experiment *e, sim_findings *findings,
                                 sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t b = 1; status == SIM_OK && b < e->n_arms; b++) {
        const sim_assignment *leveller;
        char line[LINE_SIZE];
        size_t a = 0;

        while (a < b && !are_equal(e, &e->arms[a], &e->arms[b])) a++;
        if (a == b) continue;
        leveller = find_leveller(e, a, b);
        snprintf(line, sizeof line, "arm %s equals arm %s%s%s", e->arms[b].name,
                 e->arms[a].name, leveller ? ": what set them apart gave way to " : "",
                 leveller ? leveller->origin : "");
        status = sim_findings_add(findings, line, err);
    }
    return status;
}

/* ---- idle rows ------------------------------------------------------------ */

/* The preset that stands over assignment number i in the first of its arms; NULL if the
 * row holds in one, or gave way to what somebody wrote in full. */
static const char *find_victor(const sim_experiment *e, size_t i)
{
    const sim_assignment *a = &e->assignments[i];
    const char *victor = NULL;

    for (size_t arm = 0; arm < e->n_arms; arm++) {
        const sim_setting *setting = &e->arms[arm].settings[a->row];

        if (a->arm != SIM_NONE && a->arm != arm) continue;
        if (setting->order > 0) return NULL;
        if (!victor) victor = setting->origin;
    }
    return victor;
}

sim_status sim_advice_idle_rows(const sim_experiment *e, sim_findings *findings,
                                sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->n_assignments; i++) {
        const sim_assignment *a = &e->assignments[i];
        const sim_parameter *q = &e->catalog->rows[a->row];
        const char *victor = a->is_preset ? NULL : find_victor(e, i);
        char line[LINE_SIZE];

        if (!victor) continue;
        snprintf(line, sizeof line, "%s: %s.%s is without effect: %s stands over it",
                 a->place, q->section, q->symbol->name, victor);
        status = sim_findings_add(findings, line, err);
    }
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

static bool is_far(const sim_symbol *s, const sim_setting *setting)
{
    if (s->kind == SIM_WORD || !setting->place || setting->order == 0) return false;
    if (strncmp(s->source, "definition", strlen("definition")) == 0) return false;
    if (setting->value == 0 && s->low == 0) return false;
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
        high[SIM_NUMBER_SIZE], line[LINE_SIZE];

    sim_parameter_print(q, setting->value, value);
    sim_parameter_print(q, s->value, usual);
    sim_parameter_print(q, s->low, low);
    sim_parameter_print(q, s->high, high);
    snprintf(line, sizeof line,
             "%s: %s.%s = %s%s%s is far from its usual %s: near an end of [%s, %s]",
             setting->place, q->section, s->name, value, *unit ? " " : "", unit, usual, low,
             high);
    return sim_findings_add(findings, line, err);
}

/* A row that several arms share is told once. */
static bool is_told(const sim_experiment *e, size_t arm, size_t row)
{
    for (size_t a = 0; a < arm; a++) {
        if (e->arms[a].settings[row].place == e->arms[arm].settings[row].place) return true;
    }
    return false;
}

sim_status sim_advice_far_values(const sim_experiment *e, sim_findings *findings,
                                 sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t a = 0; a < e->n_arms; a++) {
        for (size_t i = 0; status == SIM_OK && i < e->catalog->n; i++) {
            const sim_parameter *q = &e->catalog->rows[i];
            const sim_setting *setting = &e->arms[a].settings[i];

            if (is_far(q->symbol, setting) && !is_told(e, a, i))
                status = add_far(q, setting, findings, err);
        }
    }
    return status;
}
