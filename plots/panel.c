#include "plots/view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/curve.h"
#include "plots/guide.h"
#include "plots/headcount.h"
#include "plots/heading.h"
#include "plots/held.h"
#include "plots/label.h"
#include "plots/levels.h"
#include "plots/strands.h"
#include "plots/tell.h"
#include "plots/weave.h"
#include "sim/io/number.h"

enum { MOST_TICKS_X = 7, MOST_TICKS_Y = 5, MOST_TICKS_LOG = 10, RANGE_DIGITS = 3 };

static const double log_span = 1e9;   /* a log axis without a start shows no more */
static const double log_least = 1e-3; /* nor less than this part of what is worth a word */
static const double least_span = 0.1; /* of the largest value, where nothing declares one */
static const double dip = 0.03;       /* of the least span: below 0 by no more is 0 */
static const double shallow_part =
    0.25;                          /* of what is above 0: an axis that is too short for
                                         * no more below it grows upward alone */
static const double shallow = 0.6; /* of a step of ticks: no more of it is shown below 0 */
static const double split_share = 0.4; /* of the width, for what the split stretches */
static const double split_worth = 2;   /* no split of a window not this much longer */

/* Lengths in em. */
static const double title_height = 1.65, label_height = 1.35, top_gap = 0.75;
static const double ticks_height = 1.45, x_label_height = 1.5, bare_gap = 0.8;
static const double right_gap = 0.9, split_gap = 1.0;
static const double tick_room_x = 2.4, number_room = 4.5, tick_room_y = 2.3,
                    tick_room_log = 1.35;
static const double label_room = 0.1; /* of the axis, above the highest named point */
static const double break_half = 0.38, break_apart = 0.3;
static const double x_label_gap = 1.6, x_label_more = 0.9;
static const double break_width = 1.1; /* points of the default page */

/* Ranges of what will be drawn. */

typedef void widen_by_row(const plot_view *v, const plot_layer *layer, size_t row,
                          plot_range *r);

static plot_range find_range(const plot_view *v, widen_by_row *widen_by)
{
    plot_range r = plot_range_empty();

    for (size_t i = 0; i < PLOT_LAYERS; i++)
        for (size_t arm = 0; arm < v->data->arms.n; arm++) {
            const plot_rows rows = v->layers[i].rows[arm];
            if (!plot_view_owns(v, i, arm)) continue;
            for (size_t row = rows.first; row < rows.end; row++)
                widen_by(v, &v->layers[i], row, &r);
        }
    return r;
}

static void widen_by_x(const plot_view *v, const plot_layer *layer, size_t row,
                       plot_range *r)
{
    plot_range_add(r, &v->across, layer->across[row]);
}

/* What is less is not drawn: on a log axis, what rounding left of 0. */
static double find_lowest(const plot_view *v)
{
    const sim_telling *told = sim_chain_telling(v->data->chain, v->panel->y.column);
    double start = v->panel->y.start;

    if (v->upward.scale == PLOT_LINEAR) return -INFINITY;
    if (isnan(start)) start = told ? log_least * told->least : 0;
    if (v->panel->guides && v->panel->guides->low > 0) return v->panel->guides->low;
    return fmax(start, SIM_NEGLIGIBLE);
}

static void widen(const plot_view *v, plot_range *r, double value)
{
    if (fabs(value) < SIM_NEGLIGIBLE) value = 0;
    if (value >= v->lowest) plot_range_add(r, &v->upward, value);
}

static void widen_by_spans(const plot_view *v, size_t row, plot_range *r)
{
    for (size_t i = 0; i < v->data->bands.n; i++) {
        const plot_span *s = &v->spans[i];
        double low, high;

        if (!s->lows) continue;
        low = sim_table_cell(s->lows, row, s->low);
        high = sim_table_cell(s->highs, row, s->high);
        if (!plot_drawable(low) || !plot_drawable(high)) continue;
        widen(v, r, high);
        widen(v, r, low);
    }
}

