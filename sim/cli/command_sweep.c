/* command_sweep.c -- potency sweep FILE: many points of an experiment, into a database. */
#include <stdio.h>

#include "sim/cli/explain.h"
#include "sim/cli/progress.h"
#include "sim/cli/solving.h"
#include "sim/io/characters.h"

typedef struct {
    sim_arguments shared;
    bool resumes, keeps_courses;
    const char *shard;
    size_t threads;
} sweep_options;

static const sim_option options[] = {
    {"output", 'o', "DB", "Database of the results", SIM_INTO(sweep_options, shared.dir)},
    {.group = sim_set_options},
    {.group = sim_kernel_options},
    {"resume", 'r', NULL, "Go on with a database that an earlier sweep left",
     SIM_INTO(sweep_options, resumes)},
    {"shard", 'i', "I/N", "Only part I of N, into a database of its own",
     SIM_INTO(sweep_options, shard)},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(sweep_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {"keep-courses", 'k', NULL,
     "Also keep courses in time, of the columns that run.ensemble_columns names",
     SIM_INTO(sweep_options, keeps_courses)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const sweep_options *o = options_read;

    if (!o->shared.dir) argp_error(state, "-o DB says where the results go");
}

static sim_status prepare(const sweep_options *o, sim_record *r, sim_findings *advice,
                          sim_error *err)
{
    const sim_source source = sim_arguments_source(&o->shared);
    sim_status status = sim_record_read(r, &source, err);

    if (status == SIM_OK && o->shard)
        status = sim_parse_shard(o->shard, &r->shard, &r->shards, err);
    if (status == SIM_OK) status = sim_record_plan(r, NULL, o->keeps_courses, err);
    if (status == SIM_OK) status = sim_plan_advise(&r->plan, advice, err);
    if (status == SIM_OK) status = sim_told_look(&r->job, r->task.axes, err);
    return status == SIM_OK ? sim_record_create(r, o->shared.dir, o->resumes, err) : status;
}

/* What draws and prints it; of a shard, what joins it with the others. */
static void print_next(const sim_record *r, const char *path)
{
    fputs(r->shards > 1 ? "\n`potency merge ALL.db " : "\n`potency plot ", stdout);
    sim_escape_write(path, stdout);
    if (r->shards > 1) {
        fputs(" ...` joins the shards\n", stdout);
        return;
    }
    fputs("` draws it, `potency export ", stdout);
    sim_escape_write(path, stdout);
    fputs("` prints it, with --columns what its columns are\n", stdout);
}

static sim_status print_report(sim_record *r, const char *path, sim_error *err)
{
    sim_stored_tally t;
    sim_explained words = {0};
    sim_status status = sim_stored_count(&r->store, &t, err);

    if (status != SIM_OK) return status;
    printf("%zu of %zu points", r->sweep.done, r->plan.n);
    if (r->shards > 1) printf(", shard %zu of %zu", r->shard, r->shards);
    if (r->sweep.before > 0) printf(", %zu of them from before", r->sweep.before);
    printf("\n");
    if (t.refused > 0) {
        printf("%zu of %zu rows were refused, most often for: ", t.refused, t.rows);
        sim_escape_write(t.reason, stdout);
        putchar('\n');
    }
    if (t.failed > 0) printf("%zu of %zu rows could not be solved\n", t.failed, t.rows);
    if (t.thinned > 0)
        printf("%zu of %zu rows lost some of their replicates, as their reason says\n",
               t.thinned, t.rows);
    sim_escape_write(path, stdout);
    putchar('\n');
    sim_explain_word(&words, "points");
    sim_explain_print(&words, stdout);
    print_next(r, path);
    printf("\n%s\n", sim_disclaimer);
    return SIM_OK;
}

static sim_status sweep(void *self, sim_error *err)
{
    const sweep_options *o = self;
    sim_record r = {0};
    sim_findings advice = {0};
    sim_status status = prepare(o, &r, &advice, err);

    for (size_t i = 0; status == SIM_OK && i < advice.n; i++)
        printf("warning: %s\n", advice.lines[i]);
    if (status == SIM_OK) {
        fflush(stdout);
        status = sim_solve_points(&r, o->threads, err);
    }
    if (status == SIM_OK) status = print_report(&r, o->shared.dir, err);
    sim_findings_free(&advice);
    sim_record_close(&r);
    return status;
}

/* Signals are held from before there is a database that is half made. */
static sim_status call(const sim_call *how, sim_error *err)
{
    sweep_options o = {0};

    sim_options_read(how, &o);
    return sim_signals_hold(sweep, &o, err);
}

const sim_command sim_command_sweep = {
    .options = options, .check = check_options, .call = call};
