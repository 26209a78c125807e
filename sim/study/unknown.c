#include "sim/study/unknown.h"

#include <float.h>
#include <math.h>

static sim_status check_unknown(const sim_fit_unknown *u, sim_error *err)
{
    if (!(u->low < u->high))
        return sim_fail(
            err, SIM_EVALUE,
            "%s: bounds %g to %g are not in order; the lower one first would be "
            "right",
            u->name, u->low, u->high);
    if (u->log && !(u->low >= 0))
        return sim_fail(
            err, SIM_EVALUE,
            "%s: a logarithm has no bound at %g; a number above 0 would be right", u->name,
            u->low);
    return SIM_OK;
}

sim_status sim_problem_check(const sim_problem *p, sim_error *err)
{
    sim_status status = SIM_OK;

    if (p->n_residuals == 0)
        return sim_fail(err, SIM_EVALUE,
                        "fit: there is no observation; at least 1 would be right");
    for (size_t i = 0; status == SIM_OK && i < p->n_unknowns; i++)
        status = check_unknown(&p->unknowns[i], err);
    return status;
}

/* ---- scales --------------------------------------------------------------- */

double sim_unknown_fitted(const sim_fit_unknown *u, double value)
{
    return u->log ? log(value) : value;
}

double sim_unknown_value(const sim_fit_unknown *u, double x)
{
    if (x <= sim_unknown_low(u)) return u->low;
    if (x >= sim_unknown_high(u)) return u->high;
    return u->log ? fmin(fmax(exp(x), u->low), u->high) : x;
}

double sim_unknown_low(const sim_fit_unknown *u) { return sim_unknown_fitted(u, u->low); }

double sim_unknown_high(const sim_fit_unknown *u) { return sim_unknown_fitted(u, u->high); }

bool sim_unknown_is_bounded(const sim_fit_unknown *u)
{
    return isfinite(sim_unknown_low(u)) && isfinite(sim_unknown_high(u));
}

/* ---- points --------------------------------------------------------------- */

double sim_problem_misfit(const sim_problem *p, double chi2)
{
    return fmax(chi2 - p->offset, 0);
}

double sim_problem_noise(const sim_problem *p) { return fmax(p->noise, DBL_EPSILON); }

bool sim_is_refusal(sim_status status)
{
    return status == SIM_ESOLVER || status == SIM_EVALUE || status == SIM_EWORK;
}

sim_status sim_problem_try(const sim_problem *p, size_t member, const double x[],
                           double values[], double r[], bool *refused, sim_error *err)
{
    sim_status status;

    for (size_t i = 0; i < p->n_unknowns; i++)
        values[i] = sim_unknown_value(&p->unknowns[i], x[i]);
    status = p->residuals(p->self, member, values, r, err);
    *refused = sim_is_refusal(status);
    if (status != SIM_OK) return *refused ? SIM_OK : status;
    *refused = !isfinite(sim_sum_of_squares(r, p->n_residuals));
    return SIM_OK;
}

double sim_sum_of_squares(const double r[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) sum += r[i] * r[i];
    return sum;
}
