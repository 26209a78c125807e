/* test_tau_signals.c -- signals that relax while counts leap. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/engine/tau_signals.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* The oscillator has signals alone: a and b move each other, c relaxes towards a. */
enum { A, B, C, FLOWS, STATES = 6 };

static const double stiff = 23.85;

typedef struct {
    sim_setup setup;
    sim_tau tau;
    double x[STATES], y[STATES], scale[FLOWS], v[FLOWS], middle[FLOWS], relax[FLOWS];
    double decays[4][FLOWS];
} fixture;

static void open_fixture(fixture *f)
{
    const sim_value values[] = {{"stiff", stiff}, {0}};
    sim_error err = {""};

    memset(f, 0, sizeof *f);
    ck_assert_int_eq(sim_setup_init(&f->setup, &model_circle, values, &err), SIM_OK);
    f->x[A] = 0.371;
    f->x[B] = 0.2385;
    f->x[C] = 3.71;
    for (int i = 0; i < FLOWS; i++) f->scale[i] = 1;
    f->tau.jumps.net = &f->setup.net;
    f->tau.jumps.p = f->setup.p;
    f->tau.jumps.x = f->x;
    f->tau.jumps.v = f->v;
    f->tau.jumps.scale = f->scale;
    f->tau.y = f->y;
    f->tau.v_middle = f->middle;
    f->tau.relax = f->relax;
    for (int i = 0; i < 2; i++)
        f->tau.decays[i] = (sim_decay){NAN, f->decays[2 * i], f->decays[2 * i + 1]};
    model_circle.propensities(0, f->x, f->setup.p, f->v);
    sim_tau_find_relaxation(&f->tau);
}

START_TEST(what_relaxes_by_itself_is_found_now_and_then)
{
    size_t rhs;
    fixture f;

    open_fixture(&f);
    /* differences of a linear law, over 1e-6 of its size */
    ck_assert_double_eq_tol(f.relax[A], 0, 1e-8);
    ck_assert_double_eq_tol(f.relax[B], 0, 1e-8);
    ck_assert_double_eq_tol(f.relax[C], -stiff, 1e-7);
    rhs = f.tau.cost.rhs;
    ck_assert_uint_eq(rhs, FLOWS);
    sim_tau_find_relaxation(&f.tau);
    ck_assert_uint_eq(f.tau.cost.rhs, rhs);
    f.tau.relaxed = 0;
    sim_tau_find_relaxation(&f.tau);
    ck_assert_uint_eq(f.tau.cost.rhs, 2 * rhs);
    sim_setup_free(&f.setup);
}
END_TEST

/* What it relaxes towards stands still, or drifts by 0.371 per time; far and near. */
static const double spans[] = {1e-7, 1e-4, 0.0371, 2.385};

START_TEST(a_signal_goes_its_way_exactly_whatever_the_span)
{
    const double h = spans[_i % 4], drift = _i < 4 ? 0 : 0.371;
    double ramp[FLOWS] = {0}, x[STATES], expected;
    fixture f;

    open_fixture(&f);
    memcpy(x, f.x, sizeof x);
    ramp[C] = stiff * drift;
    sim_tau_move_signals(&f.tau, f.v, _i < 4 ? NULL : ramp, h, x);
    expected = f.x[A] + drift * h + (f.x[C] - f.x[A]) * exp(-stiff * h) +
               drift / stiff * expm1(-stiff * h);
    ck_assert_double_eq_tol(x[C], expected, 1e-8);
    ck_assert_double_eq_tol(x[A], f.x[A] + h * f.x[B], 1e-8);
    sim_setup_free(&f.setup);
}
END_TEST

START_TEST(a_leap_and_its_half_are_kept)
{
    const sim_decay *whole, *half;
    fixture f;

    open_fixture(&f);
    whole = sim_tau_decay(&f.tau, 0.371);
    half = sim_tau_decay(&f.tau, 0.371 / 2);
    ck_assert_ptr_ne(whole, half);
    ck_assert_ptr_eq(sim_tau_decay(&f.tau, 0.371), whole);
    ck_assert_ptr_eq(sim_tau_decay(&f.tau, 0.371 / 2), half);
    ck_assert_double_eq_tol(whole->one[C], expm1(-stiff * 0.371) / (-stiff * 0.371), 1e-9);
    /* another span takes the place of that which was asked for longer ago */
    ck_assert_ptr_eq(sim_tau_decay(&f.tau, 2.385), whole);
    ck_assert_ptr_eq(sim_tau_decay(&f.tau, 0.371 / 2), half);
    sim_setup_free(&f.setup);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tau_signals");
    TCase *all = tcase_create("signals");

    tcase_add_test(all, what_relaxes_by_itself_is_found_now_and_then);
    tcase_add_loop_test(all, a_signal_goes_its_way_exactly_whatever_the_span, 0, 8);
    tcase_add_test(all, a_leap_and_its_half_are_kept);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
