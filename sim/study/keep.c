#include "sim/study/keep.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/study/stored.h"
#include "sim/study/version.h"

enum { PATH_SIZE = 4096, NAME_SIZE = 64 };

static const char usual_name[] = "replicates", fact_kept[] = "kept";

/* ---- names ---------------------------------------------------------------- */

static void print_name(const sim_keep_options *o, char name[NAME_SIZE])
{
    if (o->shards > 0)
        snprintf(name, NAME_SIZE, "replicates-%zu-of-%zu.db", o->shard, o->shards);
    else
        snprintf(name, NAME_SIZE, "%s.db", o->name ? o->name : usual_name);
}

/* Is it the name of a shard, as print_name writes it? */
static bool is_shard(const char *name)
{
    sim_keep_options o = {0};
    char right[NAME_SIZE];

    if (sscanf(name, "replicates-%zu-of-%zu.db", &o.shard, &o.shards) != 2) return false;
    print_name(&o, right);
    return o.shard >= 1 && o.shard <= o.shards && strcmp(name, right) == 0;
}

static sim_status print_path(const sim_keep *k, const char *name, char path[PATH_SIZE],
                             sim_error *err)
{
    if (snprintf(path, PATH_SIZE, "%s/%s", k->dir, name) < PATH_SIZE) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: the path is too long; a shorter one would be right",
                    k->dir);
}

/* ---- stores --------------------------------------------------------------- */

static sim_status refuse_old(const char *path, sim_error *err)
{
    return sim_fail(
        err, SIM_EIO,
        "%s: holds what an earlier run has solved; --resume goes on with it, and "
        "without this file all begins anew",
        path);
}

static sim_status make(sim_keep *k, sim_store *store, const char *path, sim_error *err)
{
    sim_status status = sim_stored_start(store, path, &k->plan, err);

    if (status == SIM_OK) status = sim_store_set_fact(store, "build", sim_build_id, err);
    if (status == SIM_OK && k->options.about)
        status = sim_store_set_fact(store, fact_kept, k->options.about, err);
    return status == SIM_OK ? sim_store_commit(store, err) : status;
}

/* Is it about the same? */
static sim_status check_about(const sim_keep *k, sim_store *store, sim_error *err)
{
    const char *about = k->options.about ? k->options.about : "";
    char *kept = NULL;
    sim_status status = sim_store_get_fact(store, fact_kept, &kept, err);

    if (status == SIM_OK && strcmp(kept ? kept : "", about) != 0)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: holds %.300s, and not %.300s; another folder would be right",
                          store->path, kept ? kept : usual_name, about);
    free(kept);
    return status;
}

static sim_status check(sim_keep *k, sim_store *store, sim_error *err)
{
    sim_status status;

    if (!store->form.has_items)
        return sim_fail(err, SIM_EPARSE,
                        "%s: is no file of a cohort; another folder would be right",
                        store->path);
    status = sim_stored_compare(&k->plan, store, err);
    return status == SIM_OK ? check_about(k, store, err) : status;
}

/* What is refused stays as it is: it is locked only then. */
static sim_status open_own(sim_keep *k, const char *path, sim_error *err)
{
    sim_store *store = &k->stores[k->n_stores++];
    sim_status status;

    if (!sim_store_exists(path) || sim_store_is_empty(path))
        return make(k, store, path, err);
    if (!k->options.resumes) return refuse_old(path, err);
    status = sim_store_open(store, path, false, err);
    if (status == SIM_OK) status = check(k, store, err);
    if (status != SIM_OK) return status;
    sim_store_close(store);
    return sim_store_open(store, path, true, err);
}

static sim_status open_shard(sim_keep *k, const char *name, sim_error *err)
{
    char path[PATH_SIZE];
    sim_store *store;
    sim_status status = print_path(k, name, path, err);

    if (status == SIM_OK && !k->options.resumes) return refuse_old(path, err);
    if (status != SIM_OK) return status;
    if (!sim_memory_grow(&k->stores, k->n_stores, sizeof *k->stores))
        return sim_fail_memory(err, path);
    store = &k->stores[k->n_stores++];
    *store = (sim_store){0};
    status = sim_store_open(store, path, false, err);
    return status == SIM_OK ? check(k, store, err) : status;
}

/* A whole run takes what shards hold. */
static sim_status open_shards(sim_keep *k, sim_error *err)
{
    const bool may_be = k->options.shards == 0 && !k->options.name;
    DIR *folder = may_be ? opendir(k->dir) : NULL;
    const struct dirent *entry;
    sim_status status = SIM_OK;

    while (folder && status == SIM_OK && (entry = readdir(folder))) {
        if (is_shard(entry->d_name)) status = open_shard(k, entry->d_name, err);
    }
    if (folder) closedir(folder);
    return status;
}

sim_status sim_keep_open(sim_keep *k, const sim_job *job, const char *dir,
                         const sim_keep_options *options, sim_error *err)
{
    char name[NAME_SIZE], path[PATH_SIZE];
    sim_status status;

    *k = (sim_keep){.dir = dir, .options = *options};
    k->task = (sim_plan_task){.file = job->file,
                              .chain = job->session.chain,
                              .experiment = &job->experiment,
                              .axes = &k->none,
                              .keeps_courses = true,
                              .is_cohort = true};
    k->stores = calloc(1, sizeof *k->stores);
    if (!k->stores) return sim_fail_memory(err, dir);
    status = sim_plan_init_cohort(&k->plan, &k->task, err);
    print_name(options, name);
    if (status == SIM_OK) status = print_path(k, name, path, err);
    if (status == SIM_OK) status = open_own(k, path, err);
    k->owns = status == SIM_OK;
    if (status == SIM_OK) status = open_shards(k, err);
    if (status == SIM_OK) sim_ledger_init(&k->ledger, k->stores, k->n_stores);
    return status;
}

/* ---- the end -------------------------------------------------------------- */

static void release(sim_keep *k)
{
    sim_ledger_free(&k->ledger);
    sim_plan_free(&k->plan);
    free(k->stores);
    *k = (sim_keep){0};
}

void sim_keep_discard(sim_keep *k)
{
    for (size_t i = 0; i < k->n_stores; i++) sim_store_discard(&k->stores[i]);
    release(k);
}

/* One without items is as good as none. */
static sim_status finish_own(sim_keep *k, sim_error *err)
{
    size_t n = 1;
    sim_status status = k->ledger.stores ? sim_ledger_close(&k->ledger, err) : SIM_OK;

    if (status == SIM_OK) status = sim_store_finish(&k->stores[0], err);
    if (status == SIM_OK) status = sim_store_count_items(&k->stores[0], &n, err);
    if (status == SIM_OK && n == 0) sim_store_discard(&k->stores[0]);
    return status;
}

sim_status sim_keep_close(sim_keep *k, sim_error *err)
{
    const sim_status status = k->owns ? finish_own(k, err) : SIM_OK;

    for (size_t i = 0; i < k->n_stores; i++) sim_store_close(&k->stores[i]);
    release(k);
    return status;
}
