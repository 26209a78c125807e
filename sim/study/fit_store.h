/* fit_store.h -- what a fit has worked out, kept beside its results until they are whole: fit.db.
 *
 * Its items are starts, points of profiles and blocks of draws, by part and number; what is of another experiment, other
 * data or another question is refused.
 *
 * Memory: a store owns what it holds.
 */
#ifndef SIM_STUDY_FIT_STORE_H
#define SIM_STUDY_FIT_STORE_H

#include "sim/study/keep.h"
#include "sim/study/observed.h"
#include "sim/study/profile.h"
#include "sim/study/sampler.h"
#include "sim/study/starts.h"

typedef struct {
    bool is_open;
    sim_keep keep;
    char about[96];
    size_t n_unknowns; /* of the part in hand */
    size_t part;
    double *cells; /* [n_cells] of an item */
    size_t n_cells;
} sim_fit_store;

/* What a fit hangs on, beside the experiment. */
typedef struct {
    const sim_observations *all;
    const sim_fit_plan *plan;
    size_t starts;
    double level;
    size_t draws; /* steps of the sampler; 0: none */
} sim_fit_question;

/* sim_fit_store_free is legal after a failure too. */
sim_status sim_fit_store_open(sim_fit_store *store, const sim_job *job, const char *dir,
                              bool resumes, const sim_fit_question *question,
                              sim_error *err);

/* Turns to a part, of so many unknowns. */
sim_status sim_fit_store_turn(sim_fit_store *store, size_t part, size_t n_unknowns,
                              sim_error *err);

/* What starts, profiles and the sampler ask; with a store that is not open NULL is right instead. */
sim_starts_store sim_fit_store_of_starts(sim_fit_store *store);
sim_profile_store sim_fit_store_of_profiles(sim_fit_store *store);
sim_draws_store sim_fit_store_of_draws(sim_fit_store *store);

/* Closes it, to be gone on with; or removes it. */
sim_status sim_fit_store_close(sim_fit_store *store, sim_error *err);
void sim_fit_store_discard(sim_fit_store *store);

#endif
