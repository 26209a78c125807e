#include "sim/engine/course.h"

#include <stdlib.h>

#include "sim/engine/instant.h"

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

void sim_course_free(sim_course *course)
{
    free(course->t);
    free(course->x);
    free(course->o);
}

size_t sim_course_find(const sim_course *course, double t)
{
    size_t i = 0;

    while (i < course->n && !sim_is_one_instant(course->t[i], t)) i++;
    return i;
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
