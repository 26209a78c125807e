/* pages.h -- the figures of a run: the default page and those of its [figure] sections. */
#ifndef SIM_CLI_PAGES_H
#define SIM_CLI_PAGES_H

#include "plots/held.h"
#include "plots/title.h"
#include "sim/cli/many.h"
#include "sim/cli/own.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/study/job.h"
#include "sim/study/logged.h"
#include "sim/study/response.h"

typedef struct {
    const sim_job *job;
    const sim_outlook *outlook;     /* of its cohort; NULL: none */
    const char *dir;                /* that holds its tables */
    const sim_responses *responses; /* of its figures; NULL: none */
    const sim_logged *logged;       /* of its logs; NULL: none is drawn */
    const sim_shares *shares;       /* of the cohort's spread, which is drawn then; NULL */
    const sim_trial_view *trials;   /* of its [trial]; NULL: none are drawn */
    const sim_job *behind;          /* another run, drawn dashed behind; NULL: none */
    const char *behind_name;
    const sim_sheet_look *look;
    const sim_provenance *provenance;
    bool own_only;              /* those of [figure] sections alone */
    const sim_handout *handout; /* around one of them; NULL: none */
    plot_held *
        held; /* the page is its axes alone, without other figures, and they are kept there;
                      * NULL: it is whole */
} sim_pages;

/* What the run found or, of a cohort, the medians of its summary, or what its one subject has:
 * then `of` is "one patient's ". */
enum { SIM_OF_SIZE = 64 };
plot_headline sim_pages_headline(const sim_job *job, const sim_outlook *outlook,
                                 char of[SIM_OF_SIZE]);

/* What there is to draw beside the tables. */
sim_own_has sim_pages_has(const sim_pages *pages);

/* Could all figures be written? */
sim_status sim_pages_claim(const sim_pages *pages, const sim_files *files, sim_error *err);

/* Adds all figures to the set of files; a signal that asks to end, and that the caller has
 * blocked, ends it with SIM_ESTOP. */
sim_status sim_pages_write(const sim_pages *pages, sim_files *files, sim_error *err);

#endif
