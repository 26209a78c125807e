/* test_ssa.c -- exact counts against closed forms, and faults that must be found. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/stepper.h"
#include "sim/engine/variate.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

static size_t slot(const sim_model *m, const char *name)
{
    return sim_model_find(m, name)->slot;
}

/* ---- closed forms --------------------------------------------------------- */

START_TEST(known_courses_have_their_means_and_variances)
{
    const counts_plan plan = {&model_known, NULL, "ssa", 8, 10000, 1};
    char text[COUNTS_TEXT];

    ck_assert_msg(counts_agree(&plan, sim_forms_known, text), "%s", text);
}
END_TEST

static const change twenty[] = {{"founders", 20}, {"decay", 0},   {"mature", 0},
                                {"join", 0.01},   {"split", 0.1}, {0}};

START_TEST(dimers_follow_their_master_equation)
{
    const counts_plan plan = {&model_dimer, twenty, "ssa", 3, 10000, 2};
    char text[COUNTS_TEXT];

    ck_assert_msg(counts_agree(&plan, sim_forms_dimer, text), "%s", text);
}
END_TEST

/* A propensity that follows t and one that follows a signal. */
START_TEST(births_that_set_in_slowly_are_followed)
{
    const change founders[] = {{"founders", _i == 0 ? 10 : 1000}, {0}};
    const counts_plan plan = {&model_ramp, founders, "ssa", 4, _i == 0 ? 10000 : 400, 3};
    char text[COUNTS_TEXT];

    ck_assert_msg(counts_agree(&plan, sim_forms_ramp, text), "%s", text);
}
END_TEST

/* way = t - 1 + exp(-t) rises through its level at t = 2.62725 (Newton's method below). */
START_TEST(a_signal_s_crossing_is_found_between_reactions)
{
    const counts_plan plan = {&model_ramp, NULL, "ssa", 4, 1, 3};
    double t = 2.5;
    sim_result result;

    for (int i = 0; i < 20; i++) t -= (t - 1 + exp(-t) - 1.7) / (1 - exp(-t));
    counts_run(&plan, 0, 0, &result);
    /* the signals' tolerance is 1e-6 of their size per piece */
    ck_assert_double_eq_tol(result.x_end[slot(&model_ramp, "passed")], t, 1e-5);
    sim_result_free(&result);
}
END_TEST

/* ---- identities ----------------------------------------------------------- */

START_TEST(the_mean_is_that_of_the_ode_where_laws_are_linear)
{
    const char *names[] = {"A", "X", "Y", "Q"};
    const counts_plan plan = {&model_known, NULL, "ssa", 7.1, 4000, 4},
                      mean = {&model_known, NULL, "ode", 7.1, 1, 0};
    sim_central found[4];
    sim_result ode;

    counts_moments_of(&plan, names, 4, found);
    counts_run(&mean, 0, 0, &ode);
    for (size_t i = 0; i < 4; i++) {
        double z = sim_central_z_mean(&found[i], ode.x_end[slot(&model_known, names[i])]);

        ck_assert_msg(fabs(z) < 4, "%s: Z = %.2f", names[i], z);
    }
    sim_result_free(&ode);
}
END_TEST

static const char *const methods[] = {"ssa", "tau", "auto"};

START_TEST(monomers_are_conserved_and_counts_are_whole)
{
    const change changes[] = {{"decay", 0}, {"founders", 2385}, {0}};
    const counts_plan plan = {&model_dimer, changes, methods[_i], 10, 1, 5};
    sim_result result;

    for (uint64_t r = 0; r < 20; r++) {
        counts_run(&plan, r, 0.1, &result);
        ck_assert_uint_eq(result.grid.n, 101);
        for (size_t i = 0; i < result.grid.n; i++) {
            const double *x = &result.grid.x[i * 3];

            ck_assert_double_eq(x[0] + 2 * (x[1] + x[2]), 2385);
            for (int k = 0; k < 3; k++) ck_assert(x[k] >= 0 && x[k] == floor(x[k]));
        }
        sim_result_free(&result);
    }
}
END_TEST

static bool same(const sim_result *a, const sim_result *b)
{
    return a->grid.n == b->grid.n &&
           memcmp(a->grid.x, b->grid.x, a->grid.n * a->grid.n_states * sizeof *a->grid.x) ==
               0;
}

START_TEST(a_stream_gives_one_course)
{
    const sim_model *const models[] = {&model_known, &model_ramp};
    const counts_plan plan = {models[_i / 2], NULL, methods[_i % 2], 4, 1, 6},
                      seed = {models[_i / 2], NULL, methods[_i % 2], 4, 1, 7};
    sim_result first, again, other, seeded;

    counts_run(&plan, 3, 0.25, &first);
    counts_run(&plan, 3, 0.25, &again);
    counts_run(&plan, 4, 0.25, &other);
    counts_run(&seed, 3, 0.25, &seeded);
    ck_assert(same(&first, &again));
    ck_assert(!same(&first, &other));
    ck_assert(!same(&first, &seeded));
    sim_result_free(&first);
    sim_result_free(&again);
    sim_result_free(&other);
    sim_result_free(&seeded);
}
END_TEST

/* ---- cultures ------------------------------------------------------------- */

START_TEST(the_last_cells_die_out)
{
    /* all senescent at once, each dead within days */
    const change changes[] = {{"founders", 10},       {"hazard_scale", 4},
                              {"death_rate", 0.5},    {"cycle_time", 120},
                              {"harvest_passage", 3}, {0}};
    const counts_plan plan = {&model_passaging, changes, methods[_i], INFINITY, 1, 8};
    int extinct = 0;

    for (uint64_t r = 0; r < 20; r++) {
        sim_result result;

        counts_run(&plan, r, 1, &result);
        if (result.x_end[slot(&model_passaging, "cycling")] +
                result.x_end[slot(&model_passaging, "senescent")] <
            1)
            extinct++;
        sim_result_free(&result);
    }
    ck_assert_int_ge(extinct, 15);
}
END_TEST

