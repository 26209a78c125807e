/* narration.h -- a story as people read it: the question, and what came out.
 *
 * Memory: a narration owns its texts; the story is borrowed.
 */
#ifndef SIM_CLI_NARRATION_H
#define SIM_CLI_NARRATION_H

#include "sim/io/findings.h"
#include "sim/io/memory.h"
#include "sim/study/story.h"

enum { SIM_NARRATION_ANSWER = 1024, SIM_NARRATION_MOVED = 4096 };

typedef struct {
    const sim_story *story;
    char answer[SIM_NARRATION_ANSWER]; /* "The answer is b) about half." */
    sim_memory sentence;               /* the outcome's; empty where none can be told */
    char moved
        [SIM_NARRATION_MOVED]; /* what parted the arms of the ledger; "": none is asked */
    char *title;               /* as much of it as a figure's title has room for */
} sim_narration;

/* Prints question and choices. */
void sim_narration_ask(const sim_story *story, FILE *out);

extern const char sim_narration_moved[]; /* heads that */

/* What comes out of the story, whose job is solved.  sim_narration_free is legal after a failure
 * too. */
sim_status sim_narration_find(sim_narration *narration, const sim_story *story,
                              sim_error *err);

/* Prints all of it, with what is to be known of the run. */
void sim_narration_print(const sim_narration *narration, const sim_findings *warnings,
                         FILE *out);

void sim_narration_free(sim_narration *narration);

#endif
