/* data.h -- the [data NAME] sections of a parameter file: what was measured elsewhere, in a file
 * beside it or in rows of the section.
 *
 * A section is read as text, and understood by whoever uses it: a log by log.h.
 *
 * Memory: a list owns its texts.
 */
#ifndef SIM_STUDY_DATA_H
#define SIM_STUDY_DATA_H

#include <stddef.h>
#include <stdio.h>

#include "sim/study/row.h"

/* What stands in place of a standard deviation that is fitted. */
extern const char sim_data_estimate[];

typedef struct {
    char *name, *text, *place; /* "column seeded", "cells in", "FILE:LINE" */
} sim_data_row;

typedef struct sim_data_table sim_data_table; /* data_table.h */

typedef struct {
    char *name, *place; /* of the section */
    sim_data_row *rows; /* [n] */
    size_t n;
    sim_data_table *table; /* of one that is no log, once it is read; owned */
} sim_data;

typedef struct {
    sim_data *list; /* [n] in the order of the file */
    size_t n;
} sim_data_list;

/* Starts a section, whose name no other has, and gives the last one a row, whose name no other
 * has there.  Messages start with the place. */
sim_status sim_data_add(sim_data_list *all, const char *name, const char *place,
                        sim_error *err);
sim_status sim_data_set(sim_data_list *all, const sim_row *row, sim_error *err);

void sim_data_free(sim_data_list *all);

/* A row by its name; NULL: there is none. */
const sim_data_row *sim_data_find(const sim_data *data, const char *name);

/* What stands behind `first` and a blank in the name of a row: "column seeded" -> "seeded";
 * NULL if it does not start so. */
const char *sim_data_name_behind(const sim_data_row *row, const char *first);

/* "PLACE: NAME = TEXT: wrong; right would be right". */
sim_status sim_data_refuse(const sim_data_row *row, sim_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "FILE:LINE: wrong; right would be right". */
sim_status sim_data_refuse_at(const char *file, size_t line, sim_error *err,
                              const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Writes a section as it was read. */
void sim_data_write(const sim_data *data, FILE *out);

#endif
