/* trial_folder.h -- the folder that trials were written to, read back.
 *
 * Memory: a folder owns what it holds, and must not move; its path is borrowed.
 */
#ifndef SIM_STUDY_TRIAL_FOLDER_H
#define SIM_STUDY_TRIAL_FOLDER_H

#include "sim/study/job.h"
#include "sim/study/trial_view.h"

extern const char
    sim_trial_maker[]; /* what files of trials belong to, see sim/io/files.h */

typedef struct {
    sim_readout readout;
    sim_trial_measure measure;
    sim_table trial, across;
    sim_trial_view view; /* of these */
} sim_trial_tables;

/* Reads both tables of a job's trials.  sim_trial_tables_free is legal after a failure too. */
sim_status sim_trial_tables_read(sim_trial_tables *tables, const sim_job *job,
                                 const char *dir, sim_error *err);
void sim_trial_tables_free(sim_trial_tables *tables);

typedef struct {
    sim_job job; /* its rows; without tables */
    char file[4096];
    sim_trial_tables tables;
} sim_trial_folder;

/* Does a folder list a run.ini as of that maker? */
bool sim_folder_is_of(const char *dir, const char *maker);

/* Does a folder list trials? */
bool sim_trial_folder_is(const char *dir);

/* Reads it, and refuses one whose files are not as it lists them.  sim_trial_folder_free is
 * legal after a failure too. */
sim_status sim_trial_folder_read(sim_trial_folder *folder, const char *dir, sim_error *err);
void sim_trial_folder_free(sim_trial_folder *folder);

#endif
