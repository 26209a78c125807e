/* ini.h -- the rows of an INI text, each with its place.
 *
 * Read line by line; comments are cut off.  Refused are over-long and indented lines, bytes
 * that are no text, broken and repeated section headers, and rows without a =.
 *
 * Memory: a sim_ini owns its strings.
 */
#ifndef SIM_IO_INI_H
#define SIM_IO_INI_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/io/findings.h"

typedef struct {
    char *section, *name, *value;
    char *origin; /* X of a comment "#: X"; NULL without one */
    int line;
    char *whole; /* the value with what stands behind it as a comment; NULL without one */
    bool lost;   /* of a header: rows below it were refused */
} sim_ini_row;

typedef struct {
    const char *file; /* borrowed: for messages */
    sim_ini_row *rows;
    size_t n_rows;
    char version[16]; /* of the program, as a comment above all rows says; "" without one */
    int version_line;
} sim_ini;

/* Bytes in a line, unless it is a comment. */
enum { SIM_INI_LINE = 65535 };

/* Starts the comment in which run.ini says where a value came from. */
#define SIM_INI_ORIGIN "#: "

/* Reads all rows in order; the header of a section is a row whose name is NULL.  Lines
 * that are refused end the reading or, where there are `findings`, are noted there and
 * left out.  sim_ini_free is legal after a failure too. */
sim_status sim_ini_read(sim_ini *ini, const char *file, FILE *in, sim_findings *findings,
                        sim_error *err);
sim_status sim_ini_read_text(sim_ini *ini, const char *file, const char *text,
                             sim_error *err);

void sim_ini_free(sim_ini *ini);

#endif
