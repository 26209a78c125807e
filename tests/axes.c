#include "tests/axes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

/* pt: three roundings of a few hundred, and moved ends of axes */
static const double exact = 1e-3;

/* ---- numbers --------------------------------------------------------------------- */

/* Reads "⁻⁶"; 0: there is no power. */
static int read_power(const char *text)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const bool negative = strncmp(text, "⁻", strlen("⁻")) == 0;
    int power = 0;

    if (negative) text += strlen("⁻");
    while (*text) {
        int digit = 0;

        while (digit < 10 && strncmp(text, digits[digit], strlen(digits[digit])) != 0)
            digit++;
        if (digit == 10) return 0;
        power = 10 * power + digit;
        text += strlen(digits[digit]);
    }
    return negative ? -power : power;
}

double axes_number(const char *text)
{
    const bool negative = strncmp(text, "−", strlen("−")) == 0;
    double value = 1;
    char *end;

    if (negative) text += strlen("−");
    if (*text < '0' || *text > '9') return NAN;
    if (strncmp(text, "10", 2) == 0 && read_power(text + 2) != 0)
        return (negative ? -1 : 1) * pow(10, read_power(text + 2));
    value = strtod(text, &end);
    if (strncmp(end, "×10", strlen("×10")) == 0)
        value *= pow(10, read_power(end + strlen("×10")));
    else if (*end)
        return NAN;
    return negative ? -value : value;
}

/* ---- shapes ------------------------------------------------------------------------ */

bool axes_is_color(plot_color a, plot_color b)
{
    return fabs(a.red - b.red) + fabs(a.green - b.green) + fabs(a.blue - b.blue) < 1e-9;
}

static bool is_near(double a, double b) { return fabs(a - b) < exact; }

static bool is_line(const plot_drawn *d, size_t n)
{
    return !d->text && d->clip == 0 && d->shape.kind == PLOT_A_LINE && d->shape.n == n;
}

static bool is_upright(const plot_drawn *d)
{
    return is_line(d, 2) && d->box.width < exact;
}

static bool is_level(const plot_drawn *d) { return is_line(d, 2) && d->box.height < exact; }

static double right_of(const plot_box *b) { return b->x + b->width; }
static double bottom_of(const plot_box *b) { return b->y + b->height; }

/* A y axis alone, or both in one line. */
static bool is_axis(const plot_drawn *d, const plot_look *look)
{
    const double least = 20; /* pt; no tick is as long */

    return (is_upright(d) || (is_line(d, 3) && d->box.width > least)) &&
           d->box.height > least && axes_is_color(d->shape.pen.color, look->theme->axis);
}

size_t axes_count(const plot_recording *list, const plot_look *look)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) n += is_axis(&list->drawn[i], look);
    return n;
}

/* The last that ends before the words. */
const plot_drawn *axes_sample(const plot_recording *list, plot_kind kind, const char *text)
{
    const plot_drawn *words = plot_recording_find(list, text), *best = NULL;
    const double line = 0.5; /* pt */

    ck_assert_msg(words != NULL, "there is no key '%s'", text);
    for (const plot_drawn *d = list->drawn; d < words; d++)
        if (!d->text && d->shape.kind == kind && right_of(&d->box) < words->box.x &&
            fabs(d->box.y + 0.5 * d->box.height - words->box.y - 0.5 * words->box.height) <
                line &&
            (!best || d->box.x >= best->box.x))
            best = d;
    ck_assert_msg(best != NULL, "'%s' has no sample", text);
    return best;
}

/* ---- plotting areas ---------------------------------------------------------------- */

static void find_frame(axes *a, size_t which)
{
    const plot_recording *list = a->list;
    size_t n = 0;

    a->to = list->n;
    a->at = list->n;
    for (size_t i = 0; i < list->n; i++) {
        if (!is_axis(&list->drawn[i], a->look)) continue;
        if (n + 1 == which) a->from = i + 1;
        if (n == which) a->at = i;
        if (n == which + 1) a->to = i;
        n++;
    }
    ck_assert_msg(a->at < list->n, "no plotting area %zu of %zu", which, n);
    a->box = list->drawn[a->at].box;
}

/* Its x axes are drawn before the y axis. */
static void find_parts(axes *a)
{
    for (size_t i = a->from; i < a->at; i++) {
        const plot_drawn *d = &a->list->drawn[i];

        if (!is_level(d) || !axes_is_color(d->shape.pen.color, a->look->theme->axis) ||
            !is_near(d->box.y, bottom_of(&a->box)) || d->box.x < a->box.x - exact)
            continue;
        ck_assert_uint_lt(a->n_parts, AXES_PARTS);
        a->parts[a->n_parts++] =
            (axes_part){.box = {d->box.x, a->box.y, d->box.width, a->box.height}};
        a->box.width = right_of(&d->box) - a->box.x;
    }
    if (a->n_parts == 0) a->parts[a->n_parts++] = (axes_part){.box = a->box};
}

