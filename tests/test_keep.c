/* test_keep.c -- what a cohort has solved is kept beside its results, for it alone. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/study/keep.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char dir[TEMP_PATH];
static sim_job job;
static sim_keep keep;
static sim_error err;

static void read_job(const char *text)
{
    const sim_source source = {.file = "a.ini", .text = text};

    sim_job_close(&job);
    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
}

static void set_up(void)
{
    temp_folder("keep", dir);
    ck_assert_int_eq(chdir(dir), 0);
    read_job("[run]\ndays = 23\n");
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_keep_close(&keep, &err);
    sim_job_close(&job);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static sim_status open_keep(const sim_keep_options *options)
{
    return sim_keep_open(&keep, &job, ".", options, &err);
}

static void add_item(void)
{
    static const double numbers[] = {2.385};

    ck_assert_int_eq(
        sim_store_add_item(
            keep.stores,
            &(sim_store_item){.item = 1, .reason = "", .numbers = numbers, .n = 1}, &err),
        SIM_OK);
    ck_assert_int_eq(sim_store_commit(keep.stores, &err), SIM_OK);
}

static const sim_keep_options anew = {0}, again = {.resumes = true},
                              third = {.shard = 3, .shards = 5};

START_TEST(what_was_kept_is_gone_on_with_and_not_begun_anew)
{
    ck_assert_msg(open_keep(&anew) == SIM_OK, "%s", err.text);
    add_item();
    ck_assert_int_eq(sim_keep_close(&keep, &err), SIM_OK);
    ck_assert_int_eq(open_keep(&anew), SIM_EIO);
    ck_assert_str_eq(
        err.text, "./replicates.db: holds what an earlier run has solved; --resume goes on "
                  "with it, and without this file all begins anew");
    sim_keep_close(&keep, &err);
    ck_assert_msg(open_keep(&again) == SIM_OK, "%s", err.text);
    sim_keep_discard(&keep);
    ck_assert_int_ne(access("replicates.db", F_OK), 0);
}
END_TEST

START_TEST(one_without_items_is_none)
{
    ck_assert_int_eq(open_keep(&anew), SIM_OK);
    ck_assert_int_eq(access("replicates.db", F_OK), 0);
    ck_assert_int_eq(sim_keep_close(&keep, &err), SIM_OK);
    ck_assert_int_ne(access("replicates.db", F_OK), 0);
}
END_TEST

START_TEST(a_shard_has_a_file_of_its_own_and_the_whole_takes_it)
{
    ck_assert_msg(open_keep(&third) == SIM_OK, "%s", err.text);
    add_item();
    ck_assert_int_eq(sim_keep_close(&keep, &err), SIM_OK);
    ck_assert_int_eq(access("replicates-3-of-5.db", F_OK), 0);
    ck_assert_int_eq(open_keep(&again), SIM_OK);
    ck_assert_uint_eq(keep.n_stores, 2);
}
END_TEST

START_TEST(what_is_of_another_experiment_is_refused)
{
    ck_assert_int_eq(open_keep(&anew), SIM_OK);
    add_item();
    ck_assert_int_eq(sim_keep_close(&keep, &err), SIM_OK);
    read_job("[run]\ndays = 29\n");
    ck_assert_int_eq(open_keep(&again), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "./replicates.db: is of another experiment: run.days here 29 "
                     "day, there 23 day");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("keep");
    TCase *cases = tcase_create("keep");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, what_was_kept_is_gone_on_with_and_not_begun_anew);
    tcase_add_test(cases, one_without_items_is_none);
    tcase_add_test(cases, a_shard_has_a_file_of_its_own_and_the_whole_takes_it);
    tcase_add_test(cases, what_is_of_another_experiment_is_refused);
    suite_add_tcase(s, cases);
    return suite_run_apart(s);
}
