/* temp.h -- temporary folders, below TMPDIR or else /tmp.
 *
 * Where TMPDIR is in memory, as .ci/tests sees to, nobody waits for a disk.
 */
#ifndef TESTS_TEMP_H
#define TESTS_TEMP_H

#include <stdbool.h>

enum { TEMP_PATH = 128 };

/* Makes a new one with this word in its name. */
void temp_folder(const char *word, char path[TEMP_PATH]);

/* Removes one with all that it holds; false where that fails. */
bool temp_remove(const char *path);

/* Makes one and works in it; leaves it, which must be empty by then. */
void temp_enter(const char *word, char path[TEMP_PATH]);
void temp_leave(const char *path);

/* Writes a text as a file. */
void temp_put(const char *name, const char *text);

#endif
