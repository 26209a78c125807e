#include "plots/ranks.h"

#include <math.h>

#include "plots/frame.h"
#include "plots/key.h"
#include "plots/ranking.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.9, label_gap = 1.0, right_gap = 1.4;
static const double bar_height = 0.85, thin_height = 0.55, between_bars = 0.2;
static const double row_gap = 0.75, above_gap = 0.2, note_gap = 0.35;
static const double tick_gap = 0.3, axis_label_gap = 0.25, number_gap = 0.8;
static const double cap = 0.27, thin_cap = 0.2, arrow = 0.35, halo = 0.35;
static const double sign_room = 1.3, dot_radius = 0.2;
static const double row_stretch = 1.2; /* more of a row, on a page that has room */
static const double narrow_left = 0.4; /* of the axis, where labels stand above bars */
static const double empty_height = 4;  /* of a figure without bars */

static const double whisker_width = 1.3, hatch_width = 0.7; /* points of the default page */
static const double hatch_apart = 0.4;                      /* em */
static const double label_share = 0.46; /* of the page's width, at most, for labels */

enum { MOST_TICKS = 9, LABEL_LINES = 2 };

/* A figure in the making. */
typedef struct {
    plot_draft *draft;
    plot_ranking ranking;
    plot_ruler ruler;
    plot_box area; /* of the bars */
    double left;   /* width of the labels */
    double *tops;  /* [n_drawn + 1] of the rows, below each other from 0 on */
} ranks_page;

/* Colors. */

static bool is_dark(const plot_theme *theme) { return theme->paper.red < theme->ink.red; }

/* Ink stands out from both. */
static plot_color value_fill(const plot_look *look)
{
    const plot_theme *theme = look->theme;

    return is_dark(theme) ? theme->arms[4] : plot_mix(theme->arms[2], theme->paper, 0.35);
}

static plot_color other_fill(const plot_look *look)
{
    const plot_theme *theme = look->theme;

    return is_dark(theme) ? plot_mix(theme->arms[2], theme->paper, 0.4) : theme->arms[7];
}

static plot_pen sign_pen(const plot_look *look)
{
    return plot_plain_pen(look, look->theme->ink, whisker_width);
}

static plot_pen hatch_pen(const plot_look *look)
{
    return plot_plain_pen(look, look->theme->ink, hatch_width);
}

/* Layout. */

/* No room for labels beside the bars: they stand above. */
static bool is_narrow(const ranks_page *j) { return j->draft->look->size->narrow; }

static double em(const ranks_page *j, double ems) { return plot_em(j->draft->look, ems); }

/* Of the signs, between the labels and the bars. */
static double sign_width(const ranks_page *j)
{
    return j->ranking.ranks->sign_label ? em(j, sign_room) : 0;
}

static double bars_height(const ranks_page *j)
{
    return em(j, bar_height + (j->ranking.has_other ? thin_height + between_bars : 0));
}

static plot_text style_beside(const ranks_page *j, plot_role role)
{
    plot_text style = plot_text_for(j->draft->look, role);

    style.width = fmax(1, j->left - em(j, label_gap));
    style.lines = LABEL_LINES;
    style.align_x = is_narrow(j) ? 0 : 1;
    style.halo = em(j, halo);
    style.halo_color = j->draft->look->theme->paper;
    return style;
}

static plot_text label_style(const ranks_page *j) { return style_beside(j, PLOT_LABEL); }

static plot_text detail_style(const ranks_page *j)
{
    plot_text style = style_beside(j, PLOT_SAYING);

    plot_text_scale(j->draft->look, &style, 0.93);
    return style;
}

static bool has_detail(const plot_rank *r) { return r->detail && r->detail[0]; }

static double measure_height(const ranks_page *j, const plot_text *style, const char *text)
{
    return plot_measure_text(&j->draft->canvas, style, text).height;
}

static double label_height(const ranks_page *j, const plot_rank *r)
{
    const plot_text label = label_style(j), detail = detail_style(j);

    return measure_height(j, &label, r->label) +
           (has_detail(r) ? measure_height(j, &detail, r->detail) : 0);
}

