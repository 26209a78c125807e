#include "plots/fact.h"

#include <math.h>
#include <string.h>

#include "sim/io/number.h"

enum { DIGITS = 3 };

static const double alike = 0.01; /* where no row says: relative */

/* 1 where more is better, -1 where less is, 0 else. */
static double sense_of(const plot_topic *topic)
{
    static const double senses[] = {[SIM_MORE_IS_BETTER] = 1, [SIM_LESS_IS_BETTER] = -1};

    return topic->telling ? senses[topic->telling->better] : 0;
}

double plot_telling_least(const sim_telling *telling, double a, double b)
{
    return telling ? telling->least : alike * fmax(fabs(a), fabs(b));
}

/* Until when something lasts is not in the unit of the column. */
static double rounding(const plot_topic *topic, double value)
{
    const bool has_scale = topic->reading != PLOT_READ_UNTIL && topic->scale > 0;

    return SIM_NEGLIGIBLE * fmax(has_scale ? topic->scale : 1, fabs(value));
}

static const sim_telling *telling_of(const plot_topic *topic)
{
    return topic->reading == PLOT_READ_UNTIL ? NULL : topic->telling;
}

bool plot_fact_differs(const plot_topic *topic, double a, double b)
{
    const double difference = fabs(a - b);

    return difference > rounding(topic, fmax(fabs(a), fabs(b))) &&
           !(difference < plot_telling_least(telling_of(topic), a, b));
}

bool plot_fact_is_small(const plot_topic *topic, double value)
{
    return topic->telling ? fabs(value) < topic->telling->least
                          : fabs(value) <= rounding(topic, 0);
}

/* ---- reading ---------------------------------------------------------------- */

static const plot_read nothing = {.value = NAN, .at = NAN, .base = NAN};

/* By more than is negligible, or than nothing.  Mostly it is less. */
static bool is_more(const plot_topic *topic, double sign, double y, double than)
{
    const double by = sign * (y - than);

    return !(by <= 0) && !(by <= rounding(topic, than));
}

/* The first of the highest, with sign 1, or lowest values of sign * y; NAN without any. */
static plot_read find_extreme(const plot_topic *topic, const plot_stretch *s, double sign)
{
    const size_t n = s->table->n_columns;
    const double *cells = s->table->cells + s->first * n,
                 *end = s->table->cells + s->end * n;
    plot_read read = nothing;

    for (; cells < end; cells += n) {
        const double x = cells[s->x], y = cells[s->y];

        if (!(x >= s->from && x <= s->to) || !isfinite(y)) continue;
        if (isnan(read.base)) read.base = y;
        read.is_end = false;
        if (!is_more(topic, sign, y, read.value)) continue;
        read.value = y;
        read.at = x;
        read.is_end = true;
    }
    return read;
}

static plot_read find_last(const plot_stretch *s)
{
    plot_read read = nothing;

    for (size_t row = s->first; row < s->end; row++) {
        const double x = sim_table_cell(s->table, row, s->x);
        const double y = sim_table_cell(s->table, row, s->y);

        if (!(x >= s->from && x <= s->to)) continue;
        read.value = isfinite(y) ? y : NAN;
        read.at = isfinite(y) ? x : NAN;
        read.is_end = true;
    }
    return read;
}

/* At one x, where there is a row. */
static plot_read find_on(const plot_stretch *s, double at)
{
    plot_read read = nothing;

    for (size_t row = s->first; row < s->end; row++) {
        const double x = sim_table_cell(s->table, row, s->x);
        const double y = sim_table_cell(s->table, row, s->y);

        if (x != at || x < s->from || x > s->to || !isfinite(y)) continue;
        read.value = y;
        read.at = x;
        read.is_end = row + 1 == s->end;
    }
    return read;
}

/* Of extremes that are told whatever was before. */
static plot_read without_base(plot_read read)
{
    read.base = NAN;
    return read;
}

/* The last that is not below the limit. */
static plot_read find_until(const plot_stretch *s, double limit)
{
    plot_read read = nothing;

    for (size_t row = s->first; row < s->end; row++) {
        const double x = sim_table_cell(s->table, row, s->x);
        const double y = sim_table_cell(s->table, row, s->y);
        const bool was_end = read.is_end;

        if (!(x >= s->from && x <= s->to) || !isfinite(y)) continue;
        read.is_end = y >= limit;
        if (!read.is_end) continue;
        if (!was_end && !isnan(read.value)) read.is_broken = true;
        read.value = read.at = x;
    }
    return read;
}

