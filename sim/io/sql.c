#include "sim/io/sql.h"

#include <math.h>
#include <stdlib.h>

#include "sim/io/text.h"

/* ---- failures ------------------------------------------------------------- */

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
        return sim_fail(
            err, SIM_EPARSE,
            "%s: is no database; a file that potency sweep wrote would be right", s->path);
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return sim_fail(err, SIM_EIO,
                        "%s: cannot be read or written (%s); a folder that can be written, "
                        "as an unfinished file asks for, would be right",
                        s->path, sqlite3_errmsg(s->db));
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

sim_status sim_sql_check(const sim_store *s, int code, sim_error *err)
{
    return code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE
               ? SIM_OK
               : sim_sql_fail(s, code, err);
}

sim_status sim_sql_execute(const sim_store *s, const char *sql, sim_error *err)
{
    return sim_sql_check(s, sqlite3_exec(s->db, sql, NULL, NULL, NULL), err);
}

sim_status sim_sql_prepare(const sim_store *s, const char *sql, sqlite3_stmt **statement,
                           sim_error *err)
{
    return sim_sql_check(s, sqlite3_prepare_v2(s->db, sql, -1, statement, NULL), err);
}

/* Runs a statement that gives no rows, and makes it ready for the next. */
sim_status sim_sql_run(const sim_store *s, sqlite3_stmt *statement, sim_error *err)
{
    const int code = sqlite3_step(statement);
    const sim_status status = sim_sql_check(s, code, err);

    sqlite3_reset(statement);
    return status;
}

void sim_sql_bind_text(sqlite3_stmt *statement, int i, const char *text)
{
    sqlite3_bind_text(statement, i, text, -1, SQLITE_TRANSIENT);
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

const char *sim_sql_text_or_null(sqlite3_stmt *statement, int i)
{
    return (const char *)sqlite3_column_text(statement, i);
}

/* Somebody may have put nothing where there is always a text. */
const char *sim_sql_text(sqlite3_stmt *statement, int i)
{
    const char *text = sim_sql_text_or_null(statement, i);

    return text ? text : "";
}

double sim_sql_number(sqlite3_stmt *statement, int i)
{
    return sqlite3_column_type(statement, i) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(statement, i);
}

size_t sim_sql_count(sqlite3_stmt *statement, int i)
{
    return (size_t)sqlite3_column_int64(statement, i);
}

/* The one number that a query gives. */
sim_status sim_sql_get_count(const sim_store *s, const char *sql, size_t *count,
                             sim_error *err)
{
    sqlite3_stmt *get = NULL;
    sim_status status = sim_sql_prepare(s, sql, &get, err);

    if (status == SIM_OK) status = sim_sql_check(s, sqlite3_step(get), err);
    if (status == SIM_OK) *count = sim_sql_count(get, 0);
    sqlite3_finalize(get);
    return status;
}

/* The file as SQLite is told it, for which a name such as ":memory:" is none. */
char *sim_sql_name_file(const char *path)
{
    return sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path);
}

void sim_sql_add_names(GString *sql, const sim_column columns[], size_t n,
                       sim_sql_naming how)
{
    for (size_t i = 0; i < n; i++) {
        char *name = sqlite3_mprintf("\"%w\"", columns[i].name);

        g_string_append_printf(sql, ", %s%s %s", how.before, name ? name : "", how.type);
        sqlite3_free(name);
    }
}
