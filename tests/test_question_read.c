/* test_question_read.c -- rows of measurements that cannot be asked, and why; quantities that
 * are made of others. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"
#include "tests/measured.h"
#include "tests/suite.h"

enum { ROWS = 1 << 14 };

/* ---- what is refused ------------------------------------------------------ */

#define START "A,b,predicted,number,3.71,2,4,"

static const struct {
    const char *row, *message;
} refused[] = {
    {START "mm,onw.ini,P2,,vas,30,value,\n",
     "rows.csv:2: file = onw.ini: is not there; a parameter file would be right"},
    {START "mm,,P2,,vas,30,value,\n",
     "rows.csv:2: file = (empty): is missing; a parameter file would be right"},
    {START "mm,own.ini,P3,,vas,30,value,\n",
     "rows.csv:2: arm = P3: is no arm of own.ini; did you mean 'P2'?"},
    {START "mm,own.ini,Saline,,vas,30,value,\n",
     "rows.csv:2: arm = Saline: is no arm of own.ini; did you mean 'saline'?"},
    {START "mm,own.ini,P2,salin,vas,30,value difference,\n",
     "rows.csv:2: against = salin: is no arm of own.ini; did you mean 'saline'?"},
    {START "mm,own.ini,P2,saline,vas,30,value,\n",
     "rows.csv:2: how = value: does not say how the two arms are compared; with 'ratio' or "
     "'difference' behind it it would be right"},
    {START "mm,own.ini,P2,,vas,30,value ratio,\n",
     "rows.csv:2: how = value ratio: compares, but there is nothing to compare with; an "
     "arm "
     "in against, or at = 8/1, would be right"},
    {START "1,own.ini,P2,saline,vas,30/0,value ratio,\n",
     "rows.csv:2: at = 30/0: compares two places where two arms are compared; one of the "
     "two "
     "would be right"},
    {START "1,own.ini,P2,,vas,30/0,value,\n",
     "rows.csv:2: how = value: does not say how the two places are compared; with 'ratio' "
     "or "
     "'difference' behind it it would be right"},
    {START "mm,own.ini,P2,,total_releif,30,value,\n",
     "rows.csv:2: quantity = total_releif: is no quantity; did you mean 'total_relief'?"},
    {START "mm,own.ini,P2,,dna_fractoin,30,value,\n",
     "rows.csv:2: quantity = dna_fractoin: is no quantity; did you mean 'dna_fraction'?"},
    {START "mm,own.ini,P2,,relief,30,value,\n",
     "rows.csv:2: quantity = relief: is no quantity; one of placebo_relief, total_relief, "
     "specific_relief would be right"},
    {START "mm,own.ini,P2,,,30,value,\n",
     "rows.csv:2: quantity = (empty): is no quantity; a column of passages.csv or "
     "timecourse.csv would be right"},
    {START "mm,own.ini,P2,,vas,30,vlaue,\n",
     "rows.csv:2: how = vlaue: 'vlaue' is no reduction; did you mean 'value'?"},
    {START "mm,own.ini,P2,,vas,30,value of,\n",
     "rows.csv:2: how = value of: 'of' is neither 'ratio' nor 'difference'; one of them, "
     "or "
     "nothing, would be right"},
    {START "mm,own.ini,P2,,vas,30,value ratio ratio,\n",
     "rows.csv:2: how = value ratio ratio: has more than two words; 'peak ratio' would be "
     "right"},
    {START "mm,own.ini,P2,,vas,61,value,\n",
     "rows.csv:2: at = 61: lies beyond the last day of own.ini, 60; one day such as 182 "
     "would be right for value"},
    {START "mm,own.ini,P2,,vas,2.5,value,\n",
     "rows.csv:2: at = 2.5: is no whole number; one day such as 182 would be right for "
     "value"},
    {START "mm,own.ini,P2,,vas,-3,value,\n",
     "rows.csv:2: at = -3: is no place; one day such as 182 would be right for value"},
    {START "mm,own.ini,P2,,vas,month 1,value,\n",
     "rows.csv:2: at = month 1: is no place; one day such as 182 would be right for value"},
    {START "mm,own.ini,P2,,vas,0-30,value,\n",
     "rows.csv:2: at = 0-30: is a range; one day such as 182 would be right for value"},
    {START "mm,own.ini,P2,,vas,30,rise,\n",
     "rows.csv:2: at = 30: is no range; days such as 0-365 would be right for rise"},
    {START "mm,own.ini,P2,,vas,30-7,peak,\n",
     "rows.csv:2: at = 30-7: does not end after it begins; days such as 0-365 would be "
     "right "
     "for peak"},
    {START "mm,own.ini,P2,,vas,end,value,\n",
     "rows.csv:2: at = end: is a passage, and days are asked; one day such as 182 would be "
     "right for value"},
    {START "PD,cul.ini,air,,doublings,7,value,\n",
     "rows.csv:2: at = 7: lies beyond the last passage of cul.ini, 6; one passage such as "
     "8, "
     "or end, would be right for value"},
    {START "PD,cul.ini,air,,doublings,1-3,pooled,\n",
     "rows.csv:2: how = pooled: pools doubling_time alone; 'mean' would be right for "
     "others"},
    {START "mm,own.ini,P2,,vas,1-3,pooled,\n",
     "rows.csv:2: how = pooled: is read by passage, and vas by day; another of the two "
     "would "
     "be right"},
    {START "mm,own.ini,P2,,vas,30,at_day,\n",
     "rows.csv:2: how = at_day: is read by passage, and vas by day; another of the two "
     "would "
     "be right"},
    {START "day,cul.ini,air,,doublings,1-3,day_below,0.01\n",
     "rows.csv:2: how = day_below: is read by day, and doublings by passage; another of "
     "the "
     "two would be right"},
    {START "day,own.ini,P2,,live_fraction,1-30,day_below,\n",
     "rows.csv:2: limit = (empty): is no share that day_below could ask for; 0.01 would be "
     "right"},
    {START "day,own.ini,P2,,live_fraction,1-30,day_below,-0.5\n",
     "rows.csv:2: limit = -0.5: is no share that day_below could ask for; 0.01 would be "
     "right"},
    {START "mm,one.ini,P2,,vas,30,lead,\n",
     "rows.csv:2: how = lead: needs other arms, and the file has one; 'value' would be "
     "right"},
    {START "1,own.ini,P2,,tnf,30,per_sd,\n",
     "rows.csv:2: how = per_sd: takes a standard deviation of 20 mm, and tnf is in 1; a "
     "quantity in mm would be right"},
    {START "%,own.ini,P2,,tnf,30,responders,\n",
     "rows.csv:2: how = responders: counts who is told by vas, of one arm; that quantity "
     "would be right"},
    {START "h,own.ini,P2,,vas,30,value,\n",
     "rows.csv:2: unit = h: is no unit of what is read; mm would be right"},
    {START ",own.ini,P2,,vas,30,value,\n",
     "rows.csv:2: unit = (empty): is no unit of what is read; mm would be right"},
    {START "mm,own.ini,P2,,vas,0-30,rate,\n",
     "rows.csv:2: unit = mm: is no unit of what is read; mm/day would be right"},
    {START "mm,own.ini,P2,saline,vas,30,value ratio,\n",
     "rows.csv:2: unit = mm: is no unit of what is read; 1 would be right"},
    {START "cell,cul.ini,air,,harvested,2,log2,\n",
     "rows.csv:2: unit = cell: is no unit of what is read; log2 cell would be right"},
};

