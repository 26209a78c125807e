/* store_points.c -- the points of a store: rows and days, written, read and joined. */
#include "sim/io/store_parts.h"

#include <math.h>
#include <stdlib.h>

/* ---- points --------------------------------------------------------------- */

static sim_status add_row(sim_store *s, const sim_store_row *row, sim_error *err)
{
    sqlite3_stmt *add = s->add_result;
    int at = 1;

    sim_sql_bind_count(add, at++, (row->point - 1) * s->form.n_arms + row->arm + 1);
    sim_sql_bind_count(add, at++, row->point);
    sim_sql_bind_count(add, at++, row->arm);
    sim_sql_bind_text(add, at++, row->arm_name);
    sim_sql_bind_text(add, at++, row->status);
    sim_sql_bind_text(add, at++, row->condition);
    sim_sql_bind_text(add, at++, row->reason);
    for (size_t i = 0; i < s->form.n_inputs; i++, at++) {
        if (row->inputs[i].word)
            sim_sql_bind_text(add, at, row->inputs[i].word);
        else if (row->inputs[i].whole)
            sqlite3_bind_int64(add, at, (sqlite3_int64)row->inputs[i].number);
        else
            sim_sql_bind_number(add, at, row->inputs[i].number);
    }
    for (size_t i = 0; i < s->form.n_numbers; i++)
        sim_sql_bind_number(add, at++, row->numbers[i]);
    return sim_sql_run(s, add, err);
}

sim_status sim_store_add_point(sim_store *s, const sim_store_point *point, sim_error *err)
{
    sim_status status;

    sim_sql_bind_count(s->add_point, 1, point->point);
    sim_sql_bind_number(s->add_point, 2, point->seconds);
    sim_sql_bind_count(s->add_point, 3, point->build);
    status = sim_sql_run(s, s->add_point, err);
    for (size_t i = 0; status == SIM_OK && i < point->n_rows; i++)
        status = add_row(s, &point->rows[i], err);
    return status;
}

sim_status sim_store_add_day(sim_store *s, const sim_store_day *day, sim_error *err)
{
    sqlite3_stmt *add = s->add_course;
    int at = 1;

    sim_sql_bind_count(add, at++, day->point);
    sim_sql_bind_count(add, at++, day->arm);
    sim_sql_bind_text(add, at++, day->arm_name);
    sim_sql_bind_number(add, at++, day->day);
    for (size_t i = 0; i < s->form.n_course; i++)
        sim_sql_bind_number(add, at++, day->cells[i]);
    return sim_sql_run(s, add, err);
}

sim_status sim_store_each_point(sim_store *s, sim_store_take_point *take, void *self,
                                sim_error *err)
{
    sim_sql_rows rows =
        sim_sql_query(s, "points", "SELECT point, build FROM points ORDER BY point", err);

    while (sim_sql_next(&rows)) {
        const size_t point = sim_sql_count(&rows, 0), build = sim_sql_count(&rows, 1);

        if (rows.status == SIM_OK) take(self, point, build);
    }
    return sim_sql_end(&rows);
}

sim_status sim_store_count_points(sim_store *s, size_t *count, sim_error *err)
{
    return sim_sql_get_count(s, "SELECT count(*) FROM points", count, err);
}

/* ---- reading -------------------------------------------------------------- */

/* Columns of a row before its inputs, in the statement that reads it. */
enum { ID, POINT, ARM, ARM_NAME, STATUS, CONDITION, REASON, SECONDS, INPUTS };

/* What is read of a row goes here. */
typedef struct {
    sim_store_input *inputs; /* [n_inputs] */
    double *numbers;         /* [n_numbers] */
} room;

/* Is it a row of the point and arm that its place says? */
static void check_place(sim_sql_rows *rows, size_t n_arms, const sim_store_row *row)
{
    const size_t id = sim_sql_count(rows, ID);

    if (row->arm >= n_arms)
        sim_sql_refuse(rows, ARM, "none of its arms");
    else if (row->point < 1 || id != (row->point - 1) * n_arms + row->arm + 1)
        sim_sql_refuse(rows, ID, "not that of its point and arm");
}

