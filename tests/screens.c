/* screens.c -- see screens.h. */
#include "tests/screens.h"

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const sim_screen screens_many = {.n_axes = SCREENS_MANY, .samples = 23, .seed = 71};

size_t screens_column(const sim_screening *s, const char *name)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        if (strcmp(s->columns[i].name, name) == 0) return i;
    }
    ck_abort_msg("no column %s", name);
}

double *screens_cells(const sim_screening *s, size_t n_axes)
{
    double *table = calloc(n_axes * s->n_columns, sizeof *table);

    ck_assert_ptr_nonnull(table);
    return table;
}

double *screens_numbers(const sim_screening *s, const sim_screen *screen,
                        const screens_function *f, double failing)
{
    const size_t n = screen->samples * sim_screening_points(s, screen->n_axes);
    double *y = calloc(n, sizeof *y);
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert(y && rng);
    sim_rng_start(rng, &(sim_stream){.seed = screen->seed, .purpose = "failures"});
    for (size_t i = 0; i < n; i++) {
        double u[SCREENS_AXES];

        s->point(screen, i, u);
        y[i] = gsl_rng_uniform(rng) < failing ? NAN : f->value(u);
    }
    gsl_rng_free(rng);
    return y;
}

size_t screens_points(const sim_screening *s, const sim_screen *screen)
{
    return screen->samples * sim_screening_points(s, screen->n_axes);
}

size_t screens_move(const double u[], const double w[], size_t n_axes, double *size)
{
    size_t axis = n_axes;

    for (size_t j = 0; j < n_axes; j++) {
        if (u[j] == w[j]) continue;
        ck_assert_uint_eq(axis, n_axes);
        axis = j;
        *size = w[j] - u[j];
    }
    ck_assert_uint_lt(axis, n_axes);
    return axis;
}

double *screens_any(size_t n, double failing)
{
    double *y = calloc(n, sizeof *y);
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert(y && rng);
    sim_rng_start(rng, &(sim_stream){.seed = 3, .purpose = "any numbers"});
    for (size_t i = 0; i < n; i++) {
        const bool fails = gsl_rng_uniform(rng) < failing;

        y[i] = fails ? NAN : 23.85 + 3.71 * gsl_rng_uniform(rng);
    }
    gsl_rng_free(rng);
    return y;
}

double screens_cell(const sim_screening *s, const double table[], size_t axis,
                    const char *column)
{
    return table[axis * s->n_columns + screens_column(s, column)];
}
