#include "plots/key.h"

#include <math.h>
#include <stdio.h>

#include <glib.h>

#include "plots/curve.h"
#include "plots/occasions.h"
#include "plots/strands.h"
#include "plots/targets.h"

/* Lengths in em. */
static const double line_length = 2.0, swatch = 0.95, dot = 0.5, gap = 0.5, entry_gap = 1.6,
                    entry_height = 1.5, hatch_apart = 0.35, cap = 0.25;
static const double dot_radius = 0.27, cross_radius = 0.3;
static const double long_line = 3.0, long_gap = 0.6, column_gap = 1.6; /* in columns */
static const double band_height = 1.08;

/* Of the lines of a legend, in points of a screen. */
static const double least_width = 2.2, quiet_width = 1.3, gray_width = 0.5;

static const double least_column = 14; /* em: names in it may be cut */

enum { MOST_ROWS = 10, FEW_ROWS = 4 };                    /* of columns */
enum { MOST_KEYS = PLOT_NAMED_MAX + 8, NAME_SIZE = 512 }; /* of a legend */

/* A line that goes so far to each side of a point. */
static void draw_through(plot_canvas *canvas, const plot_pen *pen, plot_point at,
                         plot_point by)
{
    plot_draw_segment(canvas, pen, (plot_point){at.x - by.x, at.y - by.y},
                      (plot_point){at.x + by.x, at.y + by.y});
}

void plot_draw_cross(plot_canvas *canvas, const plot_pen *pen, plot_point at, double r)
{
    draw_through(canvas, pen, at, (plot_point){r, r});
    draw_through(canvas, pen, at, (plot_point){r, -r});
}

void plot_draw_whisker(plot_canvas *canvas, const plot_pen *pen, plot_point a, plot_point b,
                       double half)
{
    double length = hypot(b.x - a.x, b.y - a.y);
    plot_point across = {length > 0 ? -half * (b.y - a.y) / length : 0,
                         length > 0 ? half * (b.x - a.x) / length : half};

    plot_draw_segment(canvas, pen, a, b);
    draw_through(canvas, pen, a, across);
    draw_through(canvas, pen, b, across);
}

/* With the gap behind it. */
static double sample_width(const plot_look *look, plot_key_kind kind)
{
    switch (kind) {
    case PLOT_KEY_WORDS:
        return 0;
    case PLOT_KEY_BOX:
    case PLOT_KEY_HATCH:
        return plot_em(look, swatch + gap);
    case PLOT_KEY_DOT:
    case PLOT_KEY_CROSS:
    case PLOT_KEY_OCCASION:
        return plot_em(look, dot + gap);
    default:
        return plot_em(look, line_length + gap);
    }
}

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    const plot_key *key;
    plot_point left; /* end of the sample, in the middle of its height */
    double width;    /* of the sample */
} sample;

static void draw_swatch(const sample *s)
{
    double side = plot_em(s->look, swatch);
    plot_box box = {s->left.x, s->left.y - 0.5 * side, s->width, side};
    const plot_point corners[] = {{box.x, box.y},
                                  {box.x + box.width, box.y},
                                  {box.x + box.width, box.y + box.height},
                                  {box.x, box.y + box.height}};

    plot_draw_box(s->canvas, s->key->fill, box);
    if (s->key->kind == PLOT_KEY_HATCH)
        plot_draw_hatch(s->canvas, &s->key->pen, plot_em(s->look, hatch_apart), corners, 4);
}

/* Of the model and what was measured. */
static void draw_target(const sample *s)
{
    double right = s->left.x + s->width, middle = s->left.x + 0.5 * s->width;
    const plot_target t = {.across = s->left.y,
                           .middle = s->left.y,
                           .from = s->left.x,
                           .to = right,
                           .measured = middle,
                           .predicted = middle,
                           .low90 = s->left.x,
                           .high90 = right,
                           .is_filled = s->key->kind == PLOT_KEY_FITTED,
                           .is_miss = s->key->kind == PLOT_KEY_MISS,
                           .width = plot_target_width(s->look)};

    if (s->key->kind == PLOT_KEY_TARGET) {
        plot_target_draw_bar(s->canvas, s->look, &t);
        return;
    }
    plot_target_draw_band(s->canvas, s->look, &t);
    plot_target_draw_dot(s->canvas, s->look, &t);
}

