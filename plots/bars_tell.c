/* bars_tell.c -- how far axes of bars and dots go, and what these say: titles, shares, and all for who
 * cannot see them. */
#include <math.h>
#include <string.h>

#include "plots/amount.h"
#include "plots/bars_parts.h"
#include "plots/phrase.h"

static const double number_share = 0.24; /* of the axis, for the numbers beyond bars */

double plot_bars_guide(const plot_bars_page *j, size_t which)
{
    const plot_guides *g = j->bars->guides;

    return !g                        ? NAN
           : which == PLOT_BARS_LOW  ? g->low
           : which == PLOT_BARS_HIGH ? g->high
                                     : g->line;
}

/* Limits between which nothing is drawn. */
static plot_range beyond(double low, double high)
{
    if (!isfinite(low)) low = high - fmax(1, fabs(high));
    return (plot_range){low, isfinite(high) ? high : low + fmax(1, fabs(low))};
}

/* From 0 on, unless all is dots; no narrower than what it is told by, with room for numbers. */
plot_range plot_bars_range(const plot_bars_page *j, const plot_bars_part *p)
{
    const double low = plot_bars_guide(j, PLOT_BARS_LOW),
                 high = plot_bars_guide(j, PLOT_BARS_HIGH),
                 line = plot_bars_guide(j, PLOT_BARS_LINE);
    plot_range r = j->bars->is_swarm ? plot_range_empty() : (plot_range){0, 0};
    double room;

    for (size_t arm = 0; arm < j->n_shown; arm++) {
        const plot_sheaf *s = &p->sheaves[arm];

        plot_range_add(&r, &p->measure, s->middle);
        if (s->n > 1) {
            plot_range_add(&r, &p->measure, j->bars->is_swarm ? s->list[0] : s->low);
            plot_range_add(&r, &p->measure,
                           j->bars->is_swarm ? s->list[s->n - 1] : s->high);
        }
    }
    plot_range_add(&r, &p->measure, line);
    if (plot_range_is_empty(r)) r = (plot_range){0, 1};
    if (j->bars->is_swarm) r = plot_range_widen(r, &p->measure, 0.03);
    if (p->topic.telling)
        r = plot_range_at_least(r, p->topic.telling->span,
                                (plot_range){fmin(r.from, 0), INFINITY});
    if (!(r.to > r.from)) r.to = r.from + 1;
    if (low >= r.to || high <= r.from) return beyond(low, high);
    room = j->bars->is_swarm ? 0 : number_share * (r.to - r.from);
    r = (plot_range){r.from < 0 ? r.from - room : r.from, r.to > 0 ? r.to + room : r.to};
    if (isfinite(low)) r.from = low;
    if (isfinite(high)) r.to = high;
    return r;
}

/* ---- what is said ---------------------------------------------------------- */

static bool is_less_better(const plot_bars_part *p)
{
    return p->topic.telling && p->topic.telling->better == SIM_LESS_IS_BETTER;
}

/* "31 of 200 patients reach 20 mm"; of what is better when less "31 of 200 patients are at or
 * below 20 mm". */
void plot_bars_tell_share(const plot_bars_page *j, const plot_bars_part *p, size_t arm,
                          GString *text)
{
    const plot_sheaf *s = &p->sheaves[arm];
    const double line = plot_bars_guide(j, PLOT_BARS_LINE);
    const bool below = is_less_better(p);

    if (!isfinite(line)) return;
    g_string_append_printf(text, "%zu of %zu %s %s ", plot_sheaf_count(s, line, below),
                           s->n_rows, j->bars->counted,
                           below ? "are at or below" : "reach");
    plot_amount_tell(line, &p->topic, text);
    if (s->n < s->n_rows)
        g_string_append_printf(text, ", %zu have no number", s->n_rows - s->n);
}

/* What is drawn of an arm goes from here to there. */
static plot_range extent_of(const plot_bars_page *j, const plot_sheaf *s)
{
    if (s->n == 0) return plot_range_empty();
    if (j->bars->is_swarm) return (plot_range){s->list[0], s->list[s->n - 1]};
    return s->n > 1 ? (plot_range){s->low, s->high} : (plot_range){s->middle, s->middle};
}

/* " goes on to 29 mm"; nothing of what stays within the limits. */
static void tell_beyond(const plot_bars_page *j, const plot_bars_part *p,
                        const plot_sheaf *s, GString *text)
{
    const plot_range r = extent_of(j, s);
    const bool above = r.to > plot_bars_guide(j, PLOT_BARS_HIGH);
    const bool below = r.from < plot_bars_guide(j, PLOT_BARS_LOW);

    if (!(r.from <= r.to)) return;
    if (above || below) g_string_append(text, " goes on ");
    if (above) {
        g_string_append(text, "to ");
        plot_amount_tell(r.to, &p->topic, text);
    }
    if (below) {
        g_string_append(text, above ? " and down to " : "down to ");
        plot_amount_tell(r.from, &p->topic, text);
    }
}

/* Of a panel; behind what it shows where there are several. */
static void say_panel(const plot_bars_page *j, const plot_bars_part *p, GString *text)
{
    size_t n = 0;

    for (size_t arm = 0; arm < j->n_shown; arm++) {
        GString *one = g_string_new(NULL);

        tell_beyond(j, p, &p->sheaves[arm], one);
        if (one->len > 0) {
            g_string_append(text, n > 0 ? ", " : text->len > 0 ? "; " : "");
            if (n++ == 0 && j->bars->n_y > 1)
                g_string_append_printf(text, "%s: ", p->topic.words);
            plot_phrase_name(j->order[arm], text);
            g_string_append(text, one->str);
        }
        g_string_free(one, TRUE);
    }
}

