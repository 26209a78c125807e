/* test_fit_problem.c -- what a fit takes the model to say, beside what a run says; and its residuals. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/fit_parts.h"
#include "sim/study/logged.h"
#include "tests/fitted.h"
#include "tests/suite.h"

enum { TEXT = 4096, MOST = 64 };

#define ARMS \
    "[run]\ndays = 200\n[arm early]\n[arm late]\npassaging.harvest_passage = 8\n" \
    "[arm saline]\npresets.product = saline\n"
#define RELIEF \
    "[data relief]\ny = timecourse.specific_relief\nx = day\nvalue = mm\nsd = 1 mm\n" \
    "columns = day,arm,mm\nrow 1 = 30,early,5\nrow 2 = 90,early,6\nrow 3 = 90.5,early,7\n" \
    "row 4 = 91,early,8\nrow 5 = 60,late,4\nrow 6 = 0,late,0\nrow 7 = 200,late,1\n"
#define FIT "[fit]\npersistence.tail = range\n"

static void predict(const sim_fit *fit, double values[], double model[])
{
    sim_error err = {""};

    sim_fit_first(&fit->parts[0].problem, values);
    ck_assert_msg(sim_fit_predict(&fit->parts[0].problem, 0, values, model, &err) == SIM_OK,
                  "%s", err.text);
}

static void open_fit(sim_fit *fit, const char *text)
{
    sim_error err = {""};

    ck_assert_msg(fitted_try(fit, text, 1, &err) == SIM_OK, "%s", err.text);
}

/* ---- beside a run ------------------------------------------------------------------------------ */

/* A cell of a table of a run, by its arm and the value of its first column. */
static double cell(const sim_job *job, const char *table, const char *arm, double first,
                   const char *column)
{
    for (size_t i = 0; i < job->tables.n; i++) {
        const sim_table *t = &job->tables.table[i];

        for (size_t r = 0; strcmp(t->name, table) == 0 && r < t->n_rows; r++)
            if (strcmp(t->keys[r], arm) == 0 &&
                (isnan(first) || sim_table_cell(t, r, 0) == first))
                return sim_table_cell(t, r, sim_table_find(t, column));
    }
    ck_abort_msg("%s.%s of %s", table, column, arm);
}

