/* test_fit_draws_print.c -- what draws of a fit say on the terminal, and whether there are enough of them: of
 * sums that are invented. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/fit_print.h"
#include "tests/fitted.h"
#include "tests/suite.h"

#define ROWS(columns, rows) \
    "[run]\ndays = 1\n[arm a]\n[fit]\nstarts = 1\npassaging.cycle_time = 16..60" columns \
    "passage,day,seeded,area,harvested\n" rows

static const char of_all[] =
    ROWS("\n[data log]\nformat = passages\ncolumns = ", "row 1 = 1,7,4e5,225,4.7e6\n");
static const char of_sources[] =
    ROWS(", per donor\n[data log]\nformat = passages\ncolumns = donor,",
         "row 1 = A,1,7,4e5,225,4.7e6\nrow 2 = B,1,7,4e5,225,4.5e6\n"
         "row 3 = C,1,7,4e5,225,4.9e6\n");

/* 500 steps, of which every hundredth is kept; 30 of 40 moves were taken. */
static void print(const char *rows, sim_draws_summary summary, char text[4096])
{
    sim_error err = {""};
    sim_fit fit;
    sim_fit_part_draws parts[3];
    sim_fit_draws draws = {.fit = &fit, .parts = parts};
    FILE *out = fmemopen(text, 4096, "w");

    ck_assert_ptr_nonnull(out);
    ck_assert_msg(fitted_try(&fit, rows, 1, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_le(fit.n_parts, 3);
    draws.n_parts = fit.n_parts;
    for (size_t i = 0; i < fit.n_parts; i++)
        parts[i] = (sim_fit_part_draws){.draws = {.n = 5,
                                                  .n_dims = 1,
                                                  .n_walkers = 16,
                                                  .thin = 100,
                                                  .moves = 40,
                                                  .accepted = 30},
                                        .summaries = &summary};
    sim_fit_draws_print(&draws, out);
    ck_assert_int_eq(fclose(out), 0);
    sim_fit_free(&fit);
}

/* Values are those of logarithms. */
static sim_draws_summary summary_of(double time, double rhat, bool converged)
{
    return (sim_draws_summary){.mean = {.time = time, .size = 1234.4},
                               .median = log(20),
                               .low = log(18),
                               .high = log(24.5),
                               .rhat = rhat,
                               .converged = converged};
}

START_TEST(numbers_are_told_as_users_know_them)
{
    char text[4096];

    print(of_all, summary_of(5, 1.0049, true), text);
    ck_assert_str_eq(
        text,
        "\ndraws: 4 ensembles of 16 walkers, 75 % of moves taken\n"
        "parameter                          median      2.5 %     97.5 %  unit           "
        "size  R-hat\n"
        "passaging.cycle_time                   20         18       24.5  h              "
        "1234  1.0049\n"
        "converged: 500 steps are 100 autocorrelation times of 5 steps, R-hat is 1.0049 at "
        "most\n");
}
END_TEST

/* Three tenths more than would do: 1.3 * 50 times; or as R-hat falls with the steps, 1.3 * 500 * what it is
 * above 1 / 0.01; four times as many where no time is known; in hundreds. */
static const struct {
    double time, rhat;
    const char *said;
} enough[] = {
    {25, 1.02,
     "\nnot converged: 500 steps are 20 autocorrelation times of 25 steps, R-hat is 1.0200 "
     "at most; 50 such times and less than 1.01 would be right: --steps=1700 may do\n"},
    {25, 1.035,
     "\nnot converged: 500 steps are 20 autocorrelation times of 25 steps, R-hat is 1.0350 "
     "at most; 50 such times and less than 1.01 would be right: --steps=2300 may do\n"},
    {INFINITY, 1.005,
     "\nnot converged: 500 steps are too few to tell an autocorrelation time, R-hat is "
     "1.0050 at most; 50 such times and less than 1.01 would be right: --steps=2000 may "
     "do\n"},
};

START_TEST(more_steps_are_named_where_there_are_too_few)
{
    char text[4096];
    const char *said;

    print(of_all, summary_of(enough[_i].time, enough[_i].rhat, false), text);
    said = strstr(text, "\nnot converged");
    ck_assert_msg(said != NULL, "%s", text);
    ck_assert_str_eq(said, enough[_i].said);
}
END_TEST

START_TEST(each_source_is_told_by_its_name)
{
    static const char *const lines[] = {" % of moves taken; A\n", " % of moves taken; B\n",
                                        " % of moves taken; C\n"};
    char text[4096];
    const char *at = text;

    print(of_sources, summary_of(5, 1.0049, true), text);
    for (size_t i = 0; i < 3; i++) {
        at = strstr(at, lines[i]);
        ck_assert_msg(at != NULL, "%s", text);
        at = strstr(at, "\nconverged: 500 steps are 100 ");
        ck_assert_msg(at != NULL, "%s", text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_draws_print");
    TCase *cases = tcase_create("fit_draws_print");

    tcase_add_test(cases, numbers_are_told_as_users_know_them);
    tcase_add_loop_test(cases, more_steps_are_named_where_there_are_too_few, 0,
                        sizeof enough / sizeof *enough);
    tcase_add_test(cases, each_source_is_told_by_its_name);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
