/* test_below.c -- steps that end below nothing, where no law leads. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/engine/below.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* The states of the oscillator: a and b move each other, c follows a. */
enum { A, B, C, STATES = 6, FLOWS = 3, CONSTANTS = 3 };

static const double rtol = 1e-6;

/* A stepper whose steps go as far as they may and end at `end`, those that are no longer than
 * `sound` at 0.02. */
typedef struct {
    double t, x0[STATES], x1[STATES], end[STATES], sound;
    int restarts, steps;
} scripted;

static sim_status restart(void *state, double t, const double x[], double horizon,
                          sim_error *err)
{
    scripted *s = state;

    (void)err;
    ck_assert_double_eq(horizon, 10);
    s->t = t;
    s->restarts++;
    memcpy(s->x0, x, sizeof s->x0);
    return SIM_OK;
}

static sim_status advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    scripted *s = state;
    const bool sound = t_stop - s->t <= s->sound;

    (void)err;
    s->steps++;
    for (int i = 0; i < STATES; i++) s->x1[i] = sound ? 0.02 : s->end[i];
    *step = (sim_step){s->t, t_stop, s->x0, s->x1};
    return SIM_OK;
}

static const sim_stepper stepper = {
    .name = "scripted", .restart = restart, .advance = advance};

typedef struct {
    sim_network net;
    double p[CONSTANTS], scale[FLOWS], x[STATES], dxdt[FLOWS];
    double asked[STATES], rates[FLOWS], sizes[FLOWS];
    sim_below below;
} fixture;

static void open_fixture(fixture *f)
{
    sim_error err = {""};

    *f = (fixture){.p = {1000, 0.371, 0}, .scale = {1, 1, 1}};
    ck_assert_uint_eq(model_circle.n_states, STATES);
    ck_assert_int_eq(sim_network_init(&f->net, &model_circle, &err), SIM_OK);
    f->below = (sim_below){
        {&f->net, f->p, f->asked, f->rates, f->sizes}, f->scale, rtol, f->x, f->dxdt};
}

/* A step of 1 from x, and how it was taken. */
static sim_step step_from(scripted *s, double x[STATES])
{
    const sim_walk walk = {&stepper, s, 10};
    fixture f;
    sim_refusals refused = {0, 1};
    sim_step step;
    sim_error err = {""};

    open_fixture(&f);
    memcpy(s->x0, x, sizeof s->x0);
    do {
        ck_assert_int_eq(advance(s, refused.stop, &step, &err), SIM_OK);
        ck_assert_int_eq(sim_below_check(&f.below, &walk, 0, x, &step, &refused, &err),
                         SIM_OK);
    } while (refused.n > 0);
    sim_network_free(&f.net);
    return step;
}

START_TEST(a_step_that_ends_below_nothing_is_shortened_until_it_does_not)
{
    scripted s = {.end = {0.3, 0.5, -4.1e-6}, .sound = 0.07};
    double x[STATES] = {0.2, 0.6, 0.1};
    const sim_step step = step_from(&s, x);

    ck_assert_double_eq(step.t1, 1.0 / 16);
    ck_assert_int_eq(s.restarts, 2);
    ck_assert_double_eq(step.x1[C], 0.02);
}
END_TEST

START_TEST(a_step_that_ends_within_tolerance_is_kept)
{
    scripted s = {.end = {0.3, 0.5, -2.9e-6}, .sound = 0.07};
    double x[STATES] = {0.2, 0.6, 0.1};

    ck_assert_double_eq(step_from(&s, x).t1, 1);
    ck_assert_int_eq(s.restarts, 0);
}
END_TEST

/* a follows b, which is negative; c follows a. */
START_TEST(a_step_is_kept_where_a_law_leads_below_nothing)
{
    scripted s = {.end = {-0.3, -0.5, -0.31}, .sound = 0.07};
    double x[STATES] = {0.2, -0.6, 0.1};

    ck_assert_double_eq(step_from(&s, x).t1, 1);
    ck_assert_int_eq(s.restarts, 0);
}
END_TEST

START_TEST(what_was_below_nothing_before_refuses_no_step)
{
    scripted s = {.end = {0.3, 0.5, -0.2}, .sound = 0.07};
    double x[STATES] = {0.2, 0.6, -0.1};

    ck_assert_double_eq(step_from(&s, x).t1, 1);
    ck_assert_int_eq(s.restarts, 0);
}
END_TEST

/* A little below 0 is made nothing there; what a law leads to stays. */
START_TEST(a_shorter_step_starts_without_what_is_a_little_below_nothing)
{
    scripted s = {.end = {0.3, 0.5, -4.1e-6}, .sound = 0.3};
    double x[STATES] = {0.2, -2e-7, -2.3e-6};

    step_from(&s, x);
    ck_assert_int_eq(s.restarts, 1);
    ck_assert_double_eq(x[B], -2e-7);
    ck_assert_double_eq(x[C], 0);
}
END_TEST

START_TEST(a_step_that_is_never_sound_is_taken_at_last)
{
    scripted s = {.end = {0.3, 0.5, -4.1e-6}, .sound = 0};
    double x[STATES] = {0.2, 0.6, 0.1};

    step_from(&s, x);
    ck_assert_int_eq(s.restarts, 12);
}
END_TEST

START_TEST(between_the_ends_of_a_step_what_no_law_leads_to_is_nothing)
{
    const double from[STATES] = {0.2, -0.6, 0.1};
    double x[STATES] = {-0.1, -0.5, -0.1}, y[STATES] = {0.1, -0.5, -0.1};

    fixture f;

    open_fixture(&f);
    sim_below_lift(&f.below, 0.5, from, x);
    ck_assert_double_eq(x[A], -0.1);
    ck_assert_double_eq(x[C], -0.1);
    sim_below_lift(&f.below, 0.5, from, y);
    ck_assert_double_eq(y[C], 0);
    ck_assert_double_eq(y[B], -0.5);
    sim_network_free(&f.net);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("below");
    TCase *tcase = tcase_create("below");

    tcase_add_test(tcase, a_step_that_ends_below_nothing_is_shortened_until_it_does_not);
    tcase_add_test(tcase, a_step_that_ends_within_tolerance_is_kept);
    tcase_add_test(tcase, a_step_is_kept_where_a_law_leads_below_nothing);
    tcase_add_test(tcase, what_was_below_nothing_before_refuses_no_step);
    tcase_add_test(tcase, a_shorter_step_starts_without_what_is_a_little_below_nothing);
    tcase_add_test(tcase, a_step_that_is_never_sound_is_taken_at_last);
    tcase_add_test(tcase, between_the_ends_of_a_step_what_no_law_leads_to_is_nothing);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
