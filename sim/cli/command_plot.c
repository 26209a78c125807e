/* command_plot.c -- potency plot: figures from what was solved: a run's, a sweep's, or those
 * of several runs beside each other. */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/beside.h"
#include "sim/cli/fit_pages.h"
#include "sim/cli/own.h"
#include "sim/cli/progress.h"
#include "sim/cli/redraw.h"
#include "sim/cli/survey.h"
#include "sim/cli/trial_pages.h"
#include "sim/io/files.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/fit_folder.h"
#include "sim/study/sensitivity.h"

enum { PATH_SIZE = 4096, LEVELS_MOST = 32 };

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    sim_slice_wish wish;
    double levels[LEVELS_MOST];
    size_t n_levels;
} plot_options;

static void read_level(const sim_option *option, char *text, void *field,
                       struct argp_state *state)
{
    plot_options *o = field;

    if (o->n_levels == LEVELS_MOST)
        argp_error(state, "at most %d --%s are taken", LEVELS_MOST, option->name);
    if (!sim_number_parse(text, &o->levels[o->n_levels++]))
        argp_error(state,
                   "--%s %s is no number; one in the unit of the figure, as 5, would "
                   "be right",
                   option->name, text);
}

static const sim_option options[] = {
    {"output", 'o', "DIR", "Folder of the figures (that of the run or sweep)",
     SIM_INTO(plot_options, shared.dir)},
    {"number", 'q', "NUMBER",
     "Of a sweep: which of its numbers (the one that figures are titled by)",
     SIM_INTO(plot_options, wish.number)},
    {"arm", 'a', "ARM", "Of a sweep: only this arm", SIM_INTO(plot_options, wish.arm)},
    {"axes", 'x', "LIST", "Of a sweep: only these of its axes, with commas",
     SIM_INTO(plot_options, wish.axes)},
    {"level", 'l', "LEVEL",
     "Of a sweep over two axes of numbers: a contour there; may be given again (round "
     "numbers)",
     read_level, .at = 0},
    {.group = sim_panel_rows, .at = offsetof(plot_options, look)},
    {0},
};

/* Is anything asked for that one run or one sweep alone has? */
static bool asks_of_one(const plot_options *o)
{
    return o->look.panel || o->wish.number || o->wish.arm || o->wish.axes ||
           o->n_levels > 0;
}

static void check_options(const void *options_read, struct argp_state *state)
{
    const plot_options *o = options_read;

    if (o->shared.n_several < 2) return;
    if (!o->shared.dir)
        argp_error(state, "several folders need -o DIR, for the figure of all");
    if (asks_of_one(o))
        argp_error(state,
                   "--panel, --number, --arm, --axes and --level go with one DIR or DB");
}

/* As the run itself would have drawn them with these options. */
static sim_status embed(const sim_job *job, const plot_options *o, sim_provenance *p,
                        sim_error *err)
{
    char again[SIM_AGAIN_SIZE + 64];
    FILE *out;
    sim_status status;

    sim_report_print_again(job, again, sizeof again);
    sim_text_append(again, sizeof again, "%s", o->shared.again);
    status = sim_provenance_start(p, &job->experiment, again, &out, err);
    return status == SIM_OK ? sim_provenance_end(p, err) : status;
}

static sim_status draw(const sim_redraw *redraw, const plot_options *o, sim_files *files,
                       sim_error *err)
{
    const sim_job *job = redraw->job;
    const sim_making making = sim_redraw_making(redraw);
    sim_provenance provenance;
    sim_pages pages = sim_redraw_pages(redraw);
    sim_status status = sim_own_look(job, sim_pages_has(&pages), err);

    if (status != SIM_OK) return status;
    pages.look = &o->look;
    pages.provenance = &provenance;
    sim_provenance_init(&provenance, &job->experiment, &making);
    status = embed(job, o, &provenance, err);
    if (status == SIM_OK) status = sim_pages_write(&pages, files, err);
    if (status == SIM_OK) status = sim_files_commit(files, err);
    sim_provenance_free(&provenance);
    return status;
}

/* Figures do not come to stand beside the tables of another run. */
static sim_status open_other(const sim_job *job, const plot_options *o, const char *of,
                             sim_files *files, sim_error *err)
{
    const sim_files_row *here = sim_files_list_find(&job->list, "run.ini"), *there;
    sim_status status = sim_files_init(files, o->shared.dir, of, err);

    if (status != SIM_OK) return status;
    there = sim_files_list_find(&files->list, "run.ini");
    if (!there || (here && strcmp(here->digest, there->digest) == 0)) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: holds another run; -o names another folder",
                    o->shared.dir);
}

