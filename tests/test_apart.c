/* test_apart.c -- work in a process of its own: what it returns, and that it crashed. */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/apart.h"
#include "tests/suite.h"

static sim_status refuse_work(void *self, sim_error *err)
{
    return sim_fail(err, SIM_EVALUE, "%s is wrong", (const char *)self);
}

static sim_status count(void *self, sim_error *err)
{
    (void)err;
    *(int *)self += 1;
    return SIM_OK;
}

static _Noreturn sim_status crash(void *self, sim_error *err)
{
    (void)self, (void)err;
    raise(SIGKILL);
    abort();
}

static _Noreturn sim_status leave(void *self, sim_error *err)
{
    (void)self, (void)err;
    _exit(37);
}

START_TEST(what_it_returns_is_told)
{
    char what[] = "3.71";
    sim_error err = {""};

    ck_assert_int_eq(
        sim_apart_run(&(sim_apart){refuse_work, what, NULL, "a.png", -1}, &err),
        SIM_EVALUE);
    ck_assert_str_eq(err.text, "3.71 is wrong");
}
END_TEST

START_TEST(what_it_does_to_memory_stays_there)
{
    int n = 8;
    sim_error err;

    ck_assert_int_eq(sim_apart_run(&(sim_apart){count, &n, NULL, "a.png", -1}, &err),
                     SIM_OK);
    ck_assert_int_eq(n, 8);
}
END_TEST

START_TEST(a_crash_is_an_error_of_that_file)
{
    sim_error err;

    ck_assert_int_eq(sim_apart_run(&(sim_apart){crash, NULL, NULL, "out/a.png", -1}, &err),
                     SIM_EIO);
    ck_assert_str_eq(err.text,
                     "out/a.png: drawing broke off (Killed); more memory or threads "
                     "(ulimit -v, -u) would be right");
    ck_assert_int_eq(sim_apart_run(&(sim_apart){leave, NULL, NULL, "out/b.svg", -1}, &err),
                     SIM_EIO);
    ck_assert_str_eq(err.text,
                     "out/b.svg: drawing broke off (without a word); more memory or "
                     "threads (ulimit -v, -u) would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("apart");
    TCase *cases = tcase_create("apart");

    tcase_add_test(cases, what_it_returns_is_told);
    tcase_add_test(cases, what_it_does_to_memory_stays_there);
    tcase_add_test(cases, a_crash_is_an_error_of_that_file);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
