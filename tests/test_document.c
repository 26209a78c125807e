/* test_document.c -- SBML says what it was made of: values that are not defaults, and the arm. */
#include <check.h>
#include <string.h>

#include "sim/cli/document.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char *const notes[][2] = {
    {"models knee --sbml", "model knee."},
    {"models knee --sbml", "Values that are not defaults: none."},
    {"models knee --sbml --set joint.load=1.371 --set joint.volume=8.31",
     "Values that are not defaults: joint.volume = 8.31; joint.load = 1.371."},
    {"models a.ini --sbml", "arm one, followed for 37 days."},
    {"models a.ini --sbml --arm two", "arm two, followed for 37 days."},
    {"models a.ini --sbml --arm two", "Values that are not defaults: joint.load = 0.7385."},
};

START_TEST(a_document_tells_its_making)
{
    program_result result;

    program_write_text("a.ini",
                       "[run]\ndays = 37\n[arm one]\njoint.load = 1.371\n[arm two]\n"
                       "joint.load = 0.7385\n");
    program_succeed(notes[_i][0], &result);
    ck_assert_msg(strstr(result.out, notes[_i][1]) != NULL, "'%s' is missing",
                  notes[_i][1]);
}
END_TEST

START_TEST(an_arm_that_is_not_there_is_refused)
{
    program_write_text("a.ini", "[arm one]\n[arm two]\n");
    program_refuse("models a.ini --sbml --arm tow",
                   "--arm tow: there is no arm 'tow'; did you mean 'two'?");
}
END_TEST

/* The same of the function that the command calls. */
START_TEST(a_file_that_is_not_there_has_no_document)
{
    const sim_arguments arguments = {.argument = "no.ini"};
    const sim_document document = {.arguments = &arguments, .level = 1};
    sim_error err = {""};

    ck_assert_int_eq(sim_document_print_arm(&document, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "no.ini: cannot be read: No such file or directory");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("document");
    TCase *cases = tcase_create("document");

    program_add_folder(cases);
    tcase_add_loop_test(cases, a_document_tells_its_making, 0, LENGTH(notes));
    tcase_add_test(cases, an_arm_that_is_not_there_is_refused);
    tcase_add_test(cases, a_file_that_is_not_there_has_no_document);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
