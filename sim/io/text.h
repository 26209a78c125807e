/* text.h -- small things that are done to texts. */
#ifndef SIM_IO_TEXT_H
#define SIM_IO_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/model/hash.h"

/* A copy that the caller frees; NULL of NULL, and where memory is short. */
char *sim_text_copy(const char *text);

/* Does a text start with another? */
bool sim_text_starts(const char *text, const char *start);

/* Cuts white space off both ends, in place; returns where the text starts. */
char *sim_text_trim(char *text);

/* Takes the quotes off "a text" that stands in them, in place, and with them a comment behind
 * the second; returns the text, white space cut off.  Any other text stays as it is. */
char *sim_text_unquote(char *text);

/* Takes quotes of any kind off both ends, in place; false if there are none. */
bool sim_text_strip_quotes(char *text);

/* Adds `more` to a text of a fixed size, after ", " if it is not empty; what does not fit
 * whole is left out. */
void sim_text_list(char text[], size_t size, const char *more);

/* Adds to a text of a fixed size; what does not fit is cut off. */
void sim_text_append(char text[], size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a word as a shell takes it, in single quotes; cut off likewise. */
void sim_text_quote(char text[], size_t size, const char *word);

/* The next part of a list with commas, white space cut off, in place; NULL past the last.
 * "a,,b" has an empty part, and "" is one. */
char *sim_text_next(char **rest);

/* Takes a text, and that it ends, into a hash, which starts at SIM_HASH. */
void sim_text_hash(uint64_t *hash, const char *text);

/* Is that a part of the text, whatever the case?  "" is of any. */
bool sim_text_holds(const char *text, const char *part);

/* What stands behind the last slash. */
const char *sim_text_base_name(const char *path);

/* The misspelt name's nearest among those that are offered one by one. */
typedef struct {
    const char *wanted;
    const char *best; /* NULL: none is near; borrowed from what was offered */
    int cost;
} sim_nearest;

/* Costs are counted in half edits: a letter that is missing, too many or wrong, or two
 * that are swapped, is one edit (Damerau (1964) Commun. ACM 7, 171; in the form of the
 * optimal string alignment); what is missing or too much at the end is cheaper.  Case, and whether a
 * gap is _, - or a space, cost nothing.  A name that would take more edits than a third
 * of its letters, rounded, is not near. */
void sim_nearest_offer(sim_nearest *nearest, const char *name);

/* "; did you mean 'NAME'?" or, where none is near, "; `otherwise`". */
void sim_nearest_print(const sim_nearest *nearest, const char *otherwise, char text[],
                       size_t size);

/* The same where so few are right that a message can list them. */
typedef struct {
    sim_nearest nearest;
    char all[512]; /* "a, b, c" */
} sim_choice;

void sim_choice_offer(sim_choice *choice, const char *name);

/* "; did you mean 'NAME'?" or "; one of a, b, c would be right". */
void sim_choice_print(const sim_choice *choice, char text[], size_t size);

#endif
