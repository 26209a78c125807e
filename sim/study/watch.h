/* watch.h -- which columns of the course an ensemble keeps: [run] ensemble_columns.
 *
 * A column that a row AGAINST declares is, of each replicate, what it differs by from its own
 * background.
 *
 * Memory: a watch owns its list and texts; the catalog is borrowed.
 */
#ifndef SIM_STUDY_WATCH_H
#define SIM_STUDY_WATCH_H

#include "sim/io/rows.h"
#include "sim/io/text.h"
#include "sim/study/cohort.h"

typedef struct {
    const sim_symbol *symbol;   /* a state or rule */
    const sim_against *against; /* its difference to the background; NULL: itself */
} sim_watched;

/* What a name stands for in the course of a model; without a symbol: nothing. */
sim_watched sim_watched_find(const sim_model *model, const char *name);

sim_column sim_watched_column(const sim_model *model, const sim_watched *watched);

/* Offers all that there is, for a message. */
void sim_watched_offer(const sim_model *model, sim_nearest *nearest);

extern const char sim_watch_name[]; /* of the row in [run] */

typedef struct {
    const sim_model *model; /* the last of the chain */
    const sim_formers *formers;
    const sim_chain *chains; /* all that there are; NULL: none */
    sim_watched *list;       /* [n] of it */
    size_t n;
    unsigned layer;
    char *place, *origin;
} sim_watch;

/* Starts with the columns of the catalog's population.  sim_watch_free is legal after a
 * failure too. */
sim_status sim_watch_init(sim_watch *watch, const sim_catalog *catalog, sim_error *err);

void sim_watch_free(sim_watch *watch);

/* Takes the names in row->how, with commas between them, in place of a lower layer's. */
sim_status sim_watch_set(sim_watch *watch, const sim_row *row, sim_error *err);

/* The i-th of them. */
sim_column sim_watch_column(const sim_watch *watch, size_t i);

/* The place of a column; n if it is none. */
size_t sim_watch_find(const sim_watch *watch, const char *column);

/* Marks the symbols of the columns among wanted[n_symbols]. */
void sim_watch_want(const sim_watch *watch, bool wanted[]);

/* Writes the row; reading it gives the same watch. */
void sim_watch_write(const sim_watch *watch, FILE *out);

#endif
