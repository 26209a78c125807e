#include "sim/study/choices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

enum { VIEWS_MAX = 4096, NAMED_MAX = 3 };

/* ---- life ----------------------------------------------------------------- */

static void release(sim_choices *c, size_t row)
{
    const sim_parameter *q = &c->experiment->catalog->rows[row];

    if (q->model > 0) sim_reads_release(c->reads, q->model - 1, q->symbol);
}

sim_status sim_choices_init(sim_choices *c, const sim_experiment *e, const sim_chain *chain,
                            sim_error *err)
{
    const size_t n = e->n_assignments;
    sim_status status;

    *c = (sim_choices){.experiment = e, .chain = chain};
    c->without = sim_arm_take(e, NULL, &c->pool);
    c->seen = sim_pool_take(&c->pool, n, sizeof *c->seen);
    c->victor = sim_pool_take(&c->pool, n, sizeof *c->victor);
    c->told_over = sim_pool_take(&c->pool, n * e->presets->n, sizeof *c->told_over);
    c->draws = sim_pool_take(&c->pool, e->cohort.n, sizeof *c->draws);
    c->heard = sim_pool_take(&c->pool, e->cohort.n, sizeof *c->heard);
    if (c->pool.failed) return sim_fail_memory(err, "choices");
    status = sim_reads_init(&c->reads, chain, err);
    for (size_t i = 0; status == SIM_OK && i < e->cohort.n; i++)
        release(c, e->cohort.list[i].row);
    return status;
}

void sim_choices_free(sim_choices *c)
{
    sim_reads_free(c->reads);
    sim_pool_free(&c->pool);
    sim_findings_free(&c->over);
    *c = (sim_choices){0};
}

/* ---- what stands over presets --------------------------------------------- */

/* A row of a chosen preset, and the choice that stands over it. */
typedef struct {
    size_t group, preset;
    const sim_preset_row *row;
    size_t choice;
} overruling;

/* The choice that stands over a preset's row in an arm; SIM_NONE without one. */
static size_t find_over(const sim_arm *arm, size_t group, const sim_preset_row *row)
{
    const sim_setting *setting = &arm->settings[row->row];

    if (setting->order == 0 || setting->scope < arm->chosen_by[group]) return SIM_NONE;
    return setting->value == row->value ? SIM_NONE : setting->order - 1;
}

static bool stands_in(const sim_arm *arm, const overruling *o)
{
    return arm->presets[o->group] == o->preset &&
           find_over(arm, o->group, o->row) == o->choice;
}

/* " in arms A, B"; nothing where it holds for all that say nothing else. */
static void print_places(const sim_experiment *view, const overruling *o,
                         char text[SIM_CHOICES_NAME])
{
    char names[SIM_CHOICES_NAME / 2] = "";
    size_t n = 0;

    text[0] = '\0';
    if (stands_in(&view->base, o)) return;
    for (size_t arm = 0; arm < view->n_arms; arm++) {
        if (!stands_in(&view->arms[arm], o)) continue;
        if (n++ < NAMED_MAX) sim_text_list(names, sizeof names, view->arms[arm].name);
    }
    if (n > NAMED_MAX)
        snprintf(text, SIM_CHOICES_NAME, " in arms %s and %zu more", names, n - NAMED_MAX);
    else
        snprintf(text, SIM_CHOICES_NAME, " in arm%s %s", n > 1 ? "s" : "", names);
}

/* Once for each choice and preset. */
static sim_status tell_over(sim_choices *c, const sim_experiment *view, const overruling *o,
                            sim_error *err)
{
    const sim_presets *presets = view->presets;
    const sim_assignment *a = &view->assignments[o->choice];
    bool *told = &c->told_over[o->choice * presets->n + o->preset];
    char choice[SIM_CHOICES_NAME], value[SIM_NUMBER_SIZE], places[SIM_CHOICES_NAME];

    if (*told) return SIM_OK;
    *told = true;
    sim_choices_name(view, a, choice);
    sim_parameter_print(&view->catalog->rows[o->row->row], o->row->value, value);
    print_places(view, o, places);
    return sim_findings_print(&c->over, err, "%s: %s stands over preset %s's value %s%s",
                              a->place, choice, presets->list[o->preset].name, value,
                              places);
}

static sim_status look_over(sim_choices *c, const sim_experiment *view, size_t index,
                            sim_error *err)
{
    const sim_arm *arm = &view->arms[index];
    sim_status status = SIM_OK;

    for (size_t g = 0; status == SIM_OK && g < view->presets->n_groups; g++) {
        const size_t chosen = arm->presets[g];
        const sim_preset *preset = chosen == SIM_NONE ? NULL : &view->presets->list[chosen];

        for (size_t i = 0; status == SIM_OK && preset && i < preset->n_rows; i++) {
            const overruling o = {g, chosen, &preset->rows[i],
                                  find_over(arm, g, &preset->rows[i])};

            if (o.choice < c->experiment->n_assignments)
                status = tell_over(c, view, &o, err);
        }
    }
    return status;
}

