/* test_store.c -- the database of a sweep: what goes in comes out, what is not committed
 * leaves no trace, and what is no such database is told so. */
#include <check.h>
#include <dirent.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

#include "sim/io/schema.h"
#include "sim/io/store.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { TEXT = 1 << 16 };

static const sim_column inputs[] = {
    {"product.dose", "cell", "cells given", SIM_CELL_NUMBER},
    {"presets.source", "1", "preset", SIM_CELL_EITHER}};
static const sim_column numbers[] = {
    {"potency", "1", "what it does", SIM_CELL_NUMBER},
    {"a \"quoted\", name", "mL", "with a comma, too", SIM_CELL_NUMBER},
    {"select", "1", "a word of SQL; DROP TABLE results", SIM_CELL_NUMBER},
    {"day", "day", "courses have one too", SIM_CELL_NUMBER}};
static const sim_column course[] = {{"m1", "cell", "macrophages", SIM_CELL_NUMBER},
                                    {"it's", "1", "quote", SIM_CELL_NUMBER}};
static const sim_store_form form = {2, 4, 0, inputs, numbers, NULL, 2, false},
                            form_with_course = {2, 4, 2, inputs, numbers, course, 2, false};

static char dir[TEMP_PATH];
static sim_store store;
static sim_error err;

static void set_up(void)
{
    temp_folder("store", dir);
    ck_assert_int_eq(chdir(dir), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_store_close(&store);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* ---- help ----------------------------------------------------------------- */

static void succeed(sim_status status) { ck_assert_msg(status == SIM_OK, "%s", err.text); }

static void refuse(sim_status status, const char *message)
{
    ck_assert_int_ne(status, SIM_OK);
    ck_assert_str_eq(err.text, message);
}

/* The names in the folder, in their order. */
static const char *files(void)
{
    static char text[TEXT];
    struct dirent **entries;
    const int n = scandir(".", &entries, NULL, alphasort);

    text[0] = '\0';
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.') strcat(strcat(text, entries[i]->d_name), " ");
        free(entries[i]);
    }
    free(entries);
    return text;
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    FILE *out = fopen(name, "wb");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, n, out), n);
    ck_assert_int_eq(fclose(out), 0);
}

static char *bytes_of(const char *name, size_t *n)
{
    char *bytes = malloc(1 << 22);
    FILE *in = fopen(name, "rb");

    ck_assert_ptr_nonnull(in);
    *n = fread(bytes, 1, 1 << 22, in);
    ck_assert_int_eq(fclose(in), 0);
    return bytes;
}

/* Runs SQL on a file by a connection of the test's own; the first value, if any. */
static const char *sql(const char *name, const char *text)
{
    static char value[TEXT];
    sqlite3 *db;
    sqlite3_stmt *get = NULL;

    value[0] = '\0';
    ck_assert_int_eq(sqlite3_open(name, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, text, -1, &get, NULL), SQLITE_OK);
    if (sqlite3_step(get) == SQLITE_ROW)
        snprintf(value, sizeof value, "%s", (const char *)sqlite3_column_text(get, 0));
    sqlite3_finalize(get);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
    return value;
}

/* ---- rows ----------------------------------------------------------------- */

static char very_long[TEXT];

static const sim_store_input words[][2] = {{{NULL, 2.385e7, false}, {"adipose", 0, false}},
                                           {{NULL, 12, true}, {"bone_marrow", 0, false}}};
static const double cells[][4] = {{0.371, 1.0 / 3, -2.385e-300, 7}, {NAN, INFINITY, 0, 2}};
static const sim_store_row rows[] = {
    {1, 0, "P2", words[0], "ok", NULL, NULL, cells[0], NAN},
    {1, 1, "no, \"it's\" \xC3\xA9", words[1], "refused", "a < b", very_long, cells[1], NAN},
};

static void add_point(size_t point, double seconds)
{
    sim_store_row mine[2] = {rows[0], rows[1]};
    size_t build = 0;

    mine[0].point = mine[1].point = point;
    succeed(sim_store_begin(&store, &err));
    succeed(sim_store_add_build(&store, "gcc 12", &build, &err));
    succeed(sim_store_add_point(&store, &(sim_store_point){point, build, seconds, mine, 2},
                                &err));
}

