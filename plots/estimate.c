#include "plots/estimate.h"

#include <math.h>
#include <string.h>

#include "plots/phrase.h"

enum { FEW_NUMBERS = 3 };

static const double alone =
    0.3; /* to both sides of a model's only x, in reports or words */
static const double alone_time = 0.02; /* of a time */

/* ---- pages ------------------------------------------------------------------ */

size_t plot_estimate_count(const plot_estimate_page *page, size_t n)
{
    const size_t rest = n > page->first ? n - page->first : 0;

    return rest < page->room ? rest : page->room;
}

void plot_estimate_tell_page(const plot_estimate_page *page, size_t n, GString *text)
{
    if (n > page->room)
        g_string_append_printf(text, " (page %zu of %zu)", page->first / page->room + 1,
                               (n + page->room - 1) / page->room);
}

/* ---- numbers in words ------------------------------------------------------------ */

/* What stands behind the section. */
static const char *short_name(const char *name)
{
    const char *dot = strchr(name, '.');

    return dot && !strchr(name, ' ') ? dot + 1 : name;
}

void plot_estimate_tell(const plot_estimated *number, GString *text)
{
    if (isnan(number->low) && isnan(number->high)) {
        g_string_append(text, "not identifiable");
        return;
    }
    if (isnan(number->low) || isnan(number->high)) {
        const bool is_low = isnan(number->high);

        plot_phrase_number(is_low ? number->low : number->high, number->unit, text);
        g_string_append(text, is_low ? " or more" : " or less");
        return;
    }
    plot_phrase_number(number->value, number->unit, text);
    g_string_append(text, " (");
    plot_add_number(text, number->low, PLOT_PHRASE_DIGITS);
    g_string_append(text, " to ");
    plot_add_number(text, number->high, PLOT_PHRASE_DIGITS);
    g_string_append_c(text, ')');
}

static size_t count_bounded(const plot_estimate_of *fit)
{
    size_t n = 0;

    for (size_t i = 0; i < fit->n_numbers; i++)
        n += isfinite(fit->numbers[i].low) && isfinite(fit->numbers[i].high);
    return n;
}

/* "Fitted to 20 observations: cycle_time 27.1 h (24.9 to 29.1), ..." */
static const char *find_title(const plot_estimate_page *page, sim_pool *pool)
{
    const plot_estimate_of *fit = page->fit;
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "Fitted to %zu observation%s: ", fit->n_observed,
                           fit->n_observed == 1 ? "" : "s");
    for (size_t i = 0; fit->n_numbers <= FEW_NUMBERS && i < fit->n_numbers; i++) {
        if (i > 0) g_string_append(text, i + 1 == fit->n_numbers ? " and " : ", ");
        g_string_append_printf(text, "%s%s%s ", short_name(fit->numbers[i].name),
                               *fit->numbers[i].whose ? " of " : "", fit->numbers[i].whose);
        plot_estimate_tell(&fit->numbers[i], text);
    }
    if (fit->n_numbers > FEW_NUMBERS)
        g_string_append_printf(text, "%zu numbers, %zu of them bounded on both sides",
                               fit->n_numbers, count_bounded(fit));
    plot_estimate_tell_page(page, fit->n_sets, text);
    return plot_keep(text, pool);
}

static const char *find_saying(const plot_estimate_of *fit, sim_pool *pool)
{
    GString *text =
        g_string_new("Points: observed, with a standard deviation to each side");

    if (fit->n_beyond > 0) g_string_append(text, ", arrows from a limit that it is beyond");
    g_string_append(text, "; lines: the model at the best point, and its ");
    plot_add_plain(text, 100 * fit->level, PLOT_PHRASE_DIGITS);
    g_string_append_printf(text, " %% band, from %s", fit->from);
    return plot_keep(text, pool);
}

/* ---- axes --------------------------------------------------------------------------- */

