#include "sim/engine/jumps.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"
#include "sim/engine/variate.h"

/* Errors of one piece: of the integral, whose unit is one waiting time, and of a signal,
 * relative to its size. */
static const double integral_error = 1e-4, signal_error = 1e-6;

/* A measured drift is carried as far as all of it moves the integral by this much. */
static const double carried_drift = 1e-3;

enum { CARRIED_REACTIONS = 32 };

/* A reaction that changes a law by less than this part leaves its drift as it is. */
static const double unscaled = 1. / 128;

/* ---- life ----------------------------------------------------------------- */

static bool allocate(sim_jumps *j)
{
    const sim_model *m = j->net->model;
    const size_t n_states = m->n_states, n_flows = m->n_flows;
    const sim_array arrays[] = {
        {&j->x, n_states},        {&j->x0, n_states},    {&j->begin, n_states},
        {&j->y, n_states},        {&j->v, n_flows},      {&j->v0, n_flows},
        {&j->slope, n_flows},     {&j->bend, n_flows},   {&j->v_middle, n_flows},
        {&j->v_end, n_flows},     {&j->before, n_flows}, {&j->scale, m->n_moving},
        {&j->gap, m->n_crossings}};

    j->block = sim_block_make(arrays, sizeof arrays / sizeof *arrays);
    j->risen = calloc(m->n_crossings + 1, sizeof *j->risen);
    j->rng = gsl_rng_alloc(sim_rng_type);
    return j->block && j->risen && j->rng;
}

sim_status sim_jumps_init(sim_jumps *j, const sim_network *net, const double p[],
                          const sim_options *options, sim_error *err)
{
    const sim_model *m = net->model;
    sim_stream stream = options->stream;

    *j = (sim_jumps){.net = net, .p = p, .each = options->each};
    if (!allocate(j)) return sim_fail_memory(err, m->name);
    if (!stream.purpose) stream.purpose = m->name;
    sim_rng_start(j->rng, &stream);
    m->scales(p, j->scale);
    return SIM_OK;
}

void sim_jumps_free(sim_jumps *j)
{
    if (j->rng) gsl_rng_free(j->rng);
    free(j->risen);
    free(j->block);
    *j = (sim_jumps){0};
}

/* ---- reactions ------------------------------------------------------------ */

double sim_jumps_exponential(gsl_rng *rng) { return -log(gsl_rng_uniform(rng)); }

size_t sim_jumps_choose(const double v[], size_t n, double target)
{
    size_t r = 0;

    while (r + 1 < n && target >= v[r]) target -= v[r++];
    while (r > 0 && !(v[r] > 0)) r--; /* rounding may point past the last */
    return r;
}

static inline void apply(const sim_network *net, size_t reaction, double times, double x[])
{
    const sim_change *end = net->changes + net->first[reaction + 1];

    for (const sim_change *c = net->changes + net->first[reaction]; c < end; c++)
        x[c->state] += c->amount * times;
}

void sim_jumps_apply(const sim_network *net, size_t reaction, double times, double x[])
{
    apply(net, reaction, times, x);
}

static double sum(const double v[], size_t n)
{
    double even = 0, odd = 0;
    size_t i = 0;

    for (; i + 1 < n; i += 2) {
        even += v[i];
        odd += v[i + 1];
    }
    return even + odd + (i < n ? v[i] : 0);
}

static void evaluate(sim_jumps *j, double t, const double x[], double v[])
{
    j->net->model->propensities(t, x, j->p, v);
    j->cost.rhs++;
}

static sim_status check(const sim_jumps *j, sim_error *err)
{
    const sim_model *m = j->net->model;

    for (size_t i = 0; i < m->n_flows; i++) {
        if (isfinite(j->v[i]) && (j->v[i] >= 0 || i >= m->n_reactions)) continue;
        return sim_fail(err, SIM_ESOLVER,
                        "%s: the propensity of %s is %g at t = %g %s; a finite one that is "
                        "not negative would be right",
                        m->name, m->flows[i].name, j->v[i], j->t, m->time_unit);
    }
    return SIM_OK;
}

static sim_status fail_without(const sim_jumps *j, size_t r, sim_error *err)
{
    const sim_model *m = j->net->model;

    return sim_fail(err, SIM_ESOLVER,
                    "%s:%d: %s fires at t = %g %s where its reactants are not there; a "
                    "propensity of 0 there would be right",
                    m->flows[r].at.file, m->flows[r].at.line, m->flows[r].name, j->t,
                    m->time_unit);
}

