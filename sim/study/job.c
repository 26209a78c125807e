#include "sim/study/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/model/formula.h"
#include "sim/study/advice.h"
#include "sim/study/age.h"
#include "sim/study/making.h"
#include "sim/study/subjects.h"

/* ---- reading -------------------------------------------------------------- */

static sim_status name_arms(sim_job *j, sim_error *err)
{
    j->arm_names = calloc(j->experiment.n_arms + 1, sizeof *j->arm_names);
    if (!j->arm_names) return sim_fail_memory(err, "run");
    for (size_t arm = 0; arm < j->experiment.n_arms; arm++)
        j->arm_names[arm] = j->experiment.arms[arm].name;
    return SIM_OK;
}

sim_status sim_job_read(sim_job *j, const sim_source *source, sim_error *err)
{
    sim_source read = *source;
    sim_ini own = {0};
    sim_status status = source->ini ? SIM_OK : sim_source_read(source, &own, err);

    *j = (sim_job){.file = sim_source_name(source)};
    if (!source->ini) read.ini = &own;
    if (status == SIM_OK)
        status = sim_session_open(&j->session,
                                  sim_source_chain(source, read.ini, models_chains), err);
    if (status == SIM_OK)
        status = sim_experiment_read(&j->experiment, &j->session.catalog,
                                     &j->session.presets, &read, err);
    sim_ini_free(&own);
    j->session.chain = sim_numbers_chain(j->experiment.numbers, j->session.chain);
    if (status == SIM_OK)
        status = sim_params_init(&j->params, j->session.chain, &j->experiment, err);
    return status == SIM_OK ? name_arms(j, err) : status;
}

sim_figure_world sim_job_figure_world(const sim_job *j, const sim_tables *tables,
                                      const sim_table *subjects)
{
    return (sim_figure_world){tables,
                              subjects,
                              j->arm_names,
                              j->experiment.n_arms,
                              &j->session.catalog,
                              &j->session.presets};
}

/* Tables without rows have all the columns that figures may draw. */
sim_status sim_job_check_figures(const sim_job *j, sim_findings *findings, sim_error *err)
{
    const sim_solution nothing = {.chain = j->session.chain};
    sim_tables tables;
    sim_subjects subjects = {0};
    sim_status status = sim_tables_init(&tables, &nothing, NULL, err);
    const sim_figure_world world = sim_job_figure_world(j, &tables, &subjects.table);

    if (status == SIM_OK) status = sim_subjects_init(&subjects, j->session.chain, err);
    for (size_t i = 0; status == SIM_OK && i < j->experiment.figures.n; i++) {
        sim_drawing drawing;

        status = sim_drawing_init(&drawing, &j->experiment.figures.list[i], &world, err);
        status = sim_findings_note(findings, status, err);
        sim_drawing_free(&drawing);
    }
    sim_subjects_free(&subjects);
    sim_tables_free(&tables);
    return status;
}

/* Rows of a course: 3000 arms over two years take 2 GB. */
static const double most_rows = 3e6;

sim_status sim_job_check_size(const sim_job *j, sim_findings *findings, sim_error *err)
{
    const double days = sim_experiment_value(&j->experiment, "run", "days");
    const size_t n = j->experiment.n_arms;
    sim_status status = SIM_OK;

    if ((double)n * (days + 1) > most_rows)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: %zu arms over %g days make %g rows of a course; at most %g "
                          "would be right: fewer arms or days, or a [sweep]",
                          j->file, n, days, (double)n * (days + 1), most_rows);
    return sim_findings_note(findings, status, err);
}

/* ---- refusals ------------------------------------------------------------- */

static sim_status refuse_arm(const sim_job *j, size_t arm, const sim_model *m,
                             const bool uses[], const char *why, sim_error *err)
{
    const sim_setting *culprit = sim_experiment_culprit(&j->experiment, arm, m, uses);

    return sim_fail(err, SIM_EVALUE, "%s: arm %s: %s", culprit ? culprit->place : j->file,
                    j->experiment.arms[arm].name, why);
}

/* The row of an earlier stage that an INPUT takes over; NULL: it is known when that is solved. */
static const sim_symbol *find_row(const sim_chain *chain, size_t stage,
                                  const sim_symbol *input, size_t *source)
{
    const sim_symbol *s = sim_chain_find_source(chain, input->name, stage, source);

    return s && sim_symbol_is_settable(s) ? s : NULL;
}

