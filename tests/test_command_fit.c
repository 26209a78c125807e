/* test_command_fit.c -- potency fit as its users meet it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* Three passages that a culture of 30 h and 30 divisions would have, roughly. */
#define ROWS \
    "[data log]\nformat = passages\ncolumns = " \
    "passage,day,seeded,area,harvested,senescent\n" \
    "row 1 = 0,0,,500,4e6,\nrow 2 = 1,7,4e5,225,5.2e6,0.02\n" \
    "row 3 = 2,14,4e5,225,5.4e6,0.05\nrow 4 = 3,21,4e5,225,4.9e6,0.04\n"
#define CULTURE "[run]\ndays = 1\n[passaging]\nharvest_passage = 3\n[arm a]\n"
#define LOG CULTURE "[fit]\nstarts = 3\npassaging.cycle_time = 16..60\n" ROWS

/* ---- what it prints and writes ----------------------------------------------------------------- */

START_TEST(it_tells_data_values_intervals_and_what_becomes_of_residuals)
{
    static const char *const lines[] = {
        "6 observations:\n  log              passages.harvested                      3, sd "
        "of "
        "logarithms 0.1\n",
        "parameter                           value        low       high  unit       "
        "status\n"
        "passaging.cycle_time",
        " h          two-sided\n",
        "(6 observations, 1 numbers fitted)\n",
        "intervals: 95 %, where a profile of -2 log likelihood has risen by 3.841 (chi2 "
        "of ",
        "starts: 3 of 3 came to within 0.01 of the best\n",
        "residuals of log passages.senescent_fraction: sum of squares ",
        "\nd/fit.csv\nd/profiles.csv\nd/residuals.csv\nd/starts.csv\nd/correlation.csv\n"
        "d/criteria.csv\nd/band.csv\nd/answers.csv\nd/columns.csv\nd/run.ini\nd/fit.ini\nd/"
        "fit.png\n"
        "d/residuals.png\nd/profiles.png\nd/starts.png\nd/figures.csv\n\nfor teaching and "
        "research, not "
        "for "
        "treatment "
        "decisions\n",
    };
    program_result result;

    program_write_text("a.ini", LOG);
    program_succeed("fit a.ini -o d", &result);
    for (int i = 0; i < LENGTH(lines); i++)
        ck_assert_msg(strstr(result.out, lines[i]) != NULL, "%s\nis not in\n%s", lines[i],
                      result.out);
}
END_TEST

