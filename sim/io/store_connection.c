/* store_connection.c -- how the file of a store is opened, locked and logged. */
#include "sim/io/store_parts.h"

#include <unistd.h>

#include "sim/io/raw.h"

enum { LOG_MOST = 1 << 24 }; /* pages */

static sim_status harden(const sim_store *s, sim_error *err)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},   {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},          {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        sqlite3_db_config(s->db, options[i].option, options[i].value, NULL);
    sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, SIM_SQL_FILE + SIM_SQL_TEXT);
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(s->db, SQLITE_LIMIT_EXPR_DEPTH, 32);
    sqlite3_limit(s->db, SQLITE_LIMIT_WORKER_THREADS, 0);
    return sim_sql_execute(s,
                           "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON; "
                           "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY",
                           err);
}

/* SQLite is told of it so that a name such as ":memory:" is none. */
sim_status sim_store_connect(sim_store *s, const char *file, int flags, sim_error *err)
{
    char *name = sqlite3_mprintf("%s%s", *file == '/' ? "" : "./", file);
    const int code = name ? sqlite3_open_v2(name, &s->db, flags, NULL) : SQLITE_NOMEM;

    sqlite3_free(name);
    return code == SQLITE_OK ? harden(s, err) : sim_sql_fail(s, code, err);
}

/* Who reads will end; who writes is not waited for. */
static int wait_for_readers(void *self, int step)
{
    const sim_store *s = self;

    if (step >= SIM_STORE_STEPS || sim_raw_is_locked(s->watch)) return 0;
    sqlite3_sleep(SIM_STORE_STEP);
    return 1;
}

sim_status sim_store_check_name(const sim_store *s, sim_error *err)
{
    int moved = 0;

    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved ? sim_sql_fail(s, SQLITE_BUSY, err) : SIM_OK;
}

static sim_status try_lock(sim_store *s, bool *busy, sim_error *err)
{
    sim_status status = s->watch ? SIM_OK : sim_raw_open(s->path, &s->watch, err);

    *busy = status == SIM_OK && sim_raw_is_locked(s->watch);
    if (status != SIM_OK) return status;
    if (*busy) return sim_sql_fail(s, SQLITE_BUSY, err);
    sqlite3_busy_handler(s->db, wait_for_readers, s);
    status = sim_sql_execute(s, "BEGIN EXCLUSIVE; COMMIT", err);
    sqlite3_busy_handler(s->db, NULL, NULL);
    *busy = status != SIM_OK && (sqlite3_errcode(s->db) & 0xff) == SQLITE_BUSY;
    return status;
}

/* Two who come at the same moment may each find the other: a pause of its own lets one of
 * them in. */
sim_status sim_store_insist(sim_store *s, sim_store_attempt *get, sim_error *err)
{
    enum { TRIES = 8, PAUSE = 40 };
    bool busy = false;
    sim_status status = get(s, &busy, err);

    for (int i = 0; busy && i < TRIES; i++) {
        sqlite3_sleep((int)(((long)getpid() * 7 + i * i * 13) % PAUSE) + 5);
        status = get(s, &busy, err);
    }
    return status;
}

sim_status sim_store_lock(sim_store *s, sim_error *err)
{
    const sim_status status = sim_store_insist(s, try_lock, err);

    return status == SIM_OK ? sim_store_check_name(s, err) : status;
}

static int bring_in(void *self, sqlite3 *db, const char *name, int pages)
{
    int *most = self;

    if (pages < *most) return SQLITE_OK;
    if (*most < LOG_MOST) *most *= 2;
    sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK; /* what could not be brought in stays in the log */
}

sim_status sim_store_start_log(sim_store *s, sim_error *err)
{
    sim_status status =
        sim_sql_execute(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", err);

    sqlite3_wal_hook(s->db, bring_in, s->log_most);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return status;
}
