/* outcome.h -- one stage of a chain as it went: what tables show of it, and what it warns of.
 *
 * Memory: an outcome owns its arrays and courses.
 */
#ifndef SIM_STUDY_OUTCOME_H
#define SIM_STUDY_OUTCOME_H

#include <math.h>

#include "sim/engine/run.h"

enum { SIM_WARNINGS = 16, SIM_STATES = 256 }; /* at most, of one model */

enum { SIM_COURSES = 2 }; /* of a mixture */

/* One stage as it went for one arm or more.
 *
 * A CHANCE between 0 and 1 in the mean makes it a mixture of two courses: states and
 * rules are the means of theirs, but for a RATIO, which the mixed state has. */
typedef struct sim_outcome {
    const sim_model *model;
    bool skipped;
    double *p;         /* [n_constants]; a CHANCE is its probability */
    sim_cues cues;     /* what its records were told; owned */
    double chance;     /* in counts, what was drawn: 1 or 0; else the probability */
    sim_result result; /* of a model without states: empty */
    double *o_end;     /* [n_rules] at the end */
    size_t others;     /* that hold it, beside the first */
    struct sim_outcome *course[SIM_COURSES]; /* of a mixture: the ends of a hit's and a
                                                miss's; else NULL */
} sim_outcome;

/* Makes one with room for its constants and its end.  sim_outcome_free is due after a failure
 * too, and takes NULL. */
sim_status sim_outcome_init(sim_outcome **made, const sim_model *model, sim_error *err);
void sim_outcome_free(sim_outcome *outcome);

/* Copies what its records are told. */
sim_status sim_outcome_tell(sim_outcome *outcome, const sim_cues *cues, sim_error *err);

/* The same, which is now to be freed once more. */
sim_outcome *sim_outcome_hold(sim_outcome *outcome);

/* For <search.h>: 0 of outcomes of the same stage with the same constants, told the same. */
int sim_outcome_compare(const void *a, const void *b);

/* What tables show of a symbol in the rows of a course, for many rows. */
typedef struct {
    const sim_outcome *outcome;
    const sim_symbol *symbol;
    const sim_course *course;
    const double *first; /* numbers, `stride` apart */
    size_t stride;
    bool may_be_blank;
} sim_reader;

sim_reader sim_outcome_reader(const sim_outcome *outcome, const sim_symbol *symbol,
                              const sim_course *course);
bool sim_reader_is_blank(const sim_reader *reader, size_t i);

static inline double sim_reader_at(const sim_reader *r, size_t i)
{
    return r->may_be_blank && sim_reader_is_blank(r, i) ? NAN : r->first[i * r->stride];
}

/* What tables show of a symbol of its model: at output i, at glance i, at report i and at the
 * end; NAN where an EMPTY row says so. */
double sim_outcome_output(const sim_outcome *outcome, const sim_symbol *symbol, size_t i);
double sim_outcome_glance(const sim_outcome *outcome, const sim_symbol *symbol, size_t i);
double sim_outcome_report(const sim_outcome *outcome, const sim_symbol *symbol, size_t i);
double sim_outcome_end(const sim_outcome *outcome, const sim_symbol *symbol);

/* How many warnings an outcome can have, and the i-th of them: WARN rows, then what the
 * engine remarks; of a mixture that of the first of its courses for which it holds.  False
 * if there is no reason to warn. */
size_t sim_outcome_warnings(const sim_outcome *outcome);
bool sim_outcome_warning(const sim_outcome *outcome, size_t i, char text[], size_t size);

#endif
