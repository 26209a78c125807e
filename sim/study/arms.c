#include "sim/study/arms.h"

#include <stdlib.h>
#include <string.h>

#include "sim/study/arms_parts.h"

/* ---- layers --------------------------------------------------------------- */

/* What is resolved: an arm, or what holds for all (SIM_NONE), with a row left out. */
typedef struct {
    const sim_experiment *e;
    size_t index, left_out; /* SIM_NONE: none */
    sim_arm *arm;
} resolution;

bool sim_scope_is_own(sim_scope scope)
{
    return scope == SIM_BY_ARM || scope == SIM_BY_POINT_ARM || scope == SIM_BY_SET_ARM;
}

/* Takes the presets, or the values, of a scope: of the arm alone, or of all. */
static void apply_rows(const resolution *r, sim_scope scope, bool are_presets)
{
    const sim_experiment *e = r->e;
    const size_t owner = sim_scope_is_own(scope) ? r->index : e->n_arms;

    if (owner == SIM_NONE) return;
    for (size_t g = e->own_from[owner]; g < e->own_from[owner + 1]; g++) {
        const size_t number = e->own[g];
        const sim_assignment *a = &e->assignments[number];

        if (a->scope != scope || a->is_preset != are_presets || a->is_spread ||
            number == r->left_out)
            continue;
        if (are_presets) {
            r->arm->presets[a->row] = a->preset;
            r->arm->chosen_by[a->row] = scope;
        } else {
            r->arm->settings[a->row] =
                (sim_setting){a->value, scope, number + 1, a->origin, a->place};
        }
    }
}

/* Has a preset that is chosen here just set this row? */
static bool is_just_set(const sim_setting *setting, sim_scope scope)
{
    return setting->scope == scope && setting->order == 0;
}

/* Where two groups set the same row, the one whose name comes first holds, whoever chose it:
 * source, product, host, guidance are applied in this order. */
static void apply_presets(const resolution *r, sim_scope scope)
{
    const sim_presets *presets = r->e->presets;
    sim_arm *arm = r->arm;

    for (size_t g = presets->n_groups; g-- > 0;) {
        const sim_preset *preset;

        if (arm->presets[g] == SIM_NONE || arm->chosen_by[g] > scope) continue;
        preset = &presets->list[arm->presets[g]];
        for (size_t i = 0; i < preset->n_rows; i++) {
            sim_setting *setting = &arm->settings[preset->rows[i].row];

            if (arm->chosen_by[g] == scope || is_just_set(setting, scope))
                *setting = (sim_setting){preset->rows[i].value, scope, 0, preset->origin,
                                         preset->origin};
        }
    }
}

void sim_experiment_resolve(const sim_experiment *e, size_t index, size_t left_out,
                            sim_arm *arm)
{
    const resolution r = {e, sim_background_owner(e, index), left_out, arm};

    for (size_t i = 0; i < e->catalog->n; i++)
        arm->settings[i] =
            (sim_setting){e->catalog->rows[i].usual, SIM_BY_DEFAULT, 0, "default", NULL};
    for (size_t g = 0; g < e->presets->n_groups; g++) arm->presets[g] = SIM_NONE;
    for (sim_scope scope = SIM_BY_FILE; scope < SIM_SCOPES; scope++)
        apply_rows(&r, scope, true);
    for (sim_scope scope = SIM_BY_FILE; scope < SIM_SCOPES; scope++) {
        apply_presets(&r, scope);
        apply_rows(&r, scope, false);
    }
    if (r.index != index) sim_background_strip(e, arm);
}

const sim_preset_row *sim_arm_preset_row(const sim_experiment *e, const sim_arm *arm,
                                         size_t group, size_t row)
{
    const sim_preset *preset;

    if (arm->presets[group] == SIM_NONE) return NULL;
    preset = &e->presets->list[arm->presets[group]];
    for (size_t i = 0; i < preset->n_rows; i++) {
        if (preset->rows[i].row == row) return &preset->rows[i];
    }
    return NULL;
}