static bool is_number(const axes *a, const plot_drawn *d)
{
    const plot_text style = plot_text_for(a->look, PLOT_TICK);

    return d->text && is_near(d->style.size, style.size) && !d->style.bold &&
           !isnan(axes_number(d->text));
}

/* Has it lines across, at numbers beside it? */
static bool has_grid(const axes *a)
{
    for (size_t i = a->from; i < a->at; i++)
        if (is_level(&a->list->drawn[i]) && is_near(a->list->drawn[i].box.x, a->box.x) &&
            a->list->drawn[i].box.y < bottom_of(&a->box) - 1)
            return true;
    return false;
}

/* ---- x axes -------------------------------------------------------------------------- */

/* A line through the area, or a stroke below it. */
static bool is_x_mark(const axes_part *p, const plot_drawn *d)
{
    return is_upright(d) && d->box.x > p->box.x - exact &&
           d->box.x < right_of(&p->box) + exact &&
           is_near(bottom_of(&d->box), bottom_of(&p->box)) + is_near(d->box.y, p->box.y) +
                   is_near(d->box.y, bottom_of(&p->box)) >
               0;
}

/* The mark nearest to a place; NAN: none. */
static double find_x_mark(const axes *a, const axes_part *p, double x)
{
    double best = NAN;

    for (size_t i = a->from; i < a->to; i++) {
        const plot_drawn *d = &a->list->drawn[i];

        if (i != a->at && is_x_mark(p, d) && !(fabs(best - x) <= fabs(d->box.x - x)))
            best = d->box.x;
    }
    return best;
}

/* Numbers at the ends of an axis may be moved inward; maps have no lines. */
static void add_x(const axes *a, axes_part *p, const plot_drawn *d)
{
    const double middle = d->box.x + 0.5 * d->box.width, most = 0.1;
    const double at = find_x_mark(a, p, middle);
    const bool at_end = is_near(d->box.x, p->box.x) ||
                        middle + 0.5 * d->box.width > right_of(&p->box) - exact;

    ck_assert_msg((isnan(at) && !has_grid(a)) ||
                      fabs(at - middle) < (at_end ? d->box.width : most),
                  "'%s' at %g stands at no line: %g", d->text, middle, at);
    p->x.ticks[p->x.n++] = (axes_tick){isnan(at) ? middle : at, axes_number(d->text)};
}

static void read_unit(const axes *a, axes_part *p)
{
    static const struct {
        const char *word;
        double days;
    } units[] = {{"months", 365.0 / 12}, {"weeks", 7}, {"days", 1}};

    p->unit = 1;
    for (size_t i = a->at; i < a->to; i++) {
        const plot_drawn *d = &a->list->drawn[i];
        const double down = d->text ? d->box.y - bottom_of(&p->box) : -1;
        const double middle = d->box.x + 0.5 * d->box.width;

        if (down < 0 || down > 4 * d->style.size || right_of(&d->box) < p->box.x ||
            (p == a->parts && a->n_parts > 1 && middle > right_of(&p->box)))
            continue;
        for (size_t k = 0; k < sizeof units / sizeof *units; k++)
            if (strstr(d->text, units[k].word)) {
                p->unit = units[k].days;
                return;
            }
    }
}

static void read_x(const axes *a, axes_part *p)
{
    for (size_t i = a->at; i < a->to; i++) {
        const plot_drawn *d = &a->list->drawn[i];
        const double down = d->box.y - bottom_of(&p->box);
        const double middle = d->box.x + 0.5 * d->box.width;

        if (is_number(a, d) && down > -exact && down < d->style.size &&
            middle > p->box.x - 1 && middle < right_of(&p->box) + 1)
            add_x(a, p, d);
    }
    read_unit(a, p);
}

/* ---- y axes -------------------------------------------------------------------------- */

static bool has_y_mark(const axes *a, double y)
{
    for (size_t i = a->from; i < a->to; i++) {
        const plot_drawn *d = &a->list->drawn[i];

        if (is_level(d) && is_near(d->box.x, a->box.x) && fabs(d->box.y - y) < exact)
            return true;
    }
    return is_near(y, bottom_of(&a->box));
}

static void read_y(axes *a)
{
    for (size_t i = a->at; i < a->to; i++) {
        const plot_drawn *d = &a->list->drawn[i];
        const double at = d->box.y + 0.5 * d->box.height;

        if (!is_number(a, d) || right_of(&d->box) > a->box.x ||
            right_of(&d->box) < a->box.x - d->style.size || at < a->box.y - exact ||
            at > bottom_of(&a->box) + exact)
            continue;
        ck_assert_msg(!has_grid(a) || has_y_mark(a, at), "'%s' stands at no line", d->text);
        a->y.ticks[a->y.n++] = (axes_tick){at, axes_number(d->text)};
    }
}

