/* test_gvhd.c -- the chain that ends in graft-versus-host disease. */
#include <check.h>
#include <math.h>

#include "tests/ending.h"
#include "tests/suite.h"

static const change treated[] = {{"product.dose", 1.4e8}, {"product.doses", 8}, {NULL, 0}};

START_TEST(it_is_what_an_independent_solver_says)
{
    ending_compare(&ending_gvhd, "gvhd", 180, 8 * 6);
}
END_TEST

static void check_severity(const sim_outcome *outcome, size_t i)
{
    ck_assert_double_eq_tol(ending_read(outcome, i, "severity"),
                            ending_read(outcome, 0, "severity"), 1e-6);
}

START_TEST(untreated_it_stands_still)
{
    static const change untreated[] = {
        {"product.dose", 0}, {"gvhd.background", 0}, {NULL, 0}};
    solved s;

    ending_check_course(&ending_gvhd, untreated, 180, check_severity);
    ending_solve(&s, &ending_gvhd, untreated, 1, 1e-7);
    ck_assert_double_eq_tol(solved_on(&s, 0, "severity", 0), 0.66584, 5e-6);
    solved_free(&s);
}
END_TEST

/* What leaves the live cells is dead or gone by other ways; no other flow adds cells. */
static void check_cells(const sim_outcome *outcome, size_t i)
{
    const double live = ending_read(outcome, i, "live"),
                 lost =
                     ending_read(outcome, i, "death") * ending_read(outcome, i, "loose") +
                     ending_read(outcome, i, "killing"),
                 apoptotic = ending_read(outcome, i, "kill_apoptotic") *
                                 ending_read(outcome, i, "killing") +
                             ending_read(outcome, i, "death_apoptotic") *
                                 ending_read(outcome, i, "death"),
                 dead = ending_rate(outcome, i, "dead_apoptotic") +
                        ending_read(outcome, i, "clear") *
                            ending_read(outcome, i, "dead_apoptotic");

    ck_assert_double_eq_tol(ending_rate(outcome, i, "live"), -lost * live,
                            1e-12 * (1 + lost * fabs(live)));
    ck_assert_double_eq_tol(dead, apoptotic * live, 1e-12 * (1 + fabs(dead)));
    ck_assert(apoptotic <= lost);
}

START_TEST(cells_only_leave)
{
    ending_check_course(&ending_gvhd, treated, 60, check_cells);
}
END_TEST

/* Days of the doses: 0, 3, 7, 10, 14, 17, 21, 24. */
START_TEST(eight_doses_fall_twice_a_week)
{
    static const double days[] = {0, 3, 7, 10, 14, 17, 21, 24};
    solved s;
    size_t next = 0;

    ending_solve(&s, &ending_gvhd, treated, 40, 1e-7);
    for (int day = 0; day <= 40; day++) {
        const bool rose = day == 0 || solved_on(&s, 0, "live", day) >
                                          1 + solved_on(&s, 0, "live", day - 1);

        ck_assert_int_eq(rose, next < 8 && days[next] == day);
        next += rose;
    }
    /* what the first gives: 1.4e8 cells at 0.95, in a body of 70 kg */
    ck_assert_double_eq_tol(solved_on(&s, 0, "live", 0), 1.9, 1e-9);
    ck_assert_double_eq_tol(solved_on(&s, 0, "dead_other", 0), 0.1, 1e-9);
    solved_free(&s);
}
END_TEST

/* The default treated arm is no responder: it is the cohort that responds. */
START_TEST(an_arm_is_held_against_its_background)
{
    solved s;

    ending_solve_both(&s, &ending_gvhd, treated, 120);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "severity_day_28_against_background"),
                            0.5094 - 0.5990, 2e-4);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "survival_day_100_against_background"),
                            0.6758 - 0.6251, 2e-4);
    ck_assert_double_eq(ending_summary(&s, 0, "response_day_28"), 0);
    ck_assert(isnan(ending_summary(&s, 0, "survival_day_180")));
    solved_free(&s);
}
END_TEST

static const struct {
    change changes[3];
    const char *text;
} refused[] = {
    {{{"gvhd.damage", 0.01}, {NULL, 0}},
     "severity_start = 0.176453 must be at least 0.3: lower repair, or raise damage or "
     "effector_start"},
    {{{"gvhd.effector_start", 2}, {NULL, 0}},
     "effector_start = 2 must be below effector_max = 1.8"},
    {{{"product.doses", 9}, {NULL, 0}},
     "doses = 9 of the product: at most 8 can be given here, twice a week for four weeks"},
};

START_TEST(what_it_cannot_be_is_refused)
{
    const change *changes = refused[_i].changes;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(
        solve_chain(&s, &ending_gvhd, &changes, 1, 10, &(sim_options){.rtol = 1e-7}, &err),
        SIM_EVALUE);
    ck_assert_str_eq(err.text, refused[_i].text);
    solved_free(&s);
}
END_TEST

START_TEST(random_rows_run_or_are_refused)
{
    const int refusals = ending_draw(&model_gvhd, &(ending_draws){1500, 24, 180, NULL});

    ck_assert_int_gt(refusals, 0);
}
END_TEST

START_TEST(in_counts_only_the_culture_is_a_draw)
{
    ending_compare_counts(
        &ending_gvhd, (change[]){{"product.dose", 1.4e8}, {"product.doses", 3}, {NULL, 0}},
        60);
}
END_TEST

START_TEST(its_units_agree) { ending_write_sbml(&ending_gvhd); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("gvhd");
    TCase *all = tcase_create("gvhd");

    tcase_set_timeout(all, 120);
    tcase_add_test(all, it_is_what_an_independent_solver_says);
    tcase_add_test(all, untreated_it_stands_still);
    tcase_add_test(all, cells_only_leave);
    tcase_add_test(all, eight_doses_fall_twice_a_week);
    tcase_add_test(all, an_arm_is_held_against_its_background);
    tcase_add_loop_test(all, what_it_cannot_be_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(all, random_rows_run_or_are_refused);
    tcase_add_test(all, in_counts_only_the_culture_is_a_draw);
    tcase_add_test(all, its_units_agree);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
