#include "sim/io/rows.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "sim/io/characters.h"
#include "sim/io/csv.h"
#include "sim/io/number.h"

/* ---- columns ---------------------------------------------------------------- */

const sim_column sim_arm_column = {"arm", "1", "name of the arm", SIM_CELL_TEXT};
const sim_column sim_day_column = {"day", "day", "time since this stage began",
                                   SIM_CELL_NUMBER};

sim_column sim_day_of(const sim_chain *chain)
{
    sim_column day = sim_day_column;

    if (chain->clock) day.meaning = chain->clock;
    return day;
}

static const sim_column columns[] = {
    {"file", "1", "name of the file", SIM_CELL_TEXT},
    {"column", "1", "name of its column", SIM_CELL_TEXT},
    {"unit", "1", "unit of the column", SIM_CELL_TEXT},
    {"meaning", "1", "what it is", SIM_CELL_TEXT},
};
const sim_layout sim_columns_layout = SIM_LAYOUT("columns", columns);

sim_column sim_column_of(const sim_symbol *s)
{
    return (sim_column){s->name, s->unit, s->meaning, SIM_CELL_NUMBER};
}

const char *sim_difference_unit(const char *unit)
{
    return strcmp(unit, "%") == 0 ? SIM_POINT : unit;
}

sim_column sim_column_against(const sim_model *model, const sim_against *against)
{
    sim_column column = sim_column_of(&model->symbols[against->telling.symbol]);

    column.name = against->name;
    column.unit = sim_difference_unit(column.unit);
    column.meaning = against->telling.words;
    return column;
}

size_t sim_layout_find(const sim_layout *layout, const char *column)
{
    size_t i = 0;

    while (i < layout->n && strcmp(layout->columns[i].name, column) != 0) i++;
    return i;
}

/* ---- the two formats ------------------------------------------------------ */

