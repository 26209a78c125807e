/* kernel.h -- what advances courses of a model by a step: as many at once as there are lanes.
 *
 * Each lane is a course of its own, with its own time and step.  A number of lane l stands at
 * [i * lanes + l] of its array, so that one operation serves all lanes; none reads another's
 * numbers, and each gives the bits that it gives alone.
 *
 * Memory: a batch and its arrays are the caller's; arrays are aligned to SIM_LANES_MOST doubles.
 * Safety: a kernel is constant; a batch belongs to one thread.
 */
#ifndef SIM_ENGINE_KERNEL_H
#define SIM_ENGINE_KERNEL_H

#include "sim/engine/derived.h"

enum { SIM_LANES_MOST = 8, SIM_DENSE = 3, SIM_ASKERS = 64 };

/* What a step is tried with, and what comes of it. */
typedef struct {
    const double *t, *h; /* [lanes] where the step starts, and its size */
    const double *x;     /* [n_moving] the state there */
    const double *q;     /* [n_prepared] */
    const double *scale; /* [n_moving] */
    const double *rtol;  /* [lanes] */
    double *x1;          /* [n_moving] the state at its end */
    double *dense;       /* [SIM_DENSE * n_moving] of the states in between, see rodas.h */
    double *error; /* [lanes] of the step, relative to what is allowed; not finite where the
                    * step could not be taken */
    double *work;  /* [n_work] */
    void *rows;    /* of a model that runs by its rows; NULL: of others */
} sim_trial;

/* A step that was taken, of one course. */
typedef struct {
    size_t n;     /* states that are integrated */
    double t0, h; /* where it starts, and its size */
    const double *x0, *x1, *dense;
} sim_dense;

/* States that are integrated, and what they are within. */
typedef struct {
    const size_t *states; /* [n] that are looked at; NULL: all */
    size_t n;
    double *low, *high, *least; /* of each state there is */
} sim_bounds;

typedef struct {
    const sim_model *model;
    size_t lanes;
    size_t n_prepared, n_work; /* numbers of a lane */
    /* What formulas make of constants and records, once after each event; arrays of lanes. */
    void (*prepare)(const double x[], const double p[], double q[]);
    void (*slopes)(const double t[], const double x[], const double q[], double dxdt[]);
    void (*attempt)(const sim_trial *b);
    /* Where a step led to, at a time in each lane: what is between low and high is 0.  doubtful
     * is 1 in a lane where a state is less than `least`, or not finite. */
    void (*between)(const sim_dense *step, const sim_bounds *bounds, const double t[],
                    double x[], double doubtful[]);
    /* The rules at t and x[n_states], a row in each lane, with the bits of model->observe
     * but for the sign of a 0.
     * Bit i modulo SIM_ASKERS asks for rule i; what is not asked for may be any number. */
    void (*observe)(const double t[], const double x[], const double p[],
                    unsigned long long asked, double o[]);
    /* [n_rules], [n_blanks] bit i modulo SIM_ASKERS: state i is read by it. */
    const unsigned long long *rule_reads, *blank_reads;
} sim_kernel;

/* Which of them serve.  All give the same bits. */
typedef struct {
    size_t lanes;    /* at most; 0: what is best here */
    const char *isa; /* the set of instructions, by its name; NULL: any that is here */
} sim_kernel_choice;

/* The i-th set of instructions that kernels were compiled for; NULL past the last. */
const char *sim_isa_name(size_t i);
/* Has this processor those of a name? */
bool sim_isa_is_here(const char *name);

/* Where at or behind a place the numbers of lanes may start; the block needs room for
 * SIM_LANES_MOST more than they are. */
double *sim_lanes_align(double *place);

/* That of a model for so many lanes, of the best set of instructions that the choice leaves,
 * NULL: here; NULL: none was printed for it. */
const sim_kernel *sim_kernel_find(const sim_model *model, size_t lanes,
                                  const sim_kernel_choice *choice);

#endif
