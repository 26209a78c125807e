#include "sim/study/fit_ini.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/study/version.h"

enum { ORIGIN_SIZE = 1024 };

/* An experiment whose arms are copies, with values put in. */
typedef struct {
    const sim_fit *fit;
    sim_experiment e;
    sim_pool pool;
} filling;

static sim_status copy_arms(filling *w, sim_error *err)
{
    const sim_experiment *from = &w->fit->job.experiment;
    const size_t n = from->catalog->n;

    w->e = *from;
    w->e.arms = sim_pool_take(&w->pool, from->n_arms, sizeof *w->e.arms);
    w->e.base.settings = sim_pool_take(&w->pool, n, sizeof *w->e.base.settings);
    if (w->pool.failed) return sim_fail_memory(err, "fit.ini");
    memcpy(w->e.base.settings, from->base.settings, n * sizeof *w->e.base.settings);
    for (size_t i = 0; i < from->n_arms; i++) {
        w->e.arms[i] = from->arms[i];
        w->e.arms[i].settings = sim_pool_take(&w->pool, n, sizeof *w->e.arms[i].settings);
        if (w->pool.failed) return sim_fail_memory(err, "fit.ini");
        memcpy(w->e.arms[i].settings, from->arms[i].settings,
               n * sizeof *w->e.arms[i].settings);
    }
    return SIM_OK;
}

/* A log of several sources tells no run: it is left out. */
static sim_status copy_logs(filling *w, sim_error *err)
{
    const sim_experiment *from = &w->fit->job.experiment;

    if (from->n_logs == 0) return SIM_OK;
    w->e.logs = sim_pool_take(&w->pool, from->n_logs, sizeof *w->e.logs);
    if (!w->e.logs) return sim_fail_memory(err, "fit.ini");
    for (size_t i = 0; i < from->n_logs; i++) {
        w->e.logs[i] = from->logs[i];
        if (from->logs[i].subject == SIM_NONE) w->e.logs[i].arm = SIM_NONE;
    }
    return SIM_OK;
}

/* A value in one arm, or in all that had the one that stands in the file. */
static void put(filling *w, const sim_fit_item *item, double value, const char *origin)
{
    const size_t row = item->row->row;
    const sim_setting setting = {value, SIM_BY_FILE, 0, origin, NULL};
    sim_setting *base = &w->e.base.settings[row];

    if (item->arm == SIM_NONE && base->value == item->stands) *base = setting;
    for (size_t i = 0; i < w->e.n_own; i++) {
        sim_setting *own = &w->e.arms[i].settings[row];
        const bool is_own = item->arm != SIM_NONE || sim_scope_is_own(own->scope);

        if (item->arm != SIM_NONE ? item->arm != i : own->value != item->stands) continue;
        *own = setting;
        if (is_own) own->scope = SIM_BY_ARM;
    }
}

/* "fitted (two-sided, 95 %: 22 to 25)", or why there is none. */
static const char *print_origin(filling *w, const sim_fitted *a)
{
    char *text = sim_pool_take(&w->pool, ORIGIN_SIZE, 1);
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (!text) return "";
    sim_number_print(low, a->low, 4);
    sim_number_print(high, a->high, 4);
    if (a->status == SIM_TWO_SIDED)
        snprintf(text, ORIGIN_SIZE, "fitted to data, %g %% interval %s to %s",
                 100 * w->fit->level, low, high);
    else
        snprintf(text, ORIGIN_SIZE, "fitted to data, %s",
                 sim_profile_status_text(a->status));
    return text;
}

static const char *print_mean(filling *w, const sim_fit_population *p)
{
    char *text = sim_pool_take(&w->pool, ORIGIN_SIZE, 1);

    if (!text) return "";
    snprintf(text, ORIGIN_SIZE, "fitted to data, mean of %zu, 95 %% interval %.4g to %.4g",
             p->n, p->low, p->high);
    return text;
}

/* An unknown of some source. */
static const sim_fit_item *item_of(const sim_fit *f, const sim_fit_row *row)
{
    const sim_fit_problem *p = &f->parts[0].problem;
    size_t k = 0;

    while (p->items[k].row != row) k++;
    return &p->items[k];
}

static void fill(filling *w)
{
    const sim_fit *f = w->fit;

    for (size_t i = 0; i < f->n_parts; i++) {
        const sim_fit_part *part = &f->parts[i];

        for (size_t k = 0; k < part->problem.problem.n_unknowns; k++) {
            const sim_fitted *a = &part->answers[k];

            if (a->item->row && a->item->row->per != SIM_FIT_PER_SOURCE)
                put(w, a->item, a->value, print_origin(w, a));
        }
    }
    for (size_t i = 0; i < f->n_populations; i++)
        if (f->populations[i].is_found)
            put(w, item_of(f, f->populations[i].row), f->populations[i].middle,
                print_mean(w, &f->populations[i]));
}

sim_status sim_fit_ini_write(const sim_fit *f, FILE *out, sim_error *err)
{
    filling w = {.fit = f};
    sim_status status = copy_arms(&w, err);

    if (status == SIM_OK) status = copy_logs(&w, err);
    if (status == SIM_OK) fill(&w);
    if (status == SIM_OK) status = sim_pool_check(&w.pool, "fit.ini", err);
    if (status == SIM_OK) {
        fprintf(out,
                "# Potency %s\n# Values of a fit to data and, behind #:, where each came "
                "from. It runs as it is:\n#     potency run fit.ini\n# %s\n",
                sim_version, sim_disclaimer);
        sim_experiment_write(&w.e, out);
    }
    sim_pool_free(&w.pool);
    return status;
}
