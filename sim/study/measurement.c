#include "sim/study/measurement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/measurement_parts.h"

static const char *const role_names[] = {
    [SIM_CALIBRATION] = "calibration", [SIM_PREDICTED] = "predicted", NULL};
static const char *const kind_names[] = {
    [SIM_NUMBER_ROW] = "number", [SIM_SIGN_ROW] = "sign", NULL};

const char *sim_role_name(size_t i) { return role_names[i]; }
const char *sim_row_kind_name(size_t i) { return kind_names[i]; }

/* ---- columns -------------------------------------------------------------- */

#define AT(member) offsetof(sim_measurement, member)

const sim_measured_column sim_measured_columns[SIM_MEASURED_COLUMNS] = {
    {SIM_TAKE_TEXT, false, AT(group), "group", "1",
     "what it is about: expansion, persistence, knee ...", SIM_CELL_TEXT},
    {SIM_TAKE_NAME, true, AT(study), "study", "1", "who measured", SIM_CELL_TEXT},
    {SIM_TAKE_NAME, true, AT(name), "row", "1",
     "what was measured; unique within its study", SIM_CELL_TEXT},
    {SIM_TAKE_ROLE, true, AT(role), "role", "1",
     "calibration: used in fitting; predicted: not fitted", SIM_CELL_TEXT},
    {SIM_TAKE_KIND, true, AT(kind), "kind", "1", "number, or sign (+1, 0, -1)",
     SIM_CELL_TEXT},
    {SIM_TAKE_SCALE, false, AT(scale), "scale", "1", "how a difference is shown",
     SIM_CELL_TEXT},
    {SIM_TAKE_NUMBER, true, AT(measured), "measured", "as unit says",
     "as published; of a sign +1, 0 or -1", SIM_CELL_NUMBER},
    {SIM_TAKE_LOWER, true, AT(low), "low", "as unit says",
     "lower bound; of a sign that of no difference; empty: open", SIM_CELL_NUMBER},
    {SIM_TAKE_UPPER, true, AT(high), "high", "as unit says", "upper bound likewise",
     SIM_CELL_NUMBER},
    {SIM_TAKE_TEXT, true, AT(unit), "unit", "1", "unit of all numbers of the row",
     SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, false, AT(rule), "rule", "1",
     "where low and high come from; of a sign what it means", SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, true, AT(file), "file", "1", "parameter file", SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, true, AT(arm), "arm", "1", "arm that is read", SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, false, AT(against), "against", "1", "arm that it is compared with",
     SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, true, AT(quantity), "quantity", "1", "what is read", SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, true, AT(at), "at", "1", "passage or day, or from-to, or place/place",
     SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, true, AT(how), "how", "1", "how it is reduced to one number",
     SIM_CELL_TEXT},
    {SIM_TAKE_NUMBER, false, AT(limit), "limit", "1",
     "share of the injected cells that the assay still sees", SIM_CELL_NUMBER},
    {SIM_TAKE_RUNS, false, AT(why_not), "runs", "1", "yes, or no: and why", SIM_CELL_TEXT},
    {SIM_TAKE_WHOLE, false, AT(n), "n", "1", "patients or animals per arm",
     SIM_CELL_NUMBER},
    {SIM_TAKE_KEPT, false, 0, "reference_model", "as unit says",
     "prediction of an independent implementation", SIM_CELL_NUMBER},
    {SIM_TAKE_KEPT, false, 0, "reading", "as unit says", "its number behind a sign",
     SIM_CELL_NUMBER},
    {SIM_TAKE_KEPT, false, 0, "hit", "1", "whether that was a hit", SIM_CELL_NUMBER},
    {SIM_TAKE_KEPT, false, 0, "source_row", "1", "where the measurement stands",
     SIM_CELL_TEXT},
    {SIM_TAKE_TEXT, false, AT(note), "note", "1", "a remark", SIM_CELL_TEXT},
    {SIM_TAKE_MADE, false, 0, "predicted", "as unit says",
     "what the model says; of a sign +1, 0 or -1; inf: never", SIM_CELL_EITHER},
    {SIM_TAKE_MADE, false, 0, "predicted_reading", "as unit says",
     "the number behind a sign", SIM_CELL_EITHER},
    {SIM_TAKE_MADE, false, 0, "low90", "as unit says",
     "5 % of cohort replicates over donor and laboratory lie below; of a sign its reading",
     SIM_CELL_EITHER},
    {SIM_TAKE_MADE, false, 0, "high90", "as unit says",
     "5 % lie above; inf: beyond all that was run", SIM_CELL_EITHER},
    {SIM_TAKE_MADE, false, 0, "predicted_hit", "1",
     "1 if low <= predicted <= high, or the sign is the measured one", SIM_CELL_NUMBER},
    {SIM_TAKE_MADE, false, 0, "why_not_run", "1",
     "why the row was not run; it counts in no total", SIM_CELL_TEXT},
};

bool sim_measurement_column(size_t i, sim_column *column)
{
    const sim_measured_column *c;

    if (i >= SIM_MEASURED_COLUMNS) return false;
    c = &sim_measured_columns[i];
    *column = (sim_column){c->name, c->unit, c->meaning, c->cell};
    return true;
}

size_t sim_measured_column_find(const char *name)
{
    size_t i = 0;

    while (i < SIM_MEASURED_COLUMNS && strcmp(sim_measured_columns[i].name, name) != 0) i++;
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
    return table->known[c] < SIM_MEASURED_COLUMNS &&
           sim_measured_columns[table->known[c]].taking == SIM_TAKE_MADE;
}

/* The columns of the table as they stand there, then what is made here. */
static size_t list_columns(const sim_measurements *table, sim_column columns[])
{
    size_t n = 0;

    for (size_t c = 0; c < table->n_columns; c++) {
        if (!is_made(table, c))
            columns[n++] = (sim_column){table->header[c], "", "", SIM_CELL_TEXT};
    }
    for (size_t f = 0; f < SIM_MEASURED_COLUMNS; f++) {
        if (sim_measured_columns[f].taking == SIM_TAKE_MADE)
            sim_measurement_column(f, &columns[n++]);
    }
    return n;
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
