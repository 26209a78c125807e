#include "sim/engine/course.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"

static sim_status grow(sim_course *course, sim_error *err)
{
    size_t capacity = course->capacity ? 2 * course->capacity : 32;
    double *t = realloc(course->t, capacity * sizeof *t), *x;

    if (!t) return sim_fail_memory(err, "run");
    course->t = t;
    x = realloc(course->x, capacity * (course->n_states + 1) * sizeof *x);
    if (!x) return sim_fail_memory(err, "run");
    course->x = x;
    course->capacity = capacity;
    return SIM_OK;
}

sim_status sim_course_add(sim_course *course, double t, const double x[], double **row,
                          sim_error *err)
{
    sim_status status = course->n < course->capacity ? SIM_OK : grow(course, err);

    if (status != SIM_OK) return status;
    *row = &course->x[course->n * course->n_states];
    memcpy(*row, x, course->n_states * sizeof *x);
    course->t[course->n++] = t;
    return SIM_OK;
}

void sim_course_free(sim_course *course)
{
    free(course->t);
    free(course->x);
}

size_t sim_course_find(const sim_course *course, double t)
{
    size_t i = 0;

    while (i < course->n && !sim_is_one_instant(course->t[i], t)) i++;
    return i;
}

void sim_course_mix(sim_course *a, const sim_course *b, double share)
{
    sim_bug(a->n != b->n || a->n_states != b->n_states);
    for (size_t i = 0; i < a->n * a->n_states; i++)
        a->x[i] = b->x[i] + share * (a->x[i] - b->x[i]);
}
