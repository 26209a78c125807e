/* point_table.h -- the points of a sweep as a table has them: draws of a fit, a virtual
 * population of subjects.
 *
 *     design = table
 *     file = draws.csv              beside the parameter file; or, in its place,
 *     columns = NAME, NAME, ...     a header, and
 *     row N = CELL, CELL, ...       its rows, N = 1, 2, ...
 *
 * A column is an axis: "passaging.cycle_time", "presets.source", or "passaging.cycle_time@P8" of one
 * arm alone; with a unit behind it, "passaging.cycle_time [d]", numbers are in that.  A cell is what a
 * row of the parameter file would say.  Columns that name no parameter, as numbers of draws do, are
 * left out.  Rows are points, in their order.
 *
 * Units:  values are in the parameters' units, as those of axis.h.
 * Memory: a table owns its texts and values.
 */
#ifndef SIM_STUDY_POINT_TABLE_H
#define SIM_STUDY_POINT_TABLE_H

#include <stdint.h>

#include "sim/study/axis.h"
#include "sim/study/data.h"

enum { SIM_TABLE_POINTS = 1000000, SIM_TABLE_LEFT_OUT = 512 };

typedef struct {
    sim_data texts; /* the rows that say where it stands */
    size_t n, n_columns;
    double *cells; /* [n][n_columns] by the axes */
    uint64_t hash; /* changes with any of them (FNV-1a) */
    char
        left_out[SIM_TABLE_LEFT_OUT]; /* "ensemble, walker": columns that are no axes; "" */
} sim_point_table;

/* Is it a row that says where a table stands? */
bool sim_point_table_has_row(const char *name);

/* Takes such a row of a section, the last word of which holds; rows of the table in their order. */
sim_status sim_point_table_set(sim_point_table *table, const sim_row *row, sim_error *err);

/* Takes a whole table, as sim_point_table_print prints it, in place of what was set. */
sim_status sim_point_table_put(sim_point_table *table, const char *text, const char *place,
                               sim_error *err);

/* Reads it, and makes an axis of each of its columns that is one.  `beside` is the parameter file, NULL:
 * the folder we are in.  Messages start with FILE:LINE of whatever is wrong. */
sim_status sim_point_table_read(sim_point_table *table, sim_axes *axes,
                                const sim_axis_world *world, const char *beside,
                                sim_error *err);

/* Prints it as a CSV, or as rows of a section. */
void sim_point_table_print(const sim_point_table *table, const sim_axes *axes,
                           const sim_axis_world *world, FILE *out);
void sim_point_table_write(const sim_point_table *table, const sim_axes *axes,
                           const sim_axis_world *world, FILE *out);

void sim_point_table_free(sim_point_table *table);

#endif
