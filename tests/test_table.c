/* test_table.c -- tables and their CSV. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/table.h"
#include "tests/suite.h"

static const sim_column key = {"arm", "1", "name of the arm", SIM_CELL_TEXT};
static const sim_column columns[] = {{"day", "day", "time", SIM_CELL_NUMBER},
                                     {"tnf, free", "1", "TNF", SIM_CELL_NUMBER}};

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
    ck_assert_int_eq(sim_table_write(&table, &(sim_rows_to){.csv = out}, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text, "arm,day,\"tnf, free\"\n"
                           "P2,0,2.385\n"
                           "\"a \"\"young\"\" arm\",1.5,\n"
                           "\"one, two\",,0.333333333\n");
    free(text);
    sim_table_free(&table);
}
END_TEST

START_TEST(a_rounded_table_is_as_its_file_is_read)
{
    static const double cells[] = {2.3849999995e-7, 1.0 / 3, -INFINITY, -0.0};
    static const double rounded[] = {2.3850000e-7, 0.333333333, NAN, 0};
    sim_table table;
    sim_error err;

    ck_assert_int_eq(sim_table_init(&table, "course", key, columns, 2, &err), SIM_OK);
    sim_table_round(&table);
    for (size_t i = 0; i < 2; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, "P2", &row, &err), SIM_OK);
        memcpy(row, &cells[2 * i], 2 * sizeof *row);
    }
    sim_table_round(&table);
    for (size_t i = 0; i < 4; i++) {
        if (isnan(rounded[i]))
            ck_assert_double_nan(table.cells[i]);
        else
            ck_assert_double_eq(table.cells[i], rounded[i]);
    }
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

START_TEST(a_table_without_rows_is_its_header)
{
    sim_table table;
    sim_error err;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(sim_table_init(&table, "course", key, columns, 2, &err), SIM_OK);
    ck_assert_int_eq(sim_table_write(&table, &(sim_rows_to){.csv = out}, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text, "arm,day,\"tnf, free\"\n");
    free(text);
    sim_table_free(&table);
}
END_TEST

/* ---- reading -------------------------------------------------------------- */

static const char *const arms[] = {"P2", "a \"young\" arm", "one, two", "two\nlines"};

/* Reads a text as the table; the table is to be freed after a failure too. */
static sim_status read_text(sim_table *table, const char *text, size_t length,
                            sim_error *err)
{
    sim_csv_source source = {"a.csv", tmpfile(), arms, 4};
    sim_status status;

    ck_assert_ptr_nonnull(source.in);
    ck_assert_uint_eq(fwrite(text, 1, length, source.in), length);
    rewind(source.in);
    ck_assert_int_eq(sim_table_init(table, "course", key, columns, 2, err), SIM_OK);
    status = sim_table_read_csv(table, &source, err);
    fclose(source.in);
    return status;
}

START_TEST(what_was_written_is_read)
{
    static const double cells[][2] = {
        {0, 2.385}, {1.5, NAN}, {NAN, 0.333333333}, {-7, 1e-30}};
    sim_table table, again;
    sim_error err = {""};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(sim_table_init(&table, "course", key, columns, 2, &err), SIM_OK);
    for (int i = 0; i < 4; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, arms[i], &row, &err), SIM_OK);
        memcpy(row, cells[i], sizeof cells[i]);
    }
    ck_assert_int_eq(sim_table_write(&table, &(sim_rows_to){.csv = out}, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_msg(read_text(&again, text, size, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(again.n_rows, 4);
    for (size_t r = 0; r < 4; r++) {
        ck_assert_ptr_eq(again.keys[r], arms[r]);
        ck_assert_int_eq(memcmp(&again.cells[2 * r], cells[r], sizeof cells[r]), 0);
    }
    free(text);
    sim_table_free(&table);
    sim_table_free(&again);
}
END_TEST

#define HEADER "arm,day,\"tnf, free\"\n"
#define AS_WRITTEN "; a file that a run of this version wrote would be right"
#define BYTES(text) text, sizeof(text) - 1

static const struct {
    const char *text;
    size_t length;
    const char *message;
} broken[] = {
    {BYTES(""), "a.csv: cannot be read or is empty"},
    {BYTES("arm,day\n"), "a.csv:1: lacks column 'tnf, free'" AS_WRITTEN},
    {BYTES("arm\n"), "a.csv:1: lacks column 'day'" AS_WRITTEN},
    {BYTES("day,arm,\"tnf, free\"\n"), "a.csv:1: unexpected column 'day'" AS_WRITTEN},
    {BYTES("arm,day,\"tnf, free\",x\n"), "a.csv:1: unexpected column 'x'" AS_WRITTEN},
    {BYTES("arm;day;tnf\n"), "a.csv:1: unexpected column 'arm;day;tnf'" AS_WRITTEN},
    {BYTES(HEADER "P3,1,2\n"), "a.csv:2: unexpected arm 'P3'" AS_WRITTEN},
    {BYTES(HEADER "P2,1,2\nP2,1,x\n"), "a.csv:3: not a number: 'x'" AS_WRITTEN},
    {BYTES(HEADER "P2,1\n"), "a.csv:2: has 2 cells, not 3" AS_WRITTEN},
    {BYTES("\n" HEADER "\r\n\nP2,1\n"), "a.csv:5: has 2 cells, not 3" AS_WRITTEN},
    {BYTES(HEADER "P2,1,2\n\"P\n2\",1,2\n"), "a.csv:3: unexpected arm 'P 2'" AS_WRITTEN},
    {BYTES(HEADER "P2,1,2\n\"P2\",\"\n\",2\nP2,1\n"),
     "a.csv:3: not a number: ' '" AS_WRITTEN},
    {BYTES(HEADER "P2,1"), "a.csv:2: has 2 cells, not 3" AS_WRITTEN},
    {BYTES(HEADER "P2,1,2,3\n"), "a.csv:2: one cell too many: '3'" AS_WRITTEN},
    {BYTES(HEADER "\"P2,1,2\n"),
     "a.csv:2: a quote is not closed, or stands inside a cell" AS_WRITTEN},
    {BYTES(HEADER "P2,1\"1,2\n"),
     "a.csv:2: a quote is not closed, or stands inside a cell" AS_WRITTEN},
    {BYTES("\0\0\0\0"), "a.csv:1: holds a NUL byte" AS_WRITTEN},
    {BYTES(HEADER "P2,1\0"
                  "x,2\n"),
     "a.csv:2: holds a NUL byte" AS_WRITTEN},
};

START_TEST(a_damaged_file_is_refused_with_its_place)
{
    sim_table table;
    sim_error err = {""};

    ck_assert_int_ne(read_text(&table, broken[_i].text, broken[_i].length, &err), SIM_OK);
    ck_assert_str_eq(err.text, broken[_i].message);
    sim_table_free(&table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *tables = tcase_create("tables");

    tcase_add_test(tables, a_table_is_written_as_csv);
    tcase_add_test(tables, a_rounded_table_is_as_its_file_is_read);
    tcase_add_test(tables, a_table_grows_and_finds_its_columns);
    tcase_add_test(tables, a_table_without_rows_is_its_header);
    tcase_add_test(tables, what_was_written_is_read);
    tcase_add_loop_test(tables, a_damaged_file_is_refused_with_its_place, 0,
                        sizeof broken / sizeof *broken);
    suite_add_tcase(suite, tables);
    return suite_run(suite);
}
