/* schema.c -- the tables of a store, made and checked. */
#include "sim/io/store_parts.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"

/* All that a file may list, with the statements as SQLite keeps them, too. */
enum { RESULTS = 7, COURSES, ITEMS, N_KNOWN };
static const struct {
    const char *type, *name;
    const char *sql; /* NULL: none, or one that hangs on the columns */
    bool is_needed;
} known[N_KNOWN] = {
    {"table", "facts", "CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT)", true},
    {"table", "parameters",
     "CREATE TABLE parameters(number INTEGER PRIMARY KEY, name TEXT, value TEXT, unit "
     "TEXT, "
     "origin TEXT)",
     true},
    {"table", "columns",
     "CREATE TABLE columns(number INTEGER PRIMARY KEY, kind TEXT, name TEXT, unit TEXT, "
     "meaning TEXT)",
     true},
    {"table", "builds",
     "CREATE TABLE builds(number INTEGER PRIMARY KEY, build TEXT UNIQUE)", true},
    {"table", "points",
     "CREATE TABLE points(point INTEGER PRIMARY KEY, seconds REAL, build INTEGER)", true},
    /* SQLite makes these for what is unique. */
    {"index", "sqlite_autoindex_facts_1", NULL, true},
    {"index", "sqlite_autoindex_builds_1", NULL, true},
    [RESULTS] = {"table", "results", NULL, true},
    [COURSES] = {"table", "courses", NULL, false},
    /* Of a cohort, which has no points. */
    [ITEMS] = {"table", "items",
               "CREATE TABLE items(item INTEGER PRIMARY KEY, status INTEGER, redraws "
               "INTEGER, reason TEXT, numbers BLOB)",
               false},
};

static const char arms_fact[] = "arms";

/* Work of SQLite's that reading the list of tables may make. */
enum { OPERATIONS_MOST = 100000 };

/* Kinds of columns, as table `columns` names them, in their order. */
static const char *const kinds[] = {"input", "number", "course"};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

/* ---- statements ----------------------------------------------------------- */

/* To be freed by sqlite3_free; NULL where memory is short. */
static char *results_sql(const sim_store *s)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendall(sql,
                          "CREATE TABLE results(id INTEGER PRIMARY KEY, point INTEGER, "
                          "arm_number INTEGER, arm TEXT, status TEXT, \"condition\" "
                          "TEXT, reason TEXT");
    sim_sql_add_names(sql, s->form.inputs, s->form.n_inputs, "", "");
    sim_sql_add_names(sql, s->form.numbers, s->form.n_numbers, "", "REAL");
    sqlite3_str_appendall(sql, ")");
    return sqlite3_str_finish(sql);
}

static char *courses_sql(const sim_store *s)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendall(
        sql, "CREATE TABLE courses(point INTEGER, arm_number INTEGER, arm TEXT, day REAL");
    sim_sql_add_names(sql, s->form.course, s->form.n_course, "", "REAL");
    sqlite3_str_appendall(sql, ", PRIMARY KEY(point, arm_number, day)) WITHOUT ROWID");
    return sqlite3_str_finish(sql);
}

/* ---- making --------------------------------------------------------------- */

static sim_status make_one(const sim_store *s, char *sql, sim_error *err)
{
    const sim_status status =
        sql ? sim_sql_execute(s, sql, err) : sim_fail_memory(err, s->path);

    sqlite3_free(sql);
    return status;
}

static sim_status describe(const sim_store *s, const char *kind, const sim_column columns[],
                           size_t n, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        const char *const texts[] = {kind, columns[i].name, columns[i].unit,
                                     columns[i].meaning};

        status = sim_sql_insert(
            s, "INSERT INTO columns(kind, name, unit, meaning) VALUES(?,?,?,?)", texts,
            err);
    }
    return status;
}

sim_status sim_schema_make(sim_store *s, sim_error *err)
{
    const sim_store_form *form = &s->form;
    char arms[32];
    sim_status status = SIM_OK;

    for (size_t k = 0; status == SIM_OK && k < N_KNOWN; k++) {
        if (known[k].sql && (known[k].is_needed || form->has_items))
            status = sim_sql_execute(s, known[k].sql, err);
    }
    if (status == SIM_OK) status = make_one(s, results_sql(s), err);
    if (status == SIM_OK && form->n_course > 0) status = make_one(s, courses_sql(s), err);
    if (status == SIM_OK) status = describe(s, kinds[0], form->inputs, form->n_inputs, err);
    if (status == SIM_OK)
        status = describe(s, kinds[1], form->numbers, form->n_numbers, err);
    if (status == SIM_OK) status = describe(s, kinds[2], form->course, form->n_course, err);
    snprintf(arms, sizeof arms, "%zu", form->n_arms);
    return status == SIM_OK ? sim_store_set_fact(s, arms_fact, arms, err) : status;
}