sim_arm sim_arm_take(const sim_experiment *e, const char *name, sim_pool *pool)
{
    return (sim_arm){name, sim_pool_take(pool, e->catalog->n, sizeof(sim_setting)),
                     sim_pool_take(pool, e->presets->n_groups, sizeof(size_t)),
                     sim_pool_take(pool, e->presets->n_groups, sizeof(sim_scope))};
}

void sim_arms_resolve_all(sim_experiment *e)
{
    for (size_t i = 0; i < e->n_arms; i++)
        sim_experiment_resolve(e, i, SIM_NONE, &e->arms[i]);
    sim_experiment_resolve(e, SIM_NONE, SIM_NONE, &e->base);
}

/* Whose an assignment is: an arm, all (n_arms) or one that was left out (n_arms + 1). */
static size_t owner_of(const sim_experiment *e, const sim_assignment *a)
{
    if (a->arm == SIM_NONE) return e->n_arms;
    return a->arm < e->n_arms ? a->arm : e->n_arms + 1;
}

/* Sorts the numbers of the assignments by their owners. */
static void sort_by_owner(sim_experiment *e)
{
    size_t *from = e->own_from;

    memset(from, 0, (e->n_arms + 3) * sizeof *from);
    for (size_t i = 0; i < e->n_assignments; i++)
        from[owner_of(e, &e->assignments[i]) + 1]++;
    for (size_t i = 0; i < e->n_arms + 2; i++) from[i + 1] += from[i];
    for (size_t i = e->n_assignments; i-- > 0;)
        e->own[--from[owner_of(e, &e->assignments[i]) + 1]] = i;
    memmove(from, from + 1, (e->n_arms + 2) * sizeof *from);
}

sim_status sim_arms_make_room(sim_experiment *e, sim_error *err)
{
    e->arms = sim_pool_take(&e->pool, e->n_arms, sizeof *e->arms);
    e->own = sim_pool_take(&e->pool, e->n_assignments, sizeof *e->own);
    e->own_from = sim_pool_take(&e->pool, e->n_arms + 3, sizeof *e->own_from);
    e->base = sim_arm_take(e, NULL, &e->pool);
    for (size_t i = 0; e->arms && i < e->n_arms; i++)
        e->arms[i] = sim_arm_take(e, e->arm_names[i].text, &e->pool);
    if (e->pool.failed) return sim_fail_memory(err, "arms");
    sort_by_owner(e);
    return SIM_OK;
}

static sim_status settle_numbers(sim_experiment *e, const sim_source *source,
                                 sim_error *err)
{
    const double days = sim_experiment_value(e, "run", "days");

    return sim_findings_note(source->findings, sim_numbers_settle(e->numbers, days, err),
                             err);
}

sim_status sim_experiment_read(sim_experiment *e, const sim_catalog *catalog,
                               const sim_presets *presets, const sim_source *source,
                               sim_error *err)
{
    sim_status status;

    *e = (sim_experiment){
        .catalog = catalog, .presets = presets, .kernels = source->kernels};
    status = sim_cohort_init(&e->cohort, catalog, err);
    if (status == SIM_OK) status = sim_watch_init(&e->watch, catalog, err);
    if (status == SIM_OK) status = sim_numbers_init(&e->numbers, catalog, err);
    if (status == SIM_OK && (source->file || source->text || source->ini))
        status = sim_arms_read_file(e, source, err);
    if (status == SIM_OK && e->n_arms == 0)
        status = sim_arms_add(e, "default", "arms", err);
    for (size_t i = 0; status == SIM_OK && i < source->n_sets; i++)
        status = sim_findings_note(source->findings,
                                   sim_arms_read_set(e, source->sets[i], err), err);
    if (status == SIM_OK)
        status =
            sim_findings_note(source->findings, sim_arms_settle_table(e, source, err), err);
    if (status == SIM_OK)
        status = sim_findings_note(source->findings,
                                   sim_cohort_settle(&e->cohort, catalog, err), err);
    if (status == SIM_OK) status = sim_backgrounds_add(e, err);
    if (status == SIM_OK) status = settle_numbers(e, source, err);
    if (status == SIM_OK) status = sim_arms_settle_logs(e, source, err);
    if (status != SIM_OK) return status;
    return sim_findings_note(source->findings, sim_arms_settle_trial(e, err), err);
}

