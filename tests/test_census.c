/* test_census.c -- what is counted of a cohort: shares and their intervals, whom fates spare.
 *
 * The planted patients die at a rate of 0.03 a day with the gift of 5, of 0.05 without, and
 * fall at one of 0.03 in both.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include <gsl/gsl_cdf.h>

#include "sim/study/census.h"
#include "tests/cohort.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { N = 4000, ARM = 0, BACKGROUND = 1 };

static const double rates[] = {[ARM] = 0.03, [BACKGROUND] = 0.05};

static planted p;
static sim_ensemble e;

static void open_mortals(void) { planted_run_in(&p, &planted_mortal, "[arm a]\n", N, &e); }

static void close_mortals(void)
{
    sim_ensemble_free(&e);
    planted_close(&p);
}

/* Three standard errors of a share of N. */
static double allowed(double share) { return 3 * sqrt(share * (1 - share) / N); }

static double mean_of(size_t arm, const char *number)
{
    return sim_tally_mean(planted_tally(&e, arm, number));
}

START_TEST(as_many_live_as_the_hazard_leaves)
{
    for (size_t arm = 0; arm < 2; arm++) {
        const double spared = exp(-6 * rates[arm]);

        ck_assert_double_eq_tol(mean_of(arm, "alive_day_6"), spared, allowed(spared));
        /* as the solver's tolerance has it */
        ck_assert_double_eq_tol(mean_of(arm, "alive_day_6_expected"), spared, 1e-6);
        /* day 6.5 is read on day 6: as of who is dead from the first output on */
        ck_assert_double_eq_tol(mean_of(arm, "dead_in_trial_expected"), 1 - spared, 1e-6);
        ck_assert_double_eq_tol(mean_of(arm, "dead_in_trial"),
                                1 - mean_of(arm, "alive_day_6"), 1e-12);
        ck_assert_double_eq_tol(mean_of(arm, "any_day_6_expected"),
                                1 - spared * exp(-6 * 0.03), 1e-6);
        ck_assert_double_eq_tol(mean_of(arm, "any_day_6"), 1 - spared * exp(-6 * 0.03),
                                allowed(spared));
    }
}
END_TEST

START_TEST(a_day_beyond_the_run_is_empty)
{
    ck_assert_uint_eq(planted_tally(&e, ARM, "alive_day_11")->moments.n, 0);
    ck_assert_uint_eq(planted_tally(&e, ARM, "alive_day_11_expected")->moments.n, 0);
}
END_TEST

/* Whose number is the same in all arms dies no earlier where the hazard is smaller. */
START_TEST(arms_share_what_befalls)
{
    const size_t alive = sim_readout_find(&p.assay.readout, "alive_day_6");
    const sim_moments *m = &e.differences[alive];
    const double saved = exp(-6 * rates[ARM]) - exp(-6 * rates[BACKGROUND]);

    ck_assert_double_eq_tol(m->mean, saved, allowed(saved));
    /* the difference is 0 or 1 in each */
    ck_assert_double_eq_tol(sim_moments_sd(m), sqrt(m->mean * (1 - m->mean)), 1e-3);
}
END_TEST

/* The level on day 6 is the part of a patient, which is at least 2 (entry), and 11, or 6 without a
 * gift: 12.5 or more of all, or of those whose part is 6.5 or more. */
START_TEST(the_dead_do_not_respond)
{
    const double above = gsl_cdf_gaussian_Q(2 - 3, 3);
    const double fine[] = {
        [ARM] = 1, [BACKGROUND] = gsl_cdf_gaussian_Q(6.5 - 3, 3) / above};

    for (size_t arm = 0; arm < 2; arm++) {
        const double share = fine[arm] * exp(-6 * rates[arm]);

        ck_assert_double_eq_tol(mean_of(arm, "responder"), share, allowed(share));
        ck_assert_double_eq_tol(mean_of(arm, "responder_expected"), share,
                                allowed(fine[arm]) + 1e-6);
    }
    /* against the own background: all who live, and in the background itself nobody */
    ck_assert(mean_of(ARM, "gainer") == mean_of(ARM, "alive_day_6"));
    ck_assert(mean_of(BACKGROUND, "gainer") == 0);
}
END_TEST

