/* derive.h -- the formulas of a model as one graph of operations, and their derivatives.
 *
 * Equal parts of formulas are one node, and what a node is made of stands before it, so that a
 * walk in order works everything out once.  Derivatives are exact, node by node by the chain
 * rule (Griewank & Walther (2008) Evaluating Derivatives, 2nd ed., SIAM, ch. 3); at a kink of
 * min, max and when that of the branch taken stands.
 *
 * Memory: a graph owns its nodes; sim_graph_free frees them and is legal after a failure.
 */
#ifndef SIM_MODEL_DERIVE_H
#define SIM_MODEL_DERIVE_H

#include "sim/error.h"
#include "sim/model/formula.h"

typedef enum {
    SIM_NODE_NUMBER,
    SIM_NODE_CONSTANT,  /* p[slot] */
    SIM_NODE_STATE,     /* x[slot]; a record, too */
    SIM_NODE_TIME,      /* t */
    SIM_NODE_OPERATION, /* of the nodes in arg */
} sim_node_kind;

typedef struct {
    sim_node_kind kind;
    const sim_operation *operation;
    int arg[SIM_FORMULA_ARGS]; /* -1: none */
    size_t slot;
    double number;
    bool moves; /* depends on t or on a state that is integrated: changes between events */
} sim_node;

typedef struct {
    const sim_model *model;
    sim_node *nodes;
    int n_nodes, room;
    int *buckets; /* [n_buckets] the last node of a hash, -1: none */
    int *next;    /* [room] the one before it of the same hash */
    int n_buckets;
    int *rules; /* [n_rules] the node of each, -1: not asked for */
    sim_error *err;
    sim_status status; /* what the first failure was; from then on nodes mean nothing */
} sim_graph;

sim_status sim_graph_init(sim_graph *g, const sim_model *model, sim_error *err);
void sim_graph_free(sim_graph *g);

/* The node of a formula in the mean, over the names of the model; a RULE stands for its
 * formula.  What fails is told by g->status, once after many calls. */
int sim_graph_formula(sim_graph *g, const char *text);

/* Node `of` differentiated by a state that is integrated, or by t. */
int sim_graph_by_state(sim_graph *g, int of, size_t state);
int sim_graph_by_time(sim_graph *g, int of);

/* Nodes made of nodes, the simpler where a part is 0 or 1; an operation by its name in
 * formulas, with as many parts as it has. */
int sim_graph_number(sim_graph *g, double number);
int sim_graph_make(sim_graph *g, const char *operation, int a, int b, int c);

/* Is it the number 0? */
bool sim_graph_is_zero(const sim_graph *g, int node);

/* Works out all nodes into values[n_nodes]. */
void sim_graph_compute(const sim_graph *g, double t, const double x[], const double p[],
                       double values[]);

#endif
