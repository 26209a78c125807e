#include "sim/study/fit_sources.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/io/text.h"

static const char *word_of(const sim_fit *f)
{
    return sim_observed_subject(f->job.session.chain);
}

/* Refuses what was observed of nobody, beside what was of some. */
static sim_status check_named(const sim_fit *f, const sim_fit_row *row, sim_error *err)
{
    for (size_t i = 0; i < f->all.n; i++) {
        const sim_observed *o = &f->all.list[i];
        const sim_observed_set *set = &f->all.sets[o->set];

        if (*f->all.sources[o->source] != '\0') continue;
        return sim_fail(
            err, SIM_EVALUE,
            "%s: [data %s] names no %s, and %s is 'per %s' at %s; a row %s = NAME "
            "would be right",
            set->place, set->name, word_of(f), row->name, word_of(f), row->place,
            word_of(f));
    }
    return SIM_OK;
}

sim_status sim_fit_populations_init(sim_fit *f, sim_error *err)
{
    f->populations = sim_pool_take(&f->pool, f->plan.n, sizeof *f->populations);
    if (!f->populations) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < f->plan.n; i++) {
        const sim_fit_row *row = &f->plan.list[i];

        if (row->per != SIM_FIT_PER_SOURCE) continue;
        if (f->all.n_sources < SIM_REML_LEAST)
            return sim_fail(
                err, SIM_EVALUE,
                "%s: %s: %zu %s tell no spread; %d %ss at least, or a fit of one "
                "without 'per %s', would be right",
                row->place, row->name, f->all.n_sources, word_of(f), SIM_REML_LEAST,
                word_of(f), word_of(f));
        if (f->all.n_sources > 1) {
            const sim_status status = check_named(f, row, err);

            if (status != SIM_OK) return status;
        }
        f->populations[f->n_populations++] = (sim_fit_population){.row = row};
    }
    return SIM_OK;
}

/* What counts of the sources. */
typedef struct {
    const sim_fit *fit;
    sim_fit_population *population;
    double *values, *errors; /* [n_sources] fitted scale */
} gathering;

static void add(gathering *g, const sim_fit_part *part, size_t k)
{
    const sim_fitted *answer = &part->answers[k];
    const size_t source = part->source != SIM_NONE ? part->source : answer->item->source;
    sim_fit_population *p = g->population;

    if (answer->status == SIM_TWO_SIDED && answer->at == 0 && answer->error > 0 &&
        isfinite(answer->error)) {
        g->values[p->n] = part->profiles.best.x[k];
        g->errors[p->n++] = answer->error;
    } else {
        sim_text_list(p->left_out, sizeof p->left_out, g->fit->all.sources[source]);
    }
}

static double natural(const sim_fit_row *row, double x) { return row->log ? exp(x) : x; }

static void conclude(gathering *g)
{
    sim_fit_population *p = g->population;
    sim_error why = {""};

    p->middle = p->low = p->high = NAN;
    p->is_found = sim_reml_find(g->values, g->errors, p->n, word_of(g->fit), &p->reml,
                                &why) == SIM_OK;
    if (!p->is_found) {
        snprintf(p->why, sizeof p->why, "%.500s", why.text);
        return;
    }
    p->middle = natural(p->row, p->reml.mean);
    p->low = natural(p->row, p->reml.low);
    p->high = natural(p->row, p->reml.high);
}

sim_status sim_fit_populations_find(sim_fit *f, sim_error *err)
{
    double *room = calloc(2 * f->all.n_sources + 1, sizeof *room);

    if (!room) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < f->n_populations; i++) {
        gathering g = {f, &f->populations[i], room, room + f->all.n_sources};

        for (size_t part = 0; part < f->n_parts; part++)
            for (size_t k = 0; k < f->parts[part].problem.problem.n_unknowns; k++)
                if (f->parts[part].problem.items[k].row == g.population->row)
                    add(&g, &f->parts[part], k);
        conclude(&g);
    }
    free(room);
    return SIM_OK;
}
