#include "sim/io/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

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
            sim_csv_write_number(sim_table_cell(table, r, i), out);
        fputc('\n', out);
    }
}

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    sim_table *table;
    const sim_csv_source *source;
    size_t line, field; /* from 0 */
    double *cells;      /* of the row in hand */
    sim_status status;
    sim_error *err;
} reader;

static sim_status refuse(reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static sim_status refuse(reader *r, const char *format, ...)
{
    char what[256];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(r->err, SIM_EPARSE,
                    "%s:%zu: %s; a file that a run of this version wrote would be right",
                    r->source->file, r->line + 1, what);
}

static sim_status read_heading(reader *r, const char *text)
{
    const sim_table *table = r->table;
    const char *right = r->field == 0                  ? table->key.name
                        : r->field <= table->n_columns ? table->columns[r->field - 1].name
                                                       : "";

    return strcmp(text, right) == 0 ? SIM_OK : refuse(r, "unexpected column '%.40s'", text);
}

static sim_status start_row(reader *r, const char *text)
{
    for (size_t i = 0; i < r->source->n_keys; i++) {
        if (strcmp(r->source->keys[i], text) == 0)
            return sim_table_add_row(r->table, r->source->keys[i], &r->cells, r->err);
    }
    return refuse(r, "unexpected %s '%.40s'", r->table->key.name, text);
}

static sim_status read_cell(reader *r, const char *text)
{
    double *cell;

    if (r->field > r->table->n_columns)
        return refuse(r, "one cell too many: '%.40s'", text);
    cell = &r->cells[r->field - 1];
    *cell = NAN;
    if (!*text || sim_number_parse(text, cell)) return SIM_OK;
    return refuse(r, "not a number: '%.40s'", text);
}

static void on_field(void *field, size_t length, void *data)
{
    reader *r = data;
    const char *text = field ? field : "";

    if (r->status != SIM_OK) return;
    if (strlen(text) != length)
        r->status = refuse(r, "holds a NUL byte");
    else if (r->line == 0)
        r->status = read_heading(r, text);
    else
        r->status = r->field == 0 ? start_row(r, text) : read_cell(r, text);
    r->field++;
}

static void on_row(int end, void *data)
{
    reader *r = data;
    const size_t n = r->table->n_columns + 1;

    (void)end;
    if (r->status == SIM_OK && r->field < n && r->line == 0)
        r->status = refuse(r, "lacks column '%s'", r->table->columns[r->field - 1].name);
    else if (r->status == SIM_OK && r->field != n)
        r->status = refuse(r, "has %zu cells, not %zu", r->field, n);
    r->line++;
    r->field = 0;
}

/* The one thing that libcsv finds wrong with a file. */
static sim_status refuse_quotes(reader *r)
{
    return refuse(r, "a quote is not closed, or stands inside a cell");
}

static void parse_csv(reader *r, struct csv_parser *parser)
{
    char buffer[8192];
    size_t n;

    while (r->status == SIM_OK &&
           (n = fread(buffer, 1, sizeof buffer, r->source->in)) > 0) {
        if (csv_parse(parser, buffer, n, on_field, on_row, r) != n && r->status == SIM_OK)
            r->status = refuse_quotes(r);
    }
    if (r->status == SIM_OK && !ferror(r->source->in) &&
        csv_fini(parser, on_field, on_row, r) != 0)
        r->status = refuse_quotes(r);
    if (r->status == SIM_OK && (ferror(r->source->in) || r->line == 0))
        r->status =
            sim_fail(r->err, SIM_EIO, "%s: cannot be read or is empty", r->source->file);
}

sim_status sim_table_read_csv(sim_table *table, const sim_csv_source *source,
                              sim_error *err)
{
    reader r = {.table = table, .source = source, .err = err};
    struct csv_parser parser;

    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        return sim_fail_memory(err, source->file);
    parse_csv(&r, &parser);
    csv_free(&parser);
    return r.status;
}
