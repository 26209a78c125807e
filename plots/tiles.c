#include "plots/tiles.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plots/key.h"

/* Lengths in em. */
static const double bar_width = 27, bar_height = 0.95, bar_label = 1.5, bar_ticks = 1.75,
                    tick_length = 0.25, bar_left = 0.8, bar_sides = 2;

static const double hatch_apart = 0.42;               /* em */
static const double hatch_width = 0.6, overlap = 0.6; /* points of the default page */

static const double same = 1e-9; /* of the range */

enum { RASTER_X = 150, RASTER_Y = 110, MOST_LEVELS = 9, STEPS = 256 };

/* The scale of colors. */

plot_tints plot_tints_find(const plot_measure *m, plot_range range)
{
    plot_tints t = {.measure = m, .has_any = !plot_range_is_empty(range)};

    if (!t.has_any) return t;
    t.is_flat = range.from == range.to;
    if (m->words) range = (plot_range){0, fmax(1, (double)m->n_words - 1)};
    t.ruler = plot_ruler_exact(m, plot_range_widen(range, m, 0), MOST_LEVELS);
    return t;
}

double plot_tints_place(const plot_tints *t, double number)
{
    return t->has_any ? plot_ruler_place(&t->ruler, number) : NAN;
}

static double draw_bar(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                       plot_box room)
{
    plot_text style = plot_text_for(look, PLOT_LABEL);
    plot_box bar = {room.x + plot_em(look, bar_left), room.y + plot_em(look, bar_label),
                    fmin(room.width - plot_em(look, bar_sides), plot_em(look, bar_width)),
                    plot_em(look, bar_height)};
    const plot_frame frame = {
        .canvas = canvas, .look = look, .box = bar, .x = &t->ruler, .tick = tick_length};
    plot_color pixels[STEPS];
    char label[PLOT_WORDS_SIZE];

    plot_measure_print(label, t->measure);
    style.width = room.width;
    plot_draw_text(canvas, &style, (plot_point){room.x, room.y}, label);
    for (size_t i = 0; i < STEPS; i++) pixels[i] = plot_tint((double)i / (STEPS - 1));
    plot_draw_image(canvas, bar, pixels, STEPS, 1);
    plot_frame_draw_x_numbers(&frame);
    return plot_em(look, bar_label) + (bar.height + plot_em(look, bar_ticks));
}

/* The categories, each with its color, or the one value that there is. */
static double draw_keys(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                        plot_box room)
{
    const plot_measure *m = t->measure;
    plot_key keys[PLOT_MOST_TICKS];
    char label[PLOT_WORDS_SIZE], number[PLOT_WORDS_SIZE], flat[2 * PLOT_WORDS_SIZE + 32];
    double from = plot_measure_even(m, t->ruler.from),
           to = plot_measure_even(m, t->ruler.to);
    size_t n = 0;

    plot_measure_print(label, m);
    plot_measure_print_value(number, m, plot_measure_value(m, 0.5 * (from + to)));
    snprintf(flat, sizeof flat, "%s: %s at all points", label, number);
    keys[n++] =
        m->words ? (plot_key){.kind = PLOT_KEY_WORDS, .text = label}
                 : (plot_key){.kind = PLOT_KEY_BOX, .fill = plot_tint(0.5), .text = flat};
    for (size_t i = 0; i < m->n_words && n < PLOT_MOST_TICKS; i++)
        keys[n++] = (plot_key){.kind = PLOT_KEY_BOX,
                               .fill = plot_tint(plot_tints_place(t, (double)i)),
                               .text = m->words[i]};
    return plot_key_draw(canvas, look, keys, n, room);
}

double plot_tints_draw(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                       plot_box room)
{
    if (!t->has_any) return 0;
    return (t->measure->words || t->is_flat ? draw_keys : draw_bar)(t, canvas, look, room);
}

/* Which points fill a grid. */

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;

    return (a > b) - (a < b);
}

size_t plot_sort_distinct(double values[], size_t n)
{
    size_t kept = 1;
    double near;

    if (n == 0) return 0;
    qsort(values, n, sizeof *values, compare);
    near = same * (values[n - 1] - values[0]);
    for (size_t i = 1; i < n; i++)
        if (values[i] - values[kept - 1] > near) values[kept++] = values[i];
    return kept;
}

