/* test_story_read.c -- rows of [story], conditions and sentences: what is taken, and all that is
 * refused. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/story_parts.h"
#include "tests/suite.h"
#include "tests/tale.h"

enum { TEXT_SIZE = 8192, EXTRA = 5 };

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* Lines 8 to 12 of the file; line 13 is an extra one. */
static const char *const sound[EXTRA] = {
    "question = How much is left?",
    "choices = much | little",
    "answer = specific_relief_month_6 of P12 in P2",
    "outcome much = from 0.731: P12 keeps {specific_relief_month_6 of P12 in P2}.",
    "outcome little = otherwise: P12 loses {specific_relief_month_6 of P2 less P12}.",
};

static void compose(size_t row, const char *text, char all[TEXT_SIZE])
{
    size_t n = (size_t)snprintf(all, TEXT_SIZE, "%s", tale_head);

    for (size_t i = 0; i <= EXTRA; i++)
        n += (size_t)snprintf(all + n, TEXT_SIZE - n, "%s\n",
                              i == row    ? text
                              : i < EXTRA ? sound[i]
                                          : "");
}

START_TEST(all_rows_of_a_story_are_read)
{
    char text[TEXT_SIZE];
    sim_error err = {""};
    tale t;

    compose(EXTRA,
            "ledger = P12 against P2\nabout = Cells age; # all do.\n"
            "literature = Bonab 2006: ten passages | Chen 2015\n"
            "reverse = product.secretion_senescent=1 | arm P12:product.dose=7.31e7\n"
            "sliders = product.dose | joint.load\nreplicates = 371",
            text);
    ck_assert_msg(tale_try(&t, text, &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(t.story.question, "How much is left?");
    ck_assert_str_eq(sim_story_question(&t.ini), "How much is left?");
    ck_assert_uint_eq(t.story.choices.n, 2);
    ck_assert_str_eq(t.story.choices.list[1], "little");
    ck_assert_str_eq(t.story.about, "Cells age; # all do.");
    ck_assert_uint_eq(t.story.literature.n, 2);
    ck_assert_str_eq(t.story.literature.list[0], "Bonab 2006: ten passages");
    ck_assert_uint_eq(t.story.reverse.n, 2);
    ck_assert_str_eq(t.story.reverse.list[1], "arm P12:product.dose=7.31e7");
    ck_assert_uint_eq(t.story.sliders.n, 2);
    ck_assert_str_eq(t.story.sliders.list[1], "joint.load");
    ck_assert_uint_eq(t.story.replicates, 371);
    ck_assert_uint_eq(t.story.ledger[0], 1);
    ck_assert_uint_eq(t.story.ledger[1], 0);
    ck_assert_uint_eq(t.story.n_outcomes, 2);
    ck_assert_str_eq(t.story.outcomes[1].name, "little");
    ck_assert_uint_eq(t.story.outcomes[1].n_tests, 0);
    ck_assert_double_eq(t.story.outcomes[0].tests[0].level, 0.731);
    tale_free(&t);
}
END_TEST

START_TEST(a_story_needs_no_more_than_five_rows)
{
    char text[TEXT_SIZE];
    sim_error err = {""};
    tale t;

    compose(EXTRA, "", text);
    ck_assert_msg(tale_try(&t, text, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(t.story.ledger[0], SIM_NONE);
    ck_assert_ptr_null(t.story.about);
    ck_assert_uint_eq(t.story.replicates, 0);
    tale_free(&t);
}
END_TEST

/* Each condition, and the tests that it has. */
static const struct {
    const char *condition;
    size_t n_tests;
    sim_story_test_kind last;
    double level;
} conditions[] = {
    {"from 0.731", 1, SIM_STORY_FROM, 0.731},
    {"below 73.1 %", 1, SIM_STORY_BELOW, 0.731},
    {"specific_relief_month_6 of P12 from 7.31 mm", 1, SIM_STORY_FROM, 7.31},
    {"specific_relief_month_6 of P12 below 0.731 cm", 1, SIM_STORY_BELOW, 7.31},
    {"[ specific_relief_month_6 of P12 less P2 ] less", 1, SIM_STORY_LESS, 0},
    {"specific_relief_month_6 of P12 less P2 less", 1, SIM_STORY_LESS, 0},
    {"specific_relief_month_6 of P12 less P2 alike and from 0.31", 2, SIM_STORY_FROM, 0.31},
    {"below 0.9 and specific_relief_month_6 of P2 less P12 more", 2, SIM_STORY_MORE, 0},
    {"undefined", 1, SIM_STORY_UNDEFINED, 0},
    {"from 0.3 and live of P2 on day 30 defined", 2, SIM_STORY_DEFINED, 0},
};

START_TEST(a_condition_is_read)
{
    char row[512], text[TEXT_SIZE];
    sim_error err = {""};
    const sim_story_outcome *o;
    tale t;

    snprintf(row, sizeof row, "outcome much = %s: P12: much.", conditions[_i].condition);
    compose(3, row, text);
    ck_assert_msg(tale_try(&t, text, &err) == SIM_OK, "%s", err.text);
    o = &t.story.outcomes[0];
    ck_assert_uint_eq(o->n_tests, conditions[_i].n_tests);
    ck_assert_int_eq(o->tests[o->n_tests - 1].kind, conditions[_i].last);
    ck_assert_double_eq_tol(o->tests[o->n_tests - 1].level, conditions[_i].level, 1e-12);
    ck_assert_uint_eq(o->n_pieces, 1);
    ck_assert_str_eq(o->pieces[0].words, "P12: much.");
    tale_free(&t);
}
END_TEST

/* A row that takes the place of another, and what is said of it behind "a.ini:". */
static const struct {
    size_t row;
    const char *text, *message;
} refused[] = {
    {0, "", "7: [story]: has no row 'question'; what is asked would be right"},
    {0, "question =", "8: question: is empty; a text would be right"},
    {1, "choices = much", "9: choices: has 1 entry; 2 to 8, A | B, would be right"},
    {1, "choices = much | | little",
     "9: choices: lacks an entry beside a |; A | B would be right"},
    {1, "choices = much | little | much",
     "9: choices: names 'much' twice; once would be right"},
    {1, "choices = much | some | little",
     "9: choices: 'some' has no outcome; a row 'outcome some' would be right"},
    {2, "", "7: [story]: has no row 'answer'; the value that decides would be right"},
    {2, "answer = specific_releif_month_6 of P2",
     "10: answer: there is no number 'specific_releif_month_6'; did you mean "
     "'specific_relief_month_6'?"},
    {2, "answer = zebra of P2",
     "10: answer: there is no number 'zebra'; a column of summary.csv would be right"},
    {2, "answer = specific_relief_month_6 of P13",
     "10: answer: 'P13' is no arm; did you mean 'P12'?"},
    {2, "answer = specific_relief_month_6 of",
     "10: answer: lacks the name of an arm; one of P2, P12 would be right"},
    {2, "answer = specific_relief_month_6",
     "10: answer: nothing stands where 'of' should; NUMBER of ARM would be right"},
    {2, "answer = specific_relief_month_6 P12",
     "10: answer: 'P12' stands where 'of' should; NUMBER of ARM would be right"},
    {2, "answer = 0.3",
     "10: answer: '0.3' stands where the name of a number should; NUMBER of ARM would be "
     "right"},
    {2, "answer = specific_relief_month_6 of P12 in zebra",
     "10: answer: 'zebra' is no arm; one of P2, P12 would be right"},
    {2, "answer = specific_relief_month_6 of P12 from 3",
     "10: answer: 'from 3' stands behind it; nothing would be right"},
    {2, "answer = specific_relief_month_6 of P12 on day 30",
     "10: answer: there is no number 'specific_relief_month_6' on a day; did you mean "
     "'specific_relief'?"},
    {2, "answer = vsa of P2 on day 30",
     "10: answer: there is no number 'vsa' on a day; did you mean 'vas'?"},
    {2, "answer = vas of P2 on day x",
     "10: answer: 'x' is no number in day; one would be right"},
    {2, "answer = vas of P2 on day 30 mm",
     "10: answer: '30 mm' is no number in day; one would be right"},
    {2, "answer = product.dos of P2",
     "10: answer: unknown parameter 'product.dos'; did you mean 'dose'?"},
    {2, "answer = run.method of P2",
     "10: answer: run.method is a word and no number; a number would be right"},
    {2, "answer = zebra.dose of P2",
     "10: answer: unknown section 'zebra'; one of run, cohort, sweep, sensitivity, fit, "
     "optimise, "
     "trial, passaging, product, delivery, persistence, joint, rehab, presets, arm NAME, "
     "data NAME, numbers, figure NAME, story, offer would be right"},
    {2, "answer = specific_relief_month_6 of P12 less product.dose of P2",
     "10: answer: takes dose in cell from specific_relief_month_6 in mm; one unit would be "
     "right"},
    {2, "answer = specific_relief_month_6 of P12 less P2 less P2 less P2 less P2",
     "10: answer: has more than 4 parts; fewer would be right"},
    {2, "answer = patients with vsa of P2 from 3",
     "10: answer: patients have no number 'vsa'; a column of replicates.csv would be "
     "right"},
    {2, "answer = patients with measured_vas_fall of P2",
     "10: answer: nothing stands where 'from' should; patients with measured_vas_fall of "
     "P2 from X would be right"},
    {2, "answer = patients with measured_vas_fall of P2 from 2 cells",
     "10: answer: '2 cells' is no number in mm; one would be right"},
    {2, "answer = patients with measured_vas_fall of P2 from 20 mm",
     "7: [story]: asks for a cohort and has no row 'replicates'; replicates = 500 would be "
     "right"},
    {3, "outcome much = otherwise: P12",
     "11: outcome much: is 'otherwise' before the last; a condition would be right"},
    {4, "outcome little = from 0.3: P12",
     "12: outcome little: is the last and has a condition; 'otherwise' would be right"},
    {3, "outcome much = 0.7: P12",
     "11: outcome much: '0.7' stands where the name of a number should; NUMBER of ARM "
     "would be right"},
    {3, "outcome much = from: P12", "11: outcome much: lacks a number; 'from 0.8' has one"},
    {3, "outcome much = from 3 mm: P12",
     "11: outcome much: '3 mm' is no number; one would be right"},
    {3, "outcome much = from 0.7 P12",
     "11: outcome much: '0.7 P12' is no number; one would be right"},
    {3, "outcome much = from 0.7",
     "11: outcome much: nothing stands where : should; CONDITION: sentence would be right"},
    {3, "outcome much = from 0.7:",
     "11: outcome much: has no sentence; CONDITION: sentence would be right"},
    {3, "outcome much = specific_relief_month_6 of P12: x",
     "11: outcome much: ': x' is no test; from X, below X, more, alike, less, undefined or "
     "defined would be right"},
    {3, "outcome much = specific_relief_month_6 of P12 about 3: x",
     "11: outcome much: 'about 3: x' is no test; from X, below X, more, alike, less, "
     "undefined or defined would be right"},
    {3, "outcome much = [specific_relief_month_6 of P12 from 3: x",
     "11: outcome much: [ is not closed; ] would be right"},
    {3, "outcome much = alike: x",
     "11: outcome much: 'alike' is of a difference and not of a share; from X or below X "
     "would be right"},
    {3, "outcome much = from 0.7: {specific_relief_month_6 of P12",
     "11: outcome much: { is not closed; } would be right"},
    {3, "outcome much = from 0.7: {specific_relief_month_6 of P13}",
     "11: outcome much: 'P13' is no arm; did you mean 'P12'?"},
    {3, "outcome much = from 0.7: x}",
     "11: outcome much: } stands alone; { before it would be right"},
    {3, "outcome much = from 0.7: {}",
     "11: outcome much: '}' stands where the name of a number should; NUMBER of ARM would "
     "be right"},
    {3, "outcome much = from 0.7: {specific_relief_month_6 of P12 from 3}",
     "11: outcome much: { is not closed before 'from 3}'; } would be right"},
    {3,
     "outcome much = from 0.1 and from 0.1 and from 0.1 and from 0.1 and from 0.1 and from "
     "0.1 and from 0.1 and from 0.1 and from 0.1: x",
     "11: outcome much: has more than 8 tests; fewer would be right"},
    {3, "outcome much = from 0.1 and: x",
     "11: outcome much: ': x' stands where the name of a number should; NUMBER of ARM "
     "would be right"},
    {3, "", "9: choices: 'much' has no outcome; a row 'outcome much' would be right"},
    {4, "",
     "11: outcome much: is the last and has a condition; 'otherwise' would be right"},
    {5, "outcome much = from 0.2: twice",
     "13: outcome much: is given twice, first in line 11; one of the two would be right"},
    {5, "answr = x", "13: answr: is no row of [story]; did you mean 'answer'?"},
    {5, "answer = x",
     "13: answer: is given twice, first in line 10; one of the two would be right"},
    {5, "zebra = x",
     "13: zebra: is no row of [story]; one of question, choices, answer, outcome NAME, "
     "ledger, about, literature, reverse, sliders, replicates would be right"},
    {5, "ledger = P12", "13: ledger: names no second arm; ARM against ARM would be right"},
    {5, "ledger = P12 against P12",
     "13: ledger: holds an arm against itself; another arm would be right"},
    {5, "ledger = P12 against P13", "13: ledger: 'P13' is no arm; did you mean 'P12'?"},
    {5, "ledger = P12 against P2 again",
     "13: ledger: 'again' stands behind it; nothing would be right"},
    {5, "replicates = 0",
     "13: replicates: '0' is no whole number from 1 to 10000; 500 would be right"},
    {5, "replicates = 3.1",
     "13: replicates: '3.1' is no whole number from 1 to 10000; 500 would be right"},
    {5, "replicates = many",
     "13: replicates: 'many' is no whole number from 1 to 10000; 500 would be right"},
    {5, "reverse = product.dos=3",
     "13: reverse: --set product.dos=3: unknown parameter 'product.dos'; did you mean "
     "'dose'?"},
    {5, "reverse = product.dose=-1",
     "13: reverse: --set product.dose=-1: product.dose = -1 cell is outside [0, 1e+09] "
     "cell"},
    {5, "reverse = product.dose",
     "13: reverse: --set product.dose: is no value; section.name=value would be right"},
    {5, "reverse = arm P13:product.dose=3",
     "13: reverse: --set arm P13:product.dose=3: there is no arm 'P13'; did you mean "
     "'P12'?"},
    {5, "sliders = product.dos",
     "13: sliders: product.dos: unknown parameter 'product.dos'; did you mean 'dose'?"},
    {5, "sliders = dose", "13: sliders: 'dose' is no row; section.name would be right"},
    {5, "sliders = product.dose | joint.load | product.dose",
     "13: sliders: names 'product.dose' twice; once would be right"},
    {5, "sliders = run.method",
     "13: sliders: 'run.method' takes words; a row of a number would be right"},
    {5,
     "sliders = joint.load | joint.damping | product.dose | product.doses | "
     "product.viability | product.fitness | joint.volume",
     "13: sliders: has 7 entries; 6 at most would be right"},
    {5, "literature = A |",
     "13: literature: lacks an entry beside a |; A | B would be right"},
    {5, "outcome = from 3: x",
     "13: outcome: is no row of [story]; did you mean 'outcome NAME'?"},
};

START_TEST(what_is_wrong_is_refused_with_its_place)
{
    char text[TEXT_SIZE], message[1024];
    sim_error err = {""};
    tale t;

    compose(refused[_i].row, refused[_i].text, text);
    snprintf(message, sizeof message, "a.ini:%s", refused[_i].message);
    ck_assert_int_ne(tale_try(&t, text, &err), SIM_OK);
    ck_assert_str_eq(err.text, message);
    tale_free(&t);
}
END_TEST

START_TEST(a_sentence_is_all_that_stands_behind_its_name)
{
    const sim_ini_row *row;
    char text[TEXT_SIZE];
    sim_error err = {""};
    tale t;

    compose(EXTRA, "about = Cells age; # all do", text);
    ck_assert_int_eq(tale_try(&t, text, &err), SIM_OK);
    row = &t.ini.rows[t.ini.n_rows - 1];
    ck_assert_str_eq(sim_story_row_text(row, true), "Cells age; # all do");
    ck_assert_str_eq(sim_story_row_text(row, false), "Cells age;");
    tale_free(&t);
}
END_TEST

START_TEST(a_file_without_the_section_is_refused)
{
    sim_error err = {""};
    tale t;

    ck_assert_int_eq(tale_try(&t, "[run]\ndays = 200\n", &err), SIM_EPARSE);
    ck_assert_str_eq(err.text,
                     "a.ini: has no section [story]; `potency story NAME --ini` prints "
                     "a file that has one");
    ck_assert_ptr_null(sim_story_question(&t.ini));
    tale_free(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("story_read");
    TCase *sound_rows = tcase_create("rows"), *bad = tcase_create("refused");

    tcase_add_test(sound_rows, all_rows_of_a_story_are_read);
    tcase_add_test(sound_rows, a_story_needs_no_more_than_five_rows);
    tcase_add_loop_test(sound_rows, a_condition_is_read, 0, LENGTH(conditions));
    tcase_add_test(sound_rows, a_sentence_is_all_that_stands_behind_its_name);
    tcase_add_loop_test(bad, what_is_wrong_is_refused_with_its_place, 0, LENGTH(refused));
    tcase_add_test(bad, a_file_without_the_section_is_refused);
    suite_add_tcase(suite, sound_rows);
    suite_add_tcase(suite, bad);
    return suite_run(suite);
}
