/* slice_words.c -- what is said of a slice: the names of its lines, and of its points. */
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/slice.h"

static const sim_axes *axes_of(const sim_slice *s) { return s->plan->task->axes; }

static const sim_experiment *experiment_of(const sim_slice *s)
{
    return s->plan->task->experiment;
}

void sim_slice_print_line(const sim_slice *s, size_t line, char text[SIM_SLICE_TEXT])
{
    const size_t n_arms = sim_slice_count_lines(s) / s->n_lines;
    size_t rest = line / n_arms;

    text[0] = '\0';
    if (s->n_words == 0 || n_arms > 1)
        snprintf(text, SIM_SLICE_TEXT, "%s",
                 experiment_of(s)->arms[sim_slice_line_arm(s, line)].name);
    for (size_t i = s->n_words; i-- > 0; rest /= s->words[i]->levels) {
        char word[SIM_NUMBER_SIZE], behind[SIM_SLICE_TEXT];

        sim_axis_print_words(s->words[i], &s->plan->world,
                             sim_axis_level(s->words[i], rest % s->words[i]->levels), word);
        snprintf(behind, sizeof behind, "%s", text);
        snprintf(text, SIM_SLICE_TEXT, "%.120s%s%.120s", word, *behind ? ", " : "", behind);
    }
}

/* The axis whose coordinate one has: itself, or which it follows. */
static const sim_axis *leader_of(const sim_slice *s, const sim_axis *axis)
{
    return axis->follows > 0 ? &axes_of(s)->list[axis->follows - 1] : axis;
}

/* Is that axis shown, or one that goes together with it? */
static bool is_shown(const sim_slice *s, const sim_axis *axis)
{
    const size_t n = s->scatters ? s->n_panels : s->n_axes;

    for (size_t i = 0; i < n; i++)
        if (leader_of(s, s->axes[i]) == leader_of(s, axis)) return true;
    return false;
}

/* How many coordinates there are, or are not shown. */
static size_t count_axes(const sim_slice *s, bool hidden_alone)
{
    size_t n = 0;

    for (size_t i = 0; i < axes_of(s)->n; i++) {
        const sim_axis *axis = &axes_of(s)->list[i];

        n += axis->follows == 0 && !(hidden_alone && is_shown(s, axis));
    }
    return n;
}

/* "; passaging.lag_time goes with passaging.cycle_time" */
static void print_together(const sim_slice *s, char text[SIM_SLICE_SAYING])
{
    for (size_t i = 0; i < axes_of(s)->n; i++) {
        const sim_axis *axis = &axes_of(s)->list[i];

        if (axis->follows > 0 && is_shown(s, axis))
            sim_text_append(text, SIM_SLICE_SAYING, "; %s goes with %s", axis->name,
                            leader_of(s, axis)->name);
    }
}

/* Does a map have several points at one place? */
static bool averages(const sim_slice *s)
{
    bool many = count_axes(s, false) > 2 + s->n_parts;

    for (size_t i = 0; i < s->n_parts; i++) many |= !s->parts[i].by_level;
    return s->y && many && s->plan->design.kind == SIM_GRID;
}

/* "; late has its own dose, whatever the axis says"; a background has none by what it is. */
static void print_own(const sim_slice *s, char text[SIM_SLICE_SAYING])
{
    for (size_t arm = 0; arm < experiment_of(s)->n_own; arm++) {
        for (size_t i = 0; sim_slice_shows(s, arm) && i < s->n_axes; i++)
            if (s->own[arm * axes_of(s)->n + (size_t)(s->axes[i] - axes_of(s)->list)])
                sim_text_append(text, SIM_SLICE_SAYING, "; %s has its own %s",
                                experiment_of(s)->arms[arm].name, s->axes[i]->name);
    }
}

/* Says so where the number leaves replicates out; and what happened to points that would be. */
static void print_apart(const sim_slice *s, char text[SIM_SLICE_SAYING])
{
    const sim_population *population = s->plan->task->chain->population;
    size_t n = 0, n_apart = 0;

    for (size_t i = 0; i < s->n; i++) {
        n += sim_slice_shows(s, s->points[i].arm);
        n_apart += sim_slice_shows(s, s->points[i].arm) && s->points[i].is_apart;
    }
    if (n_apart > 0)
        sim_text_append(text, SIM_SLICE_SAYING, "; at %zu of %zu points %s", n_apart, n,
                        population->happened);
    if (s->plan->replicates == 0 || !s->has_apart) return;
    if (s->plan->readout.list[s->number / SIM_KEPT].over_all) return;
    sim_text_append(text, SIM_SLICE_SAYING, "; over the replicates that %s",
                    population->others);
}

/* ", 3 arms and background" */
static void print_arms(const sim_slice *s, char text[SIM_SLICE_TEXT])
{
    const sim_experiment *e = experiment_of(s);
    const size_t n_backgrounds = s->n_arms - e->n_own;

    if (e->n_arms > 1 && s->arm < e->n_arms)
        snprintf(text, SIM_SLICE_TEXT, ", arm %s", e->arms[s->arm].name);
    else if (s->n_arms > 1)
        snprintf(text, SIM_SLICE_TEXT, ", %zu arm%s", e->n_own, e->n_own == 1 ? "" : "s");
    if (s->arm < e->n_arms) return;
    if (n_backgrounds == 1)
        sim_text_append(text, SIM_SLICE_TEXT, " and %s", e->arms[e->n_own].name);
    else if (n_backgrounds > 1)
        sim_text_append(text, SIM_SLICE_TEXT, " and %zu backgrounds", n_backgrounds);
}

void sim_slice_print_saying(const sim_slice *s, char text[SIM_SLICE_SAYING])
{
    const char *meaning = sim_slice_column(s)->meaning;
    const size_t n_arms = experiment_of(s)->n_arms;
    const size_t n_hidden = count_axes(s, true);
    char more[64] = "", all[32] = "", arms[SIM_SLICE_TEXT] = "";

    if (n_hidden > 0 && !averages(s))
        snprintf(more, sizeof more, "; %zu more ax%s not shown", n_hidden,
                 n_hidden == 1 ? "is is" : "es are");
    print_arms(s, arms);
    if (!sim_slice_is_whole(s)) snprintf(all, sizeof all, " of %zu", s->plan->n);
    snprintf(text, SIM_SLICE_SAYING, "%zu%s point%s, %s%s%s%s%s", s->n / n_arms, all,
             s->n / n_arms == 1 && !*all ? "" : "s", sim_design_name(s->plan->design.kind),
             arms, averages(s) ? "; mean over the other axes" : "", more,
             meaning + strcspn(meaning, ";"));
    print_together(s, text);
    print_own(s, text);
    print_apart(s, text);
}
