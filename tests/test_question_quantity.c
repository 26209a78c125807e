/* test_question_quantity.c -- what a row of a disease reads, and how it is refused. */
#include <check.h>
#include <math.h>
#include <stdio.h>

#include "tests/measured.h"
#include "tests/suite.h"

enum { ROWS = 1 << 14 };

static const sim_text files[] = {
    {"heart.ini", "[run]\nindication = heart\ndays = 60\n[arm cells]\n[arm none]\n"
                  "product.dose = 0\n"},
    {"lung.ini", "[run]\nindication = ards\ndays = 60\n[arm cells]\n"},
    {"own.ini", "[run]\ndays = 60\n[arm P2]\n"},
    {NULL, NULL},
};

#define START "A,a,predicted,number,3,2,4,"

static const struct {
    const char *row, *message;
} refused[] = {
    {"%,lung.ini,cells,,daed,37,cohort_share",
     "quantity = daed: is no state that can be shared; one of dead, alive, dead_moderate, "
     "dead_severe would be right"},
    {"%,own.ini,P2,,dead,37,cohort_share",
     "quantity = dead: is no state that can be shared, and knee has none"},
    {"day,lung.ini,cells,,ventilator_free_days,37,cohort_share",
     "how = cohort_share: is not how ventilator_free_days is told; cohort_mean would be "
     "right"},
    {"1,lung.ini,cells,,dead,37,cohort_mean",
     "how = cohort_mean: is not how dead is told; cohort_share would be right"},
    {"mm,own.ini,P2,,vas,37,change",
     "how = change: is held against a background arm, and knee has none; 'value "
     "difference' with an arm in against would be right"},
    {"mmHg,lung.ini,cells,,pf,37,responders",
     "how = responders: counts by what is measured on visits, and ards measures nothing; "
     "cohort_share of a state would be right"},
    {"1,heart.ini,cells,,lvef,37,per_sd",
     "how = per_sd: takes a standard deviation, and heart has none; 'value' would be "
     "right"},
    {"mmHg,lung.ini,cells,,pfx,37,value",
     "quantity = pfx: is no quantity; did you mean 'pf'?"},
};

START_TEST(what_a_chain_has_not_is_refused)
{
    const measured_wish wish = {.files = files};
    char rows[ROWS], message[ROWS];
    measured m;
    sim_error err = {""};

    snprintf(rows, sizeof rows, MEASURED_HEADER START "%s,\n", refused[_i].row);
    snprintf(message, sizeof message, "rows.csv:2: %s", refused[_i].message);
    ck_assert_int_ne(measured_open(&m, rows, &wish, &err), SIM_OK);
    ck_assert_str_eq(err.text, message);
    measured_close(&m);
}
END_TEST

/* Day 0 of a treated arm is after the needle, which leaves a scar. */
START_TEST(change_and_effect_are_held_against_the_background)
{
    static const char rows[] = MEASURED_HEADER
        "A,a,predicted,number,3,2,4,%,heart.ini,cells,,lvef,30,value,\n"
        "A,b,predicted,number,3,2,4,%,heart.ini,none,,lvef,30,value,\n"
        "A,c,predicted,number,3,2,4,%,heart.ini,none,,lvef,0,value,\n"
        "A,d,predicted,number,3,2,4,point,heart.ini,cells,,lvef,30,change,\n"
        "A,e,predicted,number,3,2,4,point,heart.ini,cells,,lvef,30,effect,\n"
        "A,f,predicted,number,3,2,4,%,heart.ini,cells,,lvef,30,relative_change,\n"
        "A,g,predicted,number,3,2,4,point,heart.ini,none,,lvef,30,effect,\n"
        "A,h,predicted,number,3,2,4,point,heart.ini,none,,lvef,30,change,\n";
    const measured_wish wish = {.files = files};
    double x, untreated, before;
    measured m;

    measured_solve(&m, rows, &wish);
    x = measured_said(&m, 0), untreated = measured_said(&m, 1);
    before = measured_said(&m, 2);
    ck_assert_double_gt(x, untreated + 0.5);
    ck_assert_double_eq_tol(measured_said(&m, 3), x - before, 1e-10);
    ck_assert_double_eq_tol(measured_said(&m, 4), x - untreated, 1e-10);
    ck_assert_double_eq_tol(measured_said(&m, 5), 100 * (x / before - 1), 1e-10);
    ck_assert_double_eq(measured_said(&m, 6), 0);
    ck_assert_double_eq_tol(measured_said(&m, 7), untreated - before, 1e-10);
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("question_quantity");
    TCase *cases = tcase_create("cases");

    tcase_add_loop_test(cases, what_a_chain_has_not_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(cases, change_and_effect_are_held_against_the_background);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
