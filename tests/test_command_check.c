/* test_command_check.c -- `potency check`, and values with units. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- problems ------------------------------------------------------------- */

#define MANY_PROBLEMS \
    "[passaging]\ncylce_time = 30\ndonor_age = 900\n" \
    "[product]\ndose = plenty\n viability = 0.9\n" \
    "[zebra]\nload = 2\n" \
    "[run\ndays = 3\n" \
    "[presets]\nsource = bone marrow\n" \
    "[arm P2]\npassaging.harvest_passage = 2\n" \
    "[arm P2]\ndose = 3\n" \
    "[joint]\npain_tnf = 0.71\n" \
    "[rehab]\n" \
    "[figure own]\ny = TNF\ntitel = x\n" \
    "[figure b]\ny = tnf\nfrom = 3 mL\n"

/* Everything that `check` prints to standard output, and its one line of standard error. */
static const struct {
    const char *file, *options, *out, *err;
} problems[] = {
    {MANY_PROBLEMS, "--set 'arm x:product.dose=3' --set pasaging.donor_age=3",
     "a.ini:2: unknown parameter 'passaging.cylce_time'; did you mean 'cycle_time'?\n"
     "a.ini:3: passaging.donor_age = 900 year is outside [0, 100] year\n"
     "a.ini:5: product.dose = plenty is not a number; one in [0, 1e+09] cell would be "
     "right\n"
     "a.ini:6: is indented; a row that starts at the left edge would be right\n"
     "a.ini:7: unknown section 'zebra'; one of run, cohort, sweep, sensitivity, fit, "
     "optimise, trial, "
     "passaging, "
     "product, delivery, "
     "persistence, joint, rehab, presets, arm NAME, data NAME, numbers, figure NAME, "
     "story, offer would be "
     "right\n"
     "a.ini:9: [run has no ]; [name] would be right\n"
     "a.ini:12: unknown preset 'bone marrow' of group source; did you mean 'bone_marrow'?\n"
     "a.ini:15: section [arm P2] stands twice, first at a.ini:13; one header for all its "
     "rows, or another name, would be right\n"
     "a.ini:18: arm P2: pain_tnf + pain_drive = 0.71 + 0.4 must not exceed 1\n"
     "a.ini:19: section [rehab] is empty; rows below it, or leaving it out, would be "
     "right\n"
     "a.ini:21: figure own: no file has the column 'TNF'; did you mean 'tnf'?\n"
     "a.ini:22: a figure has no row 'titel'; did you mean 'title'?\n"
     "a.ini:25: figure b: from = 3 mL is no value of day; a number in day would be right\n"
     "--set arm x:product.dose=3: there is no arm 'x'; the name of an [arm] of the file "
     "would be right\n"
     "--set pasaging.donor_age=3: unknown section 'pasaging'; did you mean 'passaging'?\n",
     "a.ini: 15 problems, each told above\n"},
    {"[product]\ndose = plenty\n", "",
     "a.ini:2: product.dose = plenty is not a number; one in [0, 1e+09] cell would be "
     "right\n",
     "a.ini: 1 problem, each told above\n"},
    {"[joint]\npain_tnf = 0.71\ndrive_tnf = 0.8\n[arm x]\n[arm y]\njoint.pain_drive = "
     "0.371\n",
     "",
     "a.ini:2: arm x: pain_tnf + pain_drive = 0.71 + 0.4 must not exceed 1\n"
     "a.ini:3: arm x: drive_tnf + drive_mmp = 0.8 + 0.3 must not exceed 1\n"
     "a.ini:3: arm y: drive_tnf + drive_mmp = 0.8 + 0.3 must not exceed 1\n"
     "a.ini:6: arm y: pain_tnf + pain_drive = 0.71 + 0.371 must not exceed 1\n",
     "a.ini: 4 problems, each told above\n"},
    /* lines by their numbers, not their digits */
    {"[joint]\nload = 9\n\n\n\n\n\n\nvolume = 0\nvas_base = 101\n", "",
     "a.ini:2: joint.load = 9 is outside [0, 3]\n"
     "a.ini:9: joint.volume = 0 mL is outside [1, 60] mL\n"
     "a.ini:10: joint.vas_base = 101 mm is outside [0, 100] mm\n",
     "a.ini: 3 problems, each told above\n"},
    /* trials that cannot be drawn */
    {"[arm x]\n[arm y]\n[trial]\nnumber = specific_relief_month_7\n", "",
     "a.ini:4: trial.number = specific_relief_month_7 is nothing that a trial reads; did "
     "you "
     "mean 'specific_relief_month_1'?\n",
     "a.ini: 1 problem, each told above\n"},
    {"[arm x]\n[trial]\ntrials = 7\n", "",
     "a.ini: a trial holds arms against x, and there is no other; another [arm] with "
     "a size of its own would be right\n",
     "a.ini: 1 problem, each told above\n"},
    {"[arm x]\n[trial]\ntrials = 0\ncontrol = y\n", "",
     "a.ini:3: trial.trials = 0 is outside [1, 100000]\n"
     "a.ini:4: there is no arm 'y'; the name of an [arm] of the file would be right\n",
     "a.ini: 2 problems, each told above\n"},
    /* what only a later model refuses */
    {"[run]\nindication = gvhd\n[arm x]\nproduct.doses = 12\n[arm y]\n"
     "product.doses = 12\npassaging.harvest_passage = 5\n",
     "",
     "a.ini:4: arm x: doses = 12 of the product: at most 8 can be given here, twice a week "
     "for four weeks\n",
     "a.ini: 1 problem, each told above\n"},
    /* arms that lack what was refused are not called equal */
    {"[arm x]\njoint.load = 9\n[arm y]\njoint.load = 8\n", "",
     "a.ini:2: joint.load = 9 is outside [0, 3]\n"
     "a.ini:4: joint.load = 8 is outside [0, 3]\n",
     "a.ini: 2 problems, each told above\n"},
    /* a passage as it is spoken of */
    {"[passaging]\nharvest_passage = P8\nthawed_passage = p2\n", "",
     "a.ini:2: passaging.harvest_passage = P8 is not a number: a sign or word stands "
     "before "
     "it; 8 would be right\n"
     "a.ini:3: passaging.thawed_passage = p2 is not a number: a sign or word stands before "
     "it; 2 would be right\n",
     "a.ini: 2 problems, each told above\n"},
    /* what stands below a header that is wrong is not told once more */
    {"[knee]\nload = 9\nloud = 1\n[arm ]\nzebra = 2\n", "",
     "a.ini:1: unknown section 'knee'; one of run, cohort, sweep, sensitivity, fit, "
     "optimise, trial, "
     "passaging, "
     "product, delivery, "
     "persistence, joint, rehab, presets, arm NAME, data NAME, numbers, figure NAME, "
     "story, offer would be "
     "right\n"
     "a.ini:4: arm '' needs a name of 1 to 40 characters; [arm P8] would be right\n",
     "a.ini: 2 problems, each told above\n"},
};

