/* findings.h -- all that is wrong with some input, a line each.
 *
 * A reader that is given findings notes a problem there and reads on; without them its
 * first problem ends it.
 *
 * Memory: findings own their lines.
 */
#ifndef SIM_IO_FINDINGS_H
#define SIM_IO_FINDINGS_H

#include <stddef.h>

#include "sim/error.h"

typedef struct {
    char **lines; /* [n] */
    size_t n;
} sim_findings;

/* Adds a line, as it is or printed. */
sim_status sim_findings_add(sim_findings *findings, const char *line, sim_error *err);
sim_status sim_findings_print(sim_findings *findings, sim_error *err, const char *format,
                              ...) __attribute__((format(printf, 3, 4)));

/* What a reader does with the status of one row: notes a problem of the input in
 * `findings` and returns SIM_OK, so that it reads on.  Without findings (NULL), or where
 * reading on is no use (no memory, no file), returns the status as it is. */
sim_status sim_findings_note(sim_findings *findings, sim_status status, sim_error *err);

/* Puts lines that start with "FILE:NUMBER:" into the order of their numbers, before the
 * others; else the order stays. */
sim_status sim_findings_sort(sim_findings *findings, const char *file, sim_error *err);

void sim_findings_free(sim_findings *findings);

#endif
