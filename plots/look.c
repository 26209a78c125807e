#include "plots/look.h"

#include <math.h>
#include <string.h>

/* The colors of arms were searched for: eight that keep 3.15:1 on their paper, and of which
 * any two are at least 18 apart (CIEDE2000) for all eyes, those without red, green or blue
 * receptors too (Machado 2009, Vienot 1999, Brettel 1997).  Lightness runs one way. */
static const plot_theme themes[] = {
    {
        .name = "light",
        .paper = {1, 1, 1, 1},
        .ink = {0.13, 0.13, 0.15, 1},
        .quiet = {0.36, 0.36, 0.39, 1},
        .grid = {0.89, 0.89, 0.90, 1},
        .axis = {0.45, 0.45, 0.48, 1},
        .shade = {0.91, 0.91, 0.92, 1},
        .bar = {0.78, 0.78, 0.79, 0.62},
        .miss = {0.78, 0.05, 0.07, 1},
        .arms = {{0.000, 0.038, 0.000, 1},
                 {0.436, 0.000, 0.347, 1},
                 {0.000, 0.009, 0.968, 1},
                 {0.297, 0.321, 0.003, 1},
                 {0.819, 0.197, 0.410, 1},
                 {0.000, 0.637, 0.598, 1},
                 {0.662, 0.458, 1.000, 1},
                 {0.673, 0.560, 0.000, 1}},
        .darker = 0.3,
    },
    {
        .name = "dark",
        .paper = {0.075, 0.082, 0.098, 1},
        .ink = {0.93, 0.93, 0.94, 1},
        .quiet = {0.69, 0.70, 0.73, 1},
        .grid = {0.17, 0.18, 0.21, 1},
        .axis = {0.52, 0.53, 0.57, 1},
        .shade = {0.18, 0.20, 0.24, 1},
        .bar = {0.47, 0.48, 0.53, 0.62},
        .miss = {1, 0.36, 0.33, 1},
        .arms = {{1.000, 1.000, 0.838, 1},
                 {0.556, 0.976, 1.000, 1},
                 {1.000, 0.708, 0.000, 1},
                 {0.729, 0.567, 1.000, 1},
                 {0.005, 0.618, 0.564, 1},
                 {1.000, 0.023, 0.457, 1},
                 {0.480, 0.388, 0.000, 1},
                 {0.548, 0.059, 0.999, 1}},
        .darker = 0.2,
    },
};

enum { A4_HEIGHT = 842 }; /* 297 mm */

static const plot_size sizes[] = {
    {
        .name = "a4", /* across a page of print: 210 mm */
        .width = 595.3,
        .most_height = A4_HEIGHT,
        .columns = 3,
        .panels = PLOT_ALL_PANELS,
        .facets = PLOT_ALL_PANELS,
        .broad = PLOT_ALL_PANELS,
        .wish_rows = 6,
        .panel = 200,
        .wish_panel = 150,
        .text = 7.6,
        .least = 7,
        .large = 1.5,
        .alone = 280,
        .headline = 1.75,
        .line = 0.8,
        .margin = 16,
        .headline_lines = 5,
        .footer_lines = 3,
        .pixels = 3,
    },
    {
        .name = "column", /* of a journal: 85 mm */
        .width = 241,
        .most_height = A4_HEIGHT,
        .columns = 1,
        .panels = 4,
        .facets = PLOT_ALL_PANELS,
        .broad = 6,
        .wish_rows = 12,
        .panel = 130,
        .wish_panel = 90,
        .text = 7.5,
        .least = 7,
        .large = 1.15,
        .alone = 140,
        .headline = 1.2,
        .line = 0.62,
        .margin = 6,
        .headline_lines = 8,
        .footer_lines = 3,
        .pixels = 300.0 / 72, /* of a printer */
        .narrow = true,
    },
    {
        .name = "slide", /* 16:9 */
        .width = 960,
        .height = 540,
        .columns = 3,
        .panels = 3,
        .facets = 6,
        .broad = 2,
        .wish_rows = 2,
        .text = 17,
        .least = 16,
        .large = 1.15,
        .headline = 1.55,
        .line = 1.6,
        .margin = 22,
        .headline_lines = 5,
        .footer_lines = 2,
        .pixels = 2,
        .brief = true,
    },
    {
        .name = "square", /* shown on screens as a slide is, hence of its type */
        .width = 720,
        .height = 720,
        .columns = 2,
        .panels = 2,
        .facets = 6,
        .broad = 2,
        .wish_rows = 3,
        .text = 17,
        .least = 16,
        .large = 1.15,
        .headline = 1.4,
        .line = 1.5,
        .margin = 22,
        .headline_lines = 5,
        .footer_lines = 2,
        .pixels = 2,
        .brief = true,
        .narrow = true,
    },
};

/* Of the run behind: part of paper in its colors, width in points of a screen. */
static const double behind_paler = 0.45, behind_width = 0.9;

static const double background_width = 1.6; /* points of a screen */

enum { MANY_ARMS = 6 }; /* for thick lines */

enum { N_THEMES = sizeof themes / sizeof *themes, N_SIZES = sizeof sizes / sizeof *sizes };

const plot_theme *plot_theme_find(const char *name)
{
    for (size_t i = 0; i < N_THEMES; i++)
        if (strcmp(themes[i].name, name) == 0) return &themes[i];
    return NULL;
}

const plot_size *plot_size_find(const char *name)
{
    for (size_t i = 0; i < N_SIZES; i++)
        if (strcmp(sizes[i].name, name) == 0) return &sizes[i];
    return NULL;
}