/* ---- rulers ---------------------------------------------------------------------------- */

static double even(const axes_ruler *r, double value)
{
    return r->is_log ? value > 0 ? log10(value) : NAN : value;
}

double axes_place(const axes_ruler *r, double value)
{
    const axes_tick *a = &r->ticks[0], *b = &r->ticks[r->n - 1];

    return a->at + (b->at - a->at) * (even(r, value) - even(r, a->value)) /
                       (even(r, b->value) - even(r, a->value));
}

/* From the first and the last the others follow. */
static void check_ruler(const axes_ruler *r)
{
    for (size_t i = 0; r->n > 1 && i < r->n; i++)
        ck_assert_msg(fabs(axes_place(r, r->ticks[i].value) - r->ticks[i].at) < exact,
                      "%g stands at %g, not at %g", r->ticks[i].value, r->ticks[i].at,
                      axes_place(r, r->ticks[i].value));
}

void axes_read(axes *a, const plot_recording *list, const plot_look *look, size_t which,
               axes_scales scales)
{
    *a = (axes){.list = list, .look = look, .y.is_log = scales.is_log_y};
    find_frame(a, which);
    find_parts(a);
    for (size_t i = 0; i < a->n_parts; i++) {
        a->parts[i].x.is_log = scales.is_log_x;
        read_x(a, &a->parts[i]);
        check_ruler(&a->parts[i].x);
    }
    read_y(a);
    check_ruler(&a->y);
}

/* "A   Cells that no" of two lines; "Cells that no longer divide". */
static bool begins(const char *title, const char *text)
{
    const size_t least = 8;

    if (strlen(text) > 4 && strncmp(text + 1, "   ", 3) == 0) text += 4;
    return strlen(text) >= least && strncmp(title, text, strlen(text)) == 0;
}

static bool is_titled(const axes *a, const char *title)
{
    for (size_t i = a->at; i < a->to; i++) {
        const plot_drawn *d = &a->list->drawn[i];

        if (d->text && d->style.bold && begins(title, d->text)) return true;
    }
    return false;
}

size_t axes_find(const plot_recording *list, const plot_look *look, const char *title)
{
    const size_t n = axes_count(list, look);

    for (size_t i = 0; i < n; i++) {
        axes a = {.list = list, .look = look};

        find_frame(&a, i);
        if (is_titled(&a, title)) return i;
    }
    return n;
}

bool axes_is_in(const axes *a, size_t part, const plot_drawn *d)
{
    const plot_box *own = &a->parts[part].box, *clip;

    if (d->text || d->clip == 0) return false;
    clip = &a->list->clips[d->clip - 1];
    return is_near(clip->x, own->x) && is_near(clip->y, own->y) &&
           is_near(clip->width, own->width) && is_near(clip->height, own->height);
}

/* ---- distances --------------------------------------------------------------------------- */

double axes_to_line(plot_point at, const plot_point line[], size_t n)
{
    double best = INFINITY;

    for (size_t i = 0; i < n; i++) {
        plot_point p = line[i], q = i + 1 < n ? line[i + 1] : p;
        double square, share = 0;

        if (!plot_is_finite(p)) continue;
        if (!plot_is_finite(q)) q = p;
        square = (q.x - p.x) * (q.x - p.x) + (q.y - p.y) * (q.y - p.y);
        if (square > 0)
            share = ((at.x - p.x) * (q.x - p.x) + (at.y - p.y) * (q.y - p.y)) / square;
        share = share < 0 ? 0 : share > 1 ? 1 : share;
        q = (plot_point){at.x - p.x - share * (q.x - p.x),
                         at.y - p.y - share * (q.y - p.y)};
        square = q.x * q.x + q.y * q.y;
        if (square < best) best = square;
    }
    return sqrt(best);
}

/* By points of the line no more than one apart. */
double axes_box_to_line(const plot_box *b, const plot_point line[], size_t n)
{
    double best = INFINITY;

    for (size_t i = 0; i < n; i++) {
        plot_point p = line[i],
                   q = i + 1 < n && plot_is_finite(line[i + 1]) ? line[i + 1] : p;
        double steps;

        if (!plot_is_finite(p)) continue;
        steps = ceil(hypot(q.x - p.x, q.y - p.y)) + 1;
        for (double k = 0; k <= steps; k++) {
            const double x = p.x + k / steps * (q.x - p.x),
                         y = p.y + k / steps * (q.y - p.y);
            const double beside = fmax(fmax(b->x - x, x - right_of(b)), 0);
            const double above = fmax(fmax(b->y - y, y - bottom_of(b)), 0);

            best = fmin(best, beside * beside + above * above);
        }
    }
    return sqrt(best);
}
