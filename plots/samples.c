#include "plots/samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/phrase.h"

static const double x_room = 0.03;     /* of the axis, beyond the outermost points */
static const double value_room = 0.12; /* of the axis, above the highest point */
static const double same_line = 0.004; /* of the axis: nearer lines are seen as one */

/* Checks. */

static sim_status check_series(const plot_trend *t, size_t panel, const plot_series *s,
                               sim_error *err)
{
    const plot_measure *x = &t->panels[panel].x;

    for (size_t i = 0; i < s->n; i++)
        if (isnan(plot_measure_even(x, s->x[i])))
            return sim_fail(err, SIM_EVALUE,
                            "figure '%s': panel %zu, '%s', point %zu: %s = %g cannot be "
                            "shown%s would be right",
                            t->title, panel + 1, s->name, i + 1, x->label, s->x[i],
                            x->scale == PLOT_LOG ? " on a log axis; a number above 0"
                                                 : "; a finite number");
    return SIM_OK;
}

static sim_status check_trend(const plot_trend *t, sim_error *err)
{
    size_t n = 0;
    sim_status status;

    for (size_t i = 0; i < t->n_panels; i++)
        for (size_t k = 0; k < t->panels[i].n_series; k++) n += t->panels[i].series[k].n;
    status = plot_facets_check(t->title, t->n_panels, n, err);
    for (size_t i = 0; status == SIM_OK && i < t->n_panels; i++)
        for (size_t k = 0; status == SIM_OK && k < t->panels[i].n_series; k++)
            status = check_series(t, i, &t->panels[i].series[k], err);
    return status;
}

/* Points in order. */

static int compare(const void *one, const void *other)
{
    const plot_sample *a = one, *b = other;

    if (a->x != b->x) return (a->x > b->x) - (a->x < b->x);
    return (a->y > b->y) - (a->y < b->y);
}

static size_t find_arm(plot_sample_set *set, const plot_series *series)
{
    for (size_t i = 0; i < set->n_arms; i++)
        if (strcmp(set->arms[i], series->name) == 0) return i;
    set->arms[set->n_arms] = series->name;
    set->is_background[set->n_arms] =
        plot_wanted_has(&set->trend->backgrounds, series->name);
    return set->n_arms++;
}

enum { BITS = 64 };

static uint64_t bit_of(double word)
{
    return word >= 0 && word < BITS ? (uint64_t)1 << (unsigned)word : 0;
}

static void init_samples(plot_sample_set *set, size_t panel, const plot_series *s,
                         sim_pool *pool)
{
    const plot_measure *y = &set->trend->y;
    plot_samples *part = &set->parts[set->n_parts++];

    *part = (plot_samples){.series = s,
                           .panel = panel,
                           .arm = find_arm(set, s),
                           .list = sim_pool_take(pool, s->n, sizeof *part->list)};
    for (size_t i = 0; part->list && i < s->n; i++) {
        bool failed = isnan(plot_measure_even(y, s->y[i]));
        bool banded = s->low && s->high && !failed;

        part->list[i] = (plot_sample){s->x[i],
                                      failed ? NAN : s->y[i],
                                      banded ? s->low[i] : NAN,
                                      banded ? s->high[i] : NAN,
                                      failed,
                                      i};
        part->n_failed += failed ? 1 : 0;
        if (set->trend->panels[panel].x.words) part->words |= bit_of(s->x[i]);
    }
    if (part->list) qsort(part->list, s->n, sizeof *part->list, compare);
    if (panel == 0 || !set->trend->repeats) {
        set->n_points += s->n;
        set->n_failed += part->n_failed;
    }
    if (s->n > set->longest) set->longest = s->n;
    if (s->low && s->high) set->has_bands = true;
}

/* Axes. */

/* All categories, or what is asked for and some room. */
static plot_range find_axis(const plot_measure *m, plot_range range, double room)
{
    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    if (plot_range_is_empty(range)) return (plot_range){m->scale == PLOT_LOG ? 0.1 : 0, 1};
    return plot_range_widen(range, m, room);
}

