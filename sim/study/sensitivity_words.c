/* sensitivity_words.c -- what an analysis of sensitivity found, in words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/sensitivity.h"

enum { DIGITS = 4, NAMED = 3 };

void sim_sensitivity_print_refused(const sim_sensitivity *a,
                                   char text[SIM_SENSITIVITY_TEXT])
{
    const double n = a->tally.points > 0 ? (double)a->tally.points : 1;

    snprintf(text, SIM_SENSITIVITY_TEXT, "%zu points, %.3g %% of them refused",
             a->tally.points, 100 * (double)a->n_unsolved / n);
    if (a->n_undefined > 0)
        sim_text_append(text, SIM_SENSITIVITY_TEXT, ", %.3g %% without this number",
                        100 * (double)a->n_undefined / n);
}

/* "sum of first over all parameters 0.8 (0.71 to 1.02)"; "" where nothing is summed. */
void sim_sensitivity_print_sum(const sim_sensitivity *a, char text[SIM_SENSITIVITY_TEXT])
{
    const sim_screening *s = a->screening;
    const double *sum = &a->table[s->sum];
    char numbers[3][SIM_NUMBER_SIZE];

    *text = '\0';
    if (s->sum == 0 || !isfinite(sum[0]) || !isfinite(sum[1])) return;
    for (size_t i = 0; i < 3; i++) sim_number_print(numbers[i], sum[i], DIGITS);
    snprintf(text, SIM_SENSITIVITY_TEXT, "%s %s (%s to %s)", s->columns[s->sum].meaning,
             numbers[0], numbers[1], numbers[2]);
}

/* Whole numbers move by one at least, which may be further than by the factor of the rest. */
bool sim_sensitivity_is_wide(const sim_sensitivity *a, const sim_axis *axis)
{
    const double spread =
        sim_experiment_value(&a->record.job.experiment, "sensitivity", "spread");

    return axis->whole && axis->high > (1 + 1e-9) * spread * spread * axis->low;
}

/* "whole numbers, which vary more than others: product.doses and 1 more"; "" for none. */
void sim_sensitivity_print_wide(const sim_sensitivity *a, char text[SIM_SENSITIVITY_TEXT])
{
    size_t n = 0;

    *text = '\0';
    for (size_t k = 0; k < a->record.axes.n; k++) {
        const sim_axis *axis = &a->record.axes.list[a->order[k]];

        if (!sim_sensitivity_is_wide(a, axis) || ++n > NAMED) continue;
        sim_text_append(
            text, SIM_SENSITIVITY_TEXT, "%s%s",
            n == 1 ? "whole numbers, whose ranges are wider than those of others: " : ", ",
            axis->name);
    }
    if (n > NAMED) sim_text_append(text, SIM_SENSITIVITY_TEXT, " and %zu more", n - NAMED);
}

/* "first is above ... : joint.volume, joint.load and 3 more"; false if it holds nowhere. */
bool sim_sensitivity_print_doubt(const sim_sensitivity *a, const sim_doubt *doubt,
                                 char text[SIM_SENSITIVITY_TEXT])
{
    const sim_screening *s = a->screening;
    const size_t n = a->record.axes.n;
    size_t held = 0;

    snprintf(text, SIM_SENSITIVITY_TEXT, "%s", doubt->words);
    for (size_t k = 0; k < n; k++) {
        const size_t i = a->order[k];

        if (!doubt->holds(&a->table[i * s->n_columns])) continue;
        if (++held <= NAMED && !doubt->of_all)
            sim_text_append(text, SIM_SENSITIVITY_TEXT, "%s%s", held == 1 ? ": " : ", ",
                            a->record.axes.list[i].name);
    }
    if (held > NAMED && !doubt->of_all)
        sim_text_append(text, SIM_SENSITIVITY_TEXT, " and %zu more", held - NAMED);
    return held > 0;
}
