/* plan_describe.c -- all that the numbers of a plan's points hang on, by name. */
#include <stdio.h>
#include <string.h>

#include "sim/io/sections.h"
#include "sim/io/text.h"
#include "sim/study/plan.h"

enum { NAME_SIZE = 192 };

typedef struct {
    const sim_plan *plan;
    sim_store_take_parameter *take;
    void *self;
    sim_error *err;
} describer;

/* What stands before its name is added. */
static sim_status give(const describer *d, const char *before, sim_store_parameter p)
{
    char full[2 * NAME_SIZE];

    snprintf(full, sizeof full, "%s%s", before, p.name);
    p.name = full;
    return d->take(d->self, &p, d->err);
}

static sim_status give_setting(const describer *d, const char *before, size_t row,
                               const sim_setting *setting)
{
    const sim_parameter *q = &d->plan->world.catalog->rows[row];
    char value[SIM_NUMBER_SIZE], name[NAME_SIZE];

    sim_parameter_print(q, setting->value, value);
    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    return give(d, before,
                (sim_store_parameter){name, value,
                                      q->symbol->kind == SIM_WORD ? "1" : q->symbol->unit,
                                      setting->origin});
}

/* Rows of [sweep], [sensitivity], [fit], [trial] and [optimise] that this plan does not read. */
static bool is_idle(const sim_plan *plan, const sim_parameter *q)
{
    const bool screens = plan->task->screening || plan->task->is_cohort;
    const sim_section_kind kind = sim_section_kind_of(q->section);

    if (kind == SIM_SECTION_SENSITIVITY) return true; /* the axes say it */
    if (kind == SIM_SECTION_TRIAL) return true;       /* drawn from what is solved */
    if (kind == SIM_SECTION_FIT) return true;         /* the fit says it */
    if (kind == SIM_SECTION_OPTIMISE) return true;
    if (kind != SIM_SECTION_SWEEP) return false;
    return screens || ((plan->design.kind == SIM_GRID || plan->design.kind == SIM_TABLE) &&
                       strcmp(q->symbol->name, "points") == 0);
}

static sim_status give_presets(const describer *d, const char *before, const sim_arm *arm,
                               const sim_arm *base)
{
    const sim_presets *presets = d->plan->world.presets;
    sim_status status = SIM_OK;

    for (size_t g = 0; status == SIM_OK && g < presets->n_groups; g++) {
        char name[NAME_SIZE];

        if (arm->presets[g] == SIM_NONE || (base && base->presets[g] == arm->presets[g]))
            continue;
        snprintf(name, sizeof name, "presets.%s", presets->groups[g]);
        status = give(d, before,
                      (sim_store_parameter){name, presets->list[arm->presets[g]].name, "1",
                                            "preset"});
    }
    return status;
}

/* All values of the base; of an arm, those in which it differs. */
static sim_status give_arm(const describer *d, const char *before, const sim_arm *arm,
                           const sim_arm *base)
{
    const sim_catalog *catalog = d->plan->world.catalog;
    sim_status status = give_presets(d, before, arm, base);

    for (size_t i = 0; status == SIM_OK && i < catalog->n; i++) {
        if (is_idle(d->plan, &catalog->rows[i])) continue;
        if (!base || arm->settings[i].value != base->settings[i].value)
            status = give_setting(d, before, i, &arm->settings[i]);
    }
    return status;
}

static sim_status give_arms(const describer *d, const sim_experiment *e)
{
    sim_status status = give_arm(d, "", &e->base, NULL);

    for (size_t i = 0; status == SIM_OK && i < e->n_arms; i++) {
        char number[32], before[NAME_SIZE / 2];

        snprintf(number, sizeof number, "%zu", i + 1);
        snprintf(before, sizeof before, "arm %s: ", e->arms[i].name);
        status = give(d, before, (sim_store_parameter){"number", number, "1", "arm"});
        if (status == SIM_OK) status = give_arm(d, before, &e->arms[i], &e->base);
    }
    return status;
}

static const sim_point_table *plan_table(const describer *d)
{
    return &d->plan->task->experiment->table;
}