static inline bool is_there(const sim_network *net, size_t r, const double x[])
{
    const sim_use *end = net->uses + net->first_use[r + 1];

    for (const sim_use *use = net->uses + net->first_use[r]; use < end; use++) {
        if (x[use->state] < use->left) return false;
    }
    return true;
}

/* Fires one reaction, chosen by the propensities in v, and draws the next waiting time. */
static inline sim_status react(sim_jumps *j, double total, sim_error *err)
{
    const sim_network *net = j->net;
    double *last = j->before;
    size_t r =
        sim_jumps_choose(j->v, net->model->n_reactions, gsl_rng_uniform(j->rng) * total);

    if (!is_there(net, r, j->x)) return fail_without(j, r, err);
    apply(net, r, 1, j->x);
    j->before = j->v;
    j->v = last;
    net->model->propensities(j->t, j->x, j->p, j->v);
    j->left = sim_jumps_exponential(j->rng);
    j->age++;
    j->cost.events++;
    return SIM_OK;
}

/* ---- crossings ------------------------------------------------------------ */

/* Takes down which crossings, of which there are some, are risen; true if that has changed. */
static bool look_at_each_gap(sim_jumps *j)
{
    const sim_model *m = j->net->model;
    bool changed = false;

    m->gaps(j->t, j->x, j->p, j->gap);
    for (size_t i = 0; i < m->n_crossings; i++) {
        bool risen = j->gap[i] >= 0;

        changed = changed || risen != j->risen[i];
        j->risen[i] = risen;
    }
    return changed;
}

static inline bool look_at_gaps(sim_jumps *j)
{
    return j->net->model->n_crossings > 0 && look_at_each_gap(j);
}

/* ---- laws that stand still between reactions ------------------------------ */

static sim_status run_steady(sim_jumps *j, double t_stop, size_t most, sim_error *err)
{
    const size_t n = j->net->model->n_reactions;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < most; i++) {
        double total = sum(j->v, n), wait = j->left / total;

        if (!(total >= 0)) return check(j, err);
        if (!(j->t + wait < t_stop)) {
            j->left -= total * (t_stop - j->t);
            j->t = t_stop;
            break;
        }
        j->t += wait;
        status = react(j, total, err);
        if (look_at_gaps(j)) break;
    }
    j->t0 = j->t;
    return status;
}

/* ---- laws that drift: pieces between two reactions ------------------------ */

/* The integral of the total propensity over the first s of a piece. */
typedef struct {
    double value, slope, bend;
} total_law;

static double integral(const total_law *a, double s)
{
    return s * (a->value + s * (a->slope / 2 + s * a->bend / 3));
}

static total_law total_of(const sim_jumps *j)
{
    const size_t n = j->net->model->n_reactions;

    return (total_law){sum(j->v, n), sum(j->slope, n), sum(j->bend, n)};
}

/* Where the integral reaches `left`, for a law without bend; INFINITY if it never does. */
static double straight_wait(const total_law *a, double left)
{
    double root = a->value * a->value + 2 * a->slope * left;

    if (root < 0 || (a->value <= 0 && a->slope <= 0)) return INFINITY;
    if (left <= 0) return 0;
    return 2 * left / (a->value + sqrt(root));
}

/* The same within a piece of length h over which the integral passes `left`: Newton's
 * method, kept within the bracket. */
static double bent_wait(const total_law *a, double left, double h)
{
    double lo = 0, hi = h, s = fmin(h, straight_wait(a, left));

    for (int i = 0; i < 60 && hi - lo > 1e-12 * h; i++) {
        double off = integral(a, s) - left;
        double rate = a->value + s * (a->slope + s * a->bend), next;

        if (off >= 0) hi = s;
        if (off <= 0) lo = s;
        next = s - off / rate;
        if (fabs(next - s) <= 1e-12 * h) return fmin(fmax(next, lo), hi);
        s = next > lo && next < hi ? next : 0.5 * (lo + hi);
    }
    return hi;
}

/* Turns slopes at the start of the last piece into slopes now. */
static void straighten(sim_jumps *j)
{
    if (j->since <= 0) return;
    for (size_t i = 0; i < j->net->model->n_flows; i++) {
        j->slope[i] += 2 * j->bend[i] * j->since;
        j->bend[i] = 0;
    }
    j->since = 0;
}

