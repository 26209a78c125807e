#include "plots/panel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { X_TICKS = 7, Y_TICKS = 5, LOG_TICKS = 10 };

/* Room around the plotting area, and sizes inside it. */
static const double left = 47, top = 31, right = 9, bottom = 30;
static const double tick_gap = 3.5, key_line = 21, key_gap = 12, label_gap = 4;
static const double point_radius = 1.2, end_radius = 2.0;

static const plot_color shade = {0.93, 0.93, 0.935, 1};

static const plot_text title_text = {
    .size = 10.5, .color = {0.13, 0.13, 0.15, 1}, .bold = true, .lines = 1};
static const plot_text note_text = {
    .size = 8.5, .color = {0.38, 0.38, 0.41, 1}, .align_y = 0.5, .lines = 1};
static const plot_text tick_text = {.size = 8.5, .color = {0.2, 0.2, 0.22, 1}};
static const plot_text axis_text = {
    .size = 9, .color = {0.13, 0.13, 0.15, 1}, .align_x = 0.5, .lines = 1};
static const plot_text end_text = {.size = 9, .align_x = 0.5, .align_y = 0.5, .bold = true};

/* A panel that is being drawn. */
typedef struct {
    plot_canvas *canvas;
    const plot_panel *panel;
    const sim_table *table;
    const plot_arms *arms;
    plot_box room, box; /* the panel; its plotting area */
    plot_axis x, y;
    bool empty; /* no value in the window can be drawn */
    size_t x_column, end_column, columns[PLOT_MAX_SERIES];
    plot_point *points; /* [table->n_rows + 2] of the curve in hand */
} view;

/* The rows of an arm in a table. */
typedef struct {
    size_t first, end;
} row_range;

plot_pen plot_arm_pen(const plot_arms *arms, size_t arm, plot_line line)
{
    /* The first is thinnest and drawn last: where curves coincide, the others show as
     * rims around it. */
    double part = arms->n > 1 ? (double)arm / (double)(arms->n - 1) : 0.3;

    return (plot_pen){plot_arm_color(arm, arms->n), 1.2 + 1.8 * part, line};
}

static size_t count_series(const plot_panel *panel)
{
    size_t n = 0;

    while (n < PLOT_MAX_SERIES && panel->series[n].column) n++;
    return n;
}

static row_range find_rows(const sim_table *table, const char *key)
{
    row_range rows = {0, 0};

    while (rows.first < table->n_rows && strcmp(table->keys[rows.first], key) != 0)
        rows.first++;
    rows.end = rows.first;
    while (rows.end < table->n_rows && strcmp(table->keys[rows.end], key) == 0) rows.end++;
    return rows;
}

static sim_status find_table(view *v, const plot_data *data, sim_error *err)
{
    for (size_t i = 0; i < data->n_tables; i++) {
        v->table = data->tables[i];
        if (strcmp(v->table->name, v->panel->table) == 0) return SIM_OK;
    }
    return sim_fail(err, SIM_ENAME,
                    "figure '%s': panel '%s' draws the table '%s', which was not given",
                    v->panel->page, v->panel->name, v->panel->table);
}

static sim_status find_column(const view *v, const char *name, size_t *column,
                              sim_error *err)
{
    *column = sim_table_find(v->table, name);
    if (*column < v->table->n_columns) return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "figure '%s': panel '%s' draws the column '%s', which the table '%s' "
                    "does not have",
                    v->panel->page, v->panel->name, name, v->table->name);
}

static sim_status find_columns(view *v, sim_error *err)
{
    const plot_panel *panel = v->panel;
    sim_status status = find_column(v, panel->x.column, &v->x_column, err);

    for (size_t i = 0; status == SIM_OK && i < count_series(panel); i++)
        status = find_column(v, panel->series[i].column, &v->columns[i], err);
    if (status == SIM_OK && panel->end_column)
        status = find_column(v, panel->end_column, &v->end_column, err);
    return status;
}

/* Ranges of what will be drawn. */

typedef struct {
    double lo, hi;
} range;

static void widen(range *r, double value)
{
    if (!plot_drawable(value)) return;
    r->lo = fmin(r->lo, value); /* of a number and NAN: the number */
    r->hi = fmax(r->hi, value);
}

