/* test_run.c -- when events and outputs meet, what the end cuts off, and what is told of it. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/engine/ode.h"
#include "sim/engine/remark.h"
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

START_TEST(outputs_lie_at_whole_multiples_rounded_once)
{
    static const struct {
        double every, end, i, t, count;
    } cases[] = {
        {0.1, 7, 70, 7, 71},
        {0.1, 7, 3, 0.3, 71},
        {0.25, 7, 28, 7, 29},
        {1. / 24, 2, 48, 2, 49},
        {1. / 24, 2, 28, 7. / 6, 49},
        {0.7, 2.1, 3, 2.1, 4},
        {1, 7.5, 7, 7, 8},
        {7, 30, 4, 28, 5},
        {1, INFINITY, 730, 730, 0},
        {2.5, 10, 3, 7.5, 5},
    };

    for (size_t i = 0; i < LENGTH(cases); i++) {
        const sim_outputs outputs = {cases[i].every, cases[i].end};

        ck_assert_msg(sim_outputs_time(&outputs, cases[i].i) == cases[i].t,
                      "number %g of every %g: %.17g", cases[i].i, cases[i].every,
                      sim_outputs_time(&outputs, cases[i].i));
        if (cases[i].count > 0)
            ck_assert_double_eq(sim_outputs_count(&outputs), cases[i].count);
    }
    ck_assert_double_eq(sim_outputs_count(&(sim_outputs){0, 7}), 0);
}
END_TEST

START_TEST(what_is_within_rounding_of_an_output_is_at_it)
{
    static const struct {
        double every, end, t, at;
    } cases[] = {
        {1, 30, 6 * 1.16666666666667, 7},
        {1, 30, 6 * 1.16666666666666, 7},
        {1, 30, 6 * 1.1666666667, 6 * 1.1666666667}, /* 17 microseconds late */
        {0.1, 30, 70 * 0.1, 7},
        {7, 10, 9.99999999999999, 10},
        {0, 10, 7.00000000000001, 7.00000000000001},
        {1, INFINITY, 38.00000000000001, 38},
        {1, 30, INFINITY, INFINITY},
        {1, 30, 0, 0},
    };

    for (size_t i = 0; i < LENGTH(cases); i++) {
        const sim_outputs outputs = {cases[i].every, cases[i].end};
        const double at = sim_outputs_snap(&outputs, cases[i].t);

        ck_assert_msg(at == cases[i].at, "%.17g: %.17g", cases[i].t, at);
    }
}
END_TEST

/* k * interval, rounded once, is the day that k intervals of whole hours or minutes make. */
START_TEST(whole_hours_and_minutes_make_whole_days)
{
    static const int units[] = {24, 1440};

    for (size_t u = 0; u < LENGTH(units); u++) {
        for (int n = 1; n <= 3000; n++) {
            const double interval = (double)n / units[u];

            for (int k = 1; k <= 12; k++) {
                if (n * k % units[u] != 0) continue;
                ck_assert_double_eq(k * interval, n * k / units[u]);
            }
        }
    }
}
END_TEST

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

