#include "models/words.h"

#include <stddef.h>

#define WORD(...) {__VA_ARGS__},

const models_word models_words[] = {
#include "models/words.def"
    {NULL, NULL, NULL, NULL},
};
