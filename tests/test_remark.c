/* test_remark.c -- what is told of a run that went well: what the end cut off, parts of a cell. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#include "sim/engine/remark.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static const char *const methods[] = {"ode", "ssa", "tau", "auto"};

START_TEST(events_after_the_end_are_counted_and_told)
{
    static const struct {
        double kicks, end, given, missed;
        const char *text;
    } cases[] = {
        {7, 6, 3, 4,
         "b is doubled 3 of 7 times: the other 4 would come after the end (s 6)"},
        {10, 3.7, 2, 8,
         "b is doubled 2 of 10 times: the other 8 would come after the end (s 3.7)"},
        {3, 6, 3, 0, NULL},
        {0, 6, 0, 0, NULL},
        {5, 1, 0, 5, NULL}, /* nobody knows whether they would do anything */
    };

    for (size_t i = 0; i < LENGTH(cases); i++) {
        const change changes[] = {{"kicks", cases[i].kicks}, {0}};
        const counts_plan plan = {&model_circle, changes, "ode", cases[i].end, 1, 0};
        char text[256];
        sim_result result;
        bool told;

        counts_run(&plan, 0, 0, &result);
        ck_assert_double_eq(result.given[0], cases[i].given);
        ck_assert_double_eq(result.missed[0], cases[i].missed);
        told = sim_remark_print(&result, &model_circle, 0, text, sizeof text);
        ck_assert_int_eq(told, cases[i].text != NULL);
        if (told) ck_assert_str_eq(text, cases[i].text);
        sim_result_free(&result);
    }
}
END_TEST

/* All that is told of one arm of the default chain's last stage. */
static void expect_told(const change changes[], const char *method, double end,
                        const char *expected)
{
    const sim_options options = {.method = counts_method(method), .rtol = 1e-7};
    char text[512], all[2048] = "";
    sim_error err = {""};
    solved s;

    ck_assert_msg(solve_arms(&s, &changes, 1, end, &options, &err) == SIM_OK, "%s",
                  err.text);
    for (size_t i = 0; i < sim_outcome_warnings(solved_stage(&s, 0, "knee")); i++) {
        if (!sim_outcome_warning(solved_stage(&s, 0, "knee"), i, text, sizeof text))
            continue;
        strcat(all, text);
        strcat(all, "\n");
    }
    ck_assert_str_eq(all, expected);
    solved_free(&s);
}

START_TEST(doses_after_the_end_are_told)
{
    const change twelve[] = {{"expanded", 0}, {"doses", 12}, {0}},
                 nothing[] = {{"expanded", 0}, {"doses", 12}, {"dose", 0}, {0}},
                 last[] = {{"expanded", 0}, {"doses", 5}, {"dose_interval", 10}, {0}};

    expect_told(twelve, "ode", 200,
                "a dose is injected 2 of 12 times: the other 10 would come after the end "
                "(day 200)\n");
    expect_told(nothing, "ode", 200, "");
    expect_told(last, "ode", 40, "");
    expect_told(
        last, "ode", 39,
        "a dose is injected 4 of 5 times: the other 1 would come after the end (day 39)\n");
}
END_TEST

START_TEST(a_part_of_a_cell_is_told_in_counts)
{
    const change small[] = {{"expanded", 0}, {"dose", 0.4}, {0}},
                 large[] = {{"expanded", 0}, {"dose", 1234.5}, {0}},
                 whole[] = {{"expanded", 0}, {"dose", 2385}, {"viability", 0.71}, {0}},
                 noise[] = {{"expanded", 0}, {"dose", 5e7}, {"msc_fraction", 0.00013}, {0}};

    expect_told(small, "ode", 2, "");
    for (int i = 2; i < 4; i++) { /* tau, auto */
        expect_told(small, methods[i], 2,
                    "a dose is injected: 0.4 cell is no whole number; counts take it for "
                    "0, numbers of the mean keep it; a whole number would be right\n");
        expect_told(
            large, methods[i], 2,
            "a dose is injected: 1234.5 cell is no whole number; counts take it for 1235, "
            "numbers of the mean keep it; a whole number would be right\n");
        expect_told(whole, methods[i], 2, "");
        expect_told(noise, methods[i], 2, "");
    }
}
END_TEST

START_TEST(a_part_of_a_founder_is_told_in_counts)
{
    const change changes[] = {{"size", 1.005}, {0}};
    const counts_plan plan = {&model_known, changes, methods[_i], 1, 1, 34};
    char text[256];
    sim_result result;
    bool told;

    counts_run(&plan, 0, 0, &result);
    told = sim_remark_print(&result, &model_known, 1, text, sizeof text);
    ck_assert_int_eq(told, _i > 0);
    if (told)
        ck_assert_str_eq(
            text, "born and dying: 100.5 cell is no whole number; counts take it for 100, "
                  "numbers of the mean keep it; a whole number would be right");
    sim_result_free(&result);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("remark");
    TCase *end = tcase_create("end"), *whole = tcase_create("whole");

    gsl_set_error_handler_off();
    tcase_add_test(end, events_after_the_end_are_counted_and_told);
    tcase_add_test(end, doses_after_the_end_are_told);
    tcase_add_test(whole, a_part_of_a_cell_is_told_in_counts);
    tcase_add_loop_test(whole, a_part_of_a_founder_is_told_in_counts, 0, 3);
    suite_add_tcase(suite, end);
    suite_add_tcase(suite, whole);
    return suite_run(suite);
}