/* The constants of a stage as far as rows tell them. */
static void fill_constants(const sim_job *j, size_t arm, size_t stage, double p[])
{
    const sim_chain *chain = j->session.chain;
    const sim_model *m = chain->stages[stage].model;
    const double *const *rows = &j->params.at[arm * chain->n_stages];

    memcpy(p, rows[stage], m->n_constants * sizeof *p);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *input = &m->symbols[i], *row;
        size_t source;

        if (input->kind != SIM_INPUT) continue;
        row = find_row(chain, stage, input, &source);
        if (row) p[input->slot] = rows[source][row->slot];
    }
}

static bool uses_unknown(const sim_chain *chain, size_t stage, const bool uses[])
{
    const sim_model *m = chain->stages[stage].model;
    size_t source;

    for (size_t i = 0; i < m->n_symbols; i++) {
        if (uses[i] && m->symbols[i].kind == SIM_INPUT &&
            !find_row(chain, stage, &m->symbols[i], &source))
            return true;
    }
    return false;
}

/* Checks one model of one arm; `p`, its constants as rows tell them, and `uses` are room. */
static sim_status check_model(const sim_job *j, size_t arm, size_t stage, double p[],
                              bool uses[], sim_findings *findings, sim_error *err)
{
    const sim_chain *chain = j->session.chain;
    const sim_model *m = chain->stages[stage].model;
    sim_status status = SIM_OK;
    char why[512];

    m->derive(p);
    for (size_t i = 0; status == SIM_OK; i++) {
        i = sim_model_refusal(m, p, i, why, sizeof why);
        if (i == m->n_refusals) break;
        memset(uses, 0, m->n_symbols * sizeof *uses);
        status = sim_formula_mark_uses(m, m->refusals[i].condition, uses, err);
        if (status == SIM_OK && !uses_unknown(chain, stage, uses))
            status = refuse_arm(j, arm, m, uses, why, err);
        status = sim_findings_note(findings, status, err);
    }
    return status;
}

/* Has an earlier arm the same constants as these? */
static bool is_checked(const sim_job *j, size_t arm, size_t stage, const double p[],
                       double earlier[])
{
    const size_t n = j->session.chain->stages[stage].model->n_constants;

    for (size_t a = 0; a < arm; a++) {
        fill_constants(j, a, stage, earlier);
        if (memcmp(earlier, p, n * sizeof *p) == 0) return true;
    }
    return false;
}

/* A background has the rows of an arm, which tells what is wrong with them. */
sim_status sim_job_check_refusals(sim_job *j, sim_findings *findings, sim_error *err)
{
    const sim_chain *chain = j->session.chain;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < chain->n_stages; i++) {
        const sim_model *m = chain->stages[i].model;
        double *p = calloc(2 * m->n_constants + 1, sizeof *p);
        bool *uses = calloc(m->n_symbols + 1, sizeof *uses);

        if (!p || !uses) status = sim_fail_memory(err, m->name);
        for (size_t arm = 0; status == SIM_OK && arm < j->experiment.n_own; arm++) {
            fill_constants(j, arm, i, p);
            if (!is_checked(j, arm, i, p, p + m->n_constants))
                status = check_model(j, arm, i, p, uses, findings, err);
        }
        free(p);
        free(uses);
    }
    return status;
}

/* ---- solving -------------------------------------------------------------- */

static sim_status solve(sim_job *j, sim_error *err)
{
    sim_error why = {""};
    const sim_status status = sim_chain_solve(&j->task, &j->solution, &why);

    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "%s: arm %s: %s", j->file,
                    j->experiment.arms[j->solution.failed_arm].name, why.text);
}

sim_status sim_job_solve(sim_job *j, sim_error *err)
{
    sim_status status;

    j->task = sim_params_task(&j->params, &j->experiment);
    if (j->in_mean) j->task.options.method = 0;
    j->task.asked = j->part.asked;
    j->task.nets = j->part.nets;
    j->task.shelf = j->part.shelf;
    status = sim_glances_init(&j->glances, &j->task, err);
    j->task.glances = j->glances.list;
    j->task.n_glances = j->glances.n;
    if (status == SIM_OK) status = solve(j, err);
    if (status != SIM_OK) return status;
    sim_making_print_solvers(&j->solution, j->solver, sizeof j->solver);
    status = sim_tables_init(&j->tables, &j->solution, j->arm_names, err);
    for (size_t i = 0; status == SIM_OK && !j->part.asked && i < j->tables.n; i++)
        sim_table_round(&j->tables.table[i]);
    return status;
}