START_TEST(what_cannot_be_asked_is_refused)
{
    const measured_wish wish = {.files = measured_questioned};
    char rows[ROWS];
    measured m;
    sim_error err = {""};

    snprintf(rows, sizeof rows, MEASURED_HEADER "%s", refused[_i].row);
    ck_assert_int_ne(measured_open(&m, rows, &wish, &err), SIM_OK);
    ck_assert_str_eq(err.text, refused[_i].message);
    measured_close(&m);
}
END_TEST

START_TEST(a_bad_parameter_file_is_named_with_its_line)
{
    static const sim_text bad[] = {{"own.ini", "[run]\ndays = 60\n[joint]\nlaod = 2\n"},
                                   {NULL, NULL}};
    const measured_wish wish = {.files = bad};
    measured m;
    sim_error err = {""};

    ck_assert_int_ne(measured_open(&m,
                                   MEASURED_HEADER START "mm,own.ini,P2,,vas,30,value,\n",
                                   &wish, &err),
                     SIM_OK);
    ck_assert_str_eq(err.text,
                     "own.ini:4: unknown parameter 'joint.laod'; did you mean 'load'?");
    measured_close(&m);
}
END_TEST

/* ---- quantities that are made of others ------------------------------------- */

/* DNA of living and dead cells; with a needle that always misses all of it is beside. */
START_TEST(derived_quantities_are_those_of_their_formulas)
{
    static const char *const questions[] = {"1,own.ini,P2,,dna_fraction,7,value,",
                                            "cell,own.ini,P2,,live_in_joint,7,value,",
                                            "cell,own.ini,P2,,dead,7,value,",
                                            "cell,own.ini,P2,,debris,7,value,",
                                            "cell,own.ini,P2,,injected,7,value,",
                                            "1,own.ini,P2,,beside_fraction,0,value,",
                                            "1,own.ini,P2,,beside_dna_fraction,0,value,",
                                            "1,own.ini,saline,,dna_fraction,7,value,",
                                            "1/day,own.ini,P2,,m1_to_m2_rate,7,value,",
                                            "1,own.ini,P2,,repair,7,value,",
                                            "1/day,own.ini,saline,,m2_to_m1_rate,0,value,",
                                            "1,own.ini,P2,,polarize,7,value,",
                                            "1,own.ini,P2,,lung_dna_fraction,1,value,",
                                            "1,own.ini,P2,,lung_fraction,1,value,"};
    measured m;

    measured_ask(&m, questions, 11);
    ck_assert_double_eq_tol(
        measured_said(&m, 0),
        (measured_said(&m, 1) + measured_said(&m, 2) + measured_said(&m, 3)) /
            measured_said(&m, 4),
        1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 5), 1 - 0.81, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 6), (1 - 0.81) / 0.95,
                            1e-12); /* viability 0.95 */
    ck_assert_double_eq(measured_said(&m, 7), 0);
    ck_assert_double_gt(measured_said(&m, 8), 0);
    ck_assert_double_eq_tol(measured_said(&m, 10), 0.027689, 1e-6);
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("question_read");
    TCase *asking = tcase_create("asking"), *derived = tcase_create("derived");

    tcase_add_loop_test(asking, what_cannot_be_asked_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(asking, a_bad_parameter_file_is_named_with_its_line);
    suite_add_tcase(suite, asking);
    tcase_add_test(derived, derived_quantities_are_those_of_their_formulas);
    suite_add_tcase(suite, derived);
    return suite_run(suite);
}
