#include "plots/headcount.h"

#include <math.h>
#include <stdio.h>

/* Lengths in em. */
static const double line_height = 1.25, above = 0.15;
static const double apart = 0.5;                    /* between numbers */
static const double name_gap = 0.5;                 /* between a name and its numbers */
static const double sample = 1.4, least_sample = 1; /* of a line */

/* The plotting area gives at most a part of itself, or a larger one that leaves it enough. */
static const double spared = 0.36, spared_of_large = 0.46, enough = 7;
static const double left_for_words = 0.36; /* of a small one, for a line of words */

/* ---- numbers ------------------------------------------------------------------ */

static bool has_counts(const plot_view *v)
{
    return v->panel->is_tally && v->panel->tally.count;
}

static bool has_row(const plot_view *v, size_t arm)
{
    return plot_view_names(v, arm) &&
           v->layers[PLOT_FRONT].rows[arm].first < v->layers[PLOT_FRONT].rows[arm].end;
}

static size_t count_rows(const plot_view *v)
{
    size_t n = 0;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) n += has_row(v, arm);
    return n;
}

/* The last count up to x; NAN where the arm has none, or ended before. */
static double count_at(const plot_view *v, size_t arm, double x)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const size_t column = sim_table_find(l->table, v->panel->tally.count);
    size_t row = l->rows[arm].first;

    while (row < l->rows[arm].end && l->across[row] < x) row++;
    if (row == l->rows[arm].end) return NAN;
    if (l->across[row] > x && row > l->rows[arm].first) row--;
    return l->across[row] > x ? NAN : sim_table_cell(l->table, row, column);
}

static bool print_count(const plot_view *v, size_t arm, double x,
                        char text[PLOT_WORDS_SIZE])
{
    const double n = count_at(v, arm, x);

    if (isfinite(n)) snprintf(text, PLOT_WORDS_SIZE, "%.0f", n);
    return isfinite(n);
}

/* ---- room --------------------------------------------------------------------- */

static plot_text style_of(const plot_view *v, size_t arm)
{
    plot_text style = plot_text_for(v->look, PLOT_TICK);

    style.color = plot_mix(plot_view_pen(v, PLOT_FRONT, arm).color, v->look->theme->ink,
                           v->look->theme->darker);
    return style;
}

static double widest_number(const plot_view *v)
{
    const plot_text style = plot_text_for(v->look, PLOT_TICK);
    char text[PLOT_WORDS_SIZE];
    double most = 0;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        for (size_t i = 0; i < v->x[0].n; i++)
            if (has_row(v, arm) && print_count(v, arm, v->x[0].ticks[i], text))
                most = fmax(most, plot_measure_text(v->canvas, &style, text).width);
    return most;
}

static double height_of(const plot_view *v, size_t lines)
{
    return plot_em(v->look, above + line_height * (double)lines);
}

/* Where rows have no room: from how many to how many, whatever the arm, in one line. */
static bool is_in_words(const plot_view *v)
{
    return v->headcount > 0 && v->headcount < height_of(v, 2);
}

/* The stretch of x that is drawn and has numbers. */
static plot_range find_drawn(const plot_view *v)
{
    return (plot_range){fmax(v->drawn_x.from, v->ends[0].from),
                        fmin(v->drawn_x.to, v->ends[v->n_parts - 1].to)};
}

/* Of all arms: "60", "26 to 30". */
static void print_counts(const plot_view *v, double x, char text[PLOT_WORDS_SIZE])
{
    double least = INFINITY, most = -INFINITY;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        const plot_rows *rows = &v->layers[PLOT_FRONT].rows[arm];
        const double n = rows->first < rows->end ? count_at(v, arm, x) : NAN;

        if (isnan(n)) continue;
        least = fmin(least, n);
        most = fmax(most, n);
    }
    *text = '\0';
    if (least < most)
        snprintf(text, PLOT_WORDS_SIZE, "%.0f to %.0f", least, most);
    else if (least == most)
        snprintf(text, PLOT_WORDS_SIZE, "%.0f", least);
}

/* The longest that has room; false: none has. */
static bool print_line(const plot_view *v, char text[PLOT_WORDS_SIZE])
{
    static const char *const forms[] = {"%.40s: %.40s at the start, %.40s at the end",
                                        "%.40s: %.40s, at the end %.40s",
                                        "%.40s: %.40s, last %.40s"};
    const plot_text style = plot_text_for(v->look, PLOT_TICK);
    const plot_range drawn = find_drawn(v);
    char start[PLOT_WORDS_SIZE], end[PLOT_WORDS_SIZE];

    print_counts(v, drawn.from, start);
    print_counts(v, drawn.to, end);
    for (size_t i = 0; *start && *end && i < sizeof forms / sizeof *forms; i++) {
        snprintf(text, PLOT_WORDS_SIZE, forms[i], v->panel->tally.counted, start, end);
        if (plot_measure_text(v->canvas, &style, text).width <= v->spot.room.width)
            return true;
    }
    return false;
}

