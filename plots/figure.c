#include "plots/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/arms.h"
#include "plots/page.h"

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
#define BAND(id, label) .band = {#id, label},
#define DETAIL .detail = true,

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
    size_t n = 0;

    for (size_t i = 0; i < N_PAGES && n < sizeof known; i++)
        n += (size_t)snprintf(known + n, sizeof known - n, "%s'%s'", i ? ", " : "",
                              pages[i]);
    return sim_fail(err, SIM_ENAME, "unknown figure '%s'; known: %s", figure, known);
}

static size_t choose_panels(const char *page, const plot_size *size,
                            plot_panel chosen[N_PANELS])
{
    size_t n = 0;

    for (size_t i = 0; i < N_PANELS; i++)
        if (strcmp(panels[i].page, page) == 0 && !(size->brief && panels[i].detail))
            chosen[n++] = panels[i];
    return n;
}

sim_status plot_page_write(const char *name, const plot_source *source,
                           const plot_caption *caption, const plot_look *look, FILE *out,
                           sim_error *err)
{
    plot_data data = {
        .runs = {{source->tables, source->n_tables}, {source->behind, source->n_behind}},
        .behind_name = source->behind_name};
    plot_panel chosen[N_PANELS];
    const plot_page page = {.title = caption->title,
                            .panels = chosen,
                            .n = choose_panels(name, look->size, chosen),
                            .columns = look->size->columns,
                            .width = look->size->width,
                            .height = look->size->height,
                            .panel = look->size->panel};
    sim_status status;

    if (!has_page(name)) return fail_unknown(name, err);
    status = plot_arms_init(&data.arms, data.runs, (plot_wanted){NULL, 0}, err);
    if (status == SIM_OK) status = plot_page_make(&page, &data, caption, look, out, err);
    free(data.arms.names);
    return status;
}
