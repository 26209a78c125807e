/* course.h -- states at some times, in time order.
 *
 * Units:  the model's own.
 * Memory: a course owns its arrays, sim_course_free frees them; all 0 but n_states is an
 *         empty one.
 */
#ifndef SIM_ENGINE_COURSE_H
#define SIM_ENGINE_COURSE_H

#include <stddef.h>

#include "sim/error.h"

typedef struct {
    size_t n, capacity, n_states;
    double *t; /* [n] */
    double *x; /* [n][n_states] */
} sim_course;

/* Adds a copy of the state x[n_states] at t; *row points at it until the next is added. */
sim_status sim_course_add(sim_course *course, double t, const double x[], double **row,
                          sim_error *err);

void sim_course_free(sim_course *course);

/* The first row that is at t, within rounding; n if there is none. */
size_t sim_course_find(const sim_course *course, double t);

/* a = share * a + (1 - share) * b, for two courses of the same times; where they are equal,
 * exactly that. */
void sim_course_mix(sim_course *a, const sim_course *b, double share);

#endif
