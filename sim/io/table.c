#include "sim/io/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/number.h"

sim_status sim_table_init(sim_table *table, const char *name, sim_column key,
                          const sim_column columns[], size_t n_columns, sim_error *err)
{
    *table = (sim_table){.name = name, .n_columns = n_columns};
    table->all = calloc(n_columns + 1, sizeof *table->all);
    if (!table->all) return sim_fail_memory(err, name);
    table->all[0] = key;
    table->columns = table->all + 1;
    memcpy(table->columns, columns, n_columns * sizeof *columns);
    return SIM_OK;
}

void sim_table_free(sim_table *table)
{
    free(table->all);
    free(table->keys);
    free(table->cells);
    *table = (sim_table){0};
}

sim_status sim_table_add_row(sim_table *table, const char *key, double **row,
                             sim_error *err)
{
    if (!sim_memory_grow(&table->keys, table->n_rows, sizeof *table->keys) ||
        !sim_memory_grow(&table->cells, table->n_rows,
                         (table->n_columns + 1) * sizeof *table->cells))
        return sim_fail_memory(err, table->name);
    table->keys[table->n_rows] = key;
    *row = &table->cells[table->n_rows++ * table->n_columns];
    return SIM_OK;
}

size_t sim_table_find(const sim_table *table, const char *column)
{
    const sim_layout numbers = {table->name, table->columns, table->n_columns};

    return sim_layout_find(&numbers, column);
}

double sim_table_cell(const sim_table *table, size_t row, size_t column)
{
    return table->cells[row * table->n_columns + column];
}

void sim_table_round(sim_table *table)
{
    double *cell = table->cells, *end = cell + table->n_rows * table->n_columns;

    for (; cell && cell < end; cell++)
        *cell = isfinite(*cell) ? sim_number_round(*cell, SIM_NUMBER_TABLE) : NAN;
}

sim_layout sim_table_layout(const sim_table *table)
{
    return (sim_layout){table->name, table->all, table->n_columns + 1};
}

sim_status sim_table_write(const sim_table *table, const sim_rows_to *to, sim_error *err)
{
    const sim_layout layout = sim_table_layout(table);
    sim_rows rows;

    sim_rows_start(&rows, &layout, to);
    for (size_t r = 0; r < table->n_rows; r++) {
        sim_rows_text(&rows, table->keys[r]);
        sim_rows_numbers(&rows, &table->cells[r * table->n_columns], table->n_columns);
    }
    return sim_rows_end(&rows, err);
}

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    sim_table *table;
    const sim_csv_source *source;
    const sim_rows_from *from;
    size_t key; /* of the row before */
} reader;

/* Its key is mostly that of the row before, or the next. */
static sim_status take_row(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    reader *r = self;
    const char *const *keys = r->source->keys;
    const size_t n = r->source->n_keys;
    double *row;
    size_t tried = 0;
    sim_status status;

    for (; tried < n && strcmp(keys[r->key], cells[0].text) != 0; tried++)
        r->key = (r->key + 1) % n;
    if (tried == n)
        return sim_rows_refuse(r->from, line, err, "unexpected %s '%.40s'",
                               r->table->all[0].name, cells[0].text);
    status = sim_table_add_row(r->table, keys[r->key], &row, err);
    for (size_t i = 0; status == SIM_OK && i < r->table->n_columns; i++)
        row[i] = cells[i + 1].number;
    return status;
}

sim_status sim_table_read_csv(sim_table *table, const sim_csv_source *source,
                              sim_error *err)
{
    const sim_layout layout = sim_table_layout(table);
    const sim_rows_from from = {source->file, source->in, &layout, NULL};
    reader r = {.table = table, .source = source, .from = &from};

    return sim_rows_read(&from, take_row, &r, err);
}
