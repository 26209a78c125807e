/* cells.h -- for tests: is a table in JSON that of a CSV? */
#ifndef TESTS_CELLS_H
#define TESTS_CELLS_H

#include <jansson.h>
#include <stddef.h>

/* Reads a JSON file; any failure fails the test. */
json_t *cells_load(const char *path);

/* Asserts that columns and rows of table `name` in root.tables are those of the CSV, cell by
 * cell: a number is the same number, null an empty cell, a text the same text. */
void cells_check(const json_t *root, const char *name, const char *csv_path);

/* What a text of an object is; NULL if there is none. */
const char *cells_text(const json_t *object, const char *key);

#endif