static void widen_by_y(const plot_view *v, const plot_layer *layer, size_t row,
                       plot_range *r)
{
    double x = layer->across[row];

    if (!(x >= v->x[0].from && x <= v->x[v->n_parts - 1].to)) return;
    widen(v, r, layer->upward[row]);
    if (layer == &v->layers[PLOT_FRONT]) widen_by_spans(v, row, r);
    if (v->panel->shade.column)
        widen(v, r, sim_table_cell(layer->table, row, layer->shade));
}

/* Axes. */

static size_t count_that_fit(double room, double each, size_t most)
{
    double n = floor(room / each);

    return n < 2 ? 2 : n > (double)most ? most : (size_t)n;
}

static plot_ruler make_x(const plot_view *v, plot_range r, double width)
{
    const plot_unit *unit =
        v->across.counted ? plot_unit_for(v->across.counted, r.to - r.from) : &plot_number;
    double each = plot_em(v->look, unit == &plot_number ? number_room : tick_room_x);

    return plot_ruler_exact(&v->across, r, count_that_fit(width, each, MOST_TICKS_X));
}

static double room_width(const plot_view *v)
{
    return v->spot.room.width - plot_em(v->look, right_gap);
}

static void set_x_axis(plot_view *v)
{
    const plot_x *x = &v->panel->x;
    plot_range r = find_range(v, widen_by_x);
    double width = room_width(v);

    v->drawn_x = r;
    if (plot_range_is_empty(r))
        r = v->panel->x_scale == PLOT_LOG ? (plot_range){1, 10} : (plot_range){0, 1};
    if (v->across.words) r = (plot_range){-0.5, (double)v->across.n_words - 0.5};
    r.from = isnan(x->from) ? r.from : x->from;
    r.to = fmax(r.from, fmin(r.to, x->to));
    v->n_parts =
        !v->across.words && x->split > r.from && r.to > split_worth * x->split ? 2 : 1;
    v->x[0] = make_x(v, r, width);
    if (v->n_parts > 1) {
        v->x[0] = make_x(v, (plot_range){r.from, x->split}, split_share * width);
        v->x[1] = make_x(v, (plot_range){x->split, r.to}, (1 - split_share) * width);
    }
    for (size_t i = 0; i < v->n_parts; i++)
        v->ends[i] = (plot_range){v->x[i].from, v->x[i].to};
}

/* Of what stands above the plotting area. */
static double head_ems(const plot_view *v)
{
    return label_height + top_gap + (v->panel->title ? title_height : 0);
}

double plot_view_around(const plot_view *v, const plot_spot *spot)
{
    double below = spot->shows_x ? ticks_height + x_label_height : bare_gap;

    return plot_em(v->look, head_ems(v) + below) + spot->saying + spot->second;
}

static double box_height(const plot_view *v)
{
    return fmax(1, v->spot.room.height - plot_view_around(v, &v->spot) - v->headcount);
}

/* Where the data leave it open, no more than one can see; a decade at least. */
static plot_range find_log(const plot_view *v, plot_range r)
{
    plot_range decade;

    if (v->empty) return (plot_range){1, 10};
    if (isnan(v->panel->y.start)) r.from = fmax(r.from, r.to / log_span);
    decade = r;
    if (r.to < 10 * r.from)
        decade = (plot_range){pow(10, floor(log10(r.from))), pow(10, ceil(log10(r.to)))};
    return plot_drawable(decade.to) ? decade : r;
}

/* Rounding fills no axis. */
static plot_range widen_to_span(const plot_view *v, plot_range r)
{
    const sim_telling *told = sim_chain_telling(v->data->chain, v->panel->y.column);
    double span = told ? told->span : least_span * fmax(fabs(r.from), fabs(r.to));
    double most = isnan(v->panel->y.end) ? INFINITY : v->panel->y.end;
    double deep = fmax(dip * span, shallow_part * r.to);
    double least = r.from > -deep ? fmin(0, r.from) : -INFINITY;

    return plot_range_at_least(r, span, (plot_range){least, most});
}

