#include "models/card.h"

#include <stddef.h>

#define HEAD(text) {MODELS_CARD_HEAD, text, NULL, 0},
#define SAY(text, parameters) {MODELS_CARD_SAY, text, parameters, 0},
#define SHOW(fact) {MODELS_CARD_SHOW, NULL, NULL, MODELS_CARD_##fact},

const models_card_row models_card[] = {
#include "models/card.def"
    {MODELS_CARD_END, NULL, NULL, 0},
};
