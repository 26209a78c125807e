#include "plots/facets.h"

#include <math.h>
#include <string.h>

/* Lengths in em. */
static const double title_height = 1.9, saying_gap = 0.1, label_height = 1.45,
                    top_gap = 0.55, label_gap = 0.55;
static const double column_gap = 1.9, row_gap = 0.9, right_gap = 1.3;
static const double x_label_gap = 0.25;
static const double tick_room_y = 2.3, whole_room_y = 1.5, number_gap = 0.7,
                    least_height = 4;
static const double rounding = 1e-6; /* no point more for it */
static const double reach = 0.35;    /* of numbers into the gap beside a panel */

static const double least_used = 0.75, y_room = 0.05; /* of a y axis */
static const double most_taller = 1.5; /* a row than others, on a page of fixed height */
static const double word_share = 0.32; /* of a panel's room, for categories beside it */

enum { MOST_TICKS = 8, MOST_WHOLE = 12, BROAD_COLUMNS = 2 };
enum { TITLE_LINES = 2, MORE_LINES = 3, WORD_LINES = 2, LABEL_LINES = 2, SAYING_LINES = 2 };

/* The height of a page is set in the first round; its ticks need to know that of a panel. */
enum { ROUNDS = 2 };

sim_status plot_facets_check(const char *title, size_t n_panels, size_t n_points,
                             sim_error *err)
{
    if (n_panels == 0 || n_panels > PLOT_MOST_PANELS)
        return sim_fail(err, SIM_EVALUE, "figure '%s': %zu panels; 1 to %d would be right",
                        title, n_panels, PLOT_MOST_PANELS);
    if (n_points > 0) return SIM_OK;
    return sim_fail(err, SIM_EVALUE, "figure '%s': no points; 1 or more would be right",
                    title);
}

size_t plot_facets_room(const plot_size *size, size_t n, bool broad)
{
    size_t most = broad ? size->broad : size->facets;

    return n < most ? n : most;
}

static bool is_in_row(const plot_facets *f) { return f->in_row || f->side_by_side > 0; }

/* How many stand side by side. */
static size_t count_columns(const plot_facets *f)
{
    static const size_t wide[] = {1, 1, 2, 3, 2, 3, 3, 4, 4, 3, 4, 4, 4};
    static const size_t tall[] = {1, 1, 2, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3};
    const plot_size *size = f->draft->look->size;

    size_t n = size->height > 0 ? wide[f->n] : tall[f->n];

    if (f->side_by_side > 0) {
        const size_t rows = (f->n + f->side_by_side - 1) / f->side_by_side;

        return (f->n + rows - 1) / rows;
    }
    if (f->in_row && size->height > 0 && !size->narrow) return f->n;
    if (size->narrow) return f->n > 3 && !f->broad ? 2 : 1;
    return f->broad && n > BROAD_COLUMNS ? BROAD_COLUMNS : n;
}

static double em(const plot_facets *f, double ems) { return plot_em(f->draft->look, ems); }

static bool has_titles(const plot_facets *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->list[i].title) return true;
    return false;
}

/* Does nothing of the same column stand below it, or has it an axis of its own? */
static bool shows_x(const plot_facets *f, size_t panel)
{
    return !f->common_x || panel + f->columns >= f->n;
}

static bool owns_y(const plot_facets *f) { return f->n > 0 && f->list[0].y; }

static bool shows_y(const plot_facets *f, size_t panel)
{
    return owns_y(f) || panel % f->columns == 0;
}

static double gap_x(const plot_facets *f) { return em(f, column_gap); }

/* Width of a column with the words beside it. */
static double column_room(const plot_facets *f)
{
    return f->area.width / (double)f->columns;
}

double plot_facets_word_room(const plot_facets *f, size_t panel)
{
    double share = f->list[panel].words;

    return (share > 0 ? share : word_share) * column_room(f);
}

/* Categories of an axis of its own are lines of a list. */
plot_frame plot_facets_frame(const plot_facets *f, size_t panel)
{
    return (plot_frame){.canvas = &f->draft->canvas,
                        .look = f->draft->look,
                        .box = f->boxes[panel],
                        .x = &f->x[panel],
                        .y = owns_y(f) ? &f->own[panel] : &f->y,
                        .reach = reach * gap_x(f),
                        .word_room = plot_facets_word_room(f, panel),
                        .word_lines = owns_y(f) ? 1 : WORD_LINES};
}

/* Rulers. */

