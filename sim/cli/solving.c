#include "sim/cli/solving.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/progress.h"
#include "sim/io/text.h"

sim_source sim_arguments_source(const sim_arguments *a)
{
    return (sim_source){
        .file = a->argument,
        .text = a->text,
        .sets = a->sets,
        .n_sets = a->n_sets,
        .kernels = {.lanes = a->lanes ? (size_t)(*a->lanes - '0') : 0, .isa = a->isa}};
}

sim_status sim_told_print(const sim_job *j, sim_findings *told, sim_error *err)
{
    sim_status status = sim_findings_sort(told, j->file, err);

    for (size_t i = 0; status == SIM_OK && i < told->n; i++)
        fprintf(stderr, "%s\n", told->lines[i]);
    return status;
}

sim_status sim_told_look(const sim_job *j, const sim_axes *axes, sim_error *err)
{
    sim_choices choices;
    sim_findings told = {0};
    sim_status status = sim_job_look(j, axes, &choices, &told, err);

    if (status == SIM_OK) status = sim_told_print(j, &told, err);
    sim_findings_free(&told);
    sim_choices_free(&choices);
    return status;
}

sim_status sim_told_look_at_sets(const sim_job *j, sim_error *err)
{
    sim_choices choices;
    sim_findings told = {0};
    sim_status status = sim_job_look(j, NULL, &choices, &told, err);

    for (size_t i = 0; status == SIM_OK && i < told.n; i++)
        if (sim_text_starts(told.lines[i], "--set")) fprintf(stderr, "%s\n", told.lines[i]);
    sim_findings_free(&told);
    sim_choices_free(&choices);
    return status;
}

sim_status sim_solve_points(sim_record *r, size_t threads, sim_error *err)
{
    const size_t n = sim_sweep_points(r->plan.n, r->shard, r->shards);
    size_t had = 0;
    sim_status status = sim_store_count_points(&r->store, &had, err);
    sim_progress progress;
    const sim_hooks hooks = sim_progress_start(&progress, "points", had, n);

    if (status != SIM_OK) return status;
    status = sim_record_solve(r, threads, &hooks, sim_progress_commit, err);
    sim_progress_end(&progress);
    return status;
}

sim_status sim_parse_shard(const char *text, size_t *shard, size_t *shards, sim_error *err)
{
    const char *slash = strchr(text, '/');
    char *before = slash ? strndup(text, (size_t)(slash - text)) : NULL;
    double i = 0, n = 0;
    const bool are_whole = before && sim_number_parse_whole(before, &i) &&
                           sim_number_parse_whole(slash + 1, &n);

    free(before);
    if (!are_whole || i < 1 || i > n || n > SIM_SHARDS_MAX)
        return sim_fail(err, SIM_EVALUE,
                        "--shard %.100s is no part of a whole; 1/4 to 4/4 would be right",
                        text);
    *shard = (size_t)i;
    *shards = (size_t)n;
    return SIM_OK;
}