static plot_range find_linear(const plot_view *v, plot_range r)
{
    const plot_y *y = &v->panel->y;

    plot_range_add(&r, &v->upward, y->start);
    plot_range_add(&r, &v->upward, y->end);
    if (plot_range_is_empty(r)) r = (plot_range){0, 1};
    if (isnan(y->start)) r = plot_range_from_zero(r, &v->upward);
    r = widen_to_span(v, r);
    if (v->panel->points.prefix) r.to += label_room * (r.to - r.from);
    return r;
}

/* Where little of what is drawn lies below 0, the axis ends below that, and not at a tick. */
static void end_below(plot_ruler *ruler, double lowest)
{
    const double end = lowest - dip * (ruler->to - lowest);

    if (ruler->n < 2 || !(lowest < 0) || ruler->ticks[1] != 0 ||
        end < shallow * ruler->from)
        return;
    ruler->from = end;
    memmove(ruler->ticks, ruler->ticks + 1, --ruler->n * sizeof *ruler->ticks);
}

static void set_y_axis(plot_view *v)
{
    bool log = v->upward.scale == PLOT_LOG;
    plot_range r;
    double each = plot_em(v->look, log ? tick_room_log : tick_room_y);
    size_t most = count_that_fit(box_height(v), each, log ? MOST_TICKS_LOG : MOST_TICKS_Y);

    v->lowest = find_lowest(v);
    r = find_range(v, widen_by_y);
    plot_view_widen_by_strands(v, &r);
    v->drawn_y = r;
    v->empty = plot_range_is_empty(r);
    plot_view_widen_by_line(v, &r);
    r = log ? find_log(v, r) : find_linear(v, r);
    v->y = plot_view_is_limited(v) ? plot_view_limit(v, r, most)
                                   : plot_ruler_on_ticks(&v->upward, r, most);
    if (plot_view_is_limited(v))
        plot_view_cut(v);
    else if (!log && !(v->panel->y.start < 0))
        end_below(&v->y, v->drawn_y.from);
}

void plot_view_set_axes(plot_view *v, plot_canvas *canvas, plot_spot spot)
{
    v->canvas = canvas;
    v->spot = spot;
    set_x_axis(v);
    v->headcount = 0;
    v->headcount = plot_headcount_height(v, box_height(v));
    set_y_axis(v);
    for (size_t i = 0; i < v->n_parts; i++)
        v->parts[i] =
            (plot_frame){.canvas = canvas, .look = v->look, .x = &v->x[i], .y = &v->y};
}

double plot_view_left(const plot_view *v)
{
    return fmax(plot_frame_left(&v->parts[0]), plot_headcount_left(v));
}

/* A box that is too small for its marks has room for none. */
static double part_of(double reach, double length) { return fmin(0.25, reach / length); }

/* Marks are drawn whole, inside the box: where they would cross its edge, the axes go on a
 * little behind their last tick. */
static void make_room(plot_view *v)
{
    const plot_point reach = plot_view_reach(v);
    const plot_range x = {fmax(v->drawn_x.from, v->ends[0].from),
                          fmin(v->drawn_x.to, v->ends[0].to)};

    if (v->empty) return;
    if (!plot_view_is_limited(v))
        plot_ruler_make_room(&v->y, v->drawn_y, part_of(reach.y, v->box.height));
    if (reach.x > 0 && v->n_parts == 1)
        plot_ruler_make_room(&v->x[0], x, part_of(reach.x, v->box.width));
}

void plot_view_arrange(plot_view *v, double left)
{
    const plot_box *room = &v->spot.room;
    double top = plot_em(v->look, head_ems(v)) + v->spot.second;
    double gap = plot_em(v->look, split_gap), share;

    v->box = (plot_box){room->x + left, room->y + top, fmax(1, room_width(v) - left),
                        box_height(v)};
    for (size_t i = 0; i < v->n_parts; i++) v->parts[i].box = v->box;
    if (v->n_parts > 1) {
        share = split_share * (v->box.width - gap);
        v->parts[0].box.width = share;
        v->parts[1].box.width = v->box.width - gap - share;
        v->parts[1].box.x += share + gap;
    }
    make_room(v);
    plot_view_find_leads(v);
}

