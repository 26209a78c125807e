/* test_look.c -- themes and sizes: found by name, colors apart for all kinds of eyes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/look.h"
#include "tests/suite.h"

static const char *const theme_names[] = {"light", "dark"};
static const char *const size_names[] = {"a4", "column", "slide", "square"};

enum { N_THEMES = 2, N_SIZES = 4, N_EYES = 4, MOST_ARMS = 8, MANY_ARMS = 12 };

/* ---- what eyes see ---------------------------------------------------------- */

/* Of red, green and blue as light, by all receptors; without that of red, of green, of blue:
 * Machado (2009) IEEE Trans. Vis. Comput. Graph. 15, 1291, severity 1. */
static const double eyes[N_EYES][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
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

/* ---- how far apart: CIEDE2000, Sharma (2005) Color Res. Appl. 30, 21 --------- */

static const double degree = 3.14159265358979323846 / 180;

typedef struct {
    double l, chroma, hue; /* degrees */
} lch;

/* Eq. 2 to 7: grays are stretched along a. */
static lch stretched(lab p, double mean_chroma)
{
    double seven = pow(mean_chroma, 7);
    double a = p.a * (1 + 0.5 * (1 - sqrt(seven / (seven + pow(25, 7)))));
    double hue = a == 0 && p.b == 0 ? 0 : atan2(p.b, a) / degree;

    return (lch){p.l, hypot(a, p.b), hue < 0 ? hue + 360 : hue};
}

/* Eq. 10. */
static double hue_between(lch p, lch q)
{
    double hue = q.hue - p.hue;

    if (p.chroma * q.chroma == 0) return 0;
    return hue > 180 ? hue - 360 : hue < -180 ? hue + 360 : hue;
}

/* Eq. 14. */
static double mean_hue(lch p, lch q)
{
    double sum = p.hue + q.hue;

    if (p.chroma * q.chroma == 0) return sum;
    if (fabs(p.hue - q.hue) <= 180) return 0.5 * sum;
    return sum < 360 ? 0.5 * (sum + 360) : 0.5 * (sum - 360);
}

static double apart(lab one, lab other)
{
    double mean_chroma = 0.5 * (hypot(one.a, one.b) + hypot(other.a, other.b));
    lch p = stretched(one, mean_chroma), q = stretched(other, mean_chroma);
    double l = 0.5 * (p.l + q.l) - 50, c = 0.5 * (p.chroma + q.chroma), h = mean_hue(p, q);
    double t = 1 - 0.17 * cos((h - 30) * degree) + 0.24 * cos(2 * h * degree) +
               0.32 * cos((3 * h + 6) * degree) - 0.2 * cos((4 * h - 63) * degree);
    double turn = 60 * degree * exp(-pow((h - 275) / 25, 2));
    double rotation = -2 * sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7))) * sin(turn);
    double in_l = (q.l - p.l) / (1 + 0.015 * l * l / sqrt(20 + l * l));
    double in_c = (q.chroma - p.chroma) / (1 + 0.045 * c);
    double in_h = 2 * sqrt(p.chroma * q.chroma) * sin(0.5 * hue_between(p, q) * degree) /
                  (1 + 0.015 * c * t);

    return sqrt(in_l * in_l + in_c * in_c + in_h * in_h + rotation * in_c * in_h);
}

/* Of Sharma's table 1. */
static const struct {
    lab one, other;
    double apart;
} pairs[] = {
    {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
    {{50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
    {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
    {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
    {{22.7233, 20.0904, -46.694}, {23.0331, 14.973, -42.5619}, 2.0373},
    {{2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}, 0.9082},
};

enum { N_PAIRS = sizeof pairs / sizeof *pairs };

START_TEST(distances_are_those_that_were_published)
{
    ck_assert_double_eq_tol(apart(pairs[_i].one, pairs[_i].other), pairs[_i].apart, 5e-5);
    ck_assert_double_eq_tol(apart(pairs[_i].other, pairs[_i].one), pairs[_i].apart, 5e-5);
}
END_TEST

/* Relative luminance contrast, as the Web Content Accessibility Guidelines have it. */
static double contrast(plot_color p, plot_color q)
{
    double one =
        0.2126 * light_of(p.red) + 0.7152 * light_of(p.green) + 0.0722 * light_of(p.blue);
    double two =
        0.2126 * light_of(q.red) + 0.7152 * light_of(q.green) + 0.0722 * light_of(q.blue);

    return (fmax(one, two) + 0.05) / (fmin(one, two) + 0.05);
}

/* ---- the colors of arms ------------------------------------------------------ */

/* 12 is five times what the eye can just tell apart side by side (2.3). */
START_TEST(any_two_arms_have_colors_that_all_eyes_tell_apart)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i % N_THEMES]);
    const double(*eye)[3] = eyes[_i / N_THEMES];

    for (size_t n = 2; n <= MOST_ARMS; n++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                ck_assert_msg(apart(see(plot_arm_color(theme, i, n), eye),
                                    see(plot_arm_color(theme, j, n), eye)) >= 12,
                              "arms %zu and %zu of %zu", j, i, n);
}
END_TEST

/* Some are equally light, to rounding. */
START_TEST(lightness_runs_one_way)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i]);
    double sign = _i == 0 ? 1 : -1;

    for (size_t n = 2; n <= MOST_ARMS; n++)
        for (size_t i = 1; i < n; i++)
            ck_assert_double_gt(sign * (see(plot_arm_color(theme, i, n), eyes[0]).l -
                                        see(plot_arm_color(theme, i - 1, n), eyes[0]).l),
                                -0.05);
}
END_TEST

