/* test_characters.c -- which characters names may hold, and which names look the same. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/error.h"
#include "sim/io/characters.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *text, *what; /* NULL: nothing */
    bool in_text;            /* odd there too */
} odd[] = {
    {"P8", NULL, false},
    {"d\u00E9j\u00E0 \u03B1-\u4E2D\u6587 50 %", NULL, false},
    {"de\u0301ja\u0300", NULL, false},
    {"a\tb", NULL, false},
    {"a\x1B[31m", "holds U+001B, a control character; plain text would be right", true},
    {"a\xC2\x9B"
     "31m",
     "holds U+009B, a control character; plain text would be right", true},
    {"\u202EP8",
     "holds U+202E, which turns the direction of text; plain text would be right", true},
    {"P\u2067"
     "8",
     "holds U+2067, which turns the direction of text; plain text would be right", true},
    {"P\u200F8",
     "holds U+200F, which turns the direction of text; plain text would be right", true},
    {"P\u061C8",
     "holds U+061C, which turns the direction of text; plain text would be right", true},
    {"P\u200B8", "holds U+200B, a space without width; a plain space would be right", true},
    {"P\u20608", "holds U+2060, which cannot be seen; the text without it would be right",
     true},
    {"P\u00AD8", "holds U+00AD, a soft hyphen; the text without it would be right", true},
    {"P\u34648\uFEFF",
     "holds U+FEFF, a byte-order mark; the text without it would be right", true},
    {"P\u31648", "holds U+3164, which cannot be seen; the text without it would be right",
     true},
    {"P\u00A08", "holds U+00A0, a blank that is no space; a plain space would be right",
     true},
    {"P\u30008", "holds U+3000, a blank that is no space; a plain space would be right",
     true},
    {"P\u28008", "holds U+2800, a blank that is no space; a plain space would be right",
     true},
    {"P\u20288", "holds U+2028, an end of a line; plain text would be right", true},
    {"P\U000E00418",
     "holds U+E0041, which cannot be seen; the text without it would be right", true},
    {"P\u200D8", "holds U+200D, which cannot be seen; the text without it would be right",
     false},
    {"\u2764\uFE0F",
     "holds U+FE0F, which cannot be seen; the text without it would be right", false},
};

START_TEST(what_no_plain_text_holds_is_named)
{
    char what[SIM_CHARACTERS_WHAT] = "";
    const bool is = sim_characters_are_odd(odd[_i].text, SIM_PLAIN_NAME, what);

    ck_assert_int_eq(is, odd[_i].what != NULL);
    ck_assert_str_eq(what, is ? odd[_i].what : "");
    ck_assert_int_eq(sim_characters_are_odd(odd[_i].text, SIM_PLAIN_TEXT, what),
                     odd[_i].in_text);
}
END_TEST

static const struct {
    const char *one, *other;
    bool same;
} looks[] = {
    {"P2", "P2", true},
    {"P2", "P8", false},
    {"P2", "p2", false},
    {"d\u00E9j\u00E0", "de\u0301ja\u0300", true},
    {"\u212B", "\u00C5", true},   /* the unit and the letter */
    {"\u00B5m", "\u03BCm", true}, /* micro sign, Greek mu */
    {"\uFF30\uFF12", "P2", true}, /* full-width */
    {"\u0420\u0415", "PE", true}, /* Cyrillic */
    {"\u0391\u0392", "AB", true}, /* Greek */
    {"TNF-\u03B1", "TNF-a", false},
    {"\uFB01ne", "fine", true}, /* a ligature */
    {"P2", "P\u200B2", true},
    {"P2", "P2\u200D", true},
    {"P 2", "P\u00A02", true},
    {"P 2", "P  2", true},
    {"P 2", " P 2 ", true},
    {"P 2", "P2", false},
    {"P-2", "P\u20132", true},
    {"donor's", "donor\u2019s", true},
    {"\u1E9B\u0323", "\u1E9B\u0323", true},
    {"\u4E2D\u6587", "\u4E2D\u6587", true},
    {"\u4E2D\u6587", "\u4E2D", false},
};

START_TEST(names_that_look_the_same_have_one_look)
{
    char *one = sim_characters_look(looks[_i].one),
         *other = sim_characters_look(looks[_i].other);

    ck_assert_ptr_nonnull(one);
    ck_assert_ptr_nonnull(other);
    ck_assert_msg((strcmp(one, other) == 0) == looks[_i].same, "'%s' and '%s': '%s', '%s'",
                  looks[_i].one, looks[_i].other, one, other);
    free(one);
    free(other);
}
END_TEST

