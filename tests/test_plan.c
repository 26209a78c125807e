/* test_plan.c -- which points are solved, what is kept of each, and what is odd about it. */
#include <check.h>
#include <stdio.h>

#include "tests/points.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char *const designs[] = {
    "design = grid\nproduct.dose = 1e6..9e6 x 3\npassaging.harvest_passage = 1..5\n",
    ("design = lhs\npoints = 13\nproduct.dose = 1e6..9e6\n"
     "passaging.harvest_passage = log 1..5\n"),
    "design = sobol\npoints = 13\nproduct.dose = 1e6..9e6\npresets.source = range\n",
};

START_TEST(a_point_is_found_again)
{
    enum { MOST = 15 };
    double values[MOST][2], again[2];
    char text[POINTS_TEXT];
    sim_plan *plan = &points_record.plan;

    snprintf(text, sizeof text, "[sweep]\n%s", designs[_i]);
    points_plan(text, false);
    ck_assert_uint_eq(plan->n, _i == 0 ? 15 : 13);
    for (size_t i = 0; i < plan->n; i++) ck_assert(sim_plan_next(plan, values[i]));
    ck_assert(!sim_plan_next(plan, again));
    for (size_t k = 0; k < plan->n; k++) {
        const size_t i = k * 8 % plan->n;

        ck_assert(sim_plan_find(plan, i + 1, again));
        ck_assert(again[0] == values[i][0] && again[1] == values[i][1]);
    }
    ck_assert(!sim_plan_find(plan, 0, again));
    ck_assert(!sim_plan_find(plan, plan->n + 1, again));
    ck_assert(!sim_plan_find(plan, SIZE_MAX, again));
}
END_TEST

START_TEST(columns_of_a_cohort_have_endings)
{
    static const char *const names[SIM_KEPT] = {"potency",
                                                "potency_sd",
                                                "potency_q05",
                                                "potency_q95",
                                                "potency_difference",
                                                "potency_difference_low",
                                                "potency_difference_high"};
    const sim_column *potency, *next;

    points_plan("[sweep]\nreplicates = 7\nproduct.dose = 1e6..1e7 x 2\n", false);
    potency = &points_record.plan.form.numbers[SIM_KEPT];
    next = potency + SIM_KEPT;
    for (size_t k = 0; k < SIM_KEPT; k++) ck_assert_str_eq(potency[k].name, names[k]);
    ck_assert_str_eq(potency[SIM_KEPT_SD].meaning,
                     "standard deviation of the replicates that have a product");
    ck_assert_str_eq(potency[SIM_KEPT_LOW].meaning,
                     "5 % of the replicates that have a product are below");
    ck_assert_str_eq(potency[SIM_KEPT_HIGH].meaning,
                     "95 % of the replicates that have a product are below");
    ck_assert_str_eq(potency[SIM_KEPT_LEAST].meaning,
                     "lower end of the 95 % interval of the mean paired difference of the "
                     "replicates that "
                     "have a product");
    ck_assert_str_eq(next->name, "extinct");
    ck_assert_str_eq(next[SIM_KEPT_SD].meaning, "standard deviation of the replicates");
}
END_TEST

/* Of any length: one of a heart has 41 characters. */
START_TEST(names_of_numbers_are_whole)
{
    points_plan("[run]\nindication = heart\n[sweep]\nproduct.dose = 1e7, 1e8\n", false);
    points_number("event_free_mi_month_24_against_background");
    sim_record_close(&points_record);
    points_plan("[run]\nindication = heart\n[sweep]\nreplicates = 7\n"
                "product.dose = 1e7, 1e8\n",
                false);
    points_number("event_free_mi_month_24_against_background");
    points_number("event_free_mi_month_24_against_background_q95");
}
END_TEST

static const struct {
    const char *name, *message; /* NULL: there is one */
} numbers[] = {
    {"extinct", NULL},
    {"potenci", "--number potenci is no number of the results; did you mean 'potency'?"},
    {"responder_20_percent", "--number responder_20_percent is of cohorts, and no point of "
                             "this is one; a column of "
                             "summary.csv, or of passages.csv, would be right"},
};

