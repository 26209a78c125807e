/* test_survey.c -- figures of sweeps as their users meet them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static program_result result;

/* Runs a line of shell that must go well, and gives the first line that it prints. */
static const char *ask(const char *line)
{
    program_shell(line, &result);
    ck_assert_msg(result.code == 0, "%s: %s", line, result.err);
    result.out[strcspn(result.out, "\n")] = '\0';
    return result.out;
}

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
    ck_assert_str_eq(result.out, "figures/s.png\nfigures/s.svg\nfigures/s_figures.csv\n");
    ck_assert_str_eq(ask("test $(wc -c < figures/s.png) -gt 10000 && echo drawn"), "drawn");
    program_succeed("plot s.db -o figures --dark --size slide --number "
                    "live_fraction_day_7",
                    &result);
}
END_TEST

/* A difference to the background is of no background; other numbers are of it too. */
START_TEST(a_background_has_a_panel_where_it_has_the_number)
{
    program_write_text("s.ini", "[run]\nindication = heart\ndays = 30\n[sweep]\n"
                                "passaging.harvest_passage = 2..3\n"
                                "product.dose = 5e7, 1e8\n[arm a]\n[arm b]\n"
                                "product.viability = 0.6\n");
    ask("\"$POTENCY\" sweep s.ini -o s.db 2>/dev/null");
    program_succeed("plot s.db -o gain", &result);
    ck_assert_str_eq(ask("grep -c '^s,.*,alt,' gain/s_figures.csv"), "2");
    ck_assert_str_eq(ask("grep -c background: gain/s_figures.csv || true"), "0");
    program_succeed("plot s.db -o level --number lvef_month_1", &result);
    ck_assert_str_eq(ask("grep -c '^s,.*,alt,' level/s_figures.csv"), "3");
    program_succeed("plot s.db -o level --number lvef_month_1 --format svg", &result);
    ask("grep -q '4 points, grid, 2 arms and background' level/s.svg");
    ask("! grep -q 'has its own' level/s.svg");
}
END_TEST

/* On the axis, and in words. */
START_TEST(shares_are_drawn_in_percent)
{
    program_write_text("s.ini", "[run]\nindication = ards\ndays = 40\n[sweep]\n"
                                "ards.first_dose = 3, 9, 25\n"
                                "product.dose = 1e8, 1e9\n[arm a]\n");
    ask("\"$POTENCY\" sweep s.ini -o s.db 2>/dev/null");
    program_succeed("plot s.db -o figures --format svg --number mortality_day_28 --arm "
                    "a",
                    &result);
    ck_assert_str_eq(ask("grep -o 'mortality[^.]*(%) as colors' figures/s.svg"),
                     "mortality 28 days after enrolment (%) as colors");
    ck_assert_str_eq(ask("grep -o 'a grid of 3 by 2, from [12][0-9]' figures/s.svg | tr -d "
                         "0-9"),
                     "a grid of  by , from ");
    ck_assert_str_eq(ask("grep -o 'least, [0-9.]* %' figures/s_figures.csv | head -n 1 | "
                         "tr -d 0-9."),
                     "least,  %");
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
        "Responder (1) or not (0): measured pain falls by at least 10 mm and by "
        "20 % from day 0 to day 182, mean of 3: about 0.333 at both points");
    ck_assert_str_eq(ask("! grep -o 'bands: 5 to 95 %' figures/s.svg"), "");
    program_succeed("plot s.db -o figures --format svg --number measured_vas_fall",
                    &result);
    ck_assert_str_eq(ask("grep -o 'bands: 5 to 95 %' figures/s.svg"), "bands: 5 to 95 %");
}
END_TEST

/* A figure tells where the most is and where the least, and its table says the same. */
START_TEST(a_figure_tells_what_it_found)
{
    sweep("presets.source = adipose, umbilical\npassaging.harvest_passage = 1..12 x 3\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    ck_assert_str_eq(ask("cut -d, -f1-5 figures/s_figures.csv | head -n 2 | tail -n 1"),
                     "s,,title,different,best_specific_relief");
    ck_assert_str_eq(ask("grep -c '^s,,alt,different,best_specific_relief' "
                         "figures/s_figures.csv"),
                     "2");
    ck_assert_str_eq(ask("grep -o 'most, .*' figures/s_figures.csv | head -n 1 | sed "
                         "'s/[0-9.]* mm/N/g; s/[0-9]* %/N %/'"),
                     "most, N, with umbilical at harvest passage 1 (lowest tried); least, "
                     "less than N, with adipose at 12\"");
    ck_assert_str_eq(ask("grep -c s_figures.csv figures/files.csv"), "1");
    ask("test \"$(sed -n 's/^<title.*>\\(.*\\)<.*/\\1/p' figures/s.svg)\" = "
        "\"$(sed -n '2s/.*\"\\(.*\\)\"/\\1/p' figures/s_figures.csv)\"");
}
END_TEST

