/* test_command_optimise.c -- potency optimise as its users meet it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define AXES "passaging.harvest_passage = 1..12\nproduct.dose = log 1e5..1e8\n"
#define MOST "[optimise]\nmaximise = specific_relief_month_12 * doses_per_donor\n"
#define FELT "condition worth having = specific_relief_month_12 >= 10 mm\n"
#define FEW "scan = 64\nclimbs = 2\n"

static program_result result;

START_TEST(it_prints_the_best_and_what_binds)
{
    program_write_text("a.ini",
                       MOST FELT "condition = harvested >= doses * dose\n" FEW AXES);
    program_succeed("optimise a.ini -o d", &result);
    ck_assert_msg(strncmp(result.out,
                          "the best, arm default:\n\n"
                          "passaging.harvest_passage                   3  passage\n"
                          "product.dose                        2.001e+07  cell\n"
                          "maximise                                 1413  mm\n",
                          180) == 0,
                  "%s", result.out);
    ck_assert(strstr(result.out, "\nrunners-up\n1193 mm ") != NULL);
    ck_assert(strstr(result.out, "mm  binds\n") != NULL);
    ck_assert(strstr(result.out, "nobody would feel it, as less") != NULL);
    ck_assert(strstr(result.out, "d/optimise.csv\nd/columns.csv\nd/run.ini\nd/best.ini\n"
                                 "d/optimise.png\nd/figures.csv\n") != NULL);
    ck_assert(strstr(result.out, "not for treatment decisions\n") != NULL);
    ck_assert(!program_exists("d/optimise.db"));
    program_shell("cut -d, -f2 d/optimise.csv | sort -u | tr '\\n' ' '", &result);
    ck_assert_str_eq(result.out, "map scan search stage without ");
    program_shell("cat d/figures.csv", &result);
    ck_assert(strstr(result.out,
                     "\"Most specific_relief_month_12 * doses_per_donor: 1410 mm "
                     "at harvest passage 3, dose 2×10⁷ cells\"") != NULL);
}
END_TEST

/* best.ini is an experiment, and has what the search found. */
START_TEST(the_best_runs_as_it_is)
{
    program_write_text("a.ini", MOST FELT FEW AXES);
    program_succeed("optimise a.ini -o d", &result);
    program_shell("grep -c '^.optimise' d/best.ini; grep '^harvest_passage' d/best.ini",
                  &result);
    ck_assert_str_eq(result.out,
                     "0\nharvest_passage = 3 #: the best that potency optimise found\n");
    program_succeed("run d/best.ini -o e", &result);
    program_shell("awk -F, 'NR==1 {for (i = 1; i <= NF; i++) at[$i] = i} NR==2 {printf "
                  "\"%.3f\", $at[\"specific_relief_month_12\"]}' e/summary.csv",
                  &result);
    ck_assert_str_eq(result.out, "10.000");
}
END_TEST

START_TEST(it_is_the_same_on_any_number_of_threads)
{
    program_write_text("a.ini", MOST FELT FEW AXES);
    program_succeed("optimise a.ini -j 1 -o one", &result);
    program_succeed("optimise a.ini -j 3 -o three", &result);
    program_shell("for f in optimise.csv best.ini run.ini optimise.png figures.csv; do cmp "
                  "one/$f three/$f || exit 1; done",
                  &result);
    ck_assert_msg(result.code == 0, "%s", result.out);
}
END_TEST

