/* command_check.c -- potency check FILE: every problem of a parameter file, and advice. */
#include <stdio.h>

#include "sim/cli/cli.h"
#include "sim/cli/solving.h"
#include "sim/engine/stepper.h"
#include "sim/study/advice.h"
#include "sim/study/effects.h"
#include "sim/study/plan.h"
#include "sim/study/replicate.h"
#include "sim/study/trial_pool.h"

/* Right-hand sides that may be worked out for the arms, and again for their rows: a second
 * or two. */
enum { ARMS_WORK = 800000, ROWS_WORK = 900000 };

/* All that a check holds. */
typedef struct {
    sim_job job;
    sim_findings problems, warnings; /* to standard output */
    sim_findings told;               /* choices, to standard error */
} check;

/* Could its sweep be made, if it has one?  What is odd about that goes to the warnings. */
static sim_status check_sweep(check *c, sim_error *err)
{
    const sim_experiment *e = &c->job.experiment;
    const sim_plan_task task = {.file = c->job.file,
                                .chain = c->job.session.chain,
                                .experiment = e,
                                .axes = &e->sweep};
    sim_plan plan = {0};
    sim_status status;

    if (e->sweep.n == 0) return SIM_OK;
    status = sim_plan_init(&plan, &task, err);
    status = status == SIM_OK ? sim_plan_advise(&plan, &c->warnings, err)
                              : sim_findings_note(&c->problems, status, err);
    sim_plan_free(&plan);
    return status;
}

/* Could its trials be drawn, if it asks for some? */
static sim_status check_trials(check *c, sim_error *err)
{
    const sim_experiment *e = &c->job.experiment;
    const sim_task task = sim_params_task(&c->job.params, e);
    const sim_trial_ask ask = {.file = c->job.file, .task = &task, .experiment = e};
    sim_trial_pool pool;
    sim_status status;

    if (!e->trial.given || c->problems.n > 0) return SIM_OK;
    status = sim_findings_note(&c->problems, sim_trial_pool_init(&pool, &ask, err), err);
    sim_trial_pool_free(&pool);
    return status;
}

/* All problems that can be seen without solving. */
static sim_status find_problems(check *c, const sim_arguments *a, sim_error *err)
{
    sim_job *job = &c->job;
    sim_findings *problems = &c->problems;
    sim_source source = sim_arguments_source(a);
    sim_status status;

    source.findings = problems;
    status = sim_job_read(job, &source, err);
    if (status == SIM_OK) status = sim_job_check_size(job, problems, err);
    if (status == SIM_OK) status = sim_job_check_figures(job, problems, err);
    if (status == SIM_OK) status = sim_job_check_refusals(job, problems, err);
    if (status == SIM_OK) status = check_trials(c, err);
    return status == SIM_OK ? check_sweep(c, err) : status;
}

/* Could --replicates draw a cohort?  Without that option a refusal is mere advice. */
static sim_status check_cohort(check *c, sim_error *err)
{
    sim_assay assay;
    sim_status status = sim_assay_init(&assay, &c->job.task, &c->job.experiment, err);

    sim_assay_free(&assay);
    return sim_findings_note(&c->warnings, status, err);
}

static sim_status add_bound(check *c, size_t done, size_t of, const char *what,
                            sim_error *err)
{
    return sim_findings_print(&c->warnings, err, "%s: %zu of %zu %s", c->job.file, done, of,
                              what);
}

static sim_status solve(check *c, bool *all, sim_error *err)
{
    sim_job *job = &c->job;
    const bool is_exact =
        sim_steppers[(size_t)sim_experiment_value(&job->experiment, "run", "method")] ==
        &sim_stepper_ssa;
    sim_status status = sim_job_solve_mean(job, ARMS_WORK, all, err);

    if (status == SIM_OK && !*all)
        status = add_bound(c, job->solution.n_arms, job->experiment.n_arms,
                           "arms solved: the others would take too long here", err);
    return status == SIM_OK && is_exact
               ? sim_advice_reactions(&job->solution, &c->warnings, err)
               : status;
}

/* Tells the choices without effect, as far as it comes. */
static sim_status find_effects(check *c, sim_choices *choices, bool all, sim_error *err)
{
    sim_task task = c->job.task;
    const sim_effects_task effects = {&task, choices, ROWS_WORK};
    sim_effects_tally tally;
    sim_status status;

    task.n_arms = c->job.solution.n_arms;
    status = sim_effects_find(&effects, &c->told, &tally, err);
    if (status == SIM_OK && all && tally.tried < tally.rows)
        status = add_bound(c, tally.tried, tally.rows,
                           "rows tried for their effect: the others would take too long "
                           "here",
                           err);
    return status;
}

/* What the axes of a sweep wake cannot be seen at the rows alone. */
static sim_status find_choices(check *c, bool all, sim_error *err)
{
    const sim_axes *axes = &c->job.experiment.sweep;
    sim_choices choices;
    sim_status status = sim_job_look(&c->job, axes, &choices, &c->told, err);

    if (status == SIM_OK && axes->n == 0) status = find_effects(c, &choices, all, err);
    sim_choices_free(&choices);
    return status;
}

/* An experiment without problems is solved for the warnings of its models; with some, arms
 * lack the rows that were refused, and would look equal. */
static sim_status find_oddities(check *c, sim_error *err)
{
    bool all = false;
    sim_status status = SIM_OK;

    if (c->problems.n == 0)
        status = sim_findings_note(&c->problems, solve(c, &all, err), err);
    if (status == SIM_OK && c->problems.n == 0) {
        status = find_choices(c, all, err);
        if (status == SIM_OK) status = check_cohort(c, err);
        if (status == SIM_OK) status = sim_job_warnings(&c->job, &c->warnings, err);
    }
    return status == SIM_OK ? sim_advice_far_values(&c->job.experiment, &c->warnings, err)
                            : status;
}

static sim_status print_findings(check *c, sim_error *err)
{
    const char *file = c->job.file;
    sim_findings *problems = &c->problems, *warnings = &c->warnings;
    const size_t n = warnings->n + c->told.n;
    sim_status status = sim_findings_sort(problems, file, err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < problems->n; i++) printf("%s\n", problems->lines[i]);
    for (size_t i = 0; i < warnings->n; i++) printf("warning: %s\n", warnings->lines[i]);
    fflush(stdout);
    status = sim_told_print(&c->job, &c->told, err);
    if (status != SIM_OK) return status;
    if (problems->n == 0) {
        printf("%s: no problem, %zu warning%s\n", file, n, n == 1 ? "" : "s");
        return SIM_OK;
    }
    return sim_fail(err, SIM_EVALUE, "%s: %zu problem%s, each told above", file,
                    problems->n, problems->n == 1 ? "" : "s");
}

static sim_status call(const sim_call *how, sim_error *err)
{
    sim_arguments a = {0};
    check c = {0};
    sim_status status;

    sim_options_read(how, &a);
    status = find_problems(&c, &a, err);
    if (status == SIM_OK) status = find_oddities(&c, err);
    if (status == SIM_OK) status = print_findings(&c, err);
    sim_findings_free(&c.told);
    sim_findings_free(&c.warnings);
    sim_findings_free(&c.problems);
    sim_job_close(&c.job);
    return status;
}

const sim_command sim_command_check = {.options = sim_set_options, .call = call};
