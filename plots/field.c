#include "plots/field.h"

#include <math.h>
#include <stdlib.h>

#include "plots/cloud.h"
#include "plots/mesh.h"
#include "plots/heading.h"
#include "plots/key.h"
#include "plots/levels.h"

/* Lengths in em. */
static const double key_gap = 0.8, head_gap = 1.0;
static const double bar_width = 27, bar_height = 0.95, bar_label = 1.5, bar_ticks = 1.75,
                    tick_length = 0.25;
static const double hatch_apart = 0.42, cross_radius = 0.33;

/* Lengths in points of the default page. */
static const double hatch_width = 0.6, cross_width = 1.2, dot_radius = 1.9,
                    small_radius = 1.5, rim_width = 0.5, overlap = 0.6;

static const double scatter_room = 0.025; /* of the axis, beyond the outermost points */

enum {
    MOST_LEVELS = 9,
    MOST_DOTS = 500,
    RASTER_X = 150,
    RASTER_Y = 110,
    RASTER_MANY = 2 /* panels, of coarser rasters */
};

/* A panel's points, put in order; coordinates are even (measure.h). */
typedef struct {
    const plot_field_panel *panel;
    plot_mesh grid;      /* n_x is 0 if they are scattered */
    double *x, *y, *z;   /* [n] z as a part of the color scale; NAN: failed */
    plot_point *at;      /* [n] x and y as parts of the axes */
    plot_cloud cloud;    /* of those that are scattered */
    plot_point *outline; /* [n] room for that of the cloud, on the page */
    size_t n_failed;
} field_part;

typedef struct {
    const plot_field *field;
    field_part parts[PLOT_MOST_PANELS];
    plot_facets facets;
    plot_ruler colors;
    bool has_colors; /* else all failed */
    bool is_flat;    /* all have one value */
    size_t n_points, n_failed;
    plot_contour contour;
    plot_color *pixels;            /* [raster_x raster_y] */
    double *heights;               /* the same */
    double *lattice_x, *lattice_y; /* [most] */
} job;

/* Checks. */

static sim_status check_points(const plot_field *f, size_t panel, sim_error *err)
{
    const plot_field_panel *p = &f->panels[panel];

    for (size_t i = 0; i < p->n; i++) {
        bool bad_x = isnan(plot_measure_even(&f->x, p->x[i]));

        if (!bad_x && !isnan(plot_measure_even(&f->y, p->y[i]))) continue;
        return sim_fail(err, SIM_EVALUE,
                        "figure '%s': panel %zu, point %zu: %s = %g cannot be shown%s",
                        f->title, panel + 1, i + 1, bad_x ? f->x.label : f->y.label,
                        bad_x ? p->x[i] : p->y[i],
                        (bad_x ? f->x.scale : f->y.scale) == PLOT_LOG
                            ? " on a log axis; a number above 0 would be right"
                            : "; a finite number would be right");
    }
    return SIM_OK;
}

static sim_status check_field(const plot_field *f, sim_error *err)
{
    sim_status status = SIM_OK;
    size_t n = 0;

    if (f->n_panels == 0 || f->n_panels > PLOT_MOST_PANELS)
        return sim_fail(err, SIM_EVALUE, "figure '%s': %zu panels; 1 to %d would be right",
                        f->title, f->n_panels, PLOT_MOST_PANELS);
    for (size_t i = 0; status == SIM_OK && i < f->n_panels; i++) {
        status = check_points(f, i, err);
        n += f->panels[i].n;
    }
    if (status == SIM_OK && n == 0)
        return sim_fail(err, SIM_EVALUE, "figure '%s': no points; 1 or more would be right",
                        f->title);
    return status;
}

/* Numbers. */