static void set_x_axis(view *v)
{
    const plot_x *x = &v->panel->x;
    range data = {NAN, NAN};

    for (size_t row = 0; row < v->table->n_rows; row++)
        widen(&data, sim_table_cell(v->table, row, v->x_column));
    if (isnan(data.lo)) data = (range){0, 1};
    data.lo = isnan(x->from) ? data.lo : x->from;
    data.hi = isnan(x->to) ? data.hi : fmin(data.hi, x->to);
    v->x = plot_axis_linear(x->unit, data.lo, fmax(data.lo, data.hi), X_TICKS);
}

static void widen_by_row(const view *v, range *data, size_t row)
{
    double lowest = v->panel->y.scale == PLOT_LOG ? fmax(v->panel->y.start, 1e-99) : -1e100;

    for (size_t i = 0; i < count_series(v->panel); i++) {
        double value = sim_table_cell(v->table, row, v->columns[i]);

        if (value >= lowest) widen(data, value);
    }
}

/* Part of the axis kept free above the highest point for the label at it. */
static const double label_room = 0.1;

static void set_y_axis(view *v)
{
    const plot_y *y = &v->panel->y;
    range data = {NAN, NAN};

    for (size_t row = 0; row < v->table->n_rows; row++) {
        double x = sim_table_cell(v->table, row, v->x_column);

        if (x >= v->x.from && x <= v->x.to) widen_by_row(v, &data, row);
    }
    v->empty = isnan(data.lo);
    if (y->scale == PLOT_LOG) {
        if (v->empty) data = (range){1, 10};
        v->y = plot_axis_log(data.lo, data.hi, LOG_TICKS);
        return;
    }
    widen(&data, y->start);
    widen(&data, y->end);
    if (isnan(data.lo)) data = (range){0, 1};
    if (v->panel->end_column) data.hi += label_room * (data.hi - data.lo);
    v->y = plot_axis_rounded(&plot_number, data.lo, data.hi, Y_TICKS);
}

/* From numbers to the page: the only place. */
static plot_point place(const view *v, double x, double y)
{
    const plot_box *box = &v->box;

    return (plot_point){box->x + box->width * plot_axis_place(&v->x, x),
                        box->y + box->height * (1 - plot_axis_place(&v->y, y))};
}

static void draw_x_ticks(const view *v, const plot_pen *grid)
{
    double bottom_y = v->box.y + v->box.height;
    plot_text style = tick_text;
    char label[PLOT_LABEL_SIZE];

    style.align_x = 0.5;
    for (size_t i = 0; i < v->x.n_ticks; i++) {
        double x = place(v, plot_axis_tick(&v->x, i), v->y.from).x;

        plot_draw_segment(v->canvas, grid, (plot_point){x, v->box.y},
                          (plot_point){x, bottom_y});
        plot_axis_print(&v->x, i, label);
        plot_draw_text(v->canvas, &style, (plot_point){x, bottom_y + tick_gap - 1}, label);
    }
}

static void draw_y_ticks(const view *v, const plot_pen *grid)
{
    plot_text style = tick_text;
    char label[PLOT_LABEL_SIZE];

    style.align_x = 1;
    style.align_y = 0.5;
    for (size_t i = 0; i < v->y.n_ticks; i++) {
        double y = place(v, v->x.from, plot_axis_tick(&v->y, i)).y;

        plot_draw_segment(v->canvas, grid, (plot_point){v->box.x, y},
                          (plot_point){v->box.x + v->box.width, y});
        plot_axis_print(&v->y, i, label);
        plot_draw_text(v->canvas, &style, (plot_point){v->box.x - tick_gap, y}, label);
    }
}

/* Does the label name the unit, in the singular or plural: "population doublings"? */
static bool names_unit(const char *label, const char *unit)
{
    size_t n = strlen(unit);

    for (const char *at = label; (at = strstr(at, unit)); at++) {
        bool starts = at == label || at[-1] == ' ';
        size_t end = n + (at[n] == 's');

        if (starts && (at[end] == '\0' || at[end] == ' ')) return true;
    }
    return false;
}

/* "time after injection (months)"; a unit of 1 is not worth a word. */
static void print_label(char *text, size_t size, const char *label, const char *unit)
{
    if (unit[0] == '\0' || strcmp(unit, "1") == 0 || names_unit(label, unit))
        snprintf(text, size, "%s", label);
    else
        snprintf(text, size, "%s (%s)", label, unit);
}

