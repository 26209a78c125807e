/* test_effects.c -- choices of which only solving shows that nothing hangs on them. */
#include "sim/study/effects.h"
#include "sim/study/job.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { ENOUGH = 600000 }; /* right-hand sides */

static const struct {
    const char *text;
    size_t work;
    const char *told; /* NULL: nothing */
} cases_of[] = {
    /* who gets no cells has none that attach */
    {"[run]\ndays = 12\n[persistence]\nattach = 3\n[product]\ndose = 0\n[arm x]\n[arm y]\n"
     "joint.load = 1.1\n",
     ENOUGH, "a.ini:4: persistence.attach = 3 has no effect in any arm"},
    {"[run]\ndays = 12\n[persistence]\nattach = 3\n[arm x]\n[arm y]\njoint.load = 1.1\n",
     ENOUGH, NULL},
    {"[run]\ndays = 12\n[persistence]\nattach = 3\n[product]\ndose = 0\n", 1, NULL},
};

START_TEST(rows_that_change_no_table_are_told)
{
    const sim_source source = {.file = "a.ini", .text = cases_of[_i].text};
    sim_job job;
    sim_choices choices;
    sim_findings told = {0};
    sim_effects_tally tally;
    sim_error err;
    bool all = false;

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_job_solve_mean(&job, ENOUGH, &all, &err), SIM_OK);
    ck_assert_int_eq(sim_job_look(&job, NULL, &choices, &told, &err), SIM_OK);
    ck_assert_uint_eq(told.n, 0);
    ck_assert_int_eq(
        sim_effects_find(&(sim_effects_task){&job.task, &choices, cases_of[_i].work}, &told,
                         &tally, &err),
        SIM_OK);
    ck_assert((cases_of[_i].work < ENOUGH) == (tally.tried < tally.rows));
    ck_assert_uint_eq(told.n, cases_of[_i].told ? 1 : 0);
    if (cases_of[_i].told) ck_assert_str_eq(told.lines[0], cases_of[_i].told);
    sim_findings_free(&told);
    sim_choices_free(&choices);
    sim_job_close(&job);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("effects");
    TCase *cases = tcase_create("effects");

    tcase_add_loop_test(cases, rows_that_change_no_table_are_told, 0, LENGTH(cases_of));
    suite_add_tcase(s, cases);
    return suite_run(s);
}
