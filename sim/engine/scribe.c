#include "sim/engine/scribe.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"
#include "sim/engine/lanes.h"
#include "sim/engine/ode.h"
#include "sim/engine/rodas.h"

/* ---- life ----------------------------------------------------------------- */

/* Arrays of whole rows of lanes, so that each is aligned as the first is. */
static void find_lanes(sim_scribe *s, double *first)
{
    const size_t lanes = s->kernel ? s->kernel->lanes : 0, row = SIM_LANES_MOST;

    s->lane_t = sim_lanes_align(first);
    s->doubtful = s->lane_t + row;
    s->lane_x = s->doubtful + row;
    s->lane_o = s->lane_x + s->model->n_states * lanes;
}

static void find_bounds(sim_scribe *s)
{
    const sim_kept *kept = s->run->kept;

    s->bounds.states = kept ? kept->looked : NULL;
    s->bounds.n = kept ? kept->n_looked : s->model->n_moving;
    for (size_t i = 0; i < s->model->n_moving; i++) {
        const bool is_count = s->run->net->states[i]->kind == SIM_SPECIES;
        const double rounding = fmax(DBL_EPSILON * s->below->scale[i], DBL_TRUE_MIN);

        s->bounds.low[i] = is_count ? -INFINITY : -rounding;
        s->bounds.high[i] = is_count ? 0 : rounding;
        s->bounds.least[i] = fmax(sim_below_least(s->below, i), is_count ? -1 : -INFINITY);
    }
}

sim_status sim_scribe_init(sim_scribe *s, const sim_run *run, const sim_below *below,
                           sim_error *err)
{
    const sim_model *m = run->net->model;
    const sim_kernel_choice *choice = &run->options->kernels;
    const sim_kernel *kernel = sim_ode_is_rodas(run->options)
                                   ? sim_kernel_find(m, sim_lanes_best(choice), choice)
                                   : NULL;
    const size_t lanes = kernel ? kernel->lanes : 0;
    double *rows;
    const sim_array arrays[] = {
        {&s->bounds.low, m->n_moving},
        {&s->bounds.high, m->n_moving},
        {&s->bounds.least, m->n_moving},
        {&s->x, m->n_states},
        {&s->o, m->n_rules},
        {&rows, 3 * SIM_LANES_MOST + lanes * (m->n_states + m->n_rules)}};

    *s = (sim_scribe){.run = run, .model = m, .below = below, .kernel = kernel};
    s->block = sim_block_make(arrays, sizeof arrays / sizeof *arrays);
    if (!s->block) return sim_fail_memory(err, m->name);
    find_lanes(s, rows);
    find_bounds(s);
    return SIM_OK;
}

void sim_scribe_free(sim_scribe *s) { free(s->block); }

/* ---- rows ----------------------------------------------------------------- */

sim_status sim_scribe_clean(const sim_scribe *s, double t, double x[], sim_error *err)
{
    sim_status status = sim_stepper_check(s->run->net, t, x, err);

    for (size_t i = 0; i < s->model->n_moving; i++)
        if (x[i] > s->bounds.low[i] && x[i] < s->bounds.high[i]) x[i] = 0;
    return status;
}

/* The same of a state that may be changed. */
static sim_status write_row(sim_scribe *s, sim_course *course, double t, double x[],
                            sim_error *err)
{
    sim_course_row row;
    sim_status status = sim_scribe_clean(s, t, x, err);

    if (status == SIM_OK) status = sim_course_add(course, t, &row, err);
    if (status != SIM_OK) return status;
    if (course->n_rules > 0) s->model->observe(t, x, s->run->p, s->o);
    sim_course_put(course, &row, x, s->o, 1);
    return SIM_OK;
}

sim_status sim_scribe_keep(sim_scribe *s, sim_course *course, double t, const double x[],
                           sim_error *err)
{
    memcpy(s->x, x, s->model->n_states * sizeof *x);
    return write_row(s, course, t, s->x, err);
}

/* ---- rows one by one ------------------------------------------------------ */

/* Leaves in s->x where a step led to. */
static void interpolate(sim_scribe *s, const sim_scribe_step *step, double t)
{
    step->stepper->interpolate(step->state, t, s->x);
    sim_below_lift(s->below, t, step->from, s->x);
}

static sim_status give_row(sim_scribe *s, sim_course *course, const sim_scribe_step *step,
                           double t, sim_error *err)
{
    interpolate(s, step, t);
    return write_row(s, course, t, s->x, err);
}

/* ---- rows side by side ---------------------------------------------------- */

/* Works out the state in a lane with all care. */
static sim_status take_care(sim_scribe *s, const sim_scribe_step *step, size_t lane,
                            sim_error *err)
{
    const double t = s->lane_t[lane];
    sim_status status;

    interpolate(s, step, t);
    status = sim_scribe_clean(s, t, s->x, err);
    for (size_t i = 0; i < s->model->n_states; i++)
        s->lane_x[i * s->kernel->lanes + lane] = s->x[i];
    return status;
}

/* Leaves the states at t[n] in lanes; what lanes there are more have the last. */
static sim_status look_between(sim_scribe *s, const sim_scribe_step *step, const double t[],
                               size_t n, sim_error *err)
{
    const size_t lanes = s->kernel->lanes;
    const sim_dense dense = sim_rodas_dense(sim_ode_rodas(step->state));
    sim_status status = SIM_OK;

    for (size_t l = 0; l < lanes; l++) s->lane_t[l] = t[l < n ? l : n - 1];
    s->kernel->between(&dense, &s->bounds, s->lane_t, s->lane_x, s->doubtful);
    for (size_t i = dense.n; i < s->model->n_states; i++)
        for (size_t l = 0; l < lanes; l++) s->lane_x[i * lanes + l] = dense.x0[i];
    for (size_t l = 0; status == SIM_OK && l < n; l++)
        if (s->doubtful[l] != 0) status = take_care(s, step, l, err);
    return status;
}

static sim_status give_rows(sim_scribe *s, sim_course *course, const sim_scribe_step *step,
                            const double t[], size_t n, sim_error *err)
{
    const size_t lanes = s->kernel->lanes;
    sim_status status = look_between(s, step, t, n, err);

    const unsigned long long asked = course->kept ? course->kept->asked : ~0ULL;

    if (status == SIM_OK && course->n_rules > 0)
        s->kernel->observe(s->lane_t, s->lane_x, s->run->p, asked, s->lane_o);
    for (size_t l = 0; status == SIM_OK && l < n; l++) {
        sim_course_row row;

        status = sim_course_add(course, t[l], &row, err);
        if (status != SIM_OK) break;
        sim_course_put(course, &row, s->lane_x + l, s->lane_o + l, lanes);
    }
    return status;
}

sim_status sim_scribe_give(sim_scribe *s, sim_course *course, const sim_scribe_step *step,
                           const double t[], size_t n, sim_error *err)
{
    const size_t lanes = s->kernel ? s->kernel->lanes : 1;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < n; i += lanes) {
        const size_t some = n - i < lanes ? n - i : lanes;

        status = s->kernel ? give_rows(s, course, step, &t[i], some, err)
                           : give_row(s, course, step, t[i], err);
    }
    return status;
}
