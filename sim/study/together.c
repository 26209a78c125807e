#include "sim/study/together.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

const char sim_together_row[] = "together";

static sim_status refuse(const sim_axes *axes, sim_error *err, const char *name,
                         const char *wrong)
{
    return sim_fail(err, SIM_EVALUE, "%s: sweep.together: %.100s %s", axes->together.place,
                    name, wrong);
}

sim_status sim_together_set(sim_axes *axes, const sim_row *row, sim_error *err)
{
    return sim_row_take(&axes->together, "sweep.together", row, err);
}

/* ---- who follows whom ----------------------------------------------------- */

/* Takes a name of a group whose first axis is `leader`, NULL: this is that one. */
static sim_status take_name(sim_axes *axes, const char *name, sim_axis **leader, bool met[],
                            sim_error *err)
{
    sim_axis *axis = sim_axes_find(axes, name);
    const size_t i = axis ? (size_t)(axis - axes->list) : 0;

    if (*name == '\0')
        return refuse(axes, err, "a name",
                      "lacks beside a comma; those of two axes or more would be right");
    if (!axis)
        return refuse(axes, err, name,
                      "is no axis; a row of [sweep] with its values would be right");
    if (met[i]) return refuse(axes, err, name, "is named twice; once would be right");
    met[i] = true;
    if (*leader)
        axis->follows = (size_t)(*leader - axes->list) + 1;
    else
        *leader = axis;
    return SIM_OK;
}

static sim_status take_group(sim_axes *axes, char *names, bool met[], sim_error *err)
{
    sim_axis *leader = NULL;
    sim_status status = SIM_OK;
    size_t n = 0;
    char *name;

    while (status == SIM_OK && (name = sim_text_next(&names))) {
        status = take_name(axes, name, &leader, met, err);
        n++;
    }
    if (status == SIM_OK && n < 2)
        status = refuse(axes, err, leader->name,
                        "stands alone; another one behind a comma would be right");
    return status;
}

sim_status sim_together_find(sim_axes *axes, sim_error *err)
{
    char *text = axes->together.how ? sim_text_copy(axes->together.how) : NULL;
    bool *met = calloc(axes->n + 1, sizeof *met);
    sim_status status = SIM_OK;

    if (!met || (axes->together.how && !text)) status = sim_fail_memory(err, "sweep");
    for (size_t i = 0; i < axes->n; i++) axes->list[i].follows = 0;
    for (char *group = text; status == SIM_OK && group;) {
        char *bar = strchr(group, '|');

        if (bar) *bar = '\0';
        status = take_group(axes, group, met, err);
        group = bar ? bar + 1 : NULL;
    }
    free(met);
    free(text);
    return status;
}

/* ---- levels --------------------------------------------------------------- */

static sim_status refuse_levels(const sim_axes *axes, const sim_axis *one,
                                const sim_axis *other, sim_error *err)
{
    return sim_fail(
        err, SIM_EVALUE,
        "%s: sweep.together: %.100s has %zu values and %.100s %zu; as many would be "
        "right",
        axes->together.place, one->name, one->levels, other->name, other->levels);
}

sim_status sim_together_check(const sim_axes *axes, bool is_grid, sim_error *err)
{
    for (size_t i = 0; i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        for (size_t k = 0; k < i; k++) {
            const sim_axis *other = &axes->list[k];
            const bool are_one = axis->follows == k + 1 ||
                                 (axis->follows > 0 && axis->follows == other->follows) ||
                                 other->follows == i + 1;
            const bool counts = is_grid || (axis->list && other->list);

            if (are_one && counts && axis->levels != other->levels)
                return refuse_levels(axes, other, axis, err);
        }
    }
    return SIM_OK;
}