sim_status sim_job_solve_mean(sim_job *j, size_t work, bool *all, sim_error *err)
{
    sim_status status;

    j->task = sim_params_task(&j->params, &j->experiment);
    j->task.options.method = 0;
    j->task.work = work;
    status = solve(j, err);
    *all = status == SIM_OK;
    if (status != SIM_EWORK) return status;
    j->solution.n_arms = j->solution.failed_arm;
    return SIM_OK;
}

/* ---- what a run left ------------------------------------------------------ */

static sim_status check_rows(const sim_table *table, const char *dir, double n_rows,
                             sim_error *err)
{
    if ((double)table->n_rows == n_rows) return SIM_OK;
    return sim_fail(
        err, SIM_EPARSE,
        "%s/%s.csv: has %zu rows, not the %.0f of a run of its run.ini; the file "
        "as the run wrote it would be right",
        dir, table->name, table->n_rows, n_rows);
}

/* A file that was cut at the end of a row is well formed: has it all rows? */
static sim_status check_whole(const sim_job *j, const char *dir, sim_error *err)
{
    const sim_stage *last = &j->session.chain->stages[j->session.chain->n_stages - 1];
    const double n_arms = (double)j->experiment.n_arms;
    const double days = sim_experiment_value(&j->experiment, "run", "days");
    sim_status status = check_rows(&j->tables.table[j->tables.summary], dir, n_arms, err);

    for (size_t i = 0; status == SIM_OK && last->course && i < j->tables.n; i++) {
        if (strcmp(j->tables.table[i].name, last->course) == 0)
            status = check_rows(&j->tables.table[i], dir, n_arms * (days + 1), err);
    }
    return status;
}

static sim_status refuse_other(const sim_files_list *list, const char *dir, sim_error *err)
{
    return sim_fail(err, SIM_EIO,
                    "%s: holds no run, only what is of %s; a folder that a run wrote would "
                    "be right",
                    dir, list->row[0].of);
}

/* A folder may hold what another command wrote alone. */
static sim_status check_is_of_run(const sim_files_list *list, const char *dir,
                                  sim_error *err)
{
    if (list->n == 0 || sim_files_list_find(list, "run.ini")) return SIM_OK;
    return refuse_other(list, dir, err);
}

static sim_status read_list(sim_job *j, const char *dir, sim_error *err)
{
    sim_status status;

    if (!sim_files_is_folder(dir))
        return sim_fail(
            err, SIM_EIO,
            "%s: is no folder of a run, nor a database of a sweep; one of them would be "
            "right",
            *dir ? dir : "''");
    status = sim_files_list_read(&j->list, dir, err);
    if (status == SIM_OK && !j->list.exists)
        return sim_fail(
            err, SIM_EIO,
            "%s: holds no files.csv, which a run writes last; a folder that a run "
            "of this version wrote would be right",
            dir);
    if (status == SIM_OK) status = check_is_of_run(&j->list, dir, err);
    return status == SIM_OK ? sim_files_list_check(&j->list, dir, true, err) : status;
}

static sim_status read_making(sim_job *j, sim_error *err)
{
    FILE *in = NULL;
    sim_making making;
    sim_status status = sim_files_read(j->file, &in, err);

    if (status != SIM_OK) return status;
    sim_making_read(in, j->solver, sizeof j->solver, &making);
    j->replicates = making.replicates;
    j->spread = making.spread;
    if (ferror(in)) status = sim_fail(err, SIM_EIO, "%s: cannot be read", j->file);
    fclose(in);
    return status;
}

sim_status sim_job_load_rows(sim_job *j, const char *dir, char file[], size_t size,
                             sim_error *err)
{
    const sim_source source = {.file = file};
    sim_files_list list;
    sim_status status;

    *j = (sim_job){.file = file};
    if (snprintf(file, size, "%s/run.ini", dir) >= (int)size)
        return sim_fail(err, SIM_EIO,
                        "%s: the path is too long; a shorter one would be "
                        "right",
                        dir);
    status = read_list(j, dir, err);
    list = j->list;
    if (status == SIM_OK) status = sim_job_read(j, &source, err);
    j->list = list;
    return status;
}

