/* census.h -- what is counted of a cohort: of each arm and beside the arm that it is held
 * against; and how many are spared a fate, day by day.
 *
 * cohort_outcomes.csv has a row per arm and count, cohort_survival.csv one per arm, fate and
 * day.  Shares count all subjects, and have Wilson's interval.
 */
#ifndef SIM_STUDY_CENSUS_H
#define SIM_STUDY_CENSUS_H

#include "sim/study/ensemble.h"

/* How many counts the population has. */
size_t sim_census_count(const sim_ensemble *ensemble);

/* What a count comes to in an arm. */
typedef struct {
    const sim_column *column; /* of the number */
    const char *meaning;      /* in words, and where a rule is from; NULL: has no source */
    const char *note;
    bool is_share;
    bool is_of_some; /* of those who respond, or do not: there is no difference */
    bool has_expected;
    size_t n;               /* replicates in which it is defined */
    double mean, sd;        /* a share, or the mean of a number */
    double low, high;       /* its 95 % interval */
    double expected;        /* NAN: none is worked out */
    sim_difference against; /* to the arm that it is held against; NANs: none is */
    sim_difference expected_against;
} sim_census_row;
sim_census_row sim_census_read(const sim_ensemble *ensemble, size_t arm, size_t i);

/* The share whom a fate has not befallen by output `day`, less that of the arm which it is held
 * against; NANs where none is, or not of the same subjects. */
sim_difference sim_census_gain(const sim_ensemble *ensemble, size_t arm, size_t fate,
                               size_t day);

/* Of n subjects those whom a fate has not befallen by output `day`. */
size_t sim_census_spared(const sim_ensemble *ensemble, size_t arm, size_t fate, size_t day);

/* cohort_survival as a table: a row per arm and day, and after the day for each fate the share
 * that is spared, both ends of its interval, how many are, and the difference of the share to
 * the background's with both ends of its interval.  The columns are named after
 * the fates' rules.  Without columns where there are none; sim_table_free is legal after a
 * failure too. */
enum { SIM_SURVIVAL_COLUMNS = 7 }; /* of a fate */
sim_status sim_survival_init(sim_table *table, const sim_chain *chain, sim_error *err);
sim_status sim_survival_fill(sim_table *table, const sim_ensemble *ensemble,
                             sim_error *err);
/* The same from the file of a run's folder. */
sim_status sim_survival_read(sim_table *table, const char *dir,
                             const sim_experiment *experiment, sim_error *err);

sim_status sim_census_write_outcomes(const sim_ensemble *ensemble, const sim_rows_to *to,
                                     sim_error *err);
sim_status sim_census_write_survival(const sim_ensemble *ensemble, const sim_rows_to *to,
                                     sim_error *err);

#endif
