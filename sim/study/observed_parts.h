/* observed_parts.h -- what the files that list observations share: observed.c (the list),
 * observed_logs.c (of logs) and, of tables, observed_read.c (what a section says), observed_quantity.c (of what)
 * and observed_cells.c (rows). */
#ifndef SIM_STUDY_OBSERVED_PARTS_H
#define SIM_STUDY_OBSERVED_PARTS_H

#include "sim/study/data_cell.h"
#include "sim/study/data_table.h"
#include "sim/study/observed.h"
#include "sim/study/readout.h"

/* A list that is filled. */
typedef struct {
    sim_observations *all;
    const sim_experiment *e;
    const sim_chain *chain;
    sim_table reports; /* the columns of those of the chain */
    sim_readout readout;
    sim_error *err;
} sim_observing;

/* A text of the list's own; "" where memory is short, which its pool tells. */
const char *sim_observing_text(sim_observing *o, const char *text);

/* The number of a source, who is added if he is new. */
sim_status sim_observing_source(sim_observing *o, const char *name, size_t *source);

/* Adds a set, and an observation to the last one. */
sim_status sim_observing_add_set(sim_observing *o, const sim_observed_set *set);
sim_status sim_observing_add(sim_observing *o, const sim_observed *observed);

/* Adds what a log has seen, and what the table of a section has. */
sim_status sim_observing_take_log(sim_observing *o, size_t log);
sim_status sim_observing_take_table(sim_observing *o, const sim_data *data);

/* ---- tables ------------------------------------------------------------------------- */

typedef enum {
    SIM_FIELD_X,
    SIM_FIELD_VALUE,
    SIM_FIELD_ARM,
    SIM_FIELD_SUBJECT,
    SIM_FIELD_SD,
    SIM_FIELD_LIMIT,
    SIM_FIELD_LIMIT_ABOVE,
    SIM_FIELDS
} sim_field_id;

/* Where what a row needs stands: in a column, or for all rows in the section. */
typedef struct {
    const char *name;        /* of the row of the section */
    size_t column;           /* of the table; SIM_NONE: none */
    const sim_data_row *row; /* NULL: the section has none */
    bool is_fixed;           /* the section has what holds for all rows: */
    double fixed;            /* a number, in our unit, or the number of an arm */
} sim_field;

/* A table that is read. */
typedef struct {
    sim_observing *o;
    const sim_data *data;
    const sim_data_table *table;
    sim_field fields[SIM_FIELDS];
    const char *value_unit, *x_unit, *sd_unit; /* what cells are in; NULL: as ours */
    sim_observed_set set;
    size_t known; /* arm whose last report is known, and that; SIM_NONE: none */
    double last;
    size_t line;              /* of the row that is read */
    const char *const *cells; /* its */
} sim_tabled;

/* Finds the quantity that a section is about: where, and its unit. */
sim_status sim_tabled_find_quantity(sim_tabled *t);

/* Reads all rows of the table, once its fields are known. */
sim_status sim_tabled_take_rows(sim_tabled *t);

/* What holds for all rows of a field. */
sim_status sim_tabled_take_fixed(sim_tabled *t, sim_field_id id);

/* Does a text look as if no heading were meant by it, but what holds for all rows? */
bool sim_tabled_is_fixed(const sim_tabled *t, sim_field_id id, const char *text);

#endif
