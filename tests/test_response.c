/* test_response.c -- figures over the values of a parameter: their table is what runs at these
 * values say, and it is drawn again without solving. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/response.h"
#include "tests/program.h"
#include "tests/suite.h"

static const char arms[] = "[run]\ndays = 200\n[arm P2]\n[arm P12]\n"
                           "passaging.harvest_passage = 12\nproduct.dose = 3.71e6\n";

static void write_file(const char *figure)
{
    char file[PROGRAM_TEXT];

    snprintf(file, sizeof file, "%s%s", arms, figure);
    program_write_text("a.ini", file);
}

static const char dose[] =
    "[figure own]\nkind = response\ny = specific_relief_month_6, potency\n"
    "over = product.dose\nvalues = log 1e6..1e8 x 3\n";

/* Asserts what a command of the shell prints. */
static void check_shell(const char *command, const char *expected)
{
    program_result result;

    program_shell(command, &result);
    ck_assert_str_eq(result.out, expected);
}

static void check_again(void)
{
    program_result result;

    program_succeed("plot out -o again", &result);
    program_shell("cmp out/own.png again/own.png && cmp out/figures.csv again/figures.csv",
                  &result);
    ck_assert_int_eq(result.code, 0);
}

/* Its arm's own row in place of whatever dose it has. */
START_TEST(rows_are_what_runs_at_these_values_find)
{
    program_result result;

    write_file(dose);
    program_succeed("run a.ini -o out", &result);
    check_shell("cut -d , -f 1,2,5 out/own.csv",
                "arm,product.dose,own\nP2,1000000,0\nP2,10000000,0\nP2,50000000,1\n"
                "P2,100000000,0\nP12,1000000,0\nP12,3710000,1\nP12,10000000,0\n"
                "P12,100000000,0\n");
    program_write_text("b.ini",
                       "[run]\ndays = 200\n[arm P2]\nproduct.dose = 1e7\n[arm P12]\n"
                       "passaging.harvest_passage = 12\nproduct.dose = 1e7\n");
    program_succeed("run b.ini -o other", &result);
    program_shell(
        "f() { awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "
        "\"specific_relief_month_6\") c = i; next } { print $1, $c }' $1; }; "
        "f other/summary.csv > expected; awk -F , '$2 == 10000000 { print $1, $3 }' "
        "out/own.csv | cmp - expected && f out/summary.csv > expected; awk -F , "
        "'$5 == 1 { print $1, $3 }' out/own.csv | cmp - expected",
        &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
    check_shell("grep -c '^own.csv,' out/columns.csv", "5\n");
    check_again();
}
END_TEST

/* As a program reads them from the folder. */
START_TEST(a_folder_gives_the_rows_back)
{
    char file[PROGRAM_PATH];
    program_result result;
    sim_responses read;
    const sim_response *own;
    sim_error err;
    sim_job job;

    write_file(dose);
    program_succeed("run a.ini -o out", &result);
    program_shell("printf %s \"$PWD/out\"", &result);
    ck_assert_int_eq(sim_job_load(&job, result.out, file, sizeof file, &err), SIM_OK);
    ck_assert_int_eq(sim_responses_init(&read, &job, &err), SIM_OK);
    ck_assert_int_eq(sim_responses_read(&read, result.out, &err), SIM_OK);
    ck_assert_ptr_null(sim_responses_find(&read, "other"));
    own = sim_responses_find(&read, "own");
    ck_assert_ptr_nonnull(own);
    ck_assert_uint_eq(own->table.n_rows, 8);
    ck_assert_uint_eq(own->n_failed, 0);
    ck_assert_str_eq(own->table.keys[4], "P12");
    ck_assert_double_eq(sim_table_cell(&own->table, 5, 0), 3.71e6);
    ck_assert_double_eq(sim_table_cell(&own->table, 5, own->table.n_columns - 1), 1);
    sim_responses_free(&read);
    sim_job_close(&job);
}
END_TEST

START_TEST(words_are_categories)
{
    program_result result;

    write_file("[figure own]\nkind = response\ny = doublings\n");
    program_run("check a.ini", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.out,
                                 "a.ini:9: figure own: summary.csv has no column "
                                 "'doublings'; passages.csv has it\n"));
    write_file("[figure own]\nkind = response\ny = potency\nover = presets.source\n"
               "values = umbilical, adipose\narms = P12\n");
    program_succeed("run a.ini -o out --json", &result);
    check_shell("cut -d , -f 1,2,4 out/own.csv",
                "arm,presets.source,own\nP12,umbilical,0\nP12,adipose,0\n");
    check_shell("grep -c '\"own\"' out/results.json", "2\n");
    check_again();
    program_write_text("out/own.csv", "arm,presets.source,potency,own\nP12,marrow,1,0\n");
    program_run("plot out -o again", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(
        result.err,
        "out/own.csv:2: 'marrow' is no value of presets.source; a file that a run of "
        "this version wrote would be right\n");
}
END_TEST

START_TEST(a_cohort_is_drawn_of_its_typical_course)
{
    program_result result;

    write_file(dose);
    program_succeed("run a.ini -o out", &result);
    program_succeed("run a.ini -o many -n 5", &result);
    program_shell("cmp out/own.csv many/own.csv", &result);
    ck_assert_int_eq(result.code, 0);
    check_shell("grep -c 'of the typical course, not of the cohort' many/figures.csv",
                "1\n");
}
END_TEST

/* A value at which an arm is refused has no number, and the others have theirs. */
START_TEST(a_point_that_is_refused_has_no_number_and_is_told)
{
    program_result result;

    program_write_text("a.ini",
                       "[run]\nindication = gvhd\ndays = 60\n[arm P2]\n[figure own]\n"
                       "kind = response\ny = severity_day_28\nover = product.doses\n"
                       "values = 2, 8, 12\narms = P2\n");
    program_succeed("run a.ini -o out", &result);
    ck_assert_ptr_nonnull(strstr(
        result.out, "warning: figure own: 1 of 3 points have no number, the first: doses = "
                    "12 of the product: at most 8 can be given here"));
    check_shell("awk -F , 'NR > 1 { print $2, ($3 > 0), ($3 == \"\") }' out/own.csv",
                "2 1 0\n8 1 0\n12 0 1\n");
    check_shell("grep -c '1 of 3 points have no number' out/figures.csv", "1\n");
    check_again();
}
END_TEST

static const program_refusal refusals[] = {
    {"[figure summary]\nkind = response\ny = potency\nover = product.dose\nvalues = 1e6, "
     "2e6\n",
     "",
     "a.ini:2: figure summary: kind = response writes summary.csv, which is another file "
     "of "
     "a run; [figure own_summary] would be right"},
    {"[figure own]\nkind = response\ny = potency\nover = product.dse\nvalues = 1e6, 2e6\n",
     "", "a.ini:5: figure own: unknown parameter 'product.dse'; did you mean 'dose'?"},
    {"[figure own]\nkind = response\ny = potency\nover = product.dose\nvalues = 1, 1e300\n",
     "", "a.ini:5: figure own: product.dose = 1e300 cell is outside"},
};

START_TEST(what_cannot_be_solved_is_refused)
{
    program_result result;

    program_write_text("a.ini", refusals[_i].file);
    program_run("run a.ini -o out", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strncmp(result.err, refusals[_i].message, strlen(refusals[_i].message)) ==
                      0,
                  "%s", result.err);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("response");
    TCase *cases = tcase_create("rows");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, rows_are_what_runs_at_these_values_find);
    tcase_add_test(cases, a_folder_gives_the_rows_back);
    tcase_add_test(cases, words_are_categories);
    tcase_add_test(cases, a_cohort_is_drawn_of_its_typical_course);
    tcase_add_test(cases, a_point_that_is_refused_has_no_number_and_is_told);
    tcase_add_loop_test(cases, what_cannot_be_solved_is_refused, 0, 3);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
