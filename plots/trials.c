#include "plots/trials.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/words.h"

enum { FEW_ARMS = 4, LEVEL_DIGITS = 3, COUNT_DIGITS = 5 };

/* ---- tables ----------------------------------------------------------------- */

static sim_status find_columns(const plot_trials *t, const sim_table *table,
                               const char *const names[], size_t n, size_t at[],
                               sim_error *err)
{
    for (size_t i = 0; i < n; i++) {
        at[i] = sim_table_find(table, names[i]);
        if (at[i] == table->n_columns)
            return sim_fail(err, SIM_EVALUE,
                            "figure '%s': %s has no column '%s'; a table of trials would "
                            "be right",
                            t->name, table->name, names[i]);
    }
    return SIM_OK;
}

static plot_trials_arm *find_arm(const plot_trials_set *set, const char *name)
{
    for (size_t i = 0; i < set->n_arms; i++)
        if (strcmp(set->arms[i].name, name) == 0) return &set->arms[i];
    return NULL;
}

static sim_status list_arms(plot_trials_set *set, const plot_trials *t, sim_pool *pool,
                            sim_error *err)
{
    const sim_table *table = t->trials;

    set->arms = sim_pool_take(pool, table->n_rows + 1, sizeof *set->arms);
    for (size_t row = 0; set->arms && row < table->n_rows; row++)
        if (strcmp(table->keys[row], t->control) != 0 && !find_arm(set, table->keys[row]))
            set->arms[set->n_arms++] = (plot_trials_arm){.name = table->keys[row],
                                                         .n = NAN,
                                                         .n_of_control = NAN,
                                                         .truth = NAN,
                                                         .planned = {.n = NAN}};
    if (set->arms && set->n_arms == 0)
        return sim_fail(err, SIM_EVALUE,
                        "figure '%s': no arm but '%s'; two or more would be right", t->name,
                        t->control);
    return sim_pool_check(pool, "figure", err);
}

/* ---- what trials found ------------------------------------------------------ */

bool plot_estimate_excludes(const plot_estimate *e) { return e->low > 0 || e->high < 0; }

bool plot_estimate_is_wrong(const plot_estimate *e, double truth)
{
    return e->at * truth < 0;
}

static void count(plot_trials_arm *arm, const plot_estimate *e)
{
    const bool excludes = plot_estimate_excludes(e);
    const bool is_wrong = plot_estimate_is_wrong(e, arm->truth);

    arm->n_excluding += excludes;
    arm->n_wrong += is_wrong;
    arm->n_excluding_wrong += excludes && is_wrong;
    arm->n_holding += e->low <= arm->truth && arm->truth <= e->high;
}

static int compare_estimates(const void *a, const void *b)
{
    const plot_estimate *one = a, *other = b;

    if (one->at != other->at) return one->at > other->at ? 1 : -1;
    return (one->low > other->low) - (one->low < other->low);
}

static void add_estimate(plot_trials_arm *arm, plot_estimate e)
{
    if (!plot_drawable(e.at)) return;
    if (!plot_drawable(e.low) || !plot_drawable(e.high)) e.low = e.high = NAN;
    arm->list[arm->n_list++] = e;
    count(arm, &e);
}

static sim_status read_trials(plot_trials_set *set, const plot_trials *t, size_t most,
                              sim_pool *pool, sim_error *err)
{
    static const char *const names[] = {"difference", "low", "high"};
    enum { N_NAMES = sizeof names / sizeof *names };
    const sim_table *table = t->trial;
    size_t at[N_NAMES];
    sim_status status = find_columns(t, table, names, N_NAMES, at, err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < set->n_arms; i++)
        set->arms[i].list = sim_pool_take(pool, most, sizeof *set->arms[i].list);
    if (pool->failed) return sim_fail_memory(err, "figure");
    for (size_t row = 0; row < table->n_rows; row++) {
        plot_trials_arm *arm = find_arm(set, table->keys[row]);

        if (!arm || arm->n_trials == most) continue;
        arm->n_trials++;
        add_estimate(arm, (plot_estimate){sim_table_cell(table, row, at[0]),
                                          sim_table_cell(table, row, at[1]),
                                          sim_table_cell(table, row, at[2])});
    }
    for (size_t i = 0; i < set->n_arms; i++)
        qsort(set->arms[i].list, set->arms[i].n_list, sizeof *set->arms[i].list,
              compare_estimates);
    return SIM_OK;
}

