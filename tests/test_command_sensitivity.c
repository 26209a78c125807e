/* test_command_sensitivity.c -- potency sensitivity as its users meet it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static const char experiment[] = "[run]\ndays = 40\n"
                                 "[sensitivity]\nspread = 1.13\nsamples = 8\n"
                                 "persistence.tail = 0.03..0.08\n"
                                 "[arm a]\n[arm b]\nproduct.dose = 3.71e7\n"
                                 "[arm none]\nproduct.dose = 0\n";

static program_result result;

static void write_experiment(void) { program_write_text("a.ini", experiment); }

/* Runs a line of shell that must go well, and gives the first line that it prints. */
static const char *ask(const char *line)
{
    program_shell(line, &result);
    ck_assert_msg(result.code == 0, "%s: %s", line, result.err);
    result.out[strcspn(result.out, "\n")] = '\0';
    return result.out;
}

static void analyze(const char *options)
{
    char line[PROGRAM_PATH];

    snprintf(line, sizeof line, "\"$POTENCY\" sensitivity a.ini %s 2>progress", options);
    program_shell(line, &result);
    ck_assert_msg(result.code == 0, "%s: %s", line, result.out);
}

/* ---- what it writes ------------------------------------------------------- */

START_TEST(parameters_are_ranked_with_their_ranges)
{
    write_experiment();
    analyze("--vary persistence");
    ck_assert_str_eq(ask("head -n 1 out/sensitivity.csv"),
                     "number,arm,method,parameter,meaning,unit,value,low,high,mu_star,"
                     "mu_star_low,mu_star_high,mu,sigma,effects");
    /* a range of the file, and the spread: 2.2 / 1.13 and 2.2 * 1.13 would be 1.95, 2.49 */
    ck_assert_str_eq(ask("grep -c persistence.tail,.*,0.05,0.03,0.08, out/sensitivity.csv"),
                     "1");
    ck_assert_str_eq(ask("grep -c persistence.attach,.*,2,1.76991150,2.26, "
                         "out/sensitivity.csv || true"),
                     "0");
    ck_assert_str_eq(ask("grep -c 'persistence.attach,.*,2,1.76991.*,2.26,' "
                         "out/sensitivity.csv"),
                     "1");
    ck_assert_str_eq(ask("tail -n +2 out/sensitivity.csv | cut -d, -f10 | "
                         "LC_ALL=C sort -g -r -c && echo ranked"),
                     "ranked");
    ck_assert_str_eq(ask("test -s out/sensitivity.png && echo drawn"), "drawn");
}
END_TEST

START_TEST(sizes_have_their_sign_beside_them)
{
    write_experiment();
    analyze("--vary persistence.tail,product.dose,product.doses --number "
            "best_specific_relief");
    ck_assert_str_eq(ask("\"$POTENCY\" sensitivity a.ini --vary "
                         "persistence.tail,product.dose,product.doses 2>/dev/null | "
                         "grep '^parameter'"),
                     "parameter                             mu_star      2.5 %     97.5 %"
                     "         mu      sigma");
    ck_assert_str_eq(ask("grep -c 'persistence.tail,.*,-[0-9.e-]*,[0-9.e-]*,8$' "
                         "out/sensitivity.csv"),
                     "1");
    ck_assert_str_eq(ask("\"$POTENCY\" sensitivity a.ini --vary "
                         "persistence.tail,product.dose,product.doses 2>/dev/null | "
                         "grep '^whole'"),
                     "whole numbers, whose ranges are wider than those of others: "
                     "product.doses");
    ck_assert_str_eq(ask("\"$POTENCY\" sensitivity a.ini --vary "
                         "persistence.tail,product.dose,product.doses --format svg "
                         ">/dev/null 2>&1; grep -c 'Dots: size of the mean effect; "
                         "before the bar its sign' out/sensitivity.svg"),
                     "1");
}
END_TEST

