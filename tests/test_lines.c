/* test_lines.c -- where a text is broken into lines, and where it is cut short. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "plots/lines.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* Letters as wide as the font is high; a wide one reaches higher and lower. */
static plot_letter find(void *self, int32_t character, bool bold)
{
    (void)self;
    return character > 0x3000 ? (plot_letter){1, 1.2, 0.35}
                              : (plot_letter){bold ? 1.5 : 1, 0.9, 0.25};
}

/* The lines of a text with room for so many letters, "|" between them. */
static void print_lines(const char *text, double width, int lines, char out[256])
{
    plot_lines l = {.find = find, .size = 1, .width = width, .lines = lines, .rest = text};
    plot_row row;

    out[0] = '\0';
    while (plot_lines_next(&l, &row)) {
        char *line = malloc(PLOT_ROW_SIZE(&row));

        ck_assert_ptr_nonnull(line);
        plot_row_print(&row, line);
        if (row.start > text) strcat(out, "|");
        strcat(out, line);
        ck_assert_uint_lt(strlen(line), PLOT_ROW_SIZE(&row));
        free(line);
    }
}

static const struct {
    const char *text;
    double width;
    int lines;
    const char *shown;
} broken[] = {
    /* at spaces, which no line ends with */
    {"one two three", 7, 3, "one two|three"},
    {"one two three", 6.9, 3, "one|two|three"},
    {"one  two", 5, 3, "one|two"},
    {"one\ttwo\nsix", 5, 3, "one|two|six"},
    {"one two", 0, 1, "one two"},
    {"one two", 0, 3, "one two"},
    {"", 7, 3, ""},
    /* behind hyphens, dashes and slashes, but not before or inside numbers */
    {"well-known", 7, 3, "well-|known"},
    {"P2–P12", 4, 3, "P2–|P12"},
    {"pros—cons", 6, 3, "pros—|cons"},
    {"mg/day", 4, 3, "mg/|day"},
    {"to -5 m", 4, 3, "to|-5 m"},
    {"in 1/24 h", 6, 3, "in|1/24 h"},
    {"a / b", 3, 3, "a /|b"},
    /* not before what closes, behind what opens or beside quotes */
    {"peak (mm)", 6, 3, "peak|(mm)"},
    {"f(x, y)", 5, 3, "f(x,|y)"},
    {"day 3: less", 6, 3, "day 3:|less"},
    {"he \"said\" so", 6, 3, "he|\"said\"|so"},
    {"a ten !", 5, 3, "a|ten !"},
    {"time since … (months)", 12, 3, "time since …|(months)"},
    /* nor where a number has its sign or unit */
    {"is 48 %", 5, 3, "is|48\u00A0%"},
    {"is 48 mm, ten", 6, 3, "is|48 mm,|ten"},
    {"is 8 mg/L, ten", 8, 3, "is|8 mg/L,|ten"},
    {"a file/L", 7, 2, "a file/|L"},
    {"is 10\u2076 cells", 7, 3, "is|10\u2076|cells"},
    {"at day 7", 6, 3, "at|day 7"},
    {"is 48 more", 6, 3, "is 48|more"},
    {"as for day x", 7, 3, "as for|day x"},
    {"of ±0.5", 5, 3, "of|±0.5"},
    {"at 37°C", 5, 3, "at|37°C"},
    {"by $5", 4, 3, "by|$5"},
    {"1,234.5 x", 7, 3, "1,234.5|x"},
    /* characters that hold together, or part */
    {"a\u00A0b c", 4, 3, "a\u00A0b|c"},
    {"ab\u2060cd", 4, 3, "ab\u2060c|d"},
    {"abc\u200Bde", 4, 3, "abc\u200B|de"},
    {"細胞の数", 2, 3, "細胞|の数"},
    {"e\u0301e\u0301 e", 2, 3, "e\u0301e\u0301|e"},
    /* inside a word that is longer than a line */
    {"xxxxxxxx", 3, 5, "xxx|xxx|xx"},
    {"a xxxxxx", 3, 5, "a|xxx|xxx"},
    {"xyz", 0.5, 5, "x|y|z"},
    /* cut where no line is left */
    {"one two three", 7, 1, "one tw…"},
    {"one two three", 7, 0, "one tw…"},
    {"one two three four", 6, 2, "one|two t…"},
    {"one two three", 13, 1, "one two three"},
    {"one", 0.5, 1, "…"},
    /* bytes that are not UTF-8 */
    {"P\xE9 \xFF", 0, 1, "P\uFFFD \uFFFD"},
};

