#include "sim/cli/running.h"

#include <libgen.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/own.h"
#include "sim/cli/pages.h"
#include "sim/cli/solving.h"
#include "sim/io/characters.h"

static const char columns_file[] = "columns.csv";

/* ---- solving -------------------------------------------------------------- */

static sim_status check(sim_job *job, sim_error *err)
{
    sim_status status = sim_job_check_size(job, NULL, err);

    if (status == SIM_OK) status = sim_job_check_figures(job, NULL, err);
    return status == SIM_OK ? sim_job_check_refusals(job, NULL, err) : status;
}

/* Of another chain there is no curve to draw behind these, and no number to compare. */
static sim_status check_chains(const sim_running *r, sim_error *err)
{
    const char *here = r->job.session.chain->name, *there = r->behind.session.chain->name;

    if (strcmp(here, there) == 0) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "--against %s: is of indication %s, and this run treats %s; a run of "
                    "%s would be right",
                    r->options.against, there, here, here);
}

static sim_status solve_behind(sim_running *r, sim_error *err)
{
    const sim_source source = {.file = r->options.against};
    sim_status status = sim_job_read(&r->behind, &source, err);

    if (status == SIM_OK) status = check_chains(r, err);
    if (status == SIM_OK) status = check(&r->behind, err);
    return status == SIM_OK ? sim_job_solve(&r->behind, err) : status;
}

static sim_status get_behind(sim_running *r, sim_error *err)
{
    const char *against = r->options.against;
    sim_status status;

    if (!against) return SIM_OK;
    if (!sim_files_is_folder(against)) return solve_behind(r, err);
    status = sim_job_load(&r->behind, against, r->behind_file, sizeof r->behind_file, err);
    if (status == SIM_OK) status = check_chains(r, err);
    return status == SIM_OK ? sim_job_check_files(&r->behind, against, err) : status;
}

/* Compares before anything is written: where it fails, nothing is. */
static sim_status compare(sim_running *r, sim_error *err)
{
    sim_status status;

    if (!r->options.against) return SIM_OK;
    status = sim_memory_open(&r->comparison, "comparison", err);
    if (status == SIM_OK)
        status =
            sim_report_print_comparison(&r->job, &r->behind, r->comparison.stream, err);
    if (status == SIM_OK) status = sim_memory_close(&r->comparison, "comparison", err);
    return status;
}

static sim_status open_trials(sim_running *r, sim_error *err)
{
    if (!r->has_trials) return SIM_OK;
    r->trials.job = &r->job;
    r->trials.threads = r->options.many->threads;
    return sim_tries_open(&r->trials, err);
}

static sim_status look_at_figures(const sim_running *r, sim_error *err)
{
    const sim_own_has has = {sim_running_has_many(r), sim_tries_view(&r->trials)};

    return sim_own_look(&r->job, has, err);
}

sim_status sim_running_solve(sim_running *r, sim_error *err)
{
    sim_status status = check(&r->job, err);

    if (status == SIM_OK)
        status = r->options.is_own_file ? sim_told_look_at_sets(&r->job, err)
                                        : sim_told_look(&r->job, NULL, err);
    if (status == SIM_OK) status = open_trials(r, err);
    if (status == SIM_OK) status = look_at_figures(r, err);
    if (status == SIM_OK) status = sim_job_solve(&r->job, err);
    if (status == SIM_OK) status = sim_job_warnings(&r->job, &r->warnings, err);
    if (status == SIM_OK) status = sim_logged_init(&r->logged, &r->job, err);
    if (status == SIM_OK) status = sim_responses_init(&r->responses, &r->job, err);
    if (status == SIM_OK) status = sim_responses_solve(&r->responses, &r->warnings, err);
    if (status == SIM_OK) status = get_behind(r, err);
    if (status == SIM_OK) status = compare(r, err);
    if (status == SIM_OK)
        sim_provenance_init(&r->provenance, &r->job.experiment,
                            &(sim_making){.is_trial = r->trials.is_wanted,
                                          .solver = r->job.solver,
                                          .replicates = r->options.many->replicates,
                                          .spread = r->options.many->spread});
    return status;
}

/* ---- writing -------------------------------------------------------------- */

bool sim_running_has_many(const sim_running *r) { return r->options.many->replicates > 0; }