/* ---- power ------------------------------------------------------------------ */

static int compare_rungs(const void *a, const void *b)
{
    const plot_rung *one = a, *other = b;

    return (one->n > other->n) - (one->n < other->n);
}

/* Columns of a row, by their order in read_rungs. */
enum { N, N_OF_CONTROL, ASKED, TRIALS, TRUTH, POWER, POWER_SE, N_COLUMNS };

static void add_rung(plot_trials_arm *arm, const double cells[])
{
    const plot_rung rung = {cells[N], cells[POWER], cells[POWER_SE], cells[TRIALS]};

    if (cells[ASKED] == 1) {
        arm->n = rung.n;
        arm->n_of_control = cells[N_OF_CONTROL];
        arm->truth = cells[TRUTH];
        if (isfinite(rung.power)) arm->planned = rung;
    } else if (rung.n > 0 && isfinite(rung.power))
        arm->ladder[arm->n_ladder++] = rung;
}

/* Where only what was planned was tried, that is the ladder. */
static void end_ladder(plot_trials_arm *arm)
{
    if (arm->n_ladder == 0 && arm->planned.n > 0)
        arm->ladder[arm->n_ladder++] = arm->planned;
    qsort(arm->ladder, arm->n_ladder, sizeof *arm->ladder, compare_rungs);
}

static sim_status read_rungs(plot_trials_set *set, const plot_trials *t, sim_pool *pool,
                             sim_error *err)
{
    static const char *const names[N_COLUMNS] = {
        "n", "n_of_control", "asked", "trials", "truth", "power", "power_se"};
    const sim_table *table = t->trials;
    size_t at[N_COLUMNS];
    sim_status status = find_columns(t, table, names, N_COLUMNS, at, err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < set->n_arms; i++)
        set->arms[i].ladder =
            sim_pool_take(pool, table->n_rows + 1, sizeof *set->arms[i].ladder);
    if (pool->failed) return sim_fail_memory(err, "figure");
    for (size_t row = 0; row < table->n_rows; row++) {
        plot_trials_arm *arm = find_arm(set, table->keys[row]);
        double cells[N_COLUMNS];

        for (size_t i = 0; i < N_COLUMNS; i++) cells[i] = sim_table_cell(table, row, at[i]);
        if (arm) add_rung(arm, cells);
    }
    for (size_t i = 0; i < set->n_arms; i++) end_ladder(&set->arms[i]);
    return SIM_OK;
}

sim_status plot_trials_init(plot_trials_set *set, const plot_trials *t, size_t most,
                            sim_pool *pool, sim_error *err)
{
    sim_status status;

    *set = (plot_trials_set){.asked = t,
                             .topic = {.column = t->number,
                                       .unit = t->told.unit,
                                       .times = t->told.times,
                                       .is_difference = true}};
    status = list_arms(set, t, pool, err);
    if (status == SIM_OK) status = read_rungs(set, t, pool, err);
    if (status == SIM_OK && t->trial) status = read_trials(set, t, most, pool, err);
    return status;
}

double plot_trials_reach(const plot_trials_arm *arm, double power)
{
    for (size_t i = 0; i < arm->n_ladder; i++) {
        const plot_rung *b = &arm->ladder[i], *a = i > 0 ? b - 1 : b;

        if (b->power < power) continue;
        if (i == 0) return b->n;
        return exp(log(a->n) +
                   (power - a->power) / (b->power - a->power) * log(b->n / a->n));
    }
    return NAN;
}

/* ---- words ------------------------------------------------------------------ */

static const plot_measure any_number = {.scale = PLOT_LINEAR};

