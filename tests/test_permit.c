/* test_permit.c -- whether a run may go on. */
#include <check.h>
#include <string.h>

#include "sim/engine/permit.h"
#include "tests/data_models.h"
#include "tests/suite.h"

static bool count_and_stop(void *data)
{
    ++*(int *)data;
    return true;
}

static sim_status ask(const sim_options *options, size_t steps, sim_error *err)
{
    const sim_cost cost = {.rhs = 371, .events = 29};

    return sim_permit(options, &(sim_progress){&model_circle, 2.385, steps, &cost}, err);
}

START_TEST(work_beyond_what_was_allowed_ends_a_run)
{
    sim_error err = {""};

    ck_assert_int_eq(ask(&(sim_options){.work = 0}, 3, &err), SIM_OK);
    ck_assert_int_eq(ask(&(sim_options){.work = 400}, 3, &err), SIM_OK);
    ck_assert_int_eq(ask(&(sim_options){.work = 399}, 3, &err), SIM_EWORK);
    ck_assert_str_eq(err.text,
                     "circle: asks for more work than was allowed, at t = 2.385 s");
}
END_TEST

START_TEST(whether_to_stop_is_asked_now_and_then)
{
    int asked = 0;
    const sim_options options = {.stop = count_and_stop, .stop_data = &asked};
    sim_error err = {""};

    ck_assert_int_eq(ask(&options, 1, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "circle: interrupted at t = 2.385 s");
    for (size_t i = 2; i < 257; i++) ck_assert_int_eq(ask(&options, i, &err), SIM_OK);
    ck_assert_int_eq(asked, 1);
    ck_assert_int_eq(ask(&options, 257, &err), SIM_ESTOP);
    ck_assert_int_eq(asked, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("permit");
    TCase *tcase = tcase_create("permit");

    tcase_add_test(tcase, work_beyond_what_was_allowed_ends_a_run);
    tcase_add_test(tcase, whether_to_stop_is_asked_now_and_then);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
