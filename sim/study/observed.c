#include "sim/study/observed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/observed_parts.h"

const char *sim_observed_subject(const sim_chain *chain)
{
    if (chain->log)
        return chain->log->columns[sim_logbook_of(chain->log, SIM_LOG_SUBJECT)].name;
    return sim_owner_name(chain->population, SIM_SOURCE);
}

sim_observation sim_observed_with(const sim_observed *observed, double sd)
{
    sim_observation seen = observed->seen;

    seen.sd = sd;
    return seen;
}

double sim_observed_last_report(const sim_experiment *e, size_t arm)
{
    const sim_logbook *book = e->catalog->chain->log;
    const sim_symbol *s = sim_model_find(book->model, book->last);
    const sim_arm_log *of = sim_experiment_log(e, arm);
    double last = 0;

    for (size_t i = 0; of && i < of->log.n; i++)
        last = fmax(last, (double)of->log.rows[i].number);
    for (size_t i = 0; !of && i < e->catalog->n; i++)
        if (e->catalog->rows[i].symbol == s) last = e->arms[arm].settings[i].value;
    return last;
}

/* ---- filling ---------------------------------------------------------------- */

const char *sim_observing_text(sim_observing *o, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = sim_pool_take(&o->all->pool, size, 1);

    return copy ? memcpy(copy, text, size) : "";
}

sim_status sim_observing_source(sim_observing *o, const char *name, size_t *source)
{
    sim_observations *all = o->all;
    const char *copy;

    for (*source = 0; *source < all->n_sources; ++*source)
        if (strcmp(all->sources[*source], name) == 0) return SIM_OK;
    copy = sim_observing_text(o, name);
    if (all->pool.failed ||
        !sim_memory_grow(&all->sources, all->n_sources, sizeof *all->sources))
        return sim_fail_memory(o->err, "observations");
    all->sources[all->n_sources++] = copy;
    return SIM_OK;
}

sim_status sim_observing_add_set(sim_observing *o, const sim_observed_set *set)
{
    sim_observations *all = o->all;

    if (!sim_memory_grow(&all->sets, all->n_sets, sizeof *all->sets))
        return sim_fail_memory(o->err, "observations");
    all->sets[all->n_sets++] = *set;
    return sim_pool_check(&all->pool, "observations", o->err);
}

sim_status sim_observing_add(sim_observing *o, const sim_observed *observed)
{
    sim_observations *all = o->all;

    if (!sim_memory_grow(&all->list, all->n, sizeof *all->list))
        return sim_fail_memory(o->err, "observations");
    all->list[all->n] = *observed;
    all->list[all->n++].set = all->n_sets - 1;
    all->sets[all->n_sets - 1].n++;
    all->sets[all->n_sets - 1].n_censored += observed->seen.seen != SIM_SEEN;
    return SIM_OK;
}

/* ---- fitted noise ------------------------------------------------------------- */

/* What was seen of a set spreads over so much; of one number, how large it is; of 0 alone, 1. */
static double spread_of(const sim_observations *all, size_t set)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i].set != set) continue;
        low = fmin(low, all->list[i].seen.value);
        high = fmax(high, all->list[i].seen.value);
    }
    if (high > low) return high - low;
    return high != 0 ? fabs(high) : 1;
}

/* From a ten-thousandth of that, or of the values, up to ten times as much.  Limits alone tell no noise. */
static sim_status bound_noise(sim_observations *all, sim_error *err)
{
    for (size_t i = 0; i < all->n_sets; i++) {
        sim_observed_set *set = &all->sets[i];
        const double unit = set->kind == SIM_ERROR_NORMAL ? spread_of(all, i) : 1;

        if (!set->is_fitted) continue;
        if (set->n_censored == set->n)
            return sim_fail(
                err, SIM_EVALUE,
                "%s: [data %s]: all that was observed lies beyond a limit, so that its sd "
                "cannot be estimated; a number in place of 'estimate' would be right",
                set->place, set->name);
        set->low = 1e-4 * unit;
        set->high = 10 * unit;
    }
    return SIM_OK;
}

