/* test_tau.c -- leaps against closed forms, against exact counts and against the mean; how
 * long one may be. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/tau.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

static void expect_leaps(const counts_plan *plan, size_t least)
{
    sim_result result;

    counts_run(plan, 0, 0, &result);
    ck_assert_str_eq(result.solver, "tau");
    ck_assert_uint_ge(result.cost.steps, least);
    sim_result_free(&result);
}

/* ---- closed forms, at counts where it leaps and where it hardly does ------- */

START_TEST(known_courses_have_their_means_and_variances)
{
    const double size = _i == 0 ? 1 : 300;
    const change changes[] = {{"size", size}, {0}};
    const counts_plan plan = {&model_known, changes, "tau", 8, _i == 0 ? 10000 : 3000, 11};
    char text[COUNTS_TEXT];

    if (_i == 1) expect_leaps(&plan, 100);
    ck_assert_msg(counts_agree(&plan, sim_forms_known, text), "%s", text);
}
END_TEST

START_TEST(dimers_follow_their_master_equation)
{
    const int founders = _i == 0 ? 20 : 400;
    const change changes[] = {{"founders", founders},   {"decay", 0},   {"mature", 0},
                              {"join", 0.2 / founders}, {"split", 0.1}, {0}};
    const counts_plan plan = {&model_dimer, changes, "tau", 3, 10000, 12};
    char text[COUNTS_TEXT];

    ck_assert_msg(counts_agree(&plan, sim_forms_dimer, text), "%s", text);
}
END_TEST

START_TEST(births_that_set_in_slowly_are_followed)
{
    const change founders[] = {{"founders", _i == 0 ? 100 : 1e5}, {0}};
    const counts_plan plan = {&model_ramp, founders, "tau", 4, 3000, 13};
    char text[COUNTS_TEXT];

    if (_i == 1) expect_leaps(&plan, 100);
    ck_assert_msg(counts_agree(&plan, sim_forms_ramp, text), "%s", text);
}
END_TEST

START_TEST(a_signal_s_crossing_is_found_within_a_leap)
{
    const change founders[] = {{"founders", 1e5}, {0}};
    const counts_plan plan = {&model_ramp, founders, "tau", 4, 1, 14};
    double t = 2.5;
    sim_result result;

    for (int i = 0; i < 20; i++) t -= (t - 1 + exp(-t) - 1.7) / (1 - exp(-t));
    counts_run(&plan, 0, 0, &result);
    /* the signals' error in a leap is far below 3e-3, over about 200 of them */
    ck_assert_double_eq_tol(result.x_end[sim_model_find(&model_ramp, "passed")->slot], t,
                            1e-3);
    sim_result_free(&result);
}
END_TEST

/* ---- against exact counts ------------------------------------------------- */

/* Densely seeded after a short P0, so that the exact runs are short. */
START_TEST(a_culture_of_20_founders_agrees_with_exact_counts)
{
    static const change changes[] = {{"founders", 20},
                                     {"harvest_passage", 1},
                                     {"seeding_density", 12000},
                                     {"primary_days", 9},
                                     {0}};
    const char *names[] = {"live", "senescent_fraction", "cumulative_doublings", "day"};
    const counts_plan exact = {&model_passaging, changes, "ssa", INFINITY, 600, 15},
                      leaps = {&model_passaging, changes, "tau", INFINITY, 2000, 16};
    char text[COUNTS_TEXT];

    ck_assert_msg(counts_match(&exact, &leaps, names, 4, text), "%s", text);
}
END_TEST

START_TEST(decaying_dimers_agree_with_exact_counts)
{
    const char *names[] = {"S1", "S2", "S3"};
    const counts_plan exact = {&model_dimer, NULL, "ssa", 10, 2000, 17},
                      leaps = {&model_dimer, NULL, "tau", 10, 4000, 18};
    char text[COUNTS_TEXT];

    ck_assert_msg(counts_match(&exact, &leaps, names, 3, text), "%s", text);
}
END_TEST

/* ---- against the mean ----------------------------------------------------- */

