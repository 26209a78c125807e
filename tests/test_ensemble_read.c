/* test_ensemble_read.c -- which arm another is held against. */
#include <check.h>

#include "tests/cohort.h"
#include "tests/suite.h"

static const struct {
    const char *text;
    size_t references[4], n_arms; /* n_arms: none */
} asked[] = {
    {"[arm a]\n[arm b]\n", {2, 2, 3}, 3},
    {"[giver]\ngive = 0\n[arm a]\n[arm b]\n", {2, 0}, 2},
    {"[arm a]\n[arm b]\ngiver.give = 0\n", {2, 3, 3}, 3},
    {"[arm a]\n[arm b]\nmortal.rate = 0.1\n", {2, 3, 4, 4}, 4},
};

START_TEST(an_arm_is_held_against_its_background_or_the_first)
{
    sim_ensemble e;
    planted p;

    planted_run_in(&p, &planted_mortal, asked[_i].text, 1, &e);
    ck_assert_uint_eq(p.task.n_arms, asked[_i].n_arms);
    for (size_t arm = 0; arm < asked[_i].n_arms; arm++)
        ck_assert_uint_eq(sim_ensemble_reference(&e, arm), asked[_i].references[arm]);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ensemble_read");
    TCase *cases = tcase_create("arms");

    tcase_add_loop_test(cases, an_arm_is_held_against_its_background_or_the_first, 0,
                        sizeof asked / sizeof *asked);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
