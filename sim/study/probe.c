#include "sim/study/probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/lanes.h"
#include "sim/study/ensemble.h"
#include "sim/study/sight.h"
#include "sim/study/tally.h"

const char sim_probe_ok[] = "ok", sim_probe_refused[] = "refused",
           sim_probe_failed[] = "failed";

/* ---- life ----------------------------------------------------------------- */

static sim_status allocate(sim_probe *p, sim_error *err)
{
    const sim_plan *plan = p->plan;
    const size_t n_arms = p->placed.n_arms, n_axes = plan->task->axes->n;
    const size_t n_read = n_arms * plan->n_read;

    p->values = sim_pool_take(&p->pool, n_axes, sizeof *p->values);
    p->rows = sim_pool_take(&p->pool, n_arms, sizeof *p->rows);
    p->inputs = sim_pool_take(&p->pool, n_arms * n_axes, sizeof *p->inputs);
    p->numbers = sim_pool_take(&p->pool, n_arms * plan->form.n_numbers, sizeof *p->numbers);
    p->reasons = sim_pool_take(&p->pool, n_arms, sizeof *p->reasons);
    p->course = sim_pool_take(&p->pool, n_arms * p->n_days * plan->form.n_course,
                              sizeof *p->course);
    p->read = sim_pool_take(&p->pool, n_arms * plan->readout.n, sizeof *p->read);
    p->kept = sim_pool_take(&p->pool, n_read * plan->replicates, sizeof *p->kept);
    p->order = sim_order_take(&p->pool, plan->replicates);
    p->summed = sim_pool_take(&p->pool, n_arms * p->n_days * plan->form.n_course,
                              sizeof *p->summed);
    return sim_pool_check(&p->pool, "sweep", err);
}

sim_status sim_probe_init(sim_probe *p, const sim_plan *plan, const sim_network *nets,
                          sim_error *err)
{
    const sim_plan_task *task = plan->task;
    const double days = sim_experiment_value(task->experiment, "run", "days");
    sim_status status;

    *p = (sim_probe){.plan = plan};
    if (plan->form.n_course > 0)
        p->n_days = (size_t)ceil(days / plan->day_step) + 1; /* and the last one */
    status = sim_experiment_place_init(&p->placed, task->experiment, task->axes,
                                       plan->scope, err);
    if (status == SIM_OK)
        status = sim_params_init(&p->params, task->chain, &p->placed, err);
    if (status != SIM_OK) return status;
    p->task = sim_params_task(&p->params, task->experiment);
    p->task.nets = nets;
    p->task.kept = &plan->kept;
    return allocate(p, err);
}

void sim_probe_free(sim_probe *p)
{
    sim_pool_free(&p->pool);
    sim_params_free(&p->params);
    sim_experiment_unplace(&p->placed);
    *p = (sim_probe){0};
}

void sim_probe_stop_by(sim_probe *p, bool (*stop)(void *data), void *data)
{
    p->task.options.stop = stop;
    p->task.options.stop_data = data;
}

/* ---- rows ----------------------------------------------------------------- */

static bool is_whole(const sim_plan *plan, const sim_axis *axis)
{
    return !axis->is_preset &&
           plan->world.catalog->rows[axis->row].symbol->kind == SIM_WHOLE;
}

static void start_rows(sim_probe *p, size_t point)
{
    const sim_plan *plan = p->plan;
    const sim_axes *axes = plan->task->axes;

    for (size_t arm = 0; arm < p->placed.n_arms; arm++) {
        sim_store_input *inputs = &p->inputs[arm * axes->n];

        for (size_t i = 0; i < axes->n; i++) {
            const sim_axis *axis = &axes->list[i];
            const double value = sim_experiment_setting(&p->placed, arm, axis);

            inputs[i] = (sim_store_input){NULL, value, is_whole(plan, axis)};
            if (axis->is_preset)
                inputs[i].word = plan->world.presets->list[(size_t)value].name;
            else if (sim_axis_has_words(axis, &plan->world))
                inputs[i].word =
                    plan->world.catalog->rows[axis->row].symbol->words((size_t)value);
        }
        p->rows[arm] = (sim_store_row){.point = point,
                                       .arm = arm,
                                       .arm_name = p->placed.arms[arm].name,
                                       .inputs = inputs,
                                       .status = sim_probe_ok,
                                       .numbers = &p->numbers[arm * plan->form.n_numbers]};
    }
    for (size_t i = 0; i < p->placed.n_arms * plan->form.n_numbers; i++)
        p->numbers[i] = NAN;
    for (size_t i = 0; i < p->placed.n_arms * p->n_days * plan->form.n_course; i++) {
        p->course[i] = 0;
        p->summed[i] = 0;
    }
}

