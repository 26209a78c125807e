#include "sim/engine/kept.h"

#include <stdlib.h>

#include "sim/engine/kernel.h"

const sim_kept sim_kept_none = {0};

/* ---- which ---------------------------------------------------------------- */

static void want_states(const sim_model *m, unsigned long long reads, bool states[])
{
    for (size_t i = 0; i < m->n_states; i++)
        if (reads >> i % SIM_ASKERS & 1) states[i] = true;
}

/* Bits of the states that a row of the kernel reads; of a model without one, any. */
static unsigned long long reads_of(const unsigned long long *rows, size_t i)
{
    return rows ? rows[i] : ~0ULL;
}

/* Marks the states and rules of a wanted symbol. */
static void want(const sim_model *m, const sim_symbol *s, bool states[], bool rules[])
{
    const sim_kernel *kernel = sim_kernel_find(m, 1, NULL);

    if (sim_symbol_is_state(s)) states[s->slot] = true;
    if (s->kind == SIM_RULE) rules[s->slot] = true;
    if (s->is_ratio)
        want_states(m, reads_of(kernel ? kernel->rule_reads : NULL, s->slot), states);
    for (size_t i = 0; i < m->n_blanks; i++)
        if (&m->symbols[m->blanks[i].symbol] == s)
            want_states(m, reads_of(kernel ? kernel->blank_reads : NULL, i), states);
}

/* ---- where ---------------------------------------------------------------- */

/* Numbers what is marked. */
static size_t place(const bool marked[], size_t n, size_t slots[], size_t places[])
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        places[i] = count;
        if (marked[i]) slots[count++] = i;
    }
    return count;
}

/* Adds the states that kept rules read, and lists those that are integrated. */
static void find_looked(sim_kept *kept, const sim_model *m, bool states[])
{
    const sim_kernel *kernel = sim_kernel_find(m, 1, NULL);

    for (size_t i = 0; i < kept->n_rules; i++)
        want_states(m, reads_of(kernel ? kernel->rule_reads : NULL, kept->rules[i]),
                    states);
    for (size_t i = 0; i < m->n_moving; i++)
        if (states[i]) kept->looked[kept->n_looked++] = i;
}

sim_status sim_kept_init(sim_kept *kept, const sim_model *m, const bool wanted[],
                         sim_error *err)
{
    const size_t n = m->n_states + m->n_rules;
    bool *states = calloc(n + 1, sizeof *states);

    *kept = (sim_kept){0};
    kept->states = calloc(3 * n + 1, sizeof *kept->states);
    if (!states || !kept->states) {
        free(states);
        return sim_fail_memory(err, m->name);
    }
    kept->rules = kept->states + m->n_states;
    kept->state_place = kept->rules + m->n_rules;
    kept->rule_place = kept->state_place + m->n_states;
    kept->looked = kept->rule_place + m->n_rules;
    for (size_t i = 0; i < m->n_symbols; i++)
        if (wanted[i]) want(m, &m->symbols[i], states, states + m->n_states);
    kept->n_states = place(states, m->n_states, kept->states, kept->state_place);
    kept->n_rules = place(states + m->n_states, m->n_rules, kept->rules, kept->rule_place);
    for (size_t i = 0; i < kept->n_rules; i++)
        kept->asked |= 1ULL << kept->rules[i] % SIM_ASKERS;
    find_looked(kept, m, states);
    free(states);
    return SIM_OK;
}

void sim_kept_free(sim_kept *kept)
{
    free(kept->states);
    *kept = (sim_kept){0};
}

static bool is_among(const size_t slots[], size_t n, size_t slot)
{
    size_t i = 0;

    while (i < n && slots[i] != slot) i++;
    return i < n;
}

bool sim_kept_has(const sim_kept *k, const sim_symbol *s)
{
    if (s->kind == SIM_RULE) return is_among(k->rules, k->n_rules, s->slot);
    return sim_symbol_is_state(s) && is_among(k->states, k->n_states, s->slot);
}
