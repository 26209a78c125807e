#include "sim/study/welch.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

static sim_welch_result unknown(double difference)
{
    return (sim_welch_result){difference, NAN, NAN, NAN, NAN};
}

/* Student's interval and test. */
static sim_welch_result find_interval(double difference, double se, double df, double alpha)
{
    double half;

    if (se == 0)
        return (sim_welch_result){difference, difference, difference, difference == 0,
                                  INFINITY};
    half = gsl_cdf_tdist_Pinv(1 - alpha / 2, df) * se;
    return (sim_welch_result){difference, difference - half, difference + half,
                              2 * gsl_cdf_tdist_Q(fabs(difference) / se, df), df};
}

static bool are_few(const sim_moments *m) { return m->n < SIM_ALIKE_LEAST; }

sim_welch_result sim_welch(const sim_moments *group, const sim_moments *other, double alpha)
{
    const bool any = group->n > 0 && other->n > 0;
    const bool alike = sim_moments_are_alike(group) && sim_moments_are_alike(other);
    const double difference = any ? group->mean - other->mean : NAN;
    const double se = sim_moments_se(group), se_of_other = sim_moments_se(other);
    const double one = se * se, two = se_of_other * se_of_other, both = one + two;

    if (group->n < 2 || other->n < 2) return unknown(difference);
    if (alike && (are_few(group) || are_few(other))) return unknown(difference);
    return find_interval(
        difference, sqrt(both),
        both * both /
            (one * one / (double)(group->n - 1) + two * two / (double)(other->n - 1)),
        alpha);
}

sim_welch_result sim_paired(const sim_moments *m, double alpha)
{
    if (m->n < 2) return unknown(m->n > 0 ? m->mean : NAN);
    if (sim_moments_are_alike(m) && are_few(m)) return unknown(m->mean);
    return find_interval(m->mean, sim_moments_se(m), (double)(m->n - 1), alpha);
}