static void draw_axis_labels(const view *v)
{
    const plot_panel *panel = v->panel;
    const char *y_unit = v->table->columns[v->columns[0]].unit;
    const char *x_unit = panel->x.unit->name;
    plot_text style = axis_text;
    char text[256];

    if (x_unit[0] == '\0') x_unit = v->table->columns[v->x_column].unit;
    style.width = v->box.width + left;
    style.align_y = 1;
    print_label(text, sizeof text, panel->x.label, x_unit);
    plot_draw_text(v->canvas, &style,
                   (plot_point){v->box.x + 0.5 * v->box.width, v->room.y + v->room.height},
                   text);
    style.width = v->box.height + bottom;
    style.align_y = 0;
    style.upward = true;
    print_label(text, sizeof text, panel->y.label, y_unit);
    plot_draw_text(v->canvas, &style,
                   (plot_point){v->room.x, v->box.y + 0.5 * v->box.height}, text);
}

static void draw_frame(const view *v)
{
    const plot_pen grid = {plot_pale, 0.6, PLOT_SOLID};
    const plot_pen axis = {plot_gray, 0.8, PLOT_SOLID};
    const plot_box *b = &v->box;
    double level = place(v, v->x.from, v->panel->y.level).y;

    draw_x_ticks(v, &grid);
    draw_y_ticks(v, &grid);
    if (level >= b->y && level <= b->y + b->height)
        plot_draw_segment(v->canvas, &axis, (plot_point){b->x, level},
                          (plot_point){b->x + b->width, level});
    plot_draw_line(v->canvas, &axis,
                   (plot_point[]){{b->x, b->y},
                                  {b->x, b->y + b->height},
                                  {b->x + b->width, b->y + b->height}},
                   3);
}

static double number_or(double number, double otherwise)
{
    return isnan(number) ? otherwise : number;
}

/* Puts the curve of one arm into v->points, NAN where it cannot be drawn. */
static size_t trace(const view *v, row_range rows, size_t column)
{
    bool log = v->panel->y.scale == PLOT_LOG;
    double lowest = log ? number_or(v->panel->y.start, 0) : -INFINITY;

    for (size_t row = rows.first; row < rows.end; row++) {
        double x = sim_table_cell(v->table, row, v->x_column);
        double y = sim_table_cell(v->table, row, column);
        bool inside = x >= v->x.from && x <= v->x.to && y >= lowest;

        v->points[row - rows.first] = place(v, x, inside ? y : NAN);
    }
    return rows.end - rows.first;
}

static bool is_finite(plot_point p) { return isfinite(p.x) && isfinite(p.y); }

static void draw_points(const view *v, size_t arm, const plot_series *series, size_t n)
{
    plot_pen rim = plot_arm_pen(v->arms, arm, PLOT_SOLID);
    plot_color fill = series->line == PLOT_SOLID ? rim.color : plot_white;
    double wider = rim.width;

    rim.width = 1.1;
    for (size_t i = 0; i < n; i++) {
        if (!is_finite(v->points[i])) continue;
        plot_draw_disk(v->canvas, fill, &rim, v->points[i],
                       i + 1 < n ? point_radius + 0.4 * wider : end_radius + wider);
    }
}

static void draw_series(const view *v, size_t i)
{
    const plot_series *series = &v->panel->series[i];

    for (size_t arm = v->arms->n; arm-- > 0;) {
        row_range rows = find_rows(v->table, v->arms->names[arm]);
        plot_pen pen = plot_arm_pen(v->arms, arm, series->line);
        size_t n = trace(v, rows, v->columns[i]);

        plot_draw_line(v->canvas, &pen, v->points, n);
        if (series->kind == PLOT_POINTS) draw_points(v, arm, series, n);
    }
}

/* The arm in which a shared series is largest stands for all. */
static size_t largest_arm(const view *v, size_t column)
{
    size_t best = 0;
    double most = -INFINITY;

    for (size_t arm = 0; arm < v->arms->n; arm++) {
        row_range rows = find_rows(v->table, v->arms->names[arm]);

        for (size_t row = rows.first; row < rows.end; row++) {
            double value = sim_table_cell(v->table, row, column);

            if (!(value > most)) continue;
            most = value;
            best = arm;
        }
    }
    return best;
}

/* Draws the curve that arms share, shaded down to 0 or, where that is not on the axis, to
 * its lower end. */