const char *plot_size_name(size_t i) { return i < N_SIZES ? sizes[i].name : NULL; }

plot_text plot_text_for(const plot_look *look, plot_role role)
{
    static const struct {
        double em;
        bool bold, quiet;
        int lines;
    } rows[] = {
        [PLOT_HEADLINE] = {0, true, false, 0},  [PLOT_TITLE] = {1.18, true, false, 1},
        [PLOT_LABEL] = {1, false, false, 1},    [PLOT_TICK] = {1, false, true, 1},
        [PLOT_SAYING] = {0.94, false, true, 7}, [PLOT_NAME] = {1.05, false, false, 1},
        [PLOT_MARK] = {1, true, false, 1},      [PLOT_FOOTER] = {0.93, false, true, 3},
    };
    double em = role == PLOT_HEADLINE ? look->size->headline : rows[role].em;
    double size = role == PLOT_FOOTER ? em * look->size->text : plot_em(look, em);

    return (plot_text){.size = fmax(size, look->size->least),
                       .color = rows[role].quiet ? look->theme->quiet : look->theme->ink,
                       .lines = role == PLOT_FOOTER     ? look->size->footer_lines
                                : role == PLOT_HEADLINE ? look->size->headline_lines
                                                        : rows[role].lines,
                       .bold = rows[role].bold};
}

void plot_text_scale(const plot_look *look, plot_text *style, double by)
{
    style->size = fmax(by * style->size, look->size->least);
}

double plot_em(const plot_look *look, double ems)
{
    return ems * look->size->text * (look->alone ? look->size->large : 1);
}

plot_color plot_mix(plot_color color, plot_color other, double part)
{
    return (plot_color){color.red + part * (other.red - color.red),
                        color.green + part * (other.green - color.green),
                        color.blue + part * (other.blue - color.blue), color.alpha};
}

/* Of a lone arm, a color that catches the eye; a few take theirs evenly from the first to
 * the last; of many, those past the last begin again. */
plot_color plot_arm_color(const plot_theme *theme, size_t i, size_t n)
{
    enum { LONE = 2, LAST = PLOT_COLORS - 1 };

    if (n <= 1) return theme->arms[LONE];
    if (n >= PLOT_COLORS) return theme->arms[i % PLOT_COLORS];
    return theme->arms[(i * LAST + (n - 1) / 2) / (n - 1)];
}

/* Neighbors differ, and so do arms of one color. */
static plot_line arm_line(size_t i)
{
    static const plot_line lines[] = {PLOT_SOLID, PLOT_LONG, PLOT_DOTTED, PLOT_DASH_DOT};
    enum { N_LINES = sizeof lines / sizeof *lines };

    return lines[(i + i / PLOT_COLORS) % N_LINES];
}

/* Ten colors of matplotlib's viridis (van der Walt & Smith 2015): CIE L* rises evenly from
 * 15 to 91, so that it reads alike in gray and by eyes that confuse red and green. */
static const plot_color tints[] = {
    {0.267, 0.004, 0.329, 1}, {0.282, 0.157, 0.471, 1}, {0.243, 0.290, 0.537, 1},
    {0.192, 0.408, 0.557, 1}, {0.149, 0.510, 0.557, 1}, {0.122, 0.620, 0.537, 1},
    {0.208, 0.718, 0.475, 1}, {0.431, 0.808, 0.345, 1}, {0.710, 0.871, 0.169, 1},
    {0.992, 0.906, 0.145, 1},
};

enum { N_TINTS = sizeof tints / sizeof *tints };

plot_color plot_tint(double share)
{
    double at = fmin(fmax(share, 0), 1) * (N_TINTS - 1);
    size_t k = at < N_TINTS - 2 ? (size_t)at : N_TINTS - 2;

    return plot_mix(tints[k], tints[k + 1], at - (double)k);
}

/* Relative luminance (WCAG 2.1), its curve taken as a power. */
static double luminance(plot_color c)
{
    return 0.2126 * pow(c.red, 2.2) + 0.7152 * pow(c.green, 2.2) +
           0.0722 * pow(c.blue, 2.2);
}

static double contrast(plot_color a, plot_color b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

    return fmax(x, y) / fmin(x, y);
}

plot_color plot_color_on(const plot_theme *theme, plot_color ground)
{
    return contrast(theme->ink, ground) > contrast(theme->paper, ground) ? theme->ink
                                                                         : theme->paper;
}

plot_pen plot_plain_pen(const plot_look *look, plot_color color, double width)
{
    return (plot_pen){color, width * look->size->line, PLOT_SOLID};
}

plot_pen plot_arm_pen(const plot_look *look, size_t i, size_t n)
{
    double part = n > 1 ? (double)i / (double)(n - 1) : 0.4;
    double spread = n > MANY_ARMS ? 1 : 1.7;
    plot_pen pen =
        plot_plain_pen(look, plot_arm_color(look->theme, i, n), 1.3 + spread * part);

    pen.line = arm_line(i);
    return pen;
}

plot_pen plot_background_pen(const plot_look *look, size_t i)
{
    plot_pen pen = plot_plain_pen(look, look->theme->axis, background_width);

    pen.line = arm_line(i);
    return pen;
}

plot_pen plot_behind_pen(const plot_look *look, plot_pen front)
{
    plot_pen pen = front;

    pen.color = plot_mix(pen.color, look->theme->paper, behind_paler);
    pen.width = behind_width * look->size->line;
    pen.line = PLOT_DASHED;
    return pen;
}
