/* command_merge.c -- potency merge OUT SHARD...: the parts of a sweep, joined. */
#include <stdio.h>
#include <stdlib.h>

#include "sim/cli/cli.h"
#include "sim/cli/progress.h"
#include "sim/io/files.h"
#include "sim/io/memory.h"
#include "sim/study/record.h"

typedef struct {
    sim_arguments shared; /* several: the first is what is written */
    bool lists_missing, partial;
} merge_options;

static const sim_option options[] = {
    {"missing", 'm', NULL,
     "Write nothing; print the numbers of shards that are missing or unfinished, as 3,7",
     SIM_INTO(merge_options, lists_missing)},
    {"partial", 'p', NULL,
     "Join what is there, though some of it is missing; potency sweep --resume adds the "
     "rest",
     SIM_INTO(merge_options, partial)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const merge_options *o = options_read;

    if (o->shared.n_several < 2) argp_usage(state);
}

/* ---- what is there -------------------------------------------------------- */

typedef struct {
    sim_record record; /* of the first shard that can be read */
    const char *first; /* its file; NULL: none could */
    const char **of;   /* [shards] the file of each shard */
    bool *whole;       /* [shards] */
    size_t shards;
    const char *out; /* what is written */
    size_t adding;   /* the shard whose points are added to it */
    sim_hooks hooks;
    size_t points; /* that it has in the end */
} parts;

/* Opens the first shard: it says how many there are. */
static sim_status start(parts *p, const char *file, sim_error *err)
{
    sim_status status = sim_record_load(&p->record, file, err);

    if (status != SIM_OK) {
        sim_record_close(&p->record);
        return status;
    }
    sim_store_close(&p->record.store); /* its turn to be read comes */
    p->first = file;
    p->shards = p->record.shards;
    p->of = calloc(p->shards + 1, sizeof *p->of);
    p->whole = calloc(p->shards + 1, sizeof *p->whole);
    return p->of && p->whole ? SIM_OK : sim_fail_memory(err, "merge");
}

static sim_status place(parts *p, sim_store *store, const char *file, sim_error *err)
{
    sim_stored_extent x;
    sim_status status = sim_stored_read_extent(store, &x, err);

    if (status == SIM_OK) status = sim_stored_compare(&p->record.plan, store, err);
    if (status != SIM_OK) return status;
    if (x.shards != p->shards)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: is shard %zu of %zu, and %s is one of %zu; shards of one sweep "
            "would be right",
            file, x.shard, x.shards, p->first, p->shards);
    if (p->of[x.shard - 1])
        return sim_fail(
            err, SIM_EVALUE,
            "%s: is shard %zu of %zu, as %s is; each of them once would be right", file,
            x.shard, x.shards, p->of[x.shard - 1]);
    p->of[x.shard - 1] = file;
    p->whole[x.shard - 1] = x.had == x.planned;
    return SIM_OK;
}

static sim_status add(parts *p, const char *file, sim_error *err)
{
    sim_store store = {0};
    sim_status status = p->first ? SIM_OK : start(p, file, err);

    if (status == SIM_OK) status = sim_store_open(&store, file, false, err);
    if (status == SIM_OK) status = place(p, &store, file, err);
    sim_store_close(&store);
    return status;
}

/* Is it none that was there once, or will be? */
static bool is_missing(const char *file, sim_status status)
{
    return status != SIM_ENOMEM && !(status == SIM_EIO && sim_store_exists(file));
}

/* Finds out which file is which shard.  Where only what is missing is asked for, one that is
 * not there, or is no shard, is missing. */
static sim_status find_all(parts *p, const merge_options *o, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 1; status == SIM_OK && i < o->shared.n_several; i++) {
        status = add(p, o->shared.several[i], err);
        if (o->lists_missing && is_missing(o->shared.several[i], status)) status = SIM_OK;
    }
    return status;
}

static size_t print_missing(const parts *p, const char *between, FILE *out)
{
    size_t n = 0;

    for (size_t i = 0; i < p->shards; i++) {
        if (!p->whole[i]) fprintf(out, "%s%zu", n++ > 0 ? between : "", i + 1);
    }
    return n;
}

