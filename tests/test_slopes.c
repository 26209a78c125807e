/* test_slopes.c -- the mean-field reading of a model by its rows. */
#include <check.h>

#include "sim/engine/slopes.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* The states of the oscillator: a and b move each other, c follows a. */
enum { A, B, C, STATES = 6, FLOWS = 3 };

/* Its slopes at the state y, at no time in particular. */
static void find(double stiff, const double y[FLOWS], double dxdt[FLOWS])
{
    const double p[] = {stiff, 0.371, 0};
    double x[STATES] = {0}, rates[FLOWS], sizes[FLOWS];
    sim_network net;
    sim_error err = {""};

    ck_assert_uint_eq(model_circle.n_states, STATES);
    ck_assert_int_eq(sim_network_init(&net, &model_circle, &err), SIM_OK);
    sim_slopes_find(&(sim_slopes){&net, p, x, rates, sizes}, 2.385, y, dxdt);
    for (int i = 0; i < FLOWS; i++) ck_assert_double_eq(x[i], y[i]);
    sim_network_free(&net);
}

START_TEST(they_are_those_of_the_equations)
{
    const double y[FLOWS] = {0.371, 0.2385, 0.71};
    double dxdt[FLOWS];

    find(23.85, y, dxdt);
    ck_assert_double_eq(dxdt[A], 0.2385);
    ck_assert_double_eq(dxdt[B], -0.371);
    ck_assert_double_eq_tol(dxdt[C], 23.85 * (0.371 - 0.71), 1e-14);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("slopes");
    TCase *tcase = tcase_create("slopes");

    tcase_add_test(tcase, they_are_those_of_the_equations);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
