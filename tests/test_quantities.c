/* test_quantities.c -- what laboratories measure is a formula of rows that the models have. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "sim/model/model.h"
#include "tests/suite.h"

START_TEST(quantities_have_names_of_their_own)
{
    const sim_yardstick *y = &models_knee_yardstick;

    ck_assert_uint_ge(y->n_quantities, 5);
    for (size_t i = 0; i < y->n_quantities; i++) {
        ck_assert_ptr_nonnull(
            strpbrk(y->quantities[i].formula, "abcdefghijklmnopqrstuvwxyz"));
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(y->quantities[i].name, y->quantities[k].name);
    }
}
END_TEST

START_TEST(what_a_passage_is_numbered_by_is_a_row_of_the_culture)
{
    ck_assert_ptr_nonnull(sim_model_find(&model_passaging, models_knee_yardstick.number));
    ck_assert_ptr_nonnull(sim_model_find(&model_passaging, models_knee_yardstick.progress));
    ck_assert_ptr_nonnull(sim_model_find(&model_passaging, models_knee_yardstick.last));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("quantities");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, quantities_have_names_of_their_own);
    tcase_add_test(tests, what_a_passage_is_numbered_by_is_a_row_of_the_culture);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
