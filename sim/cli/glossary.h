/* glossary.h -- the words of models/words.def, found by any name they have; and parameters,
 * by what somebody remembers of them. */
#ifndef SIM_CLI_GLOSSARY_H
#define SIM_CLI_GLOSSARY_H

#include <stdbool.h>
#include <stdio.h>

#include "models/models.h"
#include "sim/io/catalog.h"
#include "sim/io/text.h"

/* The word of that term or, if there is none, the one that is called so as well: a heading, a
 * synonym; else the one that a column's name starts with.  Case, gaps and an s at the end do
 * not count.  NULL if there is none. */
const models_word *sim_glossary_find(const char *name);

/* Prints the term and what it means, as a paragraph. */
void sim_glossary_print(const models_word *word, FILE *out);

/* Does a text stand in its term, among its other words or in its meaning, whatever the case? */
bool sim_glossary_mentions(const models_word *word, const char *text);

/* Has the word to do with a parameter, "section.name"? */
bool sim_glossary_has_parameter(const models_word *word, const char *name);

/* Offers all terms and their other words. */
void sim_glossary_offer(sim_nearest *nearest);

/* The terms that are one word, for completion; NULL past the last. */
const char *sim_glossary_term(size_t i);

/* How well a parameter fits: the lower, the better. */
typedef enum {
    SIM_BY_NAME,
    SIM_BY_MEANING,
    SIM_BY_GLOSSARY,
    SIM_BY_SOURCE, /* or unit */
    SIM_NOT_AT_ALL
} sim_fit;

/* How well a parameter fits a pattern, NULL for any.  One of several words fits as badly as
 * the worst of them, or as they do together. */
sim_fit sim_search_fit(const sim_parameter *parameter, const char *pattern);

#endif