/* Is a failure the point's own, and no end of all? */
static bool is_of_point(sim_status status)
{
    return status != SIM_ESTOP && status != SIM_ENOMEM;
}

static void blank_course(sim_probe *p, size_t arm)
{
    const size_t n = p->n_days * p->plan->form.n_course;

    for (size_t i = 0; i < n; i++) p->course[arm * n + i] = NAN;
}

/* Notes why an arm has no numbers, or not all. */
static void note(sim_probe *p, size_t arm, const sim_notice *refusal, const sim_error *why)
{
    sim_store_row *row = &p->rows[arm];

    p->reasons[arm] = *why;
    row->status = refusal ? sim_probe_refused : sim_probe_failed;
    row->condition = refusal ? refusal->condition : NULL;
    row->reason = p->reasons[arm].text;
}

static void give_up(sim_probe *p, size_t arm, const sim_notice *refusal,
                    const sim_error *why)
{
    note(p, arm, refusal, why);
    blank_course(p, arm);
}

/* ---- one run -------------------------------------------------------------- */

double sim_probe_day(const sim_probe *p, size_t i)
{
    return fmin((double)i * p->plan->day_step, p->task.end);
}

/* Adds what is seen of an arm to what is there. */
static void add_course(sim_probe *p, size_t arm, const sim_sight *sight)
{
    const sim_watch *watch = &p->plan->task->experiment->watch;
    const size_t n = sight->outcome->result.grid.n;

    for (size_t k = 0; n > 0 && k < watch->n; k++) {
        const sim_seen seen = sim_sight_seen(sight, &watch->list[k]);

        for (size_t i = 0; i < p->n_days; i++) {
            const size_t at = (size_t)sim_probe_day(p, i);
            const size_t cell = (arm * p->n_days + i) * watch->n + k;

            if (at >= n || !sim_seen_has(&seen, at)) continue;
            p->course[cell] += sim_seen_at(&seen, at);
            p->summed[cell]++;
        }
    }
}

static void read_arm(sim_probe *p, size_t arm, const sim_solution *s, size_t of)
{
    static const sim_fortune none = {{0}, {0}};
    const sim_plan *plan = p->plan;
    const sim_sight sight = sim_sight_of(&plan->readout, s, of, NULL);
    double *read = &p->read[arm * plan->readout.n];

    sim_readout_read(&plan->readout, s, of, &none, read);
    memcpy(&p->numbers[arm * plan->form.n_numbers], read, plan->n_read * sizeof *read);
    if (p->n_days > 0) add_course(p, arm, &sight);
}

static sim_status solve_arms(sim_probe *p, size_t first, size_t n_arms, sim_error *err);

/* Reads some arms that were solved together or, where one of them failed, solves each by
 * itself. */
static sim_status take_arms(sim_probe *p, size_t first, size_t n_arms,
                            const sim_solving *solved, sim_error *err)
{
    sim_status status = solved->status;

    if (status == SIM_OK) {
        for (size_t arm = 0; arm < n_arms; arm++)
            read_arm(p, first + arm, solved->solution, arm);
        return SIM_OK;
    }
    if (!is_of_point(status)) return sim_fail(err, status, "%s", solved->error.text);
    if (n_arms == 1) {
        give_up(p, first, solved->solution->refusal, &solved->error);
        return SIM_OK;
    }
    status = SIM_OK;
    for (size_t arm = 0; status == SIM_OK && arm < n_arms; arm++)
        status = solve_arms(p, first + arm, 1, err);
    return status;
}

static sim_status solve_arms(sim_probe *p, size_t first, size_t n_arms, sim_error *err)
{
    sim_task task = p->task;
    sim_solution solution;
    sim_solving one = {.task = &task, .solution = &solution};
    sim_status status;

    task.n_arms = n_arms;
    task.params += first * task.chain->n_stages;
    if (task.cues) task.cues += first;
    sim_chain_solve_all(&one, 1);
    status = take_arms(p, first, n_arms, &one, err);
    sim_solution_free(&solution);
    return status;
}

/* ---- a cohort ------------------------------------------------------------- */

/* Some arms, and what is counted while their replicates are solved. */
typedef struct {
    size_t first, n_arms;
    sim_task task;
    sim_assay assay;
    sim_sample workers[SIM_SAMPLES];
    size_t n_failed;
    bool unfit;        /* an arm's own rows cannot be had in a cohort */
    sim_status status; /* of the first that failed */
    const sim_notice *refusal;
    sim_error why;
} cohort;

