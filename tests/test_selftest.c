/* test_selftest.c -- the table of checks passes a sound engine and fails planted faults. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/selftest/central.h"
#include "sim/selftest/selftest.h"
#include "tests/suite.h"

enum { CHECKS_MAX = 128 };

typedef struct {
    sim_check list[CHECKS_MAX];
    size_t n;
} checks;

static void keep(void *self, const sim_check *check)
{
    checks *all = self;

    ck_assert_uint_lt(all->n, CHECKS_MAX);
    all->list[all->n++] = *check;
}

static const sim_selftest sound = {.known = &model_known,
                                   .ramp = &model_ramp,
                                   .dimer = &model_dimer,
                                   .runs = 1000,
                                   .seed = 2385,
                                   .threads = 1,
                                   .tell = keep};

static sim_status make(sim_selftest selftest, checks *all, sim_error *err)
{
    all->n = 0;
    selftest.self = all;
    return sim_selftest_run(&selftest, err);
}

/* ---- a sound engine ------------------------------------------------------- */

START_TEST(a_sound_engine_passes)
{
    checks all;
    sim_error err = {""};

    ck_assert_msg(make(sound, &all, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_gt(all.n, 60);
}
END_TEST

START_TEST(numbers_depend_on_the_seed_and_not_on_threads)
{
    sim_selftest three = sound, other = sound;
    checks a, b, c;
    sim_error err = {""};
    size_t same = 0;

    three.threads = 3;
    other.seed = 371;
    ck_assert_int_eq(make(sound, &a, &err), SIM_OK);
    ck_assert_int_eq(make(three, &b, &err), SIM_OK);
    ck_assert_int_eq(make(other, &c, &err), SIM_OK);
    for (size_t i = 0; i < a.n; i++) {
        ck_assert_double_eq(a.list[i].found, b.list[i].found);
        ck_assert_double_eq(a.list[i].z, b.list[i].z);
        same += a.list[i].letter != '-' && a.list[i].found == c.list[i].found;
    }
    ck_assert_uint_le(same, 2); /* means of small whole numbers may coincide */
}
END_TEST

/* ---- planted faults ------------------------------------------------------- */

/* A draw whose variance is 2 n p (1 - p / 2). */

static double twice_half(void *data, double n, double part)
{
    const sim_sampler *right = data;

    return 2 * right->draw(right->data, n, part / 2);
}

static double not_drawn(void *data, double n, double part)
{
    (void)data;
    return round(n * part);
}

static bool fire_with(double (*draw)(void *, double, double), size_t event,
                      const sim_moment *before, double after[])
{
    sim_sampler right = {0};
    const sim_sampler wrong = {draw, &right};
    sim_moment now = *before;

    if (!before->sampler) return model_known.fire(event, before, after);
    right = *before->sampler;
    now.sampler = &wrong;
    return model_known.fire(event, &now, after);
}

static bool fire_too_wide(size_t event, const sim_moment *before, double after[])
{
    return fire_with(twice_half, event, before, after);
}

static bool fire_without_a_draw(size_t event, const sim_moment *before, double after[])
{
    return fire_with(not_drawn, event, before, after);
}

/* Time is looked up every half second. */
static void freeze_time(double t, const double x[], const double p[], double out[])
{
    model_ramp.propensities(floor(2 * t) / 2, x, p, out);
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static const sim_check *find(const checks *all, const char *method, const char *what,
                             const char *number)
{
    for (size_t i = 0; i < all->n; i++) {
        const sim_check *c = &all->list[i];

        if (strcmp(c->method, method) == 0 && strcmp(c->what, what) == 0 &&
            strcmp(c->number, number) == 0)
            return c;
    }
    ck_abort_msg("no check of %s, %s, %s", method, what, number);
    return NULL;
}

/* Which check of each method must fail; others of that name may. */
static const struct {
    const char *what, *number;
} faults[] = {{"dimerisation", "mean"},
              {"birth at a rate of time", "mean"},
              {"birth at a rate of time", "variance"},
              {"event at a time", "variance"}};

enum { N_FAULTS = sizeof faults / sizeof *faults };

START_TEST(planted_faults_are_caught_and_nothing_else_is)
{
    sim_model known = model_known, ramp = model_ramp, dimer = model_dimer;
    sim_selftest selftest = sound;
    checks all;
    sim_error err = {""};

    known.fire = fire_too_wide;
    ramp.propensities = freeze_time;
    dimer.propensities = dimer.rates; /* pairs(A) as A * A / 2 */
    selftest.known = &known;
    selftest.ramp = &ramp;
    selftest.dimer = &dimer;
    selftest.runs = 6000;
    ck_assert_int_eq(make(selftest, &all, &err), SIM_EVALUE);
    for (size_t f = 0; f < N_FAULTS; f++) {
        ck_assert(!find(&all, "ssa", faults[f].what, faults[f].number)->passed);
        ck_assert(!find(&all, "tau", faults[f].what, faults[f].number)->passed);
    }
    for (size_t i = 0; i < all.n; i++) {
        const sim_check *c = &all.list[i];
        bool expected = c->passed;

        for (size_t f = 0; f < N_FAULTS && !expected; f++)
            expected = c->letter != '-' && begins_with(c->what, faults[f].what);
        ck_assert_msg(expected, "%s, %s, %s: Z = %g", c->method, c->what, c->number, c->z);
    }
}
END_TEST

START_TEST(a_part_that_is_not_drawn_is_caught)
{
    sim_model known = model_known;
    sim_selftest selftest = sound;
    checks all;
    sim_error err = {""};

    known.fire = fire_without_a_draw;
    selftest.known = &known;
    ck_assert_int_eq(make(selftest, &all, &err), SIM_EVALUE);
    /* the variance of Q, by ssa and by tau with few cells and with many */
    ck_assert_str_eq(err.text, "selftest: 3 of 65 checks failed");
    for (size_t i = 0; i < all.n; i++)
        ck_assert_int_eq(!all.list[i].passed,
                         begins_with(all.list[i].what, "event at a time") &&
                             all.list[i].letter == 'Y');
}
END_TEST

/* ---- moments -------------------------------------------------------------- */

START_TEST(standard_errors_take_kurtosis_into_account)
{
    const double values[] = {2.385, 3.71, -1.2, 7.03, 2.385, 0.4};
    const sim_central c = sim_central_of(values, 6);

    /* worked out apart from the code, in another language */
    ck_assert_double_eq_tol(c.mean, 2.451666666667, 1e-12);
    ck_assert_double_eq_tol(c.variance, 8.019486666667, 1e-10);
    ck_assert_double_eq_tol(c.fourth, 106.2347251034, 1e-9);
    ck_assert_double_eq_tol(sim_central_variance_error(&c), 3.357762778629, 1e-9);
    ck_assert_double_eq_tol(sim_central_z_mean(&c, 2.1), 0.3041820239663, 1e-9);
    ck_assert_double_eq_tol(sim_central_z_variance(&c, 6.1), 0.653416144279, 1e-9);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selftest");
    TCase *tests = tcase_create("selftest");

    gsl_set_error_handler_off();
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, a_sound_engine_passes);
    tcase_add_test(tests, numbers_depend_on_the_seed_and_not_on_threads);
    tcase_add_test(tests, planted_faults_are_caught_and_nothing_else_is);
    tcase_add_test(tests, a_part_that_is_not_drawn_is_caught);
    tcase_add_test(tests, standard_errors_take_kurtosis_into_account);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
