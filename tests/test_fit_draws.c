/* test_fit_draws.c -- draws from what data say: beside profiles, in the same bytes whatever solves them, and
 * as they are written and told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/fit_draws.h"
#include "tests/fitted.h"
#include "tests/program.h"
#include "tests/suite.h"
#include "tests/temp.h"

/* One passage, whose length of a cycle is fitted; and a few. */
#define FEW(steps) \
    "[run]\ndays = 1\n[arm a]\n[fit]\nstarts = 1\nintervals = mcmc\nsteps = " steps \
    "\npassaging.cycle_time = 16..60\n[data log]\nformat = passages\n" \
    "columns = passage,day,seeded,area,harvested\nrow 1 = 1,7,4e5,225,4.7e6\n"

static void read_fit(sim_fit *fit, const char *text, size_t threads)
{
    sim_error err = {""};

    ck_assert_msg(fitted_try(fit, text, threads, &err) == SIM_OK, "%s", err.text);
}

static void solve(sim_fit *fit)
{
    sim_error err = {""};

    ck_assert_msg(sim_fit_solve(fit, NULL, NULL, &err) == SIM_OK, "%s", err.text);
}

/* ---- beside profiles ---------------------------------------------------------------------- */

/* With SETS, of so many steps as converge. */
START_TEST(intervals_of_draws_are_those_of_profiles)
{
    const bool is_long = getenv("SETS") != NULL;
    char rows[64];
    sim_error err = {""};
    sim_fit_draws draws;
    sim_fit fit;

    snprintf(rows, sizeof rows, "starts = 1\nintervals = mcmc\nsteps = %d\n",
             is_long ? 6000 : 150);
    fitted_read_peer(&fit, 3, rows, 0);
    solve(&fit);
    ck_assert_int_eq(sim_fit_draws_run(&draws, &fit, NULL, &err), SIM_OK);
    ck_assert_uint_eq(draws.n_parts, 1);
    for (size_t k = 0; k < 3; k++) {
        const sim_fitted *a = &fit.parts[0].answers[k];
        const sim_draws_summary *s = &draws.parts[0].summaries[k];
        const double width = log(a->high / a->low);

        if (getenv("VERBOSE"))
            printf("%s: profile %g to %g, draws %g to %g, size %.0f, R-hat %.4f\n",
                   a->item->name, a->low, a->high, exp(s->low), exp(s->high), s->mean.size,
                   s->rhat);
        ck_assert_double_le(fabs(s->low - log(a->low)), 0.15 * width);
        ck_assert_double_le(fabs(s->high - log(a->high)), 0.15 * width);
        ck_assert_double_eq_tol(s->high - s->low, width, 0.15 * width);
        ck_assert_int_eq(s->converged, is_long);
    }
    sim_fit_draws_free(&draws);
    sim_fit_free(&fit);
}
END_TEST

/* ---- the same draws ------------------------------------------------------------------------ */

static void expect_same(const sim_draws *one, const sim_draws *other)
{
    ck_assert_uint_eq(one->n, other->n);
    ck_assert_uint_eq(one->accepted, other->accepted);
    for (size_t i = 0; i < one->n * SIM_ENSEMBLES * one->n_walkers * one->n_dims; i++)
        ck_assert(one->x[i] == other->x[i]);
    for (size_t i = 0; i < one->n * SIM_ENSEMBLES * one->n_walkers; i++)
        ck_assert(one->density[i] == other->density[i]);
}

START_TEST(threads_play_no_part)
{
    sim_error err = {""};
    sim_fit_draws draws[2];
    sim_fit fits[2];

    for (size_t i = 0; i < 2; i++) {
        read_fit(&fits[i], FEW("20"), 1 + 2 * i);
        solve(&fits[i]);
        ck_assert_int_eq(sim_fit_draws_run(&draws[i], &fits[i], NULL, &err), SIM_OK);
    }
    expect_same(&draws[0].parts[0].draws, &draws[1].parts[0].draws);
    for (size_t i = 0; i < 2; i++) {
        sim_fit_draws_free(&draws[i]);
        sim_fit_free(&fits[i]);
    }
}
END_TEST

/* ---- kept blocks ------------------------------------------------------------------------------ */

typedef struct {
    size_t told, last;
} listener;

static void hear(void *self, size_t done)
{
    listener *l = self;

    l->told++;
    l->last = done;
}

static bool stop_behind_a_block(void *self) { return ((listener *)self)->last >= 125; }

