#include "sim/engine/scribe.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"

/* ---- life ----------------------------------------------------------------- */

sim_status sim_scribe_init(sim_scribe *s, const sim_run *run, const sim_below *below,
                           sim_error *err)
{
    const sim_model *m = run->net->model;
    const sim_array arrays[] = {{&s->least, m->n_moving}, {&s->x, m->n_states}};

    *s = (sim_scribe){.run = run, .model = m, .below = below};
    s->block = sim_block_make(arrays, sizeof arrays / sizeof *arrays);
    if (!s->block) return sim_fail_memory(err, m->name);
    for (size_t i = 0; i < m->n_moving; i++) {
        const bool is_count = run->net->states[i]->kind == SIM_SPECIES;

        s->least[i] = is_count ? 0 : fmax(DBL_EPSILON * below->scale[i], DBL_TRUE_MIN);
    }
    return SIM_OK;
}

void sim_scribe_free(sim_scribe *s) { free(s->block); }

/* ---- rows ----------------------------------------------------------------- */

/* Is there nothing to say about a state?  Most are so. */
static bool is_clean(const sim_scribe *s, const double x[])
{
    bool is = true;

    for (size_t i = 0; i < s->model->n_moving; i++)
        is = is && (x[i] >= s->least[i] || x[i] == 0) && x[i] <= DBL_MAX;
    return is;
}

sim_status sim_scribe_clean(const sim_scribe *s, double t, double x[], sim_error *err)
{
    sim_status status;

    if (is_clean(s, x)) return SIM_OK;
    status = sim_stepper_check(s->run->net, t, x, err);
    for (size_t i = 0; i < s->model->n_moving; i++) {
        if (x[i] < s->least[i] && (s->least[i] == 0 || x[i] > -s->least[i])) x[i] = 0;
    }
    return status;
}

sim_status sim_scribe_keep(sim_scribe *s, sim_course *course, double t, const double x[],
                           sim_error *err)
{
    sim_course_row row;
    sim_status status = sim_course_add(course, t, &row, err);

    if (status != SIM_OK) return status;
    memcpy(row.x, x, s->model->n_states * sizeof *x);
    status = sim_scribe_clean(s, t, row.x, err);
    s->model->observe(t, row.x, s->run->p, row.o);
    return status;
}

sim_status sim_scribe_give(sim_scribe *s, sim_course *course, const sim_scribe_step *step,
                           const double t[], size_t n, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        step->stepper->interpolate(step->state, t[i], s->x);
        status = sim_below_lift(s->below, t[i], step->from, s->x, err);
        if (status == SIM_OK) status = sim_scribe_keep(s, course, t[i], s->x, err);
    }
    return status;
}
