/* test_narration.c -- what a story prints: letters of choices, numbers with units, the title of a
 * long sentence. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/narration.h"
#include "tests/suite.h"
#include "tests/tale.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))
#define RELIEF "specific_relief_month_6"

static void narrate(tale *t, const char *last, sim_narration *n)
{
    char rows[4096];
    sim_error err = {""};

    snprintf(rows, sizeof rows,
             "question = How much?\nchoices = much | little\nanswer = " RELIEF
             " of P12 in P2\noutcome much = from 0.9: much\n%s",
             last);
    tale_read(t, rows);
    tale_solve(t);
    *n = (sim_narration){0};
    ck_assert_msg(sim_narration_find(n, &t->story, &err) == SIM_OK, "%s", err.text);
}

static void end(tale *t, sim_narration *n)
{
    sim_narration_free(n);
    tale_free(t);
}

/* A sentence as it is written, as it is told, and the title that it gives. */
static const struct {
    const char *written, *told, *title; /* title NULL: as told, without the full stop */
} sentences[] = {
    {"P12 keeps {" RELIEF " of P12 in P2}.", "P12 keeps 52.2 %.", NULL},
    {"{" RELIEF " of P12} of {" RELIEF " of P2}, {" RELIEF " of P2 less P12} less",
     "8.45 mm of 16.2 mm, 7.73 mm less", NULL},
    {"{" RELIEF " of P12 less P2} more", "\u22127.73 mm more", NULL},
    {"{product.dose of P12} and {potency of P12 as %}", "5\u00d710\u2077 cells and 28.8 %",
     NULL},
    {"{potency of P2 less P12 as %} of potency", "56 points of potency", NULL},
    {"{" RELIEF " of P2 less P2}", "0 mm", NULL},
    {"{passaging.harvest_passage of P12}", "12 passages", NULL},
    {"This is the first of two sentences, which is told whole. The second of them is so "
     "long "
     "that a figure has no room for it, however small its letters are.",
     NULL, "This is the first of two sentences, which is told whole"},
    {"This sentence is one alone and has more words than there is room for; they are "
     "parted by "
     "a semicolon, where it may end, and then go on for quite a while.",
     NULL, "This sentence is one alone and has more words than there is room for"},
    {"This sentence has no place at all where it might come to an end before its last word "
     "and "
     "goes on and on and on so that something of it has to be left out",
     NULL,
     "This sentence has no place at all where it might come to an end before its last word "
     "and "
     "goes on and on and on so that something of it has to be left\u2026"},
};

START_TEST(a_sentence_has_its_numbers_and_gives_a_title)
{
    char last[1024], title[1024];
    const char *told = sentences[_i].told ? sentences[_i].told : sentences[_i].written;
    sim_narration n;
    tale t;

    snprintf(last, sizeof last, "outcome little = otherwise: %s\n", sentences[_i].written);
    narrate(&t, last, &n);
    ck_assert_str_eq(n.sentence.bytes, told);
    snprintf(title, sizeof title, "%s", sentences[_i].title ? sentences[_i].title : told);
    if (title[strlen(title) - 1] == '.') title[strlen(title) - 1] = '\0';
    ck_assert_str_eq(n.title, title);
    end(&t, &n);
}
END_TEST

static const struct {
    const char *last, *answer;
    bool has_sentence;
} answers[] = {
    {"outcome little = otherwise: x\n", "The answer is b) little.", true},
    {"outcome something else = from 0.1: x\noutcome little = otherwise: x\n",
     "The answer is none of them: something else.", true},
    {"outcome little = otherwise: {specific_relief_month_12 of P2}\n",
     "None of the answers can be told: specific_relief_month_12 of P2 is not defined with "
     "these values.",
     false},
};

START_TEST(the_answer_is_a_choice_or_none)
{
    sim_narration n;
    tale t;

    narrate(&t, answers[_i].last, &n);
    ck_assert_str_eq(n.answer, answers[_i].answer);
    ck_assert_int_eq(n.sentence.bytes != NULL, answers[_i].has_sentence);
    ck_assert_int_eq(n.title != NULL, answers[_i].has_sentence);
    end(&t, &n);
}
END_TEST

/* Of the number of the answer, or the chain's where that is none of the summary. */
static const struct {
    const char *answer, *told;
} ledgers[] = {
    {"total_relief_month_1 of P12", "after 1 month"},
    {RELIEF " of P12 less P2", "With P12 it is 7.7 mm less than with P2"},
    {"product.dose of P12", "With P12 it is 7.7 mm less than with P2"},
};

START_TEST(what_moved_is_told_from_the_ledger)
{
    char rows[1024];
    sim_error err = {""};
    sim_narration n = {0};
    tale t;

    snprintf(
        rows, sizeof rows,
        "question = How much?\nchoices = much | little\nanswer = %s\noutcome much = from "
        "9: much\noutcome little = otherwise: little\nledger = P12 against P2\n",
        ledgers[_i].answer);
    tale_read(&t, rows);
    tale_solve(&t);
    ck_assert_msg(sim_narration_find(&n, &t.story, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(strstr(n.moved, ledgers[_i].told) != NULL, "%s", n.moved);
    ck_assert_msg(strstr(n.moved, "senescent share") != NULL, "%s", n.moved);
    end(&t, &n);
}
END_TEST

START_TEST(all_of_it_is_printed)
{
    static const char expected[] =
        "How much?\n\nWhat do you expect?\n  a) much\n  b) little\n\nThe answer is b) "
        "little.\nP12: 52.2 %\n\nAbout it\nCells age.\n\nLiterature\n- Bonab 2006\n- Chen "
        "2015\n\nTo turn it round, try it with\n  --set 'product.dose=3e7'\n\nwarning: "
        "one\n"
        "warning: two\n";
    char one[] = "one", two[] = "two", *lines[] = {one, two};
    const sim_findings warnings = {lines, 2};
    sim_memory text = {0};
    sim_error err = {""};
    sim_narration n;
    tale t;

    narrate(&t,
            "outcome little = otherwise: P12: {" RELIEF
            " of P12 in P2}\nabout = Cells age.\n"
            "literature = Bonab 2006 | Chen 2015\nreverse = product.dose=3e7\n",
            &n);
    ck_assert_int_eq(sim_memory_open(&text, "test", &err), SIM_OK);
    sim_narration_print(&n, &warnings, text.stream);
    ck_assert_int_eq(sim_memory_close(&text, "test", &err), SIM_OK);
    ck_assert_str_eq(text.bytes, expected);
    sim_memory_free(&text);
    end(&t, &n);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("narration");
    TCase *told = tcase_create("told");

    tcase_add_loop_test(told, a_sentence_has_its_numbers_and_gives_a_title, 0,
                        LENGTH(sentences));
    tcase_add_loop_test(told, the_answer_is_a_choice_or_none, 0, LENGTH(answers));
    tcase_add_loop_test(told, what_moved_is_told_from_the_ledger, 0, LENGTH(ledgers));
    tcase_add_test(told, all_of_it_is_printed);
    suite_add_tcase(suite, told);
    return suite_run(suite);
}
