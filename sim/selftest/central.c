#include "sim/selftest/central.h"

#include <math.h>

sim_central sim_central_of(const double values[], size_t n)
{
    sim_central c = {.n = n};

    for (size_t i = 0; i < n; i++) c.mean += values[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        const double square = (values[i] - c.mean) * (values[i] - c.mean);

        c.variance += square / (double)(n - 1);
        c.fourth += square * square / (double)n;
    }
    return c;
}

double sim_central_mean_error(const sim_central *c)
{
    return sqrt(c->variance / (double)c->n);
}

double sim_central_variance_error(const sim_central *c)
{
    const double n = (double)c->n;

    return sqrt((c->fourth - (n - 3) / (n - 1) * c->variance * c->variance) / n);
}

double sim_central_z_mean(const sim_central *c, double expected)
{
    return (c->mean - expected) / sim_central_mean_error(c);
}

double sim_central_z_variance(const sim_central *c, double expected)
{
    return log(c->variance / expected) * c->variance / sim_central_variance_error(c);
}
