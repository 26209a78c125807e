#include "sim/study/trial_words.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/trial_pool.h"

enum { NAME = 256, FEW = 10, MOST_NAMED = 3 };

static const double enough = 0.8; /* the power that trials are planned for */

static const sim_trial_plan *plan_of(const sim_trial_view *v)
{
    return &v->experiment->trial;
}

static const sim_population *population_of(const sim_trial_view *v)
{
    return v->measure->readout->chain->population;
}

/* ---- what is asked ------------------------------------------------------------ */

static void add_each(const sim_trial_view *v, size_t n, char text[], size_t size)
{
    size_t i = 0;

    for (size_t arm = 0; arm < v->experiment->n_arms; arm++) {
        if (plan_of(v)->n[arm] == 0) continue;
        sim_text_append(text, size, "%s%zu (%s)",
                        i == 0      ? ""
                        : i + 1 < n ? ", "
                                    : " and ",
                        plan_of(v)->n[arm], v->experiment->arms[arm].name);
        i++;
    }
    sim_text_append(text, size, " %ss", sim_trial_subject(v));
}

/* "30 + 30 patients" of two arms alike; "30 patients in each of 5 arms"; "30 (P2) and 20 (saline)
 * patients"; "5 to 30 patients in each of 7 arms". */
static void add_sizes(const sim_trial_view *v, char text[], size_t size)
{
    const sim_trial_plan *plan = plan_of(v);
    const char *subject = sim_trial_subject(v);
    size_t n = 0, least = SIM_TRIAL_MOST, most = 0;

    for (size_t arm = 0; arm < v->experiment->n_arms; arm++) {
        if (plan->n[arm] == 0) continue;
        n++;
        if (plan->n[arm] < least) least = plan->n[arm];
        if (plan->n[arm] > most) most = plan->n[arm];
    }
    if (least == most && n == 2)
        sim_text_append(text, size, "%zu + %zu %ss", least, most, subject);
    else if (least == most)
        sim_text_append(text, size, "%zu %ss in each of %zu arms", least, subject, n);
    else if (n > MOST_NAMED)
        sim_text_append(text, size, "%zu to %zu %ss in each of %zu arms", least, most,
                        subject, n);
    else
        add_each(v, n, text, size);
}

static void add_design(const sim_trial_view *v, char text[], size_t size)
{
    const sim_trial_plan *plan = plan_of(v);
    const char *source = sim_owner_name(population_of(v), SIM_SOURCE);
    const char *laboratory = sim_owner_name(population_of(v), SIM_LABORATORY);

    if (plan->design == SIM_TRIAL_PAIRED)
        sim_text_append(text, size, ", each %s in every arm", sim_trial_subject(v));
    if (plan->one_laboratory)
        sim_text_append(text, size, "; the %ss of a trial share one %s", source,
                        laboratory);
    else
        sim_text_append(text, size, "; each %s has a %s of its own", source, laboratory);
    if (plan->dropout > 0)
        sim_text_append(text, size, "; %g %% of an arm are not seen at the end%s",
                        100 * plan->dropout,
                        plan->dropout_of == SIM_DROPOUT_LEAST ? ", those who gain least"
                                                              : ", by chance");
}

void sim_trial_print_asked(const sim_trial_view *v, char text[], size_t size)
{
    const sim_trial_plan *plan = plan_of(v);
    char number[NAME];

    snprintf(text, size, "%zu trial%s of ", plan->trials, plan->trials == 1 ? "" : "s");
    add_sizes(v, text, size);
    sim_text_append(text, size, ", drawn from %zu of a cohort", plan->pool);
    add_design(v, text, size);
    sim_trial_print_number(v, number, sizeof number);
    sim_text_append(text, size, ". Compared is %s%s, by %s (significant: p below %g).",
                    v->measure->kind == SIM_TRIAL_SHARE ? "a share, " : "", number,
                    sim_trial_test(v), plan->alpha);
}

/* ---- what comes out ------------------------------------------------------------ */

/* What all trials of the asked size tell of an arm. */
typedef struct {
    const sim_trial_view *v;
    const char *arm, *control;
    double n, n_of_control, trials, truth, power, astray;
    bool is_small; /* the truth is less than what is worth a word */
    char *text;
    size_t size;
} lesson;

