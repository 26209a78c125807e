/* test_apart.c -- work in a process of its own: what it returns, and that it crashed. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
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

static sim_status succeed(void *self, sim_error *err)
{
    (void)self, (void)err;
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
        sim_apart_run(
            &(sim_apart){.work = refuse_work, .self = what, .what = "a.png", .lock = -1},
            &err),
        SIM_EVALUE);
    ck_assert_str_eq(err.text, "3.71 is wrong");
}
END_TEST

START_TEST(what_it_does_to_memory_stays_there)
{
    int n = 8;
    sim_error err;

    ck_assert_int_eq(
        sim_apart_run(&(sim_apart){.work = count, .self = &n, .what = "a.png", .lock = -1},
                      &err),
        SIM_OK);
    ck_assert_int_eq(n, 8);
}
END_TEST

START_TEST(a_crash_is_an_error_of_that_file)
{
    sim_error err;

    ck_assert_int_eq(
        sim_apart_run(
            &(sim_apart){.work = crash, .self = NULL, .what = "out/a.png", .lock = -1},
            &err),
        SIM_EIO);
    ck_assert_str_eq(err.text,
                     "out/a.png: drawing broke off (Killed); more memory or threads "
                     "(ulimit -v, -u) would be right");
    ck_assert_int_eq(
        sim_apart_run(
            &(sim_apart){.work = leave, .self = NULL, .what = "out/b.svg", .lock = -1},
            &err),
        SIM_EIO);
    ck_assert_str_eq(err.text,
                     "out/b.svg: drawing broke off (without a word); more memory or "
                     "threads (ulimit -v, -u) would be right");
}
END_TEST

/* More than a pipe holds. */
static void report_much(void *self, FILE *out)
{
    for (int i = 0; i < 20000; i++) fprintf(out, "%s %05d\n", (const char *)self, i);
}

START_TEST(what_it_reports_comes_here)
{
    char what[] = "2.385", last[32] = "", *text = NULL;
    size_t size = 0;
    FILE *into = open_memstream(&text, &size);
    sim_error err;

    ck_assert_int_eq(sim_apart_run(&(sim_apart){.work = succeed,
                                                .self = what,
                                                .report = report_much,
                                                .into = into,
                                                .what = "a.png",
                                                .lock = -1},
                                   &err),
                     SIM_OK);
    ck_assert_int_eq(fclose(into), 0);
    ck_assert_uint_eq(size, 20000 * strlen("2.385 00000\n"));
    snprintf(last, sizeof last, "%s", text + size - strlen("2.385 00000\n"));
    ck_assert_str_eq(last, "2.385 19999\n");
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("apart");
    TCase *cases = tcase_create("apart");

    tcase_add_test(cases, what_it_returns_is_told);
    tcase_add_test(cases, what_it_does_to_memory_stays_there);
    tcase_add_test(cases, what_it_reports_comes_here);
    tcase_add_test(cases, a_crash_is_an_error_of_that_file);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
