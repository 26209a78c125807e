#include "sim/engine/trace.h"

#include <math.h>
#include <string.h>

#include "sim/engine/instant.h"

/* (1 - sqrt(3/7)) / 2 */
#define NEAR 0.17267316464601142810

const double sim_trace_nodes[SIM_TRACE_NODES] = {0, NEAR, 0.5, 1 - NEAR, 1};
const double sim_trace_weights[SIM_TRACE_NODES] = {1. / 20, 49. / 180, 16. / 45, 49. / 180,
                                                   1. / 20};

/* Barycentric weights: 1 over the product of a node's distances to the others. */
static const double barycentric[SIM_TRACE_NODES] = {14, -98. / 3, 112. / 3, -98. / 3, 14};

void sim_trace_free(sim_trace *trace)
{
    sim_course_free(&trace->rows);
    *trace = (sim_trace){0};
}

size_t sim_trace_pieces(const sim_trace *trace)
{
    return trace->nodes > 0 ? trace->rows.n / trace->nodes : 0;
}

/* Berrut & Trefethen (2004) SIAM Rev. 46, 501, eq. 4.2. */
double sim_trace_value(const double values[SIM_TRACE_NODES], double u)
{
    double above = 0, below = 0;

    for (size_t i = 0; i < SIM_TRACE_NODES; i++) {
        const double off = u - sim_trace_nodes[i];

        if (off == 0) return values[i];
        above += barycentric[i] / off * values[i];
        below += barycentric[i] / off;
    }
    return above / below;
}

/* ---- pieces ----------------------------------------------------------------- */

static double start_of(const sim_trace *trace, size_t piece)
{
    return trace->rows.t[piece * trace->nodes];
}

static double end_of(const sim_trace *trace, size_t piece)
{
    return trace->rows.t[(piece + 1) * trace->nodes - 1];
}

/* The first piece that does not end before t. */
static size_t find_piece(const sim_trace *trace, size_t first, double t)
{
    size_t end = sim_trace_pieces(trace);

    while (first < end) {
        const size_t middle = first + (end - first) / 2;

        if (end_of(trace, middle) < t)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* The part that the next pieces have in common; the one that ends first is then the last. */
static bool take_part(sim_trace_walk *w, sim_trace_part *part)
{
    double ends[2];

    if (w->piece >= sim_trace_pieces(w->trace)) return false;
    if (w->other && w->of_other >= sim_trace_pieces(w->other)) return false;
    *part = (sim_trace_part){start_of(w->trace, w->piece), end_of(w->trace, w->piece),
                             w->piece, w->of_other};
    ends[0] = ends[1] = part->t1;
    if (w->other) {
        ends[1] = end_of(w->other, w->of_other);
        part->t0 = fmax(part->t0, start_of(w->other, w->of_other));
        part->t1 = fmin(ends[0], ends[1]);
    }
    if (ends[0] <= ends[1]) w->piece++;
    if (w->other && ends[1] <= ends[0]) w->of_other++;
    return true;
}

/* Of two traces whose steps end at one instant, rounding leaves slivers. */
static bool is_sliver(const sim_trace_walk *w, const sim_trace_part *part)
{
    const bool is_last = part->piece + 1 == sim_trace_pieces(w->trace) &&
                         (!w->other || part->other + 1 == sim_trace_pieces(w->other));

    return !is_last && sim_is_one_instant(part->t0, part->t1);
}

bool sim_trace_next(sim_trace_walk *w, sim_trace_part *part)
{
    if (w->piece == 0) w->piece = find_piece(w->trace, 0, w->from);
    if (w->other && w->of_other == 0) w->of_other = find_piece(w->other, 0, w->from);
    while (take_part(w, part)) {
        if (part->t0 > w->to) return false;
        if (part->t1 < w->from || is_sliver(w, part)) continue;
        part->t0 = fmax(part->t0, w->from);
        part->t1 = fmin(part->t1, w->to);
        if (part->t0 < part->t1 || w->from == w->to || !is_sliver(w, part)) return true;
    }
    return false;
}

void sim_trace_take(const sim_trace *trace, size_t piece, const double column[],
                    size_t stride, const double span[2], double values[SIM_TRACE_NODES])
{
    const double t0 = start_of(trace, piece), length = end_of(trace, piece) - t0;
    const double *first = column + piece * trace->nodes * stride;
    const double from = length > 0 ? (span[0] - t0) / length : 0,
                 to = length > 0 ? (span[1] - t0) / length : 0;
    double own[SIM_TRACE_NODES];

    for (size_t i = 0; i < trace->nodes; i++) own[i] = first[i * stride];
    for (size_t i = 0; i < SIM_TRACE_NODES; i++) {
        const double at = from + (to - from) * sim_trace_nodes[i], u = fmin(fmax(at, 0), 1);

        values[i] =
            trace->nodes == 2 ? own[0] + u * (own[1] - own[0]) : sim_trace_value(own, u);
    }
    if (from == 0 && to == 1 && trace->nodes == SIM_TRACE_NODES)
        memcpy(values, own, sizeof own);
}

/* ---- two in one --------------------------------------------------------------- */

typedef struct {
    const sim_trace *a, *b;
    double share;
    sim_trace mixed;
} mixer;

/* Mixes columns of which a row has n. */
static void mix_columns(const mixer *m, const sim_trace_part *part, const double a[],
                        const double b[], double *to, size_t n)
{
    const double span[2] = {part->t0, part->t1};
    double one[SIM_TRACE_NODES], other[SIM_TRACE_NODES];

    for (size_t k = 0; k < n; k++) {
        sim_trace_take(m->a, part->piece, a + k, n, span, one);
        sim_trace_take(m->b, part->other, b + k, n, span, other);
        for (size_t i = 0; i < SIM_TRACE_NODES; i++)
            to[i * n + k] = other[i] + m->share * (one[i] - other[i]);
    }
}

static sim_status mix_part(mixer *m, const sim_trace_part *part, sim_error *err)
{
    sim_course *rows = &m->mixed.rows;
    const size_t first = rows->n;
    sim_course_row row;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < SIM_TRACE_NODES; i++) {
        const double t = part->t0 + (part->t1 - part->t0) * sim_trace_nodes[i];

        status = sim_course_add(rows, i + 1 == SIM_TRACE_NODES ? part->t1 : t, &row, err);
    }
    if (status != SIM_OK) return status;
    mix_columns(m, part, m->a->rows.x, m->b->rows.x, rows->x + first * rows->n_states,
                rows->n_states);
    mix_columns(m, part, m->a->rows.o, m->b->rows.o, rows->o + first * rows->n_rules,
                rows->n_rules);
    return SIM_OK;
}

sim_status sim_trace_mix(sim_trace *a, const sim_trace *b, double share, sim_error *err)
{
    mixer m = {a, b, share, {.nodes = SIM_TRACE_NODES}};
    sim_trace_walk walk = {.trace = a, .other = b, .from = 0, .to = INFINITY};
    sim_trace_part part;
    sim_status status = SIM_OK;

    if (sim_trace_pieces(a) == 0) return SIM_OK;
    m.mixed.rows = (sim_course){
        .n_states = a->rows.n_states, .n_rules = a->rows.n_rules, .kept = a->rows.kept};
    while (status == SIM_OK && sim_trace_next(&walk, &part))
        status = mix_part(&m, &part, err);
    sim_trace_free(status == SIM_OK ? a : &m.mixed);
    if (status == SIM_OK) *a = m.mixed;
    return status;
}
