#include "plots/page.h"

#include <math.h>
#include <stdlib.h>

#include "plots/draft.h"
#include "plots/heading.h"
#include "plots/key.h"
#include "plots/view.h"
#include "plots/words.h"

/* Lengths in em. */
static const double title_gap = 0.7, legend_gap = 1.1;
static const double column_gap = 2.3, row_gap = 1.5, stack_gap = 0.3;
static const double x_axis_height = 2.15; /* of numbers and label of a shared axis */

/* A page in the making. */
typedef struct {
    const plot_page *page;
    plot_data data;
    plot_view *views; /* [page->n] */
    plot_draft *draft;
    plot_box area; /* of the panels */
} layout;

static double em(const layout *l, double ems) { return plot_em(l->draft->look, ems); }

/* The arms, below the title; where the panels begin. */
static double draw_arms(const layout *l)
{
    plot_draft *d = l->draft;
    double y = d->top + em(l, title_gap);
    plot_box room = {d->look->size->margin, y, plot_inner_width(d->look, d->width), 0};

    return y + plot_legend_draw(&d->canvas, d->look, &l->data, room) + em(l, legend_gap);
}

static size_t count_rows(const plot_page *page)
{
    return (page->n + page->columns - 1) / page->columns;
}

static double gap_y(const layout *l)
{
    return em(l, l->page->stacked ? stack_gap : row_gap);
}

/* What shared axes need below the lowest panel. */
static double extra_height(const layout *l)
{
    return l->page->stacked ? em(l, x_axis_height) : 0;
}

static size_t row_of(const plot_page *page, size_t i)
{
    return page->stacked ? i % count_rows(page) : i / page->columns;
}

static size_t column_of(const plot_page *page, size_t i)
{
    return page->stacked ? i / count_rows(page) : i % page->columns;
}

static plot_spot find_spot(const layout *l, size_t i)
{
    const plot_page *page = l->page;
    size_t rows = count_rows(page), row = row_of(page, i);
    bool lowest = !page->stacked || row + 1 == rows || i + 1 == page->n;
    double gap_x = em(l, column_gap);
    double width = (l->area.width + gap_x) / (double)page->columns;
    double height = (l->area.height - extra_height(l) + gap_y(l)) / (double)rows;

    return (plot_spot){
        .room = {l->area.x + width * (double)column_of(page, i),
                 l->area.y + height * (double)row, width - gap_x,
                 height - gap_y(l) + (lowest ? extra_height(l) : 0)},
        .letter = page->stacked ? '\0' : (char)('A' + i),
        .shows_x = lowest,
    };
}

static void set_axes(layout *l)
{
    plot_draft *d = l->draft;
    double saying = 0;

    for (size_t i = 0; i < l->page->n; i++)
        saying = fmax(saying, plot_saying_height(&d->canvas, d->look, &l->page->panels[i],
                                                 find_spot(l, i).room.width));
    for (size_t i = 0; i < l->page->n; i++) {
        plot_spot spot = find_spot(l, i);

        spot.saying = saying;
        plot_view_set_axes(&l->views[i], &d->canvas, spot);
    }
}

/* Panels on top of each other begin at one line. */
static double find_left(const layout *l, size_t panel)
{
    double left = 0;

    for (size_t i = 0; i < l->page->n; i++)
        if (column_of(l->page, i) == column_of(l->page, panel))
            left = fmax(left, plot_view_left(&l->views[i]));
    return left;
}

static void arrange(void *figure, plot_draft *d)
{
    layout *l = figure;
    double rows = (double)count_rows(l->page);

    l->draft = d;
    l->area = (plot_box){d->look->size->margin, draw_arms(l),
                         plot_inner_width(d->look, d->width), 0};
    l->area.height = d->height - l->area.y - d->below;
    if (d->height == 0) {
        l->area.height = rows * l->page->panel + (rows - 1) * gap_y(l) + extra_height(l);
        d->height = ceil(l->area.y + l->area.height + d->below);
    }
    set_axes(l);
    for (size_t i = 0; i < l->page->n; i++)
        plot_view_arrange(&l->views[i], find_left(l, i));
}

static void draw(void *figure, plot_draft *d)
{
    const layout *l = figure;

    draw_arms(l);
    for (size_t i = 0; i < l->page->n; i++)
        if (!plot_view_draw(&l->views[i])) d->no_memory = true;
}

static void tell(const void *figure, GString *words)
{
    const layout *l = figure;
    const plot_arms *arms = &l->data.arms;

    g_string_append_printf(words, "Figure of %zu panel%s", l->page->n,
                           l->page->n == 1 ? "" : "s");
    if (arms->n > 0) {
        g_string_append_printf(words, ", a curve for each arm: ");
        plot_tell_names(arms->names, arms->n_named, words);
        if (arms->n_named < arms->n)
            g_string_append_printf(words, "; %zu more are thin and gray",
                                   arms->n - arms->n_named);
    }
    g_string_append(words, ". ");
    if (l->data.runs[PLOT_BEHIND].n > 0)
        g_string_append_printf(words, "Dashed behind them: %s. ", l->data.behind_name);
    if (l->data.bands.n > 0)
        g_string_append_printf(words, "Areas of the same colors behind the curves: %s. ",
                               l->data.bands.words);
    for (size_t i = 0; i < l->page->n; i++) plot_tell_panel(&l->views[i], words);
}

static sim_status list_arms(layout *l, sim_error *err)
{
    const plot_wanted *wanted = &l->page->arms;
    plot_arms *arms = &l->data.arms;
    sim_status status = plot_arms_init(arms, l->data.runs, *wanted, err);

    for (size_t i = 0; status == SIM_OK && i < wanted->n; i++)
        if (plot_arms_find(arms, wanted->names[i], 0) == arms->n)
            status = sim_fail(err, SIM_ENAME, "figure '%s': unknown arm '%s'",
                              l->page->panels->page, wanted->names[i]);
    return status;
}

static sim_status init_views(layout *l, const plot_look *look, sim_error *err)
{
    sim_status status = SIM_OK;

    l->views = calloc(l->page->n + 1, sizeof *l->views);
    if (!l->views) return sim_fail_memory(err, "figure");
    for (size_t i = 0; status == SIM_OK && i < l->page->n; i++)
        status = plot_view_init(&l->views[i], &l->page->panels[i], &l->data, look, err);
    return status;
}

sim_status plot_page_make(const plot_page *page, const plot_data *data,
                          const plot_caption *caption, const plot_look *look, FILE *out,
                          sim_error *err)
{
    const plot_maker maker = {.title = page->title,
                              .is_page = page->wide,
                              .arrange = arrange,
                              .draw = draw,
                              .tell = tell};
    plot_draft draft = {.look = look, .caption = caption};
    layout l = {.page = page, .data = *data};
    sim_status status = list_arms(&l, err);

    if (status == SIM_OK) status = init_views(&l, look, err);
    if (status == SIM_OK) status = plot_draft_write(&draft, &maker, &l, out, err);
    for (size_t i = 0; l.views && i < page->n; i++) plot_view_free(&l.views[i]);
    free(l.views);
    free(l.data.arms.names);
    return status;
}
