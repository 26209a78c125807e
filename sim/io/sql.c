/* sql.c -- SQL statements of a store, and their failures told in one line. */
#include "sim/io/store_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"

/* The most that anything is counted to: rows, arms. */
static const sqlite3_int64 count_most = 1000000000000;

/* ---- failures ------------------------------------------------------------- */

sim_status sim_store_refuse(const char *path, sim_error *err, const char *format, ...)
{
    char what[512];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(err, SIM_EPARSE,
                    "%s: %s; a file that potency sweep wrote would be right", path, what);
}

sim_status sim_sql_fail(const sim_store *s, int code, sim_error *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return sim_fail_memory(err, s->path);
    case SQLITE_FULL:
        return sim_fail(err, SIM_EIO, "%s: the disk is full; %s", s->path,
                        s->is_new ? "a place with more room would be right"
                                  : "what was committed before is kept, and is gone on "
                                    "with when there is room");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return sim_fail(err, SIM_EIO,
                        "%s: is in use by another process, perhaps by its sweep; waiting "
                        "until that ends would be right",
                        s->path);
    case SQLITE_NOTADB:
        return sim_store_refuse(s->path, err, "is no database");
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return sim_fail(err, SIM_EIO,
                        "%s: cannot be read or written (%s); a file and a folder that can "
                        "be, and a disk that works, would be right",
                        s->path, sqlite3_errmsg(s->db));
    case SQLITE_INTERRUPT:
    case SQLITE_CORRUPT:
        return sim_fail(
            err, SIM_EPARSE,
            "%s: is damaged (%s); a copy, or the sweep once more, would be right", s->path,
            sqlite3_errmsg(s->db));
    default:
        return sim_fail(err, SIM_EIO, "%s: %s", s->path,
                        s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(code));
    }
}

static sim_status check(const sim_store *s, int code, sim_error *err)
{
    return code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE
               ? SIM_OK
               : sim_sql_fail(s, code, err);
}

sim_status sim_sql_execute(const sim_store *s, const char *sql, sim_error *err)
{
    return check(s, sqlite3_exec(s->db, sql, NULL, NULL, NULL), err);
}

sim_status sim_sql_prepare(const sim_store *s, const char *sql, sqlite3_stmt **statement,
                           sim_error *err)
{
    return check(s, sqlite3_prepare_v2(s->db, sql, -1, statement, NULL), err);
}

