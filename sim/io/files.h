/* files.h -- the only writer: sets of files that appear whole and together, or not at all,
 * in a folder that one process at a time writes to.
 *
 *     sim_files files;
 *     status = sim_files_init(&files, "out", "run", &err);
 *     if (status == SIM_OK) status = sim_files_open(&files, "summary.csv", &out, &err);
 *     ... write to `out` ...
 *     if (status == SIM_OK) status = sim_files_commit(&files, &err);
 *     sim_files_free(&files);                 // takes back what was not committed
 *
 * New files gather in the sub-folder .potency, whose lock dies with its process, and get
 * their names when all are complete and on disk.  files.csv, which is written last, lists
 * them with their digests.  Only what it lists, and what nobody changed since, is replaced
 * or removed.  What a process that was ended by force left half named, the next one
 * finishes or takes back.
 *
 * Safety: signals that end the process must wait from sim_files_init to sim_files_leave;
 * SIGXFSZ is ignored, so that a limit on the size of files is an error like others.
 */
#ifndef SIM_IO_FILES_H
#define SIM_IO_FILES_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "sim/io/findings.h"

/* A name leaves room for what stands around it while it is written: a path has 255 bytes. */
enum { SIM_FILES_NAME = 224, SIM_DIGEST = 65, SIM_FILES_SOURCES = 4 };

/* What the files of a run belong to. */
#define SIM_FILES_OF_RUN "run"

/* A row of files.csv: the SHA-256 of a file and, of run.ini, of what stands outside its
 * [figure] sections, which may be edited. */
typedef struct {
    char name[SIM_FILES_NAME];
    char of
        [SIM_FILES_NAME]; /* what it belongs to: SIM_FILES_OF_RUN, "sensitivity", a database */
    size_t bytes;
    char digest[SIM_DIGEST], without_figures[SIM_DIGEST];
} sim_files_row;

typedef struct {
    bool exists; /* the folder has one */
    size_t n;
    sim_files_row *row; /* [n] by name */
} sim_files_list;

typedef struct {
    char name[SIM_FILES_NAME];
    FILE *stream;
} sim_file;

typedef struct {
    const char *dir; /* borrowed */
    const char *of;  /* borrowed: what the files belong to */
    bool made_dir;   /* did not exist before */
    bool is_one;     /* the user names a file in the folder, and not that: for messages */
    bool is_locked;
    int lock;
    sim_files_list list; /* what the folder lists */
    size_t n, n_whole;   /* files; the first of them that have their names */
    sim_file *file;      /* [n] */
    sim_findings removed,
        changed; /* files of an earlier set: gone; left, as not as listed */
    struct stat source[SIM_FILES_SOURCES]; /* what is read, and so is not replaced */
    size_t n_sources;
} sim_files;

/* Makes the folder `dir` if need be, and locks it: who comes second is refused.
 * sim_files_free is legal after a failure too. */
sim_status sim_files_init(sim_files *files, const char *dir, const char *of,
                          sim_error *err);

/* Makes the folder alone, for what keeps its own files there: nothing is locked. */
sim_status sim_files_make(sim_files *files, const char *dir, sim_error *err);

/* This file is read: no target may be the same, by whatever name. */
void sim_files_source(sim_files *files, const char *path);

/* Could a file of that name be written?  To know before long work. */
sim_status sim_files_claim(const sim_files *files, const char *name, sim_error *err);

/* Opens one more file for writing; the set closes it. */
sim_status sim_files_open(sim_files *files, const char *name, FILE **out, sim_error *err);

/* Closes and checks what was opened since the last time, then gives all their names.  After
 * a failure the folder is as it was before this call. */
sim_status sim_files_commit(sim_files *files, sim_error *err);

/* The same; what else the folder has of `files->of` goes, as it belongs to an earlier set. */
sim_status sim_files_replace(sim_files *files, sim_error *err);

/* Ends the writing: takes back what has no name, and unlocks the folder. */
void sim_files_leave(sim_files *files);

/* Prints what was written, removed or, being changed, left: a line each. */
void sim_files_print(const sim_files *files, FILE *out);

void sim_files_free(sim_files *files);

/* ---- what a folder lists --------------------------------------------------- */

/* Reads DIR/files.csv; a folder may have none.  sim_files_list_free is legal after a
 * failure too. */
sim_status sim_files_list_read(sim_files_list *list, const char *dir, sim_error *err);

/* NULL: not listed. */
const sim_files_row *sim_files_list_find(const sim_files_list *list, const char *name);

/* Is the folder's run.ini of another command than run, with no table of a run beside it? */
bool sim_files_list_is_of_other(const sim_files_list *list);

/* Refuses a listed table, or run.ini, that is not as listed; with `plain_only`, one that is
 * no plain file.  What was read before is then of one run. */
sim_status sim_files_list_check(const sim_files_list *list, const char *dir,
                                bool plain_only, sim_error *err);

void sim_files_list_free(sim_files_list *list);

/* ---- reading --------------------------------------------------------------- */

/* Opens a file for reading; the caller closes it.  A message says what would be right
 * where `path` is a folder. */
bool sim_files_is_folder(const char *path);
sim_status sim_files_read(const char *path, FILE **in, sim_error *err);

/* Reads a whole text, up to a NUL if it has one; the caller frees it. */
sim_status sim_files_read_text(const char *path, char **text, sim_error *err);

/* ---- may a file be written under this name? ---------------------------------
 *
 * Written are plain files and new names only: never a device, a pipe, a socket or a folder,
 * nor a link to one, nor through a link that leads nowhere. */

/* Refuses what stands there and is no plain file, or a name that cannot be written, for
 * its own reason; files beside it are written too.  Touches nothing. */
sim_status sim_files_check_target(const char *path, sim_error *err);

/* The same of a new file, for which a link is no name either. */
sim_status sim_files_check_new_target(const char *path, sim_error *err);

/* Do two paths lead to one file?  False if one of them leads to none. */
bool sim_files_are_same(const char *one, const char *other);

#endif
