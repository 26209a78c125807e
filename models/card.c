/* card.c -- the model card: card.def as a table. */
#include "models/models.h"

#define HEAD(text) {MODELS_CARD_HEAD, text, NULL},
#define SAY(text, parameters) {MODELS_CARD_SAY, text, parameters},
#define SHOW(fact) {MODELS_CARD_##fact, NULL, NULL},

const models_card_row models_card[] = {
#include "models/card.def"
    {MODELS_CARD_END, NULL, NULL},
};