/* Killed at any time, it goes on with what it has, and comes to the same. */
START_TEST(one_that_was_killed_goes_on)
{
    program_write_text("a.ini", MOST FELT "scan = 2500\nclimbs = 2\n" AXES);
    program_shell(
        "true; $POTENCY optimise a.ini -j 1 -o d > /dev/null 2>&1 & sleep 0.05; while ! [ "
        "-s d/optimise.db-wal ]; do sleep 0.02; done; kill -9 $!; wait; ls d",
        &result);
    ck_assert(strstr(result.out, "optimise.db") != NULL);
    ck_assert(strstr(result.out, "optimise.csv") == NULL);
    program_run("optimise a.ini -o d", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert(strstr(result.err, "d/optimise.db: holds what an earlier run has solved; "
                                 "--resume goes on with it") != NULL);
    program_succeed("optimise a.ini --resume -o d", &result);
    ck_assert(!program_exists("d/optimise.db"));
    program_succeed("optimise a.ini -o e", &result);
    program_shell("cmp d/optimise.csv e/optimise.csv && cmp d/best.ini e/best.ini && cmp "
                  "d/optimise.png e/optimise.png",
                  &result);
    ck_assert_msg(result.code == 0, "%s", result.out);
}
END_TEST

/* What the picture carries makes it again. */
START_TEST(a_picture_is_made_again)
{
    program_write_text("a.ini", MOST FEW AXES);
    program_succeed("optimise a.ini --dark -o d", &result);
    program_succeed("rerun d/optimise.png -o e", &result);
    program_shell("cmp d/optimise.png e/optimise.png && cmp d/optimise.csv e/optimise.csv",
                  &result);
    ck_assert_msg(result.code == 0, "%s", result.out);
}
END_TEST

START_TEST(without_a_point_that_will_do_it_says_so)
{
    program_write_text(
        "a.ini",
        MOST "condition worth having = specific_relief_month_12 >= 30 mm\n" FEW AXES);
    program_succeed("optimise a.ini -o d", &result);
    ck_assert(strncmp(result.out, "what lacks least, arm default:\n", 31) == 0);
    ck_assert(strstr(result.out, "- No point was found where all conditions hold, of ") !=
              NULL);
    ck_assert(strstr(result.out, "it lacks 13.1 mm") != NULL ||
              strstr(result.out, "lacks 13.1\n  mm") != NULL);
    ck_assert(!program_exists("d/best.ini"));
    ck_assert(program_exists("d/optimise.png"));
}
END_TEST

/* A draw of the method would not be the same twice; the mean is. */
START_TEST(it_is_of_the_mean_whatever_the_method)
{
    program_write_text("a.ini", MOST "scan = 8\nclimbs = 1\nproduct.dose = 1e6..1e8 x 3\n");
    program_succeed("optimise a.ini --set run.method=tau -o d", &result);
    ck_assert(strstr(result.out,
                     "warning: run.method = tau is not used: all here is solved "
                     "in the mean\n") != NULL);
}
END_TEST

static const struct {
    const char *text, *options, *message;
} refused[] = {
    {"[run]\ndays = 100\n", "",
     "a.ini: asks for no optimum; a section [optimise] with a row 'maximise = NUMBER', or "
     "minimise, would be right\n"},
    {MOST, "",
     "a.ini: nothing varies; a row of [optimise] such as 'product.dose = log 1e6..1.5e8' "
     "would be right\n"},
    {MOST AXES "conditions = potency > 1\n", "",
     "a.ini:5: what is optimised has no row 'conditions'; did you mean 'condition'?\n"},
    {MOST AXES, "--set product.dose=1e6",
     "a.ini:4: product.dose varies in no arm, as rows of [arm NAME] or --set stand over it "
     "(default); leaving those out would be right\n"},
    {MOST AXES, "--scan 0",
     "--set optimise.scan=0: optimise.scan = 0 is outside [1, 1e+06]\n"},
    {MOST AXES, "--set optimise.condition=potency",
     "--set optimise.condition=potency: condition = potency"},
};

START_TEST(what_cannot_be_optimised_is_refused_in_one_line)
{
    char arguments[256];

    program_write_text("a.ini", refused[_i].text);
    snprintf(arguments, sizeof arguments, "optimise a.ini -o d %s", refused[_i].options);
    program_run(arguments, &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    ck_assert_msg(strncmp(result.err, refused[_i].message, strlen(refused[_i].message)) ==
                      0,
                  "%s", result.err);
    ck_assert(!program_exists("d"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_optimise");
    TCase *cases = tcase_create("optimise");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, it_prints_the_best_and_what_binds);
    tcase_add_test(cases, the_best_runs_as_it_is);
    tcase_add_test(cases, it_is_the_same_on_any_number_of_threads);
    tcase_add_test(cases, one_that_was_killed_goes_on);
    tcase_add_test(cases, a_picture_is_made_again);
    tcase_add_test(cases, without_a_point_that_will_do_it_says_so);
    tcase_add_test(cases, it_is_of_the_mean_whatever_the_method);
    tcase_add_loop_test(cases, what_cannot_be_optimised_is_refused_in_one_line, 0,
                        LENGTH(refused));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