START_TEST(a_text_is_broken_as_print_has_it)
{
    char out[256];

    print_lines(broken[_i].text, broken[_i].width, broken[_i].lines, out);
    ck_assert_str_eq(out, broken[_i].shown);
}
END_TEST

START_TEST(a_line_is_as_wide_as_its_letters)
{
    plot_lines l = {.find = find, .size = 2.5, .lines = 1, .rest = "P12\u0301, P5"};
    plot_row row;

    ck_assert(plot_lines_next(&l, &row));
    ck_assert_double_eq_tol(row.width, 7 * 2.5, 1e-9);
    ck_assert_double_eq_tol(row.ascent, 0.9 * 2.5, 1e-9);
    ck_assert_double_eq_tol(row.descent, 0.25 * 2.5, 1e-9);
    ck_assert(!plot_lines_next(&l, &row));
}
END_TEST

START_TEST(a_line_is_as_high_as_its_highest_letter)
{
    plot_lines l = {.find = find, .size = 10, .width = 30, .lines = 2, .rest = "cell 細胞"};
    plot_row row;

    l.width = 40;
    ck_assert(plot_lines_next(&l, &row));
    ck_assert_double_eq_tol(row.ascent + row.descent, 11.5, 1e-9);
    ck_assert(plot_lines_next(&l, &row));
    ck_assert_double_eq_tol(row.ascent + row.descent, 15.5, 1e-9);
    ck_assert_double_eq_tol(row.width, 20, 1e-9);
}
END_TEST

START_TEST(an_empty_text_is_a_line_without_width)
{
    plot_lines l = {.find = find, .size = 10, .lines = 1, .rest = ""};
    plot_row row;

    ck_assert(plot_lines_next(&l, &row));
    ck_assert_double_eq(row.width, 0);
    ck_assert_double_eq_tol(row.ascent + row.descent, 11.5, 1e-9);
}
END_TEST

START_TEST(bold_letters_take_their_room)
{
    plot_lines l = {
        .find = find, .size = 1, .width = 8.9, .lines = 2, .bold = true, .rest = "one two"};
    plot_row row;

    ck_assert(plot_lines_next(&l, &row));
    ck_assert_double_eq_tol(row.width, 4.5, 1e-9);
    ck_assert_str_eq(l.rest, "two");
}
END_TEST

/* What was measured fits into a room of that width, whatever it is multiplied with. */
START_TEST(a_text_fits_into_its_own_width)
{
    static const char text[] = "share of the variance (%)";
    plot_lines l = {.find = find, .size = 8.93, .lines = 1, .rest = text};
    plot_row free_row, row;

    ck_assert(plot_lines_next(&l, &free_row));
    l = (plot_lines){.find = find, .size = 8.93, .lines = 1, .rest = text};
    l.width = (20.7 + free_row.width) - 20.7;
    ck_assert(plot_lines_next(&l, &row));
    ck_assert(!row.is_cut);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lines");
    TCase *breaks = tcase_create("breaks"), *sizes = tcase_create("sizes");

    tcase_add_loop_test(breaks, a_text_is_broken_as_print_has_it, 0, LENGTH(broken));
    tcase_add_test(sizes, a_line_is_as_wide_as_its_letters);
    tcase_add_test(sizes, a_line_is_as_high_as_its_highest_letter);
    tcase_add_test(sizes, an_empty_text_is_a_line_without_width);
    tcase_add_test(sizes, bold_letters_take_their_room);
    tcase_add_test(sizes, a_text_fits_into_its_own_width);
    suite_add_tcase(suite, breaks);
    suite_add_tcase(suite, sizes);
    return suite_run(suite);
}
