#include "plots/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/arm_order.h"
#include "plots/page.h"
#include "plots/view.h"
#include "sim/io/text.h"

static const double negligible = 1e-9; /* as in a summary */

static const char *const pages[] = {
#define PAGE(id) #id,
#define PANEL(...)
#define SPELL(...)
#include "plots/figures.def"
#undef PAGE
#undef PANEL
};

#define AUTO NAN
#define NUMBER &plot_number
#define WHOLE &plot_whole
#define DAYS &plot_days
#define WEEKS &plot_weeks
#define MONTHS &plot_months
#define TIME &plot_time
#define TABLE(id) .table = #id,
#define TITLE(text, sentence) .title = text, .saying = sentence,
#define X(id, unit, from, to, label) .x = {#id, unit, from, to, label, .split = 0},
#define X_SPLIT(id, unit, from, at, to, label) \
    .x = {#id, unit, from, to, label, .split = at},
#define Y(id, scale, start, end, level, label) \
    .y = {#id, PLOT_##scale, start, end, level, label},
#define POINTS(id, owner, prefix) .points = {#id, prefix, #owner},
#define SHADE(id, label) .shade = {#id, label},
#define DETAIL .detail = true,
#define MOVING .moving = true,

static const plot_panel panels[] = {
#define PAGE(...)
#define PANEL(page, name, ...) {#page, #name, __VA_ARGS__},
#include "plots/figures.def"
};

enum {
    N_PAGES = sizeof pages / sizeof *pages,
    N_PANELS = sizeof panels / sizeof *panels,
};

static bool has_page(const char *name)
{
    for (size_t i = 0; i < N_PAGES; i++)
        if (strcmp(pages[i], name) == 0) return true;
    return false;
}

static sim_status fail_unknown(const char *figure, sim_error *err)
{
    char known[256] = "";

    for (size_t i = 0; i < N_PAGES; i++)
        sim_text_append(known, sizeof known, "%s'%s'", i ? ", " : "", pages[i]);
    return sim_fail(err, SIM_ENAME, "unknown figure '%s'; known: %s", figure, known);
}

static bool has_column(const sim_table *table, const char *column)
{
    return !column || sim_table_find(table, column) < table->n_columns;
}

static bool moves_in(const plot_panel *panel, const plot_run *run)
{
    const sim_table *table = plot_run_find(run, panel->table);
    size_t column = table ? sim_table_find(table, panel->y.column) : 0;

    if (!table || column == table->n_columns) return false;
    for (size_t row = 1; row < table->n_rows; row++) {
        double change =
            sim_table_cell(table, row, column) - sim_table_cell(table, row - 1, column);

        if (fabs(change) > negligible &&
            strcmp(table->keys[row], table->keys[row - 1]) == 0)
            return true;
    }
    return false;
}

/* Has the page a use for the panel, be it for the run in front or for that behind? */
static bool is_wanted(const plot_panel *panel, const plot_size *size, const plot_data *data)
{
    if (size->brief && panel->detail) return false;
    return !panel->moving || moves_in(panel, &data->runs[PLOT_FRONT]) ||
           moves_in(panel, &data->runs[PLOT_BEHIND]);
}

/* Leaves out of the panel what an ensemble does not have; false if that is all of it.  What
 * the panel says may be about the shade. */
static bool reduce_panel(plot_panel *panel, const plot_run *run)
{
    const sim_table *table = plot_run_find(run, panel->table);

    if (!table || !has_column(table, panel->x.column) ||
        !has_column(table, panel->y.column) || !has_column(table, panel->points.column))
        return false;
    if (!has_column(table, panel->points.owner)) panel->points.owner = NULL;
    if (!has_column(table, panel->shade.column)) {
        panel->shade.column = NULL;
        panel->saying = NULL;
    }
    return true;
}

static size_t choose_panels(const char *page, const plot_size *size, const plot_data *data,
                            plot_panel chosen[N_PANELS])
{
    size_t n = 0;

    for (size_t i = 0; i < N_PANELS; i++) {
        if (strcmp(panels[i].page, page) != 0 || !is_wanted(&panels[i], size, data))
            continue;
        chosen[n] = panels[i];
        n += data->bands.n == 0 || reduce_panel(&chosen[n], &data->runs[PLOT_FRONT]);
    }
    return n;
}

/* No more than fill the rows evenly: four panels stand two by two. */
static size_t count_columns(size_t most, size_t n_panels)
{
    size_t columns = most, rows = (n_panels + most - 1) / most;

    while (columns > 1 && (n_panels + columns - 2) / (columns - 1) <= rows) columns--;
    return columns;
}

plot_data plot_data_of(const plot_source *source)
{
    return (plot_data){
        .runs = {{source->tables, source->n_tables}, {source->behind, source->n_behind}},
        .behind_name = source->behind_name,
        .bands = {source->bands, source->n_bands, source->band_words}};
}

sim_status plot_page_write(const char *name, const plot_source *source,
                           const plot_caption *caption, const plot_look *look, FILE *out,
                           sim_error *err)
{
    plot_data data = plot_data_of(source);
    plot_panel chosen[N_PANELS];
    const size_t n = choose_panels(name, look->size, &data, chosen);
    const plot_page page = {.title = caption->title,
                            .panels = chosen,
                            .n = n,
                            .columns = count_columns(look->size->columns, n),
                            .panel = look->size->panel,
                            .wide = true};
    sim_status status;

    if (!has_page(name)) return fail_unknown(name, err);
    if (n == 0)
        return sim_fail(err, SIM_ENAME,
                        "figure '%s': no table has the columns of any of its panels", name);
    status = plot_arms_init(&data.arms, data.runs, (plot_wanted){NULL, 0}, err);
    if (status == SIM_OK) status = plot_page_make(&page, &data, caption, look, out, err);
    free(data.arms.names);
    return status;
}
