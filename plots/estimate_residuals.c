/* estimate_residuals.c -- the residuals of a fit, over what was observed. */
#include <math.h>

#include "plots/estimate.h"

static const double alpha = 0.025; /* fewer changes of sign are a pattern */

/* How many panels have a pattern; how many cannot tell. */
static size_t count_patterns(const plot_estimate_of *fit, size_t *untold)
{
    size_t n = 0;

    *untold = 0;
    for (size_t i = 0; i < fit->n_sets; i++) {
        if (fit->sets[i].few < alpha) n++;
        if (isnan(fit->sets[i].few)) (*untold)++;
    }
    return n;
}

static const char *find_title(const plot_estimate_page *page, sim_pool *pool)
{
    const plot_estimate_of *fit = page->fit;
    size_t untold;
    const size_t n = count_patterns(fit, &untold);
    GString *text = g_string_new(NULL);

    if (*fit->misfit)
        g_string_append(text, fit->misfit);
    else if (n == 0 && untold == fit->n_sets)
        g_string_append(text, "There are too few residuals to tell whether they follow a "
                              "pattern");
    else if (n == 0)
        g_string_append(text, "Residuals change sign about as often as by chance");
    if (n > 0)
        g_string_append_printf(text,
                               "%s follow a pattern that the model does not have in %zu of "
                               "%zu panels",
                               *fit->misfit ? "; they" : "Residuals", n, fit->n_sets);
    plot_estimate_tell_page(page, fit->n_sets, text);
    return plot_keep(text, pool);
}

static void add_rules(plot_chart *c, plot_chart_panel *p)
{
    static const double at[] = {-2, 0, 2};
    plot_chart_layer *l = plot_chart_add_layer(c, p, PLOT_CHART_ACROSS, 3);

    for (size_t i = 0; i < l->n; i++) l->list[i].y = at[i];
}

static void add_series(plot_chart *c, plot_chart_panel *p,
                       const plot_estimate_series *series, bool is_beyond)
{
    plot_chart_layer *l = plot_chart_add_layer(c, p, PLOT_CHART_SPOTS, series->n_seen);

    l->color = series->color;
    l->name = series->name;
    l->is_hollow = is_beyond;
    for (size_t i = 0; i < l->n; i++) {
        const plot_observed *o = &series->seen[i];

        if ((o->beyond != PLOT_IS_THERE) != is_beyond) continue;
        l->list[i].x = o->x;
        l->list[i].y = o->residual;
    }
}

static void add_set(plot_chart *c, const plot_estimate_set *set)
{
    plot_chart_panel *p = plot_chart_add(c);

    plot_estimate_set_axes(set, p);
    p->saying = set->pattern;
    p->told = set->pattern;
    p->y = (plot_measure){.label = "residual (sd)", .unit = "1"};
    p->upward = (plot_range){-2.2, 2.2};
    add_rules(c, p);
    for (size_t i = 0; i < set->n; i++) {
        add_series(c, p, &set->series[i], false);
        add_series(c, p, &set->series[i], true);
    }
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_estimate_page *e = shown;
    const size_t n = plot_estimate_count(e, e->fit->n_sets);
    plot_chart *c = page;
    sim_status status = plot_chart_init(c, draft, n, err);

    if (status != SIM_OK) return status;
    c->name = "residuals";
    c->shares = c->is_quiet = true;
    plot_estimate_set_keys(e->fit, c);
    for (size_t i = 0; i < n; i++) add_set(c, &e->fit->sets[e->first + i]);
    c->title = find_title(e, &draft->pool);
    c->saying = e->fit->n_beyond > 0
                    ? "Observed less model, in standard deviations (sd); 19 in 20 lie "
                      "between the dashed lines where the model is right; hollow: of what "
                      "is beyond a limit, the root of what it adds"
                    : "Observed less model, in standard deviations (sd); 19 in 20 lie "
                      "between the dashed lines where the model is right";
    return plot_chart_finish(c, err);
}

const plot_maker plot_estimate_residuals_maker = {sizeof(plot_chart), init,
                                                  plot_chart_arrange, plot_chart_draw,
                                                  plot_chart_tell,    plot_chart_find};
