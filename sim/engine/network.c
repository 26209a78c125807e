#include "sim/engine/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/kernel.h"
#include "sim/model/formula.h"

/* ---- stoichiometry -------------------------------------------------------- */

static sim_status add_reaction(const sim_model *m, const sim_flow *flow, double amounts[],
                               double left[], sim_error *err)
{
    sim_equation equation;
    sim_status status = sim_equation_parse(&equation, m, flow, err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < equation.n; i++) {
        const sim_equation_term *term = &equation.terms[i];

        amounts[term->species->slot] += i < equation.n_left ? -term->count : term->count;
        if (i < equation.n_left) left[term->species->slot] += term->count;
    }
    return SIM_OK;
}

/* Lists the species on the left of a reaction and in its law; behind `amounts` stands how
 * many of each are on the left. */
static sim_status add_uses(sim_network *net, size_t flow, const double amounts[],
                           bool uses[], sim_error *err)
{
    const sim_model *m = net->model;
    const double *left = amounts + m->n_moving;
    sim_status status;

    memset(uses, 0, m->n_symbols * sizeof *uses);
    status = sim_formula_mark_uses(m, m->flows[flow].formula, uses, err);
    for (size_t i = 0; status == SIM_OK && i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_SPECIES && (uses[i] || left[s->slot] > 0))
            net->uses[net->n_uses++] =
                (sim_use){flow, s->slot, left[s->slot], -amounts[s->slot]};
    }
    return status;
}

/* `amounts` and, behind it, `left` are work of n_moving each. */
static sim_status parse_flow(sim_network *net, size_t flow, double amounts[], bool uses[],
                             sim_error *err)
{
    const sim_model *m = net->model;
    double *left = amounts + m->n_moving;
    sim_status status = SIM_OK;

    memset(amounts, 0, 2 * m->n_moving * sizeof *amounts);
    if (m->flows[flow].equation) {
        net->first_use[flow] = net->n_uses;
        status = add_reaction(m, &m->flows[flow], amounts, left, err);
        if (status == SIM_OK) status = add_uses(net, flow, amounts, uses, err);
        net->first_use[flow + 1] = net->n_uses;
    } else {
        amounts[m->flows[flow].target] = 1;
    }
    net->first[flow] = net->n_changes;
    for (size_t i = 0; status == SIM_OK && i < m->n_moving; i++) {
        if (amounts[i] != 0)
            net->changes[net->n_changes++] = (sim_change){flow, i, amounts[i]};
    }
    net->first[flow + 1] = net->n_changes;
    return status;
}

/* ---- what changes between reactions --------------------------------------- */

/* Nothing more is to be learnt of what is not steady. */
static sim_status find_time(const sim_model *m, const char *text, bool uses[], bool *steady,
                            sim_error *err)
{
    bool time = false;
    sim_status status;

    if (!*steady) return SIM_OK;
    status = sim_formula_mark_time(m, text, &time, err);
    memset(uses, 0, m->n_symbols * sizeof *uses);
    if (status == SIM_OK) status = sim_formula_mark_uses(m, text, uses, err);
    for (size_t i = 0; i < m->n_symbols; i++)
        time = time || (uses[i] && m->symbols[i].kind == SIM_SIGNAL);
    *steady = *steady && !time;
    return status;
}

static sim_status find_steady(sim_network *net, bool uses[], sim_error *err)
{
    const sim_model *m = net->model;
    sim_status status = SIM_OK;

    net->steady = m->n_reactions == m->n_flows;
    net->steady_gaps = true;
    for (size_t i = 0; status == SIM_OK && i < m->n_flows; i++)
        status = find_time(m, m->flows[i].formula, uses, &net->steady, err);
    for (size_t i = 0; status == SIM_OK && i < m->n_crossings; i++) {
        status = find_time(m, m->crossings[i].quantity, uses, &net->steady_gaps, err);
        if (status == SIM_OK)
            status = find_time(m, m->crossings[i].level, uses, &net->steady_gaps, err);
    }
    return status;
}

/* ---- sparsity ------------------------------------------------------------- */

