/* trial_pages.h -- the figures of trials: some of them side by side, and their power. */
#ifndef SIM_CLI_TRIAL_PAGES_H
#define SIM_CLI_TRIAL_PAGES_H

#include "plots/trials.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/study/trial_folder.h"

typedef struct {
    const sim_trial_view *view;
    const sim_sheet_look *look;
    sim_provenance *provenance;
    plot_facts *facts;
} sim_trial_pages;

/* What figures of trials show, and the words of that; it must not move. */
typedef struct {
    plot_trials plot; /* without a name */
    char label[256], design[256], subjects[64];
} sim_trial_shown;
void sim_trial_show(const sim_trial_view *view, sim_trial_shown *shown);

/* Could they be written? */
sim_status sim_trial_pages_claim(const sim_sheet_look *look, const sim_files *files,
                                 sim_error *err);

/* Adds them, and what they say, to the set of files. */
sim_status sim_trial_pages_write(const sim_trial_pages *pages, sim_files *files,
                                 sim_error *err);

/* Draws them again, from the folder of trials that was read, as the command itself would have
 * with these options ("" or " --dark"), and adds them to the set of files. */
sim_status sim_trial_pages_redraw(const sim_trial_folder *folder,
                                  const sim_sheet_look *look, const char *again,
                                  sim_files *files, sim_error *err);

/* Starts what figures carry to be made again. */
sim_status sim_trial_pages_embed(const sim_experiment *experiment, const char *again,
                                 sim_provenance *provenance, sim_error *err);

#endif