static void free_name(sim_arm_name *name)
{
    free(name->text);
    free(name->look);
}

void sim_experiment_free(sim_experiment *e)
{
    for (size_t i = 0; i < e->n_assignments; i++) {
        free(e->assignments[i].place);
        free(e->assignments[i].origin);
    }
    for (size_t i = 0; i < e->n_arms; i++) free_name(&e->arm_names[i]);
    sim_numbers_free(e->numbers);
    sim_figures_free(&e->figures);
    sim_cohort_free(&e->cohort);
    sim_watch_free(&e->watch);
    sim_axes_free(&e->sweep);
    sim_point_table_free(&e->table);
    sim_axes_free(&e->sensitivity);
    sim_aim_free(&e->aim);
    sim_trial_plan_free(&e->trial);
    sim_fit_plan_free(&e->fit);
    sim_arms_free_logs(e);
    free(e->arm_names);
    free(e->assignments);
    sim_pool_free(&e->pool);
    *e = (sim_experiment){0};
}

/* Rows of other arms stay, and apply to none; no trial is left. */
sim_status sim_experiment_keep_arm(sim_experiment *e, const char *name, const char *place,
                                   sim_error *err)
{
    const size_t kept = sim_arms_find(e, name);
    sim_arm_name name_kept;
    sim_status status;

    if (kept == SIM_NONE || kept >= e->n_own) return sim_arms_refuse(e, name, place, err);
    for (size_t i = 0; i < e->n_assignments; i++) {
        sim_assignment *a = &e->assignments[i];

        if (a->arm != SIM_NONE) a->arm = a->arm == kept ? 0 : SIM_NONE - 1;
    }
    name_kept = e->arm_names[kept];
    e->arm_names[kept] = e->arm_names[0];
    e->arm_names[0] = name_kept;
    for (size_t i = 1; i < e->n_arms; i++) free_name(&e->arm_names[i]);
    e->n_arms = 1;
    sim_trial_plan_free(&e->trial);
    sim_arms_keep_logs_of(e, kept);
    status = sim_backgrounds_add(e, err);
    return status == SIM_OK ? sim_arms_tell(e, err) : status;
}

/* ---- a point of a sweep --------------------------------------------------- */

static bool is_of_point(sim_scope scope)
{
    return scope == SIM_BY_POINT || scope == SIM_BY_POINT_ARM || scope == SIM_BY_ANALYSIS;
}

void sim_experiment_unplace(sim_experiment *placed)
{
    sim_pool_free(&placed->pool);
    *placed = (sim_experiment){0};
}

static sim_drawn *find_draw(const sim_experiment *e, size_t row)
{
    return (sim_drawn *)sim_cohort_find(&e->cohort, row);
}

static void put_spread(sim_drawn *drawn, const sim_assignment *a)
{
    drawn->how.sd = a->value;
    drawn->origin = a->origin;
}

/* Its draws are its own, as spreads among its axes change them. */
static sim_status own_draws(sim_experiment *placed, sim_error *err)
{
    const size_t n = placed->cohort.n;
    sim_drawn *own = sim_pool_take(&placed->pool, n, sizeof *own);

    if (!own) return sim_fail_memory(err, "sweep");
    if (n > 0) memcpy(own, placed->cohort.list, n * sizeof *own);
    placed->cohort.list = own;
    return SIM_OK;
}

