/* fit_folder.h -- the folder that a fit was written to: its experiment, read back.
 *
 * Memory: a folder owns what it holds, and must not move; its path is borrowed.
 */
#ifndef SIM_STUDY_FIT_FOLDER_H
#define SIM_STUDY_FIT_FOLDER_H

#include "sim/study/job.h"

extern const char sim_fit_maker[]; /* what files of fits belong to, see sim/io/files.h */

typedef struct {
    sim_job job; /* its rows, and what the folder lists; without tables */
    char file[4096];
} sim_fit_folder;

/* Does a folder list a fit? */
bool sim_fit_folder_is(const char *dir);

/* Reads it, and refuses one of whose files there is another than it lists; one that is gone, whoever
 * reads that.  sim_fit_folder_free is legal after a failure too. */
sim_status sim_fit_folder_read(sim_fit_folder *folder, const char *dir, sim_error *err);
void sim_fit_folder_free(sim_fit_folder *folder);

#endif
