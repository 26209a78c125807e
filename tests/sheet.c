#include "tests/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

enum { PATH = 512 };

static char *read_file(const char *path)
{
    char *bytes = NULL;
    FILE *in = fopen(path, "rb");
    long size;

    if (!in) return NULL;
    ck_assert_int_eq(fseek(in, 0, SEEK_END), 0);
    size = ftell(in);
    rewind(in);
    ck_assert_int_ge(size, 0);
    bytes = malloc((size_t)size + 1);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_eq(fread(bytes, 1, (size_t)size, in), (size_t)size);
    bytes[size] = '\0';
    ck_assert_int_eq(fclose(in), 0);
    return bytes;
}

/* Ends the cell that starts here, its quotes taken off; tells what stands behind it. */
static char *end_cell(char *cell, char *ended)
{
    char *to = cell, *from = cell;
    bool quoted = *from == '"';

    for (from += quoted; quoted || (*from != ',' && *from != '\n' && *from); from++) {
        if (*from == '"' && from[1] != '"') {
            quoted = false;
            continue;
        }
        from += *from == '"';
        *to++ = *from;
    }
    *ended = *from;
    *to = '\0';
    return from + 1;
}

bool sheet_read(sheet *s, const char *dir, const char *name)
{
    char path[PATH], ended = '\n';
    size_t n = 0, room = 0;

    *s = (sheet){0};
    snprintf(path, sizeof path, "%s/%s.csv", dir, name);
    s->bytes = read_file(path);
    if (!s->bytes) return false;
    for (char *next = s->bytes; *next; n++) {
        if (n == room)
            s->cells = realloc(s->cells, (room = 2 * room + 64) * sizeof *s->cells);
        if (!s->cells) abort();
        s->cells[n] = next;
        next = end_cell(next, &ended);
        if (ended == '\n' && s->n_columns == 0) s->n_columns = n + 1;
        if (ended == '\n' && (n + 1) % s->n_columns != 0)
            ck_abort_msg("%s: cell %zu ends a row of another length", path, n);
    }
    ck_assert_int_eq(ended, '\n');
    s->n_rows = n / s->n_columns - 1;
    return true;
}

void sheet_free(sheet *s)
{
    free(s->bytes);
    free(s->cells);
    *s = (sheet){0};
}

size_t sheet_column(const sheet *s, const char *column)
{
    size_t i = 0;

    while (i < s->n_columns && strcmp(s->cells[i], column) != 0) i++;
    if (i == s->n_columns) ck_abort_msg("no column '%s'", column);
    return i;
}

static const char *cell_of(const sheet *s, size_t row, size_t column)
{
    return s->cells[(row + 1) * s->n_columns + column];
}

const char *sheet_text(const sheet *s, size_t row, const char *column)
{
    return cell_of(s, row, sheet_column(s, column));
}

double sheet_number(const sheet *s, size_t row, const char *column)
{
    const char *text = sheet_text(s, row, column);
    char *end;
    const double value = *text ? strtod(text, &end) : NAN;

    if (*text && *end) ck_abort_msg("'%s' is no number", text);
    return value;
}

size_t sheet_find(const sheet *s, size_t row, const char *column, const char *text)
{
    const size_t i = sheet_column(s, column);

    while (row < s->n_rows && strcmp(cell_of(s, row, i), text) != 0) row++;
    return row;
}
