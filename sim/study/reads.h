/* reads.h -- which parameters of a chain an arm's course depends on, from the rows alone.
 *
 * Formulas are worked out as far as constants tell them: what is multiplied by a 0 that
 * stands still is not read, nor is the branch that a when() never takes, nor a stage that
 * is skipped.  What is found not to be read changes no bit of a table; what is read may
 * still change none.
 *
 * Memory: sim_reads owns its arrays; the chain is borrowed.
 */
#ifndef SIM_STUDY_READS_H
#define SIM_STUDY_READS_H

#include <stdbool.h>

#include "sim/error.h"
#include "sim/model/model.h"

typedef struct sim_reads sim_reads;

/* sim_reads_free is legal after a failure too, and takes NULL. */
sim_status sim_reads_init(sim_reads **reads, const sim_chain *chain, sim_error *err);
void sim_reads_free(sim_reads *reads);

/* May records of the arms that are taken from now on be told from without (sim/engine/cues.h)?  If
 * not, one that no row sets stands still.  At first they may. */
void sim_reads_tell(sim_reads *reads, bool is_told);

/* Takes the constants of one arm: params[n_stages], of which the settable ones have their
 * values. */
void sim_reads_take(sim_reads *reads, const double *const params[]);

/* A settable constant may have any value: an axis moves it, or a cohort draws it.  Holds
 * for all arms that are taken afterwards. */
void sim_reads_release(sim_reads *reads, size_t stage, const sim_symbol *symbol);

/* The same, and what is then read is only what a quantity of the last stage hangs on, which is a
 * symbol of its model: that stage's own rows, and no parameter of an earlier one. */
void sim_reads_take_one(sim_reads *reads, const double *const params[],
                        const sim_symbol *quantity);

/* Does the arm that was taken read a settable constant or an INPUT? */
bool sim_reads_has(const sim_reads *reads, size_t stage, const sim_symbol *symbol);

#endif
