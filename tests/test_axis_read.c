/* test_axis_read.c -- a row of [sweep] understood: its list, and ranges that are none. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/axis.h"
#include "sim/study/session.h"
#include "tests/suite.h"

static sim_session session;

static void set_up(void)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
}

static void tear_down(void) { sim_session_close(&session); }

static sim_status read_row(const char *name, const char *how, bool ranges_only,
                           sim_axis *axis, sim_error *err)
{
    const sim_axis_world world = {&session.catalog, &session.presets, ranges_only};
    const sim_row row = {name, how, "b.ini:23", "b.ini:23", 1};

    *axis = (sim_axis){0};
    return sim_axis_read(axis, &world, &row, err);
}

START_TEST(a_range_that_is_no_even_one_is_refused)
{
    sim_axis axis;
    sim_error err = {""};

    ck_assert_int_eq(read_row("product.dose", "3e5..7e6", false, &axis, &err), SIM_OK);
    ck_assert_int_eq(read_row("product.dose", "3e5..7e6", true, &axis, &err), SIM_OK);
    ck_assert_int_eq(read_row("product.dose", "3e5, 7e6", false, &axis, &err), SIM_OK);
    free(axis.list);
    ck_assert_int_ne(read_row("product.dose", "3e5, 7e6", true, &axis, &err), SIM_OK);
    free(axis.list);
    ck_assert_ptr_nonnull(strstr(err.text, "b.ini:23: product.dose = "));
}
END_TEST

START_TEST(a_range_that_falls_is_refused)
{
    sim_axis axis;
    sim_error err = {""};

    ck_assert_int_ne(read_row("product.dose", "7e6..3e5", false, &axis, &err), SIM_OK);
    free(axis.list);
    ck_assert_ptr_eq(strstr(err.text, "b.ini:23: product.dose = "), err.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("axis_read");
    TCase *tests = tcase_create("tests");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_range_that_is_no_even_one_is_refused);
    tcase_add_test(tests, a_range_that_falls_is_refused);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