/* Room for the labels: as wide as they need, within reason. */
static void set_left(ranks_page *j)
{
    double most = 0, inner = plot_draft_inner(j->draft);
    plot_text detail = detail_style(j);

    detail.width = 0;

    for (size_t i = 0; i < j->ranking.n_drawn; i++) {
        const plot_rank *r = plot_ranking_bar(&j->ranking, i);

        most = fmax(most, plot_draft_measure(j->draft, PLOT_LABEL, r->label));
        if (has_detail(r))
            most =
                fmax(most, plot_measure_text(&j->draft->canvas, &detail, r->detail).width);
    }
    j->left = fmin(most + 1, label_share * inner) + em(j, label_gap);
    if (is_narrow(j)) j->left = inner + em(j, label_gap);
}

static double row_height(const ranks_page *j, size_t rank)
{
    double bars = bars_height(j),
           label = label_height(j, plot_ranking_bar(&j->ranking, rank));

    return em(j, row_gap) +
           (is_narrow(j) ? label + em(j, above_gap) + bars : fmax(label, bars));
}

/* Puts rows below each other, each higher by `more`; how high they are. */
static double stack_rows(ranks_page *j, double more)
{
    set_left(j);
    for (size_t i = 0; i < j->ranking.n_drawn; i++)
        j->tops[i + 1] = j->tops[i] + row_height(j, i) + more;
    return j->tops[j->ranking.n_drawn];
}

static double axis_height(const ranks_page *j)
{
    plot_text tick = plot_text_for(j->draft->look, PLOT_TICK);
    plot_text label = plot_text_for(j->draft->look, PLOT_LABEL);
    char rest[PLOT_WORDS_SIZE];
    double note;

    plot_ranking_print_rest(&j->ranking, rest);
    note = rest[0] ? measure_height(j, &tick, "0") + em(j, note_gap) : 0;
    label.lines = LABEL_LINES;
    label.width = plot_draft_inner(j->draft);
    return em(j, tick_gap + axis_label_gap) + measure_height(j, &tick, "0") + note +
           measure_height(j, &label, j->ranking.ranks->axis_label);
}

/* What the page has for bars and their axis. */
static double find_room(const ranks_page *j)
{
    const plot_draft *d = j->draft;
    const plot_size *size = d->look->size;

    return (size->height > 0 ? d->height : size->most_height) - j->area.y - d->below;
}

static void set_rows(ranks_page *j)
{
    plot_draft *d = j->draft;
    bool fixed = d->look->size->height > 0;
    double room = find_room(j);

    j->area.height = stack_rows(j, 0);
    if (fixed && j->ranking.n_drawn > 0) {
        double more = (room - axis_height(j) - j->area.height) / (double)j->ranking.n_drawn;

        j->area.height = stack_rows(j, fmin(fmax(0, more), em(j, row_stretch)));
    }
    if (j->ranking.n_drawn == 0) j->area.height = em(j, empty_height);
    if (!fixed) d->height = ceil(j->area.y + j->area.height + axis_height(j) + d->below);
}

static plot_frame find_frame(const ranks_page *j)
{
    return (plot_frame){.canvas = &j->draft->canvas,
                        .look = j->draft->look,
                        .box = j->area,
                        .x = &j->ruler,
                        .marks_zero = true};
}

/* Header. */

static double draw_header(const ranks_page *j)
{
    const plot_ranks *r = j->ranking.ranks;
    plot_draft *d = j->draft;
    plot_box room = plot_draft_room(d, key_gap);
    const plot_pen rim = sign_pen(d->look);
    plot_key keys[4];
    size_t n = 0;

    if (r->value_label)
        keys[n++] = (plot_key){
            .kind = PLOT_KEY_BOX, .fill = value_fill(d->look), .text = r->value_label};
    if (r->other_label && j->ranking.has_other)
        keys[n++] = (plot_key){
            .kind = PLOT_KEY_BOX, .fill = other_fill(d->look), .text = r->other_label};
    if (plot_ranking_has_apart(&j->ranking))
        keys[n++] = (plot_key){.kind = PLOT_KEY_HATCH,
                               .pen = hatch_pen(d->look),
                               .fill = value_fill(d->look),
                               .text = r->apart_label};
    if (r->sign_label)
        keys[n++] = (plot_key){.kind = PLOT_KEY_DOT,
                               .fill = d->look->theme->paper,
                               .pen = rim,
                               .text = r->sign_label};
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + em(j, head_gap);
}

