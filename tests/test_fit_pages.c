/* test_fit_pages.c -- the figures of a fit: in which files, of what, drawn anew, made again. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

/* A log of two sources, a course with a limit, and two numbers. */
static const char rows[] =
    "[run]\ndays = 20\n[passaging]\nharvest_passage = 3\n[arm P2]\n[arm more]\n"
    "product.dose = 5e7\n[fit]\nstarts = 2\npassaging.cycle_time = 16..60\n"
    "persistence.tail = range\n"
    "[data log]\nformat = passages\narm = P2\ncolumns = "
    "donor,passage,day,seeded,area,harvested,senescent\n"
    "row 1 = D1,0,0,,500,4e6,\nrow 2 = D1,1,7,4e5,225,5.2e6,0.02\n"
    "row 3 = D1,2,14,4e5,225,5.4e6,0.05\nrow 4 = D1,3,21,4e5,225,4.9e6,0.04\n"
    "row 5 = D2,0,0,,500,4e6,\nrow 6 = D2,1,7,4e5,225,4.2e6,0.03\n"
    "row 7 = D2,2,14,4e5,225,4.4e6,0.04\n"
    "[data light]\ny = timecourse.live_in_joint\nlog = 0.3\nlimit = 1e6\n"
    "columns = day,arm,value\nrow 1 = 1,P2,8e6\nrow 2 = 3,P2,3e6\nrow 3 = 6,P2,5e5\n"
    "row 4 = 1,more,9e6\nrow 5 = 3,more,2e6\nrow 6 = 6,more,4e5\n"
    "[data end]\ny = summary.harvested\nsd_relative = 50 %\ncolumns = arm,value\n"
    "row 1 = P2,6e6\nrow 2 = more,5e6\n";

static void make(const char *options)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", rows);
    snprintf(command, sizeof command, "fit a.ini -o d %s", options);
    program_succeed(command, &result);
}

START_TEST(there_are_four_in_each_format_and_what_they_say)
{
    program_result result;

    make("-f pdf,svg --size square --dark");
    program_shell("cd d && LC_ALL=C ls *.pdf *.svg", &result);
    ck_assert_str_eq(result.out, "fit.pdf\nfit.svg\nprofiles.pdf\nprofiles.svg\n"
                                 "residuals.pdf\nresiduals.svg\nstarts.pdf\nstarts.svg\n");
    make("");
    program_shell("cd d && LC_ALL=C ls *.pdf *.svg *.png 2>none; "
                  "cut -d , -f 1 figures.csv | LC_ALL=C sort -u",
                  &result);
    ck_assert_str_eq(result.out, "fit.png\nprofiles.png\nresiduals.png\nstarts.png\n"
                                 "figure\nfit\nprofiles\nresiduals\nstarts\n");
}
END_TEST

/* What is observed together stands in one panel, with what is beyond its limit. */
START_TEST(panels_are_of_sets)
{
    program_result result;

    make("");
    program_shell("grep '^fit,.*,alt,' d/figures.csv | cut -d , -f 2 | grep .", &result);
    ck_assert_str_eq(result.out, "log: harvested\nlog: senescent fraction\n"
                                 "light: live in joint\nend: harvested\n");
    program_shell("grep '^fit,light' d/figures.csv | grep -o '[0-9]* observed, [^;]*'",
                  &result);
    ck_assert_str_eq(result.out, "6 observed, 2 of them beyond a limit\n");
    program_shell("grep '^fit,log: h' d/figures.csv | grep -o '[0-9]* observed'", &result);
    ck_assert_str_eq(result.out, "5 observed\n");
}
END_TEST

/* The numbers in the words are those of the tables. */
START_TEST(sums_of_squares_are_those_of_the_tables)
{
    program_result result;
    double sum, told;

    make("");
    program_shell("grep '^light,' d/residuals.csv | awk -F, '{s += $9*$9} END {print s}'",
                  &result);
    sum = strtod(result.out, NULL);
    program_shell("grep '^residuals,light' d/figures.csv | grep -o 'squares [0-9.e+]*' | "
                  "cut -d ' ' -f 2",
                  &result);
    told = strtod(result.out, NULL);
    ck_assert_double_gt(sum, 0);
    ck_assert_double_eq_tol(told, sum, 0.006 * sum);
    program_shell("grep '^residuals,,title' d/figures.csv | grep -c 'larger than the "
                  "errors'; awk -F, 'NR > 1 && $9 != \"\" && $9 < 0.01' d/criteria.csv | "
                  "wc -l",
                  &result);
    ck_assert(result.out[0] == result.out[2]);
}
END_TEST

