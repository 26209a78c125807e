/* test_commands.c -- the commands are found, and their help names every option and word. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/io/sections.h"
#include "tests/program.h"
#include "tests/suite.h"

enum { N_COMMANDS = 27 };

START_TEST(all_commands_are_walked)
{
    size_t n = 0;

    while (sim_commands[n].name) n++;
    ck_assert_uint_eq(n, N_COMMANDS);
}
END_TEST

START_TEST(a_command_is_found_by_its_whole_name)
{
    for (const sim_listing *one = sim_commands; one->name; one++)
        ck_assert_ptr_eq(sim_command_find(one->name), one);
    ck_assert_ptr_null(sim_command_find("ru"));
    ck_assert_ptr_null(sim_command_find("runs"));
    ck_assert_ptr_null(sim_command_find(""));
}
END_TEST

/* A section's solver is a command; one that bears the name of a command, and says nothing of the
 * experiment itself, has it as its solver. */
START_TEST(a_section_is_solved_by_a_command)
{
    for (sim_section_kind kind = 0; kind < SIM_SECTION_KINDS; kind++) {
        const sim_section *s = &sim_sections[kind];

        ck_assert_msg(!s->solver || sim_command_find(s->solver), "%s", s->shown);
        if (!s->is_hashed && sim_command_find(s->word))
            ck_assert_msg(s->solver && strcmp(s->solver, s->word) == 0, "%s", s->shown);
    }
}
END_TEST

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

int main(void)
{
    Suite *suite = suite_create("commands");
    TCase *table = tcase_create("table");
    TCase *help = tcase_create("help");

    tcase_add_test(table, all_commands_are_walked);
    tcase_add_test(table, a_command_is_found_by_its_whole_name);
    tcase_add_test(table, a_section_is_solved_by_a_command);
    suite_add_tcase(suite, table);
    program_add_folder(help);
    tcase_add_loop_test(help, help_names_every_option_and_its_words, 0, N_COMMANDS);
    suite_add_tcase(suite, help);
    return suite_run(suite);
}
