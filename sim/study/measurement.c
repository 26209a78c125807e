#include "sim/study/measurement.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/csv.h"
#include "sim/io/mistakes.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/model/model.h"

enum { TEXT_SIZE = 512 };

static const char *const role_names[] = {
    [SIM_CALIBRATION] = "calibration", [SIM_PREDICTED] = "predicted", NULL};
static const char *const kind_names[] = {
    [SIM_NUMBER_ROW] = "number", [SIM_SIGN_ROW] = "sign", NULL};
static const char *const scale_names[] = {"pp",    "PD",    "mm",   "abs", "log2",
                                          "log2c", "log10", "sign", NULL};

const char *sim_role_name(size_t i) { return role_names[i]; }
const char *sim_row_kind_name(size_t i) { return kind_names[i]; }
static const char *scale_name(size_t i) { return scale_names[i]; }

/* ---- columns -------------------------------------------------------------- */

/* How a cell is taken. */
typedef enum {
    TEXT, /* any text */
    NAME, /* a text that is there and is printed */
    ROLE, /* one of some words, these three */
    KIND,
    SCALE,
    NUMBER, /* empty: NAN */
    WHOLE,  /* the same, at least 1 */
    LOWER,  /* empty: -INFINITY */
    UPPER,  /* empty: INFINITY */
    RUNS,   /* "yes", or "no: " and why */
    KEPT,   /* is not looked at */
    MADE,   /* made here: what an earlier table says is left out */
} taking;

typedef struct {
    sim_column column;
    taking taking;
    bool needed; /* the header must have it */
    size_t offset;
} field;

#define AT(member) offsetof(sim_measurement, member)

static const field fields[] = {
    {{"group", "1", "what it is about: expansion, persistence, knee ...", SIM_CELL_TEXT},
     TEXT,
     false,
     AT(group)},
    {{"study", "1", "who measured", SIM_CELL_TEXT}, NAME, true, AT(study)},
    {{"row", "1", "what was measured; unique within its study", SIM_CELL_TEXT},
     NAME,
     true,
     AT(name)},
    {{"role", "1", "calibration: used in fitting; predicted: not fitted", SIM_CELL_TEXT},
     ROLE,
     true,
     AT(role)},
    {{"kind", "1", "number, or sign (+1, 0, -1)", SIM_CELL_TEXT}, KIND, true, AT(kind)},
    {{"scale", "1", "how a difference is shown", SIM_CELL_TEXT}, SCALE, false, AT(scale)},
    {{"measured", "as unit says", "as published; of a sign +1, 0 or -1", SIM_CELL_NUMBER},
     NUMBER,
     true,
     AT(measured)},
    {{"low", "as unit says", "lower bound; of a sign that of no difference; empty: open",
      SIM_CELL_NUMBER},
     LOWER,
     true,
     AT(low)},
    {{"high", "as unit says", "upper bound likewise", SIM_CELL_NUMBER},
     UPPER,
     true,
     AT(high)},
    {{"unit", "1", "unit of all numbers of the row", SIM_CELL_TEXT}, TEXT, true, AT(unit)},
    {{"rule", "1", "where low and high come from; of a sign what it means", SIM_CELL_TEXT},
     TEXT,
     false,
     AT(rule)},
    {{"file", "1", "parameter file", SIM_CELL_TEXT}, TEXT, true, AT(file)},
    {{"arm", "1", "arm that is read", SIM_CELL_TEXT}, TEXT, true, AT(arm)},
    {{"against", "1", "arm that it is compared with", SIM_CELL_TEXT},
     TEXT,
     false,
     AT(against)},
    {{"quantity", "1", "what is read", SIM_CELL_TEXT}, TEXT, true, AT(quantity)},
    {{"at", "1", "passage or day, or from-to, or place/place", SIM_CELL_TEXT},
     TEXT,
     true,
     AT(at)},
    {{"how", "1", "how it is reduced to one number", SIM_CELL_TEXT}, TEXT, true, AT(how)},
    {{"limit", "1", "share of the injected cells that the assay still sees",
      SIM_CELL_NUMBER},
     NUMBER,
     false,
     AT(limit)},
    {{"runs", "1", "yes, or no: and why", SIM_CELL_TEXT}, RUNS, false, AT(why_not)},
    {{"n", "1", "patients or animals per arm", SIM_CELL_NUMBER}, WHOLE, false, AT(n)},
    {{"reference_model", "as unit says", "prediction of an independent implementation",
      SIM_CELL_NUMBER},
     KEPT,
     false,
     0},
    {{"reading", "as unit says", "its number behind a sign", SIM_CELL_NUMBER},
     KEPT,
     false,
     0},
    {{"hit", "1", "whether that was a hit", SIM_CELL_NUMBER}, KEPT, false, 0},
    {{"source_row", "1", "where the measurement stands", SIM_CELL_TEXT}, KEPT, false, 0},
    {{"note", "1", "a remark", SIM_CELL_TEXT}, TEXT, false, AT(note)},
    {{"predicted", "as unit says", "what the model says; of a sign +1, 0 or -1; inf: never",
      SIM_CELL_EITHER},
     MADE,
     false,
     0},
    {{"predicted_reading", "as unit says", "the number behind a sign", SIM_CELL_EITHER},
     MADE,
     false,
     0},
    {{"low90", "as unit says",
      "5 % of cohort replicates over donor and laboratory lie below; of a sign its "
      "reading",
      SIM_CELL_EITHER},
     MADE,
     false,
     0},
    {{"high90", "as unit says", "5 % lie above; inf: beyond all that was run",
      SIM_CELL_EITHER},
     MADE,
     false,
     0},
    {{"predicted_hit", "1",
      "1 if low <= predicted <= high, or the sign is the measured one", SIM_CELL_NUMBER},
     MADE,
     false,
     0},
    {{"why_not_run", "1", "why the row was not run; it counts in no total", SIM_CELL_TEXT},
     MADE,
     false,
     0},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

const sim_column *sim_measurement_column(size_t i)
{
    return i < N_FIELDS ? &fields[i].column : NULL;
}

static size_t find_field(const char *name)
{
    size_t i = 0;

    while (i < N_FIELDS && strcmp(fields[i].column.name, name) != 0) i++;
    return i;
}

/* ---- refusing ------------------------------------------------------------- */

sim_status sim_measurement_refuse(const sim_measurements *table, const sim_measurement *m,
                                  const char *column, const char *cell, const char *wrong,
                                  sim_error *err)
{
    return sim_fail(err, SIM_EVALUE, "%s:%zu: %s = %.200s: %s", table->file, m->line,
                    column, *cell ? cell : "(empty)", wrong);
}

/* What is being read. */
typedef struct {
    sim_measurements *table;
    sim_measurement *m;
    const field *field;
    const char *cell;
    sim_error *err;
} reader;

static sim_status refuse(const reader *r, const char *wrong)
{
    return sim_measurement_refuse(r->table, r->m, r->field->column.name, r->cell, wrong,
                                  r->err);
}

/* ---- the header ----------------------------------------------------------- */

static void cut_mark(char *text)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of a UTF-8 file */

    if (strncmp(text, mark, 3) == 0) memmove(text, text + 3, strlen(text + 3) + 1);
}

