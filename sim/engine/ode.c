#include "sim/engine/ode.h"

#include <stdlib.h>

#include "sim/engine/gsl.h"
#include "sim/engine/rodas.h"

/* Those of our own; the methods of GSL come after them.  `auto` is the first that takes stiff
 * models and others alike. */
static const char *const own[] = {"auto", "rodas5p"};
enum { AUTO = 0, N_OWN = sizeof own / sizeof *own };

const char *sim_solver_name(size_t i)
{
    return i < N_OWN ? own[i] : sim_gsl_name(i - N_OWN);
}

typedef struct {
    const sim_stepper *by;
    void *state; /* of it */
} ode_state;

bool sim_ode_has_second(const sim_options *options)
{
    return sim_steppers[options->method] == &sim_stepper_ode && options->solver == AUTO;
}

size_t sim_ode_second(void) { return N_OWN; /* the first of GSL's, for stiff models */ }

bool sim_ode_is_rodas(const sim_options *options)
{
    return sim_steppers[options->method] == &sim_stepper_ode && options->solver < N_OWN;
}

void *sim_ode_rodas(void *state)
{
    ode_state *s = state;

    sim_bug(s->by != &sim_stepper_rodas);
    return s->state;
}

static void ode_free(void *state)
{
    ode_state *s = state;

    if (!s) return;
    s->by->free(s->state);
    free(s);
}

static sim_status ode_init(void **state, const sim_network *net, const double p[],
                           const sim_options *options, sim_error *err)
{
    ode_state *s = calloc(1, sizeof *s);

    *state = s;
    if (!s) return sim_fail_memory(err, "ode");
    s->by = options->solver < N_OWN ? &sim_stepper_rodas : &sim_stepper_gsl;
    return s->by->init(&s->state, net, p, options, err);
}

static sim_status ode_restart(void *state, double t, const double x[], double t_stop,
                              sim_error *err)
{
    const ode_state *s = state;

    return s->by->restart(s->state, t, x, t_stop, err);
}

static sim_status ode_advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    const ode_state *s = state;

    return s->by->advance(s->state, t_stop, step, err);
}

static sim_status ode_repeat(void *state, double t, double x[], sim_error *err)
{
    const ode_state *s = state;

    return s->by->repeat(s->state, t, x, err);
}

static void ode_interpolate(const void *state, double t, double x[])
{
    const ode_state *s = state;

    s->by->interpolate(s->state, t, x);
}

static const char *ode_solver(const void *state)
{
    const ode_state *s = state;

    return s->state ? s->by->solver(s->state) : s->by->name;
}

static sim_cost ode_cost(const void *state)
{
    const ode_state *s = state;

    return s->state ? s->by->cost(s->state) : (sim_cost){0};
}

/* In the order of sim_stepper, as in all of them. */
const sim_stepper sim_stepper_ode = {"ode",
                                     "deterministic mean field",
                                     ode_init,
                                     ode_restart,
                                     ode_advance,
                                     ode_repeat,
                                     ode_interpolate,
                                     NULL,
                                     NULL,
                                     ode_free,
                                     ode_solver,
                                     ode_cost,
                                     false};