static void set_colors(job *j)
{
    const plot_measure *z = &j->field->z;
    plot_range range = plot_range_empty();

    for (size_t p = 0; p < j->field->n_panels; p++)
        for (size_t i = 0; i < j->field->panels[p].n; i++)
            plot_range_add(&range, z, j->field->panels[p].z[i]);
    j->has_colors = !plot_range_is_empty(range);
    if (!j->has_colors) return;
    j->is_flat = range.from == range.to;
    if (z->words) range = (plot_range){0, fmax(1, (double)z->n_words - 1)};
    j->colors = plot_ruler_exact(z, plot_range_widen(range, z, 0), MOST_LEVELS);
}

static sim_status init_part(job *j, size_t panel, sim_error *err)
{
    const plot_field *f = j->field;
    field_part *part = &j->parts[panel];
    const plot_field_panel *p = &f->panels[panel];

    part->panel = p;
    part->x = calloc(p->n + 1, sizeof *part->x);
    part->y = calloc(p->n + 1, sizeof *part->y);
    part->z = calloc(p->n + 1, sizeof *part->z);
    part->at = calloc(p->n + 1, sizeof *part->at);
    part->outline = calloc(p->n + 1, sizeof *part->outline);
    if (!part->x || !part->y || !part->z || !part->at || !part->outline)
        return sim_fail_memory(err, "figure");
    for (size_t i = 0; i < p->n; i++) {
        part->x[i] = plot_measure_even(&f->x, p->x[i]);
        part->y[i] = plot_measure_even(&f->y, p->y[i]);
        part->z[i] = j->has_colors ? plot_ruler_place(&j->colors, p->z[i]) : NAN;
        if (isnan(part->z[i])) part->n_failed++;
    }
    j->n_points += p->n;
    j->n_failed += part->n_failed;
    return plot_mesh_find(&part->grid, part->x, part->y, p->n, err);
}

/* Half of what one value of an axis takes, where there is only one. */
static double single_half(const plot_measure *m, double even)
{
    double value = plot_measure_value(m, even);
    plot_range range = plot_range_widen((plot_range){value, value}, m, 0);

    return plot_measure_even(m, range.to) - even;
}

static void add_edges(plot_range *range, const plot_measure *m, const double middles[],
                      size_t n)
{
    double low = n > 1 ? 0.5 * (middles[1] - middles[0]) : single_half(m, middles[0]);
    double high = n > 1 ? 0.5 * (middles[n - 1] - middles[n - 2]) : low;

    plot_range_add(range, m, plot_measure_value(m, middles[0] - low));
    plot_range_add(range, m, plot_measure_value(m, middles[n - 1] + high));
}

static void add_scattered(plot_range *range, const plot_measure *m, const double values[],
                          size_t n)
{
    plot_range own = plot_range_empty();

    for (size_t i = 0; i < n; i++) plot_range_add(&own, m, values[i]);
    if (n == 0) return;
    own = plot_range_widen(own, m, m->words ? 0 : scatter_room);
    plot_range_add(range, m, own.from);
    plot_range_add(range, m, own.to);
}

static plot_range find_range(const job *j, bool is_x)
{
    const plot_measure *m = is_x ? &j->field->x : &j->field->y;
    plot_range range = plot_range_empty();

    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    for (size_t i = 0; i < j->field->n_panels; i++) {
        const field_part *p = &j->parts[i];

        if (p->grid.n_x > 0)
            add_edges(&range, m, is_x ? p->grid.x : p->grid.y,
                      is_x ? p->grid.n_x : p->grid.n_y);
        else
            add_scattered(&range, m, is_x ? p->panel->x : p->panel->y, p->panel->n);
    }
    return range;
}

static size_t raster_columns(const job *j)
{
    return j->field->n_panels > RASTER_MANY ? RASTER_X / 2 : RASTER_X;
}

static size_t raster_rows(const job *j)
{
    return j->field->n_panels > RASTER_MANY ? RASTER_Y / 2 : RASTER_Y;
}

