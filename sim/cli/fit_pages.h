/* fit_pages.h -- the figures of a fit: data over model, residuals, profiles, and what starts came to. */
#ifndef SIM_CLI_FIT_PAGES_H
#define SIM_CLI_FIT_PAGES_H

#include "sim/cli/fit_shown.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"

typedef struct {
    const sim_fit_shown *shown;
    const sim_sheet_look *look;
    sim_provenance *provenance;
    plot_facts *facts;
} sim_fit_pages;

/* Could they be written?  Of figures of several pages the first. */
sim_status sim_fit_pages_claim(const sim_sheet_look *look, const sim_files *files,
                               sim_error *err);

/* Adds them, and what they say, to the set of files: NAME, and NAME_2 ... of more panels than have room. */
sim_status sim_fit_pages_write(const sim_fit_pages *pages, sim_files *files,
                               sim_error *err);

/* Draws them from the tables in a folder, as the command itself would have with these options ("" or
 * " --dark"), and adds them to the set of files. */
sim_status sim_fit_pages_draw(const sim_job *job, const char *dir,
                              const sim_sheet_look *look, const char *again,
                              sim_files *files, sim_error *err);

#endif
