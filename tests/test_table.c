/* test_table.c -- tables and their CSV. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/table.h"

static const sim_column key = {"arm", "1", "name of the arm"};
static const sim_column columns[] = {{"day", "day", "time"}, {"tnf, free", "1", "TNF"}};

START_TEST(a_table_is_written_as_csv)
{
    static const char *const keys[] = {"P2", "a \"young\" arm", "one, two"};
    static const double cells[][2] = {{0, 2.385}, {1.5, NAN}, {-INFINITY, 1.0 / 3}};
    sim_table table;
    sim_error err;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(sim_table_init(&table, "course", key, columns, 2, &err), SIM_OK);
    for (int i = 0; i < 3; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, keys[i], &row, &err), SIM_OK);
        memcpy(row, cells[i], sizeof cells[i]);
    }
    sim_table_write_csv(&table, out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text, "arm,day,\"tnf, free\"\n"
                           "P2,0,2.385\n"
                           "\"a \"\"young\"\" arm\",1.5,\n"
                           "\"one, two\",,0.333333333\n");
    free(text);
    sim_table_free(&table);
}
END_TEST

START_TEST(a_table_grows_and_finds_its_columns)
{
    sim_table table;
    sim_error err;

    ck_assert_int_eq(sim_table_init(&table, "course", key, columns, 2, &err), SIM_OK);
    for (int i = 0; i < 1000; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, "P2", &row, &err), SIM_OK);
        row[0] = i;
        row[1] = 3.71 * i;
    }
    ck_assert_uint_eq(sim_table_find(&table, "tnf, free"), 1);
    ck_assert_uint_eq(sim_table_find(&table, "tnf"), 2);
    ck_assert_double_eq(sim_table_cell(&table, 238, 1), 3.71 * 238);
    sim_table_free(&table);
}
END_TEST

static const char *const fields[][2] = {
    {"P2", "P2"},
    {"", ""},
    {"one, two", "\"one, two\""},
    {"\"", "\"\"\"\""},
    {"a \"young\" arm", "\"a \"\"young\"\" arm\""},
    {"two\nlines", "\"two\nlines\""},
    {"two\rlines", "\"two\rlines\""},
    {"it's; a\tarm", "it's; a\tarm"},
    {"\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},
};

START_TEST(a_field_is_quoted_where_it_must_be)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    sim_csv_write_text(fields[_i][0], out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text, fields[_i][1]);
    free(text);
}
END_TEST

START_TEST(a_table_without_rows_is_its_header)
{
    sim_table table;
    sim_error err;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(sim_table_init(&table, "course", key, columns, 2, &err), SIM_OK);
    sim_table_write_csv(&table, out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text, "arm,day,\"tnf, free\"\n");
    free(text);
    sim_table_free(&table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *tables = tcase_create("tables");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tables, a_table_is_written_as_csv);
    tcase_add_test(tables, a_table_grows_and_finds_its_columns);
    tcase_add_loop_test(tables, a_field_is_quoted_where_it_must_be, 0,
                        sizeof fields / sizeof *fields);
    tcase_add_test(tables, a_table_without_rows_is_its_header);
    suite_add_tcase(suite, tables);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