static void fit_x(plot_facets *f, size_t panel)
{
    const plot_facet *facet = &f->list[panel];
    plot_frame frame = plot_facets_frame(f, panel);

    frame.values = facet->values;
    f->x[panel] =
        plot_frame_fit_x(&frame, facet->measure, facet->range,
                         facet->measure->whole ? MOST_WHOLE : MOST_TICKS, number_gap);
}

/* Ends at ticks, unless that leaves much of the axis empty. */
static plot_ruler round_y(const plot_facets *f, size_t most)
{
    plot_ruler r = plot_ruler_rounded(f->measure, f->range, most);
    plot_range wide = plot_range_widen(f->range, f->measure, y_room);

    if (plot_ruler_place(&r, f->range.to) - plot_ruler_place(&r, f->range.from) >=
        least_used)
        return r;
    if (f->range.from == 0) wide.from = 0;
    return plot_ruler_exact(f->measure, wide, most);
}

/* How many ticks of a y axis have room. */
static size_t count_y(const plot_facets *f, const plot_measure *m, double height)
{
    double limit = m->whole ? MOST_WHOLE : MOST_TICKS;
    double room = em(f, m->whole ? whole_room_y : tick_room_y);

    return (size_t)fmax(3, fmin(limit, height / room));
}

static void fit_y(plot_facets *f)
{
    size_t most;

    for (size_t i = 0; owns_y(f) && i < f->n; i++) {
        const plot_facet *facet = &f->list[i];

        most = count_y(f, facet->y, f->heights[i / f->columns]);
        f->own[i] = plot_ruler_exact(facet->y, facet->y_range, most);
    }
    if (owns_y(f)) return;
    most = count_y(f, f->measure, f->heights[0]);
    f->y = f->rounded ? round_y(f, most)
                      : plot_ruler_at(f->measure, f->range, f->values, most);
}

static double find_left(const plot_facets *f, size_t panel)
{
    const plot_frame frame = plot_facets_frame(f, panel);

    return plot_frame_left(&frame);
}

/* Words at the axes. */

static plot_text x_label_style(const plot_facets *f, size_t panel)
{
    plot_text style = plot_text_for(f->draft->look, PLOT_LABEL);

    style.align_x = 0.5;
    style.width = fmax(1, f->boxes[panel].width + 0.6 * gap_x(f));
    style.lines = is_in_row(f) ? MORE_LINES : LABEL_LINES;
    return style;
}

/* No line ends within the unit at its end: "(1/day)". */
static void print_x_label(char text[PLOT_WORDS_SIZE], const plot_measure *m)
{
    char plain[PLOT_WORDS_SIZE];
    GString *unit;
    char *bracket;

    plot_measure_print(plain, m);
    bracket = strrchr(plain, '(');
    unit = g_string_new(bracket ? bracket : "");
    if (bracket) *bracket = '\0';
    g_string_replace(unit, " ", "\xC2\xA0", 0);
    g_string_replace(unit, "/", "/\xE2\x81\xA0", 0);
    snprintf(text, PLOT_WORDS_SIZE, "%.150s%.100s", plain, unit->str);
    g_string_free(unit, TRUE);
}

/* Layout. */

static double title_row(const plot_facets *f)
{
    return em(f, has_titles(f) ? title_height : top_gap);
}

static double label_row(const plot_facets *f)
{
    return em(f, label_height + (has_titles(f) ? 0.1 : 0));
}

static plot_text title_style(const plot_facets *f, size_t panel)
{
    plot_text style = plot_text_for(f->draft->look, PLOT_TITLE);
    plot_box b = f->boxes[panel];

    style.width = fmax(1, b.x + b.width + 0.5 * gap_x(f) - plot_facets_left(f, panel));
    style.lines = is_in_row(f) ? MORE_LINES : TITLE_LINES;
    return style;
}

/* No further than the title, unless the panel is as wide as its column. */
static plot_text saying_style(const plot_facets *f, size_t panel)
{
    plot_text style = plot_text_for(f->draft->look, PLOT_SAYING);

    style.width =
        owns_y(f) ? fmax(1, column_room(f) - gap_x(f)) : title_style(f, panel).width;
    style.lines = SAYING_LINES;
    return style;
}

/* Of what stands below the first line of a title: a second one, and the words. */
static double saying_height(const plot_facets *f, size_t panel)
{
    const plot_facet *facet = &f->list[panel];
    const plot_text title = title_style(f, panel), saying = saying_style(f, panel);
    plot_canvas *canvas = &f->draft->canvas;
    double height = 0;

    if (facet->title)
        height = plot_measure_text(canvas, &title, facet->title).height -
                 plot_measure_text(canvas, &title, "0").height;
    if (facet->saying)
        height +=
            em(f, saying_gap) + plot_measure_text(canvas, &saying, facet->saying).height;
    return height;
}

