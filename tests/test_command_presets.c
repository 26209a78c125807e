/* test_command_presets.c -- potency presets: all of them, or one in full. */
#include <check.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char *const answers[][2] = {
    {"presets", "product.fitness = 0.1\n"},
    {"presets thawed_injected", "thawed_injected, of group product: thawed and given at "
                                "once\n"},
    {"presets thawed_injected", "product.fitness = 0.1    (default 1)\n"},
    {"presets adipose", "passaging.hazard_scale = 30 division    (default 37)\n"},
    {"presets fresh", "\nsets no row: all values stay at their defaults\n"},
};

START_TEST(presets_say_what_they_set)
{
    program_result result;

    program_succeed(answers[_i][0], &result);
    ck_assert_ptr_nonnull(strstr(result.out, answers[_i][1]));
}
END_TEST

START_TEST(an_unknown_preset_is_refused)
{
    program_refuse("presets thawd_injected",
                   "presets: unknown preset 'thawd_injected'; did you mean "
                   "'thawed_injected'?");
    program_refuse("presets intravenous",
                   "presets: preset 'intravenous' is of indication heart; `potency presets "
                   "intravenous --indication heart` would be right");
    program_refuse("presets zebra", "presets: unknown preset 'zebra'; `potency presets` "
                                    "lists them");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_presets");
    TCase *presets = tcase_create("presets");

    program_add_folder(presets);
    tcase_add_loop_test(presets, presets_say_what_they_set, 0, LENGTH(answers));
    tcase_add_test(presets, an_unknown_preset_is_refused);
    suite_add_tcase(suite, presets);
    return suite_run(suite);
}
