/* search.h -- the best point of a box of real and whole variables, under conditions.
 *
 * A scan by the points of Sobol' (design.h) comes first.  From the best of it that lie apart, real
 * variables go up by the simplex of Nelder & Mead (1965) Comput. J. 7, 308, as GSL has it, begun
 * again where it ended until that gains nothing; each whole variable then takes its neighbours,
 * from where real ones go up once more, until no neighbour is better.
 *
 * Points are ordered first by how far conditions lack, then by their value (Deb (2000) Comput.
 * Methods Appl. Mech. Eng. 186, 311): where all hold none lacks, and a best point may lie where
 * one begins to.
 *
 * What is found is a function of the problem and of how many points and starts there are, so that
 * threads play no part, and what is kept of a point by its number serves again.
 *
 * Units:  a real variable goes from 0 to 1, a whole one is the number of its level.
 * Memory: a search owns its points; problem and ask are borrowed as long as it is.
 */
#ifndef SIM_STUDY_SEARCH_H
#define SIM_STUDY_SEARCH_H

#include "sim/io/memory.h"
#include "sim/study/team.h"

enum {
    SIM_SEARCH_GAPS = 16,   /* conditions, at most */
    SIM_SEARCH_MOST = 3000, /* points of one start */
    SIM_SEARCH_ENDS = 64,   /* of one start, where it went up to */
};
#define SIM_SEARCH_ALL ((size_t)-1) /* no condition is left out */

typedef struct {
    size_t levels; /* of a whole variable; 0: it is real */
    bool apart;    /* levels have no order: each is every other's neighbour */
} sim_search_axis;

/* What is found at a point. */
typedef struct {
    double value;                 /* the more, the better; NAN: there is none */
    double gaps[SIM_SEARCH_GAPS]; /* [n_conditions] by which part each holds, from -1 to 1;
                                   * below 0: it does not; NAN: it cannot be told */
    bool is_refused;              /* nothing is found there */
} sim_search_seen;

/* Looks at x[n_axes].  Only what ends the search is a failure.  Called by several members of a team
 * at once, each with its own number. */
typedef sim_status sim_search_look(void *self, size_t member, size_t number,
                                   const double x[], sim_search_seen *seen, sim_error *err);

typedef struct {
    const sim_search_axis *axes; /* [n_axes] */
    size_t n_axes, n_conditions;
    sim_search_look *look;
    void *self;
} sim_search_problem;

typedef struct {
    size_t scan, starts;    /* points of the scan; how many of them are gone up from */
    size_t threads;         /* as sim_threads gives; members are numbered below it */
    const sim_hooks *hooks; /* told how many points and starts are done; NULL: none */
} sim_search_ask;

typedef struct {
    size_t number;
    double *x; /* [n_axes] the search's */
    sim_search_seen seen;
} sim_search_point;

/* Where a search came to. */
typedef struct {
    sim_search_point *list; /* [n] each once, the best first */
    size_t n;
    size_t spent; /* starts that used up their points */
} sim_search_ends;

typedef struct {
    const sim_search_problem *problem;
    const sim_search_ask *ask;
    sim_search_point *scan; /* [n_scan] by number */
    size_t n_scan;
    double scale; /* the largest value of the scan, by its size */
    sim_pool pool;
} sim_search;

/* Looks at the points of the scan.  SIM_ESTOP where a hook says so.  sim_search_free is legal after a
 * failure of this and of sim_search_climb too. */
sim_status sim_search_scan(sim_search *search, const sim_search_problem *problem,
                           const sim_search_ask *ask, sim_error *err);

/* Goes up from the best of the scan or, from half as many, and from `besides`, as if the
 * condition of number `without` did not stand.  Points are numbered behind those of the scan and
 * those of `climb` other ones; lists are the search's. */
typedef struct {
    size_t climb, without;
    const double *besides; /* [n_axes] */
} sim_search_way;
sim_status sim_search_climb(sim_search *search, const sim_search_way *way,
                            sim_search_ends *ends, sim_error *err);

/* The first number behind those of so many climbs. */
size_t sim_search_numbers(const sim_search *search, size_t climbs);

/* How far conditions lack, 0: all hold and there is a value. */
double sim_search_lack(const sim_search_problem *problem, const sim_search_seen *seen,
                       size_t without);

/* Is one better than the other? */
bool sim_search_is_better(const sim_search_problem *problem, const sim_search_seen *one,
                          const sim_search_seen *other, size_t without);

/* The part by which `more` >= `less` holds, -1 to 1. */
double sim_search_gap(double more, double less);

void sim_search_free(sim_search *search);

#endif
