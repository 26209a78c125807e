/* measurement_read.c -- of measurement.h: a table read, its header and its rows one by one, and
 * then judged all together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/csv.h"
#include "sim/io/memory.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/measurement_parts.h"

/* ---- the header ----------------------------------------------------------- */

/* Which column has that name; one past the last if it is unknown. */
static size_t find_column(const char *name)
{
    sim_column column;
    size_t i = 0;

    while (sim_measurement_column(i, &column) && strcmp(column.name, name) != 0) i++;
    return i;
}

static bool is_unknown(const sim_measurements *table, size_t c)
{
    return table->known[c] == SIM_MEASURED_COLUMNS;
}

static void cut_mark(char *text)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of a UTF-8 file */

    if (strncmp(text, mark, 3) == 0) memmove(text, text + 3, strlen(text + 3) + 1);
}

static sim_status refuse_header(const sim_measuring *r, const sim_measured_column *column)
{
    sim_nearest nearest = {.wanted = column->name};
    char hint[SIM_MEASURED_TEXT];

    if (r->table->n_columns == 1 && strpbrk(r->table->header[0], ";\t"))
        return sim_fail(r->err, SIM_EPARSE,
                        "%s:1: its columns are separated by %s; commas would be right",
                        r->table->file,
                        strchr(r->table->header[0], ';') ? "semicolons" : "tabs");
    for (size_t c = 0; c < r->table->n_columns; c++) {
        if (is_unknown(r->table, c)) sim_nearest_offer(&nearest, r->table->header[c]);
    }
    snprintf(hint, sizeof hint, "; a column for %s would be right", column->meaning);
    if (nearest.best)
        snprintf(hint, sizeof hint, "; '%.100s' may be meant for it", nearest.best);
    return sim_fail(r->err, SIM_ENAME, "%s:1: has no column '%s'%s", r->table->file,
                    column->name, hint);
}

static sim_status refuse_bytes(const sim_measuring *r, size_t line, const char *column,
                               const char *which)
{
    return sim_fail(r->err, SIM_EPARSE,
                    "%s:%zu: %.100s holds %s, which is not UTF-8; a file saved as UTF-8 "
                    "would be right",
                    r->table->file, line, column, which);
}

static sim_status check_twice(const sim_measuring *r, size_t column)
{
    for (size_t c = 0; c < column; c++) {
        if (strcmp(r->table->header[c], r->table->header[column]) != 0) continue;
        if (*r->table->header[column] == '\0')
            return sim_fail(r->err, SIM_ENAME,
                            "%s:1: columns %zu and %zu have no name; a name for each, or "
                            "no such columns, would be right",
                            r->table->file, c + 1, column + 1);
        else
            return sim_fail(r->err, SIM_ENAME,
                            "%s:1: column '%.100s' is given twice; one of the two would be "
                            "right",
                            r->table->file, r->table->header[column]);
    }
    return SIM_OK;
}

static bool has_column(const sim_measurements *table, size_t f)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->known[c] == f) return true;
    }
    return false;
}

/* An unknown column that is nearly one that may be missing, and is. */
static sim_status remark_column(const sim_measuring *r, const char *name)
{
    sim_nearest nearest = {.wanted = name};

    for (size_t f = 0; f < SIM_MEASURED_READ; f++) {
        if (!has_column(r->table, f))
            sim_nearest_offer(&nearest, sim_measured_columns[f].name);
    }
    if (!nearest.best) return SIM_OK;
    return sim_findings_print(
        &r->table->remarks, r->err,
        "%.200s:1: column '%.80s' is kept but not read; did you mean '%s'?", r->table->file,
        name, nearest.best);
}

static sim_status check_header(const sim_measuring *r)
{
    const sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    for (size_t f = 0; status == SIM_OK && f < SIM_MEASURED_READ; f++) {
        if (sim_measured_columns[f].needed && !has_column(table, f))
            status = refuse_header(r, &sim_measured_columns[f]);
    }
    for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++) {
        status = check_twice(r, c);
        if (status == SIM_OK && is_unknown(table, c))
            status = remark_column(r, table->header[c]);
    }
    return status;
}