START_TEST(arms_stand_out_from_the_paper)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i]);

    for (size_t n = 1; n <= MANY_ARMS; n++)
        for (size_t i = 0; i < n; i++)
            ck_assert_double_ge(contrast(plot_arm_color(theme, i, n), theme->paper), 3);
}
END_TEST

START_TEST(words_stand_out_from_the_paper)
{
    const plot_theme *theme = plot_theme_find(theme_names[_i]);

    ck_assert_double_gt(contrast(theme->ink, theme->paper), 12);
    ck_assert_double_gt(contrast(theme->quiet, theme->paper), 4.5);
    ck_assert_double_gt(contrast(theme->quiet, theme->shade), 4.5);
    ck_assert_double_lt(contrast(theme->grid, theme->paper), 1.5);
}
END_TEST

/* Arms in front have no dashes of the run behind; neighbors differ in their line, and arms of
 * one color too. */
START_TEST(lines_tell_arms_apart_where_colors_do_not)
{
    const plot_look look = {.theme = plot_theme_find(theme_names[_i]),
                            .size = plot_size_find("a4")};

    for (size_t n = 1; n <= MANY_ARMS; n++)
        for (size_t i = 0; i < n; i++) {
            const plot_pen pen = plot_arm_pen(&look, i, n);

            ck_assert_int_ne(pen.line, PLOT_DASHED);
            if (i > 0) ck_assert_int_ne(pen.line, plot_arm_pen(&look, i - 1, n).line);
            for (size_t j = 0; j < i; j++) {
                const plot_pen other = plot_arm_pen(&look, j, n);

                ck_assert(pen.line != other.line ||
                          memcmp(&pen.color, &other.color, sizeof pen.color) != 0);
            }
        }
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

/* The least that is read in print, in points, and at the back of a room. */
START_TEST(no_text_is_too_small_to_read)
{
    static const double least[] = {7, 7, 16, 16};
    static const plot_role roles[] = {PLOT_HEADLINE, PLOT_TITLE, PLOT_LABEL, PLOT_TICK,
                                      PLOT_SAYING,   PLOT_NAME,  PLOT_MARK,  PLOT_FOOTER};
    const plot_look look = {plot_theme_find("light"), plot_size_find(size_names[_i]), NULL,
                            false};

    plot_text footer = plot_text_for(&look, PLOT_FOOTER);

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        ck_assert_double_ge(plot_text_for(&look, roles[i]).size, least[_i]);
    plot_text_scale(&look, &footer, 0.5);
    ck_assert_double_eq(footer.size, least[_i]);
}
END_TEST

/* 210 and 85 mm, at 72 points per inch. */
START_TEST(sizes_are_those_of_their_media)
{
    static const double widths[] = {595.3, 241, 960, 720}, heights[] = {0, 0, 540, 720};
    const plot_size *size = plot_size_find(size_names[_i]);

    ck_assert_double_eq(size->width, widths[_i]);
    ck_assert_double_eq(size->height, heights[_i]);
    ck_assert_double_eq(size->most_height, heights[_i] > 0 ? 0 : 842);
}
END_TEST

START_TEST(a_panel_alone_has_larger_type)
{
    plot_look look = {plot_theme_find("light"), plot_size_find(size_names[_i]), NULL,
                      false};
    double em = plot_em(&look, 1);

    look.alone = true;
    ck_assert_double_ge(plot_em(&look, 1), 1.15 * em);
}
END_TEST

START_TEST(a_run_behind_is_dashed_thinner_and_paler)
{
    const plot_look look = {plot_theme_find(theme_names[_i]), plot_size_find("a4"), NULL,
                            false};
    plot_pen front = plot_arm_pen(&look, 3, 5),
             behind = plot_behind_pen(&look, plot_arm_pen(&look, 3, 5));

    ck_assert_int_eq(behind.line, PLOT_DASHED);
    ck_assert_double_lt(behind.width, 0.75 * front.width);
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
    tcase_add_loop_test(cases, distances_are_those_that_were_published, 0, N_PAIRS);
    tcase_add_loop_test(cases, lightness_runs_one_way, 0, N_THEMES);
    tcase_add_loop_test(cases, arms_stand_out_from_the_paper, 0, N_THEMES);
    tcase_add_loop_test(cases, words_stand_out_from_the_paper, 0, N_THEMES);
    tcase_add_loop_test(cases, lines_tell_arms_apart_where_colors_do_not, 0, N_THEMES);
    tcase_add_loop_test(cases, sizes_are_those_of_their_media, 0, N_SIZES);
    tcase_add_loop_test(cases, a_panel_alone_has_larger_type, 0, N_SIZES);
    tcase_add_test(cases, themes_and_sizes_are_found_by_name);
    tcase_add_loop_test(cases, no_text_is_too_small_to_read, 0, N_SIZES);
    tcase_add_loop_test(cases, a_run_behind_is_dashed_thinner_and_paler, 0, N_THEMES);
    return suite_run(suite);
}
