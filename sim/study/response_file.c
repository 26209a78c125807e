/* response_file.c -- NAME.csv of a response: written, described and read back. */
#include <math.h>
#include <string.h>

#include "sim/study/response.h"

/* ---- writing -------------------------------------------------------------- */

static sim_status write_one(const sim_response *r, const sim_rows_to *to, sim_error *err)
{
    const sim_layout layout = sim_table_layout(&r->table);
    const size_t n = r->table.n_columns;
    sim_rows rows;

    sim_rows_start(&rows, &layout, to);
    for (size_t row = 0; row < r->table.n_rows; row++) {
        const double *cells = &r->table.cells[row * n];

        sim_rows_text(&rows, r->table.keys[row]);
        if (r->words)
            sim_rows_text(&rows, r->names[(size_t)cells[0]]);
        else
            sim_rows_number(&rows, cells[0]);
        sim_rows_numbers(&rows, cells + 1, n - 1);
    }
    return sim_rows_end(&rows, err);
}

sim_status sim_responses_write(const sim_responses *rs, sim_results *results,
                               sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < rs->n; i++) {
        sim_rows_to to;

        status = sim_results_add(results, rs->list[i].figure->name, &to, err);
        if (status == SIM_OK) status = write_one(&rs->list[i], &to, err);
    }
    return status;
}

void sim_responses_describe(const sim_responses *rs, sim_rows *columns)
{
    for (size_t i = 0; i < rs->n; i++) {
        const sim_layout layout = sim_table_layout(&rs->list[i].table);

        sim_rows_describe(columns, &layout, NULL);
    }
}

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    const sim_job *job;
    sim_response *response;
    const sim_rows_from *from;
} reading;

static sim_status find_arm(const reading *r, size_t line, const char *text,
                           const char **arm, sim_error *err)
{
    for (size_t i = 0; i < r->job->experiment.n_arms; i++) {
        *arm = r->job->arm_names[i];
        if (strcmp(*arm, text) == 0) return SIM_OK;
    }
    return sim_rows_refuse(r->from, line, err, "unexpected arm '%.40s'", text);
}

static sim_status find_place(const reading *r, size_t line, const sim_cell *cell, double *x,
                             sim_error *err)
{
    const sim_response *response = r->response;

    *x = cell->number;
    if (!response->words)
        return isfinite(*x)
                   ? SIM_OK
                   : sim_rows_refuse(r->from, line, err, "'%.40s' is no value of %s",
                                     cell->text, response->drawing.x);
    for (size_t i = 0; i < response->drawing.axis.levels; i++) {
        *x = (double)i;
        if (strcmp(response->names[i], cell->text) == 0) return SIM_OK;
    }
    return sim_rows_refuse(r->from, line, err, "'%.40s' is no value of %s", cell->text,
                           response->drawing.x);
}

static sim_status take_row(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    reading *r = self;
    sim_table *table = &r->response->table;
    const char *arm = NULL;
    double *row, x;
    sim_status status = find_arm(r, line, cells[0].text, &arm, err);

    if (status == SIM_OK) status = find_place(r, line, &cells[1], &x, err);
    if (status == SIM_OK) status = sim_table_add_row(table, arm, &row, err);
    if (status != SIM_OK) return status;
    row[0] = x;
    for (size_t i = 1; i < table->n_columns; i++) row[i] = cells[i + 1].number;
    for (size_t i = 1; i + 1 < table->n_columns; i++)
        if (!isfinite(row[i])) {
            r->response->n_failed++;
            break;
        }
    return SIM_OK;
}

static sim_status read_one(const sim_job *job, sim_response *response, const char *dir,
                           sim_error *err)
{
    const sim_layout layout = sim_table_layout(&response->table);
    char path[SIM_RESULTS_PATH];
    sim_rows_from from = {.file = path, .layout = &layout};
    reading r = {job, response, &from};
    sim_status status = sim_results_open(dir, response->figure->name, path, &from.in, err);

    if (status != SIM_OK)
        return sim_fail(err, status,
                        "%s/%s.csv cannot be read, which figure %s is drawn from; running "
                        "the experiment again would be right",
                        dir, response->figure->name, response->figure->name);
    status = sim_rows_read(&from, take_row, &r, err);
    fclose(from.in);
    return status;
}

sim_status sim_responses_read(sim_responses *rs, const char *dir, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < rs->n; i++)
        status = read_one(rs->job, &rs->list[i], dir, err);
    return status;
}
