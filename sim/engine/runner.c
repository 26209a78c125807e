#include "sim/engine/runner.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/between.h"
#include "sim/engine/block.h"
#include "sim/engine/crossing.h"
#include "sim/engine/instant.h"
#include "sim/engine/permit.h"

/* A number is no whole one from this part of itself, or of 1, on. */
static const double part_noticed = 1e-9;

enum { MAX_CASCADE = 100 };

/* ---- outputs -------------------------------------------------------------- */

/* Where the stepper says that the state was at t of the last step. */
static void interpolate(sim_runner *r, double t)
{
    r->stepper->interpolate(r->state, t, r->trial);
    sim_below_lift(&r->below, t, r->from, r->trial);
}

/* Times of the next outputs, as many as are worked out at once; those before `before`. */
static size_t next_outputs(const sim_runner *r, double before, double t[])
{
    size_t n = 0;

    for (; n < SIM_LANES_MOST; n++) {
        t[n] = sim_outputs_time(&r->outputs, (double)(r->next_output + n));
        if (!(t[n] < before)) break;
    }
    return n;
}

/* Gives the outputs before t_end, within the last step. */
static sim_status give_outputs(sim_runner *r, double before)
{
    const sim_scribe_step step = {r->stepper, r->state, r->from};
    double t[SIM_LANES_MOST];
    size_t n = SIM_LANES_MOST;
    sim_status status = SIM_OK;

    if (r->run->every <= 0) return SIM_OK;
    while (status == SIM_OK && n == SIM_LANES_MOST) {
        n = next_outputs(r, before, t);
        status = sim_scribe_give(&r->scribe, &r->result->grid, &step, t, n, r->err);
        r->next_output += n;
    }
    return status;
}

static bool sees_between(const sim_runner *r)
{
    return sim_stepper_sees_between(r->stepper, r->state);
}

/* Where the state was at t of the last step. */
static void look_back(sim_runner *r, double t)
{
    const sim_ends ends = {r->from_t, r->t, r->from, r->x};

    if (sees_between(r))
        interpolate(r, fmin(fmax(t, r->from_t), r->t));
    else
        sim_between(r->model, &ends, t, r->trial);
}

/* Gives the glances of the last step, whose end is not yet after the events at it. */
static sim_status give_glances(sim_runner *r)
{
    sim_status status = SIM_OK;

    for (; status == SIM_OK && r->next_glance < r->run->n_glances; r->next_glance++) {
        const sim_glance *glance = &r->run->glances[r->next_glance];
        const bool at_end = sim_is_one_instant(glance->t, r->t);

        if (at_end ? !glance->before : glance->t > r->t) break;
        if (!at_end) look_back(r, glance->t);
        status = sim_scribe_keep(&r->scribe, &r->result->glances, glance->t,
                                 at_end ? r->x : r->trial, r->err);
    }
    return status;
}

/* Adds the last step, whose end is not yet after the events at it, to the trace. */
static sim_status trace(sim_runner *r)
{
    const sim_scribe_step step = {r->stepper, r->state, r->from};
    const double t[2] = {r->from_t, r->t};

    return sees_between(r)
               ? sim_tracer_follow(&r->tracer, &step, t[0], t[1], r->err)
               : sim_tracer_span(&r->tracer, t, r->from, r->x, r->stepper->jumps, r->err);
}

/* ---- events --------------------------------------------------------------- */

static bool reports(const sim_model *m, size_t event)
{
    for (size_t i = 0; i < m->n_reports; i++) {
        if (m->reports[i] == event) return true;
    }
    return false;
}

/* Notes the first number of a run in counts that is no whole one, but for rounding. */
static void note_part(sim_result *result, double n, const char *what)
{
    if (result->part_of || fabs(n - rint(n)) <= part_noticed * fmax(1, fabs(n))) return;
    result->part_of = what;
    result->part = n;
}

static double draw(void *data, double n, double part)
{
    const sim_runner *r = data;

    note_part(r->result, n, r->event->meaning);
    return r->stepper->sample(r->state, n, part);
}

