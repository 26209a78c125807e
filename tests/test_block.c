/* test_block.c -- arrays side by side. */
#include <check.h>
#include <stdlib.h>

#include "sim/engine/block.h"
#include "tests/suite.h"

START_TEST(arrays_stand_side_by_side_and_are_zero)
{
    double *a, *none, *b, *block;
    const sim_array arrays[] = {{&a, 7}, {&none, 0}, {&b, 3}};

    block = sim_block_make(arrays, 3);
    ck_assert_ptr_eq(a, block);
    ck_assert_ptr_eq(none, block + 7);
    ck_assert_ptr_eq(b, block + 7);
    for (int i = 0; i < 10; i++) ck_assert_double_eq(block[i], 0);
    free(block);
}
END_TEST

START_TEST(a_block_of_nothing_is_there)
{
    double *none = NULL, *block = sim_block_make(&(sim_array){&none, 0}, 1);

    ck_assert_ptr_nonnull(block);
    ck_assert_ptr_eq(none, block);
    free(block);
}
END_TEST

START_TEST(a_block_that_is_too_large_is_refused_and_sets_nothing)
{
    double *a = NULL;

    ck_assert_ptr_null(sim_block_make(&(sim_array){&a, (size_t)1 << 60}, 1));
    ck_assert_ptr_null(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("block");
    TCase *all = tcase_create("block");

    tcase_add_test(all, arrays_stand_side_by_side_and_are_zero);
    tcase_add_test(all, a_block_of_nothing_is_there);
    tcase_add_test(all, a_block_that_is_too_large_is_refused_and_sets_nothing);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
