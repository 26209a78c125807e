/* test_kernel.c -- the kernels of the models that are built in. */
#include <check.h>
#include <stdio.h>

#include "models/models.h"
#include "tests/kernels.h"
#include "tests/suite.h"

static const size_t lanes[] = {1, 2, 4, 8};
enum { N_LANES = sizeof lanes / sizeof *lanes };

START_TEST(every_model_that_integrates_has_its_kernels)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_model *m = models_stage(i)->model;

        for (int l = 0; l < N_LANES; l++) {
            const sim_kernel *k = sim_kernel_find(m, lanes[l]);

            ck_assert_int_eq(k != NULL, m->n_moving > 0);
            if (!k) continue;
            ck_assert_ptr_eq(k->model, m);
            ck_assert_uint_eq(k->lanes, lanes[l]);
        }
    }
}
END_TEST

START_TEST(another_number_of_lanes_has_none)
{
    const sim_model other = model_knee;

    ck_assert_ptr_null(sim_kernel_find(&model_knee, 3));
    ck_assert_ptr_null(sim_kernel_find(&other, 1));
}
END_TEST

START_TEST(a_kernel_is_what_its_rows_say)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_kernel *k = sim_kernel_find(models_stage(i)->model, lanes[_i]);

        if (k && kernels_run(k->lanes)) kernels_check(k);
    }
}
END_TEST

START_TEST(a_lane_has_the_bits_that_it_has_alone)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_kernel *k = sim_kernel_find(models_stage(i)->model, lanes[_i]);

        if (k && kernels_run(k->lanes))
            kernels_check_lanes(k, sim_kernel_find(k->model, 1));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kernel");
    TCase *all = tcase_create("kernel");

    for (int l = 0; l < N_LANES; l++)
        if (!kernels_run(lanes[l]))
            printf("skipped: %zu lanes: not on this machine\n", lanes[l]);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, every_model_that_integrates_has_its_kernels);
    tcase_add_test(all, another_number_of_lanes_has_none);
    tcase_add_loop_test(all, a_kernel_is_what_its_rows_say, 0, N_LANES);
    tcase_add_loop_test(all, a_lane_has_the_bits_that_it_has_alone, 1, N_LANES);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
