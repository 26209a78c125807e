/* test_files.c -- files appear whole and together, or not at all. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/files.h"

static char root[64], dir[96], path[160];

static void set_up(void)
{
    strcpy(root, "/tmp/potency-files-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(root));
    snprintf(dir, sizeof dir, "%s/out", root);
}

static void tear_down(void)
{
    snprintf(path, sizeof path, "%s/a.csv", dir);
    unlink(path);
    rmdir(dir);
    ck_assert_int_eq(rmdir(root), 0);
}

static bool exists(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return access(path, F_OK) == 0;
}

static void open_one(sim_files *files, FILE **out)
{
    sim_error err = {""};

    ck_assert_msg(sim_files_init(files, dir, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_files_open(files, "a.csv", out, &err) == SIM_OK, "%s", err.text);
    fputs("arm,day\n", *out);
}

START_TEST(a_file_has_its_name_only_when_all_are_whole)
{
    sim_files files;
    sim_error err;
    FILE *out;

    open_one(&files, &out);
    ck_assert(!exists("a.csv"));
    ck_assert_int_eq(sim_files_commit(&files, &err), SIM_OK);
    ck_assert(exists("a.csv"));
    ck_assert(!exists("a.csv.part"));
    sim_files_free(&files);
    ck_assert(exists("a.csv"));
}
END_TEST

START_TEST(what_was_not_committed_leaves_nothing_behind)
{
    sim_files files;
    FILE *out;

    open_one(&files, &out);
    sim_files_free(&files);
    ck_assert_int_ne(access(dir, F_OK), 0);
}
END_TEST

START_TEST(a_failure_keeps_the_file_of_the_run_before)
{
    sim_files files;
    sim_error err;
    FILE *out;

    open_one(&files, &out);
    ck_assert_int_eq(sim_files_commit(&files, &err), SIM_OK);
    sim_files_free(&files);
    open_one(&files, &out);
    sim_files_free(&files);
    ck_assert(exists("a.csv"));
    ck_assert(!exists("a.csv.part"));
}
END_TEST

START_TEST(a_full_disk_is_noticed)
{
    sim_files files;
    sim_error err = {""};
    FILE *out;

    open_one(&files, &out);
    /* the stream of a device that is always full */
    ck_assert_ptr_nonnull(freopen("/dev/full", "w", out));
    fputs("arm,day\n", out);
    ck_assert_int_eq(sim_files_commit(&files, &err), SIM_EIO);
    ck_assert_ptr_nonnull(strstr(err.text,
                                 "/out/a.csv: cannot be written: No space left on "
                                 "device; -o names another folder"));
    sim_files_free(&files);
    ck_assert_int_ne(access(dir, F_OK), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("files");
    TCase *files = tcase_create("files");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(files, set_up, tear_down);
    tcase_add_test(files, a_file_has_its_name_only_when_all_are_whole);
    tcase_add_test(files, what_was_not_committed_leaves_nothing_behind);
    tcase_add_test(files, a_failure_keeps_the_file_of_the_run_before);
    tcase_add_test(files, a_full_disk_is_noticed);
    suite_add_tcase(suite, files);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
