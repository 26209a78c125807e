/* test_trialing.c -- trials on their way into a folder: all files or none, and what is left to say. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/trialing.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define KNEE "[arm P2]\n[arm saline]\npresets.product = saline\n[trial]\ncontrol = saline\n"

static const sim_sheet_look look = {.formats = {"svg"}, .n_formats = 1};
static char dir[TEMP_PATH];
static sim_trialing t;
static sim_error err;

static void set_up(void) { temp_enter("trialing", dir); }

static void tear_down(void)
{
    sim_trialing_free(&t);
    ck_assert_int_eq(system("rm -rf d"), 0);
    temp_leave(dir);
}

static sim_status work(const char *text)
{
    t = (sim_trialing){.options = {.source = {.file = "a.ini", .text = text},
                                   .dir = "d",
                                   .look = &look,
                                   .again = ""}};
    return sim_trialing_work(&t, &err);
}

START_TEST(all_is_written_and_the_pool_is_gone)
{
    ck_assert_msg(work(KNEE "pool = 20\ntrials = 7\npatients = 5\n") == SIM_OK, "%s",
                  err.text);
    ck_assert_uint_eq(t.files.n, 7);
    ck_assert_str_eq(t.provenance.command, "trial");
    ck_assert(sim_trial_view_across(&t.view, "P2", "trials") == 7);
    ck_assert_uint_eq(t.warnings.n, 0);
    ck_assert(sim_trial_folder_is("d"));
    ck_assert_int_ne(access("d/pool.db", F_OK), 0);
    ck_assert_int_ne(access("d/.potency", F_OK), 0);
}
END_TEST

/* Cultures that die out by then leave some without a product. */
START_TEST(who_takes_no_part_is_told)
{
    ck_assert_msg(work("[passaging]\nharvest_passage = 20\ndeath_rate = 0.05\n" KNEE
                       "pool = 40\ntrials = 7\npatients = 5\n") == SIM_OK,
                  "%s", err.text);
    ck_assert_uint_eq(t.warnings.n, 1);
    ck_assert_msg(strstr(t.warnings.lines[0], "arm P2: of ") == t.warnings.lines[0] &&
                      strstr(t.warnings.lines[0], " of the 40 of the pool no cell was left "
                                                  "to harvest; no trial draws them there"),
                  "%s", t.warnings.lines[0]);
}
END_TEST

START_TEST(what_is_refused_leaves_nothing)
{
    ck_assert_int_eq(work(KNEE "number = zebra\n"), SIM_ENAME);
    ck_assert_int_ne(access("d", F_OK), 0);
}
END_TEST

/* A pool of whom nobody can be drawn is nothing to go on with. */
START_TEST(a_pool_of_nobody_leaves_nothing)
{
    ck_assert_int_eq(work(KNEE "pool = 6\n[arm dead]\npassaging.founders = 10\n"
                               "passaging.death_rate = 0.5\npassaging.cycle_time = 120\n"),
                     SIM_EVALUE);
    ck_assert_ptr_nonnull(strstr(err.text, "0 of the 6 of the pool can be in arm dead"));
    ck_assert_int_ne(access("d", F_OK), 0);
}
END_TEST

/* What trials hang on stands in the hash, and so in every figure. */
START_TEST(the_hash_is_that_of_the_trials_too)
{
    char hash[sizeof t.provenance.hash];

    ck_assert_int_eq(work(KNEE "pool = 20\ntrials = 7\npatients = 5\n"), SIM_OK);
    memcpy(hash, t.provenance.hash, sizeof hash);
    sim_trialing_free(&t);
    ck_assert_int_eq(work(KNEE "pool = 20\ntrials = 8\npatients = 5\n"), SIM_OK);
    ck_assert_str_ne(t.provenance.hash, hash);
    sim_trialing_free(&t);
    ck_assert_int_eq(work(KNEE "pool = 20\ntrials = 7\npatients = saline 5, P2 5\n"),
                     SIM_OK);
    ck_assert_str_eq(t.provenance.hash, hash);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trialing");
    TCase *cases = tcase_create("trialing");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, all_is_written_and_the_pool_is_gone);
    tcase_add_test(cases, who_takes_no_part_is_told);
    tcase_add_test(cases, what_is_refused_leaves_nothing);
    tcase_add_test(cases, a_pool_of_nobody_leaves_nothing);
    tcase_add_test(cases, the_hash_is_that_of_the_trials_too);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
