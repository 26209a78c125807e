/* test_question.c -- what a row asks: reductions of a course, and what cannot be asked. */
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

#define START "A,b,predicted,number,3.71,2,4,"

/* ---- answers -------------------------------------------------------------- */

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

    ask(&m, questions, 14);
    x = said(&m, 0), x0 = said(&m, 1), other = said(&m, 2), third = said(&m, 3);
    ck_assert_double_eq(x0, 60);
    ck_assert_double_eq_tol(said(&m, 4), 100 * (x / x0 - 1), 1e-10);
    ck_assert_double_eq_tol(said(&m, 5), 1 - x / x0, 1e-12);
    ck_assert_double_eq_tol(said(&m, 6), 100 * (x / x0 - 1) * 365 / 30, 1e-8);
    ck_assert_double_eq_tol(said(&m, 7), x - other, 1e-12);
    ck_assert_double_eq_tol(said(&m, 8), x / other, 1e-12);
    ck_assert_double_eq_tol(said(&m, 9), x / x0, 1e-12);
    ck_assert_double_eq_tol(said(&m, 10), x - x0, 1e-12);
    ck_assert_double_eq_tol(said(&m, 11), other - fmax(x, third), 1e-12);
    ck_assert_double_eq_tol(said(&m, 12), x / 20, 1e-12);
    ck_assert_double_eq_tol(said(&m, 13), x / 10, 1e-12);
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

    ask(&m, questions, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert(isnan(said(&m, i)));
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
    ck_assert(said(&m, 0) > 3 && said(&m, 0) < 20);
    ck_assert_double_lt(said(&m, 1), 0.5);
    ck_assert(isnan(said(&m, 2)) && !m.table.list[2].hit); /* it grows to its harvest */
    ck_assert_double_eq(m.table.list[3].place, said(&m, 0));
    ck_assert_double_eq(m.table.list[3].doublings, said(&m, 3));
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
