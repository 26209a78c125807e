/* models.h -- the chains of models, one per indication.
 *
 * Adding a model is a .def, a .c and a line here and in models.c; the rest reads it.
 */
#ifndef MODELS_MODELS_H
#define MODELS_MODELS_H

#include "sim/model/model.h"

extern const sim_model model_passaging, model_product, model_knee;

extern const sim_population models_knee_population;
extern const sim_yardstick models_knee_yardstick;

extern const sim_chain
    models_chains[]; /* ends at a name of NULL; the first is the default */

const char *models_chain_name(size_t i); /* NULL past the last */

#endif