static sim_status give_axes(const describer *d)
{
    const sim_axes *axes = d->plan->task->axes;
    const sim_screening *s = d->plan->task->screening;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < axes->n; i++)
        status = give(d, s ? "sensitivity." : "sweep.",
                      (sim_store_parameter){axes->list[i].name, axes->list[i].how, "1",
                                            axes->list[i].origin});
    if (status == SIM_OK && !s && axes->together.how)
        status = give(d, "sweep.",
                      (sim_store_parameter){"together", axes->together.how, "1",
                                            axes->together.origin});
    if (status == SIM_OK && !s && plan_table(d)->n > 0) {
        char table[64];

        snprintf(table, sizeof table, "%zu points, %016llx", plan_table(d)->n,
                 (unsigned long long)plan_table(d)->hash);
        status = give(d, "sweep.", (sim_store_parameter){"table", table, "1", "table"});
    }
    if (status == SIM_OK && s) {
        char samples[32];

        snprintf(samples, sizeof samples, "%zu", d->plan->screen.samples);
        status = give(d, "sensitivity.",
                      (sim_store_parameter){"method", s->name, "1", "--method"});
        if (status == SIM_OK)
            status = give(d, "sensitivity.",
                          (sim_store_parameter){"samples", samples, "1", "--samples"});
    }
    return status;
}

/* What presets along an axis change, by themselves, beside the values above. */
static sim_status give_levels(const describer *d, sim_axis *axis)
{
    const sim_experiment *e = d->plan->task->experiment;
    const sim_axes alone = {.list = axis, .n = 1};
    sim_experiment placed;
    sim_status status =
        sim_experiment_place_init(&placed, e, &alone, d->plan->scope, d->err);

    for (size_t k = 0; status == SIM_OK && k < axis->levels; k++) {
        const double value = sim_axis_level(axis, k);
        char before[NAME_SIZE / 2], word[SIM_NUMBER_SIZE];

        sim_axis_print(axis, &d->plan->world, value, word);
        snprintf(before, sizeof before, "with %s = %s: ", axis->name, word);
        sim_experiment_place(&placed, &value);
        status = give_arm(d, before, &placed.base, &e->base);
    }
    sim_experiment_unplace(&placed);
    return status;
}

static sim_status give_presets_of_axes(const describer *d)
{
    const sim_axes *axes = d->plan->task->axes;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < axes->n; i++) {
        if (axes->list[i].is_preset) status = give_levels(d, &axes->list[i]);
    }
    return status;
}

static sim_status give_cohort(const describer *d)
{
    const sim_cohort *cohort = &d->plan->task->experiment->cohort;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < cohort->n; i++) {
        const sim_parameter *q = &d->plan->world.catalog->rows[cohort->list[i].row];
        char how[SIM_DISTRIBUTION_SIZE], name[NAME_SIZE];

        sim_distribution_print(&cohort->list[i].how, how);
        snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
        status = give(d, "cohort.",
                      (sim_store_parameter){name, how, "1", cohort->list[i].origin});
    }
    if (status == SIM_OK && cohort->correlate.how)
        status = give(d, "cohort.",
                      (sim_store_parameter){sim_correlate_row, cohort->correlate.how, "1",
                                            cohort->correlate.origin});
    return status;
}

static sim_status give_numbers(const describer *d)
{
    const sim_numbers *numbers = d->plan->task->experiment->numbers;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < numbers->n; i++) {
        const sim_formed *own = &numbers->list[i];

        status = give(
            d, "numbers.",
            (sim_store_parameter){own->name, own->how, own->expression.unit, own->origin});
    }
    return status;
}

static sim_status give_course(const describer *d)
{
    const sim_store_form *form = &d->plan->form;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < form->n_course; i++)
        status = give(
            d, "course.",
            (sim_store_parameter){form->course[i].name, "kept", "1", "--keep-courses"});
    return status;
}

sim_status sim_plan_describe(const sim_plan *plan, sim_store_take_parameter *take,
                             void *self, sim_error *err)
{
    const describer d = {plan, take, self, err};
    sim_status status = give_axes(&d);

    if (status == SIM_OK) status = give_arms(&d, plan->task->experiment);
    if (status == SIM_OK) status = give_presets_of_axes(&d);
    if (status == SIM_OK) status = give_cohort(&d);
    if (status == SIM_OK) status = give_numbers(&d);
    return status == SIM_OK ? give_course(&d) : status;
}

static sim_status hash_parameter(void *self, const sim_store_parameter *p, sim_error *err)
{
    (void)err;
    sim_text_hash(self, p->name);
    sim_text_hash(self, p->value);
    return SIM_OK;
}

sim_status sim_plan_hash(const sim_plan *plan, uint64_t *hash, sim_error *err)
{
    *hash = SIM_HASH;
    return sim_plan_describe(plan, hash_parameter, hash, err);
}

void sim_plan_print_axes(const sim_plan *plan, char text[], size_t size)
{
    const sim_axes *axes = plan->task->axes;

    text[0] = '\0';
    for (size_t i = 0; i < axes->n; i++)
        sim_text_append(text, size, "%s%s %s", i > 0 ? "; " : "", axes->list[i].name,
                        axes->list[i].how);
}