static void create(const char *name, const sim_store_form *columns)
{
    memset(very_long, 'x', sizeof very_long - 1);
    succeed(sim_store_create(&store, name, columns, &err));
}

/* A finished one with points 1 and 3. */
static void make(const char *name)
{
    create(name, &form);
    add_point(3, 0.25);
    add_point(1, 0.125);
    succeed(sim_store_set_fact(&store, "version", "1", &err));
    succeed(sim_store_commit(&store, &err));
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
}

typedef struct {
    size_t n, points[8];
    double seconds[8];
} seen;

static void check_text(const char *a, const char *b)
{
    if (!b)
        ck_assert_ptr_null(a);
    else
        ck_assert_str_eq(a, b);
}

static sim_status check_row(void *self, const sim_store_row *row, sim_error *ignored)
{
    seen *s = self;
    const sim_store_row *right = &rows[row->arm];

    (void)ignored;
    ck_assert_uint_lt(row->arm, 2);
    check_text(row->arm_name, right->arm_name);
    check_text(row->status, right->status);
    check_text(row->condition, right->condition);
    check_text(row->reason, right->reason);
    for (size_t i = 0; i < 2; i++) {
        check_text(row->inputs[i].word, right->inputs[i].word);
        if (!right->inputs[i].word)
            ck_assert(row->inputs[i].number == right->inputs[i].number);
        ck_assert(row->inputs[i].whole == right->inputs[i].whole);
    }
    for (size_t i = 0; i < 4; i++) {
        if (isfinite(right->numbers[i]))
            ck_assert(row->numbers[i] == right->numbers[i]);
        else
            ck_assert(isnan(row->numbers[i]));
    }
    s->points[s->n] = row->point;
    s->seconds[s->n++] = row->seconds;
    return SIM_OK;
}

START_TEST(what_goes_in_comes_out_in_order)
{
    seen s = {0};

    make("a.db");
    succeed(sim_store_open(&store, "a.db", false, &err));
    ck_assert_uint_eq(store.form.n_inputs, 2);
    ck_assert_uint_eq(store.form.n_numbers, 4);
    ck_assert_uint_eq(store.form.n_course, 0);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(store.form.numbers[i].name, numbers[i].name);
        ck_assert_str_eq(store.form.numbers[i].unit, numbers[i].unit);
        ck_assert_str_eq(store.form.numbers[i].meaning, numbers[i].meaning);
    }
    for (size_t i = 0; i < 2; i++)
        ck_assert_str_eq(store.form.inputs[i].name, inputs[i].name);
    succeed(sim_store_each_row(&store, 0, check_row, &s, &err));
    ck_assert_uint_eq(s.n, 4);
    ck_assert(s.points[0] == 1 && s.points[1] == 1 && s.points[2] == 3 && s.points[3] == 3);
    ck_assert(s.seconds[0] == 0.125 && s.seconds[3] == 0.25);
    s.n = 0;
    succeed(sim_store_each_row(&store, 3, check_row, &s, &err));
    ck_assert(s.n == 2 && s.points[0] == 3);
    s.n = 0;
    succeed(sim_store_each_row(&store, 2, check_row, &s, &err));
    ck_assert_uint_eq(s.n, 0);
}
END_TEST

static sim_status stop_at_once(void *self, const sim_store_row *row, sim_error *told)
{
    (void)self;
    return sim_fail(told, SIM_ESTOP, "point %zu is enough", row->point);
}

