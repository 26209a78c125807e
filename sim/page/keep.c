/* keep.c -- of sim/study/keep.h and ledger.h: the page keeps nothing of a cohort that is not whole; of
 * sim/io/store.h and sim/study/pick.h: no file of a page is a database. */
#include "sim/study/keep.h"

#include "sim/study/pick.h"

sim_status sim_keep_open(sim_keep *k, const sim_job *job, const char *dir,
                         const sim_keep_options *options, sim_error *err)
{
    (void)job, (void)err;
    *k = (sim_keep){.dir = dir, .options = *options};
    return SIM_OK;
}

sim_status sim_keep_close(sim_keep *k, sim_error *err)
{
    (void)err;
    *k = (sim_keep){0};
    return SIM_OK;
}

void sim_keep_discard(sim_keep *k) { *k = (sim_keep){0}; }

void sim_ledger_init(sim_ledger *l, sim_store stores[], size_t n_stores)
{
    *l = (sim_ledger){.stores = stores, .n_stores = n_stores};
}

void sim_ledger_free(sim_ledger *l) { *l = (sim_ledger){0}; }

bool sim_ledger_get(sim_ledger *l, sim_ledger_key key, sim_store_item *item,
                    double numbers[])
{
    (void)l, (void)key, (void)item, (void)numbers;
    return false;
}

void sim_ledger_add(sim_ledger *l, sim_ledger_key key, sim_store_item *item)
{
    (void)l, (void)key, (void)item;
}

bool sim_ledger_is_lost(sim_ledger *l)
{
    (void)l;
    return false;
}

sim_status sim_ledger_close(sim_ledger *l, sim_error *err)
{
    (void)l, (void)err;
    return SIM_OK;
}

bool sim_store_is_database(const char *path)
{
    (void)path;
    return false;
}

sim_status sim_pick_point(sim_pick *pick, const char *path, size_t point, sim_error *err)
{
    (void)point;
    *pick = (sim_pick){0};
    return sim_fail(err, SIM_EPARSE,
                    "%s: is no database; a file that potency sweep wrote would be right",
                    path);
}

void sim_pick_free(sim_pick *pick) { *pick = (sim_pick){0}; }
