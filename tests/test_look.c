/* test_look.c -- themes and sizes: found by name, colors apart for all kinds of eyes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/look.h"
#include "tests/suite.h"

static const char *const theme_names[] = {"light", "dark"};
static const char *const size_names[] = {"page", "column", "slide"};

enum { N_THEMES = 2, N_SIZES = 3, N_EYES = 2, MOST_ARMS = 9 };

/* What a person without the green receptor sees, of red, green and blue as light: Machado
 * (2009) IEEE Trans. Vis. Comput. Graph. 15, 1291, deuteranomaly of severity 1. */
static const double eyes[N_EYES][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
};

typedef struct {
    double l, a, b;
} lab;

/* From sRGB to amount of light. */
static double light_of(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double lab_part(double part)
{
    return part > 216.0 / 24389 ? cbrt(part) : (24389.0 / 27 * part + 16) / 116;
}

/* CIE Lab under daylight D65. */
static lab see(plot_color color, const double eye[3][3])
{
    const double light[] = {light_of(color.red), light_of(color.green),
                            light_of(color.blue)};
    double seen[3], x, y, z;

    for (int i = 0; i < 3; i++) {
        seen[i] = eye[i][0] * light[0] + eye[i][1] * light[1] + eye[i][2] * light[2];
        seen[i] = fmin(1, fmax(0, seen[i]));
    }
    x = lab_part((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) /
                 0.95047);
    y = lab_part(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    z = lab_part((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) /
                 1.08883);
    return (lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static double apart(lab p, lab q) { return hypot(hypot(p.l - q.l, p.a - q.a), p.b - q.b); }

/* Relative luminance contrast, as the Web Content Accessibility Guidelines have it. */
static double contrast(plot_color p, plot_color q)
{
    double one =
        0.2126 * light_of(p.red) + 0.7152 * light_of(p.green) + 0.0722 * light_of(p.blue);
    double two =
        0.2126 * light_of(q.red) + 0.7152 * light_of(q.green) + 0.0722 * light_of(q.blue);

    return (fmax(one, two) + 0.05) / (fmin(one, two) + 0.05);
}

/* 14 is six times what the eye can just tell apart side by side (2.3). */
START_TEST(any_two_arms_have_colors_that_all_eyes_tell_apart)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i % N_THEMES]);
    const double(*eye)[3] = eyes[_i / N_THEMES];

    for (size_t n = 2; n <= MOST_ARMS; n++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                ck_assert_msg(apart(see(plot_arm_color(theme, i, n), eye),
                                    see(plot_arm_color(theme, j, n), eye)) > 14,
                              "arms %zu and %zu of %zu", j, i, n);
}
END_TEST

START_TEST(lightness_runs_one_way)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i]);
    double sign = _i == 0 ? 1 : -1;

    for (size_t i = 1; i < MOST_ARMS; i++)
        ck_assert_double_gt(sign *
                                (see(plot_arm_color(theme, i, MOST_ARMS), eyes[0]).l -
                                 see(plot_arm_color(theme, i - 1, MOST_ARMS), eyes[0]).l),
                            2);
}
END_TEST

START_TEST(words_and_lines_stand_out_from_the_paper)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i]);

    ck_assert_double_gt(contrast(theme->ink, theme->paper), 12);
    ck_assert_double_gt(contrast(theme->quiet, theme->paper), 4.5);
    ck_assert_double_gt(contrast(theme->quiet, theme->shade), 4.5);
    ck_assert_double_lt(contrast(theme->grid, theme->paper), 1.5);
    for (size_t i = 0; i < MOST_ARMS; i++)
        ck_assert_double_gt(contrast(theme->ramp[i], theme->paper), 2);
}
END_TEST

START_TEST(themes_and_sizes_are_found_by_name)
{
    for (size_t i = 0; i < N_THEMES; i++)
        ck_assert_str_eq(plot_theme_find(theme_names[i])->name, theme_names[i]);
    for (size_t i = 0; i < N_SIZES; i++) {
        ck_assert_str_eq(plot_size_name(i), size_names[i]);
        ck_assert_str_eq(plot_size_find(size_names[i])->name, size_names[i]);
    }
    ck_assert_ptr_null(plot_theme_find("sepia"));
    ck_assert_ptr_null(plot_size_find("poster"));
    ck_assert_ptr_null(plot_size_name(N_SIZES));
}
END_TEST

/* The least that is read in print, in points, and at the back of a room, of 540. */
START_TEST(no_text_is_too_small_to_read)
{
    static const double least[] = {8, 6.5, 10};
    static const plot_role roles[] = {PLOT_HEADLINE, PLOT_TITLE, PLOT_LABEL, PLOT_TICK,
                                      PLOT_SAYING,   PLOT_NAME,  PLOT_MARK,  PLOT_FOOTER};
    const plot_look look = {plot_theme_find("light"), plot_size_find(size_names[_i]), NULL};

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        ck_assert_double_ge(plot_text_for(&look, roles[i]).size, least[_i]);
}
END_TEST

START_TEST(a_run_behind_is_dashed_thinner_and_paler)
{
    const plot_look look = {plot_theme_find(theme_names[_i]), plot_size_find("page"), NULL};
    plot_pen front = plot_arm_pen(&look, 3, 5), behind = plot_behind_pen(&look, 3, 5);

    ck_assert_int_eq(front.line, PLOT_SOLID);
    ck_assert_int_eq(behind.line, PLOT_DASHED);
    ck_assert_double_lt(behind.width, front.width);
    ck_assert_double_lt(contrast(behind.color, look.theme->paper),
                        contrast(front.color, look.theme->paper));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("look");
    TCase *cases = tcase_create("look");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, any_two_arms_have_colors_that_all_eyes_tell_apart, 0,
                        N_THEMES * N_EYES);
    tcase_add_loop_test(cases, lightness_runs_one_way, 0, N_THEMES);
    tcase_add_loop_test(cases, words_and_lines_stand_out_from_the_paper, 0, N_THEMES);
    tcase_add_test(cases, themes_and_sizes_are_found_by_name);
    tcase_add_loop_test(cases, no_text_is_too_small_to_read, 0, N_SIZES);
    tcase_add_loop_test(cases, a_run_behind_is_dashed_thinner_and_paler, 0, N_THEMES);
    return suite_run(suite);
}
