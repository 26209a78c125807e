/* test_command_plot.c -- potency plot: a run drawn anew. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char two_arms[] = "[run]\ndays = 200\n[product]\ndose = 2.385e7\n"
                               "[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n";

static void run_one(void)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_succeed("run a.ini -o one", &result);
}

START_TEST(a_run_is_drawn_again)
{
    program_result result;

    run_one();
    program_succeed("plot one -o two", &result);
    ck_assert_str_eq(result.out, "two/potency.png\ntwo/figures.csv\n");
    program_shell("head -c 8 two/potency.png | od -An -c | tr -s ' '", &result);
    ck_assert_str_eq(result.out, " 211 P N G \\r \\n 032 \\n\n");
    program_succeed("plot one -o three", &result);
    program_shell("diff -r two three", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* Byte for byte what the run drew and said, though its tables have nine digits. */
START_TEST(a_run_and_its_tables_are_drawn_alike)
{
    static const char *const replicates[] = {"", "-n 7", "-n 20 --spread"};
    program_result result;
    char command[64];

    program_write_text("a.ini", two_arms);
    snprintf(command, sizeof command, "run a.ini -f png,svg -o one %s", replicates[_i]);
    program_succeed(command, &result);
    program_succeed("plot one -f png,svg -o two", &result);
    program_shell("for f in one/*g one/figures.csv; do cmp $f two/${f#one/} 2>&1; done",
                  &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(the_folder_of_a_ledger_says_how_it_is_drawn_anew)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_succeed("ledger a.ini -q potency -o one", &result);
    program_run("plot one", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.err,
                     "one: is no folder of a run; `potency ledger one/run.ini --arm 'P8' "
                     "--against 'P2' --number potency -o DIR`, with --size, --format or "
                     "--dark, draws what it shows anew\n");
    program_run("run a.ini --against one -o new", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.err, "one: holds no run, only what is of ledger; a folder that "
                                 "a run wrote would be right\n");
    program_shell("$POTENCY ledger one/run.ini --arm 'P8' --against 'P2' --number potency "
                  "-o two && cmp one/ledger.csv two/ledger.csv",
                  &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_drawing_stands_with_the_run_and_changes_no_table)
{
    program_result result;

    run_one();
    program_shell("cp -r one kept && rm one/potency.png", &result);
    program_succeed("plot one", &result);
    ck_assert_str_eq(result.out, "one/potency.png\none/figures.csv\n");
    program_shell("test -s one/potency.png && diff -r --exclude=files.csv "
                  "--exclude=potency.png one kept",
                  &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* What is drawn is what the tables say, whatever the model would; here the list says that
 * they are right. */
START_TEST(a_drawing_is_of_the_tables_and_not_of_the_model)
{
    program_result result;

    run_one();
    program_shell(
        "cp -r one two && awk -F, -v OFS=, 'NR > 1 { for (i = 3; i <= NF; i++) "
        "$i *= 0.371 } 1' one/timecourse.csv > two/timecourse.csv && "
        "b=$(wc -c < two/timecourse.csv) && "
        "d=$(sha256sum < two/timecourse.csv | cut -c1-64) && "
        "sed -i \"s/^timecourse.csv,.*/timecourse.csv,$b,$d,run,/\" two/files.csv",
        &result);
    ck_assert_str_eq(result.err, "");
    program_succeed("plot one --format svg", &result);
    program_succeed("plot two --format svg", &result);
    program_shell("cmp -s one/potency.svg two/potency.svg", &result);
    ck_assert_int_eq(result.code, 1);
}
END_TEST

START_TEST(figures_of_the_file_are_drawn)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 60\n[figure growth]\nfile = passages.csv\n"
                                "x = passage\ny = doublings\n"
                                "[figure cytokines]\ny = tnf, il10\nto = 4 weeks\n");
    program_succeed("run a.ini --format png,svg", &result);
    program_shell("cd out && LC_ALL=C ls *.png *.svg", &result);
    ck_assert_str_eq(result.out, "cytokines.png\ncytokines.svg\ngrowth.png\ngrowth.svg\n"
                                 "potency.png\npotency.svg\n");
    program_shell("find out -size 0", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(figures_that_are_written_into_run_ini_are_drawn)
{
    program_result result;

    run_one();
    program_shell("printf '[figure own]\\ny = tnf, il10\\narms = P8\\n' >> one/run.ini",
                  &result);
    program_succeed("plot one -o two --format svg,pdf", &result);
    ck_assert_str_eq(result.out,
                     "two/potency.svg\ntwo/potency.pdf\ntwo/own.svg\ntwo/own.pdf\n"
                     "two/figures.csv\n");
    program_shell("find two -size 0", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* A list of arms knows the names, whatever they hold. */
static const char *const lists_of_arms[] = {
    "one, two",     "one, two, P8",       "P8 ,one, two",
    "one, two,one", "one , P8, one, two", "one, two, one, P8",
};

START_TEST(arms_whose_names_hold_commas_are_drawn)
{
    char text[PROGRAM_PATH];
    program_result result;

    snprintf(text, sizeof text,
             "[run]\ndays = 30\n[product]\ndose = 2.385e7\n[arm one]\n[arm one, two]\n"
             "joint.load = 0.7385\n[arm P8]\njoint.load = 0.371\n[figure own]\ny = tnf\n"
             "arms = %s\n",
             lists_of_arms[_i]);
    program_write_text("a.ini", text);
    program_succeed("check a.ini", &result);
    ck_assert_str_eq(result.out, "a.ini: no problem, 0 warnings\n");
}
END_TEST

/* Names that CSV must quote. */
START_TEST(arms_of_any_name_are_drawn_again)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 30\n[arm one, two]\n[arm a \"young\" arm]\n"
                                "product.dose = 3.71e7\n[arm \xC3\xA9t\xC3\xA9]\n"
                                "joint.load = 0.7385\n");
    program_succeed("run a.ini -o one", &result);
    program_succeed("plot one -o two", &result);
    program_succeed("run a.ini -o three --against one", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "parameters that differ\n  none\n"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_plot");
    TCase *plot = tcase_create("plot");

    program_add_folder(plot);
    tcase_set_timeout(plot, 60);
    tcase_add_test(plot, a_run_is_drawn_again);
    tcase_add_loop_test(plot, a_run_and_its_tables_are_drawn_alike, 0, 3);
    tcase_add_test(plot, the_folder_of_a_ledger_says_how_it_is_drawn_anew);
    tcase_add_test(plot, a_drawing_stands_with_the_run_and_changes_no_table);
    tcase_add_test(plot, a_drawing_is_of_the_tables_and_not_of_the_model);
    tcase_add_test(plot, figures_of_the_file_are_drawn);
    tcase_add_test(plot, figures_that_are_written_into_run_ini_are_drawn);
    tcase_add_loop_test(plot, arms_whose_names_hold_commas_are_drawn, 0,
                        LENGTH(lists_of_arms));
    tcase_add_test(plot, arms_of_any_name_are_drawn_again);
    suite_add_tcase(suite, plot);
    return suite_run(suite);
}
