#include "sim/study/sight.h"

#include <math.h>
#include <stdlib.h>

sim_status sim_sight_keep(sim_kept *kept, const sim_readout *readout,
                          const sim_watch *watch, sim_error *err)
{
    const sim_chain *chain = readout->chain;
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    bool *wanted = calloc(m->n_symbols + 1, sizeof *wanted);
    sim_status status;

    *kept = (sim_kept){0};
    if (!wanted) return sim_fail_memory(err, m->name);
    sim_readout_want(readout, wanted);
    if (watch) sim_watch_want(watch, wanted);
    status = sim_kept_init(kept, m, wanted, err);
    free(wanted);
    return status;
}

sim_sight sim_sight_of(const sim_readout *readout, const sim_solution *solution, size_t arm,
                       const double numbers[])
{
    sim_sight sight = {
        .readout = readout,
        .outcome = sim_solution_outcome(solution, arm, solution->chain->n_stages - 1),
        .background = sim_solution_background(solution, arm),
        .end = numbers ? sim_readout_end(readout, &numbers[arm * readout->n]) : INFINITY};

    sight.end_of_both = sight.end;
    if (sight.background && numbers)
        sight.end_of_both = fmin(
            sight.end,
            sim_readout_end(readout, &numbers[solution->backgrounds[arm] * readout->n]));
    return sight;
}

static double day_of(const sim_outcome *outcome, size_t i)
{
    const sim_course *grid = &outcome->result.grid, *glances = &outcome->result.glances;

    return i < grid->n ? grid->t[i] : glances->t[i - grid->n];
}

bool sim_sight_has(const sim_sight *s, const sim_watched *w, size_t i)
{
    const double end = w->against ? s->end_of_both : s->end;

    if (w->against && !s->background) return false;
    return !(day_of(s->outcome, i) >= end &&
             sim_readout_is_of_living(s->readout, w->symbol));
}

static double show(const sim_outcome *outcome, const sim_symbol *symbol, size_t i)
{
    const size_t n = outcome->result.grid.n;

    return i < n ? sim_outcome_output(outcome, symbol, i)
                 : sim_outcome_glance(outcome, symbol, i - n);
}

double sim_sight_read(const sim_sight *s, const sim_watched *w, size_t i)
{
    const double value = show(s->outcome, w->symbol, i);

    return w->against ? value - show(s->background, w->symbol, i) : value;
}
