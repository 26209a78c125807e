/* results.h -- the tables in a folder of results.
 *
 * Memory: files are borrowed.
 */
#ifndef SIM_IO_RESULTS_H
#define SIM_IO_RESULTS_H

#include "sim/io/files.h"
#include "sim/io/rows.h"

/* Opens NAME.csv in the set, for the rows of a layout of that name. */
sim_status sim_results_add(sim_files *files, const char *name, sim_rows_to *to,
                           sim_error *err);

/* Opens DIR/NAME.csv to be read; the caller closes it.  *in is NULL after a failure. */
enum { SIM_RESULTS_PATH = 4096 };
sim_status sim_results_open(const char *dir, const char *name, char path[SIM_RESULTS_PATH],
                            FILE **in, sim_error *err);

#endif
