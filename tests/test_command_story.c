/* test_command_story.c -- potency story: listed, asked, told and refused, on the terminal and in
 * files. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* A story of one's own. */
static const char own[] =
    "[run]\ndays = 200\n[arm P2]\npassaging.harvest_passage = 2\n[arm P12]\n"
    "passaging.harvest_passage = 12\n[figure mine]\ny = specific_relief\n[story]\n"
    "question = How much is left of a relief that was nearly twice as large before the "
    "cells "
    "were grown that far?\n"
    "choices = much | little\nanswer = specific_relief_month_6 of P12 in P2\n"
    "outcome much = from 0.731: P12 keeps {specific_relief_month_6 of P12 in P2}.\n"
    "outcome little = otherwise: P12 keeps no more than {specific_relief_month_6 of P12}, "
    "which is {specific_relief_month_6 of P12 in P2}.\n"
    "about = Cells age.\nliterature = Bonab 2006: ten passages | Chen 2015\n"
    "reverse = product.secretion_senescent=1 | passaging.hazard_scale=80\n";

static const char told[] =
    "How much is left of a relief that was nearly twice as large before the cells were "
    "grown that\n"
    "far?\n"
    "\n"
    "What do you expect?\n"
    "  a) much\n"
    "  b) little\n"
    "\n"
    "The answer is b) little.\n"
    "P12 keeps no more than 8.45 mm, which is 52.2 %.\n"
    "\n"
    "About it\n"
    "Cells age.\n"
    "\n"
    "Literature\n"
    "- Bonab 2006: ten passages\n"
    "- Chen 2015\n"
    "\n"
    "To turn it round, try it with\n"
    "  --set 'product.secretion_senescent=1' --set 'passaging.hazard_scale=80'\n"
    "\n";

static const char disclaimer[] = "for teaching and research, not for treatment decisions\n";

START_TEST(a_story_of_ones_own_is_told)
{
    program_result result;

    program_write_text("mine.ini", own);
    program_succeed("story mine.ini -o told", &result);
    ck_assert_msg(strncmp(result.out, told, strlen(told)) == 0, "%s", result.out);
    ck_assert_str_eq(result.out + strlen(told),
                     "told/story.txt\ntold/passages.csv\ntold/culture.csv\n"
                     "told/timecourse.csv\ntold/timecourse_after_doses.csv\n"
                     "told/summary.csv\ntold/columns.csv\ntold/run.ini\ntold/mine.png\n"
                     "told/figures.csv\n\n"
                     "for teaching and research, not for treatment decisions\n");
    program_shell("cat told/story.txt", &result);
    ck_assert_msg(strncmp(result.out, told, strlen(told)) == 0, "%s", result.out);
    ck_assert_str_eq(result.out + strlen(told), disclaimer);
}
END_TEST