static sim_status draw_in(const char *folder, bool resumes, bool stops, listener *l,
                          sim_fit *fit, sim_fit_draws *draws)
{
    const sim_hooks hooks = {
        .progress = hear, .stop = stops ? stop_behind_a_block : NULL, .self = l};
    sim_error err = {""};
    sim_status status;

    *l = (listener){0};
    read_fit(fit, FEW("110"), 1);
    ck_assert_msg(sim_fit_open(fit, folder, resumes, &err) == SIM_OK, "%s", err.text);
    solve(fit);
    status = sim_fit_draws_run(draws, fit, &hooks, &err);
    ck_assert_int_eq(sim_fit_close(fit, &err), SIM_OK);
    return status;
}

/* 22 steps are not kept, 100 are a block, and 10 another. */
START_TEST(blocks_that_are_kept_serve_again)
{
    char folder[TEMP_PATH];
    sim_error err = {""};
    sim_fit_draws draws[3];
    sim_fit fits[3];
    listener l;

    temp_folder("draws", folder);
    read_fit(&fits[0], FEW("110"), 1);
    solve(&fits[0]);
    ck_assert_int_eq(sim_fit_draws_run(&draws[0], &fits[0], NULL, &err), SIM_OK);
    ck_assert_int_eq(draw_in(folder, false, true, &l, &fits[1], &draws[1]), SIM_ESTOP);
    ck_assert_int_eq(draw_in(folder, true, false, &l, &fits[2], &draws[2]), SIM_OK);
    ck_assert_uint_eq(l.told, 10);
    expect_same(&draws[0].parts[0].draws, &draws[2].parts[0].draws);
    for (size_t i = 0; i < 3; i++) {
        sim_fit_draws_free(&draws[i]);
        sim_fit_free(&fits[i]);
    }
    ck_assert(temp_remove(folder));
}
END_TEST

/* ---- as users meet them ---------------------------------------------------------------------- */

START_TEST(draws_are_written_described_and_told)
{
    program_result result;

    program_write_text("a.ini", FEW("20"));
    program_succeed("fit a.ini -o d", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "\ndraws: 4 ensembles of 16 walkers, "));
    ck_assert_ptr_nonnull(strstr(result.out, "\nnot converged: 20 steps are "));
    ck_assert_ptr_nonnull(strstr(result.out, "\nd/draws.csv\nd/posterior.csv\n"));
    program_shell("awk -F, 'NR > 1 && ($5 < 16 || $5 > 60)' d/draws.csv; "
                  "head -1 d/draws.csv; wc -l <d/draws.csv; head -1 d/posterior.csv; "
                  "grep -c '^draws.csv\\|^posterior.csv' d/columns.csv; "
                  "grep '^intervals\\|^steps' d/run.ini | cut -d' ' -f1-3",
                  &result);
    ck_assert_str_eq(
        result.out,
        "ensemble,walker,step,log_posterior,passaging.cycle_time\n1281\n"
        "parameter,arm,donor,median,low,high,rhat,size,time,converged,unit\n16\n"
        "intervals = mcmc\nsteps = 20\n");
}
END_TEST

/* Draws of each source stand below each other. */
START_TEST(draws_of_sources_have_their_names)
{
    program_result result;

    program_write_text(
        "a.ini", "[run]\ndays = 1\n[arm a]\n[fit]\nstarts = 1\n"
                 "passaging.cycle_time = 16..60, per donor\n[data log]\nformat = passages\n"
                 "columns = donor,passage,day,seeded,area,harvested\n"
                 "row 1 = A,1,7,4e5,225,4.7e6\nrow 2 = B,1,7,4e5,225,4.5e6\n"
                 "row 3 = C,1,7,4e5,225,4.9e6\n");
    program_succeed("fit a.ini -o d --method mcmc --steps 10", &result);
    program_shell("head -1 d/draws.csv; cut -d, -f1 d/draws.csv | sort | uniq -c | "
                  "sed 's/^ *//'; cut -d, -f1-3 d/posterior.csv",
                  &result);
    ck_assert_str_eq(
        result.out,
        "donor,ensemble,walker,step,log_posterior,passaging.cycle_time\n640 A\n640 B\n"
        "640 C\n1 donor\nparameter,arm,donor\npassaging.cycle_time,,A\n"
        "passaging.cycle_time,,B\npassaging.cycle_time,,C\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_draws");
    TCase *draws = tcase_create("draws"), *told = tcase_create("told");

    tcase_set_timeout(draws, 300);
    tcase_add_test(draws, intervals_of_draws_are_those_of_profiles);
    tcase_add_test(draws, threads_play_no_part);
    tcase_add_test(draws, blocks_that_are_kept_serve_again);
    program_add_folder(told);
    tcase_set_timeout(told, 60);
    tcase_add_test(told, draws_are_written_described_and_told);
    tcase_add_test(told, draws_of_sources_have_their_names);
    suite_add_tcase(suite, draws);
    suite_add_tcase(suite, told);
    return suite_run(suite);
}
