/* test_fit_draws_tables.c -- draws.csv and posterior.csv: which draw stands where, under which name. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/fit_draws.h"
#include "tests/fitted.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { TEXT = 8192 };

#define FIT(columns, rows) \
    "[run]\ndays = 1\n[arm a]\n[fit]\nstarts = 1\npassaging.cycle_time = 16..60" columns \
    "passage,day,seeded,area,harvested\n" rows

static const char of_all[] =
    FIT("\n[data log]\nformat = passages\ncolumns = ", "row 1 = 1,7,4e5,225,4.7e6\n");
static const char of_sources[] =
    FIT(", per donor\n[data log]\nformat = passages\ncolumns = donor,",
        "row 1 = A,1,7,4e5,225,4.7e6\nrow 2 = B,1,7,4e5,225,4.5e6\n"
        "row 3 = C,1,7,4e5,225,4.9e6\n");

/* Two steps, every seventh, of one walker an ensemble: in the order of draws the numbers 20, 21, ... and
 * logarithms of densities -100, -101, ... */
static double x[2 * SIM_ENSEMBLES], density[2 * SIM_ENSEMBLES];
static sim_draws_summary summary;
static sim_fit fit;
static sim_fit_part_draws parts[3];
static sim_fit_draws draws;
static sim_error err;
static char dir[TEMP_PATH];

static void set_up(void) { temp_enter("fit_draws_tables", dir); }

static void tear_down(void)
{
    sim_fit_free(&fit);
    ck_assert_int_eq(system("rm -rf d"), 0);
    temp_leave(dir);
}

static void plant(const char *rows)
{
    ck_assert_msg(fitted_try(&fit, rows, 1, &err) == SIM_OK, "%s", err.text);
    for (size_t i = 0; i < 2 * SIM_ENSEMBLES; i++) {
        x[i] = log(20 + (double)i);
        density[i] = -100 - (double)i;
    }
    summary = (sim_draws_summary){.mean = {.time = 5.5, .size = 99},
                                  .median = log(20),
                                  .low = log(18),
                                  .high = log(1000),
                                  .rhat = 1.004,
                                  .converged = true};
    draws = (sim_fit_draws){.fit = &fit, .parts = parts, .n_parts = fit.n_parts};
    ck_assert_uint_le(fit.n_parts, 3);
    for (size_t i = 0; i < fit.n_parts; i++)
        parts[i] = (sim_fit_part_draws){.draws = {.n = 2,
                                                  .n_dims = 1,
                                                  .n_walkers = 1,
                                                  .thin = 7,
                                                  .x = x,
                                                  .density = density},
                                        .summaries = &summary};
}

static void write_both(void)
{
    sim_files files;
    sim_results results = {.files = &files};

    ck_assert_msg(sim_files_init(&files, "d", "fit", &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_fit_draws_write(&draws, &results, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_files_commit(&files, &err) == SIM_OK, "%s", err.text);
    sim_files_free(&files);
}

static void expect(const char *path, const char *expected)
{
    char *text;

    ck_assert_msg(sim_files_read_text(path, &text, &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(text, expected);
    free(text);
}

/* What is beyond the range is its end: 60. */
START_TEST(draws_stand_in_their_order)
{
    plant(of_all);
    write_both();
    expect("d/draws.csv",
           "ensemble,walker,step,log_posterior,passaging.cycle_time\n"
           "1,1,7,-100,20\n2,1,7,-101,21\n3,1,7,-102,22\n4,1,7,-103,23\n"
           "1,1,14,-104,24\n2,1,14,-105,25\n3,1,14,-106,26\n4,1,14,-107,27\n");
    expect("d/posterior.csv",
           "parameter,arm,donor,median,low,high,rhat,size,time,converged,unit\n"
           "passaging.cycle_time,,,20,18,60,1.004,99,5.5,1,h\n");
}
END_TEST

/* Sources share a column, and have their names before it. */
START_TEST(sources_stand_below_each_other)
{
    plant(of_sources);
    for (size_t i = 0; i < 3; i++) parts[i].draws.n = 1;
    summary.mean.time = INFINITY;
    summary.converged = false;
    write_both();
    expect("d/draws.csv",
           "donor,ensemble,walker,step,log_posterior,passaging.cycle_time\n"
           "A,1,1,7,-100,20\nA,2,1,7,-101,21\nA,3,1,7,-102,22\nA,4,1,7,-103,23\n"
           "B,1,1,7,-100,20\nB,2,1,7,-101,21\nB,3,1,7,-102,22\nB,4,1,7,-103,23\n"
           "C,1,1,7,-100,20\nC,2,1,7,-101,21\nC,3,1,7,-102,22\nC,4,1,7,-103,23\n");
    expect("d/posterior.csv",
           "parameter,arm,donor,median,low,high,rhat,size,time,converged,unit\n"
           "passaging.cycle_time,,A,20,18,60,1.004,99,,0,h\n"
           "passaging.cycle_time,,B,20,18,60,1.004,99,,0,h\n"
           "passaging.cycle_time,,C,20,18,60,1.004,99,,0,h\n");
}
END_TEST

/* Where none were asked for, there is no file, and nothing to be said of it. */
START_TEST(nothing_is_written_of_nothing)
{
    plant(of_all);
    draws.n_parts = 0;
    write_both();
    ck_assert(!sim_results_has("d", "draws"));
    ck_assert(!sim_results_has("d", "posterior"));
}
END_TEST

static void describe(char text[TEXT])
{
    sim_rows rows;
    sim_rows_to to = {.csv = fmemopen(text, TEXT, "w")};

    ck_assert_ptr_nonnull(to.csv);
    sim_rows_start(&rows, &sim_columns_layout, &to);
    ck_assert_msg(sim_fit_draws_describe(&draws, &rows, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_rows_end(&rows, &err), SIM_OK);
    ck_assert_int_eq(fclose(to.csv), 0);
}

/* Each column of each has a row: 5, 6 with the name of a source, and 11 of posterior.csv. */
static const struct {
    const char *rows;
    size_t n;
} described[] = {{of_all, 5 + 11}, {of_sources, 6 + 11}};

START_TEST(columns_are_described)
{
    char text[TEXT];
    size_t n = 0;

    plant(described[_i].rows);
    describe(text);
    for (const char *line = strchr(text, '\n'); line[1]; line = strchr(line + 1, '\n')) n++;
    ck_assert_uint_eq(n, described[_i].n);
    ck_assert_msg(strstr(text, "\ndraws.csv,passaging.cycle_time,h,") != NULL, "%s", text);
    ck_assert_msg(strstr(text, "\nposterior.csv,donor,1,") != NULL, "%s", text);
    ck_assert_int_eq(strstr(text, "\ndraws.csv,donor,1,") != NULL, _i == 1);
    draws.n_parts = 0;
    describe(text);
    ck_assert_ptr_eq(strchr(text, '\n'), strrchr(text, '\n'));
}
END_TEST

START_TEST(tables_have_names)
{
    ck_assert_str_eq(sim_fit_draws_table(0), "draws");
    ck_assert_str_eq(sim_fit_draws_table(1), "posterior");
    ck_assert_ptr_null(sim_fit_draws_table(2));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_draws_tables");
    TCase *cases = tcase_create("fit_draws_tables"), *names = tcase_create("names");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, draws_stand_in_their_order);
    tcase_add_test(cases, sources_stand_below_each_other);
    tcase_add_test(cases, nothing_is_written_of_nothing);
    tcase_add_loop_test(cases, columns_are_described, 0,
                        sizeof described / sizeof *described);
    tcase_add_test(names, tables_have_names);
    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, names);
    return suite_run(suite);
}
