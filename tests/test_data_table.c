/* test_data_table.c -- the table of a section as texts: read, found by heading, and written. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/study/data_table.h"
#include "tests/suite.h"

static sim_data_list all;

static void put(const char *name, const char *text, const char *place)
{
    const sim_row row = {.name = name, .how = text, .place = place};
    sim_error err = {""};

    ck_assert_int_eq(sim_data_set(&all, &row, &err), SIM_OK);
}

static void open_section(void)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_data_add(&all, "own", "own.ini:7", &err), SIM_OK);
    put("y", "passages.doublings", "own.ini:8");
    put("columns", "day, note, value", "own.ini:9");
    put("row 1", "1, \"say \"\"b\"\"\", 2.5", "own.ini:10");
    put("row 2", ", ,", "own.ini:11");
    put("row 3", "3, \"a, b\",", "own.ini:12");
}

static void close_section(void) { sim_data_free(&all); }

static const sim_data_table *read_table(void)
{
    sim_error err = {""};
    const sim_status status = sim_data_read_table(&all.list[0], NULL, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    return all.list[0].table;
}

START_TEST(a_table_keeps_its_cells_and_their_lines)
{
    const sim_data_table *table = read_table();
    static const char *const cells[] = {"1", "say \"b\"", "2.5", "3", "a, b", ""};

    ck_assert_str_eq(table->file, "own.ini");
    ck_assert_uint_eq(table->line, 9);
    ck_assert_uint_eq(table->n_columns, 3);
    ck_assert_uint_eq(table->n, 2);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ck_assert_str_eq(table->cells[i], cells[i]);
    ck_assert_uint_eq(table->lines[0], 10);
    ck_assert_uint_eq(table->lines[1], 12);
    for (size_t i = 0; i < table->n_columns; i++) ck_assert(!table->used[i]);
}
END_TEST

START_TEST(a_heading_is_found_by_all_of_its_name)
{
    const sim_data_table *table = read_table();

    ck_assert_uint_eq(sim_data_table_find(table, "day"), 0);
    ck_assert_uint_eq(sim_data_table_find(table, "value"), 2);
    ck_assert_uint_eq(sim_data_table_find(table, "val"), 3);
}
END_TEST

static void must_write(const char *right)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    sim_data_write_table(&all.list[0], out);
    fclose(out);
    ck_assert_str_eq(text, right);
    free(text);
}

/* Rows are numbered anew: one without any text was passed over. */
START_TEST(columns_that_are_used_are_written_as_they_read)
{
    const sim_data_table *table = read_table();

    table->used[1] = table->used[2] = true;
    must_write("\n[data own]\ny = passages.doublings\ncolumns = note,value\n"
               "row 1 = \"say \"\"b\"\"\",2.5\nrow 2 = \"a, b\",\n");
    table->used[1] = false;
    table->used[0] = true;
    must_write("\n[data own]\ny = passages.doublings\ncolumns = day,value\n"
               "row 1 = 1,2.5\nrow 2 = 3,\n");
}
END_TEST

START_TEST(a_table_that_breaks_off_is_freed_with_its_section)
{
    sim_error err = {""};

    put("row 4", "4", "own.ini:13");
    ck_assert_int_ne(sim_data_read_table(&all.list[0], NULL, &err), SIM_OK);
    ck_assert_str_eq(err.text, "own.ini:13: has 1 cells; 3, as many as the header, would "
                               "be right");
    ck_assert_uint_eq(all.list[0].table->n, 2);
    sim_data_table_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data_table");
    TCase *tc = tcase_create("data_table");

    tcase_add_checked_fixture(tc, open_section, close_section);
    tcase_add_test(tc, a_table_keeps_its_cells_and_their_lines);
    tcase_add_test(tc, a_heading_is_found_by_all_of_its_name);
    tcase_add_test(tc, columns_that_are_used_are_written_as_they_read);
    tcase_add_test(tc, a_table_that_breaks_off_is_freed_with_its_section);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
