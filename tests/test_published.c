/* test_published.c -- the program holds its measurements and the parameter files that they name. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/published.h"
#include "tests/measured.h"
#include "tests/suite.h"

static sim_measurements table;

static void read_table(void) { measured_read_published(&table); }

static void free_table(void) { sim_measurements_free(&table); }

START_TEST(every_file_of_a_row_is_held)
{
    for (size_t i = 0; i < table.n; i++) {
        sim_found found = {0};
        sim_error err = {""};

        if (table.list[i].why_not) continue;
        ck_assert_int_eq(sim_published_find(NULL, table.list[i].file, &found, &err),
                         SIM_OK);
        ck_assert_msg(found.text != NULL, "%s", table.list[i].file);
        ck_assert_ptr_eq(strstr(found.place, "validation/"), found.place);
        free(found.text);
        free(found.place);
    }
    ck_assert_uint_gt(table.n, 80);
}
END_TEST

START_TEST(a_file_that_is_not_held_is_not_found)
{
    sim_found found = {0};
    sim_error err;

    ck_assert_int_eq(sim_published_find(NULL, "zebra.ini", &found, &err), SIM_OK);
    ck_assert_ptr_null(found.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("published");
    TCase *cases = tcase_create("published");

    tcase_add_checked_fixture(cases, read_table, free_table);
    tcase_add_test(cases, every_file_of_a_row_is_held);
    tcase_add_test(cases, a_file_that_is_not_held_is_not_found);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
