/* store_facts.c -- what a store says beside its points: facts, parameters, builds. */
#include "sim/io/sql.h"

#include <stdlib.h>

#include "sim/io/text.h"

/* Runs an insertion of texts. */
static sim_status put(sim_store *s, const char *statement, const char *const values[],
                      size_t n, sim_error *err)
{
    sqlite3_stmt *add = NULL;
    sim_status status = sim_sql_prepare(s, statement, &add, err);

    for (size_t i = 0; status == SIM_OK && i < n; i++)
        sim_sql_bind_text(add, (int)i + 1, values[i]);
    if (status == SIM_OK) status = sim_sql_run(s, add, err);
    sqlite3_finalize(add);
    return status;
}

sim_status sim_store_set_fact(sim_store *s, const char *name, const char *value,
                              sim_error *err)
{
    return put(s, "INSERT OR REPLACE INTO facts VALUES(?,?)",
               (const char *const[]){name, value}, 2, err);
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
    return put(s, "INSERT INTO parameters(name, value, unit, origin) VALUES(?,?,?,?)",
               (const char *const[]){p->name, p->value, p->unit, p->origin}, 4, err);
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
        put(s, "INSERT OR IGNORE INTO builds(build) VALUES(?)", &build, 1, err);

    return status == SIM_OK ? sim_store_find_build(s, build, number, err) : status;
}