double plot_headcount_height(const plot_view *v, double box)
{
    const double height = height_of(v, count_rows(v) + 1), line = height_of(v, 1);
    const double rest = box - height;
    char text[PLOT_WORDS_SIZE];

    if (!has_counts(v) || v->empty || v->n_parts > 1 || !v->spot.shows_x) return 0;
    if (count_rows(v) > 0 && v->data->arms.n_named == v->data->arms.n &&
        (height <= spared * box ||
         (height <= spared_of_large * box && rest >= plot_em(v->look, enough))))
        return height;
    return line <= left_for_words * box && print_line(v, text) ? line : 0;
}

double plot_headcount_left(const plot_view *v)
{
    double most = 0;

    if (v->headcount == 0 || is_in_words(v)) return 0;
    if (!v->look->alone)
        return plot_em(v->look, least_sample + name_gap) + 0.5 * widest_number(v);
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        const plot_text style = style_of(v, arm);
        const char *name = v->data->arms.names[arm];

        if (has_row(v, arm))
            most = fmax(most, plot_measure_text(v->canvas, &style, name).width);
    }
    most = fmin(most, spared * v->spot.room.width);
    return most + plot_em(v->look, name_gap) + 0.5 * widest_number(v);
}

/* ---- drawing ------------------------------------------------------------------ */

static void draw_name(const plot_view *v, size_t arm, double right, double y)
{
    const plot_pen pen = plot_view_pen(v, PLOT_FRONT, arm);
    const double left = fmax(v->spot.room.x, right - plot_em(v->look, sample));
    const double middle = y + 0.5 * plot_em(v->look, line_height);
    plot_text style = style_of(v, arm);
    char text[PLOT_WORDS_SIZE];

    if (!v->look->alone) {
        plot_draw_segment(v->canvas, &pen, (plot_point){left, middle},
                          (plot_point){right, middle});
        return;
    }
    snprintf(text, sizeof text, "%s", v->data->arms.names[arm]);
    plot_fit_name(v->canvas, &style, right - v->spot.room.x, text, "");
    style.align_x = 1;
    plot_draw_text(v->canvas, &style, (plot_point){right, y}, text);
}

/* Every how many ticks there is a number, so that none touch. */
static size_t find_stride(const plot_view *v, double width)
{
    const plot_ruler *r = &v->x[0];
    const double each = r->n > 1 ? plot_frame_x(&v->parts[0], r->ticks[1]) -
                                       plot_frame_x(&v->parts[0], r->ticks[0])
                                 : INFINITY;

    return (size_t)fmax(1, ceil((width + plot_em(v->look, apart)) / each));
}

static void draw_row(const plot_view *v, size_t arm, double y, double width)
{
    const plot_ruler *r = &v->x[0];
    const size_t stride = find_stride(v, width);
    plot_text style = style_of(v, arm);
    char text[PLOT_WORDS_SIZE];

    style.align_x = 0.5;
    for (size_t i = 0; i < r->n; i += stride)
        if (print_count(v, arm, r->ticks[i], text))
            plot_draw_text(v->canvas, &style,
                           (plot_point){plot_frame_x(&v->parts[0], r->ticks[i]), y}, text);
    draw_name(v, arm, v->box.x - 0.5 * width - plot_em(v->look, name_gap), y);
}

void plot_headcount_draw(const plot_view *v, double top)
{
    const plot_text style = plot_text_for(v->look, PLOT_TICK);
    const double line = plot_em(v->look, line_height);
    double y = top + plot_em(v->look, above), width;
    char text[PLOT_WORDS_SIZE];

    if (v->headcount == 0) return;
    if (is_in_words(v)) {
        if (print_line(v, text))
            plot_draw_text(v->canvas, &style, (plot_point){v->spot.room.x, y}, text);
        return;
    }
    width = widest_number(v);
    plot_draw_text(v->canvas, &style, (plot_point){v->spot.room.x, y},
                   v->panel->tally.counted);
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        if (has_row(v, arm)) draw_row(v, arm, y += line, width);
}

/* ---- in a sentence -------------------------------------------------------------- */

void plot_headcount_tell(const plot_view *v, GString *words)
{
    plot_range drawn;
    size_t told = 0;

    if (!has_counts(v) || v->empty) return;
    drawn = find_drawn(v);
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        char start[PLOT_WORDS_SIZE], end[PLOT_WORDS_SIZE];

        if (!has_row(v, arm) || !print_count(v, arm, drawn.from, start) ||
            !print_count(v, arm, drawn.to, end))
            continue;
        if (told++ == 0)
            g_string_append_printf(words, "%c%s at the start and at the end: ",
                                   g_ascii_toupper(v->panel->tally.counted[0]),
                                   v->panel->tally.counted + 1);
        else
            g_string_append(words, "; ");
        g_string_append_printf(words, "%s %s and %s", v->data->arms.names[arm], start, end);
    }
    if (told > 0) g_string_append_c(words, '.');
}
