/* remark.h -- what the engine has to say of a run that went well, of any model. */
#ifndef SIM_ENGINE_REMARK_H
#define SIM_ENGINE_REMARK_H

#include "sim/engine/run.h"

/* How many remarks there can be of a model. */
size_t sim_remark_count(const sim_model *model);

/* Prints remark number i; false where there is nothing to say. */
bool sim_remark_print(const sim_result *result, const sim_model *model, size_t i,
                      char text[], size_t size);

#endif