static double of_all(const lesson *l, const char *column)
{
    return sim_trial_view_across(l->v, l->arm, column);
}

static lesson open_lesson(const sim_trial_view *v, const char *arm, char text[],
                          size_t size)
{
    lesson l = {.v = v,
                .arm = arm,
                .control = sim_trial_view_control(v),
                .text = text,
                .size = size};

    l.n = of_all(&l, "n");
    l.n_of_control = of_all(&l, "n_of_control");
    l.trials = of_all(&l, "trials");
    l.truth = of_all(&l, "truth");
    l.power = of_all(&l, "power");
    l.astray = of_all(&l, "astray");
    l.is_small = !(fabs(l.truth) >= v->measure->worth) || l.truth == 0;
    return l;
}

/* "better" where the truth goes the way that is wished for. */
static const char *way(const lesson *l, bool against)
{
    const bool more = (l->truth > 0) != against;

    if (l->v->measure->better == SIM_NEITHER_IS_BETTER) return more ? "more" : "less";
    return more == (l->v->measure->better == SIM_MORE_IS_BETTER) ? "better" : "worse";
}

static void add_difference(const lesson *l, double difference)
{
    sim_trial_add_amount(l->v, difference, sim_trial_scale_of(l->v).unit_of_differences,
                         l->text, l->size);
}

static void add_value(const lesson *l, double value)
{
    sim_trial_add_amount(l->v, value, sim_trial_scale_of(l->v).unit, l->text, l->size);
}

/* What is so in the pool, which no trial knows. */
static void add_truth(const lesson *l)
{
    const double mean = of_all(l, "pool_mean");

    sim_text_append(l->text, l->size, "The truth of the pool: ");
    add_value(l, mean);
    sim_text_append(l->text, l->size, " with %s, ", l->arm);
    add_value(l, mean - l->truth);
    sim_text_append(l->text, l->size, " with %s, a difference of ", l->control);
    add_difference(l, l->truth);
    if (l->is_small && l->truth != 0) {
        sim_text_append(l->text, l->size, ", less than what is worth a word (");
        add_difference(l, l->v->measure->worth);
        sim_text_append(l->text, l->size, ")");
    }
    sim_text_append(l->text, l->size, ". ");
}

static void add_sizes_of(const lesson *l)
{
    sim_text_append(l->text, l->size, "Of %g trial%s of %g + %g %ss ", l->trials,
                    l->trials == 1 ? "" : "s", l->n, l->n_of_control,
                    sim_trial_subject(l->v));
}

/* How many find it, how many find the opposite. */
static void add_power(const lesson *l)
{
    add_sizes_of(l);
    sim_trial_add_percent(l->power - l->astray, l->text, l->size);
    if (l->v->measure->better == SIM_NEITHER_IS_BETTER)
        sim_text_append(l->text, l->size, " find significantly %s with %s than with %s",
                        way(l, false), l->arm, l->control);
    else
        sim_text_append(l->text, l->size, " find %s significantly %s than %s", l->arm,
                        way(l, false), l->control);
    if (l->astray > 0) {
        sim_text_append(l->text, l->size, ", and ");
        sim_trial_add_percent(l->astray, l->text, l->size);
        sim_text_append(l->text, l->size, " find %ssignificantly %s",
                        l->v->measure->better == SIM_NEITHER_IS_BETTER ? "" : "it ",
                        way(l, true));
    }
    sim_text_append(l->text, l->size, " (%s, p below %g); in ", sim_trial_test(l->v),
                    plan_of(l->v)->alpha);
    sim_trial_add_percent(of_all(l, "includes_zero"), l->text, l->size);
    sim_text_append(l->text, l->size, " the interval contains 0, and in ");
    sim_trial_add_percent(of_all(l, "not_above_zero"), l->text, l->size);
    sim_text_append(l->text, l->size,
                    " the estimate itself is 0 or on the wrong side of it. ");
}

