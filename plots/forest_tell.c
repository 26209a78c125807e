/* forest_tell.c -- trials side by side in words. */
#include <math.h>

#include "plots/amount.h"
#include "plots/forest_parts.h"
#include "plots/phrase.h"
#include "plots/words.h"

enum { FEW_ARMS = 3, COUNT_DIGITS = 5 };

/* "11 of 30 trials"; "11 of 30" of those that follow. */
static void tell_excluding(const plot_trials_arm *arm, bool is_first, GString *text)
{
    g_string_append_printf(text, "%zu of %zu", arm->n_excluding, arm->n_list);
    if (is_first) g_string_append(text, arm->n_list == 1 ? " trial" : " trials");
}

/* The arms whose trials exclude 0 least often, and most often. */
static const plot_trials_arm *find_extreme(const plot_trials_set *set, bool is_most)
{
    const plot_trials_arm *best = &set->arms[0];

    for (size_t i = 1; i < set->n_arms; i++) {
        const plot_trials_arm *arm = &set->arms[i];
        const double one = (double)(arm->n_excluding * best->n_list),
                     other = (double)(best->n_excluding * arm->n_list);

        if (is_most ? one > other : one < other) best = arm;
    }
    return best;
}

/* Does the same number of trials exclude 0, whatever the arm? */
static bool are_alike(const plot_trials_set *set)
{
    const plot_trials_arm *first = &set->arms[0];

    for (size_t i = 1; i < set->n_arms; i++)
        if (set->arms[i].n_excluding != first->n_excluding ||
            set->arms[i].n_list != first->n_list)
            return false;
    return true;
}

static void tell_extremes(const plot_trials_set *set, GString *text)
{
    const plot_trials_arm *least = find_extreme(set, false),
                          *most = find_extreme(set, true);

    if (are_alike(set)) {
        tell_excluding(least, true, text);
        g_string_append(text, " of each arm tell it from ");
        plot_phrase_name(set->asked->control, text);
        return;
    }
    g_string_append(text, "from ");
    tell_excluding(least, true, text);
    g_string_append(text, " (");
    plot_phrase_name(least->name, text);
    g_string_append(text, ") to ");
    tell_excluding(most, false, text);
    g_string_append(text, " (");
    plot_phrase_name(most->name, text);
    g_string_append(text, ") tell an arm from ");
    plot_phrase_name(set->asked->control, text);
}

/* Of those that exclude 0, how many lie on the wrong side. */
static void tell_wrong(const plot_trials_arm *arm, GString *text)
{
    if (arm->n_excluding_wrong == 0) return;
    if (arm->n_excluding_wrong == arm->n_excluding)
        g_string_append(text, " (the wrong way)");
    else
        g_string_append_printf(text, " (%zu the wrong way)", arm->n_excluding_wrong);
}

/* "With 10 patients an arm, 11 of 30 trials tell P2 from saline and 2 of 30 P8"; of many arms
 * "from 1 of 30 trials (P12) to 11 of 30 (P2) tell an arm from saline" or, where they are as
 * many, "30 of 30 trials of each arm tell it from saline". */
const char *plot_forest_title(const plot_forest_page *j)
{
    const plot_trials_set *set = &j->set;
    GString *text = g_string_new("With ");

    plot_trials_tell_n(set, text);
    g_string_append(text, ", ");
    if (set->n_arms > FEW_ARMS) {
        tell_extremes(set, text);
        return plot_keep(text, j->pool);
    }
    for (size_t i = 0; i < set->n_arms; i++) {
        const plot_trials_arm *arm = &set->arms[i];

        g_string_append(text, i == 0 ? "" : i + 1 < set->n_arms ? ", " : " and ");
        tell_excluding(arm, i == 0, text);
        if (i == 0) g_string_append(text, arm->n_excluding == 1 ? " tells" : " tell");
        g_string_append_c(text, ' ');
        plot_phrase_name(arm->name, text);
        if (i == 0) {
            g_string_append(text, " from ");
            plot_phrase_name(set->asked->control, text);
        }
        tell_wrong(arm, text);
    }
    return plot_keep(text, j->pool);
}

static bool has_wrong(const plot_forest_page *j)
{
    for (size_t i = 0; i < j->facets.n; i++)
        if (j->set.arms[i].n_wrong > 0) return true;
    return false;
}

/* "; the truth is held by 28 of 30 intervals (P2) and 29 of 30 (P8)"; of many arms by how many of
 * all. */
static void say_holding(const plot_trials_set *set, GString *text)
{
    size_t n_holding = 0, n = 0;

    for (size_t i = 0; i < set->n_arms; i++) {
        n_holding += set->arms[i].n_holding;
        n += set->arms[i].n_list;
    }
    if (n == 0) return;
    g_string_append(text, "; the truth is held by ");
    if (set->n_arms > FEW_ARMS || set->n_arms == 1) {
        g_string_append_printf(text, "%zu of %zu interval%s", n_holding, n,
                               n == 1 ? "" : "s");
        return;
    }
    for (size_t i = 0; i < set->n_arms; i++) {
        const plot_trials_arm *arm = &set->arms[i];

        g_string_append_printf(text, "%s%zu of %zu%s (",
                               i == 0                ? ""
                               : i + 1 < set->n_arms ? ", "
                                                     : " and ",
                               arm->n_holding, arm->n_list, i == 0 ? " intervals" : "");
        plot_phrase_name(arm->name, text);
        g_string_append_c(text, ')');
    }
}

