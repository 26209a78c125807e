/* test_outcome.c -- what tables show of a stage, and what it warns of. */
#include <check.h>
#include <gsl/gsl_errno.h>

#include "sim/study/chain.h"
#include "tests/data_models.h"
#include "tests/solve.h"
#include "tests/suite.h"

START_TEST(a_number_is_read_at_outputs_and_at_the_end)
{
    const sim_symbol *twice = sim_model_find(&model_toss, "twice");
    const sim_outcome *toss;
    sim_solution solution;

    solve_toss(0.25, &solution);
    toss = sim_solution_outcome(&solution, 0, 0);
    ck_assert_double_eq_tol(sim_outcome_end(toss, twice), 8.25, 1e-12);
    ck_assert_double_eq_tol(sim_outcome_output(toss, twice, 3), 8.25, 1e-12);
    ck_assert_double_eq(toss->chance, 0.25);
    sim_solution_free(&solution);
}
END_TEST

static const struct {
    double odds;
    const char *high, *low; /* warnings; NULL: none */
} warned[] = {
    {0.25, "got 4, and the square is 16", "got only 0, and the square is 0"},
    {1, "got 4, and the square is 16", NULL},
    {0, NULL, "got only 0, and the square is 0"},
};

static void assert_warned(const sim_solution *solution, size_t i, const char *expected)
{
    char text[128] = "";
    const bool warns =
        sim_outcome_warning(sim_solution_outcome(solution, 0, 0), i, text, sizeof text);

    ck_assert_int_eq(warns, expected != NULL);
    ck_assert_str_eq(text, expected ? expected : "");
}

START_TEST(a_warning_is_of_the_course_for_which_it_holds)
{
    sim_solution solution;

    solve_toss(warned[_i].odds, &solution);
    assert_warned(&solution, 0, warned[_i].high);
    assert_warned(&solution, 1, warned[_i].low);
    assert_warned(&solution, 2, NULL);
    sim_solution_free(&solution);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("outcome");
    TCase *toss = tcase_create("toss");

    gsl_set_error_handler_off();
    tcase_add_test(toss, a_number_is_read_at_outputs_and_at_the_end);
    tcase_add_loop_test(toss, a_warning_is_of_the_course_for_which_it_holds, 0,
                        sizeof warned / sizeof *warned);
    suite_add_tcase(suite, toss);
    return suite_run(suite);
}
