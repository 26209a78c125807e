/* test_command_run.c -- potency run: its files, layers of values, run.ini again, seeds. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- runs ----------------------------------------------------------------- */

static const char experiment[] =
    "[presets]\nsource = adipose\n[run]\ndays = 365\n"
    "[product]\ndose = 3.71e7 # cells\n"
    "[arm young]\npassaging.harvest_passage = 3\n"
    "[arm thawed]\npresets.product = thawed_injected\n"
    "passaging.harvest_passage = 3\nproduct.fitness = 0.2385\n"
    "[arm concentrate]\npresets.product = marrow_concentrate\n";

#define TOLD \
    "12: product.fitness = 0.2385 stands over preset thawed_injected's value 0.1 in arm " \
    "thawed\n"

static const char *const formats[][2] = {
    {"", "columns.csv\nculture.csv\nfigures.csv\nfiles.csv\npassages.csv\npotency.png\nrun."
         "ini\n"
         "summary.csv\ntimecourse.csv\ntimecourse_after_doses.csv\n"},
    {"--format svg,pdf",
     "columns.csv\nculture.csv\nfigures.csv\nfiles.csv\npassages.csv\npotency."
     "pdf\npotency.svg\nrun.ini\n"
     "summary.csv\ntimecourse.csv\ntimecourse_after_doses.csv\n"},
};

START_TEST(a_run_writes_these_files_and_no_others)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", experiment);
    snprintf(arguments, sizeof arguments, "run a.ini %s", formats[_i][0]);
    program_tell(arguments, "a.ini:" TOLD, &result);
    program_shell("LC_ALL=C ls -A out", &result);
    ck_assert_str_eq(result.out, formats[_i][1]);
    /* none is empty */
    program_shell("find out -size 0", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(a_panel_by_itself_is_the_only_figure)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 3\n[arm a]\n[arm b]\nproduct.dose = 2e7\n");
    program_succeed("run a.ini --panel pain -n 2", &result);
    program_shell("ls out | grep png; sed 1d out/figures.csv | cut -d, -f1 | sort -u; "
                  "cut -d, -f2 out/figures.csv | sort -u",
                  &result);
    ck_assert_str_eq(result.out, "potency-pain.png\npotency-pain\n\npain\npanel\n");
}
END_TEST

static const char *const looks_refused[][2] = {
    {"run a.ini --panel pian",
     "potency run: --panel pian is unknown; did you mean 'pain'?\n"},
    {"run a.ini --size page",
     "potency run: --size page is no more; --size a4 took its place\n"},
};

START_TEST(a_look_that_there_is_not_is_told_with_what_would_be_right)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_run(looks_refused[_i][0], &result);
    ck_assert_int_eq(result.code, 2);
    ck_assert_msg(strstr(result.err, looks_refused[_i][1]) == result.err, "%s", result.err);
}
END_TEST

/* Lines of run.ini, and of which layer they tell. */
static const char *const told_layers[] = {
    "\nhazard_scale = 30 #: preset adipose\n",               /* the file's preset */
    "\ndose = 3.71e+07 #: a.ini:6\n",                        /* its row */
    "\nproduct.dose = 4e+08 #: preset marrow_concentrate\n", /* the arm's preset over it */
    "\nproduct.fitness = 0.2385 #: a.ini:12\n", /* the arm's row over its preset */
    "\nproduct.viability = 0.9 #: preset thawed_injected\n",
    "\nproduct.dose = 2.385e+07 #: --set arm young:product.dose=2.385e7\n", /* over all */
};

START_TEST(layers_stand_one_over_the_other)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini --set 'arm young:product.dose=2.385e7'", "a.ini:" TOLD,
                 &result);
    program_shell("cat out/run.ini", &result);
    for (int i = 0; i < LENGTH(told_layers); i++)
        ck_assert_msg(strstr(result.out, told_layers[i]) != NULL, "'%s' is missing",
                      told_layers[i]);
}
END_TEST

