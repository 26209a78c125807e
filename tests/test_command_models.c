/* test_command_models.c -- potency models: chains, the equations of one model, and SBML
 * that says what it was made of. */
#include <check.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char *const answers[][2] = {
    {"models", "passaging"},
    {"models knee", "\n  d(cartilage)/dt = -cartilage_loss / 365 * mmp * cartilage\n"},
    {"models knee",
     "\nratios worked out from the state: of a mixture, from its mixed state\n"},
    {"models passaging", "\n    at t = plated_at + when(told_days >= 0, told_days, "
                         "when(passage >= 1, passage_days, primary_days)) for k = 0 .. "
                         "harvest_passage + 1 - 1\n"},
    {"models knee --sbml --sbml-level 3.1", "level=\"3\" version=\"1\""},
    {"models knee --sbml", "level=\"3\" version=\"2\""},
};

START_TEST(models_are_printed)
{
    program_result result;

    program_succeed(answers[_i][0], &result);
    ck_assert_ptr_nonnull(strstr(result.out, answers[_i][1]));
}
END_TEST

/* A group of symbols is told once, and in the order of the table. */
START_TEST(headings_stand_in_order)
{
    static const char *const headings[] = {
        "\ninputs, from an earlier stage\n", "\nparameters\n",
        "\nworked out from the state\n", "\nratios worked out from the state: "};
    program_result result;
    const char *at;

    program_succeed("models knee", &result);
    at = result.out;
    for (int i = 0; i < LENGTH(headings); i++) {
        at = strstr(at, headings[i]);
        ck_assert_msg(at != NULL, "%s", headings[i]);
        at += strlen(headings[i]) - 1;
        ck_assert_msg(strstr(at, headings[i]) == NULL, "%s twice", headings[i]);
    }
}
END_TEST

START_TEST(an_unknown_model_is_refused)
{
    program_refuse("models kne", "models: unknown model 'kne', and no file; did you mean "
                                 "'knee'?");
    program_refuse("models zebra", "models: unknown model 'zebra', and no file; `potency "
                                   "models` lists them");
}
END_TEST

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

START_TEST(a_file_that_is_not_there_has_no_document)
{
    program_refuse("models no.ini --sbml",
                   "no.ini: cannot be read: No such file or directory");
}
END_TEST

/* Two stages have a row `live`: notes call each as the document does. */
START_TEST(a_note_names_what_the_document_has)
{
    program_result result;

    program_write_text("a.ini", "[run]\nindication = gvhd\n[arm one]\n");
    program_shell("\"$POTENCY\" models a.ini --sbml | "
                  "grep -o 'empty in tables where passaging_live &lt; 1' | sort -u",
                  &result);
    ck_assert_str_eq(result.out, "empty in tables where passaging_live &lt; 1\n");
}
END_TEST

/* What stands beside an arm unasked has no document of its own. */
START_TEST(a_background_is_no_arm_of_the_file)
{
    program_result result;

    program_write_text("a.ini", "[run]\nindication = gvhd\n[arm one]\n");
    program_run("models a.ini --sbml --arm background", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.err,
                     "--arm background: there is no arm 'background'; the name of "
                     "an [arm] of the file would be right\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_models");
    TCase *models = tcase_create("models");

    program_add_folder(models);
    tcase_add_loop_test(models, models_are_printed, 0, LENGTH(answers));
    tcase_add_test(models, headings_stand_in_order);
    tcase_add_test(models, an_unknown_model_is_refused);
    tcase_add_loop_test(models, a_document_tells_its_making, 0, LENGTH(notes));
    tcase_add_test(models, an_arm_that_is_not_there_is_refused);
    tcase_add_test(models, a_note_names_what_the_document_has);
    tcase_add_test(models, a_background_is_no_arm_of_the_file);
    tcase_add_test(models, a_file_that_is_not_there_has_no_document);
    suite_add_tcase(suite, models);
    return suite_run(suite);
}