static sim_status solve_many(sim_running *r, sim_error *err)
{
    sim_status status = SIM_OK;

    if (!sim_running_has_many(r)) return SIM_OK;
    status = sim_many_run(&r->many, &r->results, err);
    return status == SIM_OK ? sim_many_warnings(&r->many, &r->warnings, err) : status;
}

static sim_status start_results(sim_running *r, sim_error *err)
{
    sim_json_fact facts[SIM_NOTES];

    r->results = (sim_results){.files = &r->files};
    if (!r->options.json) return SIM_OK;
    for (size_t i = 0; i < r->provenance.caption.n_notes; i++)
        facts[i] =
            (sim_json_fact){r->provenance.notes[i].name, r->provenance.notes[i].value};
    return sim_results_start_json(&r->results, facts, r->provenance.caption.n_notes, err);
}

/* columns.csv: what each column of all the tables is, as results.json says beside each. */
static sim_status write_columns(sim_running *r, sim_error *err)
{
    sim_rows_to to = {0};
    sim_rows rows;
    sim_status status = sim_files_open(&r->files, columns_file, &to.csv, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_tables_describe(&r->job.tables, &rows);
    sim_logged_describe(&r->logged, &rows);
    sim_responses_describe(&r->responses, &rows);
    sim_many_describe(&r->many, &rows);
    sim_tries_describe(&r->trials, &rows);
    sim_rows_describe(&rows, &plot_facts_layout, "");
    return sim_rows_end(&rows, err);
}

/* What figures are made again from. */
static sim_status embed(sim_running *r, sim_error *err)
{
    FILE *out = NULL;
    sim_status status;

    if (!r->options.again) return SIM_OK;
    if (r->options.against) {
        r->provenance.caption.run_ini =
            SIM_NOT_AGAIN "another run is drawn behind it (--against), which it does not "
                          "carry; a figure without would be right";
        return SIM_OK;
    }
    status = sim_provenance_start(&r->provenance, &r->job.experiment, r->options.again,
                                  &out, err);
    if (status == SIM_OK && r->more && r->more->add) r->more->add(r->more->self, out);
    return status == SIM_OK ? sim_provenance_end(&r->provenance, err) : status;
}

static sim_status write_tables(sim_running *r, sim_error *err)
{
    const sim_tables *tables = &r->job.tables;
    sim_status status = SIM_OK;
    FILE *out = NULL;

    for (size_t i = 0; status == SIM_OK && i < tables->n; i++)
        status = sim_results_add_table(&r->results, &tables->table[i], err);
    if (status == SIM_OK && r->logged.is_there)
        status = sim_results_add_table(&r->results, &r->logged.table, err);
    if (status == SIM_OK) status = sim_responses_write(&r->responses, &r->results, err);
    if (status == SIM_OK) status = sim_tries_write(&r->trials, &r->results, err);
    if (status == SIM_OK) status = sim_json_end(&r->results.json, &r->warnings, err);
    if (status == SIM_OK) status = write_columns(r, err);
    if (status == SIM_OK) status = sim_files_open(&r->files, "run.ini", &out, err);
    if (status == SIM_OK)
        sim_report_write_run(&r->provenance, &r->job.experiment, &r->warnings, out);
    return status;
}

enum { SHORT_NAME = 60 };

/* The last part of a path that names something: "a/b/" is "b". */
static const char *short_name(const char *path, char text[SIM_FILES_NAME])
{
    char copy[SIM_RUNNING_PATH];

    snprintf(copy, sizeof copy, "%s", path);
    snprintf(text, SIM_FILES_NAME, "%s", basename(copy));
    sim_characters_cut(text, SHORT_NAME);
    return text;
}

/* What is drawn behind is a plain run, even where both have a cohort. */
static const char *name_behind(const sim_running *r, char text[2 * SIM_FILES_NAME])
{
    const bool cohort = sim_running_has_many(r) || r->behind.replicates > 0;
    char name[SIM_FILES_NAME];

    if (!r->options.against) return NULL;
    snprintf(text, 2 * SIM_FILES_NAME, "%s%s", short_name(r->options.against, name),
             cohort ? ", its typical course" : "");
    return text;
}

static sim_pages pages_of(const sim_running *r, const char *behind_name)
{
    return (sim_pages){
        .job = &r->job,
        .outlook = sim_running_has_many(r) ? &r->many.outlook : NULL,
        .dir = r->files.dir,
        .responses = &r->responses,
        .logged = &r->logged,
        .shares = r->options.many->spread ? &r->many.shares : NULL,
        .trials = sim_tries_view(&r->trials),
        .behind = r->options.against ? &r->behind : NULL,
        .behind_name = behind_name,
        .look = r->options.look,
        .own_only = r->more != NULL,
        .handout = r->handout,
        .provenance = &r->provenance,
    };
}

static sim_status claim_more(sim_running *r, sim_error *err)
{
    return r->more ? r->more->claim(r->more->self, &r->files, err) : SIM_OK;
}

/* Could all that this run writes be written?  Asked before a cohort is solved. */
static sim_status claim_all(sim_running *r, sim_error *err)
{
    const sim_pages pages = pages_of(r, NULL);
    sim_status status = sim_files_claim(&r->files, "run.ini", err);

    for (size_t i = 0; status == SIM_OK && i < r->job.tables.n; i++) {
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "%s.csv", r->job.tables.table[i].name);
        status = sim_files_claim(&r->files, name, err);
    }
    for (size_t i = 0; status == SIM_OK && i < r->responses.n; i++) {
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "%s.csv", r->responses.list[i].figure->name);
        status = sim_files_claim(&r->files, name, err);
    }
    if (status == SIM_OK && r->logged.is_there)
        status = sim_files_claim(&r->files, "log.csv", err);
    if (status == SIM_OK) status = sim_files_claim(&r->files, columns_file, err);
    if (status == SIM_OK && r->options.json)
        status = sim_files_claim(&r->files, sim_results_file, err);
    if (status == SIM_OK) status = sim_many_claim(&r->many, &r->files, err);
    if (status == SIM_OK) status = sim_tries_claim(&r->trials, &r->files, err);
    if (status == SIM_OK) status = claim_more(r, err);
    return status == SIM_OK ? sim_pages_claim(&pages, &r->files, err) : status;
}

