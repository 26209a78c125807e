/* fit_draws_tables.c -- of fit_draws.h: draws.csv and posterior.csv. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/fit_draws.h"
#include "sim/study/fit_tables.h"

/* ---- draws.csv: a column for each unknown of any part ------------------------------------- */

enum { FIRST = 4 }; /* columns after that of whose it is, before the unknowns */

static const char draws_name[] = "draws";

static const sim_column first_columns[1 + FIRST] = {
    {NULL, "1", "whose it is, by the names of the data", SIM_CELL_TEXT},
    {"ensemble", "1", "number of the ensemble, which knows nothing of the others",
     SIM_CELL_WHOLE},
    {"walker", "1", "number of the walker in it", SIM_CELL_WHOLE},
    {"step", "1", "step of the sampler behind those that are not kept", SIM_CELL_WHOLE},
    {"log_posterior", "1", "log density on the scale of the fit, up to a constant",
     SIM_CELL_NUMBER},
};

typedef struct {
    sim_pool pool;
    sim_column *columns; /* [n] */
    size_t n;
} sheet;

/* Of a source's own part without its name: the row has it. */
static void print_heading(const sim_fit_part *part, const sim_fit_item *item,
                          char text[SIM_FIT_NAME])
{
    if (part->source != SIM_NONE)
        sim_fit_print_name(item, text);
    else
        snprintf(text, SIM_FIT_NAME, "%s", item->name);
}

/* The first column stands where parts are of one source each. */
static sim_layout layout_of(const sheet *s, const sim_fit *f)
{
    const size_t skip = f->parts[0].source == SIM_NONE;

    return (sim_layout){draws_name, s->columns + skip, s->n - skip};
}

/* The column of an unknown; n: it has none yet. */
static size_t column_of(const sheet *s, const sim_fit_part *part, const sim_fit_item *item)
{
    char name[SIM_FIT_NAME];
    size_t i = 1 + FIRST;

    print_heading(part, item, name);
    while (i < s->n && strcmp(s->columns[i].name, name) != 0) i++;
    return i < s->n ? i : s->n;
}

static void add_column(sheet *s, const sim_fit_part *part, const sim_fit_item *item)
{
    char *name;

    if (column_of(s, part, item) < s->n) return;
    name = sim_pool_take(&s->pool, SIM_FIT_NAME, 1);
    if (!name) return;
    print_heading(part, item, name);
    s->columns[s->n++] = (sim_column){
        name, item->unit, item->row ? "parameter that is fitted" : "noise that is fitted",
        SIM_CELL_NUMBER};
}

static sim_status open_sheet(sheet *s, const sim_fit *f, sim_error *err)
{
    size_t most = 1 + FIRST;

    for (size_t i = 0; i < f->n_parts; i++) most += f->parts[i].problem.problem.n_unknowns;
    *s = (sheet){.n = 1 + FIRST};
    s->columns = sim_pool_take(&s->pool, most, sizeof *s->columns);
    if (!s->columns) return sim_fail_memory(err, draws_name);
    memcpy(s->columns, first_columns, sizeof first_columns);
    s->columns[0].name = sim_observed_subject(f->job.session.chain);
    for (size_t i = 0; i < f->n_parts; i++)
        for (size_t k = 0; k < f->parts[i].problem.problem.n_unknowns; k++)
            add_column(s, &f->parts[i], &f->parts[i].problem.items[k]);
    return sim_pool_check(&s->pool, draws_name, err);
}

typedef struct {
    const sheet *sheet;
    const sim_fit *fit;
    const sim_fit_part *part;
    const sim_draws *draws;
    double *cells; /* [n - 1 - FIRST] */
    size_t *of;    /* [n_unknowns] which of them */
} writer;

static void put_draw(const writer *w, size_t step, size_t ensemble, size_t walker,
                     sim_rows *rows)
{
    const sim_draws *d = w->draws;
    const double *x = sim_draws_at(d, step, ensemble, walker);
    const size_t n = w->sheet->n - 1 - FIRST;

    for (size_t i = 0; i < n; i++) w->cells[i] = NAN;
    for (size_t k = 0; k < d->n_dims; k++)
        w->cells[w->of[k]] = sim_unknown_value(&w->part->problem.unknowns[k], x[k]);
    if (w->part->source != SIM_NONE)
        sim_rows_text(rows, w->fit->all.sources[w->part->source]);
    sim_rows_whole(rows, ensemble + 1);
    sim_rows_whole(rows, walker + 1);
    sim_rows_whole(rows, (step + 1) * d->thin);
    sim_rows_number(rows,
                    d->density[(step * SIM_ENSEMBLES + ensemble) * d->n_walkers + walker]);
    sim_rows_numbers(rows, w->cells, n);
}

static sim_status put_part(writer *w, sim_rows *rows, sim_error *err)
{
    sim_pool pool = {0};
    const sim_draws *d = w->draws;
    sim_status status;

    w->cells = sim_pool_take(&pool, w->sheet->n, sizeof *w->cells);
    w->of = sim_pool_take(&pool, d->n_dims + 1, sizeof *w->of);
    for (size_t k = 0; !pool.failed && k < d->n_dims; k++)
        w->of[k] = column_of(w->sheet, w->part, &w->part->problem.items[k]) - 1 - FIRST;
    for (size_t i = 0; !pool.failed && i < d->n; i++)
        for (size_t e = 0; e < SIM_ENSEMBLES; e++)
            for (size_t j = 0; j < d->n_walkers; j++) put_draw(w, i, e, j, rows);
    status = sim_pool_check(&pool, draws_name, err);
    sim_pool_free(&pool);
    return status;
}