START_TEST(a_failure_of_who_takes_ends_the_reading)
{
    make("a.db");
    succeed(sim_store_open(&store, "a.db", false, &err));
    ck_assert_int_eq(sim_store_each_row(&store, 0, stop_at_once, NULL, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "point 1 is enough");
}
END_TEST

static void take_point(void *self, size_t point, size_t build)
{
    seen *s = self;

    ck_assert_uint_eq(build, 1);
    s->points[s->n++] = point;
}

START_TEST(points_come_rising)
{
    seen s = {0};
    size_t n = 0;

    make("a.db");
    succeed(sim_store_open(&store, "a.db", false, &err));
    succeed(sim_store_each_point(&store, take_point, &s, &err));
    ck_assert(s.n == 2 && s.points[0] == 1 && s.points[1] == 3);
    succeed(sim_store_count_points(&store, &n, &err));
    ck_assert_uint_eq(n, 2);
}
END_TEST

static sim_status check_day(void *self, const sim_store_day *day, sim_error *ignored)
{
    seen *s = self;

    (void)ignored;
    ck_assert_str_eq(day->arm_name, rows[day->arm].arm_name);
    ck_assert_uint_eq(day->arm, s->n / 3 % 2);
    ck_assert(day->day == 7.5 * (double)(s->n % 3));
    ck_assert(day->cells[0] == day->day * 0.371);
    ck_assert(isnan(day->cells[1]));
    s->points[s->n++] = day->point;
    return SIM_OK;
}

START_TEST(courses_come_by_point_arm_and_day)
{
    seen s = {0};

    create("a.db", &form_with_course);
    add_point(2, 1);
    for (size_t i = 6; i-- > 0;) {
        const double day = 7.5 * (double)(i % 3), values[] = {day * 0.371, NAN};

        succeed(sim_store_add_day(
            &store, &(sim_store_day){2, i / 3, day, values, rows[i / 3].arm_name}, &err));
    }
    succeed(sim_store_commit(&store, &err));
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    succeed(sim_store_open(&store, "a.db", false, &err));
    ck_assert_uint_eq(store.form.n_course, 2);
    ck_assert_str_eq(store.form.course[1].name, "it's");
    succeed(sim_store_each_day(&store, check_day, &s, &err));
    ck_assert_uint_eq(s.n, 6);
}
END_TEST

/* ---- facts ---------------------------------------------------------------- */

START_TEST(facts_are_kept_by_name)
{
    char *value = NULL;

    create("a.db", &form);
    succeed(sim_store_set_fact(&store, "text", "[run]\ndays = 30 # it's; '\n", &err));
    succeed(sim_store_set_fact(&store, "text", very_long, &err));
    succeed(sim_store_get_fact(&store, "text", &value, &err));
    ck_assert_str_eq(value, very_long);
    free(value);
    succeed(sim_store_get_fact(&store, "it's", &value, &err));
    ck_assert_ptr_null(value);
}
END_TEST

typedef struct {
    sim_store_parameter list[3];
    size_t n;
} given;

static sim_status check_parameter(void *self, const sim_store_parameter *p,
                                  sim_error *ignored)
{
    given *g = self;
    const sim_store_parameter *right = &g->list[g->n++];

    (void)ignored;
    ck_assert_str_eq(p->name, right->name);
    ck_assert_str_eq(p->value, right->value);
    ck_assert_str_eq(p->unit, right->unit);
    ck_assert_str_eq(p->origin, right->origin);
    return SIM_OK;
}

START_TEST(parameters_keep_their_order)
{
    given g = {{{"product.dose", "2.385e+07", "cell", "default"},
                {"arm no, \"it's\": product.dose", "0", "cell", "--set 'x'=\"1\""},
                {"a", "", "1", ""}},
               0};

    create("a.db", &form);
    for (size_t i = 0; i < 3; i++)
        succeed(sim_store_add_parameter(&store, &g.list[i], &err));
    succeed(sim_store_each_parameter(&store, check_parameter, &g, &err));
    ck_assert_uint_eq(g.n, 3);
}
END_TEST

START_TEST(builds_have_numbers)
{
    size_t number = 0;

    create("a.db", &form);
    succeed(sim_store_find_build(&store, "gcc 12", &number, &err));
    ck_assert_uint_eq(number, 0);
    succeed(sim_store_add_build(&store, "gcc 12", &number, &err));
    ck_assert_uint_eq(number, 1);
    succeed(sim_store_add_build(&store, "clang 14, it's", &number, &err));
    ck_assert_uint_eq(number, 2);
    succeed(sim_store_add_build(&store, "gcc 12", &number, &err));
    ck_assert_uint_eq(number, 1);
    succeed(sim_store_find_build(&store, "clang 14, it's", &number, &err));
    ck_assert_uint_eq(number, 2);
}
END_TEST

/* ---- life ----------------------------------------------------------------- */

START_TEST(what_is_not_committed_leaves_no_file)
{
    create("a.db", &form);
    add_point(1, 1);
    ck_assert_str_ne(files(), "");
    sim_store_close(&store);
    ck_assert_str_eq(files(), "");
}
END_TEST

START_TEST(only_what_is_committed_is_kept)
{
    size_t n = 0;

    create("a.db", &form);
    add_point(1, 1);
    succeed(sim_store_commit(&store, &err));
    add_point(2, 1);
    if (_i)
        succeed(sim_store_finish(&store, &err)); /* also when all is brought to an end */
    sim_store_close(&store);
    ck_assert_str_eq(files(), "a.db ");
    succeed(sim_store_open(&store, "a.db", false, &err));
    succeed(sim_store_count_points(&store, &n, &err));
    ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(a_finished_one_is_one_plain_file)
{
    create("a.db", &form);
    succeed(sim_store_commit(&store, &err));
    add_point(1, 1);
    succeed(sim_store_commit(&store, &err));
    ck_assert_str_eq(files(), "a.db a.db-wal ");
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    ck_assert_str_eq(files(), "a.db ");
    ck_assert_str_eq(sql("a.db", "PRAGMA journal_mode"), "delete");
    ck_assert_str_eq(sql("a.db", "PRAGMA integrity_check"), "ok");
    ck_assert_str_eq(sql("a.db", "PRAGMA user_version"), "2");
    succeed(sim_store_open(&store, "a.db", false, &err));
    succeed(sim_schema_check_file(&store, &err));
}
END_TEST

START_TEST(a_discarded_one_is_gone)
{
    make("a.db");
    succeed(sim_store_open(&store, "a.db", true, &err));
    sim_store_discard(&store);
    ck_assert_str_eq(files(), "");
}
END_TEST

/* The process ends without a word; what was committed is there. */
START_TEST(a_kill_loses_nothing_that_was_committed)
{
    seen s = {0};
    int status = 0;
    const pid_t child = fork();

    if (child == 0) {
        create("a.db", &form);
        if (sim_store_commit(&store, &err) != SIM_OK) _exit(2);
        add_point(1, 1); /* into the log */
        if (sim_store_commit(&store, &err) != SIM_OK) _exit(2);
        add_point(2, 1);
        abort();
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    ck_assert_str_eq(files(), "a.db a.db-wal ");
    memset(very_long, 'x', sizeof very_long - 1);
    succeed(sim_store_open(&store, "a.db", _i == 1, &err));
    succeed(sim_schema_check_file(&store, &err));
    succeed(sim_store_each_row(&store, 0, check_row, &s, &err));
    ck_assert(s.n == 2 && s.points[0] == 1);
    if (_i == 1) succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    ck_assert_str_eq(files(),
                     _i == 1 ? "a.db " : "a.db a.db-wal "); /* reading mends nothing */
}
END_TEST

START_TEST(one_may_go_on_with_it)
{
    seen s = {0};

    make("a.db");
    succeed(sim_store_open(&store, "a.db", true, &err));
    add_point(2, 0.5);
    succeed(sim_store_commit(&store, &err));
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    succeed(sim_store_open(&store, "a.db", false, &err));
    succeed(sim_store_each_row(&store, 0, check_row, &s, &err));
    ck_assert_uint_eq(s.n, 6);
    for (size_t i = 0; i < 6; i++) ck_assert_uint_eq(s.points[i], i / 2 + 1);
}
END_TEST

START_TEST(a_point_twice_is_refused)
{
    const sim_store_point again = {3, 1, 1, rows, 2};

    make("a.db");
    succeed(sim_store_open(&store, "a.db", true, &err));
    succeed(sim_store_begin(&store, &err));
    refuse(sim_store_add_point(&store, &again, &err),
           "a.db: UNIQUE constraint failed: points.point");
}
END_TEST

START_TEST(reading_changes_no_byte)
{
    char *before, *after;
    size_t n_before, n_after;
    seen s = {0};

    make("a.db");
    before = bytes_of("a.db", &n_before);
    succeed(sim_store_open(&store, "a.db", false, &err));
    succeed(sim_schema_check_file(&store, &err));
    succeed(sim_store_each_row(&store, 0, check_row, &s, &err));
    sim_store_close(&store);
    after = bytes_of("a.db", &n_after);
    ck_assert(n_before == n_after && memcmp(before, after, n_before) == 0);
    free(before);
    free(after);
}
END_TEST

/* Adds all of another file and commits. */
static sim_status join(const char *other)
{
    static const sim_store_rule all = {NULL, NULL, NULL};
    sim_store from = {0};
    sim_status status = sim_store_open(&from, other, false, &err);

    if (status == SIM_OK) status = sim_store_add_all(&store, &from, &all, &err);
    if (status == SIM_OK) status = sim_store_commit(&store, &err);
    sim_store_close(&from);
    return status;
}

static const char *const odd_names[] = {":memory:", "file:a.db?mode=memory", "it's; %s.db"};

START_TEST(any_name_is_a_file)
{
    char in_folder[64];

    make(odd_names[_i]);
    snprintf(in_folder, sizeof in_folder, "%s ", odd_names[_i]);
    ck_assert_str_eq(files(), in_folder);
    make("other");
    sql("other", "DELETE FROM results");
    sql("other", "DELETE FROM points");
    succeed(sim_store_open(&store, "other", true, &err));
    succeed(join(odd_names[_i]));
}
END_TEST

START_TEST(it_is_known_as_a_database)
{
    make("a.db");
    write_file("short", "SQLite", 6);
    write_file("other", "SQLite format 4 and so on", 25);
    ck_assert_int_eq(mkdir("folder", 0777), 0);
    ck_assert(sim_store_is_database("a.db"));
    ck_assert(!sim_store_is_database("short"));
    ck_assert(!sim_store_is_database("other"));
    ck_assert(!sim_store_is_database("folder"));
    ck_assert(!sim_store_is_database("absent"));
    ck_assert(sim_store_exists("a.db") && sim_store_exists("folder"));
    ck_assert(!sim_store_exists("absent"));
}
END_TEST

/* ---- refusals ------------------------------------------------------------- */

static void put_text(void) { write_file("x", "[run]\ndays = 30, and more of it\n", 32); }
static void put_nothing(void) { write_file("x", "", 0); }
static void put_folder(void) { ck_assert_int_eq(mkdir("x", 0777), 0); }
static void put_none(void) {}

static void put_foreign(void) { sql("x", "CREATE TABLE results(point INTEGER)"); }

static void put_newer(void)
{
    make("x");
    sql("x", "PRAGMA user_version = 3");
}

static void put_cut(void)
{
    make("x");
    ck_assert_int_eq(truncate("x", 4096), 0);
}

static void put_header(void)
{
    make("x");
    ck_assert_int_eq(truncate("x", 60), 0);
}

static void put_without_columns(void)
{
    make("x");
    sql("x", "DROP TABLE columns");
}

#define RIGHT "; a file that potency sweep wrote would be right"

static const struct {
    void (*put)(void);
    const char *message; /* of sim_store_open */
} strangers[] = {
    {put_text, "x: is no database" RIGHT},
    {put_nothing, "x: is empty; a file that potency sweep wrote would be right, or, if it "
                  "was ended as it began, to remove this one"},
    {put_folder, "x: is a folder; a file would be right"},
    {put_none, "x: cannot be read: No such file or directory" RIGHT},
    {put_foreign, "x: is no database of a sweep" RIGHT},
    {put_newer, "x: is of format 3; one of format 2, or the version of potency that wrote "
                "it, would be right"},
    {put_cut, "x: is damaged (database disk image is malformed); a copy, or the sweep once "
              "more, would be right"},
    {put_header, "x: is no database" RIGHT},
    {put_without_columns, "x: lacks table 'columns'" RIGHT},
};

START_TEST(what_no_sweep_wrote_is_refused)
{
    strangers[_i].put();
    for (int adds = 0; adds < 2; adds++) {
        refuse(sim_store_open(&store, "x", adds, &err), strangers[_i].message);
        sim_store_close(&store);
    }
}
END_TEST

START_TEST(what_is_there_is_not_made_anew)
{
    char *before, *after;
    size_t n_before, n_after;

    if (_i == 1) {
        put_folder();
        refuse(sim_store_create(&store, "x", &form, &err),
               "x: is a folder; a file would be right");
        return;
    }
    put_text();
    before = bytes_of("x", &n_before);
    refuse(sim_store_create(&store, "x", &form, &err),
           "x: is there already; another name, or potency sweep --resume to go on with it, "
           "would be right");
    sim_store_close(&store);
    after = bytes_of("x", &n_after);
    ck_assert(n_before == n_after && memcmp(before, after, n_before) == 0);
    free(before);
    free(after);
}
END_TEST

static const char *const places[][2] = {
    {"absent/a.db",
     "absent/a.db: cannot be written: No such file or directory; -o names another file"},
    {"", "'': cannot be written: No such file or directory; -o names another file"},
    {"b/a.db", "b/a.db: cannot be written: Not a directory; -o names another file"},
};

START_TEST(a_place_that_cannot_be_written_is_refused)
{
    write_file("b", "2", 1);
    refuse(sim_store_create(&store, places[_i][0], &form, &err), places[_i][1]);
    sim_store_close(&store);
    ck_assert_str_eq(files(), "b ");
}
END_TEST

#define IN_USE \
    "a.db: is in use by another process, perhaps by its sweep; waiting until that ends " \
    "would be right"

/* Runs `act` in a process of its own: locks are those of processes. */
static void elsewhere(void (*act)(void))
{
    int status = 0;
    const pid_t child = fork();

    if (child == 0) {
        act();
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void add_in_vain(void)
{
    sim_store other = {0};

    refuse(sim_store_open(&other, "a.db", true, &err), IN_USE);
    sim_store_close(&other);
    refuse(sim_store_create(&other, "a.db", &form, &err),
           "a.db: is there already; another name, or potency sweep --resume to go on with "
           "it, would be right");
    sim_store_close(&other);
}

static void read_one_point(void)
{
    sim_store other = {0};
    seen s = {0};

    succeed(sim_store_open(&other, "a.db", false, &err));
    succeed(sim_store_each_row(&other, 0, check_row, &s, &err));
    ck_assert(s.n == 2 && s.points[0] == 1);
    sim_store_close(&other);
}

START_TEST(one_that_is_added_to_is_read_and_not_added_to_by_others)
{
    create("a.db", &form);
    add_point(1, 1);
    succeed(sim_store_commit(&store, &err));
    elsewhere(add_in_vain);
    add_point(2, 1); /* nobody sees it yet */
    elsewhere(add_in_vain);
    elsewhere(read_one_point);
    succeed(sim_store_commit(&store, &err));
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    ck_assert_str_eq(files(), "a.db ");
}
END_TEST

START_TEST(a_damaged_page_is_found)
{
    char *bytes;
    size_t n;

    create("a.db", &form);
    for (size_t point = 1; point < 40; point++) add_point(point, 1);
    succeed(sim_store_commit(&store, &err));
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    bytes = bytes_of("a.db", &n);
    memset(bytes + n / 8 * 5, 0x37, 8192);
    write_file("a.db", bytes, n);
    free(bytes);
    ck_assert_int_eq(sim_store_open(&store, "a.db", _i == 1, &err), SIM_EPARSE);
    ck_assert_msg(strncmp(err.text, "a.db: is damaged", 16) == 0, "%s", err.text);
    ck_assert_ptr_null(strchr(err.text, '\n'));
}
END_TEST

/* ---- joining -------------------------------------------------------------- */

/* One whose only point was solved by a build that has number 1 there. */
static void make_other(const char *name, const char *build, const sim_store_form *columns)
{
    sim_store_row mine[2] = {rows[0], rows[1]};
    const double values[] = {2.385, 3.71};
    size_t number = 0;

    mine[0].point = mine[1].point = 2;
    create(name, columns);
    succeed(sim_store_add_build(&store, build, &number, &err));
    ck_assert_uint_eq(number, 1);
    succeed(sim_store_add_point(&store, &(sim_store_point){2, number, 0.5, mine, 2}, &err));
    if (columns->n_course > 0)
        succeed(
            sim_store_add_day(&store, &(sim_store_day){2, 1, 7.5, values, "late"}, &err));
    succeed(sim_store_commit(&store, &err));
    if (columns->n_course == 0) succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
}

START_TEST(joining_renumbers_builds)
{
    seen s = {0};

    make("a.db");
    make_other("b.db", "clang 14", &form);
    succeed(sim_store_open(&store, "a.db", true, &err));
    succeed(join("b.db"));
    succeed(sim_store_finish(&store, &err));
    succeed(sim_store_each_row(&store, 0, check_row, &s, &err));
    ck_assert_uint_eq(s.n, 6);
    sim_store_close(&store);
    ck_assert_str_eq(files(), "a.db b.db ");
    ck_assert_str_eq(sql("a.db",
                         "SELECT group_concat(point || ' by ' || b.build, '; ') FROM "
                         "(SELECT * FROM points ORDER BY point) p JOIN builds b ON "
                         "b.number = p.build"),
                     "1 by gcc 12; 2 by clang 14; 3 by gcc 12");
    ck_assert_str_eq(sql("a.db", "PRAGMA integrity_check"), "ok");
}
END_TEST

START_TEST(joining_takes_courses_and_what_was_not_finished)
{
    create("a.db", &form_with_course);
    succeed(sim_store_commit(&store, &err));
    sim_store_close(&store);
    make_other("b.db", "gcc 12", &form_with_course);
    succeed(sim_store_open(&store, "a.db", true, &err));
    succeed(join("b.db"));
    succeed(sim_store_finish(&store, &err));
    sim_store_close(&store);
    ck_assert_str_eq(files(), "a.db b.db ");
    ck_assert_str_eq(
        sql("a.db",
            "SELECT point || ' ' || arm_number || ' ' || arm || ' ' || day || ' ' || "
            "m1 || ' ' || \"it's\" FROM courses"),
        "2 1 late 7.5 2.385 3.71");
}
END_TEST

START_TEST(joining_a_point_that_is_there_is_refused)
{
    make("a.db");
    make("b.db");
    succeed(sim_store_open(&store, "a.db", true, &err));
    refuse(join("b.db"), "a.db: UNIQUE constraint failed: points.point");
    sim_store_close(&store);
    ck_assert_str_eq(sql("a.db", "SELECT count(*) FROM results"), "4");
}
END_TEST

/* ---- short of memory ------------------------------------------------------ */

/* SQLite's own memory, of which one piece is not given. */
static sqlite3_mem_methods plain;
static long until_failure;

static bool is_given(void) { return until_failure-- != 0; }

static void *give(int size) { return is_given() ? plain.xMalloc(size) : NULL; }

static void *give_more(void *piece, int size)
{
    return is_given() ? plain.xRealloc(piece, size) : NULL;
}

static void make_short(void)
{
    sqlite3_mem_methods failing;

    ck_assert_int_eq(sqlite3_shutdown(), SQLITE_OK);
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain), SQLITE_OK);
    failing = plain;
    failing.xMalloc = give;
    failing.xRealloc = give_more;
    until_failure = -1;
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
    ck_assert_int_eq(sqlite3_initialize(), SQLITE_OK);
}

static sim_status read_all(void)
{
    seen s = {0};
    sim_status status = sim_store_open(&store, "a.db", false, &err);

    if (status == SIM_OK) status = sim_store_each_row(&store, 0, check_row, &s, &err);
    if (status == SIM_OK) ck_assert_uint_eq(s.n, 4);
    if (status == SIM_OK) ck_assert_str_eq(store.form.inputs[1].name, inputs[1].name);
    return status;
}

/* From its making on, or from its first point. */
static sim_status add_from(bool made)
{
    const long failing = until_failure;
    sim_store_row mine[2] = {rows[0], rows[1]};
    sim_status status;

    if (made) until_failure = -1;
    status = sim_store_create(&store, "b.db", &form, &err);
    if (made && status == SIM_OK) status = sim_store_commit(&store, &err);
    if (made) until_failure = failing;
    mine[0].point = mine[1].point = 2;
    if (status == SIM_OK) status = sim_store_begin(&store, &err);
    if (status == SIM_OK)
        status = sim_store_add_point(&store, &(sim_store_point){2, 1, 0.5, mine, 2}, &err);
    if (status == SIM_OK) status = sim_store_commit(&store, &err);
    return status == SIM_OK ? sim_store_finish(&store, &err) : status;
}

static sim_status make_and_add(void) { return add_from(false); }

static sim_status add_to_made(void) { return add_from(true); }

static const struct {
    sim_status (*act)(void);
    const char *message; /* of a failure */
} short_ones[] = {
    {read_all, "a.db: out of memory; close other programs or ask for less"},
    {make_and_add, "b.db: out of memory; close other programs or ask for less"},
    {add_to_made, "b.db: out of memory; close other programs or ask for less"},
};

/* One piece after the other, further apart later.  SQLite can do without some. */
START_TEST(no_memory_is_no_missing_value)
{
    sim_status status = SIM_ENOMEM;
    seen s = {0};
    long n = 0;

    make_short();
    make("a.db");
    for (bool failed = true; failed; n += 1 + n / 64) {
        until_failure = n;
        status = short_ones[_i].act();
        failed = until_failure < 0;
        until_failure = -1;
        sim_store_close(&store);
        if (status == SIM_OK && short_ones[_i].act != read_all) {
            succeed(sim_store_open(&store, "b.db", false, &err));
            succeed(sim_store_each_row(&store, 2, check_row, &s, &err));
            sim_store_close(&store);
            s.n = 0;
        }
        if (status != SIM_OK) ck_assert_str_eq(err.text, short_ones[_i].message);
        unlink("b.db");
        unlink("b.db-wal");
        ck_assert_str_eq(files(), "a.db ");
    }
    ck_assert_int_eq(status, SIM_OK);
    ck_assert_int_gt(n, 20);
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_contents(TCase *cases)
{
    tcase_add_test(cases, what_goes_in_comes_out_in_order);
    tcase_add_test(cases, a_failure_of_who_takes_ends_the_reading);
    tcase_add_test(cases, points_come_rising);
    tcase_add_test(cases, courses_come_by_point_arm_and_day);
    tcase_add_test(cases, facts_are_kept_by_name);
    tcase_add_test(cases, parameters_keep_their_order);
    tcase_add_test(cases, builds_have_numbers);
}

static void add_lives(TCase *cases)
{
    tcase_add_test(cases, what_is_not_committed_leaves_no_file);
    tcase_add_loop_test(cases, only_what_is_committed_is_kept, 0, 2);
    tcase_add_test(cases, a_finished_one_is_one_plain_file);
    tcase_add_test(cases, a_discarded_one_is_gone);
    tcase_add_loop_test(cases, a_kill_loses_nothing_that_was_committed, 0, 2);
    tcase_add_test(cases, one_may_go_on_with_it);
    tcase_add_test(cases, a_point_twice_is_refused);
    tcase_add_test(cases, reading_changes_no_byte);
    tcase_add_loop_test(cases, any_name_is_a_file, 0, LENGTH(odd_names));
    tcase_add_test(cases, it_is_known_as_a_database);
}

static void add_refusals(TCase *cases)
{
    tcase_add_loop_test(cases, what_no_sweep_wrote_is_refused, 0, LENGTH(strangers));
    tcase_add_loop_test(cases, what_is_there_is_not_made_anew, 0, 2);
    tcase_add_loop_test(cases, a_place_that_cannot_be_written_is_refused, 0,
                        LENGTH(places));
    tcase_add_test(cases, one_that_is_added_to_is_read_and_not_added_to_by_others);
    tcase_add_loop_test(cases, a_damaged_page_is_found, 0, 2);
    tcase_add_test(cases, joining_renumbers_builds);
    tcase_add_test(cases, joining_takes_courses_and_what_was_not_finished);
    tcase_add_test(cases, joining_a_point_that_is_there_is_refused);
}

static void add_memory(TCase *cases)
{
    tcase_add_loop_test(cases, no_memory_is_no_missing_value, 0, LENGTH(short_ones));
}

int main(void)
{
    static void (*const add[])(TCase *) = {add_contents, add_lives, add_refusals,
                                           add_memory};
    static const char *const names[] = {"contents", "lives", "refusals", "memory"};
    Suite *suite = suite_create("store");

    for (size_t i = 0; i < 4; i++) {
        TCase *cases = tcase_create(names[i]);

        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_set_timeout(cases, 60);
        add[i](cases);
        suite_add_tcase(suite, cases);
    }
    return suite_run(suite);
}
