/* command_report.c -- potency report FILE|DIR|DB: what came out, as one page of HTML. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/cli/dossier.h"
#include "sim/cli/fit_pages.h"
#include "sim/cli/one_file.h"
#include "sim/cli/progress.h"
#include "sim/cli/redraw.h"
#include "sim/cli/running.h"
#include "sim/cli/solving.h"
#include "sim/cli/survey.h"
#include "sim/cli/trialing.h"
#include "sim/io/embedded.h"
#include "sim/io/raw.h"
#include "sim/io/scratch.h"
#include "sim/io/text.h"
#include "sim/study/fit_folder.h"

enum { PATH_SIZE = 4096 };

typedef struct {
    sim_arguments shared; /* its dir is the name of the report */
    sim_many_options many;
} report_options;

static const sim_option options[] = {
    {"output", 'o', "FILE", "The report (report.html)",
     SIM_INTO(report_options, shared.dir)},
    {.group = sim_set_options},
    {.group = sim_kernel_options},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {.group = sim_many_rows, .at = offsetof(report_options, many)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const report_options *o = options_read;

    sim_many_check(&o->many, state);
    if (o->many.keep.shards > 0 || o->many.keep.resumes)
        argp_error(state,
                   "a report keeps no part of a cohort; `potency run` with --shard or "
                   "--resume, and a report of its folder, would be right");
}

typedef struct {
    report_options options;
    sim_scratch scratch;
    sim_one_file page; /* the report */
    sim_files_list written, figures;
    sim_job job;
    char file[PATH_SIZE]; /* of the job */
    sim_record record;
    sim_trial_folder trial;
    sim_fit_folder fit;
    sim_fit_shown shown; /* of that */
    char *ini, *story;
    sim_memory again;
    sim_dossier dossier;
} report_state;

/* Both, of which the report takes the smaller where outlines would be very many. */
static const sim_sheet_look look = {.formats = {"svg", "png"}, .n_formats = 2};

static const char run_file[] = "run.ini", story_file[] = "story.txt";

/* ---- a file ------------------------------------------------------------------------ */

/* A file with a [trial] is about its trials, unless a cohort is asked for. */
static bool asks_for_trials(const report_state *s, const sim_job *job)
{
    return job->experiment.trial.given && s->options.many.replicates == 0;
}

static sim_status solve_trials(report_state *s, const sim_source *source, sim_error *err)
{
    sim_trialing t = {.options = {.source = *source,
                                  .dir = s->scratch.dir,
                                  .look = &look,
                                  .again = "",
                                  .threads = s->options.many.threads}};
    const sim_status status = sim_trialing_work(&t, err);

    sim_trialing_free(&t);
    return status;
}

/* Solves it as run does, into the scratch folder. */
static sim_status solve(report_state *s, sim_error *err)
{
    const sim_source source = sim_arguments_source(&s->options.shared);
    sim_running r = {
        .options = {.dir = s->scratch.dir, .look = &look, .many = &s->options.many}};
    sim_status status = sim_job_read(&r.job, &source, err);

    if (status == SIM_OK && asks_for_trials(s, &r.job)) {
        sim_running_free(&r);
        return solve_trials(s, &source, err);
    }
    r.many = (sim_many){.options = &s->options.many, .job = &r.job};
    if (status == SIM_OK) status = sim_running_solve(&r, err);
    if (status == SIM_OK) status = sim_running_write(&r, err);
    sim_running_free(&r);
    return status;
}

/* ---- a folder ------------------------------------------------------------------------ */

static sim_status draw_into(report_state *s, const sim_pages *pages, sim_error *err)
{
    sim_files files;
    sim_status status = sim_files_init(&files, s->scratch.dir, SIM_FILES_OF_RUN, err);

    if (status == SIM_OK) status = sim_pages_write(pages, &files, err);
    if (status == SIM_OK) status = sim_files_commit(&files, err);
    sim_files_leave(&files);
    sim_files_free(&files);
    return status;
}

/* Draws the figures of a run again. */
static sim_status draw(report_state *s, const char *dir, sim_error *err)
{
    sim_redraw redraw;
    sim_provenance provenance;
    sim_status status = sim_redraw_read(&redraw, &s->job, dir, err);
    const sim_making making = sim_redraw_making(&redraw);
    sim_pages pages = sim_redraw_pages(&redraw);

    pages.look = &look;
    pages.provenance = &provenance;
    pages.own_only = s->story != NULL;
    if (status == SIM_OK) {
        sim_provenance_init(&provenance, &s->job.experiment, &making);
        status = draw_into(s, &pages, err);
    }
    sim_redraw_free(&redraw);
    return status;
}

static sim_status read_text(const char *dir, const char *name, char **text, sim_error *err)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return sim_files_read_text(path, text, err);
}

