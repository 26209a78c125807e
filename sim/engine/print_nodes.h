/* print_nodes.h -- nodes of a graph as straight-line C in vectors: the parts of print.h. */
#ifndef SIM_ENGINE_PRINT_NODES_H
#define SIM_ENGINE_PRINT_NODES_H

#include <stdio.h>

#include "sim/engine/derived.h"

enum { SIM_NOT_PREPARED = -1 };

typedef struct {
    FILE *out;
    const sim_model *model;
    const sim_derived *derived;
    const sim_graph *graph;
    bool *needed;  /* [n_nodes] by the function that is being printed */
    int *prepared; /* [n_nodes] the place in q[] of what does not move; SIM_NOT_PREPARED */
    int n_prepared;
    const char *constant;       /* how one is written, for its slot */
    int *rules;                 /* [n_rules] the node of each */
    int *zeros, *blanks;        /* [n_zeros], [n_blanks] likewise */
    unsigned long long *askers; /* [n_nodes] the rules that it serves, see kernel.h */
    bool asks;                  /* are calls made only for rules that are asked for? */
} sim_printer;

/* Marks a node as needed, and what it is made of.  While preparing, what was prepared, too, is
 * made anew. */
void sim_print_need(sim_printer *p, int n, bool preparing);

/* Prints the operations that are needed, each as a constant of its own. */
void sim_print_operations(const sim_printer *p, bool preparing);

/* Prints a node as a number: 1 where a comparison holds. */
void sim_print_value(const sim_printer *p, int n, bool preparing);

#endif