START_TEST(readings_are_of_the_living)
{
    const double alive = mean_of(ARM, "alive_day_6");
    const sim_tally *level = planted_tally(&e, ARM, "level_day_6");
    const sim_tally *gain = planted_tally(&e, ARM, "gain_day_6");
    const size_t day_6 = 6, level_column = 0, survival_column = 1;

    ck_assert_uint_eq(level->moments.n, (size_t)lround(alive * N));
    ck_assert_uint_eq(sim_ensemble_course(&e, ARM, day_6, level_column)->moments.n,
                      level->moments.n);
    ck_assert_uint_eq(sim_ensemble_course(&e, ARM, day_6, survival_column)->moments.n, N);
    /* a difference needs both */
    ck_assert_uint_eq(gain->moments.n,
                      planted_tally(&e, BACKGROUND, "level_day_6")->moments.n);
    ck_assert_double_eq_tol(sim_tally_mean(gain), 5, 1e-9);
    /* the highest is the last before death: lower than at the end */
    ck_assert_double_lt(mean_of(ARM, "highest_level"), mean_of(ARM, "level_day_6") + 4);
    ck_assert_uint_eq(planted_tally(&e, ARM, "survival_day_6")->moments.n, N);
}
END_TEST

/* What is set down on day 6.5 stands from day 7 on; the dead count 0 in what it is worth. */
START_TEST(what_the_dead_have_is_worth_nothing)
{
    const sim_tally *taken = planted_tally(&e, ARM, "taken_level");
    const sim_tally *worth = planted_tally(&e, ARM, "worth");

    ck_assert_uint_eq(taken->moments.n, sim_census_spared(&e, ARM, 0, 7));
    ck_assert_uint_eq(worth->moments.n, N);
    ck_assert_double_eq_tol(mean_of(ARM, "worth") / mean_of(ARM, "worth_expected"), 1,
                            0.02);
}
END_TEST

START_TEST(responders_and_others_are_all)
{
    const size_t responders = planted_tally(&e, BACKGROUND, "alive_late")->moments.n;
    const size_t others = planted_tally(&e, BACKGROUND, "others_late")->moments.n;

    ck_assert_uint_eq(responders + others, N);
    ck_assert_double_eq_tol(mean_of(BACKGROUND, "responder") * N, (double)responders, 1e-6);
    ck_assert_double_eq_tol(mean_of(BACKGROUND, "alive_late"), exp(-4 * 0.05),
                            3 * sqrt(0.15 / (double)responders));
    ck_assert(isnan(
        sim_ensemble_difference(&e, ARM, sim_readout_find(&p.assay.readout, "alive_late"))
            .mean));
}
END_TEST

START_TEST(curves_fall_by_those_who_die)
{
    ck_assert_uint_eq(e.n_counted[ARM], N);
    for (size_t fate = 0; fate < 2; fate++) {
        const double rate = fate == 0 ? rates[ARM] : 0.03;

        ck_assert_uint_eq(sim_census_spared(&e, ARM, fate, 0), N);
        for (size_t day = 1; day < e.n_days; day++) {
            const double share = (double)sim_census_spared(&e, ARM, fate, day) / N;

            ck_assert_double_eq_tol(share, exp(-rate * (double)day),
                                    allowed(exp(-rate * (double)day)));
        }
    }
    ck_assert_double_eq_tol((double)sim_census_spared(&e, ARM, 0, 6) / N,
                            mean_of(ARM, "alive_day_6"), 1e-12);
}
END_TEST

START_TEST(a_row_has_share_interval_and_difference)
{
    const sim_census_row row = sim_census_read(&e, ARM, 2);

    ck_assert_str_eq(row.column->name, "alive_day_6");
    ck_assert(row.is_share && row.has_expected && !row.is_of_some);
    ck_assert_uint_eq(row.n, N);
    ck_assert(row.low < row.mean && row.mean < row.high);
    ck_assert(row.mean == mean_of(ARM, "alive_day_6"));
    ck_assert_double_eq_tol(row.expected_against.mean, exp(-6 * 0.03) - exp(-6 * 0.05),
                            1e-6);
    ck_assert(row.against.low < row.against.mean && row.against.mean < row.against.high);
    ck_assert(isnan(sim_census_read(&e, BACKGROUND, 2).against.mean));
    ck_assert_uint_eq(sim_census_count(&e), 10);
}
END_TEST

