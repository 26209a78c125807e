/* network.h -- a model made ready to be solved: equations parsed, sparsity known.
 *
 * Memory: the network owns its arrays; it is not changed after sim_network_init.
 * Safety: one network may be read by any number of threads.
 */
#ifndef SIM_ENGINE_NETWORK_H
#define SIM_ENGINE_NETWORK_H

#include <math.h>

#include "sim/error.h"
#include "sim/model/model.h"

/* One nonzero of the stoichiometry: a unit of `flow` changes `state` by `amount`. */
typedef struct {
    size_t flow, state;
    double amount;
} sim_change;

/* A species that the law of a reaction depends on, or that the reaction uses up. */
typedef struct {
    size_t flow, state;
    double left; /* how many of it stand on the left of the equation */
    double loss; /* how many of them are gone after it; negative: gained */
} sim_use;

/* One entry of the Jacobian that can be other than 0. */
typedef struct {
    size_t row, column;
} sim_entry;

typedef struct sim_derived sim_derived; /* see derived.h */

typedef struct {
    const sim_model *model;
    sim_derived *derived; /* NULL: the model has a kernel */
    sim_change *changes;  /* [n_changes] in the order of flows */
    size_t n_changes;
    sim_entry *entries; /* [n_entries] in the order of groups */
    size_t n_entries;
    size_t *group; /* [n_moving] of a column: columns of a group share no row, so
                      that one right-hand side gives them all (Curtis, Powell &
                      Reid (1974) J. Inst. Maths Applics 13, 117) */
    size_t n_groups;
    const sim_symbol **states; /* [n_states] */
    size_t *first;             /* [n_flows + 1] into `changes` */
    sim_use *uses;             /* [n_uses] in the order of reactions */
    size_t n_uses;
    size_t *first_use; /* [n_reactions + 1] into `uses` */
    bool steady;       /* laws change only where a reaction fires: no SIGNAL, no t in one */
    bool steady_gaps;  /* the same of what triggers events */
} sim_network;

/* Parses the model's equations and formulas.  sim_network_free is legal after a failure
 * too. */
sim_status sim_network_init(sim_network *net, const sim_model *model, sim_error *err);

void sim_network_free(sim_network *net);

/* How often in a row a reaction can fire from x, in counts, before what stands on its left
 * is not there; INFINITY if that never happens. */
static inline double sim_network_firings(const sim_network *net, size_t reaction,
                                         const double x[])
{
    const sim_use *end = net->uses + net->first_use[reaction + 1];
    double most = INFINITY;

    for (const sim_use *use = net->uses + net->first_use[reaction]; use < end; use++) {
        if (x[use->state] < use->left) return 0;
        if (use->left > 0 && use->loss > 0) {
            const double n = floor((x[use->state] - use->left) / use->loss) + 1;

            if (n < most) most = n;
        }
    }
    return most;
}

#endif