static void write_csv_text(const char *text, bool quoted, FILE *out)
{
    if (!quoted && !strpbrk(text, "\",\r\n")) {
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

bool sim_json_write_text(const char *text, FILE *out)
{
    json_t *value = json_string(text);
    const bool done = value && json_dumpf(value, out, JSON_ENCODE_ANY) == 0;

    json_decref(value);
    return done || ferror(out); /* who opened it sees that */
}

/* What stands around cells and rows. */
typedef struct {
    const char *first, *next; /* before a row */
    const char *between, *end, *undefined;
    bool is_json;
} notation;

static const notation csv_format = {"", "", ",", "\n", "", false};
static const notation json_format = {"\n[", ",\n[", ", ", "]", "null", true};

/* ---- cells ---------------------------------------------------------------- */

/* What another wrote is quoted where it is not shown as it is. */
static void put_text(sim_rows *r, const notation *f, const char *text, FILE *out)
{
    char *copy = r->to.foreign ? sim_escape_copy(text) : NULL;
    const char *shown = copy ? copy : text;

    if (r->to.foreign && !copy)
        r->failed = true;
    else if (!f->is_json)
        write_csv_text(shown, strcmp(shown, text) != 0, out);
    else if (!sim_json_write_text(shown, out))
        r->failed = true;
    free(copy);
}

/* What is short, by the million; returns its end. */
static char *append(char *at, const char *text)
{
    while (*text) *at++ = *text++;
    return at;
}

/* What stands before the cell in that column of that row. */
static const char *before(const notation *f, size_t column, size_t row)
{
    return column > 0 ? f->between : row > 0 ? f->next : f->first;
}

/* A text, or the digits of a number: none where it is not defined. */
static void write_one(sim_rows *r, const notation *f, const char *text, bool is_text,
                      FILE *out)
{
    if (!out) return;
    fputs(before(f, r->column, r->n), out);
    if (is_text)
        put_text(r, f, text, out);
    else
        fputs(text, out);
    if (r->column + 1 == r->layout->n) fputs(f->end, out);
}

static void check_kind(const sim_rows *r, size_t column, sim_cell_kind kind)
{
    const sim_cell_kind right = r->layout->columns[column].kind;

    sim_bug(kind != right && (right != SIM_CELL_EITHER || kind == SIM_CELL_WHOLE));
}

static void move_on(const sim_rows *r, size_t *column, size_t *row)
{
    if (++*column < r->layout->n) return;
    *column = 0;
    ++*row;
}

static void write_cell(sim_rows *r, sim_cell_kind kind, const char *text)
{
    if (!r->layout) return;
    check_kind(r, r->column, kind);
    write_one(r, &csv_format, text, kind == SIM_CELL_TEXT, r->to.csv);
    write_one(r, &json_format, text, kind == SIM_CELL_TEXT, r->to.json);
    move_on(r, &r->column, &r->n);
}

void sim_rows_text(sim_rows *r, const char *text) { write_cell(r, SIM_CELL_TEXT, text); }

enum { AT_ONCE = 16, AROUND = 8 }; /* numbers; characters around a cell, at most */

typedef struct {
    char digits[AT_ONCE][SIM_NUMBER_SIZE]; /* none where it is not defined */
    size_t n_digits[AT_ONCE], n;
} batch;

static void write_batch(const sim_rows *r, const notation *f, const batch *b, FILE *out)
{
    char text[AT_ONCE * (SIM_NUMBER_SIZE + AROUND)], *at = text;
    size_t column = r->column, row = r->n;

    if (!out) return;
    for (size_t i = 0; i < b->n; i++) {
        at = append(at, before(f, column, row));
        memcpy(at, b->digits[i], SIM_NUMBER_SIZE);
        at = b->n_digits[i] ? at + b->n_digits[i] : append(at, f->undefined);
        if (column + 1 == r->layout->n) at = append(at, f->end);
        move_on(r, &column, &row);
    }
    fwrite(text, 1, (size_t)(at - text), out);
}

/* AT_ONCE numbers at most. */
static void write_some(sim_rows *r, const double numbers[], size_t n)
{
    batch b = {.n = n};

    for (size_t i = 0; i < n; i++) {
        b.n_digits[i] = 0;
        if (isfinite(numbers[i]))
            b.n_digits[i] = sim_number_print(b.digits[i], numbers[i], SIM_NUMBER_TABLE);
    }
    write_batch(r, &csv_format, &b, r->to.csv);
    write_batch(r, &json_format, &b, r->to.json);
    for (size_t i = 0; i < n; i++) {
        check_kind(r, r->column, SIM_CELL_NUMBER);
        move_on(r, &r->column, &r->n);
    }
}

void sim_rows_number(sim_rows *r, double number) { sim_rows_numbers(r, &number, 1); }

void sim_rows_whole(sim_rows *r, uint64_t number)
{
    char digits[SIM_NUMBER_SIZE];

    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    write_cell(r, SIM_CELL_WHOLE, digits);
}

void sim_rows_numbers(sim_rows *r, const double numbers[], size_t n)
{
    for (size_t i = 0; r->layout && i < n; i += AT_ONCE)
        write_some(r, numbers + i, n - i < AT_ONCE ? n - i : AT_ONCE);
}

void sim_rows_describe(sim_rows *r, const sim_layout *layout, const char *unit)
{
    char file[256];

    snprintf(file, sizeof file, "%s.csv", layout->name);
    for (size_t i = 0; i < layout->n; i++) {
        const sim_column *column = &layout->columns[i];

        sim_rows_text(r, file);
        sim_rows_text(r, column->name);
        sim_rows_text(r, column->unit ? column->unit : unit);
        sim_rows_text(r, column->meaning);
    }
}

/* ---- a table -------------------------------------------------------------- */

static void write_csv_header(sim_rows *r)
{
    FILE *out = r->to.csv;

    for (size_t i = 0; out && i < r->layout->n; i++) {
        if (i > 0) fputc(',', out);
        put_text(r, &csv_format, r->layout->columns[i].name, out);
    }
    if (out) fputc('\n', out);
}

static void write_json_header(sim_rows *r)
{
    static const char *const keys[] = {"{\"name\": ", ", \"unit\": ", ", \"meaning\": "};
    FILE *out = r->to.json;

    if (!out) return;
    fputs("{\"columns\": [", out);
    for (size_t i = 0; i < r->layout->n; i++) {
        const sim_column *c = &r->layout->columns[i];
        const char *const texts[] = {c->name, c->unit, c->meaning};

        fputs(i > 0 ? ",\n" : "\n", out);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            fputs(keys[k], out);
            put_text(r, &json_format, texts[k], out);
        }
        fputc('}', out);
    }
    fputs("],\n\"rows\": [", out);
}

void sim_rows_start(sim_rows *r, const sim_layout *layout, const sim_rows_to *to)
{
    *r = (sim_rows){0};
    if (!to) return;
    *r = (sim_rows){.layout = layout, .to = *to};
    write_csv_header(r);
    write_json_header(r);
}

sim_status sim_rows_end(sim_rows *r, sim_error *err)
{
    if (!r->layout) return SIM_OK;
    sim_bug(r->column > 0);
    if (r->to.json) fputs("]}", r->to.json);
    return r->failed ? sim_fail_memory(err, r->layout->name) : SIM_OK;
}

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    const sim_rows_from *from;
    sim_rows_take *take;
    void *self;
    sim_cell cells[SIM_CSV_FIELDS];
} reader;

