#include "sim/study/shelf.h"

static bool is_same_manner(const sim_manner *a, const sim_manner *b)
{
    return a->solver == b->solver && a->rtol == b->rtol && a->end == b->end &&
           a->every == b->every;
}

sim_outcome *sim_shelf_find(const sim_shelf *shelf, const sim_outcome *like,
                            const sim_manner *manner)
{
    for (size_t i = 0; i < SIM_SHELF; i++) {
        if (shelf->list[i] && is_same_manner(&shelf->manner[i], manner) &&
            sim_outcome_compare(shelf->list[i], like) == 0)
            return shelf->list[i];
    }
    return NULL;
}

void sim_shelf_put(sim_shelf *shelf, sim_outcome *outcome, const sim_manner *manner)
{
    const size_t i = shelf->next;

    sim_outcome_free(shelf->list[i]);
    shelf->list[i] = sim_outcome_hold(outcome);
    shelf->manner[i] = *manner;
    shelf->next = (i + 1) % SIM_SHELF;
}

void sim_shelf_drop(sim_shelf *shelf, const sim_outcome *outcome)
{
    for (size_t i = 0; i < SIM_SHELF; i++) {
        if (shelf->list[i] != outcome) continue;
        sim_outcome_free(shelf->list[i]);
        shelf->list[i] = NULL;
    }
}

void sim_shelf_clear(sim_shelf *shelf)
{
    for (size_t i = 0; i < SIM_SHELF; i++) sim_outcome_free(shelf->list[i]);
    *shelf = (sim_shelf){0};
}
