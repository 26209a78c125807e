/* test_tables.c -- the numbers of a summary. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "models/models.h"
#include "sim/study/tables.h"
#include "tests/cohort.h"
#include "tests/suite.h"

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
    ck_assert_double_eq_tol(sim_summary_read(&solution, 0, &row), readings[_i].value, 1e-5);
    ck_assert_str_eq(sim_summary_column(last->model, &row).unit,
                     readings[_i].reading == SIM_DAY_OF_HIGHEST ||
                             readings[_i].reading == SIM_DAY_OF_LOWEST
                         ? "day"
                         : "mm");
    clear();
}
END_TEST

START_TEST(beyond_the_course_there_is_no_number_and_its_last_is_the_ends)
{
    const sim_outcome *last;
    const sim_symbol *result;

    solve("");
    last = sim_solution_outcome(&solution, 0, 1);
    result = sim_model_find(last->model, "result");
    ck_assert(isfinite(sim_outcome_on_day(last, result, 7)));
    ck_assert(isnan(sim_outcome_on_day(last, result, 11)));
    ck_assert(isnan(sim_outcome_on_day(last, result, 7.1)));
    ck_assert_double_eq(sim_outcome_on_day(last, result, INFINITY),
                        sim_outcome_on_day(last, result, 10));
    clear();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables");
    TCase *summary = tcase_create("summary");

    suite_add_tcase(suite, summary);
    tcase_add_test(summary, a_row_per_arm_has_the_numbers_of_the_last_model);
    tcase_add_loop_test(summary, extremes_are_found_with_their_day, 0,
                        sizeof readings / sizeof *readings);
    tcase_add_test(summary, beyond_the_course_there_is_no_number_and_its_last_is_the_ends);
    return suite_run(suite);
}