/* ---- what a choice does --------------------------------------------------- */

bool sim_choices_counts(const sim_experiment *e, size_t assignment)
{
    const sim_assignment *a = &e->assignments[assignment];

    return a->is_preset || e->catalog->rows[a->row].model > 0;
}

/* Is this value one of the chain's, other than without the choice, and read (or not)? */
static bool has_moved(const sim_choices *c, const sim_arm *arm, bool is_read)
{
    const sim_catalog *catalog = c->experiment->catalog;

    for (size_t row = 0; row < catalog->n; row++) {
        const sim_parameter *q = &catalog->rows[row];

        if (q->model == 0 || arm->settings[row].value == c->without.settings[row].value)
            continue;
        if (sim_reads_has(c->reads, q->model - 1, q->symbol) == is_read) return true;
    }
    return false;
}

bool sim_choices_remove(sim_choices *c, const sim_experiment *view, size_t arm,
                        size_t assignment)
{
    const sim_arm *with = &view->arms[arm];

    sim_experiment_resolve(view, arm, assignment, &c->without);
    for (size_t row = 0; row < view->catalog->n; row++) {
        if (with->settings[row].value != c->without.settings[row].value) return true;
    }
    return false;
}

/* Has any row of a preset its value? */
static bool holds_any(const sim_preset *preset, const sim_arm *arm)
{
    for (size_t i = 0; i < preset->n_rows; i++) {
        if (arm->settings[preset->rows[i].row].value == preset->rows[i].value) return true;
    }
    return preset->n_rows == 0;
}

/* Whose the choice is that stands over another: one for all arms, or for one. */
static unsigned beaten_by(sim_scope winner, const sim_assignment *loser, bool is_same_row)
{
    const bool is_alike = sim_scope_is_own(winner) == sim_scope_is_own(loser->scope);

    return is_same_row && is_alike ? SIM_CHOICE_REFINED : SIM_CHOICE_BEATEN;
}

/* The first that is seen. */
static void name_victor(sim_choices *c, size_t i, const char *origin)
{
    if (!c->victor[i]) c->victor[i] = origin;
}

/* Of a choice that may not be in force. */
static unsigned compare_preset(sim_choices *c, const sim_arm *arm, size_t i)
{
    const sim_assignment *a = &c->experiment->assignments[i];
    const size_t chosen = arm->presets[a->row];
    const sim_preset *presets = c->experiment->presets->list;

    if (chosen == a->preset && arm->chosen_by[a->row] == a->scope) {
        if (holds_any(&presets[chosen], arm)) return SIM_CHOICE_SAYS_SAME;
        name_victor(c, i, arm->settings[presets[chosen].rows[0].row].origin);
        return SIM_CHOICE_BEATEN;
    }
    if (chosen == a->preset) return SIM_CHOICE_SAYS_SAME;
    name_victor(c, i, presets[chosen].origin);
    return beaten_by(arm->chosen_by[a->row], a, true);
}

/* Does a row for all arms say what default or preset for all arms say already? */
static bool says_what_was_so(const sim_experiment *e, const sim_assignment *a)
{
    if (a->arm != SIM_NONE) return false;
    if (a->value == e->catalog->rows[a->row].usual) return true;
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        const sim_preset_row *row = sim_arm_preset_row(e, &e->base, g, a->row);

        if (row && row->value == a->value) return true;
    }
    return false;
}

static unsigned compare_value(sim_choices *c, const sim_arm *arm, size_t i)
{
    const sim_assignment *a = &c->experiment->assignments[i];
    const sim_setting *setting = &arm->settings[a->row];

    if (setting->order == i + 1 || setting->value == a->value ||
        says_what_was_so(c->experiment, a))
        return SIM_CHOICE_SAYS_SAME;
    name_victor(c, i, setting->origin);
    return beaten_by(setting->scope, a, setting->order > 0);
}

/* What choice number i does in an arm whose constants `reads` has taken. */
static unsigned judge(sim_choices *c, const sim_experiment *view, size_t arm, size_t i)
{
    const sim_arm *with = &view->arms[arm];

    if (sim_choices_remove(c, view, arm, i)) {
        if (has_moved(c, with, true)) return SIM_CHOICE_IS_READ;
        if (has_moved(c, with, false)) return SIM_CHOICE_UNREAD;
    }
    return c->experiment->assignments[i].is_preset ? compare_preset(c, with, i)
                                                   : compare_value(c, with, i);
}

static void look_at_arm(sim_choices *c, const sim_experiment *view,
                        const sim_params *params, size_t arm)
{
    const sim_experiment *e = c->experiment;

    sim_reads_tell(c->reads, e->cues && e->cues[arm].n > 0);
    sim_reads_take(c->reads, &params->at[arm * c->chain->n_stages]);
    for (size_t g = e->own_from[arm]; g < e->own_from[arm + 1]; g++) {
        if (sim_choices_counts(e, e->own[g]))
            c->seen[e->own[g]] |= judge(c, view, arm, e->own[g]);
    }
    for (size_t g = e->own_from[e->n_arms]; g < e->own_from[e->n_arms + 1]; g++) {
        const size_t i = e->own[g];

        if (sim_choices_counts(e, i) && !(c->seen[i] & SIM_CHOICE_IS_READ))
            c->seen[i] |= judge(c, view, arm, i);
    }
}