START_TEST(a_culture_of_2000_founders_is_within_1_percent_of_the_mean)
{
    const char *names[] = {"live", "senescent_fraction", "cumulative_doublings", "day",
                           "divisions"};
    const counts_plan leaps = {&model_passaging, NULL, "tau", INFINITY, 200, 19},
                      mean = {&model_passaging, NULL, "ode", INFINITY, 1, 0};
    sim_central a[5], b[5];
    counts_plan twice = mean;

    twice.n = 2; /* a variance takes two */
    counts_moments_of(&leaps, names, 5, a);
    counts_moments_of(&twice, names, 5, b);
    for (size_t i = 0; i < 5; i++)
        ck_assert_msg(fabs(a[i].mean / b[i].mean - 1) < 0.01, "%s: %.6g, in the mean %.6g",
                      names[i], a[i].mean, b[i].mean);
}
END_TEST

/* Fast signals: pge2 relaxes at 58/day, leaps last up to a third of a day. */
START_TEST(a_knee_is_within_a_thousandth_of_the_mean)
{
    enum { N = 20 };
    static const change changes[] = {{"expanded", 0}, {"hit_probability", 1}, {0}};
    const change *const arm = changes;
    const char *names[] = {"specific_relief", "m1", "pge2", "tnf"};
    double values[2][4] = {{0}};

    for (uint64_t r = 0; r <= N; r++) {
        const int counts = r < N;
        const sim_options options = {.method = counts_method(counts ? "tau" : "ode"),
                                     .rtol = 1e-7,
                                     .stream = {.seed = 22, .replicate = r}};
        solved s;
        sim_error err = {""};

        ck_assert_int_eq(solve_arms(&s, &arm, 1, 182, &options, &err), SIM_OK);
        for (int i = 0; i < 4; i++)
            values[counts][i] += solved_on(&s, 0, names[i], 182) / (counts ? N : 1);
        solved_free(&s);
    }
    /* the standard error of the relief is 1e-4 of it, of the others less */
    for (int i = 0; i < 4; i++)
        ck_assert_msg(fabs(values[1][i] / values[0][i] - 1) < 1e-3,
                      "%s: %.6g, in the mean %.6g", names[i], values[1][i], values[0][i]);
}
END_TEST

START_TEST(the_cost_does_not_grow_with_the_cells)
{
    size_t steps[2];

    for (int i = 0; i < 2; i++) {
        const change changes[] = {
            {"founders", i == 0 ? 2000 : 2e5}, {"harvest_passage", 8}, {0}};
        const counts_plan plan = {&model_passaging, changes, "tau", INFINITY, 1, 20};
        sim_result result;

        counts_run(&plan, 0, 0, &result);
        steps[i] = result.cost.steps + result.cost.events;
        sim_result_free(&result);
    }
    ck_assert_uint_lt(steps[1], 2 * steps[0]);
}
END_TEST

/* ---- how long a leap may be ------------------------------------------------ */

/* Decaying dimers, so many of them single and in unstable pairs. */
typedef struct {
    sim_network net;
    double p[16];
    sim_tau *tau;
} dimers;

static size_t slot(const char *name) { return sim_model_find(&model_dimer, name)->slot; }

static void dimers_init(dimers *d, double monomers, double pairs)
{
    static const char *const rates[] = {"decay", "join", "split", "mature"};
    static const sim_options options = {.epsilon = 0.03, .stream = {.seed = 7}};
    double x[3] = {0};
    void *state = NULL;
    sim_error err = {""};

    memset(d->p, 0, sizeof d->p);
    for (size_t i = 0; i < 4; i++)
        d->p[slot(rates[i])] = sim_model_find(&model_dimer, rates[i])->value;
    x[slot("S1")] = monomers;
    x[slot("S2")] = pairs;
    ck_assert_int_eq(sim_network_init(&d->net, &model_dimer, &err), SIM_OK);
    ck_assert_int_eq(sim_stepper_tau.init(&state, &d->net, d->p, &options, &err), SIM_OK);
    ck_assert_int_eq(sim_stepper_tau.restart(state, 0, x, 10, &err), SIM_OK);
    d->tau = state;
}

