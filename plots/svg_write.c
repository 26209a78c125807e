#include "plots/svg_write.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "plots/corner.h"

/* Parts of a point: of places of text, and of paths, of which there is much more. */
enum { FINE = 1000, COARSE = 100 };

static const double far = 1e9; /* points: nothing is seen there */

/* ---- numbers, words ------------------------------------------------------- */

/* In parts of a point. */
static long long count(double value, int parts)
{
    return llround(fmin(fmax(value, -far), far) * parts);
}

/* Without the zeros at its end. */
static void write_count(FILE *out, long long n, int parts)
{
    const long long size = n < 0 ? -n : n;
    long long rest = size % parts;

    fprintf(out, "%s%lld", n < 0 ? "-" : "", size / parts);
    if (rest > 0) fputc('.', out);
    for (; rest > 0; rest = rest * 10 % parts) fputc((int)('0' + rest * 10 / parts), out);
}

void plot_svg_number(FILE *out, double value)
{
    write_count(out, count(value, FINE), FINE);
}

void plot_svg_attribute(FILE *out, const char *name, double value)
{
    fprintf(out, " %s=\"", name);
    plot_svg_number(out, value);
    fputc('"', out);
}

/* What XML may hold, even escaped. */
static bool is_legal(int32_t c)
{
    return c >= 0x20 && c != 0x7F && c != 0xFFFE && c != 0xFFFF;
}

static void write_character(int32_t c, FILE *out)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n;

    switch (c) {
    case '&':
        fputs("&amp;", out);
        return;
    case '<':
        fputs("&lt;", out);
        return;
    case '>':
        fputs("&gt;", out);
        return;
    case '"':
        fputs("&quot;", out);
        return;
    default:
        break;
    }
    n = utf8proc_encode_char(is_legal(c) ? c : ' ', bytes);
    fwrite(bytes, 1, (size_t)n, out);
}

void plot_svg_words(FILE *out, const char *text)
{
    enum { BROKEN = 0xFFFD };

    for (const char *at = text; *at;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &c);

        write_character(n > 0 ? c : BROKEN, out);
        at += n > 0 ? n : 1;
    }
}

void plot_svg_id(FILE *out, const char *name)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    enum { N_ALPHABETIC = 52 };

    if (strcspn(letters, (char[]){*name, '\0'}) >= N_ALPHABETIC) fputc('_', out);
    for (const char *c = name; *c; c++)
        if (strchr(letters, *c))
            fputc(*c, out);
        else
            fprintf(out, "_%02x", (unsigned)(unsigned char)*c);
}

void plot_svg_named(FILE *out, const char *name, const char *text)
{
    if (!text) return;
    fprintf(out, " %s=\"", name);
    plot_svg_words(out, text);
    fputc('"', out);
}

/* ---- colors, pens --------------------------------------------------------- */

static unsigned to_byte(double part)
{
    return (unsigned)lround(255 * fmin(fmax(part, 0), 1));
}

/* As what paints `role`: fill, stroke. */
void plot_svg_color(FILE *out, const char *role, plot_color c)
{
    char opacity[32];

    fprintf(out, " %s=\"#%02x%02x%02x\"", role, to_byte(c.red), to_byte(c.green),
            to_byte(c.blue));
    snprintf(opacity, sizeof opacity, "%s-opacity", role);
    if (c.alpha < 1) plot_svg_attribute(out, opacity, c.alpha);
}

void plot_svg_pen(FILE *out, const plot_pen *pen)
{
    double dashes[PLOT_MOST_DASHES];
    const size_t n = plot_pen_dashes(pen, dashes);

    plot_svg_color(out, "stroke", pen->color);
    plot_svg_attribute(out, "stroke-width", pen->width);
    for (size_t i = 0; i < n; i++) {
        fputs(i == 0 ? " stroke-dasharray=\"" : " ", out);
        plot_svg_number(out, dashes[i]);
    }
    if (n > 0) fputc('"', out);
}

void plot_svg_box(FILE *out, const plot_box *b)
{
    plot_svg_attribute(out, "x", fmin(b->x, b->x + b->width));
    plot_svg_attribute(out, "y", fmin(b->y, b->y + b->height));
    plot_svg_attribute(out, "width", fabs(b->width));
    plot_svg_attribute(out, "height", fabs(b->height));
}

/* ---- paths ---------------------------------------------------------------- */

/* A path that is being written, in whole parts of a point: steps add up to the points, whatever is
 * rounded. */
typedef struct {
    FILE *out;
    long long x, y;  /* where it is */
    bool is_begun;   /* may a line go on from there? */
    bool is_stepped; /* was the last that was written a step? */
} path;

static void write_pair(FILE *out, long long x, long long y)
{
    write_count(out, x, COARSE);
    if (y >= 0) fputc(' ', out);
    write_count(out, y, COARSE);
}

static void move_to(path *p, plot_point at)
{
    p->x = count(at.x, COARSE);
    p->y = count(at.y, COARSE);
    fputc('M', p->out);
    write_pair(p->out, p->x, p->y);
    p->is_begun = true;
    p->is_stepped = false;
}

/* By a step from where it is; a minus parts it from the last as well as a space. */
static void line_to(path *p, plot_point at)
{
    const long long x = count(at.x, COARSE), y = count(at.y, COARSE);

    if (!p->is_stepped)
        fputc('l', p->out);
    else if (x >= p->x)
        fputc(' ', p->out);
    write_pair(p->out, x - p->x, y - p->y);
    p->x = x;
    p->y = y;
    p->is_stepped = true;
}

static void go_to(path *p, plot_point at) { (p->is_begun ? line_to : move_to)(p, at); }

void plot_svg_line(FILE *out, const plot_point points[], size_t n)
{
    const double apart = 0.5 / COARSE;
    path p = {.out = out};

    for (size_t i = 0; i < n;) {
        const bool is_there = plot_is_finite(points[i]);

        if (is_there) go_to(&p, points[i]);
        p.is_begun = is_there;
        i = is_there ? plot_corner_next(points, n, i, apart) : i + 1;
    }
}

void plot_svg_polygon(FILE *out, const plot_point points[], const plot_point back[],
                      size_t n)
{
    path p = {.out = out};

    for (size_t i = 0; i < n; i++) go_to(&p, points[i]);
    for (size_t i = back ? n : 0; i-- > 0;) go_to(&p, back[i]);
    fputc('z', out);
}

void plot_svg_outline(FILE *out, const plot_box *b)
{
    const double right = b->x + b->width, bottom = b->y + b->height;

    plot_svg_polygon(
        out, (plot_point[]){{b->x, b->y}, {right, b->y}, {right, bottom}, {b->x, bottom}},
        NULL, 4);
}
