/* test_fit.c -- fits of data that the model made, whose truth is known. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/fit_print.h"
#include "sim/cli/fitting.h"
#include "sim/study/fit_answers.h"
#include "sim/study/fit_ini.h"
#include "sim/study/fit_sources.h"
#include "sim/study/fit_tables.h"
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

/* What a solved fit writes: rows of the plan, fit.ini, what the terminal is told. */
START_TEST(a_solved_fit_is_written_and_told)
{
    char rows[TEXT], text[WHOLE_TEXT], *bytes = NULL;
    size_t size;
    sim_error err = {""};
    sim_fit fit;
    sim_fitting none = {0};
    FILE *out = open_memstream(&bytes, &size);

    make_rows(truth_text, rows);
    snprintf(text, sizeof text, log_text, "hazard_scale = 12\n",
             "passaging.cycle_time = 16..60\n", rows);
    fitted_solve(&fit, text, 1);
    sim_fit_plan_write(&fit.plan, out);
    ck_assert(sim_fit_ini_write(&fit, out, &err) == SIM_OK);
    sim_fit_print(&fit, out);
    fclose(out);
    ck_assert_ptr_eq(strstr(bytes, "passaging.cycle_time = 16..60 #: own.ini:"), bytes);
    ck_assert_ptr_nonnull(strstr(bytes, "\ncycle_time = "));
    ck_assert_ptr_nonnull(strstr(bytes, "#: fitted to data, 95 % interval "));
    ck_assert_ptr_nonnull(strstr(bytes, " h          two-sided\n"));
    ck_assert_str_eq(sim_fit_table_name(0), "fit");
    ck_assert_ptr_eq(sim_fit_store_of_starts(&fit.store).self, &fit.store);
    free(bytes);
    sim_fit_free(&fit);
    sim_fitting_free(&none);
}
END_TEST

/* ---- noise --------------------------------------------------------------------------------------- */

START_TEST(where_noise_is_fitted_the_threshold_is_that_of_f)
{
    char rows[TEXT], text[WHOLE_TEXT];
    sim_fit fit;
    const sim_fit_part *part;

    make_rows(truth_text, rows);
    snprintf(
        text, sizeof text, log_text, "",
        "level = 0.9\npassaging.cycle_time = 16..60\npassaging.hazard_scale = 5..100\n",
        rows);
    snprintf(text + strlen(text), sizeof text - strlen(text), "harvested_sd = estimate\n");
    fitted_solve(&fit, text, 1);
    part = &fit.parts[0];
    ck_assert(part->by_f);
    ck_assert_uint_eq(part->problem.n_noises, 1);
    ck_assert_uint_eq(sim_fit_problem_noisy(&part->problem), ROWS);
    ck_assert_double_eq(part->threshold, sim_profile_threshold_of_noise(0.9, ROWS, 2));
    ck_assert_double_eq(part->criteria.aic, -2 * part->log_likelihood + 2 * 3);
    ck_assert(isnan(part->lack));
    sim_fit_free(&fit);
}
END_TEST

/* What is known beforehand counts as an observation does: by its distance in standard deviations. */
START_TEST(what_was_known_draws_the_best_point_to_itself)
{
    static const char *const known[] = {"normal 20 0.1 h", "lognormal 20 0.005"};
    char rows[TEXT], text[WHOLE_TEXT], asked[TEXT];
    sim_fit fit;

    make_rows(truth_text, rows);
    snprintf(asked, sizeof asked,
             "passaging.cycle_time = 16..60, %s\npassaging.hazard_scale = 5..100\n",
             known[_i]);
    snprintf(text, sizeof text, log_text, "", asked, rows);
    fitted_solve(&fit, text, 1);
    ck_assert_double_lt(fit.parts[0].answers[0].value, 22);
    ck_assert_double_gt(fit.parts[0].answers[0].value, 20);
    ck_assert(isnan(fit.parts[0].lack));
    sim_fit_free(&fit);
}
END_TEST

/* ---- several sources ----------------------------------------------------------------------------- */

enum { SOURCES = 4 };
static const double times[SOURCES] = {24, 27, 30, 35};

