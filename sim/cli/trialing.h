/* trialing.h -- trials of an experiment on their way into a folder: drawn, their tables and figures
 * written.
 *
 * Memory: a sim_trialing owns what it holds; options are borrowed, and it must not move.
 */
#ifndef SIM_CLI_TRIALING_H
#define SIM_CLI_TRIALING_H

#include "sim/cli/trial_pages.h"
#include "sim/io/results.h"
#include "sim/study/keep.h"
#include "sim/study/trial_folder.h"

typedef struct {
    sim_source source;
    const char *dir;
    const sim_sheet_look *look;
    const char
        *again;     /* the options that figures hang on beside run.ini: " --dark", or "" */
    size_t threads; /* 0: as many as there are processors */
    bool resumes;   /* goes on with the pool that the folder keeps */
    bool json;      /* results.json too */
} sim_trialing_options;

/* {options} before it works. */
typedef struct {
    sim_trialing_options options;
    sim_job job;
    sim_trial_ask ask;
    sim_trial_pool pool;
    sim_trial_set set;
    sim_trial_view view; /* of both tables */
    sim_keep keep;
    sim_files files;
    sim_results results;
    sim_findings warnings;
    sim_provenance provenance;
    plot_facts facts;
    char about[SIM_TRIAL_POOL_TEXT]; /* what is kept of the pool */
} sim_trialing;

/* Reads, solves, draws and writes, of a sim_trialing.  The caller has blocked the signals that ask to end,
 * as sim_signals_hold does.  sim_trialing_free is legal after a failure too. */
sim_status sim_trialing_work(void *trialing, sim_error *err);
void sim_trialing_free(sim_trialing *trialing);

#endif
