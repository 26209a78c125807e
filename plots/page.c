#include "plots/page.h"

#include <math.h>
#include <stdlib.h>

#include "plots/heading.h"
#include "plots/legend.h"
#include "plots/words.h"

/* Lengths in em. */
static const double title_gap = 0.7, legend_gap = 1.1;
static const double column_gap = 2.3, row_gap = 1.5, stack_gap = 0.3;
static const double x_axis_height = 2.15; /* of numbers and label of a shared axis */

/* A page in the making. */
typedef struct {
    const plot_page *page;
    const plot_data *data;
    const plot_caption *caption;
    const plot_look *look;
    plot_canvas canvas;
    plot_view *views; /* [page->n] */
    plot_box area;    /* of the panels */
    double height;    /* of the page */
} job;

static double inner_width(const job *j)
{
    return plot_inner_width(j->look, j->page->width);
}

/* Title and arms; where the panels begin. */
static double draw_header(job *j)
{
    double y = plot_headline_draw(&j->canvas, j->look, j->page->width, j->page->title) +
               plot_em(j->look, title_gap);
    double height =
        plot_legend_draw(&j->canvas, j->look, j->data,
                         (plot_box){j->look->size->margin, y, inner_width(j), 0});

    return y + height + plot_em(j->look, legend_gap);
}

/* The height of the footer at the bottom of the page. */
static double draw_footer(job *j)
{
    return plot_footer_draw(&j->canvas, j->look, (plot_point){j->page->width, j->height},
                            j->caption->footer);
}

static size_t count_rows(const plot_page *page)
{
    return (page->n + page->columns - 1) / page->columns;
}

static double gap_y(const job *j)
{
    return plot_em(j->look, j->page->stacked ? stack_gap : row_gap);
}

/* What shared axes need below the lowest panel. */
static double extra_height(const job *j)
{
    return j->page->stacked ? plot_em(j->look, x_axis_height) : 0;
}

/* Draws header and footer on nothing, to learn how much room they leave. */
static sim_status measure_page(job *j, sim_error *err)
{
    cairo_surface_t *nothing = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    sim_status status = plot_canvas_init(&j->canvas, nothing, 1, err);
    double rows = (double)count_rows(j->page), footer;

    if (status == SIM_OK) {
        double margin = j->look->size->margin;

        j->area = (plot_box){margin, draw_header(j), inner_width(j), 0};
        footer = draw_footer(j);
        j->height = j->page->height;
        j->area.height = j->height - j->area.y - footer;
        if (j->height == 0) {
            j->area.height =
                rows * j->page->panel + (rows - 1) * gap_y(j) + extra_height(j);
            j->height = ceil(j->area.y + j->area.height + footer);
        }
        status = plot_canvas_check(&j->canvas, err);
    }
    plot_canvas_free(&j->canvas);
    cairo_surface_destroy(nothing);
    return status;
}

static size_t row_of(const plot_page *page, size_t i)
{
    return page->stacked ? i % count_rows(page) : i / page->columns;
}

static size_t column_of(const plot_page *page, size_t i)
{
    return page->stacked ? i / count_rows(page) : i % page->columns;
}

static plot_spot find_spot(const job *j, size_t i)
{
    const plot_page *page = j->page;
    size_t rows = count_rows(page), row = row_of(page, i);
    bool lowest = !page->stacked || row + 1 == rows || i + 1 == page->n;
    double gap_x = plot_em(j->look, column_gap);
    double width = (j->area.width + gap_x) / (double)page->columns;
    double height = (j->area.height - extra_height(j) + gap_y(j)) / (double)rows;

    return (plot_spot){
        .room = {j->area.x + width * (double)column_of(page, i),
                 j->area.y + height * (double)row, width - gap_x,
                 height - gap_y(j) + (lowest ? extra_height(j) : 0)},
        .letter = page->stacked ? '\0' : (char)('A' + i),
        .shows_x = lowest,
    };
}

static sim_status set_axes(job *j, sim_error *err)
{
    sim_status status = SIM_OK;
    double saying = 0;

    for (size_t i = 0; i < j->page->n; i++)
        saying = fmax(saying, plot_saying_height(&j->canvas, j->look, &j->page->panels[i],
                                                 find_spot(j, i).room.width));
    for (size_t i = 0; status == SIM_OK && i < j->page->n; i++) {
        plot_spot spot = find_spot(j, i);

        spot.saying = saying;
        status = plot_view_set_axes(&j->views[i], &j->canvas, spot, err);
    }
    return status;
}

