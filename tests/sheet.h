/* sheet.h -- a CSV as texts, read by code of its own: what the program wrote is held against
 * what it drew without a reader that both share.
 *
 * Memory: a sheet owns its texts; sheet_free ends it.
 */
#ifndef TESTS_SHEET_H
#define TESTS_SHEET_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *bytes;
    char **cells; /* [n_rows + 1][n_columns], the names of the columns first */
    size_t n_rows, n_columns;
} sheet;

/* Reads DIR/NAME.csv; false where there is none.  Asserts that its rows are alike. */
bool sheet_read(sheet *s, const char *dir, const char *name);
void sheet_free(sheet *s);

/* Asserts that there is such a column. */
size_t sheet_column(const sheet *s, const char *column);
const char *sheet_text(const sheet *s, size_t row, const char *column);

/* NAN where the cell is empty. */
double sheet_number(const sheet *s, size_t row, const char *column);

/* The first row from `row` on that has this text there; n_rows: none. */
size_t sheet_find(const sheet *s, size_t row, const char *column, const char *text);

#endif
