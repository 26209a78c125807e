/* test_fit_drawn.c -- what a sampler drew, as figures show it: from tables that were written by hand. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/fit_shown.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char dir[TEMP_PATH];
static sim_fit_shown shown;

#define POSTERIOR "parameter,arm,donor,median,low,high,rhat,size,time,converged,unit\n"

static void set_up(void)
{
    temp_enter("fit_drawn", dir);
    shown = (sim_fit_shown){.n_sets = 0};
}

static void tear_down(void)
{
    sim_fit_shown_free(&shown);
    ck_assert_int_eq(system("rm -f *.csv"), 0);
    temp_leave(dir);
}

static void add_number(const char *name, const char *whose)
{
    ck_assert(sim_memory_grow(&shown.numbers, shown.n_numbers, sizeof *shown.numbers));
    shown.numbers[shown.n_numbers++] = (plot_estimated){.name = name, .whose = whose};
}

static void read_well(void)
{
    const sim_fit_shown_of of = {".", &models_chains[0], 0.95};
    sim_error err = {""};

    ck_assert_msg(sim_fit_shown_read_draws(&shown, &of, &err) == SIM_OK, "%s", err.text);
}

static void expect_draws(size_t n_draws, size_t n, const double x[])
{
    ck_assert_ptr_eq(shown.figures.draws, &shown.draws);
    ck_assert_uint_eq(shown.draws.n_draws, n_draws);
    ck_assert_uint_eq(shown.draws.n, n);
    for (size_t i = 0; i < n_draws * n; i++) ck_assert_double_eq(shown.draws.x[i], x[i]);
}

/* Columns stand in another order than numbers, and one of them is of an arm. */
START_TEST(draws_are_those_of_their_numbers)
{
    const double x[] = {1, 10, 2, 20, 3, 30};

    add_number("a.b", "");
    add_number("c.d", "P8");
    temp_put("posterior.csv", POSTERIOR "a.b,,,2,0.5,3.5,1,99,2,1,h\n"
                                        "c.d,P8,,20,5,35,1,99,2,1,1\n");
    temp_put("draws.csv", "ensemble,walker,step,log_posterior,c.d,c.d@P8,a.b\n"
                          "1,1,1,-3,7,10,1\n1,2,1,-4,7,20,2\n2,1,1,-5,7,30,3\n");
    read_well();
    expect_draws(3, 2, x);
    ck_assert_ptr_eq(shown.draws.numbers[0], &shown.numbers[0]);
    ck_assert_ptr_eq(shown.draws.numbers[1], &shown.numbers[1]);
    ck_assert_double_eq(shown.draws.low[1], 5);
    ck_assert_double_eq(shown.draws.high[0], 3.5);
    ck_assert_str_eq(shown.draws.whose, "");
    ck_assert(shown.draws.converged);
}
END_TEST

/* The first; that the second did not converge says nothing of it, but a number of its own does. */
START_TEST(draws_of_the_first_source_are_shown)
{
    const double x[] = {1, 2};
    const bool converged = _i == 1;

    add_number("a.b", "D1");
    add_number("a.b", "D2");
    temp_put("posterior.csv", converged ? POSTERIOR "a.b,,D1,2,0.5,3.5,1,99,2,1,h\n"
                                                    "a.b,,D2,20,5,35,1,99,2,0,h\n"
                                        : POSTERIOR "a.b,,D1,2,0.5,3.5,1,99,2,0,h\n"
                                                    "a.b,,D2,20,5,35,1,99,2,1,h\n");
    temp_put("draws.csv", "donor,ensemble,walker,step,log_posterior,a.b\n"
                          "D1,1,1,1,-3,1\nD1,1,2,1,-4,2\nD2,1,1,1,-5,30\n");
    read_well();
    expect_draws(2, 1, x);
    ck_assert_str_eq(shown.draws.whose, "D1");
    ck_assert_int_eq(shown.draws.converged, converged);
}
END_TEST

/* As soon as there are 800, every second is left out, and of what follows only every second is
 * taken: of 1000 there are 500; of 1700, which come to 800 twice, 425. */
static const struct {
    size_t n, shown, step;
} many[] = {{799, 799, 1}, {800, 400, 2}, {1000, 500, 2}, {1700, 425, 4}};

START_TEST(many_draws_are_thinned)
{
    FILE *out = fopen("draws.csv", "w");

    ck_assert_ptr_nonnull(out);
    fputs("ensemble,walker,step,log_posterior,a.b\n", out);
    for (size_t i = 0; i < many[_i].n; i++) fprintf(out, "1,1,%zu,-3,%zu\n", i + 1, i);
    ck_assert_int_eq(fclose(out), 0);
    add_number("a.b", "");
    temp_put("posterior.csv", POSTERIOR "a.b,,,2,0.5,3.5,1,99,2,1,h\n");
    read_well();
    ck_assert_uint_eq(shown.draws.n_draws, many[_i].shown);
    for (size_t i = 0; i < many[_i].shown; i++)
        ck_assert_double_eq(shown.draws.x[i], (double)(i * many[_i].step));
}
END_TEST

/* Without one of the tables, without a number that is known, and of one draw. */
static const struct {
    const char *posterior, *draws;
} none[] = {{NULL, "ensemble,a.b\n1,1\n1,2\n"},
            {POSTERIOR "a.b,,,2,0.5,3.5,1,99,2,1,h\n", NULL},
            {POSTERIOR "other,,,2,0.5,3.5,1,99,2,1,h\n", "ensemble,a.b\n1,1\n1,2\n"},
            {POSTERIOR "a.b,,,2,0.5,3.5,1,99,2,1,h\n", "ensemble,a.b\n1,1\n"}};

START_TEST(nothing_is_shown_of_nothing)
{
    add_number("a.b", "");
    if (none[_i].posterior) temp_put("posterior.csv", none[_i].posterior);
    if (none[_i].draws) temp_put("draws.csv", none[_i].draws);
    read_well();
    ck_assert_ptr_null(shown.figures.draws);
}
END_TEST

/* Of what is no number there is none. */
START_TEST(a_cell_that_is_no_number_is_not_defined)
{
    add_number("a.b", "");
    temp_put("posterior.csv", POSTERIOR "a.b,,,2,,3.5,1,99,2,1,h\n");
    temp_put("draws.csv", "ensemble,a.b\n1,\n1,2\n");
    read_well();
    ck_assert_uint_eq(shown.draws.n_draws, 2);
    ck_assert(isnan(shown.draws.low[0]));
    ck_assert(isnan(shown.draws.x[0]));
    ck_assert_double_eq(shown.draws.x[1], 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_drawn");
    TCase *cases = tcase_create("fit_drawn");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, draws_are_those_of_their_numbers);
    tcase_add_loop_test(cases, draws_of_the_first_source_are_shown, 0, 2);
    tcase_add_loop_test(cases, many_draws_are_thinned, 0, sizeof many / sizeof *many);
    tcase_add_loop_test(cases, nothing_is_shown_of_nothing, 0, sizeof none / sizeof *none);
    tcase_add_test(cases, a_cell_that_is_no_number_is_not_defined);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
