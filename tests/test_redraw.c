/* test_redraw.c -- what the folder of a run gives its figures: of a run, a cohort, and its spread. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/redraw.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { PATH = PROGRAM_PATH * 2 };

static sim_job job;
static sim_redraw redraw;
static char dir[PATH], file[PATH];

/* Runs it, spoils what came out by a line of shell, and reads it. */
static sim_status read_run(const char *options, const char *spoil, sim_error *err)
{
    char command[PROGRAM_PATH];
    program_result result;
    sim_status status;

    program_write_text("a.ini", "[run]\ndays = 9\n[arm P2]\n[arm P8]\n"
                                "passaging.harvest_passage = 8\n");
    snprintf(command, sizeof command, "$POTENCY run a.ini -o d %s >o 2>&1 && %s", options,
             spoil);
    program_shell(command, &result);
    ck_assert_int_eq(result.code, 0);
    program_shell("printf %s \"$PWD/d\"", &result);
    snprintf(dir, sizeof dir, "%.900s", result.out);
    status = sim_job_load(&job, dir, file, sizeof file, err);
    ck_assert_msg(status == SIM_OK, "%s", err->text);
    return sim_redraw_read(&redraw, &job, dir, err);
}

static void leave(void)
{
    sim_redraw_free(&redraw);
    sim_job_close(&job);
}

static const struct {
    const char *options;
    size_t n;
    bool has_spread;
} runs[] = {{"", 0, false}, {"-n 9", 9, false}, {"-n 9 --spread", 9, true}};

START_TEST(a_folder_gives_what_its_run_had)
{
    sim_error err = {""};
    sim_pages pages;
    sim_making making;

    ck_assert_msg(read_run(runs[_i].options, "true", &err) == SIM_OK, "%s", err.text);
    pages = sim_redraw_pages(&redraw);
    making = sim_redraw_making(&redraw);
    ck_assert_ptr_eq(pages.job, &job);
    ck_assert_str_eq(pages.dir, dir);
    ck_assert_int_eq(pages.outlook != NULL, runs[_i].n > 0);
    ck_assert_int_eq(pages.shares != NULL, runs[_i].has_spread);
    if (pages.outlook) ck_assert_uint_eq(pages.outlook->n, runs[_i].n);
    if (pages.shares) ck_assert_uint_eq(pages.shares->n_arms, 2);
    ck_assert_uint_eq(making.replicates, runs[_i].n);
    ck_assert_int_eq(making.spread, runs[_i].has_spread);
    ck_assert_str_eq(making.solver, job.solver);
    leave();
}
END_TEST

static const struct {
    const char *spoil, *wrong;
} spoilt[] = {
    {"rm d/spread.csv", "/spread.csv: cannot be read: No such file or directory"},
    {"sed -i '$d' d/spread.csv", "/spread.csv: ends early; "},
    {"sed -i '$d' d/ensemble.csv", "/ensemble.csv: "},
};

START_TEST(a_folder_that_lost_something_is_refused)
{
    sim_error err = {""};

    ck_assert_int_ne(read_run("-n 9 --spread", spoilt[_i].spoil, &err), SIM_OK);
    ck_assert_msg(strstr(err.text, spoilt[_i].wrong) != NULL, "%s", err.text);
    leave();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("redraw");
    TCase *folders = tcase_create("folders");

    program_add_folder(folders);
    tcase_add_loop_test(folders, a_folder_gives_what_its_run_had, 0, LENGTH(runs));
    tcase_add_loop_test(folders, a_folder_that_lost_something_is_refused, 0,
                        LENGTH(spoilt));
    suite_add_tcase(suite, folders);
    return suite_run(suite);
}
