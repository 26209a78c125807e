/* test_kernel.c -- the kernels of the models that are built in. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "models/models.h"
#include "tests/kernels.h"
#include "tests/program.h"
#include "tests/suite.h"

static const size_t lanes[] = {1, 2, 4, 8};
enum { N_LANES = sizeof lanes / sizeof *lanes };

START_TEST(every_model_that_integrates_has_its_kernels)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_model *m = models_stage(i)->model;

        for (int l = 0; l < N_LANES; l++) {
            const sim_kernel *k = sim_kernel_find(m, lanes[l], NULL);

            ck_assert_int_eq(k != NULL, m->n_moving > 0);
            if (!k) continue;
            ck_assert_ptr_eq(k->model, m);
            ck_assert_uint_eq(k->lanes, lanes[l]);
        }
    }
}
END_TEST

START_TEST(each_set_of_instructions_has_all_numbers_of_lanes)
{
    for (size_t isa = 0; sim_isa_name(isa); isa++) {
        const sim_kernel_choice choice = {.isa = sim_isa_name(isa)};

        ck_assert_ptr_nonnull(sim_kernel_find(&model_knee, lanes[_i], &choice));
    }
    ck_assert(sim_isa_is_here(sim_isa_name(0)));
    ck_assert(!sim_isa_is_here("abacus"));
}
END_TEST

START_TEST(another_number_of_lanes_has_none)
{
    const sim_model other = model_knee;

    ck_assert_ptr_null(sim_kernel_find(&model_knee, 3, NULL));
    ck_assert_ptr_null(sim_kernel_find(&other, 1, NULL));
}
END_TEST

START_TEST(a_kernel_is_what_its_rows_say)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_kernel *k = sim_kernel_find(models_stage(i)->model, lanes[_i], NULL);

        if (k && kernels_run(k->lanes)) kernels_check(k);
    }
}
END_TEST

START_TEST(rules_are_those_of_the_rows_to_the_bit)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_kernel *k = sim_kernel_find(models_stage(i)->model, lanes[_i], NULL);

        if (k && kernels_run(k->lanes)) kernels_check_rules(k);
    }
}
END_TEST

START_TEST(a_lane_has_the_bits_that_it_has_alone)
{
    for (size_t i = 0; models_stage(i); i++) {
        const sim_kernel *k = sim_kernel_find(models_stage(i)->model, lanes[_i], NULL);

        if (k && kernels_run(k->lanes))
            kernels_check_lanes(k, sim_kernel_find(k->model, 1, NULL));
    }
}
END_TEST

/* ---- bytes ---------------------------------------------------------------- */

static const char experiment[] = "[run]\ndays = 40\n[sweep]\nproduct.dose = 1e7, 3e7\n"
                                 "passaging.harvest_passage = 2, 4\n"
                                 "delivery.hit_probability = 0.37, 1\n[arm A]\n";

/* What a sweep by such kernels gives as CSV. */
static void solve(const char *kernels, program_result *result)
{
    char command[PROGRAM_PATH];

    snprintf(command, sizeof command, "sweep lanes.ini -o lanes.db %s", kernels);
    program_run(command, result);
    ck_assert_msg(result->code == 0, "%s", result->err);
    program_shell("$POTENCY export lanes.db && rm lanes.db", result);
    ck_assert_int_eq(result->code, 0);
}

START_TEST(all_kernels_give_the_same_bytes)
{
    static program_result best, this;
    char kernels[64];

    program_write_text("lanes.ini", experiment);
    solve("", &best);
    for (size_t isa = 0; sim_isa_name(isa); isa++) {
        if (!sim_isa_is_here(sim_isa_name(isa))) continue;
        snprintf(kernels, sizeof kernels, "--isa %s --lanes %zu", sim_isa_name(isa),
                 lanes[_i]);
        solve(kernels, &this);
        ck_assert_msg(strcmp(this.out, best.out) == 0, "%s", kernels);
    }
}
END_TEST

START_TEST(unknown_kernels_are_refused)
{
    program_result result;

    program_run("run --lanes 3", &result);
    ck_assert_ptr_nonnull(strstr(result.err, "--lanes 3 is unknown"));
    program_run("run --isa sse9", &result);
    ck_assert_ptr_nonnull(strstr(result.err, "--isa sse9 is unknown"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kernel");
    TCase *all = tcase_create("kernel"), *bytes = tcase_create("bytes");

    for (int l = 0; l < N_LANES; l++)
        if (!kernels_run(lanes[l]))
            printf("skipped: %zu lanes: not on this machine\n", lanes[l]);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, every_model_that_integrates_has_its_kernels);
    tcase_add_test(all, another_number_of_lanes_has_none);
    tcase_add_loop_test(all, a_kernel_is_what_its_rows_say, 0, N_LANES);
    tcase_add_loop_test(all, rules_are_those_of_the_rows_to_the_bit, 0, N_LANES);
    tcase_add_loop_test(all, a_lane_has_the_bits_that_it_has_alone, 1, N_LANES);
    tcase_add_loop_test(all, each_set_of_instructions_has_all_numbers_of_lanes, 0, N_LANES);
    program_add_folder(bytes);
    tcase_set_timeout(bytes, 60);
    tcase_add_loop_test(bytes, all_kernels_give_the_same_bytes, 0, N_LANES);
    tcase_add_test(bytes, unknown_kernels_are_refused);
    suite_add_tcase(suite, all);
    suite_add_tcase(suite, bytes);
    return suite_run(suite);
}
