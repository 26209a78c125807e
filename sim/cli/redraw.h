/* redraw.h -- what was solved, read back from the folder of a run for its figures.
 *
 * Memory: it owns what it holds; job and folder are borrowed.
 */
#ifndef SIM_CLI_REDRAW_H
#define SIM_CLI_REDRAW_H

#include "sim/cli/pages.h"
#include "sim/cli/tries.h"

typedef struct {
    const sim_job *job;
    const char *dir;
    sim_outlook outlook; /* of its cohort, if it had one */
    sim_shares shares;   /* of the spread of that, likewise */
    sim_responses responses;
    sim_logged logged; /* of its logs */
    sim_tries trials;  /* that its figures show */
} sim_redraw;

/* Of a job that was loaded from that folder.  sim_redraw_free is legal after a failure too. */
sim_status sim_redraw_read(sim_redraw *redraw, const sim_job *job, const char *dir,
                           sim_error *err);

/* Its pages, which want a look and a provenance. */
sim_pages sim_redraw_pages(const sim_redraw *redraw);

/* The making of that run. */
sim_making sim_redraw_making(const sim_redraw *redraw);

void sim_redraw_free(sim_redraw *redraw);

#endif
