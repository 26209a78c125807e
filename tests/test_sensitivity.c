/* test_sensitivity.c -- parameters are ranked by what they do to a number, and that is told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/study/sensitivity.h"
#include "tests/suite.h"
#include "tests/temp.h"

static const char *const sets[] = {"run.days=33", "sensitivity.samples=9",
                                   "sensitivity.persistence.tail=0.03..0.08"};
static const sim_source source = {.sets = sets, .n_sets = 3, .file = "a.ini"};

static char dir[TEMP_PATH];
static sim_sensitivity found;
static sim_error err;

static void succeed(sim_status status) { ck_assert_msg(status == SIM_OK, "%s", err.text); }

static void set_up(void)
{
    FILE *out;

    temp_folder("sensitivity", dir);
    ck_assert_int_eq(chdir(dir), 0);
    out = fopen("a.ini", "wb");
    ck_assert_ptr_nonnull(out);
    fputs("[arm a]\n[arm b]\nproduct.dose = 3.71e7\n", out);
    ck_assert_int_eq(fclose(out), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_sensitivity_free(&found);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static void solve(const sim_sensitivity_wish *wish)
{
    succeed(sim_sensitivity_plan(&found, wish, &source, &err));
    succeed(sim_sensitivity_open(&found, ".", &err));
    succeed(sim_record_solve(&found.record, 1, NULL, NULL, &err));
}

static const sim_sensitivity_wish three = {&sim_morris, "best_specific_relief", "b",
                                           "persistence.tail,product.dose,product.doses"};

START_TEST(parameters_are_ranked_by_the_column_of_the_method)
{
    const size_t rank = sim_morris.rank, n_columns = sim_morris.n_columns;
    char text[SIM_SENSITIVITY_TEXT];

    solve(&three);
    succeed(sim_sensitivity_analyze(&found, &err));
    ck_assert_uint_eq(found.record.plan.n, 9 * 4);
    for (size_t i = 0; i < found.record.plan.n; i++) ck_assert(isfinite(found.y[i]));
    for (size_t k = 1; k < 3; k++)
        ck_assert_double_ge(found.table[found.order[k - 1] * n_columns + rank],
                            found.table[found.order[k] * n_columns + rank]);
    ck_assert(!sim_sensitivity_is_constant(&found));
    ck_assert_str_eq(sim_sensitivity_arm(&found), "b");
    ck_assert_str_eq(sim_sensitivity_number(&found).name, "best_specific_relief");
    sim_sensitivity_print_wide(&found, text);
    ck_assert_str_eq(text, "whole numbers, whose ranges are wider than those of others: "
                           "product.doses");
    sim_sensitivity_print_refused(&found, text);
    ck_assert_str_eq(text, "36 points, 0 % of them refused");
    sim_sensitivity_print_sum(&found, text);
    ck_assert_str_eq(text, "");
}
END_TEST

/* One analysis of other parameters puts what was finished aside, and has a database anew. */
START_TEST(another_one_puts_the_finished_one_aside)
{
    static const sim_sensitivity_wish other = {&sim_morris, NULL, NULL, "product.dose"};

    solve(&three);
    ck_assert(!found.put_aside);
    sim_sensitivity_free(&found);
    found = (sim_sensitivity){0};
    solve(&other);
    ck_assert(found.put_aside);
    ck_assert_str_eq(found.old, "./sensitivity.old1.db");
    ck_assert_str_eq(sim_sensitivity_arm(&found), "a");
    ck_assert_int_eq(access("sensitivity.old1.db", F_OK), 0);
}
END_TEST

/* Cartilage at two years is not defined in 33 days. */
START_TEST(a_number_that_most_points_lack_is_refused)
{
    static const sim_sensitivity_wish lost = {&sim_morris, "cartilage_month_24", "a",
                                              "product.dose"};

    solve(&lost);
    ck_assert_int_eq(sim_sensitivity_analyze(&found, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "./sensitivity.db: 18 of 18 points gave no number, above 20 %, most "
                     "often for: cartilage_month_24 is not defined there; another --number "
                     "or --arm, or a longer run.days, would be right");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("sensitivity");
    TCase *cases = tcase_create("sensitivity");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, parameters_are_ranked_by_the_column_of_the_method);
    tcase_add_test(cases, another_one_puts_the_finished_one_aside);
    tcase_add_test(cases, a_number_that_most_points_lack_is_refused);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
