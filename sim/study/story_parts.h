/* story_parts.h -- what the parts of story.h share: story_read.c (rows) and story_outcome.c
 * (conditions and sentences).
 */
#ifndef SIM_STUDY_STORY_PARTS_H
#define SIM_STUDY_STORY_PARTS_H

#include "sim/study/story.h"

enum { SIM_STORY_PLACE = 512 };

typedef struct {
    sim_story *story;
    const sim_ini *ini;
    const sim_job *job;
    sim_tables tables; /* without rows */
    char place[SIM_STORY_PLACE];
    sim_error *err;
} sim_story_reader;

sim_status sim_story_refuse(const sim_story_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void sim_story_set_place(sim_story_reader *reader, const sim_ini_row *row);

sim_story_text sim_story_text_of(const sim_story_reader *reader, const char *text);

/* What stands behind the =: of a sentence even what would be a comment elsewhere. */
const char *sim_story_row_text(const sim_ini_row *row, bool is_whole);

/* A part of a text, trimmed, in the story's pool; NULL where memory is short. */
char *sim_story_keep(sim_story_reader *reader, const char *text, size_t length);
sim_status sim_story_check_room(const sim_story_reader *reader);

/* Notes what the story asks for: a cohort, trials. */
void sim_story_note(sim_story *story, const sim_story_value *value);

/* Adds the outcome of a row "outcome NAME", where `word` is the first of them. */
sim_status sim_story_read_outcome(sim_story_reader *reader, const sim_ini_row *row,
                                  const char *word);

#endif
