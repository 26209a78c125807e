/* choices_tell.c -- the lines that tell what choices do. */
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/choices.h"

enum { TEXT_SIZE = 512 };

void sim_choices_name(const sim_experiment *e, const sim_assignment *a,
                      char text[SIM_CHOICES_NAME])
{
    const sim_parameter *q = &e->catalog->rows[a->row];
    char value[SIM_NUMBER_SIZE];

    if (a->is_preset) {
        snprintf(text, SIM_CHOICES_NAME, "presets.%s = %s", e->presets->groups[a->row],
                 e->presets->list[a->preset].name);
        return;
    }
    sim_parameter_print(q, a->value, value);
    snprintf(text, SIM_CHOICES_NAME, "%s.%s = %s", q->section, q->symbol->name, value);
}

/* "arm A", "any arm". */
static void print_arms(const sim_experiment *e, const sim_assignment *a,
                       char text[SIM_CHOICES_NAME])
{
    const size_t arm = a->arm == SIM_NONE ? 0 : a->arm;

    if (a->arm == SIM_NONE && e->n_arms > 1)
        snprintf(text, SIM_CHOICES_NAME, "any arm");
    else
        snprintf(text, SIM_CHOICES_NAME, "arm %s", e->arms[arm].name);
}

sim_status sim_choices_tell_one(const sim_choices *c, size_t i, sim_findings *findings,
                                sim_error *err)
{
    const sim_experiment *e = c->experiment;
    const sim_assignment *a = &e->assignments[i];
    const bool is_beaten = (c->seen[i] & SIM_CHOICE_BEATEN) != 0 &&
                           !(c->seen[i] & (SIM_CHOICE_UNREAD | SIM_CHOICE_IS_READ));
    char choice[SIM_CHOICES_NAME], arms[SIM_CHOICES_NAME];

    sim_choices_name(e, a, choice);
    print_arms(e, a, arms);
    return sim_findings_print(findings, err, "%s: %s has no effect in %s%s%s%s", a->place,
                              choice, arms, is_beaten ? ": " : "",
                              is_beaten ? c->victor[i] : "",
                              is_beaten ? " stands over it" : "");
}

/* What is in force somewhere as others would have it is no choice to speak of; what others
 * stand over, for all arms alike, was refined on purpose. */
static bool is_idle(unsigned seen)
{
    if (seen & SIM_CHOICE_IS_READ) return false;
    if (seen & SIM_CHOICE_UNREAD) return true;
    return seen == SIM_CHOICE_BEATEN;
}

static sim_status tell_draws(const sim_choices *c, sim_findings *findings, sim_error *err)
{
    const sim_experiment *e = c->experiment;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->cohort.n; i++) {
        const sim_drawn *drawn = &e->cohort.list[i];
        const sim_parameter *q = &e->catalog->rows[drawn->row];
        char how[SIM_DISTRIBUTION_SIZE];

        if (drawn->layer == 0 || (c->draws[i] && c->heard[i])) continue;
        sim_distribution_print(&drawn->how, how);
        status = sim_findings_print(
            findings, err, "%s: cohort.%s.%s = %s has no effect in any arm%s", drawn->place,
            q->section, q->symbol->name, how,
            c->draws[i] ? "" : ": it is a factor, and the row is 0");
    }
    return status;
}

/* Sources of one laboratory that no draw knows of. */
static sim_status tell_laboratories(const sim_choices *c, sim_findings *findings,
                                    sim_error *err)
{
    const sim_experiment *e = c->experiment;
    const sim_population *population = e->catalog->population;
    const char *name = population ? population->sharing : NULL;
    const sim_parameter *q = name ? sim_catalog_get(e->catalog, "cohort", name) : NULL;
    const sim_setting *sharing = q ? &e->base.settings[q - e->catalog->rows] : NULL;
    bool has = false;

    if (!sharing) return SIM_OK;
    for (size_t i = 0; i < e->cohort.n; i++) has |= e->cohort.list[i].how.laboratory_sd > 0;
    if (has || sharing->order == 0 || sharing->value == 1) return SIM_OK;
    return sim_findings_print(
        findings, err,
        "%s: cohort.%s = %g has no effect: no row of [cohort] has a laboratory",
        sharing->place, name, sharing->value);
}

static size_t count_alike(const char *a, const char *b)
{
    size_t n = 0;

    while (a[n] && a[n] == b[n]) n++;
    return n;
}

/* The preset of that group that is of the chain and has the nearest name; NULL: none is. */
static const sim_preset *find_own(const sim_presets *presets, const sim_preset *other,
                                  const sim_chain *chain)
{
    const sim_preset *best = NULL;

    for (size_t i = 0; i < presets->n; i++) {
        const sim_preset *p = &presets->list[i];

        if (strcmp(p->group, other->group) != 0 || !p->of ||
            strcmp(p->of, chain->name) != 0)
            continue;
        if (!best ||
            count_alike(p->name, other->name) > count_alike(best->name, other->name))
            best = p;
    }
    return best;
}

