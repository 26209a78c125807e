/* cues.h -- records that a run is told from without: what they are at its start, and after the
 * n-th time that an event fired.
 *
 * A cue stands over what the rows of the model set then, and is a state like any other from there
 * on: kernels, plain rows and draws read it as they read what rows set.  A model says what it
 * takes as told in its RECORDs, by a value that no cue has.
 *
 * Memory: a list is its owner's.
 */
#ifndef SIM_ENGINE_CUES_H
#define SIM_ENGINE_CUES_H

#include <stddef.h>

#include "sim/model/model.h"

typedef struct {
    size_t event; /* of the model; of no matter at the start */
    size_t after; /* how often it has fired by then; 0: at the start */
    size_t state; /* a RECORD */
    double value;
} sim_cue;

typedef struct {
    const sim_model *model; /* that has those states; NULL: nothing is told */
    const sim_cue *list;    /* [n]; of several for one state at one time the last holds */
    size_t n;
} sim_cues;

/* What a record is of which nothing is told. */
#define SIM_UNTOLD (-1.0)

/* Sets what is told at the start, in x[n_states] as the model starts; NULL cues tell nothing. */
void sim_cues_start(const sim_cues *cues, double x[]);

/* The same after an event has fired `times` times, in x[n_states] as it left them. */
void sim_cues_give(const sim_cues *cues, size_t event, double times, double x[]);

/* For <search.h>: 0 of lists that tell the same in the same order. */
int sim_cues_compare(const sim_cues *a, const sim_cues *b);

#endif
