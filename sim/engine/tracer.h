/* tracer.h -- writes the trace of a run, step by step.
 *
 * In the mean a step is one piece, or halved until the polynomials of its rules hold between the
 * nodes too.
 *
 * Memory: a tracer owns its arrays; what it is told of is borrowed.
 */
#ifndef SIM_ENGINE_TRACER_H
#define SIM_ENGINE_TRACER_H

#include "sim/engine/scribe.h"

typedef struct {
    sim_run run; /* as it is, with what the trace keeps in place of what outputs do */
    sim_scribe scribe;
    sim_trace *trace;
    sim_course look; /* rows of a piece in hand */
    double *size;    /* [n_rules] the largest of each rule so far */
    double *x;       /* [n_states] */
    bool is_on;      /* is there anything to keep? */
} sim_tracer;

/* sim_tracer_free is due after a failure too. */
sim_status sim_tracer_init(sim_tracer *tracer, const sim_run *run, const sim_below *below,
                           sim_trace *trace, sim_error *err);
void sim_tracer_free(sim_tracer *tracer);

/* Adds the pieces of a step that is known between its ends, of which t0 .. t1 are those that
 * stand. */
sim_status sim_tracer_follow(sim_tracer *tracer, const sim_scribe_step *step, double t0,
                             double t1, sim_error *err);

/* Adds the piece of a step of which its ends alone are known.  Where `stands`, counts stay as they
 * were at its start. */
sim_status sim_tracer_span(sim_tracer *tracer, const double t[2], const double x0[],
                           const double x1[], bool stands, sim_error *err);

/* Ends the trace. */
sim_status sim_tracer_end(sim_tracer *tracer, double t, const double x[], sim_error *err);

#endif
