/* command_optimise.c -- potency optimise FILE: what is best, and what stands in its way? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/explain.h"
#include "sim/cli/progress.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/cli/solving.h"
#include "sim/cli/vicinity.h"
#include "sim/io/text.h"
#include "sim/study/optimum.h"

static const char optimise_name[] = "optimise", best_file[] = "best.ini";

enum { RUNNERS = 5, WIDTH = 34 };

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    bool resumes;
    size_t threads;
} optimise_options;

typedef struct {
    const optimise_options *options;
    sim_optimum optimum;
    sim_files files;
    sim_findings said, warnings;
    sim_provenance provenance;
    plot_facts facts;
} work;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
    {"scan", 'n', "N", "Points of the scan, as --set optimise.scan=N", sim_read_setting,
     .setting = "optimise.scan"},
    {"climbs", 'b', "N", "How many are gone up from, as --set optimise.climbs=N",
     sim_read_setting, .setting = "optimise.climbs"},
    {"resume", 'r', NULL, "Go on with what an earlier search left in DIR",
     SIM_INTO(optimise_options, resumes)},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(optimise_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {.group = sim_sheet_rows, .at = offsetof(optimise_options, look)},
    {0},
};

/* ---- files ------------------------------------------------------------------ */

static sim_status claim(const work *w, sim_error *err)
{
    static const char *const names[] = {"run.ini", best_file, "columns.csv",
                                        "optimise.csv"};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof names / sizeof *names; i++)
        status = sim_files_claim(&w->files, names[i], err);
    if (status == SIM_OK)
        status = sim_sheet_claim(optimise_name, &w->options->look, &w->files, err);
    return status == SIM_OK ? sim_sheet_claim_facts(NULL, &w->files, err) : status;
}

static sim_status open_folder(work *w, sim_error *err)
{
    sim_status status =
        sim_files_init(&w->files, w->options->shared.dir, optimise_name, err);

    if (status != SIM_OK) return status;
    sim_files_source(&w->files, w->optimum.job.file);
    status = claim(w, err);
    return status == SIM_OK ? sim_optimum_open(&w->optimum, w->options->shared.dir,
                                               w->options->resumes, err)
                            : status;
}

static sim_status write_run(work *w, sim_error *err)
{
    FILE *out = NULL;
    const sim_status status = sim_files_open(&w->files, "run.ini", &out, err);

    if (status == SIM_OK)
        sim_report_write_run(&w->provenance, &w->optimum.job.experiment, &w->warnings, out);
    return status;
}

/* An experiment of its own, where something was found. */
static sim_status write_best(work *w, sim_error *err)
{
    const sim_findings none = {0};
    sim_experiment placed = {0};
    sim_provenance provenance;
    FILE *out = NULL;
    sim_status status;

    if (!sim_optimum_is_met(&w->optimum, sim_optimum_best(&w->optimum))) return SIM_OK;
    status = sim_files_open(&w->files, best_file, &out, err);
    if (status == SIM_OK) status = sim_optimum_place(&w->optimum, &placed, err);
    if (status == SIM_OK) {
        sim_provenance_init(&provenance, &placed, &(sim_making){.asked = optimise_name});
        sim_report_write_run(&provenance, &placed, &none, out);
    }
    sim_experiment_unplace(&placed);
    return status;
}

static sim_status write_all(work *w, sim_error *err)
{
    sim_status status = sim_optimum_write(&w->optimum, &w->files, err);

    if (status == SIM_OK) status = write_run(w, err);
    if (status == SIM_OK) status = write_best(w, err);
    return status == SIM_OK ? sim_files_replace(&w->files, err) : status;
}

/* What the figure is made again from. */
static sim_status embed(work *w, sim_error *err)
{
    char again[sizeof optimise_name + SIM_AGAIN_SIZE];
    FILE *out;
    sim_status status;

    snprintf(again, sizeof again, "%s%s", optimise_name, w->options->shared.again);
    status =
        sim_provenance_start(&w->provenance, &w->optimum.job.experiment, again, &out, err);
    return status == SIM_OK ? sim_provenance_end(&w->provenance, err) : status;
}

static sim_status write_figure(work *w, sim_error *err)
{
    const sim_sheet sheet = {.name = optimise_name,
                             .look = &w->options->look,
                             .caption = &w->provenance.caption,
                             .facts = &w->facts};
    sim_status status = embed(w, err);

    if (status == SIM_OK)
        status =
            sim_vicinity_write(&w->optimum, &sheet, &w->provenance.caption, &w->files, err);
    return status == SIM_OK ? sim_sheet_write_facts(NULL, &w->facts, &w->files, err)
                            : status;
}

/* ---- the search ------------------------------------------------------------- */

static sim_status search(work *w, sim_error *err)
{
    const sim_experiment *e = &w->optimum.job.experiment;
    sim_progress progress;
    const sim_hooks hooks =
        sim_progress_start(&progress, "points of the scan and climbs", 0,
                           (size_t)(sim_experiment_value(e, optimise_name, "scan") +
                                    sim_experiment_value(e, optimise_name, "climbs")));
    const sim_status status =
        sim_optimum_run(&w->optimum, w->options->threads, &hooks, err);

    sim_progress_end(&progress);
    return status;
}

