/* command_run.c -- potency run FILE: solve an experiment, write tables and figures. */
#include <libgen.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/explain.h"
#include "sim/cli/pages.h"
#include "sim/cli/progress.h"
#include "sim/cli/solving.h"
#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/results.h"
#include "sim/io/text.h"
#include "sim/study/census.h"

enum { PATH_SIZE = 4096 };

static const char columns_file[] = "columns.csv";

typedef struct {
    sim_arguments shared;
    const char *against;
    bool json;
    sim_sheet_look look;
    sim_many_options many;
} run_options;

/* ---- options -------------------------------------------------------------- */

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {"against", 'a', "FILE|DIR",
     "Another parameter file, or the folder of a run: drawn pale behind this one, and "
     "compared with it",
     SIM_INTO(run_options, against)},
    {"json", 0, NULL,
     "Also write all tables, and what made them, into one file for programs, results.json",
     SIM_INTO(run_options, json)},
    {.group = sim_many_rows, .at = offsetof(run_options, many)},
    {.group = sim_panel_rows, .at = offsetof(run_options, look)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const run_options *o = options_read;

    sim_many_check(&o->many, state);
}

/* All that a run holds; released in one place. */
typedef struct {
    run_options options;
    sim_job job, behind;
    sim_many many;
    char behind_file[PATH_SIZE];
    sim_findings warnings;
    sim_memory comparison; /* empty without --against */
    sim_provenance provenance;
    sim_files files;
    sim_results results;
} run_state;

/* ---- solving -------------------------------------------------------------- */

static sim_status check(sim_job *job, sim_error *err)
{
    sim_status status = sim_job_check_size(job, NULL, err);

    if (status == SIM_OK) status = sim_job_check_figures(job, NULL, err);
    return status == SIM_OK ? sim_job_check_refusals(job, NULL, err) : status;
}

/* Of another chain there is no curve to draw behind these, and no number to compare. */
static sim_status check_chains(const run_state *r, sim_error *err)
{
    const char *here = r->job.session.chain->name, *there = r->behind.session.chain->name;

    if (strcmp(here, there) == 0) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "--against %s: is of indication %s, and this run treats %s; a run of "
                    "%s would be right",
                    r->options.against, there, here, here);
}

static sim_status solve_behind(run_state *r, sim_error *err)
{
    const sim_source source = {.file = r->options.against};
    sim_status status = sim_job_read(&r->behind, &source, err);

    if (status == SIM_OK) status = check_chains(r, err);
    if (status == SIM_OK) status = check(&r->behind, err);
    return status == SIM_OK ? sim_job_solve(&r->behind, err) : status;
}

static sim_status get_behind(run_state *r, sim_error *err)
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
static sim_status compare(run_state *r, sim_error *err)
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

static sim_status get_all(run_state *r, sim_error *err)
{
    const sim_source source = sim_arguments_source(&r->options.shared);
    sim_status status = sim_job_read(&r->job, &source, err);

    if (status == SIM_OK) status = check(&r->job, err);
    if (status == SIM_OK) status = sim_told_look(&r->job, NULL, err);
    if (status == SIM_OK) status = sim_job_solve(&r->job, err);
    if (status == SIM_OK) status = sim_job_warnings(&r->job, &r->warnings, err);
    if (status == SIM_OK) status = get_behind(r, err);
    if (status == SIM_OK) status = compare(r, err);
    if (status == SIM_OK)
        sim_provenance_init(&r->provenance, &r->job.experiment,
                            &(sim_making){.solver = r->job.solver,
                                          .replicates = r->options.many.replicates,
                                          .spread = r->options.many.spread});
    return status;
}

/* ---- writing -------------------------------------------------------------- */

static bool has_many(const run_state *r) { return r->options.many.replicates > 0; }

static sim_status solve_many(run_state *r, sim_error *err)
{
    sim_status status = SIM_OK;

    if (!has_many(r)) return SIM_OK;
    status = sim_many_run(&r->many, &r->results, err);
    return status == SIM_OK ? sim_many_warnings(&r->many, &r->warnings, err) : status;
}

static sim_status start_results(run_state *r, sim_error *err)
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
static sim_status write_columns(run_state *r, sim_error *err)
{
    sim_rows_to to = {0};
    sim_rows rows;
    sim_status status = sim_files_open(&r->files, columns_file, &to.csv, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_tables_describe(&r->job.tables, &rows);
    sim_many_describe(&r->many, &rows);
    sim_rows_describe(&rows, &plot_facts_layout, "");
    return sim_rows_end(&rows, err);
}

static sim_status write_tables(run_state *r, sim_error *err)
{
    const sim_tables *tables = &r->job.tables;
    sim_status status = SIM_OK;
    FILE *out = NULL;

    for (size_t i = 0; status == SIM_OK && i < tables->n; i++) {
        sim_rows_to to;

        status = sim_results_add(&r->results, tables->table[i].name, &to, err);
        if (status == SIM_OK) status = sim_table_write(&tables->table[i], &to, err);
    }
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
    char copy[PATH_SIZE];

    snprintf(copy, sizeof copy, "%s", path);
    snprintf(text, SIM_FILES_NAME, "%s", basename(copy));
    sim_characters_cut(text, SHORT_NAME);
    return text;
}

/* What is drawn behind is a plain run, even where both have a cohort. */
static const char *name_behind(const run_state *r, char text[2 * SIM_FILES_NAME])
{
    const bool cohort = has_many(r) || r->behind.replicates > 0;
    char name[SIM_FILES_NAME];

    if (!r->options.against) return NULL;
    snprintf(text, 2 * SIM_FILES_NAME, "%s%s", short_name(r->options.against, name),
             cohort ? ", its typical course" : "");
    return text;
}

static sim_pages pages_of(const run_state *r, const char *behind_name)
{
    return (sim_pages){
        .job = &r->job,
        .outlook = has_many(r) ? &r->many.outlook : NULL,
        .many = has_many(r) ? &r->many : NULL,
        .behind = r->options.against ? &r->behind : NULL,
        .behind_name = behind_name,
        .look = &r->options.look,
        .provenance = &r->provenance,
    };
}

/* Could all that this run writes be written?  Asked before a cohort is solved. */
static sim_status claim_all(run_state *r, sim_error *err)
{
    const sim_pages pages = pages_of(r, NULL);
    sim_status status = sim_files_claim(&r->files, "run.ini", err);

    for (size_t i = 0; status == SIM_OK && i < r->job.tables.n; i++) {
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "%s.csv", r->job.tables.table[i].name);
        status = sim_files_claim(&r->files, name, err);
    }
    if (status == SIM_OK) status = sim_files_claim(&r->files, columns_file, err);
    if (status == SIM_OK && r->options.json)
        status = sim_files_claim(&r->files, sim_results_file, err);
    if (status == SIM_OK) status = sim_many_claim(&r->many, &r->files, err);
    return status == SIM_OK ? sim_pages_claim(&pages, &r->files, err) : status;
}

