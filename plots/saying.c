#include "plots/saying.h"

#include <math.h>
#include <stdlib.h>

#include "plots/phrase.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"

static const sim_column columns[] = {
    {"figure", "1", "name of the figure", SIM_CELL_TEXT},
    {"panel", "1", "name of its panel; empty: all of the figure", SIM_CELL_TEXT},
    {"place", "1", "title, caption or alt: for who cannot see the figure", SIM_CELL_TEXT},
    {"case", "1", "what is found; empty: the text is not about numbers", SIM_CELL_TEXT},
    {"quantity", "1", "column that is told", SIM_CELL_TEXT},
    {"arm", "1", "arm that is told first", SIM_CELL_TEXT},
    {"other_arm", "1", "arm that it is compared with", SIM_CELL_TEXT},
    {"day", "", "when, of the first arm; in the unit of the panel's x", SIM_CELL_NUMBER},
    {"value", "",
     "value of the first arm, in the unit of the quantity; of a cohort: of "
     "how many it is told",
     SIM_CELL_NUMBER},
    {"other_value", "", "value of the other arm, in the unit of the quantity",
     SIM_CELL_NUMBER},
    {"text", "1", "what the figure says", SIM_CELL_TEXT},
};
const sim_layout plot_facts_layout = SIM_LAYOUT("figures", columns);

static void free_texts(const plot_saying *s)
{
    free((void *)s->figure);
    free((void *)s->panel);
    free((void *)s->quantity);
    free(s->text);
}

void plot_facts_add(plot_facts *facts, const plot_saying *saying)
{
    plot_saying s = *saying;

    if (!facts || facts->failed) return;
    s.figure = sim_text_copy(s.figure);
    s.panel = sim_text_copy(s.panel);
    s.quantity = sim_text_copy(s.quantity);
    s.text = sim_text_copy(s.text);
    if (!s.figure || !s.panel || !s.quantity || !s.text ||
        !sim_memory_grow(&facts->list, facts->n, sizeof *facts->list)) {
        facts->failed = true;
        free_texts(&s);
        return;
    }
    facts->list[facts->n++] = s;
}

void plot_facts_free(plot_facts *facts)
{
    for (size_t i = 0; i < facts->n; i++) free_texts(&facts->list[i]);
    free(facts->list);
    sim_memory_free(&facts->rows);
    *facts = (plot_facts){0};
}

static void write_saying(sim_rows *rows, const plot_saying *s)
{
    const plot_fact *fact = &s->fact;
    const bool has_value = fact->arm.arm || fact->is == PLOT_COHORT;

    sim_rows_text(rows, s->figure);
    sim_rows_text(rows, s->panel);
    sim_rows_text(rows, s->place);
    sim_rows_text(rows, s->has_fact ? plot_case_name(fact->is) : "");
    sim_rows_text(rows, s->quantity);
    sim_rows_text(rows, fact->arm.arm ? fact->arm.arm : "");
    sim_rows_text(rows, fact->other.arm ? fact->other.arm : "");
    sim_rows_number(rows, fact->arm.arm ? fact->arm.at : NAN);
    sim_rows_number(rows, s->has_fact && has_value ? fact->arm.value : NAN);
    sim_rows_number(rows, fact->other.arm ? fact->other.value : NAN);
    sim_rows_text(rows, s->text);
}

void plot_facts_write_rows(const plot_facts *facts, FILE *out)
{
    sim_rows rows = {.layout = &plot_facts_layout, .to.csv = out};

    for (size_t i = 0; i < facts->n; i++) write_saying(&rows, &facts->list[i]);
}

sim_status plot_facts_write(const plot_facts *facts, const sim_rows_to *to, sim_error *err)
{
    sim_rows rows;

    if (facts->failed) return sim_fail_memory(err, "figures");
    sim_rows_start(&rows, &plot_facts_layout, to);
    for (size_t i = 0; i < facts->n; i++) write_saying(&rows, &facts->list[i]);
    if (facts->rows.bytes) fwrite(facts->rows.bytes, 1, facts->rows.size, to->csv);
    return sim_rows_end(&rows, err);
}