/* ---- checking ------------------------------------------------------------- */

static sim_status refuse_schema(const sim_store *s, const char *what, const char *name,
                                sim_error *err)
{
    char shown[128];

    sim_escape_print(name, shown, sizeof shown);
    return sim_store_refuse(s->path, err, "%s '%s'", what, shown);
}

/* Statements that hang on the columns are looked at when those are known. */
static bool is_known(size_t k, const char *type, const char *name, const char *sql)
{
    if (strcmp(type, known[k].type) != 0 || strcmp(name, known[k].name) != 0) return false;
    if (known[k].sql) return sql && strcmp(sql, known[k].sql) == 0;
    return k >= RESULTS || !sql;
}

static sim_status take_object(const sim_store *s, bool has[N_KNOWN], sim_sql_rows *rows,
                              sim_error *err)
{
    const char *type = sim_sql_text(rows, 0), *name = sim_sql_text(rows, 1);
    const char *sql = sim_sql_text_or_null(rows, 2);
    size_t k = 0;

    if (rows->status != SIM_OK) return rows->status;
    while (k < N_KNOWN && !is_known(k, type, name, sql)) k++;
    if (k == N_KNOWN || has[k])
        return refuse_schema(s, "has what no sweep makes:", name, err);
    has[k] = true;
    return SIM_OK;
}

static sim_status take_objects(const sim_store *s, bool has[N_KNOWN], sim_error *err)
{
    sim_sql_rows rows =
        sim_sql_query(s, "sqlite_schema", "SELECT type, name, sql FROM sqlite_schema", err);

    while (sim_sql_next(&rows)) rows.status = take_object(s, has, &rows, err);
    return sim_sql_end(&rows);
}

static int count_down(void *self)
{
    int *left = self;

    return --*left < 0;
}

/* Before it is known to be whole, that list may have no end. */
static sim_status check_objects(const sim_store *s, bool has[N_KNOWN], sim_error *err)
{
    int left = OPERATIONS_MOST;
    char lacks[16];
    sim_status status;

    sqlite3_progress_handler(s->db, 1, count_down, &left);
    status = take_objects(s, has, err);
    sqlite3_progress_handler(s->db, 0, NULL, NULL);
    for (size_t k = 0; status == SIM_OK && k < N_KNOWN; k++) {
        snprintf(lacks, sizeof lacks, "lacks %s", known[k].type);
        if (known[k].is_needed && !has[k])
            status = refuse_schema(s, lacks, known[k].name, err);
    }
    return status;
}

/* Is the table made by that statement, which is freed? */
static sim_status check_made(const sim_store *s, size_t k, char *sql, sim_error *err)
{
    sim_sql_rows rows = sim_sql_query(
        s, "sqlite_schema", "SELECT 1 FROM sqlite_schema WHERE name = ? AND sql = ?", err);

    if (rows.status == SIM_OK && !sql) rows.status = sim_fail_memory(err, s->path);
    if (rows.status == SIM_OK) {
        sim_sql_bind_text(rows.get, 1, known[k].name);
        sim_sql_bind_text(rows.get, 2, sql);
    }
    if (!sim_sql_next(&rows) && rows.status == SIM_OK)
        rows.status =
            refuse_schema(s, "has other columns than it says in table", known[k].name, err);
    sim_sql_end(&rows);
    sqlite3_free(sql);
    return rows.status;
}

static sim_status check_once(const sim_store *s, sim_error *err)
{
    sim_sql_rows rows =
        sim_sql_query(s, "integrity_check", "PRAGMA integrity_check(1)", err);

    while (sim_sql_next(&rows)) {
        const char *found = sim_sql_text(&rows, 0);

        if (rows.status == SIM_OK && strcmp(found, "ok") != 0)
            rows.status = sim_fail(err, SIM_EPARSE, "%s: is damaged: %s", s->path, found);
    }
    return sim_sql_end(&rows);
}