static sim_store_row read_row(sim_sql_rows *rows, const sim_store_form *form, const room *r)
{
    int at = INPUTS;
    const sim_store_row row = {.point = sim_sql_count(rows, POINT),
                               .arm = sim_sql_count(rows, ARM),
                               .arm_name = sim_sql_text(rows, ARM_NAME),
                               .status = sim_sql_text(rows, STATUS),
                               .condition = sim_sql_text_or_null(rows, CONDITION),
                               .reason = sim_sql_text_or_null(rows, REASON),
                               .seconds = sim_sql_number(rows, SECONDS),
                               .inputs = r->inputs,
                               .numbers = r->numbers};

    check_place(rows, form->n_arms, &row);
    for (size_t i = 0; i < form->n_inputs; i++, at++) {
        if (sqlite3_column_type(rows->get, at) == SQLITE_TEXT)
            r->inputs[i] = (sim_store_input){.word = sim_sql_text(rows, at), .number = NAN};
        else
            r->inputs[i] = (sim_store_input){.number = sim_sql_number(rows, at),
                                             .whole = sqlite3_column_type(rows->get, at) ==
                                                      SQLITE_INTEGER};
    }
    for (size_t i = 0; i < form->n_numbers; i++) r->numbers[i] = sim_sql_number(rows, at++);
    return row;
}

static sim_status prepare_rows(const sim_store *s, size_t point, sqlite3_stmt **get,
                               sim_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendall(sql, "SELECT r.id, r.point, r.arm_number, r.arm, r.status, "
                               "r.\"condition\", r.reason, p.seconds");
    sim_sql_add_names(sql, s->form.inputs, s->form.n_inputs, "r.", "");
    sim_sql_add_names(sql, s->form.numbers, s->form.n_numbers, "r.", "");
    sqlite3_str_appendall(sql, " FROM results r JOIN points p ON r.point = p.point");
    if (point > 0)
        sqlite3_str_appendf(sql, " WHERE r.id > %lld AND r.id <= %lld",
                            (sqlite3_int64)((point - 1) * s->form.n_arms),
                            (sqlite3_int64)(point * s->form.n_arms));
    sqlite3_str_appendall(sql, " ORDER BY r.id");
    return sim_sql_prepare_built(s, sql, get, err);
}

sim_status sim_store_each_row(sim_store *s, size_t point, sim_store_take_row *take,
                              void *self, sim_error *err)
{
    const room r = {calloc(s->form.n_inputs + 1, sizeof *r.inputs),
                    calloc(s->form.n_numbers + 1, sizeof *r.numbers)};
    sim_sql_rows rows = {.store = s, .table = "results", .err = err};

    rows.status = r.inputs && r.numbers ? SIM_OK : sim_fail_memory(err, s->path);
    if (rows.status == SIM_OK) rows.status = prepare_rows(s, point, &rows.get, err);
    while (sim_sql_next(&rows)) {
        const sim_store_row row = read_row(&rows, &s->form, &r);

        if (rows.status == SIM_OK && take) rows.status = take(self, &row, err);
    }
    free(r.inputs);
    free(r.numbers);
    return sim_sql_end(&rows);
}

static sim_status prepare_days(const sim_store *s, sqlite3_stmt **get, sim_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendall(sql, "SELECT point, arm_number, arm, day");
    sim_sql_add_names(sql, s->form.course, s->form.n_course, "", "");
    sqlite3_str_appendall(sql, " FROM courses ORDER BY point, arm_number, day");
    return sim_sql_prepare_built(s, sql, get, err);
}

sim_status sim_store_each_day(sim_store *s, sim_store_take_day *take, void *self,
                              sim_error *err)
{
    double *cells = calloc(s->form.n_course + 1, sizeof *cells);
    sim_sql_rows rows = {.store = s, .table = "courses", .err = err};

    rows.status = cells ? SIM_OK : sim_fail_memory(err, s->path);
    if (rows.status == SIM_OK) rows.status = prepare_days(s, &rows.get, err);
    while (sim_sql_next(&rows)) {
        const sim_store_day day = {sim_sql_count(&rows, 0), sim_sql_count(&rows, 1),
                                   sim_sql_number(&rows, 3), cells, sim_sql_text(&rows, 2)};

        for (size_t i = 0; i < s->form.n_course; i++)
            cells[i] = sim_sql_number(&rows, (int)(SIM_SQL_COURSE_FIXED + i));
        if (day.arm >= s->form.n_arms) sim_sql_refuse(&rows, 1, "none of its arms");
        if (rows.status == SIM_OK && take) rows.status = take(self, &day, err);
    }
    free(cells);
    return sim_sql_end(&rows);
}

