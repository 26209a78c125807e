/* store.h -- the one file that a sweep fills: a SQLite database.
 *
 * Its tables: `results`, a row per point and arm with inputs, status, reason and numbers;
 * `points`, when and by what build each was solved; `courses`, if any are kept;
 * `parameters`, all that was in force; `facts`, what else describes the sweep; `columns`,
 * what the columns are; `builds`.
 *
 * While points are added the file is locked, by a lock that ends with its process, and has a
 * write-ahead log beside it: what is committed survives a kill or a loss of power.
 * sim_store_finish leaves one plain file.  Anybody who may read the files can read them at
 * any time: a file without a log as it is, one with a log, or that is being written, from a
 * private copy of a moment.  The log needs no memory that is shared, which network file
 * systems do not have.
 *
 * A file may come from anybody: see schema.h and raw.h.
 *
 * Memory: a store owns its handles and path.
 * Safety: one thread at a time.
 */
#ifndef SIM_IO_STORE_H
#define SIM_IO_STORE_H

#include <stdbool.h>

#include "sim/io/table.h"

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

enum { SIM_STORE_FORMAT = 2, SIM_STORE_ARMS = 100000 };

/* What its columns are; borrowed when it is made, owned where it was read. */
typedef struct {
    size_t n_inputs, n_numbers, n_course;
    const sim_column *inputs;  /* [n_inputs] "product.dose" */
    const sim_column *numbers; /* [n_numbers] */
    const sim_column *course;  /* [n_course] 0: no courses are kept */
    size_t n_arms;             /* rows of a point */
    bool has_items;            /* what a cohort has solved, number by number */
} sim_store_form;

typedef struct {
    char *path;
    sqlite3 *db;
    sqlite3_stmt *add_result, *add_point, *add_course, *add_item, *get_item;
    sim_store_form form;
    sim_column *columns; /* [n_inputs + n_numbers + n_course] owned with their texts, or
                            NULL */
    bool is_new;         /* made here and nothing committed: closing takes it back */
    bool was_there;      /* made in a file that was there, and empty: it stays so */
    bool lacks_log;      /* its header speaks of a log, and there is none */
    int *log_most;       /* pages of its log that bring it into the file; owned, as the
                            store itself may move */
    FILE *watch;         /* the file, while others may have to be waited for */
} sim_store;

/* A value of an input. */
typedef struct {
    const char *word; /* NULL: a number */
    double number;
    bool whole; /* a number that is a count */
} sim_store_input;

/* A point in one arm. */
typedef struct {
    size_t point; /* from 1 */
    size_t arm;   /* from 0 */
    const char *arm_name;
    const sim_store_input *inputs; /* [n_inputs] */
    const char *status;            /* "ok", "refused", "failed" */
    const char *condition;         /* that refused it; NULL: none did */
    const char *reason;            /* in words; NULL of what went well */
    const double *numbers;         /* [n_numbers] NAN where undefined */
    double seconds;                /* that the point took, all its arms */
} sim_store_row;

/* Makes the file, which must not be there yet, or be empty, or hold no point.
 * sim_store_close is legal after a failure of this or the functions below. */
sim_status sim_store_create(sim_store *store, const char *path, const sim_store_form *form,
                            sim_error *err);

/* Opens one that is there and checks that it is a sweep's; `adds` locks it, waiting a moment
 * for those who read it. */
sim_status sim_store_open(sim_store *store, const char *path, bool adds, sim_error *err);

/* Fails for one that is read and has no points, where a log that is not there may hold them:
 * a copy without its log, or a sweep that was killed as it began. */
sim_status sim_store_check_log(sim_store *store, sim_error *err);

bool sim_store_exists(const char *path);

/* Is it a file that was ended before anything was in it? */
bool sim_store_is_empty(const char *path);

/* Is it a file that SQLite wrote? */
bool sim_store_is_database(const char *path);

/* Ends the adding: what was added is in the one file, and its log is gone. */
sim_status sim_store_finish(sim_store *store, sim_error *err);

/* Commits one that was made, to which nothing more is added: it appears whole, without ever
 * having a log. */
sim_status sim_store_complete(sim_store *store, sim_error *err);

/* Closes it; what was not committed is taken back. */
void sim_store_close(sim_store *store);

