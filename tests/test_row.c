/* test_row.c -- what rows of text have in common. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/row.h"
#include "tests/suite.h"

static const sim_row row = {"joint.load", "0.7385, x", "a.ini:7", "a.ini:7 (b)", 1};

START_TEST(a_row_is_refused_at_its_place)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_row_refuse(&row, ": ", "is odd", "1.385", &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "a.ini:7: joint.load = 0.7385, x: is odd; 1.385 would be right");
    ck_assert_int_eq(sim_row_refuse_second(&row, "a.ini:3", &err), SIM_ENAME);
    ck_assert_str_eq(err.text, "a.ini:7: joint.load is given twice, first at a.ini:3; one "
                               "of the two would be right");
}
END_TEST

/* Its start and its end are told, in whole characters. */
START_TEST(a_long_row_is_refused_in_one_line)
{
    char how[5003] = "";
    sim_row longer = row;
    sim_error err = {""};

    for (size_t i = 0; i < 2500; i++) strcat(how + 2 * i, "\u00E4");
    longer.how = how;
    sim_row_refuse(&longer, " ", "is odd", "1.385", &err);
    ck_assert_uint_ge(strlen(err.text), 1000);
    ck_assert_ptr_eq(strstr(err.text, "a.ini:7: joint.load = \u00E4"), err.text);
    ck_assert_ptr_nonnull(strstr(err.text, "\u00E4 ... \u00E4"));
    ck_assert_str_eq(strstr(err.text, " is odd"), " is odd; 1.385 would be right");
}
END_TEST

START_TEST(place_and_origin_are_kept_in_place_of_others)
{
    char *place = NULL, *origin = NULL;
    sim_error err = {""};

    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(sim_row_keep(&row, &place, &origin, &err), SIM_OK);
    ck_assert_str_eq(place, "a.ini:7");
    ck_assert_str_eq(origin, "a.ini:7 (b)");
    ck_assert_ptr_ne(place, row.place);
    free(place);
    free(origin);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("row");
    TCase *cases = tcase_create("rows");

    tcase_add_test(cases, a_row_is_refused_at_its_place);
    tcase_add_test(cases, a_long_row_is_refused_in_one_line);
    tcase_add_test(cases, place_and_origin_are_kept_in_place_of_others);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
