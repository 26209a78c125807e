/* test_tau_length.c -- how long a leap may be. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/engine/tau.h"
#include "sim/engine/tau_parts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

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
    Suite *suite = suite_create("tau_length");
    TCase *all = tcase_create("length");

    tcase_add_test(all, orders_are_those_of_the_equations);
    tcase_add_test(all, a_leap_moves_no_propensity_by_more_than_epsilon);
    tcase_add_test(all, a_leap_ends_where_its_room_does);
    tcase_add_test(all, where_few_are_left_their_reactions_are_critical);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
