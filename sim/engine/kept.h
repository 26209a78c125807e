/* kept.h -- which states and rules the outputs of a run are asked for; no others are kept.
 *
 * Memory: it owns its arrays; sim_kept_free frees them and is legal after a failure.
 * Safety: may be read by any number of threads.
 */
#ifndef SIM_ENGINE_KEPT_H
#define SIM_ENGINE_KEPT_H

#include "sim/error.h"
#include "sim/model/model.h"

typedef struct {
    size_t n_states, n_rules;
    size_t *states, *rules;           /* [n_states], [n_rules] their slots, in order */
    size_t *state_place, *rule_place; /* [model's] where a slot stands among these */
    size_t n_looked, *looked;         /* [n_looked] integrated states that all is made of */
    unsigned long long asked;         /* a bit of each rule: see kernel.h */
} sim_kept;

/* Those of wanted[n_symbols], and the states that ratios and empty cells among them are made
 * of, which a mixture needs. */
sim_status sim_kept_init(sim_kept *kept, const sim_model *model, const bool wanted[],
                         sim_error *err);
void sim_kept_free(sim_kept *kept);

bool sim_kept_has(const sim_kept *kept, const sim_symbol *symbol);

/* Nothing. */
extern const sim_kept sim_kept_none;

#endif
