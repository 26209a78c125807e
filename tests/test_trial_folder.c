/* test_trial_folder.c -- the folder of trials, read back: the numbers that were written, or why not. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/trial_folder.h"
#include "tests/suite.h"
#include "tests/temp.h"

static const char rows[] =
    "[arm P2]\n[arm saline]\npresets.product = saline\n"
    "[trial]\ncontrol = saline\npool = 20\ntrials = 7\npatients = 5\n";

static sim_trial_folder folder;
static sim_error err;

static char dir[TEMP_PATH], potency[4096];

/* In an empty folder, the program by its whole path, which the first of them asks for. */
static void set_up(void)
{
    const char *program = getenv("POTENCY");

    if (!potency[0])
        ck_assert_ptr_nonnull(realpath(program ? program : "build/potency", potency));
    temp_enter("trial_folder", dir);
}

static void tear_down(void)
{
    ck_assert_int_eq(system("rm -rf d e a.ini"), 0);
    temp_leave(dir);
}

static void call(const char *arguments)
{
    char command[5000];

    snprintf(command, sizeof command, "'%s' %s > said", potency, arguments);
    ck_assert_int_eq(system(command), 0);
    ck_assert_int_eq(remove("said"), 0);
}

static void make(void)
{
    FILE *out = fopen("a.ini", "w");

    ck_assert_ptr_nonnull(out);
    fputs(rows, out);
    ck_assert_int_eq(fclose(out), 0);
    call("trial a.ini -f svg -o d");
}

START_TEST(tables_are_read_as_they_were_written)
{
    make();
    ck_assert(sim_trial_folder_is("d"));
    ck_assert(!sim_trial_folder_is("."));
    ck_assert(!sim_trial_folder_is("a.ini"));
    ck_assert_msg(sim_trial_folder_read(&folder, "d", &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(folder.tables.trial.n_rows, 14);
    ck_assert_str_eq(sim_trial_view_control(&folder.tables.view), "saline");
    ck_assert(sim_trial_view_found(&folder.tables.view, "P2", 7, "n") == 5);
    ck_assert(isfinite(sim_trial_view_found(&folder.tables.view, "P2", 7, "p")));
    ck_assert(isnan(sim_trial_view_found(&folder.tables.view, "saline", 7, "p")));
    ck_assert(sim_trial_view_across(&folder.tables.view, "P2", "trials") == 7);
    sim_trial_folder_free(&folder);
    call("run a.ini -f svg -o e");
    ck_assert(!sim_trial_folder_is("e"));
}
END_TEST

/* What becomes of the folder, and what is said of it. */
static const struct {
    const char *change, *message;
} broken[] = {
    {"rm d/trial.csv", "d/trial.csv: cannot be read: No such file or directory"},
    {"sed -i 's/^P2,3,/P2,4,/' d/trial.csv", "d/trial.csv: is not as files.csv has it: "
                                             "changed, cut or of another run; to run again "
                                             "would be right"},
    {"rm d/files.csv",
     "d: holds no files.csv, which a run writes last; a folder that a run of this version "
     "wrote would be right"},
};

START_TEST(a_folder_that_is_not_as_it_was_is_refused)
{
    make();
    ck_assert_int_eq(system(broken[_i].change), 0);
    ck_assert_int_ne(sim_trial_folder_read(&folder, "d", &err), SIM_OK);
    ck_assert_str_eq(err.text, broken[_i].message);
    sim_trial_folder_free(&folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trial_folder");
    TCase *cases = tcase_create("trial_folder");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, tables_are_read_as_they_were_written);
    tcase_add_loop_test(cases, a_folder_that_is_not_as_it_was_is_refused, 0,
                        sizeof broken / sizeof *broken);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
