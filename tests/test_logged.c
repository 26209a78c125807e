/* test_logged.c -- the table of a log beside the model: every row of the log, solved as it tells. */
#include <check.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/logged.h"
#include "tests/program.h"
#include "tests/suite.h"

/* A passage of one day, then two, plated with more than there is; the arm ends before the second. */
static const char text[] =
    "[run]\ndays = 1\n[passaging]\nattachment = 1\nrecovery = 0.5\ndeath_rate = 0\n"
    "lag_time = 120\nhazard_scale = 200\nhazard_shape = 6\nharvest_passage = 0\n[arm a]\n"
    "[arm b]\npassaging.harvest_passage = 1\n"
    "[data log]\nformat = passages\narm = b\nviability = 50 %\n"
    "columns = passage,plated,date,seeded,area,harvested,senescent\n"
    "row 1 = 1,2024-02-28,2024-02-29,2385,1e5,3000,0.25\n"
    "row 2 = 2,2024-03-05,2024-03-07,371e6,1e6,,\n";

typedef struct {
    sim_job job;
    sim_logged logged;
} solved;

static void open_solved(solved *s, const char *what)
{
    const sim_source source = {.file = "own.ini", .text = what};
    sim_error err = {""};

    ck_assert_msg(sim_job_read(&s->job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_logged_init(&s->logged, &s->job, &err) == SIM_OK, "%s", err.text);
}

static void close_solved(solved *s)
{
    sim_logged_free(&s->logged);
    sim_job_close(&s->job);
}

static double cell(const solved *s, size_t row, const char *column)
{
    const size_t c = sim_table_find(&s->logged.table, column);

    ck_assert_uint_lt(row, s->logged.table.n_rows);
    ck_assert_msg(c < s->logged.table.n_columns, "%s", column);
    return sim_table_cell(&s->logged.table, row, c);
}

START_TEST(rows_are_those_of_the_log_wherever_its_arm_ends)
{
    solved s;

    open_solved(&s, text);
    ck_assert(s.logged.is_there);
    ck_assert_str_eq(s.logged.table.name, "log");
    ck_assert_uint_eq(s.logged.table.n_rows, 2);
    ck_assert_str_eq(s.logged.table.keys[1], "b");
    ck_assert_double_eq(cell(&s, 1, "passage"), 2);
    ck_assert_double_eq(cell(&s, 1, "day"), 8);
    ck_assert_double_eq(cell(&s, 1, "days"), 2);
    ck_assert_double_eq(cell(&s, 0, "seeded"), 2385);
    ck_assert_double_eq(cell(&s, 0, "harvested"), 3000);
    ck_assert_double_eq(cell(&s, 0, "recorded_harvested"), 1500);
    ck_assert_double_eq_tol(cell(&s, 0, "recorded_doublings"), log2(1500. / 2385), 1e-8);
    ck_assert_double_eq(cell(&s, 0, "recorded_senescent_fraction"), 0.25);
    ck_assert(isnan(cell(&s, 1, "recorded_harvested")));
    ck_assert(isnan(cell(&s, 1, "recorded_doublings")));
    close_solved(&s);
}
END_TEST

/* In a day of a lag of five they hardly divide: half of those plated are recovered. */
START_TEST(the_model_stands_beside_each_row)
{
    solved s;

    open_solved(&s, text);
    for (size_t row = 0; row < 2; row++) {
        const double seeded = cell(&s, row, "seeded");

        ck_assert_double_gt(cell(&s, row, "modelled_harvested"), seeded / 2);
        ck_assert_double_lt(cell(&s, row, "modelled_harvested"), seeded / 2 * 1.2);
        ck_assert_double_eq_tol(cell(&s, row, "modelled_doublings"),
                                log2(cell(&s, row, "modelled_harvested") / seeded), 1e-7);
        ck_assert_double_lt(cell(&s, row, "modelled_senescent_fraction"), 0.01);
    }
    close_solved(&s);
}
END_TEST

START_TEST(without_a_log_there_is_no_table)
{
    solved s;

    open_solved(&s, "[run]\ndays = 1\n");
    ck_assert(!s.logged.is_there);
    ck_assert_uint_eq(s.logged.table.n_columns, 0);
    close_solved(&s);
}
END_TEST

/* ---- as its users have it ---------------------------------------------------------- */

START_TEST(a_run_writes_it_and_its_run_ini_gives_the_same_run)
{
    program_result result;

    program_write_text("own.ini",
                       "[run]\ndays = 2\n[arm a]\n[data log]\nformat = passages\n"
                       "file = own.csv\nseeded_unit = 1e6\n");
    program_write_text(
        "own.csv",
        "donor,passage,day,seeded,area,harvested\nA#1; x,1,7.5,0.2385,371,1.2e6\n"
        "A#1; x,2,14,0.371,371,\n");
    program_run("run own.ini -o out --format svg", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_run("run out/run.ini -o again --format svg", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell("for f in log.csv passages.csv summary.csv culture.csv columns.csv "
                  "log.svg; do cmp out/$f "
                  "again/$f || exit 1; done; grep -c '^log' out/columns.csv; head -n 1 "
                  "out/log.csv; cut -d, -f1-6 out/log.csv | tail -n 1",
                  &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_str_eq(result.out, "14\narm,passage,day,days,seeded,area,harvested,viability,"
                                 "recorded_doublings,modelled_doublings,recorded_harvested,"
                                 "modelled_harvested,recorded_senescent_fraction,"
                                 "modelled_senescent_fraction\na,2,14,6.5,371000,371\n");
}
END_TEST

static char
    logs[PATH_MAX]; /* those that ship, found before a test has a folder of its own */

START_TEST(the_example_is_what_the_model_makes_again)
{
    char command[3 * PATH_MAX];
    program_result result;

    snprintf(command, sizeof command,
             "sh %s/make_example.sh \"$POTENCY\" | cmp - %s/example.csv", logs, logs);
    program_shell(command, &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

START_TEST(every_log_that_ships_runs)
{
    static const char *const names[] = {"example", "colter2000", "bobkov2022", "bonab2006"};
    char arguments[2 * PATH_MAX];
    program_result result;

    snprintf(arguments, sizeof arguments, "run %s/%s.ini -o out --format svg", logs,
             names[_i]);
    program_run(arguments, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell(
        "test -s out/log.csv && test -s out/log.svg && grep -c '^log,' out/figures.csv",
        &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* What a row grew from is not said where it does not say what was plated. */
START_TEST(a_side_has_the_names_of_the_model)
{
    sim_table sides[2];
    sim_error err = {""};
    solved s;

    open_solved(&s, text);
    ck_assert(sim_logged_is_seen(&s.logged));
    for (size_t i = 0; i < 2; i++) {
        const char *const names[] = {"passage", "doublings", "harvested",
                                     "senescent_fraction"};
        const char *const prefix = i == SIM_LOGGED_RECORDED ? "recorded" : "modelled";

        ck_assert(sim_logged_part(&s.logged, (sim_logged_side)i, &sides[i], &err) ==
                  SIM_OK);
        ck_assert_uint_eq(sides[i].n_rows, 2);
        ck_assert_uint_eq(sides[i].n_columns, 4);
        for (size_t c = 0; c < 4; c++) {
            char name[64];

            ck_assert_str_eq(sides[i].columns[c].name, names[c]);
            snprintf(name, sizeof name, "%s_%s", prefix, names[c]);
            ck_assert_double_eq(sim_table_cell(&sides[i], 0, c),
                                cell(&s, 0, c ? name : names[c]));
        }
        sim_table_free(&sides[i]);
    }
    close_solved(&s);
}
END_TEST

START_TEST(a_broken_log_leaves_nothing_behind)
{
    program_result result;

    program_write_text("own.ini",
                       "[arm a]\n[data log]\nformat = passages\nfile = own.csv\n");
    program_write_text("own.csv", "passage,day,seeded\n1,7,1e5\n2,7,1e5\n");
    program_refuse("run own.ini -o out",
                   "own.csv:3: passage 2 ends on day 7, and starts on "
                   "day 7; a later end would be right");
    program_run("check own.ini", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.out, "own.csv:3: passage 2 ends on day 7"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("logged");
    TCase *tc = tcase_create("table"), *runs = tcase_create("runs");

    if (!realpath("models/logs", logs)) abort();
    tcase_add_test(tc, rows_are_those_of_the_log_wherever_its_arm_ends);
    tcase_add_test(tc, the_model_stands_beside_each_row);
    tcase_add_test(tc, without_a_log_there_is_no_table);
    tcase_add_test(tc, a_side_has_the_names_of_the_model);
    suite_add_tcase(suite, tc);
    program_add_folder(runs);
    tcase_set_timeout(runs, 60);
    tcase_add_test(runs, a_run_writes_it_and_its_run_ini_gives_the_same_run);
    tcase_add_test(runs, the_example_is_what_the_model_makes_again);
    tcase_add_loop_test(runs, every_log_that_ships_runs, 0, 4);
    tcase_add_test(runs, a_broken_log_leaves_nothing_behind);
    suite_add_tcase(suite, runs);
    return suite_run(suite);
}
