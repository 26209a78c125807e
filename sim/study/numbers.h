/* numbers.h -- [numbers] of a parameter file: numbers of one's own.
 *
 *     [numbers]
 *     burden = auc(tnf, 0, 28 day)
 *     gain   = specific_relief_month_12 * doses_per_donor
 *
 * Each is worked out of numbers of the summary and of the stages before the last one at their end,
 * of those above it, and of what is read off the whole course of a column (meter.h).  They become
 * rows of the summary of a chain that is otherwise the one that was asked for: whatever walks the
 * summary of its last model has them too.
 *
 * Units:  worked out (expression.h).
 * Memory: it owns its texts and the chain; that chain's model has the rows, laws and symbols of
 *         the one that it is like.
 * Safety: once settled it may be read by any number of threads.
 */
#ifndef SIM_STUDY_NUMBERS_H
#define SIM_STUDY_NUMBERS_H

#include <stdio.h>

#include "sim/study/expression.h"
#include "sim/study/meter.h"
#include "sim/study/readout.h"

enum { SIM_NUMBERS_MOST = 48 };

typedef struct sim_formed {
    char *name, *how, *place, *origin;
    unsigned layer;
    sim_expression expression;
    bool is_against; /* is some of it a difference to the background? */
    const struct sim_numbers *of;
} sim_formed;

typedef struct sim_numbers {
    const sim_catalog *catalog;
    sim_formed *list; /* [n] in the order of the file */
    size_t n;
    sim_meter *meters; /* [n_meters] that they read */
    size_t n_meters;
    sim_readout readout; /* of the chain as it is without them */
    sim_kept traced;     /* what their meters read of the last stage */
    sim_pool pool;
    sim_chain chain;
    sim_model model;
} sim_numbers;

/* None.  *numbers is NULL after a failure; sim_numbers_free takes that. */
sim_status sim_numbers_init(sim_numbers **numbers, const sim_catalog *catalog,
                            sim_error *err);
void sim_numbers_free(sim_numbers *numbers);

/* Takes a row, in place of a lower layer's of the same name. */
sim_status sim_numbers_set(sim_numbers *numbers, const sim_row *row, sim_error *err);

/* Ends the reading: makes the chain.  Refuses times beyond the end of the course. */
sim_status sim_numbers_settle(sim_numbers *numbers, double days, sim_error *err);

/* The chain with them; where there are none, `chain` itself.  It may be NULL: there are none. */
const sim_chain *sim_numbers_chain(const sim_numbers *numbers, const sim_chain *chain);

/* What a task must trace of its last stage for them; NULL: nothing. */
const sim_kept *sim_numbers_traced(const sim_numbers *numbers);

/* Writes the section; reading it gives the same numbers. */
void sim_numbers_write(const sim_numbers *numbers, FILE *out);

/* Takes all that they say into a hash. */
void sim_numbers_hash(const sim_numbers *numbers, uint64_t *hash);

/* One of them, of what is read before output `end` (see sim_summary_read_before). */
double sim_formed_read(const sim_formed *own, const sim_solution *solution, size_t arm,
                       size_t end);

/* Marks the symbols of the last model, wanted[n_symbols], that it is worked out of. */
void sim_formed_want(const sim_formed *own, bool wanted[]);

#endif
