/* estimate_starts.c -- what the starts of a fit came to, the best first. */
#include <math.h>

#include "plots/estimate.h"

/* Rises of no more than that are shown as that; those within the second came to the best point. */
static const double least = 1e-3, reached = 0.01;

static const double flat = 0.4; /* of a panel alone */

static const char *find_title(const plot_estimate_page *page, sim_pool *pool)
{
    const plot_estimate_of *fit = page->fit;
    size_t n = 0, n_reached = 0;
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < fit->n_starts; i++) {
        n += fit->starts[i].n + fit->starts[i].n_refused;
        n_reached += fit->starts[i].n_reached;
    }
    g_string_append_printf(text, "%zu of %zu starts came to the best point", n_reached, n);
    if (n > 1 && n_reached == fit->n_starts)
        g_string_append(text, ": there may be a better one");
    plot_estimate_tell_page(page, fit->n_starts, text);
    return plot_keep(text, pool);
}

static const char *tell(const plot_estimate_starts *s, sim_pool *pool)
{
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "%zu of %zu came to the best point", s->n_reached,
                           s->n + s->n_refused);
    if (s->n_refused > 0) g_string_append_printf(text, ", %zu were given up", s->n_refused);
    return plot_keep(text, pool);
}

static void add_starts(plot_chart *c, const plot_estimate_starts *s)
{
    plot_chart_panel *p = plot_chart_add(c);
    plot_chart_layer *across, *spots;

    p->title = *s->whose ? s->whose : "Starts";
    p->told = p->saying = tell(s, &c->draft->pool);
    p->quantity = "starts";
    p->value = (double)s->n_reached;
    p->x = (plot_measure){.label = "starts, the best first", .unit = "1", .whole = true};
    p->y = (plot_measure){
        .label = "sum of squares above the best", .unit = "1", .scale = PLOT_LOG};
    p->upward = (plot_range){least, 1};
    across = plot_chart_add_layer(c, p, PLOT_CHART_ACROSS, 1);
    spots = plot_chart_add_layer(c, p, PLOT_CHART_SPOTS, s->n);
    spots->color = 0;
    if (across->n > 0) across->list[0].y = reached;
    for (size_t i = 0; i < spots->n; i++) {
        spots->list[i].x = (double)(i + 1);
        spots->list[i].y = fmax(s->rises[i], least);
    }
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_estimate_page *e = shown;
    const size_t n = plot_estimate_count(e, e->fit->n_starts);
    plot_chart *c = page;
    sim_status status = plot_chart_init(c, draft, n, err);

    if (status != SIM_OK) return status;
    c->name = "starts";
    c->is_quiet = true;
    if (n == 1) c->aspect = flat;
    for (size_t i = 0; i < n; i++) add_starts(c, &e->fit->starts[e->first + i]);
    c->title = find_title(e, &draft->pool);
    c->saying = "What the search came to from many places, less the best; at the bottom: "
                "0.001 or less; below the dashed line, 0.01, it is the same point";
    return plot_chart_finish(c, err);
}

const plot_maker plot_estimate_starts_maker = {sizeof(plot_chart), init,
                                               plot_chart_arrange, plot_chart_draw,
                                               plot_chart_tell,    plot_chart_find};