static double tolerance(const sim_jumps *j, size_t state)
{
    return signal_error * (j->scale[state] + fabs(j->x[state]));
}

/* True if the carried slopes will do for a piece of length s. */
static bool may_carry(const sim_jumps *j, const total_law *a, double s)
{
    const sim_model *m = j->net->model;

    if (j->age >= CARRIED_REACTIONS) return false;
    if (!(fabs(a->slope) * s * s / 2 <= carried_drift)) return false;
    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        if (fabs(j->slope[i]) * s * s / 2 > tolerance(j, m->flows[i].target)) return false;
    }
    return true;
}

/* The error of a trial piece of length h, 1 being the largest to accept. */
static double trial_error(sim_jumps *j, double h)
{
    const sim_model *m = j->net->model;
    const size_t n = m->n_flows;
    double total = 0, worst = 0;

    memcpy(j->y, j->x, m->n_states * sizeof *j->y);
    for (size_t i = m->n_reactions; i < n; i++) j->y[m->flows[i].target] += h / 2 * j->v[i];
    evaluate(j, j->t + h / 2, j->y, j->v_middle);
    for (size_t i = m->n_reactions; i < n; i++)
        j->y[m->flows[i].target] =
            j->x[m->flows[i].target] + h * (2 * j->v_middle[i] - j->v[i]);
    evaluate(j, j->t + h, j->y, j->v_end);
    for (size_t i = 0; i < n; i++) {
        double off = h / 6 * (j->v[i] - 2 * j->v_middle[i] + j->v_end[i]);

        if (i < m->n_reactions)
            total += off;
        else
            worst = fmax(worst, fabs(off) / tolerance(j, m->flows[i].target));
        if (!isfinite(off)) return INFINITY;
    }
    return fmax(worst, fabs(total) / integral_error);
}

/* Measures how the laws change over a piece, whose length it chooses: at most `room` and
 * not far beyond the next reaction. */
static sim_status measure(sim_jumps *j, double room, double *length, sim_error *err)
{
    const sim_model *m = j->net->model;
    const double total = sum(j->v, m->n_reactions);
    const double need = total > 0 ? fmin(room, 4 * j->left / total) : room;
    double h, error, factor;

    do {
        h = fmin(j->h, need);
        error = trial_error(j, h);
        factor = error > 0 ? fmin(4, fmax(0.2, 0.9 * cbrt(1 / error))) : 4;
        if (h == j->h || factor < 1) j->h = h * factor;
        if (error > 1 && !(j->t + j->h > j->t))
            return sim_fail(err, SIM_ESOLVER,
                            "%s: the propensities cannot be followed at t = %g %s; "
                            "parameters nearer their usual values may be right",
                            m->name, j->t, m->time_unit);
    } while (error > 1);
    for (size_t i = 0; i < m->n_flows; i++) {
        j->slope[i] = (4 * j->v_middle[i] - 3 * j->v[i] - j->v_end[i]) / h;
        j->bend[i] = 2 * (j->v[i] - 2 * j->v_middle[i] + j->v_end[i]) / (h * h);
    }
    j->age = 0;
    j->since = 0;
    *length = h;
    return SIM_OK;
}

static void move_signals(const sim_jumps *j, const double v[], double s, double x[])
{
    const sim_model *m = j->net->model;

    for (size_t i = m->n_reactions; i < m->n_flows; i++)
        x[m->flows[i].target] += s * (v[i] + s * (j->slope[i] / 2 + s * j->bend[i] / 3));
}

/* The same where the laws drift.  A law is taken for a function of the counts times one of
 * time, so that a reaction changes its drift by the factor it changes the law by: the law
 * of what is gone drifts no more.  What was nothing and now is has no drift to go by. */
static sim_status react_and_carry(sim_jumps *j, sim_error *err)
{
    const size_t n = j->net->model->n_reactions;
    const double total = sum(j->v, n);
    sim_status status;

    if (!(total > 0)) { /* every law has just come down to nothing */
        evaluate(j, j->t, j->x, j->v);
        j->left = DBL_MIN;
        return SIM_OK;
    }
    status = react(j, total, err);
    for (size_t i = 0; i < n; i++) {
        const double was = j->before[i], now = j->v[i];

        if (fabs(now - was) <= unscaled * was) continue;
        if (!(was > 0)) j->age = CARRIED_REACTIONS;
        j->slope[i] *= was > 0 ? now / was : 0;
        j->bend[i] *= was > 0 ? now / was : 0;
    }
    return status;
}

