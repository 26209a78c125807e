/* fit_panels.c -- of fit_shown.h: which of what was observed stands in one panel, and what is said below it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/fit_shown.h"
#include "sim/study/fit.h"
#include "sim/study/runs.h"

enum { MOST_SERIES = 4 }; /* of a panel: beyond, each has one */

static const double alpha = 0.05, lack = 0.01;

/* ---- which belong together ------------------------------------------------------------------- */

static bool is_set(const sim_fit_modelled *a, const sim_fit_modelled *b)
{
    return strcmp(a->data, b->data) == 0 && strcmp(a->quantity, b->quantity) == 0;
}

static bool is_series(const sim_fit_modelled *a, const sim_fit_modelled *b)
{
    return is_set(a, b) && strcmp(a->arm, b->arm) == 0 && strcmp(a->source, b->source) == 0;
}

static bool is_seen_in(const sim_fit_observed *o, const sim_fit_modelled *m)
{
    return strcmp(o->data, m->data) == 0 && strcmp(o->quantity, m->quantity) == 0 &&
           strcmp(o->arm, m->arm) == 0 && strcmp(o->source, m->source) == 0;
}

/* The first row of each series, and of each set. */
typedef struct {
    sim_fit_shown *s;
    size_t *series; /* [n] rows of `modelled` where one starts */
    size_t n;
} listing;

static void list_series(listing *l)
{
    const sim_fit_shown *s = l->s;

    for (size_t i = 0; i < s->n_modelled; i++) {
        size_t k = 0;

        while (k < l->n && !is_series(&s->modelled[i], &s->modelled[l->series[k]])) k++;
        if (k == l->n) l->series[l->n++] = i;
    }
}

static const sim_fit_modelled *head(const listing *l, size_t i)
{
    return &l->s->modelled[l->series[i]];
}

static size_t count_of_set(const listing *l, const sim_fit_modelled *of)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) n += is_set(head(l, i), of);
    return n;
}

static bool is_first_of_set(const listing *l, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (is_set(head(l, k), head(l, i))) return false;
    return true;
}

/* Have the series of a set different names of that kind? */
static bool differ(const listing *l, const sim_fit_modelled *of, bool by_source)
{
    for (size_t i = 0; i < l->n; i++)
        if (is_set(head(l, i), of) &&
            strcmp(by_source ? head(l, i)->source : head(l, i)->arm,
                   by_source ? of->source : of->arm) != 0)
            return true;
    return false;
}

static const char *name_of(const listing *l, const sim_fit_modelled *m)
{
    const bool arms = differ(l, m, false), sources = differ(l, m, true);
    char text[PLOT_WORDS_SIZE];

    if (!(arms && sources)) return sources ? m->source : m->arm;
    snprintf(text, sizeof text, "%.100s, %.100s", m->source, m->arm);
    return sim_fit_shown_keep(l->s, text);
}

/* ---- series ---------------------------------------------------------------------------------- */

static int compare_seen(const void *a, const void *b)
{
    const plot_observed *one = a, *other = b;

    return (one->x > other->x) - (one->x < other->x);
}

static int compare_rows(const void *a, const void *b)
{
    const plot_observed *one = a, *other = b;

    return (one->row > other->row) - (one->row < other->row);
}

/* One standard deviation to each side. */
static void set_error(const sim_fit_observed *row, plot_observed *o)
{
    const bool is_log = strcmp(row->error, "log") == 0;
    const double sd =
        strcmp(row->error, "relative") == 0 ? row->sd * fabs(row->observed) : row->sd;

    o->low = is_log ? row->observed * exp(-sd) : row->observed - sd;
    o->high = is_log ? row->observed * exp(sd) : row->observed + sd;
}

static void fill_seen(sim_fit_shown *s, const sim_fit_modelled *of, double at,
                      plot_estimate_series *series)
{
    for (size_t i = 0; i < s->n_observed; i++)
        if (is_seen_in(&s->observed[i], of)) series->n_seen++;
    series->seen = sim_pool_take(&s->pool, series->n_seen + 1, sizeof *series->seen);
    series->n_seen = 0;
    for (size_t i = 0; series->seen && i < s->n_observed; i++) {
        const sim_fit_observed *row = &s->observed[i];
        plot_observed *o = &series->seen[series->n_seen];

        if (!is_seen_in(row, of)) continue;
        *o = (plot_observed){.x = isnan(row->x) ? at : row->x,
                             .seen = row->observed,
                             .residual = row->residual,
                             .row = i,
                             .beyond = *row->seen == '<'   ? PLOT_IS_BELOW
                                       : *row->seen == '>' ? PLOT_IS_ABOVE
                                                           : PLOT_IS_THERE};
        set_error(row, o);
        series->n_seen++;
    }
    if (series->seen)
        qsort(series->seen, series->n_seen, sizeof *series->seen, compare_seen);
}

