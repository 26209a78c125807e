#include "sim/study/measurement.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/mistakes.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/model/model.h"
#include "sim/study/measurement_parts.h"

static const char *const role_names[] = {
    [SIM_CALIBRATION] = "calibration", [SIM_PREDICTED] = "predicted", NULL};
static const char *const kind_names[] = {
    [SIM_NUMBER_ROW] = "number", [SIM_SIGN_ROW] = "sign", NULL};

const char *sim_role_name(size_t i) { return role_names[i]; }
const char *sim_row_kind_name(size_t i) { return kind_names[i]; }

/* ---- cells ---------------------------------------------------------------- */

static const char *const scale_names[] = {"pp",    "PD",    "mm",   "abs", "log2",
                                          "log2c", "log10", "sign", NULL};

static const char *scale_name(size_t i) { return scale_names[i]; }

static sim_status __attribute__((format(printf, 2, 3)))
refuse_cell(const sim_measuring *r, const char *format, ...)
{
    char wrong[2 * SIM_MEASURED_TEXT];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_measurement_refuse(r->table, r->m, r->column->name, r->cell, wrong, r->err);
}

static void *member(const sim_measuring *r) { return (char *)r->m + r->column->offset; }

static sim_status take_text(const sim_measuring *r)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (sim_characters_are_odd(r->cell, SIM_PLAIN_TEXT, odd))
        return sim_fail(r->err, SIM_EVALUE, "%s:%zu: %s %s", r->table->file, r->m->line,
                        r->column->name, odd);
    *(const char **)member(r) = r->cell;
    return SIM_OK;
}

static sim_status take_name(const sim_measuring *r)
{
    return *r->cell ? take_text(r)
                    : refuse_cell(r, "is missing; %s would be right", r->column->meaning);
}

