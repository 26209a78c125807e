#include "sim/engine/course.h"

#include <stdlib.h>

#include "sim/engine/instant.h"

sim_course sim_course_make(const sim_model *m, const sim_kept *kept)
{
    return (sim_course){.n_states = kept ? kept->n_states : m->n_states,
                        .n_rules = kept ? kept->n_rules : m->n_rules,
                        .kept = kept};
}

static bool enlarge(double **array, size_t n)
{
    double *larger = realloc(*array, (n + 1) * sizeof *larger);

    if (larger) *array = larger;
    return larger != NULL;
}

sim_status sim_course_reserve(sim_course *course, size_t n, sim_error *err)
{
    if (n <= course->capacity) return SIM_OK;
    if (!enlarge(&course->t, n) || !enlarge(&course->x, n * course->n_states) ||
        !enlarge(&course->o, n * course->n_rules))
        return sim_fail_memory(err, "run");
    course->capacity = n;
    return SIM_OK;
}

sim_status sim_course_add(sim_course *course, double t, sim_course_row *row, sim_error *err)
{
    enum { FEW = 32 };
    const size_t more = course->capacity ? 2 * course->capacity : FEW;
    const bool is_full = course->n == course->capacity;
    sim_status status = is_full ? sim_course_reserve(course, more, err) : SIM_OK;

    if (status != SIM_OK) return status;
    *row = (sim_course_row){course->x + course->n * course->n_states,
                            course->o + course->n * course->n_rules};
    course->t[course->n++] = t;
    return SIM_OK;
}

static void put(double to[], size_t n, const size_t slots[], const double from[],
                size_t stride)
{
    if (slots)
        for (size_t i = 0; i < n; i++) to[i] = from[slots[i] * stride];
    else
        for (size_t i = 0; i < n; i++) to[i] = from[i * stride];
}

void sim_course_put(const sim_course *c, const sim_course_row *row, const double x[],
                    const double o[], size_t stride)
{
    put(row->x, c->n_states, c->kept ? c->kept->states : NULL, x, stride);
    put(row->o, c->n_rules, c->kept ? c->kept->rules : NULL, o, stride);
}

bool sim_course_has(const sim_course *c, const sim_symbol *s)
{
    const bool is_state = sim_symbol_is_state(s), is_rule = s->kind == SIM_RULE;

    return c->kept ? sim_kept_has(c->kept, s) : is_state || is_rule;
}

double *sim_course_column(const sim_course *c, const sim_symbol *s, size_t *stride)
{
    const bool is_state = sim_symbol_is_state(s);
    size_t place = s->slot;

    sim_bug(!sim_course_has(c, s));
    if (c->kept) place = (is_state ? c->kept->state_place : c->kept->rule_place)[place];
    *stride = is_state ? c->n_states : c->n_rules;
    return (is_state ? c->x : c->o) + place;
}

void sim_course_get(const sim_course *c, size_t i, double x[], size_t stride)
{
    const double *row = &c->x[i * c->n_states];

    for (size_t k = 0; k < c->n_states; k++)
        x[(c->kept ? c->kept->states[k] : k) * stride] = row[k];
}

void sim_course_free(sim_course *course)
{
    free(course->t);
    free(course->x);
    free(course->o);
}

size_t sim_course_find(const sim_course *course, double t)
{
    size_t first = 0, end = course->n;

    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        const double at = course->t[middle];

        if (at < t && !sim_is_one_instant(at, t))
            first = middle + 1;
        else
            end = middle;
    }
    return first < course->n && sim_is_one_instant(course->t[first], t) ? first : course->n;
}

static void mix(double to[], const double other[], size_t n, double share)
{
    for (size_t i = 0; i < n; i++) to[i] = other[i] + share * (to[i] - other[i]);
}

void sim_course_mix(sim_course *a, const sim_course *b, double share)
{
    sim_bug(a->n != b->n || a->n_states != b->n_states || a->n_rules != b->n_rules);
    mix(a->x, b->x, a->n * a->n_states, share);
    mix(a->o, b->o, a->n * a->n_rules, share);
}
