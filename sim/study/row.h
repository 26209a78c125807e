/* row.h -- a row of a parameter file whose value is text: a draw, an axis, columns to keep.
 */
#ifndef SIM_STUDY_ROW_H
#define SIM_STUDY_ROW_H

#include "sim/error.h"

typedef struct {
    const char *name, *how; /* "joint.placebo", "normal 8"; "product.dose", "1e6..1e7" */
    const char *place, *origin; /* for messages; for run.ini */
    unsigned layer;             /* who says so: the higher one holds */
} sim_row;

/* Copies place and origin, in place of what is there. */
sim_status sim_row_keep(const sim_row *row, char **place, char **origin, sim_error *err);

/* A row of which the one of the highest layer holds; `how` NULL: there is none.  Owned. */
typedef struct {
    char *how, *place, *origin;
    unsigned layer;
} sim_row_kept;

/* Takes a row over one of a lower layer; a second one in its own is refused, as NAME. */
sim_status sim_row_take(sim_row_kept *kept, const char *name, const sim_row *row,
                        sim_error *err);
void sim_row_forget(sim_row_kept *kept);

/* "PLACE: NAME = HOW", what is wrong, with a glue (" ", ": ") before it, and what would be
 * right. */
sim_status sim_row_refuse(const sim_row *row, const char *glue, const char *wrong,
                          const char *right, sim_error *err);

/* A second row in the layer of the one at `first`. */
sim_status sim_row_refuse_second(const sim_row *row, const char *first, sim_error *err);

#endif
