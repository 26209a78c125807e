#include "sim/engine/derived.h"

#include <stdlib.h>

/* What has been found of the Jacobian, row by row. */
typedef struct {
    sim_derived *d;
    int *nodes;         /* [n * n] of each entry, -1: 0 */
    sim_entry *entries; /* [n_entries] those that are not */
} jacobian;

/* amount * node, added to what stands at `sum`. */
static void add_term(sim_graph *g, int *sum, double amount, int node)
{
    const int term = sim_graph_make(g, "*", sim_graph_number(g, amount), node, -1);

    *sum = *sum < 0 ? term : sim_graph_make(g, "+", *sum, term, -1);
}

static void differentiate_flow(jacobian *j, size_t flow)
{
    sim_derived *d = j->d;
    const sim_network *net = d->net;
    const size_t n = net->model->n_moving;
    const sim_change *end = net->changes + net->first[flow + 1];
    const int by_time = sim_graph_by_time(&d->graph, d->flows[flow]);

    for (const sim_change *c = net->changes + net->first[flow]; c < end; c++)
        add_term(&d->graph, &d->by_time[c->state], c->amount, by_time);
    for (size_t column = 0; column < n; column++) {
        const int slope = sim_graph_by_state(&d->graph, d->flows[flow], column);

        if (sim_graph_is_zero(&d->graph, slope)) continue;
        for (const sim_change *c = net->changes + net->first[flow]; c < end; c++)
            add_term(&d->graph, &j->nodes[c->state * n + column], c->amount, slope);
    }
}

static void list_entries(jacobian *j)
{
    const size_t n = j->d->net->model->n_moving;

    for (size_t i = 0; i < n * n; i++) {
        if (j->nodes[i] < 0 || sim_graph_is_zero(&j->d->graph, j->nodes[i])) continue;
        j->entries[j->d->n_entries] = (sim_entry){i / n, i % n};
        j->d->entries[j->d->n_entries++] = (sim_derived_entry){0, j->nodes[i]};
    }
}

static sim_status derive(jacobian *j, sim_error *err)
{
    sim_derived *d = j->d;
    const sim_model *m = d->net->model;
    const size_t n = m->n_moving;
    sim_status status;

    for (size_t i = 0; i < n * n; i++) j->nodes[i] = -1;
    for (size_t i = 0; i < n; i++) d->by_time[i] = sim_graph_number(&d->graph, 0);
    for (size_t flow = 0; flow < m->n_flows; flow++)
        d->flows[flow] = sim_graph_formula(&d->graph, m->flows[flow].formula);
    for (size_t flow = 0; flow < m->n_flows; flow++) differentiate_flow(j, flow);
    if (d->graph.status != SIM_OK) return d->graph.status;
    list_entries(j);
    status = sim_sparse_init(&d->lu, n, j->entries, d->n_entries, err);
    for (size_t i = 0; status == SIM_OK && i < d->n_entries; i++)
        d->entries[i].place = d->lu.place[j->entries[i].row * n + j->entries[i].column];
    return status;
}

sim_status sim_derived_init(sim_derived *d, const sim_network *net, sim_error *err)
{
    const size_t n = net->model->n_moving;
    jacobian j = {.d = d};
    sim_status status;

    *d = (sim_derived){.net = net};
    status = sim_graph_init(&d->graph, net->model, err);
    j.nodes = calloc(n * n + 1, sizeof *j.nodes);
    j.entries = calloc(n * n + 1, sizeof *j.entries);
    d->flows = calloc(net->model->n_flows + 1, sizeof *d->flows);
    d->by_time = calloc(n + 1, sizeof *d->by_time);
    d->entries = calloc(n * n + 1, sizeof *d->entries);
    if (!j.nodes || !j.entries || !d->flows || !d->by_time || !d->entries)
        status = sim_fail_memory(err, net->model->name);
    if (status == SIM_OK) status = derive(&j, err);
    free(j.nodes);
    free(j.entries);
    return status;
}

void sim_derived_free(sim_derived *d)
{
    sim_graph_free(&d->graph);
    sim_sparse_free(&d->lu);
    free(d->flows);
    free(d->by_time);
    free(d->entries);
    *d = (sim_derived){0};
}
