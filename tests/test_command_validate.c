/* test_command_validate.c -- potency validate as its users call it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define HEADER "study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how"

static const char own[] = "# Study: Nobody 2031\n# Assumed: a knee\n[run]\ndays = 60\n"
                          "[arm P2]\n[arm saline]\npresets.product = saline\n";

static const char rows[] = HEADER
    ",colour\n"
    "\"Nobody 2031, knee\",day "
    "30,predicted,number,40,30,50,mm,own.ini,P2,vas,30,value,red\n"
    "\"Nobody 2031, knee\",relief,predicted,sign,1,,5,mm,own.ini,P2,specific_relief,30,"
    "value,\n"
    "Someone,day 60,calibration,number,10,0,20,mm,own.ini,saline,vas,60,value,\n";

static void write_lab(void)
{
    program_write_text("own.ini", own);
    program_write_text("rows.csv", rows);
}

static void check_holds(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "'%s' is missing in:\n%s", part, text);
}

/* ---- what is printed and written ------------------------------------------- */

START_TEST(a_laboratory_holds_the_model_against_its_own_rows)
{
    program_result result;

    write_lab();
    program_run("validate rows.csv -n 5 -j 2 -o out", &result);
    ck_assert_int_eq(result.code, 0); /* whatever the misses */
    ck_assert_str_eq(result.err, "");
    check_holds(result.out,
                "\nNobody 2031, knee\n  own.ini: Nobody 2031\n    assumed: a knee\n");
    check_holds(result.out, "MISS");
    /* roles and kinds apart */
    check_holds(result.out, "0 of 1             -        1 of 1        1 of 1\n");
    check_holds(result.out, "out/validation.csv\n");
    check_holds(result.out, "for teaching and research, not for treatment decisions");
    program_shell("head -1 out/validation.csv", &result);
    ck_assert_str_eq(result.out, HEADER ",colour,predicted,predicted_reading,low90,high90,"
                                        "predicted_hit,why_not_run\n");
    program_shell("cut -d, -f1-3 out/files.csv | sort", &result);
    check_holds(result.out, "validation.csv");
    check_holds(result.out, "validation_columns.csv");
    check_holds(result.out, "validation.txt");
    check_holds(result.out, "validation.png");
}
END_TEST

/* The page counts as the text does, and says what made it. */
START_TEST(the_page_tells_the_same_hits)
{
    program_result result;

    write_lab();
    program_succeed("validate rows.csv -n 2 -f svg --study nobody -o out", &result);
    check_holds(result.out, "-             -        1 of 1        1 of 1\n");
    program_shell("grep -E '^(Command|Set|<desc)' out/validation.svg", &result);
    check_holds(result.out, "1 of 1 predicted number");
    check_holds(result.out, "\nCommand: validate --replicates 2 --study 'nobody'\n");
    check_holds(result.out, "\nSet: nothing\n");
}
END_TEST

START_TEST(parameter_files_may_stand_in_a_folder_beside_the_rows)
{
    program_result result;

    program_shell("mkdir -p lab/validation", &result);
    program_write_text("lab/validation/own.ini", own);
    program_write_text("lab/rows.csv", rows);
    program_succeed("validate lab/rows.csv -n 0 -o out", &result);
    check_holds(result.out, "no band");
}
END_TEST

