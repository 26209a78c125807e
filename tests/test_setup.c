/* test_setup.c -- a model made ready for trials of it. */
#include <check.h>
#include <string.h>

#include "tests/data_models.h"
#include "tests/suite.h"

START_TEST(values_stand_over_defaults)
{
    const sim_value values[] = {{"decay", 0.371}, {0}};
    sim_setup setup;
    sim_error err = {""};

    ck_assert_int_eq(sim_setup_init(&setup, &model_dimer, values, &err), SIM_OK);
    ck_assert_double_eq(sim_setup_value(&setup, "decay"), 0.371);
    ck_assert_double_eq(sim_setup_value(&setup, "split"), 0.5);
    sim_setup_free(&setup);
}
END_TEST

/* Monomers are conserved without decay: S1 + 2 S2 + 2 S3. */
START_TEST(a_batch_does_not_depend_on_threads)
{
    const sim_value values[] = {{"decay", 0}, {"founders", 238}, {0}};
    const char *const names[] = {"S1", "S2", "S3"};
    double one[3][7], two[3][7];
    sim_setup setup;
    sim_error err = {""};

    ck_assert_int_eq(sim_setup_init(&setup, &model_dimer, values, &err), SIM_OK);
    for (size_t threads = 1; threads <= 2; threads++) {
        const sim_trials batch = {
            .method = "ssa", .end = 1, .n = 7, .threads = threads, .stream = {.seed = 5}};

        ck_assert_int_eq(sim_trials_run(&batch, &setup, names, 3,
                                        threads == 1 ? &one[0][0] : &two[0][0], &err),
                         SIM_OK);
    }
    ck_assert_mem_eq(one, two, sizeof one);
    for (int r = 0; r < 7; r++)
        ck_assert_double_eq(one[0][r] + 2 * one[1][r] + 2 * one[2][r], 238);
    sim_setup_free(&setup);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("setup");
    TCase *all = tcase_create("setup");

    tcase_add_test(all, values_stand_over_defaults);
    tcase_add_test(all, a_batch_does_not_depend_on_threads);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
