/* test_figures.c -- [figure NAME] sections: their names, rows and titles. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- names and rows ------------------------------------------------------- */

static const program_refusal sections[] = {
    {"[figure]\ny = tnf\n", "",
     "a.ini:1: figure '' needs a name of 1 to 40 letters, digits, _ or -, as its file has; "
     "[figure cytokines] would be right"},
    {"[figure a b]\ny = tnf\n", "",
     "a.ini:1: figure 'a b' needs a name of 1 to 40 letters, digits, _ or -, as its file "
     "has; [figure cytokines] would be right"},
    {"[figure potency]\ny = tnf\n", "",
     "a.ini:1: figure 'potency' has the name of another file or of a device; [figure "
     "own_potency] would be right"},
    {"[figure a/b]\ny = tnf\n", "",
     "a.ini:1: figure 'a/b' needs a name of 1 to 40 letters, digits, _ or -, as its file "
     "has; [figure cytokines] would be right"},
    {"[figure ../x]\ny = tnf\n", "",
     "a.ini:1: figure '../x' needs a name of 1 to 40 letters, digits, _ or -, as its file "
     "has; [figure cytokines] would be right"},
    {"[figure qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFG]\ny = tnf\n", "",
     "a.ini:1: figure 'qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFG' needs a name of 1 to 40 "
     "letters, digits, _ or -, as its file has; [figure cytokines] would be right"},
    {"[figures own]\ny = tnf\n", "",
     "a.ini:1: unknown section 'figures own'; did you mean 'figure NAME'?"},
    {"[figure own]\ny = tnf\ny = il10\n", "",
     "a.ini:3: y is given twice, first at a.ini:2; one of the two would be right"},
    {"[figure own]\ny = tnf\ntitel = Cytokines\n", "",
     "a.ini:3: a figure has no row 'titel'; did you mean 'title'?"},
    {"[figure own]\ny = tnf\ncolour = red\n", "",
     "a.ini:3: a figure has no row 'colour'; one of kind, file, y, x, scale, from, to, "
     "x_scale, low, high, line, band, over, values, arms, sum, title would be right"},
    {"[figure own]\ny = tnf\n[figure own]\ny = il10\n", "",
     "a.ini:3: section [figure own] stands twice, first at a.ini:1; one header for all its "
     "rows, or another name, would be right"},
    {"[figure f\u00E9]\ny = tnf\n", "",
     "a.ini:1: figure 'f\u00E9' needs a name of 1 to 40 "
     "letters, digits, _ or -, as its file "
     "has; [figure cytokines] would be right"},
    {"[figure Potency]\ny = tnf\n", "",
     "a.ini:1: figure 'Potency' has the name of another file or of a device; [figure "
     "own_Potency] would be right"},
    {"[figure sensitivity]\ny = tnf\n", "",
     "a.ini:1: figure 'sensitivity' has the name of another file or of a device; [figure "
     "own_sensitivity] would be right"},
    {"[figure AUX]\ny = tnf\n", "",
     "a.ini:1: figure 'AUX' has the name of another file or of a device; [figure own_AUX] "
     "would be right"},
    {"[figure f]\ny = tnf\n[figure F]\ny = il10\n", "",
     "a.ini:3: figure 'F' differs from figure 'f' in case only, and would share its file "
     "on "
     "some systems; another name would be right"},
};

START_TEST(a_section_is_refused_with_what_would_be_right)
{
    program_refuse_file(&sections[_i]);
}
END_TEST

/* ---- titles --------------------------------------------------------------- */

static const struct {
    const char *row, *written; /* in a file, and in its run.ini */
} titles[] = {
    {"title = Arm #3; day 5", "title = Arm #3; day 5"},
    {"title = Arm # 3 ; day 5", "title = Arm # 3 ; day 5"},
    {"title = \"Arm #3\" # that of last year", "title = Arm #3"},
    {"title = \"Arm #3; day 5\"", "title = Arm #3; day 5"},
    {"title = #3", "title=#3"},
    {"title = The \"third\"", "title = The \"third\""},
    {"title = \"Third\" arm", "title = \"Third\" arm"},
    {"title = 5\" wide", "title = 5\" wide"},
};

START_TEST(a_title_is_all_of_its_row)
{
    char file[PROGRAM_PATH], written[PROGRAM_PATH];
    program_result result;

    snprintf(file, sizeof file, "[run]\ndays = 3\n[figure f]\ny = tnf # not that\n%s\n",
             titles[_i].row);
    program_write_text("a.ini", file);
    program_succeed("run a.ini -o out", &result);
    program_shell("grep -E '^(y|title)' out/run.ini", &result);
    snprintf(written, sizeof written, "y = tnf\n%s\n", titles[_i].written);
    ck_assert_str_eq(result.out, written);
    program_succeed("run out/run.ini -o again", &result);
    program_shell("diff -r out again", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("figures");
    TCase *of_names = tcase_create("names"), *of_lines = tcase_create("lines");

    program_add_folder(of_names);
    tcase_set_timeout(of_names, 60);
    tcase_add_loop_test(of_names, a_section_is_refused_with_what_would_be_right, 0,
                        LENGTH(sections));
    suite_add_tcase(suite, of_names);
    program_add_folder(of_lines);
    tcase_set_timeout(of_lines, 60);
    tcase_add_loop_test(of_lines, a_title_is_all_of_its_row, 0, LENGTH(titles));
    suite_add_tcase(suite, of_lines);
    return suite_run(suite);
}
