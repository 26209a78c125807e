/* test_tables.c -- the finding in words, whatever the arms have in their summary, and the numbers
 * of that. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "models/models.h"
#include "sim/study/tables.h"
#include "tests/cohort.h"
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
        row[knee->headline.best] = c->best[arm];
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
        row[knee->headline.best] = best[arm];
        row[sim_table_find(summary, "best_specific_relief_day")] = endings[_i].day;
        ck_assert_int_eq(sim_table_add_row(course, names[arm], &row, &err), SIM_OK);
        row[sim_table_find(course, "day")] = 30;
    }
    sim_tables_print_headline(&tables, chain, text, sizeof text);
    ck_assert_str_eq(text, endings[_i].words);
    sim_tables_free(&tables);
}
END_TEST

/* ---- the summary ---------------------------------------------------------- */

static planted p;
static sim_solution solution;

static void solve(const char *text)
{
    sim_error err = {""};

    ck_assert_msg(planted_open(&p, text, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_chain_solve(&p.task, &solution, &err) == SIM_OK, "%s", err.text);
}

static void clear(void)
{
    sim_solution_free(&solution);
    planted_close(&p);
}

START_TEST(a_row_per_arm_has_the_numbers_of_the_last_model)
{
    static const char *const pair[] = {"a", "b"};
    sim_table table = {0};
    sim_error err = {""};

    solve("[giver]\ngive = 2.385\n[taker]\nodds = 0\nflow = 0.371\n[arm a]\n[arm b]\n"
          "taker.need = 7.1\n");
    ck_assert_int_eq(sim_summary_build(&solution, pair, &table, &err), SIM_OK);
    ck_assert_str_eq(table.name, "summary");
    ck_assert_uint_eq(table.n_rows, 2);
    ck_assert_uint_eq(table.n_columns, 2);
    ck_assert_ptr_eq(table.keys[1], pair[1]);
    ck_assert_str_eq(table.columns[0].name, "final");
    ck_assert_str_eq(table.columns[0].unit, "mm");
    /* the sum of its parts, to the solver's tolerance */
    ck_assert_double_eq_tol(sim_table_cell(&table, 0, 0), 2.385 + 3 + 3.71, 1e-5);
    ck_assert_double_eq_tol(sim_table_cell(&table, 1, 0), 2.385 + 7.1 + 3.71, 1e-5);
    ck_assert_double_eq_tol(sim_table_cell(&table, 1, 1), 2.385 + 7.1, 1e-12);
    sim_table_free(&table);
    clear();
}
END_TEST

static const struct {
    sim_reading reading;
    double value;
} readings[] = {
    {SIM_HIGHEST, 9.095},
    {SIM_DAY_OF_HIGHEST, 10},
    {SIM_LOWEST, 5.385},
    {SIM_DAY_OF_LOWEST, 0},
};

START_TEST(extremes_are_found_with_their_day)
{
    sim_summary row;
    const sim_outcome *last;

    solve("[giver]\ngive = 2.385\n[taker]\nodds = 0\nflow = 0.371\n");
    last = sim_solution_outcome(&solution, 0, 1);
    row = last->model->summaries[0];
    row.reading = readings[_i].reading;
    ck_assert_double_eq_tol(sim_summary_read(last, &row), readings[_i].value, 1e-5);
    ck_assert_str_eq(sim_summary_column(last->model, &row).unit,
                     readings[_i].reading == SIM_DAY_OF_HIGHEST ||
                             readings[_i].reading == SIM_DAY_OF_LOWEST
                         ? "day"
                         : "mm");
    clear();
}
END_TEST

START_TEST(beyond_the_course_there_is_no_number)
{
    const sim_outcome *last;
    const sim_symbol *result;

    solve("");
    last = sim_solution_outcome(&solution, 0, 1);
    result = sim_model_find(last->model, "result");
    ck_assert(isfinite(sim_outcome_on_day(last, result, 7)));
    ck_assert(isnan(sim_outcome_on_day(last, result, 11)));
    ck_assert(isnan(sim_outcome_on_day(last, result, 7.1)));
    clear();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables");
    TCase *cases = tcase_create("headline"), *summary = tcase_create("summary");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, a_headline_tells_the_best_arm_and_the_least, 0,
                        sizeof findings / sizeof *findings);
    tcase_add_loop_test(cases, what_is_best_on_the_last_day_is_no_peak, 0,
                        sizeof endings / sizeof *endings);
    suite_add_tcase(suite, summary);
    tcase_add_test(summary, a_row_per_arm_has_the_numbers_of_the_last_model);
    tcase_add_loop_test(summary, extremes_are_found_with_their_day, 0,
                        sizeof readings / sizeof *readings);
    tcase_add_test(summary, beyond_the_course_there_is_no_number);
    return suite_run(suite);
}
