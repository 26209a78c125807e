/* results.h -- the tables in a folder of results: each as CSV and, where asked for, all of them
 * in results.json, which is written piece by piece:
 *
 *     {"provenance": {NAME: TEXT, ...},
 *      "tables": {NAME: {"columns": [{"name", "unit", "meaning"}], "rows": [[...]]}, ...},
 *      "warnings": [TEXT, ...]}
 *
 * Rows are what sim_rows writes.  Memory: files and streams are borrowed; who opened a stream
 * checks it.
 */
#ifndef SIM_IO_RESULTS_H
#define SIM_IO_RESULTS_H

#include "sim/io/files.h"
#include "sim/io/rows.h"
#include "sim/io/table.h"

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

/* ---- in a folder ------------------------------------------------------------ */

typedef struct {
    sim_files *files;
    sim_json json; /* without a stream: none is written */
} sim_results;

/* Opens results.json in the set. */
extern const char sim_results_file[];
sim_status sim_results_start_json(sim_results *results, const sim_json_fact facts[],
                                  size_t n, sim_error *err);

/* One more table: opens NAME.csv in the set, for the rows of a layout of that name. */
sim_status sim_results_add(sim_results *results, const char *name, sim_rows_to *to,
                           sim_error *err);

/* The same with all rows of a table, under its name. */
sim_status sim_results_add_table(sim_results *results, const sim_table *table,
                                 sim_error *err);

/* Is there a DIR/NAME.csv? */
bool sim_results_has(const char *dir, const char *name);

/* Opens DIR/NAME.csv to be read; the caller closes it.  *in is NULL after a failure. */
enum { SIM_RESULTS_PATH = 4096 };
sim_status sim_results_open(const char *dir, const char *name, char path[SIM_RESULTS_PATH],
                            FILE **in, sim_error *err);

#endif
