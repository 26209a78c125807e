/* json.h -- tables for programs, as one JSON object that is written piece by piece:
 *
 *     {"provenance": {NAME: TEXT, ...},
 *      "tables": {NAME: {"columns": [{"name", "unit", "meaning"}], "rows": [[...]]}, ...},
 *      "warnings": [TEXT, ...]}
 *
 * Rows are what sim_rows writes.  Memory: the stream is borrowed; who opened it checks it.
 */
#ifndef SIM_IO_JSON_H
#define SIM_IO_JSON_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/io/findings.h"

typedef struct {
    FILE *out;       /* NULL: nothing is written */
    size_t n_tables; /* so far */
    bool failed;     /* a text was lost */
} sim_json;

/* What made the tables. */
typedef struct {
    const char *name, *value; /* a value of NULL is left out */
} sim_json_fact;
void sim_json_start(sim_json *json, FILE *out, const sim_json_fact facts[], size_t n);

/* One more table: where its rows are to go. */
FILE *sim_json_table(sim_json *json, const char *name);

/* Ends it with warnings (NULL: none).  Fails where memory was short on the way. */
sim_status sim_json_end(sim_json *json, const sim_findings *warnings, sim_error *err);

/* A text between quotes; false where it is no UTF-8 or memory is short. */
bool sim_json_write_text(const char *text, FILE *out);

#endif
