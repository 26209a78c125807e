/* stored.h -- what the database of a sweep says of it: how it was made, which part it is, and
 * whether it is of the plan in hand.
 *
 * Memory: a sim_stored owns its texts.
 */
#ifndef SIM_STUDY_STORED_H
#define SIM_STUDY_STORED_H

#include "sim/study/plan.h"

enum { SIM_SHARDS_MAX = 100000 };

/* Which points there are, told without making the plan again. */
typedef struct {
    size_t points, shard, shards; /* of all; which part from 1, of how many */
    size_t planned, had;          /* points of that part; those that are there */
    bool is_screening;            /* of a sensitivity analysis */
} sim_stored_extent;

/* How a sweep was made: enough to make its plan again. */
typedef struct {
    char *file, *text; /* its parameter file: the name alone, and what stands in it */
    char *table;       /* of its points; NULL or "": it has none */
    char *arm;         /* of several, the one that is solved; NULL or "": all */
    char **sets;       /* [n_sets] the texts of --set */
    size_t n_sets;
    sim_stored_extent extent;
    char *screening; /* where it was read; "": none */
    bool keeps_courses;
} sim_stored;

/* Copies the source of an experiment, and reads its file; sim_stored_free is legal after a
 * failure of this or of sim_stored_read too. */
sim_status sim_stored_init(sim_stored *stored, const sim_source *source, sim_error *err);
sim_status sim_stored_keep_arm(sim_stored *stored, const char *name, sim_error *err);
void sim_stored_free(sim_stored *stored);

/* Makes a database that tells of a plan and who solves it. */
sim_status sim_stored_start(sim_store *store, const char *path, const sim_plan *plan,
                            sim_error *err);

/* Adds how the plan was made. */
sim_status sim_stored_write(const sim_stored *stored, const sim_plan *plan,
                            sim_store *store, sim_error *err);

/* Refuses what is no sweep, or of another version of the program. */
sim_status sim_stored_read(sim_stored *stored, sim_store *store, sim_error *err);
sim_status sim_stored_read_extent(sim_store *store, sim_stored_extent *extent,
                                  sim_error *err);

/* Refuses a database of another version of the program, or that was made from other
 * values, which are named. */
sim_status sim_stored_compare(const sim_plan *plan, sim_store *store, sim_error *err);

/* How many points there are of each status, over all arms. */
typedef struct {
    size_t points; /* that are there */
    size_t rows, refused, failed;
    size_t thinned; /* rows of cohorts that lost some of their replicates */
    char condition[256], reason[512]; /* the most frequent reason to refuse, an example */
} sim_stored_tally;
sim_status sim_stored_count(sim_store *store, sim_stored_tally *tally, sim_error *err);

#endif