/* " of the first 30 of 1000". */
static void tell_chosen(const plot_forest_page *j, GString *text)
{
    const plot_trials_arm *arm = &j->set.arms[0];

    if (!(arm->planned.trials > (double)arm->n_trials)) return;
    g_string_append_printf(text, " of the first %zu of ", arm->n_trials);
    plot_add_plain(text, arm->planned.trials, COUNT_DIGITS);
}

const char *plot_forest_say(const plot_forest_page *j)
{
    const plot_trials *asked = j->set.asked;
    GString *text = g_string_new("Each line is one trial");

    tell_chosen(j, text);
    g_string_append(text, ", sorted by its estimate: the ");

    plot_trials_tell_difference(&j->set, text);
    g_string_append(text, ", with its ");
    plot_trials_tell_level(&j->set, text);
    g_string_append(text, " interval");
    if (asked->interval) g_string_append_printf(text, " (%s)", asked->interval);
    if (has_wrong(j))
        g_string_append(text, "; on the wrong side: estimate and truth lie on opposite "
                              "sides of 0");
    if (j->n_beyond > 0)
        g_string_append_printf(text, "; arrows: %zu end%s of intervals beyond the axis",
                               j->n_beyond, j->n_beyond == 1 ? "" : "s");
    say_holding(&j->set, text);
    plot_trials_tell_note(&j->set, text);
    return plot_keep(text, j->pool);
}

const char *plot_forest_counts(const plot_forest_page *j, const plot_trials_arm *arm)
{
    GString *text = g_string_new(NULL);

    plot_trials_tell_counts(arm, text);
    return plot_keep(text, j->pool);
}

/* "truth +5.9 mm" */
void plot_forest_tell_truth(const plot_forest_page *j, const plot_trials_arm *arm,
                            GString *text)
{
    g_string_append(text, "truth ");
    plot_amount_tell_count(arm->truth, &j->set.topic, text);
}

/* ---- in sentences ----------------------------------------------------------- */

/* "P2: truth +5.9 mm; estimates from −3 to +14 mm; 11 of 30 exclude 0; 3 on the wrong side, 1 of
 * them with an interval that excludes 0; 28 intervals hold the truth". */
static void tell_arm(const plot_forest_page *j, const plot_trials_arm *arm, GString *words)
{
    plot_phrase_name(arm->name, words);
    g_string_append(words, ": ");
    if (isfinite(arm->truth)) {
        plot_forest_tell_truth(j, arm, words);
        g_string_append(words, "; ");
    }
    if (arm->n_list > 0) {
        g_string_append(words, "estimates from ");
        plot_amount_tell_bare_count(arm->list[0].at, &j->set.topic, words);
        g_string_append(words, " to ");
        plot_amount_tell_count(arm->list[arm->n_list - 1].at, &j->set.topic, words);
        g_string_append(words, "; ");
    }
    plot_trials_tell_counts(arm, words);
    if (arm->n_excluding_wrong > 0)
        g_string_append_printf(words, ", %zu of them with an interval that excludes 0",
                               arm->n_excluding_wrong);
    if (arm->n_list > 0 && isfinite(arm->truth))
        g_string_append_printf(words, "; %zu interval%s the truth", arm->n_holding,
                               arm->n_holding == 1 ? " holds" : "s hold");
}

void plot_forest_tell(const void *page, GString *words)
{
    const plot_forest_page *j = page;

    g_string_append_printf(words, "%s. Figure of %zu panel%s. ", j->said, j->facets.n,
                           j->facets.n == 1 ? "" : "s");
    plot_facets_tell_x(&j->facets, 0, words);
    for (size_t i = 0; i < j->set.n_arms; i++) {
        tell_arm(j, &j->set.arms[i], words);
        g_string_append(words, ". ");
    }
    for (size_t i = j->facets.n; i < j->set.n_arms; i++)
        plot_draft_tell_left(words, i - j->facets.n, j->set.n_arms - j->facets.n,
                             j->set.arms[i].name);
}

void plot_forest_find(const void *page, const char *figure, plot_facts *facts)
{
    const plot_forest_page *j = page;

    plot_draft_find(j->facets.draft, figure, facts);
    for (size_t i = 0; i < j->set.n_arms; i++) {
        const plot_trials_arm *arm = &j->set.arms[i];
        GString *text = g_string_new(NULL);

        tell_arm(j, arm, text);
        plot_facts_add(
            facts, &(plot_saying){
                       .figure = figure,
                       .panel = arm->name,
                       .place = "alt",
                       .quantity = j->set.asked->number,
                       .has_fact = true,
                       .fact = {.is = PLOT_EACH,
                                .n_all = arm->n_list,
                                .n = arm->n_excluding,
                                .arm = {.arm = arm->name, .value = arm->truth, .at = NAN}},
                       .text = text->str});
        g_string_free(text, TRUE);
    }
}
