/* store_facts.c -- what a store says beside its points: facts, parameters, builds, items. */
#include "sim/io/store_parts.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

sim_status sim_store_set_fact(sim_store *s, const char *name, const char *value,
                              sim_error *err)
{
    return sim_sql_insert(s, "INSERT OR REPLACE INTO facts VALUES(?,?)",
                          (const char *const[]){name, value}, err);
}

sim_status sim_store_get_fact(sim_store *s, const char *name, char **value, sim_error *err)
{
    sim_sql_rows rows =
        sim_sql_query(s, "facts", "SELECT value FROM facts WHERE name = ?", err);

    *value = NULL;
    if (rows.status == SIM_OK) sim_sql_bind_text(rows.get, 1, name);
    if (sim_sql_next(&rows)) {
        const char *text = sim_sql_file(&rows, 0);

        if (rows.status == SIM_OK) *value = sim_text_copy(text);
        if (rows.status == SIM_OK && !*value) rows.status = sim_fail_memory(err, s->path);
    }
    return sim_sql_end(&rows);
}

sim_status sim_store_add_parameter(sim_store *s, const sim_store_parameter *p,
                                   sim_error *err)
{
    return sim_sql_insert(
        s, "INSERT INTO parameters(name, value, unit, origin) VALUES(?,?,?,?)",
        (const char *const[]){p->name, p->value, p->unit, p->origin}, err);
}

sim_status sim_store_each_parameter(sim_store *s, sim_store_take_parameter *take,
                                    void *self, sim_error *err)
{
    sim_sql_rows rows = sim_sql_query(
        s, "parameters", "SELECT name, value, unit, origin FROM parameters ORDER BY number",
        err);

    while (sim_sql_next(&rows)) {
        const sim_store_parameter p = {sim_sql_text(&rows, 0), sim_sql_text(&rows, 1),
                                       sim_sql_text(&rows, 2), sim_sql_text(&rows, 3)};

        if (rows.status == SIM_OK) rows.status = take(self, &p, err);
    }
    return sim_sql_end(&rows);
}

sim_status sim_store_find_build(sim_store *s, const char *build, size_t *number,
                                sim_error *err)
{
    sim_sql_rows rows =
        sim_sql_query(s, "builds", "SELECT number FROM builds WHERE build = ?", err);

    *number = 0;
    if (rows.status == SIM_OK) sim_sql_bind_text(rows.get, 1, build);
    if (sim_sql_next(&rows)) *number = sim_sql_count(&rows, 0);
    return sim_sql_end(&rows);
}

sim_status sim_store_add_build(sim_store *s, const char *build, size_t *number,
                               sim_error *err)
{
    const sim_status status =
        sim_sql_insert(s, "INSERT OR IGNORE INTO builds(build) VALUES(?)", &build, err);

    return status == SIM_OK ? sim_store_find_build(s, build, number, err) : status;
}

/* ---- items of a long calculation -------------------------------------------- */

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
