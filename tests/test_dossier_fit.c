/* test_dossier_fit.c -- a fit in a report: of its folder. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/markup.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* The noise of a course is fitted; lag_time cannot be told from cycle_time. */
static const char rows[] =
    "[run]\ndays = 10\n[passaging]\nharvest_passage = 3\n[arm P2]\n[fit]\nstarts = 2\n"
    "passaging.cycle_time = 16..60, normal 24 6 h\npassaging.hazard_scale = range\n"
    "[data log]\nformat = passages\ncolumns = "
    "passage,day,seeded,area,harvested,senescent\n"
    "row 1 = 0,0,,500,4e6,\nrow 2 = 1,7,4e5,225,5.2e6,0.02\n"
    "row 3 = 2,14,4e5,225,2.4e6,0.05\nrow 4 = 3,21,4e5,225,4.9e6,0.04\n"
    "[data light]\ny = timecourse.live_in_joint\nlog = estimate\nlimit = 1e6\n"
    "columns = day,value\nrow 1 = 1,8e6\nrow 2 = 3,3e6\nrow 3 = 5,1.2e6\n"
    "row 4 = 6,5e5\n";

static const char per_source[] =
    "[run]\ndays = 1\n[passaging]\nharvest_passage = 2\n[arm P2]\n[fit]\nstarts = 2\n"
    "passaging.cycle_time = 16..60, per donor\n"
    "[data log]\nformat = passages\ncolumns = donor,passage,day,seeded,area,harvested\n"
    "row 1 = D1,0,0,,500,4e6\nrow 2 = D1,1,7,4e5,225,5.2e6\n"
    "row 3 = D2,0,0,,500,4e6\nrow 4 = D2,1,7,4e5,225,4.2e6\n"
    "row 5 = D3,0,0,,500,4e6\nrow 6 = D3,1,7,4e5,225,3.2e6\n";

/* Where the folder of a test is. */
static void find_file(const char *name, char path[PROGRAM_PATH])
{
    program_result result;

    program_shell("pwd", &result);
    snprintf(path, PROGRAM_PATH, "%.*s/%s", (int)strcspn(result.out, "\n"), result.out,
             name);
}

static void check_page(const char *text, const char *const holds[], int n)
{
    program_result result;
    char path[PROGRAM_PATH];
    xmlDocPtr page;

    program_write_text("a.ini", text);
    program_succeed("fit a.ini -o d", &result);
    program_succeed("report d -o r.html", &result);
    find_file("r.html", path);
    page = markup_read(path);
    for (int i = 0; i < n; i++) markup_expect(page, holds[i]);
    xmlFreeDoc(page);
}

static const char *const of_all[] = {
    "//h1 = 'What do these data say of passaging.cycle_time, passaging.hazard_scale and sd "
    "of light timecourse.live_in_joint?'",
    "//table[caption='What was observed']//tr[th='log'][td[2]='passages.harvested'][td[3]="
    "'3'][td[4]='0'][td[5]='standard deviation of logarithms 0.1']",
    "//table[caption='What was observed']//tr[th='light'][td[3]='4'][td[4]='1'][contains("
    "td[5], 'fitted')]",
    "//table[caption='What was fitted']//tr[th='passaging.cycle_time']/td = '16..60, "
    "normal 24 6 h'",
    "count(//table[starts-with(caption, 'Estimates, with 95 % intervals')]/tbody/tr) = 3",
    "//table[starts-with(caption, 'Estimates')]//tr[th='passaging.cycle_time']/td[6] = "
    "'two-sided'",
    "//h2 = 'What to do with it'",
    "//li[starts-with(., 'log: spent at P3')]",
    "//p[starts-with(., '3 numbers were fitted to 10 observations: -2 log likelihood ')]",
    "//p[contains(., '(F, as noise is fitted)')]",
    ("//dt[.='log: harvested']/following-sibling::dd[1]"
     "[starts-with(., '3 observed; sum of squares ')]"),
    "//h3 = 'Correlation of estimates'",
    "count(//figure) = 4",
    "//figcaption[contains(., 'Figure profiles')]",
    "//summary = 'residuals.csv'",
    "//p[contains(., 'what is assumed is marked')]",
    "count(//caption[.='What sets arms apart']) = 0",
    "//*[contains(., 'for teaching and research, not for treatment decisions')]",
};

START_TEST(a_folder_of_a_fit_is_told_whole) { check_page(rows, of_all, LENGTH(of_all)); }
END_TEST

static const char *const of_sources[] = {
    ("//h1 = 'What do these data say of passaging.cycle_time of D1, passaging.cycle_time "
     "of "
     "D2 and passaging.cycle_time of D3?'"),
    "//li[starts-with(., 'passaging.cycle_time: geometric mean ')][contains(., ', of 3')]",
    "count(//p[contains(., ': 1 numbers were fitted to 1 observations')]) = 3",
    "count(//p[contains(., 'barely determined')]) = 3",
};

START_TEST(sources_are_told_by_themselves_and_together)
{
    check_page(per_source, of_sources, LENGTH(of_sources));
}
END_TEST

START_TEST(the_page_is_made_again)
{
    program_result result;

    program_write_text("a.ini", per_source);
    program_succeed("fit a.ini -f pdf -o d", &result);
    program_shell("\"$POTENCY\" report d -o r.html > /dev/null && "
                  "\"$POTENCY\" rerun r.html -o again | tail -n 1",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "again/report.html: the same bytes as r.html\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dossier_fit");
    TCase *cases = tcase_create("dossier_fit");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, a_folder_of_a_fit_is_told_whole);
    tcase_add_test(cases, sources_are_told_by_themselves_and_together);
    tcase_add_test(cases, the_page_is_made_again);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