/* Marks entry[row][column] for every state a flow changes and every one it depends on. */
static sim_status mark_entries(const sim_network *net, bool entry[], bool uses[],
                               sim_error *err)
{
    const sim_model *m = net->model;
    sim_status status = SIM_OK;
    size_t marked = m->n_flows;

    for (size_t c = 0; status == SIM_OK && c < net->n_changes; c++) {
        const sim_change *change = &net->changes[c];

        if (change->flow != marked) {
            memset(uses, 0, m->n_symbols * sizeof *uses);
            status = sim_formula_mark_uses(m, m->flows[change->flow].formula, uses, err);
            marked = change->flow;
        }
        for (size_t i = 0; i < m->n_symbols; i++) {
            const sim_symbol *s = &m->symbols[i];

            if (uses[i] && (s->kind == SIM_SPECIES || s->kind == SIM_SIGNAL))
                entry[change->state * m->n_moving + s->slot] = true;
        }
    }
    return status;
}

static bool share_a_row(const bool entry[], size_t n, size_t a, size_t b)
{
    for (size_t row = 0; row < n; row++) {
        if (entry[row * n + a] && entry[row * n + b]) return true;
    }
    return false;
}

static bool fits(const sim_network *net, const bool entry[], size_t column, size_t group)
{
    for (size_t other = 0; other < column; other++) {
        if (net->group[other] == group &&
            share_a_row(entry, net->model->n_moving, column, other))
            return false;
    }
    return true;
}

/* Puts each column into the first group it fits in, and lists the entries by group. */
static void group_columns(sim_network *net, const bool entry[])
{
    const size_t n = net->model->n_moving;

    for (size_t column = 0; column < n; column++) {
        size_t group = 0;

        while (!fits(net, entry, column, group)) group++;
        net->group[column] = group;
        if (group >= net->n_groups) net->n_groups = group + 1;
    }
    for (size_t group = 0; group < net->n_groups; group++) {
        for (size_t i = 0; i < n * n; i++) {
            if (entry[i] && net->group[i % n] == group)
                net->entries[net->n_entries++] = (sim_entry){i / n, i % n};
        }
    }
}

/* Models that have kernels need no derivatives at run time. */
static sim_status derive(sim_network *net, sim_error *err)
{
    if (sim_kernel_find(net->model, 1, NULL)) return SIM_OK;
    net->derived = calloc(1, sizeof *net->derived);
    return net->derived ? sim_derived_init(net->derived, net, err)
                        : sim_fail_memory(err, net->model->name);
}

/* ---- life ----------------------------------------------------------------- */

sim_status sim_network_init(sim_network *net, const sim_model *m, sim_error *err)
{
    const size_t n = m->n_moving;
    double *amounts = calloc(2 * n + 1, sizeof *amounts);
    bool *entry = calloc(n * n + 1, sizeof *entry);
    bool *uses = calloc(m->n_symbols + 1, sizeof *uses);
    sim_status status = SIM_OK;

    *net = (sim_network){.model = m};
    net->changes = calloc(m->n_flows * n + 1, sizeof *net->changes);
    net->entries = calloc(n * n + 1, sizeof *net->entries);
    net->group = calloc(n + 1, sizeof *net->group);
    net->states = calloc(m->n_states + 1, sizeof *net->states);
    net->first = calloc(m->n_flows + 1, sizeof *net->first);
    net->uses = calloc(m->n_reactions * n + 1, sizeof *net->uses);
    net->first_use = calloc(m->n_reactions + 1, sizeof *net->first_use);
    if (!amounts || !entry || !uses || !net->changes || !net->entries || !net->group ||
        !net->states || !net->first || !net->uses || !net->first_use) {
        status = sim_fail_memory(err, m->name);
        goto out;
    }
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (sim_symbol_is_state(&m->symbols[i]))
            net->states[m->symbols[i].slot] = &m->symbols[i];
    }
    for (size_t flow = 0; status == SIM_OK && flow < m->n_flows; flow++)
        status = parse_flow(net, flow, amounts, uses, err);
    if (status == SIM_OK) status = mark_entries(net, entry, uses, err);
    if (status == SIM_OK) group_columns(net, entry);
    if (status == SIM_OK) status = find_steady(net, uses, err);
    if (status == SIM_OK) status = derive(net, err);
out:
    free(uses);
    free(entry);
    free(amounts);
    return status;
}

void sim_network_free(sim_network *net)
{
    if (net->derived) sim_derived_free(net->derived);
    free(net->derived);
    free(net->changes);
    free(net->entries);
    free(net->group);
    free(net->states);
    free(net->first);
    free(net->uses);
    free(net->first_use);
    *net = (sim_network){0};
}
