/* test_hybrids.c -- courses that have some constants from one arm and the others from another. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/hybrids.h"
#include "sim/study/tables.h"
#include "tests/solve.h"
#include "tests/suite.h"

enum { LAST = 2, N_CONSTANTS = 256 };

static solved arms;
static sim_network *nets;
static sim_hybrids hybrids;
static size_t bits[N_CONSTANTS];
static sim_error err;

static const sim_summary *number_named(const char *name)
{
    for (size_t i = 0; i < model_knee.n_summaries; i++)
        if (strcmp(model_knee.summaries[i].name, name) == 0)
            return &model_knee.summaries[i];
    ck_abort_msg("%s", name);
}

static void set_bit(const char *name, size_t bit)
{
    bits[sim_model_find(&model_knee, name)->slot] = bit;
}

/* Two arms of the knee that differ in their harvest, in the needle and in the volume. */
static void set_up(void)
{
    const change *const changes[] = {
        (const change[]){{"harvest_passage", 2}, {0}},
        (const change[]){
            {"harvest_passage", 9}, {"hit_probability", 0.71}, {"volume", 23.85}, {0}}};
    sim_options options = {.rtol = 1e-7};
    sim_task task;

    ck_assert_msg(solve_arms(&arms, changes, 2, 730, &options, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_int_eq(sim_chain_make_nets(models_chain(NULL), &nets, &err), SIM_OK);
    task = (sim_task){.chain = models_chain(NULL),
                      .end = 730,
                      .every = 1,
                      .options = options,
                      .nets = nets};
    ck_assert_int_eq(
        sim_hybrids_init(&hybrids, &task, number_named("specific_relief_month_6"), &err),
        SIM_OK);
    for (size_t i = 0; i < N_CONSTANTS; i++) bits[i] = SIM_NONE;
    set_bit("hit_probability", 0);
    set_bit("volume", 1);
    set_bit("vigour", 2);
    set_bit("secretory_share", 3);
    set_bit("senescent_in_fit", 3);
    set_bit("senescent_in_sasp", 3);
}

static void tear_down(void)
{
    sim_hybrids_free(&hybrids);
    sim_chain_free_nets(models_chain(NULL), nets);
    solved_free(&arms);
}

static sim_mix mix_of(void)
{
    return (sim_mix){.pair = {.arm = sim_solution_outcome(&arms.solution, 1, LAST)->p,
                              .against = sim_solution_outcome(&arms.solution, 0, LAST)->p},
                     .bits = bits};
}

START_TEST(none_is_one_arm_and_all_is_the_other)
{
    const sim_mix mix = mix_of();
    double values[16];
    size_t failed;

    ck_assert_int_eq(sim_hybrids_solve(&hybrids, &mix, 0, 16, values, &failed, &err),
                     SIM_OK);
    ck_assert_double_eq(values[0], sim_summary_read(&arms.solution, 0, hybrids.number));
    ck_assert_double_eq(values[15], sim_summary_read(&arms.solution, 1, hybrids.number));
    for (size_t set = 0; set < 16; set++) {
        double alone;

        ck_assert_int_eq(sim_hybrids_solve(&hybrids, &mix, set, 1, &alone, &failed, &err),
                         SIM_OK);
        ck_assert_double_eq(alone, values[set]);
    }
}
END_TEST

/* What stands in a set has the arm's constant, and nothing else has. */
START_TEST(a_hybrid_is_the_arm_with_these_rows_of_another)
{
    const change *const changes[] = {(const change[]){
        {"harvest_passage", 2}, {"hit_probability", 0.71}, {"volume", 23.85}, {0}}};
    const sim_options options = {.rtol = 1e-7};
    const sim_mix mix = mix_of();
    double value;
    size_t failed;
    solved same;

    ck_assert_int_eq(solve_arms(&same, changes, 1, 730, &options, &err), SIM_OK);
    ck_assert_int_eq(sim_hybrids_solve(&hybrids, &mix, 3, 1, &value, &failed, &err),
                     SIM_OK);
    ck_assert_double_eq(value, sim_summary_read(&same.solution, 0, hybrids.number));
    solved_free(&same);
}
END_TEST

START_TEST(a_set_that_is_refused_is_named)
{
    double other[N_CONSTANTS];
    sim_mix mix = mix_of();
    double values[16];
    size_t failed = 99;

    /* pain_tnf + pain_drive must not exceed 1: 0.9 of one arm and 0.9 of the other */
    memcpy(other, mix.pair.against, model_knee.n_constants * sizeof *other);
    other[sim_model_find(&model_knee, "pain_tnf")->slot] = 0.05;
    other[sim_model_find(&model_knee, "pain_drive")->slot] = 0.9;
    mix.pair.arm = other;
    set_bit("pain_tnf", 0);
    set_bit("pain_drive", 1);
    ck_assert_int_eq(sim_hybrids_solve(&hybrids, &mix, 0, 4, values, &failed, &err),
                     SIM_EVALUE);
    ck_assert_uint_eq(failed, 2);
    ck_assert(strstr(err.text, "pain_tnf + pain_drive") != NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hybrids");
    TCase *c = tcase_create("knee");

    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_test(c, none_is_one_arm_and_all_is_the_other);
    tcase_add_test(c, a_hybrid_is_the_arm_with_these_rows_of_another);
    tcase_add_test(c, a_set_that_is_refused_is_named);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