sim_status sim_sql_run(const sim_store *s, sqlite3_stmt *statement, sim_error *err)
{
    const int code = sqlite3_step(statement);
    const sim_status status = check(s, code, err);

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

void sim_sql_bind_text(sqlite3_stmt *statement, int i, const char *text)
{
    sqlite3_bind_text(statement, i, text, -1, SQLITE_STATIC); /* which needs no memory */
}

void sim_sql_bind_number(sqlite3_stmt *statement, int i, double number)
{
    if (isfinite(number))
        sqlite3_bind_double(statement, i, number);
    else
        sqlite3_bind_null(statement, i);
}

void sim_sql_bind_count(sqlite3_stmt *statement, int i, size_t count)
{
    sqlite3_bind_int64(statement, i, (sqlite3_int64)count);
}

sim_status sim_sql_insert(const sim_store *s, const char *sql, const char *const texts[],
                          sim_error *err)
{
    sqlite3_stmt *add = NULL;
    sim_status status = sim_sql_prepare(s, sql, &add, err);

    if (status == SIM_OK) {
        for (int i = 0; i < sqlite3_bind_parameter_count(add); i++)
            sim_sql_bind_text(add, i + 1, texts[i]);
        status = sim_sql_run(s, add, err);
    }
    sqlite3_finalize(add);
    return status;
}

sim_status sim_sql_get_count(const sim_store *s, const char *sql, size_t *count,
                             sim_error *err)
{
    sqlite3_stmt *get = NULL;
    sim_status status = sim_sql_prepare(s, sql, &get, err);

    if (status == SIM_OK) status = check(s, sqlite3_step(get), err);
    if (status == SIM_OK) *count = (size_t)sqlite3_column_int64(get, 0);
    sqlite3_finalize(get);
    return status;
}

/* ---- rows ----------------------------------------------------------------- */

sim_sql_rows sim_sql_query(const sim_store *s, const char *table, const char *sql,
                           sim_error *err)
{
    sim_sql_rows rows = {.store = s, .table = table, .err = err};

    rows.status = sim_sql_prepare(s, sql, &rows.get, err);
    return rows;
}

bool sim_sql_next(sim_sql_rows *rows)
{
    int code;

    if (rows->status != SIM_OK) return false;
    code = sqlite3_step(rows->get);
    rows->status = check(rows->store, code, rows->err);
    return code == SQLITE_ROW;
}

sim_status sim_sql_end(sim_sql_rows *rows)
{
    sqlite3_finalize(rows->get);
    rows->get = NULL;
    return rows->status;
}

void sim_sql_refuse(sim_sql_rows *rows, int i, const char *what)
{
    const char *column = sqlite3_column_name(rows->get, i);

    if (rows->status != SIM_OK) return;
    rows->status = sim_store_refuse(rows->store->path, rows->err, "%s: %.100s is %s",
                                    rows->table, column ? column : "?", what);
}

/* SQLite gives no text where there is none, and where its memory was short. */
static const char *get_text(sim_sql_rows *rows, int i, size_t most)
{
    const bool is_text =
        sqlite3_column_type(rows->get, i) == SQLITE_TEXT; /* before it is read as one */
    const char *text = (const char *)sqlite3_column_text(rows->get, i);
    const size_t n = (size_t)sqlite3_column_bytes(rows->get, i);
    char what[SIM_CHARACTERS_WHAT];

    if (!text && sqlite3_errcode(rows->store->db) == SQLITE_NOMEM)
        rows->status = sim_fail_memory(rows->err, rows->store->path);
    else if (!text || !is_text)
        sim_sql_refuse(rows, i, "no text");
    else if (n > most)
        sim_sql_refuse(rows, i, "too long a text");
    else if (strlen(text) != n || sim_characters_are_broken(text, what))
        sim_sql_refuse(rows, i, "no UTF-8");
    return rows->status == SIM_OK ? text : "";
}

const char *sim_sql_text(sim_sql_rows *rows, int i)
{
    return get_text(rows, i, SIM_SQL_TEXT);
}

const char *sim_sql_file(sim_sql_rows *rows, int i)
{
    return get_text(rows, i, SIM_SQL_FILE);
}

const char *sim_sql_text_or_null(sim_sql_rows *rows, int i)
{
    if (sqlite3_column_type(rows->get, i) == SQLITE_NULL) return NULL;
    return get_text(rows, i, SIM_SQL_TEXT);
}

double sim_sql_number(sim_sql_rows *rows, int i)
{
    const int type = sqlite3_column_type(rows->get, i);
    double number;

    if (type == SQLITE_NULL) return NAN;
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
        sim_sql_refuse(rows, i, "no number");
    number = rows->status == SIM_OK ? sqlite3_column_double(rows->get, i) : NAN;
    return isfinite(number) ? number : NAN;
}

size_t sim_sql_count(sim_sql_rows *rows, int i)
{
    const sqlite3_int64 count = sqlite3_column_int64(rows->get, i);

    if (sqlite3_column_type(rows->get, i) != SQLITE_INTEGER || count < 0 ||
        count > count_most)
        sim_sql_refuse(rows, i, "no count");
    return rows->status == SIM_OK ? (size_t)count : 0;
}

void sim_sql_add_names(sqlite3_str *sql, const sim_column columns[], size_t n,
                       const char *before, const char *type)
{
    for (size_t i = 0; i < n; i++)
        sqlite3_str_appendf(sql, ", %s\"%w\"%s%s", before, columns[i].name,
                            *type ? " " : "", type);
}

sim_status sim_sql_prepare_built(const sim_store *s, sqlite3_str *sql,
                                 sqlite3_stmt **statement, sim_error *err)
{
    const int code = sqlite3_str_errcode(sql);
    char *text = sqlite3_str_finish(sql);
    sim_status status = check(s, text ? code : SQLITE_NOMEM, err);

    if (status == SIM_OK) status = sim_sql_prepare(s, text, statement, err);
    sqlite3_free(text);
    return status;
}
