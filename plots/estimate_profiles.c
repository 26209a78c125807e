/* estimate_profiles.c -- profiles of the likelihood of a fit, a panel for each number. */
#include <math.h>
#include <string.h>

#include "plots/estimate.h"
#include "plots/phrase.h"

enum { STEPS = 8 }; /* of a line, from a point to the next */

static const double most_rise = 1.8; /* thresholds that an axis shows */
static const double below = 0.16;    /* the same below 0, for the bar */

static const char *find_title(const plot_estimate_page *page, sim_pool *pool)
{
    const plot_estimate_of *fit = page->fit;
    size_t n = 0;
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < fit->n_numbers; i++)
        n += isfinite(fit->numbers[i].low) && isfinite(fit->numbers[i].high);
    if (n == fit->n_numbers)
        g_string_append(text, n == 1 ? "The data bound the number on both sides"
                                     : "The data bound each number on both sides");
    else
        g_string_append_printf(text, "The data bound %zu of %zu numbers on both sides", n,
                               fit->n_numbers);
    plot_estimate_tell_page(page, fit->n_numbers, text);
    return plot_keep(text, pool);
}

static const char *find_saying(const plot_estimate_of *fit, sim_pool *pool)
{
    GString *text = g_string_new("How far -2 log likelihood rises where a number is held "
                                 "and all others are fitted again; dashed: where the ");

    plot_add_plain(text, 100 * fit->level, PLOT_PHRASE_DIGITS);
    g_string_append(text, " % interval ends, and the best value; bars: intervals, with an "
                          "arrow where the data do not bound them");
    return plot_keep(text, pool);
}

static const char *tell(const plot_estimated *number, bool with_words, sim_pool *pool)
{
    GString *text = g_string_new(NULL);

    plot_estimate_tell(number, text);
    if (strcmp(number->status, "not identifiable") != 0)
        g_string_append_printf(text, ": %s", number->status);
    if (with_words && *number->words) g_string_append_printf(text, "; %s", number->words);
    return plot_keep(text, pool);
}

static const char *find_name(const plot_estimated *number, sim_pool *pool)
{
    GString *text = g_string_new(number->name);

    if (*number->whose) g_string_append_printf(text, ", %s", number->whose);
    return plot_keep(text, pool);
}

/* The root of a rise is nearly straight over the fitted scale: below 0 on the left of the best value. */
static double root_of(const plot_estimated *number, const plot_chart_spot *s)
{
    return copysign(sqrt(fmax(s->y, 0)), s->x - number->value);
}

static plot_chart_spot between(const plot_estimated *number, size_t i, double part)
{
    const plot_chart_spot *a = &number->profile[i], *b = a + 1;
    const double from = root_of(number, a), to = root_of(number, b),
                 root = from + part * (to - from);

    return (plot_chart_spot){.x = number->is_log ? exp(log(a->x) + part * log(b->x / a->x))
                                                 : a->x + part * (b->x - a->x),
                             .y = root * root};
}

/* A line through all of them, bent as a parabola is, as far as the axis goes. */
static void fill_line(const plot_estimated *number, plot_chart_layer *line)
{
    for (size_t i = 0; i + 1 < number->n; i++)
        for (size_t k = 0; k <= STEPS; k++) {
            const plot_chart_spot s = between(number, i, (double)k / STEPS);
            plot_chart_spot *to = &line->list[i * (STEPS + 1) + k];

            if (!(s.y <= most_rise * number->threshold)) continue;
            to->x = s.x;
            to->y = s.y;
        }
}

static void add_profile(plot_chart *c, plot_chart_panel *p, const plot_estimated *number)
{
    plot_chart_layer *line = plot_chart_add_layer(c, p, PLOT_CHART_LINE,
                                                  number->n * (STEPS + 1)),
                     *spots = plot_chart_add_layer(c, p, PLOT_CHART_SPOTS, number->n);

    line->color = spots->color = 0;
    spots->is_small = true;
    if (line->n > 0) fill_line(number, line);
    for (size_t i = 0; i < spots->n; i++) {
        const plot_chart_spot *s = &number->profile[i];

        if (!(s->y <= most_rise * number->threshold)) continue;
        spots->list[i].x = s->x;
        spots->list[i].y = s->y;
    }
}

static void add_marks(plot_chart *c, plot_chart_panel *p, const plot_estimated *number)
{
    plot_chart_layer *across = plot_chart_add_layer(c, p, PLOT_CHART_ACROSS, 1),
                     *upright = plot_chart_add_layer(c, p, PLOT_CHART_UPRIGHT, 1),
                     *span = plot_chart_add_layer(c, p, PLOT_CHART_SPAN, 1);

    if (across->n > 0 && isfinite(number->threshold)) across->list[0].y = number->threshold;
    if (upright->n > 0) upright->list[0].x = number->value;
    if (span->n == 0) return;
    span->list[0] = (plot_chart_spot){
        .x = number->value,
        .y = isfinite(number->threshold) ? -0.5 * below * number->threshold : 0,
        .low = number->low,
        .high = number->high};
}

static void add_number(plot_chart *c, const plot_estimated *number)
{
    sim_pool *pool = &c->draft->pool;
    plot_chart_panel *p = plot_chart_add(c);

    p->title = find_name(number, pool);
    p->saying = tell(number, false, pool);
    p->told = tell(number, true, pool);
    p->quantity = number->name;
    p->value = number->value;
    p->x = (plot_measure){.label = number->name,
                          .unit = number->unit,
                          .scale = number->is_log ? PLOT_LOG : PLOT_LINEAR};
    p->y = (plot_measure){.label = "rise of -2 log likelihood", .unit = "1"};
    if (isfinite(number->threshold))
        p->upward = (plot_range){-below * number->threshold, 1.15 * number->threshold};
    add_marks(c, p, number);
    add_profile(c, p, number);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_estimate_page *e = shown;
    const size_t n = plot_estimate_count(e, e->fit->n_numbers);
    plot_chart *c = page;
    sim_status status = plot_chart_init(c, draft, n, err);

    if (status != SIM_OK) return status;
    c->name = "profiles";
    for (size_t i = 0; i < n; i++) add_number(c, &e->fit->numbers[e->first + i]);
    c->title = find_title(e, &draft->pool);
    c->saying = find_saying(e->fit, &draft->pool);
    return plot_chart_finish(c, err);
}

const plot_maker plot_estimate_profiles_maker = {sizeof(plot_chart), init,
                                                 plot_chart_arrange, plot_chart_draw,
                                                 plot_chart_tell,    plot_chart_find};