static int compare_numbers(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

static void add_ends(const lesson *l, double low, double high)
{
    char one[NAME] = "", other[NAME] = "";

    sim_trial_add_amount(l->v, low, "", one, sizeof one);
    sim_trial_add_amount(l->v, high, "", other, sizeof other);
    sim_text_append(l->text, l->size, "Nine estimates in ten ");
    if (strcmp(one, other) == 0)
        sim_text_append(l->text, l->size, "are ");
    else
        sim_text_append(l->text, l->size, "lie between %s and ", one);
    add_difference(l, high);
    sim_text_append(l->text, l->size, ". ");
}

/* Between which nine in ten estimates lie. */
static void add_range(const lesson *l)
{
    const sim_table *table = l->v->trial;
    double *list = calloc(table->n_rows + 1, sizeof *list);
    size_t n = 0;

    for (size_t row = 0; list && row < table->n_rows; row++) {
        const double difference = sim_trial_cell(table, row, "difference");

        if (strcmp(table->keys[row], l->arm) == 0 && isfinite(difference))
            list[n++] = difference;
    }
    if (n >= 20) { /* one of 20 lies beyond each end */
        qsort(list, n, sizeof *list, compare_numbers);
        add_ends(l, list[n / 20], list[n - 1 - n / 20]);
    }
    free(list);
}

/* Who looks at significant trials alone. */
static void add_winners(const lesson *l)
{
    const double mean = of_all(l, "mean_of_striking"), times = mean / l->truth;

    if (l->is_small || !isfinite(times) || l->power >= 0.9) return;
    if (times > 0) {
        sim_text_append(l->text, l->size,
                        "Those that are significant find on average %.1f times the truth; ",
                        times);
    } else {
        sim_text_append(l->text, l->size, "Those that are significant find on average ");
        add_difference(l, mean);
        sim_text_append(l->text, l->size, ", which is not the side of the truth; ");
    }
    sim_trial_add_percent(of_all(l, "at_least_twice"), l->text, l->size);
    sim_text_append(l->text, l->size, " of all find twice the truth or more. ");
}

/* From how many on enough trials find it, by the sizes that were drawn. */
static void add_planning(const lesson *l)
{
    const char *subject = sim_trial_subject(l->v);
    const sim_table *table = l->v->across;
    double below = NAN, most = NAN;

    if (l->is_small) return;
    for (size_t row = 0; row < table->n_rows; row++) {
        const double n = sim_trial_cell(table, row, "n");

        if (strcmp(table->keys[row], l->arm) != 0 ||
            sim_trial_cell(table, row, "asked") == 1)
            continue;
        most = n;
        if (sim_trial_cell(table, row, "power") >= enough) break;
        below = n;
    }
    if (isnan(most)) return;
    if (below == most)
        sim_text_append(l->text, l->size, "Not even %g %ss an arm do", most, subject);
    else if (isnan(below))
        sim_text_append(l->text, l->size, "%g %ss an arm do", most, subject);
    else
        sim_text_append(l->text, l->size, "It takes %g to %g %ss an arm", below, most,
                        subject);
    sim_text_append(l->text, l->size, " for 80 %% of trials to find it. ");
}

/* At the start of a sentence. */
static void start_with_percent(const lesson *l, double share)
{
    const size_t at = strlen(l->text);

    sim_trial_add_percent(share, l->text, l->size);
    l->text[at] = (char)toupper((unsigned char)l->text[at]);
}

static void add_coverage(const lesson *l)
{
    const double own = of_all(l, "coverage_laboratory"), all = of_all(l, "coverage");
    const char *laboratory = sim_owner_name(population_of(l->v), SIM_LABORATORY);

    if (isnan(all)) return;
    if (isnan(own)) {
        start_with_percent(l, all);
        sim_text_append(l->text, l->size, " of the intervals hold the truth.");
        return;
    }
    start_with_percent(l, own);
    sim_text_append(l->text, l->size, " of the intervals hold the truth of their own %s, ",
                    laboratory);
    sim_trial_add_percent(all, l->text, l->size);
    sim_text_append(l->text, l->size, " that of all");
    if (all < own - 0.02)
        sim_text_append(l->text, l->size,
                        ": more %ss in one %s tell ever better what is so there, and not "
                        "what is so elsewhere",
                        sim_trial_subject(l->v), laboratory);
    sim_text_append(l->text, l->size, ".");
}

void sim_trial_print_lesson(const sim_trial_view *v, const char *arm, char text[],
                            size_t size)
{
    const lesson l = open_lesson(v, arm, text, size);

    *text = '\0';
    if (!(l.trials > 0)) {
        snprintf(text, size, "No trial has a difference of %s to %s.", arm, l.control);
        return;
    }
    add_truth(&l);
    add_power(&l);
    add_range(&l);
    add_winners(&l);
    add_planning(&l);
    add_coverage(&l);
}

/* ---- one trial ---------------------------------------------------------------- */

void sim_trial_print_nnt(const sim_trial_view *v, const char *arm, size_t trial,
                         char text[], size_t size)
{
    const sim_difference gain = {sim_trial_view_found(v, arm, trial, "gain"),
                                 sim_trial_view_found(v, arm, trial, "gain_low"),
                                 sim_trial_view_found(v, arm, trial, "gain_high")};
    char nnt[SIM_NNT_TEXT];

    *text = '\0';
    if (isnan(gain.mean) || !v->measure->judged) return;
    sim_nnt_print(&gain, nnt, sizeof nnt);
    snprintf(text, size, "%s: %s", arm, nnt);
}

void sim_trial_print_rule(const sim_trial_view *v, char text[], size_t size)
{
    char rule[SIM_RULE_TEXT];

    *text = '\0';
    if (v->measure->kind != SIM_TRIAL_MEAN) return;
    sim_trial_measure_print_rule(v->measure, rule, sizeof rule);
    if (*rule) snprintf(text, size, "responders: %s", rule);
}

/* ---- notes -------------------------------------------------------------------- */

static bool has_few(const sim_trial_view *v)
{
    for (size_t arm = 0; arm < v->experiment->n_arms; arm++) {
        if (plan_of(v)->n[arm] > 0 && plan_of(v)->n[arm] < FEW) return true;
    }
    return false;
}

static void add_note_of_test(const sim_trial_view *v, char text[], size_t size)
{
    if (v->measure->kind == SIM_TRIAL_EVENT)
        sim_text_append(text, size,
                        "p is that of times (log-rank), the interval that of the shares at "
                        "the end (Newcombe): one may find what the other does not. ");
    else if (v->measure->kind == SIM_TRIAL_SHARE)
        sim_text_append(text, size,
                        "p is exact and so cautious, the interval is Newcombe's: one may "
                        "find what the other does not. ");
    else if (has_few(v) && plan_of(v)->design == SIM_TRIAL_PARALLEL)
        sim_text_append(text, size,
                        "With so few Welch's test is cautious: where there is nothing it "
                        "finds something less often than alpha says. ");
}

/* What is so in a laboratory hangs on its sources, and on which subjects fell to it. */
static void add_note_of_laboratories(const sim_trial_view *v, char text[], size_t size)
{
    const sim_population *population = population_of(v);
    const char *laboratory = sim_owner_name(population, SIM_LABORATORY);

    if (!plan_of(v)->one_laboratory) return;
    sim_text_append(text, size,
                    "Each %s has %zu of the pool: they differ by their %ss, and by so few "
                    "%ss, too; the larger the pool, the less by these. ",
                    laboratory, plan_of(v)->pool / SIM_TRIAL_LABORATORIES,
                    sim_owner_name(population, SIM_SOURCE), sim_trial_subject(v));
}

void sim_trial_print_notes(const sim_trial_view *v, char text[], size_t size)
{
    *text = '\0';
    add_note_of_test(v, text, size);
    if (plan_of(v)->design == SIM_TRIAL_PAIRED)
        sim_text_append(text, size,
                        "Every %s is in every arm, which only a model can do: what differs "
                        "between %ss cancels. ",
                        sim_trial_subject(v), sim_trial_subject(v));
    add_note_of_laboratories(v, text, size);
    if (plan_of(v)->dropout > 0)
        sim_text_append(text, size,
                        "Differences are of those who are seen; where %ss are counted, who "
                        "is not seen counts as what nobody wishes for. ",
                        sim_trial_subject(v));
    sim_text_append(text, size,
                    "These are trials of the model: it knows the truth that they look for, "
                    "and its %ss differ only by what [cohort] draws.",
                    sim_trial_subject(v));
}
