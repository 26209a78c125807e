#include "plots/chart.h"

#include <math.h>
#include <string.h>

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.9, least_room = 6;

static const double key_width = 2.2; /* points */
static const double more = 0.04;     /* of an axis at both ends */
static const double near_zero = 0.5; /* of its other end: an axis starts at 0 */

/* ---- what it shows -------------------------------------------------------- */

sim_status plot_chart_init(plot_chart *c, plot_draft *draft, size_t n_panels,
                           sim_error *err)
{
    *c = (plot_chart){.draft = draft, .aspect = 0.62, .n_series = 1};
    c->panels = sim_pool_take(&draft->pool, n_panels + 1, sizeof *c->panels);
    return c->panels ? SIM_OK : sim_fail_memory(err, "figure");
}

plot_chart_panel *plot_chart_add(plot_chart *c)
{
    plot_chart_panel *p = &c->panels[c->n++];

    *p = (plot_chart_panel){.value = NAN,
                            .told = "",
                            .across = plot_range_empty(),
                            .upward = plot_range_empty()};
    return p;
}

plot_chart_layer *plot_chart_add_layer(plot_chart *c, plot_chart_panel *p,
                                       plot_chart_kind kind, size_t n)
{
    plot_chart_layer *l = &p->layers[p->n < PLOT_CHART_LAYERS ? p->n++ : p->n - 1];

    *l = (plot_chart_layer){.kind = kind, .color = PLOT_CHART_INK};
    l->list = sim_pool_take(&c->draft->pool, n + 1, sizeof *l->list);
    if (!l->list) return l;
    l->n = n;
    if (n > c->n_points) c->n_points = n;
    for (size_t i = 0; i < n; i++) l->list[i] = (plot_chart_spot){NAN, NAN, NAN, NAN, 0};
    return l;
}

/* ---- axes ------------------------------------------------------------------- */

static bool has_x(plot_chart_kind kind) { return kind != PLOT_CHART_ACROSS; }

static void add_spot(plot_chart_panel *p, const plot_chart_layer *l,
                     const plot_chart_spot *s)
{
    if (has_x(l->kind)) plot_range_add(&p->across, &p->x, s->x);
    plot_range_add(&p->upward, &p->y, s->y);
    if (l->kind == PLOT_CHART_SPAN) {
        plot_range_add(&p->across, &p->x, s->low);
        plot_range_add(&p->across, &p->x, s->high);
    } else {
        plot_range_add(&p->upward, &p->y, s->low);
        plot_range_add(&p->upward, &p->y, s->high);
    }
}

static plot_range widened(plot_range range, const plot_measure *measure)
{
    if (plot_range_is_empty(range))
        range = measure->scale == PLOT_LOG ? (plot_range){1, 10} : (plot_range){0, 1};
    return plot_range_widen(range, measure, more);
}

static bool starts_at_zero(const plot_chart_panel *p)
{
    return p->from_zero && p->y.scale == PLOT_LINEAR && p->upward.from >= 0 &&
           p->upward.from < near_zero * p->upward.to;
}

static void find_ranges(plot_chart_panel *p)
{
    for (size_t k = 0; k < p->n; k++)
        for (size_t j = 0; j < p->layers[k].n; j++)
            add_spot(p, &p->layers[k], &p->layers[k].list[j]);
}

static void join(plot_range *range, plot_range other)
{
    range->from = fmin(range->from, other.from);
    range->to = fmax(range->to, other.to);
}

static bool is_alike(const plot_measure *a, const plot_measure *b)
{
    return strcmp(a->label, b->label) == 0 && strcmp(a->unit, b->unit) == 0 &&
           a->scale == b->scale && !a->words && !b->words;
}

static void share_ranges(plot_chart *c)
{
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->n; k++) {
            plot_chart_panel *p = &c->panels[i], *q = &c->panels[k];

            if (!is_alike(&p->y, &q->y)) continue;
            join(&p->upward, q->upward);
            if (is_alike(&p->x, &q->x)) join(&p->across, q->across);
        }
}

/* Time is told in that unit in which its ticks are. */
static void settle_time(plot_measure *m, plot_range range)
{
    if (m->counted != &plot_time) return;
    m->counted = plot_unit_for(m->counted, range.to - range.from);
    m->unit = m->counted->name;
}

static void set_facet(plot_chart *c, size_t i)
{
    plot_chart_panel *p = &c->panels[i];
    const bool zero = starts_at_zero(p);

    p->across = widened(p->across, &p->x);
    p->upward = widened(p->upward, &p->y);
    if (zero) p->upward.from = 0;
    settle_time(&p->x, p->across);
    c->facets.list[i] = (plot_facet){.title = p->title,
                                     .measure = &p->x,
                                     .range = p->across,
                                     .saying = p->saying,
                                     .y = &p->y,
                                     .y_range = p->upward};
}

static size_t count_spots(const plot_chart *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->panels[i].n; k++) n += c->panels[i].layers[k].n;
    return n;
}

