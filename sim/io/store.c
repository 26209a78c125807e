#include "sim/io/sql.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <sqlite3.h>

#include "sim/io/files.h"
#include "sim/io/text.h"

enum { APPLICATION = 0x506f7465 }; /* "Pote": how the file is known as ours */

static const char tables[] =
    "CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT);"
    "CREATE TABLE parameters(number INTEGER PRIMARY KEY, name TEXT, value TEXT, unit TEXT,"
    " origin TEXT);"
    "CREATE TABLE columns(number INTEGER PRIMARY KEY, kind TEXT, name TEXT, unit TEXT,"
    " meaning TEXT);"
    "CREATE TABLE builds(number INTEGER PRIMARY KEY, build TEXT UNIQUE);"
    "CREATE TABLE points(point INTEGER PRIMARY KEY, seconds REAL, build INTEGER);";

/* Kinds of columns, as table `columns` names them. */
static const char input_kind[] = "input", number_kind[] = "number",
                  course_kind[] = "course";

/* ---- columns -------------------------------------------------------------- */

static size_t n_columns(const sim_store_form *form)
{
    return form->n_inputs + form->n_numbers + form->n_course;
}

static sim_status make_tables(const sim_store *s, sim_error *err)
{
    GString *sql = g_string_new(tables);
    sim_status status;

    g_string_append(sql, "CREATE TABLE results(id INTEGER PRIMARY KEY, point INTEGER, "
                         "arm_number INTEGER, arm TEXT, status TEXT, \"condition\" TEXT, "
                         "reason TEXT");
    sim_sql_add_names(sql, s->form.inputs, s->form.n_inputs, (sim_sql_naming){"", ""});
    sim_sql_add_names(sql, s->form.numbers, s->form.n_numbers,
                      (sim_sql_naming){"", "REAL"});
    g_string_append(sql, ");");
    if (s->form.n_course > 0) {
        g_string_append(sql, "CREATE TABLE courses(point INTEGER, arm_number INTEGER, "
                             "day REAL");
        sim_sql_add_names(sql, s->form.course, s->form.n_course,
                          (sim_sql_naming){"", "REAL"});
        g_string_append(sql, ", PRIMARY KEY(point, arm_number, day)) WITHOUT ROWID;");
    }
    if (s->form.has_items)
        g_string_append(sql, "CREATE TABLE items(item INTEGER PRIMARY KEY, status INTEGER, "
                             "redraws INTEGER, reason TEXT, numbers BLOB);");
    status = sim_sql_execute(s, sql->str, err);
    g_string_free(sql, TRUE);
    return status;
}

static sim_status describe_columns(const sim_store *s, const char *kind,
                                   const sim_column columns[], size_t n, sim_error *err)
{
    sqlite3_stmt *add = NULL;
    sim_status status = sim_sql_prepare(
        s, "INSERT INTO columns(kind, name, unit, meaning) VALUES(?,?,?,?)", &add, err);

    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        sim_sql_bind_text(add, 1, kind);
        sim_sql_bind_text(add, 2, columns[i].name);
        sim_sql_bind_text(add, 3, columns[i].unit);
        sim_sql_bind_text(add, 4, columns[i].meaning);
        status = sim_sql_run(s, add, err);
    }
    sqlite3_finalize(add);
    return status;
}

/* Reads the columns of one kind behind those that were read before; how many. */
static sim_status read_columns(sim_store *s, const char *kind, size_t *n, sim_error *err)
{
    sqlite3_stmt *get = NULL;
    int code = SQLITE_DONE;
    size_t at = n_columns(&s->form);
    sim_status status = sim_sql_prepare(
        s, "SELECT name, unit, meaning FROM columns WHERE kind = ? ORDER BY number", &get,
        err);

    if (status == SIM_OK) sim_sql_bind_text(get, 1, kind);
    while (status == SIM_OK && (code = sqlite3_step(get)) == SQLITE_ROW) {
        sim_column *c = &s->columns[at++];

        ++*n;
        c->name = sim_text_copy(sim_sql_text(get, 0));
        c->unit = sim_text_copy(sim_sql_text(get, 1));
        c->meaning = sim_text_copy(sim_sql_text(get, 2));
        if (!c->name || !c->unit || !c->meaning) status = sim_fail_memory(err, s->path);
    }
    if (status == SIM_OK) status = sim_sql_check(s, code, err);
    sqlite3_finalize(get);
    return status;
}

