/* test_sight.c -- what is seen of an arm: its own course, and beside its background's. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "sim/study/sight.h"
#include "tests/cohort.h"
#include "tests/suite.h"

enum { TREATED, BACKGROUND };

static planted p;
static sim_solution solution;
static sim_watched level, survival, gain;
static double *numbers;

static void open_mortal(void)
{
    const sim_model *model = planted_mortal.last;
    sim_error err = {""};

    ck_assert_msg(planted_open_in(&p, &planted_mortal, "[arm a]\n", &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_msg(sim_chain_solve(&p.task, &solution, &err) == SIM_OK, "%s", err.text);
    level.symbol = sim_model_find(model, "level");
    survival.symbol = sim_model_find(model, "survival");
    gain = (sim_watched){level.symbol, &model->againsts[0]};
    numbers = calloc(2 * p.assay.readout.n, sizeof *numbers);
    for (size_t i = 0; i < 2 * p.assay.readout.n; i++) numbers[i] = NAN;
}

static void close_mortal(void)
{
    free(numbers);
    sim_solution_free(&solution);
    planted_close(&p);
}

static sim_sight see(size_t arm, double death, double death_of_background)
{
    const sim_readout *r = &p.assay.readout;

    numbers[r->fates] = death;
    numbers[r->n + r->fates] = death_of_background;
    return sim_sight_of(r, &solution, arm, numbers);
}

static bool has(const sim_sight *sight, const sim_watched *watched, size_t i)
{
    const sim_seen seen = sim_sight_seen(sight, watched);

    return sim_seen_has(&seen, i);
}

static double read_at(const sim_sight *sight, const sim_watched *watched, size_t i)
{
    const sim_seen seen = sim_sight_seen(sight, watched);

    return sim_seen_at(&seen, i);
}

START_TEST(the_living_are_seen_until_they_die)
{
    const sim_sight sight = see(TREATED, 7, 4);

    ck_assert(has(&sight, &level, 6));
    ck_assert(!has(&sight, &level, 7));
    ck_assert(has(&sight, &survival, 7)); /* a chance goes on */
}
END_TEST

START_TEST(a_difference_is_seen_while_both_live)
{
    const sim_sight first = see(TREATED, 7, 4), last = see(TREATED, 4, 7);

    ck_assert(has(&first, &gain, 3) && has(&last, &gain, 3));
    ck_assert(!has(&first, &gain, 4) && !has(&last, &gain, 4));
}
END_TEST

START_TEST(a_difference_is_to_the_same_output_of_the_background)
{
    const sim_sight own = see(TREATED, NAN, NAN), other = see(BACKGROUND, NAN, NAN);

    for (size_t i = 0; i < 7; i++)
        ck_assert_double_eq(read_at(&own, &gain, i),
                            read_at(&own, &level, i) - read_at(&other, &level, i));
    ck_assert_double_gt(read_at(&own, &gain, 3), 0);
}
END_TEST

START_TEST(a_background_differs_from_none)
{
    const sim_sight sight = see(BACKGROUND, NAN, NAN);

    ck_assert(!has(&sight, &gain, 3));
    ck_assert(has(&sight, &level, 3));
}
END_TEST

START_TEST(without_numbers_everybody_is_seen_to_the_end)
{
    const sim_sight sight = sim_sight_of(&p.assay.readout, &solution, TREATED, NULL);

    ck_assert(has(&sight, &level, PLANTED_DAYS));
    ck_assert(has(&sight, &gain, PLANTED_DAYS));
}
END_TEST

/* A course, and how far it is from its background's. */
START_TEST(a_column_is_filled_where_it_is_seen)
{
    enum { APART = 3, UNSEEN = -7 };
    const sim_sight sight = see(TREATED, 7, NAN);
    const sim_seen seen = sim_sight_seen(&sight, _i == 0 ? &level : &gain);
    double filled[(PLANTED_DAYS + 1) * APART];

    for (size_t i = 0; i < (PLANTED_DAYS + 1) * APART; i++) filled[i] = UNSEEN;
    sim_seen_fill(&seen, filled, APART);
    for (size_t i = 0; i < (PLANTED_DAYS + 1) * APART; i++) {
        const bool is_seen = i % APART == 0 && i / APART < 7;

        ck_assert_double_eq(filled[i], is_seen ? sim_seen_at(&seen, i / APART) : UNSEEN);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sight");
    TCase *cases = tcase_create("sight");

    tcase_add_checked_fixture(cases, open_mortal, close_mortal);
    tcase_add_test(cases, the_living_are_seen_until_they_die);
    tcase_add_test(cases, a_difference_is_seen_while_both_live);
    tcase_add_test(cases, a_difference_is_to_the_same_output_of_the_background);
    tcase_add_test(cases, a_background_differs_from_none);
    tcase_add_loop_test(cases, a_column_is_filled_where_it_is_seen, 0, 2);
    tcase_add_test(cases, without_numbers_everybody_is_seen_to_the_end);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
