/* test_log_page.c -- the figure of a run's logs: when there is one, and what it shows. */
#include <check.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/log_page.h"
#include "tests/program.h"
#include "tests/suite.h"

static char
    logs[PATH_MAX]; /* those that ship, found before a test has a folder of its own */

#define LOG "[run]\ndays = 1\n[arm a]\n[data log]\nformat = passages\n"

static const struct {
    const char *text, *panel;
    bool is_drawn;
} runs_of[] = {
    {LOG "columns = passage,day,seeded,harvested\nrow 1 = 1,7,23850,3.7e5\n", NULL, true},
    {LOG "columns = passage,day,seeded,harvested\nrow 1 = 1,7,23850,3.7e5\n", "pain",
     false},
    {LOG "columns = passage,day,seeded\nrow 1 = 1,7,23850\n", NULL, false},
    {LOG "columns = passage,senescent\nrow 1 = 3,0.371\n", NULL, true},
    {"[run]\ndays = 1\n", NULL, false},
};

START_TEST(it_is_drawn_where_something_was_seen)
{
    const sim_source source = {.file = "own.ini", .text = runs_of[_i].text};
    const sim_sheet_look look = {.panel = runs_of[_i].panel};
    sim_error err = {""};
    sim_job job;
    sim_logged logged;

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_logged_init(&logged, &job, &err) == SIM_OK, "%s", err.text);
    ck_assert(sim_log_page_is_drawn(&logged, &look) == runs_of[_i].is_drawn);
    ck_assert(!sim_log_page_is_drawn(NULL, &look));
    sim_logged_free(&logged);
    sim_job_close(&job);
}
END_TEST

/* What nobody recorded is no panel; a log that records nothing of what is seen has no figure. */
START_TEST(its_figure_shows_what_was_recorded)
{
    char arguments[2 * PATH_MAX];
    program_result result;

    snprintf(arguments, sizeof arguments, "run %s/bonab2006.ini -o out --format svg", logs);
    program_run(arguments, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_run("plot out -o drawn --format svg", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell("cmp out/log.svg drawn/log.svg && grep '^log,.*,alt,' out/figures.csv | "
                  "cut -d, -f2,5",
                  &result);
    ck_assert_str_eq(result.out, "counts,harvested\ndoublings,doublings\n");
    program_write_text("own.ini",
                       "[run]\ndays = 1\n[arm a]\n[data log]\nformat = passages\n"
                       "columns = passage,day,seeded\nrow 1 = 1,7,23850\n");
    program_run("run own.ini -o told --format svg", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell("test -s told/log.csv && test ! -e told/log.svg", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("log_page");
    TCase *tc = tcase_create("drawn"), *runs = tcase_create("runs");

    if (!realpath("models/logs", logs)) abort();
    tcase_add_loop_test(tc, it_is_drawn_where_something_was_seen, 0,
                        sizeof runs_of / sizeof *runs_of);
    suite_add_tcase(suite, tc);
    program_add_folder(runs);
    tcase_set_timeout(runs, 60);
    tcase_add_test(runs, its_figure_shows_what_was_recorded);
    suite_add_tcase(suite, runs);
    return suite_run(suite);
}
