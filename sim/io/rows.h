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
#include "sim/io/column.h"

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
