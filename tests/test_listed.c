/* test_listed.c -- what a pattern finds among rows and draws, and that JSON has no other. */
#include <check.h>
#include <stdlib.h>

#include "sim/cli/listed.h"
#include "sim/study/unread.h"
#include "tests/suite.h"

static sim_session session;
static sim_error err;

static size_t count_draws(const char *pattern)
{
    size_t at = 0, n = 0;

    while (sim_listed_next_draw(&session, pattern, &at)) n++;
    return n;
}

START_TEST(draws_are_found_by_row_and_by_what_is_drawn)
{
    const sim_draw *draw;
    size_t at = 0;

    ck_assert_int_eq(sim_session_open(&session, models_chain("ards"), &err), SIM_OK);
    ck_assert_uint_eq(count_draws(NULL), session.catalog.population->n_draws);
    ck_assert_uint_eq(count_draws("cohort.ards.*"), 4);
    draw = sim_listed_next_draw(&session, "cohort.ards.injure", &at);
    ck_assert_ptr_nonnull(draw);
    ck_assert_str_eq(sim_listed_drawn(&session, draw)->symbol->name, "injure");
    sim_session_close(&session);
}
END_TEST

/* A row by its name; a default that its chain has; what is treated by the chain. */
START_TEST(defaults_are_those_of_the_chain)
{
    const sim_parameter *days, *treated;

    ck_assert_int_eq(sim_session_open(&session, models_chain("gvhd"), &err), SIM_OK);
    days = sim_catalog_get(&session.catalog, "run", "days");
    treated = sim_catalog_get(&session.catalog, "run", "indication");
    ck_assert(sim_listed_matches(days, "run.d*"));
    ck_assert(!sim_listed_matches(days, "product.*"));
    ck_assert_double_eq(sim_listed_default(&session, days), 180);
    ck_assert_str_eq(models_chain_name((size_t)sim_listed_default(&session, treated)),
                     "gvhd");
    sim_session_close(&session);
}
END_TEST

START_TEST(rows_of_text_of_a_trial_are_found_by_their_names)
{
    size_t at = 0;

    ck_assert_int_eq(sim_listed_next_trial("trial.*n*", &at), SIM_TRIAL_CONTROL);
    ck_assert_int_eq(sim_listed_next_trial("trial.*n*", &at), SIM_TRIAL_NUMBER);
    ck_assert_int_eq(sim_listed_next_trial("trial.*n*", &at), SIM_TRIAL_PATIENTS);
    at = SIM_TRIAL_PATIENTS;
    ck_assert_int_eq(sim_listed_next_trial("design", &at), SIM_TRIAL_DESIGN);
    ck_assert_int_eq(sim_listed_next_trial(NULL, &at), SIM_TRIAL_TEXTS);
}
END_TEST

START_TEST(json_of_what_is_not_found_is_an_empty_list)
{
    bool *unread;

    ck_assert_int_eq(sim_session_open(&session, models_chain(NULL), &err), SIM_OK);
    ck_assert_int_eq(sim_unread_find(&session, &unread, &err), SIM_OK);
    ck_assert_int_eq(
        sim_listed_print_json(&(sim_listed){&session, "no.such_row", unread}, &err),
        SIM_OK);
    free(unread);
    sim_session_close(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("listed");
    TCase *tcase = tcase_create("listed");

    tcase_add_test(tcase, draws_are_found_by_row_and_by_what_is_drawn);
    tcase_add_test(tcase, defaults_are_those_of_the_chain);
    tcase_add_test(tcase, rows_of_text_of_a_trial_are_found_by_their_names);
    tcase_add_test(tcase, json_of_what_is_not_found_is_an_empty_list);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
