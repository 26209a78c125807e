#include "sim/study/ledger.h"

#include "sim/study/team.h"

static const double commit_seconds = 1;

void sim_ledger_init(sim_ledger *l, sim_store stores[], size_t n_stores)
{
    *l = (sim_ledger){.stores = stores, .n_stores = n_stores, .last = sim_now()};
    pthread_mutex_init(&l->lock, NULL);
}

void sim_ledger_free(sim_ledger *l)
{
    if (l->stores) pthread_mutex_destroy(&l->lock);
    *l = (sim_ledger){0};
}

static size_t item_of(sim_ledger_key key)
{
    return key.number * SIM_LEDGER_KINDS + key.kind;
}

bool sim_ledger_get(sim_ledger *l, sim_ledger_key key, sim_store_item *item,
                    double numbers[])
{
    bool found = false;

    item->item = item_of(key);
    pthread_mutex_lock(&l->lock);
    for (size_t i = 0; l->status == SIM_OK && !found && i < l->n_stores; i++)
        l->status = sim_store_get_item(&l->stores[i], item, numbers, &found, &l->why);
    pthread_mutex_unlock(&l->lock);
    return found;
}

static sim_status commit(sim_ledger *l)
{
    l->added = 0;
    l->last = sim_now();
    return sim_store_commit(&l->stores[0], &l->why);
}

void sim_ledger_add(sim_ledger *l, sim_ledger_key key, sim_store_item *item)
{
    item->item = item_of(key);
    pthread_mutex_lock(&l->lock);
    if (l->status == SIM_OK) l->status = sim_store_begin(&l->stores[0], &l->why);
    if (l->status == SIM_OK) l->status = sim_store_add_item(&l->stores[0], item, &l->why);
    if (l->status == SIM_OK) l->added++;
    if (l->status == SIM_OK && sim_now() - l->last >= commit_seconds) l->status = commit(l);
    pthread_mutex_unlock(&l->lock);
}

bool sim_ledger_is_lost(sim_ledger *l)
{
    bool lost;

    pthread_mutex_lock(&l->lock);
    lost = l->status != SIM_OK;
    pthread_mutex_unlock(&l->lock);
    return lost;
}

sim_status sim_ledger_close(sim_ledger *l, sim_error *err)
{
    if (l->status == SIM_OK) l->status = commit(l);
    return l->status == SIM_OK ? SIM_OK : sim_fail(err, l->status, "%s", l->why.text);
}
