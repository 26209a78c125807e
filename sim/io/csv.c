#include "sim/io/csv.h"

#include <stdbool.h>
#include <string.h>

#include <csv.h>

typedef struct {
    const char *file;
    sim_csv_take *take;
    void *self;
    sim_csv_row row;
    char text[SIM_CSV_TEXT]; /* of its fields */
    size_t used;
    sim_status status;
    sim_error *err;
} reader;

static sim_status refuse(reader *r, const char *what)
{
    return sim_fail(r->err, SIM_EPARSE,
                    "%s:%zu: %s; a file that a run of this version wrote would be right",
                    r->file, r->row.line, what);
}

static void on_field(void *field, size_t length, void *data)
{
    reader *r = data;

    if (r->status != SIM_OK) return;
    if (length > 0 && memchr(field, '\0', length))
        r->status = refuse(r, "holds a NUL byte");
    else if (r->row.n == SIM_CSV_FIELDS || r->used + length + 1 > sizeof r->text)
        r->status = refuse(r, "holds too many cells, or too long ones");
    if (r->status != SIM_OK) return;
    if (length > 0) memcpy(r->text + r->used, field, length);
    r->text[r->used + length] = '\0';
    r->row.field[r->row.n++] = r->text + r->used;
    r->used += length + 1;
}

static void on_row(int end, void *data)
{
    reader *r = data;

    (void)end;
    if (r->status == SIM_OK) r->status = r->take(r->self, &r->row, r->err);
    r->row.line++;
    r->row.n = 0;
    r->used = 0;
}

static void parse(reader *r, struct csv_parser *parser, FILE *in)
{
    char buffer[8192];
    size_t n;
    bool whole = true;

    while (whole && r->status == SIM_OK && (n = fread(buffer, 1, sizeof buffer, in)) > 0)
        whole = csv_parse(parser, buffer, n, on_field, on_row, r) == n;
    if (whole && r->status == SIM_OK && !ferror(in))
        whole = csv_fini(parser, on_field, on_row, r) == 0;
    if (r->status == SIM_OK && !whole && csv_error(parser) != CSV_EPARSE)
        r->status = sim_fail_memory(r->err, r->file);
    if (r->status == SIM_OK && !whole) /* the one thing that libcsv finds wrong */
        r->status = refuse(r, "a quote is not closed, or stands inside a cell");
    if (r->status == SIM_OK && (ferror(in) || r->row.line == 1))
        r->status = sim_fail(r->err, SIM_EIO, "%s: cannot be read or is empty", r->file);
}

sim_status sim_csv_read(FILE *in, const char *file, sim_csv_take *take, void *self,
                        sim_error *err)
{
    reader r = {.file = file, .take = take, .self = self, .row = {.line = 1}, .err = err};
    struct csv_parser parser;

    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return sim_fail_memory(err, file);
    parse(&r, &parser, in);
    csv_free(&parser);
    return r.status;
}
