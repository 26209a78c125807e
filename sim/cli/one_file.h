/* one_file.h -- a command's single file, at a path that the user names: it appears whole, or not
 * at all.
 *
 *     status = sim_one_file_claim(&file, path, "report", source, &err);  // before long work
 *     if (status == SIM_OK) status = sim_one_file_open(&file, &out, &err);
 *     ... write to `out` ...
 *     if (status == SIM_OK) status = sim_files_commit(&file.files, &err);
 *     sim_files_leave(&file.files);
 *     sim_files_free(&file.files);
 *
 * Memory: the path is borrowed, and it must not move.
 */
#ifndef SIM_CLI_ONE_FILE_H
#define SIM_CLI_ONE_FILE_H

#include "sim/io/files.h"

enum { SIM_ONE_FILE_PATH = 4096 };

typedef struct {
    sim_files files;
    const char *path;
    char folder[SIM_ONE_FILE_PATH]; /* that it goes to */
} sim_one_file;

/* Could it be written?  `of` is the command, and `source` what it reads, which is not replaced
 * (NULL: nothing).  sim_files_free is legal after a failure too. */
sim_status sim_one_file_claim(sim_one_file *file, const char *path, const char *of,
                              const char *source, sim_error *err);

sim_status sim_one_file_open(sim_one_file *file, FILE **out, sim_error *err);

#endif
