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

static void read_all(const sim_outcome *outcome, const sim_symbol *symbol,
                     sim_reader readers[2])
{
    const sim_result *result = &outcome->result;

    readers[0] = sim_outcome_reader(outcome, symbol, &result->grid);
    if (result->glances.n > 0)
        readers[1] = sim_outcome_reader(outcome, symbol, &result->glances);
}

sim_seen sim_sight_seen(const sim_sight *s, const sim_watched *w)
{
    sim_seen seen = {.is_there = !w->against || s->background,
                     .differs = w->against && s->background,
                     .end = w->against ? s->end_of_both : s->end};

    if (!sim_readout_is_of_living(s->readout, w->symbol)) seen.end = INFINITY;
    read_all(s->outcome, w->symbol, seen.own);
    if (seen.differs) read_all(s->background, w->symbol, seen.other);
    return seen;
}

/* ---- a column ------------------------------------------------------------- */

/* In outputs (0) or glances (1). */
static inline bool has(const sim_seen *seen, size_t part, size_t i)
{
    return seen->is_there && !(seen->own[part].course->t[i] >= seen->end);
}

static inline double value_at(const sim_seen *seen, size_t part, size_t i)
{
    const double value = sim_reader_at(&seen->own[part], i);

    return seen->differs ? value - sim_reader_at(&seen->other[part], i) : value;
}

bool sim_seen_has(const sim_seen *seen, size_t output) { return has(seen, 0, output); }

double sim_seen_at(const sim_seen *seen, size_t output)
{
    return value_at(seen, 0, output);
}

/* Rows that are seen: the first ones. */
static size_t count_rows(const sim_seen *seen, size_t part)
{
    size_t n = seen->own[part].course->n;

    while (n > 0 && !has(seen, part, n - 1)) n--;
    return n;
}

static void fill(const sim_seen *seen, size_t part, double numbers[], size_t stride)
{
    const size_t n = count_rows(seen, part);
    const size_t own_stride = seen->own[part].stride, its_stride = seen->other[part].stride;
    const double *own = seen->own[part].first, *its = seen->other[part].first;

    if (seen->own[part].may_be_blank || (seen->differs && seen->other[part].may_be_blank))
        for (size_t i = 0; i < n; i++) numbers[i * stride] = value_at(seen, part, i);
    else if (seen->differs)
        for (size_t i = 0; i < n; i++)
            numbers[i * stride] = own[i * own_stride] - its[i * its_stride];
    else
        for (size_t i = 0; i < n; i++) numbers[i * stride] = own[i * own_stride];
}

void sim_seen_fill(const sim_seen *seen, double numbers[], size_t stride)
{
    for (size_t part = 0; part < 2 && seen->own[part].course; part++) {
        fill(seen, part, numbers, stride);
        numbers += seen->own[part].course->n * stride;
    }
}
