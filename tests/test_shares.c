/* test_shares.c -- shares of a spread: from the spread, and the same from its file. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/shares.h"
#include "tests/cohort.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static char folder[TEMP_PATH];
static planted p;
static sim_spread spread;

static void set_up(void)
{
    sim_rows_to to = {.csv = NULL};
    sim_error err = {""};

    temp_enter("shares", folder);
    ck_assert_int_eq(planted_open(&p, "[arm one]\n[arm two]\ntaker.odds = 1\n", &err),
                     SIM_OK);
    ck_assert_int_eq(
        sim_spread_run(&spread, &(sim_ensemble_task){.assay = &p.assay, .n = 20}, &err),
        SIM_OK);
    to.csv = fopen("spread.csv", "w");
    ck_assert_ptr_nonnull(to.csv);
    ck_assert_int_eq(sim_spread_write(&spread, &to, &err), SIM_OK);
    fclose(to.csv);
}

static void tear_down(void)
{
    remove("spread.csv");
    sim_spread_free(&spread);
    planted_close(&p);
    temp_leave(folder);
}

static void check_same(double one, double other)
{
    if (isnan(one))
        ck_assert(isnan(other));
    else
        ck_assert_double_eq(one, other);
}

/* To the last bit, so that a figure is the same. */
START_TEST(the_file_gives_the_shares_of_the_spread)
{
    sim_shares of_spread, of_file;
    sim_error err = {""};
    size_t n = 0;

    ck_assert_int_eq(sim_shares_init(&of_spread, &spread, &err), SIM_OK);
    ck_assert_msg(sim_shares_read(&of_file, ".", &p.experiment, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_uint_eq(of_file.n_arms, 2);
    ck_assert_ptr_eq(of_file.population, of_spread.population);
    for (size_t i = 0; i < 2 * of_file.population->n_parted; i++)
        for (size_t part = 0; part < SIM_PARTS; part++) {
            const double share = of_spread.list[i].share[part];

            check_same(share, of_file.list[i].share[part]);
            check_same(of_spread.list[i].error[part], of_file.list[i].error[part]);
            n += isfinite(share) && share > 0 && share < 1;
        }
    ck_assert_uint_ge(n, 5);
    ck_assert_double_eq_tol(of_file.list[0].share[2], sim_spread_share(&spread, 0, 0, 2),
                            1e-8);
    sim_shares_free(&of_spread);
    sim_shares_free(&of_file);
}
END_TEST

/* What a shell does to the file, and what is then said. */
static const struct {
    const char *command, *message;
} spoilt[] = {
    {"sed -i '$d' spread.csv",
     "./spread.csv: ends early; a file that a run of this version "
     "wrote would be right"},
    {"sed -i '3d' spread.csv", "./spread.csv:3: does not fit run.ini; a file that a run of "
                               "this version wrote would be right"},
    {"sed -i '2s/one/two/' spread.csv", "./spread.csv:2: does not fit run.ini; a file that "
                                        "a run of this version wrote would be right"},
    {"sed -i '2s/final/finale/' spread.csv",
     "./spread.csv:2: does not fit run.ini; a file that a run of this version wrote would "
     "be right"},
    {"tail -n 1 spread.csv > x && cat x >> spread.csv && rm x", NULL},
    {"rm spread.csv", "./spread.csv: cannot be read: No such file or directory"},
};

START_TEST(a_file_of_another_run_is_refused)
{
    sim_shares shares;
    sim_error err = {""};

    ck_assert_int_eq(system(spoilt[_i].command), 0);
    ck_assert_int_ne(sim_shares_read(&shares, ".", &p.experiment, &err), SIM_OK);
    if (spoilt[_i].message)
        ck_assert_str_eq(err.text, spoilt[_i].message);
    else
        ck_assert_ptr_nonnull(strstr(err.text, ": does not fit run.ini; "));
    sim_shares_free(&shares);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shares");
    TCase *shares = tcase_create("shares");

    tcase_add_checked_fixture(shares, set_up, tear_down);
    tcase_add_test(shares, the_file_gives_the_shares_of_the_spread);
    tcase_add_loop_test(shares, a_file_of_another_run_is_refused, 0, LENGTH(spoilt));
    suite_add_tcase(suite, shares);
    return suite_run(suite);
}
