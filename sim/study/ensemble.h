/* ensemble.h -- many replicates of an experiment, over several threads.
 *
 * Replicates of a chunk are solved in parallel, in any order; then each cell (arm, day,
 * column) takes their numbers in the order of their numbers.  Results so depend neither on
 * threads nor on the chunk.  Quantiles are exact where the numbers fit a room: first what is
 * read off each replicate, then, in what is left, the reports and then the courses; beyond it
 * they are estimates, and memory does not grow with the number of replicates.
 *
 * Where a population sets replicates apart (a culture that died is no product), tallies and
 * differences are over the others, but for the few numbers that it declares to be over all.
 * Of subjects whose fate ends readings, courses and numbers are over those alive on their day;
 * what is counted is over all.
 * Reports (passages) are over all that come so far.
 *
 * Memory: an ensemble owns its tallies; the assay is borrowed.
 */
#ifndef SIM_STUDY_ENSEMBLE_H
#define SIM_STUDY_ENSEMBLE_H

#include "sim/engine/instant.h"
#include "sim/io/table.h"
#include "sim/study/ledger.h"
#include "sim/study/proportion.h"
#include "sim/study/replicate.h"
#include "sim/study/singles.h"
#include "sim/study/tally.h"
#include "sim/study/team.h"

enum { SIM_REPLICATES_MAX = 1000000, SIM_FAILED_NAMED = 8 };

/* Reports of an arm that are kept, the first of them. */
enum { SIM_REPORTS_MOST = 48 };

typedef struct {
    const sim_assay *assay;
    size_t n;
    size_t threads;                /* 0: as many as there are processors */
    size_t chunk;                  /* replicates held at a time; 0: what fits some memory */
    size_t room;                   /* bytes for numbers that are kept; 0: 256 MiB */
    const sim_rows_to *replicates; /* a row per arm and replicate; NULL: none */
    size_t singles;         /* replicates whose courses are kept as they are; 0: none */
    sim_ledger *ledger;     /* what was solved before, and is; NULL: nobody keeps it */
    size_t shard, shards;   /* only part `shard`, from 1, of so many; 0: all */
    const sim_hooks *hooks; /* NULL: none */
} sim_ensemble_task;

typedef struct {
    const sim_assay *assay;
    const sim_watch *watch; /* whose columns `courses` has */
    size_t n;               /* replicates that were solved or failed */
    size_t redraws;         /* parameters drawn again */
    sim_pool pool;          /* of the arrays that follow */
    size_t *n_apart;        /* [n_arms] of them, which only some numbers count */
    size_t n_failed;
    size_t failed[SIM_FAILED_NAMED]; /* the first of them */
    sim_error why;                   /* the first one's */
    sim_outputs outputs;
    size_t n_days, n_glances;
    sim_table form;           /* of the reports: its columns; it has no rows */
    sim_singles singles;      /* the first that did not fail */
    sim_tally *courses;       /* [n_arms][n_days + n_glances][watch->n] */
    sim_tally *reports;       /* [n_arms][SIM_REPORTS_MOST][form.n_columns] behind these */
    sim_tally *numbers;       /* [n_arms][readout.n] behind these */
    sim_moments *differences; /* the same, less those of the arm that it is held against */
    size_t *n_counted;        /* [n_arms] replicates that did not fail and are not apart */
    size_t *struck;           /* [n_arms][n_fates][n_days] whom it befell on that day */
    size_t *struck_both; /* likewise, whom it has befallen from then on both in the arm and
                               * in that which it is held against */
} sim_ensemble;

/* A replicate that fails counts for no arm, and is noted.  SIM_ESTOP where a hook said
 * so: `n` says how far it got.  sim_ensemble_free is legal after a failure too. */
sim_status sim_ensemble_run(sim_ensemble *ensemble, const sim_ensemble_task *task,
                            sim_error *err);

/* Solves the replicates of a shard into the ledger, and nothing else. */
sim_status sim_ensemble_fill(const sim_ensemble_task *task, size_t *done, sim_error *err);

void sim_ensemble_free(sim_ensemble *ensemble);

const char *sim_ensemble_arm(const sim_ensemble *ensemble, size_t arm); /* its name */

/* When the course's row i is: a day or, behind all of these, a glance of the task. */
double sim_ensemble_day(const sim_ensemble *ensemble, size_t i);

const sim_tally *sim_ensemble_course(const sim_ensemble *ensemble, size_t arm, size_t row,
                                     size_t column);

/* How many reports some replicate of an arm has, and the i-th of them. */
size_t sim_ensemble_reports(const sim_ensemble *ensemble, size_t arm);
const sim_tally *sim_ensemble_report(const sim_ensemble *ensemble, size_t arm, size_t i,
                                     size_t column);

/* The arm that an arm is held against: its background or, where no arm has one, the first;
 * n_arms: none. */
size_t sim_ensemble_reference(const sim_ensemble *ensemble, size_t arm);

/* The mean difference of an arm to that one, replicate by replicate, and its 95 % interval
 * (Student's t; for shares Newcombe's of pairs): NAN for one replicate, and for
 * fewer than SIM_ALIKE_LEAST whose differences are all alike. */
sim_difference sim_ensemble_difference(const sim_ensemble *ensemble, size_t arm,
                                       size_t number);

/* Of two shares of the same n, of which `one` and `other` have what `both` have; the interval
 * misses with the chance alpha. */
sim_difference sim_difference_of(const sim_readout *readout, size_t number,
                                 const sim_moments *differences, double reference);

/* The arm of a task that an arm is held against; n_arms: none is. */
size_t sim_task_reference(const sim_task *task, size_t arm);

sim_difference sim_difference_of_shares(size_t one, size_t other, size_t both, size_t n,
                                        double alpha);

#endif