/* Room for the largest lattice: a raster, or a panel's grid. */
static sim_status init_room(job *j, sim_error *err)
{
    size_t columns = raster_columns(j), rows = raster_rows(j), n;

    n = columns * rows;
    for (size_t i = 0; i < j->field->n_panels; i++) {
        const plot_mesh *g = &j->parts[i].grid;

        columns = g->n_x > columns ? g->n_x : columns;
        rows = g->n_y > rows ? g->n_y : rows;
        n = g->n_x * g->n_y > n ? g->n_x * g->n_y : n;
    }
    j->pixels = calloc(n, sizeof *j->pixels);
    j->heights = calloc(n, sizeof *j->heights);
    j->lattice_x = calloc(columns + 1, sizeof *j->lattice_x);
    j->lattice_y = calloc(rows + 1, sizeof *j->lattice_y);
    if (!j->pixels || !j->heights || !j->lattice_x || !j->lattice_y)
        return sim_fail_memory(err, "figure");
    return plot_contour_init(&j->contour, n, 1, err);
}

static sim_status init_cloud(job *j, size_t panel, sim_error *err)
{
    const plot_ruler x = plot_ruler_exact(&j->field->x, j->facets.list[panel].range, 1);
    const plot_ruler y = plot_ruler_exact(&j->field->y, j->facets.range, 1);
    field_part *part = &j->parts[panel];
    const plot_field_panel *p = part->panel;

    for (size_t i = 0; i < p->n; i++)
        part->at[i] =
            (plot_point){plot_ruler_place(&x, p->x[i]), plot_ruler_place(&y, p->y[i])};
    return plot_cloud_init(&part->cloud, part->at, part->z, p->n, err);
}

static sim_status init_job(job *j, sim_error *err)
{
    const plot_field *f = j->field;
    sim_status status = SIM_OK;

    set_colors(j);
    for (size_t i = 0; status == SIM_OK && i < f->n_panels; i++)
        status = init_part(j, i, err);
    if (status != SIM_OK) return status;
    j->facets.n = f->n_panels;
    j->facets.measure = &f->y;
    j->facets.range = find_range(j, false);
    j->facets.common_x = true;
    j->facets.aspect = f->n_panels == 1 ? 0.56 : 0.74;
    for (size_t i = 0; i < f->n_panels; i++)
        j->facets.list[i] = (plot_facet){
            .title = f->panels[i].title, .measure = &f->x, .range = find_range(j, true)};
    for (size_t i = 0; status == SIM_OK && i < f->n_panels; i++)
        if (j->parts[i].grid.n_x == 0) status = init_cloud(j, i, err);
    return status == SIM_OK ? init_room(j, err) : status;
}

static void free_job(job *j)
{
    for (size_t i = 0; i < PLOT_MOST_PANELS; i++) {
        free(j->parts[i].x);
        free(j->parts[i].y);
        free(j->parts[i].z);
        free(j->parts[i].at);
        free(j->parts[i].outline);
        plot_mesh_free(&j->parts[i].grid);
        plot_cloud_free(&j->parts[i].cloud);
    }
    plot_contour_free(&j->contour);
    free(j->pixels);
    free(j->heights);
    free(j->lattice_x);
    free(j->lattice_y);
}

/* Header: the colors, and what signs mean. */

static plot_pen hatch_pen(const plot_look *look)
{
    return plot_plain_pen(look, look->theme->axis, hatch_width);
}

static bool is_scattered(const job *j)
{
    for (size_t i = 0; i < j->field->n_panels; i++)
        if (j->parts[i].grid.n_x == 0 && j->parts[i].panel->n > 0) return true;
    return false;
}

static bool shows_dots(const job *j)
{
    for (size_t i = 0; i < j->field->n_panels; i++)
        if (j->parts[i].grid.n_x == 0 && j->parts[i].panel->n > MOST_DOTS) return false;
    return is_scattered(j);
}

