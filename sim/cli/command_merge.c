/* command_merge.c -- potency merge OUT SHARD...: the parts of a sweep, joined. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/record.h"

enum { PATH_SIZE = 4096 };

typedef struct {
    char **files; /* [n] the first is what is written */
    size_t n;
    bool lists_missing, partial;
} merge_options;

static error_t parse(int key, char *arg, struct argp_state *state)
{
    merge_options *o = state->input;

    switch (key) {
    case 'm':
        o->lists_missing = true;
        return 0;
    case 'p':
        o->partial = true;
        return 0;
    case ARGP_KEY_ARGS:
        o->files = state->argv + state->next;
        o->n = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        if (o->n < 2) argp_usage(state);
        return 0;
    default:
        (void)arg;
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    {"missing", 'm', NULL, 0,
     "Write nothing; print the numbers of shards that are missing or unfinished, as 3,7",
     0},
    {"partial", 'p', NULL, 0,
     "Join what is there, though some of it is missing; potency sweep --resume adds the "
     "rest",
     0},
    {0},
};

static const struct argp merge_argp = {
    .options = options,
    .parser = parse,
    .args_doc = "OUT SHARD...",
    .doc = "Joins databases that potency sweep --shard wrote into OUT, after checking that "
           "they belong together and that all points are there.",
};

/* ---- what is there -------------------------------------------------------- */

typedef struct {
    sim_record record; /* of the first shard that can be read */
    const char *first; /* its file; NULL: none could */
    const char **of;   /* [shards] the file of each shard */
    bool *whole;       /* [shards] */
    size_t shards;
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
    sim_record_extent x;
    sim_status status = sim_record_read_extent(store, &x, err);

    if (status == SIM_OK) status = sim_record_compare(&p->record, store, err);
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

/* Finds out which file is which shard.  Where only what is missing is asked for, one that
 * cannot be read is missing. */
static sim_status find_all(parts *p, const merge_options *o, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 1; status == SIM_OK && i < o->n; i++) {
        status = add(p, o->files[i], err);
        if (o->lists_missing && status != SIM_ENOMEM) status = SIM_OK;
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

static sim_status check_missing(const parts *p, const char *out, sim_error *err)
{
    char *list = NULL;
    size_t size = 0, n;
    FILE *text = open_memstream(&list, &size);

    if (!text) return sim_fail_memory(err, "merge");
    n = print_missing(p, ", ", text);
    if (fclose(text) != 0 || !list) n = p->shards;
    if (n > 0)
        sim_fail(
            err, SIM_EVALUE,
            "%s: is not written: of %zu shards these are missing or unfinished: %.700s; "
            "all of them, or --partial, would be right",
            out, p->shards, list ? list : "?");
    free(list);
    return n > 0 ? SIM_EVALUE : SIM_OK;
}

/* ---- joining -------------------------------------------------------------- */

static sim_status fill(parts *p, const char *path, size_t *points, sim_error *err)
{
    sim_record *r = &p->record;
    sim_status status = sim_record_create(r, path, false, err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; status == SIM_OK && i < p->shards; i++) {
        if (p->of[i]) status = sim_store_add_all(&r->store, p->of[i], err);
    }
    if (status == SIM_OK) status = sim_store_count_points(&r->store, points, err);
    if (status == SIM_OK) status = sim_store_finish(&r->store, err);
    if (status == SIM_OK)
        sim_store_close(&r->store);
    else
        sim_store_discard(&r->store);
    return status;
}

/* What failed of the file under its other name is told of the one that was asked for. */
static void retell(const char *out, const char *path, sim_status status,
                   const sim_error *why, sim_error *err)
{
    const bool is_there = strncmp(why->text, path, strlen(path)) == 0;

    sim_fail(err, status, "%s%s", is_there ? out : "",
             why->text + (is_there ? strlen(path) : 0));
}

/* Under another name, of its own, until it is whole. */
static sim_status join(parts *p, const merge_options *o, size_t *points, sim_error *err)
{
    const char *out = o->files[0];
    char path[PATH_SIZE];
    sim_error why = {""};
    sim_status status;

    p->record.shard = p->record.shards = 1;
    p->record.arguments.argument = p->record.job.file;
    if (snprintf(path, sizeof path, "%s.%ld.part", out, (long)getpid()) >= (int)sizeof path)
        return sim_fail(err, SIM_EIO, "%s: the path is too long", out);
    status = sim_store_check_new(out, err);
    if (status == SIM_OK) {
        status = fill(p, path, points, &why);
        if (status != SIM_OK) retell(out, path, status, &why, err);
    }
    if (status == SIM_OK && rename(path, out) != 0)
        status = sim_fail(err, SIM_EIO, "%s: cannot be given its name: %s", out,
                          strerror(errno));
    return status;
}

static sim_status call(int argc, char **argv, sim_error *err)
{
    merge_options o = {0};
    parts p = {.first = NULL};
    size_t points = 0;
    sim_status status;

    argp_parse(&merge_argp, argc, argv, 0, NULL, &o);
    status = find_all(&p, &o, err);
    if (status == SIM_OK && o.lists_missing) {
        if (print_missing(&p, ",", stdout) > 0) putchar('\n');
        if (!p.first)
            status =
                sim_fail(err, SIM_EIO, "%s: none of its shards can be read", o.files[0]);
    } else if (status == SIM_OK) {
        if (!o.partial) status = check_missing(&p, o.files[0], err);
        if (status == SIM_OK) status = join(&p, &o, &points, err);
        if (status == SIM_OK)
            printf("%s: %zu of %zu points of %zu shards\n", o.files[0], points,
                   p.record.plan.n, p.shards);
    }
    sim_record_close(&p.record);
    free(p.of);
    free(p.whole);
    return status;
}

const sim_command sim_command_merge = {"merge", "join the shards of a sweep", &merge_argp,
                                       call};
