/* screening.h -- which inputs matter: elementary effects and variance-based indices.
 *
 * A screening has a design, sample after sample of points in unit coordinates, and turns
 * the numbers that a model gives there into a row for each axis.  Any point can be had
 * without the others, and the first samples of a design are a smaller one.
 *
 * Units:  u in [0, 1]; columns without a unit have that of the number.
 * Safety: nothing is kept between calls.
 */
#ifndef SIM_STUDY_SCREENING_H
#define SIM_STUDY_SCREENING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "sim/engine/rng.h"
#include "sim/io/memory.h"
#include "sim/io/table.h"
#include "sim/study/bootstrap.h"
#include "sim/study/tally.h"

typedef struct {
    size_t n_axes, samples;
    uint64_t seed;
    const size_t
        *levels; /* [n_axes] evenly spaced values of an axis, each for an equal part
                             of [0, 1]; 0: any value.  NULL: of all */
} sim_screen;

/* What an analysis works with. */
typedef struct {
    const sim_screen *screen;
    double mean;             /* of all numbers */
    sim_pool pool;           /* of what follows */
    double *effects;         /* [n_axes] of a sample, as far as it has any */
    sim_moments *moments;    /* [n_axes] of these */
    size_t *counted;         /* [n_values] samples that each counts */
    sim_interval *intervals; /* [n_values] */
    sim_bootstrap bootstrap;
} sim_screen_work;

/* What keeps a row of the table from being believed. */
typedef struct {
    bool (*holds)(const double row[]);
    const char *words; /* "first is above total by more than both intervals" */
    bool of_all;       /* it is said of all axes together, and so in each row */
} sim_doubt;

typedef struct {
    const char *name;    /* "morris" */
    const char *doc;     /* one phrase */
    const char *measure; /* what its columns are, for an axis: "share of the variance" */

    /* Sums over samples: some over all axes, and behind them as many for each. */
    struct {
        size_t of_all, each;

        /* Adds a sample's numbers y to its sums, and to what is counted of each axis; says
         * whether it counts for any. */
        bool (*add)(sim_screen_work *work, size_t sample, const double y[], double sums[]);
    } sums;

    size_t rank;  /* the column that ranks the axes; its interval follows */
    size_t other; /* one to show beside it, its interval after it if it has one */
    bool other_has_interval;
    size_t sign;           /* the column that has the sign of `rank`; 0: none */
    size_t sum;            /* one of all axes together, its interval after it; 0: none */
    size_t samples;        /* as many as are right mostly */
    size_t points_besides; /* of a sample, those that are not one of each axis */

    /* Values that a bootstrap makes of the sums: as many for each axis, and behind them some
     * of all. */
    struct {
        size_t of_all, each;
        sim_statistic *find;

        /* Fills the row[n_columns] of an axis; cells are NAN where undefined. */
        void (*fill)(const sim_screen_work *work, size_t axis, double row[]);
    } values;

    /* Point i of samples * sim_screening_points, counted from 0: u[n_axes]. */
    void (*point)(const sim_screen *screen, size_t i, double u[]);

    const sim_column *columns; /* unit NULL: that of the number */
    size_t n_columns;
    const sim_doubt *doubts; /* [n_doubts] */
    size_t n_doubts;
} sim_screening;

extern const sim_screening sim_morris, sim_saltelli;

/* morris, sobol; ends at NULL. */
extern const sim_screening *const sim_screenings[];
const char *sim_screening_name(size_t i);                  /* NULL past the last */
const sim_screening *sim_screening_find(const char *name); /* NULL: there is none */

/* A generator that needs no heap. */
typedef struct {
    gsl_rng rng;
    _Alignas(16) unsigned char state[128];
} sim_screen_rng;

/* At the start of the sample's stream for that purpose; valid as long as `room`. */
gsl_rng *sim_screen_start(sim_screen_rng *room, const sim_screen *screen, size_t sample,
                          const char *purpose);

/* a - b, and 0 where the two differ by rounding. */
double sim_screen_difference(double a, double b);

size_t sim_screening_points(const sim_screening *screening,
                            size_t n_axes); /* of a sample */

/* Fills table[n_axes][n_columns] from a number y for each point, NAN where there is none.
 * Fails where fewer than SIM_SAMPLES_LEAST samples count. */
sim_status sim_screening_analyze(const sim_screening *screening, const sim_screen *screen,
                                 const double y[], double table[], sim_error *err);

#endif