static sim_status write_draws(const sim_fit_draws *draws, sim_results *results,
                              sim_error *err)
{
    const sim_fit *f = draws->fit;
    sheet s;
    sim_rows_to to;
    sim_rows rows;
    sim_status status = open_sheet(&s, f, err);

    if (status == SIM_OK) status = sim_results_add(results, draws_name, &to, err);
    if (status == SIM_OK) {
        const sim_layout layout = layout_of(&s, f);

        sim_rows_start(&rows, &layout, &to);
        for (size_t i = 0; status == SIM_OK && i < draws->n_parts; i++) {
            writer w = {&s, f, &f->parts[i], &draws->parts[i].draws, NULL, NULL};

            status = put_part(&w, &rows, err);
        }
        if (status == SIM_OK) status = sim_rows_end(&rows, err);
    }
    sim_pool_free(&s.pool);
    return status;
}

/* ---- posterior.csv -------------------------------------------------------------------------- */

static const sim_column posterior_columns[] = {
    {"parameter", "1", "what is fitted: section.name, or the noise of a set of data",
     SIM_CELL_TEXT},
    {"arm", "1", "whose it is; empty: it is of all", SIM_CELL_TEXT},
    {NULL, "1", "whose it is, by the names of the data; empty: it is of all",
     SIM_CELL_TEXT},
    {"median", "as unit says", "half of the draws are below", SIM_CELL_NUMBER},
    {"low", "as unit says", "2.5 % of the draws are below", SIM_CELL_NUMBER},
    {"high", "as unit says", "97.5 % are", SIM_CELL_NUMBER},
    {"rhat", "1", "R-hat over the walkers, rank-normalized and split (Vehtari 2021)",
     SIM_CELL_NUMBER},
    {"size", "1", "effective number of independent draws", SIM_CELL_NUMBER},
    {"time", "1", "integrated autocorrelation time, in steps; empty: too few steps tell it",
     SIM_CELL_NUMBER},
    {"converged", "1",
     "1 if 50 autocorrelation times were drawn and R-hat is below 1.01; else 0",
     SIM_CELL_WHOLE},
    {"unit", "1", "unit of the parameter", SIM_CELL_TEXT},
};
static const sim_layout posterior_layout = SIM_LAYOUT("posterior", posterior_columns);

static void put_summary(const sim_fit *f, const sim_fit_part *part, size_t k,
                        const sim_draws_summary *s, sim_rows *rows)
{
    const sim_fit_unknown *u = &part->problem.unknowns[k];
    const sim_fit_item *item = &part->problem.items[k];
    const double numbers[] = {sim_unknown_value(u, s->median),
                              sim_unknown_value(u, s->low),
                              sim_unknown_value(u, s->high),
                              s->rhat,
                              s->mean.size,
                              s->mean.time};
    char name[SIM_FIT_NAME];

    sim_fit_print_name(item, name);
    sim_rows_text(rows, name);
    sim_rows_text(rows, sim_fit_arm(f, item));
    sim_rows_text(rows, sim_fit_source(f, part, item));
    sim_rows_numbers(rows, numbers, sizeof numbers / sizeof *numbers);
    sim_rows_whole(rows, s->converged);
    sim_rows_text(rows, item->unit);
}

static sim_status write_posterior(const sim_fit_draws *draws, sim_results *results,
                                  sim_error *err)
{
    const sim_fit *f = draws->fit;
    sim_column room[SIM_FIT_COLUMNS];
    const sim_layout layout =
        sim_fit_name_columns(f->job.session.chain, &posterior_layout, room);
    sim_rows_to to;
    sim_rows rows;
    const sim_status status = sim_results_add(results, layout.name, &to, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &layout, &to);
    for (size_t i = 0; i < draws->n_parts; i++)
        for (size_t k = 0; k < draws->parts[i].draws.n_dims; k++)
            put_summary(f, &f->parts[i], k, &draws->parts[i].summaries[k], &rows);
    return sim_rows_end(&rows, err);
}

/* ---- both ---------------------------------------------------------------------------------- */

const char *sim_fit_draws_table(size_t i)
{
    return i == 0 ? draws_name : i == 1 ? posterior_layout.name : NULL;
}

sim_status sim_fit_draws_write(const sim_fit_draws *draws, sim_results *results,
                               sim_error *err)
{
    sim_status status;

    if (draws->n_parts == 0) return SIM_OK;
    status = write_draws(draws, results, err);
    return status == SIM_OK ? write_posterior(draws, results, err) : status;
}

sim_status sim_fit_draws_describe(const sim_fit_draws *draws, sim_rows *rows,
                                  sim_error *err)
{
    sim_column room[SIM_FIT_COLUMNS];
    sim_layout layout;
    sheet s;
    sim_status status;

    if (draws->n_parts == 0) return SIM_OK;
    status = open_sheet(&s, draws->fit, err);
    if (status == SIM_OK) {
        layout = layout_of(&s, draws->fit);
        sim_rows_describe(rows, &layout, "");
        layout =
            sim_fit_name_columns(draws->fit->job.session.chain, &posterior_layout, room);
        sim_rows_describe(rows, &layout, "");
    }
    sim_pool_free(&s.pool);
    return status;
}
