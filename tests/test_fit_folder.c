/* test_fit_folder.c -- the folder of a fit, read back: its experiment, or why not. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/study/fit_folder.h"
#include "tests/program.h"
#include "tests/suite.h"

static const char rows[] =
    "[run]\ndays = 1\nseed = 41\n[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n[fit]\n"
    "starts = 1\npassaging.cycle_time = 16..60\n[data log]\nformat = passages\narm = P2\n"
    "columns = passage,day,seeded,area,harvested\nrow 1 = 1,7,4e5,225,4.7e6\n";

static sim_fit_folder folder;
static sim_error err;
static program_result result;

/* A fit in d, a run in e; works where they are. */
static void make(void)
{
    program_write_text("a.ini", rows);
    program_succeed("fit a.ini -f svg -o d", &result);
    program_succeed("run a.ini -f svg -o e", &result);
    program_shell("pwd", &result);
    result.out[strcspn(result.out, "\n")] = '\0';
    ck_assert_int_eq(chdir(result.out), 0);
}

START_TEST(an_experiment_is_read_back)
{
    make();
    ck_assert_str_eq(sim_fit_maker, "fit");
    ck_assert_msg(sim_fit_folder_read(&folder, "d", &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(folder.file, "d/run.ini");
    ck_assert_uint_eq(folder.job.experiment.n_arms, 2);
    ck_assert_str_eq(folder.job.arm_names[0], "P2");
    ck_assert_str_eq(folder.job.arm_names[1], "P8");
    ck_assert_double_eq(sim_experiment_value(&folder.job.experiment, "run", "seed"), 41);
    ck_assert_ptr_nonnull(sim_files_list_find(&folder.job.list, "residuals.csv"));
    ck_assert_ptr_null(sim_files_list_find(&folder.job.list, "summary.csv"));
    sim_fit_folder_free(&folder);
    ck_assert_str_eq(folder.file, "");
}
END_TEST

START_TEST(a_folder_is_of_a_fit_where_it_lists_one)
{
    make();
    ck_assert(sim_fit_folder_is("d"));
    ck_assert(!sim_fit_folder_is("e"));
    ck_assert(!sim_fit_folder_is("."));
    ck_assert(!sim_fit_folder_is("a.ini"));
    ck_assert(!sim_fit_folder_is("none"));
}
END_TEST

/* What becomes of the folder, and how what is said of it begins. */
static const struct {
    const char *change, *message;
} broken[] = {
    {"sed -i 's/^log,/lag,/' d/residuals.csv",
     "d/residuals.csv: is not as files.csv has it: "},
    {"rm d/run.ini", "d/run.ini: cannot be read: No such file or directory"},
    {"echo x >>d/run.ini", "d/run.ini:"},
};

START_TEST(what_is_not_as_it_was_written_is_refused)
{
    const char *message = broken[_i].message;

    make();
    program_shell(broken[_i].change, &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_int_ne(sim_fit_folder_read(&folder, "d", &err), SIM_OK);
    ck_assert_msg(strncmp(err.text, message, strlen(message)) == 0, "%s", err.text);
    sim_fit_folder_free(&folder);
}
END_TEST

/* A folder whose name leaves no room for that of a file in it. */
START_TEST(a_path_that_is_too_long_is_refused)
{
    char path[sizeof folder.file];

    memset(path, '/', sizeof path - 1);
    path[0] = '.';
    path[sizeof path - 1] = '\0';
    ck_assert_int_eq(sim_fit_folder_read(&folder, path, &err), SIM_EIO);
    ck_assert_msg(strstr(err.text, ": the path is too long; ") != NULL, "%s", err.text);
    sim_fit_folder_free(&folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_folder");
    TCase *cases = tcase_create("fit_folder");

    program_add_folder(cases);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, an_experiment_is_read_back);
    tcase_add_test(cases, a_folder_is_of_a_fit_where_it_lists_one);
    tcase_add_loop_test(cases, what_is_not_as_it_was_written_is_refused, 0,
                        sizeof broken / sizeof *broken);
    tcase_add_test(cases, a_path_that_is_too_long_is_refused);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
