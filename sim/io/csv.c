#include "sim/io/csv.h"

#include <string.h>

#include <csv.h>

typedef struct {
    const sim_csv_input *input;
    sim_csv_take *take;
    void *self;
    sim_csv_row row;
    bool between;            /* the next field is the first of a row */
    size_t rows;             /* so far */
    char text[SIM_CSV_TEXT]; /* of its fields */
    size_t used;
    sim_status status;
    sim_error *err;
} reader;

static sim_status refuse_csv(reader *r, const char *what)
{
    return sim_fail(r->err, SIM_EPARSE, "%s:%zu: %s; %s would be right", r->input->file,
                    r->row.line, what, r->input->right);
}

static void on_field(void *field, size_t length, void *data)
{
    reader *r = data;

    r->between = false;
    if (r->status != SIM_OK) return;
    if (length > 0 && memchr(field, '\0', length))
        r->status = refuse_csv(r, "holds a NUL byte");
    else if (r->row.n == SIM_CSV_FIELDS || r->used + length + 1 > sizeof r->text)
        r->status = refuse_csv(r, "holds too many cells, or too long ones");
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
    r->between = true;
    r->rows++;
    r->row.is_header = false;
    r->row.line++;
    r->row.n = 0;
    r->used = 0;
}

/* Is a piece of the file an empty line? */
static bool is_blank(const char *bytes, size_t n)
{
    return bytes[0] == '\n' || (n > 1 && bytes[0] == '\r' && bytes[1] == '\n');
}

/* Parses piece by piece, each up to the end of a line, so that a row knows where it starts:
 * cells may hold lines, and empty lines are no rows. */
static bool parse_buffer(reader *r, struct csv_parser *parser, const char *buffer, size_t n,
                         size_t *line)
{
    for (size_t from = 0; from < n && r->status == SIM_OK;) {
        const char *end = memchr(buffer + from, '\n', n - from);
        const size_t length = end ? (size_t)(end - buffer) + 1 - from : n - from;

        if (r->between) r->row.line = *line;
        if (!is_blank(buffer + from, length)) r->between = false;
        if (csv_parse(parser, buffer + from, length, on_field, on_row, r) != length)
            return false;
        from += length;
        *line += end != NULL;
    }
    return true;
}

static void parse_stream(reader *r, struct csv_parser *parser)
{
    FILE *in = r->input->in;
    char buffer[8192];
    size_t n, line = 1;
    bool whole = true;

    while (whole && r->status == SIM_OK && (n = fread(buffer, 1, sizeof buffer, in)) > 0)
        whole = parse_buffer(r, parser, buffer, n, &line);
    if (whole && r->status == SIM_OK && !ferror(in))
        whole = csv_fini(parser, on_field, on_row, r) == 0;
    if (r->status == SIM_OK && !whole && csv_error(parser) != CSV_EPARSE)
        r->status = sim_fail_memory(r->err, r->input->file);
    if (r->status == SIM_OK && !whole) /* the one thing that libcsv finds wrong */
        r->status = refuse_csv(r, "a quote is not closed, or stands inside a cell");
    if (r->status == SIM_OK && (ferror(in) || r->rows == 0))
        r->status =
            sim_fail(r->err, SIM_EIO, "%s: cannot be read or is empty", r->input->file);
}

sim_status sim_csv_take_all(const sim_csv_input *input, sim_csv_take *take, void *self,
                            sim_error *err)
{
    reader r = {.input = input,
                .take = take,
                .self = self,
                .row = {.line = 1, .is_header = true},
                .between = true,
                .err = err};
    struct csv_parser parser;

    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return sim_fail_memory(err, input->file);
    parse_stream(&r, &parser);
    csv_free(&parser);
    return r.status;
}
