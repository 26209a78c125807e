/* subjects.h -- for tests: what is tried while memory runs out and disks fail, from the rows of a
 * file to whole commands. */
#ifndef TESTS_SUBJECTS_H
#define TESTS_SUBJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

typedef struct {
    const char *name;
    sim_status (*act)(sim_error *err);
    bool draws_last;    /* its tables stay when its figures fail */
    bool compares_last; /* what it wrote stays when that cannot be compared */
    size_t of; /* one in so many calls for memory fails, fewer where each takes long */
} subject;

/* The first of them solve or print, and ask nothing but memory. */
enum { SUBJECTS = 43, SUBJECTS_OF_ENGINE = 5 };
extern const subject subjects[SUBJECTS];

/* The files that they read. */
extern const char subjects_experiment[], subjects_broken[], subjects_sweep[],
    subjects_story[], subjects_trial[], subjects_fit[], subjects_measured[],
    subjects_optimum[];

void subjects_write_file(const char *path, const char *text);

/* Writes two tables into the folder `out`. */
sim_status subjects_write_table(sim_error *err);

/* Of subjects_fits.c: a curve, from starts to draws; a log, up to what it is worth. */
sim_status subjects_solve_fit(sim_error *err);
sim_status subjects_value_log(sim_error *err);

/* Calls a command with the words of a line; what it prints goes into the result. */
sim_status subjects_call(const char *line, sim_error *err);

#endif
