/* test_unit_ids.c -- units as SBML names them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/unit_ids.h"
#include "tests/suite.h"

START_TEST(a_unit_has_one_id)
{
    const sim_dimension one = {1, {1, 0, 0}}, other = {1, {0, 1, 0}};
    sim_unit_ids *ids = calloc(1, sizeof *ids);
    const char *id;

    ck_assert_ptr_nonnull(ids);
    id = sim_unit_ids_add(ids, "ng/mL", one);
    ck_assert_str_eq(id, "ng_per_mL");
    ck_assert_ptr_eq(sim_unit_ids_add(ids, "ng/mL", one), id);
    ck_assert_uint_eq(ids->n, 1);
    ck_assert_ptr_ne(sim_unit_ids_add(ids, "1/day", other), id);
    ck_assert_uint_eq(ids->n, 2);
    free(ids);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unit_ids");
    TCase *cases = tcase_create("ids");

    tcase_add_test(cases, a_unit_has_one_id);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
