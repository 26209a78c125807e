/* test_help.c -- completion and manual name every command, option and word. */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/presets.h"
#include "plots/figure.h"
#include "sim/cli/cli.h"
#include "sim/study/figures.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { N_COMMANDS = 18 };

/* ---- what the program has ------------------------------------------------- */

START_TEST(all_commands_are_walked)
{
    size_t n = 0;

    while (sim_commands[n].name) n++;
    ck_assert_uint_eq(n, N_COMMANDS);
}
END_TEST

static bool has_program(const char *name)
{
    char command[PROGRAM_PATH];
    program_result result;

    snprintf(command, sizeof command, "command -v %s", name);
    program_shell(command, &result);
    return result.code == 0;
}

/* ---- help ----------------------------------------------------------------- */

START_TEST(help_names_every_option_and_its_words)
{
    const sim_listing *listing = &sim_commands[_i];
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);
    char text[PROGRAM_PATH];
    program_result result;

    snprintf(text, sizeof text, "%s --help | tr -s ' \\n' ' '", listing->name);
    program_succeed(text, &result);
    for (size_t i = 0; i < n; i++) {
        sim_words *words = list[i].words;

        snprintf(text, sizeof text, " --%s%s%s ", list[i].name,
                 list[i].placeholder ? "=" : "",
                 list[i].placeholder ? list[i].placeholder : "");
        ck_assert_msg(strstr(result.out, text) != NULL, "'%s' is missing", text);
        for (size_t w = 0; words && words(w); w++)
            ck_assert_msg(strstr(result.out, words(w)) != NULL, "'%s' is missing",
                          words(w));
    }
}
END_TEST

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
    {"potency r", 2, "run\n"},
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

    if (!has_program("zsh")) {
        printf("skipped: the_script_for_zsh_is_well_formed: needs zsh\n");
        return;
    }
    write_script("zsh");
    program_shell("zsh -n script", &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* From `start` to before `end`, both in it; what is between the two is left in text. */
static void cut_part(char text[], const char *start, const char *end)
{
    char *from = strstr(text, start), *to;

    ck_assert_msg(from != NULL, "'%s' is missing", start);
    to = strstr(from + strlen(start), end);
    if (to) *to = '\0';
    memmove(text, from, strlen(from) + 1);
}

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
    cut_part(result.out, text, ";;");
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof text, "'*--%s%s[", list[i].name,
                 list[i].placeholder ? "=" : "");
        ck_assert_msg(strstr(result.out, text) != NULL, "'%s' is missing", text);
    }
}
END_TEST

/* ---- the manual ----------------------------------------------------------- */

/* A text as the manual's source writes it. */
static void print_roff(const char *text, char roff[PROGRAM_PATH])
{
    size_t n = 0;

    for (; *text; text++) {
        if (*text == '-') roff[n++] = '\\';
        roff[n++] = *text;
    }
    roff[n] = '\0';
}

static void check_roff(const char *manual, const char *text)
{
    char roff[PROGRAM_PATH];

    print_roff(text, roff);
    ck_assert_msg(strstr(manual, roff) != NULL, "'%s' is missing", roff);
}

START_TEST(the_manual_tells_of_every_option_of_a_command)
{
    const sim_listing *listing = &sim_commands[_i];
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);
    sim_words *words = listing->command->words;
    char text[2 * PROGRAM_PATH], name[PROGRAM_PATH];
    program_result result;

    program_succeed("manual", &result);
    snprintf(text, sizeof text, ".SS \"potency %s", listing->name);
    cut_part(result.out, text, "\n.S");
    for (size_t i = 0; i < n; i++) {
        print_roff(list[i].name, name);
        snprintf(text, sizeof text, ".TP\n\\fB\\-%c\\fR, \\fB\\-\\-%s\\fR", list[i].letter,
                 name);
        if (!list[i].letter) snprintf(text, sizeof text, ".TP\n\\fB\\-\\-%s\\fR", name);
        ck_assert_msg(strstr(result.out, text) != NULL, "'%s' is missing", text);
        check_roff(result.out, list[i].help);
    }
    for (size_t i = 0; words && words(i); i++) check_roff(result.out, words(i));
}
END_TEST

START_TEST(the_manual_tells_of_every_row_of_a_figure)
{
    program_result result;

    program_succeed("manual", &result);
    cut_part(result.out, ".SH \"FIGURES OF ONE'S OWN\"", ".SH \"EXIT");
    for (size_t i = 0; sim_figure_row_name(i); i++) {
        check_roff(result.out, sim_figure_row_name(i));
        check_roff(result.out, sim_figure_row_doc(i));
    }
}
END_TEST

static const char *const readers[][2] = {
    {"groff", "manual | groff -man -Tutf8 -ww > page"},
    {"man", "manual | MANWIDTH=80 man --warnings -l - > page"},
};

START_TEST(the_manual_prints_without_a_warning)
{
    program_result result;

    if (!has_program(readers[_i][0]) || !has_program("groff")) {
        printf("skipped: the_manual_prints_without_a_warning: needs %s\n", readers[_i][0]);
        return;
    }
    program_succeed(readers[_i][1], &result);
    program_shell("grep -c 'potency completion' page", &result);
    ck_assert_int_ge(atoi(result.out), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("help");
    TCase *cases = tcase_create("help");

    program_add_folder(cases);
    tcase_add_test(cases, all_commands_are_walked);
    tcase_add_loop_test(cases, help_names_every_option_and_its_words, 0, N_COMMANDS);
    tcase_add_test(cases, the_script_for_bash_is_well_formed);
    tcase_add_loop_test(cases, bash_offers_every_option_of_a_command, 0, N_COMMANDS);
    tcase_add_loop_test(cases, bash_offers_all_names, 0, LENGTH(lists));
    tcase_add_loop_test(cases, bash_completes_what_was_begun, 0, LENGTH(begun));
    tcase_add_test(cases, the_script_for_zsh_is_well_formed);
    tcase_add_loop_test(cases, the_script_for_zsh_names_every_option_of_a_command, 0,
                        N_COMMANDS);
    tcase_add_loop_test(cases, the_manual_tells_of_every_option_of_a_command, 0,
                        N_COMMANDS);
    tcase_add_test(cases, the_manual_tells_of_every_row_of_a_figure);
    tcase_add_loop_test(cases, the_manual_prints_without_a_warning, 0, LENGTH(readers));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
