/* test_drawing.c -- figures of one's own that are refused, once their tables are known. */
#include <check.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const program_refusal figures[] = {
    {"[figure own]\n", "",
     "a.ini:1: figure own: has no y; a row such as y = tnf, il10 would be right"},
    {"[figure own]\ny =\n", "",
     "a.ini:2: figure own: y lacks a column; y = tnf, il10 would be right"},
    {"[figure own]\ny = , ,\n", "",
     "a.ini:2: figure own: y lacks a column; y = tnf, il10 would be right"},
    {"[figure own]\ny = glucose\n", "",
     "a.ini:2: figure own: no file has the column 'glucose'; columns.csv of a run lists "
     "them"},
    {"[figure own]\ny = TNF\n", "",
     "a.ini:2: figure own: no file has the column 'TNF'; did you mean 'tnf'?"},
    {"[figure own]\ny = tnf, tnf\n", "",
     "a.ini:2: figure own: names a column twice; once would be right"},
    {"[figure own]\ny = tnf il10\n", "",
     "a.ini:2: figure own: no file has the column 'tnf il10'; a comma between two columns "
     "would be right"},
    {"[figure own]\ny = tnf, doublings\n", "",
     "a.ini:2: figure own: tnf is in timecourse.csv and doublings in passages.csv; columns "
     "of one file would be right"},
    {"[figure own]\ny = best_specific_relief\n", "",
     "a.ini:1: figure own: best_specific_relief is in summary.csv and day in passages.csv; "
     "columns of one file would be right"},
    {"[figure own]\ny = tnf\nx = passage\n", "",
     "a.ini:3: figure own: tnf is in timecourse.csv and passage in passages.csv; columns "
     "of "
     "one file would be right"},
    {"[figure own]\ny = tnf\nscale = cubic\n", "",
     "a.ini:3: figure own: scale = cubic is unknown; linear or log would be right"},
    {"[figure own]\ny = tnf\nscale = lin\n", "",
     "a.ini:3: figure own: scale = lin is unknown; linear or log would be right"},
    {"[figure own]\ny = tnf\nfrom = 30\nto = 10\n", "",
     "a.ini:4: figure own: from = 30 is not below to = 10; a smaller from would be right"},
    {"[figure own]\ny = tnf\nfrom = 30\nto = 30\n", "",
     "a.ini:4: figure own: from = 30 is not below to = 30; a smaller from would be right"},
    {"[figure own]\ny = tnf\nfrom = early\n", "",
     "a.ini:3: figure own: from = early is no value of day; a number in day would be "
     "right"},
    {"[figure own]\ny = tnf\nto = nan\n", "",
     "a.ini:3: figure own: to = nan is no value of day; a number in day would be right"},
    {"[figure own]\ny = tnf\nto = 20 mL\n", "",
     "a.ini:3: figure own: to = 20 mL is no value of day; a number in day would be right"},
    {"[figure own]\ny = tnf\nto = 1,5\n", "",
     "a.ini:3: figure own: to = 1,5 is not a number: it has a decimal comma; 1.5 would be "
     "right"},
    {"[figure own]\ny = tnf\nx = week\n", "",
     "a.ini:3: figure own: no file has the column 'week'; columns.csv of a run lists them"},
    {"[figure own]\ny = tnf\nx = tnf2\n", "",
     "a.ini:3: figure own: no file has the column 'tnf2'; did you mean 'tnf'?"},
    {"[figure own]\ny = tnf\nfile = course\n", "",
     "a.ini:3: figure own: there is no file 'course'; one of passages, culture, "
     "timecourse, timecourse_after_doses, summary would be right"},
    {"[figure own]\ny = tnf\nfile = timecourse.txt\n", "",
     "a.ini:3: figure own: there is no file 'timecourse.txt'; did you mean 'timecourse'?"},
    {"[figure own]\ny = tnf\nfile = passages\n", "",
     "a.ini:2: figure own: passages.csv has no column 'tnf'; timecourse.csv has it"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = P3\n", "",
     "a.ini:5: figure own: there is no arm 'P3'; did you mean 'P2'?"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = P2, P2\n", "",
     "a.ini:5: figure own: names an arm twice; once would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = P2, P8, P2\n", "",
     "a.ini:5: figure own: names an arm twice; once would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms =\n", "",
     "a.ini:5: figure own: arms lacks a name; arms = P2, P8 would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = ,\n", "",
     "a.ini:5: figure own: arms lacks a name; arms = P2, P8 would be right"},
    {"[figure own]\ny = arm\n", "",
     "a.ini:2: figure own: column 'arm' is text; a column of numbers would be right"},
    {"[figure own]\ny = a, b, c, d, e, f, g, h, i, j, k, l, m\n", "",
     "a.ini:2: figure own: draws more than 12 columns; fewer would be right"},
    {"[figure own]\ny = tnf,,il10\n", "",
     "a.ini:2: figure own: y lacks a column; y = tnf, il10 would be right"},
    {"[figure own]\ny = tnf,\n", "",
     "a.ini:2: figure own: y lacks a column; y = tnf, il10 would be right"},
    {"[figure own]\ny = live in joint\n", "",
     "a.ini:2: figure own: no file has the column 'live in joint'; did you mean "
     "'live_in_joint'?"},
    {"[arm P2]\n[arm P2, old]\n[figure own]\ny = tnf\narms = P2, old, P2, old\n", "",
     "a.ini:5: figure own: names an arm twice; once would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\nsum = P2\n", "",
     "a.ini:5: figure own: sum = P2 is of one arm; two or more would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\nsum = P2, P2\n", "",
     "a.ini:5: figure own: names an arm twice; once would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\nsum = P2,\n", "",
     "a.ini:5: figure own: sum lacks a name; sum = P2, P8 would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\nsum = P2, P3\n", "",
     "a.ini:5: figure own: there is no arm 'P3'; did you mean 'P2'?"},
    {"[arm P2]\n[arm P8]\n[arm P2 + P8]\n[figure own]\ny = tnf\nsum = P2, P8\n", "",
     "a.ini:6: figure own: the sum has the name of arm 'P2 + P8'; another name of that arm "
     "would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = doublings\nx = passage\nsum = P2, P8\n", "",
     "a.ini:6: figure own: arms are added up along day, and x = passage; no such x would "
     "be "
     "right"},
    {"[arm P2]\n[arm P8]\n[figure own]\nkind = bars\ny = potency\nsum = P2, P8\n", "",
     "a.ini:6: figure own: kind = bars has no sum; without it, or with kind = course, it "
     "would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = P2 P8\n", "",
     "a.ini:5: figure own: there is no arm 'P2 P8'; the name of an [arm] of the file would "
     "be "
     "right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = P2,\n", "",
     "a.ini:5: figure own: arms lacks a name; arms = P2, P8 would be right"},
    {"[arm P2]\n[arm P8]\n[figure own]\ny = tnf\narms = P2,,P8\n", "",
     "a.ini:5: figure own: arms lacks a name; arms = P2, P8 would be right"},
    {"[figure own]\ny = severity\n", "",
     "a.ini:2: figure own: no file has the column 'severity': it is of indication gvhd; "
     "[run] indication = gvhd, or another column, would be right"},
    {"[run]\nindication = gvhd\n[figure own]\ny = lvef_against_background\n", "",
     "a.ini:4: figure own: no file has the column 'lvef_against_background': it is of "
     "indication heart; [run] indication = heart, or another column, would be right"},
    {"[run]\nensemble_columns = severity\n", "",
     "a.ini:2: run.ensemble_columns: column 'severity' is of indication gvhd; [run] "
     "indication = gvhd, or another column, would be right"},
    {"[figure own]\ny = tnf\nto = 20 2 day\n", "",
     "a.ini:3: figure own: to = 20 2 day is no value of day; a number in day would be "
     "right"},
};

START_TEST(a_figure_is_refused_with_what_would_be_right)
{
    program_refuse_file(&figures[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("drawing");
    TCase *of_figures = tcase_create("figures");

    program_add_folder(of_figures);
    tcase_set_timeout(of_figures, 60);
    tcase_add_loop_test(of_figures, a_figure_is_refused_with_what_would_be_right, 0,
                        LENGTH(figures));
    suite_add_tcase(suite, of_figures);
    return suite_run(suite);
}
