#include "sim/io/sql.h"

#include <math.h>
#include <stdlib.h>

/* ---- points --------------------------------------------------------------- */

static sim_status add_row(sim_store *s, const sim_store_row *row, size_t n_arms,
                          sim_error *err)
{
    sqlite3_stmt *add = s->add_result;
    int at = 1;

    sim_sql_bind_count(add, at++, (row->point - 1) * n_arms + row->arm + 1);
    sim_sql_bind_count(add, at++, row->point);
    sim_sql_bind_count(add, at++, row->arm);
    sim_sql_bind_text(add, at++, row->arm_name);
    sim_sql_bind_text(add, at++, row->status);
    sim_sql_bind_text(add, at++, row->condition);
    sim_sql_bind_text(add, at++, row->reason);
    for (size_t i = 0; i < s->form.n_inputs; i++, at++) {
        if (row->inputs[i].word)
            sim_sql_bind_text(add, at, row->inputs[i].word);
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
        status = add_row(s, &point->rows[i], point->n_rows, err);
    return status;
}

sim_status sim_store_add_day(sim_store *s, const sim_store_day *day, sim_error *err)
{
    sqlite3_stmt *add = s->add_course;
    int at = 1;

    sim_sql_bind_count(add, at++, day->point);
    sim_sql_bind_count(add, at++, day->arm);
    sim_sql_bind_number(add, at++, day->day);
    for (size_t i = 0; i < s->form.n_course; i++)
        sim_sql_bind_number(add, at++, day->cells[i]);
    return sim_sql_run(s, add, err);
}

sim_status sim_store_each_point(sim_store *s, sim_store_take_point *take, void *self,
                                sim_error *err)
{
    sqlite3_stmt *get = NULL;
    int code = SQLITE_DONE;
    sim_status status =
        sim_sql_prepare(s, "SELECT point, build FROM points ORDER BY point", &get, err);

    while (status == SIM_OK && (code = sqlite3_step(get)) == SQLITE_ROW)
        take(self, sim_sql_count(get, 0), sim_sql_count(get, 1));
    if (status == SIM_OK) status = sim_sql_check(s, code, err);
    sqlite3_finalize(get);
    return status;
}

sim_status sim_store_count_points(sim_store *s, size_t *count, sim_error *err)
{
    return sim_sql_get_count(s, "SELECT count(*) FROM points", count, err);
}

/* ---- reading -------------------------------------------------------------- */

static sim_store_row read_row(const sim_store *s, sqlite3_stmt *get,
                              sim_store_input inputs[], double numbers[])
{
    int at = SIM_SQL_RESULT_FIXED;

    for (size_t i = 0; i < s->form.n_inputs; i++, at++) {
        const bool is_word = sqlite3_column_type(get, at) == SQLITE_TEXT;

        inputs[i] = (sim_store_input){is_word ? sim_sql_text(get, at) : NULL,
                                      is_word ? NAN : sim_sql_number(get, at)};
    }
    for (size_t i = 0; i < s->form.n_numbers; i++) numbers[i] = sim_sql_number(get, at++);
    return (sim_store_row){.point = sim_sql_count(get, 0),
                           .arm = sim_sql_count(get, 1),
                           .arm_name = sim_sql_text(get, 2),
                           .status = sim_sql_text(get, 3),
                           .condition = sim_sql_text_or_null(get, 4),
                           .reason = sim_sql_text_or_null(get, 5),
                           .seconds = sim_sql_number(get, 6),
                           .inputs = inputs,
                           .numbers = numbers};
}

static sim_status prepare_rows(const sim_store *s, size_t point, sqlite3_stmt **get,
                               sim_error *err)
{
    GString *sql = g_string_new("SELECT r.point, r.arm_number, r.arm, r.status, "
                                "r.\"condition\", r.reason, p.seconds");
    sim_status status;

    sim_sql_add_names(sql, s->form.inputs, s->form.n_inputs, (sim_sql_naming){"r.", ""});
    sim_sql_add_names(sql, s->form.numbers, s->form.n_numbers, (sim_sql_naming){"r.", ""});
    g_string_append(sql, " FROM results r JOIN points p ON r.point = p.point");
    if (point > 0) g_string_append_printf(sql, " WHERE r.point = %zu", point);
    g_string_append(sql, " ORDER BY r.id");
    status = sim_sql_prepare(s, sql->str, get, err);
    g_string_free(sql, TRUE);
    return status;
}

sim_status sim_store_each_row(sim_store *s, size_t point, sim_store_take_row *take,
                              void *self, sim_error *err)
{
    sim_store_input *inputs = calloc(s->form.n_inputs + 1, sizeof *inputs);
    double *numbers = calloc(s->form.n_numbers + 1, sizeof *numbers);
    sqlite3_stmt *get = NULL;
    int code = SQLITE_DONE;
    sim_status status = inputs && numbers ? SIM_OK : sim_fail_memory(err, s->path);

    if (status == SIM_OK) status = prepare_rows(s, point, &get, err);
    while (status == SIM_OK && (code = sqlite3_step(get)) == SQLITE_ROW) {
        const sim_store_row row = read_row(s, get, inputs, numbers);

        status = take(self, &row, err);
    }
    if (status == SIM_OK) status = sim_sql_check(s, code, err);
    sqlite3_finalize(get);
    free(inputs);
    free(numbers);
    return status;
}

static sim_status prepare_days(const sim_store *s, sqlite3_stmt **get, sim_error *err)
{
    GString *sql = g_string_new("SELECT c.point, c.arm_number, r.arm, c.day");
    sim_status status;

    sim_sql_add_names(sql, s->form.course, s->form.n_course, (sim_sql_naming){"c.", ""});
    g_string_append(sql, " FROM courses c JOIN results r ON r.point = c.point AND "
                         "r.arm_number = c.arm_number ORDER BY r.id, c.day");
    status = sim_sql_prepare(s, sql->str, get, err);
    g_string_free(sql, TRUE);
    return status;
}

sim_status sim_store_each_day(sim_store *s, sim_store_take_day *take, void *self,
                              sim_error *err)
{
    double *cells = calloc(s->form.n_course + 1, sizeof *cells);
    sqlite3_stmt *get = NULL;
    int code = SQLITE_DONE;
    sim_status status = cells ? SIM_OK : sim_fail_memory(err, s->path);

    if (status == SIM_OK) status = prepare_days(s, &get, err);
    while (status == SIM_OK && (code = sqlite3_step(get)) == SQLITE_ROW) {
        const sim_store_day day = {sim_sql_count(get, 0), sim_sql_count(get, 1),
                                   sim_sql_number(get, 3), cells, sim_sql_text(get, 2)};

        for (size_t i = 0; i < s->form.n_course; i++)
            cells[i] = sim_sql_number(get, (int)(SIM_SQL_COURSE_FIXED + 1 + i));
        status = take(self, &day, err);
    }
    if (status == SIM_OK) status = sim_sql_check(s, code, err);
    sqlite3_finalize(get);
    free(cells);
    return status;
}

/* ---- joining -------------------------------------------------------------- */

sim_status sim_store_add_all(sim_store *s, const char *other, sim_error *err)
{
    static const char copy[] =
        "INSERT OR IGNORE INTO builds(build) SELECT build FROM other.builds ORDER BY "
        "number;"
        "INSERT INTO points SELECT p.point, p.seconds, mine.number FROM other.points p "
        "JOIN other.builds his ON his.number = p.build "
        "JOIN main.builds mine ON mine.build = his.build;"
        "INSERT INTO results SELECT * FROM other.results;";
    sqlite3_stmt *attach = NULL;
    sim_status status = sim_store_commit(s, err);

    if (status == SIM_OK) status = sim_sql_prepare(s, "ATTACH ? AS other", &attach, err);
    if (status == SIM_OK) {
        char *name = sim_sql_name_file(other);

        sim_sql_bind_text(attach, 1, name);
        status = name ? sim_sql_run(s, attach, err) : sim_fail_memory(err, s->path);
        sqlite3_free(name);
    }
    sqlite3_finalize(attach);
    if (status == SIM_OK) status = sim_sql_execute(s, "BEGIN", err);
    if (status == SIM_OK) status = sim_sql_execute(s, copy, err);
    if (status == SIM_OK && s->form.n_course > 0)
        status = sim_sql_execute(s, "INSERT INTO courses SELECT * FROM other.courses", err);
    if (status == SIM_OK) status = sim_sql_execute(s, "COMMIT", err);
    return status == SIM_OK ? sim_sql_execute(s, "DETACH other", err) : status;
}