static sim_status find_items(sim_store *s, sim_error *err)
{
    size_t n = 0;
    sim_status status = sim_sql_get_count(
        s, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'items'", &n,
        err);

    s->form.has_items = n > 0;
    return status;
}

static sim_status read_form(sim_store *s, sim_error *err)
{
    size_t n = 0;
    sim_status status = sim_sql_get_count(s, "SELECT count(*) FROM columns", &n, err);

    if (status != SIM_OK) return status;
    s->columns = calloc(n + 1, sizeof *s->columns);
    if (!s->columns) return sim_fail_memory(err, s->path);
    status = read_columns(s, input_kind, &s->form.n_inputs, err);
    if (status == SIM_OK) status = read_columns(s, number_kind, &s->form.n_numbers, err);
    if (status == SIM_OK) status = read_columns(s, course_kind, &s->form.n_course, err);
    if (status == SIM_OK) status = find_items(s, err);
    s->form.inputs = s->columns;
    s->form.numbers = s->form.inputs + s->form.n_inputs;
    s->form.course = s->form.numbers + s->form.n_numbers;
    return status;
}

/* ---- life ----------------------------------------------------------------- */

static sim_status prepare_insert(const sim_store *s, const char *table, size_t n,
                                 sqlite3_stmt **statement, sim_error *err)
{
    GString *sql = g_string_new("INSERT INTO ");
    sim_status status;

    g_string_append_printf(sql, "%s VALUES(?", table);
    for (size_t i = 1; i < n; i++) g_string_append(sql, ",?");
    g_string_append(sql, ")");
    status = sim_sql_prepare(s, sql->str, statement, err);
    g_string_free(sql, TRUE);
    return status;
}

static sim_status prepare_adding(sim_store *s, sim_error *err)
{
    sim_status status = prepare_insert(
        s, "results", SIM_SQL_RESULT_FIXED + s->form.n_inputs + s->form.n_numbers,
        &s->add_result, err);

    if (status == SIM_OK)
        status = prepare_insert(s, "points", SIM_SQL_POINT_FIXED, &s->add_point, err);
    if (status == SIM_OK && s->form.n_course > 0)
        status = prepare_insert(s, "courses", SIM_SQL_COURSE_FIXED + s->form.n_course,
                                &s->add_course, err);
    if (status == SIM_OK && s->form.has_items)
        status = sim_store_prepare_items(s, true, err);
    return status;
}

/* The lock comes before the log: the log then needs no memory that is shared, for which
 * there may be no room. */
