#include "plots/ranking.h"

#include <math.h>
#include <string.h>

#include "plots/phrase.h"
#include "sim/io/text.h"

static const double slack_share = 0.25; /* beyond 0 and 1 that a share may show */
static const double slack = 1e-9;       /* of a step: rounding in a number of two digits */
static const double clear_share =
    0.5; /* of a value, that its mean has where all agree mostly */
static const double slack_value = 1.5; /* intervals may reach that many times the values */

enum { MOST_ROWS = 25, DIGITS = 3 };

/* Numbers. */

static sim_status check_ranks(const plot_ranks *r, sim_error *err)
{
    for (size_t i = 0; i < r->n_bars; i++)
        if (r->bars[i].low > r->bars[i].high ||
            r->bars[i].other_low > r->bars[i].other_high)
            return sim_fail(err, SIM_EVALUE,
                            "figure '%s': the interval of '%s' ends before it starts",
                            r->title, r->bars[i].label);
    if (r->n_bars > 0) return SIM_OK;
    return sim_fail(err, SIM_EVALUE, "figure '%s': 0 bars; 1 or more would be right",
                    r->title);
}

/* Insertion keeps the order of equal ones. */
static void sort(plot_ranking *k)
{
    const plot_rank *bars = k->ranks->bars;

    for (size_t i = 0; i < k->ranks->n_bars; i++) {
        size_t at = k->n_defined;

        if (!plot_drawable(bars[i].value)) continue;
        for (; at > 0 && bars[k->order[at - 1]].value < bars[i].value; at--)
            k->order[at] = k->order[at - 1];
        k->order[at] = i;
        k->n_defined++;
        if (plot_drawable(bars[i].other)) k->has_other = true;
    }
}

const plot_rank *plot_ranking_bar(const plot_ranking *k, size_t rank)
{
    return &k->ranks->bars[k->order[rank]];
}

sim_status plot_ranking_init(plot_ranking *k, const plot_ranks *ranks, sim_pool *pool,
                             sim_error *err)
{
    sim_status status = check_ranks(ranks, err);

    *k = (plot_ranking){.ranks = ranks,
                        .measure = {.label = ranks->axis_label,
                                    .unit = "1",
                                    .counted = ranks->told && ranks->told->times > 1
                                                   ? &plot_percent
                                                   : NULL}};
    if (status != SIM_OK) return status;
    k->order = sim_pool_take(pool, ranks->n_bars, sizeof *k->order);
    if (!k->order) return sim_fail_memory(err, "figure");
    sort(k);
    k->n_drawn = ranks->most > 0 ? ranks->most : MOST_ROWS;
    if (k->n_drawn > k->n_defined) k->n_drawn = k->n_defined;
    return SIM_OK;
}

/* Adds what intervals ask for, but no more than lets bars be seen. */
static void add_intervals(const plot_ranking *k, plot_range *range)
{
    double most = slack_value * fmax(fabs(range->from), fabs(range->to));
    double low = k->ranks->share ? -slack_share : -most;
    double high = k->ranks->share ? 1 + slack_share : most;
    plot_range wide = *range;

    for (size_t i = 0; i < k->n_drawn; i++) {
        const plot_rank *r = plot_ranking_bar(k, i);

        plot_range_add(&wide, &k->measure, r->low);
        plot_range_add(&wide, &k->measure, r->high);
        plot_range_add(&wide, &k->measure, r->other_low);
        plot_range_add(&wide, &k->measure, r->other_high);
    }
    range->from = fmin(range->from, fmax(wide.from, low));
    range->to = fmax(range->to, fmin(wide.to, high));
}

plot_range plot_ranking_range(const plot_ranking *k)
{
    plot_range range = {0, k->ranks->share ? 1 : 0};

    for (size_t i = 0; i < k->n_drawn; i++) {
        plot_range_add(&range, &k->measure, plot_ranking_bar(k, i)->value);
        plot_range_add(&range, &k->measure, plot_ranking_bar(k, i)->other);
    }
    add_intervals(k, &range);
    if (!k->ranks->share && k->ranks->told && k->ranks->told->telling)
        range.to = fmax(range.to, k->ranks->told->telling->least);
    if (range.from == 0 && range.to == 0) range.to = 1;
    return range;
}

/* Signs. */

bool plot_rank_has_sign(const plot_rank *r)
{
    return plot_drawable(r->mean) && r->value != 0;
}

const char *plot_rank_sign(const plot_rank *r)
{
    if (!plot_rank_has_sign(r)) return "";
    if (fabs(r->mean) < clear_share * fabs(r->value)) return "\xC2\xB1";
    return r->mean < 0 ? "\xE2\x88\x92" : "+";
}

/* Words. */

