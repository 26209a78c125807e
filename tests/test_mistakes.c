/* test_mistakes.c -- what is written in place of a number, and what is said to it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/io/mistakes.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- what is meant -------------------------------------------------------- */

#define GROUPS "its digits stand in groups"
#define POWER "it is a power of ten"
#define WORD "a word stands for a power of ten"
#define QUOTES "it stands in quotes"
#define AHEAD "a sign or word stands before it"
#define BEHIND "a comma, semicolon or point ends it"
#define NONE "it stands for no number"

static const struct {
    const char *text, *what, *right, *other;
} numbers[] = {
    /* groups of digits */
    {"50,000", "a comma groups its thousands", "50000", "50"},
    {"1,250 cells", "a comma groups its thousands", "1250 cells", "1.25 cells"},
    {"50,000,000", "commas group its digits", "50000000", ""},
    {"1,234.5", "commas group its digits", "1234.5", ""},
    {"5,00,00,000", "commas group its digits", "50000000", ""},
    {"50.000.000", "points group its digits", "50000000", ""},
    {"1.234,5 h", "points group its digits", "1234.5 h", ""},
    {"50 000", GROUPS, "50000", ""},
    {"50\u00A0000", "a blank in it is no space", "50000", ""},
    {"50\u202F000 cells", "a blank in it is no space", "50000 cells", ""},
    {"50\t000", GROUPS, "50000", ""},
    {"50'000'000", GROUPS, "50000000", ""},
    {"50\u2019000", GROUPS, "50000", ""},
    {"50_000", GROUPS, "50000", ""},
    {"5_0_0", GROUPS, "500", ""},
    /* decimal commas */
    {"0,5", "it has a decimal comma", "0.5", ""},
    {"-2,385e-3 day", "it has a decimal comma", "-2.385e-3 day", ""},
    {"0,125", "it has a decimal comma", "0.125", ""},
    /* signs */
    {"5e\u22121", "its minus sign is U+2212, not -", "5e-1", ""},
    {"\u22123.71", "its minus sign is U+2212, not -", "-3.71", ""},
    {"5e\u20131", "a dash stands for its minus sign", "5e-1", ""},
    {"\u20143.71", "a dash stands for its minus sign", "-3.71", ""},
    {"\uFF12.3\uFF18", "it is written in full-width characters", "2.38", ""},
    {"= 5", "its = stands twice", "5", ""},
    {"~50", AHEAD, "50", ""},
    {"\u2265 50 h", AHEAD, "50 h", ""},
    {"about 50", AHEAD, "50", ""},
    {"50 \u00B1 5 h", "it has a spread", "50 h", ""},
    /* powers of ten */
    {"5\u00B710^7", POWER, "5e7", ""},
    {"5x10^7 cells", POWER, "5e7 cells", ""},
    {"5 * 10**-7", POWER, "5e-7", ""},
    {"2.385 \u00D7 10\u2077", POWER, "2.385e7", ""},
    {"10\u207B\u00B3", POWER, "1e-3", ""},
    {"10^7", POWER, "1e7", ""},
    {"5e 7", "a blank stands within it", "5e7", ""},
    {"5 e-7", "a blank stands within it", "5e-7", ""},
    {"50 million", WORD, "50e6", ""},
    {"2.385 million cells", WORD, "2.385e6 cells", ""},
    {"50M", WORD, "50e6", ""},
    {"50 Mio. cells", WORD, "50e6 cells", ""},
    {"50k", WORD, "50e3", ""},
    {"1.5 billion", WORD, "1.5e9", ""},
    /* what stands around */
    {"\"50\"", QUOTES, "50", ""},
    {"\u201C50\u201D", QUOTES, "50", ""},
    {"\u201E50,000\u201C", QUOTES, "50000", "50"},
    {"'50 h'", QUOTES, "50 h", ""},
    {"(5e7)", "it stands in parentheses", "5e7", ""},
    {"5e7;", BEHIND, "5e7", ""},
    {"5e7 cells,", BEHIND, "5e7 cells", ""},
    {"5 [h]", "brackets stand around its unit", "5 h", ""},
    {"5 // hours", "a comment begins with #", "5", ""},
    /* other ways */
    {"1/2", "it is a fraction", "0.5", ""},
    {"2 1/2 day", "it is a fraction", "2.5 day", ""},
    {"2\u00BD", "it is a fraction", "2.5", ""},
    {"0x1F h", "it is hexadecimal", "31 h", ""},
    {"NaN", NONE, "", ""},
    {"-inf", NONE, "", ""},
    {"N/A", NONE, "", ""},
    {"?", NONE, "", ""},
};

START_TEST(what_is_meant_by_no_number_is_found)
{
    sim_mistake m;

    ck_assert_msg(sim_mistake_find(numbers[_i].text, &m), "'%s'", numbers[_i].text);
    ck_assert_str_eq(m.what, numbers[_i].what);
    ck_assert_str_eq(m.right, numbers[_i].right);
    ck_assert_str_eq(m.other, numbers[_i].other);
    ck_assert_int_eq(m.kind, SIM_MISTAKE_NUMBER);
}
END_TEST

