#include "sim/cli/document.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/io/memory.h"
#include "sim/io/sbml.h"
#include "sim/study/job.h"

/* ---- what it says of its making -------------------------------------------- */

static void print_changed(const sim_experiment *e, FILE *out)
{
    size_t n = 0;

    fputs("Values that are not defaults:", out);
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];
        const double value = e->arms[0].settings[i].value;
        char number[SIM_NUMBER_SIZE];

        if (sim_catalog_is_of_run(e->catalog, q->section) || value == q->symbol->value)
            continue;
        sim_parameter_print(q, value, number);
        fprintf(out, "%s %s.%s = %s", n++ > 0 ? ";" : "", q->section, q->symbol->name,
                number);
    }
    fputs(n > 0 ? "." : " none.", out);
}

static void print_making(const sim_experiment *e, const sim_model *model, FILE *out)
{
    fprintf(out, "Written by Potency %s: ", sim_version);
    if (model)
        fprintf(out, "model %s.", model->name);
    else
        fprintf(out, "arm %s, followed for %g days.", e->arms[0].name,
                sim_experiment_value(e, "run", "days"));
}

enum { NOTES = 2 };

/* Makes the notes; the caller frees them, after a failure too.  model NULL: of an arm. */
static sim_status make_notes(sim_memory notes[NOTES], const sim_experiment *e,
                             const sim_model *model, sim_error *err)
{
    for (size_t i = 0; i < NOTES; i++) {
        sim_status status = sim_memory_open(&notes[i], "writing SBML", err);

        if (status != SIM_OK) return status;
        if (i == 0)
            print_making(e, model, notes[i].stream);
        else
            print_changed(e, notes[i].stream);
        status = sim_memory_close(&notes[i], "writing SBML", err);
        if (status != SIM_OK) return status;
    }
    return SIM_OK;
}

/* Prints a model with the constants p or, without one, the chain of the arm that is left. */
static sim_status print(const sim_document *document, const sim_job *j,
                        const sim_model *model, const double *p, sim_error *err)
{
    sim_memory notes[NOTES] = {{0}};
    sim_status status = make_notes(notes, &j->experiment, model, err);
    const char *const texts[NOTES] = {notes[0].bytes, notes[1].bytes};
    const sim_sbml_form form = {j->session.catalog.units, document->level, texts, NOTES};

    if (status == SIM_OK)
        status = model ? sim_sbml_write(&form, model, p, stdout, err)
                       : sim_sbml_write_chain(&form, j->session.chain, j->params.at, stdout,
                                              err);
    for (size_t i = 0; i < NOTES; i++) sim_memory_free(&notes[i]);
    return status;
}

/* ---- a model --------------------------------------------------------------- */

/* A job's task, in the mean whatever its method. */
static sim_status solve_mean(sim_job *j, sim_error *err)
{
    sim_error why = {""};
    sim_status status;

    j->task = sim_params_task(&j->params, &j->experiment);
    j->task.options.method = 0;
    while (sim_task_is_random(&j->task)) j->task.options.method++;
    status = sim_chain_solve(&j->task, &j->solution, &why);
    return status == SIM_OK ? SIM_OK : sim_fail(err, status, "%s: %s", j->file, why.text);
}

static const sim_outcome *outcome_of(const sim_job *j, const sim_model *model)
{
    size_t i = 0;

    while (j->session.chain->stages[i].model != model) i++;
    return sim_solution_outcome(&j->solution, 0, i);
}

sim_status sim_document_print_model(const sim_document *document, const sim_model *model,
                                    sim_error *err)
{
    const sim_arguments *a = document->arguments;
    const sim_source source = {.sets = a->sets, .n_sets = a->n_sets};
    sim_job job;
    sim_status status = sim_job_read(&job, &source, err);

    if (status == SIM_OK) status = sim_job_check_refusals(&job, NULL, err);
    if (status == SIM_OK) status = solve_mean(&job, err);
    if (status == SIM_OK)
        status = print(document, &job, model, outcome_of(&job, model)->p, err);
    sim_job_close(&job);
    return status;
}

/* ---- an arm ---------------------------------------------------------------- */

/* Leaves the other arms out. */
static sim_status keep_arm(sim_job *j, const char *wanted, sim_error *err)
{
    char place[128];
    sim_status status;

    snprintf(place, sizeof place, "--arm %.100s", wanted);
    status = sim_experiment_keep_arm(&j->experiment, wanted, place, err);
    if (status != SIM_OK) return status;
    j->arm_names[0] = j->experiment.arms[0].name;
    sim_params_fill(&j->params, &j->experiment);
    return SIM_OK;
}

sim_status sim_document_print_arm(const sim_document *document, sim_error *err)
{
    const sim_arguments *a = document->arguments;
    const sim_source source = {.file = a->argument, .sets = a->sets, .n_sets = a->n_sets};
    sim_job job;
    sim_status status = sim_job_read(&job, &source, err);

    if (status == SIM_OK)
        status = keep_arm(&job, document->arm ? document->arm : job.experiment.arms[0].name,
                          err);
    if (status == SIM_OK) status = sim_job_check_refusals(&job, NULL, err);
    if (status == SIM_OK) status = print(document, &job, NULL, NULL, err);
    sim_job_close(&job);
    return status;
}
