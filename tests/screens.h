/* screens.h -- for tests of screenings: tables of their columns, numbers at their points.
 *
 * Memory: the caller frees what is returned.
 */
#ifndef TESTS_SCREENS_H
#define TESTS_SCREENS_H

#include "sim/study/screening.h"

enum { SCREENS_AXES = 8, SCREENS_MANY = 41 };

extern const sim_screen screens_many; /* of 41 axes, 23 samples */

/* What is worked out from the same numbers, in another order of some hundred sums. */
#define SCREENS_ROUNDING 1e-11

typedef struct {
    const char *name;
    size_t n_axes;
    double (*value)(const double u[]);
} screens_function;

size_t screens_column(const sim_screening *s, const char *name);
size_t screens_points(const sim_screening *s, const sim_screen *screen);

/* Room for the answers: [n_axes][n_columns]; one of them. */
double *screens_cells(const sim_screening *s, size_t n_axes);
double screens_cell(const sim_screening *s, const double table[], size_t axis,
                    const char *column);

/* A function at all points, of which a part fails; numbers without a pattern, likewise. */
double *screens_numbers(const sim_screening *s, const sim_screen *screen,
                        const screens_function *f, double failing);
double *screens_any(size_t n, double failing);

/* The axis in which two neighbours differ; *size is by how much. */
size_t screens_move(const double u[], const double w[], size_t n_axes, double *size);

#endif
