#include "plots/found.h"

#include <math.h>
#include <string.h>

#include "plots/amount.h"
#include "plots/phrase.h"

static const double same = 1e-4;      /* of a number, which is solved to that */
static const double least_span = 0.1; /* of the largest value, where nothing declares one */

plot_range plot_told_range(const plot_told *told, plot_range r)
{
    const double most = fmax(fabs(r.from), fabs(r.to));
    const double span = told->telling ? told->telling->span : least_span * most;

    return plot_range_at_least(
        r, span, (plot_range){r.from < 0 ? -INFINITY : 0, r.to > 0 ? INFINITY : 0});
}

/* ---- the ends --------------------------------------------------------------- */

/* Of the points that have a number, the first and the other end, and which way is better. */
typedef struct {
    const plot_place *first, *other;
    size_t n;     /* that have a number */
    double sense; /* 1: more is first; -1: less is */
} ends;

static bool is_less_better(const plot_told *told)
{
    return told->telling && told->telling->better == SIM_LESS_IS_BETTER;
}

static ends find_ends(const plot_found *f)
{
    ends e = {.sense = is_less_better(f->told) ? -1 : 1};

    for (size_t i = 0; i < f->n; i++) {
        const plot_place *p = &f->list[i];

        if (isnan(p->value)) continue;
        e.n++;
        if (!e.first || e.sense * p->value > e.sense * e.first->value) e.first = p;
        if (!e.other || e.sense * p->value < e.sense * e.other->value) e.other = p;
    }
    return e;
}

bool plot_found_ends(const plot_found *f, size_t *first, size_t *other)
{
    const ends e = find_ends(f);

    if (e.n == 0) return false;
    *first = (size_t)(e.first - f->list);
    *other = (size_t)(e.other - f->list);
    return true;
}

static bool is_alike(const plot_told *told, double a, double b)
{
    return a == b || fabs(a - b) < plot_telling_least(told->telling, a, b);
}

/* Is it less than what is worth a word? */
static bool is_none(const plot_told *told, double value)
{
    return told->telling && fabs(value) < told->telling->least;
}

static plot_case judge(const plot_found *f, const ends *e)
{
    const double high = fmax(e->first->value, e->other->value),
                 low = fmin(e->first->value, e->other->value);
    const bool harms = f->told->telling && f->told->telling->better == SIM_MORE_IS_BETTER &&
                       low < 0 && !is_none(f->told, low);

    if (is_none(f->told, high) && is_none(f->told, low)) return PLOT_NOTHING;
    if (f->n == 1) return PLOT_ONE;
    if (harms && (high < 0 || is_none(f->told, high))) return PLOT_HARM;
    if (harms) return PLOT_MIXED;
    return is_alike(f->told, high, low) ? PLOT_TIE : PLOT_DIFFERENT;
}

/* ---- places ----------------------------------------------------------------- */

/* Do points lie on both sides of a value, on this axis? */
static bool has_both_sides(const plot_found *f, double value, bool is_x, bool *above)
{
    bool below = false;

    *above = false;
    for (size_t i = 0; i < f->n; i++) {
        const double other = is_x ? f->list[i].x : f->list[i].y;

        below |= other < value;
        *above |= other > value;
    }
    return below && *above;
}

/* At least three values: an edge of two says nothing. */
static bool has_inner(const plot_found *f, bool is_x)
{
    plot_range range = plot_range_empty();
    const plot_measure *m = is_x ? f->x : f->y;

    for (size_t i = 0; i < f->n; i++)
        plot_range_add(&range, m, is_x ? f->list[i].x : f->list[i].y);
    for (size_t i = 0; i < f->n; i++) {
        const double value = is_x ? f->list[i].x : f->list[i].y;

        if (value > range.from && value < range.to) return true;
    }
    return false;
}

static bool have_same_words(const plot_place *a, const plot_place *b)
{
    for (size_t i = 0; i < sizeof a->words / sizeof *a->words; i++) {
        const char *one = a->words[i] ? a->words[i] : "";

        if (strcmp(one, b->words[i] ? b->words[i] : "") != 0) return false;
    }
    return true;
}

/* Is the number the same at all points that differ from this one along this axis alone? */
static bool is_same_along(const plot_found *f, const plot_place *p, bool is_x)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        const plot_place *q = &f->list[i];
        const double here = is_x ? p->y : p->x, there = is_x ? q->y : q->x;

        if (!have_same_words(p, q) || !(here == there || (isnan(here) && isnan(there))))
            continue;
        if (!(fabs(q->value - p->value) <= same * fabs(p->value))) return false;
        n++;
    }
    return n > 1;
}

