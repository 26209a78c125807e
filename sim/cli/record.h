/* record.h -- a sweep and the database that it fills.
 *
 * Memory: a record owns all it holds.
 */
#ifndef SIM_CLI_RECORD_H
#define SIM_CLI_RECORD_H

#include "sim/cli/cli.h"
#include "sim/study/job.h"
#include "sim/study/sweep.h"

typedef struct {
    sim_job job;
    sim_axes axes; /* where they are not those of the experiment */
    sim_plan_task task;
    sim_plan plan;
    sim_store store;
    sim_sweep sweep;
    size_t shard, shards;     /* from 1; 1, 1: all of it */
    const char *arm;          /* of several, the one that is solved; NULL: all */
    sim_arguments arguments;  /* of its making, where it was loaded */
    char *text;               /* of its parameter file */
    char *loaded_arm, *label; /* what `arm` and job.file point to where it was loaded */
    bool owns_sets;           /* the texts of the arguments' sets, where it was loaded */
} sim_record;

/* Reads the experiment: the parameter file of the arguments.  sim_record_close is legal
 * after a failure of this or the functions below. */
sim_status sim_record_read(sim_record *record, const sim_arguments *arguments,
                           sim_error *err);

/* Leaves out all arms but the one of this name. */
sim_status sim_record_keep_arm(sim_record *record, const char *name, sim_error *err);

/* Makes the plan: of [sweep] or, with a screening, of record->axes. */
sim_status sim_record_plan(sim_record *record, const sim_screening *screening,
                           bool keeps_courses, sim_error *err);

/* Makes its database, of which nothing is there before sim_store_commit or _complete. */
sim_status sim_record_start(sim_record *record, const char *path, sim_error *err);

/* Makes its database; with `resumes`, goes on with one that is there, if it is of the same
 * plan. */
sim_status sim_record_create(sim_record *record, const char *path, bool resumes,
                             sim_error *err);

/* Reads a database: the plan that it was made by is made again. */
sim_status sim_record_load(sim_record *record, const char *path, sim_error *err);

/* Solves what it has not, and finishes it.  Signals that ask to end do end it, and what was
 * solved is kept. */
sim_status sim_record_solve(sim_record *record, size_t threads, sim_error *err);

/* Refuses a database of another version of the program, or that was made from other
 * values, which are named. */
sim_status sim_record_compare(const sim_plan *plan, sim_store *store, sim_error *err);

/* What a database says of its sweep, without making the plan again. */
typedef struct {
    size_t points, shard, shards; /* of all; which part, of how many */
    size_t planned, had;          /* points of that part; those that are there */
    bool is_screening;            /* of a sensitivity analysis */
} sim_record_extent;
sim_status sim_record_read_extent(sim_store *store, sim_record_extent *extent,
                                  sim_error *err);

/* How many points there are of each status, over all arms. */
typedef struct {
    size_t points; /* that are there */
    size_t rows, refused, failed;
    size_t thinned; /* rows of cohorts that lost some of their replicates */
    char condition[256], reason[512]; /* the most frequent reason to refuse, an example */
} sim_record_tally;
sim_status sim_record_tally_rows(sim_record *record, sim_record_tally *tally,
                                 sim_error *err);

void sim_record_close(sim_record *record);

/* Understands a shard "i/n". */
sim_status sim_parse_shard(const char *text, size_t *shard, size_t *shards, sim_error *err);

#endif
