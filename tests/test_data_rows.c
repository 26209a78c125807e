/* test_data_rows.c -- the table of a [data NAME] section, row by row: beside the section or in it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/data_rows.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { MOST = 3, LINES = 8, PATH = TEMP_PATH + 16, MESSAGE = 512 };

/* ---- a section, and one who takes it ------------------------------------------------------ */

static sim_data_list all;

/* Rows are given as "NAME = TEXT", and stand in lines 8, 9, ... of own.ini. */
static const sim_data *section_of(const char *const rows[])
{
    sim_error err = {""};
    char name[64], place[32];

    ck_assert_int_eq(sim_data_add(&all, "own", "own.ini:7", &err), SIM_OK);
    for (size_t i = 0; rows[i]; i++) {
        const char *is = strstr(rows[i], " = ");

        snprintf(name, sizeof name, "%.*s", (int)(is - rows[i]), rows[i]);
        snprintf(place, sizeof place, "own.ini:%zu", 8 + i);
        ck_assert_int_eq(
            sim_data_set(&all, &(sim_row){.name = name, .how = is + 3, .place = place},
                         &err),
            SIM_OK);
    }
    return &all.list[0];
}

static void free_section(void) { sim_data_free(&all); }

/* What was given: FILE:LINE and the cells. */
static sim_status tell(void *self, const sim_data_cells *cells, sim_error *err)
{
    FILE *out = self;

    (void)err;
    fprintf(out, "%s:%zu:", cells->file, cells->line);
    for (size_t i = 0; i < cells->n; i++) fprintf(out, "[%s]", cells->cell[i]);
    fputc('\n', out);
    return SIM_OK;
}

static sim_status take(const char *const rows[], const char *beside, char **told,
                       sim_error *err)
{
    size_t size;
    FILE *out = open_memstream(told, &size);
    const sim_data_taker to = {tell, tell, out, "passage", MOST, NULL};
    const sim_status status = sim_data_take_rows(section_of(rows), beside, &to, err);

    fclose(out);
    return status;
}

static void must_tell(const char *const rows[], const char *beside, const char *right)
{
    sim_error err = {""};
    char *told;
    const sim_status status = take(rows, beside, &told, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_str_eq(told, right);
    free(told);
}

/* ---- what is read ---------------------------------------------------------------------------- */

START_TEST(rows_of_a_section_are_given_by_its_lines_and_trimmed)
{
    static const char *const rows[] = {"y = passages.doublings", "columns =  day ,value",
                                       "row 1 = 1,  2.5 ",       "row 2 = ,",
                                       "row 3 = \"a, b\",4",     NULL};

    must_tell(rows, NULL,
              "own.ini:9:[day][value]\nown.ini:10:[1][2.5]\nown.ini:12:[a, b][4]\n");
}
END_TEST

START_TEST(a_file_is_looked_for_beside_the_one_that_names_it)
{
    static const char *const rows[] = {"file = own.csv", NULL};
    char folder[TEMP_PATH], path[PATH], beside[PATH], right[MESSAGE];

    temp_folder("data_rows", folder);
    snprintf(path, sizeof path, "%s/own.csv", folder);
    snprintf(beside, sizeof beside, "%s/own.ini", folder);
    temp_put(path, "\xEF\xBB\xBF"
                   "day,value\r\n\r\n 1 ,2\r\n,\r\n3,\r\n");
    snprintf(right, sizeof right, "%s:1:[day][value]\n%s:3:[1][2]\n%s:5:[3][]\n", path,
             path, path);
    must_tell(rows, beside, right);
    ck_assert(temp_remove(folder));
}
END_TEST

START_TEST(rows_of_the_table_are_told_from_others)
{
    static const char *const rows[] = {"file = a.csv", "columns = a", "row 1 = 2",
                                       "rows = 3",     "y = row 1",   NULL};
    const sim_data *data = section_of(rows);

    for (size_t i = 0; i < data->n; i++)
        ck_assert_int_eq(sim_data_row_is_of_table(&data->rows[i]), i < 3);
}
END_TEST

/* ---- what is refused -------------------------------------------------------------------------- */

static const struct {
    const char *rows[LINES];
    const char *message;
} broken[] = {
    {{"y = a.b"}, "own.ini:7: [data own] names no file; file = NAME.csv would be right"},
    {{"file = a.csv", "columns = a"},
     "own.ini:9: columns = a: stands beside 'file'; one of the two would be right"},
    {{"file = "}, "own.ini:8: file = : names no file; the name of a CSV would be right"},
    {{"columns = "}, "own.ini:8: data.columns is empty; cells would be right"},
    {{"columns = a,b"},
     "own.ini:8: has a header and no rows; a row for each passage would be right"},
    {{"columns = a,b", "row 1 = ,"},
     "own.ini:9: has a header and no rows; a row for each passage would be right"},
    {{"columns = a,b", "row 1 = 1,2,3"},
     "own.ini:9: has 3 cells; 2, as many as the header, would be right"},
    {{"columns = a;b", "row 1 = 1;2"},
     "own.ini:8: its columns are separated by semicolons; commas would be right"},
    {{"columns = a\tb", "row 1 = 1\t2"},
     "own.ini:8: its columns are separated by tabs; commas would be right"},
    {{"columns = a", "row 1 = 1", "row 2 = 2", "row 3 = 3", "row 4 = 4"},
     "own.ini:12: is row 4; at most 3, one for each passage, would be right"},
};

START_TEST(a_table_that_is_none_is_refused_by_its_line)
{
    sim_error err = {""};
    char *told;

    ck_assert_int_ne(take(broken[_i].rows, NULL, &told, &err), SIM_OK);
    ck_assert_str_eq(err.text, broken[_i].message);
    free(told);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_told_by_the_row_that_names_it)
{
    static const char *const rows[] = {"file = /nowhere/own.csv", NULL};
    sim_error err = {""};
    char *told;

    ck_assert_int_ne(take(rows, NULL, &told, &err), SIM_OK);
    ck_assert_ptr_eq(strstr(err.text, "own.ini:8: data.file: "), err.text);
    ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/own.csv"));
    ck_assert_str_eq(told, "");
    free(told);
}
END_TEST

static sim_status refuse(void *self, const sim_data_cells *cells, sim_error *err)
{
    ++*(int *)self;
    return sim_fail(err, SIM_EVALUE, "row of line %zu", cells->line);
}

START_TEST(a_row_that_is_not_taken_ends_the_reading)
{
    static const char *const rows[] = {"columns = a", "row 1 = 1", "row 2 = 2", NULL};
    int n = 0;
    const sim_data_taker to = {refuse, refuse, &n, "passage", MOST, NULL};
    sim_error err = {""};

    ck_assert_int_eq(sim_data_take_rows(section_of(rows), NULL, &to, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "row of line 8");
    ck_assert_int_eq(n, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data_rows");
    TCase *tc = tcase_create("data_rows");

    tcase_add_checked_fixture(tc, NULL, free_section);
    tcase_add_test(tc, rows_of_a_section_are_given_by_its_lines_and_trimmed);
    tcase_add_test(tc, a_file_is_looked_for_beside_the_one_that_names_it);
    tcase_add_test(tc, rows_of_the_table_are_told_from_others);
    tcase_add_loop_test(tc, a_table_that_is_none_is_refused_by_its_line, 0,
                        sizeof broken / sizeof *broken);
    tcase_add_test(tc, a_file_that_is_not_there_is_told_by_the_row_that_names_it);
    tcase_add_test(tc, a_row_that_is_not_taken_ends_the_reading);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
