#include "sim/study/tally.h"

#include <math.h>

const double sim_quantiles[SIM_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

void sim_moments_add(sim_moments *m, double number)
{
    const double off = number - m->mean;

    if (!isfinite(number)) return;
    m->n++;
    m->mean += off / (double)m->n;
    m->squares += off * (number - m->mean);
}

double sim_moments_sd(const sim_moments *m)
{
    return m->n > 1 ? sqrt(m->squares / (double)(m->n - 1)) : NAN;
}

double sim_moments_se(const sim_moments *m)
{
    return sim_moments_sd(m) / sqrt((double)m->n);
}

/* What gsl_rstat_quantile_reset does to a workspace that gsl_rstat_quantile_alloc made. */
void sim_tally_init(sim_tally *tally)
{
    tally->moments = (sim_moments){0};
    for (size_t i = 0; i < SIM_QUANTILES; i++) {
        tally->quantiles[i].p = sim_quantiles[i];
        gsl_rstat_quantile_reset(&tally->quantiles[i]);
    }
}

void sim_tally_add(sim_tally *tally, double number)
{
    if (!isfinite(number)) return;
    sim_moments_add(&tally->moments, number);
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        gsl_rstat_quantile_add(number, &tally->quantiles[i]);
}

double sim_tally_mean(const sim_tally *tally)
{
    return tally->moments.n > 0 ? tally->moments.mean : NAN;
}

double sim_tally_quantile(const sim_tally *tally, size_t i)
{
    gsl_rstat_quantile_workspace copy = tally->quantiles[i];

    return tally->moments.n > 0 ? gsl_rstat_quantile_get(&copy) : NAN;
}
