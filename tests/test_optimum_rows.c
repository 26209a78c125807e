/* test_optimum_rows.c -- the table of all points that were looked at, read by code of its own. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "sim/study/optimum.h"
#include "tests/sheet.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { SCAN = 16 };

/* How many doses there are of a harvest, of which no more than 40 are asked for. */
static const char question[] =
    "[optimise]\nmaximise = doses_per_donor\ncondition few = doses_per_donor <= 40\n"
    "scan = 16\nclimbs = 1\npresets.source = bone_marrow, adipose\n"
    "product.dose = log 1e6..1e8\n";

static char dir[TEMP_PATH];
static sim_optimum o;
static sheet table, columns;
static sim_error err;

static void write_tables(void)
{
    sim_files files;

    ck_assert_int_eq(sim_files_init(&files, "out", "optimise", &err), SIM_OK);
    ck_assert_msg(sim_optimum_write(&o, &files, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_files_commit(&files, &err), SIM_OK);
    sim_files_free(&files);
    ck_assert(sheet_read(&table, "out", "optimise"));
    ck_assert(sheet_read(&columns, "out", "columns"));
}

static void set_up(void)
{
    const sim_source source = {.file = "a.ini", .text = question};

    temp_folder("optimum_rows", dir);
    ck_assert_int_eq(chdir(dir), 0);
    ck_assert_msg(sim_optimum_read(&o, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_optimum_run(&o, 1, NULL, &err) == SIM_OK, "%s", err.text);
    write_tables();
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sheet_free(&table);
    sheet_free(&columns);
    sim_optimum_free(&o);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* Tables have 9 digits. */
static void check_near(double written, double number)
{
    ck_assert_double_eq_tol(written, number, 1e-8 * fabs(number));
}

START_TEST(each_point_has_a_row_with_what_was_found)
{
    ck_assert_uint_eq(table.n_rows, o.n);
    for (size_t i = 0; i < o.n; i++) {
        const sim_optimum_point *p = &o.points[i];
        const double doses = sheet_number(&table, i, "doses_per_donor");

        ck_assert_double_eq(sheet_number(&table, i, "point"), (double)p->number);
        ck_assert_str_eq(sheet_text(&table, i, "presets.source"),
                         o.plan.world.presets->list[(size_t)p->values[0]].name);
        check_near(sheet_number(&table, i, "product.dose"), p->values[1]);
        check_near(doses, sim_optimum_value(&o, p));
        ck_assert_double_eq(doses, sheet_number(&table, i, "value"));
        ck_assert_double_eq_tol(sheet_number(&table, i, "margin_1"), 40 - doses, 1e-6);
        ck_assert_double_eq(sheet_number(&table, i, "feasible"),
                            sheet_number(&table, i, "margin_1") >= 0);
        ck_assert_str_eq(sheet_text(&table, i, "reason"), "");
    }
}
END_TEST

START_TEST(where_nothing_is_found_the_row_says_why)
{
    const size_t at = o.n / 2;

    o.points[at].reason = "no harvest";
    o.points[at].seen.is_refused = true;
    o.points[at].seen.value = NAN;
    sheet_free(&table);
    sheet_free(&columns);
    write_tables();
    ck_assert_uint_eq(sheet_find(&table, 0, "reason", "no harvest"), at);
    ck_assert_str_eq(sheet_text(&table, at, "doses_per_donor"), "");
    ck_assert_str_eq(sheet_text(&table, at, "value"), "");
    ck_assert_str_eq(sheet_text(&table, at, "margin_1"), "");
    ck_assert_double_eq(sheet_number(&table, at, "feasible"), 0);
    check_near(sheet_number(&table, at, "product.dose"), o.points[at].values[1]);
}
END_TEST

/* Both of those whose condition holds and of those whose does not are among them. */
START_TEST(the_best_of_the_rows_is_the_best)
{
    const sim_optimum_point *best = sim_optimum_best(&o);
    double most = -INFINITY;
    size_t n_met = 0;

    for (size_t i = 0; i < table.n_rows; i++) {
        if (sheet_number(&table, i, "feasible") != 1) continue;
        most = fmax(most, sheet_number(&table, i, "value"));
        n_met++;
    }
    ck_assert(n_met > 0 && n_met < table.n_rows);
    check_near(most, sim_optimum_value(&o, best));
}
END_TEST

/* Those of the scan come first, as many as are asked for; those of the map last. */
START_TEST(stages_follow_each_other)
{
    static const char *const stages[] = {"scan", "search", "without", "map"};
    size_t counts[4] = {0}, stage = 0, n_map = 0;

    for (size_t i = 0; i < table.n_rows; i++) {
        const char *text = sheet_text(&table, i, "stage");

        while (stage < 4 && strcmp(text, stages[stage]) != 0) stage++;
        ck_assert_msg(stage < 4, "row %zu: %s", i, text);
        counts[stage]++;
        ck_assert_str_eq(sim_optimum_stage(&o, o.points[i].number), text);
    }
    for (size_t i = 0; i < o.n_panels; i++)
        n_map += o.panels[i].n_across *
                 (o.panels[i].upward == SIM_SEARCH_ALL ? 1 : o.panels[i].n_upward);
    ck_assert_uint_eq(counts[0], SCAN);
    ck_assert_uint_gt(counts[1], 0);
    ck_assert_uint_gt(counts[2], 0);
    ck_assert_uint_gt(n_map, 0);
    ck_assert_uint_eq(counts[3], n_map);
}
END_TEST

/* In the order that they have in the table. */
START_TEST(each_column_is_described)
{
    ck_assert_uint_eq(columns.n_rows, table.n_columns);
    for (size_t i = 0; i < table.n_columns; i++) {
        ck_assert_str_eq(sheet_text(&columns, i, "column"), table.cells[i]);
        ck_assert_str_eq(sheet_text(&columns, i, "file"), "optimise.csv");
        ck_assert_str_ne(sheet_text(&columns, i, "meaning"), "");
    }
    ck_assert_str_eq(
        sheet_text(&columns, sheet_find(&columns, 0, "column", "margin_1"), "meaning"),
        "by how much condition 1 holds, below 0: it does not; doses_per_donor <= 40");
    ck_assert_str_eq(
        sheet_text(&columns, sheet_find(&columns, 0, "column", "value"), "meaning"),
        "what is to be most: doses_per_donor");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("optimum_rows");
    TCase *cases = tcase_create("optimum_rows");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, each_point_has_a_row_with_what_was_found);
    tcase_add_test(cases, where_nothing_is_found_the_row_says_why);
    tcase_add_test(cases, the_best_of_the_rows_is_the_best);
    tcase_add_test(cases, stages_follow_each_other);
    tcase_add_test(cases, each_column_is_described);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