static void draw_shared(const view *v, size_t i)
{
    const plot_pen edge = {plot_gray, 0.8, v->panel->series[i].line};
    const double floor_y = place(v, v->x.from, fmin(fmax(0, v->y.from), v->y.to)).y;
    size_t n, kept = 0;

    if (v->arms->n == 0) return;
    n = trace(v, find_rows(v->table, v->arms->names[largest_arm(v, v->columns[i])]),
              v->columns[i]);
    for (size_t k = 0; k < n; k++)
        if (is_finite(v->points[k])) v->points[kept++] = v->points[k];
    if (kept == 0) return;
    v->points[kept] = (plot_point){v->points[kept - 1].x, floor_y};
    v->points[kept + 1] = (plot_point){v->points[0].x, floor_y};
    plot_draw_area(v->canvas, shade, v->points, kept + 2);
    plot_draw_line(v->canvas, &edge, v->points, kept);
}

/* Labels at the ends. */

enum { STEPS = 4 }; /* places along each line that a label avoids */

static bool overlap(const plot_box *a, const plot_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static bool is_free(const plot_box *box, const plot_box *around, const plot_box taken[],
                    size_t n)
{
    if (box->x < around->x || box->x + box->width > around->x + around->width) return false;
    if (box->y < around->y || box->y + box->height > around->y + around->height)
        return false;
    for (size_t i = 0; i < n; i++)
        if (overlap(box, &taken[i])) return false;
    return true;
}

/* The first free place around a point, else no label: the large point is still there. */
static bool find_label_place(const view *v, const char *text, const plot_box taken[],
                             size_t n, plot_point *at)
{
    static const plot_point sides[] = {{-1, -1}, {1, 1},  {0, -1.2}, {0, 1.2},   {-1.2, 0},
                                       {1.2, 0}, {1, -1}, {-1, 1},   {-1.3, -2}, {1.3, 2}};
    plot_point point = *at;

    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        plot_box box = plot_measure_text(v->canvas, &end_text, point, text);

        *at = (plot_point){point.x + sides[i].x * (0.5 * box.width + label_gap),
                           point.y + sides[i].y * (0.5 * box.height + 0.5 * label_gap)};
        box.x += at->x - point.x;
        box.y += at->y - point.y;
        if (is_free(&box, &v->box, taken, n)) return true;
    }
    return false;
}

static bool last_point(const view *v, size_t arm, plot_point *at, double *label)
{
    row_range rows = find_rows(v->table, v->arms->names[arm]);

    if (rows.first == rows.end) return false;
    *at = place(v, sim_table_cell(v->table, rows.end - 1, v->x_column),
                sim_table_cell(v->table, rows.end - 1, v->columns[0]));
    *label = sim_table_cell(v->table, rows.end - 1, v->end_column);
    return is_finite(*at) && plot_drawable(*label);
}

/* What labels keep clear of: the points of each curve and the lines between them. */
static size_t take_curves(const view *v, plot_box taken[])
{
    size_t n_taken = 0;

    for (size_t arm = 0; arm < v->arms->n; arm++) {
        size_t n = trace(v, find_rows(v->table, v->arms->names[arm]), v->columns[0]);

        for (size_t i = 0; i < n * STEPS; i++) {
            const plot_point *a = &v->points[i / STEPS];
            const plot_point *b = i / STEPS + 1 < n ? a + 1 : a;
            double part = (double)(i % STEPS) / STEPS;

            if (!is_finite(*a) || !is_finite(*b)) continue;
            taken[n_taken++] = (plot_box){a->x + part * (b->x - a->x) - 1.5,
                                          a->y + part * (b->y - a->y) - 1.5, 3, 3};
        }
    }
    return n_taken;
}

/* Arms that end at one point share one label. */
static void draw_end_labels(const view *v, plot_box taken[], plot_point ends[])
{
    size_t n = take_curves(v, taken), n_ends = 0;
    plot_text style = end_text;
    char text[64];
    double number;
    plot_point at;

    for (size_t arm = 0; arm < v->arms->n; arm++) {
        size_t same = 0;

        if (!last_point(v, arm, &at, &number)) continue;
        while (same < n_ends && hypot(ends[same].x - at.x, ends[same].y - at.y) > 1) same++;
        if (same < n_ends) continue;
        ends[n_ends++] = at;
        snprintf(text, sizeof text, "%s%.6g", v->panel->end_prefix, number);
        if (!find_label_place(v, text, taken, n, &at)) continue;
        style.color = plot_arm_color(arm, v->arms->n);
        taken[n++] = plot_draw_text(v->canvas, &style, at, text);
    }
}

