#include "plots/title.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/phrase.h"

static const char suffix[] = "_day";

/* The day of a column's number; NAN if there is no such column. */
static double find_day(const plot_headline *h, size_t row, size_t column)
{
    char *name = g_strconcat(h->summary->columns[column].name, suffix, NULL);
    const size_t day = sim_table_find(h->summary, name);

    g_free(name);
    return day < h->summary->n_columns ? sim_table_cell(h->summary, row, day) : NAN;
}

static plot_read read_cell(const plot_headline *h, size_t row, size_t column)
{
    plot_read read = {.arm = h->summary->keys[row],
                      .value = sim_table_cell(h->summary, row, column),
                      .at = find_day(h, row, column),
                      .base = 0,
                      .order = row};

    if (!isfinite(read.value)) read.value = NAN;
    read.is_end = read.at >= h->end;
    return read;
}

plot_topic plot_headline_topic(const plot_headline *h)
{
    const sim_column *column = &h->summary->columns[h->best];

    return (plot_topic){.column = column->name,
                        .unit = column->unit,
                        .words = column->meaning,
                        .telling = sim_chain_telling(h->chain, column->name),
                        .reading = PLOT_READ_BEST,
                        .of = h->of,
                        .is_median = h->is_median,
                        .x = "day"};
}

void plot_headline_read(const plot_headline *h, size_t row, plot_read *best,
                        plot_read *worst)
{
    *best = read_cell(h, row, h->best);
    *worst = read_cell(h, row, h->worst);
}

sim_status plot_title_print(const plot_headline *h, const char *figure, plot_facts *facts,
                            GString *text, sim_error *err)
{
    const plot_topic topic = plot_headline_topic(h);
    plot_read *reads = calloc(h->summary->n_rows + 1, sizeof *reads);
    plot_fact fact;

    if (!reads) return sim_fail_memory(err, "title");
    for (size_t row = 0; row < h->summary->n_rows; row++) {
        plot_read best, worst;

        plot_headline_read(h, row, &best, &worst);
        reads[row] = plot_fact_choose(&topic, &best, &worst);
    }
    fact = plot_fact_of(&topic, reads, h->summary->n_rows);
    free(reads);
    plot_phrase_title(&fact, &topic, text);
    plot_facts_add(facts, &(plot_saying){.figure = figure,
                                         .panel = "",
                                         .place = "title",
                                         .quantity = topic.column,
                                         .has_fact = true,
                                         .fact = fact,
                                         .text = text->str});
    return SIM_OK;
}