sim_status sim_job_load(sim_job *j, const char *dir, char file[], size_t size,
                        sim_error *err)
{
    sim_status status = sim_job_load_rows(j, dir, file, size, err);

    if (status == SIM_OK && sim_files_list_is_of_other(&j->list))
        status = refuse_other(&j->list, dir, err);
    if (status == SIM_OK) status = read_making(j, err);
    if (status != SIM_OK) return status;
    j->solution.chain = j->session.chain;
    status = sim_tables_read(&j->tables, j->session.chain, dir, j->arm_names,
                             j->experiment.n_arms, err);
    return status == SIM_OK ? check_whole(j, dir, err) : status;
}

static sim_status check_is_listed(const sim_job *j, const char *dir, const char *name,
                                  sim_error *err)
{
    if (sim_files_list_find(&j->list, name)) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s/%s: is not listed in files.csv; a folder as the run wrote it would "
                    "be right",
                    dir, name);
}

/* A table that a folder may lack, if it is of a version that wrote none, but may not lose. */
static sim_status check_is_there(const sim_job *j, const char *dir, const char *name,
                                 sim_error *err)
{
    char file[SIM_FILES_NAME + sizeof ".csv"];

    snprintf(file, sizeof file, "%s.csv", name);
    if (sim_results_has(dir, name)) return check_is_listed(j, dir, file, err);
    if (!sim_files_list_find(&j->list, file)) return SIM_OK;
    return sim_fail(
        err, SIM_EPARSE,
        "%s/%s: is listed in files.csv and not there; a folder as the run wrote "
        "it would be right",
        dir, file);
}

sim_status sim_job_check_files(const sim_job *j, const char *dir, sim_error *err)
{
    char name[SIM_FILES_NAME];
    sim_status status = check_is_listed(j, dir, "run.ini", err);

    for (size_t i = 0; status == SIM_OK && i < j->tables.n; i++) {
        const bool is_between = i > 0 && j->tables.between[i - 1] == i;

        snprintf(name, sizeof name, "cohort_%s", j->tables.table[i].name);
        status = check_is_there(j, dir, j->tables.table[i].name, err);
        if (status == SIM_OK && is_between && j->replicates > 0)
            status = check_is_there(j, dir, name, err);
    }
    return status == SIM_OK ? sim_files_list_check(&j->list, dir, false, err) : status;
}

/* ---- choices -------------------------------------------------------------- */

sim_status sim_job_look(const sim_job *j, const sim_axes *axes, sim_choices *choices,
                        sim_findings *told, sim_error *err)
{
    sim_status status = sim_choices_init(choices, &j->experiment, j->session.chain, err);

    if (status == SIM_OK) status = sim_choices_look(choices, axes, err);
    if (status == SIM_OK) status = sim_choices_tell(choices, told, err);
    if (status == SIM_OK && axes) status = sim_choices_tell_axes(choices, axes, told, err);
    return status == SIM_OK ? sim_age_tell(&j->experiment, told, err) : status;
}

/* ---- warnings ------------------------------------------------------------- */

static sim_status warn_of(const sim_job *j, size_t arm, const sim_outcome *outcome,
                          sim_findings *findings, sim_error *err)
{
    sim_status status = SIM_OK;
    char text[512];

    for (size_t w = 0; status == SIM_OK && w < sim_outcome_warnings(outcome); w++) {
        if (!sim_outcome_warning(outcome, w, text, sizeof text)) continue;
        status = sim_findings_print(findings, err, "arm %s: %s", j->arm_names[arm], text);
    }
    return status;
}

/* Is a stage of an arm one that no arm before it has? */
static bool is_first(const sim_solution *s, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (s->at[i] == s->at[at]) return false;
    return s->at[at] != NULL;
}

/* What arms share is said once, of the first. */
sim_status sim_job_warnings(const sim_job *j, sim_findings *findings, sim_error *err)
{
    const sim_solution *s = &j->solution;
    const size_t n_stages = j->session.chain->n_stages;
    sim_status status = sim_advice_equal_arms(&j->experiment, findings, err);

    for (size_t i = 0; status == SIM_OK && i < s->n_arms * n_stages; i++)
        if (is_first(s, i)) status = warn_of(j, i / n_stages, s->at[i], findings, err);
    return status;
}

void sim_job_close(sim_job *j)
{
    sim_files_list_free(&j->list);
    sim_tables_free(&j->tables);
    sim_glances_free(&j->glances);
    sim_solution_free(&j->solution);
    free(j->arm_names);
    sim_params_free(&j->params);
    sim_experiment_free(&j->experiment);
    sim_session_close(&j->session);
}