typedef struct {
    GString *text;
    bool tells_edge;
    bool is_short; /* names of axes were told before */
} place_writer;

static void add_axis(const plot_found *f, const plot_place *p, bool is_x,
                     const place_writer *w)
{
    const plot_measure *m = is_x ? f->x : f->y;
    const char *name = is_x ? f->told->x : f->told->y, *unit = m->unit;
    const double value = is_x ? p->x : p->y;
    bool above;

    if (is_same_along(f, p, is_x)) {
        g_string_append_printf(w->text, "any %s tried", name);
        return;
    }
    if (g_str_has_suffix(name, unit)) unit = "";
    if (!w->is_short) g_string_append_printf(w->text, "%s ", name);
    plot_phrase_number(value, unit, w->text);
    if (w->tells_edge && has_inner(f, is_x) && !has_both_sides(f, value, is_x, &above))
        g_string_append_printf(w->text, " (%s tried)", above ? "lowest" : "highest");
}

static bool has_axis(const plot_found *f, bool is_x)
{
    return is_x ? f->told->x && f->x && !f->x->words : f->told->y && f->y && !f->y->words;
}

/* " with umbilical at harvest passage 2"; nothing of points that are told by nothing. */
static void add_place(const plot_found *f, const plot_place *p, const place_writer *w)
{
    const bool has_x = has_axis(f, true), has_y = has_axis(f, false);
    size_t n = 0;

    for (size_t i = 0; i < sizeof p->words / sizeof *p->words; i++) {
        if (!p->words[i] || !*p->words[i]) continue;
        g_string_append_printf(w->text, "%s%s", n++ == 0 ? " with " : ", ", p->words[i]);
    }
    if (has_x || has_y) g_string_append(w->text, " at ");
    if (has_x) add_axis(f, p, true, w);
    if (has_x && has_y) g_string_append(w->text, ", ");
    if (has_y) add_axis(f, p, false, w);
}

/* ---- words ------------------------------------------------------------------ */

static plot_topic topic_of(const plot_told *told)
{
    return (plot_topic){.unit = told->unit, .times = told->times, .telling = told->telling};
}

static void add_value(const plot_found *f, GString *text, double value)
{
    const plot_topic topic = topic_of(f->told);

    if (is_none(f->told, value)) {
        g_string_append(text, "less than ");
        value = f->told->telling->least;
    }
    plot_amount_tell(value, &topic, text);
}

/* Two percentages differ by points, other numbers by a part of the first. */
static void add_change(const plot_told *told, double from, double to, GString *text)
{
    plot_topic topic = topic_of(told);

    if (strcmp(told->unit, "%") != 0) {
        plot_phrase_change(to / from, text);
        return;
    }
    topic.unit = SIM_POINT;
    g_string_append(text, ": ");
    plot_amount_tell(fabs(to - from), &topic, text);
    g_string_append(text, to > from ? " more" : " less");
}

/* "most, 16.3 mm, at harvest passage 2" */
static void add_end(const plot_found *f, const plot_place *p, const char *lead,
                    const place_writer *w)
{
    const size_t before = w->text->len;

    g_string_append_printf(w->text, "%s, ", lead);
    add_value(f, w->text, p->value);
    g_string_append_c(w->text, ',');
    add_place(f, p, w);
    if (w->text->len > before && w->text->str[w->text->len - 1] == ',')
        g_string_truncate(w->text, w->text->len - 1);
}

static bool has_sense(const plot_told *told)
{
    return told->telling && told->telling->better != SIM_NEITHER_IS_BETTER;
}

static void add_both(const plot_found *f, const ends *e, bool is_mixed, GString *text)
{
    const bool alone = (has_axis(f, true) ? 1 : 0) + (has_axis(f, false) ? 1 : 0) == 1;
    const place_writer first = {text, has_sense(f->told), false},
                       other = {text, false, alone};

    add_end(f, e->first, e->sense > 0 ? "most" : "least", &first);
    g_string_append(text, "; ");
    add_end(f, e->other, is_mixed ? "at worst" : e->sense > 0 ? "least" : "most", &other);
    if (!is_mixed && !is_none(f->told, e->first->value) &&
        !is_none(f->told, e->other->value))
        add_change(f->told, e->first->value, e->other->value, text);
}

static void add_all_points(const plot_found *f, const ends *e, GString *text)
{
    if (e->n == 2) g_string_append(text, " at both points");
    if (e->n > 2) g_string_append_printf(text, " at all %zu points", e->n);
    if (e->n > 1 && e->n < f->n) g_string_append(text, " that have it");
}

