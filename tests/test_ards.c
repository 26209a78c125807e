/* test_ards.c -- the chain that ends in a burning lung. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/ending.h"
#include "tests/suite.h"

static const change treated[] = {{"product.dose", 4e8}, {NULL, 0}};

START_TEST(it_is_what_an_independent_solver_says)
{
    ending_compare(&ending_ards, "ards", 80, 192);
}
END_TEST

static const char *const still[] = {"intact", "response", "tnf",      "m1",
                                    "m2",     "water",    "early",    "late",
                                    "dead",   "debris",   "licensed", "secretome"};

static void check_still(const sim_outcome *outcome, size_t i)
{
    for (size_t k = 0; k < sizeof still / sizeof *still; k++)
        ck_assert_double_eq_tol(ending_read(outcome, i, still[k]),
                                ending_read(outcome, 0, still[k]), 1e-14);
}

START_TEST(a_healthy_lung_stands_still)
{
    static const change healthy[] = {
        {"product.dose", 0}, {"ards.infected_start", 0}, {NULL, 0}};

    ending_check_course(&ending_ards, healthy, 80, check_still);
}
END_TEST

/* The lung is intact, infected or lost; cells leave by the stages of their death alone. */
static void check_shares(const sim_outcome *outcome, size_t i)
{
    const double whole = ending_read(outcome, i, "intact") +
                         ending_read(outcome, i, "infected") +
                         ending_read(outcome, i, "lost"),
                 eaten = ending_read(outcome, i, "eat") * ending_read(outcome, i, "dead"),
                 cells = ending_rate(outcome, i, "early") +
                         ending_rate(outcome, i, "late") + ending_rate(outcome, i, "dead");

    ck_assert_double_eq_tol(whole, 1, 1e-6);
    ck_assert_double_eq_tol(cells, -eaten, 1e-12 * (1 + eaten));
}

START_TEST(shares_of_the_lung_and_cells_are_kept)
{
    ending_check_course(&ending_ards, treated, 80, check_shares);
}
END_TEST

/* Enrolled on day 11.5, with dexamethasone from day 10.25. */
START_TEST(the_switches_change_at_their_times)
{
    static const change changes[] = {{"product.dose", 0},
                                     {"ards.enrol_day", 11.5},
                                     {"ards.steroid_day", 10.25},
                                     {"ards.steroid", 0.371},
                                     {NULL, 0}};
    solved s;

    ending_solve(&s, &ending_ards, changes, 60, 1e-7);
    for (int day = 0; day <= 60; day++) {
        ck_assert_double_eq(solved_on(&s, 0, "enrolled", day), day > 11.5);
        ck_assert_double_eq(solved_on(&s, 0, "counting", day), day > 11.5 && day < 39.5);
        ck_assert_double_eq(solved_on(&s, 0, "steroid_on", day),
                            day > 10.25 && day < 20.25 ? 0.371 : 0);
    }
    ck_assert_double_eq(solved_on(&s, 0, "hazard", 11), 0);
    ck_assert_double_gt(solved_on(&s, 0, "hazard", 12), 0);
    ck_assert_double_eq_tol(solved_on(&s, 0, "off_days", 40),
                            solved_on(&s, 0, "off_days", 60), 1e-12);
    solved_free(&s);
}
END_TEST

START_TEST(summaries_follow_the_day_of_enrolment)
{
    static const double days[] = {9, 14.7};

    for (size_t i = 0; i < 2; i++) {
        const change changes[] = {
            {"product.dose", 4e8}, {"ards.enrol_day", days[i]}, {NULL, 0}};
        solved s;

        ending_solve(&s, &ending_ards, changes, 80, 1e-9);
        if (i == 0) {
            ck_assert_double_eq_tol(ending_summary(&s, 0, "mortality_day_28"), 1 - 0.78672,
                                    1e-5);
            ck_assert_double_eq_tol(ending_summary(&s, 0, "mortality_day_60"), 1 - 0.76193,
                                    1e-5);
            ck_assert_double_eq_tol(ending_summary(&s, 0, "ventilator_free_days"), 13.653,
                                    1e-3);
            ck_assert_double_eq_tol(ending_summary(&s, 0, "pf_day_7"), 179.68, 0.02);
        }
        /* between the days of output on both sides */
        ck_assert_double_ge(ending_summary(&s, 0, "mortality_day_28"),
                            1 - solved_on(&s, 0, "survival", floor(days[i] + 28)));
        ck_assert_double_le(ending_summary(&s, 0, "mortality_day_28"),
                            1 - solved_on(&s, 0, "survival", ceil(days[i] + 28)));
        ck_assert_double_ge(ending_summary(&s, 0, "pf_day_28"),
                            solved_on(&s, 0, "pf", floor(days[i] + 28)));
        solved_free(&s);
    }
}
END_TEST

/* Enrolled on day 9: day 28 is day 37, day 60 is day 69. */
static const struct {
    double end;
    bool has_7, has_28, has_60;
} ends[] = {{15, false, false, false}, {16, true, false, false}, {36, true, false, false},
            {37, true, true, false},   {68, true, true, false},  {69, true, true, true}};

