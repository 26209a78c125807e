/* test_files_list.c -- files opened and read; what a folder lists, put, dropped and compared. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/files_parts.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char root[TEMP_PATH];

static void set_up(void) { temp_enter("list", root); }

static void tear_down(void) { temp_leave(root); }

START_TEST(rows_are_kept_by_name_and_put_over_those_of_one_name)
{
    sim_files_list list = {.exists = true};
    sim_error err = {""};

    ck_assert_int_eq(
        sim_files_list_put(&list, &(sim_files_row){"b.csv", "run", 7, "", ""}, &err),
        SIM_OK);
    ck_assert_int_eq(
        sim_files_list_put(&list, &(sim_files_row){"a.csv", "run", 8, "", ""}, &err),
        SIM_OK);
    ck_assert_int_eq(
        sim_files_list_put(&list, &(sim_files_row){"b.csv", "run", 9, "", ""}, &err),
        SIM_OK);
    ck_assert_uint_eq(list.n, 2);
    ck_assert_str_eq(list.row[0].name, "a.csv");
    ck_assert_uint_eq(sim_files_list_find(&list, "b.csv")->bytes, 9);
    sim_files_list_drop(&list, "a.csv");
    ck_assert_ptr_null(sim_files_list_find(&list, "a.csv"));
    ck_assert_uint_eq(list.n, 1);
    sim_files_list_free(&list);
}
END_TEST

START_TEST(a_file_is_as_listed_changed_or_absent)
{
    sim_files_row row = {.name = "a.csv"};
    sim_standing standing;
    sim_error err = {""};

    temp_put("a.csv", "arm,day\nP2,7\n");
    ck_assert_int_eq(sim_files_row_measure(&row, "a.csv", &err), SIM_OK);
    ck_assert_uint_eq(row.bytes, 13);
    ck_assert_uint_eq(strlen(row.digest), 64);
    ck_assert_int_eq(sim_files_row_compare(&row, "a.csv", &standing, &err), SIM_OK);
    ck_assert_int_eq(standing, SIM_AS_LISTED);
    temp_put("a.csv", "arm,day\nP2,8\n");
    ck_assert_int_eq(sim_files_row_compare(&row, "a.csv", &standing, &err), SIM_OK);
    ck_assert_int_eq(standing, SIM_CHANGED);
    unlink("a.csv");
    ck_assert_int_eq(sim_files_row_compare(&row, "a.csv", &standing, &err), SIM_OK);
    ck_assert_int_eq(standing, SIM_ABSENT);
}
END_TEST

START_TEST(a_folder_lists_names_that_stay_in_it)
{
    ck_assert(sim_files_name_is_right("a.csv"));
    ck_assert(!sim_files_name_is_right("../a.csv"));
    ck_assert(!sim_files_name_is_right(""));
    ck_assert(!sim_files_name_is_right("a\nb"));
}
END_TEST

START_TEST(a_whole_text_is_read)
{
    char *text = NULL;
    sim_error err = {""};

    temp_put("a.ini", "[run]\ndays = 23.85\n");
    ck_assert_int_eq(sim_files_read_text("a.ini", &text, &err), SIM_OK);
    ck_assert_str_eq(text, "[run]\ndays = 23.85\n");
    free(text);
    temp_put("a.ini", "");
    ck_assert_int_eq(sim_files_read_text("a.ini", &text, &err), SIM_OK);
    ck_assert_str_eq(text, "");
    free(text);
    unlink("a.ini");
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
    FILE *in = NULL;
    sim_error err = {""};

    ck_assert(sim_files_is_folder("."));
    ck_assert_int_eq(sim_files_read(".", &in, &err), SIM_EIO);
    ck_assert_str_eq(err.text, ".: is a folder; a file would be right");
    ck_assert_int_eq(sim_files_read("b.ini", &in, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "b.ini: cannot be read: No such file or directory");
    ck_assert_int_eq(sim_files_read("", &in, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "'': cannot be read: No such file or directory");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("files_list");
    TCase *all = tcase_create("files_list");

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, rows_are_kept_by_name_and_put_over_those_of_one_name);
    tcase_add_test(all, a_file_is_as_listed_changed_or_absent);
    tcase_add_test(all, a_folder_lists_names_that_stay_in_it);
    tcase_add_test(all, a_whole_text_is_read);
    tcase_add_test(all, what_is_no_file_is_refused);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