/* "ledger run.ini --arm P12", as a run.ini says how it was made. */
static sim_status read_command(const char *path, char command[], size_t size,
                               sim_error *err)
{
    static const char start[] = "# Command: ";
    char *text = NULL, *line;
    const sim_status status = sim_files_read_text(path, &text, err);

    *command = '\0';
    line = status == SIM_OK ? strstr(text, start) : NULL;
    if (line) {
        line += strlen(start);
        line[strcspn(line, "\n")] = '\0';
        snprintf(command, size, "%.*s %.1000s%.2000s", (int)strcspn(line, " "), line, path,
                 line + strcspn(line, " "));
    }
    free(text);
    return status;
}

static bool is_analysis(const sim_files_list *list)
{
    return list->n > 0 && !sim_files_list_find(list, "run.ini") &&
           strcmp(list->row[0].of, sim_sensitivity_name) == 0;
}

/* What other commands than run wrote has no tables of a run; those draw anew themselves. */
static sim_status check_is_run(const char *dir, sim_error *err)
{
    char path[PATH_SIZE], command[PATH_SIZE];
    sim_files_list list;
    sim_status status;
    bool is_other;

    if (!sim_files_is_folder(dir)) return SIM_OK;
    status = sim_files_list_read(&list, dir, err);
    is_other = status == SIM_OK && sim_files_list_is_of_other(&list);
    if (status == SIM_OK && is_analysis(&list))
        status = sim_fail(err, SIM_EVALUE,
                          "%s: is of a sensitivity analysis; `potency sensitivity FILE -o "
                          "DIR`, with --size, --format or --dark, draws it anew",
                          dir);
    sim_files_list_free(&list);
    if (status != SIM_OK || !is_other) return status;
    snprintf(path, sizeof path, "%.4000s/run.ini", dir);
    status = read_command(path, command, sizeof command, err);
    if (status != SIM_OK || !*command) return status;
    return sim_fail(err, SIM_EVALUE,
                    "%.300s: is no folder of a run; `potency %.600s -o DIR`, with --size, "
                    "--format or --dark, draws what it shows anew",
                    dir, command);
}

static bool is_same_folder(const plot_options *o)
{
    const char *from = o->shared.argument;

    return sim_files_is_folder(from) && sim_files_are_same(from, o->shared.dir);
}

/* Where figures go to the folder of the run, that is locked before it is read. */
static sim_status redraw_run(const plot_options *o, sim_files *files, sim_error *err)
{
    const char *from = o->shared.argument;
    const bool same = is_same_folder(o);
    sim_job job = {0};
    sim_redraw redraw = {0};
    char file[PATH_SIZE];
    sim_status status = SIM_OK;

    if (o->n_levels > 0)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: is a run, and --level is for maps of a sweep; a database of one "
            "would be right",
            from);
    status = check_is_run(from, err);
    if (status == SIM_OK && same)
        status = sim_files_init(files, o->shared.dir, SIM_FILES_OF_RUN, err);
    if (status == SIM_OK) status = sim_job_load(&job, from, file, sizeof file, err);
    if (status == SIM_OK) status = sim_redraw_read(&redraw, &job, from, err);
    if (status == SIM_OK) status = sim_job_check_files(&job, from, err);
    if (status == SIM_OK && !same) status = open_other(&job, o, "run", files, err);
    if (status == SIM_OK) status = draw(&redraw, o, files, err);
    sim_redraw_free(&redraw);
    sim_job_close(&job);
    return status;
}

static sim_status check_asks_nothing(const plot_options *o, const char *what,
                                     sim_error *err)
{
    if (!asks_of_one(o)) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: holds %s, and --panel, --number, --arm, --axes and --level "
                    "are of runs and sweeps; no such option would be right",
                    o->shared.argument, what);
}