START_TEST(what_it_wrote_reads_as_the_same)
{
    program_result result;

    write_lab();
    program_succeed("validate rows.csv -n 3 -o one", &result);
    program_shell("cp one/validation.csv again.csv", &result);
    program_succeed("validate again.csv -n 3 -j 1 -o two", &result);
    program_shell(
        "cmp one/validation.csv two/validation.csv && tail -n +2 one/validation.txt "
        "> a; tail -n +2 two/validation.txt | cmp a",
        &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_study_stands_alone)
{
    program_result result;

    write_lab();
    program_succeed("validate rows.csv --study someone -n 0 -o out", &result);
    check_holds(result.out, "beside published measurements: someone\n");
    ck_assert_ptr_null(strstr(result.out, "Nobody 2031, knee"));
    program_shell("wc -l < out/validation.csv", &result);
    ck_assert_int_eq(atoi(result.out), 2);
    program_refuse(
        "validate rows.csv --study 'Nobdy 2031' -o out",
        "--study 'Nobdy 2031' is no study of rows.csv; did you mean 'Nobody 2031, "
        "knee'?");
    program_refuse(
        "validate --study Noone",
        "--study 'Noone' is no study of validation.csv; `potency validate --list` "
        "lists them");
    /* a part, whatever its studies are called */
    program_succeed("validate --list --study gvhd", &result);
    check_holds(result.out, "Kurtzberg 2020 (EAP)");
    ck_assert_ptr_null(strstr(result.out, "knee"));
    /* one of those that a name lists */
    program_succeed("validate rows.csv --study 2031 -n 0 -o out", &result);
    check_holds(result.out, "\nNobody 2031, knee\n");
    ck_assert_ptr_null(strstr(result.out, "Someone"));
}
END_TEST

START_TEST(rows_may_come_through_a_pipe)
{
    program_result result;

    write_lab();
    program_shell("\"$POTENCY\" validate rows.csv -n 0 -o out > told", &result);
    program_shell("cat rows.csv | \"$POTENCY\" validate /dev/stdin -n 0 -o piped", &result);
    ck_assert_str_eq(result.err, "");
    program_shell("cmp out/validation.csv piped/validation.csv", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(few_replicates_are_told_to_be_few)
{
    program_result result;

    write_lab();
    program_succeed("validate rows.csv -n 1 -o out", &result);
    check_holds(result.out, "90 % of 1 replicate over donor and laboratory, too few");
    program_succeed("validate rows.csv -n 20 -o out", &result);
    check_holds(result.out, "90 % of 20 replicates over donor and laboratory\n");
}
END_TEST

START_TEST(studies_are_listed)
{
    program_result result;

    program_succeed("validate --list", &result);
    check_holds(result.out, "Bobkov MSCWJ-1");
    check_holds(result.out, "pred_lamo.ini");
    write_lab();
    program_succeed("validate --list rows.csv | tr -s ' '", &result);
    ck_assert_str_eq(result.out, " Nobody 2031, knee 2 rows own.ini\n"
                                 " Someone 1 row own.ini\n");
    program_shell("ls", &result);
    ck_assert_str_eq(result.out, "own.ini\nrows.csv\n"); /* nothing is written */
}
END_TEST

/* All studies that the program holds; misses, and what was not run, are told as well. */
START_TEST(misses_are_told_and_are_no_failure)
{
    program_result result;

    program_run("validate --study Eggenhofer -n 0", &result);
    ck_assert_int_eq(result.code, 0);
    check_holds(result.out, "not run: no vein in the knee ending");
    check_holds(result.out, "4 rows are not run, and count nowhere\n");
    program_run("validate --study Orozco -n 0", &result); /* one of 'other trials (..)' */
    ck_assert_int_eq(result.code, 0);
    check_holds(result.out, "MISS");
    check_holds(result.out, "    assumed: own marrow of 50 years, P2\n");
}
END_TEST

START_TEST(values_are_set_over_all_files)
{
    program_result plain, set;

    write_lab();
    program_succeed("validate rows.csv -n 0 -o a", &plain);
    program_succeed("validate rows.csv -n 0 -o b --set joint.vas_base=55", &set);
    check_holds(set.out, "--set joint.vas_base=55\n");
    program_shell("cmp a/validation.csv b/validation.csv", &plain);
    ck_assert_int_eq(plain.code, 1);
    program_refuse("validate rows.csv --set joint.vas=55 -o c",
                   "--set joint.vas=55: unknown parameter 'joint.vas'; did you mean "
                   "'vas_base'?");
    program_refuse("validate rows.csv --set 'arm P3:product.dose=1e6' -o c",
                   "own.ini: --set arm P3:product.dose=1e6: there is no arm 'P3'; did you "
                   "mean 'P2'?");
}
END_TEST

/* ---- what is refused --------------------------------------------------------- */

static const struct {
    const char *arguments, *message;
} refused[] = {
    {"nothere.csv", "nothere.csv: cannot be read: No such file or directory"},
    {".", ".: is a folder; a file would be right"},
    {"rows.csv -o rows.csv",
     "rows.csv: cannot be made a folder: File exists; -o names another"},
    {"near.csv -o out",
     "near.csv:2: file = onw.ini: is not there; did you mean 'own.ini'?"},
    {"far.csv -o out", "far.csv:2: file = pred_lamo.ini: is not there; a parameter file "
                       "beside the table, or in validation/ beside it, would be right"},
    {"validation.csv -o .", "./validation.csv: is read here; -o names another folder"},
};

START_TEST(bad_calls_are_refused)
{
    char arguments[PROGRAM_PATH];

    write_lab();
    program_write_text("validation.csv", rows);
    program_write_text("near.csv",
                       HEADER "\nA,b,predicted,number,3,2,4,mm,onw.ini,P2,vas,30,"
                              "value\n");
    program_write_text("far.csv", HEADER "\nA,b,predicted,number,3,2,4,mm,pred_lamo.ini,P2,"
                                         "vas,30,value\n");
    snprintf(arguments, sizeof arguments, "validate %s", refused[_i].arguments);
    program_refuse(arguments, refused[_i].message);
}
END_TEST

START_TEST(wrong_counts_are_wrong_usage)
{
    program_result result;

    program_run("validate -n many", &result);
    ck_assert_int_eq(result.code, 2);
    check_holds(result.err, "--replicates many is no whole number from 0 to 100000");
}
END_TEST

START_TEST(a_bad_row_leaves_what_there_was)
{
    program_result result;
    char before[PROGRAM_TEXT], after[PROGRAM_TEXT];

    write_lab();
    program_succeed("validate rows.csv -n 0 -o out", &result);
    program_write_text("rows.csv", HEADER "\nA,b,predicted,number,3,2,4,mm,own.ini,P2,vas,"
                                          "61,value\n");
    program_list(before);
    program_run("validate rows.csv -n 0 -o out", &result);
    program_check_refusal(&result,
                          "rows.csv:2: at = 61: lies beyond the last day of own.ini, 60; "
                          "one day such as 182 would be right for value");
    program_list(after);
    ck_assert_str_eq(before, after);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("command_validate");
    TCase *lab = tcase_create("lab"), *refusing = tcase_create("refusing");

    program_add_folder(lab);
    program_add_folder(refusing);
    tcase_add_test(lab, a_laboratory_holds_the_model_against_its_own_rows);
    tcase_add_test(lab, the_page_tells_the_same_hits);
    tcase_add_test(lab, parameter_files_may_stand_in_a_folder_beside_the_rows);
    tcase_add_test(lab, what_it_wrote_reads_as_the_same);
    tcase_add_test(lab, a_study_stands_alone);
    tcase_add_test(lab, rows_may_come_through_a_pipe);
    tcase_add_test(lab, few_replicates_are_told_to_be_few);
    tcase_add_test(lab, studies_are_listed);
    tcase_add_test(lab, misses_are_told_and_are_no_failure);
    tcase_add_test(lab, values_are_set_over_all_files);
    tcase_add_loop_test(refusing, bad_calls_are_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(refusing, wrong_counts_are_wrong_usage);
    tcase_add_test(refusing, a_bad_row_leaves_what_there_was);
    suite_add_tcase(s, lab);
    suite_add_tcase(s, refusing);
    return s;
}

int main(void) { return suite_run(suite()); }