/* Of one to a hundred they would stand on each other. */
START_TEST(numbers_listed_far_apart_stand_on_a_log_axis)
{
    sweep("product.dose = 1e6, 1e7, 1e8\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    ck_assert_str_eq(ask("grep -c 'on a log scale' figures/s.svg"), "1");
    ask("rm s.db");
    sweep("product.dose = 1e7, 2e7, 6e7\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    ck_assert_str_eq(ask("! grep -o 'on a log scale' figures/s.svg"), "");
}
END_TEST

/* What is 0 for want of cells is not what cells do. */
START_TEST(cultures_that_died_out_are_counted)
{
    sweep("passaging.harvest_passage = 8, 12\n[passaging]\ndeath_rate = 0.5\n"
          "founders = 10\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    ck_assert_str_eq(
        ask("grep -o 'at [12] of 2 points no cell was left to harvest' figures/s.svg | "
            "head -n 1 | sed 's/[12] of/N of/'"),
        "at N of 2 points no cell was left to harvest");
}
END_TEST

/* Whether the values are listed or a range. */
START_TEST(an_axis_of_whole_numbers_goes_from_whole_to_whole)
{
    sweep("product.vehicle = 0, 1\nproduct.doses = 1..3\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    ck_assert_str_eq(ask("grep -c 'counts as an injection from 0 to 1. Upward: number of "
                         "doses from 1 to 3. ' figures/s.svg"),
                     "1");
    ck_assert_str_eq(ask("! grep -o '>[^<]*[05]\\.5<' figures/s.svg"), "");
}
END_TEST

/* The largest number of the line of that name. */
static double largest(const char *name)
{
    const char *at = strstr(tell(name), " points, from ");
    double low, high;

    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(sscanf(at, " points, from %lf to %lf", &low, &high), 2);
    return high;
}

/* Dead cells do less than live ones, and a needle that misses more often less again. */
START_TEST(lines_of_two_categories_have_the_points_of_their_names)
{
    sweep("product.dose = log 1e6..1e8 x 3\npresets.product = fresh, dead\n"
          "presets.guidance = blind_shoulder, guided_hip\n");
    program_succeed("plot s.db -o figures --format svg", &result);
    const double best = largest("fresh, guided hip: ");
    const double good = largest("fresh, blind shoulder: ");
    const double poor = largest("dead, guided hip: ");
    const double worst = largest("dead, blind shoulder: ");

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
     "of passages.csv, would be right"},
    {"--level 5",
     "s.db: is drawn without contours, which --level is for; two axes of numbers "
     "would be right"},
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

static const struct {
    const char *line, *message;
} of_analysis[] = {
    {"plot out/sensitivity.db",
     "out/sensitivity.db: is of a sensitivity analysis, which potency sensitivity draws\n"},
    {"plot out", "out: is of a sensitivity analysis; `potency sensitivity FILE -o DIR`, "
                 "with --size, --format or --dark, draws it anew\n"},
    {"report out -o r.html", "out: holds no run, only what is of sensitivity; a folder "
                             "that a run wrote would be right\n"},
    {"run a.ini --against out -o new", "out: holds no run, only what is of sensitivity; a "
                                       "folder that a run wrote would be right\n"},
};

START_TEST(an_analysis_is_drawn_by_its_own_command)
{
    program_result before;

    program_write_text("a.ini", "[run]\ndays = 40\n[sensitivity]\nsamples = 8\n");
    ask("\"$POTENCY\" sensitivity a.ini --vary persistence.tail 2>&1");
    program_shell("find . -type f | sort | xargs sha256sum", &before);
    program_run(of_analysis[_i].line, &result);
    ck_assert_str_eq(result.err, of_analysis[_i].message);
    ck_assert_int_eq(result.code, 1);
    program_shell("find . -type f | sort | xargs sha256sum", &result);
    ck_assert_str_eq(result.out, before.out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("survey");
    TCase *figures = tcase_create("figures"), *places = tcase_create("places");

    program_add_folder(figures);
    tcase_set_timeout(figures, 60);
    tcase_add_loop_test(figures, a_sweep_over_any_axes_is_drawn, 0, N_SWEEPS);
    tcase_add_test(figures, a_background_has_a_panel_where_it_has_the_number);
    tcase_add_test(figures, shares_are_drawn_in_percent);
    tcase_add_test(figures, a_figure_tells_what_it_found);
    tcase_add_test(figures, numbers_listed_far_apart_stand_on_a_log_axis);
    tcase_add_test(figures, cultures_that_died_out_are_counted);
    tcase_add_test(figures, an_axis_of_whole_numbers_goes_from_whole_to_whole);
    tcase_add_test(figures, a_share_of_responders_has_no_band);
    tcase_add_loop_test(figures, a_figure_that_cannot_be_drawn_is_refused, 0,
                        sizeof undrawn / sizeof *undrawn);
    tcase_add_loop_test(figures, an_analysis_is_drawn_by_its_own_command, 0,
                        (int)(sizeof of_analysis / sizeof *of_analysis));
    suite_add_tcase(s, figures);
    program_add_folder(places);
    tcase_set_timeout(places, 60);
    tcase_add_test(places, lines_of_two_categories_have_the_points_of_their_names);
    tcase_add_test(places, points_that_failed_enter_no_mean);
    suite_add_tcase(s, places);
    return suite_run(s);
}
