/* design.h -- the points of a sweep, in an order of which any beginning covers the space.
 *
 * Points are drawn one after the other, in unit coordinates:
 *
 *   grid   every cell once, all levels of an axis about equally often at any time (see
 *          design.c).
 *   lhs    a Latin hypercube (McKay, Beckman & Conover (1979) Technometrics 21, 239): each
 *          axis is cut into as many strata as there are points, and each holds one.  Strata
 *          are ranks of a van der Corput sequence, shuffled and scrambled (see scramble.h)
 *          for each axis on its own: of 2^m points, any 2^k that begin at a multiple of 2^k
 *          are one in each of 2^k equal strata; with other numbers of points nearly so.
 *   sobol  Sobol' (1967) USSR Comput. Math. Math. Phys. 7(4), 86, with the direction numbers
 *          of Bratley & Fox (1988) ACM Trans. Math. Softw. 14, 88, not scrambled and with
 *          the origin as its first point, without which the first 2^k points are not one in
 *          each stratum (Owen (2022) Proc. MCQMC 2020, 71).  GSL's numbers end at
 *          SIM_SOBOL_AXES; of more axes the design is a Latin hypercube.
 *
 *   table  points are rows of a table, in their order; u[0] is the number of a row, from 0.
 *
 * Equal specs give equal points.
 *
 * Memory: a design owns its arrays; of lhs 4 bytes a point and axis, of a grid 4 a point.
 * Safety: a design belongs to one thread.
 */
#ifndef SIM_STUDY_DESIGN_H
#define SIM_STUDY_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_rng.h>

#include "sim/io/memory.h"

typedef enum { SIM_GRID, SIM_LHS, SIM_SOBOL, SIM_TABLE } sim_design_kind;

/* "grid", "lhs", "sobol"; NULL past the last. */
const char *sim_design_name(size_t i);

enum { SIM_POINTS_MAX = 10000000, SIM_SOBOL_AXES = 40 };

typedef struct {
    size_t kind; /* sim_design_kind */
    size_t n_axes;
    const size_t *levels; /* grid: [n_axes] each >= 1 */
    size_t points;        /* lhs, sobol; a grid has the product of its levels */
    uint64_t seed;        /* of lhs */
} sim_design_spec;

typedef struct sim_design {
    size_t kind; /* the one really used */
    size_t n, n_axes;
    size_t next; /* number of the next point */
    uint64_t seed;
    sim_pool pool;    /* of the arrays that follow */
    size_t *levels;   /* grid: [n_axes] */
    uint32_t *order;  /* grid: [n] numbers of cells, the first axis fastest */
    uint32_t *strata; /* lhs: [n_axes][n] */
    gsl_rng *rng;     /* lhs: places inside the strata; grid: its order */
    gsl_qrng *qrng;   /* sobol; grid: its order */
} sim_design;

/* Refuses numbers of points that are 0 or too many.  sim_design_free is legal after a
 * failure too. */
sim_status sim_design_init(sim_design *design, const sim_design_spec *spec, sim_error *err);
void sim_design_free(sim_design *design);

/* Back to the first point. */
void sim_design_rewind(sim_design *design);

/* The next point, one of `n`: u[n_axes] in [0, 1); of a grid, u[j] is the number of a
 * level, 0 .. levels[j] - 1. */
void sim_design_next(sim_design *design, double u[]);

#endif