static const char lock[] = "PRAGMA locking_mode = EXCLUSIVE;",
                  log_ahead[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

static sim_status refuse_old(const char *path, sim_error *err)
{
    return sim_fail(
        err, SIM_EIO,
        "%s: is there already; another name, or potency sweep --resume to go on "
        "with it, would be right",
        path);
}

static sim_status refuse_folder(const char *path, sim_error *err)
{
    return sim_fail(err, SIM_EIO, "%s: is a folder; a file would be right", path);
}

static sim_status refuse_file(const char *path, int flags, int why, sim_error *err)
{
    const bool makes = flags & SQLITE_OPEN_CREATE;

    return sim_fail(err, SIM_EIO, "%s: cannot be %s: %s; %s", *path ? path : "''",
                    makes ? "written" : "read", strerror(why),
                    makes ? "-o names another file"
                          : "a file that potency sweep wrote would be right");
}

static sim_status open_file(sim_store *s, const char *path, int flags, sim_error *err)
{
    char *name = sim_sql_name_file(path);
    int code = SQLITE_NOMEM;

    *s = (sim_store){.path = sim_text_copy(path)};
    if (name && s->path && *path) code = sqlite3_open_v2(name, &s->db, flags, NULL);
    sqlite3_free(name);
    if (!s->path) return sim_fail_memory(err, path);
    if (!*path) return refuse_file(path, flags, ENOENT, err);
    if (code == SQLITE_CANTOPEN && sqlite3_system_errno(s->db) != 0)
        return refuse_file(path, flags, sqlite3_system_errno(s->db), err);
    return code == SQLITE_OK ? sim_sql_execute(s, lock, err) : sim_sql_fail(s, code, err);
}

/* What another process made meanwhile is not ours to take back. */
static sim_status begin_new(sim_store *s, sim_error *err)
{
    size_t schema = 0;
    sim_status status = sim_sql_execute(s, log_ahead, err);

    s->is_new = (sqlite3_errcode(s->db) & 0xff) != SQLITE_BUSY;
    if (status == SIM_OK) status = sim_sql_execute(s, "BEGIN IMMEDIATE", err);
    if (status == SIM_OK)
        status = sim_sql_get_count(s, "PRAGMA schema_version", &schema, err);
    if (status != SIM_OK || schema == 0) return status;
    s->is_new = false;
    return refuse_old(s->path, err);
}

sim_status sim_store_check_new(const char *path, sim_error *err)
{
    if (sim_files_is_folder(path)) return refuse_folder(path, err);
    if (sim_store_exists(path) && !sim_store_is_empty(path)) return refuse_old(path, err);
    return SIM_OK;
}

sim_status sim_store_create(sim_store *s, const char *path, const sim_store_form *form,
                            sim_error *err)
{
    char marks[128];
    sim_status status;

    *s = (sim_store){0};
    status = sim_store_check_new(path, err);
    if (status != SIM_OK) return status;
    status = open_file(s, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (status != SIM_OK) return status;
    s->form = *form;
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             APPLICATION, SIM_STORE_FORMAT);
    status = begin_new(s, err);
    if (status == SIM_OK) status = sim_sql_execute(s, marks, err);
    if (status == SIM_OK) status = make_tables(s, err);
    if (status == SIM_OK)
        status = describe_columns(s, input_kind, form->inputs, form->n_inputs, err);
    if (status == SIM_OK)
        status = describe_columns(s, number_kind, form->numbers, form->n_numbers, err);
    if (status == SIM_OK)
        status = describe_columns(s, course_kind, form->course, form->n_course, err);
    return status == SIM_OK ? prepare_adding(s, err) : status;
}

static sim_status check_marks(const sim_store *s, sim_error *err)
{
    size_t application = 0, format = 0, schema = 0;
    sim_status status = sim_sql_get_count(s, "PRAGMA application_id", &application, err);

    if (status == SIM_OK)
        status = sim_sql_get_count(s, "PRAGMA schema_version", &schema, err);

    if (status == SIM_OK)
        status = sim_sql_get_count(s, "PRAGMA user_version", &format, err);
    if (status != SIM_OK) return status;
    if (schema == 0)
        return sim_fail(err, SIM_EPARSE,
                        "%s: is empty; a file that potency sweep wrote would be right, or, "
                        "if it was ended as it began, to remove this one",
                        s->path);
    if (application != APPLICATION)
        return sim_fail(
            err, SIM_EPARSE,
            "%s: is no database of a sweep; a file that potency sweep wrote would "
            "be right",
            s->path);
    if (format != SIM_STORE_FORMAT)
        return sim_fail(
            err, SIM_EPARSE,
            "%s: is of format %zu; one of format %d, or the version of potency that "
            "wrote it, would be right",
            s->path, format, SIM_STORE_FORMAT);
    return SIM_OK;
}

sim_status sim_store_open(sim_store *s, const char *path, bool adds, sim_error *err)
{
    sim_status status;

    *s = (sim_store){0};
    if (sim_files_is_folder(path)) return refuse_folder(path, err);
    status = open_file(s, path, SQLITE_OPEN_READWRITE, err);
    if (status == SIM_OK) status = check_marks(s, err);
    if (status == SIM_OK && adds) status = sim_sql_execute(s, log_ahead, err);
    if (status == SIM_OK) status = read_form(s, err);
    if (status == SIM_OK && adds) return prepare_adding(s, err);
    return status == SIM_OK && s->form.has_items ? sim_store_prepare_items(s, false, err)
                                                 : status;
}

bool sim_store_is_empty(const char *path)
{
    sim_store s = {0};
    sim_error ignored;
    size_t schema = 1;
    bool empty =
        open_file(&s, path, SQLITE_OPEN_READWRITE, &ignored) == SIM_OK &&
        sim_sql_get_count(&s, "PRAGMA schema_version", &schema, &ignored) == SIM_OK &&
        schema == 0;

    sim_store_close(&s);
    return empty;
}

bool sim_store_exists(const char *path) { return access(path, F_OK) == 0; }

bool sim_store_is_database(const char *path)
{
    static const char magic[] = "SQLite format 3"; /* SQLite's file format, 1.3.1 */
    char start[sizeof magic] = "";
    FILE *in = NULL;
    sim_error ignored;

    if (sim_files_is_folder(path) || sim_files_read(path, &in, &ignored) != SIM_OK)
        return false;
    if (fread(start, 1, sizeof start, in) < sizeof start) start[0] = '\0';
    fclose(in);
    return memcmp(start, magic, sizeof start) == 0;
}

static void release(sim_store *s)
{
    sqlite3_finalize(s->add_result);
    sqlite3_finalize(s->add_point);
    sqlite3_finalize(s->add_course);
    sqlite3_finalize(s->add_item);
    sqlite3_finalize(s->get_item);
    s->add_result = s->add_point = s->add_course = s->add_item = s->get_item = NULL;
}

sim_status sim_store_finish(sim_store *s, sim_error *err)
{
    sim_status status = SIM_OK;

    release(s);
    if (!sqlite3_get_autocommit(s->db)) status = sim_sql_execute(s, "ROLLBACK", err);
    if (status == SIM_OK)
        status = sim_sql_execute(s, "PRAGMA wal_checkpoint(TRUNCATE)", err);
    return status == SIM_OK ? sim_sql_execute(s, "PRAGMA journal_mode = DELETE", err)
                            : status;
}

/* The file and what SQLite keeps beside it. */
static void remove_files(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *name = sqlite3_mprintf("%s%s", path, endings[i]);

        if (name) remove(name);
        sqlite3_free(name);
    }
}

