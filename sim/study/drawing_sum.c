/* drawing_sum.c -- of figures.h: arms that are added up, day by day. */
#include <math.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/study/figures.h"

/* x, y and the band. */
enum { COLUMNS_MOST = 14 };

typedef struct {
    const sim_drawing *d;
    sim_table *to;
    size_t from[COLUMNS_MOST]; /* [to->n_columns] columns of the drawing's table */
} adder;

static bool has(const sim_column list[], size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0) return true;
    return false;
}

static sim_status open_table(adder *a, sim_error *err)
{
    const sim_drawing *d = a->d;
    sim_column list[COLUMNS_MOST];
    size_t n = 0;

    for (size_t i = 0; i < d->n_y + 2; i++) {
        const char *name = i == 0 ? d->x : i <= d->n_y ? d->y[i - 1] : d->band;

        if (!name || has(list, n, name)) continue;
        a->from[n] = sim_table_find(d->table, name);
        list[n] = d->table->columns[a->from[n]];
        n++;
    }
    return sim_table_init(a->to, d->table->name, d->table->all[0], list, n, err);
}

static bool is_drawn(const sim_drawing *d, const char *arm)
{
    for (size_t i = 0; i < d->n_arms; i++)
        if (strcmp(d->arms[i], arm) == 0) return true;
    return d->n_arms == 0;
}

static sim_status copy_rows(adder *a, sim_error *err)
{
    const sim_table *table = a->d->table;
    sim_status status = SIM_OK;

    for (size_t row = 0; status == SIM_OK && row < table->n_rows; row++) {
        double *cells;

        if (!is_drawn(a->d, table->keys[row])) continue;
        status = sim_table_add_row(a->to, table->keys[row], &cells, err);
        for (size_t i = 0; status == SIM_OK && i < a->to->n_columns; i++)
            cells[i] = sim_table_cell(table, row, a->from[i]);
    }
    return status;
}

/* The row of an arm at that x; n_rows if there is none. */
static size_t find_row(const adder *a, const char *arm, double x, size_t from)
{
    const sim_table *table = a->d->table;

    for (size_t row = from; row < table->n_rows; row++)
        if (strcmp(table->keys[row], arm) == 0 &&
            sim_table_cell(table, row, a->from[0]) == x)
            return row;
    return table->n_rows;
}

/* What the arms come to at the x of a row of the first; rows[n_sum] are where those before it were,
 * as a course goes forward. */
static void add_up(const adder *a, size_t row, size_t rows[], double cells[])
{
    const sim_drawing *d = a->d;

    cells[0] = sim_table_cell(d->table, row, a->from[0]);
    for (size_t i = 1; i < a->to->n_columns; i++) cells[i] = 0;
    for (size_t k = 0; k < d->n_sum; k++) {
        const size_t at = find_row(a, d->sum[k], cells[0], rows[k]);

        if (at < d->table->n_rows) rows[k] = at;
        for (size_t i = 1; i < a->to->n_columns; i++)
            cells[i] +=
                at < d->table->n_rows ? sim_table_cell(d->table, at, a->from[i]) : NAN;
    }
}

static sim_status add_rows(adder *a, sim_error *err)
{
    const sim_drawing *d = a->d;
    sim_pool pool = {0};
    size_t *rows = sim_pool_take(&pool, d->n_sum, sizeof *rows);
    sim_status status = sim_pool_check(&pool, "figure", err);

    for (size_t row = 0; status == SIM_OK && row < d->table->n_rows; row++) {
        double *cells;

        if (strcmp(d->table->keys[row], d->sum[0]) != 0) continue;
        status = sim_table_add_row(a->to, d->sum_name, &cells, err);
        if (status == SIM_OK) add_up(a, row, rows, cells);
    }
    sim_pool_free(&pool);
    return status;
}

sim_status sim_drawing_add_up(const sim_drawing *d, sim_table *table, sim_error *err)
{
    adder a = {.d = d, .to = table};
    sim_status status = open_table(&a, err);

    if (status == SIM_OK) status = copy_rows(&a, err);
    return status == SIM_OK ? add_rows(&a, err) : status;
}