static sim_status fire(sim_runner *r, size_t event)
{
    const size_t bytes = r->model->n_states * sizeof *r->x;
    const sim_sampler sampler = {draw, r};
    const sim_moment now = {r->t, r->x, r->run->p, r->stepper->sample ? &sampler : NULL};
    sim_status status = sim_scribe_clean(&r->scribe, r->t, r->x, r->err);

    if (status == SIM_OK && reports(r->model, event))
        status = sim_scribe_keep(&r->scribe, &r->result->reports, r->t, r->x, r->err);
    r->event = &r->model->events[event];
    memcpy(r->after, r->x, bytes);
    r->stopped = r->model->fire(event, &now, r->after);
    if (!r->stopped) sim_cues_give(r->run->cues, event, ++r->fired[event], r->after);
    r->changed = !r->stopped && memcmp(r->x, r->after, bytes) != 0;
    if (r->changed) memcpy(r->x, r->after, bytes);
    return status;
}

/* The same of a timetable, with a note of whether it does anything. */
static sim_status fire_timed(sim_runner *r, size_t timetable)
{
    sim_status status;

    r->k[timetable]++;
    status = fire(r, r->model->timetables[timetable].event);
    if (r->changed) r->result->given[timetable] = 1;
    return status;
}

/* What is due within rounding of an output, or of the end, is due at it. */
static void look_up_times(sim_runner *r)
{
    r->model->times(r->t, r->x, r->run->p, r->k, r->due);
    for (size_t i = 0; i < r->model->n_timetables; i++)
        r->due[i] = sim_outputs_snap(&r->outputs, r->due[i]);
}

/* Fires one event that is due now, if there is one: a crossing first, then timetables. */
static sim_status fire_one(sim_runner *r, bool *fired)
{
    const sim_model *m = r->model;

    *fired = false;
    for (size_t i = 0; i < m->n_crossings && !*fired; i++) {
        if (!(r->was[i] < 0 && r->now[i] >= 0)) continue;
        *fired = true;
        r->was[i] = r->now[i];
        return fire(r, m->crossings[i].event);
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        if (r->due[i] > r->t && !sim_is_one_instant(r->due[i], r->t)) continue;
        *fired = true;
        return fire_timed(r, i);
    }
    return SIM_OK;
}

/* Fires all that is due at this time, and what these events set off in turn. */
static sim_status fire_all(sim_runner *r, bool *any)
{
    bool fired = true;
    sim_status status = SIM_OK;

    *any = false;
    for (int n = 0; status == SIM_OK && fired && !r->stopped; n++) {
        if (n == MAX_CASCADE)
            return sim_fail(r->err, SIM_ESOLVER,
                            "%s: events set each other off at t = %g %s", r->model->name,
                            r->t, r->model->time_unit);
        status = fire_one(r, &fired);
        if (status != SIM_OK || !fired) break;
        *any = true;
        sim_crossing_look(r);
        look_up_times(r);
    }
    memcpy(r->was, r->now, r->model->n_crossings * sizeof *r->was);
    return status;
}

/* ---- the loop ------------------------------------------------------------- */

/* The next time that must be hit: the end, a timetable's or an output's. */
static double next_stop(const sim_runner *r)
{
    double stop = r->run->end;
    size_t output = r->next_output;

    for (size_t i = 0; i < r->model->n_timetables; i++) stop = fmin(stop, r->due[i]);
    if (r->run->every <= 0 || sees_between(r)) return stop;
    while (sim_outputs_time(&r->outputs, (double)output) <= r->t) output++;
    return fmin(stop, sim_outputs_time(&r->outputs, (double)output));
}

static double horizon(const sim_runner *r)
{
    return isfinite(r->run->end) ? r->run->end : next_stop(r);
}

static sim_status restart(sim_runner *r)
{
    sim_bug(!isfinite(horizon(r)));
    return r->stepper->restart(r->state, r->t, r->x, horizon(r), r->err);
}