void sim_store_close(sim_store *s)
{
    release(s);
    sqlite3_close(s->db);
    if (s->is_new) remove_files(s->path);
    for (size_t i = 0; s->columns && i < n_columns(&s->form); i++) {
        free((char *)s->columns[i].name);
        free((char *)s->columns[i].unit);
        free((char *)s->columns[i].meaning);
    }
    free(s->columns);
    free(s->path);
    *s = (sim_store){0};
}

void sim_store_discard(sim_store *s)
{
    s->is_new = s->db != NULL;
    sim_store_close(s);
}

sim_status sim_store_check(sim_store *s, sim_error *err)
{
    sqlite3_stmt *get = NULL;
    sim_status status = sim_sql_prepare(s, "PRAGMA integrity_check(1)", &get, err);

    if (status == SIM_OK) status = sim_sql_check(s, sqlite3_step(get), err);
    if (status == SIM_OK && strcmp(sim_sql_text(get, 0), "ok") != 0)
        status =
            sim_fail(err, SIM_EPARSE, "%s: is damaged: %s", s->path, sim_sql_text(get, 0));
    sqlite3_finalize(get);
    return status;
}

sim_status sim_store_begin(sim_store *s, sim_error *err)
{
    return sqlite3_get_autocommit(s->db) ? sim_sql_execute(s, "BEGIN", err) : SIM_OK;
}

sim_status sim_store_commit(sim_store *s, sim_error *err)
{
    sim_status status = SIM_OK;

    if (!sqlite3_get_autocommit(s->db)) status = sim_sql_execute(s, "COMMIT", err);
    if (status == SIM_OK) s->is_new = false;
    return status;
}

