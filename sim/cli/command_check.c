/* command_check.c -- potency check FILE: every problem of a parameter file, and advice. */
#include <stdio.h>

#include "sim/cli/job.h"
#include "sim/study/advice.h"
#include "sim/study/plan.h"
#include "sim/study/replicate.h"

static const struct argp_option options[] = {SIM_SET_OPTION, {0}};

static const struct argp check_argp = {
    .options = options,
    .parser = sim_parse_arguments,
    .args_doc = "FILE",
    .doc =
        "Prints every problem of parameter file FILE, not only the first, and what is odd "
        "about it though not wrong: equal arms, values far from their usual ones, a spent "
        "culture, more cells than a harvest has.  Writes nothing.",
};

/* Could its sweep be made, if it has one?  What is odd about that goes to `warnings`. */
static sim_status check_sweep(const sim_job *job, sim_findings *problems,
                              sim_findings *warnings, sim_error *err)
{
    const sim_experiment *e = &job->experiment;
    const sim_plan_task task = {
        .file = job->file, .chain = job->session.chain, .experiment = e, .axes = &e->sweep};
    sim_plan plan = {0};
    sim_status status = SIM_OK;

    if (e->sweep.n == 0) return SIM_OK;
    status = sim_plan_init(&plan, &task, err);
    if (status == SIM_OK)
        status = sim_plan_advise(&plan, warnings, err);
    else
        status = sim_findings_note(problems, status, err);
    sim_plan_free(&plan);
    return status;
}

/* All problems that can be seen without solving. */
static sim_status find_problems(sim_job *job, const sim_arguments *a,
                                sim_findings *problems, sim_findings *warnings,
                                sim_error *err)
{
    const sim_source source = {
        .file = a->argument, .sets = a->sets, .n_sets = a->n_sets, .findings = problems};
    sim_status status = sim_job_read(job, &source, err);

    if (status == SIM_OK) status = sim_job_check_figures(job, problems, err);
    if (status == SIM_OK) status = sim_job_check_refusals(job, problems, err);
    return status == SIM_OK ? check_sweep(job, problems, warnings, err) : status;
}

/* Could --replicates draw a cohort?  Without that option a refusal is mere advice. */
static sim_status check_cohort(const sim_job *job, sim_findings *warnings, sim_error *err)
{
    sim_assay assay;
    sim_status status = sim_assay_init(&assay, &job->task, &job->experiment, err);

    sim_assay_free(&assay);
    return sim_findings_note(warnings, status, err);
}

/* An experiment without problems is solved for the warnings of its models. */
static sim_status find_oddities(sim_job *job, size_t n_problems, sim_findings *warnings,
                                sim_error *err)
{
    const bool solves = n_problems == 0;
    sim_status status = solves ? sim_job_solve(job, err) : SIM_OK;

    if (status == SIM_OK && solves) status = check_cohort(job, warnings, err);
    if (status == SIM_OK) status = sim_job_warnings(job, warnings, err);
    return status == SIM_OK ? sim_advice_far_values(&job->experiment, warnings, err)
                            : status;
}

static sim_status print_findings(const char *file, sim_findings *problems,
                                 const sim_findings *warnings, sim_error *err)
{
    sim_findings_sort(problems, file);
    for (size_t i = 0; i < problems->n; i++) printf("%s\n", problems->lines[i]);
    for (size_t i = 0; i < warnings->n; i++) printf("warning: %s\n", warnings->lines[i]);
    if (problems->n == 0) {
        printf("%s: no problem, %zu warning%s\n", file, warnings->n,
               warnings->n == 1 ? "" : "s");
        return SIM_OK;
    }
    return sim_fail(err, SIM_EVALUE, "%s: %zu problem%s, each told above", file,
                    problems->n, problems->n == 1 ? "" : "s");
}

static sim_status call(int argc, char **argv, sim_error *err)
{
    sim_arguments a = {.wanted = check_argp.args_doc};
    sim_job job = {0};
    sim_findings problems = {0}, warnings = {0};
    sim_status status;

    argp_parse(&check_argp, argc, argv, 0, NULL, &a);
    status = find_problems(&job, &a, &problems, &warnings, err);
    if (status == SIM_OK) status = find_oddities(&job, problems.n, &warnings, err);
    if (status == SIM_OK) status = print_findings(a.argument, &problems, &warnings, err);
    sim_findings_free(&warnings);
    sim_findings_free(&problems);
    sim_job_close(&job);
    return status;
}

const sim_command sim_command_check = {
    "check", "print every problem of a parameter file, and advice", &check_argp, call};
