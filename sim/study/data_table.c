#include "sim/study/data_table.h"

#include <stdlib.h>
#include <string.h>

/* Copies the texts of a row, one behind the other, and where each starts. */
static sim_status copy_cells(sim_data_table *table, const sim_data_cells *cells,
                             const char *to[], sim_error *err)
{
    size_t size = 0;
    char *text;

    for (size_t i = 0; i < cells->n; i++) size += strlen(cells->cell[i]) + 1;
    text = sim_pool_take(&table->pool, size, 1);
    if (!text) return sim_fail_memory(err, cells->file);
    for (size_t i = 0; i < cells->n; i++) {
        to[i] = strcpy(text, cells->cell[i]);
        text += strlen(text) + 1;
    }
    return SIM_OK;
}

static sim_status take_header(void *self, const sim_data_cells *cells, sim_error *err)
{
    sim_data_table *table = self;
    const size_t size = strlen(cells->file) + 1;
    char *file = sim_pool_take(&table->pool, size, 1);

    table->n_columns = cells->n;
    table->line = cells->line;
    table->heading = sim_pool_take(&table->pool, cells->n, sizeof *table->heading);
    table->used = sim_pool_take(&table->pool, cells->n, sizeof *table->used);
    if (!file || !table->heading || !table->used) return sim_fail_memory(err, cells->file);
    table->file = memcpy(file, cells->file, size);
    return copy_cells(table, cells, table->heading, err);
}

static sim_status take_row(void *self, const sim_data_cells *cells, sim_error *err)
{
    sim_data_table *table = self;
    sim_status status;

    if (!sim_memory_grow(&table->cells, table->n,
                         table->n_columns * sizeof *table->cells) ||
        !sim_memory_grow(&table->lines, table->n, sizeof *table->lines))
        return sim_fail_memory(err, cells->file);
    status = copy_cells(table, cells, &table->cells[table->n * table->n_columns], err);
    table->lines[table->n++] = cells->line;
    return status;
}

sim_status sim_data_read_table(sim_data *data, const char *beside, sim_error *err)
{
    sim_data_taker to = {take_header, take_row, NULL, "observation", SIM_DATA_ROWS, NULL};

    data->table = calloc(1, sizeof *data->table);
    if (!data->table) return sim_fail_memory(err, data->place);
    to.self = data->table;
    return sim_data_take_rows(data, beside, &to, err);
}

void sim_data_table_free(sim_data_table *table)
{
    if (!table) return;
    free(table->cells);
    free(table->lines);
    sim_pool_free(&table->pool);
    free(table);
}

size_t sim_data_table_find(const sim_data_table *table, const char *heading)
{
    size_t i = 0;

    while (i < table->n_columns && strcmp(table->heading[i], heading) != 0) i++;
    return i;
}

/* ---- writing ------------------------------------------------------------------- */

static void write_cell(const char *text, FILE *out)
{
    if (!strpbrk(text, "\",")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"') fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_cells(const sim_data_table *table, const char *const cells[], FILE *out)
{
    const char *mark = "";

    for (size_t i = 0; i < table->n_columns; i++) {
        if (!table->used[i]) continue;
        fputs(mark, out);
        write_cell(cells[i], out);
        mark = ",";
    }
    fputc('\n', out);
}

void sim_data_write_table(const sim_data *data, FILE *out)
{
    const sim_data_table *table = data->table;

    fprintf(out, "\n[data %s]\n", data->name);
    for (size_t i = 0; i < data->n; i++)
        if (!sim_data_row_is_of_table(&data->rows[i]))
            fprintf(out, "%s = %s\n", data->rows[i].name, data->rows[i].text);
    fputs("columns = ", out);
    write_cells(table, table->heading, out);
    for (size_t i = 0; i < table->n; i++) {
        fprintf(out, "row %zu = ", i + 1);
        write_cells(table, &table->cells[i * table->n_columns], out);
    }
}
