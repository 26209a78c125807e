#include "sim/study/trial_pool.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/io/text.h"

static const char what[] = "the pool of a trial";
const char sim_trial_pool_file[] = "pool";

/* A gigabyte of courses, and as much of what trials found. */
static const double most_cells = 1.3e8, most_rows = 2e6;

/* ---- what is asked ------------------------------------------------------------ */

/* The arms that take part. */
static void find_arms(sim_trial_pool *p)
{
    const sim_experiment *e = p->ask->experiment;

    for (size_t arm = 0; arm < e->n_arms; arm++) {
        if (p->plan->n[arm] == 0) continue;
        if (arm == p->plan->control) p->control = p->n_arms;
        p->arms[p->n_arms++] = (sim_trial_arm){.arm = arm, .name = e->arms[arm].name};
        p->asked[arm] = true;
    }
}

/* Backgrounds are solved where something is read against them. */
static void find_backgrounds(sim_trial_pool *p)
{
    const size_t *of = p->task.backgrounds;

    for (size_t a = 0; of && sim_trial_measure_is_against(&p->measure) && a < p->n_arms;
         a++) {
        const size_t background = of[p->arms[a].arm];

        if (background < p->ask->experiment->n_arms) p->asked[background] = true;
    }
}

static sim_status check_arms(const sim_trial_pool *p, sim_error *err)
{
    if (p->n_arms >= 2) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: a trial holds arms against %s, and there is no other; another "
                    "[arm] with a size of its own would be right",
                    p->ask->file, p->ask->experiment->arms[p->plan->control].name);
}

static sim_status check_laboratories(const sim_trial_pool *p, sim_error *err)
{
    if (p->n / p->n_laboratories >= SIM_TRIAL_LEAST) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: trial.pool = %zu is shared by %d where trial.laboratory = one, and "
        "each would have fewer than %d; %d or more would be right",
        p->ask->file, p->plan->pool, SIM_TRIAL_LABORATORIES, SIM_TRIAL_LEAST,
        SIM_TRIAL_LABORATORIES * SIM_TRIAL_LEAST);
}

static sim_status check_dropout(const sim_trial_pool *p, sim_error *err)
{
    if (p->plan->dropout == 0 || p->plan->dropout_of == SIM_DROPOUT_CHANCE) return SIM_OK;
    if (p->measure.kind == SIM_TRIAL_EVENT)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: trial.dropout_of = %s hangs on what is read at the end, and of "
            "%s nobody is; %s would be right",
            p->ask->file, sim_trial_dropout_name(SIM_DROPOUT_LEAST), p->plan->number,
            sim_trial_dropout_name(SIM_DROPOUT_CHANCE));
    if (p->plan->design == SIM_TRIAL_PAIRED)
        return sim_fail(err, SIM_EVALUE,
                        "%s: trial.dropout_of = %s would take another from each arm, and "
                        "design = paired has the same in all; %s would be right",
                        p->ask->file, sim_trial_dropout_name(SIM_DROPOUT_LEAST),
                        sim_trial_dropout_name(SIM_DROPOUT_CHANCE));
    if (p->measure.better != SIM_NEITHER_IS_BETTER) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: trial.dropout_of = %s needs a number of which more or less is "
                    "better, and %s is none; %s would be right",
                    p->ask->file, sim_trial_dropout_name(SIM_DROPOUT_LEAST),
                    p->plan->number, sim_trial_dropout_name(SIM_DROPOUT_CHANCE));
}

/* What is read after the course has ended is read of nobody. */
static sim_status check_day(const sim_trial_pool *p, sim_error *err)
{
    const size_t n_stages = p->task.chain->n_stages;

    for (size_t a = 0; a < p->n_arms; a++) {
        const double day = sim_trial_measure_day(
            &p->measure, p->task.params[p->arms[a].arm * n_stages + n_stages - 1]);

        if (!isfinite(day) || day <= p->task.end || sim_is_one_instant(day, p->task.end))
            continue;
        return sim_fail(
            err, SIM_EVALUE,
            "%s: trial.number = %.100s is read on day %g, and run.days = %g ends "
            "before it; %g or more would be right",
            sim_trial_plan_place(p->plan, SIM_TRIAL_NUMBER), p->plan->number, day,
            p->task.end, day);
    }
    return SIM_OK;
}

static void count_days(sim_trial_pool *p)
{
    const sim_outputs outputs = sim_outputs_make(p->task.every, p->task.end);

    if (p->measure.kind == SIM_TRIAL_EVENT) p->n_days = (size_t)sim_outputs_count(&outputs);
}

/* Whose each is: the number of a laboratory follows from that of a member. */
static void share_laboratories(sim_trial_pool *p)
{
    const size_t each = p->plan->pool / p->n_laboratories;

    p->n = each * p->n_laboratories;
    p->assay.lottery.per_laboratory = p->plan->one_laboratory && each > 0 ? each : 1;
}