/* Panels on top of each other begin at one line. */
static double find_left(const job *j, size_t panel)
{
    double left = 0;

    for (size_t i = 0; i < j->page->n; i++)
        if (column_of(j->page, i) == column_of(j->page, panel))
            left = fmax(left, plot_view_left(&j->views[i]));
    return left;
}

static sim_status draw_page(job *j, sim_error *err)
{
    sim_status status;

    plot_draw_box(&j->canvas, j->look->theme->paper,
                  (plot_box){0, 0, j->page->width, j->height});
    draw_header(j);
    draw_footer(j);
    status = set_axes(j, err);
    for (size_t i = 0; status == SIM_OK && i < j->page->n; i++) {
        plot_view_arrange(&j->views[i], find_left(j, i));
        status = plot_view_draw(&j->views[i], err);
    }
    return status == SIM_OK ? plot_canvas_check(&j->canvas, err) : status;
}

/* What a reader who cannot see the page is told. */
static char *tell_page(const job *j)
{
    const plot_arms *arms = &j->data->arms;
    GString *words = g_string_new(NULL);

    g_string_append_printf(words, "%s. Figure of %zu panel%s", j->page->title, j->page->n,
                           j->page->n == 1 ? "" : "s");
    if (arms->n > 0) {
        g_string_append_printf(words, ", a curve for each arm: ");
        plot_tell_names(arms->names, arms->n_named, words);
        if (arms->n_named < arms->n)
            g_string_append_printf(words, "; %zu more are thin and gray",
                                   arms->n - arms->n_named);
    }
    g_string_append(words, ". ");
    if (j->data->runs[PLOT_BEHIND].n > 0)
        g_string_append_printf(words, "Dashed behind them: %s. ", j->data->behind_name);
    if (j->data->bands.n > 0)
        g_string_append_printf(words, "Areas of the same colors behind the curves: %s. ",
                               j->data->bands.words);
    for (size_t i = 0; i < j->page->n; i++) plot_tell_panel(&j->views[i], words);
    g_string_append(words, j->caption->footer);
    return g_string_free(words, FALSE);
}

static sim_status draw_sheet(job *j, const plot_sheet *sheet, sim_error *err)
{
    sim_status status = plot_canvas_init(&j->canvas, sheet->surface, sheet->scale, err);

    if (status == SIM_OK) status = draw_page(j, err);
    plot_canvas_free(&j->canvas);
    return status;
}

static sim_status init_views(job *j, sim_error *err)
{
    sim_status status = SIM_OK;

    j->views = calloc(j->page->n + 1, sizeof *j->views);
    if (!j->views) return sim_fail_memory(err, "figure");
    for (size_t i = 0; status == SIM_OK && i < j->page->n; i++)
        status = plot_view_init(&j->views[i], &j->page->panels[i], j->data, j->look, err);
    return status;
}

static sim_status write_sheet(const job *j, plot_sheet *sheet, FILE *out, sim_error *err)
{
    plot_caption caption = *j->caption;
    char *words = tell_page(j);
    sim_status status;

    caption.title = j->page->title;
    status = plot_sheet_write(sheet, &caption, words, out, err);
    g_free(words);
    return status;
}

sim_status plot_page_make(const plot_page *page, const plot_data *data,
                          const plot_caption *caption, const plot_look *look, FILE *out,
                          sim_error *err)
{
    job j = {.page = page, .data = data, .caption = caption, .look = look};
    plot_sheet sheet = {0};
    sim_status status = init_views(&j, err);

    if (status == SIM_OK) status = measure_page(&j, err);
    if (status == SIM_OK)
        status =
            plot_sheet_init(&sheet, look->format,
                            (plot_paper){page->width, j.height, look->size->pixels}, err);
    if (status == SIM_OK) status = draw_sheet(&j, &sheet, err);
    if (status == SIM_OK) status = write_sheet(&j, &sheet, out, err);
    plot_sheet_free(&sheet);
    for (size_t i = 0; j.views && i < page->n; i++) plot_view_free(&j.views[i]);
    free(j.views);
    return status;
}
