/* derived.h -- what an implicit method needs of a model: the nodes of its laws, of their
 * derivatives, and where these stand in sparse factors.
 *
 * Memory: it owns what it holds; the network is borrowed.
 * Safety: read by any number of threads.
 */
#ifndef SIM_ENGINE_DERIVED_H
#define SIM_ENGINE_DERIVED_H

#include "sim/engine/sparse.h"
#include "sim/model/derive.h"

/* One entry of the Jacobian other than 0: the value of a node. */
typedef struct {
    size_t place; /* among the values of the factors */
    int node;
} sim_derived_entry;

struct sim_derived {
    const sim_network *net;
    sim_graph graph;
    int *flows;   /* [n_flows] laws */
    int *by_time; /* [n_moving] slopes differentiated by t */
    sim_derived_entry *entries;
    size_t n_entries;
    sim_sparse lu;
};

sim_status sim_derived_init(sim_derived *d, const sim_network *net, sim_error *err);
void sim_derived_free(sim_derived *d);

#endif