/* Drawing. */

/* In which an axis counts; one of decades counts in none. */
static const plot_unit *unit_of(const plot_view *v, size_t part)
{
    return v->x[part].unit ? v->x[part].unit : &plot_number;
}

static void print_x_label(const plot_view *v, size_t part, char text[PLOT_WORDS_SIZE])
{
    const char *unit = unit_of(v, part)->name;

    if (unit[0] == '\0') unit = v->across.unit;
    if (part + 1 < v->n_parts)
        snprintf(text, PLOT_WORDS_SIZE, "%s", unit);
    else
        plot_print_label(text, v->across.label, unit);
}

/* Where the whole label has no room, "months" says enough. */
static void print_x_label_within(const plot_view *v, size_t part, const plot_text *style,
                                 char text[PLOT_WORDS_SIZE])
{
    plot_text line = *style;

    line.width = 0;
    print_x_label(v, part, text);
    if (unit_of(v, part)->name[0] != '\0' &&
        plot_measure_text(v->canvas, &line, text).width > style->width)
        snprintf(text, PLOT_WORDS_SIZE, "%s", unit_of(v, part)->name);
}

/* Two strokes across the axis, where the stretched part ends. */
static void draw_break(const plot_view *v)
{
    const plot_pen pen = plot_plain_pen(v->look, v->look->theme->quiet, break_width);
    double half = plot_em(v->look, break_half), apart = plot_em(v->look, break_apart);
    double middle = 0.5 * (v->parts[0].box.x + v->parts[0].box.width + v->parts[1].box.x);
    double y = v->box.y + v->box.height;

    for (int side = -1; side <= 1; side += 2) {
        double x = middle + side * apart;

        plot_draw_segment(v->canvas, &pen, (plot_point){x - 0.5 * half, y + half},
                          (plot_point){x + 0.5 * half, y - half});
    }
}

static void draw_axes(const plot_view *v)
{
    for (size_t i = 0; i < v->n_parts; i++) {
        plot_frame_draw_grid(&v->parts[i]);
        plot_frame_draw_bottom(&v->parts[i]);
    }
    plot_frame_draw_side(&v->parts[0]);
    plot_view_draw_levels(v);
    if (v->n_parts > 1) draw_break(v);
}

/* Axes without a value have none. */
static void draw_numbers(const plot_view *v)
{
    bool shows_x = v->spot.shows_x && !plot_range_is_empty(v->drawn_x);

    if (!v->empty) plot_frame_draw_y_numbers(&v->parts[0]);
    for (size_t i = 0; shows_x && i < v->n_parts; i++)
        plot_frame_draw_x_numbers(&v->parts[i]);
}

/* Where the axis is split, each part has its unit below it, and the label, which belongs
 * to both, may be wider than the second. */
static void draw_x_labels(const plot_view *v)
{
    plot_text style = plot_text_for(v->look, PLOT_LABEL);
    double more = plot_em(v->look, x_label_more), x = v->box.x;
    double y = v->box.y + v->box.height + plot_em(v->look, x_label_gap);
    char text[PLOT_WORDS_SIZE];
    plot_box written;

    for (size_t i = 0; i < v->n_parts; i++) {
        const plot_box *b = &v->parts[i].box;
        double end = b->x + b->width + more;

        style.align_x = 0;
        style.width = fmax(1, end - x + (i == 0 ? more : 0));
        print_x_label_within(v, i, &style, text);
        plot_shorten_label(v->canvas, &style, text);
        written = plot_measure_text(v->canvas, &style, text);
        x = fmin(fmax(x, b->x + 0.5 * (b->width - written.width)), end - written.width);
        written = plot_draw_text(v->canvas, &style, (plot_point){x, y}, text);
        x = written.x + written.width + more;
    }
}