/* Heights of what stands around the rows: the most of the panels of each. */
static void measure_rows(plot_facets *f)
{
    char text[PLOT_WORDS_SIZE];

    for (size_t row = 0; row < f->rows; row++)
        f->words[row] = f->below[row] = f->sayings[row] = 0;
    for (size_t panel = 0; panel < f->n; panel++) {
        const plot_text style = x_label_style(f, panel);
        const plot_frame frame = plot_facets_frame(f, panel);
        size_t row = panel / f->columns;
        double label;

        print_x_label(text, f->x[panel].measure);
        label = plot_measure_text(&f->draft->canvas, &style, text).height;
        f->words[row] = fmax(f->words[row], plot_frame_below(&frame));
        f->below[row] = fmax(f->below[row], em(f, x_label_gap) + label);
        f->sayings[row] = fmax(f->sayings[row], saying_height(f, panel));
    }
    for (size_t row = 0; row < f->rows; row++) f->below[row] += f->words[row];
}

/* What stands above the plotting areas of a row; the label of a common y axis stands above
 * the first alone. */
static double row_above(const plot_facets *f, size_t row)
{
    bool labelled = row == 0 || owns_y(f);

    return title_row(f) + f->sayings[row] + (labelled ? label_row(f) : 0);
}

/* From the first plotting area to that of a row, and what beside heights is in it. */
static double row_offset(const plot_facets *f, size_t row, double *gaps)
{
    double sum = 0;

    *gaps = 0;
    for (size_t i = 0; i < row; i++) {
        *gaps += em(f, row_gap) + (f->common_x ? 0 : f->below[i]) + row_above(f, i + 1);
        sum += f->heights[i];
    }
    return sum + *gaps;
}

/* All panels are as wide as the first column leaves them; with axes of their own, each as
 * its words do. */
static void set_column(plot_facets *f, size_t panel)
{
    plot_box *box = &f->boxes[panel];
    double columns = (double)f->columns, column = (double)(panel % f->columns);
    double room = f->area.width - em(f, right_gap) - (columns - 1) * gap_x(f);

    if (owns_y(f)) {
        double left = find_left(f, panel);

        box->x = f->area.x + column * (room / columns + gap_x(f)) + left;
        box->width = room / columns - left;
        return;
    }
    box->width = (room - f->left) / columns;
    box->x = f->area.x + f->left + column * (box->width + gap_x(f));
}

static void set_columns(plot_facets *f)
{
    f->left = owns_y(f) ? 0 : find_left(f, 0);
    for (size_t i = 0; i < f->n; i++) {
        set_column(f, i);
        fit_x(f, i);
    }
    measure_rows(f);
    f->above = row_above(f, 0);
}

static double plain_height(const plot_facets *f)
{
    return fmax(em(f, least_height), f->aspect * column_room(f));
}

/* What the plotting areas of a row are to be high. */
static double wished_height(const plot_facets *f, size_t row)
{
    double most = plain_height(f);

    for (size_t i = row * f->columns; i < f->n && i / f->columns == row; i++)
        most = fmax(most, em(f, f->list[i].height));
    return most;
}

/* Rows share what the page has as they would be high: on one of fixed height all of it, on
 * others at most that. */
static void set_heights(plot_facets *f, double around)
{
    const plot_draft *d = f->draft;
    const plot_size *size = d->look->size;
    const bool fixed = size->height > 0;
    double room = (fixed ? d->height : size->most_height) - f->area.y - d->below - around;
    double sum = 0;

    for (size_t row = 0; row < f->rows; row++) {
        f->heights[row] = wished_height(f, row);
        if (fixed) f->heights[row] = fmin(f->heights[row], most_taller * plain_height(f));
        sum += f->heights[row];
    }
    if (!fixed && sum <= room) return;
    for (size_t row = 0; row < f->rows; row++)
        f->heights[row] = fmax(em(f, least_height), f->heights[row] * room / sum);
}

static void set_rows(plot_facets *f)
{
    plot_draft *d = f->draft;
    size_t last = f->rows - 1;
    double gaps, around;

    row_offset(f, last, &gaps);
    around = f->above + gaps + f->below[last];
    set_heights(f, around);
    f->area.height = around;
    for (size_t row = 0; row < f->rows; row++) f->area.height += f->heights[row];
    for (size_t i = 0; i < f->n; i++) {
        f->boxes[i].y = f->area.y + f->above + row_offset(f, i / f->columns, &gaps);
        f->boxes[i].height = f->heights[i / f->columns];
    }
    if (d->look->size->height == 0)
        d->height = ceil(f->area.y + f->area.height + d->below - rounding);
}

