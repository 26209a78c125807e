/* estimate_pairs.c -- draws of a fit: each number by itself, then all in pairs. */
#include <math.h>

#include "plots/estimate.h"
#include "plots/phrase.h"

enum { BINS = 24 };

static const double below = 0.1; /* of the highest bin: room of the bars */

size_t plot_estimate_pairs(const plot_estimate_draws *draws)
{
    return draws ? draws->n + draws->n * (draws->n - 1) / 2 : 0;
}

static double value(const plot_estimate_draws *d, size_t draw, size_t k)
{
    return d->x[draw * d->n + k];
}

/* As it was fitted. */
static double scaled(const plot_estimate_draws *d, size_t draw, size_t k)
{
    const double x = value(d, draw, k);

    return d->numbers[k]->is_log ? log(x) : x;
}

static plot_measure measure_of(const plot_estimated *number)
{
    return (plot_measure){.label = number->name,
                          .unit = number->unit,
                          .scale = number->is_log ? PLOT_LOG : PLOT_LINEAR};
}

static const char *name_of(const plot_estimated *number, const plot_estimated *other,
                           sim_pool *pool)
{
    GString *text = g_string_new(number->name);

    if (*number->whose) g_string_append_printf(text, ", %s", number->whose);
    if (other) g_string_append_printf(text, " and %s", other->name);
    if (other && *other->whose) g_string_append_printf(text, ", %s", other->whose);
    return plot_keep(text, pool);
}

/* ---- one -------------------------------------------------------------------------- */

/* Shares of draws in bins that are even on the scale of the fit, as a line of steps. */
static double fill_bins(const plot_estimate_draws *d, size_t k, plot_chart_layer *line)
{
    double from = INFINITY, to = -INFINITY, most = 0;
    size_t counts[BINS] = {0};

    for (size_t i = 0; i < d->n_draws; i++) {
        from = fmin(from, scaled(d, i, k));
        to = fmax(to, scaled(d, i, k));
    }
    for (size_t i = 0; i < d->n_draws && to > from; i++) {
        const double part = (scaled(d, i, k) - from) / (to - from);

        counts[(size_t)fmin(part * BINS, BINS - 1)]++;
    }
    for (size_t b = 0; b < BINS; b++) {
        const double share = (double)counts[b] / (double)d->n_draws;

        for (size_t end = 0; end < 2; end++) {
            const double x = from + (to - from) * (double)(b + end) / BINS;
            plot_chart_spot *s = &line->list[2 * b + end];

            s->x = d->numbers[k]->is_log ? exp(x) : x;
            s->y = share;
        }
        most = fmax(most, share);
    }
    return most;
}

static void add_bar(plot_chart *c, plot_chart_panel *p, double low, double high, double y,
                    size_t color)
{
    plot_chart_layer *l = plot_chart_add_layer(c, p, PLOT_CHART_SPAN, 1);

    l->color = color;
    if (l->n > 0)
        l->list[0] = (plot_chart_spot){.x = NAN, .y = y, .low = low, .high = high};
}

static void add_one(plot_chart *c, const plot_estimate_draws *d, size_t k)
{
    const plot_estimated *number = d->numbers[k];
    plot_chart_panel *p = plot_chart_add(c);
    plot_chart_layer *line = plot_chart_add_layer(c, p, PLOT_CHART_LINE, 2 * BINS);
    GString *text = g_string_new(NULL);
    double most;

    p->title = name_of(number, NULL, &c->draft->pool);
    p->x = measure_of(number);
    p->y = (plot_measure){.label = "share of draws", .unit = "%", .counted = &plot_percent};
    line->color = 0;
    most = line->n > 0 ? fill_bins(d, k, line) : 1;
    add_bar(c, p, d->low[k], d->high[k], -0.4 * below * most, 0);
    add_bar(c, p, number->low, number->high, -below * most, PLOT_CHART_INK);
    p->upward = (plot_range){-1.3 * below * most, most};
    plot_add_number(text, d->low[k], PLOT_PHRASE_DIGITS);
    g_string_append(text, " to ");
    plot_add_number(text, d->high[k], PLOT_PHRASE_DIGITS);
    g_string_append(text, " by draws; by profiles ");
    plot_estimate_tell(number, text);
    p->told = plot_keep(text, &c->draft->pool);
}

/* ---- two -------------------------------------------------------------------------- */

static double correlation(const plot_estimate_draws *d, size_t a, size_t b)
{
    double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;

    for (size_t i = 0; i < d->n_draws; i++) {
        ma += scaled(d, i, a) / (double)d->n_draws;
        mb += scaled(d, i, b) / (double)d->n_draws;
    }
    for (size_t i = 0; i < d->n_draws; i++) {
        const double x = scaled(d, i, a) - ma, y = scaled(d, i, b) - mb;

        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    return ab / sqrt(aa * bb);
}

static void add_two(plot_chart *c, const plot_estimate_draws *d, size_t a, size_t b)
{
    plot_chart_panel *p = plot_chart_add(c);
    plot_chart_layer *spots = plot_chart_add_layer(c, p, PLOT_CHART_SPOTS, d->n_draws);
    GString *text = g_string_new("correlation ");

    p->title = name_of(d->numbers[a], d->numbers[b], &c->draft->pool);
    p->x = measure_of(d->numbers[a]);
    p->y = measure_of(d->numbers[b]);
    spots->color = 0;
    spots->is_small = spots->is_hollow = true;
    for (size_t i = 0; i < spots->n; i++) {
        spots->list[i].x = value(d, i, a);
        spots->list[i].y = value(d, i, b);
    }
    plot_add_number(text, correlation(d, a, b), 2);
    p->saying = p->told = plot_keep(text, &c->draft->pool);
}

/* ---- the figure --------------------------------------------------------------------- */

static const char *find_title(const plot_estimate_page *page, sim_pool *pool)
{
    const plot_estimate_draws *d = page->fit->draws;
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "Draws of %zu number%s%s%s", d->n, d->n == 1 ? "" : "s",
                           *d->whose ? " of " : "", d->whose);
    g_string_append(text, d->converged ? ": converged"
                                       : ": not converged, so that they are not yet to be "
                                         "relied on");
    plot_estimate_tell_page(page, plot_estimate_pairs(d), text);
    return plot_keep(text, pool);
}

static void add_panel(plot_chart *c, const plot_estimate_draws *d, size_t i)
{
    size_t k = d->n;

    if (i < d->n) {
        add_one(c, d, i);
        return;
    }
    for (size_t a = 0; a < d->n; a++)
        for (size_t b = a + 1; b < d->n; b++)
            if (k++ == i) add_two(c, d, a, b);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_estimate_page *e = shown;
    const plot_estimate_draws *d = e->fit->draws;
    const size_t n = plot_estimate_count(e, plot_estimate_pairs(d));
    plot_chart *c = page;
    sim_status status = plot_chart_init(c, draft, n, err);

    if (status != SIM_OK) return status;
    c->name = "pairs";
    c->is_quiet = true;
    for (size_t i = 0; i < n; i++) add_panel(c, d, e->first + i);
    c->title = find_title(e, &draft->pool);
    c->saying = "What the sampler drew: each number by itself, then all in pairs; bars: "
                "95 % of the draws and, in black or white, the interval of the profile";
    return plot_chart_finish(c, err);
}

const plot_maker plot_estimate_pairs_maker = {sizeof(plot_chart), init,
                                              plot_chart_arrange, plot_chart_draw,
                                              plot_chart_tell,    plot_chart_find};
