/* tallies.h -- the tables of a cohort.
 *
 * ensemble.csv: each watched column on each day, over the replicates.  cohort.csv: the same of
 * the numbers that are read off a course, and how far each arm is from the first, replicate by
 * replicate.  cohort_REPORTS.csv (cohort_passages.csv): each column of each report, over the
 * replicates that come so far.  cohort_GLANCES.csv: as ensemble.csv, between its days.
 * cohort_outcomes.csv and cohort_survival.csv: what is counted, and how many are spared (see
 * census.h).  What replicates.csv has is the assay's.
 */
#ifndef SIM_STUDY_TALLIES_H
#define SIM_STUDY_TALLIES_H

#include "sim/study/ensemble.h"

enum { SIM_TALLIES_COLUMNS = 40, SIM_TALLIES_TEXT = 512 };

typedef enum {
    SIM_TALLIES_COURSE = 1,
    SIM_TALLIES_NUMBERS = 2,
    SIM_TALLIES_REPORTS = 4,
    SIM_TALLIES_GLANCES = 8,
    SIM_TALLIES_OUTCOMES = 16,
    SIM_TALLIES_SURVIVAL = 32
} sim_tallies_file;

/* The name of a file; false where the chain has none, for no stage reports, its last has no
 * rows between those of its course, or its population counts nothing. */
enum { SIM_TALLIES_NAME = 64 };
bool sim_tallies_name(sim_tallies_file file, const sim_chain *chain,
                      char name[SIM_TALLIES_NAME]);

/* The columns of one of them; it must not move. */
typedef struct {
    sim_layout layout;
    sim_column columns[SIM_TALLIES_COLUMNS];
    char name[SIM_TALLIES_NAME];
    char counted[SIM_TALLIES_TEXT]; /* the meaning of one */
} sim_tallies_layout;
void sim_tallies_start(sim_tallies_layout *layout, sim_tallies_file file,
                       const sim_chain *chain);

/* What a cell says of quantiles that are not exact. */
extern const char sim_tallies_estimated[];

sim_status sim_tallies_write_course(const sim_ensemble *ensemble, const sim_rows_to *to,
                                    sim_error *err);
sim_status sim_tallies_write_glances(const sim_ensemble *ensemble, const sim_rows_to *to,
                                     sim_error *err);
sim_status sim_tallies_write_numbers(const sim_ensemble *ensemble, const sim_rows_to *to,
                                     sim_error *err);
sim_status sim_tallies_write_reports(const sim_ensemble *ensemble, const sim_rows_to *to,
                                     sim_error *err);

/* Describes these and replicates.csv, for columns.csv. */
void sim_tallies_describe(const sim_ensemble *ensemble, sim_rows *columns);

#endif
