/* measurement_read.c -- of measurement.h: the rows of a table, read and judged one by one, and
 * then all together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/measurement_parts.h"

static sim_status check_sign(const sim_measurements *table, const sim_measurement *m,
                             sim_error *err)
{
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
    return wrong ? sim_measurement_refuse(table, m, "measured", cell, wrong, err) : SIM_OK;
}

static sim_status check_bounds(const sim_measurements *table, const sim_measurement *m,
                               sim_error *err)
{
    char cell[SIM_NUMBER_SIZE], wrong[SIM_MEASURED_TEXT];

    if (m->why_not) return SIM_OK;
    if (isnan(m->measured))
        return sim_measurement_refuse(table, m, "measured", "",
                                      "is no number; the published one would be right",
                                      err);
    sim_number_print(cell, m->low, SIM_NUMBER_SHORT);
    if (m->low > m->high) {
        snprintf(wrong, sizeof wrong,
                 "lies above high = %g; the two swapped would be right", m->high);
        return sim_measurement_refuse(table, m, "low", cell, wrong, err);
    }
    if (m->kind == SIM_SIGN_ROW) return check_sign(table, m, err);
    if (isinf(m->low) && isinf(m->high))
        return sim_measurement_refuse(
            table, m, "low", "",
            "and high are both open, so that nothing could miss; a bound would be right",
            err);
    return SIM_OK;
}

/* A number that would miss its own interval. */
static sim_status remark_bounds(sim_measurements *table, const sim_measurement *m,
                                sim_error *err)
{
    const bool is_low = m->measured < m->low;

    if (m->why_not || m->kind == SIM_SIGN_ROW) return SIM_OK;
    if (m->low <= m->measured && m->measured <= m->high) return SIM_OK;
    return sim_findings_print(
        &table->remarks, err,
        "%.200s:%zu: measured = %g lies %s its own %s = %g; is one of the two wrong?",
        table->file, m->line, m->measured, is_low ? "below" : "above",
        is_low ? "low" : "high", is_low ? m->low : m->high);
}

static sim_status check_scale(const sim_measurements *table, sim_measurement *m,
                              sim_error *err)
{
    const bool is_sign = m->kind == SIM_SIGN_ROW;

    if (*m->scale == '\0') m->scale = is_sign ? "sign" : "abs";
    if ((strcmp(m->scale, "sign") == 0) == is_sign) return SIM_OK;
    return sim_measurement_refuse(
        table, m, "scale", m->scale,
        is_sign
            ? "is that of a number; 'sign' would be right for kind = sign"
            : "is that of a sign; another, or nothing, would be right for kind = number",
        err);
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
            return sim_measuring_refuse_bytes(r, row->line, r->table->header[c], which);
        if (r->table->known[c] == SIM_MEASURED_COLUMNS) continue;
        memmove(cells[c], sim_text_trim(cells[c]), strlen(sim_text_trim(cells[c])) + 1);
    }
    return SIM_OK;
}

static sim_status grow(sim_measurements *table, sim_error *err)
{
    const size_t capacity = table->capacity ? 2 * table->capacity : 64;
    sim_measurement *list = realloc(table->list, capacity * sizeof *list);
    char **cells;

    if (!list) return sim_fail_memory(err, table->file);
    table->list = list;
    cells = realloc(table->cells, capacity * table->n_columns * sizeof *cells);
    if (!cells) return sim_fail_memory(err, table->file);
    table->cells = cells;
    table->capacity = capacity;
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
    for (size_t f = 0; f < SIM_MEASURED_COLUMNS; f++) {
        r->column = &sim_measured_columns[f];
        if (!r->column->needed) sim_bug(sim_measuring_take_cell(r) != SIM_OK);
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
        if (table->known[c] == SIM_MEASURED_COLUMNS) continue;
        r->column = &sim_measured_columns[table->known[c]];
        r->cell = table->cells[(table->n - 1) * table->n_columns + c];
        status = sim_measuring_take_cell(r);
    }
    return status;
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    sim_measuring *r = self;
    sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    r->err = err;
    if (!table->header) return sim_measuring_take_header(r, row);
    if (row->n != table->n_columns)
        return sim_fail(err, SIM_EPARSE,
                        "%s:%zu: has %zu cells; %zu, as many as the header, would be right",
                        table->file, row->line, row->n, table->n_columns);
    if (table->n == table->capacity) status = grow(table, err);
    if (status == SIM_OK) status = read_cells(r, row);
    if (status == SIM_OK) status = check_bounds(table, r->m, err);
    if (status == SIM_OK) status = remark_bounds(table, r->m, err);
    return status == SIM_OK ? check_scale(table, r->m, err) : status;
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
