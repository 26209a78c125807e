/* test_models.c -- the chains that the program knows. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "tests/suite.h"

START_TEST(the_first_chain_goes_from_culture_to_knee)
{
    static const char *const stages[] = {"passaging", "product", "knee"};

    ck_assert_uint_eq(models_chains[0].n_stages, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(models_chains[0].stages[i].model->name, stages[i]);
    ck_assert_ptr_nonnull(models_chains[0].yardstick);
    ck_assert_ptr_nonnull(models_chains[0].population);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("models");
    TCase *all = tcase_create("models");

    tcase_add_test(all, the_first_chain_goes_from_culture_to_knee);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
