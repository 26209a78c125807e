/* running.h -- an experiment on its way into a folder: solved, its tables and figures written.
 *
 * Memory: a sim_running owns what it holds; options are borrowed, and it must not move.
 */
#ifndef SIM_CLI_RUNNING_H
#define SIM_CLI_RUNNING_H

#include "sim/cli/many.h"
#include "sim/cli/own.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/cli/tries.h"
#include "sim/io/memory.h"
#include "sim/io/results.h"
#include "sim/study/logged.h"
#include "sim/study/response.h"

enum { SIM_RUNNING_PATH = 4096 };

typedef struct {
    const char *dir;
    const char *against; /* a file or folder drawn behind and compared with; NULL: none */
    bool json;           /* results.json too */
    const char *again;   /* the command with those options that run.ini does not have; NULL:
                          * figures carry nothing to be made again from */
    bool is_own_file;    /* the program's: of choices only those of --set are told */
    const sim_sheet_look *look;
    const sim_many_options *many;
} sim_running_options;

/* What a command writes beside tables and figures, of which only those of the file's own
 * sections are drawn. */
typedef struct {
    void *self;
    sim_status (*claim)(void *self, const sim_files *files, sim_error *err);
    sim_status (*write)(void *self, sim_error *err); /* when all is solved */
    void (*add)(void *self,
                FILE *run_ini); /* sections, to what figures carry; NULL: none */
} sim_running_more;

typedef struct {
    sim_running_options options;
    const sim_running_more *more; /* NULL: nothing */
    sim_job job, behind;          /* that is read by the caller; what is drawn behind it */
    sim_many many;
    bool has_trials; /* may it have trials, as a story may? */
    sim_tries trials;
    char behind_file[SIM_RUNNING_PATH];
    sim_responses responses;
    sim_logged logged; /* of the job's logs */
    sim_findings warnings;
    sim_memory comparison; /* empty without options.against */
    sim_provenance provenance;
    const sim_handout *handout; /* NULL: none; `more` may set it */
    sim_files files;
    sim_results results;
} sim_running;

/* Checks and solves the job, which was read, and what is drawn behind it.  sim_running_free is
 * legal after a failure of this or the next function. */
sim_status sim_running_solve(sim_running *running, sim_error *err);

/* Solves the cohort, if there is one, and writes all files.  The caller has blocked the signals
 * that ask to end, as sim_signals_hold does: they wait until files are whole, but end the solving
 * of a cohort, and what is drawn after the tables. */
sim_status sim_running_write(void *running, sim_error *err);

bool sim_running_has_many(const sim_running *running);

void sim_running_free(sim_running *running);

#endif