/* Rows without their point, or the other way round, were not put there by a sweep. */
static sim_status check_counts(sim_store *s, sim_error *err)
{
    const size_t n_arms = s->form.n_arms;
    size_t n_points = 0, n_rows = 0, n_placed = 0;
    sim_status status = sim_store_count_points(s, &n_points, err);

    if (status == SIM_OK)
        status = sim_sql_get_count(s, "SELECT count(*) FROM results", &n_rows, err);
    if (status == SIM_OK)
        status = sim_sql_get_count(
            s, "SELECT count(*) FROM results r JOIN points p ON r.point = p.point",
            &n_placed, err);
    if (status != SIM_OK || (n_rows == n_points * n_arms && n_placed == n_rows))
        return status;
    return sim_fail(err, SIM_EVALUE,
                    "%s: has %zu rows of %zu points in %zu arms; a file that potency sweep "
                    "wrote would be right",
                    s->path, n_placed == n_points * n_arms ? n_rows : n_placed, n_points,
                    n_arms);
}

sim_status sim_store_check_rows(sim_store *s, sim_error *err)
{
    sim_status status = check_counts(s, err);

    if (status == SIM_OK) status = sim_store_each_row(s, 0, NULL, NULL, err);
    return status == SIM_OK && s->form.n_course > 0 ? sim_store_each_day(s, NULL, NULL, err)
                                                    : status;
}

/* ---- joining -------------------------------------------------------------- */

typedef struct {
    sim_store *store, *other;
    const sim_store_rule *rule;
    sim_error *err;
} merger;

static sim_status check_forms(const merger *j)
{
    const sim_store_form *a = &j->store->form, *b = &j->other->form;

    if (a->n_inputs == b->n_inputs && a->n_numbers == b->n_numbers &&
        a->n_course == b->n_course && a->n_arms == b->n_arms)
        return SIM_OK;
    return sim_fail(j->err, SIM_EVALUE,
                    "%s: has other columns than %s; shards of one sweep would be right",
                    j->other->path, j->store->path);
}

static sim_status refuse_point(const merger *j, size_t point, const char *what)
{
    return sim_fail(j->err, SIM_EVALUE,
                    "%s: has point %zu, which %s; shards of one sweep would be right",
                    j->other->path, point, what);
}

static sim_status check_stop(const merger *j)
{
    if (!j->rule->stop || !j->rule->stop(j->rule->self)) return SIM_OK;
    return sim_fail(j->err, SIM_ESTOP, "%s: interrupted; it is not written",
                    j->store->path);
}

static sim_status join_point(const merger *j, sim_sql_rows *rows)
{
    sim_store_point point = {.point = sim_sql_count(rows, 0),
                             .seconds = sim_sql_number(rows, 1)};
    const char *build = sim_sql_text(rows, 2);
    sim_status status = rows->status;

    if (status != SIM_OK) return status;
    if (j->rule->is_right && !j->rule->is_right(j->rule->self, point.point))
        return refuse_point(j, point.point, "is of another shard");
    status = check_stop(j);
    if (status == SIM_OK)
        status = sim_store_add_build(j->store, build, &point.build, j->err);
    return status == SIM_OK ? sim_store_add_point(j->store, &point, j->err) : status;
}

static sim_status join_points(const merger *j)
{
    sim_sql_rows rows = sim_sql_query(
        j->other, "points",
        "SELECT p.point, p.seconds, b.build FROM points p JOIN builds b ON b.number = "
        "p.build ORDER BY p.point",
        j->err);

    while (sim_sql_next(&rows)) rows.status = join_point(j, &rows);
    return sim_sql_end(&rows);
}

static sim_status join_row(void *self, const sim_store_row *row, sim_error *err)
{
    const merger *j = self;
    const sim_status status = check_stop(j);

    return status == SIM_OK ? add_row(j->store, row, err) : status;
}

static sim_status join_day(void *self, const sim_store_day *day, sim_error *err)
{
    const merger *j = self;
    const sim_status status = check_stop(j);

    return status == SIM_OK ? sim_store_add_day(j->store, day, err) : status;
}

sim_status sim_store_add_all(sim_store *s, sim_store *other, const sim_store_rule *rule,
                             sim_error *err)
{
    merger j = {s, other, rule, err};
    sim_status status = check_forms(&j);

    if (status == SIM_OK) status = check_counts(other, err);
    if (status == SIM_OK) status = sim_store_begin(s, err);
    if (status == SIM_OK) status = join_points(&j);
    if (status == SIM_OK) status = sim_store_each_row(other, 0, join_row, &j, err);
    return status == SIM_OK && s->form.n_course > 0
               ? sim_store_each_day(other, join_day, &j, err)
               : status;
}