double sim_runner_stop(const sim_runner *r)
{
    return r->refused.n > 0 ? r->refused.stop : next_stop(r);
}

/* Takes a step that ends where the state may be, and if events lie at its end or within it,
 * those. */
static sim_status go_on(sim_runner *r, const sim_step *step)
{
    bool fired;
    sim_status status = SIM_OK;

    r->from_t = r->t;
    memcpy(r->from, r->x, r->model->n_states * sizeof *r->x);
    r->t = step->t1;
    memcpy(r->x, step->x1, r->model->n_states * sizeof *r->x);
    status = sim_crossing_locate(r, step->t0);
    if (status == SIM_OK) status = give_outputs(r, r->t);
    if (status == SIM_OK) status = give_glances(r);
    if (status == SIM_OK) status = trace(r);
    if (status == SIM_OK) status = fire_all(r, &fired);
    if (status == SIM_OK && fired && sim_runner_goes_on(r)) status = restart(r);
    return status;
}

static sim_status ask_to_go_on(sim_runner *r)
{
    const sim_cost cost = r->stepper->cost(r->state);

    return sim_permit(r->run->options, &(sim_progress){r->model, r->t, ++r->n_steps, &cost},
                      r->err);
}

sim_status sim_runner_take(sim_runner *r, const sim_step *step)
{
    const sim_walk walk = {r->stepper, r->state, horizon(r)};
    sim_status status = SIM_OK;

    if (sees_between(r))
        status = sim_below_check(&r->below, &walk, r->t, r->x, step, &r->refused, r->err);
    if (status != SIM_OK || r->refused.n > 0) return status;
    status = go_on(r, step);
    return status == SIM_OK ? ask_to_go_on(r) : status;
}

/* ---- from start to end ---------------------------------------------------- */

/* A species starts with a whole number in counts. */
static void start(sim_runner *r)
{
    const sim_model *m = r->model;

    m->start(r->run->p, r->x);
    sim_cues_start(r->run->cues, r->x);
    for (size_t i = 0; r->stepper->sample && i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind != SIM_SPECIES) continue;
        note_part(r->result, r->x[s->slot], s->meaning);
        r->x[s->slot] = round(r->x[s->slot]);
    }
}

/* Is there an event number k of a timetable? */
static bool is_planned(const sim_runner *r, size_t timetable, double k)
{
    r->k[timetable] = k;
    r->model->times(r->t, r->x, r->run->p, r->k, r->due);
    return isfinite(r->due[timetable]);
}

/* How many events of a timetable the end has cut off: those from number k = r->k on. */
static double count_missed(const sim_runner *r, size_t timetable)
{
    const double first = r->k[timetable];
    double lo = first - 1, hi = first;

    while (is_planned(r, timetable, hi)) {
        lo = hi;
        hi = 2 * hi - first + 1;
        if (hi > 1e15) return INFINITY;
    }
    while (hi - lo > 1) {
        const double middle = floor((lo + hi) / 2);

        if (is_planned(r, timetable, middle))
            lo = middle;
        else
            hi = middle;
    }
    r->k[timetable] = first;
    return hi - first;
}

static sim_status finish(sim_runner *r)
{
    sim_result *result = r->result;

    result->t_end = r->t;
    memcpy(result->x_end, r->x, r->model->n_states * sizeof *r->x);
    for (size_t i = 0; i < r->model->n_timetables; i++) {
        result->given[i] *= r->k[i];
        if (!r->stopped) result->missed[i] = count_missed(r, i);
    }
    return sim_scribe_clean(&r->scribe, r->t, result->x_end, r->err);
}

bool sim_runner_goes_on(const sim_runner *r) { return !r->stopped && r->t < r->run->end; }