/* Does the arm that was taken read a row of the chain? */
static bool is_read(const sim_choices *c, size_t row)
{
    const sim_parameter *q = &c->experiment->catalog->rows[row];

    return q->model > 0 && sim_reads_has(c->reads, q->model - 1, q->symbol);
}

/* Of an axis of presets: any row of any of them. */
static bool is_axis_read(const sim_choices *c, const sim_axis *axis)
{
    const sim_presets *presets = c->experiment->presets;

    if (sim_axis_is_of_cohort(axis, c->experiment->catalog)) return true;
    if (!axis->is_preset) return is_read(c, axis->row);
    for (size_t i = 0; i < presets->n; i++) {
        const sim_preset *preset = &presets->list[i];

        if (strcmp(preset->group, presets->groups[axis->row]) != 0) continue;
        for (size_t k = 0; k < preset->n_rows; k++)
            if (is_read(c, preset->rows[k].row)) return true;
    }
    return false;
}

static void look_at_axes(sim_choices *c)
{
    for (size_t i = 0; c->axes && i < c->axes->n; i++)
        c->moving[i] |= is_axis_read(c, &c->axes->list[i]);
}

/* A log-normal draw is a factor, which leaves 0 as it is. */
static void look_at_draws(sim_choices *c, const sim_arm *arm)
{
    const sim_cohort *cohort = &c->experiment->cohort;

    for (size_t i = 0; i < cohort->n; i++) {
        c->draws[i] |= cohort->list[i].how.shape != SIM_LOGNORMAL ||
                       arm->settings[cohort->list[i].row].value != 0;
        c->heard[i] |= is_read(c, cohort->list[i].row);
    }
}

static sim_status look_at(sim_choices *c, const sim_experiment *view, sim_error *err)
{
    sim_params params;
    sim_status status = sim_params_init(&params, c->chain, view, err);

    for (size_t arm = 0; status == SIM_OK && arm < view->n_arms; arm++) {
        look_at_arm(c, view, &params, arm);
        look_at_draws(c, &view->arms[arm]);
        look_at_axes(c);
        status = look_over(c, view, arm, err);
    }
    sim_params_free(&params);
    return status;
}

/* ---- along axes ----------------------------------------------------------- */

/* What an axis moves may have any value. */
static void release_axis(sim_choices *c, const sim_axis *axis)
{
    const sim_presets *presets = c->experiment->presets;

    if (axis->is_spread) return;
    if (!axis->is_preset) release(c, axis->row);
    for (size_t i = 0; !axis->is_preset && i < c->experiment->cohort.n; i++)
        c->draws[i] |= c->experiment->cohort.list[i].row == axis->row;
    for (size_t i = 0; axis->is_preset && i < presets->n; i++) {
        const sim_preset *preset = &presets->list[i];

        if (strcmp(preset->group, presets->groups[axis->row]) != 0) continue;
        for (size_t k = 0; k < preset->n_rows; k++) release(c, preset->rows[k].row);
    }
}

/* The values of view number n: all levels of axes of presets with each other, the start of
 * the others.  False past the last. */
static bool choose_values(const sim_axes *axes, size_t n, double values[])
{
    for (size_t i = 0; i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        values[i] = axis->levels > 0 ? sim_axis_level(axis, 0) : axis->low;
        if (!axis->is_preset || axis->levels == 0) continue;
        values[i] = sim_axis_level(axis, n % axis->levels);
        n /= axis->levels;
    }
    return n == 0;
}

static sim_status look_along(sim_choices *c, const sim_axes *axes, sim_error *err)
{
    sim_experiment placed = {0};
    double *values = calloc(axes->n + 1, sizeof *values);
    sim_status status =
        values ? sim_experiment_place_init(&placed, c->experiment, axes, SIM_BY_POINT, err)
               : sim_fail_memory(err, "choices");

    for (size_t i = 0; i < axes->n; i++) release_axis(c, &axes->list[i]);
    for (size_t n = 0; status == SIM_OK && n < VIEWS_MAX && choose_values(axes, n, values);
         n++) {
        sim_experiment_place(&placed, values);
        status = look_at(c, &placed, err);
    }
    sim_experiment_unplace(&placed);
    free(values);
    return status;
}

sim_status sim_choices_look(sim_choices *c, const sim_axes *axes, sim_error *err)
{
    if (!axes || axes->n == 0) return look_at(c, c->experiment, err);
    c->axes = axes;
    c->moving = sim_pool_take(&c->pool, axes->n, sizeof *c->moving);
    return c->moving ? look_along(c, axes, err) : sim_fail_memory(err, "choices");
}
