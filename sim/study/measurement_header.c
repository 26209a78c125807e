/* measurement_header.c -- of measurement.h: the first row of a table, which names its columns. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/text.h"
#include "sim/study/measurement_parts.h"

static void cut_mark(char *text)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of a UTF-8 file */

    if (strncmp(text, mark, 3) == 0) memmove(text, text + 3, strlen(text + 3) + 1);
}

static sim_status refuse_header(const sim_measuring *r, const char *name)
{
    sim_nearest nearest = {.wanted = name};
    char hint[SIM_MEASURED_TEXT];

    if (r->table->n_columns == 1 && strpbrk(r->table->header[0], ";\t"))
        return sim_fail(r->err, SIM_EPARSE,
                        "%s:1: its columns are separated by %s; commas would be right",
                        r->table->file,
                        strchr(r->table->header[0], ';') ? "semicolons" : "tabs");
    for (size_t c = 0; c < r->table->n_columns; c++) {
        if (r->table->known[c] == SIM_MEASURED_COLUMNS)
            sim_nearest_offer(&nearest, r->table->header[c]);
    }
    snprintf(hint, sizeof hint, "; a column for %s would be right",
             sim_measured_columns[sim_measured_column_find(name)].meaning);
    if (nearest.best)
        snprintf(hint, sizeof hint, "; '%.100s' may be meant for it", nearest.best);
    return sim_fail(r->err, SIM_ENAME, "%s:1: has no column '%s'%s", r->table->file, name,
                    hint);
}

sim_status sim_measuring_refuse_bytes(const sim_measuring *r, size_t line,
                                      const char *column, const char *which)
{
    return sim_fail(r->err, SIM_EPARSE,
                    "%s:%zu: %.100s holds %s, which is not UTF-8; a file saved as UTF-8 "
                    "would be right",
                    r->table->file, line, column, which);
}

static sim_status check_twice(const sim_measuring *r, size_t column)
{
    for (size_t c = 0; c < column; c++) {
        if (strcmp(r->table->header[c], r->table->header[column]) != 0) continue;
        if (*r->table->header[column] == '\0')
            return sim_fail(r->err, SIM_ENAME,
                            "%s:1: columns %zu and %zu have no name; a name for each, or "
                            "no such columns, would be right",
                            r->table->file, c + 1, column + 1);
        else
            return sim_fail(r->err, SIM_ENAME,
                            "%s:1: column '%.100s' is given twice; one of the two would be "
                            "right",
                            r->table->file, r->table->header[column]);
    }
    return SIM_OK;
}

static bool has_column(const sim_measurements *table, size_t f)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->known[c] == f) return true;
    }
    return false;
}

/* An unknown column that is nearly one that may be missing, and is. */
static sim_status remark_column(const sim_measuring *r, const char *name)
{
    sim_nearest nearest = {.wanted = name};

    for (size_t f = 0; f < SIM_MEASURED_COLUMNS; f++) {
        if (sim_measured_columns[f].taking != SIM_TAKE_MADE && !has_column(r->table, f))
            sim_nearest_offer(&nearest, sim_measured_columns[f].name);
    }
    if (!nearest.best) return SIM_OK;
    return sim_findings_print(
        &r->table->remarks, r->err,
        "%.200s:1: column '%.80s' is kept but not read; did you mean '%s'?", r->table->file,
        name, nearest.best);
}

static sim_status check_header(const sim_measuring *r)
{
    const sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    for (size_t c = 0; c < table->n_columns; c++) {
        char which[SIM_CHARACTERS_WHAT];

        if (sim_characters_are_broken(table->header[c], which))
            return sim_measuring_refuse_bytes(r, 1, "a column's name", which);
    }
    for (size_t f = 0; status == SIM_OK && f < SIM_MEASURED_COLUMNS; f++) {
        if (sim_measured_columns[f].needed && !has_column(table, f))
            status = refuse_header(r, sim_measured_columns[f].name);
    }
    for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++) {
        status = check_twice(r, c);
        if (status == SIM_OK && table->known[c] == SIM_MEASURED_COLUMNS)
            status = remark_column(r, table->header[c]);
    }
    return status;
}

sim_status sim_measuring_take_header(const sim_measuring *r, const sim_csv_row *row)
{
    sim_measurements *table = r->table;

    table->header = calloc(row->n + 1, sizeof *table->header);
    table->known = calloc(row->n + 1, sizeof *table->known);
    if (!table->header || !table->known) return sim_fail_memory(r->err, table->file);
    for (size_t c = 0; c < row->n; c++) {
        char *name = sim_text_copy(row->field[c]);

        if (!name) return sim_fail_memory(r->err, table->file);
        if (c == 0) cut_mark(name);
        table->header[table->n_columns++] = name;
        memmove(name, sim_text_trim(name), strlen(sim_text_trim(name)) + 1);
        table->known[c] = sim_measured_column_find(name);
    }
    return check_header(r);
}