/* Runs too, where sources follow each other in the table. */
START_TEST(runs_are_those_that_the_fit_counts)
{
    program_result result;

    make("");
    program_shell("\"$POTENCY\" fit d/run.ini -o e | grep '^residuals of log' | grep -o "
                  "'[0-9]* runs of one sign, [0-9.]* by chance' >fit; "
                  "grep '^residuals,log.*,alt,' d/figures.csv | grep -o "
                  "'[0-9]* runs of one sign, [0-9.]* by chance' | uniq >drawn; "
                  "diff fit drawn && wc -l <fit",
                  &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

/* An axis says in what its numbers are: beyond 70 days they are months. */
START_TEST(time_is_told_in_the_unit_of_its_ticks)
{
    program_result result;

    program_write_text("a.ini",
                       "[run]\ndays = 200\n[fit]\nstarts = 1\njoint.load = 0.5..1.5\n"
                       "[data pain]\ny = timecourse.vas\nsd = 5\n"
                       "columns = day,value\nrow 1 = 0,62\nrow 2 = 73,45\n"
                       "row 3 = 182.5,44\n");
    program_succeed("fit a.ini -o d -f svg", &result);
    program_shell("for f in fit residuals; do grep -c 'time (months) from' d/$f.svg; "
                  "done; grep -c 'time (days)' d/fit.svg",
                  &result);
    ck_assert_str_eq(result.out, "1\n1\n0\n");
}
END_TEST

/* The model of a panel's lines is that at its points. */
START_TEST(bands_go_through_the_model_of_residuals)
{
    program_result result;

    make("");
    program_shell(
        "awk -F, 'NR == FNR {m[$1 $2 $3 $4 $5] = $6; l[$1 $2 $3 $4 $5] = $7; "
        "h[$1 $2 $3 $4 $5] = $8; next} FNR > 1 && $2 ~ /passages|summary/ {k = "
        "$1 $2 $3 $4 $5; d = $8 / m[k] - 1; print (d*d < 1e-10 && l[k]+0 <= $8 && "
        "$8 <= h[k]+0) ? \"is\" : k}' d/band.csv d/residuals.csv | sort | uniq -c",
        &result);
    ck_assert_str_eq(result.out, "     12 is\n");
}
END_TEST

/* What the sampler drew is shown, as far as it is to be relied on. */
START_TEST(draws_have_a_figure)
{
    program_result result;
    const char *told;

    make("-m mcmc -N 20 -f svg");
    program_shell("test -s d/pairs.svg && grep -c '^pairs,.*,alt,' d/figures.csv; grep -o "
                  "'^pairs,,title.*' d/figures.csv | grep -c 'Draws of 2 numbers: not "
                  "converged'; grep -o '^pairs,passaging.cycle_time,alt.*by draws' "
                  "d/figures.csv | grep -o '[0-9.]* to [0-9.]*'; grep '^passaging' "
                  "d/posterior.csv | awk -F, '{printf \"%.3g to %.3g\\n\", $5, $6}'",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_msg(strncmp(result.out, "3\n1\n", 4) == 0, "%s", result.out);
    told = result.out + 4;
    ck_assert_msg(strncmp(told, strchr(told, '\n') + 1, strcspn(told, "\n")) == 0, "%s",
                  told);
}
END_TEST

/* Redrawn where they are, or elsewhere: the bytes that the command itself wrote. */
START_TEST(plot_draws_them_from_the_tables)
{
    program_result result;

    make("-f svg");
    program_shell("cp -r d kept && rm d/profiles.svg && \"$POTENCY\" plot d -f svg && "
                  "\"$POTENCY\" plot d -f svg -o other && diff -r d kept && "
                  "cmp d/fit.svg other/fit.svg && cmp d/starts.svg other/starts.svg",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
    ck_assert_str_eq(result.out,
                     "d/fit.svg\nd/residuals.svg\nd/profiles.svg\nd/starts.svg\n"
                     "d/figures.csv\nother/fit.svg\nother/residuals.svg\n"
                     "other/profiles.svg\nother/starts.svg\nother/figures.csv\n");
}
END_TEST

START_TEST(rerun_makes_them_and_a_run_ini_again)
{
    program_result result;

    make("--size column --format pdf,svg,png");
    program_shell("for f in fit.png profiles.svg run.ini; do rm -rf again; "
                  "\"$POTENCY\" rerun d/$f > said || exit 1; tail -n 1 said; done",
                  &result);
    ck_assert_str_eq(result.out, "again/fit.png: the same bytes as d/fit.png\n"
                                 "again/profiles.svg: the same bytes as d/profiles.svg\n"
                                 "again/run.ini: the same bytes as d/run.ini\n");
    ck_assert_str_eq(result.err, "");
}
END_TEST

static const struct {
    const char *arguments, *message;
} refused[] = {
    {"plot d --panel pain",
     "d: holds a fit, and --panel, --number, --arm, --axes and --level are of runs and "
     "sweeps; no such option would be right"},
    {"plot d -o run", "run: holds another run; -o names another folder"},
};

START_TEST(what_is_of_others_is_refused)
{
    program_result result;

    make("-f svg");
    program_write_text("b.ini", "[run]\ndays = 3\n[arm P2]\n");
    program_succeed("run b.ini -f svg -o run", &result);
    program_refuse(refused[_i].arguments, refused[_i].message);
}
END_TEST

START_TEST(a_table_that_was_changed_is_refused)
{
    program_result result;

    make("-f svg");
    program_shell("sed -i 's/^passaging/passagin/' d/profiles.csv", &result);
    program_run("plot d", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strstr(result.err, "profiles.csv") != NULL, "%s", result.err);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_pages");
    TCase *cases = tcase_create("fit_pages");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, there_are_four_in_each_format_and_what_they_say);
    tcase_add_test(cases, panels_are_of_sets);
    tcase_add_test(cases, sums_of_squares_are_those_of_the_tables);
    tcase_add_test(cases, runs_are_those_that_the_fit_counts);
    tcase_add_test(cases, time_is_told_in_the_unit_of_its_ticks);
    tcase_add_test(cases, bands_go_through_the_model_of_residuals);
    tcase_add_test(cases, draws_have_a_figure);
    tcase_add_test(cases, plot_draws_them_from_the_tables);
    tcase_add_test(cases, rerun_makes_them_and_a_run_ini_again);
    tcase_add_loop_test(cases, what_is_of_others_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(cases, a_table_that_was_changed_is_refused);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
