/* own.h -- the figures that the [figure NAME] sections of a run ask for.
 *
 * Memory: everything is borrowed.
 */
#ifndef SIM_CLI_OWN_H
#define SIM_CLI_OWN_H

#include "plots/figure.h"
#include "plots/handout.h"
#include "sim/cli/sheet.h"
#include "sim/study/job.h"
#include "sim/study/outlook.h"
#include "sim/study/response.h"
#include "sim/study/trial_view.h"

/* A page to print around one of the figures; its `figure` comes when that is drawn. */
typedef struct {
    const char *figure; /* its name */
    char name[SIM_FILES_NAME];
    plot_handout page;
} sim_handout;
extern const sim_sheet_look sim_handout_look;

typedef struct {
    const sim_job *job;
    const sim_outlook *outlook; /* of its cohort; NULL: none */
    const char *dir;            /* that holds the tables of that */
    const sim_responses *responses;
    const sim_trial_view *trials; /* NULL: none are drawn */
    const sim_sheet_look *look;
    const plot_data *data, *plain; /* what is drawn; the same without a cohort */
    const plot_caption *caption, *single, *of_trials;
    plot_facts *facts;          /* what figures say is added */
    const sim_handout *handout; /* NULL: none */
} sim_own;

/* The table of a cohort that stands in for one of the run; `all`: [SIM_QUANTILES]; NULL: it is
 * of another. */
const sim_table *sim_own_median(const sim_table *of, const sim_table all[]);

/* What a run has beside its tables. */
typedef struct {
    bool cohort, trials;
} sim_own_has;

/* Is a figure drawn of that? */
bool sim_own_is_drawn(const sim_figure *figure, sim_own_has has);

/* Tells, on standard error, which figures are not. */
sim_status sim_own_look(const sim_job *job, sim_own_has has, sim_error *err);

/* Adds them to the set of files. */
sim_status sim_own_write(const sim_own *own, sim_files *files, sim_error *err);

#endif
