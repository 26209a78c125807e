/* test_question.c -- what a row asks: reductions of a course, and what cannot be asked. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"
#include "tests/measured.h"
#include "tests/suite.h"

#define START "A,b,predicted,number,3.71,2,4,"

/* ---- answers -------------------------------------------------------------- */

START_TEST(what_is_compared_with_day_0_arms_and_places_is)
{
    static const char *const questions[] = {
        "mm,own.ini,P2,,vas,30,value,",
        "mm,own.ini,P2,,vas,0,value,",
        "mm,own.ini,saline,,vas,30,value,",
        "mm,own.ini,P5,,vas,30,value,",
        "%,own.ini,P2,,vas,30,relative,",
        "1,own.ini,P2,,vas,30,relative_fall,",
        "%/year,own.ini,P2,,vas,30,relative_per_year,",
        "mm,own.ini,P2,saline,vas,30,value difference,",
        "1,own.ini,P2,saline,vas,30,value ratio,",
        "1,own.ini,P2,,vas,30/0,value ratio,",
        "mm,own.ini,P2,,vas,30/0,value difference,",
        "mm,own.ini,saline,,vas,30,lead,",
        "1,own.ini,P2,,vas,30,per_sd,",
        "cm,own.ini,P2,,vas,30,value,",
    };
    double x, x0, other, third;
    measured m;

    measured_ask(&m, questions, 14);
    x = measured_said(&m, 0), x0 = measured_said(&m, 1), other = measured_said(&m, 2),
    third = measured_said(&m, 3);
    ck_assert_double_eq(x0, 60);
    ck_assert_double_eq_tol(measured_said(&m, 4), 100 * (x / x0 - 1), 1e-10);
    ck_assert_double_eq_tol(measured_said(&m, 5), 1 - x / x0, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 6), 100 * (x / x0 - 1) * 365 / 30, 1e-8);
    ck_assert_double_eq_tol(measured_said(&m, 7), x - other, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 8), x / other, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 9), x / x0, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 10), x - x0, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 11), other - fmax(x, third), 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 12), x / 20, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 13), x / 10, 1e-12);
    measured_close(&m);
}
END_TEST

/* What has no value misses; it is not "never". */
START_TEST(a_ratio_to_nothing_has_no_value)
{
    static const char *const questions[] = {
        "1,own.ini,P2,saline,live_in_joint,7,value ratio,",
        "1,own.ini,P2,,specific_relief,7/0,value ratio,",
        "1,own.ini,P2,,specific_relief,7,relative,",
        "log2 cell,own.ini,saline,,live_in_joint,7,log2,"};
    measured m;

    measured_ask(&m, questions, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert(isnan(measured_said(&m, i)));
        ck_assert(!m.table.list[i].hit);
    }
    measured_close(&m);
}
END_TEST

/* Growth ends in the first passage with less than half a doubling. */
START_TEST(the_end_is_the_passage_in_which_growth_ends)
{
    static const sim_text old[] = {
        {"old.ini", "[run]\ndays = 1\n[passaging]\nharvest_passage = 20\ndonor_age = 74.5\n"
                    "[arm a]\n[arm young]\npassaging.harvest_passage = 2\n"},
        {NULL, NULL}};
    const measured_wish wish = {.files = old, .threads = 1};
    measured m;

    measured_solve(&m,
                   MEASURED_HEADER START "passage,old.ini,a,,passage,end,value,\n"
                                         "A,c,predicted,number,3,2,4,PD,old.ini,a,,"
                                         "doublings,end,value,\n"
                                         "A,d,predicted,number,3,2,4,PD,old.ini,young,,"
                                         "doublings,end,value,\n"
                                         "A,e,predicted,number,3,2,4,PD,old.ini,a,,"
                                         "cumulative_doublings,end,value,\n",
                   &wish);
    ck_assert(measured_said(&m, 0) > 3 && measured_said(&m, 0) < 20);
    ck_assert_double_lt(measured_said(&m, 1), 0.5);
    ck_assert(isnan(measured_said(&m, 2)) &&
              !m.table.list[2].hit); /* it grows to its harvest */
    ck_assert_double_eq(m.table.list[3].place, measured_said(&m, 0));
    ck_assert_double_eq(m.table.list[3].doublings, measured_said(&m, 3));
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("question");
    TCase *days = tcase_create("days"), *passages = tcase_create("passages");

    tcase_add_test(days, what_is_compared_with_day_0_arms_and_places_is);
    tcase_add_test(days, a_ratio_to_nothing_has_no_value);
    tcase_add_test(passages, the_end_is_the_passage_in_which_growth_ends);
    suite_add_tcase(suite, days);
    suite_add_tcase(suite, passages);
    return suite_run(suite);
}
