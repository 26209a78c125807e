/* test_progress.c -- signals that ask to end wait, end a calculation, and are taken back. */
#include <check.h>
#include <signal.h>

#include "sim/cli/progress.h"
#include "tests/suite.h"

typedef struct {
    int signal;        /* that comes meanwhile; 0: none */
    sim_status status; /* what is returned where one came */
    bool came;
} work;

static sim_status do_work(void *self, sim_error *err)
{
    work *w = self;
    sim_progress progress;
    const sim_hooks hooks = sim_progress_start(&progress, "things", 3, 71);

    ck_assert(!hooks.stop(hooks.self));
    if (w->signal) raise(w->signal);
    w->came = hooks.stop(hooks.self);
    ck_assert_int_eq(w->came, sim_signals_came());
    return w->came ? sim_fail(err, w->status, "interrupted") : SIM_OK;
}

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};

START_TEST(a_signal_ends_the_work_and_is_taken_back)
{
    work w = {asking[_i], SIM_ESTOP, false};
    sim_error err = {""};

    ck_assert_int_eq(sim_signals_hold(do_work, &w, &err), SIM_ESTOP);
    ck_assert(w.came);
    ck_assert_str_eq(err.text, "interrupted");
}
END_TEST

START_TEST(a_signal_that_ended_nothing_arrives_afterwards)
{
    work w = {asking[_i], SIM_EIO, false};
    sim_error err;

    sim_signals_hold(do_work, &w, &err);
}
END_TEST

START_TEST(without_a_signal_all_is_done)
{
    work w = {0};
    sim_error err = {""};
    sigset_t before;

    ck_assert_int_eq(sim_signals_hold(do_work, &w, &err), SIM_OK);
    ck_assert(!w.came);
    ck_assert_int_eq(sigprocmask(SIG_SETMASK, NULL, &before), 0);
    for (int i = 0; i < 3; i++) ck_assert_int_eq(sigismember(&before, asking[i]), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("progress");
    TCase *cases = tcase_create("progress");

    tcase_add_loop_test(cases, a_signal_ends_the_work_and_is_taken_back, 0, 3);
    for (int i = 1; i < 3; i++) /* the first is caught by Check */
        tcase_add_loop_test_raise_signal(
            cases, a_signal_that_ended_nothing_arrives_afterwards, asking[i], i, i + 1);
    tcase_add_test(cases, without_a_signal_all_is_done);
    suite_add_tcase(suite, cases);
    return suite_run_apart(suite);
}
