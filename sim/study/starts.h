/* starts.h -- fits from many starts: which least sums of squares there are, and the least of all.
 *
 * Starts are the points of a Latin hypercube (design.h) over the ranges of the fitted scale, which
 * are therefore finite.  One that the problem refuses is drawn again, anywhere in the ranges, and
 * counted.  What a start comes to is a function of the problem, the seed, how many starts there are
 * and its number, so that threads play no part and what is kept of one serves again.
 *
 * Memory: starts own their arrays.
 */
#ifndef SIM_STUDY_STARTS_H
#define SIM_STUDY_STARTS_H

#include <stdint.h>

#include "sim/study/least.h"
#include "sim/study/team.h"

/* Draws of a start until it is given up. */
enum { SIM_START_DRAWS = 100 };

/* What one start came to. */
typedef struct {
    sim_least_ending ending; /* SIM_LEAST_REFUSED: no draw was taken */
    double chi2;             /* INFINITY where no draw was taken */
    size_t redrawn;          /* draws that were refused */
    size_t evaluations;
    double *x; /* [n_unknowns] fitted scale; the starts' */
} sim_start;

/* Where starts are kept; each may be NULL.  Both are called by one thread at a time. */
typedef struct {
    /* Is the start of that number known?  Then fills all of it, x[] too. */
    bool (*have)(void *self, size_t number, sim_start *start);
    sim_status (*keep)(void *self, size_t number, const sim_start *start, sim_error *err);
    void *self;
} sim_starts_store;

typedef struct {
    size_t n;
    uint64_t seed;
    size_t threads; /* as sim_threads gives; members of the problem are numbered below it */
    const double
        *first;  /* [n_unknowns] natural scale, where the first begins; NULL: anywhere */
    size_t most; /* evaluations of one; 0: as in least.h */
    const sim_starts_store *store; /* NULL: none */
    const sim_hooks *hooks;        /* told how many are done; NULL: none */
} sim_starts_ask;

typedef struct {
    size_t n, n_unknowns;
    size_t redrawn, refused; /* draws; starts of which no draw was taken */
    size_t evaluations;
    sim_pool pool;   /* of what follows */
    sim_start *list; /* [n] by number */
    size_t *order;   /* [n] numbers, the least chi2 first: a waterfall; ties by number */
    double *x;       /* [n][n_unknowns] */
} sim_starts;

/* SIM_ESTOP where a hook says so; SIM_ESOLVER where all starts are refused.  sim_starts_free is
 * legal after a failure too. */
sim_status sim_starts_run(const sim_problem *problem, const sim_starts_ask *ask,
                          sim_starts *starts, sim_error *err);
void sim_starts_free(sim_starts *starts);

/* How many starts came within that of the least sum of squares. */
size_t sim_starts_reached(const sim_starts *starts, double within);

#endif