/* The color scale; its height. */
static double draw_bar(job *j, plot_box room)
{
    enum { STEPS = 256 };
    const plot_look *look = j->facets.draft->look;
    plot_canvas *canvas = &j->facets.draft->canvas;
    plot_text style = plot_text_for(look, PLOT_LABEL);
    plot_box bar = {room.x + plot_em(look, 0.8), room.y + plot_em(look, bar_label),
                    fmin(room.width - plot_em(look, 2), plot_em(look, bar_width)),
                    plot_em(look, bar_height)};
    plot_color pixels[STEPS];
    char label[PLOT_WORDS_SIZE];

    plot_measure_print(label, &j->field->z);
    style.width = room.width;
    plot_draw_text(canvas, &style, (plot_point){room.x, room.y}, label);
    for (size_t i = 0; i < STEPS; i++) pixels[i] = plot_tint((double)i / (STEPS - 1));
    plot_draw_image(canvas, bar, pixels, STEPS, 1);
    plot_frame_draw_x_numbers(&(plot_frame){
        .canvas = canvas, .look = look, .box = bar, .x = &j->colors, .tick = tick_length});
    return plot_em(look, bar_label + bar_ticks) + bar.height;
}

/* Each category and its color. */
static size_t list_words(const job *j, plot_key keys[], char label[PLOT_WORDS_SIZE])
{
    const plot_measure *z = &j->field->z;
    size_t n = 0;

    plot_measure_print(label, z);
    keys[n++] = (plot_key){.kind = PLOT_KEY_WORDS, .text = label};
    for (size_t i = 0; i < z->n_words && n < PLOT_MOST_TICKS; i++)
        keys[n++] = (plot_key){.kind = PLOT_KEY_BOX,
                               .fill = plot_tint(plot_ruler_place(&j->colors, (double)i)),
                               .text = z->words[i]};
    return n;
}

/* The one color there is. */
static double draw_flat(job *j, plot_box room)
{
    plot_draft *d = j->facets.draft;
    double value = plot_measure_value(
        &j->field->z, 0.5 * (plot_measure_even(&j->field->z, j->colors.from) +
                             plot_measure_even(&j->field->z, j->colors.to)));
    char label[PLOT_WORDS_SIZE], number[PLOT_WORDS_SIZE];
    char *text;
    plot_key key = {.kind = PLOT_KEY_BOX, .fill = plot_tint(0.5)};

    plot_measure_print(label, &j->field->z);
    plot_measure_print_value(number, &j->field->z, value);
    key.text = text = g_strdup_printf("%s: %s at all points", label, number);
    room.height = plot_key_draw(&d->canvas, d->look, &key, 1, room);
    g_free(text);
    return room.height;
}

static const char *failed_word(const job *j)
{
    return j->field->failed ? j->field->failed : "failed";
}

static size_t list_signs(const job *j, plot_key keys[], char failed[PLOT_WORDS_SIZE])
{
    const plot_look *look = j->facets.draft->look;
    const plot_theme *theme = look->theme;
    size_t n = 0;

    if (j->n_failed > 0) {
        snprintf(failed, PLOT_WORDS_SIZE, "%s: %zu of %zu points", failed_word(j),
                 j->n_failed, j->n_points);
        keys[n++] = is_scattered(j)
                        ? (plot_key){.kind = PLOT_KEY_CROSS,
                                     .pen = plot_plain_pen(look, theme->ink, cross_width),
                                     .text = failed}
                        : (plot_key){.kind = PLOT_KEY_HATCH,
                                     .pen = hatch_pen(look),
                                     .fill = theme->shade,
                                     .text = failed};
    }
    if (is_scattered(j) && j->has_colors)
        keys[n++] = (plot_key){
            .kind = shows_dots(j) ? PLOT_KEY_DOT : PLOT_KEY_WORDS,
            .pen = plot_plain_pen(look, theme->ink, rim_width),
            .fill = plot_tint(0.6),
            .text =
                shows_dots(j)
                    ? "one simulated point each; between them a surface fitted to near ones"
                    : "a surface fitted to near points"};
    return n;
}

