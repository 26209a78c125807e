#include "sim/study/posterior.h"

#include <math.h>

sim_status sim_posterior_init(sim_posterior *p, const sim_problem *problem, size_t threads,
                              sim_error *err)
{
    const size_t n = sim_threads(threads);
    const sim_status status = sim_problem_check(problem, err);

    *p = (sim_posterior){.problem = problem};
    if (status != SIM_OK) return status;
    p->values = sim_pool_take(&p->pool, n * problem->n_unknowns + 1, sizeof *p->values);
    p->residuals = sim_pool_take(&p->pool, n * problem->n_residuals, sizeof *p->residuals);
    return sim_pool_check(&p->pool, "fit", err);
}

void sim_posterior_free(sim_posterior *p)
{
    sim_pool_free(&p->pool);
    *p = (sim_posterior){0};
}

static bool is_within(const sim_problem *p, const double x[])
{
    for (size_t i = 0; i < p->n_unknowns; i++) {
        const sim_fit_unknown *u = &p->unknowns[i];

        if (!(x[i] >= sim_unknown_low(u) && x[i] <= sim_unknown_high(u))) return false;
    }
    return true;
}

static sim_status find_density(void *self, size_t member, const double x[], double *density,
                               sim_error *err)
{
    const sim_posterior *p = self;
    const sim_problem *problem = p->problem;
    double *r = &p->residuals[member * problem->n_residuals];
    bool refused;
    sim_status status;

    *density = -INFINITY;
    if (!is_within(problem, x)) return SIM_OK;
    status = sim_problem_try(problem, member, x, &p->values[member * problem->n_unknowns],
                             r, &refused, err);
    if (status == SIM_OK && !refused)
        *density = -sim_sum_of_squares(r, problem->n_residuals) / 2;
    return status;
}

sim_target sim_posterior_target(sim_posterior *p)
{
    return (sim_target){p->problem->n_unknowns, find_density, p};
}