/* The last that is not above a value, or just above it. */
static size_t find_place(const double values[], size_t n, double value)
{
    double near = same * (values[n - 1] - values[0]);
    size_t low = 0, high = n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (values[middle] <= value + near)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Gives each place its point; false if one has none or two. */
static bool fill_places(plot_mesh *g, const double x[], const double y[], size_t n)
{
    for (size_t i = 0; i < n; i++) g->points[i] = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t at =
            find_place(g->y, g->n_y, y[i]) * g->n_x + find_place(g->x, g->n_x, x[i]);

        if (g->points[at] != SIZE_MAX) return false;
        g->points[at] = i;
    }
    return true;
}

void plot_mesh_find(plot_mesh *g, sim_pool *pool, const double x[], const double y[],
                    size_t n)
{
    *g = (plot_mesh){.x = sim_pool_take(pool, n, sizeof *g->x),
                     .y = sim_pool_take(pool, n, sizeof *g->y),
                     .points = sim_pool_take(pool, n, sizeof *g->points)};
    if (pool->failed || n == 0) return;
    memcpy(g->x, x, n * sizeof *x);
    memcpy(g->y, y, n * sizeof *y);
    g->n_x = plot_sort_distinct(g->x, n);
    g->n_y = plot_sort_distinct(g->y, n);
    if (n % g->n_x == 0 && n / g->n_x == g->n_y && fill_places(g, x, y, n)) return;
    g->n_x = g->n_y = 0;
}

void plot_mesh_edges(const double middles[], size_t n, double single, double edges[])
{
    for (size_t i = 1; i < n; i++) edges[i] = 0.5 * (middles[i - 1] + middles[i]);
    edges[0] = middles[0] - (n > 1 ? edges[1] - middles[0] : single);
    edges[n] = middles[n - 1] + (n > 1 ? middles[n - 1] - edges[n - 1] : single);
}

/* Room to draw. */

void plot_tiles_init(plot_tiles *t, sim_pool *pool, const plot_tints *tints, size_t n,
                     size_t coarser)
{
    size_t columns = RASTER_X / coarser, rows = RASTER_Y / coarser;
    size_t most = n > columns * rows ? n : columns * rows;

    *t = (plot_tiles){
        .tints = tints,
        .columns = columns,
        .rows = rows,
        .pixels = sim_pool_take(pool, columns * rows, sizeof *t->pixels),
        .heights = sim_pool_take(pool, most, sizeof *t->heights),
        .x = sim_pool_take(pool, n + columns + 1, sizeof *t->x),
        .y = sim_pool_take(pool, n + rows + 1, sizeof *t->y),
        .outline = sim_pool_take(pool, 2 * n + 2, sizeof *t->outline),
    };
    plot_contour_init(&t->contour, pool, most, 1);
}

/* Half of what one value of an axis takes, where there is only one. */
static double single_half(const plot_measure *m, double even)
{
    double value = plot_measure_value(m, even);
    plot_range range = plot_range_widen((plot_range){value, value}, m, 0);

    return plot_measure_even(m, range.to) - even;
}

void plot_tiles_add_range(plot_range *range, const plot_measure *m, const double middles[],
                          size_t n)
{
    double low = n > 1 ? 0.5 * (middles[1] - middles[0]) : single_half(m, middles[0]);
    double high = n > 1 ? 0.5 * (middles[n - 1] - middles[n - 2]) : low;

    plot_range_add(range, m, plot_measure_value(m, middles[0] - low));
    plot_range_add(range, m, plot_measure_value(m, middles[n - 1] + high));
}

/* Cells. */

plot_pen plot_tiles_pen(const plot_look *look)
{
    return plot_plain_pen(look, look->theme->axis, hatch_width);
}

static void draw_failed(const plot_frame *f, plot_box box)
{
    const plot_pen pen = plot_tiles_pen(f->look);
    const plot_point corners[] = {{box.x, box.y},
                                  {box.x + box.width, box.y},
                                  {box.x + box.width, box.y + box.height},
                                  {box.x, box.y + box.height}};

    plot_draw_box(f->canvas, f->look->theme->shade, box);
    plot_draw_hatch(f->canvas, &pen, plot_em(f->look, hatch_apart), corners, 4);
}

/* From the left and from the top, each a little beyond its end: the next covers that, and
 * no seam is left. */