static void add_case(const plot_found *f, const ends *e, GString *text)
{
    const place_writer plain = {text, false, false};

    switch (judge(f, e)) {
    case PLOT_NOTHING:
        add_value(f, text, 0);
        add_all_points(f, e, text);
        break;
    case PLOT_ONE:
        add_value(f, text, e->first->value);
        add_place(f, e->first, &plain);
        break;
    case PLOT_TIE:
        g_string_append(text, "about ");
        add_value(f, text, e->first->value);
        add_all_points(f, e, text);
        break;
    case PLOT_HARM:
        g_string_append(text, "none at any point; ");
        add_end(f, e->other, "at worst", &plain);
        break;
    case PLOT_MIXED:
        add_both(f, e, true, text);
        break;
    default:
        add_both(f, e, false, text);
    }
}

void plot_found_title(const plot_found *f, GString *text)
{
    const ends e = find_ends(f);

    g_string_append(text, f->told->words);
    if (f->told->of) g_string_append_printf(text, ", %s", f->told->of);
    g_string_append(text, ": ");
    if (e.n == 0) {
        g_string_append_printf(text, "none of %zu points has it", f->n);
        return;
    }
    add_case(f, &e, text);
    if (e.n < f->n)
        g_string_append_printf(text, "; %zu of %zu points %s not have it", f->n - e.n, f->n,
                               f->n - e.n == 1 ? "does" : "do");
}

void plot_found_alike(const plot_found *f, GString *text)
{
    const ends e = find_ends(f);
    const plot_topic topic = topic_of(f->told);
    size_t n = 0;

    if (e.n < 2 || !has_sense(f->told)) return;
    if (judge(f, &e) != PLOT_DIFFERENT && judge(f, &e) != PLOT_MIXED) return;
    for (size_t i = 0; i < f->n; i++)
        n += is_alike(f->told, f->list[i].value, e.first->value) ? 1 : 0;
    if (n < 2) return;
    g_string_append_printf(text, "%zu more point%s within ", n - 1,
                           n == 2 ? " is" : "s are");
    plot_amount_tell_least(&topic, text);
    g_string_append(text, e.sense > 0 ? " of the most" : " of the least");
}

const char *plot_found_print(const plot_found *f, sim_pool *pool)
{
    GString *text = g_string_new(NULL);

    plot_found_title(f, text);
    return plot_keep(text, pool);
}

const char *plot_found_say(const plot_found *f, const char *saying, sim_pool *pool)
{
    GString *text = g_string_new(NULL);

    plot_found_alike(f, text);
    if (saying && text->len > 0) g_string_prepend(text, "; ");
    if (saying) g_string_prepend(text, saying);
    return plot_keep(text, pool);
}

/* ---- figures.csv ------------------------------------------------------------ */

static plot_read read_place(const plot_found *f, const plot_place *p)
{
    GString *text = g_string_new(NULL);

    add_place(f, p, &(place_writer){text, false, false});
    if (text->len > 0) g_string_erase(text, 0, 1);
    return (plot_read){
        .arm = plot_keep(text, f->told->pool), .value = p->value, .at = NAN, .base = NAN};
}

plot_fact plot_found_fact(const plot_found *f)
{
    const ends e = find_ends(f);
    plot_fact fact = {.is = PLOT_NOTHING, .n_all = f->n, .n = e.n};

    if (e.n == 0) return fact;
    fact.is = judge(f, &e);
    fact.n_changed = fact.is == PLOT_NOTHING ? 0 : e.n;
    if (fact.is == PLOT_NOTHING) return fact;
    fact.arm = read_place(f, fact.is == PLOT_HARM ? e.other : e.first);
    if (fact.is == PLOT_DIFFERENT || fact.is == PLOT_MIXED)
        fact.other = read_place(f, e.other);
    return fact;
}

void plot_found_tell(const plot_found *part, const char *name, GString *text)
{
    plot_told told = *part->told;
    plot_found named = *part;

    named.told = &told;
    if (name) {
        told.words = name;
        told.of = NULL;
    }
    plot_found_title(&named, text);
}

void plot_found_add(const plot_found *f, const char *name, const plot_saying *saying,
                    plot_facts *facts)
{
    GString *text = g_string_new(NULL);
    plot_saying s = *saying;

    plot_found_tell(f, name, text);
    s.quantity = f->told->column;
    s.has_fact = find_ends(f).n > 0;
    s.fact = plot_found_fact(f);
    s.text = text->str;
    plot_facts_add(facts, &s);
    g_string_free(text, TRUE);
}
