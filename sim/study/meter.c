#include "sim/study/meter.h"

#include <math.h>
#include <string.h>

#include "sim/engine/bracket.h"
#include "sim/engine/instant.h"

#define METER(id, word, takes, doc, unit, n_args, may_last) \
    {word, takes, doc, SIM_METER_OF_##unit, n_args, may_last},
const sim_meter_row sim_meter_rows[SIM_METERS] = {
#include "sim/study/meter.def"
};
#undef METER

enum { NODES = SIM_TRACE_NODES, PARTS = 8, HALVINGS = 60 };

/* How far beyond the values at its nodes a polynomial may go, in parts of their range: the
 * Lebesgue constant of five nodes of Lobatto is 1.64. */
static const double beyond = 0.35;

typedef struct {
    const sim_meter *meter;
    sim_reader own, other;
    bool differs;
    sim_trace_walk walk;
    sim_trace_part part;  /* in hand */
    double values[NODES]; /* at its nodes */
} column;

/* ---- the pieces of a column --------------------------------------------------- */

static bool is_blank(const sim_reader *reader, const sim_trace *trace, size_t piece)
{
    for (size_t i = 0; reader->may_be_blank && i < trace->nodes; i++)
        if (sim_reader_is_blank(reader, piece * trace->nodes + i)) return true;
    return false;
}

static void take(const sim_reader *reader, const sim_trace *trace, size_t piece,
                 const sim_trace_part *part, double values[NODES])
{
    const double span[2] = {part->t0, part->t1};

    sim_trace_take(trace, piece, reader->first, reader->stride, span, values);
    if (!is_blank(reader, trace, piece)) return;
    for (size_t i = 0; i < NODES; i++) values[i] = NAN;
}

/* Goes on to the next piece; false past the last. */
static bool next(column *c)
{
    double its[NODES];

    if (!sim_trace_next(&c->walk, &c->part)) return false;
    take(&c->own, c->walk.trace, c->part.piece, &c->part, c->values);
    if (!c->differs) return true;
    take(&c->other, c->walk.other, c->part.other, &c->part, its);
    for (size_t i = 0; i < NODES; i++) c->values[i] -= its[i];
    return true;
}

static double value_at(const column *c, double u) { return sim_trace_value(c->values, u); }

static double time_at(const column *c, double u)
{
    return c->part.t0 + u * (c->part.t1 - c->part.t0);
}

/* ---- areas ------------------------------------------------------------------ */

static double read_area(column *c)
{
    double area = 0, sum;

    while (next(c)) {
        sum = 0;
        for (size_t i = 0; i < NODES; i++) sum += sim_trace_weights[i] * c->values[i];
        area += (c->part.t1 - c->part.t0) * sum;
    }
    return area;
}

/* ---- levels ------------------------------------------------------------------- */

static bool holds(const sim_meter *m, double value)
{
    const double above = m->is_upper ? value - m->level : m->level - value;

    return m->is_strict ? above > 0 : above >= 0;
}

/* Is it a piece that stays on one side? */
static bool stays(const column *c)
{
    double low = c->values[0], high = low, room;

    for (size_t i = 1; i < NODES; i++) {
        low = fmin(low, c->values[i]);
        high = fmax(high, c->values[i]);
    }
    room = beyond * (high - low);
    return c->meter->level < low - room || c->meter->level > high + room;
}

/* Where between a and b it passes the level. */
static double find_pass(const column *c, double a, double b)
{
    const double level = c->meter->level;
    const double sign = value_at(c, a) < level || value_at(c, b) > level ? 1 : -1;
    sim_bracket bracket = {a, b, sign * (value_at(c, a) - level),
                           sign * (value_at(c, b) - level), 0};

    for (int i = 1; i <= HALVINGS && bracket.hi - bracket.lo > 1e-14; i++) {
        const double middle = sim_bracket_middle(&bracket, i);

        sim_bracket_narrow(&bracket, middle, sign * (value_at(c, middle) - level));
    }
    return bracket.hi;
}

/* How much of the part in hand the condition holds on. */
static double share_that_holds(const column *c)
{
    double share = 0;

    if (stays(c)) return holds(c->meter, c->values[0]) ? 1 : 0;
    for (int i = 0; i < PARTS; i++) {
        const double a = (double)i / PARTS, b = (double)(i + 1) / PARTS;
        const bool before = holds(c->meter, value_at(c, a)),
                   after = holds(c->meter, value_at(c, b));
        double pass;

        if (before && after) share += b - a;
        if (before == after) continue;
        pass = find_pass(c, a, b);
        share += before ? pass - a : b - pass;
    }
    return share;
}

static double read_time(column *c)
{
    double time = 0;

    while (next(c)) {
        if (isnan(c->values[0]) || isnan(c->values[NODES - 1])) return NAN;
        time += (c->part.t1 - c->part.t0) * share_that_holds(c);
    }
    return time;
}

/* Where in the part in hand the condition first holds; NAN: nowhere. */
static double first_that_holds(const column *c)
{
    if (holds(c->meter, c->values[0])) return 0;
    if (stays(c)) return NAN;
    for (int i = 0; i < PARTS; i++) {
        const double a = (double)i / PARTS, b = (double)(i + 1) / PARTS;

        if (holds(c->meter, value_at(c, b))) return find_pass(c, a, b);
    }
    return NAN;
}

static double read_first(column *c)
{
    while (next(c)) {
        const double u = first_that_holds(c);

        if (!isnan(u)) return time_at(c, u);
    }
    return NAN;
}

/* ---- extremes ----------------------------------------------------------------- */

/* The highest of sign times the values between a and b, where there is one hill. */
static double climb(const column *c, double sign, double a, double b)
{
    for (int i = 0; i < HALVINGS; i++) {
        const double third = (b - a) / 3;

        if (sign * value_at(c, a + third) < sign * value_at(c, b - third))
            a += third;
        else
            b -= third;
    }
    return sign * value_at(c, (a + b) / 2);
}

static double read_extreme(column *c, double sign)
{
    double most = NAN;

    while (next(c)) {
        size_t top = 0;

        for (size_t i = 0; i < NODES; i++) {
            if (isnan(c->values[i])) return NAN;
            if (sign * c->values[i] > sign * c->values[top]) top = i;
        }
        most = fmax(most, sign * c->values[top]);
        most = fmax(most, climb(c, sign, sim_trace_nodes[top > 0 ? top - 1 : 0],
                                sim_trace_nodes[top + 1 < NODES ? top + 1 : top]));
    }
    return sign * most;
}

/* ---- reading ------------------------------------------------------------------ */

/* At a time when an event changes the state: after it. */
static double read_at(column *c)
{
    double value = NAN;

    while (next(c)) value = c->values[0];
    return value;
}

static double read(column *c)
{
    switch (c->meter->kind) {
    case SIM_METER_AREA:
        return read_area(c);
    case SIM_METER_MEAN:
        return read_area(c) / (c->walk.to - c->walk.from);
    case SIM_METER_ABOVE:
    case SIM_METER_BELOW:
        return read_time(c);
    case SIM_METER_HIGHEST:
        return read_extreme(c, 1);
    case SIM_METER_LOWEST:
        return read_extreme(c, -1);
    case SIM_METER_FIRST:
        return read_first(c);
    case SIM_METER_AT:
    case SIM_METERS:
        break;
    }
    return read_at(c);
}

static void open_reader(column *c, const sim_outcome *outcome, sim_reader *reader,
                        const sim_trace **trace)
{
    *trace = &outcome->result.trace;
    *reader = sim_outcome_reader(outcome, c->meter->of.symbol, &(*trace)->rows);
}

/* Has an outcome a course up to that time? */
static bool reaches(const sim_outcome *outcome, double t)
{
    return outcome && sim_trace_pieces(&outcome->result.trace) > 0 &&
           (t <= outcome->result.t_end || sim_is_one_instant(t, outcome->result.t_end));
}

double sim_meter_read(const sim_meter *m, const sim_outcome *own,
                      const sim_outcome *background, double end)
{
    column c = {.meter = m, .differs = m->of.against != NULL};
    double to;

    if (!reaches(own, m->from) || (c.differs && !reaches(background, m->from))) return NAN;
    to = m->kind == SIM_METER_AT ? m->from : isinf(m->to) ? own->result.t_end : m->to;
    if (!reaches(own, to) || (c.differs && !reaches(background, to))) return NAN;
    if (m->kind == SIM_METER_FIRST && end < to)
        to = end;
    else if (to >= end)
        return NAN;
    if (to < m->from) return NAN;
    open_reader(&c, own, &c.own, &c.walk.trace);
    if (c.differs) open_reader(&c, background, &c.other, &c.walk.other);
    c.walk.from = m->from;
    c.walk.to = fmin(to, own->result.t_end);
    return read(&c);
}