/* A preset that was measured for something else is told, and holds. */
static bool is_of_other(const sim_choices *c, const sim_preset *p)
{
    return p->of && strcmp(p->of, c->chain->name) != 0;
}

static sim_status tell_of(const sim_choices *c, const char *place, const sim_preset *p,
                          sim_findings *findings, sim_error *err)
{
    const sim_preset *own = find_own(c->experiment->presets, p, c->chain);

    if (!is_of_other(c, p)) return SIM_OK;
    return sim_findings_print(
        findings, err,
        "%s: presets.%s = %s is for the %s, and this run treats the %s; "
        "%s would be right",
        place, p->group, p->name, p->of, c->chain->name,
        own ? own->name : "no such preset");
}

static sim_status tell_all_of(const sim_choices *c, sim_findings *findings, sim_error *err)
{
    const sim_experiment *e = c->experiment;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->n_assignments; i++) {
        const sim_assignment *a = &e->assignments[i];

        if (a->is_preset)
            status = tell_of(c, a->place, &e->presets->list[a->preset], findings, err);
    }
    return status;
}

sim_status sim_choices_tell(const sim_choices *c, sim_findings *findings, sim_error *err)
{
    sim_status status = tell_all_of(c, findings, err);

    for (size_t i = 0; status == SIM_OK && i < c->over.n; i++)
        status = sim_findings_add(findings, c->over.lines[i], err);
    for (size_t i = 0; status == SIM_OK && i < c->experiment->n_assignments; i++) {
        if (is_idle(c->seen[i])) status = sim_choices_tell_one(c, i, findings, err);
    }
    if (status == SIM_OK) status = tell_draws(c, findings, err);
    return status == SIM_OK ? tell_laboratories(c, findings, err) : status;
}

/* Is a preset's value one of an axis of values, and its only one? */
static bool says_same(const sim_axis *axis, double value)
{
    return axis->levels == 1 && sim_axis_level(axis, 0) == value;
}

/* The value that an axis puts others over: of a preset that was chosen for all arms. */
static const sim_preset *find_below(const sim_experiment *e, const sim_axis *axis,
                                    double *value)
{
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        const sim_preset_row *row = sim_arm_preset_row(e, &e->base, g, axis->row);

        if (!row || e->base.chosen_by[g] > SIM_BY_POINT) continue;
        *value = row->value;
        if (!says_same(axis, *value)) return &e->presets->list[e->base.presets[g]];
    }
    return NULL;
}

static sim_status tell_axis(const sim_choices *c, const sim_axis *axis,
                            sim_findings *findings, sim_error *err)
{
    const sim_experiment *e = c->experiment;
    char value[SIM_NUMBER_SIZE];
    double below;
    const sim_preset *preset = axis->is_preset ? NULL : find_below(e, axis, &below);

    if (!preset) return SIM_OK;
    sim_parameter_print(&e->catalog->rows[axis->row], below, value);
    return sim_findings_print(findings, err,
                              "%s: sweep.%s = %.200s stands over preset %s's value %s",
                              axis->place, axis->name, axis->how, preset->name, value);
}

/* Those of an axis in one line, each with what it is for. */
static sim_status tell_axis_of(const sim_choices *c, const sim_axis *axis,
                               sim_findings *findings, sim_error *err)
{
    const sim_preset *last = NULL;
    char names[TEXT_SIZE] = "", one[TEXT_SIZE];
    size_t n = 0;

    for (size_t i = 0; axis->is_preset && i < axis->levels; i++) {
        const sim_preset *p =
            &c->experiment->presets->list[(size_t)sim_axis_level(axis, i)];

        if (!is_of_other(c, p)) continue;
        snprintf(one, sizeof one, "%.100s (%.100s)", p->name, p->of);
        sim_text_list(names, sizeof names, one);
        last = p;
        n++;
    }
    if (n == 0) return SIM_OK;
    if (n == 1) return tell_of(c, axis->place, last, findings, err);
    return sim_findings_print(findings, err,
                              "%s: sweep.%s has presets that are not for the %s, which "
                              "this run treats: %s; those for the %s would be right",
                              axis->place, axis->name, c->chain->name, names,
                              c->chain->name);
}

sim_status sim_choices_tell_axes(const sim_choices *c, const sim_axes *axes,
                                 sim_findings *findings, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        status = c->moving[i]
                     ? tell_axis(c, axis, findings, err)
                     : sim_findings_print(findings, err,
                                          "%s: sweep.%s = %.200s has no effect in any arm",
                                          axis->place, axis->name, axis->how);
        if (status == SIM_OK) status = tell_axis_of(c, axis, findings, err);
    }
    return status;
}
