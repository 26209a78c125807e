/* outlook.h -- what an ensemble says: files, and tables for figures.
 *
 * ensemble.csv: each watched column on each day, over the replicates.  cohort.csv: the
 * same of the numbers that are read off a course, and how far each arm is from the first,
 * replicate by replicate, with its 95 % interval (Student's t).
 */
#ifndef SIM_STUDY_OUTLOOK_H
#define SIM_STUDY_OUTLOOK_H

#include "sim/study/ensemble.h"

void sim_ensemble_write_course(const sim_ensemble *ensemble, FILE *out);
void sim_ensemble_write_numbers(const sim_ensemble *ensemble, FILE *out);

/* Writes what the columns of these files and of replicates.csv are, as rows of
 * columns.csv. */
void sim_ensemble_write_columns(const sim_ensemble *ensemble, FILE *out);

/* The mean difference of an arm to the first, and its 95 % interval. */
typedef struct {
    double mean, low, high;
} sim_difference;
sim_difference sim_ensemble_difference(const sim_ensemble *ensemble, size_t arm,
                                       size_t number);

/* A quantile in the form of the last stage's table of its course, with the watched
 * columns.  The caller frees it, after a failure too. */
sim_status sim_ensemble_table(const sim_ensemble *ensemble, size_t quantile,
                              sim_table *table, sim_error *err);

/* The medians of the SUMMARY rows in the form of `like`, the table of a run; likewise. */
sim_status sim_ensemble_summary(const sim_ensemble *ensemble, const sim_table *like,
                                sim_table *table, sim_error *err);

#endif
