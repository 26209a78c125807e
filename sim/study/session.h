/* session.h -- everything that can be set, for one chain of models: the settings of a run,
 * the parameters of its stages, and the presets.
 *
 * Memory: a session owns its catalog and presets.
 */
#ifndef SIM_STUDY_SESSION_H
#define SIM_STUDY_SESSION_H

#include "models/models.h"
#include "sim/study/presets.h"

extern const sim_model model_settings; /* the rows of [run] and of what varies it */

enum { SIM_SESSION_MODELS = 16 };

typedef struct {
    const sim_chain *chain;
    const sim_model *models[SIM_SESSION_MODELS]; /* the settings, then the stages */
    sim_catalog catalog;
    sim_presets presets;
} sim_session;

/* sim_session_close is legal after a failure too. */
sim_status sim_session_open(sim_session *session, const sim_chain *chain, sim_error *err);

void sim_session_close(sim_session *session);

#endif
