/* fates.h -- what befalls one subject in one arm, and what is counted of it.
 *
 * A fate comes on the first output on which its rule is below the subject's number.  How
 * likely it is not to come by a day is what the rule says on the last output by then, so that
 * what is counted has exactly that as its mean.
 *
 * Memory: a life borrows all that it points to.
 */
#ifndef SIM_STUDY_FATES_H
#define SIM_STUDY_FATES_H

#include "sim/study/chain.h"

enum { SIM_FATES = 4 }; /* at most, of one population */

typedef struct {
    const sim_population *population;
    const sim_outcome *outcome; /* of the last stage */
    size_t rows[SIM_FATES]; /* outputs on which they come; as many as there are: never */
    size_t end;             /* the first output on which nothing is read; likewise */
} sim_life;

/* Does something end the readings of a subject?  NULL: nothing does. */
bool sim_population_has_end(const sim_population *population);

/* uniforms[n_fates] in (0, 1); 0: it never comes. */
void sim_life_init(sim_life *life, const sim_population *population,
                   const sim_outcome *outcome, const double uniforms[]);

/* When fate i comes; NAN: not within the course. */
double sim_life_day(const sim_life *life, size_t i);

/* What is counted of the subject, and what it is on average over all numbers that a subject
 * may have; NAN where the course ends before the day.  `value` is of the row or symbol of
 * a SIM_RESPONDS or SIM_WORTH. */
double sim_life_count(const sim_life *life, const sim_count *count, double value);
double sim_life_expect(const sim_life *life, const sim_count *count, double value);

#endif