/* Only as many bars as the page has room for: fewer may need fewer keys. */
static void set_header(ranks_page *j)
{
    j->area.y = draw_header(j);
    while (j->ranking.n_drawn > 1 && stack_rows(j, 0) + axis_height(j) > find_room(j)) {
        j->ranking.n_drawn--;
        j->area.y = draw_header(j);
    }
}

static void arrange(void *page)
{
    ranks_page *j = page;
    double margin = j->draft->look->size->margin;
    plot_frame frame;

    set_header(j);
    set_rows(j);
    j->area.x = margin + (is_narrow(j) ? em(j, narrow_left) : j->left) + sign_width(j);
    j->area.width = j->draft->width - margin - em(j, right_gap) - j->area.x;
    frame = find_frame(j);
    j->ruler = plot_frame_fit_x(&frame, &j->ranking.measure,
                                plot_ranking_range(&j->ranking), MOST_TICKS, number_gap);
}

/* Drawing. */

static double place(const ranks_page *j, double value)
{
    const plot_frame frame = find_frame(j);

    return plot_frame_x(&frame, value);
}

/* Of a row: its label and its bars stand beside or above each other. */
typedef struct {
    double label, bars;
} tops;

static tops find_tops(const ranks_page *j, size_t rank)
{
    double top = j->area.y + j->tops[rank], row = j->tops[rank + 1] - j->tops[rank];
    double label = label_height(j, plot_ranking_bar(&j->ranking, rank));

    if (is_narrow(j)) return (tops){top, top + label + em(j, above_gap)};
    return (tops){top + 0.5 * (row - label), top + 0.5 * (row - bars_height(j))};
}

static void draw_axis(ranks_page *j)
{
    const plot_frame frame = find_frame(j);
    const plot_text style = plot_text_for(j->draft->look, PLOT_TICK);
    double margin = j->draft->look->size->margin;
    double gaps = em(j, tick_gap + axis_label_gap);

    plot_frame_draw_grid(&frame);
    plot_frame_draw_x_numbers(&frame);
    plot_frame_draw_x_label(
        &frame, j->area.y + j->area.height + gaps + measure_height(j, &style, "0"),
        (plot_range){margin, j->draft->width - margin}, j->ranking.ranks->axis_label);
}

static void draw_rest(ranks_page *j)
{
    plot_text style = plot_text_for(j->draft->look, PLOT_TICK);
    char rest[PLOT_WORDS_SIZE];

    plot_ranking_print_rest(&j->ranking, rest);
    style.align_y = 1;
    style.width = plot_draft_inner(j->draft);
    plot_draw_text(&j->draft->canvas, &style,
                   (plot_point){j->draft->look->size->margin,
                                j->area.y + j->area.height + axis_height(j)},
                   rest);
}

static void draw_label(ranks_page *j, size_t rank)
{
    const plot_rank *r = plot_ranking_bar(&j->ranking, rank);
    const plot_text label = label_style(j), detail = detail_style(j);
    plot_point at = {j->area.x - sign_width(j) - (is_narrow(j) ? 0 : em(j, label_gap)),
                     find_tops(j, rank).label};

    at.y += plot_draw_text(&j->draft->canvas, &label, at, r->label).height;
    if (has_detail(r)) plot_draw_text(&j->draft->canvas, &detail, at, r->detail);
}

/* A bar or a thin one, and where its whisker goes. */
typedef struct {
    double value, low, high;
    double y, height, cap; /* on the page */
    plot_color color;
    bool apart; /* hatched */
} bar;

/* The end of a whisker: across, or an arrow where it leaves the axis. */
static void draw_end(ranks_page *j, const plot_pen *pen, const bar *b, bool is_low)
{
    double value = is_low ? b->low : b->high, half = b->cap, y = b->y + 0.5 * b->height;
    bool beyond = is_low ? value < j->ruler.from : value > j->ruler.to;
    double x = place(j, fmin(fmax(value, j->ruler.from), j->ruler.to));
    double back = beyond ? (is_low ? 1 : -1) * em(j, arrow) : 0;

    plot_draw_line(&j->draft->canvas, pen,
                   (plot_point[]){{x + back, y - half}, {x, y}, {x + back, y + half}}, 3);
}

