#include "sim/study/trial_view.h"

#include <math.h>
#include <string.h>

#include "sim/io/text.h"

enum { AMOUNT = 64 };

static const sim_trial_plan *plan_of(const sim_trial_view *v)
{
    return &v->experiment->trial;
}

const char *sim_trial_subject(const sim_trial_view *v)
{
    return sim_owner_name(v->measure->readout->chain->population, SIM_SUBJECT);
}

/* ---- cells ------------------------------------------------------------------ */

const char *sim_trial_view_control(const sim_trial_view *v)
{
    return v->experiment->arms[plan_of(v)->control].name;
}

const char *sim_trial_view_arm(const sim_trial_view *v, size_t i)
{
    for (size_t arm = 0; arm < v->experiment->n_arms; arm++) {
        if (plan_of(v)->n[arm] > 0 && i-- == 0) return v->experiment->arms[arm].name;
    }
    return NULL;
}

double sim_trial_cell(const sim_table *table, size_t row, const char *column)
{
    const size_t c = sim_table_find(table, column);

    sim_bug(c == table->n_columns);
    return sim_table_cell(table, row, c);
}

/* The first row of an arm in which a column has that number. */
static double find_cell(const sim_table *table, const char *arm, const char *where,
                        double number, const char *column)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (strcmp(table->keys[row], arm) == 0 &&
            sim_trial_cell(table, row, where) == number)
            return sim_trial_cell(table, row, column);
    }
    return NAN;
}

double sim_trial_view_found(const sim_trial_view *v, const char *arm, size_t trial,
                            const char *column)
{
    return find_cell(v->trial, arm, "trial", (double)trial, column);
}

double sim_trial_view_across(const sim_trial_view *v, const char *arm, const char *column)
{
    return find_cell(v->across, arm, "asked", 1, column);
}

/* ---- numbers ---------------------------------------------------------------- */

sim_trial_scale sim_trial_scale_of(const sim_trial_view *v)
{
    const sim_column *column = &v->measure->column;
    const sim_chain *chain = v->measure->readout->chain;
    sim_unit_told told = sim_chain_unit_told(chain, column->name, column->unit);
    sim_trial_scale scale = {told.times, told.unit, told.unit};

    if (v->measure->kind != SIM_TRIAL_MEAN) scale = (sim_trial_scale){100, "%", "%"};
    if (strcmp(scale.unit, "%") == 0) scale.unit_of_differences = SIM_POINT;
    if (strcmp(scale.unit, "1") == 0) scale.unit = scale.unit_of_differences = "";
    return scale;
}

/* What numbers are told to: a tenth of what is worth a word or, where nothing says what is, a
 * twentieth of how far subjects differ. */
static double digit_of(const sim_trial_view *v, double number)
{
    double sd = NAN;

    for (size_t row = 0; row < v->across->n_rows && !(sd > 0); row++)
        sd = sim_trial_cell(v->across, row, "pool_sd");
    if (v->measure->worth > 0) return v->measure->worth / 10;
    if (sd > 0) return sd / 20;
    return number != 0 ? fabs(number) / 100 : 1;
}

static int decimals_of(const sim_trial_view *v, double number)
{
    const double digit = digit_of(v, number) * sim_trial_scale_of(v).times;
    const double decimals = ceil(-log10(digit) - 0.3);

    return decimals < 0 ? 0 : decimals > 6 ? 6 : (int)decimals;
}

static bool is_word(const char *unit)
{
    return strlen(unit) > 2 && unit[strspn(unit, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

void sim_trial_print_units(const char *unit, char text[], size_t size)
{
    snprintf(text, size, "%s%s", unit, is_word(unit) ? "s" : "");
}

void sim_trial_add_amount(const sim_trial_view *v, double number, const char *unit,
                          char text[], size_t size)
{
    const int decimals = decimals_of(v, number);
    const double shown = number * sim_trial_scale_of(v).times;
    char digits[AMOUNT];

    snprintf(digits, sizeof digits, "%.*f", decimals,
             fabs(shown) < 0.5 * pow(10, -decimals) ? 0 : shown);
    sim_text_append(text, size, "%s", digits);
    if (!*unit) return;
    sim_text_append(text, size, " %s%s", unit,
                    is_word(unit) && strcmp(digits, "1") != 0 ? "s" : "");
}

void sim_trial_add_percent(double share, char text[], size_t size)
{
    const double percent = 100 * share;

    if (percent > 0 && percent <= 0.5)
        sim_text_append(text, size, "less than 1 %%");
    else if (percent < 100 && percent >= 99.5)
        sim_text_append(text, size, "more than 99 %%");
    else
        sim_text_append(text, size, "%.0f %%", round(percent)); /* as figures do */
}

void sim_trial_print_number(const sim_trial_view *v, char text[], size_t size)
{
    const char *meaning = v->measure->column.meaning;

    snprintf(text, size, "%.*s", (int)strcspn(meaning, ";"), meaning);
}

/* ---- tests ------------------------------------------------------------------ */

const char *sim_trial_test(const sim_trial_view *v)
{
    const bool paired = plan_of(v)->design == SIM_TRIAL_PAIRED;

    switch (v->measure->kind) {
    case SIM_TRIAL_EVENT:
        return "the log-rank test";
    case SIM_TRIAL_SHARE:
        return paired ? "McNemar's exact test" : "Fisher's exact test";
    default:
        return paired ? "Student's paired t test" : "Welch's t test";
    }
}

const char *sim_trial_interval(const sim_trial_view *v)
{
    if (v->measure->kind != SIM_TRIAL_MEAN) return "Newcombe";
    return plan_of(v)->design == SIM_TRIAL_PAIRED ? "Student" : "Welch";
}

void sim_trial_print_design(const sim_trial_view *v, char text[], size_t size)
{
    const sim_population *population = v->measure->readout->chain->population;
    const sim_trial_plan *plan = plan_of(v);

    *text = '\0';
    if (plan->design == SIM_TRIAL_PAIRED)
        sim_text_append(text, size, "every %s in every arm", sim_trial_subject(v));
    if (plan->one_laboratory)
        sim_text_append(text, size, "%sone %s for each trial", *text ? ", " : "",
                        sim_owner_name(population, SIM_LABORATORY));
    if (plan->dropout > 0)
        sim_text_append(text, size, "%s%g %% not seen at the end", *text ? ", " : "",
                        100 * plan->dropout);
}
