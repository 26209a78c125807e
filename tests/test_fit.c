/* test_fit.c -- fits of data that the model made, whose truth is known. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fitted.h"
#include "tests/suite.h"

/* Four passages of 7 days: rows of the model, of the fit and of the log. */
static const char log_text[] =
    "[run]\ndays = 1\n[passaging]\nharvest_passage = 4\n%s[arm a]\n[fit]\nstarts = 4\n%s"
    "[data log]\nformat = passages\n"
    "columns = passage,day,seeded,area,harvested,senescent\n"
    "row 1 = 0,0,,500,4e6,\n%s";

enum { ROWS = 4, TEXT = 2048, WHOLE_TEXT = 3 * TEXT };

static void print_row(char rows[TEXT], int row, double harvested, double senescent)
{
    snprintf(rows + strlen(rows), TEXT - strlen(rows),
             "row %d = %d,%d,4e5,225,%.12g,%.12g\n", row + 1, row, 7 * row, harvested,
             senescent);
}

/* The rows of a log as the model has them with such rows of its own, without noise. */
static void make_rows(const char *values, char rows[TEXT])
{
    char text[WHOLE_TEXT], any[TEXT] = "";
    double first[8], model[2 * ROWS];
    sim_fit fit;
    sim_error err = {""};

    for (int i = 1; i <= ROWS; i++) print_row(any, i, 5e6, 0.1);
    snprintf(text, sizeof text, log_text, values, "", any);
    ck_assert_msg(fitted_try(&fit, text, 1, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(fit.parts[0].problem.n_seen, 2 * ROWS);
    sim_fit_first(&fit.parts[0].problem, first);
    ck_assert_msg(sim_fit_predict(&fit.parts[0].problem, 0, first, model, &err) == SIM_OK,
                  "%s", err.text);
    *rows = '\0';
    for (int i = 0; i < ROWS; i++) print_row(rows, i + 1, model[i], model[ROWS + i]);
    sim_fit_free(&fit);
}

static const double truth[] = {30, 12};
static const char truth_text[] = "cycle_time = 30\nhazard_scale = 12\n";

START_TEST(what_made_a_log_is_found_again)
{
    char rows[TEXT], text[WHOLE_TEXT];
    sim_fit fit;

    make_rows(truth_text, rows);
    snprintf(text, sizeof text, log_text, "",
             "passaging.cycle_time = 16..60\npassaging.hazard_scale = 5..100\n", rows);
    fitted_solve(&fit, text, 1);
    ck_assert_uint_eq(fit.n_parts, 1);
    for (size_t k = 0; k < 2; k++) {
        const sim_fitted *a = &fit.parts[0].answers[k];

        ck_assert_double_eq_tol(a->value, truth[k], 1e-3 * truth[k]);
        ck_assert_int_eq(a->status, SIM_TWO_SIDED);
        ck_assert_double_lt(a->low, truth[k]);
        ck_assert_double_gt(a->high, truth[k]);
        ck_assert_str_eq(a->words, "");
    }
    ck_assert_double_lt(fit.parts[0].profiles.best.chi2, 1e-6);
    sim_fit_free(&fit);
}
END_TEST

START_TEST(a_log_alone_says_what_is_fitted)
{
    char rows[TEXT], text[WHOLE_TEXT];
    sim_error err = {""};
    sim_fit fit;

    make_rows(truth_text, rows);
    snprintf(text, sizeof text, log_text, "", "", rows);
    ck_assert_msg(fitted_try(&fit, text, 1, &err) == SIM_OK, "%s", err.text);
    ck_assert(fit.by_default);
    ck_assert_uint_eq(fit.plan.n, 3);
    ck_assert_str_eq(fit.plan.list[0].name, "passaging.cycle_time");
    ck_assert_str_eq(fit.plan.list[1].name, "passaging.hazard_scale");
    ck_assert_str_eq(fit.plan.list[2].name, "passaging.hazard_shape");
    sim_fit_free(&fit);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit");
    TCase *logs = tcase_create("logs");

    tcase_add_test(logs, what_made_a_log_is_found_again);
    tcase_add_test(logs, a_log_alone_says_what_is_fitted);
    suite_add_tcase(suite, logs);
    return suite_run(suite);
}