/* ---- facts ---------------------------------------------------------------- */

sim_status sim_store_set_fact(sim_store *s, const char *name, const char *value,
                              sim_error *err)
{
    sqlite3_stmt *set = NULL;
    sim_status status =
        sim_sql_prepare(s, "INSERT OR REPLACE INTO facts VALUES(?,?)", &set, err);

    if (status == SIM_OK) {
        sim_sql_bind_text(set, 1, name);
        sim_sql_bind_text(set, 2, value);
        status = sim_sql_run(s, set, err);
    }
    sqlite3_finalize(set);
    return status;
}

sim_status sim_store_get_fact(sim_store *s, const char *name, char **value, sim_error *err)
{
    sqlite3_stmt *get = NULL;
    sim_status status =
        sim_sql_prepare(s, "SELECT value FROM facts WHERE name = ?", &get, err);

    *value = NULL;
    if (status == SIM_OK) {
        int code;

        sim_sql_bind_text(get, 1, name);
        code = sqlite3_step(get);
        status = sim_sql_check(s, code, err);
        if (code == SQLITE_ROW) {
            *value = sim_text_copy(sim_sql_text(get, 0));
            if (!*value) status = sim_fail_memory(err, s->path);
        }
    }
    sqlite3_finalize(get);
    return status;
}

sim_status sim_store_add_parameter(sim_store *s, const sim_store_parameter *p,
                                   sim_error *err)
{
    sqlite3_stmt *add = NULL;
    sim_status status = sim_sql_prepare(
        s, "INSERT INTO parameters(name, value, unit, origin) VALUES(?,?,?,?)", &add, err);

    if (status == SIM_OK) {
        sim_sql_bind_text(add, 1, p->name);
        sim_sql_bind_text(add, 2, p->value);
        sim_sql_bind_text(add, 3, p->unit);
        sim_sql_bind_text(add, 4, p->origin);
        status = sim_sql_run(s, add, err);
    }
    sqlite3_finalize(add);
    return status;
}

sim_status sim_store_each_parameter(sim_store *s, sim_store_take_parameter *take,
                                    void *self, sim_error *err)
{
    sqlite3_stmt *get = NULL;
    int code = SQLITE_DONE;
    sim_status status = sim_sql_prepare(
        s, "SELECT name, value, unit, origin FROM parameters ORDER BY number", &get, err);

    while (status == SIM_OK && (code = sqlite3_step(get)) == SQLITE_ROW) {
        const sim_store_parameter p = {sim_sql_text(get, 0), sim_sql_text(get, 1),
                                       sim_sql_text(get, 2), sim_sql_text(get, 3)};

        status = take(self, &p, err);
    }
    if (status == SIM_OK) status = sim_sql_check(s, code, err);
    sqlite3_finalize(get);
    return status;
}

sim_status sim_store_find_build(sim_store *s, const char *build, size_t *number,
                                sim_error *err)
{
    sqlite3_stmt *get = NULL;
    sim_status status =
        sim_sql_prepare(s, "SELECT number FROM builds WHERE build = ?", &get, err);

    *number = 0;
    if (status == SIM_OK) {
        int code;

        sim_sql_bind_text(get, 1, build);
        code = sqlite3_step(get);
        status = sim_sql_check(s, code, err);
        if (code == SQLITE_ROW) *number = sim_sql_count(get, 0);
    }
    sqlite3_finalize(get);
    return status;
}

sim_status sim_store_add_build(sim_store *s, const char *build, size_t *number,
                               sim_error *err)
{
    sqlite3_stmt *add = NULL;
    sim_status status =
        sim_sql_prepare(s, "INSERT OR IGNORE INTO builds(build) VALUES(?)", &add, err);

    if (status == SIM_OK) {
        sim_sql_bind_text(add, 1, build);
        status = sim_sql_run(s, add, err);
    }
    sqlite3_finalize(add);
    return status == SIM_OK ? sim_store_find_build(s, build, number, err) : status;
}
