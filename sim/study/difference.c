/* difference.c -- how far an arm of an ensemble is from that which it is held against. */

#include <math.h>

#include "sim/study/ensemble.h"
#include "sim/study/welch.h"

/* Student's interval.  Few that are all alike would make one without width. */
static sim_difference difference_of_means(const sim_moments *m)
{
    const sim_welch_result r = sim_paired(m, sim_alpha_usual);

    return (sim_difference){r.difference, r.low, r.high};
}

/* What the distances of two shares of the same subjects from ends of theirs are together. */
static double join(double a, double b, double correlation)
{
    return sqrt(fmax(0, a * a - 2 * correlation * a * b + b * b));
}

/* Of two shares of the same replicates (Newcombe (1998) Stat. Med. 17, 2635, method 10): it
 * has a width where all answers are alike too. */
static sim_difference difference_of_shares(const sim_moments *m, double first, double alpha)
{
    const double share = fmin(fmax(0, first + m->mean), 1); /* of those that both have */
    const double n = (double)m->n, unlike = m->squares / n + m->mean * m->mean;
    const double covariance = (share + first - unlike) / 2 - share * first;
    const double surely = covariance > 0 ? fmax(0, covariance - 1 / (2 * n)) : covariance;
    const double variances = share * (1 - share) * first * (1 - first);
    const double correlation = variances > 0 ? surely / sqrt(variances) : 0;
    const sim_share one = sim_wilson_of(share, n, alpha);
    const sim_share other = sim_wilson_of(first, n, alpha);

    return (sim_difference){
        m->mean, m->mean - join(share - one.low, other.high - first, correlation),
        m->mean + join(one.high - share, first - other.low, correlation)};
}

sim_difference sim_difference_of_shares(size_t one, size_t other, size_t both, size_t n,
                                        double alpha)
{
    const double all = (double)n, mean = ((double)one - (double)other) / all;
    const double unlike = (double)(one + other - 2 * both) / all;
    const sim_moments m = {.n = n, .mean = mean, .squares = all * (unlike - mean * mean)};

    if (n == 0) return (sim_difference){NAN, NAN, NAN};
    return difference_of_shares(&m, (double)other / all, alpha);
}

/* Those who respond, or die, in one arm are not those who do in another: what they have says
 * nothing of how arms differ. */
static bool is_of_some(const sim_number *number)
{
    return number->fate < SIM_FATES || (number->count && number->count->among);
}

sim_difference sim_difference_of(const sim_readout *r, size_t number, const sim_moments *m,
                                 double reference)
{
    if (m->n == 0 || is_of_some(&r->list[number])) return (sim_difference){NAN, NAN, NAN};
    if (!sim_readout_is_share(r, number)) return difference_of_means(m);
    return difference_of_shares(m, reference, sim_alpha_usual);
}

sim_difference sim_ensemble_difference(const sim_ensemble *e, size_t arm, size_t number)
{
    const sim_readout *r = &e->assay->readout;
    const size_t reference = sim_ensemble_reference(e, arm);

    if (reference >= e->assay->task->n_arms) return (sim_difference){NAN, NAN, NAN};
    return sim_difference_of(r, number, &e->differences[arm * r->n + number],
                             sim_tally_mean(&e->numbers[reference * r->n + number]));
}
