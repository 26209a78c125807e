/* question.h -- what a row of measurements asks of its parameter file: a quantity of an arm,
 * at a place, reduced to one number.
 *
 * Units:  answers are in the row's unit.
 * Memory: a question owns its terms; chain, experiment and texts are borrowed.
 * Safety: may be read by any number of threads.
 */
#ifndef SIM_STUDY_QUESTION_H
#define SIM_STUDY_QUESTION_H

#include "sim/study/arms.h"
#include "sim/study/chain.h"
#include "sim/study/measurement.h"
#include "sim/study/readout.h"

/* A formula over the symbols of one stage. */
typedef struct sim_term sim_term;

/* Places are passages or days; the one in which growth ends is INFINITY. */
typedef struct {
    double from, to;
} sim_range;

typedef enum { SIM_ALONE, SIM_RATIO, SIM_DIFFERENCE } sim_pair;

typedef struct sim_reduction sim_reduction;

typedef struct {
    const sim_chain *chain;
    const sim_measurement *row;
    const sim_reduction *how;
    sim_pair pair;
    sim_span span;
    size_t stage;           /* of the span */
    sim_term *term, *below; /* below: of a pooled ratio, and of a cohort; else NULL */
    sim_term *then;         /* the other day that these name; NULL: none */
    sim_range at[2];        /* the second of a ratio or difference of places */
    bool two_places;
    size_t arm, against; /* against: SIM_NONE without one */
    double factor;       /* from the unit of what is read to that of the row */
} sim_question;

/* What a question may need of its file. */
typedef struct {
    const sim_experiment *experiment;
    const sim_chain *chain;
    const double *const *params; /* [n_arms][n_stages] */
    double end;                  /* the last output */
} sim_ground;

/* Understands a row of the table; refuses what cannot be asked.  sim_question_free is legal
 * after a failure too. */
sim_status sim_question_init(sim_question *question, const sim_ground *ground,
                             const sim_measurements *table, const sim_measurement *row,
                             sim_error *err);
void sim_question_free(sim_question *question);

/* Is it about a cohort, and not about the mean course? */
bool sim_question_is_of_cohort(const sim_question *question);

typedef struct {
    const sim_solution *whole; /* NULL: not needed */
    const sim_solution *early; /* of the stages before the last; NULL likewise */
} sim_solved;

/* The number in the row's unit; NAN where there is none, INFINITY for never. */
double sim_question_answer(const sim_question *question, const sim_solved *solved);

/* Has that arm of a replicate nothing to be asked of, as nothing was made to be given? */
bool sim_question_is_apart(const sim_question *question, const sim_solved *solved);

/* Why that answer is none, or not what it looks like; NULL: neither. */
const char *sim_question_remark(const sim_question *question, const sim_solved *solved,
                                double answer);

/* Is it asked how far growth comes, and does it go on past the last report? */
bool sim_question_is_outlasted(const sim_question *question, const sim_solved *solved);

/* The place that it names first, and how far growth has come there: NAN where the place is
 * no report. */
void sim_question_place(const sim_question *question, const sim_solved *solved,
                        double *place, double *progress);

#endif
