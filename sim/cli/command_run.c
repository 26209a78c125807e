/* command_run.c -- potency run FILE: solve an experiment, write tables and figures. */
#include <stdio.h>

#include "sim/cli/explain.h"
#include "sim/cli/formed.h"
#include "sim/cli/progress.h"
#include "sim/cli/running.h"
#include "sim/cli/solving.h"
#include "sim/io/store.h"
#include "sim/io/text.h"
#include "sim/study/census.h"
#include "sim/study/pick.h"

typedef struct {
    sim_arguments shared;
    const char *against;
    bool json;
    size_t
        point; /* of the sweep whose database the argument is; 0: it is a parameter file */
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
    {"point", 0, "N",
     "FILE is the database of a sweep: run its point N, as a cohort where the sweep has "
     "them",
     SIM_INTO(run_options, point), .least = 1, .most = SIM_POINTS_MAX},
    {.group = sim_many_rows, .at = offsetof(run_options, many)},
    {.group = sim_panel_rows, .at = offsetof(run_options, look)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const run_options *o = options_read;

    if (o->point == 0) sim_many_check(&o->many, state);
}

/* ---- a point of a sweep --------------------------------------------------- */

/* What goes with a cohort alone is refused here too, where only the database tells of one. */
static sim_status check_cohort(const run_options *o, sim_error *err)
{
    const sim_many_options *m = &o->many;
    const bool asks = m->spread || m->lines || m->keep.resumes || m->keep.shards > 0;

    if (m->replicates > 0 || !asks) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: has no cohorts at its points, which --spread, --lines, --resume and "
        "--shard need; --replicates 500 beside them would be right",
        o->shared.argument);
}

/* The point's rows come in place of the file's, and its cohort where none is asked for. */
static sim_status pick_point(run_options *o, sim_pick *pick, sim_error *err)
{
    sim_status status;

    if (o->point == 0 && sim_store_is_database(o->shared.argument))
        return sim_fail(err, SIM_EVALUE,
                        "%s: is the database of a sweep; --point 1 beside it, or a "
                        "parameter file, would be right",
                        o->shared.argument);
    if (o->point == 0) return SIM_OK;
    status = sim_pick_point(pick, o->shared.argument, o->point, err);
    if (status != SIM_OK) return status;
    o->shared.text = pick->text;
    if (o->many.replicates == 0 && pick->replicates > 0) {
        o->many.replicates = pick->replicates;
        sim_text_append(o->shared.again, sizeof o->shared.again, " --replicates='%zu'",
                        pick->replicates);
    }
    return check_cohort(o, err);
}

/* A shard of a cohort alone: nothing but its replicates is written. */
static sim_status fill_shard(void *self, sim_error *err)
{
    sim_running *r = self;
    const char *dir = r->options.dir;
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

static void print_report(const sim_running *r)
{
    sim_explained words = {0};

    sim_report_print_summary(&r->job.tables, r->job.session.chain, stdout);
    sim_formed_print(&r->job.tables, r->job.session.chain, stdout);
    sim_report_print_beyond(&r->job.tables, r->job.session.chain,
                            sim_experiment_value(&r->job.experiment, "run", "days"),
                            stdout);
    if (sim_running_has_many(r)) sim_many_print(&r->many, stdout);
    sim_explain_summary(&words, &r->job.tables, r->job.session.chain);
    if (sim_running_has_many(r)) explain_many(&r->many, &words);
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

static sim_status read_and_solve(sim_running *r, const sim_arguments *shared,
                                 sim_error *err)
{
    const sim_source source = sim_arguments_source(shared);
    sim_status status = sim_job_read(&r->job, &source, err);

    return status == SIM_OK ? sim_running_solve(r, err) : status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    run_options o = {.shared.dir = "out"};
    sim_running r = {.options = {.look = &o.look, .many = &o.many}};
    sim_pick pick = {0};
    char again[sizeof "run" + SIM_AGAIN_SIZE];
    sim_status status;
    bool is_shard;

    sim_options_read(how, &o);
    status = pick_point(&o, &pick, err);
    r.options.dir = o.shared.dir;
    r.options.against = o.against;
    r.options.json = o.json;
    r.options.is_own_file = o.point > 0;
    snprintf(again, sizeof again, "run%s", o.shared.again);
    r.options.again = again;
    is_shard = o.many.keep.shards > 0;
    r.many = (sim_many){.options = &o.many, .job = &r.job};
    if (status == SIM_OK) status = read_and_solve(&r, &o.shared, err);
    if (status == SIM_OK)
        status = sim_signals_hold(is_shard ? fill_shard : sim_running_write, &r, err);
    if (status == SIM_OK && !is_shard) print_report(&r);
    sim_running_free(&r);
    sim_pick_free(&pick);
    return status;
}

const sim_command sim_command_run = {
    .options = options, .check = check_options, .call = call, .again = true};
