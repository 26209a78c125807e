/* test_main.c -- the program as its users meet it: commands that there are and are not, wrong
 * usage, and output that cannot be written.  Bad input is in test_input.c. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char *const wrong_usage[][2] = {
    {"", "Usage: potency [OPTION...] COMMAND [ARGUMENT...]\n"},
    {"dance", "potency: unknown command 'dance'; `potency --help` lists the commands\n"},
    {"rnu a.ini", "potency: unknown command 'rnu'; did you mean 'run'?\n"},
    {"run", "Usage: potency run [OPTION...] FILE\n"},
    {"run a.ini b.ini",
     "potency run: 'b.ini' is one argument too many; one FILE would be right\n"},
    {"run --loud", "potency run: unrecognized option '--loud'\n"},
    {"run a.ini --format gif",
     "potency run: --format gif is unknown; one of png, svg, pdf would be right\n"},
    {"run a.ini --format png,png", "potency run: --format names png twice\n"},
    {"run a.ini --format ,",
     "potency run: --format names no kind of figure; png would be right\n"},
    {"run a.ini --size huge", "potency run: --size huge is unknown; one of a4, column, "
                              "slide, square would be right\n"},
    {"run a.ini --set", "potency run: option '--set' requires an argument\n"},
    {"check", "Usage: potency check [OPTION...] FILE\n"},
    {"check a.ini b.ini",
     "potency check: 'b.ini' is one argument too many; one FILE would be right\n"},
    {"plot", "Usage: potency plot [OPTION...] DIR...|DB\n"},
    {"plot a b", "potency plot: several folders need -o DIR, for the figure of all\n"},
    {"plot a b -o c --panel pain",
     "potency plot: --panel, --number, --arm, --axes and --level go with one DIR or DB\n"},
    {"params a b",
     "potency params: 'b' is one argument too many; one [PATTERN] would be right\n"},
    {"params --ini --json",
     "potency params: one of --ini, --json and --experiment would be right\n"},
    {"presets a b",
     "potency presets: 'b' is one argument too many; one [PRESET] would be right\n"},
    {"models a b",
     "potency models: 'b' is one argument too many; one [MODEL|FILE] would be right\n"},
    {"models --sbml", "potency models: --sbml needs a MODEL or a FILE\n"},
    {"models knee --set a.b=1", "potency models: --set goes with --sbml\n"},
    {"models knee --arm a", "potency models: --arm goes with --sbml\n"},
    {"models knee --sbml --arm a",
     "potency models: --arm goes with a FILE; knee is a model\n"},
    {"models knee --sbml-level 3.1", "potency models: --sbml-level goes with --sbml\n"},
    {"models knee --sbml --sbml-level 3.3",
     "potency models: --sbml-level 3.3 is unknown; 3.1 or 3.2 would be right\n"},
    {"models a.ini",
     "potency models: a.ini is no model; with --sbml, a FILE's chain is printed\n"},
    {"completion a b",
     "potency completion: 'b' is one argument too many; one SHELL would be right\n"},
    {"manual a", "potency manual: Too many arguments\n"},
};

START_TEST(wrong_usage_is_told_and_exits_with_2)
{
    program_result result;

    program_run(wrong_usage[_i][0], &result);
    ck_assert_int_eq(result.code, 2);
    ck_assert_str_eq(result.out, "");
    result.err[strlen(wrong_usage[_i][1])] = '\0'; /* argp adds where to find help */
    ck_assert_str_eq(result.err, wrong_usage[_i][1]);
}
END_TEST

static const char *const answers[][2] = {
    {"--help", "Commands"},
    {"--version", "potency "},
    {"run --help", "--set"},
    {"check --help", "--set"},
    {"plot --help", "--format"},
    {"params --help", "PATTERN"},
    {"params", "joint.pain_floor"},
    {"params 'joint.*'", "joint.pain_floor"},
    {"params tail", "[0.001, 1] 1/day"},
    {"presets --help", "presets"},
    {"models --help", "MODEL"},
    {"completion --help", "bash or zsh"},
    {"manual --help", "manual page"},
    {"models --help", "--sbml"},
    {"selftest --help", "--runs"},
};

START_TEST(every_command_answers)
{
    program_result result;

    program_succeed(answers[_i][0], &result);
    ck_assert_ptr_nonnull(strstr(result.out, answers[_i][1]));
}
END_TEST

static const char *const printers[] = {"params",     "params --json",   "presets",
                                       "manual",     "completion bash", "models knee",
                                       "check a.ini"};

START_TEST(what_cannot_be_printed_is_told)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", "");
    snprintf(arguments, sizeof arguments, "%s > /dev/full", printers[_i]);
    program_run(arguments, &result);
    ck_assert_str_eq(result.err,
                     "standard output: cannot be written: No space left on device\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("main");
    TCase *usage = tcase_create("usage");
    TCase *answering = tcase_create("answers");

    program_add_folder(usage);
    tcase_add_loop_test(usage, wrong_usage_is_told_and_exits_with_2, 0,
                        LENGTH(wrong_usage));
    suite_add_tcase(suite, usage);
    program_add_folder(answering);
    tcase_set_timeout(answering, 120);
    tcase_add_loop_test(answering, every_command_answers, 0, LENGTH(answers));
    tcase_add_loop_test(answering, what_cannot_be_printed_is_told, 0, LENGTH(printers));
    suite_add_tcase(suite, answering);
    return suite_run(suite);
}
