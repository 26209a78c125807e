/* test_scratch.c -- a folder for a moment, and that nothing stays of it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/scratch.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char folder[TEMP_PATH];

static void enter(void)
{
    temp_enter("scratch", folder);
    setenv("TMPDIR", folder, 1);
}

static void leave(void)
{
    unsetenv("TMPDIR");
    temp_leave(folder); /* which must be empty */
}

static void put(const sim_scratch *s, const char *name)
{
    char path[SIM_SCRATCH_PATH + 32];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s", s->dir, name);
    out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fclose(out);
}

START_TEST(it_is_removed_with_what_it_holds)
{
    char path[SIM_SCRATCH_PATH + 32];
    sim_scratch s;
    sim_error err;

    ck_assert_int_eq(sim_scratch_make(&s, &err), SIM_OK);
    ck_assert(strncmp(s.dir, folder, strlen(folder)) == 0);
    put(&s, "a.csv");
    snprintf(path, sizeof path, "%s/.potency", s.dir);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    put(&s, ".potency/b");
    sim_scratch_remove(&s);
    ck_assert_str_eq(s.dir, "");
    sim_scratch_remove(&s);
}
END_TEST

START_TEST(a_link_in_it_leads_nowhere)
{
    char path[SIM_SCRATCH_PATH + 32], other[TEMP_PATH + 32];
    sim_scratch s;
    sim_error err;

    snprintf(other, sizeof other, "%s/other", folder);
    ck_assert_int_eq(mkdir(other, 0700), 0);
    temp_put("other/kept", "3.71");
    ck_assert_int_eq(sim_scratch_make(&s, &err), SIM_OK);
    snprintf(path, sizeof path, "%s/link", s.dir);
    ck_assert_int_eq(symlink(other, path), 0);
    sim_scratch_remove(&s);
    ck_assert_int_eq(access("other/kept", F_OK), 0);
    ck_assert_int_eq(unlink("other/kept") + rmdir(other), 0);
}
END_TEST

START_TEST(a_place_that_is_not_there_is_told)
{
    sim_scratch s;
    sim_error err;

    setenv("TMPDIR", "nowhere/at/all", 1);
    ck_assert_int_eq(sim_scratch_make(&s, &err), SIM_EIO);
    ck_assert_str_eq(err.text,
                     "nowhere/at/all: no folder can be made there: No such file or "
                     "directory; TMPDIR naming another would be right");
    ck_assert_str_eq(s.dir, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scratch");
    TCase *cases = tcase_create("scratch");

    tcase_add_checked_fixture(cases, enter, leave);
    tcase_add_test(cases, it_is_removed_with_what_it_holds);
    tcase_add_test(cases, a_link_in_it_leads_nowhere);
    tcase_add_test(cases, a_place_that_is_not_there_is_told);
    suite_add_tcase(suite, cases);
    return suite_run_apart(suite);
}