static sim_status check_missing(const parts *p, sim_error *err)
{
    sim_memory list;
    size_t n = 0;
    sim_status status = sim_memory_open(&list, "merge", err);

    if (status == SIM_OK) {
        n = print_missing(p, ", ", list.stream);
        status = sim_memory_close(&list, "merge", err);
    }
    if (status == SIM_OK && n > 0)
        status = sim_fail(
            err, SIM_EVALUE,
            "%s: is not written: of %zu shards these are missing or unfinished: %.700s; "
            "all of them, or --partial, would be right",
            p->out, p->shards, list.bytes);
    sim_memory_free(&list);
    return status;
}

/* ---- joining -------------------------------------------------------------- */

static bool is_of_shard(void *self, size_t point)
{
    const parts *p = self;

    return point >= 1 && point <= p->record.plan.n &&
           (point - 1) % p->shards + 1 == p->adding;
}

static bool is_asked_to_stop(void *self)
{
    const parts *p = self;

    return p->hooks.stop(p->hooks.self);
}

static sim_status add_shard(parts *p, size_t i, sim_error *err)
{
    sim_store shard = {0};
    const sim_store_rule rule = {is_of_shard, is_asked_to_stop, p};
    sim_status status = sim_store_open(&shard, p->of[i], false, err);

    p->adding = i + 1;
    if (status == SIM_OK) status = sim_store_check_log(&shard, err);
    if (status == SIM_OK) status = sim_stored_compare(&p->record.plan, &shard, err);
    if (status == SIM_OK) status = sim_store_add_all(&p->record.store, &shard, &rule, err);
    sim_store_close(&shard);
    return status;
}

/* It appears whole, when all is in it. */
static sim_status join(void *self, sim_error *err)
{
    parts *p = self;
    sim_record *r = &p->record;
    sim_progress progress;
    sim_status status;

    p->hooks = sim_progress_start(&progress, "points", 0, r->plan.n);
    r->shard = r->shards = 1;
    status = sim_record_start(r, p->out, err);
    for (size_t i = 0; status == SIM_OK && i < p->shards; i++) {
        if (p->of[i]) status = add_shard(p, i, err);
    }
    if (status == SIM_OK) status = sim_store_count_points(&r->store, &p->points, err);
    if (status == SIM_OK) status = sim_store_complete(&r->store, err);
    sim_store_close(&r->store); /* takes it back, unless it is whole */
    return status;
}

/* Before anything is read: what is written is none of what is read. */
static sim_status check_out(const merge_options *o, sim_error *err)
{
    for (size_t i = 1; i < o->shared.n_several; i++) {
        if (sim_files_are_same(o->shared.several[0], o->shared.several[i]))
            return sim_fail(err, SIM_EVALUE,
                            "%s: is one of the shards; another name to write to would be "
                            "right",
                            o->shared.several[0]);
    }
    return SIM_OK;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    merge_options o = {0};
    parts p = {.first = NULL};
    sim_status status;

    sim_options_read(how, &o);
    p.out = o.shared.several[0];
    status = o.lists_missing ? SIM_OK : check_out(&o, err);
    if (status == SIM_OK) status = find_all(&p, &o, err);
    if (status == SIM_OK && o.lists_missing) {
        if (print_missing(&p, ",", stdout) > 0) putchar('\n');
        if (!p.first)
            status = sim_fail(err, SIM_EIO, "%s: none of its shards can be read", p.out);
    } else if (status == SIM_OK) {
        if (!o.partial) status = check_missing(&p, err);
        if (status == SIM_OK) status = sim_signals_hold(join, &p, err);
        if (status == SIM_OK)
            printf("%s: %zu of %zu points of %zu shards\n", p.out, p.points,
                   p.record.plan.n, p.shards);
    }
    sim_record_close(&p.record);
    free(p.of);
    free(p.whole);
    return status;
}

const sim_command sim_command_merge = {
    .options = options, .check = check_options, .call = call};