/* SQLite takes a page for which it has no memory for a damaged one: so it is asked again. */
sim_status sim_schema_check_file(const sim_store *s, sim_error *err)
{
    const sim_status status = check_once(s, err);

    return status == SIM_EPARSE ? check_once(s, err) : status;
}

/* ---- columns -------------------------------------------------------------- */

static sim_status make_room(sim_store *s, size_t n, sim_error *err)
{
    if (n >= SIM_SCHEMA_COLUMNS)
        return sim_store_refuse(s->path, err, "has more than %d columns",
                                SIM_SCHEMA_COLUMNS);
    return sim_memory_grow(&s->columns, n, sizeof *s->columns)
               ? SIM_OK
               : sim_fail_memory(err, s->path);
}

/* The kinds follow each other. */
static size_t *count_of(sim_store *s, const char *kind)
{
    size_t *const counts[N_KINDS] = {&s->form.n_inputs, &s->form.n_numbers,
                                     &s->form.n_course};
    size_t k = 0;

    while (k < N_KINDS && strcmp(kind, kinds[k]) != 0) k++;
    for (size_t later = k + 1; later < N_KINDS; later++) {
        if (*counts[later] > 0) return NULL;
    }
    return k < N_KINDS ? counts[k] : NULL;
}

static sim_status take_column(sim_store *s, sim_sql_rows *rows, sim_error *err)
{
    const size_t n = s->form.n_inputs + s->form.n_numbers + s->form.n_course;
    const char *kind = sim_sql_text(rows, 0), *name = sim_sql_text(rows, 1);
    const char *unit = sim_sql_text(rows, 2), *meaning = sim_sql_text(rows, 3);
    size_t *count = count_of(s, kind);
    sim_status status = rows->status;
    sim_column *c;

    if (status == SIM_OK && !count)
        status = refuse_schema(s, "has a column of an unknown or late kind,", kind, err);
    if (status == SIM_OK) status = make_room(s, n, err);
    if (status != SIM_OK) return status;
    c = &s->columns[n];
    *c = (sim_column){sim_text_copy(name), sim_text_copy(unit), sim_text_copy(meaning),
                      count == &s->form.n_inputs ? SIM_CELL_EITHER : SIM_CELL_NUMBER};
    ++*count;
    return c->name && c->unit && c->meaning ? SIM_OK : sim_fail_memory(err, s->path);
}

static sim_status read_columns(sim_store *s, sim_error *err)
{
    sim_sql_rows rows = sim_sql_query(
        s, "columns", "SELECT kind, name, unit, meaning FROM columns ORDER BY number", err);

    while (sim_sql_next(&rows)) rows.status = take_column(s, &rows, err);
    s->form.inputs = s->columns;
    s->form.numbers = s->columns ? s->form.inputs + s->form.n_inputs : NULL;
    s->form.course = s->columns ? s->form.numbers + s->form.n_numbers : NULL;
    return sim_sql_end(&rows);
}

static sim_status read_arms(sim_store *s, sim_error *err)
{
    char *value = NULL, *end = NULL;
    sim_status status = sim_store_get_fact(s, arms_fact, &value, err);

    if (status != SIM_OK) return status;
    s->form.n_arms = value && *value >= '1' && *value <= '9' ? strtoul(value, &end, 10) : 0;
    if (s->form.n_arms < 1 || s->form.n_arms > SIM_STORE_ARMS || *end)
        status = sim_store_refuse(s->path, err, "has no number of arms");
    free(value);
    return status;
}

sim_status sim_schema_read(sim_store *s, sim_error *err)
{
    bool has[N_KNOWN] = {false};
    sim_status status = check_objects(s, has, err);

    s->form.has_items = has[ITEMS];
    if (status == SIM_OK) status = sim_schema_check_file(s, err);
    if (status == SIM_OK) status = read_columns(s, err);
    if (status == SIM_OK) status = check_made(s, RESULTS, results_sql(s), err);
    if (status == SIM_OK && has[COURSES])
        status = check_made(s, COURSES, courses_sql(s), err);
    if (status == SIM_OK && has[COURSES] != (s->form.n_course > 0))
        status = refuse_schema(s, has[COURSES] ? "has no columns for table" : "lacks table",
                               known[COURSES].name, err);
    return status == SIM_OK ? read_arms(s, err) : status;
}
