/* test_heart.c -- the chain that ends in a failing heart. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/tables.h"
#include "tests/ending.h"
#include "tests/suite.h"

static const change treated[] = {{"product.dose", 1e8}, {"product.mismatch", 1}, {NULL, 0}};

START_TEST(it_is_what_an_independent_solver_says)
{
    ending_compare(&ending_heart, "heart", 730, 234);
}
END_TEST

static const char *const still[] = {"m1",        "m2",   "hibernating", "scar",
                                    "esvi",      "lung", "response",    "regulatory",
                                    "secretome", "lvef", "tnf"};

static void check_still(const sim_outcome *outcome, size_t i)
{
    for (size_t k = 0; k < sizeof still / sizeof *still; k++)
        ck_assert_double_eq_tol(ending_read(outcome, i, still[k]),
                                ending_read(outcome, 0, still[k]),
                                1e-12 * fmax(1, fabs(ending_read(outcome, 0, still[k]))));
}

START_TEST(without_loss_and_cells_it_stands_still)
{
    static const change quiet[] = {{"product.dose", 0}, {"heart.lose", 0}, {NULL, 0}};

    ending_check_course(&ending_heart, quiet, 730, check_still);
}
END_TEST

/* Muscle is viable, hibernating or scar; cells leave by their death, and the dead are eaten. */
static void check_shares(const sim_outcome *outcome, size_t i)
{
    const double viable = ending_read(outcome, i, "viable"),
                 whole = viable + ending_read(outcome, i, "hibernating") +
                         ending_read(outcome, i, "scar"),
                 eaten = ending_read(outcome, i, "eat") * ending_read(outcome, i, "dead"),
                 cells = ending_rate(outcome, i, "fresh") +
                         ending_rate(outcome, i, "settled") +
                         ending_rate(outcome, i, "dead");

    ck_assert_double_eq_tol(whole, 1, 1e-15);
    ck_assert_double_gt(viable, 0);
    ck_assert_double_eq_tol(cells, -eaten, 1e-12 * (1 + eaten));
}

START_TEST(shares_of_the_muscle_and_cells_are_kept)
{
    ending_check_course(&ending_heart, treated, 365, check_shares);
}
END_TEST

/* A dose scars what it takes from the viable muscle, and crowds: 9.5e7 live cells, of which
 * 0.11 stay, and 15 needles. */
START_TEST(a_dose_is_kept_crowded_and_hurts)
{
    const double kept = 0.11 * 95, crowded = kept * (kept / 15) / (kept / 15 + 0.6),
                 lysed = crowded + 0.11 * 5, hurt = 4e-4 * 15 + 0.001 * 0.6 * lysed;
    solved s;

    ending_solve(&s, &ending_heart, treated, 2, 1e-7);
    ck_assert_double_eq_tol(solved_on(&s, 0, "fresh", 0), kept - crowded, 1e-12);
    ck_assert_double_eq_tol(solved_on(&s, 0, "dead", 0), 0.4 * lysed, 1e-12);
    ck_assert_double_eq_tol(solved_on(&s, 0, "scar", 0), 0.2 + 0.65 * (1 - exp(-hurt)),
                            1e-12);
    solved_free(&s);
}
END_TEST

/* Of vehicle alone there is no procedure. */
START_TEST(saline_is_the_untreated_course)
{
    const change none[] = {{"product.dose", 0}, {NULL, 0}};
    const change saline[] = {{"product.dose", 0}, {"product.vehicle", 1}, {NULL, 0}};
    const change *const both[] = {none, saline};
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(
        solve_chain(&s, &ending_heart, both, 2, 100, &(sim_options){.rtol = 1e-7}, &err),
        SIM_OK);
    ck_assert_double_eq(solved_on(&s, 0, "lvef", 100), solved_on(&s, 1, "lvef", 100));
    ck_assert_double_eq(solved_on(&s, 1, "scar", 0), 0.2);
    solved_free(&s);
}
END_TEST

/* LVEF in points against untreated: dose 1e8 of P2 of an unrelated donor, and P12. */
static const struct {
    double passage, month_6, month_12, month_24;
} gains[] = {{2, 32.988 - 29.69, 32.144 - 29.379, 30.634 - 28.649},
             {12, 31.249 - 29.69, 30.695 - 29.379, 29.513 - 28.649}};

START_TEST(an_arm_is_held_against_its_background)
{
    const change changes[] = {{"product.dose", 1e8},
                              {"product.mismatch", 1},
                              {"passaging.harvest_passage", gains[_i].passage},
                              {NULL, 0}};
    solved s;

    ending_solve_both(&s, &ending_heart, changes, 730);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "lvef_month_6_against_background"),
                            gains[_i].month_6, 2e-3);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "lvef_month_12_against_background"),
                            gains[_i].month_12, 2e-3);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "lvef_month_24_against_background"),
                            gains[_i].month_24, 2e-3);
    solved_free(&s);
}
END_TEST

START_TEST(beyond_the_days_there_is_no_number)
{
    solved s;

    ending_solve(&s, &ending_heart, treated, 200, 1e-6);
    ck_assert(isfinite(ending_summary(&s, 0, "lvef_month_6")));
    ck_assert(isnan(ending_summary(&s, 0, "lvef_month_12")));
    solved_free(&s);
}
END_TEST

START_TEST(every_row_within_its_range_runs)
{
    ck_assert_int_eq(ending_draw(&model_heart, &(ending_draws){1500, 26, 730, NULL}), 0);
}
END_TEST

START_TEST(in_counts_only_the_culture_is_a_draw)
{
    ending_compare_counts(
        &ending_heart,
        (change[]){{"product.dose", 1e8}, {"product.mismatch", 1}, {NULL, 0}}, 200);
}
END_TEST

START_TEST(its_units_agree) { ending_write_sbml(&ending_heart); }
END_TEST

static const sim_summary *heart_summary(const char *name)
{
    const sim_summary *row = model_heart.summaries;

    while (strcmp(row->name, name) != 0) row++;
    return row;
}

START_TEST(what_parts_two_ejection_fractions_is_in_points)
{
    const sim_summary *row = heart_summary("lvef_month_6_against_background");

    ck_assert_str_eq(sim_summary_column(&model_heart, row).unit, "point");
    row = heart_summary("lvef_month_6");
    ck_assert_str_eq(sim_summary_column(&model_heart, row).unit, "%");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("heart");
    TCase *all = tcase_create("heart");

    tcase_set_timeout(all, 120);
    tcase_add_test(all, it_is_what_an_independent_solver_says);
    tcase_add_test(all, without_loss_and_cells_it_stands_still);
    tcase_add_test(all, shares_of_the_muscle_and_cells_are_kept);
    tcase_add_test(all, a_dose_is_kept_crowded_and_hurts);
    tcase_add_test(all, saline_is_the_untreated_course);
    tcase_add_loop_test(all, an_arm_is_held_against_its_background, 0, 2);
    tcase_add_test(all, beyond_the_days_there_is_no_number);
    tcase_add_test(all, every_row_within_its_range_runs);
    tcase_add_test(all, in_counts_only_the_culture_is_a_draw);
    tcase_add_test(all, its_units_agree);
    tcase_add_test(all, what_parts_two_ejection_fractions_is_in_points);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
