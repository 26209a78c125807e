/* changes.h -- what became of names that earlier versions knew: changes.def as a table. */
#ifndef MODELS_CHANGES_H
#define MODELS_CHANGES_H

#include "sim/model/former.h"

extern const sim_formers models_changes;

#endif
