/* test_one_file.c -- one file at a path: whole once it is committed, and what is refused before. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/cli/one_file.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char folder[TEMP_PATH], path[2 * TEMP_PATH];

static void set_up(void)
{
    temp_folder("one", folder);
    ck_assert_int_eq(chdir(folder), 0);
}

static void tear_down(void) { ck_assert(chdir("/") == 0 && temp_remove(folder)); }

static bool exists(const char *name)
{
    struct stat about;

    return stat(name, &about) == 0;
}

static const char *const places[] = {"p.html", "deep/p.html"};

START_TEST(it_has_its_name_once_it_is_whole)
{
    sim_one_file file = {0};
    FILE *out = NULL, *in;
    char text[16] = "";
    sim_error err;

    snprintf(path, sizeof path, "%s/%s", folder, places[_i]);
    ck_assert_int_eq(sim_one_file_claim(&file, path, "report", NULL, &err), SIM_OK);
    ck_assert_int_eq(sim_one_file_open(&file, &out, &err), SIM_OK);
    fputs("whole", out);
    ck_assert(!exists(path));
    ck_assert_int_eq(sim_files_commit(&file.files, &err), SIM_OK);
    sim_files_leave(&file.files);
    sim_files_free(&file.files);
    in = fopen(path, "rb");
    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(fgets(text, sizeof text, in));
    ck_assert_int_eq(fclose(in), 0);
    ck_assert_str_eq(text, "whole");
}
END_TEST

START_TEST(what_is_given_up_leaves_nothing)
{
    sim_one_file file = {0};
    FILE *out = NULL;
    sim_error err;

    ck_assert_int_eq(sim_one_file_claim(&file, "deep/p.html", "report", NULL, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_one_file_open(&file, &out, &err), SIM_OK);
    fputs("half", out);
    sim_files_leave(&file.files);
    sim_files_free(&file.files);
    ck_assert(!exists("deep"));
}
END_TEST

static void refuse(const char *name, const char *source, const char *message)
{
    sim_one_file file = {0};
    sim_error err = {""};

    ck_assert_int_ne(sim_one_file_claim(&file, name, "report", source, &err), SIM_OK);
    ck_assert_msg(strstr(err.text, message) != NULL, "%s", err.text);
    sim_files_leave(&file.files);
    sim_files_free(&file.files);
}

START_TEST(what_is_no_name_of_a_file_is_refused)
{
    static char longest[SIM_ONE_FILE_PATH + 1];

    temp_put("a.ini", "");
    ck_assert_int_eq(mkdir("d", 0777), 0);
    memset(longest, 'n', sizeof longest - 1);
    refuse("d", NULL, "d: is a folder; the name of a file, as DIR/report.html, ");
    refuse("new/", NULL, "new/: is a folder; ");
    refuse("", NULL, "is a folder; ");
    refuse(longest, NULL, "-o: the path is too long; a shorter one would be right");
    refuse("a.ini", "a.ini", "a.ini: is read here; -o names another file");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("one_file");
    TCase *cases = tcase_create("one");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, it_has_its_name_once_it_is_whole, 0, 2);
    tcase_add_test(cases, what_is_given_up_leaves_nothing);
    tcase_add_test(cases, what_is_no_name_of_a_file_is_refused);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
