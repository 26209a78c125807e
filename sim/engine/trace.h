/* trace.h -- the whole course of a run, from its start to its end: piece by piece, each of them a
 * polynomial through a few rows.
 *
 * A piece lies within one step.  In the mean it stands at the nodes of Gauss and Lobatto: the
 * polynomials by which Rodas5P goes from one end of a step to the other, of degree 4, are what
 * stands there; rules, which are none, are followed by pieces that are short enough (tracer.h).
 * In counts a piece is a straight line: of a jump process what holds up to the next jump, of a
 * leap the line from its start to its end.  Pieces follow each other without gaps; where an event
 * changes the state, the end of one differs from the start of the next.  The last one is the
 * state at the end, after what is due then, and has no length.
 *
 * Units:  those of the model.
 * Memory: a trace owns its rows; all 0 is an empty one.
 */
#ifndef SIM_ENGINE_TRACE_H
#define SIM_ENGINE_TRACE_H

#include "sim/engine/course.h"

enum {
    SIM_TRACE_NODES = 5,
    SIM_TRACE_ROWS = 4000000, /* of one run at most */
};

/* Where the nodes stand in (0, 1), their ends included, and the weights of Lobatto's quadrature,
 * whose sum is 1: exact up to degree 7 (Abramowitz & Stegun (1964) 25.4.32). */
extern const double sim_trace_nodes[SIM_TRACE_NODES], sim_trace_weights[SIM_TRACE_NODES];

typedef struct {
    sim_course rows; /* piece by piece */
    size_t nodes;    /* rows of a piece: SIM_TRACE_NODES, or 2 of a line */
} sim_trace;

void sim_trace_free(sim_trace *trace);

size_t sim_trace_pieces(const sim_trace *trace);

/* The polynomial through values at the nodes, at u in 0 .. 1. */
double sim_trace_value(const double values[SIM_TRACE_NODES], double u);

/* A part of the time on which one trace, or two, have one piece each. */
typedef struct {
    double t0, t1;
    size_t piece, other; /* of the trace; of the other, where there is one */
} sim_trace_part;

typedef struct {
    const sim_trace *trace, *other; /* NULL: there is no other */
    double from, to;
    size_t piece, of_other; /* the next */
} sim_trace_walk;

/* The next part between `from` and `to`; false past the last.  What has no length is a part where
 * a trace ends, or where from = to. */
bool sim_trace_next(sim_trace_walk *walk, sim_trace_part *part);

/* The values at the nodes of t0 .. t1, within a piece, of a number of the rows: `column` is that
 * of the first row, and others are `stride` apart. */
void sim_trace_take(const sim_trace *trace, size_t piece, const double column[],
                    size_t stride, const double span[2], double values[SIM_TRACE_NODES]);

/* a = share * a + (1 - share) * b, of traces with the same columns. */
sim_status sim_trace_mix(sim_trace *a, const sim_trace *b, double share, sim_error *err);

#endif
