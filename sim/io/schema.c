#include "sim/io/schema.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/escape.h"
#include "sim/io/sql.h"
#include "sim/io/text.h"

/* How SQLite keeps the statements, too. */
static const struct {
    const char *name, *sql;
} fixed[] = {
    {"facts", "CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT)"},
    {"parameters", "CREATE TABLE parameters(number INTEGER PRIMARY KEY, name TEXT, value "
                   "TEXT, unit TEXT, origin TEXT)"},
    {"columns",
     "CREATE TABLE columns(number INTEGER PRIMARY KEY, kind TEXT, name TEXT, unit "
     "TEXT, meaning TEXT)"},
    {"builds", "CREATE TABLE builds(number INTEGER PRIMARY KEY, build TEXT UNIQUE)"},
    {"points",
     "CREATE TABLE points(point INTEGER PRIMARY KEY, seconds REAL, build INTEGER)"},
};
enum { N_FIXED = sizeof fixed / sizeof *fixed };

/* Of a cohort, which has no points. */
static const char items[] = "items", items_sql[] =
                                         "CREATE TABLE items(item INTEGER PRIMARY KEY, "
                                         "status INTEGER, redraws INTEGER, reason "
                                         "TEXT, numbers BLOB)";

/* Those that hang on the columns. */
static const char results[] = "results", courses[] = "courses";

/* SQLite makes these for what is unique. */
static const char *const automatic[] = {"sqlite_autoindex_facts_1",
                                        "sqlite_autoindex_builds_1"};
enum { N_AUTOMATIC = sizeof automatic / sizeof *automatic };

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
    sim_sql_add_names(sql, s->form.inputs, s->form.n_inputs, (sim_sql_naming){"", ""});
    sim_sql_add_names(sql, s->form.numbers, s->form.n_numbers,
                      (sim_sql_naming){"", "REAL"});
    sqlite3_str_appendall(sql, ")");
    return sqlite3_str_finish(sql);
}

static char *courses_sql(const sim_store *s)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendall(
        sql, "CREATE TABLE courses(point INTEGER, arm_number INTEGER, arm TEXT, day REAL");
    sim_sql_add_names(sql, s->form.course, s->form.n_course, (sim_sql_naming){"", "REAL"});
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

static sim_status describe(const sim_store *s, size_t kind, const sim_column columns[],
                           size_t n, sim_error *err)
{
    sqlite3_stmt *add = NULL;
    sim_status status = sim_sql_prepare(
        s, "INSERT INTO columns(kind, name, unit, meaning) VALUES(?,?,?,?)", &add, err);

    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        sim_sql_bind_text(add, 1, kinds[kind]);
        sim_sql_bind_text(add, 2, columns[i].name);
        sim_sql_bind_text(add, 3, columns[i].unit);
        sim_sql_bind_text(add, 4, columns[i].meaning);
        status = sim_sql_run(s, add, err);
    }
    sqlite3_finalize(add);
    return status;
}

static sim_status set_arms(const sim_store *s, sim_error *err)
{
    sqlite3_stmt *set = NULL;
    sim_status status = sim_sql_prepare(s, "INSERT INTO facts VALUES(?,?)", &set, err);
    char count[32];

    snprintf(count, sizeof count, "%zu", s->form.n_arms);
    if (status == SIM_OK) {
        sim_sql_bind_text(set, 1, arms_fact);
        sim_sql_bind_text(set, 2, count);
        status = sim_sql_run(s, set, err);
    }
    sqlite3_finalize(set);
    return status;
}

sim_status sim_schema_make(const sim_store *s, sim_error *err)
{
    const sim_store_form *form = &s->form;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_FIXED; i++)
        status = sim_sql_execute(s, fixed[i].sql, err);
    if (status == SIM_OK) status = make_one(s, results_sql(s), err);
    if (status == SIM_OK && form->n_course > 0) status = make_one(s, courses_sql(s), err);
    if (status == SIM_OK && form->has_items) status = sim_sql_execute(s, items_sql, err);
    if (status == SIM_OK) status = describe(s, 0, form->inputs, form->n_inputs, err);
    if (status == SIM_OK) status = describe(s, 1, form->numbers, form->n_numbers, err);
    if (status == SIM_OK) status = describe(s, 2, form->course, form->n_course, err);
    return status == SIM_OK ? set_arms(s, err) : status;
}

/* ---- checking ------------------------------------------------------------- */

static sim_status refuse_schema(const sim_store *s, const char *what, const char *name,
                                sim_error *err)
{
    char shown[128];

    sim_escape_print(name, shown, sizeof shown);
    return sim_fail(err, SIM_EPARSE,
                    "%s: %s '%s'; a file that potency sweep wrote would be right", s->path,
                    what, shown);
}

/* What stands in a file's own list of its tables. */
typedef struct {
    bool fixed[N_FIXED], automatic[N_AUTOMATIC];
    bool items, results,
        courses; /* the last two by names: statements are looked at later */
} inventory;