/* The smallest number of two digits that is above another. */
static void print_above(char text[PLOT_WORDS_SIZE], double value)
{
    double step = pow(10, floor(log10(fabs(value))) - 1);
    double above = (floor(value / step + slack) + 1) * step;

    plot_print_number(text, value == 0 ? 0 : above, DIGITS);
}

void plot_ranking_print_rest(const plot_ranking *k, char text[PLOT_WORDS_SIZE])
{
    size_t more = k->n_defined - k->n_drawn, undefined = k->ranks->n_bars - k->n_defined;
    char bound[PLOT_WORDS_SIZE];

    text[0] = '\0';
    if (more > 0) {
        double value = plot_ranking_bar(k, k->n_drawn)->value;

        print_above(bound, plot_measure_told(&k->measure, value));
        snprintf(text, PLOT_WORDS_SIZE, "and %zu more, %s%s %.60s", more,
                 more > 1 ? "all " : "", value == 0 ? "at most" : "below", bound);
    }
    if (undefined > 0)
        sim_text_append(text, PLOT_WORDS_SIZE, "%s%zu without a value",
                        more > 0 ? "; " : "", undefined);
}

/* "2.1 (1.87 to 2.37)", in the unit of the axis. */
static void tell_interval(const plot_ranking *k, double value, double low, double high,
                          GString *words)
{
    char text[PLOT_WORDS_SIZE];

    plot_print_number(text, plot_measure_told(&k->measure, value), DIGITS);
    g_string_append(words, text);
    if (!plot_drawable(low) || !plot_drawable(high)) return;
    plot_print_number(text, plot_measure_told(&k->measure, low), DIGITS);
    g_string_append_printf(words, " (%s to ", text);
    plot_print_number(text, plot_measure_told(&k->measure, high), DIGITS);
    g_string_append_printf(words, "%s)", text);
}

void plot_ranking_tell(const plot_ranking *k, GString *words)
{
    const plot_ranks *r = k->ranks;
    char rest[PLOT_WORDS_SIZE];

    g_string_append_printf(words, "Figure of %zu bar%s, ranked. To the right: %s. ",
                           k->n_drawn, k->n_drawn == 1 ? "" : "s", r->axis_label);
    if (r->value_label) g_string_append_printf(words, "Bars: %s. ", r->value_label);
    if (r->other_label && k->has_other)
        g_string_append_printf(words, "Thin bars: %s. ", r->other_label);
    if (plot_ranking_has_apart(k))
        g_string_append_printf(words, "Hatched: %s. ", r->apart_label);
    if (r->sign_label) g_string_append_printf(words, "Dots: %s. ", r->sign_label);
    for (size_t i = 0; i < k->n_drawn; i++) {
        const plot_rank *bar = plot_ranking_bar(k, i);

        g_string_append_printf(words, "%zu. %s", i + 1, bar->label);
        if (r->told && bar->detail) g_string_append_printf(words, " (%s)", bar->detail);
        g_string_append(words, ": ");
        tell_interval(k, bar->value, bar->low, bar->high, words);
        if (plot_drawable(bar->other)) {
            g_string_append(words, ", ");
            tell_interval(k, bar->other, bar->other_low, bar->other_high, words);
        }
        if (r->sign_label && plot_rank_has_sign(bar)) {
            g_string_append(words, ", mean ");
            tell_interval(k, bar->mean, NAN, NAN, words);
            g_string_append_printf(words, " (%s)", plot_rank_sign(bar));
        }
        g_string_append(words, ". ");
    }
    plot_ranking_print_rest(k, rest);
    if (rest[0]) g_string_append_printf(words, "%s. ", rest);
}

/* What matters most. */

bool plot_ranking_is_apart(const plot_ranking *k, size_t rank)
{
    return k->ranks->apart && k->ranks->apart[k->order[rank]];
}

bool plot_ranking_has_apart(const plot_ranking *k)
{
    for (size_t i = 0; i < k->n_drawn; i++)
        if (plot_ranking_is_apart(k, i)) return true;
    return false;
}

/* The next that can be compared, from a rank on; n_defined if there is none. */
static size_t next_alike(const plot_ranking *k, size_t rank)
{
    while (rank < k->n_defined && plot_ranking_is_apart(k, rank)) rank++;
    return rank;
}

/* Is what it moves worth no word? */
static bool is_nothing(const plot_ranking *k, size_t rank)
{
    const sim_telling *telling = k->ranks->told->telling;
    const double value = plot_ranking_bar(k, rank)->value;

    return !(value > 0) || (!k->ranks->share && telling && value < telling->least);
}

/* May the second be as large as the first? */
static bool is_close(const plot_rank *first, const plot_rank *second)
{
    return second->value == first->value ||
           (plot_drawable(first->low) && plot_drawable(second->high) &&
            second->high >= first->low);
}

