/* test_command_models.c -- potency models: chains, and the equations of one model. */
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
    {"models passaging", "\n    at t = plated_at + when(passage >= 1, passage_days, "
                         "primary_days) for k = 0 .. harvest_passage + 1 - 1\n"},
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

int main(void)
{
    Suite *suite = suite_create("command_models");
    TCase *models = tcase_create("models");

    program_add_folder(models);
    tcase_add_loop_test(models, models_are_printed, 0, LENGTH(answers));
    tcase_add_test(models, headings_stand_in_order);
    tcase_add_test(models, an_unknown_model_is_refused);
    suite_add_tcase(suite, models);
    return suite_run(suite);
}
