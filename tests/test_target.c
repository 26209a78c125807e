/* test_target.c -- names that a file may be written under. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/files.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char root[TEMP_PATH];

static void set_up(void) { temp_enter("target", root); }

static void tear_down(void) { temp_leave(root); }

START_TEST(plain_files_and_new_names_are_targets)
{
    sim_error err = {""};

    temp_put("a.db", "x");
    ck_assert_int_eq(symlink("a.db", "link.db"), 0);
    ck_assert_int_eq(sim_files_check_target("a.db", &err), SIM_OK);
    ck_assert_int_eq(sim_files_check_target("new.db", &err), SIM_OK);
    ck_assert_int_eq(sim_files_check_target("link.db", &err), SIM_OK);
    ck_assert_int_ne(sim_files_check_new_target("link.db", &err), SIM_OK);
    ck_assert(sim_files_are_same("a.db", "link.db"));
    ck_assert(!sim_files_are_same("a.db", "new.db"));
    unlink("a.db");
    ck_assert_int_ne(sim_files_check_target("link.db", &err), SIM_OK); /* leads nowhere */
    unlink("link.db");
}
END_TEST

START_TEST(folders_pipes_and_devices_are_none)
{
    sim_error err = {""};

    ck_assert_int_eq(mkfifo("pipe", 0600), 0);
    ck_assert_int_ne(sim_files_check_target(".", &err), SIM_OK);
    ck_assert_int_ne(sim_files_check_target("pipe", &err), SIM_OK);
    ck_assert_int_eq(strncmp(err.text, "pipe: ", 6), 0);
    ck_assert_int_ne(sim_files_check_target("/dev/null", &err), SIM_OK);
    ck_assert_int_ne(sim_files_check_target("nowhere/a.db", &err), SIM_OK);
    unlink("pipe");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("target");
    TCase *all = tcase_create("target");

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, plain_files_and_new_names_are_targets);
    tcase_add_test(all, folders_pipes_and_devices_are_none);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
