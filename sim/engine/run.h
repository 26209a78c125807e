/* run.h -- one model from its start to its end, with its events.
 *
 * Units:  the model's own; times in its time unit.
 * Memory: a result owns its courses and arrays, sim_result_free frees them.
 */
#ifndef SIM_ENGINE_RUN_H
#define SIM_ENGINE_RUN_H

#include "sim/engine/course.h"
#include "sim/engine/cues.h"
#include "sim/engine/stepper.h"
#include "sim/engine/trace.h"

/* A time at which the state is given as well; `before`: as it was before the events then. */
typedef struct {
    double t;
    bool before;
} sim_glance;

typedef struct {
    const sim_network *net;
    const double *p; /* [n_constants], derived ones included */
    const sim_options *options;
    double end;                /* INFINITY: until a STOP */
    const sim_kept *kept;      /* of outputs; NULL: all */
    double every;              /* distance of the outputs from t = 0 on; 0: none */
    const sim_glance *glances; /* [n_glances] in time order, between 0 and the end */
    size_t n_glances;
    const sim_cues *cues;   /* what records are told; NULL: nothing */
    const sim_kept *traced; /* what its trace has; NULL: there is none */
} sim_run;

/* An event whose time lies within rounding of an output or of the end is at it (see
 * instant.h); what is due at the end is still given. */
typedef struct {
    sim_course grid;    /* at 0, every, 2 every .. end; at an event's time, after it */
    sim_course glances; /* at each of the run's: nothing is solved otherwise for their sake,
                         * so that in counts they lie on straight lines between steps */
    sim_course reports; /* before each event that reports */
    sim_trace trace;
    double t_end;
    double *x_end;  /* [n_states] at the end; before the event that stopped it */
    double *given;  /* [n_timetables] events; 0 if none of them changed anything */
    double *missed; /* [n_timetables] events that the end has cut off; within `given` */
    const char *part_of; /* in counts: what first was no whole number, and was rounded;
                            a constant; NULL: nothing */
    double part;         /* that number */
    sim_cost cost;
    const char *solver; /* the one that ran; a constant */
} sim_result;

/* Runs a model.  Counts between -1 and 0 are given as 0, everywhere.  sim_result_free is legal after
 * a failure too. */
sim_status sim_run_model(const sim_run *run, sim_result *result, sim_error *err);

/* Runs it anew, by the second solver of `auto`, in the place of what the first left in *result:
 * where a law has a corner that the course slides along, a method of one step has none that is
 * short enough. */
sim_status sim_run_otherwise(const sim_run *run, sim_result *result, sim_error *err);

void sim_result_free(sim_result *result);

#endif