static plot_range range_of_n(const plot_trials_set *set)
{
    plot_range r = plot_range_empty();

    for (size_t i = 0; i < set->n_arms; i++) {
        plot_range_add(&r, &any_number, set->arms[i].n);
        plot_range_add(&r, &any_number, set->arms[i].n_of_control);
    }
    return r;
}

/* "5", "5 to 30". */
static void tell_range(plot_range r, GString *text)
{
    plot_add_plain(text, r.from, COUNT_DIGITS);
    if (!(r.from < r.to)) return;
    g_string_append(text, " to ");
    plot_add_plain(text, r.to, COUNT_DIGITS);
}

/* Is every arm held against a control of one size? */
static bool has_one_control(const plot_trials_set *set)
{
    for (size_t i = 1; i < set->n_arms; i++)
        if (set->arms[i].n_of_control != set->arms[0].n_of_control) return false;
    return true;
}

/* "30 (P2)", "40 against 20 (P2)". */
static void tell_one(const char *name, double n, double against, GString *text)
{
    plot_add_plain(text, n, COUNT_DIGITS);
    if (isfinite(against)) {
        g_string_append(text, " against ");
        plot_add_plain(text, against, COUNT_DIGITS);
    }
    g_string_append(text, " (");
    plot_phrase_name(name, text);
    g_string_append_c(text, ')');
}

static void tell_each(const plot_trials_set *set, GString *text)
{
    const bool has_one = has_one_control(set);

    if (has_one) tell_one(set->asked->control, set->arms[0].n_of_control, NAN, text);
    for (size_t i = 0; i < set->n_arms; i++) {
        const plot_trials_arm *arm = &set->arms[i];

        if (has_one || i > 0) g_string_append(text, i + 1 < set->n_arms ? ", " : " and ");
        tell_one(arm->name, arm->n, has_one ? NAN : arm->n_of_control, text);
    }
}

void plot_trials_tell_n(const plot_trials_set *set, GString *text)
{
    const plot_range r = range_of_n(set);
    const bool is_each = r.from < r.to && set->n_arms < FEW_ARMS;

    if (plot_range_is_empty(r)) return;
    if (is_each)
        tell_each(set, text);
    else
        tell_range(r, text);
    g_string_append_printf(text, " %s%s", set->asked->counted, is_each ? "" : " an arm");
}

void plot_trials_tell_number(const plot_trials_set *set, GString *text)
{
    plot_range r = plot_range_empty();

    for (size_t i = 0; i < set->n_arms; i++)
        for (size_t k = 0; k < set->arms[i].n_ladder; k++)
            plot_range_add(&r, &any_number, set->arms[i].ladder[k].trials);
    if (!plot_range_is_empty(r)) tell_range(r, text);
}

void plot_trials_tell_level(const plot_trials_set *set, GString *text)
{
    plot_add_plain(text, 100 * (1 - set->asked->alpha), LEVEL_DIGITS);
    g_string_append(text, " %");
}

void plot_trials_tell_difference(const plot_trials_set *set, GString *text)
{
    char label[PLOT_WORDS_SIZE];

    plot_spell(label, set->asked->label);
    g_string_append(text, "difference to ");
    plot_phrase_name(set->asked->control, text);
    g_string_append_printf(text, " in %s", label);
}

void plot_trials_tell_note(const plot_trials_set *set, GString *text)
{
    if (set->asked->note) g_string_append_printf(text, "; %s", set->asked->note);
}

void plot_trials_tell_counts(const plot_trials_arm *arm, GString *text)
{
    if (arm->n_list == 0) {
        g_string_append(text, "no trial has an estimate");
        return;
    }
    g_string_append_printf(text, "%zu of %zu exclude%s 0", arm->n_excluding, arm->n_list,
                           arm->n_excluding == 1 ? "s" : "");
    if (arm->truth != 0 && isfinite(arm->truth))
        g_string_append_printf(text, "; %zu on the wrong side", arm->n_wrong);
    if (arm->n_list < arm->n_trials)
        g_string_append_printf(text, "; %zu without an estimate",
                               arm->n_trials - arm->n_list);
}
