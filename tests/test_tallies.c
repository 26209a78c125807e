/* test_tallies.c -- the tables of a cohort. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cohort.h"
#include "tests/suite.h"

enum { MANY = 2385 };

/* Room for what is read off replicates, and for no courses. */
START_TEST(each_table_is_exact_if_its_own_numbers_fit)
{
    char *text = NULL;
    size_t size = 0, room;
    FILE *out;
    sim_error err = {""};
    sim_ensemble e;
    planted p;

    planted_run(&p, "", 5, &e);
    room = MANY * p.assay.readout.n * sizeof(double);
    sim_ensemble_free(&e);
    planted_close(&p);
    for (int fits = 0; fits < 2; fits++) {
        planted_within(&p, "", MANY, room - (fits ? 0 : 1), &e);
        ck_assert_int_eq(sim_tally_is_exact(planted_tally(&e, 0, "final")), fits);
        ck_assert(!sim_tally_is_exact(sim_ensemble_course(&e, 0, 10, 0)));
        out = open_memstream(&text, &size);
        ck_assert_ptr_nonnull(out);
        ck_assert_int_eq(sim_tallies_write_course(&e, &(sim_rows_to){.csv = out}, &err),
                         SIM_OK);
        ck_assert_int_eq(sim_tallies_write_numbers(&e, &(sim_rows_to){.csv = out}, &err),
                         SIM_OK);
        ck_assert_int_eq(fclose(out), 0);
        ck_assert_ptr_nonnull(
            strstr(text, ",q50,q75,q95,quantiles\ndefault,0,result,2385,"));
        ck_assert_ptr_nonnull(strstr(text, ",estimated\ndefault,"));
        ck_assert_int_eq(strstr(strstr(text, "\ndefault,final,"), ",exact,,,\n") ==
                             strchr(strstr(text, "\ndefault,final,") + 1, '\n') - 9,
                         fits);
        free(text);
        sim_ensemble_free(&e);
        planted_close(&p);
    }
}
END_TEST

/* A unit of "" is that of the variable or quantity. */
START_TEST(both_tables_have_the_columns_of_a_tally)
{
    static const char *const shared[] = {"arm", "n",   "mean", "sd",  "se",       "q05",
                                         "q25", "q50", "q75",  "q95", "quantiles"};
    sim_tallies_layout course, numbers;

    sim_tallies_start(&course, SIM_TALLIES_COURSE, &models_chains[0]);
    sim_tallies_start(&numbers, SIM_TALLIES_NUMBERS, &models_chains[0]);
    ck_assert_str_eq(course.layout.name, "ensemble");
    ck_assert_str_eq(numbers.layout.name, "cohort");
    ck_assert_uint_eq(course.layout.n, 13);
    ck_assert_uint_eq(numbers.layout.n, 16);
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        const size_t one = sim_layout_find(&course.layout, shared[i]);
        const size_t other = sim_layout_find(&numbers.layout, shared[i]);

        ck_assert(one < course.layout.n && other < numbers.layout.n);
        ck_assert_str_eq(course.columns[one].unit, numbers.columns[other].unit);
        ck_assert_int_eq(course.columns[one].kind, numbers.columns[other].kind);
    }
    ck_assert_uint_eq(sim_layout_find(&course.layout, "difference"), 13);
    ck_assert_uint_eq(sim_layout_find(&numbers.layout, "difference"), 13);
    ck_assert_str_eq(numbers.columns[13].unit, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tallies");
    TCase *tallies = tcase_create("tallies");

    tcase_add_test(tallies, each_table_is_exact_if_its_own_numbers_fit);
    tcase_add_test(tallies, both_tables_have_the_columns_of_a_tally);
    tcase_set_timeout(tallies, 60);
    suite_add_tcase(suite, tallies);
    return suite_run(suite);
}