void plot_view_draw(const plot_view *v)
{
    plot_frame whole = v->parts[0];

    if (!v->is_bare) plot_view_draw_shade(v);
    draw_axes(v);
    if (!v->is_bare) plot_view_draw_inside(v);
    draw_numbers(v);
    if (v->spot.shows_x) draw_x_labels(v);
    plot_headcount_draw(v, v->box.y + v->box.height +
                               plot_em(v->look, ticks_height + x_label_height));
    plot_heading_draw(v);
    if (v->is_bare) return;
    plot_saying_draw(v);
    whole.box = v->box;
    if (v->empty)
        plot_frame_draw_words(&whole, "nothing to show for these arms");
    else if (v->is_beyond)
        plot_frame_draw_words(&whole, "nothing lies within these limits");
    else
        plot_view_draw_labels(v);
}

/* In sentences. */

static void tell_x(const plot_view *v, GString *words)
{
    for (size_t i = 0; i < v->n_parts; i++) {
        const double unit = unit_of(v, i)->size;
        char label[PLOT_WORDS_SIZE], from[SIM_NUMBER_SIZE], to[SIM_NUMBER_SIZE];

        print_x_label(v, i, label);
        if (v->across.words) {
            g_string_append_printf(words, "%s: ", label);
            plot_tell_names(v->across.words, v->across.n_words, words);
            continue;
        }
        sim_number_print(from, v->ends[i].from / unit, RANGE_DIGITS);
        sim_number_print(to, v->ends[i].to / unit, RANGE_DIGITS);
        g_string_append_printf(words, "%s%s from %s to %s%s", i > 0 ? ", then " : "", label,
                               from, to,
                               v->across.scale == PLOT_LOG ? " on a log scale" : "");
    }
}

static void tell_y(const plot_view *v, GString *words)
{
    char label[PLOT_WORDS_SIZE], from[PLOT_WORDS_SIZE], to[PLOT_WORDS_SIZE];

    plot_measure_print(label, &v->upward);
    if (plot_view_is_limited(v)) {
        plot_measure_print_value(from, &v->upward, v->y.from);
        plot_measure_print_value(to, &v->upward, v->y.to);
    } else {
        plot_ruler_print(&v->y, 0, from);
        plot_ruler_print(&v->y, v->y.n - 1, to);
    }
    g_string_append_printf(words, "%s from %s to %s%s", label, from, to,
                           v->upward.scale == PLOT_LOG ? " on a log scale" : "");
}

/* "untreated and saline share a line." */
static void tell_shared(const plot_view *v, GString *words)
{
    const plot_arms *arms = &v->data->arms;
    const char **names = g_new0(const char *, arms->n_front + 1);

    for (size_t lead = 0; lead < arms->n_front; lead++) {
        size_t n = 0;

        if (v->lead[lead] != lead || !plot_view_draws(v, PLOT_FRONT, lead)) continue;
        for (size_t arm = lead; arm < arms->n_front; arm++)
            if (v->lead[arm] == lead) names[n++] = arms->names[arm];
        if (n < 2) continue;
        plot_tell_names(names, n, words);
        g_string_append(words, " share a line. ");
    }
    g_free(names);
}

void plot_tell_panel(const plot_view *v, GString *words)
{
    const plot_panel *panel = v->panel;

    if (v->spot.letter) g_string_append_printf(words, "%c: ", v->spot.letter);
    if (panel->title) g_string_append_printf(words, "%s. ", panel->title);
    if (v->empty)
        g_string_append(words, "Nothing to show for these arms. ");
    else {
        g_string_append(words, "Upward: ");
        tell_y(v, words);
        plot_view_tell_levels(v, words);
        g_string_append(words, "; to the right: ");
        tell_x(v, words);
        g_string_append(words, ". ");
        tell_shared(v, words);
    }
    if (panel->saying) g_string_append_printf(words, "%s ", panel->saying);
    plot_view_tell_arms(v, words);
}
