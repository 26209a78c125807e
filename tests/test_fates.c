/* test_fates.c -- what befalls one subject, and what is counted of it. */
#include <check.h>
#include <math.h>

#include "tests/cohort.h"
#include "tests/suite.h"

static planted p;
static sim_solution solution;
static const sim_outcome *outcome; /* of the background: a hazard of 0.05 a day */

static void open_mortal(void)
{
    sim_error err = {""};

    ck_assert_msg(planted_open_in(&p, &planted_mortal, "[arm a]\n", &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_msg(sim_chain_solve(&p.task, &solution, &err) == SIM_OK, "%s", err.text);
    outcome = sim_solution_outcome(&solution, 1, 1);
}

static void close_mortal(void)
{
    sim_solution_free(&solution);
    planted_close(&p);
}

static sim_life live(double death, double fall)
{
    const double uniforms[SIM_FATES] = {death, fall};
    sim_life life;

    sim_life_init(&life, p.task.chain->population, outcome, uniforms);
    return life;
}

/* It is below the number between -ln(u) / rate and the next output. */
START_TEST(death_comes_on_the_first_output_below_the_number)
{
    const sim_life life = live(exp(-0.05 * 3.71), exp(-0.03 * 2.385));

    ck_assert_double_eq(sim_life_day(&life, 0), 4);
    ck_assert_double_eq(sim_life_day(&life, 1), 3);
    ck_assert_uint_eq(life.end, 4); /* a fall ends nothing */
}
END_TEST

START_TEST(who_has_a_small_number_is_spared)
{
    const sim_life life = live(0, exp(-0.03 * 11));

    ck_assert(isnan(sim_life_day(&life, 0)) && isnan(sim_life_day(&life, 1)));
    ck_assert_uint_eq(life.end, PLANTED_DAYS + 1);
}
END_TEST

static const sim_count spared = {SIM_SPARED, "s", "death", .day = 6};
static const sim_count struck = {SIM_STRUCK, "d", "death", 4, .origin = "trial"};
static const sim_count any = {SIM_STRUCK, "a", NULL, .day = 4};
static const sim_count responds = {SIM_RESPONDS, "r", "x", 6, .least = 2, .most = 3.71};
static const sim_count worth = {SIM_WORTH, "w", "x", .day = 6};
static const sim_count late = {SIM_SPARED, "l", "death", 7.6, .origin = "trial"};

/* Dies on day 6 or 7, falls on day 5. */
static const struct {
    const sim_count *count;
    double value, of_dead, of_living, expected;
} counted[] = {
    {&spared, NAN, 0, 1, 0.7408182},     {&struck, NAN, 1, 0, 0.2591818},
    {&responds, 2.385, 0, 1, 0.7408182}, {&responds, 1.9, 0, 0, 0},
    {&responds, 3.72, 0, 0, 0},          {&worth, 2.385, 0, 2.385, 2.385 * 0.7408182},
};

START_TEST(a_count_is_of_the_last_output_by_its_day)
{
    const sim_life dead = live(exp(-0.05 * 5.2), exp(-0.03 * 4.4));
    const sim_life living = live(exp(-0.05 * 6.1), exp(-0.03 * 4.4));

    ck_assert_double_eq(sim_life_day(&dead, 0), 6);
    ck_assert_double_eq(sim_life_count(&dead, counted[_i].count, counted[_i].value),
                        counted[_i].of_dead);
    ck_assert_double_eq(sim_life_count(&living, counted[_i].count, counted[_i].value),
                        counted[_i].of_living);
    /* e^-0.3, as the solver's tolerance has it */
    ck_assert_double_eq_tol(sim_life_expect(&dead, counted[_i].count, counted[_i].value),
                            counted[_i].expected, 1e-6);
}
END_TEST

START_TEST(any_fate_is_the_first)
{
    const sim_life life = live(0, exp(-0.03 * 3.4)), upright = live(0, exp(-0.03 * 4.4));

    ck_assert_double_eq(sim_life_count(&life, &any, NAN), 1);
    ck_assert_double_eq(sim_life_count(&upright, &any, NAN), 0);
    ck_assert_double_eq_tol(sim_life_expect(&life, &any, NAN), 1 - exp(-4 * 0.08), 1e-6);
}
END_TEST

START_TEST(what_is_missing_or_beyond_the_course_is_not_counted)
{
    const sim_life life = live(0, 0);

    ck_assert(isnan(sim_life_count(&life, &late, NAN)));
    ck_assert(isnan(sim_life_expect(&life, &late, NAN)));
    ck_assert(isnan(sim_life_count(&life, &responds, NAN)));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fates");
    TCase *cases = tcase_create("fates");

    tcase_add_checked_fixture(cases, open_mortal, close_mortal);
    tcase_add_test(cases, death_comes_on_the_first_output_below_the_number);
    tcase_add_test(cases, who_has_a_small_number_is_spared);
    tcase_add_loop_test(cases, a_count_is_of_the_last_output_by_its_day, 0,
                        sizeof counted / sizeof *counted);
    tcase_add_test(cases, any_fate_is_the_first);
    tcase_add_test(cases, what_is_missing_or_beyond_the_course_is_not_counted);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