START_TEST(broken_bytes_have_no_look_and_are_named_with_their_place)
{
    char what[SIM_CHARACTERS_WHAT] = "";

    ck_assert_ptr_null(sim_characters_look("P\xE9"));
    ck_assert(!sim_characters_are_broken("d\u00E9j\u00E0", what));
    ck_assert(!sim_characters_are_broken("\xf0\x9f\xa6\xb4 a bone", what));
    ck_assert(sim_characters_are_broken("Z\xfcrich", what));
    ck_assert(sim_characters_are_broken("d\u00E9j\xE0 ", what));
    ck_assert_str_eq(what, "the byte 0xE0 as its character 4");
    ck_assert(sim_characters_are_broken("\xC0\xAF", what)); /* too long for a slash */
    ck_assert_str_eq(what, "the byte 0xC0 as its character 1");
    ck_assert(sim_characters_are_broken("a\xED\xA0\x80", what)); /* half of a pair */
    ck_assert(sim_characters_are_broken("a\xF4\x90\x80\x80", what));
}
END_TEST

START_TEST(characters_are_counted_and_cut_whole)
{
    char text[] = "d\u00E9j\u00E0\u4E2D";

    ck_assert_uint_eq(sim_characters_count(text), 5);
    sim_characters_cut(text, 7);
    ck_assert_str_eq(text, "d\u00E9j\u00E0\u4E2D");
    sim_characters_cut(text, 4);
    ck_assert_str_eq(text, "d\u00E9j\u00E0");
    sim_characters_cut(text, 2);
    ck_assert_str_eq(text, "d\u00E9");
}
END_TEST

START_TEST(a_name_is_made_plain)
{
    char text[] = "a\n[b]\xC2\x9B\u202E\xFF\u00E9";

    sim_characters_make_plain(text);
    ck_assert_str_eq(text, "a?[b]???\u00E9");
}
END_TEST

/* A terminal obeys nothing that a message quotes. */
START_TEST(a_message_stays_one_line_of_plain_text)
{
    sim_error err;

    ck_assert_int_eq(
        sim_fail(&err, SIM_ENAME, "%s",
                 "a\x1B[b\xC2\x9B\u202Ec\u2028\u2067\u061C\u200F\nd\u00E9\u2013"),
        SIM_ENAME);
    ck_assert_str_eq(err.text, "a [b     c            d\u00E9\u2013");
}
END_TEST

START_TEST(what_steers_or_hides_is_written_out)
{
    static const char *const cases[][2] = {
        {"a knee \xc3\xbc", "a knee \xc3\xbc"},
        {"a\x1b[31m", "a\\x1b[31m"},
        {"a\xff", "a\\xff"},
        {"a\xe2\x80\xae", "a\\u{202e}"}, /* turns the direction */
        {"a\xc2\x9b", "a\\u{009b}"},     /* a control of Latin-1 */
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *copy = sim_escape_copy(cases[i][0]);

        ck_assert_str_eq(copy, cases[i][1]);
        ck_assert_int_eq(strcmp(copy, cases[i][0]) == 0, i == 0);
        free(copy);
    }
}
END_TEST

START_TEST(what_does_not_fit_whole_is_left_out)
{
    char text[8];

    sim_escape_print("ab\x1b"
                     "cd",
                     text, sizeof text);
    ck_assert_str_eq(text, "ab\\x1bc");
    sim_escape_print("abcde\x1b", text, sizeof text);
    ck_assert_str_eq(text, "abcde");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("characters");
    TCase *cases = tcase_create("characters");

    tcase_add_loop_test(cases, what_no_plain_text_holds_is_named, 0, LENGTH(odd));
    tcase_add_loop_test(cases, names_that_look_the_same_have_one_look, 0, LENGTH(looks));
    tcase_add_test(cases, what_steers_or_hides_is_written_out);
    tcase_add_test(cases, what_does_not_fit_whole_is_left_out);
    tcase_add_test(cases, broken_bytes_have_no_look_and_are_named_with_their_place);
    tcase_add_test(cases, characters_are_counted_and_cut_whole);
    tcase_add_test(cases, a_name_is_made_plain);
    tcase_add_test(cases, a_message_stays_one_line_of_plain_text);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
