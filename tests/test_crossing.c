/* test_crossing.c -- where a step ends that leads through the level of an event. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/engine/crossing.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* The oscillator, of which `a` has a level. */
enum { A, STATES = 6, CONSTANTS = 3 };

static const double level = 0.371;

/* A course that is known: a = sin(t), which its steps give; within a step it is told too high
 * by `off`. */
typedef struct {
    double off;
    int repeats, guesses;
    bool leaps, fails;
} known;

static sim_status repeat(void *state, double t, double x[], sim_error *err)
{
    known *k = state;

    k->repeats++;
    x[A] = sin(t);
    return k->fails ? sim_fail(err, SIM_ESOLVER, "no further") : SIM_OK;
}

static void interpolate(const void *state, double t, double x[])
{
    known *k = (known *)state;

    k->guesses++;
    x[A] = sin(t) + k->off;
}

static bool leaps(const void *state) { return ((const known *)state)->leaps; }

static const sim_stepper stepper = {
    .name = "known", .repeat = repeat, .interpolate = interpolate, .leaps = leaps};

/* A step from t0 to t1 that a runner has taken. */
typedef struct {
    sim_network net;
    double p[CONSTANTS], x[STATES], trial[STATES], was[1], now[1];
    sim_run run;
    sim_runner runner;
    sim_error err;
} taken;

static void take(taken *s, known *k, double t0, double t1)
{
    *s = (taken){.p = {1000, level, 0}};
    ck_assert_uint_eq(model_circle.n_crossings, 1);
    ck_assert_int_eq(sim_network_init(&s->net, &model_circle, &s->err), SIM_OK);
    s->run = (sim_run){.net = &s->net, .p = s->p};
    s->runner = (sim_runner){.run = &s->run,
                             .model = &model_circle,
                             .stepper = &stepper,
                             .state = k,
                             .err = &s->err,
                             .t = t0,
                             .x = s->x,
                             .trial = s->trial,
                             .was = s->was,
                             .now = s->now};
    s->x[A] = sin(t0);
    sim_crossing_look(&s->runner);
    s->was[0] = s->now[0];
    s->runner.t = t1;
    s->x[A] = sin(t1);
}

static void put_away(taken *s) { sim_network_free(&s->net); }

static const struct {
    double t0, t1, off;
    bool leaps;
} steps[] = {
    {0.1, 1.238, 0, false},     {0.1, 1.238, 0.0371, false}, {0.1, 1.238, -0.0371, false},
    {0.38, 0.38011, 0, false},  {0.1, 1.238, 1e3, false},    {0.1, 1.238, NAN, true},
    {0.38, 0.38011, NAN, true}, {0.1, 1.238, 1e-9, false},
};

START_TEST(a_step_ends_just_after_the_level_is_crossed)
{
    known k = {.off = steps[_i].off, .leaps = steps[_i].leaps};
    const double t = asin(level);
    taken s;

    take(&s, &k, steps[_i].t0, steps[_i].t1);
    ck_assert_int_eq(sim_crossing_locate(&s.runner, steps[_i].t0), SIM_OK);
    ck_assert_msg(s.runner.t >= t && s.runner.t <= t * (1 + 1e-9), "%.17g", s.runner.t);
    ck_assert_double_eq(s.x[A], sin(s.runner.t));
    ck_assert_double_eq(s.now[0], s.x[A] - level);
    ck_assert_int_eq(k.guesses > 0, !steps[_i].leaps);
    put_away(&s);
}
END_TEST

/* Each trial at a time is a step that is taken anew. */
START_TEST(what_is_told_within_the_step_saves_trials)
{
    known seen = {0}, unseen = {.leaps = true};
    taken s;

    take(&s, &seen, 0.1, 1.238);
    ck_assert_int_eq(sim_crossing_locate(&s.runner, 0.1), SIM_OK);
    put_away(&s);
    take(&s, &unseen, 0.1, 1.238);
    ck_assert_int_eq(sim_crossing_locate(&s.runner, 0.1), SIM_OK);
    put_away(&s);
    ck_assert_int_le(seen.repeats, 4);
    ck_assert_int_gt(unseen.repeats, seen.repeats);
}
END_TEST

static const struct {
    double t0, t1;
} others[] = {{0.1, 0.37}, {0.5, 1.238}, {1.2, 3.1}, {0.5, 6}};

START_TEST(a_step_that_does_not_rise_through_a_level_is_left_as_it_is)
{
    known k = {0};
    taken s;

    take(&s, &k, others[_i].t0, others[_i].t1);
    ck_assert_int_eq(sim_crossing_locate(&s.runner, others[_i].t0), SIM_OK);
    ck_assert_double_eq(s.runner.t, others[_i].t1);
    ck_assert_double_eq(s.now[0], sin(others[_i].t1) - level);
    ck_assert_int_eq(k.repeats, 0);
    put_away(&s);
}
END_TEST

START_TEST(a_step_that_cannot_be_taken_anew_fails)
{
    known k = {.fails = true};
    taken s;

    take(&s, &k, 0.1, 1.238);
    ck_assert_int_eq(sim_crossing_locate(&s.runner, 0.1), SIM_ESOLVER);
    ck_assert_str_eq(s.err.text, "no further");
    ck_assert_int_eq(k.repeats, 1);
    put_away(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("crossing");
    TCase *all = tcase_create("crossing");

    tcase_add_loop_test(all, a_step_ends_just_after_the_level_is_crossed, 0,
                        (int)(sizeof steps / sizeof *steps));
    tcase_add_test(all, what_is_told_within_the_step_saves_trials);
    tcase_add_loop_test(all, a_step_that_does_not_rise_through_a_level_is_left_as_it_is, 0,
                        (int)(sizeof others / sizeof *others));
    tcase_add_test(all, a_step_that_cannot_be_taken_anew_fails);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
