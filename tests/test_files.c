/* test_files.c -- files appear whole and together, or not at all. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/files.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char root[TEMP_PATH], dir[TEMP_PATH + 16], path[TEMP_PATH + 32];

static void set_up(void)
{
    temp_folder("files", root);
    snprintf(dir, sizeof dir, "%s/out", root);
}

static void tear_down(void)
{
    snprintf(path, sizeof path, "%s/a.csv", dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/files.csv", dir);
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

    ck_assert_msg(sim_files_init(files, dir, "run", &err) == SIM_OK, "%s", err.text);
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
    sim_files_free(&files);
    ck_assert(exists("a.csv"));
    ck_assert(exists("files.csv"));
    ck_assert(!exists(".potency"));
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
    ck_assert(!exists(".potency"));
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

START_TEST(a_folder_that_was_there_stays)
{
    sim_files files;
    FILE *out;

    ck_assert_int_eq(mkdir(dir, 0777), 0);
    open_one(&files, &out);
    sim_files_free(&files);
    ck_assert(exists(""));
    ck_assert(!exists(".potency"));
}
END_TEST

START_TEST(a_committed_file_holds_what_was_written)
{
    sim_files files;
    sim_error err = {""};
    FILE *out;
    char text[64] = "";

    open_one(&files, &out);
    fputs("P2,2.385\n", out);
    ck_assert_int_eq(sim_files_commit(&files, &err), SIM_OK);
    sim_files_free(&files);
    ck_assert(exists("a.csv"));
    ck_assert_msg(sim_files_read(path, &out, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(fread(text, 1, sizeof text - 1, out), strlen("arm,day\nP2,2.385\n"));
    ck_assert_str_eq(text, "arm,day\nP2,2.385\n");
    ck_assert_int_eq(fclose(out), 0);
}
END_TEST

START_TEST(a_name_that_cannot_be_had_is_refused_when_it_is_opened)
{
    sim_files files;
    sim_error err = {""};
    char expected[320], obstacle[192];
    FILE *out;

    snprintf(obstacle, sizeof obstacle, "%s/b.csv", dir);
    ck_assert_int_eq(mkdir(dir, 0777), 0);
    ck_assert_int_eq(mkdir(obstacle, 0777), 0);
    open_one(&files, &out);
    ck_assert_int_eq(sim_files_open(&files, "b.csv", &out, &err), SIM_EIO);
    sim_files_free(&files);
    snprintf(expected, sizeof expected,
             "%s: stands in the way and is no plain file; -o names another folder",
             obstacle);
    ck_assert_str_eq(err.text, expected);
    ck_assert_int_eq(rmdir(obstacle), 0);
    ck_assert(!exists(".potency"));
    ck_assert(!exists("a.csv"));
}
END_TEST

START_TEST(a_file_in_the_place_of_the_folder_is_refused_and_kept)
{
    sim_files files;
    sim_error err = {""};
    char expected[256];
    FILE *out = fopen(dir, "wb");

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_int_eq(sim_files_init(&files, dir, "run", &err), SIM_EIO);
    sim_files_free(&files);
    snprintf(expected, sizeof expected,
             "%s: cannot be made a folder: File exists; -o names another", dir);
    ck_assert_str_eq(err.text, expected);
    ck_assert_int_eq(unlink(dir), 0);
}
END_TEST

START_TEST(what_cannot_be_read_is_refused_with_its_name)
{
    sim_error err = {""};
    char expected[256];
    FILE *in = NULL;

    ck_assert_int_eq(sim_files_read(root, &in, &err), SIM_EIO);
    snprintf(expected, sizeof expected, "%s: is a folder; a file would be right", root);
    ck_assert_str_eq(err.text, expected);
    ck_assert_int_eq(sim_files_read(dir, &in, &err), SIM_EIO);
    snprintf(expected, sizeof expected, "%s: cannot be read: No such file or directory",
             dir);
    ck_assert_str_eq(err.text, expected);
    ck_assert_ptr_null(in);
}
END_TEST

/* A set of one more file. */
static void write_one(const char *name, sim_status (*finish)(sim_files *, sim_error *))
{
    sim_files files;
    sim_error err = {""};
    FILE *out;

    ck_assert_msg(sim_files_init(&files, dir, "run", &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_files_open(&files, name, &out, &err) == SIM_OK, "%s", err.text);
    fprintf(out, "%s\n", name);
    ck_assert_msg(finish(&files, &err) == SIM_OK, "%s", err.text);
    sim_files_free(&files);
}

static void remove_one(const char *name)
{
    ck_assert(exists(name));
    ck_assert_int_eq(unlink(path), 0);
}

START_TEST(a_folder_is_written_by_one_set_at_a_time)
{
    sim_files files, second;
    sim_error err = {""};
    char expected[256];
    FILE *out;

    open_one(&files, &out);
    ck_assert_int_eq(sim_files_init(&second, dir, "run", &err), SIM_EIO);
    sim_files_free(&second);
    snprintf(expected, sizeof expected,
             "%s: another potency writes there; to wait until it has ended, or another "
             "folder by -o, would be right",
             dir);
    ck_assert_str_eq(err.text, expected);
    ck_assert_int_eq(sim_files_commit(&files, &err), SIM_OK);
    sim_files_free(&files);
    write_one("a.csv", sim_files_commit);
}
END_TEST

START_TEST(a_commit_adds_to_the_list_and_a_replacement_takes_its_place)
{
    sim_files_list list;
    sim_error err;

    write_one("a.csv", sim_files_commit);
    write_one("b.csv", sim_files_commit);
    ck_assert_int_eq(sim_files_list_read(&list, dir, &err), SIM_OK);
    ck_assert_uint_eq(list.n, 2);
    ck_assert_str_eq(list.row[0].name, "a.csv");
    ck_assert_str_eq(list.row[0].of, "run");
    ck_assert_uint_eq(list.row[0].bytes, 6);
    /* printf 'a.csv\n' | sha256sum */
    ck_assert_str_eq(list.row[0].digest,
                     "e4cc325d920a72c41de135750866b0a6e192e40db4c63517aeb48378069d452b");
    ck_assert_str_eq(list.row[0].without_figures, "");
    sim_files_list_free(&list);
    write_one("c.csv", sim_files_replace);
    ck_assert(!exists("a.csv"));
    ck_assert(!exists("b.csv"));
    remove_one("c.csv");
}
END_TEST

/* In a folder that a process that was ended by force left. */
START_TEST(an_unfinished_file_is_cleared_away)
{
    ck_assert_int_eq(mkdir(dir, 0777), 0);
    exists(".potency");
    ck_assert_int_eq(mkdir(path, 0777), 0);
    exists(".potency/lock");
    ck_assert_int_eq(fclose(fopen(path, "wb")), 0);
    exists(".potency/b.csv");
    ck_assert_int_eq(fclose(fopen(path, "wb")), 0);
    write_one("a.csv", sim_files_commit);
    ck_assert(!exists(".potency"));
    ck_assert(!exists("b.csv"));
}
END_TEST

START_TEST(a_path_that_is_too_long_is_refused)
{
    static char deep[5000];
    sim_files files;
    sim_error err = {""};

    memset(deep, '/', sizeof deep - 1);
    ck_assert_int_eq(sim_files_init(&files, deep, "run", &err), SIM_EIO);
    ck_assert_ptr_nonnull(
        strstr(err.text, "...: the path is too long; a shorter one would be right"));
    sim_files_free(&files);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("files");
    TCase *files = tcase_create("files");

    tcase_add_checked_fixture(files, set_up, tear_down);
    tcase_add_test(files, a_file_has_its_name_only_when_all_are_whole);
    tcase_add_test(files, what_was_not_committed_leaves_nothing_behind);
    tcase_add_test(files, a_failure_keeps_the_file_of_the_run_before);
    tcase_add_test(files, a_full_disk_is_noticed);
    tcase_add_test(files, a_folder_that_was_there_stays);
    tcase_add_test(files, a_committed_file_holds_what_was_written);
    tcase_add_test(files, a_name_that_cannot_be_had_is_refused_when_it_is_opened);
    tcase_add_test(files, a_file_in_the_place_of_the_folder_is_refused_and_kept);
    tcase_add_test(files, what_cannot_be_read_is_refused_with_its_name);
    tcase_add_test(files, a_folder_is_written_by_one_set_at_a_time);
    tcase_add_test(files, a_commit_adds_to_the_list_and_a_replacement_takes_its_place);
    tcase_add_test(files, an_unfinished_file_is_cleared_away);
    tcase_add_test(files, a_path_that_is_too_long_is_refused);
    suite_add_tcase(suite, files);
    return suite_run(suite);
}
