#include "sim/engine/crossing.h"

#include <math.h>

#include "sim/engine/bracket.h"

/* An event's time is bracketed to this part of itself. */
static const double locate_to = 1e-9;

static bool sees_between(const sim_runner *r)
{
    return sim_stepper_sees_between(r->stepper, r->state);
}

static void look(sim_runner *r, double t, const double x[])
{
    r->model->gaps(t, x, r->run->p, r->now);
}

void sim_crossing_look(sim_runner *r) { look(r, r->t, r->x); }

/* The largest gap of those that were closed at the step's start: at least 0 where some
 * event's quantity has risen through its level. */
static double highest_risen(const sim_runner *r, const double now[])
{
    double highest = -INFINITY;

    for (size_t i = 0; i < r->model->n_crossings; i++) {
        if (r->was[i] < 0) highest = fmax(highest, now[i]);
    }
    return highest;
}

/* What the highest gap was at t by the interpolant. */
static double interpolated(sim_runner *r, double t)
{
    r->stepper->interpolate(r->state, t, r->trial);
    look(r, t, r->trial);
    return highest_risen(r, r->now);
}

/* Where the interpolant, raised by `off`, rises through 0 within b. */
static double guess(sim_runner *r, sim_bracket b, double off)
{
    enum { MOST = 40 };

    for (int i = 1; i < MOST && b.hi - b.lo > 1e-3 * locate_to * b.hi; i++) {
        const double mid = sim_bracket_middle(&b, i);

        sim_bracket_narrow(&b, mid, interpolated(r, mid) + off);
    }
    return b.hi;
}

/* Where to look next: where the interpolant says, then where it says once raised to what
 * was seen, but a little beyond, so that the crossing comes to lie in between. */
static double next_trial(sim_runner *r, const sim_bracket *b, int i, double off)
{
    enum { GUESSES = 4 };
    const double little = 0.45 * locate_to * b->hi;

    if (i > GUESSES || !sees_between(r)) return sim_bracket_middle(b, i);
    return fmin(fmax(guess(r, *b, off) - b->side * little, b->lo + little), b->hi - little);
}

/* Narrows the last step, from t0 on, to the first crossing within it. */
static sim_status narrow(sim_runner *r, double t0)
{
    sim_bracket b = {t0, r->t, highest_risen(r, r->was), highest_risen(r, r->now), 0};
    double off = 0; /* of the true gap, from the interpolant's */
    sim_status status = SIM_OK;

    for (int i = 1; status == SIM_OK && b.hi - b.lo > locate_to * b.hi; i++) {
        const double mid = next_trial(r, &b, i, off);
        const double guessed = sees_between(r) ? interpolated(r, mid) : 0;
        double value;

        status = r->stepper->repeat(r->state, mid, r->trial, r->err);
        look(r, mid, r->trial);
        value = highest_risen(r, r->now);
        off = value - guessed;
        sim_bracket_narrow(&b, mid, value);
    }
    r->t = b.hi;
    if (status == SIM_OK) status = r->stepper->repeat(r->state, r->t, r->x, r->err);
    sim_crossing_look(r);
    return status;
}

sim_status sim_crossing_locate(sim_runner *r, double t0)
{
    sim_crossing_look(r);
    return highest_risen(r, r->now) >= 0 ? narrow(r, t0) : SIM_OK;
}
