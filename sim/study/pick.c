#include "sim/study/pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/record.h"
#include "sim/study/version.h"

enum { ORIGIN_SIZE = 300 };

/* ---- the point ------------------------------------------------------------ */

static sim_status count_row(void *self, const sim_store_row *row, sim_error *err)
{
    (void)row, (void)err;
    ++*(size_t *)self;
    return SIM_OK;
}

static sim_status check_point(sim_record *r, size_t point, sim_error *err)
{
    size_t n_rows = 0, n_there = 0;
    sim_status status = point > r->plan.n
                            ? SIM_OK
                            : sim_store_each_row(&r->store, point, count_row, &n_rows, err);

    if (status != SIM_OK || n_rows > 0) return status;
    status = sim_store_count_points(&r->store, &n_there, err);
    if (status != SIM_OK) return status;
    if (point > r->plan.n)
        return sim_fail(err, SIM_EVALUE,
                        "%s: has no point %zu; one from 1 to %zu would be right",
                        r->store.path, point, r->plan.n);
    return sim_fail(err, SIM_EVALUE,
                    "%s: point %zu is not solved, being none of the %zu of %zu that are "
                    "there; one of those, or potency sweep --resume first, would be right",
                    r->store.path, point, n_there, r->plan.n);
}

/* ---- its rows ------------------------------------------------------------- */

/* Puts what stands for all arms over every one. */
static void put(sim_experiment *placed, size_t row, sim_setting setting)
{
    placed->base.settings[row] = setting;
    for (size_t arm = 0; arm < placed->n_arms; arm++)
        placed->arms[arm].settings[row] = setting;
}

/* A run in the mean draws no numbers, nor does a cohort by its point. */
static void put_stream(const sim_plan *plan, size_t point, sim_experiment *placed,
                       const char *origin)
{
    const sim_parameter *q = sim_catalog_get(placed->catalog, "run", "stream");

    if (sim_experiment_value(placed, "run", "method") == 0) return;
    put(placed, (size_t)(q - placed->catalog->rows),
        (sim_setting){.value = (double)sim_plan_stream(plan, point),
                      .scope = SIM_BY_POINT,
                      .origin = origin});
}

/* Of a table the point alone stays: its columns are axes that have its values. */
static sim_status put_axes(sim_record *r, sim_experiment *placed, sim_axes *own,
                           const char *origin, sim_error *err)
{
    const sim_axes *axes = &r->job.experiment.sweep;
    const sim_axis_world *world = &r->plan.world;
    const sim_parameter *design = sim_catalog_get(placed->catalog, "sweep", "design");
    sim_status status = SIM_OK;

    if (placed->table.n == 0) return SIM_OK;
    for (size_t i = 0; status == SIM_OK && i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];
        const double value = axis->is_spread   ? sim_experiment_setting(placed, 0, axis)
                             : axis->is_preset ? (double)placed->base.presets[axis->row]
                                               : placed->base.settings[axis->row].value;
        char name[ORIGIN_SIZE], how[SIM_NUMBER_SIZE];

        snprintf(name, sizeof name, "%.*s", (int)strcspn(axis->name, "@"), axis->name);
        if (sim_axes_find(own, name)) continue;
        if (axis->is_preset && value == SIM_NONE) continue;
        sim_axis_print(axis, world, value, how);
        status =
            sim_axes_set(own, world, &(sim_row){name, how, axis->place, origin, 1}, err);
    }
    placed->table = (sim_point_table){0};
    placed->sweep = *own;
    put(placed, (size_t)(design - placed->catalog->rows),
        (sim_setting){.value = SIM_GRID, .scope = SIM_BY_POINT, .origin = origin});
    return status;
}

static void name_origin(const sim_record *r, size_t point, char origin[ORIGIN_SIZE])
{
    snprintf(origin, ORIGIN_SIZE, "point %zu of %s", point,
             sim_text_base_name(r->store.path));
    sim_characters_make_plain(origin);
}

/* Stands at the point; the rows that it moves say so. */
static sim_status place(sim_record *r, size_t point, sim_experiment *placed, char origin[],
                        sim_error *err)
{
    const sim_axes *axes = r->task.axes;
    double *values = calloc(axes->n, sizeof *values);
    sim_status status = values ? sim_experiment_place_init(placed, &r->job.experiment, axes,
                                                           r->plan.scope, err)
                               : sim_fail_memory(err, r->store.path);

    if (status == SIM_OK && sim_plan_find(&r->plan, point, values)) {
        for (size_t i = 0; i < axes->n; i++)
            placed->assignments[placed->n_assignments - 1 - i].origin = origin;
        sim_experiment_place(placed, values);
        put_stream(&r->plan, point, placed, origin);
    }
    free(values);
    return status;
}

static sim_status write_text(const sim_experiment *placed, sim_pick *pick, sim_error *err)
{
    sim_memory text = {0};
    sim_status status = sim_memory_open(&text, "point", err);

    if (status == SIM_OK) {
        fprintf(text.stream, "# Software: Potency %s\n", sim_version);
        sim_experiment_write(placed, text.stream);
        status = sim_memory_close(&text, "point", err);
    }
    if (status == SIM_OK) {
        pick->text = text.bytes;
        text.bytes = NULL;
    }
    sim_memory_free(&text);
    return status;
}

static sim_status write_point(sim_record *r, size_t point, sim_pick *pick, sim_error *err)
{
    char origin[ORIGIN_SIZE];
    sim_experiment placed = {0};
    sim_axes own = {0};
    sim_status status;

    name_origin(r, point, origin);
    status = place(r, point, &placed, origin, err);
    if (status == SIM_OK) status = put_axes(r, &placed, &own, origin, err);
    if (status == SIM_OK) status = write_text(&placed, pick, err);
    sim_experiment_unplace(&placed);
    sim_axes_free(&own);
    return status;
}

sim_status sim_pick_point(sim_pick *pick, const char *path, size_t point, sim_error *err)
{
    sim_record r = {0};
    sim_status status = sim_record_load(&r, path, err);

    *pick = (sim_pick){.replicates = r.plan.replicates};
    if (status == SIM_OK) status = check_point(&r, point, err);
    if (status == SIM_OK) status = write_point(&r, point, pick, err);
    sim_record_close(&r);
    return status;
}

void sim_pick_free(sim_pick *pick)
{
    free(pick->text);
    *pick = (sim_pick){0};
}