/* A day of the course is found where it was reached by adding up. */
START_TEST(a_row_is_found_within_rounding_of_its_time)
{
    double t[] = {0, 0.1 + 0.2, 7.000000000000001}, x[3] = {0};
    const sim_course course = {.n = 3, .n_states = 1, .t = t, .x = x};

    ck_assert_uint_eq(sim_course_find(&course, 0), 0);
    ck_assert_uint_eq(sim_course_find(&course, 0.3), 1);
    ck_assert_uint_eq(sim_course_find(&course, 7), 2);
    ck_assert_uint_eq(sim_course_find(&course, 7.0000001), 3);
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

START_TEST(events_after_the_end_are_counted_and_told)
{
    static const struct {
        double kicks, end, given, missed;
        const char *text;
    } cases[] = {
        {7, 6, 3, 4,
         "b is doubled 3 of 7 times: the other 4 would come after the end (s 6)"},
        {10, 3.7, 2, 8,
         "b is doubled 2 of 10 times: the other 8 would come after the end (s 3.7)"},
        {3, 6, 3, 0, NULL},
        {0, 6, 0, 0, NULL},
        {5, 1, 0, 5, NULL}, /* nobody knows whether they would do anything */
    };

    for (size_t i = 0; i < LENGTH(cases); i++) {
        const change changes[] = {{"kicks", cases[i].kicks}, {0}};
        const counts_plan plan = {&model_circle, changes, "ode", cases[i].end, 1, 0};
        char text[256];
        sim_result result;
        bool told;

        counts_run(&plan, 0, 0, &result);
        ck_assert_double_eq(result.given[0], cases[i].given);
        ck_assert_double_eq(result.missed[0], cases[i].missed);
        told = sim_remark_print(&result, &model_circle, 0, text, sizeof text);
        ck_assert_int_eq(told, cases[i].text != NULL);
        if (told) ck_assert_str_eq(text, cases[i].text);
        sim_result_free(&result);
    }
}
END_TEST

/* All that is told of one arm of the default chain's last stage. */
static void expect_told(const change changes[], const char *method, double end,
                        const char *expected)
{
    const sim_options options = {.method = counts_method(method), .rtol = 1e-7};
    char text[512], all[2048] = "";
    sim_error err = {""};
    solved s;

    ck_assert_msg(solve_arms(&s, &changes, 1, end, &options, &err) == SIM_OK, "%s",
                  err.text);
    for (size_t i = 0; i < sim_outcome_warnings(solved_stage(&s, 0, "knee")); i++) {
        if (!sim_outcome_warning(solved_stage(&s, 0, "knee"), i, text, sizeof text))
            continue;
        strcat(all, text);
        strcat(all, "\n");
    }
    ck_assert_str_eq(all, expected);
    solved_free(&s);
}

START_TEST(doses_after_the_end_are_told)
{
    const change twelve[] = {{"expanded", 0}, {"doses", 12}, {0}},
                 nothing[] = {{"expanded", 0}, {"doses", 12}, {"dose", 0}, {0}},
                 last[] = {{"expanded", 0}, {"doses", 5}, {"dose_interval", 10}, {0}};

    expect_told(twelve, "ode", 200,
                "a dose is injected 2 of 12 times: the other 10 would come after the end "
                "(day 200)\n");
    expect_told(nothing, "ode", 200, "");
    expect_told(last, "ode", 40, "");
    expect_told(
        last, "ode", 39,
        "a dose is injected 4 of 5 times: the other 1 would come after the end (day 39)\n");
}
END_TEST

/* ---- whole numbers -------------------------------------------------------- */

START_TEST(a_part_of_a_cell_is_told_in_counts)
{
    const change small[] = {{"expanded", 0}, {"dose", 0.4}, {0}},
                 large[] = {{"expanded", 0}, {"dose", 1234.5}, {0}},
                 whole[] = {{"expanded", 0}, {"dose", 2385}, {"viability", 0.71}, {0}},
                 noise[] = {{"expanded", 0}, {"dose", 5e7}, {"msc_fraction", 0.00013}, {0}};

    expect_told(small, "ode", 2, "");
    for (int i = 2; i < 4; i++) { /* tau, auto */
        expect_told(small, methods[i], 2,
                    "a dose is injected: 0.4 cell is no whole number; counts take it for "
                    "0, numbers of the mean keep it; a whole number would be right\n");
        expect_told(
            large, methods[i], 2,
            "a dose is injected: 1234.5 cell is no whole number; counts take it for 1235, "
            "numbers of the mean keep it; a whole number would be right\n");
        expect_told(whole, methods[i], 2, "");
        expect_told(noise, methods[i], 2, "");
    }
}
END_TEST

START_TEST(a_part_of_a_founder_is_told_in_counts)
{
    const change changes[] = {{"size", 1.005}, {0}};
    const counts_plan plan = {&model_known, changes, methods[_i], 1, 1, 34};
    char text[256];
    sim_result result;
    bool told;

    counts_run(&plan, 0, 0, &result);
    told = sim_remark_print(&result, &model_known, 1, text, sizeof text);
    ck_assert_int_eq(told, _i > 0);
    if (told)
        ck_assert_str_eq(
            text, "born and dying: 100.5 cell is no whole number; counts take it for 100, "
                  "numbers of the mean keep it; a whole number would be right");
    sim_result_free(&result);
}
END_TEST

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

START_TEST(an_untreated_knee_reads_0_where_0_is_meant)
{
    static const char *const zeros[] = {
        "specific_relief", "total_relief", "cue", "extra", "tsg6", "ev", "live_fraction"};
    const change changes[] = {
        {"expanded", 0}, {"dose", 0}, {"tnf_m1", 0.41}, {"pain_tnf", 0.3}, {0}};
    const change *const arm = changes;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, 730, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    for (size_t i = 0; i < LENGTH(zeros); i++) {
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
    tcase_add_test(instants, outputs_lie_at_whole_multiples_rounded_once);
    tcase_add_test(instants, what_is_within_rounding_of_an_output_is_at_it);
    tcase_add_test(instants, whole_hours_and_minutes_make_whole_days);
    tcase_add_loop_test(instants, an_event_within_rounding_of_an_output_is_in_it, 0, 12);
    tcase_add_loop_test(instants, an_output_of_a_tenth_meets_a_whole_day, 0, 4);
    tcase_add_test(instants, a_row_is_found_within_rounding_of_its_time);
    tcase_add_loop_test(end, what_is_due_at_the_end_is_given_and_what_is_later_is_not, 0,
                        16);
    tcase_add_test(end, events_after_the_end_are_counted_and_told);
    tcase_add_test(end, doses_after_the_end_are_told);
    tcase_add_test(whole, a_part_of_a_cell_is_told_in_counts);
    tcase_add_loop_test(whole, a_part_of_a_founder_is_told_in_counts, 0, 3);
    tcase_add_test(whole, a_count_below_0_is_0_at_the_end_as_it_is_in_the_report);
    suite_add_tcase(suite, instants);
    suite_add_tcase(suite, end);
    suite_add_tcase(suite, whole);
    for (n_solvers = 0; sim_solver_name(n_solvers);) n_solvers++;
    tcase_add_loop_test(scales, a_dose_of_any_size_lasts_as_long, 0, 5 * (int)n_solvers);
    tcase_add_loop_test(scales, a_small_culture_is_solved_as_well_as_a_large_one, 0,
                        (int)n_solvers);
    tcase_add_test(scales, a_dose_that_no_number_can_follow_is_refused);
    tcase_add_test(whole, an_untreated_knee_reads_0_where_0_is_meant);
    tcase_set_timeout(scales, 60);
    suite_add_tcase(suite, scales);
    return suite_run(suite);
}