static void note_failure(cohort *c, sim_status status, const sim_notice *refusal,
                         const sim_error *why)
{
    if (c->n_failed++ > 0) return;
    c->status = status;
    c->refusal = refusal;
    c->why = *why;
}

/* Counts an arm's course in, unless the arm is set apart; then only some numbers stay. */
static void count_member(sim_probe *p, const cohort *c, size_t arm,
                         const sim_solution *solution)
{
    const sim_readout *readout = &p->plan->readout;
    const sim_sight sight = sim_sight_of(readout, solution, arm, p->read);

    if (sim_readout_set_apart(readout, &p->read[arm * readout->n]) || p->n_days == 0)
        return;
    add_course(p, c->first + arm, &sight);
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* Takes what came of a replicate. */
static sim_status take_member(sim_probe *p, cohort *c, size_t replicate, sim_replicate *r,
                              sim_error *err)
{
    const size_t n = c->n_arms * p->plan->readout.n;
    double *kept = &p->kept[c->first * p->plan->readout.n * p->plan->replicates];

    for (size_t i = 0; i < n; i++) p->read[i] = NAN;
    if (r->status == SIM_OK)
        sim_sample_read(r->sample, &c->assay, &r->member, &r->solution, p->read);
    else
        note_failure(c, r->status, r->solution.refusal, &r->why);
    for (size_t arm = 0; r->status == SIM_OK && arm < c->n_arms; arm++)
        count_member(p, c, arm, &r->solution);
    for (size_t i = 0; i < n; i++) kept[i * p->plan->replicates + replicate] = p->read[i];
    return is_of_point(r->status) ? SIM_OK : sim_fail(err, r->status, "%s", r->why.text);
}

/* Solves n replicates side by side. */
static sim_status solve_group(sim_probe *p, cohort *c, size_t first, size_t n,
                              sim_error *err)
{
    sim_replicate list[SIM_SAMPLES];
    sim_status status = SIM_OK;

    for (size_t i = 0; i < n; i++)
        list[i] =
            (sim_replicate){.sample = &c->workers[i],
                            .member = sim_lottery_member(&c->assay.lottery, first + i)};
    sim_replicates_solve(&c->assay, list, n);
    for (size_t i = 0; i < n; i++) {
        if (status == SIM_OK) status = take_member(p, c, first + i, &list[i], err);
        sim_solution_free(&list[i].solution);
    }
    return status;
}

/* A tally keeps its numbers in the order in which they come: in the same room. */
static void tally_number(sim_probe *p, double read[], double out[SIM_KEPT])
{
    sim_tally tally;

    sim_tally_init(&tally, read, NULL);
    for (size_t r = 0; r < p->plan->replicates; r++) sim_tally_add(&tally, read[r]);
    sim_tally_close(&tally, &p->order);
    out[SIM_KEPT_MEAN] = sim_tally_mean(&tally);
    out[SIM_KEPT_SD] = sim_moments_sd(&tally.moments);
    out[SIM_KEPT_LOW] = sim_tally_quantile(&tally, 0);
    out[SIM_KEPT_HIGH] = sim_tally_quantile(&tally, SIM_QUANTILES - 1);
}

/* Of an arm to that which it is held against, where both were solved together; before they are
 * tallied. */
static void tell_difference(sim_probe *p, const cohort *c, size_t arm, size_t i)
{
    const sim_plan *plan = p->plan;
    const size_t n = plan->replicates, reference = sim_task_reference(&p->task, arm);
    const double *own = &p->kept[(arm * plan->n_read + i) * n];
    double *out = &p->numbers[(arm * plan->n_read + i) * SIM_KEPT];
    sim_moments differences = {0}, others = {0};
    sim_difference found;

    if (reference >= p->placed.n_arms || c->n_arms < p->placed.n_arms) return;
    for (size_t r = 0; r < n; r++) {
        const double other = p->kept[(reference * plan->n_read + i) * n + r];

        sim_moments_add(&others, other);
        sim_moments_add(&differences, own[r] - other);
    }
    found = sim_difference_of(&plan->readout, i, &differences, others.mean);
    out[SIM_KEPT_DIFFERENCE] = found.mean;
    out[SIM_KEPT_LEAST] = found.low;
    out[SIM_KEPT_MOST] = found.high;
}

static void tell_differences(sim_probe *p, const cohort *c)
{
    const size_t n_read = p->plan->n_read;

    if (c->n_failed == p->plan->replicates) return;
    for (size_t i = 0; i < c->n_arms * n_read; i++)
        tell_difference(p, c, c->first + i / n_read, i % n_read);
}

static void tally_arm(sim_probe *p, const cohort *c, size_t arm)
{
    const sim_plan *plan = p->plan;
    const size_t n = plan->replicates, n_cells = p->n_days * plan->form.n_course;
    sim_error why = c->why;

    if (c->unfit) {
        note(p, arm, c->refusal, &why);
    } else if (c->n_failed > 0) {
        sim_fail(&why, c->status, "%zu of %zu replicates failed, the first with: %.900s",
                 c->n_failed, n, c->why.text);
        note(p, arm, c->refusal, &why);
    }
    if (c->n_failed == n) blank_course(p, arm);
    if (c->n_failed == n) return;
    p->rows[arm].status = sim_probe_ok;
    for (size_t i = 0; i < plan->n_read; i++)
        tally_number(p, &p->kept[(arm * plan->n_read + i) * n],
                     &p->numbers[(arm * plan->n_read + i) * SIM_KEPT]);
    for (size_t i = 0; i < n_cells; i++)
        p->course[arm * n_cells + i] /= (double)p->summed[arm * n_cells + i];
}

static sim_status solve_members(sim_probe *p, cohort *c, sim_error *err)
{
    sim_error why = {""};
    sim_status status = sim_assay_init(&c->assay, &c->task, &p->placed, &why);

    for (size_t i = 0; status == SIM_OK && i < SIM_SAMPLES; i++)
        status = sim_sample_init(&c->workers[i], &c->assay.lottery, &why);
    c->unfit = status != SIM_OK;
    if (c->unfit) {
        note_failure(c, status, c->assay.lottery.refusal, &why);
        c->n_failed = p->plan->replicates;
        return is_of_point(status) ? SIM_OK : sim_fail(err, status, "%s", why.text);
    }
    for (size_t r = 0; status == SIM_OK && r < p->plan->replicates; r += SIM_SAMPLES)
        status = solve_group(p, c, r, smaller(SIM_SAMPLES, p->plan->replicates - r), err);
    return status;
}

static sim_status solve_cohort(sim_probe *p, size_t first, size_t n_arms, sim_error *err)
{
    cohort c = {.first = first, .n_arms = n_arms, .task = p->task};
    sim_status status;

    c.task.n_arms = n_arms;
    c.task.params += first * c.task.chain->n_stages;
    if (c.task.cues) c.task.cues += first;
    status = solve_members(p, &c, err);
    for (size_t i = 0; i < SIM_SAMPLES; i++)
        sim_sample_free(&c.workers[i], &c.assay.lottery);
    sim_assay_free(&c.assay);
    if (status == SIM_OK && n_arms > 1 && c.n_failed == p->plan->replicates) {
        for (size_t arm = 0; status == SIM_OK && arm < n_arms; arm++)
            status = solve_cohort(p, first + arm, 1, err);
        return status;
    }
    if (status == SIM_OK) tell_differences(p, &c);
    for (size_t arm = 0; status == SIM_OK && arm < n_arms; arm++)
        tally_arm(p, &c, first + arm);
    return status;
}

/* ---- points --------------------------------------------------------------- */

static void start_point(sim_probe *p, size_t point)
{
    sim_experiment_place(&p->placed, p->values);
    sim_params_fill(&p->params, &p->placed);
    p->task.options.stream.point = sim_plan_stream(p->plan, point);
    start_rows(p, point);
}

void sim_probe_solve_all(sim_probe probes[], sim_probed points[], size_t n)
{
    sim_solving list[SIM_PROBES];
    sim_solution solutions[SIM_PROBES];
    const bool by_cohort = n > 0 && probes->plan->replicates > 0;

    sim_bug(n > SIM_PROBES);
    for (size_t i = 0; i < n; i++) {
        sim_probe *p = &probes[i];

        start_point(p, points[i].number);
        list[i] = (sim_solving){.task = &p->task, .solution = &solutions[i]};
        if (by_cohort)
            points[i].status = solve_cohort(p, 0, p->placed.n_arms, &points[i].why);
    }
    if (by_cohort || n == 0) return;
    sim_chain_solve_all(list, n);
    for (size_t i = 0; i < n; i++) {
        points[i].status =
            take_arms(&probes[i], 0, probes[i].placed.n_arms, &list[i], &points[i].why);
        sim_solution_free(&solutions[i]);
    }
}

sim_status sim_probe_solve(sim_probe *p, size_t number, sim_error *err)
{
    sim_probed point = {.number = number};

    sim_probe_solve_all(p, &point, 1);
    if (point.status != SIM_OK) *err = point.why;
    return point.status;
}