static void fill_model(sim_fit_shown *s, const sim_fit_modelled *of, double at,
                       plot_estimate_series *series)
{
    for (size_t i = 0; i < s->n_modelled; i++)
        series->n_model += is_series(&s->modelled[i], of);
    series->model = sim_pool_take(&s->pool, series->n_model + 1, sizeof *series->model);
    series->n_model = 0;
    for (size_t i = 0; series->model && i < s->n_modelled; i++) {
        const sim_fit_modelled *row = &s->modelled[i];

        if (is_series(row, of))
            series->model[series->n_model++] = (plot_predicted){
                isnan(row->x) ? at : row->x, row->model, row->low, row->high};
    }
}

/* ---- what is said ------------------------------------------------------------------------------ */

/* The residuals of a panel in the order of their table, as the fit counts runs, without those of
 * limits. */
typedef struct {
    double *list;
    size_t n, n_beyond;
    double chi2;
    sim_runs runs;
} residuals;

static size_t count_seen(const plot_estimate_set *set)
{
    size_t n = 0;

    for (size_t i = 0; i < set->n; i++) n += set->series[i].n_seen;
    return n;
}

static void find_residuals(sim_fit_shown *s, const plot_estimate_set *set, residuals *r)
{
    const size_t n = count_seen(set);
    plot_observed *all = sim_pool_take(&s->pool, n + 1, sizeof *all);
    size_t m = 0;

    *r = (residuals){.list = sim_pool_take(&s->pool, n + 1, sizeof *r->list)};
    if (!all || !r->list) return;
    for (size_t i = 0; i < set->n; i++)
        for (size_t k = 0; k < set->series[i].n_seen; k++)
            all[m++] = set->series[i].seen[k];
    qsort(all, n, sizeof *all, compare_rows);
    for (size_t i = 0; i < n; i++) {
        r->chi2 += all[i].residual * all[i].residual;
        if (all[i].beyond == PLOT_IS_THERE)
            r->list[r->n++] = all[i].residual;
        else
            r->n_beyond++;
    }
    r->runs = sim_runs_of(r->list, r->n);
}

static void tell_runs(const sim_runs *r, GString *text)
{
    if (isnan(r->p)) {
        g_string_append(text, r->above > 0   ? "all above the model"
                              : r->below > 0 ? "all below the model"
                                             : "no signs to count");
        return;
    }
    g_string_append_printf(text, "%zu runs of one sign, %.3g by chance (p = %.2g)", r->runs,
                           r->expected, r->p);
    if (r->p < alpha)
        g_string_append(text, r->few < 0.5 * alpha
                                  ? ": a pattern that the model does not have"
                                  : ": they alternate more than by chance");
}

static void say(sim_fit_shown *s, plot_estimate_set *set)
{
    residuals r;
    GString *text = g_string_new(NULL);

    find_residuals(s, set, &r);
    set->few = r.chi2 < SIM_FIT_NOTHING ? NAN : r.runs.few;
    if (r.chi2 < SIM_FIT_NOTHING) {
        g_string_append(text, "all on the model");
    } else {
        g_string_append_printf(text, "sum of squares %.3g of %zu; ", r.chi2,
                               r.n + r.n_beyond);
        tell_runs(&r.runs, text);
    }
    set->pattern = plot_keep(text, &s->pool);
    text = g_string_new(NULL);
    g_string_append_printf(text, "%zu observed", r.n + r.n_beyond);
    if (r.n_beyond > 0)
        g_string_append_printf(text, ", %zu of them beyond a limit", r.n_beyond);
    g_string_append_printf(text, "; %s", set->pattern);
    set->told = plot_keep(text, &s->pool);
    s->figures.n_observed += r.n + r.n_beyond;
    s->figures.n_beyond += r.n_beyond;
}

/* "example: harvested", with its series where that has a panel of its own. */
static const char *find_title(listing *l, const sim_fit_modelled *m, const char *series)
{
    const char *dot = strchr(m->quantity, '.');
    GString *text = g_string_new(m->data);

    if (series && strcmp(series, m->data) != 0)
        g_string_append_printf(text, ", %s", series);
    g_string_append_printf(text, ": %s", dot ? dot + 1 : m->quantity);
    for (char *c = strchr(text->str, ':'); *c; c++)
        if (*c == '_') *c = ' ';
    return plot_keep(text, &l->s->pool);
}

