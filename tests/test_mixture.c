/* test_mixture.c -- where a chance is neither sure nor in vain, what is read in the mean is
 * the mean of what is read off both courses; ratios are those of the mixed state. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"
#include "tests/data_models.h"
#include "tests/program.h"
#include "tests/solve.h"
#include "tests/suite.h"

/* Both are worked out of the same numbers: they differ by rounding. */
static void assert_same(double value, double expected, const char *what)
{
    ck_assert_msg(fabs(value - expected) <= 1e-12 * fmax(1, fabs(expected)),
                  "%s is %.17g, expected %.17g", what, value, expected);
}

/* ---- a knee --------------------------------------------------------------- */

/* A large dose and a limit of little softness, so that what a hit does is far from straight:
 * training that pain allows. */
static const double share = 0.5;
#define FAR_FROM_STRAIGHT \
    {"dose", 1e9}, {"therapy", 1}, {"vas_base", 70}, {"pain_limit", 45}, { "width", 2 }
static const change *const arms[] = {
    (change[]){FAR_FROM_STRAIGHT, {"hit_probability", 1}, {0}},
    (change[]){FAR_FROM_STRAIGHT, {"hit_probability", 0}, {0}},
    (change[]){FAR_FROM_STRAIGHT, {"hit_probability", 0.5}, {0}},
};
enum { HIT, MISS, MIXED, N_ARMS };

static void solve_knees(solved *s)
{
    sim_error err = {""};

    ck_assert_msg(solve_arms(s, arms, N_ARMS, 365, &(sim_options){.rtol = 1e-7}, &err) ==
                      SIM_OK,
                  "%s", err.text);
}

static double mean_at(const solved *s, const sim_symbol *symbol, size_t i)
{
    return share * sim_outcome_output(solved_stage(s, HIT, "knee"), symbol, i) +
           (1 - share) * sim_outcome_output(solved_stage(s, MISS, "knee"), symbol, i);
}

static double mean_at_end(const solved *s, const sim_symbol *symbol)
{
    return share * sim_outcome_end(solved_stage(s, HIT, "knee"), symbol) +
           (1 - share) * sim_outcome_end(solved_stage(s, MISS, "knee"), symbol);
}

static bool is_read(const sim_symbol *symbol)
{
    return sim_symbol_is_state(symbol) || symbol->kind == SIM_RULE;
}

START_TEST(each_state_and_rule_is_the_mean_of_both_courses)
{
    const sim_outcome *mixed;
    solved s;

    solve_knees(&s);
    mixed = solved_stage(&s, MIXED, "knee");
    for (size_t k = 0; k < mixed->model->n_symbols; k++) {
        const sim_symbol *symbol = &mixed->model->symbols[k];

        for (size_t i = 0; is_read(symbol) && !symbol->is_ratio && i < mixed->result.grid.n;
             i++)
            assert_same(sim_outcome_output(mixed, symbol, i), mean_at(&s, symbol, i),
                        symbol->name);
        if (is_read(symbol) && !symbol->is_ratio)
            assert_same(sim_outcome_end(mixed, symbol), mean_at_end(&s, symbol),
                        symbol->name);
    }
    /* of the mixed state, it would be 0.12 */
    ck_assert_double_eq_tol(solved_on(&s, MIXED, "able", 200), 0.498, 0.001);
    solved_free(&s);
}
END_TEST

START_TEST(a_ratio_is_that_of_the_mixed_state)
{
    solved s;

    solve_knees(&s);
    for (int day = 0; day <= 365; day += 73) {
        const double m1 = solved_on(&s, MIXED, "m1", day),
                     m2 = solved_on(&s, MIXED, "m2", day);

        assert_same(solved_on(&s, MIXED, "m1_m2_ratio", day), m1 / m2, "m1_m2_ratio");
        assert_same(solved_on(&s, MIXED, "m2_fraction", day), m2 / (m1 + m2),
                    "m2_fraction");
        assert_same(solved_on(&s, MIXED, "live_fraction", day),
                    solved_on(&s, MIXED, "live_in_joint", day) /
                        solved_on(&s, MIXED, "injected", day),
                    "live_fraction");
    }
    solved_free(&s);
}
END_TEST

START_TEST(extremes_are_those_of_the_mean_course)
{
    const sim_symbol *relief = sim_model_find(&model_knee, "specific_relief");
    static const char *const names[] = {"hit", "miss", "mixed"};
    double best = -INFINITY, day = 0;
    sim_error err = {""};
    sim_table table;
    solved s;

    solve_knees(&s);
    ck_assert_int_eq(sim_summary_build(&s.solution, names, &table, &err), SIM_OK);
    for (size_t i = 0; i <= 365; i++) {
        const double value = mean_at(&s, relief, i);

        if (value <= best + SIM_NEGLIGIBLE * fabs(best)) continue;
        best = value;
        day = (double)i;
    }
    assert_same(
        sim_table_cell(&table, MIXED, sim_table_find(&table, "best_specific_relief")), best,
        "best_specific_relief");
    ck_assert_double_eq(
        sim_table_cell(&table, MIXED, sim_table_find(&table, "best_specific_relief_day")),
        day);
    sim_table_free(&table);
    solved_free(&s);
}
END_TEST