static void dimers_free(dimers *d)
{
    sim_stepper_tau.free(d->tau);
    sim_network_free(&d->net);
}

START_TEST(orders_are_those_of_the_equations)
{
    dimers d;

    dimers_init(&d, 2385, 0);
    ck_assert_double_eq(d.tau->order[slot("S1")], 2);
    ck_assert_double_eq(d.tau->own[slot("S1")], 2);
    ck_assert_double_eq(d.tau->order[slot("S2")], 1);
    ck_assert_double_eq(d.tau->own[slot("S2")], 1);
    ck_assert_double_eq(d.tau->order[slot("S3")], 0);
    dimers_free(&d);
}
END_TEST

/* Of n monomers, n decay and 0.002 n (n - 1) / 2 pairs join per second, and half of the pairs
 * split: eq. 33 with g = 2 + 1 / (n - 1). */
START_TEST(a_leap_moves_no_propensity_by_more_than_epsilon)
{
    const double n = 23850, pairs = 2e5, drift = n + 2 * 0.001 * n * (n - 1) - pairs;
    const double expected = 0.03 * n / (2 + 1 / (n - 1)) / drift;
    double length;
    dimers d;

    dimers_init(&d, n, pairs);
    ck_assert(sim_tau_find_length(d.tau, 10, &length));
    ck_assert_double_eq_tol(length, expected, 1e-12 * expected);
    dimers_free(&d);
}
END_TEST

START_TEST(a_leap_ends_where_its_room_does)
{
    double length;
    dimers d;

    dimers_init(&d, 23850, 2e5);
    ck_assert(sim_tau_find_length(d.tau, 2.385e-4, &length));
    ck_assert_double_eq(length, 2.385e-4);
    ck_assert(!sim_tau_find_length(d.tau, 1e-6, &length)); /* less than ten reactions */
    dimers_free(&d);
}
END_TEST

/* What is left to leap over is nothing, so that they may all fire one by one. */
START_TEST(where_few_are_left_their_reactions_are_critical)
{
    double length;
    dimers d;

    dimers_init(&d, 7, 0);
    ck_assert(sim_tau_find_length(d.tau, 10, &length));
    ck_assert_double_eq(length, 10);
    ck_assert(d.tau->critical[0]);  /* decaying: 7 firings use S1 up */
    ck_assert(!d.tau->critical[2]); /* splitting: nothing to split */
    dimers_free(&d);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tau");
    TCase *forms = tcase_create("closed forms"), *rest = tcase_create("comparisons"),
          *length = tcase_create("length");

    gsl_set_error_handler_off();
    tcase_set_timeout(forms, 120);
    tcase_set_timeout(rest, 120);
    tcase_add_loop_test(forms, known_courses_have_their_means_and_variances, 0, 2);
    tcase_add_loop_test(forms, dimers_follow_their_master_equation, 0, 2);
    tcase_add_loop_test(forms, births_that_set_in_slowly_are_followed, 0, 2);
    tcase_add_test(forms, a_signal_s_crossing_is_found_within_a_leap);
    tcase_add_test(rest, a_culture_of_20_founders_agrees_with_exact_counts);
    tcase_add_test(rest, decaying_dimers_agree_with_exact_counts);
    tcase_add_test(rest, a_culture_of_2000_founders_is_within_1_percent_of_the_mean);
    tcase_add_test(rest, a_knee_is_within_a_thousandth_of_the_mean);
    tcase_add_test(rest, the_cost_does_not_grow_with_the_cells);
    suite_add_tcase(suite, forms);
    suite_add_tcase(suite, rest);
    tcase_add_test(length, orders_are_those_of_the_equations);
    tcase_add_test(length, a_leap_moves_no_propensity_by_more_than_epsilon);
    tcase_add_test(length, a_leap_ends_where_its_room_does);
    tcase_add_test(length, where_few_are_left_their_reactions_are_critical);
    suite_add_tcase(suite, length);
    return suite_run(suite);
}