/* Closes it and removes the file. */
void sim_store_discard(sim_store *store);

/* Gives a finished one another name, which must be free, unless it is in use. */
sim_status sim_store_rename(const char *path, const char *to, sim_error *err);

/* Facts by name.  The value that is got is the caller's to free, NULL if there is none. */
sim_status sim_store_set_fact(sim_store *store, const char *name, const char *value,
                              sim_error *err);
sim_status sim_store_get_fact(sim_store *store, const char *name, char **value,
                              sim_error *err);

/* One value in force. */
typedef struct {
    const char *name; /* "passaging.cycle_time", "arm P8: product.dose" */
    const char *value, *unit, *origin;
} sim_store_parameter;
typedef sim_status sim_store_take_parameter(void *self, const sim_store_parameter *p,
                                            sim_error *err);
sim_status sim_store_add_parameter(sim_store *store, const sim_store_parameter *parameter,
                                   sim_error *err);
sim_status sim_store_each_parameter(sim_store *store, sim_store_take_parameter *take,
                                    void *self, sim_error *err);

/* The number of a build; 0 if it has none.  Adding gives it one if need be. */
sim_status sim_store_add_build(sim_store *store, const char *build, size_t *number,
                               sim_error *err);
sim_status sim_store_find_build(sim_store *store, const char *build, size_t *number,
                                sim_error *err);

sim_status sim_store_begin(sim_store *store, sim_error *err);
sim_status sim_store_commit(sim_store *store, sim_error *err);

/* Adds a point: its rows [n_rows], one per arm. */
typedef struct {
    size_t point, build;
    double seconds;
    const sim_store_row *rows;
    size_t n_rows;
} sim_store_point;
sim_status sim_store_add_point(sim_store *store, const sim_store_point *point,
                               sim_error *err);

/* Adds a day of the course of a row: cells[n_course]. */
typedef struct {
    size_t point, arm;
    double day;
    const double *cells;
    const char *arm_name; /* where it is read */
} sim_store_day;
sim_status sim_store_add_day(sim_store *store, const sim_store_day *day, sim_error *err);

/* The numbers of the points that it has, rising. */
typedef void sim_store_take_point(void *self, size_t point, size_t build);
sim_status sim_store_each_point(sim_store *store, sim_store_take_point *take, void *self,
                                sim_error *err);

sim_status sim_store_count_points(sim_store *store, size_t *count, sim_error *err);

/* All rows by point and arm; those of one point only, unless it is 0.  A row's texts and
 * arrays hold until `take` returns; where it is NULL they are looked at only. */
typedef sim_status sim_store_take_row(void *self, const sim_store_row *row, sim_error *err);
sim_status sim_store_each_row(sim_store *store, size_t point, sim_store_take_row *take,
                              void *self, sim_error *err);
typedef sim_status sim_store_take_day(void *self, const sim_store_day *day, sim_error *err);
sim_status sim_store_each_day(sim_store *store, sim_store_take_day *take, void *self,
                              sim_error *err);

/* One solved item of a long calculation, all its numbers together. */
typedef struct {
    size_t item, status, redraws;
    const char *reason; /* "" of what went well */
    const double *numbers;
    size_t n;
    char why[1024]; /* where it is read: what `reason` points to */
} sim_store_item;
sim_status sim_store_add_item(sim_store *store, const sim_store_item *item, sim_error *err);

/* Fills numbers[item->n], status, redraws and reason of item->item; a row of another size is
 * refused. */
sim_status sim_store_get_item(sim_store *store, sim_store_item *item, double numbers[],
                              bool *found, sim_error *err);
sim_status sim_store_count_items(sim_store *store, size_t *count, sim_error *err);

/* Fails where a row or a day cannot be read, and where a point lacks a row or a row its point. */
sim_status sim_store_check_rows(sim_store *store, sim_error *err);

/* Adds all points of another store, which has the same columns; of its points there may only be
 * such as `is_right` says.  The caller commits. */
typedef struct {
    bool (*is_right)(void *self, size_t point); /* NULL: all are */
    bool (*stop)(void *self);                   /* NULL: nobody asks */
    void *self;
} sim_store_rule;
sim_status sim_store_add_all(sim_store *store, sim_store *other, const sim_store_rule *rule,
                             sim_error *err);

#endif