static sim_status find_word(const sim_measuring *r, sim_words *words, size_t *found)
{
    sim_choice choice = {.nearest = {.wanted = r->cell}};
    char hint[SIM_MEASURED_TEXT];

    for (*found = 0; words(*found); ++*found) {
        if (strcmp(words(*found), r->cell) == 0) return SIM_OK;
        sim_choice_offer(&choice, words(*found));
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return refuse_cell(r, "is none of its words%s", hint);
}

static sim_status take_role(const sim_measuring *r)
{
    size_t i;
    sim_status status = find_word(r, sim_role_name, &i);

    if (status == SIM_OK) r->m->role = (sim_role)i;
    return status;
}

static sim_status take_kind(const sim_measuring *r)
{
    size_t i;
    sim_status status = find_word(r, sim_row_kind_name, &i);

    if (status == SIM_OK) r->m->kind = (sim_row_kind)i;
    return status;
}

/* Without one it follows from the kind. */
static sim_status take_scale(const sim_measuring *r)
{
    size_t i;
    sim_status status = *r->cell ? find_word(r, scale_name, &i) : SIM_OK;

    if (status == SIM_OK) r->m->scale = *r->cell ? scale_name(i) : "";
    return status;
}

static sim_status refuse_number(const sim_measuring *r, bool must)
{
    sim_mistake mistake;

    if (sim_mistake_find(r->cell, &mistake) && *mistake.right)
        return refuse_cell(r, "is no number: %.120s; %.120s would be right", mistake.what,
                           mistake.right);
    return refuse_cell(r, "is no number; a plain one such as 12.5%s would be right",
                       must ? "" : ", or nothing,");
}

static sim_status take_or(const sim_measuring *r, double empty)
{
    double *number = member(r);

    *number = empty;
    if (*r->cell == '\0' || sim_number_parse(r->cell, number)) return SIM_OK;
    return refuse_number(r, isnan(empty) && r->column->needed);
}

static sim_status take_number(const sim_measuring *r) { return take_or(r, NAN); }
static sim_status take_lower(const sim_measuring *r) { return take_or(r, -INFINITY); }
static sim_status take_upper(const sim_measuring *r) { return take_or(r, INFINITY); }

static sim_status take_whole(const sim_measuring *r)
{
    double *number = member(r);

    *number = NAN;
    if (*r->cell == '\0') return SIM_OK;
    if (sim_number_parse_whole(r->cell, number) && *number >= 1) return SIM_OK;
    return refuse_cell(
        r, "is no whole number from 1 on, nor empty; one of them would be right");
}

static sim_status take_runs(const sim_measuring *r)
{
    const char *why = r->cell + 3;

    if (*r->cell == '\0' || strcmp(r->cell, "yes") == 0) return SIM_OK;
    if (strncmp(r->cell, "no:", 3) != 0 || why[strspn(why, " ")] == '\0')
        return refuse_cell(r, "is neither; 'yes', or 'no: ' and why, would be right");
    r->m->why_not = why + strspn(why, " ");
    return SIM_OK;
}

/* ---- columns -------------------------------------------------------------- */

#define AT(member) offsetof(sim_measurement, member)

#define READ(take, needed, member, ...) {take_##take, needed, AT(member), __VA_ARGS__},
#define KEPT(...) {NULL, false, 0, __VA_ARGS__},
#define MADE(...)
const sim_measured_column sim_measured_columns[SIM_MEASURED_READ] = {
#include "sim/study/measurement.def"
};
#undef READ
#undef KEPT
#undef MADE

#define READ(...)
#define KEPT(...)
#define MADE(...) {__VA_ARGS__},
static const sim_column made[SIM_MEASURED_COLUMNS - SIM_MEASURED_READ] = {
#include "sim/study/measurement.def"
};

bool sim_measurement_column(size_t i, sim_column *column)
{
    if (i < SIM_MEASURED_READ) {
        const sim_measured_column *c = &sim_measured_columns[i];

        *column = (sim_column){c->name, c->unit, c->meaning, c->cell};
    } else if (i < SIM_MEASURED_COLUMNS) {
        *column = made[i - SIM_MEASURED_READ];
    }
    return i < SIM_MEASURED_COLUMNS;
}

/* ---- rows ----------------------------------------------------------------- */

sim_status sim_measurement_refuse(const sim_measurements *table, const sim_measurement *m,
                                  const char *column, const char *cell, const char *wrong,
                                  sim_error *err)
{
    return sim_fail(err, SIM_EVALUE, "%s:%zu: %s = %.200s: %s", table->file, m->line,
                    column, *cell ? cell : "(empty)", wrong);
}

void sim_measurements_free(sim_measurements *table)
{
    for (size_t i = 0; i < table->n * table->n_columns; i++) free(table->cells[i]);
    for (size_t c = 0; c < table->n_columns; c++) free(table->header[c]);
    free(table->header);
    free(table->known);
    free(table->cells);
    free(table->list);
    sim_findings_free(&table->remarks);
    *table = (sim_measurements){0};
}

/* ---- judging -------------------------------------------------------------- */

static const double nothing = 1e-9; /* what is smaller is 0 */

bool sim_measurements_starts_group(const sim_measurements *table, size_t row)
{
    size_t i = 0;

    while (strcmp(table->list[i].group, table->list[row].group) != 0) i++;
    return i == row;
}

void sim_measurement_judge(sim_measurement *m, double reading)
{
    if (fabs(reading) < nothing) reading = 0;
    m->predicted = m->reading = NAN;
    m->hit = false;
    if (isnan(reading)) return;
    if (m->kind == SIM_NUMBER_ROW) {
        m->predicted = reading;
        m->hit = m->low <= reading && reading <= m->high;
    } else {
        m->reading = reading;
        m->predicted = (reading > m->high) - (reading < m->low);
        m->hit = m->predicted == m->measured;
    }
}

/* ---- writing -------------------------------------------------------------- */

/* What is never reached has no number, but it is no missing value. */
static void write_number(double number, sim_rows *rows)
{
    if (isinf(number))
        sim_rows_text(rows, number > 0 ? "inf" : "-inf");
    else
        sim_rows_number(rows, number);
}

static void write_results(const sim_measurement *m, sim_rows *rows)
{
    write_number(m->predicted, rows);
    write_number(m->reading, rows);
    write_number(m->low90, rows);
    write_number(m->high90, rows);
    sim_rows_number(rows, m->why_not ? NAN : m->hit);
    sim_rows_text(rows, m->why_not ? m->why_not : "");
}

/* Is a column left out, as it was made in an earlier table? */
static bool is_made(const sim_measurements *table, size_t c)
{
    return table->known[c] >= SIM_MEASURED_READ && table->known[c] < SIM_MEASURED_COLUMNS;
}

/* The columns of the table as they stand there, then what is made here. */
static size_t list_columns(const sim_measurements *table, sim_column columns[])
{
    size_t n = 0;

    for (size_t c = 0; c < table->n_columns; c++) {
        if (!is_made(table, c))
            columns[n++] = (sim_column){table->header[c], "", "", SIM_CELL_TEXT};
    }
    memcpy(&columns[n], made, sizeof made);
    return n + sizeof made / sizeof *made;
}

sim_status sim_measurements_write(const sim_measurements *table, const bool chosen[],
                                  const sim_rows_to *to, sim_error *err)
{
    sim_column *columns = calloc(table->n_columns + SIM_MEASURED_COLUMNS, sizeof *columns);
    sim_layout layout = {"validation", columns, 0};
    sim_rows rows;
    sim_status status;

    if (!columns) return sim_fail_memory(err, layout.name);
    layout.n = list_columns(table, columns);
    sim_rows_start(&rows, &layout, to);
    for (size_t i = 0; i < table->n; i++) {
        if (chosen && !chosen[i]) continue;
        for (size_t c = 0; c < table->n_columns; c++) {
            if (!is_made(table, c))
                sim_rows_text(&rows, table->cells[i * table->n_columns + c]);
        }
        write_results(&table->list[i], &rows);
    }
    status = sim_rows_end(&rows, err);
    free(columns);
    return status;
}
