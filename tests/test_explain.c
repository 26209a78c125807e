/* test_explain.c -- the words beneath a table: those that were printed, each once, in that
 * order. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/explain.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* Texts, and the terms that are explained. */
static const struct {
    const char *text, *terms;
} texts[] = {
    {"P8 DT", "passage, doubling time"},
    {"100M minus saline, month 6", "vehicle"},
    {"P12", "passage"},
    {"P123", ""},
    {"CPD/week: M1 M2 PD", "population doublings, M1 and M2"},
    {"% 5 % 95 %", ""},
    {"MISS hit MISS", "hit"},
    {"", ""},
};

START_TEST(each_word_of_a_text_stands_once)
{
    sim_explained explained = {0};
    char terms[256] = "";

    sim_explain_text(&explained, texts[_i].text);
    for (size_t i = 0; i < explained.n; i++) {
        if (i > 0) strcat(terms, ", ");
        strcat(terms, explained.list[i]->term);
    }
    ck_assert_str_eq(terms, texts[_i].terms);
}
END_TEST

START_TEST(whole_names_are_words_and_their_parts_are_none)
{
    static const char *const printed[] = {"live on\nday 30", "P8 thawed", "5 %", "zebra",
                                          NULL};
    sim_explained explained = {0};

    sim_explain_words(&explained, printed);
    ck_assert_uint_eq(explained.n, 2);
    ck_assert_str_eq(explained.list[0]->term, "live fraction");
    ck_assert_str_eq(explained.list[1]->term, "quantile");
}
END_TEST

START_TEST(nothing_is_printed_of_no_word)
{
    const sim_explained none = {0};
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    ck_assert_ptr_nonnull(out);
    sim_explain_print(&none, out);
    fclose(out);
    ck_assert_str_eq(text, "");
}
END_TEST

/* Commands, and the terms beneath what they print. */
static const struct {
    const char *command, *terms;
} commands[] = {
    {"run one.ini -o one", "arm, potency, live fraction, M1 and M2, flare, relief, "
                           "cartilage, passage, vehicle, "},
    {"run one.ini -o many -n 8 --spread",
     "arm, potency, live fraction, M1 and M2, flare, relief, cartilage, passage, vehicle, "
     "replicate, quantile, interval, VAS, responder, laboratory, cohort, mixture, "
     "chance, "},
    {"sensitivity one.ini -o s --vary joint.load --samples 8 2>/dev/null",
     "relief, arm, elementary effects, interval, "},
    {"validate -o v -n 0 --study 'Lee 2019'",
     "VAS, hit, quantile, calibration, vehicle, sign, "},
};

/* "term, " of each line beneath the heading. */
static void find_terms(const char *out, char terms[512])
{
    static const char heading[] = "\nwhat words mean (`potency words` has them all)\n";
    const char *at = strstr(out, heading);

    *terms = '\0';
    ck_assert_msg(at != NULL, "%s", out);
    for (at += strlen(heading); *at != '\n'; at = strchr(at, '\n') + 1) {
        const char *end = strstr(at, "  ");

        if (*at != ' ') sprintf(terms + strlen(terms), "%.*s, ", (int)(end - at), at);
    }
}

START_TEST(what_a_command_prints_is_explained)
{
    program_result result;
    char terms[512];

    program_write_text("one.ini", "[run]\ndays = 190\n[arm P2]\npassaging.harvest_passage "
                                  "= 2\n[arm saline]\npresets.product = saline\n");
    program_succeed(commands[_i].command, &result);
    find_terms(result.out, terms);
    ck_assert_str_eq(terms, commands[_i].terms);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explain");
    TCase *words = tcase_create("words"), *printed = tcase_create("printed");

    tcase_add_loop_test(words, each_word_of_a_text_stands_once, 0, LENGTH(texts));
    tcase_add_test(words, whole_names_are_words_and_their_parts_are_none);
    tcase_add_test(words, nothing_is_printed_of_no_word);
    suite_add_tcase(suite, words);
    program_add_folder(printed);
    tcase_add_loop_test(printed, what_a_command_prints_is_explained, 0, LENGTH(commands));
    suite_add_tcase(suite, printed);
    return suite_run(suite);
}
