/* test_cli.c -- the program as its users meet it: bad input, good runs, help. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH = 512, TEXT = 4096 };

static char root[PATH], dir[] = "/tmp/potency-test-XXXXXX";

/* ---- running the program -------------------------------------------------- */

static void set_up(void)
{
    const char *program = getenv("POTENCY");

    ck_assert_ptr_nonnull(realpath(program ? program : "build/potency", root));
    strcpy(strrchr(dir, '-') + 1, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void tear_down(void)
{
    char command[PATH];

    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* Runs `arguments` by the shell in the temporary folder; the exit code.  What it printed
 * to the given stream ("1" or "2") is in text. */
static int run(const char *arguments, const char *stream, char text[TEXT])
{
    char command[2 * PATH + TEXT];
    size_t length;
    FILE *out;
    int status;

    snprintf(command, sizeof command, "cd %s && '%s' %s %s", dir, root, arguments,
             *stream == '1' ? "2>/dev/null" : "2>&1 >/dev/null");
    out = popen(command, "r");
    ck_assert_ptr_nonnull(out);
    length = fread(text, 1, TEXT - 1, out);
    text[length] = '\0';
    while (getc(out) != EOF) continue;
    status = pclose(out);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void write_file(const char *name, const char *text, size_t length)
{
    char path[PATH];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(text, 1, length, out), length);
    ck_assert_int_eq(fclose(out), 0);
}

static int count_entries(void)
{
    DIR *folder = opendir(dir);
    int n = 0;

    ck_assert_ptr_nonnull(folder);
    while (readdir(folder)) n++;
    closedir(folder);
    return n;
}

/* ---- bad input ------------------------------------------------------------ */

static const struct {
    const char *file, *options, *message;
} bad[] = {
    {"[passaging]\ncycle_time = 900\n", "",
     "a.ini:2: passaging.cycle_time = 900 h is outside [15, 120] h\n"},
    {"[passaging]\n\ncylce_time = 30\n", "",
     "a.ini:3: unknown parameter 'passaging.cylce_time'; `potency params passaging.` lists "
     "those "
     "of that section\n"},
    {"[pasaging]\ncycle_time = 30\n", "",
     "a.ini:1: unknown section 'pasaging'; run, passaging, product, "
     "delivery, "
     "persistence, joint, rehab, presets or arm NAME would be right\n"},
    {"[product]\ndose = plenty\n", "",
     "a.ini:2: product.dose = plenty is not a number; one in [0, 1e+09] cell would be "
     "right\n"},
    {"[product]\ndose = nan\n", "",
     "a.ini:2: product.dose = nan is not a number; one in [0, 1e+09] cell would be "
     "right\n"},
    {"[product]\ndose = 1e999\n", "",
     "a.ini:2: product.dose = 1e999 is not a number; one in [0, 1e+09] cell would be "
     "right\n"},
    {"[product]\ndose = 0x10\n", "",
     "a.ini:2: product.dose = 0x10 is not a number; one in [0, 1e+09] cell would be "
     "right\n"},
    {"[product]\ndose =\n", "",
     "a.ini:2: product.dose =  is not a number; one in [0, 1e+09] cell would be right\n"},
    {"[passaging]\nharvest_passage = 2.385\n", "",
     "a.ini:2: passaging.harvest_passage = 2.385 is not whole; a whole number in [0, 40] "
     "passage "
     "would be right\n"},
    {"[product]\ndose = 3e7\ndose = 4e7\n", "",
     "a.ini:3: product.dose is given twice, first at a.ini:2; one of the two would be "
     "right\n"},
    {"[run]\nsolver = euler\n", "",
     "a.ini:2: run.solver = euler is unknown; one of auto, msbdf, rkf45, rkck, msadams "
     "would be "
     "right\n"},
    {"[presets]\nproduct = stale\n", "",
     "a.ini:2: unknown preset 'stale' of group product; one of apoptotic, dead, exosomes, "
     "fat_fraction, fresh, marrow_concentrate, thawed_injected, thawed_rested would be "
     "right\n"},
    {"[presets]\ncolour = blue\n", "",
     "a.ini:2: unknown group of presets 'colour'; one of guidance, host, product, source "
     "would be "
     "right\n"},
    {"dose = 3e7\n", "",
     "a.ini:1: 'dose' stands before any section; a [section] above it would be right\n"},
    {"[product]\ndose 3e7\n", "", "a.ini:2: is no row; name = value would be right\n"},
    {"[product\ndose = 3e7\n", "",
     "a.ini:1: is no section; [name] with at most 48 characters would be right\n"},
    {"[product]\n  dose = 3e7\n", "",
     "a.ini:2: is indented; a row that starts at the left edge would be right\n"},
    {"[arm P2]\nrun.days = 30\n", "",
     "a.ini:2: run.days belongs to the whole run; a row of [run] would be right\n"},
    {"[arm P2]\ndose = 3e7\n", "",
     "a.ini:2: 'dose' is no parameter; section.name would be right\n"},
    {"[arm P2]\n[arm P2]\n", "",
     "a.ini:2: arm 'P2' is given twice; another name would be right\n"},
    {"[arm]\nproduct.dose = 3e7\n", "",
     "a.ini:1: arm '' needs a name of 1 to 40 characters; [arm P8] would be right\n"},
    {"[joint]\nrenew = 4e5\nrecruit = 9e6\n", "",
     "a.ini:3: arm default: recruit_base = -3.4e+06 cell/day must not be negative; lower "
     "recruit "
     "or renew, or raise m1_loss or m2_loss\n"},
    {"[arm x]\njoint.vas_base = 10\n", "",
     "a.ini:2: arm x: vas_floor = 24 mm must not exceed vas_base = 10 mm\n"},
    {"[arm x]\n", "--set 'arm y:product.dose=1e7'",
     "--set arm y:product.dose=1e7: there is no arm 'y'; the name of an [arm] of the file "
     "would be "
     "right\n"},
    {"[arms]\n", "",
     "a.ini:1: unknown section 'arms'; run, passaging, product, delivery, persistence, "
     "joint, "
     "rehab, presets or arm NAME would be right\n"},
    {"[arm x]\n", "--set 'arm x=y:product.dose'",
     "--set arm x=y:product.dose: 'arm x' is no parameter; section.name would be right\n"},
    {"[arm x]\n", "--set product.dose",
     "--set product.dose: is no value; section.name=value would be right\n"},
    {"[arm x]\n", "--set product.dose=2e9",
     "--set product.dose=2e9: product.dose = 2e9 cell is outside [0, 1e+09] cell\n"},
    {"[pasaging]\n", "",
     "a.ini:1: unknown section 'pasaging'; run, passaging, product, delivery, persistence, "
     "joint, rehab, presets or arm NAME would be right\n"},
    {"[arm P2]\npresets.product = fresh\npresets.product = dead\n", "",
     "a.ini:3: presets.product is given twice, first at a.ini:2; one of the two would be "
     "right\n"},
    {"[product]\ndose = 3e7\n[joint]\nload = 2\n[product]\ndose = 4e7\n", "",
     "a.ini:6: product.dose is given twice, first at a.ini:2; one of the two would be "
     "right\n"},
    {"[product]\ndose = inf\n", "",
     "a.ini:2: product.dose = inf is not a number; one in [0, 1e+09] cell would be "
     "right\n"},
    {"[product]\nviability = 0.9,\n", "",
     "a.ini:2: product.viability = 0.9, is not a number; one in [0, 1] would be right\n"},
    {"[product]\nviability = -0.2385\n", "",
     "a.ini:2: product.viability = -0.2385 is outside [0, 1]\n"},
    {"[passaging]\nharvest_passage = 41\n", "",
     "a.ini:2: passaging.harvest_passage = 41 passage is outside [0, 40] passage\n"},
    {"[joint]\nvas_floor = 71\n[arm x]\nproduct.dose = 3e7\n", "",
     "a.ini:2: arm x: vas_floor = 71 mm must not exceed vas_base = 60 mm\n"},
    {"[joint]\nrenew = 2.385e5\n[arm x]\njoint.recruit = 9e6\n", "",
     "a.ini:4: arm x: recruit_base = -3.2385e+06 cell/day must not be negative; lower "
     "recruit or renew, or raise m1_loss or m2_loss\n"},
    {"[arm x]\n", "--set joint.recruit=9e6",
     "--set joint.recruit=9e6: arm x: recruit_base = -3.3e+06 cell/day must not be "
     "negative; lower recruit or renew, or raise m1_loss or m2_loss\n"},
    {"[arm x]\n", "--set pasaging.donor_age=30",
     "--set pasaging.donor_age=30: unknown section 'pasaging'; run, "
     "passaging, product, delivery, persistence, joint, rehab, presets or arm NAME would "
     "be right\n"},
    {"[arm x]\n", "--set presets.host=mouse",
     "--set presets.host=mouse: unknown preset 'mouse' of group host; one of "
     "matched_donor, "
     "own_cells, unrelated_donor would be right\n"},
    {"[arm x]\n", "--set product.dose=3e7 --set product.dose=4e7",
     "--set product.dose=4e7: product.dose is given twice, first at --set "
     "product.dose=3e7; "
     "one of the two would be right\n"},
    {"[arm a=b]\n", "--set 'arm a=b:product.dose'",
     "--set arm a=b:product.dose: 'arm a' is no parameter; section.name would be right\n"},
    {"[arm x]\n", "-o a.ini/out",
     "a.ini/out: cannot be made a folder: Not a directory; -o names "
     "another\n"},
    {"[arm x]\n", "-o a.ini",
     "a.ini: cannot be made a folder: File exists; -o names another\n"},
};

START_TEST(bad_input_is_refused_in_one_line_with_its_place)
{
    char text[TEXT], arguments[PATH];
    int before;

    write_file("a.ini", bad[_i].file, strlen(bad[_i].file));
    before = count_entries();
    snprintf(arguments, sizeof arguments, "run a.ini %s", bad[_i].options);
    ck_assert_int_eq(run(arguments, "2", text), 1);
    ck_assert_str_eq(text, bad[_i].message);
    ck_assert_int_eq(count_entries(), before);
}
END_TEST

START_TEST(a_nul_byte_is_refused)
{
    char text[TEXT];

    write_file("a.ini", "[product]\ndose = 3\0e7\n", 23);
    ck_assert_int_eq(run("run a.ini", "2", text), 1);
    ck_assert_str_eq(text, "a.ini:2: holds a NUL byte; plain text would be right\n");
}
END_TEST

START_TEST(a_missing_file_and_a_folder_are_refused)
{
    char text[TEXT];

    ck_assert_int_eq(run("run nothing.ini", "2", text), 1);
    ck_assert_str_eq(text, "nothing.ini: cannot be read: No such file or directory\n");
    ck_assert_int_eq(run("run .", "2", text), 1);
    ck_assert_str_eq(text, ".: is a folder; a parameter file would be right\n");
}
END_TEST

static const char *const unknown_names[][2] = {
    {"params zebra", "params: no parameter matches 'zebra'; a part of section.name or a "
                     "pattern such as 'joint.*' would be right\n"},
    {"models zebra --sbml", "models: unknown model 'zebra'; `potency models` lists them\n"},
    {"models zebra", "models: unknown model 'zebra'; `potency models` lists them\n"},
};

START_TEST(an_unknown_name_is_refused)
{
    char text[TEXT];

    ck_assert_int_eq(run(unknown_names[_i][0], "2", text), 1);
    ck_assert_str_eq(text, unknown_names[_i][1]);
}
END_TEST

START_TEST(a_refusal_prints_nothing_to_standard_output)
{
    char text[TEXT];

    write_file("a.ini", "[product]\ndose = plenty\n", 25);
    ck_assert_int_eq(run("run a.ini", "1", text), 1);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(an_error_is_one_line_whatever_was_set)
{
    char text[TEXT];

    write_file("a.ini", "[arm x]\n", 8);
    ck_assert_int_eq(run("run a.ini --set 'product.dose=\n2e9'", "2", text), 1);
    ck_assert_uint_gt(strlen(text), 0);
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
}
END_TEST

/* A folder stands where the last but one file should go. */
START_TEST(files_that_cannot_all_be_written_are_not_written)
{
    char text[TEXT];

    write_file("a.ini", "[arm x]\n", 8);
    ck_assert_int_eq(run("--version && mkdir -p out/run.ini", "1", text), 0);
    ck_assert_int_eq(run("run a.ini", "2", text), 1);
    ck_assert_str_eq(
        text,
        "out/run.ini: stands in the way and is no plain file; -o names another folder\n");
    ck_assert_int_eq(run("--version > /dev/null && ls -A out", "1", text), 0);
    ck_assert_str_eq(text, "run.ini\n");
}
END_TEST

static const char *const wrong_usage[] = {"",
                                          "models --sbml",
                                          "dance",
                                          "run",
                                          "run a.ini b.ini",
                                          "run --loud",
                                          "run a.ini --format gif",
                                          "run a.ini --format png,png",
                                          "run a.ini --format ,",
                                          "params a b"};

START_TEST(wrong_usage_exits_with_2)
{
    char text[TEXT];

    ck_assert_int_eq(run(wrong_usage[_i], "2", text), 2);
    ck_assert_uint_gt(strlen(text), 0);
}
END_TEST

/* ---- good input ----------------------------------------------------------- */

static const char *const answers[][2] = {
    {"--help", "Commands"},
    {"--version", "potency "},
    {"run --help", "--set"},
    {"params --help", "PATTERN"},
    {"params", "joint.vas_floor"},
    {"params 'joint.*'", "joint.vas_floor"},
    {"params tail", "[0.001, 1] 1/day"},
    {"presets --help", "presets"},
    {"presets", "product.fitness = 0.1"},
    {"models --help", "NAME"},
    {"models", "passaging"},
    {"models knee", "d(pain)/dt = (pain_tnf * tnf"},
    {"models knee --sbml", "<rateRule variable=\"pain\">"},
    {"models --help", "--sbml"},
};

START_TEST(every_command_answers)
{
    char text[TEXT], arguments[PATH];

    ck_assert_int_eq(run(answers[_i][0], "1", text), 0);
    snprintf(arguments, sizeof arguments, "%s | grep -F -- '%s'", answers[_i][0],
             answers[_i][1]);
    ck_assert_int_eq(run(arguments, "1", text), 0);
    ck_assert_uint_gt(strlen(text), 0);
}
END_TEST

static const char experiment[] =
    "[presets]\nsource = adipose\n[run]\ndays = 365\n"
    "[product]\ndose = 3.71e7 # cells\n"
    "[arm young]\npassaging.harvest_passage = 3\n"
    "[arm thawed]\npresets.product = thawed_injected\n"
    "passaging.harvest_passage = 3\nproduct.fitness = 0.2385\n"
    "[arm concentrate]\npresets.product = marrow_concentrate\n";

START_TEST(running_run_ini_again_gives_the_same_bytes)
{
    char text[TEXT];

    write_file("a.ini", experiment, strlen(experiment));
    ck_assert_int_eq(
        run("run a.ini -o one --set rehab.therapy=0.71 --set product.viability=0.5 "
            "--set 'arm young:product.dose=2.385e7' --format png,svg,pdf",
            "2", text),
        0);
    ck_assert_str_eq(text, "");
    ck_assert_int_eq(run("run one/run.ini -o two --format png,svg,pdf", "2", text), 0);
    ck_assert_int_eq(run("--version && diff -r one two", "1", text), 0);
    ck_assert_int_eq(run("--version && test -s one/potency.png -a -s one/potency.svg -a -s "
                         "one/potency.pdf -a -s one/columns.csv -a -s one/summary.csv",
                         "1", text),
                     0);
}
END_TEST

/* Whatever is set, run.ini holds it: the second run writes the bytes of the first. */
static const struct {
    const char *file, *options, *before; /* a command between the two runs */
} rerun[] = {
    {"", "", "true"},
    {"[arm x]\n", "--set presets.source=umbilical", "true"},
    {"[presets]\nproduct = exosomes\n[arm x]\npresets.product = fresh\n", "", "true"},
    {"[run]\ndays = 238\nsolver = rkf45\n", "--set run.rtol=2.385e-8", "true"},
    {"[arm x]\npresets.product = thawed_injected\n", "--set product.fitness=0.371", "true"},
    {"[arm x]\nproduct.dose = 3.71e7\n", "", "sed -i 's/$/\\r/' one/run.ini"},
};

START_TEST(run_ini_repeats_the_run)
{
    char text[TEXT], arguments[TEXT];

    write_file("a.ini", rerun[_i].file, strlen(rerun[_i].file));
    snprintf(arguments, sizeof arguments, "run a.ini -o one %s", rerun[_i].options);
    ck_assert_int_eq(run(arguments, "2", text), 0);
    snprintf(arguments, sizeof arguments, "--version && cp one/run.ini kept.ini && %s",
             rerun[_i].before);
    ck_assert_int_eq(run(arguments, "1", text), 0);
    ck_assert_int_eq(run("run one/run.ini -o two", "2", text), 0);
    ck_assert_str_eq(text, "");
    ck_assert_int_eq(run("--version > /dev/null && mv kept.ini one/run.ini && "
                         "diff -rq one two",
                         "1", text),
                     0);
}
END_TEST

static const char *const formats[][2] = {
    {"", "columns.csv\nculture.csv\npassages.csv\npotency.png\nrun.ini\n"
         "summary.csv\ntimecourse.csv\n"},
    {"--format svg,pdf",
     "columns.csv\nculture.csv\npassages.csv\npotency.pdf\npotency.svg\nrun.ini\n"
     "summary.csv\ntimecourse.csv\n"},
};

START_TEST(a_run_writes_these_files_and_no_others)
{
    char text[TEXT], arguments[PATH];

    write_file("a.ini", experiment, strlen(experiment));
    snprintf(arguments, sizeof arguments, "run a.ini %s", formats[_i][0]);
    ck_assert_int_eq(run(arguments, "2", text), 0);
    ck_assert_str_eq(text, "");
    ck_assert_int_eq(run("--version > /dev/null && LC_ALL=C ls -A out", "1", text), 0);
    ck_assert_str_eq(text, formats[_i][1]);
    /* none is empty */
    ck_assert_int_eq(run("--version > /dev/null && find out -size 0", "1", text), 0);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(layers_stand_one_over_the_other)
{
    char text[TEXT];

    write_file("a.ini", experiment, strlen(experiment));
    ck_assert_int_eq(
        run("run a.ini -o one --set 'arm young:product.dose=2.385e7'", "2", text), 0);
    /* file's preset; file's row; arm's preset over the file's row; arm's row over its
     * preset;
     * --set over all */
    ck_assert_int_eq(
        run("--version && grep -q '^cycle_time = 33 #: preset adipose' "
            "one/run.ini && grep -q '^dose = 3.71e+07 #: a.ini:6' one/run.ini && "
            "grep -q '^product.dose = 4e+08 #: preset marrow' one/run.ini && "
            "grep -q '^product.fitness = 0.2385 #: a.ini:12' one/run.ini && "
            "grep -q '^product.viability = 0.9 #: preset thawed' one/run.ini && "
            "grep -q '^product.dose = 2.385e+07 #: --set arm young' one/run.ini",
            "1", text),
        0);
}
END_TEST

START_TEST(tables_have_the_promised_columns)
{
    char text[TEXT];

    write_file("a.ini", experiment, strlen(experiment));
    ck_assert_int_eq(run("run a.ini", "2", text), 0);
    ck_assert_int_eq(run("--version > /dev/null && head -n 1 out/passages.csv", "1", text),
                     0);
    ck_assert_str_eq(text,
                     "arm,passage,day,days,cycling,senescent,harvested,divisions,doublings,"
                     "cumulative_doublings,senescent_fraction,doubling_time,telomere,"
                     "potency,doses_per_donor\n");
    /* three arms and 366 days; no passages without a culture */
    ck_assert_int_eq(run("--version > /dev/null && wc -l < out/timecourse.csv", "1", text),
                     0);
    ck_assert_int_eq(atoi(text), 1 + 3 * 366);
    ck_assert_int_eq(
        run("--version > /dev/null && grep -c concentrate out/passages.csv", "1", text), 1);
    ck_assert_int_eq(run("--version > /dev/null && head -n 1 out/culture.csv | "
                         "cut -d , -f -5 && tr , '\\n' < out/culture.csv | grep -cx day",
                         "1", text),
                     0);
    ck_assert_str_eq(text, "arm,day,cycling,senescent,divisions\n1\n");
    /* P0 ends on day 14: a row a day up to then, and the growing culture's own after it */
    ck_assert_int_eq(
        run("--version > /dev/null && grep -E '^young,(0|13|14|15),' out/culture.csv | "
            "cut -d , -f 2,6",
            "1", text),
        0);
    ck_assert_str_eq(text, "0,0\n13,0\n14,1\n15,1\n");
    ck_assert_int_eq(
        run("--version > /dev/null && grep -c concentrate out/culture.csv", "1", text), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cli");
    TCase *refusals = tcase_create("refusals"), *runs = tcase_create("runs");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(refusals, set_up, tear_down);
    tcase_add_checked_fixture(runs, set_up, tear_down);
    tcase_add_loop_test(refusals, bad_input_is_refused_in_one_line_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(refusals, a_nul_byte_is_refused);
    tcase_add_test(refusals, a_missing_file_and_a_folder_are_refused);
    tcase_add_loop_test(refusals, an_unknown_name_is_refused, 0,
                        sizeof unknown_names / sizeof *unknown_names);
    tcase_add_test(refusals, a_refusal_prints_nothing_to_standard_output);
    tcase_add_test(refusals, an_error_is_one_line_whatever_was_set);
    tcase_add_test(refusals, files_that_cannot_all_be_written_are_not_written);
    tcase_add_loop_test(refusals, wrong_usage_exits_with_2, 0,
                        sizeof wrong_usage / sizeof *wrong_usage);
    tcase_add_loop_test(runs, every_command_answers, 0, sizeof answers / sizeof *answers);
    tcase_add_test(runs, running_run_ini_again_gives_the_same_bytes);
    tcase_add_loop_test(runs, run_ini_repeats_the_run, 0, sizeof rerun / sizeof *rerun);
    tcase_add_loop_test(runs, a_run_writes_these_files_and_no_others, 0,
                        sizeof formats / sizeof *formats);
    tcase_add_test(runs, layers_stand_one_over_the_other);
    tcase_add_test(runs, tables_have_the_promised_columns);
    tcase_set_timeout(runs, 60);
    suite_add_tcase(suite, refusals);
    suite_add_tcase(suite, runs);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
