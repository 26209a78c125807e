/* ending.h -- for tests: the chains that end in a disease, held against numbers of an
 * independent solver, and drawn at random.
 *
 * A reference is a CSV of arm, rows ("product.dose = 0; ..."), quantity, day and value.
 */
#ifndef TESTS_ENDING_H
#define TESTS_ENDING_H

#include "tests/solve.h"

extern const sim_chain ending_gvhd, ending_ards, ending_heart;

/* Solves one arm of a chain; any failure fails the test. */
void ending_solve(solved *s, const sim_chain *chain, const change changes[], double end,
                  double rtol);

/* Solves that arm and, as arm 1, its background. */
void ending_solve_both(solved *s, const sim_chain *chain, const change changes[],
                       double end);

/* A number of the summary. */
double ending_summary(const solved *s, size_t arm, const char *name);

/* Solves each arm of data/reference/NAME.csv for `end` days, and holds its numbers, of which
 * there must be n, to a relative 1e-3. */
void ending_compare(const sim_chain *chain, const char *name, double end, int n);

/* The model of a chain's ending with random rows, and random numbers of a product, at a time:
 * its courses of `end` days must be refused by one of its rows, or end with finite numbers and
 * no state but `logarithm` (NULL: none) further below 0 than rounding.  As many are drawn as
 * it takes for n to run; returns how many were refused. */
typedef struct {
    int n;
    unsigned seed;
    double end;
    const char *logarithm;
} ending_draws;

int ending_draw(const sim_model *model, const ending_draws *draws);

/* What takes the same constants as a course: checks its state at an output. */
typedef void ending_check(const sim_outcome *outcome, size_t output);

/* Solves one arm of a chain and checks each of its outputs. */
void ending_check_course(const sim_chain *chain, const change changes[], double end,
                         ending_check *check);

/* A state or rule at an output, a constant, the rate of change of a state there. */
double ending_read(const sim_outcome *outcome, size_t output, const char *name);
double ending_rate(const sim_outcome *outcome, size_t output, const char *name);

/* Without a culture, courses in counts, exact and by leaps, are the mean course. */
void ending_compare_counts(const sim_chain *chain, const change changes[], double end);

/* The model as SBML must be read without a complaint about its units. */
void ending_write_sbml(const sim_chain *chain);

#endif