/* A log of sources of these cycle times; of the last there may be two days alone. */
static void make_sources(char rows[], size_t size, bool last_is_short)
{
    int n = 1;

    *rows = '\0';
    for (int d = 0; d < SOURCES; d++) {
        const bool is_short = last_is_short && d + 1 == SOURCES;
        char own[TEXT], values[64], *line, *rest = own;

        snprintf(values, sizeof values, "cycle_time = %g\nhazard_scale = 12\n", times[d]);
        make_rows(values, own);
        if (is_short) snprintf(own, sizeof own, "row 1 = 1,2,4e5,225,3.9e5,\n");
        for (int r = 0; (line = strtok_r(rest, "\n", &rest)); r++)
            snprintf(rows + strlen(rows), size - strlen(rows), "row %d = %c,%s\n", n++,
                     'A' + d, strchr(line, '=') + 2);
    }
}

static const char sources_text[] =
    "[run]\ndays = 1\n[arm a]\n[fit]\nstarts = 3\n%s[data log]\nformat = passages\n"
    "columns = donor,passage,day,seeded,area,harvested,senescent\nplated = 0\n%s";

/* Fits them, with these rows. */
static void solve_sources(sim_fit *fit, const char *asked, bool last_is_short)
{
    char rows[2 * WHOLE_TEXT], text[3 * WHOLE_TEXT];

    make_sources(rows, sizeof rows, last_is_short);
    snprintf(text, sizeof text, sources_text, asked, rows);
    fitted_solve(fit, text, 2);
}

static const char each_its_own[] = "passaging.cycle_time = 16..60, per donor\n"
                                   "passaging.hazard_scale = 5..100, per donor\n";

START_TEST(each_source_has_a_fit_of_its_own_and_all_a_mean_and_a_spread)
{
    double values[SOURCES], errors[SOURCES];
    sim_error err = {""};
    sim_reml reml;
    sim_fit fit;

    solve_sources(&fit, each_its_own, false);
    ck_assert_uint_eq(fit.n_parts, SOURCES);
    ck_assert_uint_eq(fit.n_populations, 2);
    for (size_t d = 0; d < SOURCES; d++) {
        ck_assert_uint_eq(fit.parts[d].source, d);
        ck_assert_double_eq_tol(fit.parts[d].answers[0].value, times[d], 1e-3 * times[d]);
        values[d] = fit.parts[d].profiles.best.x[0];
        errors[d] = fit.parts[d].answers[0].error;
    }
    ck_assert(sim_reml_find(values, errors, SOURCES, "sources", &reml, &err) == SIM_OK);
    ck_assert(fit.populations[0].is_found);
    ck_assert_uint_eq(fit.populations[0].n, SOURCES);
    ck_assert_double_eq(fit.populations[0].middle, exp(reml.mean));
    ck_assert_double_eq(fit.populations[0].low, exp(reml.low));
    ck_assert_double_eq(fit.populations[0].high, exp(reml.high));
    ck_assert_double_eq(fit.populations[0].reml.spread, reml.spread);
    ck_assert_double_gt(reml.spread, 0.05);
    ck_assert_double_lt(fit.populations[1].reml.spread, 0.05);
    fit.populations[0].n = fit.populations[1].n = 0; /* and once more, the same */
    ck_assert(sim_fit_populations_find(&fit, &err) == SIM_OK);
    ck_assert_double_eq(fit.populations[0].reml.mean, reml.mean);
    ck_assert_str_eq(fit.populations[0].left_out, "");
    sim_fit_free(&fit);
}
END_TEST

START_TEST(a_source_whose_own_is_open_is_left_out_and_named)
{
    sim_fit fit;

    solve_sources(&fit, each_its_own, true);
    ck_assert_int_ne(fit.parts[SOURCES - 1].answers[1].status, SIM_TWO_SIDED);
    ck_assert_uint_eq(fit.populations[1].n, SOURCES - 1);
    ck_assert_str_eq(fit.populations[1].left_out, "D");
    ck_assert(fit.populations[1].is_found);
    sim_fit_free(&fit);
}
END_TEST

START_TEST(what_sources_share_is_fitted_with_all_of_them_at_once)
{
    sim_fit fit;

    solve_sources(
        &fit, "passaging.cycle_time = 16..60, per donor\npassaging.hazard_scale = 5..100\n",
        false);
    ck_assert_uint_eq(fit.n_parts, 1);
    ck_assert_uint_eq(fit.n_populations, 1);
    ck_assert_double_eq_tol(fitted_answer(&fit, "passaging.hazard_scale")->value, 12, 0.01);
    ck_assert_double_eq_tol(fitted_answer(&fit, "passaging.cycle_time@D")->value, 35, 0.05);
    ck_assert_uint_eq(fit.populations[0].n, SOURCES);
    sim_fit_free(&fit);
}
END_TEST

