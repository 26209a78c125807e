#include "sim/io/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/files.h"
#include "sim/io/raw.h"
#include "sim/io/store_parts.h"
#include "sim/io/text.h"

enum {
    APPLICATION = 0x506f7465, /* "Pote": how the file is known as ours */
    UTF_8 = 1
};

/* ---- refusals ------------------------------------------------------------- */

static sim_status refuse_old(const char *path, sim_error *err)
{
    return sim_fail(
        err, SIM_EIO,
        "%s: is there already; another name, or potency sweep --resume to go on "
        "with it, would be right",
        path);
}

static sim_status refuse_empty(const char *path, sim_error *err)
{
    return sim_fail(err, SIM_EPARSE,
                    "%s: is empty; a file that potency sweep wrote would be right, or, "
                    "if it was ended as it began, to remove this one",
                    path);
}

/* What stands in its header. */
static sim_status check_marks(const char *path, const sim_raw *raw, sim_error *err)
{
    if (sim_raw_is_empty(raw)) return refuse_empty(path, err);
    if (!raw->is_database) return sim_store_refuse(path, err, "is no database");
    if (raw->application != APPLICATION || raw->encoding != UTF_8)
        return sim_store_refuse(path, err, "is no database of a sweep");
    if (raw->format != SIM_STORE_FORMAT)
        return sim_fail(err, SIM_EPARSE,
                        "%s: is of format %u; one of format %d, or the version of potency "
                        "that wrote it, would be right",
                        path, (unsigned)raw->format, SIM_STORE_FORMAT);
    return SIM_OK;
}

static sim_status name_store(sim_store *s, const char *path, sim_error *err)
{
    *s = (sim_store){.path = sim_text_copy(path), .log_most = malloc(sizeof *s->log_most)};
    if (!s->path || !s->log_most) return sim_fail_memory(err, path);
    *s->log_most = SIM_STORE_LOG_FIRST;
    return SIM_OK;
}

/* ---- adding --------------------------------------------------------------- */

