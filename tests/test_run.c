/* test_run.c -- when events and outputs meet, what the end cuts off, and tolerances. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/ode.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static const char *const methods[] = {"ode", "ssa", "tau", "auto"};

static size_t slot(const sim_model *m, const char *name)
{
    return sim_model_find(m, name)->slot;
}

/* ---- instants ------------------------------------------------------------- */

/* The event sets X to 50, which goes on leaving from then on. */
START_TEST(an_event_within_rounding_of_an_output_is_in_it)
{
    static const double resets[] = {7, 7.00000000000002, 6.99999999999998};
    const change changes[] = {{"reset", resets[_i % 3]}, {0}};
    const counts_plan plan = {&model_known, changes, methods[_i / 3], 9, 1, 31};
    sim_result result;
    size_t row;

    counts_run(&plan, 0, 1, &result);
    row = sim_course_find(&result.grid, 7);
    ck_assert_uint_eq(row, 7);
    ck_assert_double_eq(result.grid.t[row], 7);
    ck_assert_double_eq(result.grid.x[row * result.grid.n_states + slot(&model_known, "X")],
                        50);
    sim_result_free(&result);
}
END_TEST

START_TEST(an_output_of_a_tenth_meets_a_whole_day)
{
    const change changes[] = {{"reset", 7}, {0}};
    const counts_plan plan = {&model_known, changes, methods[_i], 9, 1, 32};
    sim_result result;
    size_t row;

    counts_run(&plan, 0, 0.1, &result);
    ck_assert_uint_eq(result.grid.n, 91);
    row = sim_course_find(&result.grid, 7);
    ck_assert_uint_eq(row, 70);
    ck_assert_double_eq(result.grid.x[row * result.grid.n_states + slot(&model_known, "X")],
                        50);
    ck_assert_uint_eq(sim_course_find(&result.grid, 7.05), result.grid.n);
    sim_result_free(&result);
}
END_TEST

/* ---- the end -------------------------------------------------------------- */

START_TEST(what_is_due_at_the_end_is_given_and_what_is_later_is_not)
{
    static const struct {
        double reset, given, missed;
    } cases[] = {{8, 1, 0}, {8.00000000000002, 1, 0}, {8.0001, 0, 1}, {0, 1, 0}};
    const int row = _i % 4;
    const change changes[] = {{"reset", cases[row].reset}, {0}};
    const counts_plan plan = {&model_known, changes, methods[_i / 4], 8, 1, 33};
    const size_t x = slot(&model_known, "X");
    sim_result result;

    counts_run(&plan, 0, 1, &result);
    ck_assert_double_eq(result.given[0], cases[row].given);
    ck_assert_double_eq(result.missed[0], cases[row].missed);
    ck_assert_double_eq(result.t_end, 8);
    if (row < 2) {
        ck_assert_double_eq(result.x_end[x], 50);
        ck_assert_double_eq(result.grid.x[8 * result.grid.n_states + x], 50);
    }
    sim_result_free(&result);
}
END_TEST

/* ---- whole numbers -------------------------------------------------------- */

/* As a solver's rounding leaves them: one before the report, one at the end. */
START_TEST(a_count_below_0_is_0_at_the_end_as_it_is_in_the_report)
{
    const counts_plan plan = {&model_below, (change[]){{0}}, "ode", 3, 1, 0};
    sim_result result;

    counts_run(&plan, 0, 1, &result);
    ck_assert_uint_eq(result.reports.n, 1);
    ck_assert_double_eq(result.reports.x[slot(&model_below, "kept")], 0);
    ck_assert_double_eq(result.x_end[slot(&model_below, "kept")], 0);
    ck_assert_double_eq(result.x_end[slot(&model_below, "left")], 0);
    sim_result_free(&result);
}
END_TEST

/* ---- tolerances ----------------------------------------------------------- */

static double knee_default(const char *name)
{
    return sim_model_find(&model_knee, name)->value;
}

/* What lives of one's own cells, a part `senescent` of which does not settle: fresh cells
 * leave at the rate a, attached ones at b and settled ones at c.  In closed form. */
static double live_fraction(double senescent, double day)
{
    const double fit = knee_default("settle") * (1 - senescent),
                 attach = knee_default("attach"),
                 a = attach + knee_default("anoikis") + knee_default("leave"),
                 b = fit + knee_default("stress"), c = knee_default("tail"),
                 fresh = exp(-a * day), late = exp(-b * day), last = exp(-c * day);

    return knee_default("hit_probability") *
           (fresh + attach * (fresh - late) / (b - a) +
            attach * fit *
                (fresh / (b - a) / (c - a) + late / (a - b) / (c - b) +
                 last / (a - c) / (b - c)));
}

