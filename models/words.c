/* words.c -- the glossary: words.def as a table. */
#include "models/models.h"

#define WORD(...) {__VA_ARGS__},

const models_word models_words[] = {
#include "models/words.def"
    {0},
};
