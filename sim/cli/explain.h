/* explain.h -- what stands beneath a printed table: the words of the glossary that were printed
 * in it, each with what it means.
 *
 * Memory: none of its own.
 */
#ifndef SIM_CLI_EXPLAIN_H
#define SIM_CLI_EXPLAIN_H

#include <stdio.h>

#include "models/models.h"
#include "sim/study/tables.h"

enum { SIM_EXPLAINED_MAX = 96 };

/* The words so far, in the order in which they were printed; {0} is none. */
typedef struct {
    const models_word *list[SIM_EXPLAINED_MAX];
    size_t n;
} sim_explained;

/* Adds the word that a heading, a name or an arm is called by; what is none adds nothing, and
 * one that is there is not added again. */
void sim_explain_word(sim_explained *explained, const char *printed);

/* Adds the words in a text, each between blanks, commas, colons and slashes. */
void sim_explain_text(sim_explained *explained, const char *printed);

/* Adds those that end at NULL. */
void sim_explain_words(sim_explained *explained, const char *const printed[]);

/* Adds the words in the table of arms that a run prints: headings, and names of arms. */
void sim_explain_summary(sim_explained *explained, const sim_tables *tables,
                         const sim_chain *chain);

/* Prints them, a paragraph each, and where there are more; nothing if there is none. */
void sim_explain_print(const sim_explained *explained, FILE *out);

#endif
