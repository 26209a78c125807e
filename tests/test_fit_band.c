/* test_fit_band.c -- how sure a fit's model is of what was observed: against what is known of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "sim/study/fit_band.h"
#include "tests/fitted.h"
#include "tests/suite.h"

static const double errors = 1.959963984540054; /* standard errors to each side: 95 % */

/* Passages of 7 days. */
static const char log_text[] =
    "[run]\ndays = 1\n[passaging]\nharvest_passage = 8\n[arm a]\n[fit]\nstarts = 3\n%s"
    "[data log]\nformat = passages\ncolumns = passage,day,seeded,area,harvested\n"
    "row 1 = 0,0,,500,4e6\n%s";

static void solve(sim_fit *fit, sim_fit_band *band, const char *fitted, const char *rows)
{
    char text[4096];
    sim_error err = {""};

    snprintf(text, sizeof text, log_text, fitted, rows);
    fitted_solve(fit, text, 1);
    ck_assert_msg(sim_fit_band_find(band, fit, &err) == SIM_OK, "%s", err.text);
}

static const char two[] =
    "passaging.cycle_time = 16..60\npassaging.hazard_scale = 5..100\n";

/* As many numbers as observations: what is said there is as sure as what was observed. */
START_TEST(two_numbers_are_as_sure_as_two_observations)
{
    sim_fit fit;
    sim_fit_band band;

    solve(&fit, &band, two, "row 2 = 1,7,4e5,225,4.1e6\nrow 3 = 2,14,4e5,225,3.2e6\n");
    ck_assert_uint_eq(band.n, 2);
    for (size_t i = 0; i < band.n; i++) {
        const sim_fit_band_row *row = &band.list[i];
        const double seen = fit.all.list[i].seen.value, half = errors * 0.1;

        ck_assert_double_eq(row->x, (double)(i + 1));
        ck_assert_double_eq_tol(log(row->model / seen), 0, 1e-4);
        ck_assert_double_eq_tol(log(row->high / row->model), half, 0.03 * half);
        ck_assert_double_eq_tol(log(row->model / row->low), half, 0.03 * half);
    }
    sim_fit_band_free(&band);
    sim_fit_free(&fit);
}
END_TEST

/* A passage that nobody counted is told too; one number alone makes its own interval of it. */
START_TEST(passages_between_are_told)
{
    static const char rows[] = "row 2 = 1,7,4e5,225,4.1e6\nrow 3 = 2,14,4e5,225,\n"
                               "row 4 = 3,21,4e5,225,3.4e6\n";
    sim_fit fit;
    sim_fit_band band;
    sim_error err = {""};
    const sim_fitted *answer;
    double model[2];

    solve(&fit, &band, "passaging.cycle_time = 16..60\n", rows);
    ck_assert_uint_eq(fit.all.n, 2);
    ck_assert_uint_eq(band.n, 3);
    answer = fitted_answer(&fit, "passaging.cycle_time");
    for (int end = 0; end < 2; end++) {
        const double at = end ? answer->high : answer->low;

        ck_assert_int_eq(sim_fit_predict(&fit.parts[0].problem, 0, &at, model, &err),
                         SIM_OK);
        for (size_t i = 0; i < 2; i++)
            ck_assert_double_eq_tol(
                log((end ? band.list[2 * i].low : band.list[2 * i].high) / model[i]), 0,
                0.005);
    }
    ck_assert_double_eq(band.list[1].x, 2);
    ck_assert_double_lt(band.list[1].low, band.list[1].model);
    ck_assert_double_gt(band.list[1].high, band.list[1].model);
    sim_fit_band_free(&band);
    sim_fit_free(&fit);
}
END_TEST

/* What is not identifiable does not make the band of what was observed wide. */
START_TEST(open_numbers_leave_what_was_seen_sure)
{
    static const char rows[] = "row 2 = 1,7,4e5,225,4.1e6\nrow 3 = 2,14,4e5,225,3.9e6\n"
                               "row 4 = 3,21,4e5,225,3.4e6\n";
    sim_fit fit;
    sim_fit_band band;

    solve(&fit, &band, "passaging.cycle_time = 16..60\npassaging.lag_time = range\n", rows);
    ck_assert_uint_eq(band.n, 3);
    for (size_t i = 0; i < band.n; i++) {
        ck_assert_double_lt(log(band.list[i].high / band.list[i].low), 2 * errors * 0.1);
        ck_assert_double_gt(log(band.list[i].high / band.list[i].low), 0.05);
    }
    sim_fit_band_free(&band);
    sim_fit_free(&fit);
}
END_TEST

/* A course is told from the first to the last time, evenly. */
START_TEST(courses_are_told_between)
{
    static const char text[] =
        "[run]\ndays = 20\n[arm a]\n[fit]\nstarts = 2\npersistence.tail = range\n"
        "[data light]\ny = timecourse.live_in_joint\nlog = 0.3\ncolumns = day,value\n"
        "row 1 = 1,1e7\nrow 2 = 4,4e6\nrow 3 = 10,5e5\n";
    sim_fit fit;
    sim_fit_band band;
    sim_error err = {""};

    fitted_solve(&fit, text, 1);
    ck_assert_msg(sim_fit_band_find(&band, &fit, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(band.n, SIM_FIT_BAND_STEPS + 1);
    ck_assert_double_eq(band.list[0].x, 1);
    ck_assert_double_eq(band.list[band.n - 1].x, 10);
    for (size_t i = 0; i < band.n; i++) {
        ck_assert_double_eq_tol(band.list[i].x, 1 + 0.15 * (double)i, 1e-9);
        ck_assert(isfinite(band.list[i].model));
        if (i > 0) ck_assert_double_lt(band.list[i].model, band.list[i - 1].model);
    }
    sim_fit_band_free(&band);
    sim_fit_free(&fit);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_band");
    TCase *bands = tcase_create("bands");

    tcase_add_test(bands, two_numbers_are_as_sure_as_two_observations);
    tcase_add_test(bands, passages_between_are_told);
    tcase_add_test(bands, open_numbers_leave_what_was_seen_sure);
    tcase_add_test(bands, courses_are_told_between);
    suite_add_tcase(suite, bands);
    return suite_run(suite);
}