/* The same of trials. */
static sim_status redraw_trials(const plot_options *o, sim_files *files, sim_error *err)
{
    const bool same = is_same_folder(o);
    sim_trial_folder folder = {0};
    sim_status status = check_asks_nothing(o, "trials", err);

    if (status == SIM_OK && same)
        status = sim_files_init(files, o->shared.dir, sim_trial_maker, err);
    if (status == SIM_OK) status = sim_trial_folder_read(&folder, o->shared.argument, err);
    if (status == SIM_OK && !same)
        status = open_other(&folder.job, o, sim_trial_maker, files, err);
    if (status == SIM_OK)
        status = sim_trial_pages_redraw(&folder, &o->look, o->shared.again, files, err);
    if (status == SIM_OK) status = sim_files_commit(files, err);
    sim_trial_folder_free(&folder);
    return status;
}

/* And of a fit. */
static sim_status redraw_fit(const plot_options *o, sim_files *files, sim_error *err)
{
    const bool same = is_same_folder(o);
    const char *from = o->shared.argument;
    sim_fit_folder folder = {{0}, ""};
    sim_status status = check_asks_nothing(o, "a fit", err);

    if (status == SIM_OK && same)
        status = sim_files_init(files, o->shared.dir, sim_fit_maker, err);
    if (status == SIM_OK) status = sim_fit_folder_read(&folder, from, err);
    if (status == SIM_OK && !same)
        status = open_other(&folder.job, o, sim_fit_maker, files, err);
    if (status == SIM_OK)
        status =
            sim_fit_pages_draw(&folder.job, from, &o->look, o->shared.again, files, err);
    if (status == SIM_OK) status = sim_files_commit(files, err);
    sim_fit_folder_free(&folder);
    return status;
}

static sim_status check_panel(const plot_options *o, sim_error *err)
{
    if (!o->look.panel) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: a sweep has no panel '%s'; the folder of a run has",
                    o->shared.argument, o->look.panel);
}

static sim_status draw_sweep(const plot_options *o, sim_files *files, sim_error *err)
{
    const char *path = o->shared.argument;
    sim_record record;
    const sim_survey survey = {&record, &o->wish, &o->look, o->levels, o->n_levels};
    sim_status status = check_panel(o, err);

    if (status != SIM_OK) return status;
    status = sim_record_load(&record, path, err);
    if (status == SIM_OK) status = sim_store_check_rows(&record.store, err);
    if (status == SIM_OK)
        status = sim_files_init(files, o->shared.dir, sim_text_base_name(path), err);
    if (status == SIM_OK) {
        sim_files_source(files, path);
        status = sim_survey_write(&survey, files, err);
    }
    if (status == SIM_OK) status = sim_files_commit(files, err);
    sim_record_close(&record);
    return status;
}

static sim_status draw_beside(const plot_options *o, sim_files *files, sim_error *err)
{
    const sim_beside beside = {(const char *const *)o->shared.several, o->shared.n_several,
                               &o->look};
    sim_status status = sim_files_init(files, o->shared.dir, "plot", err);

    if (status == SIM_OK) status = sim_beside_write(&beside, files, err);
    return status == SIM_OK ? sim_files_commit(files, err) : status;
}

typedef struct {
    plot_options options;
    sim_files files;
    bool is_sweep;
} plot_state;

static sim_status draw_folder(const plot_options *o, sim_files *files, sim_error *err)
{
    const char *from = o->shared.argument;

    if (sim_trial_folder_is(from)) return redraw_trials(o, files, err);
    return sim_fit_folder_is(from) ? redraw_fit(o, files, err) : redraw_run(o, files, err);
}

static sim_status draw_all(void *self, sim_error *err)
{
    plot_state *p = self;
    const sim_status status = p->options.shared.n_several > 1
                                  ? draw_beside(&p->options, &p->files, err)
                              : p->is_sweep ? draw_sweep(&p->options, &p->files, err)
                                            : draw_folder(&p->options, &p->files, err);

    sim_files_leave(&p->files);
    return status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    plot_state p = {0};
    sim_arguments *a = &p.options.shared;
    char folder[PATH_SIZE];
    sim_status status;

    sim_options_read(how, &p.options);
    a->argument = a->several[0];
    p.is_sweep = sim_store_is_database(a->argument);
    snprintf(folder, sizeof folder, "%s", a->argument);
    if (!a->dir) a->dir = p.is_sweep ? dirname(folder) : a->argument;
    status = sim_signals_hold(draw_all, &p, err);
    if (status == SIM_OK) sim_files_print(&p.files, stdout);
    sim_files_free(&p.files);
    return status;
}

const sim_command sim_command_plot = {
    .options = options, .check = check_options, .call = call};
