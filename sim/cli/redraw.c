#include "sim/cli/redraw.h"

sim_status sim_redraw_read(sim_redraw *r, const sim_job *job, const char *dir,
                           sim_error *err)
{
    const sim_outlook_source source = {dir, job->session.chain, &job->experiment,
                                       &job->tables.table[job->tables.summary]};
    sim_status status = SIM_OK;

    *r = (sim_redraw){.job = job, .dir = dir, .outlook = {.words = ""}};
    if (job->replicates > 0) status = sim_outlook_read(&r->outlook, &source, err);
    if (status == SIM_OK && job->spread)
        status = sim_shares_read(&r->shares, dir, &job->experiment, err);
    if (status == SIM_OK) status = sim_responses_init(&r->responses, job, err);
    if (status == SIM_OK) status = sim_responses_read(&r->responses, dir, err);
    if (status == SIM_OK) status = sim_logged_read(&r->logged, job, dir, err);
    return status == SIM_OK ? sim_tries_read(&r->trials, job, dir, err) : status;
}

sim_pages sim_redraw_pages(const sim_redraw *r)
{
    return (sim_pages){.job = r->job,
                       .outlook = r->job->replicates > 0 ? &r->outlook : NULL,
                       .dir = r->dir,
                       .responses = &r->responses,
                       .logged = &r->logged,
                       .trials = sim_tries_view(&r->trials),
                       .shares = r->job->spread ? &r->shares : NULL};
}

sim_making sim_redraw_making(const sim_redraw *r)
{
    return (sim_making){.is_trial = sim_tries_view(&r->trials),
                        .solver = r->job->solver,
                        .replicates = r->job->replicates,
                        .spread = r->job->spread};
}

void sim_redraw_free(sim_redraw *r)
{
    sim_tries_free(&r->trials);
    sim_logged_free(&r->logged);
    sim_responses_free(&r->responses);
    sim_shares_free(&r->shares);
    sim_outlook_free(&r->outlook);
}
