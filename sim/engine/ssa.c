/* ssa.c -- the exact reading of a model in counts; see jumps.h. */
#include <stdint.h>
#include <stdlib.h>

#include "sim/engine/jumps.h"

static void ssa_free(void *state)
{
    if (state) sim_jumps_free(state);
    free(state);
}

static sim_status ssa_init(void **state, const sim_network *net, const double p[],
                           const sim_options *options, sim_error *err)
{
    *state = calloc(1, sizeof(sim_jumps));
    if (!*state) return sim_fail_memory(err, "ssa");
    return sim_jumps_init(*state, net, p, options, err);
}

static sim_status ssa_advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    const sim_jumps *j = state;

    return sim_jumps_advance(state, t_stop, j->each ? 1 : SIZE_MAX, step, err);
}

static sim_cost ssa_cost(const void *state) { return ((const sim_jumps *)state)->cost; }

/* In the order of sim_stepper, as in all of them. */
const sim_stepper sim_stepper_ssa = {"ssa",
                                     "counts, exact: every reaction one by one",
                                     ssa_init,
                                     sim_jumps_restart,
                                     ssa_advance,
                                     sim_jumps_repeat,
                                     sim_jumps_interpolate,
                                     sim_jumps_sample,
                                     sim_jumps_leaps,
                                     ssa_free,
                                     NULL,
                                     ssa_cost,
                                     true};