const char *plot_bars_say(const plot_bars_page *j)
{
    GString *text = g_string_new(NULL);

    if (j->n_shown < j->n_arms)
        g_string_append_printf(text, "The first %zu of %zu arms are drawn", j->n_shown,
                               j->n_arms);
    for (size_t i = 0; i < j->facets.n; i++) say_panel(j, &j->parts[i], text);
    if (j->parts[0].topic.is_median)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "",
                               j->bars->is_swarm
                                   ? "a dot for each, a line at the median"
                                   : "bars: median; whiskers: 5 to 95 % of the");
    if (j->parts[0].topic.is_median && !j->bars->is_swarm)
        g_string_append_printf(text, " %s", j->bars->counted);
    if (text->len > 0) return plot_keep(text, j->pool);
    g_string_free(text, TRUE);
    return NULL;
}

static void add_short(const char *label, GString *text)
{
    char word[PLOT_WORDS_SIZE];

    plot_spell(word, label);
    g_string_append(text, word);
}

const char *plot_bars_title(const plot_bars_page *j)
{
    GString *text;

    if (j->bars->title) return j->bars->title;
    if (*j->parts[0].saying) return j->parts[0].saying;
    text = g_string_new(NULL);
    add_short(j->parts[0].topic.words, text);
    return plot_keep(text, j->pool);
}

/* ---- in sentences ---------------------------------------------------------- */

/* "P2: 3.71 mm"; "P2: median 3.71 mm, 5 to 95 % from 1 to 6; 31 of 200 patients reach 5 mm". */
static void tell_arm(const plot_bars_page *j, const plot_bars_part *p, size_t arm,
                     GString *words)
{
    const plot_sheaf *s = &p->sheaves[arm];

    plot_phrase_name(j->order[arm], words);
    g_string_append(words, ": ");
    if (s->n == 0) {
        g_string_append(words, "no number");
        return;
    }
    if (s->n_rows > 1) g_string_append(words, "median ");
    plot_amount_tell(s->middle, &p->topic, words);
    if (s->n_rows == 1) return;
    g_string_append(words, ", 5 to 95 % from ");
    plot_amount_tell_bare(s->low, &p->topic, words);
    g_string_append(words, " to ");
    plot_amount_tell_bare(s->high, &p->topic, words);
    if (isfinite(plot_bars_guide(j, PLOT_BARS_LINE))) g_string_append(words, "; ");
    plot_bars_tell_share(j, p, arm, words);
}

void plot_bars_tell(const void *page, GString *words)
{
    const plot_bars_page *j = page;
    const plot_guides *g = j->bars->guides;

    plot_draft_tell_saying(j->facets.draft, words);
    g_string_append_printf(words, "Figure of %zu panel%s. ", j->facets.n,
                           j->facets.n == 1 ? "" : "s");
    for (size_t i = 0; i < j->facets.n; i++) {
        const plot_bars_part *p = &j->parts[i];

        plot_facets_tell_x(&j->facets, i, words);
        if (g && isfinite(g->line)) {
            g_string_append(words, "Line at ");
            plot_amount_tell(g->line, &p->topic, words);
            g_string_append_printf(words, " (%s). ", g->line_words);
        }
        for (size_t arm = 0; arm < j->n_arms; arm++) {
            tell_arm(j, p, arm, words);
            g_string_append(words, arm + 1 < j->n_arms ? "; " : ". ");
        }
    }
    for (size_t i = j->facets.n; i < j->bars->n_y; i++)
        plot_draft_tell_left(words, i - j->facets.n, j->bars->n_y - j->facets.n,
                             j->parts[i].measure.label);
}

static void add_arm_fact(const plot_bars_page *j, const plot_bars_part *p, size_t arm,
                         plot_saying *s, plot_facts *facts)
{
    GString *text = g_string_new(NULL);
    const plot_read read = {.arm = j->order[arm],
                            .value = p->sheaves[arm].middle,
                            .at = NAN,
                            .base = NAN,
                            .low = NAN,
                            .high = NAN};

    s->fact = plot_fact_of_one(&p->topic, &read);
    s->fact.arm = read;
    tell_arm(j, p, arm, text);
    s->text = text->str;
    plot_facts_add(facts, s);
    g_string_free(text, TRUE);
}

void plot_bars_find(const void *page, const char *figure, plot_facts *facts)
{
    const plot_bars_page *j = page;
    const bool is_found = !j->bars->title && *j->parts[0].saying;
    plot_saying s = {.figure = figure,
                     .panel = "",
                     .place = "title",
                     .quantity = is_found ? j->parts[0].topic.column : "",
                     .has_fact = is_found,
                     .fact = is_found ? j->parts[0].fact : (plot_fact){0},
                     .text = (char *)j->facets.draft->caption.title};

    plot_facts_add(facts, &s);
    s = (plot_saying){.figure = figure,
                      .panel = "",
                      .place = "caption",
                      .quantity = "",
                      .text = (char *)j->facets.draft->saying};
    if (s.text) plot_facts_add(facts, &s);
    for (size_t i = 0; i < j->bars->n_y; i++) {
        const plot_bars_part *p = &j->parts[i];

        s = (plot_saying){.figure = figure,
                          .panel = p->topic.column,
                          .place = "alt",
                          .quantity = p->topic.column,
                          .has_fact = true};
        for (size_t arm = 0; arm < j->n_arms; arm++) add_arm_fact(j, p, arm, &s, facts);
    }
}