static sim_status allocate(sim_runner *r)
{
    const sim_model *m = r->model;
    const sim_array arrays[] = {{&r->x, m->n_states},
                                {&r->from, m->n_states},
                                {&r->after, m->n_states},
                                {&r->trial, m->n_states},
                                {&r->was, m->n_crossings},
                                {&r->now, m->n_crossings},
                                {&r->scale, m->n_moving},
                                {&r->k, m->n_timetables},
                                {&r->due, m->n_timetables},
                                {&r->fired, m->n_events},
                                {&r->below.x, m->n_states},
                                {&r->below.dxdt, m->n_moving},
                                {&r->below.laws.x, m->n_states},
                                {&r->below.laws.rates, m->n_flows},
                                {&r->below.laws.sizes, m->n_moving}};
    const sim_course kept = sim_course_make(m, r->run->kept);
    sim_result *result = r->result;

    r->block = sim_block_make(arrays, sizeof arrays / sizeof *arrays);
    *result =
        (sim_result){.grid = kept, .glances = kept, .reports = sim_course_make(m, NULL)};
    result->x_end = calloc(m->n_states + 1, sizeof *result->x_end);
    result->given = calloc(2 * m->n_timetables + 1, sizeof *result->given);
    if (!r->block || !result->x_end || !result->given)
        return sim_fail_memory(r->err, m->name);
    result->missed = result->given + m->n_timetables;
    if (!isfinite(r->run->end)) return SIM_OK;
    if (sim_course_reserve(&result->glances, r->run->n_glances, r->err) != SIM_OK)
        return SIM_ENOMEM;
    return sim_course_reserve(&result->grid, (size_t)sim_outputs_count(&r->outputs),
                              r->err);
}

/* Up to the first step. */
static sim_status begin(sim_runner *r)
{
    bool fired;
    sim_status status;

    start(r);
    sim_crossing_look(r);
    memcpy(r->was, r->now, r->model->n_crossings * sizeof *r->was);
    look_up_times(r);
    status = fire_all(r, &fired);
    if (status == SIM_OK && sim_runner_goes_on(r)) status = restart(r);
    return status;
}

sim_status sim_runner_open(sim_runner *r, const sim_run *run, sim_result *result,
                           sim_error *err)
{
    sim_options options = *run->options;
    sim_status status;

    options.each = run->traced != NULL;
    *r = (sim_runner){
        .run = run,
        .model = run->net->model,
        .stepper = sim_steppers[run->options->method],
        .result = result,
        .outputs = sim_outputs_make(run->every, run->end),
        .below = {.laws = {.net = run->net, .p = run->p}, .rtol = run->options->rtol},
        .err = err};
    status = allocate(r);
    if (status != SIM_OK) return status;
    r->model->scales(run->p, r->scale);
    r->below.scale = r->scale;
    status = sim_scribe_init(&r->scribe, run, &r->below, err);
    if (status == SIM_OK)
        status = sim_tracer_init(&r->tracer, run, &r->below, &result->trace, err);
    if (status != SIM_OK) return status;
    status = r->stepper->init(&r->state, run->net, run->p, &options, err);
    return status == SIM_OK ? begin(r) : status;
}

static sim_status end(sim_runner *r)
{
    const double next = sim_outputs_time(&r->outputs, (double)r->next_output);
    const bool gives = !r->stopped && r->run->every > 0 && next <= r->run->end;
    sim_status status =
        gives ? sim_scribe_keep(&r->scribe, &r->result->grid, r->run->end, r->x, r->err)
              : SIM_OK;

    if (status == SIM_OK) status = sim_tracer_end(&r->tracer, r->t, r->x, r->err);
    return status == SIM_OK ? finish(r) : status;
}

sim_status sim_runner_close(sim_runner *r, sim_status status)
{
    if (status == SIM_OK) status = end(r);
    if (r->state) {
        r->result->solver =
            r->stepper->solver ? r->stepper->solver(r->state) : r->stepper->name;
        r->result->cost = r->stepper->cost(r->state);
    }
    r->stepper->free(r->state);
    sim_scribe_free(&r->scribe);
    sim_tracer_free(&r->tracer);
    free(r->block);
    return status;
}