START_TEST(what_lies_beyond_the_end_is_empty)
{
    solved s;

    ending_solve(&s, &ending_ards, treated, ends[_i].end, 1e-7);
    ck_assert_int_eq(isfinite(ending_summary(&s, 0, "pf_day_7")), ends[_i].has_7);
    ck_assert_int_eq(isfinite(ending_summary(&s, 0, "mortality_day_28")), ends[_i].has_28);
    ck_assert_int_eq(isfinite(ending_summary(&s, 0, "ventilator_free_days")),
                     ends[_i].has_28);
    ck_assert_int_eq(isfinite(ending_summary(&s, 0, "response_day_28")), ends[_i].has_28);
    ck_assert_int_eq(isfinite(ending_summary(&s, 0, "mortality_day_60")), ends[_i].has_60);
    solved_free(&s);
}
END_TEST

static void find_warning(const change changes[], const char *wanted)
{
    solved s;
    char text[512] = "";
    const sim_outcome *outcome;
    bool found = false;

    ending_solve(&s, &ending_ards, changes, 80, 1e-6);
    outcome = solved_stage(&s, 0, "ards");
    for (size_t i = 0; i < sim_outcome_warnings(outcome); i++)
        found = found || (sim_outcome_warning(outcome, i, text, sizeof text) &&
                          strcmp(text, wanted) == 0);
    ck_assert_msg(found, "%s", wanted);
    solved_free(&s);
}

START_TEST(doses_after_the_end_are_told)
{
    find_warning(
        (change[]){{"product.dose", 4e8}, {"product.doses", 3}, {NULL, 0}},
        "a dose is given 1 of 3 times: the other 2 would come after the end (day 80)");
}
END_TEST

START_TEST(a_virus_that_immunity_cannot_clear_is_refused)
{
    static const change wild[] = {{"ards.infect", 3.9}, {NULL, 0}}, *changes = wild;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(
        solve_chain(&s, &ending_ards, &changes, 1, 10, &(sim_options){.rtol = 1e-7}, &err),
        SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "infect = 3.9/day must not exceed infected_death + clear (0.8 and "
                     "3/day): full immunity could not clear the infection");
    solved_free(&s);
}
END_TEST

START_TEST(random_rows_run_or_are_refused)
{
    ck_assert_int_gt(
        ending_draw(&model_ards, &(ending_draws){1500, 11, 80, "log_infected"}), 0);
}
END_TEST

START_TEST(in_counts_only_the_culture_is_a_draw)
{
    ending_compare_counts(&ending_ards, (change[]){{"product.dose", 4e8}, {NULL, 0}}, 60);
}
END_TEST

START_TEST(its_units_agree) { ending_write_sbml(&ending_ards); }
END_TEST

/* 21.3 % dead with P2 and 25.3 % without cells; the day of enrolment is the arm's. */
START_TEST(an_arm_is_held_against_its_background)
{
    solved s;

    ending_solve_both(&s, &ending_ards, treated, 80);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "mortality_day_28_against_background"),
                            0.74664 - 0.78672, 2e-5);
    ck_assert_double_eq_tol(
        ending_summary(&s, 0, "ventilator_free_days_against_background"), 13.653 - 11.486,
        2e-3);
    ck_assert_double_eq_tol(ending_summary(&s, 0, "pf_day_7_against_background"),
                            179.68 - 161.12, 0.02);
    ck_assert(isnan(ending_summary(&s, 1, "mortality_day_28_against_background")));
    solved_free(&s);
}
END_TEST

/* Cells change the viral load by less than 0.2 as long as there are a thousand copies per mL. */
START_TEST(cells_hardly_change_the_viral_load)
{
    const change none[] = {{"product.dose", 0}, {NULL, 0}}, *const both[] = {none, treated};
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(
        solve_chain(&s, &ending_ards, both, 2, 80, &(sim_options){.rtol = 1e-7}, &err),
        SIM_OK);
    for (int day = 0; day <= 80; day++) {
        const double load = solved_on(&s, 0, "viral_load", day);

        if (load > 3)
            ck_assert_double_lt(fabs(load - solved_on(&s, 1, "viral_load", day)), 0.2);
    }
    solved_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ards");
    TCase *all = tcase_create("ards");

    tcase_set_timeout(all, 120);
    tcase_add_test(all, it_is_what_an_independent_solver_says);
    tcase_add_test(all, a_healthy_lung_stands_still);
    tcase_add_test(all, shares_of_the_lung_and_cells_are_kept);
    tcase_add_test(all, the_switches_change_at_their_times);
    tcase_add_test(all, summaries_follow_the_day_of_enrolment);
    tcase_add_loop_test(all, what_lies_beyond_the_end_is_empty, 0,
                        sizeof ends / sizeof *ends);
    tcase_add_test(all, doses_after_the_end_are_told);
    tcase_add_test(all, a_virus_that_immunity_cannot_clear_is_refused);
    tcase_add_test(all, random_rows_run_or_are_refused);
    tcase_add_test(all, in_counts_only_the_culture_is_a_draw);
    tcase_add_test(all, its_units_agree);
    tcase_add_test(all, an_arm_is_held_against_its_background);
    tcase_add_test(all, cells_hardly_change_the_viral_load);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
