/* test_forms.c -- closed forms hold where nothing has happened yet. */
#include <check.h>
#include <string.h>

#include "sim/selftest/forms.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* But for when the crossing comes, which does not hang on the time that is asked for. */
START_TEST(at_the_start_a_mean_is_the_start)
{
    sim_setup setup;
    sim_form forms[SIM_FORMS_MAX];
    double x[32] = {0};
    size_t n;
    sim_error err = {""};

    ck_assert_int_eq(sim_setup_init(&setup, &model_ramp, NULL, &err), SIM_OK);
    model_ramp.start(setup.p, x);
    n = sim_forms_ramp_mean(&setup, 0, forms);
    ck_assert_uint_gt(n, 0);
    for (size_t i = 0; i < n; i++)
        if (strcmp(forms[i].name, "passed") != 0)
            ck_assert_double_eq_tol(
                forms[i].mean, x[sim_model_find(&model_ramp, forms[i].name)->slot], 1e-9);
    sim_setup_free(&setup);
}
END_TEST

START_TEST(forms_name_states_and_have_variances)
{
    sim_setup setup;
    sim_form forms[SIM_FORMS_MAX];
    size_t n;
    sim_error err = {""};

    ck_assert_int_eq(sim_setup_init(&setup, &model_known, NULL, &err), SIM_OK);
    n = sim_forms_known(&setup, 8, forms);
    ck_assert_uint_gt(n, 2);
    for (size_t i = 0; i < n; i++) {
        ck_assert_ptr_nonnull(sim_model_find(&model_known, forms[i].name));
        ck_assert_double_gt(forms[i].mean, 0);
        ck_assert_double_gt(forms[i].variance, 0);
    }
    sim_setup_free(&setup);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forms");
    TCase *all = tcase_create("forms");

    tcase_add_test(all, at_the_start_a_mean_is_the_start);
    tcase_add_test(all, forms_name_states_and_have_variances);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
