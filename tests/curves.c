#include "tests/curves.h"

#include <math.h>
#include <string.h>

const curve curves[CURVES] = {
#include "tests/data/fits/least.def"
};

static double logistic(double t, const double b[])
{
    return b[0] / (1 + b[1] * exp(-b[2] * t));
}

static double decays(double t, const double b[])
{
    return b[0] * exp(-b[1] * t) + b[2] * exp(-b[3] * t);
}

static double uptake(double t, const double b[]) { return b[0] * t / (b[1] + t); }

static const struct {
    const char *name;
    double (*value)(double t, const double b[]);
} models[] = {{"logistic", logistic}, {"decays", decays}, {"uptake", uptake}};

static double value_of(const curve *c, double t, const double b[])
{
    size_t i = 0;

    while (strcmp(models[i].name, c->name) != 0) i++;
    return models[i].value(t, b);
}

static sim_status residuals(void *self, size_t member, const double values[], double r[],
                            sim_error *err)
{
    const curve *c = self;

    (void)member, (void)err;
    for (size_t i = 0; i < c->n_points; i++) {
        const double y = value_of(c, c->t[i], values);

        r[i] = (c->log_data ? log(c->y[i] / y) : c->y[i] - y) / c->sd;
    }
    return SIM_OK;
}

void curves_unknowns(const curve *c, sim_fit_unknown unknowns[CURVES_UNKNOWNS])
{
    static const char *const names[CURVES_UNKNOWNS] = {"b0", "b1", "b2", "b3"};

    for (size_t i = 0; i < c->n_unknowns; i++)
        unknowns[i] = (sim_fit_unknown){names[i], c->low[i], c->high[i], c->log, 0};
}

sim_problem curves_problem(const curve *c, const sim_fit_unknown unknowns[])
{
    return (sim_problem){c->n_unknowns, c->n_points, unknowns, 0, 0, residuals, (void *)c};
}