/* ---- what data do not tell ------------------------------------------------------------------------ */

static const char relief_text[] =
    "[run]\ndays = 364\n[product]\n%s[arm a]\n[fit]\nstarts = 6\n%s"
    "[data own]\ny = timecourse.specific_relief\nx = day\nvalue = v\nsd = 0.5 mm\n"
    "columns = day,v\n%s";

/* Relief of two months to a year, as the model has it, one up and one down by turns. */
static void make_relief(const char *values, char rows[TEXT])
{
    char text[WHOLE_TEXT];
    double first[8], model[12];
    sim_error err = {""};
    sim_fit fit;

    for (int pass = 0; pass < 2; pass++) {
        *rows = '\0';
        for (int i = 0; i < 12; i++)
            snprintf(rows + strlen(rows), TEXT - strlen(rows), "row %d = %d,%.10g\n", i + 1,
                     28 * i + 50, pass == 0 ? 1 : model[i] + (i % 2 ? 0.4 : -0.4));
        if (pass == 1) return;
        snprintf(text, sizeof text, relief_text, values, "product.fitness = 0.1..1\n",
                 rows);
        ck_assert_msg(fitted_try(&fit, text, 1, &err) == SIM_OK, "%s", err.text);
        sim_fit_first(&fit.parts[0].problem, first);
        ck_assert(sim_fit_predict(&fit.parts[0].problem, 0, first, model, &err) == SIM_OK);
        sim_fit_free(&fit);
    }
}

typedef struct {
    const char *made, *fitted, *one, *other;
    double product;
} pair;

static const pair pairs[] = {
    {"dose = 1e8\nmsc_fraction = 0.5\n",
     "product.dose = 1e6..1e9\nproduct.msc_fraction = 0.01..1\n", "product.dose",
     "product.msc_fraction", 5e7},
    {"thaw_secretion = 0.5\nlot_potency = 2\n",
     "product.thaw_secretion = 0.01..1\nproduct.lot_potency = 0.05..20\n",
     "product.thaw_secretion", "product.lot_potency", 1},
    /* a range from 0 on is no logarithm, and all the same */
    {"thaw_secretion = 0.5\nlot_potency = 2\n",
     "product.thaw_secretion = range\nproduct.lot_potency = range\n",
     "product.thaw_secretion", "product.lot_potency", 1},
};

START_TEST(of_a_product_neither_is_known)
{
    const pair *p = &pairs[_i];
    char rows[TEXT], text[WHOLE_TEXT], words[SIM_FIT_WORDS];
    const sim_fitted *one, *other;
    sim_fit fit;

    make_relief(p->made, rows);
    snprintf(text, sizeof text, relief_text, p->made, p->fitted, rows);
    fitted_solve(&fit, text, 2);
    one = fitted_answer(&fit, p->one);
    other = fitted_answer(&fit, p->other);
    ck_assert_int_eq(one->status, SIM_NOT_IDENTIFIABLE);
    ck_assert_int_eq(other->status, SIM_NOT_IDENTIFIABLE);
    ck_assert(isnan(one->low) && isnan(one->high) && isnan(other->low) &&
              isnan(other->high));
    snprintf(words, sizeof words, "not identifiable, only their product: %s x %s", p->one,
             p->other);
    ck_assert_str_eq(one->words, words);
    snprintf(words, sizeof words, "not identifiable, only their product: %s x %s", p->other,
             p->one);
    ck_assert_str_eq(other->words, words);
    ck_assert(sim_fit_is_bound(&fit.parts[0], 0, 1) || one->at != 0 || other->at != 0);
    ck_assert_double_eq_tol(one->value * other->value, p->product, 0.1 * p->product);
    sim_fit_free(&fit);
}
END_TEST

/* Alone each of them is known. */
START_TEST(one_of_a_product_is_known_where_the_other_is)
{
    char rows[TEXT], text[WHOLE_TEXT];
    sim_fit fit;

    make_relief(pairs[0].made, rows);
    snprintf(text, sizeof text, relief_text, pairs[0].made, "product.dose = 1e6..1e9\n",
             rows);
    fitted_solve(&fit, text, 1);
    ck_assert_int_eq(fit.parts[0].answers[0].status, SIM_TWO_SIDED);
    ck_assert_double_lt(fit.parts[0].answers[0].low, 1e8);
    ck_assert_double_gt(fit.parts[0].answers[0].high, 1e8);
    sim_fit_free(&fit);
}
END_TEST