/* Where it ends. */
static double draw_header(job *j, double y)
{
    plot_draft *d = j->facets.draft;
    plot_box room = {d->look->size->margin, y + plot_em(d->look, key_gap),
                     plot_inner_width(d->look, d->width), 0};
    plot_key keys[PLOT_MOST_TICKS + 4];
    char label[PLOT_WORDS_SIZE], failed[PLOT_WORDS_SIZE];
    size_t n;

    if (j->has_colors && j->field->z.words) {
        n = list_words(j, keys, label);
        room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    } else if (j->is_flat)
        room.y += draw_flat(j, room);
    else if (j->has_colors)
        room.y += draw_bar(j, room);
    n = list_signs(j, keys, failed);
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + plot_em(d->look, head_gap);
}

static void arrange(void *figure, plot_draft *draft)
{
    job *j = figure;

    j->facets.draft = draft;
    plot_facets_arrange(&j->facets, draw_header(j, draft->top), draft->below);
}

/* Cells. */

static void draw_failed(const job *j, plot_box box)
{
    plot_draft *d = j->facets.draft;
    const plot_pen pen = hatch_pen(d->look);
    const plot_point corners[] = {{box.x, box.y},
                                  {box.x + box.width, box.y},
                                  {box.x + box.width, box.y + box.height},
                                  {box.x, box.y + box.height}};

    plot_draw_box(&d->canvas, d->look->theme->shade, box);
    plot_draw_hatch(&d->canvas, &pen, plot_em(d->look, hatch_apart), corners, 4);
}

static double page_x(const job *j, size_t panel, double even)
{
    const plot_frame frame = plot_facets_frame(&j->facets, panel);

    return plot_frame_x(&frame, plot_measure_value(&j->field->x, even));
}

static double page_y(const job *j, size_t panel, double even)
{
    const plot_frame frame = plot_facets_frame(&j->facets, panel);

    return plot_frame_y(&frame, plot_measure_value(&j->field->y, even));
}

/* From the left and from the top, each a little beyond its end: the next covers that, and
 * no seam is left. */
static void draw_cells(job *j, size_t panel, bool failed)
{
    const field_part *p = &j->parts[panel];
    const plot_mesh *g = &p->grid;
    double more = overlap * j->facets.draft->look->size->line;

    for (size_t row = g->n_y; row-- > 0;)
        for (size_t i = 0; i < g->n_x; i++) {
            double z = p->z[g->points[row * g->n_x + i]];
            plot_box box = {j->lattice_x[i], j->lattice_y[row + 1],
                            j->lattice_x[i + 1] - j->lattice_x[i],
                            j->lattice_y[row] - j->lattice_y[row + 1]};

            if (isnan(z) != failed) continue;
            if (failed) {
                draw_failed(j, box);
                continue;
            }
            if (i + 1 < g->n_x) box.width += more;
            if (row > 0) box.height += more;
            plot_draw_box(&j->facets.draft->canvas, plot_tint(z), box);
        }
}

static void place_edges(job *j, size_t panel)
{
    const plot_mesh *g = &j->parts[panel].grid;
    const plot_field *f = j->field;

    plot_mesh_edges(g->x, g->n_x, single_half(&f->x, g->x[0]), j->lattice_x);
    plot_mesh_edges(g->y, g->n_y, single_half(&f->y, g->y[0]), j->lattice_y);
    for (size_t i = 0; i <= g->n_x; i++)
        j->lattice_x[i] = page_x(j, panel, j->lattice_x[i]);
    for (size_t i = 0; i <= g->n_y; i++)
        j->lattice_y[i] = page_y(j, panel, j->lattice_y[i]);
}

