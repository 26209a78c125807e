/* story_text.h -- words of a [story]'s values, read one by one: what the files share that read them.
 *
 * Memory: none of its own.
 */
#ifndef SIM_STUDY_STORY_TEXT_H
#define SIM_STUDY_STORY_TEXT_H

#include "sim/study/story_value.h"

enum { SIM_STORY_WORD = 128 };

/* "PLACE: what is wrong". */
sim_status sim_story_text_refuse(const sim_story_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Does a word, a name or a number end there? */
bool sim_story_text_ends(const char *at);

void sim_story_text_skip(sim_story_text *text); /* blanks */

/* Behind these words, one blank or more for each of theirs; NULL: others stand there. */
const char *sim_story_text_behind(const char *at, const char *words);

/* How many bytes there are before the next word that may follow a name, or the end. */
size_t sim_story_text_length(const char *at);

/* What stands there, for a message. */
const char *sim_story_text_shown(const sim_story_text *text, char word[SIM_STORY_WORD]);

/* The arm of the longest name that stands there; SIM_NONE: there is none. */
size_t sim_story_text_find_arm(const sim_story_text *text, size_t *length);

/* Reads "of ARM". */
sim_status sim_story_text_of_arm(sim_story_text *text, sim_story_term *term);

#endif