static sim_status open_folder(sim_running *r, sim_error *err)
{
    sim_status status = sim_files_init(&r->files, r->options.dir, SIM_FILES_OF_RUN, err);

    if (status != SIM_OK) return status;
    sim_files_source(&r->files, r->job.file);
    if (r->options.against) sim_files_source(&r->files, r->behind.file);
    return claim_all(r, err);
}

/* When the tables are on disk: they stay, whatever becomes of the figures. */
static sim_status write_figures(sim_running *r, sim_error *err)
{
    char name[2 * SIM_FILES_NAME];
    const sim_pages pages = pages_of(r, name_behind(r, name));
    sim_error why = {""};
    sim_status status = sim_pages_write(&pages, &r->files, &why);

    if (status == SIM_OK) status = sim_files_commit(&r->files, &why);
    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "%.800s; the tables are written, without figures",
                    why.text);
}

sim_status sim_running_write(void *self, sim_error *err)
{
    sim_running *r = self;
    sim_status status = open_folder(r, err);

    if (status == SIM_OK) status = start_results(r, err);
    if (status == SIM_OK) status = solve_many(r, err);
    if (status == SIM_OK) status = sim_tries_run(&r->trials, &r->warnings, err);
    if (status == SIM_OK && r->more) status = r->more->write(r->more->self, err);
    if (status == SIM_OK) status = embed(r, err);
    if (status == SIM_OK) status = write_tables(r, err);
    if (status == SIM_OK) status = sim_files_replace(&r->files, err);
    if (status == SIM_OK) sim_keep_discard(&r->many.keep);
    if (status == SIM_OK) status = write_figures(r, err);
    if (status != SIM_OK) sim_many_free(&r->many);
    sim_files_leave(&r->files);
    return status;
}

void sim_running_free(sim_running *r)
{
    sim_files_free(&r->files);
    sim_provenance_free(&r->provenance);
    sim_memory_free(&r->comparison);
    sim_findings_free(&r->warnings);
    sim_many_free(&r->many);
    sim_tries_free(&r->trials);
    sim_responses_free(&r->responses);
    sim_logged_free(&r->logged);
    sim_job_close(&r->behind);
    sim_job_close(&r->job);
}