static sim_status prepare_insert(const sim_store *s, const char *table, size_t n,
                                 sqlite3_stmt **statement, sim_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendf(sql, "INSERT INTO %s VALUES(?", table);
    for (size_t i = 1; i < n; i++) sqlite3_str_appendall(sql, ",?");
    sqlite3_str_appendall(sql, ")");
    return sim_sql_prepare_built(s, sql, statement, err);
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

/* ---- making --------------------------------------------------------------- */

bool sim_store_exists(const char *path) { return access(path, F_OK) == 0; }

bool sim_store_is_empty(const char *path)
{
    sim_raw raw;
    sim_error ignored;

    return sim_raw_look(path, &raw, &ignored) == SIM_OK && sim_raw_is_empty(&raw) &&
           (raw.application == 0 || raw.application == APPLICATION);
}

static sim_status check_new(const char *path, sim_error *err)
{
    sim_status status = sim_files_check_new_target(path, err);

    if (status == SIM_OK && sim_store_exists(path) && !sim_store_is_empty(path))
        status = refuse_old(path, err);
    return status == SIM_OK ? sim_raw_check_beside(path, err) : status;
}

static sim_status try_to_begin(sim_store *s, bool *busy, sim_error *err)
{
    const sim_status status = sim_sql_execute(s, "BEGIN EXCLUSIVE", err);

    *busy = (sqlite3_errcode(s->db) & 0xff) == SQLITE_BUSY;
    return status;
}

/* What another process made meanwhile is not ours to take back. */
static sim_status begin_new(sim_store *s, sim_error *err)
{
    size_t schema = 0;
    sim_status status = sim_store_insist(s, try_to_begin, err);

    s->is_new = (sqlite3_errcode(s->db) & 0xff) != SQLITE_BUSY;
    if (status == SIM_OK)
        status = sim_sql_get_count(s, "PRAGMA schema_version", &schema, err);
    if (status != SIM_OK) return status;
    status = schema != 0 ? refuse_old(s->path, err) : sim_store_check_name(s, err);
    s->is_new = status == SIM_OK;
    return status;
}

/* ---- opening -------------------------------------------------------------- */

/* Reads a private copy, which is gone from its folder as soon as it is open. */
static sim_status connect_copy(sim_store *s, bool *again, sim_error *err)
{
    sim_raw_copy copy;
    size_t schema = 0;
    sim_status status = sim_raw_copy_all(s->path, &copy, again, err);

    if (status == SIM_OK)
        status = sim_store_connect(s, copy.file, SQLITE_OPEN_READWRITE, err);
    if (status == SIM_OK) status = sim_sql_execute(s, "BEGIN EXCLUSIVE; COMMIT", err);
    if (status == SIM_OK)
        status = sim_sql_get_count(s, "PRAGMA schema_version", &schema, err);
    sim_raw_unlink(&copy);
    if (status == SIM_OK && schema == 0) status = refuse_empty(s->path, err);
    return status;
}

static sim_status connect_plain(sim_store *s, bool *again, sim_error *err)
{
    size_t schema = 0;
    sim_status status = sim_store_connect(s, s->path, SQLITE_OPEN_READONLY, err);

    if (status == SIM_OK)
        status = sim_sql_get_count(s, "PRAGMA schema_version", &schema, err);
    *again = s->db && (sqlite3_errcode(s->db) & 0xff) == SQLITE_BUSY;
    return status;
}

static sim_status connect_to_read(sim_store *s, bool *again, sim_error *err)
{
    sim_raw raw;
    sim_status status = sim_raw_look(s->path, &raw, err);

    *again = false;
    if (status == SIM_OK) status = sim_raw_check_beside(s->path, err);
    if (status == SIM_OK) status = check_marks(s->path, &raw, err);
    if (status != SIM_OK) return status;
    s->lacks_log = raw.expects_log && !raw.has_log;
    return raw.expects_log || !raw.is_alone ? connect_copy(s, again, err)
                                            : connect_plain(s, again, err);
}

/* Who writes may be about to end, or to begin. */
static sim_status open_to_read(sim_store *s, sim_error *err)
{
    bool again = true;
    sim_status status = SIM_OK;

    for (int step = 0; again && step < SIM_STORE_STEPS; step++) {
        if (step > 0) sqlite3_sleep(SIM_STORE_STEP);
        sqlite3_close(s->db);
        s->db = NULL;
        status = connect_to_read(s, &again, err);
    }
    return again ? sim_sql_fail(s, SQLITE_BUSY, err) : status;
}

static sim_status open_to_add(sim_store *s, sim_error *err)
{
    sim_raw raw;
    sim_status status = sim_files_check_target(s->path, err);

    if (status == SIM_OK) status = sim_raw_look(s->path, &raw, err);
    if (status == SIM_OK) status = check_marks(s->path, &raw, err);
    if (status == SIM_OK) status = sim_raw_check_beside(s->path, err);
    if (status == SIM_OK)
        status = sim_store_connect(s, s->path, SQLITE_OPEN_READWRITE, err);
    return status == SIM_OK ? sim_store_lock(s, err) : status;
}

/* A sweep that has just begun has no points, and then has a log. */
sim_status sim_store_check_log(sim_store *s, sim_error *err)
{
    sim_raw now;
    size_t n = 1;
    sim_status status = s->lacks_log ? sim_store_count_points(s, &n, err) : SIM_OK;

    if (status != SIM_OK || n > 0) return status;
    status = sim_raw_look(s->path, &now, err);
    if (status != SIM_OK || now.has_log || !now.expects_log) return status;
    return sim_fail(err, SIM_EPARSE,
                    "%s: holds no points; if it is a copy, what it had is in the file "
                    "%s-wal beside the first one: both files together would be right",
                    s->path, s->path);
}

sim_status sim_store_open(sim_store *s, const char *path, bool adds, sim_error *err)
{
    sim_status status = name_store(s, path, err);

    if (status == SIM_OK) status = adds ? open_to_add(s, err) : open_to_read(s, err);
    if (status != SIM_OK) return status;
    status = sim_schema_read(s, err);
    if (status == SIM_OK && adds) status = sim_store_start_log(s, err);
    if (status == SIM_OK && adds) return prepare_adding(s, err);
    return status == SIM_OK && s->form.has_items ? sim_store_prepare_items(s, false, err)
                                                 : status;
}

static bool has_no_points(sim_store *s)
{
    sim_error ignored;
    size_t n = 1;

    return sim_store_count_points(s, &n, &ignored) == SIM_OK && n == 0;
}

/* A sweep that could not solve anything is in nobody's way, unless somebody has begun to add to
 * it. */
static void remove_idle(const char *path)
{
    sim_store s = {0};
    sim_error ignored;
    bool idle = sim_store_open(&s, path, false, &ignored) == SIM_OK && !s.form.has_items &&
                has_no_points(&s);

    sim_store_close(&s);
    if (!idle) return;
    idle = name_store(&s, path, &ignored) == SIM_OK &&
           open_to_add(&s, &ignored) == SIM_OK && has_no_points(&s);
    if (idle)
        sim_store_discard(&s);
    else
        sim_store_close(&s);
}

/* The first commit is one of a plain file with a journal: a copy is never without tables. */
sim_status sim_store_create(sim_store *s, const char *path, const sim_store_form *form,
                            sim_error *err)
{
    char marks[128];
    sim_status status;

    *s = (sim_store){0};
    remove_idle(path);
    status = check_new(path, err);
    if (status == SIM_OK) status = name_store(s, path, err);
    if (status != SIM_OK) return status;
    s->was_there = sim_store_exists(path);
    status = sim_store_connect(s, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (status == SIM_OK) status = begin_new(s, err);
    if (status != SIM_OK) return status;
    s->form = *form;
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION, SIM_STORE_FORMAT);
    status = sim_sql_execute(s, marks, err);
    if (status == SIM_OK) status = sim_schema_make(s, err);
    return status == SIM_OK ? prepare_adding(s, err) : status;
}

bool sim_store_is_database(const char *path)
{
    sim_raw raw;
    sim_error ignored;

    return sim_raw_look(path, &raw, &ignored) == SIM_OK && raw.is_database;
}

/* ---- ending --------------------------------------------------------------- */

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

sim_status sim_store_complete(sim_store *s, sim_error *err)
{
    sim_status status;

    release(s);
    status = sim_sql_execute(s, "COMMIT", err);
    if (status == SIM_OK) s->is_new = false;
    return status;
}

/* While the lock is held: afterwards it may be another's.  What stands beside the file goes
 * first: without it nobody would know whose that is. */
static void take_back(sim_store *s)
{
    sim_error ignored;

    if (!sqlite3_get_autocommit(s->db)) sim_sql_execute(s, "ROLLBACK", &ignored);
    if (sim_store_check_name(s, &ignored) != SIM_OK) return;
    if (s->was_there && truncate(s->path, 0) == 0) return;
    sim_raw_remove_beside(s->path);
    unlink(s->path);
}

void sim_store_close(sim_store *s)
{
    const size_t n = s->form.n_inputs + s->form.n_numbers + s->form.n_course;

    release(s);
    if (s->is_new) take_back(s);
    sqlite3_close(s->db);
    if (s->watch) fclose(s->watch);
    for (size_t i = 0; s->columns && i < n; i++) {
        free((char *)s->columns[i].name);
        free((char *)s->columns[i].unit);
        free((char *)s->columns[i].meaning);
    }
    free(s->columns);
    free(s->path);
    free(s->log_most);
    *s = (sim_store){0};
}

void sim_store_discard(sim_store *s)
{
    s->is_new = s->db != NULL;
    s->was_there = false;
    if (s->db) sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sim_store_close(s);
}

/* A second name never takes the place of a file; not every file system has them. */
static bool give_name(const char *path, const char *to)
{
    if (link(path, to) == 0) return unlink(path) == 0;
    return errno != EEXIST && rename(path, to) == 0;
}

sim_status sim_store_rename(const char *path, const char *to, sim_error *err)
{
    sim_store s = {0};
    sim_status status = sim_files_check_new_target(to, err);

    if (status == SIM_OK) status = name_store(&s, path, err);
    if (status == SIM_OK) status = open_to_add(&s, err);
    if (status == SIM_OK && !give_name(path, to))
        status = sim_fail(err, SIM_EIO, "%s: cannot be put aside as %s: %s", path, to,
                          strerror(errno));
    sim_store_close(&s);
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
    if (status != SIM_OK || !s->is_new) return status;
    s->is_new = false;
    return sim_store_start_log(s, err);
}