/* What becomes of a dose of one's own cells does not depend on its size. */
START_TEST(a_dose_of_any_size_lasts_as_long)
{
    static const double doses[] = {1e-300, 1e-6, 1, 2385, 1e6};
    static const double days[] = {1, 7, 30, 182};
    const change changes[] = {{"dose", doses[_i % 5]}, {0}}, *const arm = changes;
    const sim_options options = {.solver = (size_t)_i / 5, .rtol = 1e-7};
    double cycling, senescent;
    sim_error err = {""};
    solved s;

    ck_assert_msg(solve_arms(&s, &arm, 1, 182, &options, &err) == SIM_OK, "%s", err.text);
    cycling = solved_end(&s, 0, "passaging", "cycling");
    senescent = solved_end(&s, 0, "passaging", "senescent");
    for (size_t i = 0; i < LENGTH(days); i++) {
        const double found = solved_on(&s, 0, "live_fraction", days[i]);
        const double expected = live_fraction(senescent / (cycling + senescent), days[i]);

        /* msadams, the least exact of them, is 3e-6 off for 1e6 cells too */
        ck_assert_msg(fabs(found - expected) < 5e-6, "%s, %g cells, day %g: %.9g",
                      sim_solver_name((size_t)_i / 5), doses[_i % 5], days[i], found);
    }
    solved_free(&s);
}
END_TEST

/* 10 founders in a dish of 1 cm2, which harvest 134 cells: by an independent run at a
 * tolerance of 1e-12.  Cells that divide slowly and tire early: what a passage multiplies a
 * thousandfold has its error multiplied, too. */
START_TEST(a_small_culture_is_solved_as_well_as_a_large_one)
{
    const change changes[] = {{"founders", 10},       {"initial_area", 1},
                              {"max_area", 10},       {"seeding_density", 1},
                              {"harvest_passage", 4}, {"dilution_lag", 0},
                              {"cycle_time", 32},     {"hazard_shape", 2.5},
                              {"hazard_scale", 18.9}, {0}};
    const change *const arm = changes;
    const sim_options options = {.solver = (size_t)_i, .rtol = 1e-7};
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, 1, &options, &err), SIM_OK);
    /* a part of 1e-5, and not 2e-4 as with errors of a thousandth of a cell */
    ck_assert_double_eq_tol(solved_end(&s, 0, "passaging", "cycling"), 26.8051754, 2e-4);
    ck_assert_double_eq_tol(solved_end(&s, 0, "passaging", "senescent"), 89.6448065, 6e-4);
    solved_free(&s);
}
END_TEST

START_TEST(a_dose_that_no_number_can_follow_is_refused)
{
    const change changes[] = {{"dose", 1e-305}, {0}}, *const arm = changes;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, 1, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, "injected_live = 9.5e-306 cell is too small a number to be "
                               "followed; 0, or 1e-302 and more, would be right");
    solved_free(&s);
}
END_TEST

/* ---- readings of 0 -------------------------------------------------------- */

/* Untreated, and given a placebo that does nothing else: its relief comes off again. */
START_TEST(a_knee_without_cells_reads_0_where_0_is_meant)
{
    static const char *const zeros[] = {
        "specific_relief", "cue", "extra", "tsg6", "ev", "live_fraction", "total_relief"};
    const change changes[] = {
        {"expanded", 0},   {"dose", 0},         {"tnf_m1", 0.41}, {"pain_tnf", 0.3},
        {"flare_pain", 0}, {"flare_debris", 0}, {"vehicle", _i},  {0}};
    const change *const arm = changes;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, 730, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    for (size_t i = 0; i < LENGTH(zeros) - (size_t)_i;
         i++) { /* relief in all is the placebo's */
        for (int day = 0; day <= 730; day++)
            ck_assert_double_eq(solved_on(&s, 0, zeros[i], day), 0);
    }
    solved_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("run");
    TCase *instants = tcase_create("instants"), *end = tcase_create("end"),
          *whole = tcase_create("whole"), *scales = tcase_create("scales");
    size_t n_solvers;

    gsl_set_error_handler_off();
    tcase_add_loop_test(instants, an_event_within_rounding_of_an_output_is_in_it, 0, 12);
    tcase_add_loop_test(instants, an_output_of_a_tenth_meets_a_whole_day, 0, 4);
    tcase_add_loop_test(end, what_is_due_at_the_end_is_given_and_what_is_later_is_not, 0,
                        16);
    tcase_add_test(whole, a_count_below_0_is_0_at_the_end_as_it_is_in_the_report);
    suite_add_tcase(suite, instants);
    suite_add_tcase(suite, end);
    suite_add_tcase(suite, whole);
    for (n_solvers = 0; sim_solver_name(n_solvers);) n_solvers++;
    tcase_add_loop_test(scales, a_dose_of_any_size_lasts_as_long, 0, 5 * (int)n_solvers);
    tcase_add_loop_test(scales, a_small_culture_is_solved_as_well_as_a_large_one, 0,
                        (int)n_solvers);
    tcase_add_test(scales, a_dose_that_no_number_can_follow_is_refused);
    tcase_add_loop_test(whole, a_knee_without_cells_reads_0_where_0_is_meant, 0, 2);
    tcase_set_timeout(scales, 60);
    suite_add_tcase(suite, scales);
    return suite_run(suite);
}
