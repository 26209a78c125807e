/* saying.h -- what figures say, text by text, as figures.csv has it.
 *
 * Units:  those of the columns.
 * Memory: names of arms are borrowed; plot_facts owns its list and all else in it.
 */
#ifndef PLOTS_SAYING_H
#define PLOTS_SAYING_H

#include "plots/fact.h"
#include "sim/error.h"
#include "sim/io/memory.h"

typedef struct {
    const char *figure, *panel; /* panel "": of all of the figure */
    const char *place;          /* "title", "caption", "alt" */
    const char *quantity;       /* a column; "": none */
    bool has_fact;              /* false: the text is not about numbers */
    plot_fact fact;             /* a number without an arm is of all arms */
    char *text;
} plot_saying;

typedef struct {
    plot_saying *list; /* [n] */
    size_t n;
    sim_memory rows; /* as they are written, behind those of the list: of figures that were
                      * drawn in another process */
    bool failed;     /* for want of memory */
} plot_facts;

/* Takes a copy of the names and the text, but of those of arms; facts NULL: nobody asks. */
void plot_facts_add(plot_facts *facts, const plot_saying *saying);
void plot_facts_free(plot_facts *facts);

extern const sim_layout plot_facts_layout;

/* The rows of the list alone, as bytes. */
void plot_facts_write_rows(const plot_facts *facts, FILE *out);

/* All of it, with a header. */
sim_status plot_facts_write(const plot_facts *facts, const sim_rows_to *to, sim_error *err);

#endif
