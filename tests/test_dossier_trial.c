/* test_dossier_trial.c -- trials in a report: of a file that asks for them, of their folder. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/markup.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char rows[] =
    "[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n"
    "[arm saline]\npresets.product = saline\n"
    "[trial]\ncontrol = saline\npool = 40\ntrials = 23\npatients = 7\n";

/* Where the folder of a test is. */
static void find_file(const char *name, char path[PROGRAM_PATH])
{
    program_result result;

    program_shell("pwd", &result);
    snprintf(path, PROGRAM_PATH, "%.*s/%s", (int)strcspn(result.out, "\n"), result.out,
             name);
}

static const char *const holds[] = {
    "//h1 = 'What do trials of P2 and P8 against saline find?'",
    "//h2 = 'What trials teach'",
    "count(//h3[.='P2' or .='P8']) = 2",
    "//p[starts-with(., '23 trials of 7 patients in each of 3 arms, drawn from 40 of a')]",
    "//p[contains(., 'Of 23 trials of 7 + 7 patients ')]",
    "//p[starts-with(., 'In trial 1, of P8: NNT ')]",
    "//details[summary='What words mean']//dt[.='NNT']/following-sibling::dd[1]"
    "[contains(., 'it takes for one more')]",
    "//details[summary='What words mean']//dt = 'power'",
    "//p[contains(., 'These are trials of the model: it knows the truth')]",
    "//table[starts-with(caption, 'Trial 1, as it would be published: fall of measured')]"
    "//tr[th='how many are in the arm'][count(td) = 3]/td[1] = '7'",
    "//table[caption='All 23 trials, against saline']"
    "//tr[th='share of trials whose interval contains 0'][count(td) = 2]",
    "count(//figure) = 2",
    "//figcaption[contains(., 'Figure power')]",
    "//summary = 'trials.csv'",
    "//*[contains(., 'for teaching and research, not for treatment decisions')]",
};

START_TEST(a_file_that_asks_for_trials_is_told_as_trials)
{
    program_result result;
    char path[PROGRAM_PATH];
    xmlDocPtr page;

    program_write_text("a.ini", rows);
    program_succeed("report a.ini -o r.html", &result);
    find_file("r.html", path);
    page = markup_read(path);
    for (int i = 0; i < LENGTH(holds); i++) markup_expect(page, holds[i]);
    xmlFreeDoc(page);
}
END_TEST

START_TEST(a_folder_of_trials_gives_the_same_page_and_it_is_made_again)
{
    program_result result;

    program_write_text("a.ini", rows);
    program_succeed("report a.ini -o r.html", &result);
    program_succeed("trial a.ini -f pdf -o d", &result);
    program_shell("\"$POTENCY\" report d -o s.html > /dev/null && cmp r.html s.html && "
                  "\"$POTENCY\" rerun r.html -o again | tail -n 1",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "again/report.html: the same bytes as r.html\n");
}
END_TEST

START_TEST(of_a_cohort_the_report_is_of_the_run)
{
    program_result result;

    program_write_text("a.ini", rows);
    program_succeed("report a.ini -n 3 -o r.html", &result);
    program_shell("grep -c 'What trials teach' r.html", &result);
    ck_assert_str_eq(result.out, "0\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dossier_trial");
    TCase *cases = tcase_create("dossier_trial");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, a_file_that_asks_for_trials_is_told_as_trials);
    tcase_add_test(cases, a_folder_of_trials_gives_the_same_page_and_it_is_made_again);
    tcase_add_test(cases, of_a_cohort_the_report_is_of_the_run);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