static void draw_whisker(ranks_page *j, const bar *b)
{
    const plot_pen pen =
        plot_plain_pen(j->draft->look, j->draft->look->theme->ink, whisker_width);
    double from = fmin(fmax(b->low, j->ruler.from), j->ruler.to);
    double to = fmin(fmax(b->high, j->ruler.from), j->ruler.to);
    double y = b->y + 0.5 * b->height;

    if (!plot_drawable(b->low) || !plot_drawable(b->high)) return;
    plot_draw_segment(&j->draft->canvas, &pen, (plot_point){place(j, from), y},
                      (plot_point){place(j, to), y});
    draw_end(j, &pen, b, true);
    draw_end(j, &pen, b, false);
}

static void draw_hatch(ranks_page *j, plot_box box)
{
    const plot_pen pen = hatch_pen(j->draft->look);
    const plot_point corners[] = {{box.x, box.y},
                                  {box.x + box.width, box.y},
                                  {box.x + box.width, box.y + box.height},
                                  {box.x, box.y + box.height}};

    plot_draw_hatch(&j->draft->canvas, &pen, em(j, hatch_apart), corners, 4);
}

static void draw_bar(ranks_page *j, const bar *b)
{
    double zero = place(j, 0), end = place(j, b->value);
    const plot_box box = {fmin(zero, end), b->y, fabs(end - zero), b->height};

    if (!plot_drawable(b->value)) return;
    plot_draw_box(&j->draft->canvas, b->color, box);
    if (b->apart) draw_hatch(j, box);
    draw_whisker(j, b);
}

/* The sign before the bar, and the dot on it. */
static void draw_sign(ranks_page *j, const plot_rank *r, const bar *b)
{
    const plot_look *look = j->draft->look;
    const plot_pen rim = sign_pen(look);
    const double y = b->y + 0.5 * b->height;
    plot_text style = plot_text_for(look, PLOT_NAME);

    if (!plot_rank_has_sign(r)) return;
    style.align_x = style.align_y = 0.5;
    plot_draw_text(&j->draft->canvas, &style,
                   (plot_point){j->area.x - 0.5 * sign_width(j), y}, plot_rank_sign(r));
    plot_draw_disk(&j->draft->canvas, look->theme->paper, &rim,
                   (plot_point){place(j, fabs(r->mean)), y}, em(j, dot_radius));
}

static void draw_row(ranks_page *j, size_t rank)
{
    const plot_rank *r = plot_ranking_bar(&j->ranking, rank);
    const plot_look *look = j->draft->look;
    double y = find_tops(j, rank).bars, height = em(j, bar_height);
    const bool apart = plot_ranking_is_apart(&j->ranking, rank);
    const bar thick = {r->value, r->low,     r->high,          y,
                       height,   em(j, cap), value_fill(look), apart};
    const bar thin = {r->other,           r->other_low,
                      r->other_high,      y + height + em(j, between_bars),
                      em(j, thin_height), em(j, thin_cap),
                      other_fill(look),   apart};

    draw_bar(j, &thick);
    if (j->ranking.has_other) draw_bar(j, &thin);
    if (j->ranking.ranks->sign_label) draw_sign(j, r, &thick);
    draw_label(j, rank);
}

static void draw(void *page)
{
    ranks_page *j = page;

    draw_header(j);
    draw_axis(j);
    for (size_t i = 0; i < j->ranking.n_drawn; i++) draw_row(j, i);
    draw_rest(j);
}

static void tell(const void *page, GString *words)
{
    const ranks_page *j = page;

    plot_ranking_tell(&j->ranking, words);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_ranks *ranks = shown;
    ranks_page *j = page;
    sim_status status = plot_ranking_init(&j->ranking, ranks, &draft->pool, err);

    if (status != SIM_OK) return status;
    j->draft = draft;
    draft->caption.title = ranks->title;
    draft->saying = ranks->saying;
    if (ranks->told) draft->caption.title = plot_ranking_print(&j->ranking, &draft->pool);
    j->tops = sim_pool_take(&draft->pool, ranks->n_bars + 1, sizeof *j->tops);
    return sim_pool_check(&draft->pool, "figure", err);
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const ranks_page *j = page;

    if (j->ranking.ranks->told) plot_ranking_add(&j->ranking, figure, facts);
}

const plot_maker plot_ranks_maker = {sizeof(ranks_page), init, arrange, draw, tell, find};
