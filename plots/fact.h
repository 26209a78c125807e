/* fact.h -- what the texts of a figure say, worked out from the numbers.
 *
 * One number is read of each arm's curve; arms are compared by it, and which case that is
 * decides what is said.  Differences smaller than sim_telling.least are none.
 *
 * Units:  those of the columns.
 * Memory: names are borrowed; plot_facts owns its list and the texts in it.
 */
#ifndef PLOTS_FACT_H
#define PLOTS_FACT_H

#include <glib.h>
#include <stddef.h>

#include "sim/error.h"
#include "sim/io/table.h"

/* Which number of a curve is read. */
typedef enum {
    PLOT_READ_LAST,
    PLOT_READ_BEST,     /* or, where it changes for the worse alone, the worst */
    PLOT_READ_FARTHEST, /* from where it starts */
    PLOT_READ_UNTIL,    /* the last x at which it is not below a limit */
} plot_reading;

/* What is found; words for it in facts.def. */
typedef enum {
    PLOT_NOTHING,   /* no arm changes by what is worth a word */
    PLOT_ONE,       /* there is but one arm */
    PLOT_ALONE,     /* one of several changes, the others do not */
    PLOT_TIE,       /* all that change do so alike */
    PLOT_BETTER,    /* the later of two arms changes more for the better */
    PLOT_WORSE,     /* the later of two arms changes less for the better */
    PLOT_DIFFERENT, /* two arms differ, and neither is better */
    PLOT_MIXED,     /* one changes for the better, another for the worse */
    PLOT_HARM,      /* all that change do so for the worse */
    PLOT_COHORT,    /* of how many it is told */
    PLOT_EXTINCT,   /* cultures without a harvest */
    PLOT_EACH,      /* one arm by itself */
} plot_case;

/* Its word in figures.csv. */
const char *plot_case_name(plot_case is);

/* What is read of one arm. */
typedef struct {
    const char *arm;
    double value, at; /* NAN: nothing can be read */
    double base;      /* what it would be without an effect; NAN: there is no such number */
    bool is_end;      /* at is where the curve ends */
    size_t order;     /* of the arms */
} plot_read;

/* The quantity that is told. */
typedef struct {
    const char *column, *unit;
    const char *words;          /* what it is called, where telling has no words */
    const sim_telling *telling; /* NULL: differences of less than 1 % are none, and neither
                                 * more nor less is better */
    plot_reading reading;
    const char *of;         /* before the words: "median "; NULL: nothing */
    const char *x, *x_unit; /* along what it is read */
    double limit;           /* of PLOT_READ_UNTIL */
} plot_topic;

typedef struct {
    plot_case is;
    size_t n, n_changed;  /* arms of which something is read, and those that change */
    plot_read arm, other; /* arm NULL: none is named */
} plot_fact;

/* Compares arms by what is read of each. */
plot_fact plot_fact_of(const plot_topic *topic, const plot_read reads[], size_t n);

/* Of the best and the worst of an arm that which is told. */
plot_read plot_fact_choose(const plot_topic *topic, const plot_read *best,
                           const plot_read *worst);

/* Reads the curve of rows first <= i < end whose x lies between from and to. */
typedef struct {
    const sim_table *table;
    size_t first, end, x, y;
    double from, to;
} plot_stretch;
plot_read plot_fact_read(const plot_topic *topic, const plot_stretch *s);

/* As a caption says it, and as a title does; does the number still grow at the end, in a title?
 * Appends to text. */
void plot_fact_caption(const plot_fact *fact, const plot_topic *topic, GString *text);
void plot_fact_title(const plot_fact *fact, const plot_topic *topic, bool rises,
                     GString *text);

/* "P2: 0.76 at most, on day 37". */
void plot_fact_tell(const plot_read *read, const plot_topic *topic, GString *text);

/* ---- what a figure says, as figures.csv has it ----------------------------- */

typedef struct {
    const char *figure, *panel; /* panel "": of all of the figure */
    const char *place;          /* "title", "caption", "alt" */
    const char *quantity;       /* a column; "": none */
    bool has_fact;              /* false: the text is not about numbers */
    plot_fact fact;
    char *text;
} plot_saying;

typedef struct {
    plot_saying *list; /* [n] */
    size_t n;
    bool failed; /* for want of memory */
} plot_facts;

/* Takes a copy of the text; facts NULL: nobody asks. */
void plot_facts_add(plot_facts *facts, const plot_saying *saying);
void plot_facts_free(plot_facts *facts);

extern const sim_layout plot_facts_layout;
sim_status plot_facts_write(const plot_facts *facts, const sim_rows_to *to, sim_error *err);

#endif
