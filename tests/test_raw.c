/* test_raw.c -- what the bytes of a file, and what stands beside it, say before SQLite has it. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/raw.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char dir[TEMP_PATH], path[TEMP_PATH + 16], beside[TEMP_PATH + 32];

static void set_up(void)
{
    temp_folder("raw", dir);
    snprintf(path, sizeof path, "%s/a.db", dir);
}

static void tear_down(void)
{
    unlink(path);
    unlink(beside);
    ck_assert_int_eq(rmdir(dir), 0);
}

static void put(const char *name, const void *bytes, size_t size)
{
    FILE *out = fopen(name, "wb");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
}

START_TEST(a_header_says_whose_file_it_is)
{
    unsigned char bytes[100] = "SQLite format 3";
    sim_raw raw;
    sim_error err = {""};

    bytes[18] = bytes[19] = 2;
    bytes[43] = 4;
    bytes[68] = 0x50, bytes[69] = 0x6f, bytes[70] = 0x74, bytes[71] = 0x65;
    put(path, bytes, sizeof bytes);
    ck_assert_int_eq(sim_raw_look(path, &raw, &err), SIM_OK);
    ck_assert(raw.is_database && raw.expects_log && raw.is_alone && !raw.has_log);
    ck_assert(!sim_raw_is_empty(&raw));
    ck_assert_uint_eq(raw.application, 0x506f7465);
    ck_assert_uint_eq(raw.schema, 4);
    put(path, "", 0);
    ck_assert_int_eq(sim_raw_look(path, &raw, &err), SIM_OK);
    ck_assert(sim_raw_is_empty(&raw) && !raw.is_database);
}
END_TEST

START_TEST(what_no_sweep_left_beside_it_is_refused)
{
    char message[sizeof beside + 128];
    sim_error err = {""};

    put(path, "", 0);
    ck_assert_int_eq(sim_raw_check_beside(path, &err), SIM_OK);
    snprintf(beside, sizeof beside, "%s-wal", path);
    put(beside, "notes of mine", 13);
    ck_assert_int_eq(sim_raw_check_beside(path, &err), SIM_EIO);
    snprintf(message, sizeof message,
             "%s: was written by no sweep; another name for the database, or moving that "
             "away, would be right",
             beside);
    ck_assert_str_eq(err.text, message);
    sim_raw_remove_beside(path);
    ck_assert_int_ne(access(beside, F_OK), 0);
}
END_TEST

START_TEST(a_folder_is_no_database)
{
    char message[sizeof dir + 64];
    sim_raw raw;
    sim_error err = {""};

    ck_assert_int_eq(sim_raw_look(dir, &raw, &err), SIM_EIO);
    snprintf(message, sizeof message, "%s: is a folder; a file would be right", dir);
    ck_assert_str_eq(err.text, message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("raw");
    TCase *cases = tcase_create("files");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, a_header_says_whose_file_it_is);
    tcase_add_test(cases, what_no_sweep_left_beside_it_is_refused);
    tcase_add_test(cases, a_folder_is_no_database);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
