/* watch.h -- which columns of the course an ensemble keeps: [run] ensemble_columns.
 *
 * Memory: a watch owns its list and texts; the catalog is borrowed.
 */
#ifndef SIM_STUDY_WATCH_H
#define SIM_STUDY_WATCH_H

#include "sim/study/cohort.h"

extern const char sim_watch_name[]; /* of the row in [run] */

typedef struct {
    const sim_model *model; /* the last of the chain */
    const sim_formers *formers;
    const sim_chain *chains; /* all that there are; NULL: none */
    size_t *symbols;         /* [n] states and rules of it */
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

/* Writes the row; reading it gives the same watch. */
void sim_watch_write(const sim_watch *watch, FILE *out);

#endif
