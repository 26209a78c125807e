/* test_paragraph.c -- text is broken between words, within the width of a line. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/paragraph.h"
#include "tests/suite.h"

/* What is printed to standard output. */
static void print(const char *heading, const char *text, int indent, char out[1024])
{
    FILE *file = tmpfile();
    const int saved = dup(STDOUT_FILENO);
    size_t n;

    ck_assert(file && saved >= 0);
    fflush(stdout);
    ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
    sim_paragraph_print(heading, text, indent);
    fflush(stdout);
    ck_assert_int_ge(dup2(saved, STDOUT_FILENO), 0);
    close(saved);
    rewind(file);
    n = fread(out, 1, 1023, file);
    out[n] = '\0';
    fclose(file);
}

START_TEST(a_short_text_stands_behind_its_heading)
{
    char out[1024];

    print("-", "one  two three", 4, out);
    ck_assert_str_eq(out, "-   one two three\n");
}
END_TEST

START_TEST(lines_are_as_long_as_words_allow)
{
    char text[512] = "", out[1024], *rest = out;

    for (int i = 0; i < 50; i++) snprintf(text + 8 * i, 9, "%07d ", 1385 * i + 37);
    print("heading:", text, 11, out);
    for (char *line = strtok_r(out, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        ck_assert_uint_le(strlen(line), SIM_LINE_LENGTH);
        if (line != out) ck_assert_uint_eq(strspn(line, " "), 11);
        /* the next word would not fit */
        if (*rest) ck_assert_uint_gt(strlen(line) + 1 + 7, SIM_LINE_LENGTH);
    }
}
END_TEST

START_TEST(a_word_longer_than_a_line_stands_alone)
{
    char word[120], text[140], right[160], out[1024];

    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    snprintf(text, sizeof text, "a %s b", word);
    snprintf(right, sizeof right, "-a\n %s\n b\n", word);
    print("-", text, 1, out);
    ck_assert_str_eq(out, right);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paragraph");
    TCase *cases = tcase_create("paragraph");

    tcase_add_test(cases, a_short_text_stands_behind_its_heading);
    tcase_add_test(cases, lines_are_as_long_as_words_allow);
    tcase_add_test(cases, a_word_longer_than_a_line_stands_alone);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