void plot_estimate_set_axes(const plot_estimate_set *set, plot_chart_panel *p)
{
    p->title = set->title;
    p->x =
        (plot_measure){.label = set->x_label, .unit = set->x_unit, .whole = !set->is_time};
    if (set->is_time) p->x.counted = &plot_time;
    if (set->words) {
        p->x.words = set->words;
        p->x.n_words = set->n_words;
        p->across = (plot_range){-0.5, (double)set->n_words - 0.5};
    }
}

void plot_estimate_set_keys(const plot_estimate_of *fit, plot_chart *c)
{
    c->n_series = fit->n_names > 0 ? fit->n_names : 1;
    for (size_t i = 0; fit->n_names > 1 && i < fit->n_names; i++)
        c->keys[c->n_keys++] = fit->names[i];
}

/* ---- series --------------------------------------------------------------------------- */

static void put_model(plot_chart_spot *s, double x, const plot_predicted *m)
{
    *s = (plot_chart_spot){x, m->model, m->low, m->high, PLOT_IS_THERE};
}

/* What is told of words, or of one x alone, is a short line there. */
static bool is_apart(const plot_estimate_set *set, const plot_estimate_series *series)
{
    return set->words || series->n_model == 1;
}

static void fill_model(const plot_estimate_set *set, const plot_estimate_series *series,
                       plot_chart_layer *l)
{
    for (size_t i = 0; l->n > 0 && i < series->n_model; i++) {
        const plot_predicted *m = &series->model[i];
        const double side = set->is_time ? alone_time * fmax(m->x, 1) : alone;

        if (!is_apart(set, series)) {
            put_model(&l->list[i], m->x, m);
            continue;
        }
        put_model(&l->list[3 * i], m->x - side, m);
        put_model(&l->list[3 * i + 1], m->x + side, m);
    }
}

static void add_model(plot_chart *c, plot_chart_panel *p, const plot_estimate_set *set,
                      const plot_estimate_series *series, plot_chart_kind kind)
{
    const size_t times = is_apart(set, series) ? 3 : 1;
    plot_chart_layer *l = plot_chart_add_layer(c, p, kind, times * series->n_model);

    l->color = series->color;
    l->name = series->name;
    fill_model(set, series, l);
}

static void add_seen(plot_chart *c, plot_chart_panel *p, const plot_estimate_series *series)
{
    plot_chart_layer *l = plot_chart_add_layer(c, p, PLOT_CHART_SPOTS, series->n_seen);

    l->color = series->color;
    l->name = series->name;
    for (size_t i = 0; i < l->n; i++) {
        const plot_observed *o = &series->seen[i];

        l->list[i] = (plot_chart_spot){o->x, o->seen, o->low, o->high, o->beyond};
    }
}

static void add_set(plot_chart *c, const plot_estimate_set *set)
{
    plot_chart_panel *p = plot_chart_add(c);

    plot_estimate_set_axes(set, p);
    p->y = (plot_measure){.label = set->label,
                          .unit = set->unit,
                          .scale = set->is_log ? PLOT_LOG : PLOT_LINEAR};
    p->from_zero = true;
    p->told = set->told;
    for (size_t i = 0; i < set->n; i++)
        add_model(c, p, set, &set->series[i], PLOT_CHART_BAND);
    for (size_t i = 0; i < set->n; i++)
        add_model(c, p, set, &set->series[i], PLOT_CHART_LINE);
    for (size_t i = 0; i < set->n; i++) add_seen(c, p, &set->series[i]);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_estimate_page *e = shown;
    const size_t n = plot_estimate_count(e, e->fit->n_sets);
    plot_chart *c = page;
    sim_status status = plot_chart_init(c, draft, n, err);

    if (status != SIM_OK) return status;
    c->name = "fit";
    c->shares = c->is_quiet = true;
    plot_estimate_set_keys(e->fit, c);
    for (size_t i = 0; i < n; i++) add_set(c, &e->fit->sets[e->first + i]);
    c->title = find_title(e, &draft->pool);
    c->saying = find_saying(e->fit, &draft->pool);
    return plot_chart_finish(c, err);
}

const plot_maker plot_estimate_maker = {sizeof(plot_chart), init,
                                        plot_chart_arrange, plot_chart_draw,
                                        plot_chart_tell,    plot_chart_find};
