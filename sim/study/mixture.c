#include "sim/study/mixture.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/again.h"

/* ---- one course ----------------------------------------------------------- */

void sim_outcome_observe(sim_outcome *outcome)
{
    const sim_result *result = &outcome->result;

    outcome->model->observe(result->t_end, result->x_end, outcome->p, outcome->o_end);
}

/* ---- two ------------------------------------------------------------------ */

sim_status sim_outcome_part(sim_outcome *outcome, size_t chance, sim_error *err)
{
    const sim_model *m = outcome->model;
    sim_status status = SIM_OK;

    sim_bug(m->n_reports > 0);
    for (size_t i = 0; status == SIM_OK && i < SIM_COURSES; i++) {
        sim_outcome *course;

        status = sim_outcome_init(&outcome->course[i], m, err);
        if (status != SIM_OK) break;
        course = outcome->course[i];
        memcpy(course->p, outcome->p, m->n_constants * sizeof *course->p);
        course->p[chance] = course->chance = i == 0 ? 1 : 0;
    }
    return status;
}

static void add_cost(sim_cost *sum, sim_cost more)
{
    sum->rhs += more.rhs;
    sum->jacobians += more.jacobians;
    sum->steps += more.steps;
    sum->restarts += more.restarts;
    sum->events += more.events;
}

static void mix(double to[], const double a[], const double b[], size_t n, double share)
{
    for (size_t i = 0; i < n; i++) to[i] = b[i] + share * (a[i] - b[i]);
}

/* Puts the ratios of a mixed state in place of mixed ratios; o[n_rules] is room. */
static void take_ratios(const sim_outcome *outcome, double o[])
{
    const sim_model *m = outcome->model;

    m->observe(outcome->result.t_end, outcome->result.x_end, outcome->p, o);
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].is_ratio)
            outcome->o_end[m->symbols[i].slot] = o[m->symbols[i].slot];
    }
}

static sim_status mix_ratios(sim_outcome *outcome, const sim_kernel_choice *kernels,
                             sim_error *err)
{
    const sim_again again = {outcome->model, outcome->p, kernels};
    double *o = malloc((outcome->model->n_rules + 1) * sizeof *o);
    sim_status status;

    if (!o) return sim_fail_memory(err, outcome->model->name);
    take_ratios(outcome, o);
    free(o);
    status = sim_again_ratios(&again, &outcome->result.grid, err);
    if (status == SIM_OK) status = sim_again_ratios(&again, &outcome->result.glances, err);
    if (status == SIM_OK)
        status = sim_again_ratios(&again, &outcome->result.trace.rows, err);
    return status;
}

/* Leaves a course its end and gives all else of it. */
static sim_result take_course(sim_outcome *course)
{
    sim_result all = course->result;

    course->result = (sim_result){.t_end = all.t_end, .x_end = all.x_end};
    all.x_end = NULL;
    return all;
}

sim_status sim_outcome_mix(sim_outcome *outcome, size_t chance,
                           const sim_kernel_choice *kernels, sim_error *err)
{
    const double share = outcome->p[chance];
    const sim_model *m = outcome->model;
    sim_outcome *hit = outcome->course[0], *miss = outcome->course[1];
    sim_result *mixed = &outcome->result, other = take_course(miss);
    sim_status status;

    *mixed = take_course(hit);
    sim_course_mix(&mixed->grid, &other.grid, share);
    sim_course_mix(&mixed->glances, &other.glances, share);
    status = sim_trace_mix(&mixed->trace, &other.trace, share, err);
    add_cost(&mixed->cost, other.cost);
    sim_result_free(&other);
    if (status != SIM_OK) return status;
    mixed->x_end = calloc(m->n_states + 1, sizeof *mixed->x_end);
    if (!mixed->x_end) return sim_fail_memory(err, m->name);
    mix(mixed->x_end, hit->result.x_end, miss->result.x_end, m->n_states, share);
    mix(outcome->o_end, hit->o_end, miss->o_end, m->n_rules, share);
    return mix_ratios(outcome, kernels, err);
}
