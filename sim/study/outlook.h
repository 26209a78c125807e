/* outlook.h -- what an ensemble says, as tables for figures: from itself, or from the files of
 * a run.
 *
 * Memory: an outlook owns its tables; names of arms and single replicates are borrowed.
 */
#ifndef SIM_STUDY_OUTLOOK_H
#define SIM_STUDY_OUTLOOK_H

#include "sim/study/ensemble.h"

/* An ensemble as figures want it. */
typedef struct {
    sim_table course[SIM_QUANTILES]; /* the last stage's, with the watched columns */
    sim_table
        glances[SIM_QUANTILES]; /* rows between those of the courses; without columns: the
                                       * stage has none */
    sim_table reports[SIM_QUANTILES]; /* of the stage that has some, as far as any replicate
                                       * comes; without columns: no stage reports */
    sim_table summary;                /* medians of the numbers in summary.csv */
    sim_table
        survival; /* cohort_survival.csv: day, then of each fate NAME, NAME_low, NAME_high
                         * (shares that are spared, Wilson's interval) and NAME_at_risk, where NAME is
                         * the rule; without columns: nothing befalls anybody */
    sim_table counted;          /* what the title tells; see counted.h */
    bool is_estimated;          /* are some quantiles of courses or reports? */
    const sim_singles *singles; /* of the ensemble, whose they are; NULL: none were kept */
    size_t n;                   /* replicates that did not fail */
    size_t n_arms, *n_apart;    /* [n_arms] of them, which are set apart */
    const sim_chain *chain;
    char words[512]; /* for the legend: whose spread it is, or that it is one patient */
} sim_outlook;

/* `summary` is the table of the plain run.  sim_outlook_free is legal after a failure of
 * this or the next function. */
sim_status sim_outlook_init(sim_outlook *outlook, const sim_ensemble *ensemble,
                            const sim_table *summary, sim_error *err);

/* Is it of a single patient, with no median and no bands? */
bool sim_outlook_is_one(const sim_outlook *outlook);

/* "In 3 of 20 replicates of P12 no cell was left to harvest"; false where none of an arm is set
 * apart. */
bool sim_outlook_tell_apart(const sim_outlook *outlook, size_t arm, const char *name,
                            char text[], size_t size);

/* The same from the tables of a cohort in a folder that a run wrote. */
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
