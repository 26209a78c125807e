/* rows.h -- the rows of a table, cell by cell: the one writer of CSV and JSON, and a reader
 * of the CSV.
 *
 *     sim_rows rows;
 *     sim_rows_start(&rows, &layout, &(sim_rows_to){.csv = out});
 *     sim_rows_text(&rows, "P2");           // a cell after the other;
 *     sim_rows_number(&rows, 2.385);        // a row ends where its columns do
 *     status = sim_rows_end(&rows, &err);
 *
 * CSV: RFC 4180, LF, %.9g with a decimal point in any locale, an empty cell where a number is
 * not defined.  JSON: {"columns": [{"name", "unit", "meaning"}], "rows": [[...]]}, the same
 * digits, null where a number is not defined.  Nothing is held in memory.
 *
 * Memory: layout and streams are borrowed; who opened a stream checks it when closing it.
 */
#ifndef SIM_IO_ROWS_H
#define SIM_IO_ROWS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/model/model.h"

/* ---- columns ---------------------------------------------------------------
 *
 * What the columns of a file are, said once, beside the code that fills them: its header,
 * columns.csv, results.json and whoever reads it follow from that.  Every column names its own
 * unit; texts are borrowed. */

/* What its cells hold.  A number that is not defined is an empty cell. */
typedef enum {
    SIM_CELL_NUMBER,
    SIM_CELL_WHOLE,
    SIM_CELL_TEXT,
    SIM_CELL_EITHER, /* a number, or a word in its place */
} sim_cell_kind;

typedef struct {
    const char *name;    /* header of the column */
    const char *unit;    /* "day", "cell"; "1" if dimensionless */
    const char *meaning; /* one phrase, no full stop */
    sim_cell_kind kind;
} sim_column;

/* All columns of a file. */
typedef struct {
    const char *name; /* file name without its ending */
    const sim_column *columns;
    size_t n;
} sim_layout;

#define SIM_LAYOUT(name, columns) \
    { \
        name, columns, sizeof(columns) / sizeof *(columns) \
    }

/* The column that many files start with, and that of their time. */
extern const sim_column sim_arm_column, sim_day_column;

/* The time of the last stage of a chain, in the chain's words. */
sim_column sim_day_of(const sim_chain *chain);

/* The columns of columns.csv: a row for each column of each file. */
extern const sim_layout sim_columns_layout;

/* A column of numbers that a model declares. */
sim_column sim_column_of(const sim_symbol *symbol);

/* The same of what its symbol differs by from that of the background, in points where it is
 * in percent. */
sim_column sim_column_against(const sim_model *model, const sim_against *against);

/* The unit of a difference of what has that unit. */
const char *sim_difference_unit(const char *unit);

/* The place of a column; n if it has none of that name. */
size_t sim_layout_find(const sim_layout *layout, const char *column);

/* ---- writing --------------------------------------------------------------- */

/* Where rows go: here, there or both. */
typedef struct {
    FILE *csv, *json; /* NULL: not there */
    bool foreign; /* texts are of somebody else: written as a terminal may be shown them */
} sim_rows_to;

typedef struct {
    const sim_layout *layout;
    sim_rows_to to;
    size_t column, n; /* of the next cell; rows so far */
    bool failed;      /* a text was lost */
} sim_rows;

/* Writes the header.  Where `to` is NULL nothing is written by this or the functions below. */
void sim_rows_start(sim_rows *rows, const sim_layout *layout, const sim_rows_to *to);

/* The next cell, which must be what its column says. */
void sim_rows_text(sim_rows *rows, const char *text);
void sim_rows_number(sim_rows *rows, double number);
void sim_rows_whole(sim_rows *rows, uint64_t number);

/* Several cells of numbers. */
void sim_rows_numbers(sim_rows *rows, const double numbers[], size_t n);

/* A row of columns.csv for each column of a file; a unit of NULL is `unit`. */
void sim_rows_describe(sim_rows *rows, const sim_layout *layout, const char *unit);

/* A text of JSON, between quotes; false where it is no UTF-8 or memory is short. */
bool sim_json_write_text(const char *text, FILE *out);

/* Ends the table.  Fails where memory was short on the way. */
sim_status sim_rows_end(sim_rows *rows, sim_error *err);

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    const char *text; /* as it stands there */
    double number;    /* NAN of an empty cell and of a text */
} sim_cell;

typedef struct {
    const char *file; /* what messages start with */
    FILE *in;
    const sim_layout *layout; /* what its header must be */
    const char *wrong;        /* said of all that is wrong; NULL: what it is */
} sim_rows_from;

/* Takes a row; a failure ends the reading. */
typedef sim_status sim_rows_take(void *self, size_t line, const sim_cell cells[],
                                 sim_error *err);

/* Reads a CSV that sim_rows wrote, and checks header and cells. */
sim_status sim_rows_read(const sim_rows_from *from, sim_rows_take *take, void *self,
                         sim_error *err);

/* "FILE:LINE: " and `wrong` of the source, or what the format says. */
sim_status sim_rows_refuse(const sim_rows_from *from, size_t line, sim_error *err,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
