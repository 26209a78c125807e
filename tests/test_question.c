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
    const measured_wish wish = {.files = files};
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

    ask(&m, questions, 11);
    ck_assert_double_eq_tol(said(&m, 0),
                            (said(&m, 1) + said(&m, 2) + said(&m, 3)) / said(&m, 4), 1e-12);
    ck_assert_double_eq_tol(said(&m, 5), 1 - 0.81, 1e-12);
    ck_assert_double_eq_tol(said(&m, 6), (1 - 0.81) / 0.95, 1e-12); /* viability 0.95 */
    ck_assert_double_eq(said(&m, 7), 0);
    ck_assert_double_gt(said(&m, 8), 0);
    ck_assert_double_eq_tol(said(&m, 10), 0.027689, 1e-6);
    measured_close(&m);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("question");
    TCase *asking = tcase_create("asking"), *days = tcase_create("days");
    TCase *passages = tcase_create("passages"), *derived = tcase_create("derived");

    tcase_add_loop_test(asking, what_cannot_be_asked_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(asking, a_bad_parameter_file_is_named_with_its_line);
    tcase_add_test(days, days_are_reduced_as_defined);
    tcase_add_test(days, what_is_compared_with_day_0_arms_and_places_is);
    tcase_add_test(days, a_ratio_to_nothing_has_no_value);
    tcase_add_test(days, a_limit_is_crossed_between_two_days);
    tcase_add_test(passages, passages_are_reduced_as_defined);
    tcase_add_test(passages, the_log_phase_is_the_fastest_of_a_passage);
    tcase_add_test(passages, a_day_of_the_culture_lies_between_two_harvests);
    tcase_add_test(passages, the_end_is_the_passage_in_which_growth_ends);
    tcase_add_test(derived, derived_quantities_are_those_of_their_formulas);
    suite_add_tcase(s, asking);
    suite_add_tcase(s, days);
    suite_add_tcase(s, passages);
    suite_add_tcase(s, derived);
    return s;
}

int main(void) { return suite_run(suite()); }
