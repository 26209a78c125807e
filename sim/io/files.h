/* files.h -- the only writer: a set of files that appear whole and together, or not at all.
 *
 *     sim_files files;
 *     status = sim_files_init(&files, "out", &err);
 *     if (status == SIM_OK) status = sim_files_open(&files, "summary.csv", &out, &err);
 *     ... write to `out` ...
 *     if (status == SIM_OK) status = sim_files_commit(&files, &err);
 *     sim_files_free(&files);                 // takes back what was not committed
 *
 * Each file is written as NAME.part and renamed when all are complete and on disk; until
 * the last is, a file of that name which was there before is kept as NAME.old.part.
 */
#ifndef SIM_IO_FILES_H
#define SIM_IO_FILES_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/error.h"

enum { SIM_FILES_NAME = 224 }; /* so that NAME.old.part is one of 255 bytes */

typedef struct {
    char name[SIM_FILES_NAME];
    FILE *stream;
    bool kept; /* the one before has its second name */
    bool renamed;
} sim_file;

typedef struct {
    const char *dir; /* borrowed */
    bool made_dir;   /* did not exist before */
    bool whole;      /* all have their names */
    size_t n;
    sim_file *file; /* [n] */
} sim_files;

/* Makes the folder `dir` if need be.  sim_files_free is legal after a failure too. */
sim_status sim_files_init(sim_files *files, const char *dir, sim_error *err);

/* Opens one more file for writing; the set closes it. */
sim_status sim_files_open(sim_files *files, const char *name, FILE **out, sim_error *err);

/* Closes and checks all, then renames all.  After a failure none is left behind. */
sim_status sim_files_commit(sim_files *files, sim_error *err);

void sim_files_free(sim_files *files);

/* Opens a file for reading; the caller closes it.  A message says what would be right
 * where `path` is a folder. */
bool sim_files_is_folder(const char *path);
bool sim_files_has(const char *dir, const char *name); /* a file of that name */
sim_status sim_files_read(const char *path, FILE **in, sim_error *err);

/* Reads a whole text, up to a NUL if it has one; the caller frees it. */
sim_status sim_files_read_text(const char *path, char **text, sim_error *err);

#endif