static sim_status refuse_header(const reader *r, const char *name)
{
    sim_nearest nearest = {.wanted = name};
    char hint[TEXT_SIZE];

    if (r->table->n_columns == 1 && strpbrk(r->table->header[0], ";\t"))
        return sim_fail(r->err, SIM_EPARSE,
                        "%s:1: its columns are separated by %s; commas would be right",
                        r->table->file,
                        strchr(r->table->header[0], ';') ? "semicolons" : "tabs");
    for (size_t c = 0; c < r->table->n_columns; c++) {
        if (r->table->known[c] == N_FIELDS)
            sim_nearest_offer(&nearest, r->table->header[c]);
    }
    snprintf(hint, sizeof hint, "; a column for %s would be right",
             fields[find_field(name)].column.meaning);
    if (nearest.best)
        snprintf(hint, sizeof hint, "; '%.100s' may be meant for it", nearest.best);
    return sim_fail(r->err, SIM_ENAME, "%s:1: has no column '%s'%s", r->table->file, name,
                    hint);
}

static sim_status refuse_bytes(const reader *r, size_t line, const char *column,
                               const char *which)
{
    return sim_fail(r->err, SIM_EPARSE,
                    "%s:%zu: %.100s holds %s, which is not UTF-8; a file saved as UTF-8 "
                    "would be right",
                    r->table->file, line, column, which);
}

static sim_status check_twice(const reader *r, size_t column)
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

static bool has_field(const sim_measurements *table, size_t f)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->known[c] == f) return true;
    }
    return false;
}

/* An unknown column that is nearly one that may be missing, and is. */
static sim_status remark_column(const reader *r, const char *name)
{
    sim_nearest nearest = {.wanted = name};
    char line[TEXT_SIZE];

    for (size_t f = 0; f < N_FIELDS; f++) {
        if (fields[f].taking != MADE && !has_field(r->table, f))
            sim_nearest_offer(&nearest, fields[f].column.name);
    }
    if (!nearest.best) return SIM_OK;
    snprintf(line, sizeof line,
             "%.200s:1: column '%.80s' is kept but not read; did you mean '%s'?",
             r->table->file, name, nearest.best);
    return sim_findings_add(&r->table->remarks, line, r->err);
}