/* Its figure is as it was drawn. */
static sim_status read_ledger(report_state *s, const char *dir, sim_error *err)
{
    const sim_source source = {.file = s->file};
    sim_status status;

    snprintf(s->file, sizeof s->file, "%s/%s", dir, run_file);
    status = sim_job_read(&s->job, &source, err);
    s->dossier.drawn = dir;
    s->dossier.draws = false;
    s->dossier.figures = &s->written;
    return status == SIM_OK ? sim_files_list_check(&s->written, dir, false, err) : status;
}

static sim_status read_run(report_state *s, const char *dir, sim_error *err)
{
    sim_status status = sim_job_load(&s->job, dir, s->file, sizeof s->file, err);

    if (status == SIM_OK && sim_files_list_find(&s->written, story_file))
        status = read_text(dir, story_file, &s->story, err);
    if (status == SIM_OK && dir != s->scratch.dir) status = draw(s, dir, err);
    return status == SIM_OK ? sim_job_check_files(&s->job, dir, err) : status;
}

/* Draws the figures of trials again. */
static sim_status draw_trials(report_state *s, sim_error *err)
{
    sim_files files;
    sim_status status = sim_files_init(&files, s->scratch.dir, sim_trial_maker, err);

    if (status == SIM_OK)
        status = sim_trial_pages_redraw(&s->trial, &look, "", &files, err);
    if (status == SIM_OK) status = sim_files_commit(&files, err);
    sim_files_leave(&files);
    sim_files_free(&files);
    return status;
}

static sim_status read_trials(report_state *s, const char *dir, sim_error *err)
{
    sim_status status = sim_trial_folder_read(&s->trial, dir, err);

    s->dossier.trial = &s->trial.tables.view;
    s->dossier.asks = SIM_SECTION_TRIAL;
    return status == SIM_OK && dir != s->scratch.dir ? draw_trials(s, err) : status;
}

/* Draws the figures of a fit again. */
static sim_status draw_fit(report_state *s, const char *dir, sim_error *err)
{
    sim_files files;
    sim_status status = sim_files_init(&files, s->scratch.dir, sim_fit_maker, err);

    if (status == SIM_OK)
        status = sim_fit_pages_draw(&s->fit.job, dir, &look, "", &files, err);
    if (status == SIM_OK) status = sim_files_commit(&files, err);
    sim_files_leave(&files);
    sim_files_free(&files);
    return status;
}

static sim_status read_fit(report_state *s, const char *dir, sim_error *err)
{
    sim_status status = sim_fit_folder_read(&s->fit, dir, err);

    s->dossier.fit = &s->shown;
    s->dossier.asks = SIM_SECTION_FIT;
    if (status != SIM_OK) return status;
    status = sim_fit_shown_read(
        &s->shown,
        &(sim_fit_shown_of){dir, s->fit.job.session.chain,
                            sim_experiment_value(&s->fit.job.experiment, "fit", "level")},
        err);
    return status == SIM_OK ? draw_fit(s, dir, err) : status;
}

static bool is_ledger(const report_state *s)
{
    return sim_files_list_find(&s->written, "ledger.csv") &&
           !sim_files_list_find(&s->written, "summary.csv");
}

/* ---- the way back ---------------------------------------------------------------------- */