/* Passages of like length and density: a longer lag is a shorter cycle. */
START_TEST(a_regular_log_does_not_tell_lag_from_cycle)
{
    char rows[TEXT], text[WHOLE_TEXT];
    sim_fit fit;

    make_rows("cycle_time = 27\nhazard_scale = 30\n", rows);
    snprintf(text, sizeof text, log_text, "",
             "passaging.cycle_time = range\npassaging.hazard_scale = range\n"
             "passaging.hazard_shape = range\npassaging.lag_time = range\n",
             rows);
    fitted_solve(&fit, text, 2);
    ck_assert_int_eq(fitted_answer(&fit, "passaging.lag_time")->status,
                     SIM_NOT_IDENTIFIABLE);
    ck_assert_str_eq(
        fitted_answer(&fit, "passaging.lag_time")->words,
        "not identifiable: only passaging.cycle_time with passaging.lag_time is");
    sim_fit_free(&fit);
}
END_TEST

/* One harvest tells of two numbers only how they go together, along a valley that bends. */
static const char harvest_text[] =
    "[run]\ndays = 1\n[passaging]\nharvest_passage = 1\n[arm a]\n[fit]\n"
    "passaging.cycle_time = 16..60, per donor\npassaging.hazard_scale = 5..100, per donor\n"
    "[data log]\nformat = passages\ncolumns = donor,passage,day,seeded,area,harvested\n"
    "row 1 = A,0,0,,500,4e6\nrow 2 = A,1,7,4e5,225,2.6e6\n"
    "row 3 = B,0,0,,500,4e6\nrow 4 = B,1,7,4e5,225,1.0e6\n"
    "row 5 = C,0,0,,500,4e6\nrow 6 = C,1,7,4e5,225,4.0e6\n";

static void expect_within(const sim_fit_part *part, const double x[], size_t k)
{
    const double value = sim_unknown_value(&part->problem.unknowns[k], x[k]);
    const sim_profile_side *sides = part->profiles.list[k].sides;

    ck_assert_double_ge(value, sides[0].at * (1 - 1e-9));
    ck_assert_double_le(value, sides[1].at * (1 + 1e-9));
}

START_TEST(intervals_reach_as_far_as_starts_that_fit)
{
    sim_fit fit;

    fitted_solve(&fit, harvest_text, 2);
    ck_assert_uint_eq(fit.n_parts, 3);
    for (size_t i = 0; i < 3 * fit.starts; i++) {
        const sim_fit_part *part = &fit.parts[i / fit.starts];
        const sim_start *start = &part->starts.list[i % fit.starts];

        ck_assert_double_lt(start->chi2, 1e-6);
        for (size_t k = 0; k < 2; k++) expect_within(part, start->x, k);
    }
    sim_fit_free(&fit);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit");
    TCase *logs = tcase_create("logs"), *sources = tcase_create("sources"),
          *open = tcase_create("open");

    tcase_set_timeout(logs, 60);
    tcase_set_timeout(sources, 60);
    tcase_set_timeout(open, 60);
    tcase_add_test(logs, what_made_a_log_is_found_again);
    tcase_add_test(logs, a_log_alone_says_what_is_fitted);
    tcase_add_test(logs, a_solved_fit_is_written_and_told);
    tcase_add_test(logs, where_noise_is_fitted_the_threshold_is_that_of_f);
    tcase_add_loop_test(logs, what_was_known_draws_the_best_point_to_itself, 0, 2);
    tcase_add_test(sources, each_source_has_a_fit_of_its_own_and_all_a_mean_and_a_spread);
    tcase_add_test(sources, a_source_whose_own_is_open_is_left_out_and_named);
    tcase_add_test(sources, what_sources_share_is_fitted_with_all_of_them_at_once);
    tcase_add_loop_test(open, of_a_product_neither_is_known, 0,
                        (int)(sizeof pairs / sizeof *pairs));
    tcase_add_test(open, one_of_a_product_is_known_where_the_other_is);
    tcase_add_test(open, intervals_reach_as_far_as_starts_that_fit);
    tcase_add_test(open, a_regular_log_does_not_tell_lag_from_cycle);
    suite_add_tcase(suite, logs);
    suite_add_tcase(suite, sources);
    suite_add_tcase(suite, open);
    return suite_run(suite);
}
