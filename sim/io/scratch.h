/* scratch.h -- a folder for what is needed for a moment only.
 *
 * Safety: what a process leaves that is ended by force stays, as it does for all who use TMPDIR. */
#ifndef SIM_IO_SCRATCH_H
#define SIM_IO_SCRATCH_H

#include "sim/error.h"

enum { SIM_SCRATCH_PATH = 4096 };

typedef struct {
    char dir[SIM_SCRATCH_PATH]; /* ""; where there is none */
} sim_scratch;

/* Makes it, in TMPDIR or /tmp. */
sim_status sim_scratch_make(sim_scratch *scratch, sim_error *err);

/* Removes it with its files, and those of its folders; legal where there is none. */
void sim_scratch_remove(sim_scratch *scratch);

#endif
