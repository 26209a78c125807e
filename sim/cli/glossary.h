/* glossary.h -- the words of models/words.def, found by any name they have. */
#ifndef SIM_CLI_GLOSSARY_H
#define SIM_CLI_GLOSSARY_H

#include <stdbool.h>

#include "models/words.h"
#include "sim/io/text.h"

/* The word of that term or, if there is none, the one that is called so as well: a heading, a
 * synonym; else the one that a column's name starts with.  Case, gaps and an s at the end do
 * not count.  NULL if there is none. */
const models_word *sim_glossary_find(const char *name);

/* Does a text stand in its term, among its other words or in its meaning, whatever the case? */
bool sim_glossary_mentions(const models_word *word, const char *text);

/* Has the word to do with a parameter, "section.name"? */
bool sim_glossary_has_parameter(const models_word *word, const char *name);

/* Offers all terms and their other words. */
void sim_glossary_offer(sim_nearest *nearest);

/* The terms that are one word, for completion; NULL past the last. */
const char *sim_glossary_term(size_t i);

#endif
