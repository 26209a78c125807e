#include "sim/engine/cues.h"

#include <string.h>

#include "sim/error.h"

static void give(const sim_cue *cue, const sim_model *m, double x[])
{
    sim_bug(cue->state < m->n_moving || cue->state >= m->n_states);
    x[cue->state] = cue->value;
}

void sim_cues_start(const sim_cues *cues, double x[])
{
    for (size_t i = 0; cues && i < cues->n; i++)
        if (cues->list[i].after == 0) give(&cues->list[i], cues->model, x);
}

void sim_cues_give(const sim_cues *cues, size_t event, double times, double x[])
{
    for (size_t i = 0; cues && i < cues->n; i++) {
        const sim_cue *cue = &cues->list[i];

        if (cue->after > 0 && cue->event == event && (double)cue->after == times)
            give(cue, cues->model, x);
    }
}

static int compare_sizes(size_t a, size_t b) { return (a > b) - (a < b); }

static int compare_cues(const sim_cue *a, const sim_cue *b)
{
    int order = compare_sizes(a->event, b->event);

    if (order == 0) order = compare_sizes(a->after, b->after);
    if (order == 0) order = compare_sizes(a->state, b->state);
    return order == 0 ? memcmp(&a->value, &b->value, sizeof a->value) : order;
}

int sim_cues_compare(const sim_cues *a, const sim_cues *b)
{
    int order = compare_sizes(a->n, b->n);

    for (size_t i = 0; order == 0 && i < a->n; i++)
        order = compare_cues(&a->list[i], &b->list[i]);
    return order;
}
