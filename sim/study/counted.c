#include "sim/study/counted.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/study/census.h"
#include "sim/study/tallies.h"

static const char *const names[] = {
    "", "low", "high", "difference", "difference_low", "difference_high"};
enum { N_COLUMNS = sizeof names / sizeof *names };

static const sim_headcount *counted_of(const sim_chain *chain)
{
    return &chain->stages[chain->n_stages - 1].model->counted;
}

/* The count's place in the population; its n_counts: it has none of that name. */
static size_t find_count(const sim_chain *chain)
{
    const sim_population *p = chain->population;
    const char *name = counted_of(chain)->name;
    size_t i = 0;

    while (i < p->n_counts && !(p->counts[i].name && strcmp(p->counts[i].name, name) == 0))
        i++;
    return i;
}

/* Of a share, or of the symbol at the end that counts. */
static const char *unit_of(const sim_chain *chain)
{
    const sim_count *count = &chain->population->counts[find_count(chain)];

    return count->how == SIM_WORTH
               ? sim_model_find(chain->stages[chain->n_stages - 1].model, count->of)->unit
               : "1";
}

sim_status sim_counted_init(sim_table *table, const sim_chain *chain, sim_error *err)
{
    sim_column columns[N_COLUMNS];

    *table = (sim_table){0};
    if (!counted_of(chain)->name) return SIM_OK;
    sim_bug(!chain->population || find_count(chain) == chain->population->n_counts);
    for (size_t i = 0; i < N_COLUMNS; i++)
        columns[i] =
            (sim_column){i > 0 ? names[i] : counted_of(chain)->name, unit_of(chain),
                         counted_of(chain)->telling.words, SIM_CELL_NUMBER};
    return sim_table_init(table, "cohort_outcomes", sim_arm_column, columns, N_COLUMNS,
                          err);
}

sim_status sim_counted_fill(sim_table *table, const sim_ensemble *e, sim_error *err)
{
    const sim_task *task = e->assay->task;
    sim_status status = SIM_OK;

    for (size_t arm = 0; status == SIM_OK && table->n_columns > 0 && arm < task->n_arms;
         arm++) {
        const sim_census_row row = sim_census_read(e, arm, find_count(task->chain));
        const double numbers[N_COLUMNS] = {row.mean,        row.low,
                                           row.high,        row.against.mean,
                                           row.against.low, row.against.high};
        double *cells;

        status = sim_table_add_row(table, sim_ensemble_arm(e, arm), &cells, err);
        if (status == SIM_OK) memcpy(cells, numbers, sizeof numbers);
    }
    return status;
}

/* ---- from files ----------------------------------------------------------- */

typedef struct {
    sim_table *table;
    const sim_experiment *experiment;
    sim_rows_from from;
    size_t places[N_COLUMNS], quantity; /* of cells */
} reader;

/* Arms stand in their order, each with a row of the count among others. */
static sim_status take_count(void *self, size_t line, const sim_cell cells[],
                             sim_error *err)
{
    reader *r = self;
    const sim_experiment *e = r->experiment;
    const size_t arm = r->table->n_rows;
    double *out;

    if (strcmp(cells[r->quantity].text, r->table->columns[0].name) != 0) return SIM_OK;
    if (arm >= e->n_arms || strcmp(cells[0].text, e->arms[arm].name) != 0)
        return sim_rows_refuse(&r->from, line, err, "arm");
    if (sim_table_add_row(r->table, e->arms[arm].name, &out, err) != SIM_OK)
        return SIM_ENOMEM;
    for (size_t i = 0; i < N_COLUMNS; i++) out[i] = cells[r->places[i]].number;
    return SIM_OK;
}

static void find_places(reader *r, const sim_layout *layout)
{
    r->quantity = sim_layout_find(layout, "quantity");
    for (size_t i = 0; i < N_COLUMNS; i++)
        r->places[i] = sim_layout_find(layout, i > 0 ? names[i] : "mean");
}

sim_status sim_counted_read(sim_table *table, const char *dir, const sim_experiment *e,
                            sim_error *err)
{
    reader r = {.table = table, .experiment = e};
    char file[4096];
    sim_tallies_layout l;
    sim_status status;

    if (table->n_columns == 0) return SIM_OK;
    sim_tallies_start(&l, SIM_TALLIES_OUTCOMES, e->catalog->chain);
    find_places(&r, &l.layout);
    r.from = (sim_rows_from){.file = file,
                             .layout = &l.layout,
                             .wrong = "does not fit run.ini; a file that a run of this "
                                      "version wrote would be right"};
    status = sim_results_open(dir, l.name, file, &r.from.in, err);
    if (status == SIM_OK) status = sim_rows_read(&r.from, take_count, &r, err);
    if (r.from.in) fclose(r.from.in);
    if (status != SIM_OK || table->n_rows == e->n_arms) return status;
    return sim_fail(
        err, SIM_EPARSE,
        "%s: ends early; a file that a run of this version wrote would be right", file);
}