static bool has_room(const plot_facets *f)
{
    const plot_draft *d = f->draft;

    return d->look->size->height == 0 ||
           f->area.y + f->area.height + d->below <= d->height + rounding;
}

static void leave_row_out(plot_facets *f)
{
    f->n = (f->rows - 1) * f->columns;
    f->draft->is_crowded = true;
    plot_draft_say_left(f->draft, f->n, f->n_all);
}

void plot_facets_arrange(plot_facets *f, double top)
{
    plot_draft *d = f->draft;

    f->columns = count_columns(f);
    f->rows = (f->n + f->columns - 1) / f->columns;
    f->area = (plot_box){d->look->size->margin, top, plot_draft_inner(d), 0};
    f->above = title_row(f) + label_row(f);
    for (size_t row = 0; row < f->rows; row++)
        f->heights[row] = d->height > 0
                              ? 0.7 * (d->height - top) / (double)f->rows - f->above
                              : wished_height(f, row);
    for (int round = 0; round < ROUNDS; round++) {
        fit_y(f);
        set_columns(f);
        set_rows(f);
    }
    if (f->n_all > 0 && f->rows > 1 && !has_room(f)) leave_row_out(f);
}

void plot_facets_give_room(const plot_facets *f, double ems)
{
    plot_draft *d = f->draft;

    if (d->look->size->height == 0 || !d->saying || d->is_quiet ||
        f->heights[0] >= em(f, ems))
        return;
    if (d->whole) {
        if (*d->whole == '\0') return;
        d->whole = "";
        plot_draft_say_left(d, f->n, f->n_all);
    } else
        d->is_quiet = true;
    d->is_crowded = true;
}

/* Drawing. */

static void draw_x_label(const plot_facets *f, size_t panel)
{
    plot_text style = x_label_style(f, panel);
    plot_box b = f->boxes[panel];
    double y = b.y + b.height + f->words[panel / f->columns] + em(f, x_label_gap);
    char text[PLOT_WORDS_SIZE];

    print_x_label(text, f->x[panel].measure);
    plot_draw_text(&f->draft->canvas, &style, (plot_point){b.x + 0.5 * b.width, y}, text);
}

double plot_facets_left(const plot_facets *f, size_t panel)
{
    plot_box b = f->boxes[panel];

    if (owns_y(f)) return b.x - find_left(f, panel);
    return shows_y(f, panel) ? f->area.x : b.x;
}

static void draw_y_label(const plot_facets *f, size_t panel, const plot_frame *frame)
{
    double left = plot_facets_left(f, panel);
    double right = owns_y(f) ? frame->box.x + frame->box.width : left + f->area.width;
    char text[PLOT_WORDS_SIZE];

    plot_measure_print(text, frame->y->measure);
    plot_frame_draw_y_label(frame, label_gap, (plot_range){left, right}, text);
}

/* The title, and the words below it. */
static void draw_title(const plot_facets *f, size_t panel)
{
    plot_text style = title_style(f, panel);
    plot_point at = {plot_facets_left(f, panel),
                     f->boxes[panel].y - row_above(f, panel / f->columns)};

    at.y += plot_draw_text(&f->draft->canvas, &style, at, f->list[panel].title).height;
    if (!f->list[panel].saying) return;
    at.y += em(f, saying_gap);
    style = saying_style(f, panel);
    plot_draw_text(&f->draft->canvas, &style, at, f->list[panel].saying);
}

void plot_facets_draw_axes(const plot_facets *f, size_t panel)
{
    const plot_frame frame = plot_facets_frame(f, panel);

    plot_frame_draw_corner(&frame);
    if (shows_x(f, panel)) {
        plot_frame_draw_x_numbers(&frame);
        draw_x_label(f, panel);
    }
    if (shows_y(f, panel)) plot_frame_draw_y_numbers(&frame);
    if (panel == 0 || owns_y(f)) draw_y_label(f, panel, &frame);
    if (f->list[panel].title) draw_title(f, panel);
}

void plot_facets_draw_words(const plot_facets *f, size_t panel, const char *words)
{
    const plot_frame frame = plot_facets_frame(f, panel);

    plot_frame_draw_words(&frame, words);
}
