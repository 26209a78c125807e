/* power_tell.c -- power against n in words. */
#include <math.h>

#include "plots/phrase.h"
#include "plots/power_parts.h"

enum { N_DIGITS = 2, COUNT_DIGITS = 6, FEW_ARMS = 3 };

static const double few = 10;         /* below: no part of one is told */
static const double few_trials = 100; /* of what was planned: no ring is drawn */

static const plot_rung *last_rung(const plot_trials_arm *arm)
{
    return arm->n_ladder > 0 ? &arm->ladder[arm->n_ladder - 1] : NULL;
}

void plot_power_tell_share(double share, GString *text)
{
    plot_add_plain(text, round(100 * share), COUNT_DIGITS);
    g_string_append(text, " %");
}

/* "about 62", "about 9"; "at most 5" of the first rung. */
static void tell_reach(const plot_trials_arm *arm, double n, GString *text)
{
    const bool is_first = n == arm->ladder[0].n;

    g_string_append(text, is_first ? "at most " : "about ");
    plot_add_plain(text, n < few ? ceil(n) : n, is_first ? COUNT_DIGITS : N_DIGITS);
}

/* "80 % with about 62"; "12 % with 10000, never 80 %". */
static void tell_end(const plot_trials_arm *arm, GString *text)
{
    const double n = plot_trials_reach(arm, PLOT_POWER_ENOUGH);
    const plot_rung *last = last_rung(arm);

    if (!last) {
        g_string_append(text, "no number");
        return;
    }
    if (isfinite(n)) {
        plot_power_tell_share(PLOT_POWER_ENOUGH, text);
        g_string_append(text, " with ");
        tell_reach(arm, n, text);
        return;
    }
    plot_power_tell_share(last->power, text);
    g_string_append(text, " with ");
    plot_add_plain(text, last->n, COUNT_DIGITS);
    g_string_append(text, ", never ");
    plot_power_tell_share(PLOT_POWER_ENOUGH, text);
}

const char *plot_power_key(const plot_power_page *j, const plot_trials_arm *arm)
{
    GString *text = g_string_new(NULL);

    plot_phrase_name(arm->name, text);
    g_string_append(text, ": ");
    tell_end(arm, text);
    return plot_keep(text, j->pool);
}

/* The largest n of any ladder. */
static double most_of(const plot_trials_set *set)
{
    double most = 0;

    for (size_t i = 0; i < set->n_arms; i++)
        if (last_rung(&set->arms[i])) most = fmax(most, last_rung(&set->arms[i])->n);
    return most;
}

static void tell_unreached(const plot_trials_set *set, size_t n, GString *text)
{
    if (n == 0) return;
    g_string_append(text, "; ");
    if (set->n_arms > FEW_ARMS)
        g_string_append_printf(text, "%zu of %zu arms do%s", n, set->n_arms,
                               n == 1 ? "es" : "");
    for (size_t i = 0, k = 0; set->n_arms <= FEW_ARMS && i < set->n_arms; i++) {
        if (isfinite(plot_trials_reach(&set->arms[i], PLOT_POWER_ENOUGH))) continue;
        g_string_append(text, k++ == 0 ? "" : " and ");
        plot_phrase_name(set->arms[i].name, text);
        if (k == n) g_string_append(text, n == 1 ? " does" : " do");
    }
    g_string_append(text, " not reach it with ");
    plot_add_plain(text, most_of(set), COUNT_DIGITS);
}

/* "about 62 patients an arm with P2 and about 140 with P5"; of many "from about 62 patients an
 * arm (P2) to about 4500 (P8)". */
static void tell_reached(const plot_trials_set *set, size_t n, GString *text)
{
    const plot_trials_arm *least = NULL, *most = NULL;

    for (size_t i = 0, k = 0; i < set->n_arms; i++) {
        const plot_trials_arm *arm = &set->arms[i];
        const double reach = plot_trials_reach(arm, PLOT_POWER_ENOUGH);

        if (!isfinite(reach)) continue;
        if (!least || reach < plot_trials_reach(least, PLOT_POWER_ENOUGH)) least = arm;
        if (!most || reach > plot_trials_reach(most, PLOT_POWER_ENOUGH)) most = arm;
        if (n > FEW_ARMS) continue;
        g_string_append(text, k == 0 ? "" : k + 1 < n ? ", " : " and ");
        tell_reach(arm, reach, text);
        if (k++ == 0) g_string_append_printf(text, " %s an arm", set->asked->counted);
        g_string_append(text, " with ");
        plot_phrase_name(arm->name, text);
    }
    if (n <= FEW_ARMS) return;
    g_string_append(text, "from ");
    tell_reach(least, plot_trials_reach(least, PLOT_POWER_ENOUGH), text);
    g_string_append_printf(text, " %s an arm (", set->asked->counted);
    plot_phrase_name(least->name, text);
    g_string_append(text, ") to ");
    tell_reach(most, plot_trials_reach(most, PLOT_POWER_ENOUGH), text);
    g_string_append(text, " (");
    plot_phrase_name(most->name, text);
    g_string_append(text, ")");
}

static size_t count_reached(const plot_trials_set *set)
{
    size_t n = 0;

    for (size_t i = 0; i < set->n_arms; i++)
        if (isfinite(plot_trials_reach(&set->arms[i], PLOT_POWER_ENOUGH))) n++;
    return n;
}

