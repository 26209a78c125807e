/* test_sensitivity.c -- potency sensitivity as its users meet it. */
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
                         ">/dev/null 2>&1; grep -c 'Dots: size of the mean effect, mu; "
                         "before the bar its sign' out/sensitivity.svg"),
                     "1");
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
    {"--vary joint.volum",
     "--vary joint.volum: unknown parameter 'joint.volum'; did you mean 'volume'?"},
    {"--arm none --vary product.dose",
     "--vary product.dose: nothing of it can vary, being 0, words or switches; a range in "
     "[sensitivity], as persistence.tail = 0..0.5, would be right"},
    {"--number responder_20_percent", "--number responder_20_percent is of cohorts, and no "
                                      "point of this is one; a column of "
                                      "summary.csv, or of the harvest, would be right"},
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

/* ---- figures of sweeps ---------------------------------------------------- */

static void sweep(const char *rows)
{
    char text[PROGRAM_PATH];

    snprintf(text, sizeof text, "[run]\ndays = 30\n[sweep]\n%s", rows);
    program_write_text("s.ini", text);
    program_shell("\"$POTENCY\" sweep s.ini -o s.db 2>/dev/null", &result);
    ck_assert_msg(result.code == 0, "%s", rows);
}

static const char *const sweeps[] = {
    "product.dose = log 1e6..1e8 x 4\n[arm a]\n[arm b]\nproduct.dose = 0\n",
    "product.dose = log 1e6..1e8 x 4\nreplicates = 3\n",
    "presets.source = bone_marrow, adipose\n",
    "product.dose = log 1e6..1e8 x 3\npresets.source = range\n",
    "product.dose = log 1e6..1e8 x 3\njoint.volume = 2, 5\n[arm a]\n[arm b]\n"
    "product.viability = 0.6\n",
    "product.dose = log 1e6..1e8\njoint.volume = range\njoint.load = 0.9..1.1\n"
    "design = sobol\npoints = 30\n",
    "product.dose = log 1e6..1e8\njoint.volume = range\npresets.source = range\n"
    "passaging.harvest_passage = 1..3\ndesign = lhs\npoints = 20\n",
};
enum { N_SWEEPS = sizeof sweeps / sizeof *sweeps };

START_TEST(a_sweep_over_any_axes_is_drawn)
{
    sweep(sweeps[_i]);
    program_succeed("plot s.db -o figures --format png,svg", &result);
    ck_assert_str_eq(result.out, "figures/s.png\nfigures/s.svg\n");
    ck_assert_str_eq(ask("test $(wc -c < figures/s.png) -gt 10000 && echo drawn"), "drawn");
    program_succeed("plot s.db -o figures --dark --size slide --number "
                    "live_fraction_day_7",
                    &result);
}
END_TEST

/* What the alternative text of s.svg says behind some words, up to the end of a sentence. */
static const char *tell(const char *words)
{
    char line[PROGRAM_PATH];

    snprintf(line, sizeof line, "grep -o '%s.*' figures/s.svg | head -n 1", words);
    return ask(line);
}

/* Its quantiles are 0 and 1 at every point: what that number is can be read, and no band. */
START_TEST(a_share_of_responders_has_no_band)
{
    program_write_text("s.ini", "[run]\ndays = 182\n[sweep]\nreplicates = 3\n"
                                "product.dose = log 1e6..1e8 x 2\n");
    program_shell("\"$POTENCY\" sweep s.ini -o s.db 2>/dev/null", &result);
    ck_assert_int_eq(result.code, 0);
    program_succeed("plot s.db -o figures --format svg --number responder_20_percent",
                    &result);
    ck_assert_str_eq(
        ask("sed -n 's/^<title.*>\\(.*\\)<.*/\\1/p' figures/s.svg"),
        "Responder (1) or not (0): measured vas falls by at least 10 mm and by "
        "20 % from day 0 to day 182");
    ck_assert_str_eq(ask("! grep -o 'bands: 5 to 95 %' figures/s.svg"), "");
    program_succeed("plot s.db -o figures --format svg --number measured_vas_fall",
                    &result);
    ck_assert_str_eq(ask("grep -o 'bands: 5 to 95 %' figures/s.svg"), "bands: 5 to 95 %");
}
END_TEST

/* The largest number of the panel with that title. */
static double largest(const char *title)
{
    const char *at = strstr(tell(title), " points, from ");
    double low, high;

    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(sscanf(at, " points, from %lf to %lf", &low, &high), 2);
    return high;
}

