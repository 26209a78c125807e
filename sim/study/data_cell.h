/* data_cell.h -- what a cell of a table of data says: a number in any unit of its kind, or a name.
 */
#ifndef SIM_STUDY_DATA_CELL_H
#define SIM_STUDY_DATA_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/io/units.h"

enum { SIM_DATA_WRONG = 480 };

/* Reads a plain number that fills a cell; if it is none, what is wrong, and what would be right. */
bool sim_data_number(const char *text, double *number, char wrong[SIM_DATA_WRONG]);

/* A number that stands in `from`, as `unit` has it: "1e6" is "1e6 cell" of a cell.  NULL: as it is. False
 * where it does not fit, or is too large. */
bool sim_data_convert(const sim_units *units, double number, const char *from,
                      const char *unit, double *value);

/* What a unit is called in a message: % of a share. */
const char *sim_data_unit_told(const char *unit);

/* May a cell be a name?  If not, what is wrong, with what would be right. */
bool sim_data_is_name(const char *text, char wrong[SIM_DATA_WRONG]);

#endif
