/* response.h -- the numbers of a [figure NAME] with kind = response: each arm solved at the values
 * of an axis, as the run itself is, or read back from the NAME.csv that they were written to.
 *
 * Values stand over whatever rows an arm has.  The arm's own value is a row too, if it lies
 * among them, with the numbers of the summary.
 *
 * Memory: responses own their tables; the job is borrowed.
 */
#ifndef SIM_STUDY_RESPONSE_H
#define SIM_STUDY_RESPONSE_H

#include "sim/io/results.h"
#include "sim/study/job.h"

typedef struct {
    const sim_figure *figure;
    sim_drawing drawing;
    sim_table table; /* axis, numbers, and 1 where the value is the arm's own; arm by arm,
                         * values rising; those of words by their number in the list */
    const char **words; /* [drawing.axis.levels] of an axis of words, for figures; NULL */
    const char **names; /* the same as a parameter file has them */
    size_t n_failed;    /* rows that could not be solved; they have no number */
    sim_error why;      /* the first one's */
    sim_pool pool;
} sim_response;

typedef struct {
    const sim_job *job;
    sim_response *list; /* [n] in the order of the file */
    size_t n;
} sim_responses;

/* Of a job that was solved or loaded; sim_responses_free is legal after a failure of this or of
 * the next functions. */
sim_status sim_responses_init(sim_responses *responses, const sim_job *job, sim_error *err);
void sim_responses_free(sim_responses *responses);

/* Solves all of them; what cannot be solved has no number, and is told in a finding. */
sim_status sim_responses_solve(sim_responses *responses, sim_findings *findings,
                               sim_error *err);

/* Adds NAME.csv of each to the results; describes their columns. */
sim_status sim_responses_write(const sim_responses *responses, sim_results *results,
                               sim_error *err);
void sim_responses_describe(const sim_responses *responses, sim_rows *columns);

/* Reads them from the folder of a run. */
sim_status sim_responses_read(sim_responses *responses, const char *dir, sim_error *err);

/* That of a figure; NULL: it has none. */
const sim_response *sim_responses_find(const sim_responses *responses, const char *name);

#endif
