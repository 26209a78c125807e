/* former.h -- says what became of a name of an earlier version.
 *
 * Texts are as models/changes.def has them; `changes` may be NULL: there are none.
 */
#ifndef SIM_IO_FORMER_H
#define SIM_IO_FORMER_H

#include <stdbool.h>

#include "sim/error.h"
#include "sim/io/units.h"
#include "sim/model/former.h"

/* What became of a parameter, or of one of that name in any section (""); NULL: nothing. */
const sim_former *sim_formers_find(const sim_formers *changes, const char *section,
                                   const char *name);

/* The same of a parameter that is gone, however its name is capitalised or its gaps are
 * written. */
const sim_former *sim_formers_find_gone(const sim_formers *changes, const char *section,
                                        const char *name);

/* The same of a column that is gone, of one table or of any (NULL). */
const sim_former *sim_formers_find_column(const sim_formers *changes, const char *table,
                                          const char *name);

bool sim_former_is_gone(const sim_former *change);

enum { SIM_FORMER_TEXT = 320 };

/* "gone since 0.4.0: ..." or "since 0.4.0 it is a share of ...". */
void sim_former_print(const sim_former *change, char text[SIM_FORMER_TEXT]);

/* Is `value` one that the parameter had before, in the unit of then or without one? */
bool sim_former_takes(const sim_former *change, const char *value, const sim_units *units);

/* Refuses a row that means what it meant before; `value` may be NULL.  `unit` is that of a
 * value now. */
typedef struct {
    const char *place, *value, *unit;
    const sim_units *units;
} sim_former_row;
sim_status sim_former_refuse(const sim_former *change, const sim_former_row *row,
                             sim_error *err);

/* "0.10.0" is later than "0.4.0": below, at or above 0. */
int sim_version_compare(const char *one, const char *other);

#endif
