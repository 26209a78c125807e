/* test_svg_write.c -- numbers, words and paths as SVG has them. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/svg_write.h"
#include "sim/io/memory.h"
#include "tests/suite.h"

static sim_memory text;

static FILE *begin(void)
{
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&text, "text", &err), SIM_OK);
    return text.stream;
}

static const char *end(void)
{
    sim_error err;

    ck_assert_int_eq(sim_memory_close(&text, "text", &err), SIM_OK);
    return text.bytes;
}

static const struct {
    double value;
    const char *right;
} numbers[] = {
    {0, "0"},           {-0.0, "0"},           {-0.0004, "0"},
    {0.0005, "0.001"},  {12.5, "12.5"},        {-12.34, "-12.34"},
    {3.0704, "3.07"},   {0.056, "0.056"},      {-0.056, "-0.056"},
    {999.9996, "1000"}, {1e300, "1000000000"}, {-INFINITY, "-1000000000"},
};

enum { N_NUMBERS = sizeof numbers / sizeof *numbers };

START_TEST(numbers_are_as_short_as_they_can_be)
{
    plot_svg_number(begin(), numbers[_i].value);
    ck_assert_str_eq(end(), numbers[_i].right);
    sim_memory_free(&text);
}
END_TEST

START_TEST(words_are_escaped)
{
    FILE *out = begin();

    plot_svg_words(out, "a<b> & \"c\" 'd'\n\x01\x7f\xff μ\xEF\xBF\xBF.");
    plot_svg_named(out, "data-arm", "<P2>");
    plot_svg_named(out, "data-table", NULL);
    ck_assert_str_eq(end(), "a&lt;b&gt; &amp; &quot;c&quot; 'd'   \uFFFD μ . "
                            "data-arm=\"&lt;P2&gt;\"");
    sim_memory_free(&text);
}
END_TEST

START_TEST(any_name_makes_an_id)
{
    FILE *out = begin();

    plot_svg_id(out, "my-fig 2");
    fputc('|', out);
    plot_svg_id(out, "2\"x");
    fputc('|', out);
    plot_svg_id(out, "ü_");
    ck_assert_str_eq(end(), "my-fig_202|_2_22x|__c3_bc_5f");
    sim_memory_free(&text);
}
END_TEST

START_TEST(colors_and_pens_say_what_is_not_plain)
{
    const plot_pen pen = {{1, 0, 0.2, 0.5}, 2, PLOT_DASHED};
    FILE *out = begin();

    plot_svg_color(out, "fill", (plot_color){0, 1, 0.5, 1});
    plot_svg_pen(out, &pen);
    plot_svg_box(out, &(plot_box){5, 6, -2, 3});
    ck_assert_str_eq(end(),
                     " fill=\"#00ff80\" stroke=\"#ff0033\" stroke-opacity=\"0.5\" "
                     "stroke-width=\"2\" stroke-dasharray=\"6.4 4.48\" x=\"3\" y=\"6\" "
                     "width=\"2\" height=\"3\"");
    sim_memory_free(&text);
}
END_TEST

START_TEST(paths_go_by_steps)
{
    const plot_point line[] = {{1, 2}, {3, 1.5}, {NAN, 0}, {4, 4}, {4.001, 5}, {10, 5}};
    const plot_point one[] = {{0, 0}, {2, 0}}, other[] = {{0, 3}, {2, 2.5}};
    FILE *out = begin();

    plot_svg_line(out, line, 6);
    fputc('|', out);
    plot_svg_polygon(out, one, other, 2);
    fputc('|', out);
    plot_svg_outline(out, &(plot_box){1, 2, 3, 4});
    ck_assert_str_eq(end(),
                     "M1 2l2-0.5M4 4l0 1 6 0|M0 0l2 0 0 2.5-2 0.5z|M1 2l3 0 0 4-3 0z");
    sim_memory_free(&text);
}
END_TEST

/* Points that lie on a straight line are passed over, but not the corner. */
START_TEST(what_no_eye_tells_is_left_out)
{
    plot_point line[30];

    for (int i = 0; i < 30; i++)
        line[i] = (plot_point){i, i < 15 ? 0.002 * (i % 2) : 3 * (i - 14)};
    plot_svg_line(begin(), line, 30);
    ck_assert_str_eq(end(), "M0 0l14 0 15 45");
    sim_memory_free(&text);
}
END_TEST

/* However many steps there are. */
START_TEST(roundings_do_not_add_up)
{
    enum { N = 2000 };
    plot_point line[N];
    double x = 0, y = 0;
    const char *data;
    char *at;

    for (int i = 0; i < N; i++)
        line[i] = (plot_point){0.3333 * i, (i % 2 ? 3.337 : -2.571) + i * 7 % 11};
    plot_svg_line(begin(), line, N);
    data = end();
    ck_assert_int_eq(*data, 'M');
    x = strtod(data + 1, &at);
    y = strtod(at, &at);
    ck_assert_int_eq(*at++, 'l');
    for (int i = 1; i < N; i++) {
        x += strtod(at, &at);
        y += strtod(at, &at);
        ck_assert_double_eq_tol(x, line[i].x, 0.0051);
        ck_assert_double_eq_tol(y, line[i].y, 0.0051);
    }
    ck_assert_int_eq(*at, '\0');
    sim_memory_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("svg_write");
    TCase *words = tcase_create("words"), *paths = tcase_create("paths");

    tcase_add_loop_test(words, numbers_are_as_short_as_they_can_be, 0, N_NUMBERS);
    tcase_add_test(words, words_are_escaped);
    tcase_add_test(words, any_name_makes_an_id);
    tcase_add_test(words, colors_and_pens_say_what_is_not_plain);
    tcase_add_test(paths, paths_go_by_steps);
    tcase_add_test(paths, what_no_eye_tells_is_left_out);
    tcase_add_test(paths, roundings_do_not_add_up);
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, paths);
    return suite_run(suite);
}
