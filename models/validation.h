/* validation.h -- published measurements and their parameter files, the texts of
 * models/validation/, held by the program itself.
 *
 * The table is generated from those files, in the order of their names.
 */
#ifndef MODELS_VALIDATION_H
#define MODELS_VALIDATION_H

#include "sim/model/model.h"

extern const sim_text models_validation_texts[]; /* ends at {NULL, NULL} */

#endif