static void add_value(const plot_ranking *k, double value, GString *text)
{
    plot_phrase_number(plot_measure_told(&k->measure, value),
                       k->ranks->share ? "1" : k->ranks->told->unit, text);
    if (k->ranks->share) g_string_append_printf(text, " (%s)", k->ranks->axis_label);
}

/* Its label up to what stands behind a semicolon or colon. */
static void add_label(const plot_rank *bar, GString *text)
{
    g_string_append_len(text, bar->label, (gssize)strcspn(bar->label, ";:"));
}

static void add_nothing(const plot_ranking *k, GString *text)
{
    const sim_telling *telling = k->ranks->told->telling;

    g_string_append(text, ": nothing of this moves it");
    if (k->n_defined == 0 || k->ranks->share || !telling ||
        plot_ranking_bar(k, 0)->value == 0)
        return;
    g_string_append(text, " by ");
    add_value(k, telling->least, text);
}

static void add_most(const plot_ranking *k, GString *text)
{
    const size_t alike = next_alike(k, 0), second = next_alike(k, alike + 1);

    g_string_append(text, " depends most on ");
    add_label(plot_ranking_bar(k, 0), text);
    g_string_append(text, alike > 0 ? ", which moves further than others: " : ": ");
    add_value(k, plot_ranking_bar(k, 0)->value, text);
    if (alike >= k->n_defined || is_nothing(k, alike)) return;
    if (alike > 0) {
        g_string_append(text, "; of what moves alike, on ");
        add_label(plot_ranking_bar(k, alike), text);
        g_string_append(text, ": ");
        add_value(k, plot_ranking_bar(k, alike)->value, text);
    }
    if (second >= k->n_defined ||
        !is_close(plot_ranking_bar(k, alike), plot_ranking_bar(k, second)))
        return;
    g_string_append(text, "; as much, maybe, on ");
    add_label(plot_ranking_bar(k, second), text);
}

static GString *find_title(const plot_ranking *k)
{
    GString *text = g_string_new(k->ranks->told->words);

    if (k->n_defined == 0 || is_nothing(k, 0))
        add_nothing(k, text);
    else
        add_most(k, text);
    return text;
}

const char *plot_ranking_print(const plot_ranking *k, sim_pool *pool)
{
    return plot_keep(find_title(k), pool);
}

/* ---- figures.csv ------------------------------------------------------------ */

static plot_read read_bar(const plot_ranking *k, size_t rank)
{
    const plot_rank *bar = plot_ranking_bar(k, rank);

    return (plot_read){.arm = bar->label, .value = bar->value, .at = NAN, .base = NAN};
}

/* The first of those that can be compared stands for what matters most. */
static plot_fact find_fact(const plot_ranking *k)
{
    const size_t first = next_alike(k, 0), second = next_alike(k, first + 1);
    plot_fact fact = {.is = PLOT_NOTHING, .n_all = k->ranks->n_bars, .n = k->n_defined};

    if (k->n_defined == 0 || is_nothing(k, 0)) return fact;
    fact.is = k->n_defined == 1 ? PLOT_ONE : PLOT_DIFFERENT;
    fact.n_changed = k->n_defined;
    fact.arm = read_bar(k, 0);
    if (first > 0 && first < k->n_defined)
        fact.other = read_bar(k, first);
    else if (second < k->n_defined) {
        fact.other = read_bar(k, second);
        if (is_close(plot_ranking_bar(k, first), plot_ranking_bar(k, second)))
            fact.is = PLOT_TIE;
    }
    return fact;
}

static void add_bar(const plot_ranking *k, size_t rank, plot_saying saying,
                    plot_facts *facts)
{
    const plot_rank *bar = plot_ranking_bar(k, rank);
    GString *text = g_string_new(bar->label);

    if (bar->detail) g_string_append_printf(text, " (%s)", bar->detail);
    g_string_append(text, ": ");
    tell_interval(k, bar->value, bar->low, bar->high, text);
    saying.place = "alt";
    saying.fact = (plot_fact){
        .is = PLOT_EACH, .n_all = 1, .n = 1, .n_changed = 1, .arm = read_bar(k, rank)};
    saying.text = text->str;
    plot_facts_add(facts, &saying);
    g_string_free(text, TRUE);
}

void plot_ranking_add(const plot_ranking *k, const char *figure, plot_facts *facts)
{
    GString *text = find_title(k);
    const plot_saying title = {.figure = figure,
                               .panel = "",
                               .place = "title",
                               .quantity = k->ranks->told->column,
                               .has_fact = true,
                               .fact = find_fact(k),
                               .text = text->str};

    plot_facts_add(facts, &title);
    for (size_t i = 0; i < k->n_drawn; i++) add_bar(k, i, title, facts);
    g_string_free(text, TRUE);
}
