/* outlook.h -- what an ensemble says, as tables for figures: from itself, or from the files of
 * a run.
 *
 * Memory: an outlook owns its tables; names of arms are borrowed.
 */
#ifndef SIM_STUDY_OUTLOOK_H
#define SIM_STUDY_OUTLOOK_H

#include "sim/study/ensemble.h"

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
