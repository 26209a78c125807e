/* store_items.c -- what a store keeps of a long calculation, item by item. */
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
                        SQLITE_STATIC); /* which needs no memory */
    return sim_sql_run(s, add, err);
}

/* A row that is not what was added is one of another program. */
static void take(sim_sql_rows *row, sim_store_item *item, double numbers[])
{
    const size_t bytes = item->n * sizeof *numbers;
    const void *kept = sqlite3_column_blob(row->get, 3);

    item->status = sim_sql_count(row, 0);
    item->redraws = sim_sql_count(row, 1);
    snprintf(item->why, sizeof item->why, "%s", sim_sql_text(row, 2));
    item->reason = item->why;
    if (row->status != SIM_OK) return;
    if (sqlite3_column_type(row->get, 3) == SQLITE_BLOB &&
        (size_t)sqlite3_column_bytes(row->get, 3) == bytes && (kept || bytes == 0)) {
        if (kept) memcpy(numbers, kept, bytes);
        return;
    }
    row->status = sim_fail(row->err, SIM_EPARSE,
                           "%s: number %zu is not what was kept there; without this file, "
                           "all begins anew",
                           row->store->path, item->item);
}

sim_status sim_store_get_item(sim_store *s, sim_store_item *item, double numbers[],
                              bool *found, sim_error *err)
{
    sim_sql_rows row = {.store = s, .table = "items", .get = s->get_item, .err = err};

    sim_sql_bind_count(s->get_item, 1, item->item);
    *found = sim_sql_next(&row);
    if (*found) take(&row, item, numbers);
    sqlite3_reset(s->get_item);
    return row.status;
}

sim_status sim_store_count_items(sim_store *s, size_t *count, sim_error *err)
{
    return sim_sql_get_count(s, "SELECT count(*) FROM items", count, err);
}
