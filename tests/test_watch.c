/* test_watch.c -- which columns of the course an ensemble keeps. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/watch.h"
#include "tests/cohort.h"
#include "tests/suite.h"

static planted p;
static sim_watch watch;
static sim_error err;

static void set_up(void)
{
    ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
    ck_assert_int_eq(sim_watch_init(&watch, &p.catalog, &err), SIM_OK);
}

static void tear_down(void)
{
    sim_watch_free(&watch);
    planted_close(&p);
}

static sim_status set(const char *how, unsigned layer)
{
    const sim_row row = {sim_watch_name, how, "a.ini:3", "a.ini:3", layer};

    return sim_watch_set(&watch, &row, &err);
}

static const char *written(void)
{
    static char text[256];
    FILE *out = fmemopen(text, sizeof text, "w");

    ck_assert_ptr_nonnull(out);
    sim_watch_write(&watch, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

START_TEST(it_starts_with_the_columns_of_the_population)
{
    ck_assert_str_eq(written(), "ensemble_columns = result, got #: default\n");
}
END_TEST

START_TEST(the_higher_layer_holds)
{
    ck_assert_int_eq(set(" arrived ,result", 7), SIM_OK);
    ck_assert_str_eq(written(), "ensemble_columns = arrived, result #: a.ini:3\n");
    ck_assert_int_eq(set("got", 5), SIM_OK);
    ck_assert_str_eq(written(), "ensemble_columns = arrived, result #: a.ini:3\n");
    ck_assert_int_eq(set("got", 9), SIM_OK);
    ck_assert_uint_eq(watch.n, 1);
    ck_assert_str_eq(sim_watch_column(&watch, 0).name, "got");
}
END_TEST

START_TEST(a_difference_to_the_background_has_a_name_of_its_own)
{
    static const sim_row row = {sim_watch_name, "level_against_background, level",
                                "a.ini:3", "a.ini:3", 3};
    planted mortal;
    sim_watch both;

    ck_assert_int_eq(planted_open_in(&mortal, &planted_mortal, "", &err), SIM_OK);
    ck_assert_int_eq(sim_watch_init(&both, &mortal.catalog, &err), SIM_OK);
    ck_assert_int_eq(sim_watch_set(&both, &row, &err), SIM_OK);
    ck_assert_uint_eq(both.n, 2);
    ck_assert_str_eq(sim_watch_column(&both, 0).name, "level_against_background");
    ck_assert_uint_eq(sim_watch_find(&both, "level"), 1);
    ck_assert_uint_eq(sim_watch_find(&both, "hazard"), 2);
    sim_watch_free(&both);
    planted_close(&mortal);
}
END_TEST

static const struct {
    const char *how, *message;
} refused[] = {
    {"result, arived",
     "a.ini:3: run.ensemble_columns: unknown column 'arived'; did you mean 'arrived'?"},
    {"got,got", "a.ini:3: run.ensemble_columns names got twice; once would be right"},
    {" , ", "a.ini:3: run.ensemble_columns: unknown column ''; columns of the course in "
            "time would be right"},
};

START_TEST(bad_names_are_refused_and_change_nothing)
{
    ck_assert_int_eq(set(refused[_i].how, 3), SIM_ENAME);
    ck_assert_str_eq(err.text, refused[_i].message);
    ck_assert_str_eq(written(), "ensemble_columns = result, got #: default\n");
}
END_TEST

START_TEST(one_layer_says_it_once)
{
    ck_assert_int_eq(set("got", 3), SIM_OK);
    ck_assert_int_eq(set("result", 3), SIM_ENAME);
    ck_assert_str_eq(err.text, "a.ini:3: run.ensemble_columns is given twice, first at "
                               "a.ini:3; one of the two would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("watch");
    TCase *cases = tcase_create("watch");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, it_starts_with_the_columns_of_the_population);
    tcase_add_test(cases, the_higher_layer_holds);
    tcase_add_test(cases, a_difference_to_the_background_has_a_name_of_its_own);
    tcase_add_loop_test(cases, bad_names_are_refused_and_change_nothing, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(cases, one_layer_says_it_once);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
