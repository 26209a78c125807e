/* test_jumps.c -- reaction by reaction: what is gone makes nothing, what is not there cannot fire. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#include "sim/engine/jumps.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

static size_t slot(const sim_model *m, const char *name)
{
    return sim_model_find(m, name)->slot;
}

/* ---- reactants that are gone ----------------------------------------------- */

static const char *const in_counts[] = {"ssa", "tau"};

/* A founder stays for an Exp(leave) time T and makes a Poisson number of mean make T^2 / 2:
 * the moments below are those of T. */
START_TEST(what_is_gone_makes_nothing)
{
    const double leave = 0.7, make = 0.83, d2 = leave * leave;
    const change changes[] = {{"founders", 3}, {"enter", 0}, {0}};
    const counts_plan plan = {&model_guest, changes, in_counts[_i], 40, 10000, 21};
    const char *const names[] = {"B", "since", "A"};
    sim_central found[3];

    counts_moments_of(&plan, names, 3, found);
    ck_assert_double_eq(found[2].mean, 0);
    ck_assert_double_eq(found[1].mean, 0);
    ck_assert_double_eq(found[1].variance, 0);
    ck_assert_double_lt(fabs(sim_central_z_mean(&found[0], 3 * make / d2)), 4);
    ck_assert_double_lt(fabs(sim_central_z_variance(
                            &found[0], 3 * (make / d2 + 5 * make * make / (d2 * d2)))),
                        4);
}
END_TEST

/* The law of making is nothing until a guest comes, and rises from then on. */
START_TEST(what_comes_late_makes_at_the_rate_of_its_time)
{
    const double enter = 0.3, leave = 0.7, make = 0.83, t = 6.3, decay = exp(-leave * t);
    const counts_plan plan = {&model_guest, NULL, in_counts[_i], t, 10000, 22};
    const char *const names[] = {"A", "B"};
    sim_central found[2];

    counts_moments_of(&plan, names, 2, found);
    ck_assert_double_lt(fabs(sim_central_z_mean(&found[0], enter / leave * (1 - decay))),
                        4);
    ck_assert_double_lt(
        fabs(sim_central_z_mean(
            &found[1], make * enter / leave *
                           (t * t / 2 - (1 - decay * (1 + leave * t)) / (leave * leave)))),
        4);
}
END_TEST

/* Of a step of a day at a rate of 4 a day a method without care makes 3 times as much, with
 * another sign, and in 700 days of nothing more than there is room for. */
START_TEST(a_signal_that_is_gone_stays_gone)
{
    const counts_plan plan = {&model_fading, NULL, in_counts[_i], 700, 1, 3};
    const size_t left = slot(&model_fading, "left");
    sim_result result;

    counts_run(&plan, 0, 1, &result);
    ck_assert_uint_gt(result.grid.n, 700);
    for (size_t i = 10; i < result.grid.n; i++)
        /* the error that a signal may have in a piece, 1e-6 */
        ck_assert_double_lt(fabs(result.grid.x[i * result.grid.n_states + left]), 1e-6);
    sim_result_free(&result);
}
END_TEST

START_TEST(a_dying_culture_ends_without_a_fault)
{
    static const change changes[] = {{"founders", 10},       {"hazard_scale", 4},
                                     {"death_rate", 0.5},    {"initial_area", 1},
                                     {"harvest_passage", 0}, {0}};
    const counts_plan plan = {&model_passaging, changes, in_counts[_i], INFINITY, 4000, 1};
    const char *const names[] = {"live"};
    sim_central found;

    counts_moments_of(&plan, names, 1, &found);
    ck_assert_double_gt(found.mean, 0);
}
END_TEST

START_TEST(a_reaction_without_reactants_is_an_error)
{
    /* the law of " A -> " at a constant rate, planted: S1 joins without being there */
    const change changes[] = {{"founders", 1}, {"join", -1}, {0}};
    const counts_plan plan = {&model_dimer, changes, "ssa", 1, 1, 1};
    sim_network net;
    sim_error err = {""};
    sim_result result;
    double p[16] = {0};
    const sim_options options = {.method = counts_method("ssa")};
    const sim_run run = {.net = &net, .p = p, .options = &options, .end = plan.end};

    p[slot(&model_dimer, "founders")] = 2.385;
    p[slot(&model_dimer, "decay")] = -1;
    ck_assert_int_eq(sim_network_init(&net, &model_dimer, &err), SIM_OK);
    ck_assert_int_eq(sim_run_model(&run, &result, &err), SIM_ESOLVER);
    ck_assert_str_eq(err.text,
                     "dimer: the propensity of decaying is -2 at t = 0 s; a finite "
                     "one that is not negative would be right");
    sim_result_free(&result);
    sim_network_free(&net);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("jumps");
    TCase *rest = tcase_create("identities"), *gone = tcase_create("gone");

    gsl_set_error_handler_off();
    tcase_set_timeout(rest, 120);
    tcase_add_test(rest, a_reaction_without_reactants_is_an_error);
    suite_add_tcase(suite, rest);
    tcase_set_timeout(gone, 120);
    tcase_add_loop_test(gone, what_is_gone_makes_nothing, 0, 2);
    tcase_add_loop_test(gone, what_comes_late_makes_at_the_rate_of_its_time, 0, 2);
    tcase_add_loop_test(gone, a_signal_that_is_gone_stays_gone, 0, 2);
    tcase_add_loop_test(gone, a_dying_culture_ends_without_a_fault, 0, 2);
    suite_add_tcase(suite, gone);
    return suite_run(suite);
}
