/* presets.h -- the texts of models/presets/NAME.ini, held by the program itself.
 *
 * The table is generated from those files, in the order of their names.
 */
#ifndef MODELS_PRESETS_H
#define MODELS_PRESETS_H

#include "sim/model/model.h"

extern const sim_text models_preset_texts[]; /* ends at {NULL, NULL} */

#endif