/* Dead cells do less than live ones, and a needle that misses more often less again. */
START_TEST(panels_of_two_categories_have_the_points_of_their_titles)
{
    sweep("product.dose = log 1e6..1e8 x 3\npresets.product = fresh, dead\n"
          "presets.guidance = blind_shoulder, guided_hip\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    const double best = largest("product = fresh, guidance = guided_hip");
    const double good = largest("product = fresh, guidance = blind_shoulder");
    const double poor = largest("product = dead, guidance = guided_hip");
    const double worst = largest("product = dead, guidance = blind_shoulder");

    ck_assert_double_gt(best, 1.1 * good);
    ck_assert_double_gt(good, 1.1 * poor);
    ck_assert_double_gt(poor, 1.1 * worst);
}
END_TEST

/* Of a third axis that is not drawn, one value is refused: the places are those without it. */
START_TEST(points_that_failed_enter_no_mean)
{
    static const char rows[] = "product.dose = log 1e6..1e8 x 3\njoint.volume = 8, 10\n";
    static const char drawn[] = "plot s.db -o figures --format svg --axes "
                                "product.dose,joint.volume";
    char text[PROGRAM_PATH], alone[PROGRAM_PATH];

    snprintf(text, sizeof text, "%sjoint.recruit = 2e6\n", rows);
    sweep(text);
    program_succeed(drawn, &result);
    snprintf(alone, sizeof alone, "%s", tell("6 points, a grid of 3 by 2"));
    alone[strcspn(alone, "P")] = '\0'; /* where the name of the program starts */
    ask("rm s.db");
    snprintf(text, sizeof text, "%sjoint.recruit = 2e6, 8e6\n", rows);
    sweep(text);
    ck_assert_str_eq(ask("\"$POTENCY\" export s.db | grep -c refused"), "6");
    program_succeed(drawn, &result);
    tell("6 points, a grid of 3 by 2");
    result.out[strcspn(result.out, "P")] = '\0';
    ck_assert_str_eq(result.out, alone);
}
END_TEST

static const struct {
    const char *options, *message;
} undrawn[] = {
    {"--axes product.does",
     "--axes product.does is no axis of this sweep; did you mean 'product.dose'?"},
    {"--number vaz",
     "--number vaz is no number of the results; a column of summary.csv, or "
     "of the harvest, would be right"},
    {"--arm b", "--arm b is no arm of this sweep; one of default would be right"},
};

START_TEST(a_figure_that_cannot_be_drawn_is_refused)
{
    char line[PROGRAM_PATH], message[PROGRAM_PATH];

    sweep(sweeps[1]);
    snprintf(line, sizeof line, "plot s.db -o figures %s", undrawn[_i].options);
    snprintf(message, sizeof message, "%s\n", undrawn[_i].message);
    program_run(line, &result);
    ck_assert_str_eq(result.err, message);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(ask("ls"), "s.db");
}
END_TEST

START_TEST(an_analysis_is_drawn_by_its_own_command)
{
    write_experiment();
    analyze("--vary persistence.tail");
    program_run("plot out/sensitivity.db", &result);
    ck_assert_str_eq(result.err, "out/sensitivity.db: is of a sensitivity analysis, which "
                                 "potency sensitivity draws\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("sensitivity");
    TCase *cases = tcase_create("analyses"), *figures = tcase_create("figures");
    TCase *told = tcase_create("told"), *places = tcase_create("places");

    program_add_folder(cases);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, parameters_are_ranked_with_their_ranges);
    tcase_add_test(told, sizes_have_their_sign_beside_them);
    tcase_add_test(told, firsts_are_summed_and_doubts_are_told);
    tcase_add_loop_test(told, what_differs_by_rounding_alone_is_the_same, 0, 2);
    tcase_add_test(cases, another_number_solves_nothing_again);
    tcase_add_test(cases, a_finished_analysis_is_put_aside_for_another);
    tcase_add_test(cases, one_that_was_interrupted_goes_on_and_another_is_refused);
    tcase_add_test(cases, parameters_vary_around_the_values_of_the_arm);
    tcase_add_loop_test(cases, what_cannot_be_analyzed_is_refused, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(cases, too_many_refused_points_are_an_error);
    tcase_add_test(cases, a_number_without_values_is_an_error);
    tcase_add_test(cases, what_is_no_analysis_is_left_alone);
    program_add_folder(told);
    tcase_set_timeout(told, 60);
    suite_add_tcase(s, told);
    suite_add_tcase(s, cases);
    program_add_folder(figures);
    tcase_set_timeout(figures, 60);
    tcase_add_loop_test(figures, a_sweep_over_any_axes_is_drawn, 0, N_SWEEPS);
    tcase_add_test(figures, a_share_of_responders_has_no_band);
    tcase_add_loop_test(figures, a_figure_that_cannot_be_drawn_is_refused, 0,
                        sizeof undrawn / sizeof *undrawn);
    tcase_add_test(figures, an_analysis_is_drawn_by_its_own_command);
    suite_add_tcase(s, figures);
    program_add_folder(places);
    tcase_set_timeout(places, 60);
    tcase_add_test(places, panels_of_two_categories_have_the_points_of_their_titles);
    tcase_add_test(places, points_that_failed_enter_no_mean);
    suite_add_tcase(s, places);
    return suite_run(s);
}
