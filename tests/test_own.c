/* test_own.c -- figures of one's own of each kind, as a run draws them and plot does again. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static const char arms[] = "[run]\ndays = 200\n[arm P2]\n[arm P12]\n"
                           "passaging.harvest_passage = 12\n";

static void write_file(const char *figure)
{
    char file[PROGRAM_TEXT];

    snprintf(file, sizeof file, "%s%s", arms, figure);
    program_write_text("a.ini", file);
}

/* The texts of a figure, at their place. */
static void read_texts(const char *figure, const char *place, program_result *result)
{
    char command[PROGRAM_PATH];

    snprintf(command, sizeof command,
             "grep '^%s,[^,]*,%s' out/figures.csv | cut -d , -f 11- | tr -d '\"'", figure,
             place);
    program_shell(command, result);
}

/* Drawn again from its folder, it has the same bytes. */
static void check_again(const char *name)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_succeed("plot out -o again", &result);
    snprintf(command, sizeof command, "cmp out/%s.png again/%s.png", name, name);
    program_shell(command, &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
    program_shell("cmp out/figures.csv again/figures.csv", &result);
    ck_assert_int_eq(result.code, 0);
}

START_TEST(a_course_tells_what_it_found_and_what_leaves_its_limits)
{
    program_result result;

    write_file("[figure own]\nkind = course\ny = specific_relief\nhigh = 1 cm\n"
               "line = 8: worth having\n");
    program_succeed("run a.ini -o out", &result);
    read_texts("own", "title", &result);
    ck_assert_str_eq(result.out,
                     "Pain relief beyond placebo reaches 16.2 mm with P2 and 8.51 "
                     "mm with P12: 48 % less\n");
    read_texts("own", "caption", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "P2 goes on to 16.2 mm\n"));
    check_again("own");
    program_succeed("run out/run.ini -o twice", &result);
    program_shell("diff -r out twice", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_figure_of_old_rows_has_its_old_words)
{
    program_result result;

    write_file("[figure own]\ny = specific_relief\nfrom = 3\nscale = linear\narms = P2\n");
    program_succeed("run a.ini -o out", &result);
    read_texts("own", "title", &result);
    ck_assert_str_eq(result.out, "Pain relief beyond the placebo's share\n");
    read_texts("own", "caption", &result);
    ck_assert_str_eq(result.out, "injection on day 0\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("own");
    TCase *courses = tcase_create("courses");

    program_add_folder(courses);
    tcase_set_timeout(courses, 60);
    tcase_add_test(courses, a_course_tells_what_it_found_and_what_leaves_its_limits);
    tcase_add_test(courses, a_figure_of_old_rows_has_its_old_words);
    suite_add_tcase(suite, courses);
    return suite_run(suite);
}
