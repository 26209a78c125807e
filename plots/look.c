#include "plots/look.h"

#include <math.h>
#include <string.h>

/* Any two colors of a ramp, and of those taken from it for two to eight arms, are at least
 * 14 apart in CIE Lab, for eyes that tell all colors and for those without the green
 * receptor.  Lightness runs one way: on white from CIE L* 3 up to 73, on the dark paper
 * from 100 down to 49. */
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
        .ramp = {{0.031, 0.035, 0.059, 1},
                 {0.064, 0.195, 0.466, 1},
                 {0.147, 0.299, 0.739, 1},
                 {0.534, 0.236, 0.764, 1},
                 {0.691, 0.204, 0.619, 1},
                 {0.794, 0.253, 0.498, 1},
                 {0.879, 0.334, 0.389, 1},
                 {0.934, 0.461, 0.284, 1},
                 {0.910, 0.663, 0.110, 1}},
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
        .ramp = {{1, 1, 0.994, 1},
                 {1, 0.966, 0.601, 1},
                 {1, 0.900, 0.217, 1},
                 {0.950, 0.720, 0.250, 1},
                 {0.996, 0.570, 0.505, 1},
                 {0.989, 0.473, 0.612, 1},
                 {0.938, 0.387, 0.769, 1},
                 {0.686, 0.411, 0.997, 1},
                 {0.247, 0.463, 0.702, 1}},
        .darker = 0.2,
    },
};

static const plot_size sizes[] = {
    {
        .name = "page",
        .width = 960,
        .wish_width = 720,
        .columns = 3,
        .wish_rows = 6,
        .panel = 232,
        .wish_panel = 150,
        .text = 9.5,
        .headline = 1.75,
        .line = 1,
        .margin = 20,
        .pixels = 2,
    },
    {
        .name = "column", /* of a journal: 8.5 cm */
        .width = 241,
        .wish_width = 241,
        .columns = 1,
        .wish_rows = 12,
        .panel = 152,
        .wish_panel = 92,
        .text = 7.2,
        .headline = 1.2,
        .line = 0.62,
        .margin = 6,
        .pixels = 300.0 / 72, /* of a printer */
    },
    {
        .name = "slide", /* 16:9 */
        .width = 960,
        .height = 540,
        .wish_width = 960,
        .columns = 3,
        .wish_rows = 3,
        .text = 11,
        .headline = 1.55,
        .line = 1.3,
        .margin = 22,
        .pixels = 2,
        .brief = true,
    },
};

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
        [PLOT_HEADLINE] = {0, true, false, 5},  [PLOT_TITLE] = {1.18, true, false, 1},
        [PLOT_LABEL] = {1, false, false, 1},    [PLOT_TICK] = {1, false, true, 1},
        [PLOT_SAYING] = {0.94, false, true, 3}, [PLOT_NAME] = {1.05, false, false, 1},
        [PLOT_MARK] = {1, true, false, 1},      [PLOT_FOOTER] = {0.93, false, true, 3},
    };
    double em = role == PLOT_HEADLINE ? look->size->headline : rows[role].em;

    return (plot_text){.size = plot_em(look, em),
                       .color = rows[role].quiet ? look->theme->quiet : look->theme->ink,
                       .lines = rows[role].lines,
                       .bold = rows[role].bold};
}

double plot_em(const plot_look *look, double ems) { return ems * look->size->text; }

plot_color plot_mix(plot_color color, plot_color other, double part)
{
    return (plot_color){color.red + part * (other.red - color.red),
                        color.green + part * (other.green - color.green),
                        color.blue + part * (other.blue - color.blue), color.alpha};
}

/* Between the colors of a ramp of n, counted from 0. */
static plot_color color_at(const plot_color ramp[], size_t n, double at)
{
    size_t k = at < (double)n - 2 ? (size_t)at : n - 2;

    return plot_mix(ramp[k], ramp[k + 1], at - (double)k);
}

plot_color plot_arm_color(const plot_theme *theme, size_t i, size_t n)
{
    return color_at(theme->ramp, PLOT_RAMP,
                    n > 1 ? (double)i * (PLOT_RAMP - 1) / (double)(n - 1) : 2);
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
    return color_at(tints, N_TINTS, fmin(fmax(share, 0), 1) * (N_TINTS - 1));
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

    return plot_plain_pen(look, plot_arm_color(look->theme, i, n), 1.3 + spread * part);
}

plot_pen plot_behind_pen(const plot_look *look, size_t i, size_t n)
{
    plot_pen pen = plot_arm_pen(look, i, n);

    pen.color = plot_mix(pen.color, look->theme->paper, 0.3);
    pen.width = fmin(pen.width, 1.3 * look->size->line);
    pen.line = PLOT_DASHED;
    return pen;
}