/* ---- all of them ---------------------------------------------------------------- */

static size_t find_log(const sim_experiment *e, size_t data)
{
    size_t i = 0;

    while (i < e->n_logs && e->logs[i].data != data) i++;
    return i;
}

static sim_status take_sections(sim_observing *o)
{
    const sim_experiment *e = o->e;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->data.n; i++) {
        const sim_data *data = &e->data.list[i];

        if (!sim_data_is_log(data))
            status = sim_observing_take_table(o, data);
        else if (find_log(e, i) < e->n_logs)
            status = sim_observing_take_log(o, find_log(e, i));
    }
    return status;
}

/* The column of the reports by whose number a log, or else its first column, calls them. */
static size_t find_report_number(const sim_observing *o)
{
    const sim_logbook *book = o->chain->log;

    if (!book) return 0;
    return sim_table_find(&o->reports,
                          book->columns[sim_logbook_of(book, SIM_LOG_NUMBER)].name);
}

/* What a list is filled with.  close_observing is due after a failure too. */
static sim_status open_observing(sim_observing *o, sim_observations *all,
                                 const sim_experiment *e, sim_error *err)
{
    sim_status status;

    *all = (sim_observations){0};
    *o = (sim_observing){.all = all,
                         .e = e,
                         .chain = sim_numbers_chain(e->numbers, e->catalog->chain),
                         .err = err};
    status = sim_reports_init(o->chain, &o->reports, err);
    if (status == SIM_OK) status = sim_readout_init(&o->readout, o->chain, err);
    if (status == SIM_OK) all->report_number = find_report_number(o);
    return status;
}

static void close_observing(sim_observing *o)
{
    sim_readout_free(&o->readout);
    sim_table_free(&o->reports);
}

sim_status sim_observations_init(sim_observations *all, const sim_experiment *e,
                                 sim_error *err)
{
    sim_observing o;
    sim_status status = open_observing(&o, all, e, err);

    if (status == SIM_OK) status = take_sections(&o);
    if (status == SIM_OK && all->n == 0)
        status = sim_fail(err, SIM_EPARSE,
                          "nothing was observed; a section [data NAME] would be right");
    if (status == SIM_OK) status = bound_noise(all, err);
    close_observing(&o);
    return status;
}

sim_status sim_observed_check(const sim_experiment *e, const sim_data *data, sim_error *err)
{
    sim_observations all;
    sim_observing o;
    sim_status status = open_observing(&o, &all, e, err);

    if (status == SIM_OK) status = sim_observing_take_table(&o, data);
    close_observing(&o);
    sim_observations_free(&all);
    return status;
}

void sim_observations_free(sim_observations *all)
{
    free(all->sets);
    free(all->list);
    free(all->sources);
    sim_pool_free(&all->pool);
    *all = (sim_observations){0};
}

/* ---- hash ------------------------------------------------------------------------- */

static void hash_number(uint64_t *hash, double number)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print_exact(text, number);
    sim_text_hash(hash, text);
}

static void hash_set(uint64_t *hash, const sim_observed_set *set)
{
    const double numbers[] = {set->where, (double)set->stage, (double)set->number,
                              set->kind,  set->is_fitted,     (double)set->n};

    sim_text_hash(hash, set->name);
    sim_text_hash(hash, set->quantity);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        hash_number(hash, numbers[i]);
}

void sim_observations_hash(const sim_observations *all, uint64_t *hash)
{
    for (size_t i = 0; i < all->n_sets; i++) hash_set(hash, &all->sets[i]);
    for (size_t i = 0; i < all->n; i++) {
        const sim_observed *o = &all->list[i];
        const double numbers[] = {(double)o->arm, o->x, o->seen.seen, o->seen.value,
                                  o->seen.sd};

        sim_text_hash(hash, all->sources[o->source]);
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            hash_number(hash, numbers[k]);
    }
}
