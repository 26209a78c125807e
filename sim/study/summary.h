/* summary.h -- the few numbers that people read off a course: a row per arm.
 *
 * What they are is declared by the SUMMARY rows of the chain's last model.
 */
#ifndef SIM_STUDY_SUMMARY_H
#define SIM_STUDY_SUMMARY_H

#include "sim/io/table.h"
#include "sim/study/chain.h"

/* Differences below this part of 1 (or of an extreme) are rounding: an extreme is read
 * off the first day that comes this close to it. */
#define SIM_NEGLIGIBLE 1e-9

/* One number of an outcome of that model. */
double sim_summary_read(const sim_outcome *outcome, const sim_summary *row);

/* What a symbol is on a day of the output grid; NAN if it is none. */
double sim_outcome_on_day(const sim_outcome *outcome, const sim_symbol *symbol, double day);

sim_column sim_summary_column(const sim_model *model, const sim_summary *row);

sim_status sim_summary_build(const sim_solution *solution, const char *const arm_names[],
                             sim_table *table, sim_error *err);

#endif
