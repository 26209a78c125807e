/* raw.h -- a database's files as they lie on the disk, before SQLite is asked.
 *
 * SQLite mends, moves and removes what it finds beside a file that it opens.  So the bytes
 * are looked at first, and a file that is being written, or was left by a kill, is read from
 * a private copy.
 *
 * While a sweep adds to its file, pages change only by what its log holds, and the log only
 * grows, until it starts anew with another header.  A copy of the file and then of the log is
 * therefore one of a moment if the log's header stayed the same all the time.
 *
 * Memory: a copy's folder is gone when sim_raw_unlink returns, though its files are open.
 */
#ifndef SIM_IO_RAW_H
#define SIM_IO_RAW_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/error.h"

/* What its bytes say. */
typedef struct {
    size_t size;
    bool is_database; /* SQLite's file format */
    bool expects_log; /* a write-ahead log may belong to it */
    bool is_alone;    /* nothing of SQLite's is beside it */
    bool has_log;     /* with something in it */
    bool is_begun;    /* its journal is one of a database that had no pages before */
    uint32_t application, format, schema, encoding;
} sim_raw;

/* Fails for what is no plain file, or cannot be read. */
sim_status sim_raw_look(const char *path, sim_raw *raw, sim_error *err);

/* Is there nothing in it, or what was ended before anything was? */
bool sim_raw_is_empty(const sim_raw *raw);

/* Refuses files beside it that no sweep left, which SQLite would read, write or remove. */
sim_status sim_raw_check_beside(const char *path, sim_error *err);

/* Removes the files beside it: those of a database that was made here. */
void sim_raw_remove_beside(const char *path);

/* A stream that stays open while SQLite has the file, as closing it would give up SQLite's
 * locks; and whether another process has it locked to write. */
sim_status sim_raw_open(const char *path, FILE **in, sim_error *err);
bool sim_raw_is_locked(FILE *watch);

/* Copies it, with what is beside it, into a folder of its own; `changed` if that was written
 * anew meanwhile.  Signals that ask to end wait until sim_raw_unlink, so that the copy does
 * not stay. */
enum { SIM_RAW_PATH = 512 };
typedef struct {
    char folder[SIM_RAW_PATH], file[SIM_RAW_PATH + 16];
    sigset_t before; /* which signals wait */
} sim_raw_copy;
sim_status sim_raw_copy_all(const char *path, sim_raw_copy *copy, bool *changed,
                            sim_error *err);
void sim_raw_unlink(const sim_raw_copy *copy);

#endif