/* ---- a toss --------------------------------------------------------------- */

static double on_last_day(const sim_solution *solution, const char *name)
{
    return sim_outcome_output(sim_solution_outcome(solution, 0, 0),
                              sim_model_find(&model_toss, name), 3);
}

START_TEST(rules_of_rules_are_means_and_see_what_happened)
{
    sim_solution solution;

    solve_toss(0.25, &solution);
    assert_same(on_last_day(&solution, "square"), 4, "square");
    assert_same(on_last_day(&solution, "twice"), 8.25, "twice");
    assert_same(on_last_day(&solution, "squared"), 0.5, "squared");
    sim_solution_free(&solution);
}
END_TEST

START_TEST(a_later_stage_is_told_what_is_read)
{
    const sim_symbol *heard = sim_model_find(&model_told, "heard");
    sim_solution solution;

    solve_toss(0.25, &solution);
    assert_same(sim_outcome_end(sim_solution_outcome(&solution, 0, 1), heard),
                4 + 100 * 0.5 + 10000 * 1, "heard");
    sim_solution_free(&solution);
}
END_TEST

/* ---- as users meet it ----------------------------------------------------- */

static const char rows[] = "[run]\ndays = 250\nensemble_columns = able, vas, m1_m2_ratio\n"
                           "[cohort]\ndraw = none\n"
                           "[product]\ndose = 1e9\n[rehab]\ntherapy = 1\n";
static const char three[] = "[arm hit]\ndelivery.hit_probability = 1\n"
                            "[arm miss]\ndelivery.hit_probability = 0\n"
                            "[arm mixed]\ndelivery.hit_probability = 0.5\n";

/* Reads "hit miss mixed" that a line of shell prints. */
static void read_three(const char *line, double numbers[N_ARMS])
{
    program_result result;

    program_shell(line, &result);
    ck_assert_msg(sscanf(result.out, "%lf %lf %lf", &numbers[HIT], &numbers[MISS],
                         &numbers[MIXED]) == N_ARMS,
                  "%s: %s%s", line, result.out, result.err);
}

/* Tables print nine digits. */
static void assert_mean(const double numbers[N_ARMS])
{
    const double mean = (numbers[HIT] + numbers[MISS]) / 2;

    ck_assert_msg(fabs(numbers[MIXED] - mean) <= 1e-8 * fabs(mean),
                  "%.9g and %.9g mixed are %.9g", numbers[HIT], numbers[MISS],
                  numbers[MIXED]);
    ck_assert_double_gt(fabs(numbers[HIT] - numbers[MISS]), 0.1);
}

START_TEST(tables_of_a_run_and_its_cohort_have_the_mean)
{
    char text[1024];
    program_result result;
    double numbers[N_ARMS];

    snprintf(text, sizeof text, "%s%s", rows, three);
    program_write_text("a.ini", text);
    program_shell("$POTENCY run a.ini -o out -n 2", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    read_three("awk -F, 'NR == 1 { while ($(++c) != \"able\"); } $2 == 249 { print $c }' "
               "out/timecourse.csv",
               numbers);
    assert_mean(numbers);
    read_three("awk -F, '$2 == 249 && $3 == \"able\" { print $5 }' out/ensemble.csv",
               numbers);
    assert_mean(numbers);
}
END_TEST

START_TEST(points_of_a_sweep_have_the_mean)
{
    char text[1024];
    program_result result;
    double numbers[N_ARMS];

    snprintf(text, sizeof text, "%s[sweep]\ndelivery.hit_probability = 1, 0, 0.5\n", rows);
    program_write_text("a.ini", text);
    program_shell("$POTENCY sweep a.ini -o a.db --keep-courses", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    read_three("$POTENCY export a.db --courses > c.csv; $POTENCY export a.db > r.csv; "
               "for h in 1 0 0.5; do p=$(awk -F, -v h=$h '$3 == h { print $1 }' r.csv); "
               "awk -F, -v p=$p 'NR == 1 { while ($(++c) != \"able\"); } "
               "$1 == p && $3 == 249 { print $c }' c.csv; done",
               numbers);
    assert_mean(numbers);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mixture");
    TCase *knee = tcase_create("knee"), *toss = tcase_create("toss"),
          *use = tcase_create("use");

    gsl_set_error_handler_off();
    tcase_add_test(knee, each_state_and_rule_is_the_mean_of_both_courses);
    tcase_add_test(knee, a_ratio_is_that_of_the_mixed_state);
    tcase_add_test(knee, extremes_are_those_of_the_mean_course);
    tcase_add_test(toss, rules_of_rules_are_means_and_see_what_happened);
    tcase_add_test(toss, a_later_stage_is_told_what_is_read);
    program_add_folder(use);
    tcase_add_test(use, tables_of_a_run_and_its_cohort_have_the_mean);
    tcase_add_test(use, points_of_a_sweep_have_the_mean);
    suite_add_tcase(suite, knee);
    suite_add_tcase(suite, toss);
    suite_add_tcase(suite, use);
    return suite_run(suite);
}