static void draw_cells(const plot_tiles *t, const plot_frame *f, const plot_mesh *g,
                       const double numbers[], bool failed)
{
    double more = overlap * f->look->size->line;

    for (size_t row = g->n_y; row-- > 0;)
        for (size_t i = 0; i < g->n_x; i++) {
            double z = numbers[g->points[row * g->n_x + i]];
            plot_box box = {t->x[i], t->y[row + 1], t->x[i + 1] - t->x[i],
                            t->y[row] - t->y[row + 1]};

            if (isnan(z) != failed) continue;
            if (failed) {
                draw_failed(f, box);
                continue;
            }
            if (i + 1 < g->n_x) box.width += more;
            if (row > 0) box.height += more;
            plot_draw_box(f->canvas, plot_tint(z), box);
        }
}

/* From even coordinates to the page. */
static void place(const plot_tiles *t, const plot_frame *f, size_t n_x, size_t n_y)
{
    for (size_t i = 0; i < n_x; i++)
        t->x[i] = plot_frame_x(f, plot_measure_value(f->x->measure, t->x[i]));
    for (size_t i = 0; i < n_y; i++)
        t->y[i] = plot_frame_y(f, plot_measure_value(f->y->measure, t->y[i]));
}

static void place_edges(const plot_tiles *t, const plot_frame *f, const plot_mesh *g)
{
    plot_mesh_edges(g->x, g->n_x, single_half(f->x->measure, g->x[0]), t->x);
    plot_mesh_edges(g->y, g->n_y, single_half(f->y->measure, g->y[0]), t->y);
    place(t, f, g->n_x + 1, g->n_y + 1);
}

/* The middles of the cells and their heights, for contours. */
static void place_middles(plot_tiles *t, const plot_frame *f, const plot_mesh *g,
                          const double numbers[])
{
    for (size_t i = 0; i < g->n_x; i++) t->x[i] = g->x[i];
    for (size_t i = 0; i < g->n_y; i++) t->y[i] = g->y[i];
    place(t, f, g->n_x, g->n_y);
    for (size_t i = 0; i < g->n_x * g->n_y; i++) t->heights[i] = numbers[g->points[i]];
    t->lattice = (plot_lattice){t->x, t->y, g->n_x, g->n_y, t->heights};
}

void plot_tiles_draw_contours(plot_tiles *t, const plot_frame *f)
{
    const plot_levels levels = {f->canvas,   f->look,   &t->tints->ruler, f->box,
                                &t->contour, t->levels, t->n_levels};
    bool has_words =
        f->x->measure->words || f->y->measure->words || t->tints->measure->words;

    if (t->tints->has_any && !has_words) plot_levels_draw(&levels, &t->lattice);
}

void plot_tiles_draw_mesh(plot_tiles *t, const plot_frame *f, const plot_mesh *mesh,
                          const double numbers[])
{
    place_edges(t, f, mesh);
    draw_cells(t, f, mesh, numbers, false);
    draw_cells(t, f, mesh, numbers, true);
    place_middles(t, f, mesh, numbers);
    plot_tiles_draw_contours(t, f);
}

/* Surfaces. */

/* Sets a raster of the box: heights and colors, rows from the top. */
static void fit_raster(plot_tiles *t, plot_box box, const plot_cloud *cloud)
{
    double columns = (double)t->columns, rows = (double)t->rows;

    for (size_t i = 0; i < t->columns; i++)
        t->x[i] = box.x + box.width * ((double)i + 0.5) / columns;
    for (size_t row = 0; row < t->rows; row++)
        t->y[row] = box.y + box.height * ((double)row + 0.5) / rows;
    for (size_t i = 0; i < t->columns * t->rows; i++) {
        plot_point at = {((double)(i % t->columns) + 0.5) / columns,
                         1 - ((double)(i / t->columns) + 0.5) / rows};
        double z = plot_cloud_fit(cloud, at);

        t->heights[i] = plot_cloud_covers(cloud, at) ? z : NAN;
        t->pixels[i] = isnan(z) ? (plot_color){0} : plot_tint(z);
    }
    t->lattice = (plot_lattice){t->x, t->y, t->columns, t->rows, t->heights};
}

void plot_tiles_draw_surface(plot_tiles *t, const plot_frame *f, const plot_cloud *cloud)
{
    plot_box box = f->box;

    fit_raster(t, box, cloud);
    for (size_t i = 0; i < cloud->n_outline; i++)
        t->outline[i] = (plot_point){box.x + box.width * cloud->outline[i].x,
                                     box.y + box.height * (1 - cloud->outline[i].y)};
    plot_clip_to(f->canvas, (plot_window){.points = t->outline, .n = cloud->n_outline});
    plot_draw_image(f->canvas, box, t->pixels, t->columns, t->rows);
    plot_unclip(f->canvas);
}