static sim_status check_header(const reader *r)
{
    const sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    for (size_t c = 0; c < table->n_columns; c++) {
        char which[SIM_CHARACTERS_WHAT];

        if (sim_characters_are_broken(table->header[c], which))
            return refuse_bytes(r, 1, "a column's name", which);
    }
    for (size_t f = 0; status == SIM_OK && f < N_FIELDS; f++) {
        if (fields[f].needed && !has_field(table, f))
            status = refuse_header(r, fields[f].column.name);
    }
    for (size_t c = 0; status == SIM_OK && c < table->n_columns; c++) {
        status = check_twice(r, c);
        if (status == SIM_OK && table->known[c] == N_FIELDS)
            status = remark_column(r, table->header[c]);
    }
    return status;
}

static sim_status read_header(const reader *r, const sim_csv_row *row)
{
    sim_measurements *table = r->table;

    table->header = calloc(row->n + 1, sizeof *table->header);
    table->known = calloc(row->n + 1, sizeof *table->known);
    if (!table->header || !table->known) return sim_fail_memory(r->err, table->file);
    for (size_t c = 0; c < row->n; c++) {
        char *name = sim_text_copy(row->field[c]);

        if (!name) return sim_fail_memory(r->err, table->file);
        if (c == 0) cut_mark(name);
        table->header[table->n_columns++] = name;
        memmove(name, sim_text_trim(name), strlen(sim_text_trim(name)) + 1);
        table->known[c] = find_field(name);
    }
    return check_header(r);
}

/* ---- cells ---------------------------------------------------------------- */

static void *member(const reader *r) { return (char *)r->m + r->field->offset; }

static sim_status take_text(const reader *r)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (sim_characters_are_odd(r->cell, SIM_PLAIN_TEXT, odd))
        return sim_fail(r->err, SIM_EVALUE, "%s:%zu: %s %s", r->table->file, r->m->line,
                        r->field->column.name, odd);
    *(const char **)member(r) = r->cell;
    return SIM_OK;
}

static sim_status take_name(const reader *r)
{
    char wrong[TEXT_SIZE];

    snprintf(wrong, sizeof wrong, "is missing; %s would be right",
             r->field->column.meaning);
    return *r->cell ? take_text(r) : refuse(r, wrong);
}

static sim_status find_word(const reader *r, sim_words *words, size_t *found)
{
    sim_choice choice = {.nearest = {.wanted = r->cell}};
    char hint[TEXT_SIZE], wrong[TEXT_SIZE + 32];

    for (*found = 0; words(*found); ++*found) {
        if (strcmp(words(*found), r->cell) == 0) return SIM_OK;
        sim_choice_offer(&choice, words(*found));
    }
    sim_choice_print(&choice, hint, sizeof hint);
    snprintf(wrong, sizeof wrong, "is none of its words%s", hint);
    return refuse(r, wrong);
}

static sim_status take_role(const reader *r)
{
    size_t i;
    sim_status status = find_word(r, sim_role_name, &i);

    if (status == SIM_OK) r->m->role = (sim_role)i;
    return status;
}

static sim_status take_kind(const reader *r)
{
    size_t i;
    sim_status status = find_word(r, sim_row_kind_name, &i);

    if (status == SIM_OK) r->m->kind = (sim_row_kind)i;
    return status;
}

/* Without one it follows from the kind. */
static sim_status take_scale(const reader *r)
{
    size_t i;
    sim_status status = *r->cell ? find_word(r, scale_name, &i) : SIM_OK;

    if (status == SIM_OK) r->m->scale = *r->cell ? scale_name(i) : "";
    return status;
}

static sim_status refuse_number(const reader *r)
{
    char wrong[TEXT_SIZE];
    sim_mistake mistake;

    if (sim_mistake_find(r->cell, &mistake) && *mistake.right)
        snprintf(wrong, sizeof wrong, "is no number: %.120s; %.120s would be right",
                 mistake.what, mistake.right);
    else
        snprintf(wrong, sizeof wrong,
                 "is no number; a plain one such as 12.5%s would be right",
                 r->field->taking == NUMBER && r->field->needed ? "" : ", or nothing,");
    return refuse(r, wrong);
}

static sim_status take_number(const reader *r, double empty)
{
    double *number = member(r);

    *number = empty;
    if (*r->cell == '\0' || sim_number_parse(r->cell, number)) return SIM_OK;
    return refuse_number(r);
}