sim_status plot_chart_finish(plot_chart *c, sim_error *err)
{
    sim_status status = sim_pool_check(&c->draft->pool, "figure", err);

    if (status == SIM_OK) status = plot_facets_check(c->name, c->n, count_spots(c), err);
    if (status != SIM_OK) return status;
    c->points = sim_pool_take(&c->draft->pool, 2 * c->n_points + 2, sizeof *c->points);
    c->facets = (plot_facets){.draft = c->draft,
                              .n = plot_facets_room(c->draft->look->size, c->n, false),
                              .n_all = c->n,
                              .aspect = c->aspect,
                              .failed = "without a number"};
    for (size_t i = 0; i < c->n; i++) find_ranges(&c->panels[i]);
    if (c->shares) share_ranges(c);
    for (size_t i = 0; i < c->n; i++) set_facet(c, i);
    c->draft->caption.title = c->title;
    c->draft->saying = c->draft->whole = c->saying;
    if (c->facets.n < c->n) plot_draft_say_left(c->draft, c->facets.n, c->n);
    return sim_pool_check(&c->draft->pool, "figure", err);
}

/* ---- layout ----------------------------------------------------------------- */

static double em(const plot_chart *c, double ems) { return plot_em(c->draft->look, ems); }

static double draw_header(const plot_chart *c)
{
    plot_draft *d = c->draft;
    plot_box room = plot_draft_room(d, key_gap);
    plot_key keys[PLOT_CHART_KEYS];

    for (size_t i = 0; i < c->n_keys; i++) {
        keys[i] = (plot_key){.kind = PLOT_KEY_LINE,
                             .pen = plot_arm_pen(d->look, i, c->n_series),
                             .text = c->keys[i]};
        keys[i].pen.width = fmax(keys[i].pen.width, key_width * d->look->size->line);
    }
    if (c->n_keys > 0) room.y += plot_key_draw(&d->canvas, d->look, keys, c->n_keys, room);
    return room.y + em(c, c->n_keys > 0 ? head_gap : 0);
}

void plot_chart_arrange(void *page)
{
    plot_chart *c = page;

    plot_facets_arrange(&c->facets, draw_header(c));
    plot_facets_give_room(&c->facets, least_room);
}

static void draw_panel(const plot_chart *c, size_t i)
{
    const plot_chart_panel *p = &c->panels[i];
    const plot_frame frame = plot_facets_begin(&c->facets, i);

    plot_frame_draw_grid(&frame);
    plot_facets_draw_axes(&c->facets, i);
    for (size_t k = 0; k < p->n; k++) {
        const char *name = p->layers[k].name;

        if (name) plot_open_arm(&c->draft->canvas, name);
        plot_chart_draw_layer(c, &frame, &p->layers[k]);
        if (name) plot_close_scope(&c->draft->canvas);
    }
    plot_facets_end(&c->facets);
}

void plot_chart_draw(void *page)
{
    const plot_chart *c = page;

    draw_header(c);
    for (size_t i = 0; i < c->facets.n; i++) draw_panel(c, i);
}

/* ---- in words ------------------------------------------------------------------ */

static void tell_axis(const char *way, const plot_measure *m, plot_range range,
                      GString *words)
{
    char label[PLOT_WORDS_SIZE], from[PLOT_WORDS_SIZE], to[PLOT_WORDS_SIZE];

    plot_measure_print(label, m);
    plot_measure_print_value(from, m, range.from);
    plot_measure_print_value(to, m, range.to);
    g_string_append_printf(words, "%s: %s from %s to %s%s. ", way, label, from, to,
                           m->scale == PLOT_LOG ? " on a log scale" : "");
}

void plot_chart_tell(const void *page, GString *words)
{
    const plot_chart *c = page;

    plot_draft_tell_saying(c->draft, words);
    g_string_append_printf(words, "Figure of %zu panel%s. ", c->n, c->n == 1 ? "" : "s");
    for (size_t i = 0; i < c->n; i++) {
        const plot_chart_panel *p = &c->panels[i];

        if (i >= c->facets.n) {
            plot_draft_tell_left(words, i, c->n, p->title);
            continue;
        }
        g_string_append_printf(words, "%s: ", p->title);
        if (p->x.words)
            plot_facets_tell_x(&c->facets, i, words);
        else
            tell_axis("to the right", &p->x, p->across, words);
        tell_axis("Upward", &p->y, p->upward, words);
        if (*p->told) g_string_append_printf(words, "%s. ", p->told);
    }
}

/* For who does not see it, and before that for who does. */
static void find_panel(const plot_chart *c, const plot_chart_panel *p, const char *figure,
                       plot_facts *facts)
{
    static const char *const places[] = {"caption", "alt"};

    for (size_t i = c->is_quiet ? 1 : 0; i < 2; i++)
        plot_facts_add(facts,
                       &(plot_saying){.figure = figure,
                                      .panel = p->title,
                                      .place = places[i],
                                      .quantity = p->quantity ? p->quantity : "",
                                      .has_fact = p->quantity != NULL,
                                      .fact = {.is = PLOT_EACH,
                                               .n_all = 1,
                                               .n = 1,
                                               .arm = {.value = p->value, .at = NAN}},
                                      .text = (char *)p->told});
}

void plot_chart_find(const void *page, const char *figure, plot_facts *facts)
{
    const plot_chart *c = page;

    plot_draft_find(c->draft, figure, facts);
    for (size_t i = 0; i < c->n; i++)
        if (*c->panels[i].told) find_panel(c, &c->panels[i], figure, facts);
}
