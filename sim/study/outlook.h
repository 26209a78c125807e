/* outlook.h -- what an ensemble says: files, and tables for figures.
 *
 * ensemble.csv: each watched column on each day, over the replicates.  cohort.csv: the
 * same of the numbers that are read off a course, and how far each arm is from the first,
 * replicate by replicate, with its 95 % interval (Student's t; for the share of responders
 * Newcombe's of pairs).
 */
#ifndef SIM_STUDY_OUTLOOK_H
#define SIM_STUDY_OUTLOOK_H

#include "sim/study/ensemble.h"

void sim_ensemble_write_course(const sim_ensemble *ensemble, FILE *out);
void sim_ensemble_write_numbers(const sim_ensemble *ensemble, FILE *out);

/* Writes what the columns of these files and of replicates.csv are, as rows of
 * columns.csv. */
void sim_ensemble_write_columns(const sim_ensemble *ensemble, FILE *out);

/* The mean difference of an arm to the first, and its 95 % interval: NAN for one replicate,
 * and for fewer than SIM_ALIKE_LEAST whose differences are all alike. */
typedef struct {
    double mean, low, high;
} sim_difference;
sim_difference sim_ensemble_difference(const sim_ensemble *ensemble, size_t arm,
                                       size_t number);

/* An ensemble as figures want it. */
typedef struct {
    sim_table course[SIM_QUANTILES]; /* the last stage's, with the watched columns */
    sim_table summary;               /* medians of the numbers in summary.csv */
    bool is_estimated;               /* are some quantiles of the course? */
    char words[192];                 /* for the legend: whose spread it is */
} sim_outlook;

/* `summary` is the table of the plain run.  sim_outlook_free is legal after a failure of
 * this or the next function. */
sim_status sim_outlook_init(sim_outlook *outlook, const sim_ensemble *ensemble,
                            const sim_table *summary, sim_error *err);

/* The same from ensemble.csv and cohort.csv in a folder that a run wrote. */
typedef struct {
    const char *dir;
    const sim_chain *chain;
    const sim_experiment *experiment;
    const sim_table *summary;
} sim_outlook_source;
sim_status sim_outlook_read(sim_outlook *outlook, const sim_outlook_source *source,
                            sim_error *err);

void sim_outlook_free(sim_outlook *outlook);

#endif