/* The middles of the cells and their heights, for contours. */
static plot_lattice place_middles(job *j, size_t panel)
{
    const field_part *p = &j->parts[panel];
    const plot_mesh *g = &p->grid;

    for (size_t i = 0; i < g->n_x; i++) j->lattice_x[i] = page_x(j, panel, g->x[i]);
    for (size_t i = 0; i < g->n_y; i++) j->lattice_y[i] = page_y(j, panel, g->y[i]);
    for (size_t i = 0; i < g->n_x * g->n_y; i++) j->heights[i] = p->z[g->points[i]];
    return (plot_lattice){j->lattice_x, j->lattice_y, g->n_x, g->n_y, j->heights};
}

/* Contours. */

static bool has_contours(const job *j)
{
    const plot_field *f = j->field;

    return j->has_colors && !f->x.words && !f->y.words && !f->z.words;
}

static void draw_contours(job *j, size_t panel, const plot_lattice *lattice)
{
    plot_draft *d = j->facets.draft;
    const plot_levels levels = {&d->canvas, d->look, &j->colors, j->facets.boxes[panel],
                                &j->contour};

    if (has_contours(j)) plot_levels_draw(&levels, lattice);
}

/* Panels. */

static void draw_grid(job *j, size_t panel)
{
    plot_lattice lattice;

    place_edges(j, panel);
    draw_cells(j, panel, false);
    draw_cells(j, panel, true);
    lattice = place_middles(j, panel);
    draw_contours(j, panel, &lattice);
}

/* Sets a raster of the panel: heights and colors, rows from the top. */
static plot_lattice fit_raster(job *j, size_t panel, const plot_cloud *cloud)
{
    size_t columns = raster_columns(j), rows = raster_rows(j);
    plot_box box = j->facets.boxes[panel];

    for (size_t i = 0; i < columns; i++)
        j->lattice_x[i] = box.x + box.width * ((double)i + 0.5) / (double)columns;
    for (size_t row = 0; row < rows; row++)
        j->lattice_y[row] = box.y + box.height * ((double)row + 0.5) / (double)rows;
    for (size_t i = 0; i < columns * rows; i++) {
        plot_point at = {((double)(i % columns) + 0.5) / (double)columns,
                         1 - ((double)(i / columns) + 0.5) / (double)rows};
        double z = plot_cloud_fit(cloud, at);

        j->heights[i] = plot_cloud_covers(cloud, at) ? z : NAN;
        j->pixels[i] = isnan(z) ? (plot_color){0} : plot_tint(z);
    }
    return (plot_lattice){j->lattice_x, j->lattice_y, columns, rows, j->heights};
}

/* Within the outline of the points. */
static void draw_raster(job *j, size_t panel, const plot_lattice *lattice)
{
    plot_box box = j->facets.boxes[panel];
    const plot_cloud *cloud = &j->parts[panel].cloud;
    plot_canvas *canvas = &j->facets.draft->canvas;
    plot_point *outline = j->parts[panel].outline;

    for (size_t i = 0; i < cloud->n_outline; i++)
        outline[i] = (plot_point){box.x + box.width * cloud->outline[i].x,
                                  box.y + box.height * (1 - cloud->outline[i].y)};
    plot_clip_area(canvas, outline, cloud->n_outline);
    plot_draw_image(canvas, box, j->pixels, lattice->n_x, lattice->n_y);
    plot_unclip(canvas);
}

static void draw_dots(const job *j, size_t panel)
{
    plot_draft *d = j->facets.draft;
    const field_part *p = &j->parts[panel];
    const plot_frame frame = plot_facets_frame(&j->facets, panel);
    const plot_pen cross = plot_plain_pen(d->look, d->look->theme->ink, cross_width);

    for (size_t i = 0; i < p->panel->n; i++) {
        plot_point at = plot_frame_place(&frame, p->panel->x[i], p->panel->y[i]);
        plot_color fill = plot_tint(p->z[i]);
        double radius = j->field->n_panels > 1 ? small_radius : dot_radius;
        plot_pen rim =
            plot_plain_pen(d->look, plot_color_on(d->look->theme, fill), rim_width);

        if (isnan(p->z[i]))
            plot_draw_cross(&d->canvas, &cross, at, plot_em(d->look, cross_radius));
        else if (shows_dots(j))
            plot_draw_disk(&d->canvas, fill, &rim, at, radius * d->look->size->line);
    }
}

