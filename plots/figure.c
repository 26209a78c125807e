#include "plots/figure.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "plots/draw.h"
#include "plots/panel.h"

typedef struct {
    const char *name;
    size_t columns; /* panels side by side */
} page_row;

static const page_row pages[] = {
#define PAGE(id, columns) {#id, columns},
#define PANEL(...)
#include "plots/figures.def"
#undef PAGE
#undef PANEL
};

#define AUTO NAN
#define LINEAR PLOT_LINEAR
#define LOG PLOT_LOG
#define NUMBER &plot_number
#define WHOLE &plot_whole
#define DAYS &plot_days
#define WEEKS &plot_weeks
#define MONTHS &plot_months
#define TABLE(id) .table = #id,
#define TITLE(text, under) .title = text, .note = under,
#define X(id, unit, from, to, label) .x = {#id, unit, from, to, label},
#define Y(scale, start, end, level, label) .y = {PLOT_##scale, start, end, level, label},
#define ENDS(id, prefix) .end_column = #id, .end_prefix = prefix,
#define SERIES(i, id, line, kind, label) \
    .series[i] = {#id, PLOT_##line, PLOT_##kind, label},

static const plot_panel panels[] = {
#define PAGE(...)
#define PANEL(page, name, ...) {#page, #name, __VA_ARGS__},
#include "plots/figures.def"
};

enum {
    N_PAGES = sizeof pages / sizeof *pages,
    N_PANELS = sizeof panels / sizeof *panels,
    LEGEND_ROWS = 5,
};

static const double page_width = 960, page_height = 600, margin = 18;
static const double panel_gap_x = 20, panel_gap_y = 14;
static const double legend_line = 24, legend_height = 14, legend_gap = 6;

static const plot_text title_text = {
    .size = 15, .color = {0.13, 0.13, 0.15, 1}, .bold = true, .lines = 2};
static const plot_text arm_text = {
    .size = 9.5, .color = {0.13, 0.13, 0.15, 1}, .align_y = 0.5, .lines = 1};
static const plot_text footer_text = {
    .size = 7.5, .color = {0.38, 0.38, 0.41, 1}, .align_y = 1, .lines = 2};

static const page_row *find_page(const char *name)
{
    for (size_t i = 0; i < N_PAGES; i++)
        if (strcmp(pages[i].name, name) == 0) return &pages[i];
    return NULL;
}

static sim_status fail_unknown(const char *figure, sim_error *err)
{
    char known[256] = "";
    size_t n = 0;

    for (size_t i = 0; i < N_PAGES && n < sizeof known; i++)
        n += (size_t)snprintf(known + n, sizeof known - n, "%s'%s'", i ? ", " : "",
                              pages[i].name);
    return sim_fail(err, SIM_ENAME, "unknown figure '%s'; known: %s", figure, known);
}

static bool is_on(const plot_panel *panel, const page_row *page)
{
    return strcmp(panel->page, page->name) == 0;
}

static bool has_arm(const plot_arms *arms, const char *name)
{
    for (size_t i = arms->n; i-- > 0;)
        if (strcmp(arms->names[i], name) == 0) return true;
    return false;
}

static void add_arms(plot_arms *arms, const sim_table *table)
{
    for (size_t row = 0; row < table->n_rows; row++)
        if (!has_arm(arms, table->keys[row])) arms->names[arms->n++] = table->keys[row];
}

/* An arm may be missing in a table: the table with most rows tells the order. */
static sim_status find_arms(plot_arms *arms, const sim_table *const tables[],
                            size_t n_tables, sim_error *err)
{
    const sim_table *longest = n_tables > 0 ? tables[0] : NULL;
    size_t n_rows = 0;

    for (size_t i = 0; i < n_tables; i++) {
        n_rows += tables[i]->n_rows;
        if (tables[i]->n_rows > longest->n_rows) longest = tables[i];
    }
    arms->names = calloc(n_rows + 1, sizeof *arms->names);
    if (!arms->names) return sim_fail_memory(err, "figure");
    if (longest) add_arms(arms, longest);
    for (size_t i = 0; i < n_tables; i++) add_arms(arms, tables[i]);
    return SIM_OK;
}

static double draw_title(plot_canvas *canvas, const char *title)
{
    plot_text style = title_text;
    plot_box box;

    style.width = page_width - 2 * margin;
    box = plot_draw_text(canvas, &style, (plot_point){margin, 0.8 * margin}, title);
    return box.y + box.height + 8;
}

static void draw_arm(plot_canvas *canvas, const plot_arms *arms, size_t arm, plot_box room)
{
    plot_pen pen = plot_arm_pen(arms, arm, PLOT_SOLID);
    plot_text style = arm_text;
    double y = room.y + 0.5 * room.height;

    pen.width = fmax(pen.width, 2.2);
    plot_draw_segment(canvas, &pen, (plot_point){room.x, y},
                      (plot_point){room.x + legend_line, y});
    style.width = fmax(1, room.width - legend_line - legend_gap - 12);
    plot_draw_text(canvas, &style, (plot_point){room.x + legend_line + legend_gap, y},
                   arms->names[arm]);
}

static double widest_arm(plot_canvas *canvas, const plot_arms *arms)
{
    double most = 1;

    for (size_t arm = 0; arm < arms->n; arm++)
        most = fmax(
            most, plot_measure_text(canvas, &arm_text, (plot_point){0, 0}, arms->names[arm])
                      .width);
    return most + legend_line + legend_gap + 13;
}

/* As many columns as the names leave room for, and more if there were too many rows. */
static double draw_legend(plot_canvas *canvas, const plot_arms *arms, double y)
{
    double room = page_width - 2 * margin, widest = widest_arm(canvas, arms);
    size_t columns = (size_t)fmax(1, floor(room / widest)), rows;

    if (columns * LEGEND_ROWS < arms->n)
        columns = (arms->n + LEGEND_ROWS - 1) / LEGEND_ROWS;
    rows = (arms->n + columns - 1) / columns;
    widest = fmin(widest, room / (double)columns);
    for (size_t arm = 0; arm < arms->n; arm++)
        draw_arm(canvas, arms, arm,
                 (plot_box){margin + (double)(arm / rows) * widest,
                            y + (double)(arm % rows) * legend_height, widest,
                            legend_height});
    return y + (double)rows * legend_height + 12;
}

/* The height of the footer at the bottom of the page. */
static double draw_footer(plot_canvas *canvas, const char *footer)
{
    plot_text style = footer_text;

    style.width = page_width - 2 * margin;
    return plot_draw_text(canvas, &style, (plot_point){margin, page_height - 0.6 * margin},
                          footer)
               .height +
           0.6 * margin + 10;
}

static plot_box panel_room(const page_row *page, size_t number, plot_box all)
{
    size_t n = 0, rows;
    double width, height;

    for (size_t i = 0; i < N_PANELS; i++) n += is_on(&panels[i], page);
    rows = (n + page->columns - 1) / page->columns;
    width = (all.width + panel_gap_x) / (double)page->columns;
    height = (all.height + panel_gap_y) / (double)rows;
    return (plot_box){all.x + width * (double)(number % page->columns),
                      all.y + height * (double)(number / page->columns),
                      width - panel_gap_x, height - panel_gap_y};
}

static sim_status draw_panels(plot_canvas *canvas, const page_row *page,
                              const plot_data *data, plot_box all, sim_error *err)
{
    sim_status status = SIM_OK;
    size_t number = 0;

    for (size_t i = 0; status == SIM_OK && i < N_PANELS; i++) {
        plot_spot spot = {panel_room(page, number, all), (char)('A' + number)};

        if (!is_on(&panels[i], page)) continue;
        status = plot_panel_draw(canvas, &panels[i], data, spot, err);
        number++;
    }
    return status;
}

static sim_status draw_page(plot_canvas *canvas, const page_row *page,
                            const plot_data *data, const plot_caption *caption,
                            sim_error *err)
{
    plot_box all = {margin, 0, page_width - 2 * margin, 0};
    sim_status status;

    plot_draw_box(canvas, plot_white, (plot_box){0, 0, page_width, page_height});
    all.y = draw_legend(canvas, &data->arms, draw_title(canvas, caption->title));
    all.height = page_height - all.y - draw_footer(canvas, caption->footer);
    status = draw_panels(canvas, page, data, all, err);
    return status == SIM_OK ? plot_canvas_check(canvas, err) : status;
}

static sim_status draw_sheet(const plot_sheet *sheet, const page_row *page,
                             const plot_data *data, const plot_caption *caption,
                             sim_error *err)
{
    plot_canvas canvas;
    sim_status status =
        plot_canvas_init(&canvas, sheet->surface, plot_sheet_scale(sheet), err);

    if (status == SIM_OK) status = draw_page(&canvas, page, data, caption, err);
    plot_canvas_free(&canvas);
    return status;
}

sim_status plot_page_write(const char *figure, const sim_table *const tables[],
                           size_t n_tables, const plot_caption *caption,
                           const plot_format *format, FILE *out, sim_error *err)
{
    const page_row *page = find_page(figure);
    plot_data data = {.tables = tables, .n_tables = n_tables};
    plot_sheet sheet = {0};
    sim_status status;

    if (!page) return fail_unknown(figure, err);
    status = find_arms(&data.arms, tables, n_tables, err);
    if (status == SIM_OK)
        status = plot_sheet_init(&sheet, format, page_width, page_height, err);
    if (status == SIM_OK) status = draw_sheet(&sheet, page, &data, caption, err);
    if (status == SIM_OK) status = plot_sheet_write(&sheet, caption, out, err);
    plot_sheet_free(&sheet);
    free(data.arms.names);
    return status;
}