static sim_status take_header(const sim_measuring *r, const sim_csv_row *row)
{
    sim_measurements *table = r->table;

    table->header = calloc(row->n + 1, sizeof *table->header);
    table->known = calloc(row->n + 1, sizeof *table->known);
    if (!table->header || !table->known) return sim_fail_memory(r->err, table->file);
    for (size_t c = 0; c < row->n; c++) {
        char *name = sim_text_copy(row->field[c]), which[SIM_CHARACTERS_WHAT];

        if (!name) return sim_fail_memory(r->err, table->file);
        if (c == 0) cut_mark(name);
        table->header[table->n_columns++] = name;
        memmove(name, sim_text_trim(name), strlen(sim_text_trim(name)) + 1);
        if (sim_characters_are_broken(name, which))
            return refuse_bytes(r, 1, "a column's name", which);
        table->known[c] = find_column(name);
    }
    return check_header(r);
}

/* ---- a row ---------------------------------------------------------------- */

static sim_status refuse(const sim_measuring *r, const char *column, const char *cell,
                         const char *wrong)
{
    return sim_measurement_refuse(r->table, r->m, column, cell, wrong, r->err);
}

static sim_status check_sign(const sim_measuring *r)
{
    const sim_measurement *m = r->m;
    char cell[SIM_NUMBER_SIZE];
    const char *wrong = NULL;

    sim_number_print(cell, m->measured, SIM_NUMBER_SHORT);
    if (m->measured != -1 && m->measured != 0 && m->measured != 1)
        wrong = "is no sign; 1, 0 or -1 would be right";
    else if (m->measured > 0 && isinf(m->high))
        wrong = "has no high that it lies above; a high, or another sign, would be right";
    else if (m->measured < 0 && isinf(m->low))
        wrong = "has no low that it lies below; a low, or another sign, would be right";
    else if (isinf(m->low) && isinf(m->high))
        wrong = "has neither low nor high; what bounds no difference would be right";
    return wrong ? refuse(r, "measured", cell, wrong) : SIM_OK;
}

static sim_status check_bounds(const sim_measuring *r)
{
    const sim_measurement *m = r->m;
    char cell[SIM_NUMBER_SIZE], wrong[SIM_MEASURED_TEXT];

    if (m->why_not) return SIM_OK;
    if (isnan(m->measured))
        return refuse(r, "measured", "", "is no number; the published one would be right");
    sim_number_print(cell, m->low, SIM_NUMBER_SHORT);
    if (m->low > m->high) {
        snprintf(wrong, sizeof wrong,
                 "lies above high = %g; the two swapped would be right", m->high);
        return refuse(r, "low", cell, wrong);
    }
    if (m->kind == SIM_SIGN_ROW) return check_sign(r);
    if (isinf(m->low) && isinf(m->high))
        return refuse(
            r, "low", "",
            "and high are both open, so that nothing could miss; a bound would be right");
    return SIM_OK;
}

/* A number that would miss its own interval. */
static sim_status remark_bounds(const sim_measuring *r)
{
    const sim_measurement *m = r->m;
    const bool is_low = m->measured < m->low;

    if (m->why_not || m->kind == SIM_SIGN_ROW) return SIM_OK;
    if (m->low <= m->measured && m->measured <= m->high) return SIM_OK;
    return sim_findings_print(
        &r->table->remarks, r->err,
        "%.200s:%zu: measured = %g lies %s its own %s = %g; is one of the two wrong?",
        r->table->file, m->line, m->measured, is_low ? "below" : "above",
        is_low ? "low" : "high", is_low ? m->low : m->high);
}

static sim_status check_scale(const sim_measuring *r)
{
    const bool is_sign = r->m->kind == SIM_SIGN_ROW;

    if (*r->m->scale == '\0') r->m->scale = is_sign ? "sign" : "abs";
    if ((strcmp(r->m->scale, "sign") == 0) == is_sign) return SIM_OK;
    return refuse(
        r, "scale", r->m->scale,
        is_sign
            ? "is that of a number; 'sign' would be right for kind = sign"
            : "is that of a sign; another, or nothing, would be right for kind = number");
}

/* Cells of columns that are read lose blanks at their ends. */
static sim_status copy_cells(sim_measuring *r, const sim_csv_row *row)
{
    char **cells = &r->table->cells[r->table->n * r->table->n_columns];

    for (size_t c = 0; c < row->n; c++) {
        char which[SIM_CHARACTERS_WHAT];

        cells[c] = sim_text_copy(row->field[c]);
        if (!cells[c]) return sim_fail_memory(r->err, r->table->file);
        if (sim_characters_are_broken(cells[c], which))
            return refuse_bytes(r, row->line, r->table->header[c], which);
        if (is_unknown(r->table, c)) continue;
        memmove(cells[c], sim_text_trim(cells[c]), strlen(sim_text_trim(cells[c])) + 1);
    }
    return SIM_OK;
}