/* Goes to the next reaction or as far as the laws were measured; *due tells which. */
static sim_status run_piece(sim_jumps *j, double t_stop, bool *due, sim_error *err)
{
    const sim_model *m = j->net->model;
    const double room = t_stop - j->t;
    total_law a;
    double wait, s;
    sim_status status = SIM_OK;

    straighten(j);
    a = total_of(j);
    wait = straight_wait(&a, j->left);
    s = fmin(wait, room);
    *due = wait <= room;
    if (!may_carry(j, &a, s)) {
        status = measure(j, room, &s, err);
        a = total_of(j);
        *due = status == SIM_OK && integral(&a, s) >= j->left;
        if (*due) s = bent_wait(&a, j->left, s);
    } else if (!*due) { /* where nothing fires, what was carried would never age */
        j->age = CARRIED_REACTIONS;
    }
    move_signals(j, j->v, s, j->x);
    j->t = s < room ? j->t + s : t_stop;
    j->since = s;
    j->left = *due ? 0 : j->left - integral(&a, s);
    if (!*due)
        evaluate(j, j->t, j->x, j->v);
    else
        for (size_t i = 0; i < m->n_reactions; i++)
            j->v[i] = fmax(0, j->v[i] + s * (j->slope[i] + s * j->bend[i]));
    return status;
}

static sim_status run_drifting(sim_jumps *j, double t_stop, size_t most, sim_error *err)
{
    const sim_model *m = j->net->model;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < most && j->t < t_stop;) {
        bool due;

        j->t0 = j->t;
        if (!j->net->steady_gaps) {
            memcpy(j->x0, j->x, m->n_states * sizeof *j->x);
            memcpy(j->v0, j->v, m->n_flows * sizeof *j->v);
        }
        status = run_piece(j, t_stop, &due, err);
        if (status != SIM_OK || (!j->net->steady_gaps && look_at_gaps(j))) break;
        if (!due) continue;
        status = react_and_carry(j, err);
        j->cost.rhs++;
        i++;
        if (!look_at_gaps(j)) continue;
        j->t0 = j->t;
        break;
    }
    if (j->net->steady_gaps) j->t0 = j->t;
    return status;
}

/* ---- interface ------------------------------------------------------------ */

sim_status sim_jumps_restart(void *jumps, double t, const double x[], double t_stop,
                             sim_error *err)
{
    sim_jumps *j = jumps;
    const sim_model *m = j->net->model;

    if (x != j->x) memcpy(j->x, x, m->n_states * sizeof *x);
    j->t = j->t0 = t;
    if (!(j->h > 0)) j->h = (t_stop - t) / 64;
    j->age = CARRIED_REACTIONS;
    j->since = 0;
    evaluate(j, t, j->x, j->v);
    j->left = sim_jumps_exponential(j->rng);
    look_at_gaps(j);
    return check(j, err);
}

sim_status sim_jumps_advance(sim_jumps *j, double t_stop, size_t most, sim_step *step,
                             sim_error *err)
{
    const sim_network *net = j->net;
    sim_status status;

    memcpy(j->begin, j->x, net->model->n_states * sizeof *j->x);
    status = net->steady && net->steady_gaps ? run_steady(j, t_stop, most, err)
                                             : run_drifting(j, t_stop, most, err);
    *step = (sim_step){j->t0, j->t, j->begin, j->x};
    if (status == SIM_OK) status = check(j, err);
    return status;
}

sim_status sim_jumps_repeat(void *jumps, double t, double x[], sim_error *err)
{
    const sim_jumps *j = jumps;

    (void)err;
    memcpy(x, t < j->t ? j->x0 : j->x, j->net->model->n_states * sizeof *x);
    if (t < j->t) move_signals(j, j->v0, t - j->t0, x);
    return SIM_OK;
}

/* Steps end at outputs: the only one asked for is that at a step's start. */
void sim_jumps_interpolate(const void *jumps, double t, double x[])
{
    const sim_jumps *j = jumps;

    (void)t;
    memcpy(x, j->begin, j->net->model->n_states * sizeof *x);
}

double sim_jumps_sample(void *jumps, double n, double part)
{
    return sim_variate_binomial(((sim_jumps *)jumps)->rng, n, part);
}

bool sim_jumps_leaps(const void *jumps)
{
    (void)jumps;
    return true;
}