static sim_status make_assay(sim_trial_pool *p, sim_error *err)
{
    const sim_trial_number number = {.name = p->plan->number,
                                     .place =
                                         sim_trial_plan_place(p->plan, SIM_TRIAL_NUMBER),
                                     .is_paired = p->plan->design == SIM_TRIAL_PAIRED};
    const sim_hooks *hooks = p->ask->hooks;
    sim_error why = {""};
    sim_status status;

    p->task = *p->ask->task;
    find_arms(p);
    p->task.asked = p->asked;
    status = check_arms(p, err);
    if (status != SIM_OK) return status;
    status = sim_assay_init(&p->assay, &p->task, p->ask->experiment, &why);
    if (status != SIM_OK)
        return sim_fail(err, status, "%s: %.900s", p->ask->file, why.text);
    if (hooks) sim_assay_stop_by(&p->assay, hooks->stop, hooks->self);
    status = sim_trial_measure_init(&p->measure, &p->assay.readout, p->ask->experiment,
                                    &number, err);
    if (status == SIM_OK) find_backgrounds(p);
    return status;
}

/* What is held of all members, and of all trials. */
static sim_status check_size(const sim_trial_pool *p, sim_error *err)
{
    const double arms = (double)p->n_arms, rows = arms * (double)p->plan->trials;
    const double cells = arms * (double)p->n * (double)(p->n_days + 1);

    if (rows > most_rows)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: trial.trials = %zu of %zu arms make %g rows; at most %g would be "
            "right: fewer trials or arms",
            p->ask->file, p->plan->trials, p->n_arms, rows, most_rows);
    if (cells > most_cells)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: trial.pool = %zu of %zu arms with %zu days each make %g numbers; at "
            "most %g would be right: a smaller pool, fewer arms or days",
            p->ask->file, p->plan->pool, p->n_arms, p->n_days, cells, most_cells);
    return SIM_OK;
}

static sim_status make_room(sim_trial_pool *p, sim_error *err)
{
    p->members = sim_pool_take(&p->pool, p->n * p->n_arms, sizeof *p->members);
    p->courses = sim_pool_take(&p->pool, p->n * p->n_arms * p->n_days, sizeof *p->courses);
    p->laboratories = sim_pool_take(&p->pool, p->n_laboratories, sizeof *p->laboratories);
    for (size_t a = 0; a < p->n_arms; a++) {
        sim_trial_arm *arm = &p->arms[a];

        arm->list = sim_pool_take(&p->pool, p->n, sizeof *arm->list);
        arm->from = sim_pool_take(&p->pool, p->n_laboratories + 1, sizeof *arm->from);
        arm->truths = sim_pool_take(&p->pool, p->n_laboratories, sizeof *arm->truths);
    }
    return sim_pool_check(&p->pool, what, err);
}

sim_status sim_trial_pool_init(sim_trial_pool *p, const sim_trial_ask *ask, sim_error *err)
{
    const size_t n_arms = ask->experiment->n_arms;
    sim_status status;

    *p = (sim_trial_pool){.ask = ask, .plan = &ask->experiment->trial};
    p->arms = sim_pool_take(&p->pool, n_arms, sizeof *p->arms);
    p->asked = sim_pool_take(&p->pool, n_arms, sizeof *p->asked);
    p->n_laboratories = p->plan->one_laboratory ? SIM_TRIAL_LABORATORIES : 1;
    if (p->pool.failed) return sim_fail_memory(err, what);
    status = make_assay(p, err);
    if (status != SIM_OK) return status;
    share_laboratories(p);
    count_days(p);
    status = check_day(p, err);
    if (status == SIM_OK) status = check_laboratories(p, err);
    if (status == SIM_OK) status = check_dropout(p, err);
    if (status == SIM_OK) status = check_size(p, err);
    return status == SIM_OK ? make_room(p, err) : status;
}

void sim_trial_pool_print(const sim_trial_pool *p, char text[SIM_TRIAL_POOL_TEXT])
{
    snprintf(text, SIM_TRIAL_POOL_TEXT, "a pool of %s (%llu to a laboratory) of",
             p->plan->number, (unsigned long long)p->assay.lottery.per_laboratory);
    for (size_t a = 0; a < p->n_arms; a++)
        sim_text_append(text, SIM_TRIAL_POOL_TEXT, "%s %s", a > 0 ? "," : "",
                        p->arms[a].name);
}

void sim_trial_pool_free(sim_trial_pool *p)
{
    sim_assay_free(&p->assay);
    sim_pool_free(&p->pool);
    *p = (sim_trial_pool){0};
}

const sim_trial_member *sim_trial_pool_member(const sim_trial_pool *p, size_t member,
                                              size_t arm)
{
    return &p->members[member * p->n_arms + arm];
}

const double *sim_trial_pool_course(const sim_trial_pool *p, size_t member, size_t arm)
{
    return &p->courses[(member * p->n_arms + arm) * p->n_days];
}
