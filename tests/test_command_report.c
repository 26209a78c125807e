/* test_command_report.c -- potency report as its users meet it: of a file, and of the folders of a
 * run, a cohort, a story and a ledger, and of a sweep. */
#include <check.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <string.h>

#include "tests/markup.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define ARMS \
    "[arm <b>&\"]\n" \
    "passaging.harvest_passage = 2\n" \
    "[arm P12]\n" \
    "passaging.harvest_passage = 12\n"
#define SHORT "[run]\ndays = 40\n"

enum { PATH = PROGRAM_PATH * 2, FACT = 1024 };

static xmlDocPtr read_page(const char *name)
{
    program_result where;
    char path[PATH];

    program_shell("printf %s \"$PWD\"", &where);
    snprintf(path, sizeof path, "%.600s/%s", where.out, name);
    return markup_read(path);
}

/* What makes the thing, and what is reported. */
static const struct {
    const char *make, *argument, *question;
} kinds[] = {
    {NULL, "a.ini", "What do <b>&\" and P12 do?"},
    {"run a.ini -o d", "d", "What do <b>&\" and P12 do?"},
    {"run a.ini -n 4 -o d", "d", "What do <b>&\" and P12 do?"},
    {"story hit_and_run -o d", "d",
     "After a month nearly all the injected cells are dead. Is their effect over, too?"},
    {"ledger a.ini -o d --arm P12 --number live_fraction_day_7", "d",
     "Where does the difference come from?"},
    {"sweep s.ini -o s.db", "s.db", "What changes what P2 does?"},
};

static void make(int i)
{
    char line[FACT];
    program_result result;

    program_write_text("a.ini", SHORT ARMS);
    program_write_text("s.ini", SHORT "[arm P2]\n[sweep]\n"
                                      "passaging.harvest_passage = 2, 12, 39\n");
    if (kinds[i].make) {
        snprintf(line, sizeof line, "$POTENCY %s 2>&1", kinds[i].make);
        program_shell(line, &result);
        ck_assert_msg(result.code == 0, "%s", result.out);
    }
    snprintf(line, sizeof line, "$POTENCY report %s -o r.html 2>&1", kinds[i].argument);
    program_shell(line, &result);
    ck_assert_msg(result.code == 0, "%s", result.out);
}

/* Of a report of any kind. */
static const char *const facts[] = {
    "/html[@lang='en']/head/title",
    "count(//h1) = 1 and //h1 = //title",
    "count(//h2) >= 6",
    "not(//script) and not(//@onclick) and not(//link) and not(//iframe) and not(//object)",
    "not(//@href) and not(//@srcset) and not(//@action)",
    "not(//@src[not(starts-with(., 'data:image/'))])",
    "not(contains(//style, 'url(')) and not(contains(//style, '@import'))",
    "count(//figure) >= 1 and count(//img) = count(//figure//img)",
    "not(//figure[count(.//img) + count(div/*[local-name()='svg'][@role='img']) != 1])",
    "not(//figure//*[local-name()='desc'][string-length() < 200])",
    "not(//*[local-name()='metadata'])",
    "count(//*[local-name()='svg']/*[local-name()='style']) <= 1",
    ("not(//*[local-name()='style'][contains(., 'url(') and not(contains(., "
     "'url(\"data:'))])"),
    "not(//img[string-length(@alt) < 40])",
    "count(//figure[figcaption]) = count(//figure)",
    "not(//table[not(caption)])",
    "not(//table[not(.//th[@scope])])",
    "not(//th[not(@scope)])",
    "contains((//main/p)[1], 'not for treatment decisions')",
    "contains((//main/*)[last()], 'not for treatment decisions')",
    "count(//p[@class='finding']) >= 1",
    "count(//strong[@class='open']) > 40",
    "count(//math) > 200",
    "//h2 = 'Published measurements'",
    "//dl[dt='Software'][starts-with(dd, 'Potency ')]",
    "//dl[dt='Parameters']/dd[string-length() = 16]",
    "string-length(//details[summary='run.ini']/pre) > 50",
    "starts-with(//pre/code, 'potency ')",
    "contains(//style, 'prefers-color-scheme: dark') and contains(//style, '@page')",
};

