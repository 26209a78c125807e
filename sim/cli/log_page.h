/* log_page.h -- the figure of a run's logs: what was recorded, and behind it what the model says. */
#ifndef SIM_CLI_LOG_PAGE_H
#define SIM_CLI_LOG_PAGE_H

#include "sim/cli/sheet.h"
#include "sim/study/logged.h"

typedef struct {
    const sim_logged *logged;
    const sim_chain *chain;
    const sim_sheet_look *look;
    const plot_caption *caption; /* whose title is replaced */
    plot_facts *facts;
} sim_log_page;

/* Has a run one?  Not where no log of it has numbers of what was seen, or one panel of its page is
 * asked for. */
bool sim_log_page_is_drawn(const sim_logged *logged, const sim_sheet_look *look);

/* Could it be written? */
sim_status sim_log_page_claim(const sim_sheet_look *look, const sim_files *files,
                              sim_error *err);

/* Adds it to the set of files. */
sim_status sim_log_page_write(const sim_log_page *page, sim_files *files, sim_error *err);

#endif
