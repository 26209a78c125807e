/* test_reduction.c -- how a course or a list of passages becomes one number. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"
#include "tests/measured.h"
#include "tests/suite.h"

START_TEST(days_are_reduced_as_defined)
{
    static const char *const questions[] = {
        "mm,own.ini,P2,,specific_relief,0,value,",
        "mm,own.ini,P2,,specific_relief,1,value,",
        "mm,own.ini,P2,,specific_relief,2,value,",
        "mm,own.ini,P2,,specific_relief,3,value,",
        "mm,own.ini,P2,,specific_relief,0-3,mean,",
        "mm,own.ini,P2,,specific_relief,0-3,peak,",
        "mm,own.ini,P2,,specific_relief,0-3,lowest,",
        "mm,own.ini,P2,,specific_relief,1-3,rise,",
        "mm/day,own.ini,P2,,specific_relief,1-3,rate,",
    };
    double x[4];
    measured m;

    measured_ask(&m, questions, 9);
    for (size_t i = 0; i < 4; i++) x[i] = measured_said(&m, i);
    ck_assert_double_eq(x[0], 0);
    ck_assert_double_lt(x[1], -1); /* the flare after the needle: they differ */
    ck_assert_double_eq_tol(measured_said(&m, 4), (x[0] + x[1] + x[2] + x[3]) / 4, 1e-12);
    ck_assert_double_eq(measured_said(&m, 5), fmax(fmax(x[0], x[1]), fmax(x[2], x[3])));
    ck_assert_double_eq(measured_said(&m, 6), fmin(fmin(x[0], x[1]), fmin(x[2], x[3])));
    ck_assert_double_eq(measured_said(&m, 7), fmax(x[1], fmax(x[2], x[3])) - x[1]);
    ck_assert_double_eq_tol(measured_said(&m, 8), (x[3] - x[1]) / 2, 1e-12);
    measured_close(&m);
}
END_TEST

START_TEST(a_limit_is_crossed_between_two_days)
{
    static const char *const questions[] = {
        "day,own.ini,P2,,live_fraction,1-60,day_below,0.1385",
        "h,own.ini,P2,,live_fraction,1-60,day_below,0.1385",
        "day,own.ini,P2,,live_fraction,1-60,day_below,1e-9",
        "day,own.ini,P2,,live_fraction,20-60,day_below,0.1385",
        /* on day 0 it is the whole dose: crossings count from day 1 on */
        "day,own.ini,P2,,live_fraction,0-60,day_below,0.7"};
    char before[80], after[80];
    const char *const around[] = {before, after};
    double found, x, next;
    measured m;

    measured_ask(&m, questions, 5);
    found = measured_said(&m, 0);
    ck_assert(isfinite(found) && found > 1);
    ck_assert_double_eq_tol(measured_said(&m, 1), 24 * found, 1e-10);
    ck_assert(isinf(measured_said(&m, 2)) && isinf(measured_said(&m, 3)) &&
              isinf(measured_said(&m, 4)));
    measured_close(&m);

    snprintf(before, sizeof before, "1,own.ini,P2,,live_fraction,%g,value,", floor(found));
    snprintf(after, sizeof after, "1,own.ini,P2,,live_fraction,%g,value,",
             floor(found) + 1);
    measured_ask(&m, around, 2);
    x = measured_said(&m, 0), next = measured_said(&m, 1);
    ck_assert(x >= 0.1385 && next < 0.1385);
    ck_assert_double_eq_tol(found, floor(found) + log(x / 0.1385) / log(x / next), 1e-12);
    measured_close(&m);
}
END_TEST