static sim_status take_whole(const reader *r)
{
    double *number = member(r);

    *number = NAN;
    if (*r->cell == '\0') return SIM_OK;
    if (sim_number_parse_whole(r->cell, number) && *number >= 1) return SIM_OK;
    return refuse(r, "is no whole number from 1 on, nor empty; one of them would be right");
}

static sim_status take_runs(const reader *r)
{
    const char *why = r->cell + 3;

    if (*r->cell == '\0' || strcmp(r->cell, "yes") == 0) return SIM_OK;
    if (strncmp(r->cell, "no:", 3) != 0 || why[strspn(why, " ")] == '\0')
        return refuse(r, "is neither; 'yes', or 'no: ' and why, would be right");
    r->m->why_not = why + strspn(why, " ");
    return SIM_OK;
}

static sim_status take_cell(const reader *r)
{
    switch (r->field->taking) {
    case TEXT:
        return take_text(r);
    case NAME:
        return take_name(r);
    case ROLE:
        return take_role(r);
    case KIND:
        return take_kind(r);
    case SCALE:
        return take_scale(r);
    case NUMBER:
        return take_number(r, NAN);
    case WHOLE:
        return take_whole(r);
    case LOWER:
        return take_number(r, -INFINITY);
    case UPPER:
        return take_number(r, INFINITY);
    case RUNS:
        return take_runs(r);
    default:
        return SIM_OK;
    }
}

/* ---- rows ----------------------------------------------------------------- */

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
    char cell[SIM_NUMBER_SIZE], wrong[TEXT_SIZE];

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
    char line[TEXT_SIZE];

    if (m->why_not || m->kind == SIM_SIGN_ROW) return SIM_OK;
    if (m->low <= m->measured && m->measured <= m->high) return SIM_OK;
    snprintf(line, sizeof line,
             "%.200s:%zu: measured = %g lies %s its own %s = %g; is one of the two wrong?",
             table->file, m->line, m->measured, is_low ? "below" : "above",
             is_low ? "low" : "high", is_low ? m->low : m->high);
    return sim_findings_add(&table->remarks, line, err);
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
static sim_status copy_cells(reader *r, const sim_csv_row *row)
{
    char **cells = &r->table->cells[r->table->n * r->table->n_columns];

    for (size_t c = 0; c < row->n; c++) {
        char which[SIM_CHARACTERS_WHAT];

        cells[c] = sim_text_copy(row->field[c]);
        if (!cells[c]) return sim_fail_memory(r->err, r->table->file);
        if (sim_characters_are_broken(cells[c], which))
            return refuse_bytes(r, row->line, r->table->header[c], which);
        if (r->table->known[c] == N_FIELDS) continue;
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

static sim_status read_cells(reader *r, const sim_csv_row *row)
{
    sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    r->m = &table->list[table->n];
    *r->m = (sim_measurement){.line = row->line,
                              .group = "",
                              .scale = "",
                              .rule = "",
                              .note = "",
                              .against = "",
                              .n = NAN,
                              .limit = NAN,
                              .predicted = NAN,
                              .reading = NAN,
                              .low90 = NAN,
                              .high90 = NAN,
                              .place = NAN,
                              .doublings = NAN};
    memset(&table->cells[table->n * table->n_columns], 0,
           table->n_columns * sizeof *table->cells);
    status = copy_cells(r, row);
    table->n++;
    for (size_t c = 0; status == SIM_OK && c < row->n; c++) {
        if (table->known[c] == N_FIELDS) continue;
        r->field = &fields[table->known[c]];
        r->cell = table->cells[(table->n - 1) * table->n_columns + c];
        status = take_cell(r);
    }
    return status;
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    reader *r = self;
    sim_measurements *table = r->table;
    sim_status status = SIM_OK;

    r->err = err;
    if (!table->header) return read_header(r, row);
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
    char wrong[TEXT_SIZE];

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
    reader r = {.table = table};
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
    return table->known[c] < N_FIELDS && fields[table->known[c]].taking == MADE;
}

/* The columns of the table as they stand there, then what is made here. */
static size_t list_columns(const sim_measurements *table, sim_column columns[])
{
    size_t n = 0;

    for (size_t c = 0; c < table->n_columns; c++) {
        if (!is_made(table, c))
            columns[n++] = (sim_column){table->header[c], "", "", SIM_CELL_TEXT};
    }
    for (size_t f = 0; f < N_FIELDS; f++) {
        if (fields[f].taking == MADE) columns[n++] = fields[f].column;
    }
    return n;
}

sim_status sim_measurements_write(const sim_measurements *table, const bool chosen[],
                                  const sim_rows_to *to, sim_error *err)
{
    sim_column *columns = calloc(table->n_columns + N_FIELDS, sizeof *columns);
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
