#include "plots/joined.h"

#include <math.h>
#include <string.h>

/* Where a column is in each of the two tables. */
typedef struct {
    size_t table, between;
} place;

typedef struct {
    const plot_join *join;
    sim_table *to;
    place *places; /* [to->n_columns] */
    place x;
} joiner;

static place find_place(const plot_join *join, const char *column)
{
    return (place){sim_table_find(join->table, column),
                   sim_table_find(join->between, column)};
}

static void add_row(joiner *j, const sim_table *from, size_t row)
{
    double *cells = &j->to->cells[j->to->n_rows * j->to->n_columns];

    j->to->keys[j->to->n_rows++] = from->keys[row];
    for (size_t i = 0; i < j->to->n_columns; i++) {
        const size_t column =
            from == j->join->table ? j->places[i].table : j->places[i].between;

        cells[i] = column < from->n_columns ? sim_table_cell(from, row, column) : NAN;
    }
}

/* From row `next` of the other table on: those of that key up to x. */
static size_t add_between(joiner *j, const char *key, double x, size_t next)
{
    const sim_table *b = j->join->between;

    for (; next < b->n_rows && strcmp(b->keys[next], key) == 0; next++) {
        if (sim_table_cell(b, next, j->x.between) > x) break;
        add_row(j, b, next);
    }
    return next;
}

/* The first row of that key, looked for from row `next` on. */
static size_t find_key(const sim_table *b, const char *key, size_t next)
{
    for (size_t i = 0; i < b->n_rows; i++) {
        const size_t row = (next + i) % b->n_rows;

        if (strcmp(b->keys[row], key) == 0) return row;
    }
    return b->n_rows;
}

static void add_all(joiner *j)
{
    const sim_table *t = j->join->table, *b = j->join->between;
    size_t next = 0;

    for (size_t row = 0; row < t->n_rows; row++) {
        const bool starts = row == 0 || strcmp(t->keys[row - 1], t->keys[row]) != 0;

        if (starts) next = find_key(b, t->keys[row], next);
        next = add_between(j, t->keys[row], sim_table_cell(t, row, j->x.table), next);
        add_row(j, t, row);
    }
}

/* Those of the first table that are kept. */
static void take_columns(joiner *j)
{
    const plot_join *join = j->join;

    j->to->all[0] = join->table->all[0];
    for (size_t i = 0; i < join->n_columns; i++) {
        const place at = join->columns[i] ? find_place(join, join->columns[i])
                                          : (place){join->table->n_columns, 0};

        if (at.table == join->table->n_columns) continue;
        j->places[j->to->n_columns] = at;
        j->to->columns[j->to->n_columns++] = join->table->columns[at.table];
    }
}

sim_table plot_join_tables(const plot_join *join, sim_pool *pool)
{
    const size_t n_rows = join->table->n_rows + join->between->n_rows;
    sim_table to = {.name = join->table->name};
    joiner j = {.join = join, .to = &to, .x = find_place(join, join->x)};

    to.all = sim_pool_take(pool, join->n_columns + 1, sizeof *to.all);
    to.keys = sim_pool_take(pool, n_rows, sizeof *to.keys);
    to.cells = sim_pool_take(pool, n_rows * join->n_columns, sizeof *to.cells);
    j.places = sim_pool_take(pool, join->n_columns, sizeof *j.places);
    if (pool->failed) return (sim_table){.name = join->table->name};
    to.columns = to.all + 1;
    take_columns(&j);
    add_all(&j);
    return to;
}