/* What a shell command says about the tables of three arms, one of them without culture. */
static const char *const tables[][2] = {
    {"head -n 1 out/passages.csv",
     "arm,passage,day,days,cycling,senescent,harvested,divisions,doublings,"
     "cumulative_doublings,senescent_fraction,doubling_time,telomere,potency,"
     "doses_per_donor,potent_doses\n"},
    /* a meaning is the title of a figure, where nothing stands before it */
    {"grep -c ',\"*the same' out/columns.csv", "0\n"},
    /* and the title ends at a comma: it tells one column from another but for the stages */
    {"sed -n 's/^timecourse.csv,[^,]*,[^,]*,\"*//p' out/columns.csv | sed 's/[,;].*//' | "
     "sort | uniq -d",
     "immune response of the host\n"},
    /* three arms and 366 days */
    {"wc -l < out/timecourse.csv", "1099\n"},
    {"grep -c concentrate out/passages.csv", "0\n"},
    {"grep -c concentrate out/culture.csv", "0\n"},
    {"head -n 1 out/culture.csv | cut -d , -f -5", "arm,day,cycling,senescent,divisions\n"},
    {"tr , '\\n' < out/culture.csv | grep -cx day", "1\n"},
    /* P0 ends on day 14: a row a day up to then, and the growing culture's own after it */
    {"grep -E '^young,(0|13|14|15),' out/culture.csv | cut -d , -f 2,6",
     "0,0\n13,0\n14,1\n15,1\n"},
};

START_TEST(tables_have_the_promised_columns_and_rows)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini", "a.ini:" TOLD, &result);
    for (int i = 0; i < LENGTH(tables); i++) {
        program_shell(tables[i][0], &result);
        ck_assert_str_eq(result.out, tables[i][1]);
    }
}
END_TEST

/* Over the file that it reads, against the folder that it writes. */
START_TEST(a_run_may_be_repeated_in_its_place)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini -o one", "a.ini:" TOLD, &result);
    program_shell("cp -r one kept", &result);
    program_tell("run a.ini -o ./one/", "a.ini:" TOLD, &result);
    program_shell("diff -r one kept", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_file_may_come_through_a_pipe)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini -o one", "a.ini:" TOLD, &result);
    program_shell("cat a.ini | \"$POTENCY\" run /dev/stdin -o two && "
                  "diff one/summary.csv two/summary.csv",
                  &result);
    ck_assert_str_eq(result.err, "/dev/stdin:" TOLD);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- run.ini again -------------------------------------------------------- */

/* Whatever is set, run.ini holds it: the second run writes the bytes of the first. */
static const struct {
    const char *file, *options, *before; /* a command between the two runs */
} rerun[] = {
    {"", "", "true"},
    {experiment,
     "--set rehab.therapy=0.71 --set product.viability=0.5 "
     "--set 'arm young:product.dose=2.385e7'",
     "true"},
    {"[arm x]\n", "--set presets.source=umbilical", "true"},
    {"[presets]\nproduct = exosomes\n[arm x]\npresets.product = fresh\n", "", "true"},
    {"[run]\ndays = 238\nsolver = rkf45\n", "--set run.rtol=2.385e-8", "true"},
    {"[arm x]\npresets.product = thawed_injected\n", "--set product.fitness=0.371", "true"},
    {"[arm x]\nproduct.dose = 3.71e7\n", "", "sed -i 's/$/\\r/' one/run.ini"},
    {"[run]\ndays = 30\n[arm a=b]\nproduct.dose = 3e7 cells\n[arm c: \"d\";e]\n"
     "[arm \xC3\xA9t\xC3\xA9, \xE2\x89\xA4 5 %]\n[arm [x]\n"
     "[arm abcdefghij.klmnopqrst-uvwxyz_23853715110]\n",
     "--set 'arm a=b:joint.load=0.7385' --set 'arm c: \"d\";e:joint.volume=8.31 mL'",
     "true"},
    {"[run]\ndays = 60 d\n[passaging]\ncycle_time = 1.3 d\n[arm P2]\n[arm P8]\n"
     "passaging.harvest_passage = 8\n"
     "[figure cytokines]\ny = tnf, il10\nscale = log\nfrom = 1 week\nto = 1008 h\n"
     "arms = P8\ntitle = What \"it\" says: 1 = 2\n"
     "[figure growth]\nfile = passages\nx = passage\ny = doublings\n",
     "--set presets.host=unrelated_donor", "true"},
};

