/* results.h -- the tables in a folder of results: each as CSV and, where asked for, all of them
 * in results.json.
 *
 * Memory: files are borrowed.
 */
#ifndef SIM_IO_RESULTS_H
#define SIM_IO_RESULTS_H

#include "sim/io/files.h"
#include "sim/io/json.h"
#include "sim/io/rows.h"

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

/* Opens DIR/NAME.csv to be read; the caller closes it.  *in is NULL after a failure. */
enum { SIM_RESULTS_PATH = 4096 };
sim_status sim_results_open(const char *dir, const char *name, char path[SIM_RESULTS_PATH],
                            FILE **in, sim_error *err);

#endif