/* Of an axis along which values stand above their points. */
static plot_range leave_room(const plot_trend *t, plot_range range)
{
    bool has_values = false;

    for (size_t i = 0; i < t->n_panels && !t->scatter; i++)
        has_values |= t->panels[i].x.words != NULL;
    if (has_values && t->y.scale == PLOT_LINEAR && !plot_range_is_empty(range))
        range.to += value_room * (range.to - range.from);
    return range;
}

plot_range plot_sample_set_y(const plot_sample_set *set)
{
    const plot_measure *y = &set->trend->y;
    plot_range range = plot_range_empty();

    for (size_t p = 0; p < set->n_parts; p++)
        for (size_t i = 0; i < set->parts[p].series->n; i++) {
            const plot_sample *s = &set->parts[p].list[i];

            plot_range_add(&range, y, s->y);
            if (set->trend->scatter) continue;
            plot_range_add(&range, y, s->low);
            plot_range_add(&range, y, s->high);
        }
    if (set->trend->told && !plot_range_is_empty(range))
        range = plot_told_range(set->trend->told, range);
    range = leave_room(set->trend, plot_range_from_zero(range, y));
    return find_axis(y, range, 0);
}

plot_range plot_sample_set_x(const plot_sample_set *set, size_t panel)
{
    const plot_measure *x = &set->trend->panels[panel].x;
    plot_range range = plot_range_empty();

    for (size_t p = 0; p < set->n_parts; p++)
        for (size_t i = 0; set->parts[p].panel == panel && i < set->parts[p].series->n; i++)
            plot_range_add(&range, x, set->parts[p].list[i].x);
    return find_axis(x, range, x_room);
}

plot_values plot_sample_set_only_x(const plot_sample_set *set, size_t panel)
{
    plot_values only = {NULL, 0};

    if (set->trend->panels[panel].x.words) return only;
    for (size_t p = 0; p < set->n_parts; p++)
        for (size_t i = 0; set->parts[p].panel == panel && i < set->parts[p].series->n;
             i++) {
            const double *x = &set->parts[p].list[i].x;

            if (only.n > 0 && *only.list != *x) return (plot_values){NULL, 0};
            only = (plot_values){x, 1};
        }
    return only;
}

plot_seat plot_sample_set_seat(const plot_sample_set *set, const plot_samples *part,
                               double x)
{
    plot_seat seat = {0, 1};

    if (!(part->words & bit_of(x))) return seat;
    seat.n = 0;
    for (size_t p = 0; p < set->n_parts; p++) {
        const plot_samples *other = &set->parts[p];

        if (other->panel != part->panel || !(other->words & bit_of(x))) continue;
        if (other == part) seat.at = seat.n;
        seat.n++;
    }
    return seat;
}

size_t plot_sample_set_count(const plot_sample_set *set, size_t panel)
{
    size_t n = 0;

    for (size_t p = 0; p < set->n_parts; p++)
        if (set->parts[p].panel == panel) n += set->parts[p].series->n;
    return n;
}

size_t plot_sample_set_most(const plot_sample_set *set)
{
    size_t most = 0;

    for (size_t panel = 0; panel < set->trend->n_panels; panel++) {
        const size_t n = plot_sample_set_count(set, panel);

        if (n > most) most = n;
    }
    return most;
}

/* Lines that coincide. */

static const plot_samples *find_part(const plot_sample_set *set, size_t panel, size_t arm)
{
    for (size_t p = 0; p < set->n_parts; p++)
        if (set->parts[p].panel == panel && set->parts[p].arm == arm) return &set->parts[p];
    return NULL;
}

static bool are_same(const plot_samples *a, const plot_samples *b, double near)
{
    if (!a || !b || a->series->n != b->series->n) return a == b;
    for (size_t i = 0; i < a->series->n; i++) {
        const plot_sample *s = &a->list[i], *t = &b->list[i];

        if (s->x != t->x || s->failed != t->failed) return false;
        if (!s->failed && !(fabs(s->y - t->y) <= near)) return false;
    }
    return true;
}

