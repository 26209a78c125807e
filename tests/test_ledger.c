/* test_ledger.c -- what is solved of a cohort, kept from one try to the next. */
#include <check.h>
#include <stdio.h>
#include <unistd.h>

#include "sim/study/ledger.h"
#include "tests/suite.h"
#include "tests/temp.h"

static const sim_column inputs[] = {{"dose", "cell", "cells given", SIM_CELL_EITHER}};
static const sim_store_form form = {1, 0, 0, inputs, NULL, NULL, 1, true};

static char dir[TEMP_PATH], path[TEMP_PATH + 16];
static sim_error err;

static void set_up(void)
{
    temp_folder("ledger", dir);
    snprintf(path, sizeof path, "%s/kept.db", dir);
}

static void tear_down(void)
{
    unlink(path);
    rmdir(dir);
}

static void add(sim_ledger *l, sim_ledger_kind kind, size_t number, double value)
{
    const double numbers[] = {value, 7.1 * value};
    sim_store_item item = {.reason = "", .redraws = number, .numbers = numbers, .n = 2};

    sim_ledger_add(l, (sim_ledger_key){kind, number}, &item);
}

static bool get(sim_ledger *l, sim_ledger_kind kind, size_t number, double numbers[2])
{
    sim_store_item item = {.n = 2};

    return sim_ledger_get(l, (sim_ledger_key){kind, number}, &item, numbers);
}

START_TEST(what_was_added_is_there_in_the_next_try)
{
    double numbers[2];
    sim_store store;
    sim_ledger ledger;

    ck_assert_msg(sim_store_create(&store, path, &form, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_store_commit(&store, &err) == SIM_OK, "%s", err.text);
    sim_ledger_init(&ledger, &store, 1);
    ck_assert(!get(&ledger, SIM_LEDGER_REPLICATE, 3, numbers));
    add(&ledger, SIM_LEDGER_REPLICATE, 3, 2.385);
    add(&ledger, SIM_LEDGER_SAMPLE, 3, 3.71);
    ck_assert_msg(sim_ledger_close(&ledger, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_store_finish(&store, &err), SIM_OK);
    sim_ledger_free(&ledger);
    sim_store_close(&store);

    ck_assert_msg(sim_store_open(&store, path, false, &err) == SIM_OK, "%s", err.text);
    sim_ledger_init(&ledger, &store, 1);
    ck_assert(get(&ledger, SIM_LEDGER_REPLICATE, 3, numbers));
    ck_assert(numbers[0] == 2.385 && numbers[1] == 7.1 * 2.385);
    ck_assert(get(&ledger, SIM_LEDGER_SAMPLE, 3, numbers));
    ck_assert(numbers[0] == 3.71);
    ck_assert(!get(&ledger, SIM_LEDGER_SAMPLE, 4, numbers));
    sim_ledger_free(&ledger);
    sim_store_close(&store);
}
END_TEST

START_TEST(the_first_failure_is_the_one_that_is_told)
{
    double numbers[2];
    sim_store store = {0};
    sim_ledger ledger;

    sim_ledger_init(&ledger, &store, 1);
    ck_assert(!sim_ledger_is_lost(&ledger));
    ledger.status = sim_fail(&ledger.why, SIM_EIO, "disk full");
    ck_assert(sim_ledger_is_lost(&ledger));
    add(&ledger, SIM_LEDGER_REPLICATE, 3, 2.385);
    ck_assert_uint_eq(ledger.added, 0);
    ck_assert(!get(&ledger, SIM_LEDGER_REPLICATE, 3, numbers));
    ck_assert_int_eq(sim_ledger_close(&ledger, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "disk full");
    sim_ledger_free(&ledger);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ledger");
    TCase *cases = tcase_create("ledger");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, what_was_added_is_there_in_the_next_try);
    tcase_add_test(cases, the_first_failure_is_the_one_that_is_told);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
