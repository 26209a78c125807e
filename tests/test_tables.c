/* test_tables.c -- the finding in words, whatever the arms have in their summary. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "models/models.h"
#include "sim/study/tables.h"
#include "tests/suite.h"

static const char *const names[] = {"P2", "P12", "saline", "untreated"};

enum { MOST_ARMS = 4 };

typedef struct {
    size_t n; /* arms */
    double best[MOST_ARMS];
    const char *words;
} finding;

#define RELIEF "Pain relief beyond placebo"

static const finding findings[] = {
    {4,
     {16.27, 8.52, 0, 0},
     RELIEF " peaks at 16.3 mm with P2 and at 8.52 mm with P12: 48 % less"},
    {2,
     {3.71, 23.85},
     RELIEF " peaks at 23.9 mm with P12 and at 3.71 mm with P2: 84 % less"},
    {3,
     {NAN, 8.52, 2.385},
     RELIEF " peaks at 8.52 mm with P12 and at 2.38 mm with saline: 72 % less"},
    /* nothing less, or the least of it told */
    {2, {2.385, 2.385}, RELIEF " peaks at 2.38 mm with P2"},
    {2, {2.3849, 2.3851}, RELIEF " peaks at 2.39 mm with P12"},
    {1, {7.1}, RELIEF " peaks at 7.1 mm with P2"},
    /* what a control has */
    {3,
     {14.4, 5.42, 0.186},
     RELIEF " peaks at 14.4 mm with P2 and at 5.42 mm with P12: 62 % less"},
    {2, {16.27, 0.00933}, RELIEF " peaks at 16.3 mm with P2"},
    {2,
     {16.27, 0.5371},
     RELIEF " peaks at 16.3 mm with P2 and at 0.537 mm with P12: 97 % less"},
    /* what a solver leaves is nothing */
    {3,
     {16.27, 8.52, 3.65e-9},
     RELIEF " peaks at 16.3 mm with P2 and at 8.52 mm with P12: 48 % less"},
    {2, {3.65e-9, -2.385e-8}, RELIEF ": none in any arm"},
    {3, {0, NAN, -3.71}, RELIEF ": none in any arm"},
    {0, {0}, RELIEF ": none in any arm"},
};

START_TEST(a_headline_tells_the_best_arm_and_the_least)
{
    const finding *c = &findings[_i];
    const sim_chain *chain = &models_chains[0];
    const sim_model *knee = chain->stages[chain->n_stages - 1].model;
    const sim_solution nothing = {.chain = chain};
    sim_tables tables;
    sim_error err;
    char text[256];

    ck_assert_int_eq(sim_tables_init(&tables, &nothing, NULL, &err), SIM_OK);
    for (size_t arm = 0; arm < c->n; arm++) {
        double *row;

        ck_assert_int_eq(
            sim_table_add_row(&tables.table[tables.summary], names[arm], &row, &err),
            SIM_OK);
        row[knee->headline_number] = c->best[arm];
    }
    sim_tables_print_headline(&tables, chain, text, sizeof text);
    ck_assert_str_eq(text, c->words);
    sim_tables_free(&tables);
}
END_TEST

static const struct {
    double day; /* of the best of the first arm; the course ends on day 30 */
    const char *words;
} endings[] = {
    {29, RELIEF " peaks at 9.02 mm with P2 and at 3.19 mm with P12: 65 % less"},
    {30, RELIEF " reaches 9.02 mm with P2 and 3.19 mm with P12: 65 % less"},
    {NAN, RELIEF " peaks at 9.02 mm with P2 and at 3.19 mm with P12: 65 % less"},
};

START_TEST(what_is_best_on_the_last_day_is_no_peak)
{
    static const double best[] = {9.0216, 3.1946};
    const sim_chain *chain = &models_chains[0];
    const sim_model *knee = chain->stages[chain->n_stages - 1].model;
    const sim_solution nothing = {.chain = chain};
    sim_table *summary, *course;
    sim_tables tables;
    sim_error err;
    char text[256];

    ck_assert_int_eq(sim_tables_init(&tables, &nothing, NULL, &err), SIM_OK);
    summary = &tables.table[tables.summary];
    course = &tables.table[tables.summary - 1];
    for (size_t arm = 0; arm < 2; arm++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(summary, names[arm], &row, &err), SIM_OK);
        row[knee->headline_number] = best[arm];
        row[sim_table_find(summary, "best_specific_relief_day")] = endings[_i].day;
        ck_assert_int_eq(sim_table_add_row(course, names[arm], &row, &err), SIM_OK);
        row[sim_table_find(course, "day")] = 30;
    }
    sim_tables_print_headline(&tables, chain, text, sizeof text);
    ck_assert_str_eq(text, endings[_i].words);
    sim_tables_free(&tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables");
    TCase *cases = tcase_create("headline");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, a_headline_tells_the_best_arm_and_the_least, 0,
                        sizeof findings / sizeof *findings);
    tcase_add_loop_test(cases, what_is_best_on_the_last_day_is_no_peak, 0,
                        sizeof endings / sizeof *endings);
    return suite_run(suite);
}
