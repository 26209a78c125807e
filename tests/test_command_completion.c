/* test_command_completion.c -- completion names every command, option and word. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "models/models.h"
#include "plots/figure.h"
#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { N_COMMANDS = 27 };

/* ---- bash ----------------------------------------------------------------- */

/* What bash offers for the words, the last of which is being typed; one a line. */
static void complete(const char *words, int n_words, program_result *result)
{
    char command[PROGRAM_TEXT];

    snprintf(command, sizeof command,
             "bash -c 'source ./script; compopt() { :; }; COMP_WORDS=(%s); COMP_CWORD=%d; "
             "_potency; printf \"%%s\\n\" \"${COMPREPLY[@]}\"'",
             words, n_words - 1);
    program_shell(command, result);
    ck_assert_str_eq(result->err, "");
}

static void write_script(const char *shell)
{
    char command[PROGRAM_PATH];
    program_result result;

    snprintf(command, sizeof command, "completion %s > script", shell);
    program_succeed(command, &result);
}

START_TEST(the_script_for_bash_is_well_formed)
{
    program_result result;

    write_script("bash");
    program_shell(
        "bash -n script && bash -c 'set -eu; source ./script; complete -p potency'",
        &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "complete -o filenames -F _potency potency\n");
}
END_TEST

START_TEST(bash_offers_every_option_of_a_command)
{
    const sim_listing *listing = &sim_commands[_i];
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);
    char words[PROGRAM_PATH], right[PROGRAM_TEXT] = "--help\n--usage\n--version\n";
    program_result result;

    for (size_t i = 0; i < n; i++)
        snprintf(right + strlen(right), sizeof right - strlen(right), "--%s%s\n",
                 list[i].name, list[i].placeholder ? "=" : "");
    write_script("bash");
    snprintf(words, sizeof words, "potency %s --", listing->name);
    complete(words, 3, &result);
    ck_assert_str_eq(result.out, right);
}
END_TEST

static void print_list(sim_words *words, char text[PROGRAM_TEXT])
{
    text[0] = '\0';
    for (size_t i = 0; words(i); i++)
        snprintf(text + strlen(text), PROGRAM_TEXT - strlen(text), "%s\n", words(i));
}

static const char *command_name(size_t i) { return sim_commands[i].name; }

static const char *preset_name(size_t i) { return models_preset_texts[i].name; }

static const struct {
    const char *words;
    int n;
    sim_words *offered;
} lists[] = {
    {"potency \"\"", 2, command_name},
    {"potency presets \"\"", 3, preset_name},
    {"potency run --format =", 4, plot_format_name},
    {"potency run a.ini --format \"\"", 5, plot_format_name},
    {"potency plot --format = \"\"", 5, plot_format_name},
    {"potency run --size =", 4, plot_size_name},
};

START_TEST(bash_offers_all_names)
{
    char right[PROGRAM_TEXT];
    program_result result;

    write_script("bash");
    print_list(lists[_i].offered, right);
    complete(lists[_i].words, lists[_i].n, &result);
    ck_assert_str_eq(result.out, right);
}
END_TEST

static const struct {
    const char *words;
    int n;
    const char *offered;
} begun[] = {
    {"potency ru", 2, "run\n"},
    {"potency p", 2, "plot\nparams\npresets\n"},
    {"potency --v", 2, "--version\n"},
    {"potency run --fo", 3, "--format=\n"},
    {"potency run a.ini --o", 4, "--output=\n"},
    {"potency run --format = s", 5, "svg\n"},
    {"potency run --format p", 4, "png\npdf\n"},
    {"potency presets thaw", 3, "thawed_injected\nthawed_rested\n"},
    {"potency models k", 3, "knee\n"},
    {"potency models exp", 3, "experiment.ini\nexperiments\n"},
    {"potency models a.ini --sbml-level 3", 5, "3.1\n3.2\n"},
    {"potency completion z", 3, "zsh\n"},
    {"potency run experiment", 3, "experiment.ini\nexperiments\n"},
    {"potency check experiment.", 3, "experiment.ini\n"},
    {"potency plot exp", 3, "experiment.ini\nexperiments\n"},
    {"potency run --against = experiments", 5, "experiments\n"},
    {"potency presets zebra", 3, "\n"},
};

START_TEST(bash_completes_what_was_begun)
{
    program_result result;

    write_script("bash");
    program_shell("mkdir experiments && echo > experiment.ini", &result);
    complete(begun[_i].words, begun[_i].n, &result);
    ck_assert_str_eq(result.out, begun[_i].offered);
}
END_TEST

/* ---- zsh ------------------------------------------------------------------ */

START_TEST(the_script_for_zsh_is_well_formed)
{
    program_result result;

    if (!program_exists("zsh")) {
        printf("skipped: the_script_for_zsh_is_well_formed: needs zsh\n");
        return;
    }
    write_script("zsh");
    program_shell("zsh -n script", &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(the_script_for_zsh_names_every_option_of_a_command)
{
    const sim_listing *listing = &sim_commands[_i];
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);
    char text[PROGRAM_PATH];
    program_result result;

    program_succeed("completion zsh", &result);
    snprintf(text, sizeof text, "            '%s:%s'", listing->name, listing->phrase);
    ck_assert_msg(strstr(result.out, text) != NULL, "'%s' is missing", text);
    snprintf(text, sizeof text, "\n    %s)\n", listing->name);
    program_cut(&result, text, ";;");
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof text, "'*--%s%s[", list[i].name,
                 list[i].placeholder ? "=" : "");
        ck_assert_msg(strstr(result.out, text) != NULL, "'%s' is missing", text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_completion");
    TCase *bash = tcase_create("bash");
    TCase *zsh = tcase_create("zsh");

    program_add_folder(bash);
    tcase_add_test(bash, the_script_for_bash_is_well_formed);
    tcase_add_loop_test(bash, bash_offers_every_option_of_a_command, 0, N_COMMANDS);
    tcase_add_loop_test(bash, bash_offers_all_names, 0, LENGTH(lists));
    tcase_add_loop_test(bash, bash_completes_what_was_begun, 0, LENGTH(begun));
    suite_add_tcase(suite, bash);
    program_add_folder(zsh);
    tcase_add_test(zsh, the_script_for_zsh_is_well_formed);
    tcase_add_loop_test(zsh, the_script_for_zsh_names_every_option_of_a_command, 0,
                        N_COMMANDS);
    suite_add_tcase(suite, zsh);
    return suite_run(suite);
}
