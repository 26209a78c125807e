/* many.h -- potency run --replicates: a cohort beside the one run of the rows themselves.
 *
 * The plain run and its files stay as they are; the cohort adds ensemble.csv, cohort.csv,
 * cohort_passages.csv, replicates.csv and, with --spread, spread.csv, and figures show its
 * medians and bands.
 *
 * Memory: a sim_many owns its results; job and options are borrowed.
 */
#ifndef SIM_CLI_MANY_H
#define SIM_CLI_MANY_H

#include "sim/cli/cli.h"
#include "sim/io/results.h"
#include "sim/study/keep.h"
#include "sim/study/outlook.h"
#include "sim/study/shares.h"

typedef struct {
    size_t replicates; /* 0: none */
    size_t threads;    /* 0: as many as there are processors */
    bool spread;
    bool lines; /* single replicates are drawn, each as a line */
    sim_keep_options keep;
} sim_many_options;

/* Its options, which fill a sim_many_options; for argp: refuses what does not go together. */
extern const sim_option sim_many_rows[];
void sim_many_check(const sim_many_options *options, struct argp_state *state);

/* {options, job} before it is run. */
typedef struct {
    const sim_many_options *options;
    const sim_job *job;
    sim_assay assay;
    sim_ensemble ensemble;
    sim_spread spread;
    sim_shares shares; /* of that */
    sim_outlook outlook;
    sim_keep keep; /* what is solved, until the files are whole */
} sim_many;

/* Solves all replicates, with a line of progress where standard error is a terminal, and
 * adds all files of the cohort to the results.  The caller has blocked the signals that ask
 * to end: one of them ends the solving with SIM_ESTOP, and is then taken back.
 * sim_many_free is legal after a failure too. */
sim_status sim_many_run(sim_many *many, sim_results *results, sim_error *err);

/* Describes the columns of its files, for columns.csv. */
void sim_many_describe(const sim_many *many, sim_rows *columns);

/* Solves a shard of the replicates into the folder, and nothing else; prints what it did. */
sim_status sim_many_fill(sim_many *many, const char *dir, sim_error *err);

/* Could its files be written? */
sim_status sim_many_claim(const sim_many *many, const sim_files *files, sim_error *err);

void sim_many_free(sim_many *many);

/* Adds what is to be known of replicates that failed or were drawn again. */
sim_status sim_many_warnings(const sim_many *many, sim_findings *findings, sim_error *err);

/* Prints each arm's headline numbers, its responders and its distance to the first. */
void sim_many_print(const sim_many *many, FILE *out);

/* Are replicates of some arm set apart; did some arm's visits fall within the run? */
bool sim_many_has_apart(const sim_many *many);
bool sim_many_has_measured(const sim_many *many);

#endif