static void draw_sample(const sample *s)
{
    plot_point right = {s->left.x + s->width, s->left.y};
    plot_point middle = {s->left.x + 0.5 * s->width, s->left.y};
    const plot_pen *pen = &s->key->pen;
    plot_key_kind kind = s->key->kind;

    if (kind >= PLOT_KEY_TARGET && kind <= PLOT_KEY_MISS) draw_target(s);
    if (kind == PLOT_KEY_BOX || kind == PLOT_KEY_HATCH || kind == PLOT_KEY_BAND)
        draw_swatch(s);
    if (kind == PLOT_KEY_LINE || kind == PLOT_KEY_BAND)
        plot_draw_segment(s->canvas, pen, s->left, right);
    if (kind == PLOT_KEY_WHISKER)
        plot_draw_whisker(s->canvas, pen, s->left, right, plot_em(s->look, cap));
    if (kind == PLOT_KEY_DOT || kind == PLOT_KEY_WHISKER)
        plot_draw_disk(s->canvas, s->key->fill, pen, middle, plot_em(s->look, dot_radius));
    if (kind == PLOT_KEY_OCCASION)
        plot_draw_occasion(s->canvas, s->key->fill,
                           (plot_point){middle.x, middle.y - 0.5 * plot_em(s->look, dot)},
                           plot_em(s->look, dot));
    if (kind == PLOT_KEY_CROSS)
        plot_draw_cross(s->canvas, pen, middle, plot_em(s->look, cross_radius));
}

/* Draws the words of a key from a point; how high they are. */
static double draw_words(const sample *s, double x, double width)
{
    plot_text style = plot_text_for(s->look, PLOT_NAME);
    double line;

    line = plot_measure_text(s->canvas, &style, "x").height;
    style.width = fmax(1, width);
    style.lines = 4;
    return plot_draw_text(s->canvas, &style, (plot_point){x, s->left.y - 0.5 * line},
                          s->key->text)
               .height -
           line;
}

double plot_key_draw(plot_canvas *canvas, const plot_look *look, const plot_key keys[],
                     size_t n, plot_box room)
{
    const plot_text style = plot_text_for(look, PLOT_NAME);
    double height = plot_em(look, entry_height), x = room.x, y = room.y;

    for (size_t i = 0; i < n; i++) {
        double before = sample_width(look, keys[i].kind);
        double own = keys[i].apart, width = own > 0 ? 0 : 1;

        width += plot_measure_text(canvas, &style, keys[i].text).width;
        if (x > room.x && x + before + width > room.x + room.width) {
            x = room.x;
            y += height;
        }
        sample s = {canvas, look, &keys[i], {x, y + 0.5 * height}, 0};
        s.width = fmax(0, before - plot_em(look, gap));
        draw_sample(&s);
        y += draw_words(&s, x + before, room.x + room.width - x - before);
        x += before + width + plot_em(look, own > 0 ? own : entry_gap);
    }
    return n == 0 ? 0 : y + height - room.y;
}

/* Columns. */

/* How keys stand: column by column, each as wide as its longest or, where they must be cut,
 * all alike. */
typedef struct {
    const double *widths; /* [n] of the keys, samples and gaps included */
    size_t n, rows;
    double room, even; /* width of all columns; of each, if they are alike, else 0 */
} columns;

static size_t rows_of(const columns *c, size_t n) { return (c->n + n - 1) / n; }

static double column_width(const columns *c, size_t first)
{
    double most = 0;

    if (c->even > 0) return c->even;
    for (size_t i = first; i < c->n && i < first + c->rows; i++)
        most = fmax(most, c->widths[i]);
    return most;
}

static bool have_room(const columns *c)
{
    double sum = 0;

    for (size_t i = 0; i < c->n; i += c->rows) sum += column_width(c, i);
    return sum <= c->room;
}

static void set_columns(columns *c, double least)
{
    size_t n = c->n > 0 ? c->n : 1;

    while (c->rows = rows_of(c, n), n > 1 && !have_room(c)) n--;
    if (c->rows <= FEW_ROWS) return;
    while (rows_of(c, n) > FEW_ROWS && c->room / (double)(n + 1) >= least) n++;
    if (n * MOST_ROWS < c->n) n = rows_of(c, MOST_ROWS);
    c->rows = rows_of(c, n);
    if (!have_room(c)) c->even = c->room / (double)n;
}

/* `widths`: [n] */
static columns make_columns(plot_canvas *canvas, const plot_look *look,
                            const plot_key keys[], size_t n, double room, double widths[])
{
    const plot_text style = plot_text_for(look, PLOT_NAME);
    const double before = plot_em(look, long_line + long_gap);
    const double apart = plot_em(look, column_gap);
    columns c = {widths, n, 0, room + apart, 0};

    for (size_t i = 0; i < n; i++)
        widths[i] =
            before + plot_measure_text(canvas, &style, keys[i].text).width + apart + 1;
    set_columns(&c, plot_em(look, least_column));
    return c;
}