START_TEST(numbers_are_found_by_name)
{
    size_t number;

    points_plan("[sweep]\nproduct.dose = 1e6, 9e6\n", false);
    if (numbers[_i].message) {
        ck_assert_int_eq(sim_plan_find_number(&points_record.plan, numbers[_i].name,
                                              &number, &points_err),
                         SIM_ENAME);
        ck_assert_str_eq(points_err.text, numbers[_i].message);
        return;
    }
    points_succeed(
        sim_plan_find_number(&points_record.plan, numbers[_i].name, &number, &points_err));
    ck_assert_str_eq(points_record.plan.form.numbers[number].name, numbers[_i].name);
}
END_TEST

START_TEST(an_axis_that_does_not_move_every_arm_is_told)
{
    sim_findings findings = {0};

    points_plan("[sweep]\nproduct.dose = 1e6, 9e6\npassaging.donor_age = 33\n[arm a]\n"
                "[arm b]\nproduct.dose = 0\n[arm c]\nproduct.dose = 2e7\n",
                false);
    points_succeed(sim_plan_advise(&points_record.plan, &findings, &points_err));
    ck_assert_uint_eq(findings.n, 1);
    ck_assert_str_eq(findings.lines[0], "a.ini:2: product.dose does not vary in b, c: rows "
                                        "of its own stand over it");
    sim_findings_free(&findings);
}
END_TEST

/* What a cohort draws joint.vas_base within is 30 to 95. */
static const struct {
    const char *text, *told;
} beyond[] = {
    {"[sweep]\nreplicates = 2\njoint.vas_base = 23.85, 60\n",
     "a.ini:3: sweep.joint.vas_base = 23.85, 60 goes beyond [30, 95], within which a "
     "cohort "
     "draws it: points there have none"},
    {"[sweep]\nreplicates = 2\ndesign = lhs\njoint.vas_base = 37.1..96\n",
     "a.ini:4: sweep.joint.vas_base = 37.1..96 goes beyond [30, 95], within which a cohort "
     "draws it: points there have none"},
    {"[sweep]\nreplicates = 2\njoint.vas_base = 37.1, 60\njoint.load = 0.9, 1.1\n", NULL},
    {"[sweep]\njoint.vas_base = 23.85, 60\n", NULL},
    {"[cohort]\ndraw = none\n[sweep]\nreplicates = 2\njoint.vas_base = 23.85, 60\n", NULL},
    {"[cohort]\njoint.vas_base = uniform 40 50\n[sweep]\nreplicates = 2\n"
     "joint.vas_base = 23.85, 60\n",
     NULL},
};

START_TEST(an_axis_beyond_what_a_cohort_draws_is_told)
{
    sim_findings findings = {0};

    points_plan(beyond[_i].text, false);
    points_succeed(sim_plan_advise(&points_record.plan, &findings, &points_err));
    ck_assert_uint_eq(findings.n, beyond[_i].told ? 1 : 0);
    if (beyond[_i].told) ck_assert_str_eq(findings.lines[0], beyond[_i].told);
    sim_findings_free(&findings);
}
END_TEST

static void add_plans(TCase *cases)
{
    tcase_add_loop_test(cases, a_point_is_found_again, 0, LENGTH(designs));
    tcase_add_test(cases, columns_of_a_cohort_have_endings);
    tcase_add_test(cases, names_of_numbers_are_whole);
    tcase_add_loop_test(cases, numbers_are_found_by_name, 0, LENGTH(numbers));
    tcase_add_test(cases, an_axis_that_does_not_move_every_arm_is_told);
    tcase_add_loop_test(cases, an_axis_beyond_what_a_cohort_draws_is_told, 0,
                        LENGTH(beyond));
}

int main(void)
{
    Suite *suite = suite_create("plan");

    points_add_case(suite, "plans", add_plans);
    return suite_run(suite);
}
