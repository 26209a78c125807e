/* ensemble_read.c -- what is read of an ensemble: its arms, days and tallies. */

#include "sim/engine/instant.h"
#include "sim/study/ensemble.h"

const char *sim_ensemble_arm(const sim_ensemble *e, size_t arm)
{
    return e->assay->experiment->arms[arm].name;
}

double sim_ensemble_day(const sim_ensemble *e, size_t i)
{
    if (i >= e->n_days) return e->assay->task->glances[i - e->n_days].t;
    return sim_outputs_time(&e->outputs, (double)i);
}

const sim_tally *sim_ensemble_course(const sim_ensemble *e, size_t arm, size_t row,
                                     size_t column)
{
    return &e->courses[(arm * (e->n_days + e->n_glances) + row) * e->watch->n + column];
}

const sim_tally *sim_ensemble_report(const sim_ensemble *e, size_t arm, size_t i,
                                     size_t column)
{
    return &e->reports[(arm * SIM_REPORTS_MOST + i) * e->form.n_columns + column];
}

/* Their first column, which numbers them, is never empty.  Those of a background are those of
 * the arm that has its rows. */
size_t sim_ensemble_reports(const sim_ensemble *e, size_t arm)
{
    size_t i = 0;

    if (arm >= e->assay->experiment->n_own) return 0;
    while (e->form.n_columns > 0 && i < SIM_REPORTS_MOST &&
           sim_ensemble_report(e, arm, i, 0)->moments.n > 0)
        i++;
    return i;
}

size_t sim_ensemble_reference(const sim_ensemble *e, size_t arm)
{
    return sim_task_reference(e->assay->task, arm);
}

size_t sim_task_reference(const sim_task *task, size_t arm)
{
    const size_t *backgrounds = task->backgrounds;
    bool any = false;

    for (size_t i = 0; backgrounds && i < task->n_arms; i++)
        any = any || backgrounds[i] < task->n_arms;
    if (any) return backgrounds[arm] < task->n_arms ? backgrounds[arm] : task->n_arms;
    return arm > 0 ? 0 : task->n_arms;
}
