#include "plots/arms.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_wanted(const plot_wanted *wanted, const char *name)
{
    for (size_t i = 0; i < wanted->n; i++)
        if (strcmp(wanted->names[i], name) == 0) return true;
    return wanted->n == 0;
}

size_t plot_arms_find(const plot_arms *arms, const char *name)
{
    size_t i = 0;

    while (i < arms->n && strcmp(arms->names[i], name) != 0) i++;
    return i;
}

static void add_arms(plot_arms *arms, const sim_table *table, const plot_wanted *wanted)
{
    for (size_t row = 0; row < table->n_rows; row++)
        if (plot_arms_find(arms, table->keys[row]) == arms->n &&
            is_wanted(wanted, table->keys[row]))
            arms->names[arms->n++] = table->keys[row];
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
    return SIM_OK;
}