static bool *find_place(inventory *i, const char *type, const char *name, const char *sql)
{
    if (strcmp(type, "table") == 0) {
        for (size_t k = 0; sql && k < N_FIXED; k++) {
            if (strcmp(name, fixed[k].name) == 0)
                return strcmp(sql, fixed[k].sql) == 0 ? &i->fixed[k] : NULL;
        }
        if (strcmp(name, items) == 0)
            return sql && strcmp(sql, items_sql) == 0 ? &i->items : NULL;
        if (strcmp(name, results) == 0) return &i->results;
        if (strcmp(name, courses) == 0) return &i->courses;
    }
    for (size_t k = 0; !sql && strcmp(type, "index") == 0 && k < N_AUTOMATIC; k++) {
        if (strcmp(name, automatic[k]) == 0) return &i->automatic[k];
    }
    return NULL;
}

static sim_status take_object(const sim_store *s, inventory *i, sim_sql_rows *rows,
                              sim_error *err)
{
    const char *type = sim_sql_text(rows, 0), *name = sim_sql_text(rows, 1);
    const char *sql = sim_sql_text_or_null(rows, 2);
    bool *place;

    if (rows->status != SIM_OK) return rows->status;
    place = find_place(i, type, name, sql);
    if (!place || *place) return refuse_schema(s, "has what no sweep makes:", name, err);
    *place = true;
    return SIM_OK;
}

static sim_status take_objects(const sim_store *s, inventory *i, sim_error *err)
{
    sim_sql_rows rows =
        sim_sql_query(s, "sqlite_schema", "SELECT type, name, sql FROM sqlite_schema", err);

    while (sim_sql_next(&rows)) rows.status = take_object(s, i, &rows, err);
    return sim_sql_end(&rows);
}

static int count_down(void *self)
{
    int *left = self;

    return --*left < 0;
}

/* Before it is known to be whole, that list may have no end. */
static sim_status check_objects(const sim_store *s, inventory *i, sim_error *err)
{
    int left = OPERATIONS_MOST;
    sim_status status;

    sqlite3_progress_handler(s->db, 1, count_down, &left);
    status = take_objects(s, i, err);
    sqlite3_progress_handler(s->db, 0, NULL, NULL);
    if (status != SIM_OK) return status;
    for (size_t k = 0; k < N_FIXED; k++) {
        if (!i->fixed[k]) return refuse_schema(s, "lacks table", fixed[k].name, err);
    }
    for (size_t k = 0; k < N_AUTOMATIC; k++) {
        if (!i->automatic[k]) return refuse_schema(s, "lacks index", automatic[k], err);
    }
    return i->results ? SIM_OK : refuse_schema(s, "lacks table", results, err);
}

/* Is the table of that name made by that statement, which is freed? */
static sim_status check_made(const sim_store *s, const char *name, char *sql,
                             sim_error *err)
{
    sqlite3_stmt *get = NULL;
    sim_status status = sql ? SIM_OK : sim_fail_memory(err, s->path);
    int code = SQLITE_DONE;

    if (status == SIM_OK)
        status = sim_sql_prepare(
            s, "SELECT 1 FROM sqlite_schema WHERE name = ? AND sql = ?", &get, err);
    if (status == SIM_OK) {
        sim_sql_bind_text(get, 1, name);
        sim_sql_bind_text(get, 2, sql);
        code = sqlite3_step(get);
        status = sim_sql_check(s, code, err);
    }
    sqlite3_finalize(get);
    sqlite3_free(sql);
    if (status == SIM_OK && code != SQLITE_ROW)
        status = refuse_schema(s, "has other columns than it says in table", name, err);
    return status;
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
    enum { FIRST = 64 };
    sim_column *grown;

    if (n >= SIM_SCHEMA_COLUMNS)
        return sim_fail(
            err, SIM_EPARSE,
            "%s: has more than %d columns; a file that potency sweep wrote would "
            "be right",
            s->path, SIM_SCHEMA_COLUMNS);
    if (n < s->capacity) return SIM_OK;
    s->capacity = s->capacity ? 2 * s->capacity : FIRST;
    grown = realloc(s->columns, s->capacity * sizeof *grown);
    if (!grown) return sim_fail_memory(err, s->path);
    s->columns = grown;
    return SIM_OK;
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
        status =
            sim_fail(err, SIM_EPARSE,
                     "%s: has no number of arms; a file that potency sweep wrote would "
                     "be right",
                     s->path);
    free(value);
    return status;
}

sim_status sim_schema_read(sim_store *s, sim_error *err)
{
    inventory i = {.results = false};
    sim_status status = check_objects(s, &i, err);

    s->form.has_items = i.items;
    if (status == SIM_OK) status = sim_schema_check_file(s, err);
    if (status == SIM_OK) status = read_columns(s, err);
    if (status == SIM_OK) status = check_made(s, results, results_sql(s), err);
    if (status == SIM_OK && i.courses) status = check_made(s, courses, courses_sql(s), err);
    if (status == SIM_OK && i.courses != (s->form.n_course > 0))
        status = refuse_schema(s, i.courses ? "has no columns for table" : "lacks table",
                               courses, err);
    return status == SIM_OK ? read_arms(s, err) : status;
}
