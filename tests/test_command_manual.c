/* test_command_manual.c -- the manual tells of every command, option and word. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/study/figures.h"
#include "sim/study/story.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { N_COMMANDS = 27 };

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
    program_cut(&result, text, "\n.S");
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
    program_cut(&result, ".SH \"FIGURES OF ONE'S OWN\"", ".SH \"STORIES");
    for (size_t i = 0; sim_figure_row_name(i); i++) {
        check_roff(result.out, sim_figure_row_name(i));
        check_roff(result.out, sim_figure_row_doc(i));
    }
}
END_TEST

START_TEST(the_manual_tells_of_every_row_of_a_story)
{
    program_result result;

    program_succeed("manual", &result);
    program_cut(&result, ".SH \"STORIES OF ONE'S OWN\"", ".SH \"EXIT");
    for (size_t i = 0; sim_story_row_name(i); i++) {
        check_roff(result.out, sim_story_row_name(i));
        check_roff(result.out, sim_story_row_doc(i));
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

    if (!program_exists(readers[_i][0]) || !program_exists("groff")) {
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
    Suite *suite = suite_create("command_manual");
    TCase *manual = tcase_create("manual");

    program_add_folder(manual);
    tcase_add_loop_test(manual, the_manual_tells_of_every_option_of_a_command, 0,
                        N_COMMANDS);
    tcase_add_test(manual, the_manual_tells_of_every_row_of_a_figure);
    tcase_add_test(manual, the_manual_tells_of_every_row_of_a_story);
    tcase_add_loop_test(manual, the_manual_prints_without_a_warning, 0, LENGTH(readers));
    suite_add_tcase(suite, manual);
    return suite_run(suite);
}