sim_status sim_rows_refuse(const sim_rows_from *from, size_t line, sim_error *err,
                           const char *format, ...)
{
    char what[256];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (from->wrong)
        return sim_fail(err, SIM_EPARSE, "%s:%zu: %s", from->file, line, from->wrong);
    return sim_fail(err, SIM_EPARSE,
                    "%s:%zu: %s; a file that a run of this version wrote would be right",
                    from->file, line, what);
}

static sim_status read_header(const reader *r, const sim_csv_row *row, sim_error *err)
{
    const sim_layout *layout = r->from->layout;

    for (size_t i = 0; i < row->n; i++) {
        if (i >= layout->n || strcmp(row->field[i], layout->columns[i].name) != 0)
            return sim_rows_refuse(r->from, row->line, err, "unexpected column '%.40s'",
                                   row->field[i]);
    }
    if (row->n == layout->n) return SIM_OK;
    return sim_rows_refuse(r->from, row->line, err, "lacks column '%s'",
                           layout->columns[row->n].name);
}

static bool read_cell(const sim_column *column, const char *text, sim_cell *cell)
{
    *cell = (sim_cell){text, NAN};
    return !*text || column->kind == SIM_CELL_TEXT ||
           sim_number_parse(text, &cell->number) || column->kind == SIM_CELL_EITHER;
}

static sim_status read_row(reader *r, const sim_csv_row *row, sim_error *err)
{
    const sim_layout *layout = r->from->layout;

    for (size_t i = 0; i < row->n; i++) {
        if (i >= layout->n)
            return sim_rows_refuse(r->from, row->line, err, "one cell too many: '%.40s'",
                                   row->field[i]);
        if (!read_cell(&layout->columns[i], row->field[i], &r->cells[i]))
            return sim_rows_refuse(r->from, row->line, err, "not a number: '%.40s'",
                                   row->field[i]);
    }
    if (row->n == layout->n) return r->take(r->self, row->line, r->cells, err);
    return sim_rows_refuse(r->from, row->line, err, "has %zu cells, not %zu", row->n,
                           layout->n);
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    return row->is_header ? read_header(self, row, err) : read_row(self, row, err);
}

sim_status sim_rows_read(const sim_rows_from *from, sim_rows_take *take, void *self,
                         sim_error *err)
{
    const sim_csv_input input = {from->in, from->file,
                                 "a file that a run of this version wrote"};
    reader r = {.from = from, .take = take, .self = self};

    return sim_csv_take_all(&input, take_row, &r, err);
}