static sim_status note(work *w, sim_error *err)
{
    sim_status status = SIM_OK;

    if (w->optimum.plan.replicates == 0)
        status = sim_report_note_method(&w->optimum.job.experiment, &w->warnings, err);
    sim_provenance_init(
        &w->provenance, &w->optimum.job.experiment,
        &(sim_making){.asked = optimise_name, .replicates = w->optimum.plan.replicates});
    return status == SIM_OK ? sim_optimum_tell(&w->optimum, &w->said, err) : status;
}

static sim_status optimise(void *self, sim_error *err)
{
    work *w = self;
    const sim_source source = sim_arguments_source(&w->options->shared);
    sim_status status = sim_optimum_read(&w->optimum, &source, err);

    if (status == SIM_OK)
        status = sim_told_look(&w->optimum.job, &w->optimum.aim->axes, err);
    if (status == SIM_OK) status = open_folder(w, err);
    if (status == SIM_OK) status = search(w, err);
    if (status == SIM_OK) status = note(w, err);
    if (status == SIM_OK) status = write_all(w, err);
    if (status == SIM_OK) status = write_figure(w, err);
    if (status == SIM_OK) status = sim_files_commit(&w->files, err);
    if (status == SIM_OK) sim_optimum_discard(&w->optimum);
    sim_files_leave(&w->files);
    return status;
}

/* ---- the report ------------------------------------------------------------- */

static void print_amount(const char *name, double number, const char *unit)
{
    printf("%-*s", WIDTH, name);
    sim_report_print_cell(number, stdout);
    printf("  %s\n", strcmp(unit, "1") == 0 ? "" : unit);
}

static void print_axis(const sim_optimum *o, const sim_optimum_point *p, size_t i)
{
    const sim_axis *axis = &o->aim->axes.list[i];
    char word[SIM_NUMBER_SIZE];

    if (!sim_axis_has_words(axis, &o->plan.world)) {
        print_amount(axis->name, p->values[i], sim_axis_column(axis, &o->plan.world).unit);
        return;
    }
    sim_axis_print(axis, &o->plan.world, p->values[i], word);
    printf("%-*s  %9s\n", WIDTH, axis->name, word);
}

static void print_best(const sim_optimum *o)
{
    const sim_optimum_point *p = sim_optimum_best(o);
    const bool is_met = sim_optimum_is_met(o, p);

    printf("%s, arm %s:\n\n", is_met ? "the best" : "what lacks least",
           o->job.experiment.arms[0].name);
    for (size_t i = 0; i < o->aim->axes.n; i++) print_axis(o, p, i);
    print_amount(o->aim->number.name, sim_optimum_value(o, p), o->number.unit);
    for (size_t i = 0; i < o->n_used; i++) {
        const sim_column column = sim_optimum_slot(o, o->used[i]);

        print_amount(column.name, p->reason ? NAN : p->slots[i], column.unit);
    }
}

static void print_conditions(const sim_optimum *o)
{
    if (o->aim->n_conditions > 0)
        printf("\n%-*s  %9s  %9s  %9s\n", WIDTH, "condition", "left", "right", "margin");
    for (size_t k = 0; k < o->aim->n_conditions; k++) {
        const sim_optimum_sides sides = sim_optimum_sides_at(o, sim_optimum_best(o), k);

        printf("%-*.60s", WIDTH, sim_aim_condition(o->aim, k));
        sim_report_print_cell(sides.left, stdout);
        sim_report_print_cell(sides.right, stdout);
        sim_report_print_cell(sides.margin, stdout);
        printf("  %s%s\n",
               strcmp(o->conditions[k].left.unit, "1") == 0 ? ""
                                                            : o->conditions[k].left.unit,
               sim_optimum_without(o, k) ? "  binds" : "");
    }
}

/* Other places that the search came to, the best first. */
static void print_runners(const sim_optimum *o)
{
    size_t n = 0;

    for (size_t i = 1; i < o->ends.n && n < RUNNERS; i++) {
        const sim_optimum_point *p = sim_optimum_find(o, o->ends.list[i].number);
        char point[SIM_OPTIMUM_TEXT], value[128];

        if (!p || !sim_optimum_is_met(o, p)) continue;
        if (n++ == 0) printf("\nrunners-up\n");
        sim_optimum_print_point(o, p, point);
        sim_optimum_print_amount(sim_optimum_value(o, p), o->number.unit, value,
                                 sizeof value);
        printf("%-*s  at %s\n", WIDTH, value, point);
    }
}

static void print_report(const work *w)
{
    const sim_optimum *o = &w->optimum;

    print_best(o);
    print_conditions(o);
    print_runners(o);
    printf("\n");
    for (size_t i = 0; i < w->said.n; i++)
        sim_paragraph_print("- ", w->said.lines[i], 2, stdout);
    for (size_t i = 0; i < w->warnings.n; i++)
        printf("warning: %s\n", w->warnings.lines[i]);
    printf("\n");
    sim_files_print(&w->files, stdout);
    printf("\n%s\n", sim_disclaimer);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    optimise_options o = {.shared.dir = "out"};
    work w = {.options = &o};
    sim_status status;

    sim_options_read(how, &o);
    status = sim_signals_hold(optimise, &w, err);
    if (status == SIM_OK) print_report(&w);
    plot_facts_free(&w.facts);
    sim_provenance_free(&w.provenance);
    sim_files_free(&w.files);
    sim_findings_free(&w.said);
    sim_findings_free(&w.warnings);
    sim_optimum_free(&w.optimum);
    return status;
}

const sim_command sim_command_optimise = {.options = options, .call = call, .again = true};