static bool have_same_line(const plot_sample_set *set, size_t one, size_t other,
                           double near)
{
    for (size_t panel = 0; panel < set->trend->n_panels; panel++) {
        if (set->trend->panels[panel].x.words) return false;
        if (!are_same(find_part(set, panel, one), find_part(set, panel, other), near))
            return false;
    }
    return true;
}

static const char *name_line(const plot_sample_set *set, size_t arm, sim_pool *pool)
{
    const char *name = set->arms[arm], *lead = set->arms[set->leads[arm]];
    GString *text;

    if (name == lead) return name;
    text = g_string_new(name);
    g_string_append_printf(text, " (same line as %s)", lead);
    return plot_keep(text, pool);
}

static void find_leads(plot_sample_set *set, sim_pool *pool)
{
    const plot_range range = plot_sample_set_y(set);
    const double near = same_line * (range.to - range.from);

    set->leads = sim_pool_take(pool, set->n_arms, sizeof *set->leads);
    set->names = sim_pool_take(pool, set->n_arms, sizeof *set->names);
    for (size_t arm = 0; !pool->failed && arm < set->n_arms; arm++) {
        size_t lead = 0;

        while (lead < arm && (set->trend->scatter || set->leads[lead] != lead ||
                              !have_same_line(set, lead, arm, near)))
            lead++;
        set->leads[arm] = lead;
        set->names[arm] = name_line(set, arm, pool);
    }
}

plot_seat plot_sample_set_turn(const plot_sample_set *set, size_t arm)
{
    plot_seat turn = {0, 0};

    for (size_t other = 0; other < set->n_arms; other++) {
        if (set->leads[other] != set->leads[arm]) continue;
        turn.at += other < arm;
        turn.n++;
    }
    return turn;
}

plot_pen plot_sample_set_pen(const plot_sample_set *set, const plot_look *look, size_t arm)
{
    size_t place = 0, n = 0;

    for (size_t other = 0; other < set->n_arms; other++) {
        if (set->is_background[other] != set->is_background[arm]) continue;
        place += other < arm;
        n++;
    }
    return set->is_background[arm] ? plot_background_pen(look, place)
                                   : plot_arm_pen(look, place, n);
}

sim_status plot_sample_set_init(plot_sample_set *set, const plot_trend *t, sim_pool *pool,
                                sim_error *err)
{
    sim_status status = check_trend(t, err);
    size_t n_series = 0;

    *set = (plot_sample_set){.trend = t};
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < t->n_panels; i++) n_series += t->panels[i].n_series;
    set->parts = sim_pool_take(pool, n_series, sizeof *set->parts);
    set->arms = sim_pool_take(pool, n_series, sizeof *set->arms);
    set->is_background = sim_pool_take(pool, n_series, sizeof *set->is_background);
    for (size_t i = 0; !pool->failed && i < t->n_panels; i++)
        for (size_t k = 0; k < t->panels[i].n_series; k++)
            init_samples(set, i, &t->panels[i].series[k], pool);
    if (!pool->failed) find_leads(set, pool);
    set->places = sim_pool_take(pool, set->n_points, sizeof *set->places);
    return sim_pool_check(pool, "figure", err);
}

/* Places. */

/* Adds those of a series; how many there are then. */
static size_t add_places(const plot_sample_set *set, const plot_samples *part, bool named,
                         size_t n)
{
    const plot_trend *t = set->trend;
    const plot_trend_panel *panel = &t->panels[part->panel];
    const plot_measure *x = &panel->x;

    for (size_t i = 0; i < part->series->n; i++) {
        const plot_sample *s = &part->list[i];
        const bool known = x->words && s->x >= 0 && s->x < (double)x->n_words;

        set->places[n++] =
            (plot_place){.words = {named && set->n_arms > 1 ? part->series->name : NULL,
                                   known && !t->repeats ? x->words[(size_t)s->x] : NULL,
                                   named && t->n_panels > 1 ? panel->title : NULL},
                         .x = s->x,
                         .y = NAN,
                         .value = s->y};
    }
    return n;
}