static bool is_figure(const char *name)
{
    static const char *const ends[] = {".png", ".svg", ".pdf"};
    const char *end = strrchr(name, '.');

    for (size_t i = 0; end && i < sizeof ends / sizeof *ends; i++)
        if (strcmp(end, ends[i]) == 0) return true;
    return false;
}

static bool is_of_command(const char *carried, const char *command)
{
    const size_t n = sizeof SIM_AGAIN - 1, length = strlen(command);

    return sim_text_starts(carried, SIM_AGAIN) && sim_text_starts(carried + n, command) &&
           strchr(" \n", carried[n + length]);
}

/* What a figure of that command in the folder carries, which the caller frees; NULL: none does. */
static char *find_carried(const report_state *s, const char *dir, const char *command)
{
    for (size_t i = 0; i < s->written.n; i++) {
        char path[PATH_SIZE], *text = NULL;
        sim_error why;

        if (!is_figure(s->written.row[i].name)) continue;
        snprintf(path, sizeof path, "%s/%s", dir, s->written.row[i].name);
        if (sim_embedded_read(path, &text, &why) != SIM_OK || !text) continue;
        if (is_of_command(text, command)) return text;
        free(text);
    }
    return NULL;
}

static void print_carried(const char *carried, const char *command, FILE *out)
{
    const int first = carried ? (int)strcspn(carried, "\n") : 0;

    if (carried)
        fprintf(out, "%.*s\n" SIM_THEN "report%s", first, carried, carried + first);
    else
        fprintf(out,
                SIM_NOT_AGAIN "no figure in its folder says how `potency %s` made it; a "
                              "folder as that wrote it would be right",
                command);
}

/* A run is made again from its run.ini; what a story or a ledger asked for, their figures say. */
static sim_status carry(report_state *s, const char *dir, sim_error *err)
{
    const char *command = s->story ? "story" : is_ledger(s) ? "ledger" : NULL;
    char *carried = command ? find_carried(s, dir, command) : NULL;
    char run[SIM_AGAIN_SIZE];
    sim_status status = sim_memory_open(&s->again, "report", err);

    if (status == SIM_OK) {
        sim_report_print_again(&s->job, run, sizeof run);
        if (s->dossier.trial) snprintf(run, sizeof run, "%s", sim_trial_maker);
        if (s->dossier.fit) snprintf(run, sizeof run, "%s", sim_fit_maker);
        if (command)
            print_carried(carried, command, s->again.stream);
        else
            fprintf(s->again.stream, SIM_AGAIN "%s\n" SIM_THEN "report\n%s", run, s->ini);
        status = sim_memory_close(&s->again, "report", err);
    }
    free(carried);
    return status;
}

static sim_status read_folder(report_state *s, const char *dir, sim_error *err)
{
    sim_status status = sim_files_list_read(&s->written, dir, err);

    s->dossier.dir = dir;
    s->dossier.written = &s->written;
    if (status == SIM_OK)
        status = is_ledger(s)               ? read_ledger(s, dir, err)
                 : sim_trial_folder_is(dir) ? read_trials(s, dir, err)
                 : sim_fit_folder_is(dir)   ? read_fit(s, dir, err)
                                            : read_run(s, dir, err);
    if (status == SIM_OK) status = read_text(dir, run_file, &s->ini, err);
    if (status == SIM_OK) status = carry(s, dir, err);
    s->dossier.job = s->dossier.trial ? &s->trial.job
                     : s->dossier.fit ? &s->fit.job
                                      : &s->job;
    s->dossier.ini = s->ini;
    s->dossier.story = s->story;
    s->dossier.again = s->again.bytes;
    return status;
}

/* ---- a database ------------------------------------------------------------------------ */

static sim_status draw_sweep(report_state *s, sim_error *err)
{
    const char *path = s->options.shared.argument;
    const sim_slice_wish wish = {0};
    const sim_survey survey = {&s->record, &wish, &look, NULL, 0};
    sim_files files;
    sim_status status =
        sim_files_init(&files, s->scratch.dir, sim_text_base_name(path), err);

    if (status == SIM_OK) status = sim_survey_write(&survey, &files, err);
    if (status == SIM_OK) status = sim_files_commit(&files, err);
    sim_files_leave(&files);
    sim_files_free(&files);
    return status;
}

