/* swept.h -- one sweep of twenty points and its four shards, for tests of the commands that
 * make, read, join and check the databases of sweeps.
 *
 * In every test of a case a.ini is its file, and beside the folder stand whole.db with what
 * can be read of it (whole.csv), 1.db to 4.db, and what each was said and told.
 */
#ifndef TESTS_SWEPT_H
#define TESTS_SWEPT_H

#include <stdbool.h>
#include <sys/types.h>

#include <check.h>

/* Each point is a twentieth: with a line for each that is on disk. */
enum { SWEPT_POINTS = 20, SWEPT_LINE = 512 };

/* Adds a case whose tests have all that. */
void swept_add_case(Suite *suite, const char *name, void (*add)(TCase *cases));

/* Runs a line of shell that must go well. */
void swept_shell(const char *command);

/* Is it, in all that can be read, the whole; every row and day one that the whole has? */
void swept_check(const char *db);
void swept_check_part(const char *db);

/* Runs statements of SQL on a file by a connection of the test's own; the first number of the
 * last, if any. */
int swept_sql(const char *file, const char *text);
int swept_points(const char *file);

/* A message with the program's version in place of VERSION. */
const char *swept_message(const char *message);

typedef struct {
    pid_t child;
    int out; /* what it says on standard error */
} swept_watched;

/* Starts a sweep that goes on with the database; it is never more than a line ahead of who
 * reads `out`. */
swept_watched swept_start(const char *db, const char *threads);

/* Waits until it has told of so many lines of points; false if it ended before. */
bool swept_wait(const swept_watched *w, int lines);

/* Kills it when it has told of so many lines; false if it ended before. */
bool swept_kill_after(const char *db, const char *threads, int lines);

/* Goes on with it to the end. */
void swept_resume(const char *db);

#endif
