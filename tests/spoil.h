/* spoil.h -- spoils a database in one of many ways, by number: bytes, pages, its end, its log,
 * and what SQL can say.
 *
 * Safety: the same number spoils the same file in the same way.
 */
#ifndef TESTS_SPOIL_H
#define TESTS_SPOIL_H

#include <stddef.h>

/* Spoils the file, which is there; a word for how. */
const char *spoil_database(const char *path, unsigned long long number);

/* Runs SQL on a file by a connection that lets it do everything; what it refuses is left
 * out. */
void spoil_by_sql(const char *path, const char *sql);

#endif