static void add_axis(const plot_measure *x, const char *name, double value, GString *text)
{
    g_string_append_printf(text, "%s%s ", text->len > 0 ? ", " : "", name);
    if (x->words)
        g_string_append(text, x->words[(size_t)value]);
    else
        plot_phrase_number(value, g_str_has_suffix(name, x->unit) ? "" : x->unit, text);
}

/* "dose 1.4×10⁸ cells, source adipose": a point by the axes of all panels, which have their
 * series in the same order. */
static const char *tell_axes(const plot_sample_set *set, size_t series, size_t at)
{
    const plot_trend *t = set->trend;
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < t->n_panels; i++)
        if (t->axes[i])
            add_axis(&t->panels[i].x, t->axes[i], t->panels[i].series[series].x[at], text);
    return plot_keep(text, t->told->pool);
}

static bool tells(const plot_sample_set *set, const plot_samples *part)
{
    return set->trend->told && part->series->n > 0 &&
           (part->panel == 0 || !set->trend->repeats);
}

/* Tells an end of what is found, of all or of one series, by the axes that its points have. */
static void tell_end(const plot_sample_set *set, const plot_found *found, size_t end,
                     const plot_samples *only)
{
    size_t at = end;

    for (size_t p = 0; p < set->n_parts; p++) {
        const plot_samples *part = &set->parts[p];

        if (only ? part != only : !tells(set, part)) continue;
        if (at < part->series->n) {
            found->list[end].words[2] =
                tell_axes(set, (size_t)(part->series - set->trend->panels[0].series),
                          part->list[at].at);
            return;
        }
        at -= part->series->n;
    }
}

static void tell_ends(const plot_sample_set *set, const plot_found *found,
                      const plot_samples *only)
{
    size_t first, other;

    if (!set->trend->told || !plot_found_ends(found, &first, &other)) return;
    tell_end(set, found, first, only);
    if (only) tell_end(set, found, other, only);
}

plot_found plot_sample_set_places(const plot_sample_set *set, const plot_samples *only)
{
    const plot_trend *t = set->trend;
    plot_found found = {
        .told = t->told, .x = t->repeats ? NULL : &t->panels[0].x, .list = set->places};

    for (size_t p = 0; p < set->n_parts; p++) {
        const plot_samples *part = &set->parts[p];

        if (only ? part == only : part->panel == 0 || !t->repeats)
            found.n = add_places(set, part, !only, found.n);
    }
    if (t->repeats && t->axes) tell_ends(set, &found, only);
    return found;
}

/* What stands before what is told of a series; NULL: the quantity. */
static const char *name_part(const plot_sample_set *set, const plot_samples *part)
{
    return set->n_arms > 1 ? part->series->name : NULL;
}

void plot_sample_set_tell(const plot_sample_set *set, const plot_samples *part,
                          GString *words)
{
    plot_found found;

    if (!tells(set, part)) return;
    found = plot_sample_set_places(set, part);
    plot_found_tell(&found, name_part(set, part), words);
    g_string_append(words, ". ");
}

void plot_sample_set_add(const plot_sample_set *set, const char *figure, plot_facts *facts)
{
    plot_saying saying = {.figure = figure, .panel = "", .place = "title"};
    plot_found found;

    if (!set->trend->told) return;
    found = plot_sample_set_places(set, NULL);
    plot_found_add(&found, NULL, &saying, facts);
    saying.place = "alt";
    for (size_t p = 0; p < set->n_parts; p++) {
        const plot_samples *part = &set->parts[p];
        const char *title = set->trend->panels[part->panel].title;

        if (!tells(set, part)) continue;
        found = plot_sample_set_places(set, part);
        saying.panel = title && set->trend->n_panels > 1 ? title : "";
        plot_found_add(&found, name_part(set, part), &saying, facts);
    }
}