static plot_read find_best(const plot_topic *topic, const plot_read *high,
                           const plot_read *low)
{
    return sense_of(topic) < 0 ? plot_fact_choose(topic, low, high)
                               : plot_fact_choose(topic, high, low);
}

/* The highest and lowest, and which of them the topic is about. */
static plot_read find_either(const plot_topic *topic, const plot_stretch *s)
{
    const plot_read high = find_extreme(topic, s, 1), low = find_extreme(topic, s, -1);

    if (topic->reading == PLOT_READ_BEST) return find_best(topic, &high, &low);
    return high.value - high.base >= low.base - low.value ? high : low;
}

plot_read plot_fact_read(const plot_topic *topic, const plot_stretch *s)
{
    plot_read read;

    switch (topic->reading) {
    case PLOT_READ_LAST:
        read = find_last(s);
        break;
    case PLOT_READ_UNTIL:
        read = find_until(s, topic->limit);
        break;
    case PLOT_READ_HIGHEST:
        read = without_base(find_extreme(topic, s, 1));
        break;
    case PLOT_READ_LOWEST:
        read = without_base(find_extreme(topic, s, -1));
        break;
    case PLOT_READ_ON:
        read = find_on(s, topic->limit);
        break;
    case PLOT_READ_WORST:
        read = find_extreme(topic, s, sense_of(topic) < 0 ? 1 : -1);
        break;
    default:
        read = find_either(topic, s);
    }
    read.arm = s->first < s->end ? s->table->keys[s->first] : NULL;
    return read;
}

plot_track plot_fact_track(const plot_topic *topic, const plot_stretch *s)
{
    plot_track c = {.start = nothing, .end = nothing, .last_at = NAN};

    c.high = find_extreme(topic, s, 1);
    c.low = find_extreme(topic, s, -1);
    for (size_t row = s->first; row < s->end; row++) {
        const double x = sim_table_cell(s->table, row, s->x);
        const double y = sim_table_cell(s->table, row, s->y);

        if (!(x >= s->from && x <= s->to)) continue;
        c.last_at = x;
        c.is_whole = isfinite(y);
        if (!c.is_whole) continue;
        c.end.value = y;
        c.end.at = x;
        if (isnan(c.start.value)) c.start = c.end;
    }
    return c;
}

/* Does it differ from what it would be without an effect? */
static bool changes(const plot_topic *topic, const plot_read *r)
{
    if (isnan(r->value)) return false;
    return isnan(r->base) || plot_fact_differs(topic, r->value, r->base);
}

bool plot_fact_is_harm(const plot_topic *topic, const plot_read *r)
{
    return !isnan(r->base) && sense_of(topic) * (r->value - r->base) < 0;
}

plot_read plot_fact_choose(const plot_topic *topic, const plot_read *best,
                           const plot_read *worst)
{
    const bool helps = changes(topic, best) && !plot_fact_is_harm(topic, best);

    return !helps && changes(topic, worst) ? *worst : *best;
}

/* ---- comparing -------------------------------------------------------------- */

static bool is_alike(const plot_topic *topic, const plot_read *a, const plot_read *b)
{
    char one[SIM_NUMBER_SIZE], other[SIM_NUMBER_SIZE];

    sim_number_print(one, a->value, DIGITS);
    sim_number_print(other, b->value, DIGITS);
    return strcmp(one, other) == 0 || !plot_fact_differs(topic, a->value, b->value);
}

/* The arms that do most and least for the better, of equals the first; NULL: there are none. */
typedef struct {
    const plot_read *best, *least, *last;
    size_t n;
} extremes;

/* Of those that change, or of all of which something is read. */
static extremes find_extremes(const plot_topic *topic, const plot_read reads[], size_t n,
                              bool all)
{
    const double sense = sense_of(topic) < 0 ? -1 : 1;
    extremes e = {0};

    for (size_t i = 0; i < n; i++) {
        const double value = sense * reads[i].value;

        if (isnan(value) || (!all && !changes(topic, &reads[i]))) continue;
        e.n++;
        e.last = &reads[i];
        if (!e.best || value > sense * e.best->value) e.best = &reads[i];
        if (!e.least || value < sense * e.least->value) e.least = &reads[i];
    }
    return e;
}

