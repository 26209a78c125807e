/* advice.h -- what is odd about an experiment, though nothing in it is wrong. */
#ifndef SIM_STUDY_ADVICE_H
#define SIM_STUDY_ADVICE_H

#include "sim/study/arms.h"
#include "sim/study/chain.h"

/* Adds a line for each arm that equals an earlier one, with the --set that made it so. */
sim_status sim_advice_equal_arms(const sim_experiment *experiment, sim_findings *findings,
                                 sim_error *err);

/* Adds a line for each value that somebody chose near an end of its range and far from
 * its default.  Numbers whose default is a mere definition, zeros that switch something
 * off, and rows of presets are anybody's free choice. */
sim_status sim_advice_far_values(const sim_experiment *experiment, sim_findings *findings,
                                 sim_error *err);

/* Adds a line where solving these courses in counts, reaction by reaction, would take very
 * long: how many reactions that is, by the courses in the mean. */
sim_status sim_advice_reactions(const sim_solution *solution, sim_findings *findings,
                                sim_error *err);

#endif
