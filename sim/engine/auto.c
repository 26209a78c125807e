/* auto.c -- counts where they matter, else the mean: chosen when a model starts. */
#include <stdlib.h>

#include "sim/engine/stepper.h"

static const double many = 1e5; /* a count above it is as good as continuous */

typedef struct {
    const sim_network *net;
    void *ode, *tau;
    bool chosen, continuous; /* the choice is made at the first restart */
} auto_state;

static const sim_stepper *stepper(const auto_state *s)
{
    return s->continuous ? &sim_stepper_ode : &sim_stepper_tau;
}

static void *inner(const auto_state *s) { return s->continuous ? s->ode : s->tau; }

static void auto_free(void *state)
{
    auto_state *s = state;

    if (!s) return;
    sim_stepper_ode.free(s->ode);
    sim_stepper_tau.free(s->tau);
    free(s);
}

static sim_status auto_init(void **state, const sim_network *net, const double p[],
                            const sim_options *options, sim_error *err)
{
    auto_state *s = calloc(1, sizeof *s);
    sim_status status;

    *state = s;
    if (!s) return sim_fail_memory(err, "auto");
    s->net = net;
    status = sim_stepper_ode.init(&s->ode, net, p, options, err);
    if (status != SIM_OK) return status;
    return sim_stepper_tau.init(&s->tau, net, p, options, err);
}

static bool all_are_many(const sim_model *m, const double x[])
{
    bool any = false;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind != SIM_SPECIES || x[s->slot] == 0) continue;
        if (x[s->slot] <= many) return false;
        any = true;
    }
    return any;
}

static sim_status auto_restart(void *state, double t, const double x[], double horizon,
                               sim_error *err)
{
    auto_state *s = state;

    if (!s->chosen) s->continuous = all_are_many(s->net->model, x);
    s->chosen = true;
    return stepper(s)->restart(inner(s), t, x, horizon, err);
}

static sim_status auto_advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    return stepper(state)->advance(inner(state), t_stop, step, err);
}

static sim_status auto_repeat(void *state, double t, double x[], sim_error *err)
{
    return stepper(state)->repeat(inner(state), t, x, err);
}

static void auto_interpolate(const void *state, double t, double x[])
{
    stepper(state)->interpolate(inner(state), t, x);
}

static double auto_sample(void *state, double n, double part)
{
    return sim_stepper_tau.sample(((auto_state *)state)->tau, n, part);
}

static bool auto_leaps(const void *state)
{
    return !((const auto_state *)state)->continuous;
}

static const char *auto_solver(const void *state)
{
    const auto_state *s = state;

    return s->continuous ? sim_stepper_ode.solver(s->ode) : sim_stepper_tau.name;
}

static sim_cost auto_cost(const void *state)
{
    return inner(state) ? stepper(state)->cost(inner(state)) : (sim_cost){0};
}

/* In the order of sim_stepper, as in all of them. */
const sim_stepper sim_stepper_auto = {
    "auto",
    "tau, or ode for a model whose counts all exceed 1e5 at its start",
    auto_init,
    auto_restart,
    auto_advance,
    auto_repeat,
    auto_interpolate,
    auto_sample,
    auto_leaps,
    auto_free,
    auto_solver,
    auto_cost,
    false};