double plot_key_draw_columns(plot_canvas *canvas, const plot_look *look,
                             const plot_key keys[], size_t n, plot_box room)
{
    plot_text style = plot_text_for(look, PLOT_NAME);
    double height = plot_em(look, entry_height), apart = plot_em(look, column_gap);
    double line = plot_em(look, long_line), before = line + plot_em(look, long_gap);
    double *widths = g_new(double, n + 1), x = room.x;
    columns c = make_columns(canvas, look, keys, n, room.width, widths);

    style.align_y = 0.5;
    for (size_t i = 0; i < n; i++) {
        double width = column_width(&c, i / c.rows * c.rows);
        plot_point at = {x, room.y + ((double)(i % c.rows) + 0.5) * height};

        draw_sample(&(sample){canvas, look, &keys[i], at, line});
        at.x += before;
        style.width = fmax(1, fmin(width, c.room) - apart - before); /* cut to the room */
        plot_draw_text(canvas, &style, at, keys[i].text);
        if (i % c.rows + 1 == c.rows) x += width;
    }
    g_free(widths);
    return (double)c.rows * height;
}

/* Has one more key room in the same rows? */
static bool has_room_for_last(plot_canvas *canvas, const plot_look *look,
                              const plot_key keys[], size_t n, double room)
{
    double widths[MOST_KEYS];
    const columns without = make_columns(canvas, look, keys, n - 1, room, widths);
    const columns with = make_columns(canvas, look, keys, n, room, widths);

    return with.rows == without.rows && with.even == 0;
}

/* Legends. */

static plot_pen arm_pen(const plot_look *look, const plot_arms *arms, size_t i)
{
    plot_pen pen = plot_arms_pen(arms, look, i);

    if (i >= arms->n_front) return plot_behind_pen(look, pen);
    pen.width = fmax(pen.width, least_width * look->size->line);
    return pen;
}

/* The height of rows of its own, for its words are long; 0 without words. */
static double draw_bands(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                         plot_box room)
{
    const plot_key words = {.kind = PLOT_KEY_WORDS, .text = data->bands.words};
    double length = plot_em(look, long_line), before = length + plot_em(look, long_gap);
    double height = plot_em(look, band_height);
    double y = room.y + 0.5 * (plot_em(look, entry_height) - height);

    if (!data->bands.words) return 0;
    if (data->bands.n > 0) {
        const plot_box box = {room.x, y, length, height};

        if (data->strands.n > 0)
            plot_draw_strands_sample(canvas, look, box);
        else
            plot_draw_band_sample(canvas, look, data, box);
        room.x += before;
        room.width -= before;
    }
    return plot_key_draw(canvas, look, &words, 1, room);
}

double plot_legend_draw(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                        plot_box room)
{
    const plot_arms *arms = &data->arms;
    plot_pen gray_pen = plot_plain_pen(look, look->theme->quiet, gray_width);
    plot_pen behind_pen = plot_plain_pen(look, look->theme->quiet, quiet_width);
    char gray[NAME_SIZE], behind[NAME_SIZE];
    plot_key keys[MOST_KEYS], happens = {.kind = PLOT_KEY_OCCASION,
                                         .fill = look->theme->ink,
                                         .text = data->occasions.words};
    double height, bands;
    size_t n = 0;

    if (arms->n == 0) return 0;
    for (; n < arms->n_named; n++)
        keys[n] = (plot_key){.pen = arm_pen(look, arms, n), .text = arms->names[n]};
    snprintf(gray, NAME_SIZE, "thin and gray: %zu more", arms->n - arms->n_named);
    if (arms->n_named < arms->n) keys[n++] = (plot_key){.pen = gray_pen, .text = gray};
    behind_pen.line = PLOT_DASHED;
    snprintf(behind, NAME_SIZE, "pale dashes: %s",
             data->behind_name ? data->behind_name : "");
    if (data->runs[PLOT_BEHIND].n > 0)
        keys[n++] = (plot_key){.pen = behind_pen, .text = behind};
    keys[n] = happens;
    if (happens.text && has_room_for_last(canvas, look, keys, n + 1, room.width)) {
        n++;
        happens.text = NULL;
    }
    height = plot_key_draw_columns(canvas, look, keys, n, room);
    room.y += height;
    bands = draw_bands(canvas, look, data, room);
    room.y += bands;
    if (!happens.text) return height + bands;
    return height + bands + plot_key_draw(canvas, look, &happens, 1, room);
}
