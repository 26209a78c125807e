/* beside.h -- the runs of several folders, each of another chain, in one picture: what their
 * headlines are about, of the arms that all have.
 *
 * Memory: everything passed in is borrowed.
 */
#ifndef SIM_CLI_BESIDE_H
#define SIM_CLI_BESIDE_H

#include "sim/cli/sheet.h"

typedef struct {
    const char *const *dirs; /* [n] folders of runs, two or more */
    size_t n;
    const sim_sheet_look *look;
} sim_beside;

/* Reads all runs, and adds the picture, "four" of four runs, and figures.csv to files, which
 * are of a folder of their own.  Refuses what is no run, runs of one chain, and runs that have
 * no arm in common. */
sim_status sim_beside_write(const sim_beside *beside, sim_files *files, sim_error *err);

#endif
