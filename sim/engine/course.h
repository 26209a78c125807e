/* course.h -- states and rules at some times, in time order.
 *
 * Units:  the model's own.
 * Memory: a course owns its arrays, sim_course_free frees them; all 0 but n_states and n_rules
 *         is an empty one.
 */
#ifndef SIM_ENGINE_COURSE_H
#define SIM_ENGINE_COURSE_H

#include <stddef.h>

#include "sim/engine/kept.h"

typedef struct {
    size_t n, capacity;
    size_t n_states, n_rules; /* in a row */
    const sim_kept *kept;     /* which these are, borrowed; NULL: all of the model */
    double *t;                /* [n] */
    double *x;                /* [n][n_states] */
    double *o;                /* [n][n_rules] */
} sim_course;

/* An empty one, whose rows have what is kept of a model; NULL: all. */
sim_course sim_course_make(const sim_model *model, const sim_kept *kept);

/* A row of it. */
typedef struct {
    double *x, *o;
} sim_course_row;

/* Makes room for so many rows in all. */
sim_status sim_course_reserve(sim_course *course, size_t n, sim_error *err);

/* Adds a row at t, for the caller to fill; it stays in its place until the next is added. */
sim_status sim_course_add(sim_course *course, double t, sim_course_row *row,
                          sim_error *err);

/* Takes into a row what it has of x[n_states of the model] and o[n_rules], which are `stride`
 * numbers apart from each other. */
void sim_course_put(const sim_course *course, const sim_course_row *row, const double x[],
                    const double o[], size_t stride);

/* Has it a state or rule? */
bool sim_course_has(const sim_course *course, const sim_symbol *symbol);

/* The first number of a state or rule that it has: those of further rows are `stride` apart. */
double *sim_course_column(const sim_course *course, const sim_symbol *symbol,
                          size_t *stride);

/* The state of a row in its slots; of what is not kept, x stays as it is. */
void sim_course_get(const sim_course *course, size_t i, double x[], size_t stride);

void sim_course_free(sim_course *course);

/* The first row that is at t, within rounding; n if there is none. */
size_t sim_course_find(const sim_course *course, double t);

/* a = share * a + (1 - share) * b, for two courses of the same times; where they are equal,
 * exactly that. */
void sim_course_mix(sim_course *a, const sim_course *b, double share);

#endif
