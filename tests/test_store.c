/* test_store.c -- the database of a sweep: what is not committed leaves no trace, and what is
 * there is not made anew. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/io/store_parts.h"
#include "tests/stores.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

START_TEST(what_is_not_committed_leaves_no_file)
{
    stores_create("a.db", &stores_form);
    stores_add(1, 1);
    ck_assert_str_ne(stores_files(), "");
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "");
}
END_TEST

START_TEST(only_what_is_committed_is_kept)
{
    size_t n = 0;

    stores_create("a.db", &stores_form);
    stores_add(1, 1);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_add(2, 1);
    if (_i)
        stores_succeed(sim_store_finish(
            &stores_one, &stores_err)); /* also when all is brought to an end */
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "a.db ");
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    stores_succeed(sim_store_count_points(&stores_one, &n, &stores_err));
    ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(a_finished_one_is_one_plain_file)
{
    stores_create("a.db", &stores_form);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_add(1, 1);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    ck_assert_str_eq(stores_files(), "a.db a.db-wal ");
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "a.db ");
    ck_assert_str_eq(stores_sql("a.db", "PRAGMA journal_mode"), "delete");
    ck_assert_str_eq(stores_sql("a.db", "PRAGMA integrity_check"), "ok");
    ck_assert_str_eq(stores_sql("a.db", "PRAGMA user_version"), "2");
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    stores_succeed(sim_schema_check_file(&stores_one, &stores_err));
}
END_TEST

START_TEST(a_discarded_one_is_gone)
{
    stores_make("a.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", true, &stores_err));
    sim_store_discard(&stores_one);
    ck_assert_str_eq(stores_files(), "");
}
END_TEST

/* The process ends without a word; what was committed is there. */
START_TEST(a_kill_loses_nothing_that_was_committed)
{
    stores_seen s = {0};
    int status = 0;
    const pid_t child = fork();

    if (child == 0) {
        stores_create("a.db", &stores_form);
        if (sim_store_commit(&stores_one, &stores_err) != SIM_OK) _exit(2);
        stores_add(1, 1); /* into the log */
        if (sim_store_commit(&stores_one, &stores_err) != SIM_OK) _exit(2);
        stores_add(2, 1);
        abort();
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    ck_assert_str_eq(stores_files(), "a.db a.db-wal ");
    memset(stores_long, 'x', sizeof stores_long - 1);
    stores_succeed(sim_store_open(&stores_one, "a.db", _i == 1, &stores_err));
    stores_succeed(sim_schema_check_file(&stores_one, &stores_err));
    stores_succeed(sim_store_each_row(&stores_one, 0, stores_check_row, &s, &stores_err));
    ck_assert(s.n == 2 && s.points[0] == 1);
    if (_i == 1) stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(),
                     _i == 1 ? "a.db " : "a.db a.db-wal "); /* reading mends nothing */
}
END_TEST

START_TEST(one_may_go_on_with_it)
{
    stores_seen s = {0};

    stores_make("a.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", true, &stores_err));
    stores_add(2, 0.5);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    stores_succeed(sim_store_each_row(&stores_one, 0, stores_check_row, &s, &stores_err));
    ck_assert_uint_eq(s.n, 6);
    for (size_t i = 0; i < 6; i++) ck_assert_uint_eq(s.points[i], i / 2 + 1);
}
END_TEST

START_TEST(reading_changes_no_byte)
{
    char *before, *after;
    size_t n_before, n_after;
    stores_seen s = {0};

    stores_make("a.db");
    before = stores_bytes("a.db", &n_before);
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    stores_succeed(sim_schema_check_file(&stores_one, &stores_err));
    stores_succeed(sim_store_each_row(&stores_one, 0, stores_check_row, &s, &stores_err));
    sim_store_close(&stores_one);
    after = stores_bytes("a.db", &n_after);
    ck_assert(n_before == n_after && memcmp(before, after, n_before) == 0);
    free(before);
    free(after);
}
END_TEST

static const char *const odd_names[] = {":memory:", "file:a.db?mode=memory", "it's; %s.db"};

START_TEST(any_name_is_a_file)
{
    char in_folder[64];

    stores_make(odd_names[_i]);
    snprintf(in_folder, sizeof in_folder, "%s ", odd_names[_i]);
    ck_assert_str_eq(stores_files(), in_folder);
    stores_make("other");
    stores_sql("other", "DELETE FROM results");
    stores_sql("other", "DELETE FROM points");
    stores_succeed(sim_store_open(&stores_one, "other", true, &stores_err));
    stores_succeed(stores_join(odd_names[_i]));
}
END_TEST

START_TEST(it_is_known_as_a_database)
{
    stores_make("a.db");
    stores_write("short", "SQLite", 6);
    stores_write("other", "SQLite format 4 and so on", 25);
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

static void put_text(void) { stores_write("x", "[run]\ndays = 30, and more of it\n", 32); }
static void put_folder(void) { ck_assert_int_eq(mkdir("x", 0777), 0); }

START_TEST(what_is_there_is_not_made_anew)
{
    char *before, *after;
    size_t n_before, n_after;

    if (_i == 1) {
        put_folder();
        stores_refuse(sim_store_create(&stores_one, "x", &stores_form, &stores_err),
                      "x: is a folder; a file would be right");
        return;
    }
    put_text();
    before = stores_bytes("x", &n_before);
    stores_refuse(
        sim_store_create(&stores_one, "x", &stores_form, &stores_err),
        "x: is there already; another name, or potency sweep --resume to go on with it, "
        "would be right");
    sim_store_close(&stores_one);
    after = stores_bytes("x", &n_after);
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
    stores_write("b", "2", 1);
    stores_refuse(sim_store_create(&stores_one, places[_i][0], &stores_form, &stores_err),
                  places[_i][1]);
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "b ");
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_lives(TCase *cases)
{
    tcase_add_test(cases, what_is_not_committed_leaves_no_file);
    tcase_add_loop_test(cases, only_what_is_committed_is_kept, 0, 2);
    tcase_add_test(cases, a_finished_one_is_one_plain_file);
    tcase_add_test(cases, a_discarded_one_is_gone);
    tcase_add_loop_test(cases, a_kill_loses_nothing_that_was_committed, 0, 2);
    tcase_add_test(cases, one_may_go_on_with_it);
    tcase_add_test(cases, reading_changes_no_byte);
    tcase_add_loop_test(cases, any_name_is_a_file, 0, LENGTH(odd_names));
    tcase_add_test(cases, it_is_known_as_a_database);
}

static void add_refusals(TCase *cases)
{
    tcase_add_loop_test(cases, what_is_there_is_not_made_anew, 0, 2);
    tcase_add_loop_test(cases, a_place_that_cannot_be_written_is_refused, 0,
                        LENGTH(places));
}

int main(void)
{
    Suite *suite = suite_create("store");

    stores_add_case(suite, "lives", add_lives);
    stores_add_case(suite, "refusals", add_refusals);
    return suite_run(suite);
}
