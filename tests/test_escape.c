/* test_escape.c -- texts of others, as a terminal may be shown them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/escape.h"
#include "tests/suite.h"

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
    Suite *suite = suite_create("escape");
    TCase *all = tcase_create("escape");

    tcase_add_test(all, what_steers_or_hides_is_written_out);
    tcase_add_test(all, what_does_not_fit_whole_is_left_out);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