/* A number of doses moves from 1 to 2 where others move by a tenth. */
START_TEST(what_moves_further_than_others_is_marked)
{
    write_experiment();
    analyze("--vary persistence.tail,product.dose,product.doses --number "
            "best_specific_relief --format svg");
    ck_assert_str_eq(
        ask("grep -c 'Hatched: a whole number, which moves by 1 at least: further "
            "than others, not to be compared' out/sensitivity.svg"),
        "1");
    ck_assert_str_eq(
        ask("grep -c 'product.doses, 1 to 2 (whole)' out/sensitivity_figures.csv"), "1");
    ck_assert_str_eq(ask("grep -c 'persistence.tail, 0.0[0-9]* to 0.0[0-9]* per day)' "
                         "out/sensitivity_figures.csv"),
                     "1");
    ck_assert_str_eq(ask("cut -d, -f1-3,5 out/sensitivity_figures.csv | sort | uniq -c | "
                         "sed 's/^ *//' | head -n 2 | tail -n 1"),
                     "3 sensitivity,,alt,best_specific_relief");
}
END_TEST

/* 8 samples of what has no interactions: sure of nothing, and said so. */
START_TEST(firsts_are_summed_and_doubts_are_told)
{
    write_experiment();
    analyze("--method sobol --vary product,persistence");
    ck_assert_str_eq(ask("head -n 1 out/sensitivity.csv | cut -d, -f10-"),
                     "first,first_low,first_high,total,total_low,total_high,samples,"
                     "first_sum,first_sum_low,first_sum_high");
    ck_assert_str_eq(
        ask("tail -n +2 out/sensitivity.csv | cut -d, -f17- | sort -u | wc -l"), "1");
    ask("\"$POTENCY\" sensitivity a.ini --method sobol --vary product,persistence "
        ">told 2>/dev/null");
    ck_assert_str_eq(ask("grep -c '^sum of first over all parameters [0-9.-]* ([0-9.-]* to "
                         "[0-9.]*)$' told"),
                     "1");
    ck_assert_str_eq(ask("grep '^warning' told | sed 's/: product.* more;/: NAMES;/'"),
                     "warning: an interval is wider than 1 and says nothing: NAMES; more "
                     "--samples would be right");
}
END_TEST

/* Relief beyond placebo takes away what it added: 1e-15 mm are left. */
START_TEST(what_differs_by_rounding_alone_is_the_same)
{
    static const char *const methods[] = {"morris", "sobol"};
    char line[PROGRAM_PATH];

    program_write_text("a.ini", "[run]\ndays = 31\n");
    snprintf(line, sizeof line,
             "--vary joint.placebo,joint.placebo_on --number specific_relief_month_1 "
             "--samples 20 --method %s",
             methods[_i]);
    analyze(line);
    ck_assert_ptr_nonnull(strstr(result.out, "it is the same at all points"));
    ck_assert_str_eq(ask("grep -c 'e-[0-9]' out/sensitivity.csv || true"), "0");
    ck_assert_str_eq(ask("tail -n 1 out/sensitivity.csv | cut -d, -f10-15"),
                     _i == 0 ? "0,0,0,0,0,20" : ",,,,,");
}
END_TEST

START_TEST(another_number_solves_nothing_again)
{
    char before[PROGRAM_PATH];

    write_experiment();
    analyze("--vary persistence");
    snprintf(before, sizeof before, "%s",
             ask("\"$POTENCY\" export -t out/sensitivity.db | cksum"));
    analyze("--vary persistence --number potency --format svg");
    ck_assert_str_eq(ask("cat progress; echo none"), "none");
    /* the seconds are those of the first time */
    ck_assert_str_eq(ask("\"$POTENCY\" export -t out/sensitivity.db | cksum"), before);
    ck_assert_str_eq(ask("cut -d, -f1 out/sensitivity.csv | sort -u | head -n 2 | "
                         "tr '\\n' ' '"),
                     "number potency ");
    ck_assert_str_eq(ask("test -s out/sensitivity.svg && echo drawn"), "drawn");
}
END_TEST

START_TEST(a_finished_analysis_is_put_aside_for_another)
{
    write_experiment();
    analyze("--vary persistence");
    analyze("--vary persistence.tail,product.dose --method sobol --samples 20");
    ck_assert_str_eq(ask("tail -n +2 out/sensitivity.csv | cut -d, -f3,4 | sort | "
                         "tr '\\n' ' '"),
                     "sobol,persistence.tail sobol,product.dose ");
    ck_assert_str_eq(ask("\"$POTENCY\" export out/sensitivity.old1.db | head -n 1 | "
                         "grep -c persistence.attach"),
                     "1");
}
END_TEST