/* Lines without the places in which they start, sorted. */
#define WITHOUT_PLACES "sed -E 's/^(--set )?[^ ]+: //' | sort"

/* Runs a command of which standard error says the same of choices as first.err. */
static void run_alike(const char *command)
{
    char line[PROGRAM_TEXT];
    program_result result;

    snprintf(line, sizeof line, "%s 2> second.err >second.out", command);
    program_shell(line, &result);
    ck_assert_int_eq(result.code, 0);
    program_shell("cat first.err | " WITHOUT_PLACES " > one.told; "
                  "cat $(test -f second.err || echo away/)second.err | " WITHOUT_PLACES
                  " > two.told; diff one.told two.told",
                  &result);
    ck_assert_str_eq(result.out, "");
}

/* `second` runs one/run.ini into the folder `two`. */
static void run_again(int i, const char *formats_of_figures, const char *second)
{
    char arguments[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini", rerun[i].file);
    snprintf(arguments, sizeof arguments, "run a.ini -o one %s %s 2> first.err",
             rerun[i].options, formats_of_figures);
    program_succeed(arguments, &result);
    program_shell("mkdir -p away && cp one/run.ini kept.ini", &result);
    program_shell(rerun[i].before, &result);
    run_alike(second);
    program_shell("mv kept.ini one/run.ini && diff -r one two", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}

START_TEST(run_ini_repeats_the_run_from_any_folder)
{
    run_again(_i, "", "cd away && \"$POTENCY\" run ../one/run.ini -o \"$PWD/../two\"");
}
END_TEST

START_TEST(run_ini_repeats_figures_of_every_format)
{
    run_again(1, "--format png,svg,pdf",
              "\"$POTENCY\" run one/run.ini -o two --format png,svg,pdf");
}
END_TEST

START_TEST(run_ini_repeats_the_run_where_decimals_have_a_comma)
{
    program_result result;

    program_shell("mkdir locale && localedef -i de_DE -f UTF-8 locale/de_DE.UTF-8 && "
                  "LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 locale -k decimal_point",
                  &result);
    if (strcmp(result.out, "decimal_point=\",\"\n") != 0) {
        printf("skipped: run_ini_repeats_the_run_where_decimals_have_a_comma: needs "
               "localedef and Debian's locales\n");
        return;
    }
    for (int i = LENGTH(rerun) - 2; i < LENGTH(rerun); i++) {
        program_shell("rm -rf one two", &result);
        run_again(i, "--format png,svg,pdf",
                  "LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 LANGUAGE=de \"$POTENCY\" run "
                  "one/run.ini -o two --format png,svg,pdf");
    }
}
END_TEST

/* ---- seeds ---------------------------------------------------------------- */

#define ZEROS "000000000000000000000000000000000000000000000000000000000000000000000"
#define MANY_ZEROS ZEROS ZEROS ZEROS ZEROS

static const char short_experiment[] = "[run]\ndays = 3\n[arm a]\n";

START_TEST(a_seed_is_taken_to_its_last_digit)
{
    program_result result;

    program_write_text("a.ini", short_experiment);
    program_succeed("run a.ini --seed " ZEROS "9 -o long", &result);
    program_shell("grep -c '^seed = 9 ' long/run.ini", &result);
    ck_assert_str_eq(result.out, "1\n");
    program_succeed("run a.ini --seed 9007199254740991", &result);
    program_shell("grep -c '^seed = 9007199254740991 ' out/run.ini", &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

static const struct {
    const char *arguments, *message;
} bad_seeds[] = {
    {"run a.ini --seed 9007199254740993",
     "--set run.seed=9007199254740993: run.seed = 9007199254740993 is outside [0, "
     "9007199254740991]"},
    {"run a.ini --seed 4503599627370496.5",
     "--set run.seed=4503599627370496.5: run.seed = 4503599627370496.5 is not whole; a "
     "whole "
     "number in [0, 9007199254740991] would be right"},
    {"run a.ini --seed 1e-400",
     "--set run.seed=1e-400: run.seed = 1e-400 is not whole; a whole number in [0, "
     "9007199254740991] would be right"},
    {"run a.ini --seed " MANY_ZEROS "9",
     "--set run.seed=" MANY_ZEROS
     "9: is longer than 255 characters; a shorter value would be "
     "right"},
    {"run a.ini --seed 3 --seed 4",
     "--set run.seed=4: run.seed is given twice, first at --set run.seed=3; one of the two "
     "would be right"},
    {"sensitivity a.ini --samples " MANY_ZEROS "9",
     "--set sensitivity.samples=" MANY_ZEROS "9: is longer than 255 characters; a shorter "
     "value would be right"},
    {"sweep a.ini -o a.db --shard 1.0000000000000000000001/4",
     "--shard 1.0000000000000000000001/4 is no part of a whole; 1/4 to 4/4 would be right"},
};

START_TEST(a_seed_that_would_be_rounded_is_refused)
{
    program_write_text("a.ini", short_experiment);
    program_refuse(bad_seeds[_i].arguments, bad_seeds[_i].message);
}
END_TEST

START_TEST(what_lies_behind_is_of_the_same_indication)
{
    program_result result;

    program_write_text("a.ini", "[run]\nindication = ards\ndays = 20\n");
    program_write_text("b.ini", "[run]\nindication = gvhd\ndays = 20\n");
    program_succeed("run b.ini -o b", &result);
    program_refuse("run a.ini -o a --against b",
                   "--against b: is of indication gvhd, and this run treats ards; a run of "
                   "ards would be right");
    program_refuse(
        "run a.ini -o a --against b.ini",
        "--against b.ini: is of indication gvhd, and this run treats ards; a run "
        "of ards would be right");
    program_shell("ls a", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_run");
    TCase *runs = tcase_create("runs");
    TCase *seeds = tcase_create("seeds");

    program_add_folder(runs);
    tcase_set_timeout(runs, 120);
    tcase_add_loop_test(runs, a_run_writes_these_files_and_no_others, 0, LENGTH(formats));
    tcase_add_test(runs, a_panel_by_itself_is_the_only_figure);
    tcase_add_loop_test(runs, a_look_that_there_is_not_is_told_with_what_would_be_right, 0,
                        LENGTH(looks_refused));
    tcase_add_test(runs, layers_stand_one_over_the_other);
    tcase_add_test(runs, tables_have_the_promised_columns_and_rows);
    tcase_add_test(runs, a_run_may_be_repeated_in_its_place);
    tcase_add_test(runs, a_file_may_come_through_a_pipe);
    tcase_add_loop_test(runs, run_ini_repeats_the_run_from_any_folder, 0, LENGTH(rerun));
    tcase_add_test(runs, run_ini_repeats_figures_of_every_format);
    tcase_add_test(runs, run_ini_repeats_the_run_where_decimals_have_a_comma);
    suite_add_tcase(suite, runs);
    program_add_folder(seeds);
    tcase_set_timeout(seeds, 60);
    tcase_add_test(seeds, a_seed_is_taken_to_its_last_digit);
    tcase_add_test(runs, what_lies_behind_is_of_the_same_indication);
    tcase_add_loop_test(seeds, a_seed_that_would_be_rounded_is_refused, 0,
                        LENGTH(bad_seeds));
    suite_add_tcase(suite, seeds);
    return suite_run(suite);
}
