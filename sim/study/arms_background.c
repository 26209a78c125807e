/* arms_background.c -- the arms that stand beside treated ones: the same rows, and no treatment.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/arms_parts.h"

enum { NAME_SIZE = 256 };

static const char word[] = "background";

static const sim_chain *chain_of(const sim_experiment *e) { return e->catalog->chain; }

static size_t treatment_row(const sim_experiment *e, size_t i)
{
    const sim_row_name *row = &chain_of(e)->treatment[i];
    const sim_parameter *q = sim_catalog_get(e->catalog, row->section, row->name);

    sim_bug(!q);
    return (size_t)(q - e->catalog->rows);
}

static size_t n_treatment(const sim_experiment *e)
{
    return chain_of(e) ? chain_of(e)->n_treatment : 0;
}

/* Whatever the case of its letters: "Background" beside "background" misleads. */
sim_status sim_background_check_name(const sim_experiment *e, const char *name,
                                     const char *place, sim_error *err)
{
    const size_t length = strlen(word);

    if (n_treatment(e) == 0 || strncasecmp(name, word, length) != 0 ||
        (name[length] && strncasecmp(name + length, " of ", 4) != 0))
        return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "%s: arm '%s' has the name of what is solved beside treated arms; "
                    "another name would be right",
                    place, name);
}

/* ---- which arms have one ------------------------------------------------------------ */

static bool is_moved_by(const sim_axes *axes, size_t row)
{
    for (size_t i = 0; i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        if (axis->is_preset || (!axis->is_spread && axis->row == row)) return true;
    }
    return false;
}

/* May an axis change that row? */
static bool is_moved(const sim_experiment *e, size_t row)
{
    return is_moved_by(&e->sweep, row) || is_moved_by(&e->sensitivity, row);
}

static bool is_treated(const sim_experiment *e, size_t arm)
{
    for (size_t i = 0; i < n_treatment(e); i++) {
        const size_t row = treatment_row(e, i);

        if (e->arms[arm].settings[row].value != 0 || is_moved(e, row)) return true;
    }
    return false;
}

/* Have both the same rows of the last model, wherever an axis may move them? */
static bool are_alike(const sim_experiment *e, size_t one, size_t other)
{
    const size_t last = e->catalog->n_models - 1;

    for (size_t r = 0; r < e->catalog->n; r++) {
        const sim_setting *a = &e->arms[one].settings[r], *b = &e->arms[other].settings[r];

        if (e->catalog->rows[r].model != last) continue;
        if (a->value != b->value) return false;
        if ((a->scope > SIM_BY_POINT) != (b->scope > SIM_BY_POINT) && is_moved(e, r))
            return false;
    }
    return true;
}

/* Fills backgrounds[] of the file's arms with the first that is like each; how many there
 * are. */
static size_t find_owners(sim_experiment *e)
{
    size_t n = 0;

    for (size_t arm = 0; arm < e->n_own; arm++) {
        size_t first = 0;

        e->backgrounds[arm] = SIM_NONE;
        if (!is_treated(e, arm)) continue;
        while (e->backgrounds[first] != first || !are_alike(e, first, arm)) {
            if (first == arm) break;
            first++;
        }
        e->backgrounds[arm] = first;
        n += first == arm;
    }
    return n;
}

/* ---- adding ------------------------------------------------------------------------- */

static sim_status add_name(sim_experiment *e, size_t owner, bool is_alone, sim_error *err)
{
    char text[NAME_SIZE];
    sim_arm_name name;

    snprintf(text, sizeof text, "%s%s%s", word, is_alone ? "" : " of ",
             is_alone ? "" : e->arm_names[owner].text);
    name = (sim_arm_name){sim_text_copy(text), sim_text_copy(text)};
    if (name.text && name.look &&
        sim_memory_grow(&e->arm_names, e->n_arms, sizeof *e->arm_names)) {
        e->arm_names[e->n_arms++] = name;
        return SIM_OK;
    }
    free(name.text);
    free(name.look);
    return sim_fail_memory(err, word);
}

/* Turns the first of those that are alike into the background behind all own arms. */
static void point_at(sim_experiment *e, size_t owner, size_t background)
{
    for (size_t arm = owner; arm < e->n_own; arm++) {
        if (e->backgrounds[arm] == owner) e->backgrounds[arm] = background;
    }
}

static sim_status add_all(sim_experiment *e, size_t n, sim_error *err)
{
    size_t *owners = sim_pool_take(&e->pool, n, sizeof *owners);
    size_t *backgrounds = sim_pool_take(&e->pool, e->n_own + n, sizeof *backgrounds);
    sim_status status = SIM_OK;
    size_t found = 0;

    if (!owners || !backgrounds) return sim_fail_memory(err, word);
    for (size_t arm = 0; arm < e->n_own; arm++) {
        if (e->backgrounds[arm] == arm) owners[found++] = arm;
    }
    memcpy(backgrounds, e->backgrounds, e->n_own * sizeof *backgrounds);
    e->backgrounds = backgrounds;
    for (size_t i = n; i-- > 0;) point_at(e, owners[i], e->n_own + i);
    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        e->backgrounds[e->n_own + i] = SIM_NONE;
        status = add_name(e, owners[i], n == 1, err);
    }
    e->background_owners = owners;
    return status;
}

sim_status sim_backgrounds_add(sim_experiment *e, sim_error *err)
{
    sim_status status;
    size_t n;

    e->n_own = e->n_arms;
    status = sim_arms_make_room(e, err);
    e->backgrounds = sim_pool_take(&e->pool, e->n_own, sizeof *e->backgrounds);
    if (status == SIM_OK && !e->backgrounds) status = sim_fail_memory(err, word);
    if (status != SIM_OK) return status;
    sim_arms_resolve_all(e);
    n = find_owners(e);
    if (n == 0) return SIM_OK;
    status = add_all(e, n, err);
    if (status == SIM_OK) status = sim_arms_make_room(e, err);
    if (status == SIM_OK) sim_arms_resolve_all(e);
    return status;
}

/* ---- values ------------------------------------------------------------------------- */

size_t sim_background_owner(const sim_experiment *e, size_t arm)
{
    return arm != SIM_NONE && arm >= e->n_own ? e->background_owners[arm - e->n_own] : arm;
}

void sim_background_strip(const sim_experiment *e, sim_arm *arm)
{
    for (size_t i = 0; i < n_treatment(e); i++)
        arm->settings[treatment_row(e, i)] =
            (sim_setting){0, SIM_BY_SET_ARM, 0, word, word};
}