static sim_status draw_ends(const view *v, sim_error *err)
{
    plot_box *taken = calloc(STEPS * v->table->n_rows + v->arms->n + 1, sizeof *taken);
    plot_point *ends = calloc(v->arms->n + 1, sizeof *ends);
    bool ok = taken && ends;

    if (ok) draw_end_labels(v, taken, ends);
    free(taken);
    free(ends);
    return ok ? SIM_OK : sim_fail_memory(err, "figure");
}

/* Title and key. */

static double draw_key_entry(const view *v, size_t i, double x, double y)
{
    const plot_series *series = &v->panel->series[i];
    const plot_pen pen = {plot_gray, 1.6, series->line};
    const plot_pen rim = {plot_gray, 1.1, PLOT_SOLID};
    plot_text style = note_text;
    plot_box text;

    if (series->kind == PLOT_SHARED)
        plot_draw_box(v->canvas, shade, (plot_box){x, y - 4, key_line, 8});
    else
        plot_draw_segment(v->canvas, &pen, (plot_point){x, y},
                          (plot_point){x + key_line, y});
    if (series->kind == PLOT_POINTS)
        plot_draw_disk(v->canvas, series->line == PLOT_SOLID ? plot_gray : plot_white, &rim,
                       (plot_point){x + 0.5 * key_line, y}, 2.1);
    x += key_line + 4;
    style.color = plot_black;
    style.width = fmax(1, v->room.x + v->room.width - x);
    text = plot_draw_text(v->canvas, &style, (plot_point){x, y}, series->label);
    return text.x + text.width + key_gap;
}

static void draw_heading(const view *v, char letter)
{
    double x = v->box.x, y = v->room.y + 21.5;
    size_t n = count_series(v->panel);
    plot_text style = title_text;
    char text[256];

    style.width = v->room.width;
    snprintf(text, sizeof text, "%c   %s", letter, v->panel->title);
    plot_draw_text(v->canvas, &style, (plot_point){v->room.x, v->room.y}, text);
    if (n > 1) {
        for (size_t i = 0; i < n; i++) x = draw_key_entry(v, i, x, y);
        return;
    }
    style = note_text;
    style.width = v->room.x + v->room.width - x;
    plot_draw_text(v->canvas, &style, (plot_point){x, y}, v->panel->note);
}

/* Lines and points on the edge of the area are drawn whole. */
static void draw_data(const view *v)
{
    const plot_box *b = &v->box;
    size_t n = count_series(v->panel);

    plot_clip(v->canvas, (plot_box){b->x - 7, b->y - 7, b->width + 14, b->height + 14});
    for (size_t i = 0; i < n; i++)
        if (v->panel->series[i].kind != PLOT_SHARED) draw_series(v, i);
    plot_unclip(v->canvas);
}

static void draw_background(const view *v)
{
    plot_clip(v->canvas, v->box);
    for (size_t i = 0; i < count_series(v->panel); i++)
        if (v->panel->series[i].kind == PLOT_SHARED) draw_shared(v, i);
    plot_unclip(v->canvas);
}

static void draw_emptiness(const view *v)
{
    plot_text style = note_text;

    style.align_x = 0.5;
    plot_draw_text(
        v->canvas, &style,
        (plot_point){v->box.x + 0.5 * v->box.width, v->box.y + 0.5 * v->box.height},
        "nothing to show for these arms");
}

static void draw_all(view *v)
{
    set_x_axis(v);
    set_y_axis(v);
    draw_background(v);
    draw_frame(v);
    draw_data(v);
    draw_axis_labels(v);
    if (v->empty) draw_emptiness(v);
}

sim_status plot_panel_draw(plot_canvas *canvas, const plot_panel *panel,
                           const plot_data *data, plot_spot spot, sim_error *err)
{
    const plot_box *room = &spot.room;
    view v = {.canvas = canvas, .panel = panel, .arms = &data->arms, .room = *room};
    sim_status status = find_table(&v, data, err);

    if (status == SIM_OK) status = find_columns(&v, err);
    if (status != SIM_OK) return status;
    v.points = calloc(v.table->n_rows + 2, sizeof *v.points);
    if (!v.points) return sim_fail_memory(err, "figure");
    v.box = (plot_box){room->x + left, room->y + top, room->width - left - right,
                       room->height - top - bottom};
    draw_all(&v);
    draw_heading(&v, spot.letter);
    if (panel->end_column) status = draw_ends(&v, err);
    free(v.points);
    return status;
}