static double draw(void *data, double n, double part)
{
    return sim_variate_binomial(data, n, part);
}

START_TEST(a_dose_is_whole_and_its_dead_are_the_rest)
{
    const sim_model *m = &model_knee;
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    const sim_sampler sampler = {draw, rng};
    double p[256] = {0}, x[64] = {0}, after[64], before = -1;
    const char *const names[] = {"cells", "viability"};
    const double values[] = {12345.6 * 0.71, 0.9};

    for (int i = 0; i < 2; i++) p[slot(m, names[i])] = values[i];
    p[slot(m, "injected_live")] = 12345.6 * 0.71 * 0.9;
    p[slot(m, "injected_dead")] = 12345.6 * 0.71 * (1 - 0.9);
    p[slot(m, "hit")] = 1;
    for (int i = 0; i < 20; i++) {
        double live, dead;

        m->fire(0, &(sim_moment){0, x, p, &sampler}, after);
        live = after[slot(m, "fresh")];
        dead = after[slot(m, "debris")];
        ck_assert_double_eq(live + dead, round(12345.6 * 0.71));
        ck_assert_double_eq(live, floor(live));
        ck_assert_double_ne(live, before);
        before = live;
    }
    gsl_rng_free(rng);
}
END_TEST

/* ---- chance --------------------------------------------------------------- */

START_TEST(the_needle_is_drawn_once_and_for_all_arms)
{
    enum { N = 60 };
    static const change half[] = {{"expanded", 0}, {"hit_probability", 0.5}, {0}},
                        sure[] = {{"expanded", 0}, {"hit_probability", 0.9}, {0}};
    const change *const arms[] = {half, sure};
    int hits[2] = {0};

    for (uint64_t r = 0; r < N; r++) {
        const sim_options options = {.method = counts_method("auto"),
                                     .rtol = 1e-7,
                                     .stream = {.seed = 9, .replicate = r}};
        double drawn[2];
        solved s;
        sim_error err = {""};

        ck_assert_int_eq(solve_arms(&s, arms, 2, 1, &options, &err), SIM_OK);
        for (size_t arm = 0; arm < 2; arm++) {
            const sim_outcome *knee = solved_stage(&s, arm, "knee");

            drawn[arm] = knee->chance;
            hits[arm] += drawn[arm] == 1;
            ck_assert(drawn[arm] == 0 || drawn[arm] == 1);
            ck_assert_int_eq(drawn[arm] == 1, solved_on(&s, arm, "live_in_joint", 1) > 0);
            ck_assert_double_eq(knee->p[slot(&model_knee, "hit")], arm == 0 ? 0.5 : 0.9);
        }
        ck_assert(drawn[1] >= drawn[0]);
        solved_free(&s);
    }
    /* 30 and 54 expected, with sds of 3.9 and 2.3 */
    ck_assert(hits[0] > 15 && hits[0] < 45);
    ck_assert(hits[1] > 44 && hits[1] <= N);
}
END_TEST

START_TEST(tasks_may_share_their_networks)
{
    static const change changes[] = {{"harvest_passage", 0}, {0}};
    const change *const arm = changes;
    const sim_options options = {.method = counts_method("tau"), .stream = {.seed = 9}};
    sim_network *nets = NULL;
    sim_solution shared;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, 1, &options, &err), SIM_OK);
    ck_assert_int_eq(sim_chain_make_nets(s.solution.chain, &nets, &err), SIM_OK);
    const sim_task task = {.chain = s.solution.chain,
                           .params = s.params,
                           .n_arms = 1,
                           .end = 1,
                           .every = 1,
                           .options = options,
                           .nets = nets};
    ck_assert_int_eq(sim_chain_solve(&task, &shared, &err), SIM_OK);
    ck_assert(same(&sim_solution_outcome(&shared, 0, 2)->result,
                   &solved_stage(&s, 0, "knee")->result));
    sim_solution_free(&shared);
    sim_chain_free_nets(s.solution.chain, nets);
    solved_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ssa");
    TCase *forms = tcase_create("closed forms"), *rest = tcase_create("identities");

    gsl_set_error_handler_off();
    tcase_set_timeout(forms, 120);
    tcase_set_timeout(rest, 120);
    tcase_add_test(forms, known_courses_have_their_means_and_variances);
    tcase_add_test(forms, dimers_follow_their_master_equation);
    tcase_add_loop_test(forms, births_that_set_in_slowly_are_followed, 0, 2);
    tcase_add_test(forms, a_signal_s_crossing_is_found_between_reactions);
    tcase_add_test(rest, the_mean_is_that_of_the_ode_where_laws_are_linear);
    tcase_add_loop_test(rest, monomers_are_conserved_and_counts_are_whole, 0, 3);
    tcase_add_loop_test(rest, a_stream_gives_one_course, 0, 4);
    tcase_add_loop_test(rest, the_last_cells_die_out, 0, 3);
    tcase_add_test(rest, a_dose_is_whole_and_its_dead_are_the_rest);
    tcase_add_test(rest, the_needle_is_drawn_once_and_for_all_arms);
    tcase_add_test(rest, tasks_may_share_their_networks);
    suite_add_tcase(suite, forms);
    suite_add_tcase(suite, rest);
    return suite_run(suite);
}
