/* sbml.h -- a model as SBML Level 3 Version 2 Core, from its rows.
 *
 *     SPECIES   species, counted in the unit of the row     PARAM, WHOLE, INPUT  parameter
 *     SIGNAL    parameter with a rateRule                   DERIVED  initialAssignment
 *     RECORD    parameter that events change                CHANCE   parameter, 1 or 0
 *     RULE      assignmentRule                              REFUSE   constraint
 *     LET       assignmentRule                              REACTION reaction
 *     WHEN, AT  one event each, with the SETs               STOP     one more, ended = 1
 *
 * It is the course of the means: pairs and sample read as in ODEs.  What the program does
 * and SBML cannot say stands in notes: it stops at a STOP, and mixes both courses of a
 * CHANCE.  Every unit is written, those of numbers in formulas too.
 */
#ifndef SIM_IO_SBML_H
#define SIM_IO_SBML_H

#include <stdio.h>

#include "sim/io/units.h"
#include "sim/model/model.h"

/* Writes the model with the constants p[n_constants], of which the DERIVED are not read
 * and a CHANCE above 0 is written as 1.  A formula whose units do not agree is refused
 * with its place, and nothing is then written.  The caller checks `out` when closing it. */
sim_status sim_sbml_write(const sim_model *model, const double p[], const sim_units *units,
                          FILE *out, sim_error *err);

#endif
