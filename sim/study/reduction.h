/* reduction.h -- how what an arm did is reduced to the number that a row asks for.
 *
 * A row's `how` names a reduction: each is a function over the places of a view, with the unit
 * of what it gives and what it demands of the row.  For question.c alone.
 *
 * Units:  as the term has them; places are passages or days.
 * Memory: a view borrows what it looks at.
 */
#ifndef SIM_STUDY_REDUCTION_H
#define SIM_STUDY_REDUCTION_H

#include "sim/model/formula.h"
#include "sim/study/question.h"

enum { SIM_TERM_NAMES = 12 };

struct sim_term {
    sim_formula formula;
    const sim_symbol *symbols[SIM_TERM_NAMES]; /* [n_symbols] that it names */
    size_t n_symbols;
};

/* What a question reads of one arm. */
typedef struct {
    const sim_question *q;
    const sim_solved *solved;
    const sim_solution *solution;
    size_t arm;
    const sim_outcome *outcome;
} sim_view;

sim_view sim_view_of(const sim_question *question, const sim_solved *solved, size_t arm);

/* What is called so in the first report with that number, or in the one at which growth ends;
 * NAN if there is none. */
double sim_view_report(const sim_view *view, const char *name, double place);

/* The number of the report that a place means; NAN if there is none. */
double sim_view_place(const sim_view *view, double place);

/* The value of the question's term at a place; NAN where there is none. */
double sim_view_read(const sim_view *view, double place);

/* The value of another term of the question's stage at a place, likewise; names that start
 * with sim_term_then are read on the day that the question's `then` gives. */
double sim_view_read_term(const sim_view *view, const sim_term *term, double place);
extern const char sim_term_then[]; /* "then_" */

/* A name in a term without that start, if it has it. */
const char *sim_term_name(const char *name);

/* The symbol of that name in the question's stage; NULL if there is none. */
const sim_symbol *sim_question_symbol(const sim_question *question, const char *name);

/* The unit of a reduction: that of what is read, or another. */
typedef enum {
    SIM_AS_READ,
    SIM_LOG2_OF_IT,
    SIM_LOG10,
    SIM_PER_TIME,
    SIM_TIME,
    SIM_NO_UNIT,
    SIM_PER_YEAR
} sim_reduced_unit;

/* What `at` must be. */
typedef enum { SIM_ONE_PLACE, SIM_ANY_RANGE, SIM_TRUE_RANGE, SIM_ONE_TIME } sim_reduced_at;

/* Where it can be read. */
typedef enum { SIM_ANYWHERE, SIM_REPORTS_ONLY, SIM_OUTPUTS_ONLY } sim_reduced_where;

/* What it needs besides. */
typedef enum {
    SIM_NOTHING,
    SIM_A_SUM_OF_PARTS, /* a pooled quantity */
    SIM_A_LIMIT,
    SIM_OTHER_ARMS,
    SIM_THE_SD, /* a quantity in the unit of the yardstick's standard deviation */
    SIM_A_BACKGROUND,
    SIM_A_READING, /* what its population measures */
    SIM_A_STATE,   /* of those of a cohort: counted */
    SIM_A_MEAN     /* over those of a cohort: counted, or weighted */
} sim_demand;

struct sim_reduction {
    const char *name;
    double (*reduce)(const sim_view *view, const sim_range *at); /* NULL: of a cohort */
    sim_reduced_unit unit;
    sim_reduced_at at;
    sim_reduced_where where;
    sim_demand demand;
    double (*conclude)(double share); /* what a cohort's number becomes; NULL: it stays */
};

/* The i-th reduction; NULL past the last. */
const sim_reduction *sim_reduction_at(size_t i);

#endif