/* A row before its cells: columns that a table lacks read as empty ones. */
static void clear_row(sim_measuring *r, size_t line)
{
    sim_measurement *m = r->m;
    double *const made[] = {&m->predicted, &m->reading, &m->low90,
                            &m->high90,    &m->place,   &m->doublings};

    *m = (sim_measurement){.line = line};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) *made[i] = NAN;
    r->cell = "";
    for (size_t f = 0; f < SIM_MEASURED_READ; f++) {
        r->column = &sim_measured_columns[f];
        if (!r->column->needed && r->column->take) sim_bug(r->column->take(r) != SIM_OK);
    }
}

static sim_status read_cells(sim_measuring *r, const sim_csv_row *row)
{
    sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    r->m = &table->list[table->n];
    clear_row(r, row->line);
    memset(&table->cells[table->n * table->n_columns], 0,
           table->n_columns * sizeof *table->cells);
    status = copy_cells(r, row);
    table->n++;
    for (size_t c = 0; status == SIM_OK && c < row->n; c++) {
        if (table->known[c] >= SIM_MEASURED_READ) continue;
        r->column = &sim_measured_columns[table->known[c]];
        r->cell = table->cells[(table->n - 1) * table->n_columns + c];
        if (r->column->take) status = r->column->take(r);
    }
    return status;
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    sim_measuring *r = self;
    sim_measurements *table = r->table;
    sim_status status;

    r->err = err;
    if (!table->header) return take_header(r, row);
    if (row->n != table->n_columns)
        return sim_fail(err, SIM_EPARSE,
                        "%s:%zu: has %zu cells; %zu, as many as the header, would be right",
                        table->file, row->line, row->n, table->n_columns);
    if (!sim_memory_grow(&table->list, table->n, sizeof *table->list) ||
        !sim_memory_grow(&table->cells, table->n, row->n * sizeof *table->cells))
        return sim_fail_memory(err, table->file);
    status = read_cells(r, row);
    if (status == SIM_OK) status = check_bounds(r);
    if (status == SIM_OK) status = remark_bounds(r);
    return status == SIM_OK ? check_scale(r) : status;
}

/* ---- all rows ------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    const sim_measurement *x = *(const sim_measurement *const *)a;
    const sim_measurement *y = *(const sim_measurement *const *)b;
    int order = strcmp(x->study, y->study);

    if (order == 0) order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static sim_status check_unique(const sim_measurements *table, sim_error *err)
{
    const sim_measurement **sorted = calloc(table->n + 1, sizeof *sorted);
    sim_status status = SIM_OK;
    char wrong[SIM_MEASURED_TEXT];

    if (!sorted) return sim_fail_memory(err, table->file);
    for (size_t i = 0; i < table->n; i++) sorted[i] = &table->list[i];
    qsort(sorted, table->n, sizeof *sorted, by_name);
    for (size_t i = 1; status == SIM_OK && i < table->n; i++) {
        const sim_measurement *a = sorted[i - 1], *b = sorted[i];

        if (strcmp(a->study, b->study) != 0 || strcmp(a->name, b->name) != 0) continue;
        snprintf(
            wrong, sizeof wrong,
            "stands twice for study '%.200s', first in line %zu; another name would be "
            "right",
            a->study, a->line);
        status = sim_measurement_refuse(table, b, "row", b->name, wrong, err);
    }
    free(sorted);
    return status;
}

sim_status sim_measurements_read(sim_measurements *table, const char *file, FILE *in,
                                 sim_error *err)
{
    const sim_csv_input input = {in, file, "a CSV with commas and quotes"};
    sim_measuring r = {.table = table};
    sim_status status;

    *table = (sim_measurements){.file = file};
    status = sim_csv_take_all(&input, take_row, &r, err);
    if (status == SIM_OK && table->n == 0)
        status = sim_fail(err, SIM_EPARSE,
                          "%s: has a header and no rows; a row for each measurement would "
                          "be right",
                          file);
    return status == SIM_OK ? check_unique(table, err) : status;
}