/* The assignments of the axes come after those of the experiment. */
sim_status sim_experiment_place_init(sim_experiment *placed, const sim_experiment *e,
                                     const sim_axes *axes, sim_scope scope, sim_error *err)
{
    sim_status status;

    *placed = *e;
    placed->pool = (sim_pool){0};
    placed->assignments = sim_pool_take(&placed->pool, e->n_assignments + axes->n,
                                        sizeof *placed->assignments);
    if (!placed->assignments) return sim_fail_memory(err, "sweep");
    if (e->n_assignments > 0)
        memcpy(placed->assignments, e->assignments,
               e->n_assignments * sizeof *placed->assignments);
    for (size_t i = 0; i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        placed->assignments[placed->n_assignments++] =
            (sim_assignment){.scope = axis->of_arm > 0 ? SIM_BY_POINT_ARM : scope,
                             .arm = axis->of_arm > 0 ? axis->of_arm - 1 : SIM_NONE,
                             .is_preset = axis->is_preset,
                             .is_spread = axis->is_spread,
                             .row = axis->row,
                             .place = axis->place,
                             .origin = axis->origin};
    }
    status = own_draws(placed, err);
    return status == SIM_OK ? sim_arms_make_room(placed, err) : status;
}

void sim_experiment_place(sim_experiment *placed, const double values[])
{
    for (size_t i = 0, k = 0; i < placed->n_assignments; i++) {
        sim_assignment *a = &placed->assignments[i];

        if (!is_of_point(a->scope)) continue;
        a->value = values[k++];
        if (a->is_spread) put_spread(find_draw(placed, a->row), a);
        if (a->is_preset) a->preset = (size_t)a->value;
    }
    sim_arms_resolve_all(placed);
}

/* The arm of which an axis tells: an arm's own is told beside all. */
static const sim_arm *find_told(const sim_experiment *e, size_t arm, const sim_axis *axis)
{
    return &e->arms[axis->of_arm > 0 ? axis->of_arm - 1 : arm];
}

bool sim_experiment_is_moved(const sim_experiment *placed, size_t arm, const sim_axis *axis)
{
    const sim_arm *a = find_told(placed, arm, axis);

    if (axis->is_spread) return true;
    return axis->is_preset
               ? a->presets[axis->row] != SIM_NONE && is_of_point(a->chosen_by[axis->row])
               : is_of_point(a->settings[axis->row].scope);
}

double sim_experiment_setting(const sim_experiment *e, size_t arm, const sim_axis *axis)
{
    const sim_arm *a = find_told(e, arm, axis);

    if (axis->is_spread) return find_draw(e, axis->row)->how.sd;
    return axis->is_preset ? (double)a->presets[axis->row] : a->settings[axis->row].value;
}

double sim_experiment_value(const sim_experiment *e, const char *section, const char *name)
{
    const sim_parameter *q = sim_catalog_get(e->catalog, section, name);

    sim_bug(!q);
    return e->base.settings[q - e->catalog->rows].value;
}

/* Does `later` stand over `earlier`, or after it in the same file? */
static bool is_later(const sim_setting *later, const sim_setting *earlier)
{
    if (!earlier || later->scope != earlier->scope)
        return !earlier || later->scope > earlier->scope;
    return later->order > earlier->order;
}

/* Is a parameter used by a model, as its own or as an INPUT from an earlier stage? */
static bool is_used(const sim_parameter *q, const sim_model *m, const bool uses[])
{
    const sim_symbol *s = sim_model_find(m, q->symbol->name);

    return s && uses[s - m->symbols] &&
           (s == q->symbol || (q->model > 0 && s->kind == SIM_INPUT));
}

const sim_setting *sim_experiment_culprit(const sim_experiment *e, size_t arm,
                                          const sim_model *m, const bool uses[])
{
    const sim_setting *culprit = NULL;

    for (size_t r = 0; r < e->catalog->n; r++) {
        const sim_parameter *q = &e->catalog->rows[r];
        const sim_setting *setting = &e->arms[arm].settings[r];

        if (!is_used(q, m, uses)) continue;
        if (setting->value != q->usual && is_later(setting, culprit)) culprit = setting;
    }
    return culprit;
}
