#include "sim/study/data_rows.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/files.h"
#include "sim/io/text.h"

enum { PATH_SIZE = 4096 };

typedef struct {
    const sim_data *data;
    const char *beside;
    const sim_data_taker *to;
    char *file;     /* for messages */
    size_t line;    /* of a row of the section */
    bool is_inline; /* rows stand in the section */
    bool has_header;
    size_t n, n_fields; /* rows; cells of the header */
    char *text;         /* [SIM_CSV_TEXT] room for trimmed cells */
    sim_error *err;
} reader;

static const char *section_of(const reader *r)
{
    return r->to->section ? r->to->section : "data";
}

/* ---- rows ------------------------------------------------------------------------------- */

static sim_status refuse_separator(const reader *r, const sim_data_cells *cells)
{
    return sim_data_refuse_at(cells->file, cells->line, r->err,
                              "its columns are separated by %s; commas would be right",
                              strchr(cells->cell[0], ';') ? "semicolons" : "tabs");
}

static sim_status take_header(reader *r, const sim_data_cells *cells)
{
    char which[SIM_CHARACTERS_WHAT];

    r->has_header = true;
    r->n_fields = cells->n;
    for (size_t i = 0; i < cells->n; i++)
        if (sim_characters_are_broken(cells->cell[i], which))
            return sim_data_refuse_at(
                cells->file, cells->line, r->err,
                "a column's name holds %s, which is not UTF-8; a file "
                "saved as UTF-8 would be right",
                which);
    if (cells->n == 1 && strpbrk(cells->cell[0], ";\t")) return refuse_separator(r, cells);
    return r->to->header(r->to->self, cells, r->err);
}

static sim_status take_cells(reader *r, const sim_data_cells *cells)
{
    size_t i = 0;

    if (!r->has_header) return take_header(r, cells);
    while (i < cells->n && *cells->cell[i] == '\0') i++;
    if (i == cells->n) return SIM_OK; /* as spreadsheets leave them */
    if (cells->n != r->n_fields)
        return sim_data_refuse_at(
            cells->file, cells->line, r->err,
            "has %zu cells; %zu, as many as the header, would be right", cells->n,
            r->n_fields);
    if (r->n++ < r->to->most) return r->to->row(r->to->self, cells, r->err);
    return sim_data_refuse_at(cells->file, cells->line, r->err,
                              "is row %zu; at most %zu, one for each %s, would be right",
                              r->n, r->to->most, r->to->unit_word);
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    reader *r = self;
    sim_data_cells cells = {r->file, r->is_inline ? r->line : row->line, row->n, {NULL}};
    char *to = r->text;

    r->err = err;
    for (size_t i = 0; i < row->n; i++) {
        const size_t size = strlen(row->field[i]) + 1;

        memcpy(to, row->field[i], size);
        cells.cell[i] = sim_text_trim(to);
        to += size;
    }
    return take_cells(r, &cells);
}

/* ---- where they stand ---------------------------------------------------------------------- */

static const char csv_right[] = "a CSV with a row for each of them";

/* Passes over what marks a file as UTF-8. */
static void skip_mark(FILE *in)
{
    static const int mark[] = {0xEF, 0xBB, 0xBF};

    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        const int byte = fgetc(in);

        if (byte == mark[i]) continue;
        ungetc(byte, in);
        return;
    }
}

static sim_status read_stream(reader *r, FILE *in)
{
    const sim_csv_input input = {in, r->file, csv_right};

    skip_mark(in);
    return sim_csv_take_all(&input, take_row, r, r->err);
}

/* Relative to the file that names it. */
static sim_status print_path(const reader *r, const sim_data_row *row, char path[PATH_SIZE])
{
    const char *slash = r->beside ? strrchr(r->beside, '/') : NULL;
    int n;

    if (*row->text == '\0')
        return sim_data_refuse(row, r->err,
                               "names no file; the name of a CSV would be right");
    n = *row->text == '/' || !slash
            ? snprintf(path, PATH_SIZE, "%s", row->text)
            : snprintf(path, PATH_SIZE, "%.*s/%s", (int)(slash - r->beside), r->beside,
                       row->text);
    if (n < PATH_SIZE) return SIM_OK;
    return sim_data_refuse(row, r->err, "is too long a path; a shorter one would be right");
}

static sim_status read_file(reader *r, const sim_data_row *row)
{
    char path[PATH_SIZE];
    sim_error why = {""};
    FILE *in = NULL;
    sim_status status = print_path(r, row, path);

    if (status != SIM_OK) return status;
    r->file = sim_text_copy(path);
    if (!r->file) return sim_fail_memory(r->err, row->place);
    status = sim_files_read(path, &in, &why);
    if (status != SIM_OK)
        return sim_fail(r->err, status, "%s: %s.file: %.700s", row->place, section_of(r),
                        why.text);
    status = read_stream(r, in);
    fclose(in);
    return status;
}

/* The line of a place "FILE:LINE", which is cut there. */
static size_t cut_line(char *place)
{
    char *colon = strrchr(place, ':');

    if (!colon) return 0;
    *colon = '\0';
    return strtoul(colon + 1, NULL, 10);
}

static sim_status read_inline(reader *r, const sim_data_row *row)
{
    const size_t length = strlen(row->text);
    FILE *in;
    sim_status status;

    free(r->file);
    r->file = sim_text_copy(row->place);
    if (!r->file) return sim_fail_memory(r->err, row->place);
    r->line = cut_line(r->file);
    if (length == 0)
        return sim_data_refuse_at(r->file, r->line, r->err,
                                  "%s.%s is empty; cells would be right", section_of(r),
                                  row->name);
    in = fmemopen(row->text, length, "rb");
    if (!in) return sim_fail_memory(r->err, row->place);
    status = read_stream(r, in);
    fclose(in);
    return status;
}

static sim_status read_rows(reader *r)
{
    const sim_data_row *file = sim_data_find(r->data, "file");
    const sim_data_row *columns = sim_data_find(r->data, "columns");
    sim_status status;

    if (file && columns)
        return sim_data_refuse(columns, r->err,
                               "stands beside 'file'; one of the two would be right");
    if (file) return read_file(r, file);
    if (!columns)
        return sim_fail(r->err, SIM_EPARSE,
                        "%s: [data %s] names no file; file = NAME.csv would be right",
                        r->data->place, r->data->name);
    r->is_inline = true;
    status = read_inline(r, columns);
    for (size_t i = 0; status == SIM_OK && i < r->data->n; i++)
        if (sim_data_name_behind(&r->data->rows[i], "row"))
            status = read_inline(r, &r->data->rows[i]);
    return status;
}

sim_status sim_data_take_rows(const sim_data *data, const char *beside,
                              const sim_data_taker *to, sim_error *err)
{
    reader r = {.data = data, .beside = beside, .to = to, .err = err};
    sim_status status = SIM_OK;

    r.text = malloc(SIM_CSV_TEXT);
    if (!r.text) status = sim_fail_memory(err, data->place);
    if (status == SIM_OK) status = read_rows(&r);
    if (status == SIM_OK && r.n == 0)
        status = sim_data_refuse_at(r.file, r.is_inline ? r.line : 1, err,
                                    "has a header and no rows; a row for each %s would be "
                                    "right",
                                    to->unit_word);
    free(r.text);
    free(r.file);
    return status;
}

bool sim_data_row_is_of_table(const sim_data_row *row)
{
    return strcmp(row->name, "file") == 0 || strcmp(row->name, "columns") == 0 ||
           sim_data_name_behind(row, "row");
}