START_TEST(one_that_was_interrupted_goes_on_and_another_is_refused)
{
    write_experiment();
    analyze("--vary persistence -o whole");
    program_shell("\"$POTENCY\" sensitivity a.ini --vary persistence -o part 2>&1 | "
                  "head -n 3 >/dev/null",
                  &result); /* a closed pipe ends it after its first lines, if not before */
    program_shell("\"$POTENCY\" sensitivity a.ini --vary persistence -o part 2>/dev/null",
                  &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_str_eq(ask("cmp whole/sensitivity.csv part/sensitivity.csv && "
                         "cmp whole/sensitivity.png part/sensitivity.png && echo same"),
                     "same");
}
END_TEST

/* ---- arms ----------------------------------------------------------------- */

START_TEST(parameters_vary_around_the_values_of_the_arm)
{
    write_experiment();
    analyze("--arm b --vary product.dose");
    ck_assert_str_eq(ask("tail -n 1 out/sensitivity.csv | cut -d, -f2,7-9"),
                     "b,37100000,32831858.4,41923000");
    analyze("--arm none --vary persistence.tail");
    ck_assert_str_eq(ask("tail -n 1 out/sensitivity.csv | cut -d, -f2,10-14"),
                     "none,0,0,0,0,0");
}
END_TEST

/* ---- refusals ------------------------------------------------------------- */

static const struct {
    const char *options, *message;
} refusals[] = {
    {"--vary persistense",
     "--vary persistense: is no section, model or parameter; did you mean 'persistence'?"},
    {"--vary run",
     "--vary run: is no section, model or parameter; one of passaging, product, delivery, "
     "persistence, joint, rehab would be right"},
    {"--vary heart",
     "--vary heart: is of indication heart, and this run treats knee; one of "
     "passaging, product, delivery, persistence, joint, rehab would be right"},
    {"--number lvef_month_6_against_background",
     "--number lvef_month_6_against_background is of indication heart, and this run treats "
     "knee; a column of summary.csv, or of passages.csv, would be right"},
    {"--vary joint.volum",
     "--vary joint.volum: unknown parameter 'joint.volum'; did you mean 'volume'?"},
    {"--arm none --vary product.dose",
     "--vary product.dose: nothing of it can vary, being 0, words or switches; a range in "
     "[sensitivity], as product.dose = 0..1e+09, would be right"},
    {"--number responder_20_percent", "--number responder_20_percent is of cohorts, and no "
                                      "point of this is one; a column of "
                                      "summary.csv, or of passages.csv, would be right"},
    {"--number potenci", "--number potenci is no number of the results; did you mean "
                         "'potency'?"},
    {"--arm nine", "--arm nine: there is no arm 'nine'; did you mean 'none'?"},
    {"--samples 0.5", "--set sensitivity.samples=0.5: sensitivity.samples = 0.5 is not "
                      "whole; a whole number "
                      "in [0, 100000] would be right"},
    {"--spread 1",
     "--set sensitivity.spread=1: sensitivity.spread = 1 is outside [1.001, 100]"},
    {"--samples 1", "a.ini: sensitivity.samples = 1 is too few for a 95 % interval; 8 or "
                    "more, or 0 for the 50 of morris, would be right"},
    {"--samples 2 --method sobol", "a.ini: sensitivity.samples = 2 is too few for a 95 % "
                                   "interval; 8 or more, or 0 for the "
                                   "1024 of sobol, would be right"},
    {"--set sensitivity.samples=7",
     "a.ini: sensitivity.samples = 7 is too few for a 95 % "
     "interval; 8 or more, or 0 for the 50 of morris, would be "
     "right"},
    {"--set 'sensitivity.presets.source=range'",
     "--set sensitivity.presets.source=range: presets.source = range is no range; a "
     "parameter and its range would be right"},
    {"--set 'sensitivity.joint.volume=4, 5'",
     "--set sensitivity.joint.volume=4, 5: joint.volume = 4, 5 is no range; 0.9..1.1, or "
     "range, would be right"},
    {"--set sensitivity.joint.volume=4..2",
     "--set sensitivity.joint.volume=4..2: joint.volume = 4..2 is an empty range; the "
     "lower "
     "end first, as in 1..12, would be right"},
};

START_TEST(what_cannot_be_analyzed_is_refused)
{
    char line[PROGRAM_PATH], message[PROGRAM_PATH];

    write_experiment();
    snprintf(line, sizeof line, "sensitivity a.ini %s", refusals[_i].options);
    snprintf(message, sizeof message, "%s\n", refusals[_i].message);
    program_run(line, &result);
    ck_assert_str_eq(result.err, message);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(ask("ls"), "a.ini");
}
END_TEST

START_TEST(too_many_refused_points_are_an_error)
{
    write_experiment();
    program_shell("\"$POTENCY\" sensitivity a.ini --vary joint --spread 2 --samples 12 "
                  "2>&1 | tail -n 1 | "
                  "sed 's/[0-9]* of [0-9]* points/N of N points/; s/= -[0-9.e-]*/= X/'",
                  &result);
    ck_assert_str_eq(
        result.out,
        "out/sensitivity.db: N of N points gave no number, above 20 %, most often for: "
        "recruit_base < 0: recruit_base = X cell/day must not be negative; lower recruit "
        "or "
        "renew, or raise m1_loss or m2_loss; a smaller --spread, or ranges in "
        "[sensitivity], would be right\n");
    ck_assert_str_eq(ask("ls out"), "sensitivity.db");
}
END_TEST

START_TEST(a_number_without_values_is_an_error)
{
    write_experiment();
    program_shell("\"$POTENCY\" sensitivity a.ini --vary persistence.tail "
                  "--number cartilage_month_24 2>&1 | tail -n 1",
                  &result);
    ck_assert_str_eq(result.out,
                     "out/sensitivity.db: 16 of 16 points gave no number, above 20 %, most "
                     "often for: cartilage_month_24 is not defined there; another --number "
                     "or --arm, or a longer run.days, would be right\n");
}
END_TEST

START_TEST(what_is_no_analysis_is_left_alone)
{
    write_experiment();
    ask("mkdir out && echo mine > out/sensitivity.db");
    program_run("sensitivity a.ini --vary persistence.tail", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strstr(result.err, "out/sensitivity.db: ") == result.err, "%s",
                  result.err);
    ck_assert_str_eq(ask("cat out/sensitivity.db"), "mine");
}
END_TEST

/* Nine doses are refused there. */
START_TEST(whole_numbers_vary_as_far_as_the_model_takes_them)
{
    program_write_text("g.ini", "[run]\nindication = gvhd\ndays = 30\n[product]\n"
                                "dose = 1.4e8\ndoses = 8\n[arm one]\n");
    program_shell("\"$POTENCY\" sensitivity g.ini --vary product.doses,product.dose "
                  "--samples 8 -o g 2>/dev/null",
                  &result);
    ck_assert_int_eq(result.code, 0);
    program_shell("grep ,product.doses, g/sensitivity.csv | grep -o ',8,7,8,'", &result);
    ck_assert_str_eq(result.out, ",8,7,8,\n");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("command_sensitivity");
    TCase *cases = tcase_create("analyses"), *told = tcase_create("told");

    program_add_folder(cases);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, parameters_are_ranked_with_their_ranges);
    tcase_add_test(told, sizes_have_their_sign_beside_them);
    tcase_add_test(told, what_moves_further_than_others_is_marked);
    tcase_add_test(told, firsts_are_summed_and_doubts_are_told);
    tcase_add_loop_test(told, what_differs_by_rounding_alone_is_the_same, 0, 2);
    tcase_add_test(cases, another_number_solves_nothing_again);
    tcase_add_test(cases, a_finished_analysis_is_put_aside_for_another);
    tcase_add_test(cases, one_that_was_interrupted_goes_on_and_another_is_refused);
    tcase_add_test(cases, parameters_vary_around_the_values_of_the_arm);
    tcase_add_loop_test(cases, what_cannot_be_analyzed_is_refused, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(cases, too_many_refused_points_are_an_error);
    tcase_add_test(cases, whole_numbers_vary_as_far_as_the_model_takes_them);
    tcase_add_test(cases, a_number_without_values_is_an_error);
    tcase_add_test(cases, what_is_no_analysis_is_left_alone);
    program_add_folder(told);
    tcase_set_timeout(told, 60);
    suite_add_tcase(s, told);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
