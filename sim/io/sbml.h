/* sbml.h -- a model, or all those of a chain, as SBML Level 3 Core, from their rows.
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
 * CHANCE.  Every unit is written, those of numbers in formulas too.  It needs nothing that
 * Version 2 has over Version 1.
 *
 * In the document of a chain, time 0 is the start of the first stage, and a stage begins
 * when the one before stops; STAGE_phase, STAGE_start and STAGE_time say how far it is, and
 * it moves only while it goes on.  An INPUT is no parameter there but another name for what
 * an earlier stage has, which no longer changes then.  The last stage stands twice where its
 * CHANCE can go both ways: as hit_X and miss_X if that is called `hit`; X is the mixture.
 * A name that two stages have is written STAGE_name in both.
 */
#ifndef SIM_IO_SBML_H
#define SIM_IO_SBML_H

#include <stdio.h>

#include "sim/io/units.h"
#include "sim/model/model.h"

/* The levels that can be written, as words: "3.1", "3.2". */
const char *sim_sbml_level(size_t i);

/* How a document is written. */
typedef struct {
    const sim_units *units;
    size_t level;             /* a sim_sbml_level */
    const char *const *notes; /* [n_notes] paragraphs about the whole */
    size_t n_notes;
} sim_sbml_form;

/* Writes the model with the constants p[n_constants], of which the DERIVED are not read
 * and a CHANCE above 0 is written as 1.  A formula whose units do not agree is refused
 * with its place, and nothing is then written.  The caller checks `out` when closing it. */
sim_status sim_sbml_write(const sim_sbml_form *form, const sim_model *model,
                          const double p[], FILE *out, sim_error *err);

/* The same for a chain with the constants p[n_stages][n_constants], of which only the
 * settable ones are read. */
sim_status sim_sbml_write_chain(const sim_sbml_form *form, const sim_chain *chain,
                                const double *const p[], FILE *out, sim_error *err);

#endif