/* Whoever lives in the background lives in the arm too: both shares come of one number. */
START_TEST(a_gain_of_survival_is_that_of_pairs)
{
    const size_t day_6 = 6, death = 0, alive_day_6 = 2, fall = 1;
    const sim_difference counted = sim_census_read(&e, ARM, alive_day_6).against;
    const sim_difference gain = sim_census_gain(&e, ARM, death, day_6);

    ck_assert_double_eq_tol(gain.mean, counted.mean, 1e-12);
    ck_assert_double_eq_tol(gain.low, counted.low, 1e-9);
    ck_assert_double_eq_tol(gain.high, counted.high, 1e-9);
    ck_assert(isnan(sim_census_gain(&e, BACKGROUND, death, day_6).mean));
    ck_assert(sim_census_gain(&e, ARM, fall, day_6).mean == 0);
}
END_TEST

/* As figures have them, from the ensemble and from the file. */
START_TEST(curves_are_the_same_from_their_file)
{
    static const char *const columns[] = {"day",
                                          "survival",
                                          "survival_low",
                                          "survival_high",
                                          "survival_at_risk",
                                          "survival_against_background",
                                          "survival_against_background_low",
                                          "survival_against_background_high",
                                          "upright"};
    char dir[TEMP_PATH], file[TEMP_PATH + 32];
    sim_table made, read;
    sim_error err = {""};
    sim_rows_to to = {0};

    temp_folder("census", dir);
    snprintf(file, sizeof file, "%s/cohort_survival.csv", dir);
    to.csv = fopen(file, "wb");
    ck_assert_ptr_nonnull(to.csv);
    ck_assert_int_eq(sim_census_write_survival(&e, &to, &err), SIM_OK);
    ck_assert_int_eq(fclose(to.csv), 0);
    ck_assert_int_eq(sim_survival_init(&made, p.task.chain, &err), SIM_OK);
    ck_assert_int_eq(sim_survival_init(&read, p.task.chain, &err), SIM_OK);
    ck_assert_int_eq(sim_survival_fill(&made, &e, &err), SIM_OK);
    sim_table_round(&made);
    /* an experiment of ten days, as the planted ones have */
    p.experiment.base.settings[1].value = PLANTED_DAYS;
    ck_assert_msg(sim_survival_read(&read, dir, &p.experiment, &err) == SIM_OK, "%s",
                  err.text);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        ck_assert_str_eq(made.columns[i].name, columns[i]);
    ck_assert_uint_eq(made.n_rows, 2 * (PLANTED_DAYS + 1));
    ck_assert_uint_eq(read.n_rows, made.n_rows);
    ck_assert_mem_eq(read.cells, made.cells,
                     made.n_rows * made.n_columns * sizeof *made.cells);
    unlink(file);
    rmdir(dir);
    sim_table_free(&made);
    sim_table_free(&read);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("census");
    TCase *cases = tcase_create("mortals");

    tcase_add_unchecked_fixture(cases, open_mortals, close_mortals);
    tcase_add_test(cases, as_many_live_as_the_hazard_leaves);
    tcase_add_test(cases, a_day_beyond_the_run_is_empty);
    tcase_add_test(cases, arms_share_what_befalls);
    tcase_add_test(cases, the_dead_do_not_respond);
    tcase_add_test(cases, readings_are_of_the_living);
    tcase_add_test(cases, what_the_dead_have_is_worth_nothing);
    tcase_add_test(cases, responders_and_others_are_all);
    tcase_add_test(cases, curves_fall_by_those_who_die);
    tcase_add_test(cases, a_row_has_share_interval_and_difference);
    tcase_add_test(cases, a_gain_of_survival_is_that_of_pairs);
    tcase_add_test(cases, curves_are_the_same_from_their_file);
    tcase_set_timeout(cases, 60);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