static sim_status read_sweep(report_state *s, sim_error *err)
{
    sim_status status = sim_record_load(&s->record, s->options.shared.argument, err);

    if (status == SIM_OK) status = sim_store_check_rows(&s->record.store, err);
    if (status == SIM_OK) status = draw_sweep(s, err);
    s->dossier.record = &s->record;
    s->dossier.asks = SIM_SECTION_SWEEP;
    s->dossier.again = SIM_NOT_AGAIN "it shows a sweep, whose points it does not carry; "
                                     "`potency report` of the database would be right";
    s->dossier.job = &s->record.job;
    s->dossier.ini = s->record.made.text ? s->record.made.text : "";
    return status;
}

static sim_status read_file(report_state *s, sim_error *err)
{
    const sim_status status = solve(s, err);

    return status == SIM_OK ? read_folder(s, s->scratch.dir, err) : status;
}

/* ---- the command ------------------------------------------------------------------------ */

static sim_status check_is_there(const char *path, sim_error *err)
{
    struct stat about;

    if (stat(path, &about) == 0) return SIM_OK;
    return sim_fail(err, SIM_EIO,
                    "%s: cannot be read: %s; a parameter file, the folder of a run or the "
                    "database of a sweep would be right",
                    *path ? path : "''", strerror(errno));
}

static sim_status gather(report_state *s, sim_error *err)
{
    const char *argument = s->options.shared.argument;
    sim_status status;
    sim_raw raw;

    s->dossier.drawn = s->scratch.dir;
    s->dossier.draws = true;
    s->dossier.figures = &s->figures;
    if (sim_files_is_folder(argument)) {
        status = read_folder(s, argument, err);
    } else {
        status = check_is_there(argument, err);
        if (status == SIM_OK) status = sim_raw_look(argument, &raw, err);
        if (status != SIM_OK) return status;
        status = raw.is_database ? read_sweep(s, err) : read_file(s, err);
    }
    return status == SIM_OK ? sim_files_list_read(&s->figures, s->scratch.dir, err)
                            : status;
}

static sim_status work(void *self, sim_error *err)
{
    report_state *s = self;
    FILE *out = NULL;
    sim_status status = sim_one_file_claim(&s->page, s->options.shared.dir, "report",
                                           s->options.shared.argument, err);

    s->dossier.threads = s->options.many.threads;
    if (status == SIM_OK) status = sim_scratch_make(&s->scratch, err);
    if (status == SIM_OK) status = gather(s, err);
    if (status == SIM_OK) status = sim_one_file_open(&s->page, &out, err);
    if (status == SIM_OK) status = sim_dossier_write(&s->dossier, out, err);
    if (status == SIM_OK) status = sim_files_commit(&s->page.files, err);
    sim_files_leave(&s->page.files);
    sim_scratch_remove(&s->scratch);
    return status;
}

static void close_all(report_state *s)
{
    sim_files_free(&s->page.files);
    sim_files_list_free(&s->written);
    sim_files_list_free(&s->figures);
    sim_job_close(&s->job);
    sim_record_close(&s->record);
    sim_trial_folder_free(&s->trial);
    sim_fit_shown_free(&s->shown);
    sim_fit_folder_free(&s->fit);
    free(s->ini);
    free(s->story);
    sim_memory_free(&s->again);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    report_state s = {.options = {.shared.dir = "report.html"}};
    sim_status status;

    sim_options_read(how, &s.options);
    status = sim_signals_hold(work, &s, err);
    if (status == SIM_OK) {
        sim_files_print(&s.page.files, stdout);
        printf("\n%s\n", sim_disclaimer);
    }
    close_all(&s);
    return status;
}

const sim_command sim_command_report = {
    .options = options, .check = check_options, .call = call};
