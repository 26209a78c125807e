/* tale.h -- stories from texts, for tests.
 *
 * Memory: a tale owns what it holds, and must not move.
 */
#ifndef TESTS_TALE_H
#define TESTS_TALE_H

#include <check.h>

#include "sim/study/story.h"

typedef struct {
    sim_ini ini;
    sim_job job;
    sim_story story;
} tale;

/* The knee after 200 days, with cells of passage 2 and 12: seven lines, the last of them
 * [story]. */
extern const char tale_head[];

/* Reads a text as a.ini.  tale_free is legal after a failure too. */
sim_status tale_try(tale *t, const char *text, sim_error *err);

/* The same of the head with these rows below it, which are sound. */
void tale_read(tale *t, const char *rows);
void tale_solve(tale *t);
void tale_free(tale *t);

#endif