static const struct {
    const char *text;
    sim_mistake_kind kind;
    const char *right;
} several[] = {
    {"1\u201312", SIM_MISTAKE_RANGE, "1..12"},
    {"1-12 h", SIM_MISTAKE_RANGE, "1..12 h"},
    {"1e6 \u2014 2e6", SIM_MISTAKE_RANGE, "1e6..2e6"},
    {"1...12", SIM_MISTAKE_RANGE, "1..12"},
    {"1:12", SIM_MISTAKE_RANGE, "1..12"},
    {"1 to 12", SIM_MISTAKE_RANGE, "1..12"},
    {"1; 2", SIM_MISTAKE_LIST, ""},
    {"1, 2, 4 h", SIM_MISTAKE_LIST, ""},
    {"1,2,4", SIM_MISTAKE_LIST, ""},
    {"1 2 4", SIM_MISTAKE_LIST, ""},
    {"yes", SIM_MISTAKE_SWITCH, "1"},
    {"off", SIM_MISTAKE_SWITCH, "0"},
};

START_TEST(several_numbers_are_told_from_one)
{
    sim_mistake m;

    ck_assert_msg(sim_mistake_find(several[_i].text, &m), "'%s'", several[_i].text);
    ck_assert_int_eq(m.kind, several[_i].kind);
    ck_assert_str_eq(m.right, several[_i].right);
}
END_TEST

static const char *const others[] = {
    "",    "plenty", "1.2.3",     "5 parsec", "--3", "2+1", "5e7 cells/kg",
    "+-1", "1e999",  "5e7cells2", "%"};

START_TEST(what_nobody_means_is_none_of_them)
{
    sim_mistake m;

    ck_assert_msg(!sim_mistake_find(others[_i], &m), "'%s': %s", others[_i], m.what);
}
END_TEST

/* Any bytes, of any length: an answer, and texts within their bounds. */
START_TEST(any_text_is_answered)
{
    static const char pieces[][8] = {"5",      ",",        "000", " ",       "\u2212",
                                     "\u2013", "10\u2077", "e",   "million", "\"",
                                     "\xFF",   "(",        "..",  "/"};
    char text[512];
    sim_mistake m;
    unsigned state = 2385;

    for (int i = 0; i < 3000; i++) {
        text[0] = '\0';
        for (int n = i % 60; n >= 0; n--) {
            state = state * 1103515245 + 12345;
            strcat(text, pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        if (sim_mistake_find(text, &m)) ck_assert_uint_lt(strlen(m.right), sizeof m.right);
        if (sim_mistake_find_in_list(text, &m))
            ck_assert_uint_lt(strlen(m.right), sizeof m.right);
    }
}
END_TEST

/* ---- what is said --------------------------------------------------------- */

static const struct {
    const char *section, *name, *text, *message;
} messages[] = {
    {"product", "dose", "50,000",
     "is not a number: a comma groups its thousands; 50000 would be right, or 50 if the "
     "comma "
     "is a decimal point"},
    {"product", "viability", "0,955",
     "is not a number: it has a decimal comma; 0.955 would be right"},
    {"joint", "volume", "2,385",
     "is not a number: it has a decimal comma; 2.385 would be right"},
    {"passaging", "harvest_passage", "5,000",
     "is not a number: it has a decimal comma; 5 would be right"},
    {"product", "dose", "50 million cells",
     "is not a number: a word stands for a power of ten; 50e6 cells would be right"},
    {"product", "dose", "5,000,000,000,000",
     "is not a number: commas group its digits; one in [0, 1e+09] cell would be right"},
    {"product", "dose", "1\u201312",
     "is not a number: it is a range; one in [0, 1e+09] cell would be right"},
    {"product", "dose", "yes", "is not a number; one in [0, 1e+09] cell would be right"},
    {"product", "expanded", "yes", "is not a number: it is a word; 1 would be right"},
    {"product", "dose", "3,foo", "is not a number; one in [0, 1e+09] cell would be right"},
};

START_TEST(the_message_names_what_stands_there_and_what_would_be_right)
{
    sim_session session;
    sim_error err = {""};
    size_t row = 0;
    double value;
    char message[512];

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    ck_assert_int_eq(sim_catalog_find(&session.catalog, messages[_i].section,
                                      messages[_i].name, "a.ini:2", &row, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_parameter_parse(&session.catalog.rows[row], messages[_i].text,
                                         "a.ini:2", &value, &err),
                     SIM_EPARSE);
    snprintf(message, sizeof message, "a.ini:2: %s.%s = %s %s", messages[_i].section,
             messages[_i].name, messages[_i].text, messages[_i].message);
    ck_assert_str_eq(err.text, message);
    sim_session_close(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mistakes");
    TCase *meant = tcase_create("meant"), *said = tcase_create("said");

    tcase_add_loop_test(meant, what_is_meant_by_no_number_is_found, 0, LENGTH(numbers));
    tcase_add_loop_test(meant, several_numbers_are_told_from_one, 0, LENGTH(several));
    tcase_add_loop_test(meant, what_nobody_means_is_none_of_them, 0, LENGTH(others));
    tcase_add_test(meant, any_text_is_answered);
    tcase_add_loop_test(said, the_message_names_what_stands_there_and_what_would_be_right,
                        0, LENGTH(messages));
    tcase_set_timeout(meant, 60);
    suite_add_tcase(suite, meant);
    suite_add_tcase(suite, said);
    return suite_run(suite);
}
