/* fifth.h -- a fifth chain, about beans: what models.h would say of it. */
#ifndef TESTS_FIFTH_FIFTH_H
#define TESTS_FIFTH_FIFTH_H

#include "models/models.h"

extern const sim_model model_brewing, model_field;
extern const sim_population models_field_population;
extern const sim_yardstick models_field_yardstick;

#endif