static void draw_surface(job *j, size_t panel)
{
    plot_lattice lattice;

    if (j->field->z.words) {
        draw_dots(j, panel);
        return;
    }
    lattice = fit_raster(j, panel, &j->parts[panel].cloud);
    draw_raster(j, panel, &lattice);
    draw_dots(j, panel);
    draw_contours(j, panel, &lattice);
}

static void draw_words(const job *j, size_t panel)
{
    char words[PLOT_WORDS_SIZE];

    snprintf(words, sizeof words, "all points: %s", failed_word(j));
    plot_facets_draw_words(&j->facets, panel, words);
}

static void draw(void *figure, plot_draft *draft)
{
    job *j = figure;

    draw_header(j, draft->top);
    for (size_t i = 0; i < j->field->n_panels; i++) {
        if (j->parts[i].panel->n == 0)
            plot_facets_draw_words(&j->facets, i, "no points");
        else if (j->parts[i].grid.n_x > 0)
            draw_grid(j, i);
        else
            draw_surface(j, i);
        if (j->parts[i].panel->n > 0 && j->parts[i].n_failed == j->parts[i].panel->n)
            draw_words(j, i);
        plot_facets_draw_axes(&j->facets, i);
    }
}

/* In sentences. */

static void tell_part(const job *j, size_t panel, GString *words)
{
    const plot_measure *z = &j->field->z;
    const field_part *p = &j->parts[panel];
    plot_range range = plot_range_empty();
    char from[PLOT_WORDS_SIZE], to[PLOT_WORDS_SIZE];

    if (p->panel->title) g_string_append_printf(words, "%s: ", p->panel->title);
    g_string_append_printf(words, "%zu points", p->panel->n);
    if (p->grid.n_x > 0)
        g_string_append_printf(words, ", a grid of %zu by %zu", p->grid.n_x, p->grid.n_y);
    if (p->n_failed > 0)
        g_string_append_printf(words, ", %zu %s", p->n_failed, failed_word(j));
    for (size_t i = 0; i < p->panel->n; i++) plot_range_add(&range, z, p->panel->z[i]);
    if (!plot_range_is_empty(range) && !z->words) {
        plot_measure_print_value(from, z, range.from);
        plot_measure_print_value(to, z, range.to);
        g_string_append_printf(words, ", from %s to %s", from, to);
    }
    g_string_append(words, ". ");
}

static void tell(const void *figure, GString *words)
{
    const job *j = figure;
    char label[PLOT_WORDS_SIZE];

    plot_measure_print(label, &j->field->z);
    g_string_append_printf(words, "%s as colors in %zu panel%s. ", label,
                           j->field->n_panels, j->field->n_panels == 1 ? "" : "s");
    plot_facets_tell_x(&j->facets, 0, words);
    plot_facets_tell_y(&j->facets, words);
    for (size_t i = 0; i < j->field->n_panels; i++) tell_part(j, i, words);
}

sim_status plot_field_write(const plot_field *field, const plot_caption *caption,
                            const plot_look *look, FILE *out, sim_error *err)
{
    const plot_maker maker = {.title = field->title,
                              .saying = field->saying,
                              .arrange = arrange,
                              .draw = draw,
                              .tell = tell};
    plot_draft draft = {.look = look, .caption = caption};
    job j = {.field = field};
    sim_status status = check_field(field, err);

    if (status == SIM_OK) status = init_job(&j, err);
    if (status == SIM_OK) status = plot_draft_write(&draft, &maker, &j, out, err);
    free_job(&j);
    return status;
}
