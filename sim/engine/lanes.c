#include "sim/engine/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/ode.h"
#include "sim/engine/rodas.h"
#include "sim/engine/runner.h"

typedef struct {
    const sim_kernel *kernel;
    sim_trial batch;
    sim_lane lane[SIM_LANES_MOST];
    sim_runner runners[SIM_LANES_MOST];
    sim_course_run *course[SIM_LANES_MOST]; /* NULL: the lane is free */
    sim_course_run *next, *end;             /* courses not yet taken */
    double *block;
} pool;

/* As many as stand in one vector. */
size_t sim_lanes_best(const sim_kernel_choice *choice)
{
    if (choice->lanes > 0) return choice->lanes;
    if (choice->isa ? strcmp(choice->isa, "avx512") == 0 : sim_isa_is_here("avx512"))
        return 8;
    if (choice->isa ? strcmp(choice->isa, "avx2") == 0 : sim_isa_is_here("avx2")) return 4;
    return 2;
}

/* ---- life ----------------------------------------------------------------- */

static double *take(double **at, size_t n)
{
    double *array = *at;

    *at += n;
    return array;
}

/* All arrays in one block, each of whole rows of lanes, so that each is aligned. */
static bool allocate(pool *p)
{
    const sim_kernel *k = p->kernel;
    const size_t lanes = k->lanes, n = k->model->n_moving * lanes, dense = SIM_DENSE * n;
    const size_t all = (4 + 3) * lanes + 3 * n + dense +
                       (k->n_prepared + k->n_work) * lanes + SIM_LANES_MOST;
    double *at;
    sim_lane first = {.kernel = k};

    p->block = calloc(all, sizeof *at);
    if (!p->block) return false;
    at = sim_lanes_align(p->block);
    first.t = take(&at, lanes);
    first.h = take(&at, lanes);
    first.rtol = take(&at, lanes);
    first.error = take(&at, lanes);
    first.x = take(&at, n);
    first.scale = take(&at, n);
    first.x1 = take(&at, n);
    first.dense = take(&at, dense);
    first.q = take(&at, k->n_prepared * lanes);
    p->batch = (sim_trial){.t = first.t,
                           .h = first.h,
                           .x = first.x,
                           .q = first.q,
                           .scale = first.scale,
                           .rtol = first.rtol,
                           .x1 = (double *)first.x1,
                           .dense = (double *)first.dense,
                           .error = (double *)first.error,
                           .work = take(&at, k->n_work * lanes)};
    for (size_t l = 0; l < lanes; l++)
        p->lane[l] = (sim_lane){k,
                                first.t + l,
                                first.h + l,
                                first.x + l,
                                first.q + l,
                                first.scale + l,
                                first.rtol + l,
                                first.x1 + l,
                                first.dense + l,
                                first.error + l};
    return true;
}

/* ---- courses -------------------------------------------------------------- */

static void close(pool *p, size_t lane, sim_status status)
{
    sim_course_run *c = p->course[lane];

    c->status = sim_runner_close(&p->runners[lane], status);
    if (c->status == SIM_ESOLVER && sim_ode_has_second(c->run.options))
        c->status = sim_run_otherwise(&c->run, &c->result, &c->error);
    p->course[lane] = NULL;
}

static void *rodas_of(const pool *p, size_t lane)
{
    return sim_ode_rodas(p->runners[lane].state);
}

static void run_alone(sim_course_run *c)
{
    c->status = sim_run_model(&c->run, &c->result, &c->error);
}

/* Gives a free lane the next course that has steps to take. */
static void fill(pool *p, size_t lane)
{
    while (!p->course[lane] && p->next < p->end) {
        sim_course_run *c = p->next++;
        sim_status status;

        if (!sim_ode_is_rodas(c->run.options)) {
            run_alone(c);
            continue;
        }
        p->course[lane] = c;
        status = sim_runner_open(&p->runners[lane], &c->run, &c->result, &c->error);
        if (status != SIM_OK || !sim_runner_goes_on(&p->runners[lane]))
            close(p, lane, status);
    }
}

/* Sets out the next step of a lane. */
static void ask(pool *p, size_t lane)
{
    void *rodas = rodas_of(p, lane);

    sim_rodas_ask(rodas, sim_runner_stop(&p->runners[lane]));
    sim_rodas_put(rodas, &p->lane[lane]);
}

static void take_step(pool *p, size_t lane)
{
    sim_runner *r = &p->runners[lane];
    bool accepted;
    sim_step step;
    sim_status status;

    sim_rodas_get(rodas_of(p, lane), &p->lane[lane]);
    status = sim_rodas_take(rodas_of(p, lane), &accepted, &step, &p->course[lane]->error);
    if (status == SIM_OK && accepted) status = sim_runner_take(r, &step);
    if (status != SIM_OK || !sim_runner_goes_on(r)) close(p, lane, status);
}

static bool any_course(const pool *p)
{
    for (size_t l = 0; l < p->kernel->lanes; l++)
        if (p->course[l]) return true;
    return false;
}

static void run_in_lanes(pool *p)
{
    for (;;) {
        for (size_t l = 0; l < p->kernel->lanes; l++) fill(p, l);
        if (!any_course(p)) return;
        for (size_t l = 0; l < p->kernel->lanes; l++)
            if (p->course[l]) ask(p, l);
        p->kernel->attempt(&p->batch);
        for (size_t l = 0; l < p->kernel->lanes; l++)
            if (p->course[l]) take_step(p, l);
    }
}

sim_status sim_run_models(sim_course_run runs[], size_t n, sim_error *err)
{
    const sim_kernel_choice *choice = &runs->run.options->kernels;
    size_t lanes = sim_lanes_best(choice);
    pool p = {.next = runs, .end = runs + n};

    while (lanes / 2 >= n) lanes /= 2;
    if (lanes > 1) p.kernel = sim_kernel_find(runs->run.net->model, lanes, choice);
    if (p.kernel) {
        if (!allocate(&p)) return sim_fail_memory(err, p.kernel->model->name);
        run_in_lanes(&p);
        free(p.block);
        return SIM_OK;
    }
    for (; p.next < p.end; p.next++) run_alone(p.next);
    return SIM_OK;
}