const char *plot_power_title(const plot_power_page *j)
{
    const plot_trials_set *set = &j->set;
    const size_t n = count_reached(set);
    GString *text = g_string_new("A power of ");

    plot_power_tell_share(PLOT_POWER_ENOUGH, text);
    g_string_append(text, " against ");
    plot_phrase_name(set->asked->control, text);
    if (n > 0) {
        g_string_append(text, " takes ");
        tell_reached(set, n, text);
        tell_unreached(set, set->n_arms - n, text);
        return plot_keep(text, j->pool);
    }
    g_string_append(text, " is not reached with ");
    plot_add_plain(text, most_of(set), COUNT_DIGITS);
    g_string_append_printf(text, " %s an arm", set->asked->counted);
    if (set->n_arms == 1) {
        g_string_append(text, " of ");
        plot_phrase_name(set->arms[0].name, text);
    }
    return plot_keep(text, j->pool);
}

bool plot_power_has_ring(const plot_trials_arm *arm)
{
    return arm->planned.n > 0 &&
           (arm->planned.trials >= few_trials ||
            (arm->n_ladder == 1 && arm->ladder[0].n == arm->planned.n));
}

/* "; rings: as planned, 10 patients an arm: 34 % with P2, 6 % with P8"; of many arms no shares. */
static void say_planned(const plot_power_page *j, GString *text)
{
    size_t n = 0;

    for (size_t i = 0; i < j->set.n_arms; i++) {
        const plot_trials_arm *arm = &j->set.arms[i];

        if (!plot_power_has_ring(arm)) continue;
        if (n == 0) {
            g_string_append(text, "; rings: as planned, ");
            plot_trials_tell_n(&j->set, text);
        }
        if (j->set.n_arms > FEW_ARMS) return;
        g_string_append(text, n++ == 0 ? ": " : ", ");
        plot_power_tell_share(arm->planned.power, text);
        g_string_append(text, " with ");
        plot_phrase_name(arm->name, text);
    }
}

const char *plot_power_say(const plot_power_page *j)
{
    const plot_trials *asked = j->set.asked;
    GString *text = g_string_new("Power: the share of trials that find a ");
    GString *number = g_string_new(NULL);

    plot_trials_tell_difference(&j->set, text);
    g_string_append(text, ", p < ");
    plot_add_plain(text, asked->alpha, N_DIGITS);
    if (asked->test) g_string_append_printf(text, " by %s", asked->test);
    say_planned(j, text);
    plot_trials_tell_number(&j->set, number);
    if (number->len > 0)
        g_string_append_printf(text, "; bands: 95 %% error of %s trials of a size",
                               number->str);
    plot_trials_tell_note(&j->set, text);
    g_string_free(number, TRUE);
    return plot_keep(text, j->pool);
}

/* ---- in sentences ----------------------------------------------------------- */

/* "P2: 12 % with 5, 21 % with 10, …, 100 % with 10000; 80 % with about 62". */
static void tell_arm(const plot_trials_arm *arm, GString *words)
{
    plot_phrase_name(arm->name, words);
    g_string_append(words, ": ");
    for (size_t k = 0; k < arm->n_ladder; k++) {
        g_string_append(words, k > 0 ? ", " : "");
        plot_power_tell_share(arm->ladder[k].power, words);
        g_string_append(words, " with ");
        plot_add_plain(words, arm->ladder[k].n, COUNT_DIGITS);
    }
    g_string_append(words, arm->n_ladder > 0 ? "; " : "");
    tell_end(arm, words);
}

void plot_power_tell(const void *page, GString *words)
{
    const plot_power_page *j = page;

    plot_draft_tell_saying(j->facets.draft, words);
    g_string_append(words, "Figure of 1 panel. ");
    plot_facets_tell_y(&j->facets, words);
    plot_facets_tell_x(&j->facets, 0, words);
    for (size_t i = 0; i < j->set.n_arms; i++) {
        tell_arm(&j->set.arms[i], words);
        g_string_append(words, ". ");
    }
}

static plot_read read_of(const plot_trials_arm *arm)
{
    const double n = plot_trials_reach(arm, PLOT_POWER_ENOUGH);
    const plot_rung *last = last_rung(arm);

    return (plot_read){.arm = arm->name,
                       .value = isfinite(n) ? PLOT_POWER_ENOUGH
                                : last      ? last->power
                                            : NAN,
                       .at = isfinite(n) ? n
                             : last      ? last->n
                                         : NAN};
}

void plot_power_find(const void *page, const char *figure, plot_facts *facts)
{
    const plot_power_page *j = page;

    plot_draft_find(j->facets.draft, figure, facts);
    for (size_t i = 0; i < j->set.n_arms; i++) {
        GString *text = g_string_new(NULL);

        tell_arm(&j->set.arms[i], text);
        plot_facts_add(facts, &(plot_saying){.figure = figure,
                                             .panel = "",
                                             .place = "alt",
                                             .quantity = "power",
                                             .has_fact = true,
                                             .fact = {.is = PLOT_EACH,
                                                      .n_all = 1,
                                                      .n = 1,
                                                      .arm = read_of(&j->set.arms[i])},
                                             .text = text->str});
        g_string_free(text, TRUE);
    }
}
