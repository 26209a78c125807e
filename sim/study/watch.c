#include "sim/study/watch.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"

enum { HINT_SIZE = 256 };

const char sim_watch_name[] = "ensemble_columns";

static bool is_watchable(const sim_symbol *s)
{
    return sim_symbol_is_state(s) || s->kind == SIM_RULE;
}

void sim_watched_offer(const sim_model *model, sim_nearest *nearest)
{
    for (size_t i = 0; i < model->n_symbols; i++)
        if (is_watchable(&model->symbols[i]))
            sim_nearest_offer(nearest, model->symbols[i].name);
    for (size_t i = 0; i < model->n_againsts; i++)
        sim_nearest_offer(nearest, model->againsts[i].name);
}

sim_column sim_watched_column(const sim_model *model, const sim_watched *w)
{
    return w->against ? sim_column_against(model, w->against) : sim_column_of(w->symbol);
}

static sim_status refuse_name(const sim_watch *watch, const char *name, const sim_row *row,
                              sim_error *err)
{
    const sim_former *former = sim_formers_find_column(watch->formers, NULL, name);
    const sim_chain *chain = sim_chains_find_column(watch->chains, name);
    sim_nearest nearest = {.wanted = name};
    char hint[HINT_SIZE];

    if (former)
        return sim_fail(err, SIM_ENAME, "%s: run.%s: column '%s' is gone since %s: %s",
                        row->place, sim_watch_name, name, former->since, former->what);
    if (chain && chain->stages[chain->n_stages - 1].model != watch->model)
        return sim_fail(
            err, SIM_ENAME,
            "%s: run.%s: column '%s' is of indication %s; [run] indication = %s, "
            "or another column, would be right",
            row->place, sim_watch_name, name, chain->name, chain->name);
    sim_watched_offer(watch->model, &nearest);
    sim_nearest_print(&nearest, "columns of the course in time would be right", hint,
                      sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: run.%s: unknown column '%s'%s", row->place,
                    sim_watch_name, name, hint);
}

sim_watched sim_watched_find(const sim_model *model, const char *name)
{
    const sim_symbol *s = sim_model_find(model, name);

    for (size_t i = 0; i < model->n_againsts; i++) {
        const sim_against *against = &model->againsts[i];

        if (strcmp(against->name, name) == 0)
            return (sim_watched){&model->symbols[against->telling.symbol], against};
    }
    return (sim_watched){s && is_watchable(s) ? s : NULL, NULL};
}

static sim_status add_name(sim_watch *watch, const char *name, const sim_row *row,
                           sim_error *err)
{
    const sim_watched watched = sim_watched_find(watch->model, name);

    if (!watched.symbol) return refuse_name(watch, name, row, err);
    if (sim_watch_find(watch, name) < watch->n)
        return sim_fail(err, SIM_ENAME, "%s: run.%s names %s twice; once would be right",
                        row->place, sim_watch_name, name);
    if (!sim_memory_grow(&watch->list, watch->n, sizeof *watch->list))
        return sim_fail_memory(err, row->place);
    watch->list[watch->n++] = watched;
    return SIM_OK;
}

sim_column sim_watch_column(const sim_watch *watch, size_t i)
{
    return sim_watched_column(watch->model, &watch->list[i]);
}

size_t sim_watch_find(const sim_watch *watch, const char *column)
{
    size_t i = 0;

    while (i < watch->n && strcmp(sim_watch_column(watch, i).name, column) != 0) i++;
    return i;
}

static sim_status set_words(sim_watch *watch, const sim_row *row, sim_error *err)
{
    char *text = sim_text_copy(row->how), *rest = NULL;
    sim_status status = text ? SIM_OK : sim_fail_memory(err, row->place);

    if (status != SIM_OK) return status;
    for (char *word = strtok_r(text, ",", &rest); status == SIM_OK && word;
         word = strtok_r(NULL, ",", &rest))
        status = add_name(watch, sim_text_trim(word), row, err);
    free(text);
    if (status == SIM_OK && watch->n == 0)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: run.%s names no column; some of the course in time would be "
                          "right",
                          row->place, sim_watch_name);
    return status;
}

sim_status sim_watch_set(sim_watch *watch, const sim_row *row, sim_error *err)
{
    sim_watch fresh = {.model = watch->model,
                       .formers = watch->formers,
                       .chains = watch->chains,
                       .layer = row->layer};
    sim_status status;

    if (watch->layer == row->layer)
        return sim_row_refuse_second(
            &(sim_row){.name = "run.ensemble_columns", .place = row->place}, watch->place,
            err);
    status = set_words(&fresh, row, err);
    if (status == SIM_OK) status = sim_row_keep(row, &fresh.place, &fresh.origin, err);
    if (status != SIM_OK || watch->layer > row->layer) {
        sim_watch_free(&fresh);
        return status;
    }
    sim_watch_free(watch);
    *watch = fresh;
    return SIM_OK;
}

sim_status sim_watch_init(sim_watch *watch, const sim_catalog *catalog, sim_error *err)
{
    const sim_population *population = catalog->population;
    const sim_row row = {.place = "population"};
    sim_status status = SIM_OK;

    *watch = (sim_watch){.model = catalog->models[catalog->n_models - 1],
                         .formers = catalog->formers,
                         .chains = catalog->chains};
    for (size_t i = 0; status == SIM_OK && population && i < population->n_columns; i++)
        status = add_name(watch, population->columns[i], &row, err);
    return status;
}

void sim_watch_free(sim_watch *watch)
{
    free(watch->list);
    free(watch->place);
    free(watch->origin);
    *watch = (sim_watch){.model = watch->model};
}

void sim_watch_want(const sim_watch *watch, bool wanted[])
{
    for (size_t i = 0; i < watch->n; i++)
        wanted[watch->list[i].symbol - watch->model->symbols] = true;
}

void sim_watch_write(const sim_watch *watch, FILE *out)
{
    if (watch->n == 0) return;
    fprintf(out, "%s = ", sim_watch_name);
    for (size_t i = 0; i < watch->n; i++)
        fprintf(out, "%s%s", i > 0 ? ", " : "", sim_watch_column(watch, i).name);
    fprintf(out, " #: %s\n", watch->origin ? watch->origin : "default");
}