START_TEST(every_problem_is_told_in_the_order_of_its_line)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", problems[_i].file);
    snprintf(arguments, sizeof arguments, "check a.ini %s", problems[_i].options);
    program_run(arguments, &result);
    ck_assert_str_eq(result.out, problems[_i].out);
    ck_assert_str_eq(result.err, problems[_i].err);
    ck_assert_int_eq(result.code, 1);
}
END_TEST

/* `run` stops at the first of the lines that it reads, and says the same of it. */
START_TEST(a_run_tells_one_of_the_problems)
{
    program_result result;

    program_write_text("a.ini", problems[1].file);
    program_run("run a.ini", &result);
    ck_assert_str_eq(result.err, problems[1].out);
    ck_assert_int_eq(result.code, 1);
}
END_TEST

START_TEST(a_file_of_another_encoding_is_one_problem)
{
    program_result result;

    program_write("a.ini",
                  "\xFF\xFE[\0j\0]\0\n\0x\0=\0"
                  "1\0\n\0",
                  18);
    program_run("check a.ini", &result);
    ck_assert_str_eq(result.out,
                     "a.ini:1: is UTF-16; a file saved as UTF-8 would be right\n");
    ck_assert_str_eq(result.err, "a.ini: 1 problem, each told above\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

/* ---- warnings ------------------------------------------------------------- */

#define THREE_ARMS \
    "[arm P2]\npassaging.harvest_passage = 2\n" \
    "[arm P4]\npassaging.harvest_passage = 4\n" \
    "[arm P2 again]\npassaging.harvest_passage = 2\n"
#define FEW_CELLS "--set product.dose=2e7 "

#define GAVE_WAY ": --set passaging.harvest_passage=3 stands over it\n"

static const struct {
    const char *file, *options, *out, *told;
} warnings[] = {
    {"", FEW_CELLS, "a.ini: no problem, 0 warnings\n", ""},
    {"[product]\ndose = 2e7\n[figure own]\ny = tnf, il10\n", "",
     "a.ini: no problem, 0 warnings\n", ""},
    {"", "--set passaging.harvest_passage=1 --set product.doses=2",
     "warning: arm default: the treatment asks for 1e+08 cells and the harvest has "
     "8.01278e+07: it stands for several vessels or donors pooled\n"
     "a.ini: no problem, 1 warning\n",
     ""},
    {THREE_ARMS, FEW_CELLS,
     "warning: arm P2 again equals arm P2\na.ini: no problem, 1 warning\n", ""},
    {THREE_ARMS, FEW_CELLS "--set passaging.harvest_passage=3",
     "warning: arm P4 equals arm P2: what set them apart gave way to --set "
     "passaging.harvest_passage=3\n"
     "warning: arm P2 again equals arm P2\na.ini: no problem, 5 warnings\n",
     "a.ini:2: passaging.harvest_passage = 2 has no effect in arm P2" GAVE_WAY
     "a.ini:4: passaging.harvest_passage = 4 has no effect in arm P4" GAVE_WAY
     "a.ini:6: passaging.harvest_passage = 2 has no effect in arm P2 again" GAVE_WAY},
    {"[arm x]\n[arm y]\njoint.load = 0.7385\n", FEW_CELLS "--set joint.load=0.371",
     "warning: arm y equals arm x: what set them apart gave way to --set joint.load=0.371\n"
     "a.ini: no problem, 2 warnings\n",
     "a.ini:3: joint.load = 0.7385 has no effect in arm y: --set joint.load=0.371 stands "
     "over it\n"},
    {"[arm P30]\npassaging.harvest_passage = 30\n", "--set product.dose=5e5",
     "warning: arm P30: the culture is spent from P16 on: less than 0.5 doublings in 14 "
     "days; its harvest is given all the same\n"
     "warning: --set product.dose=5e5: product.dose = 500000 cell is far from its usual "
     "5e+07: near an end of [0, 1e+09]\na.ini: no problem, 2 warnings\n",
     ""},
    /* doses of trials */
    {"[product]\ndose = 1e7\n", "", "a.ini: no problem, 0 warnings\n", ""},
    {"[product]\ndose = 1.5e8\n[passaging]\nfounders = 20000\n", "",
     "a.ini: no problem, 0 warnings\n", ""},
    {"[joint]\nvas_base = 98\n", FEW_CELLS "--set passaging.cycle_time=15.371",
     "warning: cohort: joint.vas_base is drawn within [30, 95] around 98, the row of an "
     "arm; "
     "a row within, or other bounds, would be right\n"
     "warning: --set passaging.cycle_time=15.371: passaging.cycle_time = 15.371 h is far "
     "from "
     "its usual 23: near an end of [15, 120]\n"
     "warning: a.ini:2: joint.vas_base = 98 mm is far from its usual 60: near an end of "
     "[0, "
     "100]\na.ini: no problem, 3 warnings\n",
     ""},
    /* all of it where none or nearly all is usual is a choice */
    {"[product]\nsensitized = 1\nmismatch = 1\n[delivery]\nhit_probability = 1\n",
     "--set passaging.low_oxygen=1", "a.ini: no problem, 0 warnings\n", ""},
    {"[joint]\ncue_imprint = 1\n", "",
     "warning: a.ini:2: joint.cue_imprint = 1 is far from its usual 0.08: near an end of "
     "[0, 1]\na.ini: no problem, 1 warning\n",
     ""},
    /* the percentage of oxygen in place of how much of it is taken away */
    {"[arm x]\n[arm y]\npassaging.low_oxygen = 5 %\n", "",
     "warning: arm y: low_oxygen = 0.05 is next to room air: 1 stands for 3-5 % oxygen, "
     "and 0 for room air\na.ini: no problem, 1 warning\n",
     ""},
    {"[passaging]\nlow_oxygen = 0.25\n", "", "a.ini: no problem, 0 warnings\n", ""},
    /* an extinct culture gives no harvest, though it was spent before */
    {"[passaging]\ndeath_rate = 0.5\nharvest_passage = 8\n", "",
     "warning: arm default: no cell was left at passage P5 (day 84): the culture is "
     "extinct and its harvest is 0 cells\n"
     "warning: arm default: the harvest has no cells: there is no product, and nothing is "
     "given\n"
     "warning: a.ini:2: passaging.death_rate = 0.5 1/day is far from its usual 0.01: near "
     "an end of [0, 0.5]\na.ini: no problem, 3 warnings\n",
     ""},
    /* what arms share is told once, a definition never, what a preset says neither */
    {"[presets]\nproduct = thawed_injected\n[joint]\nvolume = 55\n[arm x]\n[arm y]\n"
     "passaging.harvest_passage = 3\nproduct.doses = 12\n",
     "--set product.dose=1e7",
     "warning: arm y: a dose is injected 5 of 12 times: the other 7 would come after the "
     "end (day 730)\n"
     "warning: a.ini:4: joint.volume = 55 mL is far from its usual 10: near an end of [1, "
     "60]\na.ini: no problem, 2 warnings\n",
     ""},
};

START_TEST(what_is_odd_is_told_and_is_no_problem)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", warnings[_i].file);
    snprintf(arguments, sizeof arguments, "check a.ini %s", warnings[_i].options);
    program_tell(arguments, warnings[_i].told, &result);
    ck_assert_str_eq(result.out, warnings[_i].out);
}
END_TEST

START_TEST(a_check_writes_nothing)
{
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini", "[figure own]\ny = tnf\n");
    program_list(before);
    program_succeed("check a.ini", &result);
    program_list(after);
    ck_assert_str_eq(after, before);
}
END_TEST

/* ---- units ---------------------------------------------------------------- */

static const struct {
    const char *section, *name, *plain, *with_unit;
} same[] = {
    {"passaging", "cycle_time", "31.2", "1.3 d"},
    {"passaging", "cycle_time", "31.2", "1.3d"},
    {"passaging", "cycle_time", "31.2", "1872 min"},
    {"passaging", "cycle_time", "31.2", "31.2 h"},
    {"passaging", "primary_days", "14", "2 weeks"},
    {"passaging", "death_rate", "0.012", "0.0005 1/h"},
    {"passaging", "age_slope", "0.0073", "2e-5 1/day"},
    {"passaging", "area_cycling", "2385", "2.385e-5 cm2"},
    {"passaging", "area_cycling", "2385", "2385 \302\265m2"},
    {"passaging", "max_area", "73850", "7.385 m2"},
    {"passaging", "seeding_density", "3710", "37.1 cell/mm2"},
    {"passaging", "seeding_density", "3710", "3.71e7 cells/m2"},
    {"passaging", "harvest_passage", "8", "8 passages"},
    {"passaging", "telomere_start", "9.385", "9385 bp"},
    {"passaging", "donor_age", "33", "12045 days"},
    {"passaging", "hazard_scale", "18.9", "18.9 divisions"},
    {"product", "dose", "50e6", "5e7 cells"},
    {"product", "viability", "0.95", "95 %"},
    {"product", "viability", "0.95", "95%"},
    {"product", "viability", "0.95", "95 percent"},
    {"product", "dose_interval", "182.5", "0.5 year"},
    {"product", "secretion_loss", "0.0238", "2.38 %/division"},
    {"joint", "volume", "10", "0.01 L"},
    {"joint", "volume", "8.31", "8.31 cm3"},
    {"joint", "volume", "8.31", "8310 uL"},
    {"joint", "pge2_licensed", "23.85", "23.85 ng/(1e6 cell)/day"},
    {"joint", "pge2_licensed", "24", "1 ng/(1e6 cell)/h"},
    {"joint", "ev_resting", "2.385", "2.385 1e9 particle/(1e6 cell)/day"},
    {"joint", "ev_resting", "2.385", "2385 particle/cell/day"},
    {"joint", "pge2_base", "0.2385", "238.5 pg/mL"},
    {"joint", "vas_base", "60", "6 cm"},
    {"joint", "cartilage_loss", "0.0365", "1e-4 1/day"},
    {"passaging", "thawed_passage", "3", "3 passages"},
    {"persistence", "memory_rate", "0.06", "0.0025 1/h"},
    {"joint", "flare_debris", "0.02385", "2.385e-8 1/cell"},
    {"joint", "flare_debris", "0.02385", "0.02385 1/(1e6 cell)"},
    {"joint", "flare_reject", "0.07", "1.68 h/(1e6 cell)"},
    {"joint", "placebo", "0.2385", "23.85 %"},
    {"joint", "flare_pain", "23.85", "2.385 cm"},
    {"rehab", "pain_limit", "60", "6 cm"},
    {"rehab", "adherence_time", "60", "1440 h"},
    {"run", "days", "730", "2 years"},
};

static double value_of(const sim_session *session, size_t row, const char *text)
{
    sim_error err = {""};
    double value = 0;

    ck_assert_msg(sim_parameter_parse(&session->catalog.rows[row], text, "test", &value,
                                      &err) == SIM_OK,
                  "%s", err.text);
    return value;
}

START_TEST(a_value_with_a_unit_is_the_plain_one)
{
    sim_session session;
    sim_error err = {""};
    size_t row;

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    ck_assert_msg(sim_catalog_find(&session.catalog, same[_i].section, same[_i].name,
                                   "test", &row, &err) == SIM_OK,
                  "%s", err.text);
    /* the same to the last bit */
    ck_assert_double_eq(value_of(&session, row, same[_i].with_unit),
                        value_of(&session, row, same[_i].plain));
    sim_session_close(&session);
}
END_TEST

/* One file with plain values, one with units: all tables are the same bytes, and all figures but
 * for what they carry of the file. */
#define FILE_OF(cycle_time, dose, volume, viability, days, from, to) \
    "[run]\ndays = " days "\n[passaging]\ncycle_time = " cycle_time \
    "\n[product]\ndose = " dose "\nviability = " viability "\n[joint]\nvolume = " volume \
    "\n" \
    "[figure own]\ny = tnf\nfrom = " from "\nto = " to "\n"

START_TEST(units_change_no_byte_of_the_results)
{
    program_result result;

    program_write_text("a.ini", FILE_OF("31.2", "50e6", "10", "0.95", "56", "7", "42"));
    program_write_text("b.ini", FILE_OF("1.3 d", "5e7 cells", "0.01 L", "95 %", "8 weeks",
                                        "168 h", "6 weeks"));
    program_succeed("run a.ini -o one -f svg", &result);
    program_succeed("run b.ini -o two -f svg --set 'passaging.primary_days = 2 week'",
                    &result);
    program_shell("for f in one two; do sed -i 's/ #: .*//; /^from/d; /^to/d' $f/run.ini; "
                  "sed -i '/potency-run.ini-begin/,/potency-run.ini-end/d' $f/*.svg; done; "
                  "ls one/own.svg && diff -r -x files.csv one two",
                  &result);
    ck_assert_str_eq(result.out, "one/own.svg\n");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

static void add_problems(TCase *cases)
{
    tcase_add_loop_test(cases, every_problem_is_told_in_the_order_of_its_line, 0,
                        LENGTH(problems));
    tcase_add_test(cases, a_run_tells_one_of_the_problems);
    tcase_add_test(cases, a_file_of_another_encoding_is_one_problem);
}

static void add_warnings(TCase *cases)
{
    tcase_add_loop_test(cases, what_is_odd_is_told_and_is_no_problem, 0, LENGTH(warnings));
    tcase_add_test(cases, a_check_writes_nothing);
}

static void add_units(TCase *cases)
{
    tcase_add_loop_test(cases, a_value_with_a_unit_is_the_plain_one, 0, LENGTH(same));
    tcase_add_test(cases, units_change_no_byte_of_the_results);
}

static Suite *suite(void)
{
    static const struct {
        const char *name;
        void (*add)(TCase *cases);
    } parts[] = {
        {"problems", add_problems}, {"warnings", add_warnings}, {"units", add_units}};
    Suite *all = suite_create("command_check");

    for (int i = 0; i < LENGTH(parts); i++) {
        TCase *cases = tcase_create(parts[i].name);

        program_add_folder(cases);
        tcase_set_timeout(cases, 60);
        parts[i].add(cases);
        suite_add_tcase(all, cases);
    }
    return all;
}

int main(void) { return suite_run(suite()); }