START_TEST(every_column_of_its_tables_is_described)
{
    program_result result;

    program_write_text("a.ini", LOG);
    program_succeed("fit a.ini -o d", &result);
    program_shell(
        "for t in fit profiles residuals starts correlation criteria band figures; do "
        "head -1 d/$t.csv | tr , '\\n' | while read c; do "
        "grep -q \"^$t.csv,$c,\\|^$t,$c,\" d/columns.csv || echo $t $c; done; done",
        &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(fit_ini_runs_as_it_is_and_has_the_values_with_their_origin)
{
    program_result result;

    program_write_text("a.ini", LOG);
    program_succeed("fit a.ini -o d", &result);
    program_shell("grep '^cycle_time' d/fit.ini | sed 's/[0-9.]*[0-9]/N/g'", &result);
    ck_assert_str_eq(result.out, "cycle_time = N #: fitted to data, N % interval N to N\n");
    program_shell("awk '/^cycle_time/ { printf \"%.9g\\n\", $3 }' d/fit.ini >1; "
                  "awk -F, 'NR == 2 { print $4 }' d/fit.csv >2; cmp 1 2 && wc -l <1",
                  &result);
    ck_assert_str_eq(result.out, "1\n");
    program_shell(
        "$POTENCY run d/fit.ini -o e >e.out && $POTENCY check d/fit.ini >c.out && "
        "test -f e/log.csv && echo yes",
        &result);
    ck_assert_str_eq(result.out, "yes\n");
    program_succeed("fit d/run.ini -o f", &result);
    program_shell("sed -i 's/,[0-9]*$//' ?/residuals.csv; for t in fit profiles residuals "
                  "starts correlation; do cmp d/$t.csv f/$t.csv; done",
                  &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* Four sources, one of whom grew as the others did, but slower. */
#define SOURCES \
    "[run]\ndays = 1\n[arm a]\n[fit]\nstarts = 2\n" \
    "passaging.cycle_time = 16..60, per donor\n[data log]\nformat = passages\n" \
    "plated = 0\ncolumns = donor,passage,day,seeded,area,harvested\n" \
    "row 1 = A,1,7,4e5,225,5.2e6\nrow 2 = B,1,7,4e5,225,4.6e6\n" \
    "row 3 = C,1,7,4e5,225,5e6\nrow 4 = D,1,7,4e5,225,3e6\n"

START_TEST(of_several_sources_fit_ini_has_the_mean_and_runs)
{
    program_result result;

    program_write_text("a.ini", SOURCES);
    program_succeed("fit a.ini -o d", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "\ndonor D\n"));
    ck_assert_ptr_nonnull(
        strstr(result.out, "\npassaging.cycle_time of 4 donors: geometric mean "));
    program_shell(
        "head -1 d/populations.csv; cut -d, -f1,3 d/fit.csv | tail -4; "
        "grep '^cycle_time' d/fit.ini | sed 's/ interval.*//; s/[0-9]*[.][0-9]*/N/g'; "
        "grep -c 'data log' d/fit.ini; $POTENCY run d/fit.ini -o e >out && echo ran",
        &result);
    ck_assert_str_eq(
        result.out,
        "parameter,middle,low,high,spread,spread_low,spread_high,n,unit,scale,left_out,"
        "words\n"
        "passaging.cycle_time,A\npassaging.cycle_time,B\npassaging.cycle_time,C\n"
        "passaging.cycle_time,D\ncycle_time = N #: fitted to data, mean of 4, 95 "
        "%\n0\nran\n");
}
END_TEST

/* ---- threads, kills ------------------------------------------------------------------------------ */

START_TEST(any_number_of_threads_writes_the_same_bytes)
{
    program_result result;

    program_write_text("a.ini", LOG);
    program_succeed("fit a.ini -o 1 -j 1", &result);
    program_succeed("fit a.ini -o 2 -j 2", &result);
    program_succeed("fit a.ini -o 3 -j 3", &result);
    program_shell("diff -r 1 2 && diff -r 1 3 && echo same", &result);
    ck_assert_str_eq(result.out, "same\n");
}
END_TEST

/* Killed again and again, each time a little later, it comes to the same. */
START_TEST(what_was_killed_goes_on_to_the_same_bytes)
{
    program_result result;

    program_write_text("a.ini", LOG);
    program_succeed("fit a.ini -o 1 -n 12", &result);
    program_shell(
        "mkdir 2; for t in 0.05 0.1 0.2 0.3 0.4; do "
        "timeout --foreground -s KILL $t $POTENCY fit a.ini -o 2 -n 12 -j 1 --resume; done "
        ">out 2>&1; test -f 2/fit.db && echo kept; "
        "$POTENCY fit a.ini -o 2 -n 12 --resume >out && diff -r 1 2 && echo same",
        &result);
    ck_assert_msg(strstr(result.out, "same\n") != NULL, "%s%s", result.out, result.err);
}
END_TEST

START_TEST(what_is_kept_is_of_one_question_alone)
{
    program_result result;

    program_write_text("a.ini", LOG);
    program_shell("for t in 0.05 0.1 0.2 0.4 0.8; do test -f d/fit.db || "
                  "timeout -s INT $t $POTENCY fit a.ini -o d -n 400 -j 1; done",
                  &result);
    program_run("fit a.ini -o d -n 400", &result);
    program_check_refusal(&result,
                          "d/fit.db: holds what an earlier run has solved; --resume "
                          "goes on with it, and without this file all begins anew");
    program_run("fit a.ini -o d -n 300 --resume", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strstr(result.err, ", and not a fit of data and rows ") != NULL, "%s",
                  result.err);
    program_run("fit a.ini -o d -n 400 --resume --set passaging.lag_time=20", &result);
    program_check_refusal(&result, "d/fit.db: is of another experiment: passaging.lag_time "
                                   "here 20 h, there 24 h");
}
END_TEST

/* ---- refusals ------------------------------------------------------------------------------------ */

#define FIT(row) CULTURE "[fit]\n" row "\n" ROWS
#define TIME "passaging.cycle_time = "
#define AT_TIME "a.ini:7: passaging.cycle_time = "

static const program_refusal refusals[] = {
    {FIT("passaging.cycle_tim = 16..60"), "",
     "a.ini:7: unknown parameter 'passaging.cycle_tim'; did you mean 'cycle_time'?"},
    {FIT("cycle_time = 16..60"), "", "a.ini:7: "},
    {FIT(TIME "60..16"), "", AT_TIME "60..16 is an empty range; the lower end first, "},
    {FIT(TIME "1..60"), "", "a.ini:7: "},
    {FIT(TIME "16..60 kg"), "", "a.ini:7: "},
    {FIT(TIME "16, 60"), "", AT_TIME "16"},
    {FIT(TIME "16..60, cubic"), "",
     AT_TIME "16..60, cubic: 'cubic' says nothing of a fit; log, linear, normal MEAN SD, "
             "lognormal MEDIAN SD, per arm or per donor would be right"},
    {FIT(TIME "16..60, per cell"), "",
     AT_TIME
     "16..60, per cell: does not say of whom it is; per arm, or per donor, would be "
     "right"},
    {FIT(TIME "16..60, per arm, per arm"), "",
     AT_TIME "16..60, per arm, per arm: says twice of whom it is; one of the two would be "
             "right"},
    {FIT(TIME "16..60, log, linear"), "",
     AT_TIME "16..60, log, linear: says its scale twice; one of the two would be right"},
    {FIT(TIME "16..60, normal 24"), "",
     AT_TIME
     "16..60, normal 24: has no two numbers; normal MEAN SD, with a unit behind both, "
     "would be right"},
    {FIT(TIME "16..60, normal 24 4 kg"), "",
     AT_TIME
     "16..60, normal 24 4 kg: '24 kg' is no number in h; normal MEAN SD, with a unit "
     "behind both, would be right"},
    {FIT(TIME "16..60, normal 24 0"), "",
     AT_TIME
     "16..60, normal 24 0: its standard deviation is not above 0; normal MEAN SD, "},
    {FIT(TIME "16..60, lognormal 0 1"), "",
     AT_TIME
     "16..60, lognormal 0 1: its median is not above 0; lognormal MEDIAN SD, the SD "
     "that of the logarithm, would be right"},
    {FIT(TIME "16..60, normal 24 4, normal 24 4"), "",
     AT_TIME
     "16..60, normal 24 4, normal 24 4: says twice what is known of it; one of the two "
     "would be right"},
    {FIT("product.msc_fraction = range, log"), "",
     "a.ini:7: product.msc_fraction = range, log: has a logarithm that starts at 0 or "
     "below; a "
     "lower end above 0, or linear, would be right"},
    {FIT("passaging.harvest_passage = 1..5"), "",
     "a.ini:7: passaging.harvest_passage = 1..5: takes no fractions and is not fitted; a "
     "parameter that takes any number in a range would be right"},
    {FIT("run.rtol = 1e-9..1e-7"), "", "a.ini:7: run.rtol belongs to the whole run"},
    {FIT(TIME "16..60, per donor"), "",
     "a.ini:7: passaging.cycle_time: 1 donor tell no spread; 3 donors at least, or a fit "
     "of one "
     "without 'per donor', would be right"},
    {FIT("passaging.cycle_time = 16..60\npassaging.cycle_time = 16..50"), "", "a.ini:8: "},
    {LOG, " --starts 0", "--set fit.starts=0"},
    {LOG, " --level 2", "--set fit.level=2"},
};

START_TEST(what_cannot_be_fitted_is_refused_and_nothing_is_written)
{
    const program_refusal *r = &refusals[_i];
    program_result result;
    char command[64];

    program_write_text("a.ini", r->file);
    snprintf(command, sizeof command, "fit a.ini -o d%s", r->options);
    program_run(command, &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    ck_assert_msg(strncmp(result.err, r->message, strlen(r->message)) == 0, "%s",
                  result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    program_shell("ls", &result);
    ck_assert_str_eq(result.out, "a.ini\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_fit");
    TCase *writes = tcase_create("writes"), *kept = tcase_create("kept"),
          *refused = tcase_create("refused");

    program_add_folder(writes);
    program_add_folder(kept);
    program_add_folder(refused);
    tcase_set_timeout(writes, 60);
    tcase_set_timeout(kept, 60);
    tcase_set_timeout(refused, 60);
    tcase_add_test(writes, it_tells_data_values_intervals_and_what_becomes_of_residuals);
    tcase_add_test(writes, every_column_of_its_tables_is_described);
    tcase_add_test(writes, fit_ini_runs_as_it_is_and_has_the_values_with_their_origin);
    tcase_add_test(writes, of_several_sources_fit_ini_has_the_mean_and_runs);
    tcase_add_test(kept, any_number_of_threads_writes_the_same_bytes);
    tcase_add_test(kept, what_was_killed_goes_on_to_the_same_bytes);
    tcase_add_test(kept, what_is_kept_is_of_one_question_alone);
    tcase_add_loop_test(refused, what_cannot_be_fitted_is_refused_and_nothing_is_written, 0,
                        LENGTH(refusals));
    suite_add_tcase(suite, writes);
    suite_add_tcase(suite, kept);
    suite_add_tcase(suite, refused);
    return suite_run(suite);
}
