#include "sim/study/subjects.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv.h"
#include "sim/io/number.h"
#include "sim/io/results.h"

static const char table_name[] = "replicates";

sim_status sim_subjects_init(sim_subjects *p, const sim_chain *chain, sim_error *err)
{
    sim_status status;
    sim_column *columns;

    *p = (sim_subjects){0};
    status = sim_readout_init(&p->readout, chain, err);
    if (status != SIM_OK) return status;
    columns = calloc(p->readout.n + 1, sizeof *columns);
    if (!columns) return sim_fail_memory(err, table_name);
    for (size_t i = 0; i < p->readout.n; i++) columns[i] = p->readout.list[i].column;
    status =
        sim_table_init(&p->table, table_name, sim_arm_column, columns, p->readout.n, err);
    free(columns);
    return status;
}

void sim_subjects_free(sim_subjects *p)
{
    sim_table_free(&p->table);
    sim_readout_free(&p->readout);
}

/* ---- reading -------------------------------------------------------------- */

/* The file in reading: its rows in the order of the file, arm by arm within a replicate. */
typedef struct {
    sim_table raw;
    const char *path;
    const char *const *arms;      /* [n_arms] */
    size_t n_arms, arm;           /* of the row before */
    size_t field[SIM_CSV_FIELDS]; /* of a field, its column; n_columns: none */
    size_t n;                     /* fields of the header */
} reading;

static sim_status read_header(reading *r, const sim_csv_row *row, sim_error *err)
{
    r->n = row->n;
    for (size_t i = 0; i < row->n; i++)
        r->field[i] = sim_table_find(&r->raw, row->field[i]);
    if (row->n > 0 && strcmp(row->field[0], r->raw.all[0].name) == 0) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s:%zu: starts with no column '%s'; a file that a run wrote would be "
                    "right",
                    r->path, row->line, r->raw.all[0].name);
}

/* Arms mostly follow each other. */
static sim_status find_arm(reading *r, const sim_csv_row *csv, sim_error *err)
{
    for (size_t tried = 0; tried < r->n_arms; tried++) {
        r->arm = (r->arm + 1) % r->n_arms;
        if (strcmp(r->arms[r->arm], csv->field[0]) == 0) return SIM_OK;
    }
    return sim_fail(err, SIM_EPARSE,
                    "%s:%zu: unexpected arm '%.40s'; one of run.ini would "
                    "be right",
                    r->path, csv->line, csv->field[0]);
}

static sim_status read_cells(const reading *r, const sim_csv_row *csv, double row[],
                             sim_error *err)
{
    for (size_t i = 0; i < r->raw.n_columns; i++) row[i] = NAN;
    for (size_t i = 1; i < csv->n; i++) {
        if (r->field[i] == r->raw.n_columns || !*csv->field[i]) continue;
        if (!sim_number_parse(csv->field[i], &row[r->field[i]]))
            return sim_fail(err, SIM_EPARSE,
                            "%s:%zu: '%.40s' is no number; one would be right", r->path,
                            csv->line, csv->field[i]);
    }
    return SIM_OK;
}

static sim_status take_row(void *self, const sim_csv_row *csv, sim_error *err)
{
    reading *r = self;
    double *row;
    sim_status status;

    if (csv->is_header) return read_header(r, csv, err);
    if (csv->n != r->n)
        return sim_fail(err, SIM_EPARSE, "%s:%zu: has %zu cells; %zu would be right",
                        r->path, csv->line, csv->n, r->n);
    status = find_arm(r, csv, err);
    if (status == SIM_OK) status = sim_table_add_row(&r->raw, r->arms[r->arm], &row, err);
    return status == SIM_OK ? read_cells(r, csv, row, err) : status;
}

static sim_status copy_arm(const sim_table *from, const char *arm, sim_table *to,
                           sim_error *err)
{
    sim_status status = SIM_OK;
    double *row;

    for (size_t i = 0; status == SIM_OK && i < from->n_rows; i++) {
        if (from->keys[i] != arm) continue;
        status = sim_table_add_row(to, arm, &row, err);
        if (status == SIM_OK)
            memcpy(row, &from->cells[i * from->n_columns], from->n_columns * sizeof *row);
    }
    return status;
}

sim_status sim_subjects_read(sim_subjects *p, const char *dir,
                             const char *const arm_names[], size_t n_arms, sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    reading r = {.path = path, .arms = arm_names, .n_arms = n_arms};
    sim_csv_input input = {NULL, path, "replicates.csv of a run"};
    sim_status status = sim_results_open(dir, table_name, path, &input.in, err);

    if (status != SIM_OK) return status;
    status = sim_table_init(&r.raw, table_name, p->table.all[0], p->table.columns,
                            p->table.n_columns, err);
    if (status == SIM_OK) status = sim_csv_take_all(&input, take_row, &r, err);
    for (size_t arm = 0; status == SIM_OK && arm < n_arms; arm++)
        status = copy_arm(&r.raw, arm_names[arm], &p->table, err);
    fclose(input.in);
    sim_table_free(&r.raw);
    return status;
}