/* run.ini has the sentence as the figure's title, and is one for other commands. */
START_TEST(the_sentence_is_the_title_of_its_figure)
{
    program_result result;

    program_write_text("mine.ini", own);
    program_succeed("story mine.ini -o told", &result);
    program_shell("tail -4 told/run.ini; grep ',title,' told/figures.csv", &result);
    ck_assert_msg(strstr(result.out,
                         "[figure mine]\ny = specific_relief\ntitle = P12 keeps no "
                         "more than 8.45 mm, which is 52.2 %\n") != NULL,
                  "%s", result.out);
    ck_assert_msg(strstr(result.out, "mine,") != NULL, "%s", result.out);
    program_succeed("run told/run.ini -o again", &result);
    program_shell("cmp told/summary.csv again/summary.csv && ls told again", &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

/* A figure whose numbers are solved at other values, too, and read off there. */
START_TEST(a_response_is_told_and_drawn)
{
    program_result result;

    program_write_text(
        "dose.ini",
        "[run]\ndays = 200\n[arm P2]\npassaging.harvest_passage = 2\n[figure dose]\n"
        "kind = response\ny = specific_relief_month_6\nover = product.dose\n"
        "values = 1e6, 2e6, 4e6\n[story]\nquestion = How many?\nchoices = many | few\n"
        "answer = place of highest specific_relief_month_6 of P2 over product.dose\n"
        "outcome many = from 3e6: With {place of highest specific_relief_month_6 of P2 "
        "over "
        "product.dose}.\noutcome few = otherwise: few\n");
    program_succeed("story dose.ini -o told --handout", &result);
    ck_assert_msg(
        strstr(result.out, "The answer is a) many.\nWith 4\u00d710\u2076 cells.\n") != NULL,
        "%s", result.out);
    program_shell("grep -c ',title,.*With 4\u00d710\u2076 cells' told/figures.csv; ls "
                  "told/dose-handout.pdf",
                  &result);
    ck_assert_str_eq(result.out, "1\ntold/dose-handout.pdf\n");
}
END_TEST

START_TEST(a_title_of_the_file_stays)
{
    program_result result;

    program_write_text("mine.ini", own);
    program_shell("sed -i 's/^y = specific_relief/&\\ntitle = Mine/' mine.ini", &result);
    program_succeed("story mine.ini -o told", &result);
    program_shell("grep -c '^title = Mine$' told/run.ini", &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

/* What comes of options, and of other rows. */
static const struct {
    const char *arguments, *part;
} answers[] = {
    {"mine.ini -o told --set passaging.hazard_scale=80 --set product.secretion_senescent=1",
     "\nThe answer is a) much.\nP12 keeps 78.1 %.\n"},
    {"mine.ini -o told --set 'arm P12:product.dose=0'",
     "\nThe answer is b) little.\nP12 keeps no more than 0 mm, which is 0 %.\n"},
    {"mine.ini -o told --set passaging.harvest_passage=5",
     "\nNone of the answers can be told: --set passaging.harvest_passage=5 stands over "
     "what "
     "makes\nthese arms differ."},
    {"mine.ini -o told --set run.days=100",
     "\nNone of the answers can be told: specific_relief_month_6 of P12 in P2 is not "
     "defined "
     "with\nthese values.\n"},
    {"mine.ini -o told --set 'arm P12:product.dose=9e8' --set 'product.doses=9'",
     "\nwarning: arm "},
    {"mine.ini -o told --format svg --dark --size slide", "\ntold/mine.svg\n"},
    {"mine.ini -o told -n 2", "\ntold/replicates.csv\n"},
    {"mine.ini --ask", "were grown that\nfar?\n\nWhat do you expect?\n  a) much\n  b) "
                       "little\n\nfor teaching and research"},
    {"mine.ini --ini", "\nabout = Cells age.\nliterature = Bonab 2006"},
    {"", "\nover_expanded  "},
    {"over_expanded --ask", "\n\nWhat do you expect?\n  a) "},
};

START_TEST(options_and_rows_change_what_is_told)
{
    char command[512];
    program_result result;

    program_write_text("mine.ini", own);
    snprintf(command, sizeof command, "story %s", answers[_i].arguments);
    program_run(command, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    ck_assert_msg(strstr(result.out, answers[_i].part) != NULL, "%s", result.out);
}
END_TEST

static const struct {
    const char *text, *arguments, *message;
} refused[] = {
    {own, "over_expandd",
     "story: there is no story 'over_expandd', and no such file; did you mean "
     "'over_expanded'?"},
    {own, "no.ini",
     "story: there is no story 'no.ini', and no such file; `potency story` lists them"},
    {"[run]\ndays = 100\n", "a.ini",
     "a.ini: has no section [story]; `potency story NAME --ini` prints a file that has "
     "one"},
    {own, "a.ini --set story.answer=1",
     "--set story.answer=1: [story] holds no parameters; section.name of a parameter would "
     "be "
     "right"},
    {"[run]\ndays = 100\n[arm A]\nproduct.dose = 0\n[story]\nquestion = Q?\n"
     "choices = a | b\nanswer = vas of A on day 3\noutcome a = from 3: {vas of A on day "
     "3}\n"
     "outcome b = otherwise: b\n",
     "a.ini",
     "a.ini: a story has a figure, and the file none; a section [figure a] would be right"},
};

START_TEST(what_is_no_story_is_refused)
{
    char command[512];

    program_write_text("a.ini", refused[_i].text);
    snprintf(command, sizeof command, "story %s", refused[_i].arguments);
    program_refuse(command, refused[_i].message);
}
END_TEST

START_TEST(a_handout_belongs_to_the_run)
{
    program_result result;

    program_write_text("mine.ini", own);
    program_succeed("story mine.ini -o told --handout", &result);
    ck_assert_msg(strstr(result.out, "told/mine.png\ntold/mine-handout.pdf\n") != NULL,
                  "%s", result.out);
    program_shell("head -c 5 told/mine-handout.pdf", &result);
    ck_assert_str_eq(result.out, "%PDF-");
    program_succeed("story mine.ini -o told", &result);
    program_shell("ls told | grep -c handout", &result);
    ck_assert_str_eq(result.out, "0\n"); /* it belonged to the run before */
}
END_TEST

START_TEST(some_options_need_a_story)
{
    program_result result;

    program_run("story --ask", &result);
    ck_assert_int_eq(result.code, 2);
    program_run("story --ini", &result);
    ck_assert_int_eq(result.code, 2);
    program_run("story over_expanded -n 4 --shard 1/2", &result);
    ck_assert_int_eq(result.code, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_story");
    TCase *stories = tcase_create("stories"), *others = tcase_create("others");

    program_add_folder(stories);
    tcase_add_test(stories, a_story_of_ones_own_is_told);
    tcase_add_test(stories, the_sentence_is_the_title_of_its_figure);
    tcase_add_test(stories, a_response_is_told_and_drawn);
    tcase_add_test(stories, a_title_of_the_file_stays);
    program_add_folder(others);
    tcase_add_loop_test(others, options_and_rows_change_what_is_told, 0, LENGTH(answers));
    tcase_add_loop_test(others, what_is_no_story_is_refused, 0, LENGTH(refused));
    tcase_add_test(others, a_handout_belongs_to_the_run);
    tcase_add_test(others, some_options_need_a_story);
    suite_add_tcase(suite, stories);
    suite_add_tcase(suite, others);
    return suite_run(suite);
}
