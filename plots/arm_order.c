#include "plots/arm_order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_wanted(const plot_wanted *wanted, const char *name)
{
    for (size_t i = 0; i < wanted->n; i++)
        if (strcmp(wanted->names[i], name) == 0) return true;
    return wanted->n == 0;
}

size_t plot_arms_find(const plot_arms *arms, const char *name, size_t start)
{
    for (size_t k = 0; k < arms->n; k++) {
        const size_t i = (start + k) % arms->n;

        if (strcmp(arms->names[i], name) == 0) return i;
    }
    return arms->n;
}

/* Rows of one arm stand together. */
static void add_arms(plot_arms *arms, const sim_table *table, const plot_wanted *wanted)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *key = table->keys[row];

        if (row > 0 && key == table->keys[row - 1]) continue;
        if (plot_arms_find(arms, key, 0) == arms->n && is_wanted(wanted, key))
            arms->names[arms->n++] = key;
    }
}

/* An arm may be missing in a table: the table with most rows tells the order. */
static void add_run(plot_arms *arms, const plot_run *run, const plot_wanted *wanted)
{
    const sim_table *longest = run->n > 0 ? run->tables[0] : NULL;

    for (size_t i = 1; i < run->n; i++)
        if (run->tables[i]->n_rows > longest->n_rows) longest = run->tables[i];
    if (longest) add_arms(arms, longest, wanted);
    for (size_t i = 0; i < run->n; i++) add_arms(arms, run->tables[i], wanted);
}

/* Which of the arms in front is named number k: they are spread evenly over all. */
static size_t named(const plot_arms *arms, size_t k)
{
    return arms->n_named > 1 ? k * (arms->n_front - 1) / (arms->n_named - 1) : 0;
}

/* Moves the arms that are named to the front; the order of the others stays. */
static sim_status choose_named(plot_arms *arms, sim_error *err)
{
    const char **all;
    size_t next = 0, n = 0;

    arms->n_named = arms->n;
    if (arms->n <= PLOT_NAMED_MAX) return SIM_OK;
    arms->n_named = arms->n_front < PLOT_NAMED_MAX ? arms->n_front : PLOT_NAMED_MAX;
    all = calloc(arms->n, sizeof *all);
    if (!all) return sim_fail_memory(err, "figure");
    memcpy(all, arms->names, arms->n * sizeof *all);
    for (size_t k = 0; k < arms->n_named; k++) arms->names[n++] = all[named(arms, k)];
    for (size_t i = 0; i < arms->n; i++) {
        if (next < arms->n_named && i == named(arms, next))
            next++;
        else
            arms->names[n++] = all[i];
    }
    free(all);
    return SIM_OK;
}

sim_status plot_arms_init(plot_arms *arms, const plot_run runs[PLOT_LAYERS],
                          plot_wanted wanted, sim_error *err)
{
    size_t n_rows = 0;

    for (size_t layer = 0; layer < PLOT_LAYERS; layer++)
        for (size_t i = 0; i < runs[layer].n; i++) n_rows += runs[layer].tables[i]->n_rows;
    *arms = (plot_arms){.names = calloc(n_rows + 1, sizeof *arms->names)};
    if (!arms->names) return sim_fail_memory(err, "figure");
    add_run(arms, &runs[PLOT_FRONT], &wanted);
    arms->n_front = arms->n;
    add_run(arms, &runs[PLOT_BEHIND], &wanted);
    return choose_named(arms, err);
}
