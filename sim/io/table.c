#include "sim/io/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv.h"
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

void sim_csv_write_number(double number, FILE *out)
{
    char text[SIM_NUMBER_SIZE + 1] = ",";

    if (isfinite(number)) sim_number_print(text + 1, number, SIM_NUMBER_TABLE);
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
            sim_csv_write_number(sim_table_cell(table, r, i), out);
        fputc('\n', out);
    }
}

void sim_csv_write_column(const char *file, const sim_column *column, FILE *out)
{
    fprintf(out, "%s.csv,", file);
    sim_csv_write_text(column->name, out);
    fputc(',', out);
    sim_csv_write_text(column->unit, out);
    fputc(',', out);
    sim_csv_write_text(column->meaning, out);
    fputc('\n', out);
}

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    sim_table *table;
    const sim_csv_source *source;
    const sim_csv_row *row; /* in hand */
    double *cells;          /* of it */
    size_t key;             /* of the row before */
    sim_error *err;
} reader;

static sim_status refuse(const reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static sim_status refuse(const reader *r, const char *format, ...)
{
    char what[256];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(r->err, SIM_EPARSE,
                    "%s:%zu: %s; a file that a run of this version wrote would be right",
                    r->source->file, r->row->line, what);
}

static sim_status read_heading(const reader *r, size_t field)
{
    const sim_table *table = r->table;
    const char *text = r->row->field[field];
    const char *right = field == 0                  ? table->key.name
                        : field <= table->n_columns ? table->columns[field - 1].name
                                                    : "";

    return strcmp(text, right) == 0 ? SIM_OK : refuse(r, "unexpected column '%.40s'", text);
}

/* Its key is mostly that of the row before, or the next. */
static sim_status start_row(reader *r)
{
    const char *text = r->row->field[0];
    const size_t n = r->source->n_keys;

    for (size_t i = 0; i < n; i++, r->key = (r->key + 1) % n) {
        const char *key = r->source->keys[r->key];

        if (strcmp(key, text) == 0)
            return sim_table_add_row(r->table, key, &r->cells, r->err);
    }
    return refuse(r, "unexpected %s '%.40s'", r->table->key.name, text);
}

static sim_status read_cell(const reader *r, size_t field)
{
    const char *text = r->row->field[field];
    double *cell;

    if (field > r->table->n_columns) return refuse(r, "one cell too many: '%.40s'", text);
    cell = &r->cells[field - 1];
    *cell = NAN;
    if (!*text || sim_number_parse(text, cell)) return SIM_OK;
    return refuse(r, "not a number: '%.40s'", text);
}

static sim_status read_field(reader *r, size_t field)
{
    if (r->row->is_header) return read_heading(r, field);
    return field == 0 ? start_row(r) : read_cell(r, field);
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    reader *r = self;
    const size_t n = r->table->n_columns + 1;
    sim_status status = SIM_OK;

    r->row = row;
    r->err = err;
    for (size_t field = 0; status == SIM_OK && field < row->n; field++)
        status = read_field(r, field);
    if (status == SIM_OK && row->n < n && row->is_header)
        status = refuse(r, "lacks column '%s'", r->table->columns[row->n - 1].name);
    else if (status == SIM_OK && row->n != n)
        status = refuse(r, "has %zu cells, not %zu", row->n, n);
    return status;
}

sim_status sim_table_read_csv(sim_table *table, const sim_csv_source *source,
                              sim_error *err)
{
    reader r = {.table = table, .source = source};

    return sim_csv_read(source->in, source->file, take_row, &r, err);
}
