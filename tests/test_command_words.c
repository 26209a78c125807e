/* test_command_words.c -- potency words: what it says of a word. */
#include <check.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *arguments, *out;
} printed[] = {
    {"words 'live on day 30'",
     "live fraction: part of the injected live cells that are alive in the joint on a day\n"
     "    also: live on day 30, live d30, engraftment, persistence, survival, "
     "live_fraction\n"
     "    parameters: persistence.attach persistence.anoikis persistence.settle "
     "persistence.stress\n                persistence.tail\n"},
    {"words POTENCY", "potency: secretion per live cell, relative to a young fresh one\n"
                      "    parameters: product.lot_potency product.secretion_senescent "
                      "product.secretion_loss\n                product.thaw_secretion\n"},
    {"words specific_relief_month_12 | head -n 1",
     "relief: fall of pain since day 0, in mm, without the placebo's share (specific; "
     "total "
     "relief\n"},
    {"words replicates | head -n 1",
     "replicate: one run of a cohort, or of a model in counts\n"},
    {"words sacs",
     "vesicles              small sacs that cells secrete (exosomes are some of "
     "them); injected\n                      alone they are a cell-free product\n"},
    {"words | grep -c '^[^ ]'", "98\n"},
};

START_TEST(words_are_said_by_any_of_their_names)
{
    program_result result;

    program_succeed(printed[_i].arguments, &result);
    ck_assert_str_eq(result.out, printed[_i].out);
}
END_TEST

START_TEST(an_unknown_word_is_refused)
{
    program_refuse("words zebra",
                   "words: unknown word 'zebra'; `potency words` lists them, "
                   "`potency params WORD` searches parameters");
    program_refuse("words confluenze",
                   "words: unknown word 'confluenze'; did you mean 'confluence'?");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_words");
    TCase *printed_words = tcase_create("printed_words");

    program_add_folder(printed_words);
    tcase_add_loop_test(printed_words, words_are_said_by_any_of_their_names, 0,
                        LENGTH(printed));
    tcase_add_test(printed_words, an_unknown_word_is_refused);
    suite_add_tcase(suite, printed_words);
    return suite_run(suite);
}
