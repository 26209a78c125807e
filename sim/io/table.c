#include "sim/io/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"

sim_status sim_table_init(sim_table *table, const char *name, sim_column key,
                          const sim_column columns[], size_t n_columns, sim_error *err)
{
    *table = (sim_table){.name = name, .key = key, .n_columns = n_columns};
    table->columns = calloc(n_columns + 1, sizeof *columns);
    if (!table->columns) return sim_fail_memory(err, name);
    memcpy(table->columns, columns, n_columns * sizeof *columns);
    return SIM_OK;
}

void sim_table_free(sim_table *table)
{
    free(table->columns);
    free(table->keys);
    free(table->cells);
    *table = (sim_table){0};
}

static sim_status grow(sim_table *table, sim_error *err)
{
    size_t capacity = table->capacity ? 2 * table->capacity : 64;
    const char **keys = realloc(table->keys, capacity * sizeof *keys);
    double *cells;

    if (!keys) return sim_fail_memory(err, table->name);
    table->keys = keys;
    cells = realloc(table->cells, capacity * (table->n_columns + 1) * sizeof *cells);
    if (!cells) return sim_fail_memory(err, table->name);
    table->cells = cells;
    table->capacity = capacity;
    return SIM_OK;
}

sim_status sim_table_add_row(sim_table *table, const char *key, double **row,
                             sim_error *err)
{
    sim_status status = table->n_rows < table->capacity ? SIM_OK : grow(table, err);

    if (status != SIM_OK) return status;
    table->keys[table->n_rows] = key;
    *row = &table->cells[table->n_rows++ * table->n_columns];
    return SIM_OK;
}

size_t sim_table_find(const sim_table *table, const char *column)
{
    size_t i = 0;

    while (i < table->n_columns && strcmp(table->columns[i].name, column) != 0) i++;
    return i;
}

double sim_table_cell(const sim_table *table, size_t row, size_t column)
{
    return table->cells[row * table->n_columns + column];
}

void sim_csv_write_text(const char *text, FILE *out)
{
    if (!strpbrk(text, "\",\r\n")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"') fputc('"', out);
        fputc(*c, out);
    }
    fputc('"', out);
}

static void write_number(double number, FILE *out)
{
    char text[SIM_NUMBER_SIZE];

    fputc(',', out);
    if (!isfinite(number)) return;
    sim_number_print(text, number, SIM_NUMBER_TABLE);
    fputs(text, out);
}

void sim_table_write_csv(const sim_table *table, FILE *out)
{
    sim_csv_write_text(table->key.name, out);
    for (size_t i = 0; i < table->n_columns; i++) {
        fputc(',', out);
        sim_csv_write_text(table->columns[i].name, out);
    }
    fputc('\n', out);
    for (size_t r = 0; r < table->n_rows; r++) {
        sim_csv_write_text(table->keys[r], out);
        for (size_t i = 0; i < table->n_columns; i++)
            write_number(sim_table_cell(table, r, i), out);
        fputc('\n', out);
    }
}
