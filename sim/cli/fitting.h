/* fitting.h -- a fit on its way into a folder: solved, its tables and figures written.
 *
 * Memory: a sim_fitting owns what it holds; options are borrowed, and it must not move.
 */
#ifndef SIM_CLI_FITTING_H
#define SIM_CLI_FITTING_H

#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/io/results.h"
#include "sim/study/fit_band.h"
#include "sim/study/fit_folder.h"

#include "sim/study/fit_draws.h"
#include "sim/study/prospects.h"

typedef struct {
    sim_source source;
    const char *dir;
    const sim_sheet_look *look;
    const char *again; /* the options that figures hang on beside run.ini, or "" */
    size_t threads;    /* 0: as many as there are processors */
    bool resumes;      /* goes on with what the folder keeps */
    bool json;         /* results.json too */
} sim_fitting_options;

/* {options} before it works. */
typedef struct {
    sim_fitting_options options;
    sim_fit fit;
    sim_fit_band band;
    sim_fit_draws draws;
    sim_prospects prospects; /* of its logs */
    sim_files files;
    sim_results results;
    sim_findings warnings;
    sim_provenance provenance;
} sim_fitting;

/* Reads, solves and writes, of a sim_fitting.  The caller has blocked the signals that ask to end, as
 * sim_signals_hold does.  sim_fitting_free is legal after a failure too. */
sim_status sim_fitting_work(void *fitting, sim_error *err);
void sim_fitting_free(sim_fitting *fitting);

#endif