/* ---- panels ------------------------------------------------------------------------------------- */

static bool is_logarithmic(const sim_fit_shown *s, const sim_fit_modelled *of)
{
    for (size_t i = 0; i < s->n_observed; i++)
        if (is_seen_in(&s->observed[i], of))
            return strcmp(s->observed[i].error, "log") == 0;
    return false;
}

static plot_estimate_set *add_set(listing *l, const sim_fit_modelled *m, size_t n)
{
    sim_fit_shown *s = l->s;
    const bool is_number = *m->x_name == '\0';
    plot_estimate_set *set = &s->sets[s->n_sets++];

    *set = (plot_estimate_set){
        .label = m->meaning,
        .unit = m->unit,
        .x_label = is_number ? "" : m->x_name,
        .x_unit = is_number || strcmp(m->x_unit, m->x_name) == 0 ? "1" : m->x_unit,
        .is_log = is_logarithmic(s, m),
        .is_time = strcmp(m->x_unit, "day") == 0,
        .series = sim_pool_take(&s->pool, n, sizeof *set->series),
        .n_words = is_number ? n : 0};
    if (set->is_time) {
        set->x_label = "time";
        set->x_unit = m->x_unit;
    }
    if (is_number) set->words = sim_pool_take(&s->pool, n, sizeof *set->words);
    return set;
}

/* The number of a name among those that colors are for; 0 where there is no room for more. */
static size_t find_color(sim_fit_shown *s, const char *name)
{
    plot_estimate_of *f = &s->figures;

    for (size_t i = 0; i < f->n_names; i++)
        if (strcmp(f->names[i], name) == 0) return i;
    if (f->n_names == PLOT_ESTIMATE_NAMES) return 0;
    f->names[f->n_names] = name;
    return f->n_names++;
}

static void add_series(listing *l, plot_estimate_set *set, const sim_fit_modelled *m,
                       bool is_alone)
{
    const char *name = name_of(l, m);
    plot_estimate_series *series = set->series ? &set->series[set->n] : NULL;

    if (!series) return;
    *series = (plot_estimate_series){.name = name,
                                     .color = is_alone ? 0 : find_color(l->s, name)};
    fill_seen(l->s, m, (double)set->n, series);
    fill_model(l->s, m, (double)set->n, series);
    if (set->words) ((const char **)set->words)[set->n] = name;
    set->n++;
}

static void add_panels(listing *l, size_t first)
{
    const sim_fit_modelled *m = head(l, first);
    const size_t n = count_of_set(l, m);
    const bool apart = n > MOST_SERIES && *m->x_name != '\0';
    plot_estimate_set *set = apart ? NULL : add_set(l, m, n);

    for (size_t i = first; i < l->n; i++) {
        if (!is_set(head(l, i), m)) continue;
        if (apart) set = add_set(l, head(l, i), 1);
        add_series(l, set, head(l, i), apart || n == 1 || *m->x_name == '\0');
        if (!apart) continue;
        set->title = find_title(l, m, name_of(l, head(l, i)));
        say(l->s, set);
    }
    if (apart) return;
    set->title = find_title(l, m, NULL);
    say(l->s, set);
}

/* Where errors are as they were said to be, nothing. */
static void find_misfit(sim_fit_shown *s)
{
    for (size_t i = 0; i < s->n_criteria; i++)
        if (s->criteria[i].lack < lack)
            s->figures.misfit =
                "Residuals are larger than the errors that were given: the model does "
                "not go through these data";
}

void sim_fit_shown_arrange(sim_fit_shown *s)
{
    listing l = {.s = s,
                 .series = sim_pool_take(&s->pool, s->n_modelled + 1, sizeof *l.series)};

    s->sets = calloc(s->n_modelled + 1, sizeof *s->sets);
    if (!s->sets || !l.series) {
        s->pool.failed = true;
        return;
    }
    list_series(&l);
    s->figures.misfit = "";
    s->figures.from = "the curvature at the best point and points of the profiles";
    for (size_t i = 0; i < l.n; i++)
        if (is_first_of_set(&l, i)) add_panels(&l, i);
    find_misfit(s);
    s->figures.sets = s->sets;
    s->figures.n_sets = s->n_sets;
    s->figures.numbers = s->numbers;
    s->figures.n_numbers = s->n_numbers;
    s->figures.starts = s->starts;
    s->figures.n_starts = s->n_starts;
}
