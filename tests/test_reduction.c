/* test_reduction.c -- how a course or a list of passages becomes one number. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/summary.h"
#include "tests/measured.h"
#include "tests/suite.h"

enum { ROWS = 1 << 14 };

static const sim_text files[] = {
    {"own.ini", "[run]\ndays = 60\n[delivery]\nhit_probability = 0.81\n[arm P2]\n"
                "[arm saline]\npresets.product = saline\n[arm P5]\n"
                "passaging.harvest_passage = 5\n"},
    {"cul.ini", "[run]\ndays = 1\n[passaging]\nharvest_passage = 6\n[arm low]\n"
                "passaging.low_oxygen = 1\n[arm air]\n"},
    {"one.ini", "[run]\ndays = 30\n[arm P2]\n"},
    {NULL, NULL},
};

/* The rows of a table, each a question, without the start that they share. */
static void ask(measured *m, const char *const questions[], size_t n)
{
    const measured_wish wish = {.files = files, .threads = 1};
    char rows[ROWS] = MEASURED_HEADER;

    for (size_t i = 0; i < n; i++) {
        const size_t length = strlen(rows);

        snprintf(rows + length, sizeof rows - length,
                 "A,%zu,predicted,number,3.71,2,4,%s\n", i, questions[i]);
    }
    measured_solve(m, rows, &wish);
}

static double said(const measured *m, size_t row) { return m->table.list[row].predicted; }

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

    ask(&m, questions, 9);
    for (size_t i = 0; i < 4; i++) x[i] = said(&m, i);
    ck_assert_double_eq(x[0], 0);
    ck_assert_double_lt(x[1], -1); /* the flare after the needle: they differ */
    ck_assert_double_eq_tol(said(&m, 4), (x[0] + x[1] + x[2] + x[3]) / 4, 1e-12);
    ck_assert_double_eq(said(&m, 5), fmax(fmax(x[0], x[1]), fmax(x[2], x[3])));
    ck_assert_double_eq(said(&m, 6), fmin(fmin(x[0], x[1]), fmin(x[2], x[3])));
    ck_assert_double_eq(said(&m, 7), fmax(x[1], fmax(x[2], x[3])) - x[1]);
    ck_assert_double_eq_tol(said(&m, 8), (x[3] - x[1]) / 2, 1e-12);
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

    ask(&m, questions, 5);
    found = said(&m, 0);
    ck_assert(isfinite(found) && found > 1);
    ck_assert_double_eq_tol(said(&m, 1), 24 * found, 1e-10);
    ck_assert(isinf(said(&m, 2)) && isinf(said(&m, 3)) && isinf(said(&m, 4)));
    measured_close(&m);

    snprintf(before, sizeof before, "1,own.ini,P2,,live_fraction,%g,value,", floor(found));
    snprintf(after, sizeof after, "1,own.ini,P2,,live_fraction,%g,value,",
             floor(found) + 1);
    ask(&m, around, 2);
    x = said(&m, 0), next = said(&m, 1);
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

    ask(&m, questions, 19);
    for (size_t i = 1; i < 4; i++) d[i] = said(&m, i - 1), t[i] = said(&m, i + 3);
    ck_assert(d[1] > d[2] && d[2] > d[3]);
    ck_assert_double_eq_tol(said(&m, 3), (d[1] + d[2] + d[3]) / 3, 1e-12);
    ck_assert_double_eq_tol(said(&m, 7), 24 * (t[1] + t[2] + t[3]) / (d[1] + d[2] + d[3]),
                            1e-10);
    ck_assert_double_eq_tol(said(&m, 8), said(&m, 9) / said(&m, 7), 1e-12);
    ck_assert_double_eq_tol(said(&m, 10), log2(said(&m, 11)), 1e-12);
    ck_assert_double_eq_tol(said(&m, 12), said(&m, 13) * log10(2), 1e-12);
    ck_assert_double_eq_tol(said(&m, 14), 7 * (d[1] + d[2] + d[3]) / (t[1] + t[2] + t[3]),
                            1e-9);
    ck_assert_double_eq_tol(said(&m, 15), said(&m, 16) - said(&m, 13), 1e-10);
    ck_assert_double_eq_tol(said(&m, 17), 2100 + 7900 * said(&m, 18) / 100, 1e-8);
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

    ask(&m, questions, 4);
    ck_assert_double_gt(said(&m, 0), 23);
    ck_assert_double_gt(said(&m, 1), said(&m, 0)); /* some cells divide no more */
    ck_assert_double_lt(said(&m, 1), said(&m, 2));
    ck_assert_double_lt(said(&m, 3), said(&m, 1));
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

    ask(&m, questions, 6);
    ck_assert_double_eq_tol(said(&m, 0), said(&m, 1) * (17 - 14) / (said(&m, 2) - 14),
                            1e-12);
    ck_assert(isnan(said(&m, 3)) &&
              isnan(said(&m, 4))); /* before the first, after the last */
    ck_assert_double_eq(said(&m, 5), 0);
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
