/* counted.h -- the count that the title of a cohort's figure tells, as a table: a row per arm, and
 * of it in cohort_outcomes.csv the mean, under the count's own name, both ends of its interval,
 * and the same of its difference.
 *
 * Memory: sim_table_free is due after a failure too.
 */
#ifndef SIM_STUDY_COUNTED_H
#define SIM_STUDY_COUNTED_H

#include "sim/study/ensemble.h"

/* Without columns where the chain's last model tells none. */
sim_status sim_counted_init(sim_table *table, const sim_chain *chain, sim_error *err);
sim_status sim_counted_fill(sim_table *table, const sim_ensemble *ensemble, sim_error *err);

/* The same from the file of a run's folder. */
sim_status sim_counted_read(sim_table *table, const char *dir,
                            const sim_experiment *experiment, sim_error *err);

#endif