static void run(sim_job *job, const char *text)
{
    const sim_source source = {.file = "own.ini", .text = text};
    sim_error err = {""};

    ck_assert_msg(sim_job_read(job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_job_solve(job, &err) == SIM_OK, "%s", err.text);
}

#define close_to(a, b) ck_assert_double_eq_tol(a, b, 1e-5 * fabs(b) + 1e-7)

START_TEST(courses_reports_and_numbers_are_those_of_a_run)
{
    static const char text[] = ARMS FIT RELIEF
        "[data doublings]\ny = passages.doublings\nx = passage\nvalue = v\nsd = 1\narm = "
        "late\n"
        "columns = passage,v\nrow 1 = 3,2\nrow 2 = 8,1\n"
        "[data number]\ny = summary.specific_relief_month_6\nvalue = v\nsd = 1 mm\n"
        "columns = arm,v\nrow 1 = late,2\nrow 2 = early,1\n";
    double values[MOST], model[MOST];
    sim_job job;
    sim_fit fit;

    open_fit(&fit, text);
    predict(&fit, values, model);
    run(&job, text);
    close_to(model[0], cell(&job, "timecourse", "early", 30, "specific_relief"));
    close_to(model[1], cell(&job, "timecourse", "early", 90, "specific_relief"));
    ck_assert_double_gt(model[2], fmin(model[1], model[3]));
    ck_assert_double_lt(model[2], fmax(model[1], model[3]));
    close_to(model[4], cell(&job, "timecourse", "late", 60, "specific_relief"));
    close_to(model[5], 0.0);
    close_to(model[6], cell(&job, "timecourse", "late", 200, "specific_relief"));
    close_to(model[7], cell(&job, "passages", "late", 3, "doublings"));
    close_to(model[8], cell(&job, "passages", "late", 8, "doublings"));
    close_to(model[9], cell(&job, "summary", "late", NAN, "specific_relief_month_6"));
    close_to(model[10], cell(&job, "summary", "early", NAN, "specific_relief_month_6"));
    sim_job_close(&job);
    sim_fit_free(&fit);
}
END_TEST

/* Two of three sources, of whom each has cultures of its own; the arm itself ends before. */
static const char log_text[] =
    "[run]\ndays = 1\n[passaging]\nharvest_passage = 1\n[arm a]\n"
    "[data log]\nformat = passages\n%s"
    "columns = donor,passage,plated,day,seeded,area,harvested,senescent\n"
    "row 1 = A,1,0,7,4e5,225,5e6,0.1\nrow 2 = A,2,7,14,4e5,225,5e6,\n"
    "row 3 = B,1,0,6,3e5,225,5e6,0.1\nrow 4 = B,2,6,15,5e5,225,4e6,0.3\n";

START_TEST(each_source_of_a_log_is_told_its_own)
{
    static const char *const donors[] = {"donor = A\n", "donor = B\n"};
    char text[TEXT];
    double values[MOST], model[MOST];
    sim_fit fit;

    snprintf(text, sizeof text, log_text, "");
    open_fit(&fit, text);
    ck_assert_uint_eq(fit.parts[0].problem.n_seen, 7);
    predict(&fit, values, model);
    for (size_t i = 0; i < 7; i++) {
        const sim_observed *o = &fit.all.list[fit.parts[0].problem.seen[i]];
        const bool is_first = o->x == 1;
        sim_job job;
        sim_logged logged;
        sim_error err = {""};
        size_t column;

        snprintf(text, sizeof text, log_text, donors[o->source]);
        run(&job, text);
        ck_assert_msg(sim_logged_init(&logged, &job, &err) == SIM_OK, "%s", err.text);
        column =
            sim_table_find(&logged.table, strstr(fit.all.sets[o->set].quantity, "senes")
                                              ? "modelled_senescent_fraction"
                                              : "modelled_harvested");
        close_to(model[i], sim_table_cell(&logged.table, is_first ? 0 : 1, column));
        sim_logged_free(&logged);
        sim_job_close(&job);
    }
    sim_fit_free(&fit);
}
END_TEST

/* ---- unknowns ----------------------------------------------------------------------------------- */

START_TEST(an_unknown_of_one_arm_moves_that_alone)
{
    double values[MOST], before[MOST], after[MOST];
    sim_error err = {""};
    sim_fit fit;

    open_fit(&fit, ARMS "[fit]\npersistence.tail = range, per arm\n" RELIEF);
    ck_assert_uint_eq(fit.parts[0].problem.problem.n_unknowns, 2);
    ck_assert_str_eq(fit.parts[0].problem.items[0].name, "persistence.tail@early");
    ck_assert_str_eq(fit.parts[0].problem.items[1].name, "persistence.tail@late");
    predict(&fit, values, before);
    values[1] *= 2;
    ck_assert(sim_fit_predict(&fit.parts[0].problem, 0, values, after, &err) == SIM_OK);
    for (size_t i = 0; i < 4; i++) ck_assert_double_eq(after[i], before[i]);
    ck_assert_double_ne(after[4], before[4]);
    sim_fit_free(&fit);
}
END_TEST

/* What is treated alone is fitted in who is treated alone: against its background a dose is seen. */
START_TEST(a_background_stays_without_treatment)
{
    double values[MOST], none[MOST], model[MOST];
    sim_error err = {""};
    sim_fit fit;

    open_fit(&fit, "[run]\ndays = 100\nindication = heart\n[arm cells]\n[fit]\n"
                   "product.dose = 1e6..1e9\n[data own]\n"
                   "y = timecourse.lvef_against_background\nx = day\nvalue = v\nsd = 1\n"
                   "columns = day,v\nrow 1 = 60,1\nrow 2 = 100,2\n");
    predict(&fit, values, model);
    ck_assert_double_gt(fabs(model[1]), 0.01);
    values[0] = 1e6;
    ck_assert(sim_fit_predict(&fit.parts[0].problem, 0, values, none, &err) == SIM_OK);
    ck_assert_double_lt(fabs(none[1]), 0.5 * fabs(model[1]));
    sim_fit_free(&fit);
}
END_TEST

/* Who has no cells has none, whatever dose is fitted. */
START_TEST(an_arm_out_of_the_range_keeps_its_own)
{
    double values[MOST], before[MOST], after[MOST];
    sim_error err = {""};
    sim_fit fit;

    open_fit(&fit, "[run]\ndays = 100\n[arm cells]\n[arm none]\nproduct.dose = 0\n[fit]\n"
                   "product.dose = 1e6..1e9\n[data own]\n"
                   "y = timecourse.total_relief\nx = day\nvalue = v\nsd = 1 mm\n"
                   "columns = day,arm,v\nrow 1 = 60,cells,11\nrow 2 = 60,none,12\n");
    predict(&fit, values, before);
    ck_assert_double_eq(values[0], 5e7);
    values[0] = 2e8;
    ck_assert(sim_fit_predict(&fit.parts[0].problem, 0, values, after, &err) == SIM_OK);
    ck_assert_double_ne(after[0], before[0]);
    ck_assert_double_eq(after[1], before[1]);
    sim_fit_free(&fit);
}
END_TEST

START_TEST(values_that_arms_have_are_not_stood_over)
{
    sim_error err = {""};
    sim_fit fit;

    ck_assert(fitted_try(&fit,
                         "[arm a]\n[arm b]\npersistence.tail = 0.06\n" FIT
                         "[data own]\ny = timecourse.specific_relief\nx = day\nvalue = v\n"
                         "sd = 1\ncolumns = day,arm,v\nrow 1 = 60,a,1\nrow 2 = 60,b,2\n",
                         1, &err) == SIM_EVALUE);
    ck_assert_str_eq(
        err.text,
        "own.ini:5: persistence.tail: arms have values of their own of it, as arm "
        "b has 0.06; 'per arm' behind its range, or one value for all of them, would "
        "be right");
    sim_fit_free(&fit);
}
END_TEST

START_TEST(an_observation_beyond_the_run_is_told)
{
    sim_error err = {""};
    sim_fit fit;

    ck_assert(fitted_try(&fit,
                         "[run]\ndays = 50\n[arm a]\n" FIT
                         "[data own]\ny = timecourse.specific_relief\nx = day\nvalue = v\n"
                         "sd = 1\ncolumns = day,v\nrow 1 = 60,1\nrow 2 = 10,2\n",
                         1, &err) != SIM_OK);
    ck_assert_msg(strstr(err.text, "own.ini:") == err.text, "%s", err.text);
    sim_fit_free(&fit);
}
END_TEST

START_TEST(the_same_observations_have_the_same_runs)
{
    sim_error err = {""};
    sim_fit fit;
    sim_fit_problem again;
    const sim_fit_problem *p;

    open_fit(&fit, ARMS FIT RELIEF);
    p = &fit.parts[0].problem;
    again = *p;
    again.pool = (sim_pool){0};
    again.n_groups = 0;
    again.runs = sim_pool_take(&again.pool, p->n_seen, sizeof *again.runs);
    again.group_of = sim_pool_take(&again.pool, p->n_seen, sizeof *again.group_of);
    ck_assert_msg(sim_fit_group_runs(&again, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(again.n_groups, 1);
    ck_assert_uint_eq(again.groups[0].n, p->groups[0].n);
    ck_assert_mem_eq(again.runs, p->runs, p->n_seen * sizeof *p->runs);
    ck_assert_uint_eq(again.groups[0].n_glances, 7);
    sim_kept_free(&again.groups[0].kept);
    sim_readout_free(&again.readout);
    sim_pool_free(&again.pool);
    sim_fit_free(&fit);
}
END_TEST

/* ---- residuals ----------------------------------------------------------------------------------- */

START_TEST(residuals_are_observations_then_noise_then_what_was_known)
{
    sim_fit fit;
    double values[MOST], r[MOST], model[MOST];
    sim_error err = {""};
    const sim_fit_problem *p;
    sim_fitted_sd sd;
    double of_sd[SIM_MISFIT_OF_SD];

    open_fit(&fit, "[run]\ndays = 100\n[arm a]\n[fit]\n"
                   "persistence.tail = range, normal 0.04 0.02 1/day\n[data own]\n"
                   "y = timecourse.specific_relief\nx = day\nvalue = v\nsd = estimate\n"
                   "columns = day,v\nrow 1 = 60,11\nrow 2 = 100,12\nrow 3 = 80,13\n");
    p = &fit.parts[0].problem;
    ck_assert_uint_eq(p->problem.n_unknowns, 2);
    ck_assert_uint_eq(p->problem.n_residuals, 3 + 2 + 1);
    ck_assert_str_eq(p->items[1].name, "sd of own timecourse.specific_relief");
    predict(&fit, values, model);
    values[1] = 2;
    ck_assert(p->problem.residuals(p->problem.self, 0, values, r, &err) == SIM_OK);
    ck_assert_double_eq_tol(r[0], (11 - model[0]) / 2, 1e-12);
    ck_assert_double_eq_tol(r[2], (13 - model[2]) / 2, 1e-12);
    sd = (sim_fitted_sd){fit.all.sets[0].low, fit.all.sets[0].high, 3};
    sim_misfit_of_sd(&sd, 2, of_sd);
    ck_assert_double_eq(r[3], of_sd[0]);
    ck_assert_double_eq(r[4], of_sd[1]);
    ck_assert(fabs(r[5]) > 0.1);
    ck_assert_double_eq_tol(r[5], (values[0] - 0.04) / 0.02, 1e-12);
    ck_assert_double_eq(p->problem.offset, sim_misfit_of_sd_offset(&sd));
    sim_fit_free(&fit);
}
END_TEST

/* -2 log likelihood and the sum of squares differ by what no sd changes, limits or not. */
START_TEST(what_is_beyond_a_limit_costs_no_noise)
{
    double values[MOST], r[MOST], model[MOST], off[2];
    sim_error err = {""};
    sim_fit fit;

    open_fit(&fit, ARMS FIT
             "[data light]\ny = timecourse.live_fraction\nlog = estimate\narm = early\n"
             "columns = day,value\nrow 1 = 7,0.2\nrow 2 = 28,0.04\nrow 3 = 56,<0.02\n");
    predict(&fit, values, model);
    for (size_t i = 0; i < 2; i++) {
        const sim_fit_problem *p = &fit.parts[0].problem;

        values[1] = 0.2 + 0.3 * (double)i;
        ck_assert_int_eq(p->problem.residuals(p->problem.self, 0, values, r, &err), SIM_OK);
        off[i] = sim_sum_of_squares(r, p->problem.n_residuals) +
                 2 * sim_fit_log_likelihood(p, values, model);
    }
    ck_assert_double_eq_tol(off[0], off[1], 1e-9);
    sim_fit_free(&fit);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_problem");
    TCase *beside = tcase_create("beside"), *unknowns = tcase_create("unknowns"),
          *residuals = tcase_create("residuals");

    tcase_add_test(beside, courses_reports_and_numbers_are_those_of_a_run);
    tcase_add_test(beside, each_source_of_a_log_is_told_its_own);
    tcase_add_test(unknowns, an_unknown_of_one_arm_moves_that_alone);
    tcase_add_test(unknowns, a_background_stays_without_treatment);
    tcase_add_test(unknowns, an_arm_out_of_the_range_keeps_its_own);
    tcase_add_test(unknowns, the_same_observations_have_the_same_runs);
    tcase_add_test(unknowns, values_that_arms_have_are_not_stood_over);
    tcase_add_test(unknowns, an_observation_beyond_the_run_is_told);
    tcase_add_test(residuals, residuals_are_observations_then_noise_then_what_was_known);
    tcase_add_test(residuals, what_is_beyond_a_limit_costs_no_noise);
    suite_add_tcase(suite, beside);
    suite_add_tcase(suite, unknowns);
    suite_add_tcase(suite, residuals);
    return suite_run(suite);
}
