/* test_files_read.c -- a file opened, and a whole text read. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/io/files.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char root[TEMP_PATH];

static void set_up(void) { temp_enter("read", root); }

static void tear_down(void) { temp_leave(root); }

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
    Suite *suite = suite_create("files_read");
    TCase *all = tcase_create("files_read");

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, a_whole_text_is_read);
    tcase_add_test(all, what_is_no_file_is_refused);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