static sim_status open_folder(run_state *r, sim_error *err)
{
    sim_status status = sim_files_init(&r->files, r->options.shared.dir, "run", err);

    if (status != SIM_OK) return status;
    sim_files_source(&r->files, r->job.file);
    if (r->options.against) sim_files_source(&r->files, r->behind.file);
    return claim_all(r, err);
}

/* When the tables are on disk: they stay, whatever becomes of the figures. */
static sim_status write_figures(run_state *r, sim_error *err)
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

/* Writes all files; a signal that asks to end waits until they are whole, but ends the
 * solving of a cohort, and what is drawn after the tables. */
static sim_status write_all(void *self, sim_error *err)
{
    run_state *r = self;
    sim_status status = open_folder(r, err);

    if (status == SIM_OK) status = start_results(r, err);
    if (status == SIM_OK) status = solve_many(r, err);
    if (status == SIM_OK) status = write_tables(r, err);
    if (status == SIM_OK) status = sim_files_replace(&r->files, err);
    if (status == SIM_OK) sim_keep_discard(&r->many.keep);
    if (status == SIM_OK) status = write_figures(r, err);
    if (status != SIM_OK) sim_many_free(&r->many);
    sim_files_leave(&r->files);
    return status;
}

/* A shard of a cohort alone: nothing but its replicates is written. */
static sim_status fill_shard(void *self, sim_error *err)
{
    run_state *r = self;
    const char *dir = r->options.shared.dir;
    const sim_status status = sim_files_make(&r->files, dir, err);

    if (status != SIM_OK) return status;
    return sim_many_fill(&r->many, dir, err);
}

/* ---- the report ----------------------------------------------------------- */

/* Adds the words that a cohort prints. */
static void explain_many(const sim_many *m, sim_explained *explained)
{
    static const char *const always[] = {"replicate", "mean", NULL};
    const sim_population *population = m->job->session.chain->population;

    sim_explain_words(explained, always);
    if (m->job->experiment.n_arms > 1) sim_explain_word(explained, "95 % interval");
    if (sim_many_has_apart(m)) sim_explain_word(explained, population->apart);
    if (sim_many_has_measured(m)) {
        sim_explain_word(explained, population->measured.symbol);
        sim_explain_word(explained, "responders");
    }
    if (sim_census_count(&m->ensemble) > 0) sim_explain_word(explained, "expected");
    if (sim_lottery_has(&m->assay.lottery, SIM_LABORATORY))
        sim_explain_word(explained, sim_owner_name(population, SIM_LABORATORY));
    for (size_t part = 0; m->options->spread && part < SIM_PARTS; part++) {
        const char *name = sim_spread_part(population, part).name;

        if (name) sim_explain_word(explained, name);
    }
}

static void print_report(const run_state *r)
{
    sim_explained words = {0};

    sim_report_print_summary(&r->job.tables, r->job.session.chain, stdout);
    sim_report_print_beyond(&r->job.tables, r->job.session.chain,
                            sim_experiment_value(&r->job.experiment, "run", "days"),
                            stdout);
    if (has_many(r)) sim_many_print(&r->many, stdout);
    sim_explain_summary(&words, &r->job.tables, r->job.session.chain);
    if (has_many(r)) explain_many(&r->many, &words);
    sim_explain_print(&words, stdout);
    printf("\nsolved by %s\n", r->job.solver);
    for (size_t i = 0; i < r->warnings.n; i++)
        printf("warning: %s\n", r->warnings.lines[i]);
    if (r->comparison.bytes)
        printf("\nagainst %s\n\n%s", r->options.against, r->comparison.bytes);
    printf("\n");
    sim_files_print(&r->files, stdout);
    printf("\n%s\n", sim_disclaimer);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    run_state r = {.options = {.shared.dir = "out"}};
    sim_status status;
    bool is_shard;

    sim_options_read(how, &r.options);
    is_shard = r.options.many.keep.shards > 0;
    r.many = (sim_many){.options = &r.options.many, .job = &r.job};
    status = get_all(&r, err);
    if (status == SIM_OK)
        status = sim_signals_hold(is_shard ? fill_shard : write_all, &r, err);
    if (status == SIM_OK && !is_shard) print_report(&r);
    sim_files_free(&r.files);
    sim_memory_free(&r.comparison);
    sim_findings_free(&r.warnings);
    sim_many_free(&r.many);
    sim_job_close(&r.behind);
    sim_job_close(&r.job);
    return status;
}

const sim_command sim_command_run = {
    .options = options, .check = check_options, .call = call};