/* The two arms that are told; the earlier is first.  Where all are equal, the last is one. */
static void name_both(plot_fact *fact, const extremes *e)
{
    const plot_read *least = e->best == e->least ? e->last : e->least;
    const bool is_in_order = e->best->order <= least->order;

    fact->arm = is_in_order ? *e->best : *least;
    if (e->best != least) fact->other = is_in_order ? *least : *e->best;
}

static plot_case compare_two(const plot_topic *topic, const extremes *e)
{
    if (sense_of(topic) == 0) return PLOT_DIFFERENT;
    return e->best->order < e->least->order ? PLOT_WORSE : PLOT_BETTER;
}

/* Of arms of which at least one changes, and the best not for the worse. */
static plot_case judge(const plot_topic *topic, const extremes *all,
                       const extremes *changed)
{
    if (all->n == 1) return PLOT_ONE;
    if (is_alike(topic, all->best, all->least)) return PLOT_TIE;
    if (changed->n == 1) return PLOT_ALONE;
    if (is_alike(topic, changed->best, changed->least)) return PLOT_TIE;
    return plot_fact_is_harm(topic, changed->least) ? PLOT_MIXED
                                                    : compare_two(topic, changed);
}

static void name_arms(plot_fact *fact, const plot_topic *topic, const extremes *all,
                      const extremes *changed)
{
    const bool are_all_alike = is_alike(topic, all->best, all->least);

    switch (fact->is) {
    case PLOT_ONE:
    case PLOT_ALONE:
        fact->arm = *changed->best;
        break;
    case PLOT_TIE:
        name_both(fact, are_all_alike ? all : changed);
        if (are_all_alike) fact->n_changed = all->n;
        break;
    case PLOT_MIXED:
        fact->arm = *changed->best;
        fact->other = *changed->least;
        break;
    default:
        name_both(fact, changed);
    }
}

plot_fact plot_fact_of(const plot_topic *topic, const plot_read reads[], size_t n)
{
    const extremes all = find_extremes(topic, reads, n, true);
    const extremes changed = find_extremes(topic, reads, n, false);
    plot_fact fact = {.n_all = n, .n = all.n, .n_changed = changed.n};

    if (changed.n == 0) {
        fact.is = all.n == 0 ? PLOT_UNDEFINED : PLOT_NOTHING;
    } else if (plot_fact_is_harm(topic, changed.best)) {
        fact.is = PLOT_HARM;
        fact.arm = *changed.least;
    } else {
        fact.is = judge(topic, &all, &changed);
        name_arms(&fact, topic, &all, &changed);
    }
    return fact;
}

/* Farther from the start on the worse side than what is read is on the better. */
static bool is_setback(const plot_topic *topic, const plot_read *read,
                       const plot_read *worst)
{
    if (!plot_fact_is_harm(topic, worst) ||
        (changes(topic, read) && plot_fact_is_harm(topic, read)))
        return false;
    return fabs(worst->value - worst->base) > fabs(read->value - read->base);
}

plot_fact plot_fact_of_setback(const plot_topic *topic, const plot_read reads[],
                               const plot_read worsts[], size_t n)
{
    const extremes e = find_extremes(topic, worsts, n, false);
    plot_fact fact = {.is = PLOT_UNDEFINED, .n_all = n, .n = e.n, .n_changed = e.n};

    if (!e.least || !is_setback(topic, &reads[e.least - worsts], e.least)) return fact;
    fact.is = PLOT_SETBACK;
    fact.arm = *e.least;
    return fact;
}

plot_fact plot_fact_of_one(const plot_topic *topic, const plot_read *read)
{
    plot_fact fact = {.is = PLOT_EACH, .n_all = 1, .n = 1, .n_changed = 1, .arm = *read};

    if (isnan(read->value)) {
        fact.is = PLOT_UNDEFINED;
        fact.n = fact.n_changed = 0;
        fact.arm.at = NAN;
    } else if (!changes(topic, read)) {
        fact.is = PLOT_NOTHING;
        fact.n_changed = 0;
        fact.arm.value = read->base;
        fact.arm.at = NAN;
    }
    return fact;
}
