/* test_joined.c -- a table with the rows of another between its own. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/joined.h"
#include "tests/suite.h"

static const sim_column key = {"arm", "", "arm", SIM_CELL_TEXT};
static const sim_column columns[] = {{"day", "day", "day", SIM_CELL_NUMBER},
                                     {"tnf", "1", "TNF", SIM_CELL_NUMBER},
                                     {"pge2", "1", "PGE2", SIM_CELL_NUMBER}};

static void make(sim_table *table, const char *name)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_table_init(table, name, key, columns, 3, &err), SIM_OK);
}

static void add(sim_table *table, const char *arm, double day, double tnf)
{
    sim_error err = {""};
    double *cells;

    ck_assert_int_eq(sim_table_add_row(table, arm, &cells, &err), SIM_OK);
    cells[0] = day;
    cells[1] = tnf;
    cells[2] = -tnf;
}

/* Two arms of three days; of the second, a dose on day 1, and of what is between, an arm that the
 * table does not have. */
static void make_both(sim_table *table, sim_table *between)
{
    make(table, "course");
    make(between, "between");
    for (int i = 0; i < 6; i++) add(table, i < 3 ? "one" : "two", i % 3, 10 + i);
    add(between, "two", 1, 0.371); /* before the dose */
    add(between, "two", 1.2385, 0.5);
    add(between, "two", 1.71, 0.6);
    add(between, "none", 0.5, 7);
    add(between, "one", 0.5, 0.8);
    add(between, "one", 2.5, 0.9); /* behind all of the table's */
}

static const double right[][2] = {{0, 10},     {0.5, 0.8}, {1, 11}, {2, 12},
                                  {0, 13},     {1, 0.371}, {1, 14}, {1.2385, 0.5},
                                  {1.71, 0.6}, {2, 15}};
enum { ROWS = sizeof right / sizeof *right };

START_TEST(rows_of_another_stand_between_those_of_a_table_before_equal_ones)
{
    static const char *const kept[] = {"tnf", NULL, "day"};
    sim_pool pool = {0};
    sim_table table, between, joined;

    make_both(&table, &between);
    joined = plot_join_tables(&(plot_join){&table, &between, "day", kept, 3}, &pool);
    ck_assert_str_eq(joined.name, "course");
    ck_assert_uint_eq(joined.n_columns, 2);
    ck_assert_uint_eq(joined.n_rows, ROWS);
    for (size_t row = 0; row < ROWS; row++) {
        ck_assert_str_eq(joined.keys[row], row < 4 ? "one" : "two");
        ck_assert_double_eq(sim_table_cell(&joined, row, sim_table_find(&joined, "day")),
                            right[row][0]);
        ck_assert_double_eq(sim_table_cell(&joined, row, sim_table_find(&joined, "tnf")),
                            right[row][1]);
    }
    ck_assert_str_eq(joined.all[0].name, "arm");
    sim_pool_free(&pool);
    sim_table_free(&table);
    sim_table_free(&between);
}
END_TEST

START_TEST(a_column_that_is_not_between_is_empty_there)
{
    static const char *const kept[] = {"day", "pge2"};
    sim_pool pool = {0};
    sim_table table, between, joined;

    make_both(&table, &between);
    between.columns[2].name = "other";
    joined = plot_join_tables(&(plot_join){&table, &between, "day", kept, 2}, &pool);
    ck_assert_uint_eq(joined.n_rows, ROWS);
    ck_assert(isnan(sim_table_cell(&joined, 1, 1)));
    ck_assert_double_eq(sim_table_cell(&joined, 2, 1), -11);
    sim_pool_free(&pool);
    sim_table_free(&table);
    sim_table_free(&between);
}
END_TEST

START_TEST(nothing_between_leaves_a_table_as_it_is)
{
    static const char *const kept[] = {"day", "tnf"};
    sim_pool pool = {0};
    sim_table table, between, joined;

    make_both(&table, &between);
    between.n_rows = 0;
    joined = plot_join_tables(&(plot_join){&table, &between, "day", kept, 2}, &pool);
    ck_assert_uint_eq(joined.n_rows, table.n_rows);
    for (size_t row = 0; row < table.n_rows; row++)
        ck_assert_double_eq(sim_table_cell(&joined, row, 1),
                            sim_table_cell(&table, row, 1));
    sim_pool_free(&pool);
    sim_table_free(&table);
    sim_table_free(&between);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("joined");
    TCase *tcase = tcase_create("joined");

    tcase_add_test(tcase, rows_of_another_stand_between_those_of_a_table_before_equal_ones);
    tcase_add_test(tcase, a_column_that_is_not_between_is_empty_there);
    tcase_add_test(tcase, nothing_between_leaves_a_table_as_it_is);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