START_TEST(passages_are_reduced_as_defined)
{
    static const char *const questions[] = {
        "PD,cul.ini,air,,doublings,1,value,",
        "PD,cul.ini,air,,doublings,2,value,",
        "PD,cul.ini,air,,doublings,3,value,",
        "PD,cul.ini,air,,doublings,1-3,mean,",
        "day,cul.ini,air,,days,1,value,",
        "day,cul.ini,air,,days,2,value,",
        "day,cul.ini,air,,days,3,value,",
        "h,cul.ini,air,,doubling_time,1-3,pooled,",
        "1,cul.ini,air,,doubling_time,2-3/1-3,pooled ratio,",
        "h,cul.ini,air,,doubling_time,2-3,pooled,",
        "log2 cell,cul.ini,air,,harvested,2,log2,",
        "cell,cul.ini,air,,harvested,2,value,",
        "log10,cul.ini,air,,cumulative_doublings,3,fold10,",
        "PD,cul.ini,air,,cumulative_doublings,3,value,",
        "PD/week,cul.ini,air,,cumulative_doublings,0-3,rate,",
        "PD,cul.ini,low,,cumulative_doublings,3,lead,",
        "PD,cul.ini,low,,cumulative_doublings,3,value,",
        "um2,cul.ini,air,,cell_area,3,value,",
        "%,cul.ini,air,,senescent_fraction,3,value,",
    };
    double d[4] = {0}, t[4] = {0};
    measured m;

    measured_ask(&m, questions, 19);
    for (size_t i = 1; i < 4; i++)
        d[i] = measured_said(&m, i - 1), t[i] = measured_said(&m, i + 3);
    ck_assert(d[1] > d[2] && d[2] > d[3]);
    ck_assert_double_eq_tol(measured_said(&m, 3), (d[1] + d[2] + d[3]) / 3, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 7),
                            24 * (t[1] + t[2] + t[3]) / (d[1] + d[2] + d[3]), 1e-10);
    ck_assert_double_eq_tol(measured_said(&m, 8),
                            measured_said(&m, 9) / measured_said(&m, 7), 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 10), log2(measured_said(&m, 11)), 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 12), measured_said(&m, 13) * log10(2), 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 14),
                            7 * (d[1] + d[2] + d[3]) / (t[1] + t[2] + t[3]), 1e-9);
    ck_assert_double_eq_tol(measured_said(&m, 15),
                            measured_said(&m, 16) - measured_said(&m, 13), 1e-10);
    ck_assert_double_eq_tol(measured_said(&m, 17),
                            2100 + 7900 * measured_said(&m, 18) / 100, 1e-8);
    measured_close(&m);
}
END_TEST

/* Cells double fastest when they have recovered and have room: never faster than a cycle,
 * never slower than over the whole passage. */
START_TEST(the_log_phase_is_the_fastest_of_a_passage)
{
    static const char *const questions[] = {
        "h,cul.ini,air,,log_phase_doubling_time,1,value,",
        "h,cul.ini,air,,log_phase_doubling_time,3,value,",
        "h,cul.ini,air,,doubling_time,3,value,",
        "h,cul.ini,low,,log_phase_doubling_time,3,value,",
    };
    measured m;

    measured_ask(&m, questions, 4);
    ck_assert_double_gt(measured_said(&m, 0), 23);
    ck_assert_double_gt(measured_said(&m, 1),
                        measured_said(&m, 0)); /* some cells divide no more */
    ck_assert_double_lt(measured_said(&m, 1), measured_said(&m, 2));
    ck_assert_double_lt(measured_said(&m, 3), measured_said(&m, 1));
    measured_close(&m);
}
END_TEST

START_TEST(a_day_of_the_culture_lies_between_two_harvests)
{
    static const char *const questions[] = {
        "PD,cul.ini,air,,cumulative_doublings,17,at_day,",
        "PD,cul.ini,air,,cumulative_doublings,1,value,",
        "day,cul.ini,air,,day,1,value,",
        "PD,cul.ini,air,,cumulative_doublings,3,at_day,",
        "PD,cul.ini,air,,cumulative_doublings,400,at_day,",
        "PD,cul.ini,air,,cumulative_doublings,14,at_day,",
    };
    measured m;

    measured_ask(&m, questions, 6);
    ck_assert_double_eq_tol(measured_said(&m, 0),
                            measured_said(&m, 1) * (17 - 14) / (measured_said(&m, 2) - 14),
                            1e-12);
    ck_assert(isnan(measured_said(&m, 3)) &&
              isnan(measured_said(&m, 4))); /* before the first, after the last */
    ck_assert_double_eq(measured_said(&m, 5), 0);
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reduction");
    TCase *days = tcase_create("days"), *passages = tcase_create("passages");

    tcase_add_test(days, days_are_reduced_as_defined);
    tcase_add_test(days, a_limit_is_crossed_between_two_days);
    tcase_add_test(passages, passages_are_reduced_as_defined);
    tcase_add_test(passages, the_log_phase_is_the_fastest_of_a_passage);
    tcase_add_test(passages, a_day_of_the_culture_lies_between_two_harvests);
    suite_add_tcase(suite, days);
    suite_add_tcase(suite, passages);
    return suite_run(suite);
}