START_TEST(a_report_of_any_kind_is_whole_by_itself)
{
    xmlDocPtr page;
    char *title;

    make(_i);
    page = read_page("r.html");
    for (int i = 0; i < LENGTH(facts); i++) markup_expect(page, facts[i]);
    title = markup_text(page, "string(//h1)");
    ck_assert_str_eq(title, kinds[_i].question);
    xmlFree(title);
    xmlFreeDoc(page);
}
END_TEST

/* ---- what a run's says ----------------------------------------------------------- */

START_TEST(a_file_and_the_folder_of_its_run_give_the_same_page)
{
    program_result result;

    program_write_text("a.ini", SHORT ARMS);
    program_succeed("run a.ini -n 3 --set joint.volume=7 -o d", &result);
    program_succeed("report d -o one.html", &result);
    program_succeed("report a.ini -n 3 --set joint.volume=7 -o two.html", &result);
    program_succeed("report d -o three.html", &result);
    program_shell("cmp one.html two.html && cmp one.html three.html && grep -c "
                  "'joint.volume=7' one.html && ls",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
    ck_assert_ptr_nonnull(strstr(result.out, "a.ini\nd\nfiles.csv\none.html\n"));
}
END_TEST

/* The number of a cell as CSV has it, or as it is shown. */
static void check_cell(xmlDocPtr page, size_t row, size_t column, const char *number)
{
    char where[FACT], fact[3 * FACT];

    snprintf(where, sizeof where, "(//table)[1]/tbody/tr[%zu][count(td)=2]/td[%zu]", column,
             row);
    snprintf(fact, sizeof fact, "%s[@data-value='%s' or (not(@data-value) and .='%s')]",
             where, number, *number ? number : "\u2013");
    markup_expect(page, fact);
}

START_TEST(every_number_of_the_summary_is_that_of_its_table)
{
    program_result result;
    xmlDocPtr page;
    size_t row = 0, n = 0;
    char *rest, *line;

    program_write_text("a.ini",
                       SHORT "[arm P2]\n[arm P12]\npassaging.harvest_passage = 12\n");
    program_succeed("run a.ini -o d", &result);
    program_succeed("report d -o r.html", &result);
    page = read_page("r.html");
    program_shell("tail -n +2 d/summary.csv", &result);
    for (line = strtok_r(result.out, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char *cell = strchr(line, ',');

        row++;
        for (size_t column = 1; cell; column++, n++) {
            char *number = cell + 1;

            cell = strchr(number, ',');
            if (cell) *cell = '\0';
            check_cell(page, row, column, number);
        }
    }
    ck_assert_uint_eq(row, 2);
    ck_assert_double_eq(markup_number(page, "count((//table)[1]/tbody/tr/td)"), (double)n);
    xmlFreeDoc(page);
}
END_TEST

static const char *const of_sweep[] = {
    "//p = 'passaging.harvest_passage 2, 12, 39'",
    "//p[starts-with(., '3 of 3 points are there, in 1 arm: of 3 rows ')]",
    "count(//table[caption='All points of the sweep']/tbody/tr) = 3",
    "//table[caption='All points of the sweep']/tbody/tr[2]/td[2] = '12'",
};

START_TEST(a_sweep_has_its_axes_and_points)
{
    xmlDocPtr page;

    make(LENGTH(kinds) - 1);
    page = read_page("r.html");
    markup_expect(page, of_sweep[_i]);
    xmlFreeDoc(page);
}
END_TEST

/* On paper nothing can be opened, and there is no summary. */
START_TEST(a_ledger_shows_its_parts)
{
    xmlDocPtr page;

    make(LENGTH(kinds) - 2);
    page = read_page("r.html");
    markup_expect(page, "//table[starts-with(caption, 'ledger.csv, all ')]");
    markup_expect(page, "not(//details[summary='ledger.csv'])");
    xmlFreeDoc(page);
}
END_TEST

/* No date, no path of this machine, and no more than one file. */
START_TEST(nothing_of_the_machine_is_in_it)
{
    program_result result;

    program_write_text("a.ini", SHORT ARMS);
    program_shell(
        "mkdir e f && mkdir -p \"$PWD/t\" && cp a.ini e && cp a.ini f && "
        "$POTENCY report e/a.ini -o e/r.html >o && "
        "TMPDIR=$PWD/t $POTENCY report \"$PWD/f/a.ini\" -o \"$PWD/f/r.html\" >o && "
        "cmp e/r.html f/r.html && ls -A e t && grep -c \"$PWD\" f/r.html",
        &result);
    ck_assert_str_eq(result.out, "e:\na.ini\nfiles.csv\nr.html\n\nt:\n0\n");
}
END_TEST

START_TEST(a_report_is_small)
{
    program_result result;

    program_write_text("a.ini", ARMS);
    program_succeed("report a.ini -n 40 --spread -o r.html", &result);
    program_shell("test $(wc -c < r.html) -lt 3000000", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------- */

static const struct {
    const char *arguments, *message;
} refusals[] = {
    {"report b.ini -o r.html",
     "b.ini: cannot be read: No such file or directory; a parameter file, the folder of a "
     "run or the database of a sweep would be right\n"},
    {"report a.ini -o d",
     "d: is a folder; the name of a file, as DIR/report.html, would be "
     "right"},
    {"report a.ini -o d/",
     "d/: is a folder; the name of a file, as DIR/report.html, would be "
     "right"},
    {"report a.ini -o no/no/r.html", "no/no: cannot be made a folder"},
    {"report a.ini -o a.ini", "./a.ini: is read here; -o names another file"},
    {"report a.ini -o own.html", "./own.html: was not made by this program, as no "
                                 "files.csv lists it, and is kept; -o names "
                                 "another file"},
    {"report d -o d/summary.csv",
     "d/summary.csv: is of run, by files.csv; -o names another file"},
    {"report own.html -o r.html", "own.html:1: is no row"},
    {"report empty -o r.html", "empty: holds no files.csv"},
    {"report spoilt -o r.html", "spoilt/summary.csv: is not as"},
    {"report a.ini -o r.html --set product.dose=-1", "--set product.dose=-1: "},
    {"report no.db -o r.html", "no.db:1: holds a NUL byte"},
};

START_TEST(what_cannot_be_reported_is_told_in_one_line)
{
    char line[FACT];
    program_result result, before, after;

    program_write_text("a.ini", SHORT ARMS);
    program_write_text("own.html", "3.71\n");
    program_succeed("run a.ini -o d", &result);
    program_shell("mkdir empty && cp -r d spoilt && echo >> spoilt/summary.csv && printf "
                  "'SQLite format 3\\0' > no.db && find . -type f | xargs sha256sum",
                  &before);
    snprintf(line, sizeof line, "TMPDIR=$PWD/d $POTENCY %s", refusals[_i].arguments);
    program_shell(line, &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strstr(result.err, refusals[_i].message) == result.err, "%s", result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    program_shell("find . -type f | xargs sha256sum", &after);
    ck_assert_str_eq(after.out, before.out);
}
END_TEST

static const char *const wrong[] = {"report a.ini --shard 1/2",
                                    "report a.ini -n 3 --resume", "report"};

START_TEST(wrong_usage_is_told)
{
    char line[FACT];
    program_result result;

    snprintf(line, sizeof line, "$POTENCY %s", wrong[_i]);
    program_shell(line, &result);
    ck_assert_int_eq(result.code, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report");
    TCase *whole = tcase_create("kinds"), *run = tcase_create("run"),
          *refused = tcase_create("refused");

    program_add_folder(whole);
    tcase_set_timeout(whole, 60);
    tcase_add_loop_test(whole, a_report_of_any_kind_is_whole_by_itself, 0, LENGTH(kinds));
    tcase_add_loop_test(whole, a_sweep_has_its_axes_and_points, 0, LENGTH(of_sweep));
    tcase_add_test(whole, a_ledger_shows_its_parts);
    program_add_folder(run);
    tcase_set_timeout(run, 60);
    tcase_add_test(run, a_file_and_the_folder_of_its_run_give_the_same_page);
    tcase_add_test(run, every_number_of_the_summary_is_that_of_its_table);
    tcase_add_test(run, nothing_of_the_machine_is_in_it);
    tcase_add_test(run, a_report_is_small);
    program_add_folder(refused);
    tcase_add_loop_test(refused, what_cannot_be_reported_is_told_in_one_line, 0,
                        LENGTH(refusals));
    tcase_add_loop_test(refused, wrong_usage_is_told, 0, LENGTH(wrong));
    suite_add_tcase(suite, whole);
    suite_add_tcase(suite, run);
    suite_add_tcase(suite, refused);
    return suite_run_apart(suite);
}
