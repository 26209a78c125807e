#include "sim/io/sql.h"

#include <stdlib.h>
#include <string.h>

sim_status sim_store_prepare_items(sim_store *s, bool adds, sim_error *err)
{
    sim_status status = sim_sql_prepare(
        s, "SELECT status, redraws, reason, numbers FROM items WHERE item = ?",
        &s->get_item, err);

    if (status == SIM_OK && adds)
        status =
            sim_sql_prepare(s, "INSERT INTO items VALUES(?,?,?,?,?)", &s->add_item, err);
    return status;
}

sim_status sim_store_add_item(sim_store *s, const sim_store_item *item, sim_error *err)
{
    sqlite3_stmt *add = s->add_item;

    sim_sql_bind_count(add, 1, item->item);
    sim_sql_bind_count(add, 2, item->status);
    sim_sql_bind_count(add, 3, item->redraws);
    sim_sql_bind_text(add, 4, item->reason);
    sqlite3_bind_blob64(add, 5, item->numbers, item->n * sizeof *item->numbers,
                        SQLITE_TRANSIENT);
    return sim_sql_run(s, add, err);
}

/* A row that is not what was added is one of another program. */
static sim_status take(const sim_store *s, sqlite3_stmt *get, sim_store_item *item,
                       double numbers[], sim_error *err)
{
    const size_t bytes = item->n * sizeof *numbers;
    const char *reason = sim_sql_text(get, 2);

    if (sqlite3_column_type(get, 3) != SQLITE_BLOB ||
        (size_t)sqlite3_column_bytes(get, 3) != bytes || sqlite3_column_int64(get, 0) < 0 ||
        sqlite3_column_int64(get, 1) < 0)
        return sim_fail(err, SIM_EPARSE,
                        "%s: number %zu is not what was kept there; without this file, all "
                        "begins anew",
                        s->path, item->item);
    item->status = sim_sql_count(get, 0);
    item->redraws = sim_sql_count(get, 1);
    snprintf(item->why, sizeof item->why, "%s", reason);
    item->reason = item->why;
    memcpy(numbers, sqlite3_column_blob(get, 3), bytes);
    return SIM_OK;
}

sim_status sim_store_get_item(sim_store *s, sim_store_item *item, double numbers[],
                              bool *found, sim_error *err)
{
    sqlite3_stmt *get = s->get_item;
    sim_status status;
    int code;

    sim_sql_bind_count(get, 1, item->item);
    code = sqlite3_step(get);
    *found = code == SQLITE_ROW;
    status = *found ? take(s, get, item, numbers, err) : sim_sql_check(s, code, err);
    sqlite3_reset(get);
    return status;
}

sim_status sim_store_count_items(sim_store *s, size_t *count, sim_error *err)
{
    return sim_sql_get_count(s, "SELECT count(*) FROM items", count, err);
}
