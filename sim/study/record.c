#include "sim/study/record.h"

#include <stdio.h>
#include <string.h>

#include "sim/study/version.h"

/* ---- reading -------------------------------------------------------------- */

sim_status sim_record_read(sim_record *r, const sim_source *source, sim_error *err)
{
    sim_status status;

    *r = (sim_record){.shard = 1, .shards = 1};
    status = sim_stored_init(&r->made, source, err);
    return status == SIM_OK ? sim_job_read(&r->job, source, err) : status;
}

static sim_status keep_arm(sim_record *r, sim_error *err)
{
    char place[128];

    snprintf(place, sizeof place, "--arm %.100s", r->made.arm);
    return sim_experiment_keep_arm(&r->job.experiment, r->made.arm, place, err);
}

sim_status sim_record_keep_arm(sim_record *r, const char *name, sim_error *err)
{
    const sim_status status = sim_stored_keep_arm(&r->made, name, err);

    return status == SIM_OK ? keep_arm(r, err) : status;
}

sim_status sim_record_plan(sim_record *r, const sim_screening *screening,
                           bool keeps_courses, sim_error *err)
{
    r->task = (sim_plan_task){.file = r->job.file,
                              .chain = r->job.session.chain,
                              .experiment = &r->job.experiment,
                              .axes = screening || r->axes.n > 0 ? &r->axes
                                                                 : &r->job.experiment.sweep,
                              .screening = screening,
                              .keeps_courses = keeps_courses};
    return sim_plan_init(&r->plan, &r->task, err);
}

/* ---- its database --------------------------------------------------------- */

/* Does it speak of as many points and arms as its experiment has? */
static sim_status check_size(sim_record *r, sim_stored_extent *x, sim_error *err)
{
    const size_t n_arms = r->store.form.n_arms;
    sim_status status = sim_stored_read_extent(&r->store, x, err);

    if (status != SIM_OK || (x->points == r->plan.n && n_arms == r->plan.form.n_arms))
        return status;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: is of %zu points in %zu arms, and its experiment has %zu in %zu; a "
        "file that potency sweep wrote would be right",
        r->store.path, x->points, n_arms, r->plan.n, r->plan.form.n_arms);
}

static sim_status check_shard(sim_record *r, sim_error *err)
{
    sim_stored_extent x;
    sim_status status = check_size(r, &x, err);

    if (status == SIM_OK && (x.shard != r->shard || x.shards != r->shards))
        status = sim_fail(err, SIM_EVALUE,
                          "%s: is shard %zu/%zu, not %zu/%zu; --shard %zu/%zu, or another "
                          "name, would be right",
                          r->store.path, x.shard, x.shards, r->shard, r->shards, x.shard,
                          x.shards);
    return status;
}

/* What is refused stays as it is: it is locked only when all of it could be read. */
static sim_status go_on(sim_record *r, const char *path, sim_error *err)
{
    sim_status status = sim_store_open(&r->store, path, false, err);

    if (status == SIM_OK) status = sim_stored_compare(&r->plan, &r->store, err);
    if (status == SIM_OK) status = check_shard(r, err);
    if (status == SIM_OK) status = sim_store_check_rows(&r->store, err);
    if (status != SIM_OK) return status;
    sim_store_close(&r->store);
    return sim_store_open(&r->store, path, true, err);
}

sim_status sim_record_start(sim_record *r, const char *path, sim_error *err)
{
    sim_status status = sim_stored_start(&r->store, path, &r->plan, err);

    r->made.extent.shard = r->shard;
    r->made.extent.shards = r->shards;
    return status == SIM_OK ? sim_stored_write(&r->made, &r->plan, &r->store, err) : status;
}

sim_status sim_record_create(sim_record *r, const char *path, bool resumes, sim_error *err)
{
    sim_status status;

    if (resumes && sim_store_exists(path) && !sim_store_is_empty(path))
        return go_on(r, path, err);
    status = sim_record_start(r, path, err);
    return status == SIM_OK ? sim_store_commit(&r->store, err) : status;
}

/* ---- loading -------------------------------------------------------------- */

/* Takes the axes of a sensitivity analysis from what was in force. */
static sim_status take_axis(void *self, const sim_store_parameter *p, sim_error *err)
{
    static const char section[] = "sensitivity.";
    sim_record *r = self;
    const sim_axis_world world = {&r->job.session.catalog, &r->job.session.presets, false};
    const sim_row row = {p->name + strlen(section), p->value, r->store.path, p->origin, 0};

    if (strncmp(p->name, section, strlen(section)) != 0) return SIM_OK;
    return strchr(row.name, '.') ? sim_axes_set(&r->axes, &world, &row, err) : SIM_OK;
}

static sim_status load_plan(sim_record *r, sim_error *err)
{
    const sim_screening *screening =
        r->made.screening ? sim_screening_find(r->made.screening) : NULL;
    sim_stored_extent x;
    sim_status status =
        screening ? sim_store_each_parameter(&r->store, take_axis, r, err) : SIM_OK;

    if (status == SIM_OK)
        status = sim_record_plan(r, screening, r->made.keeps_courses, err);
    if (status == SIM_OK) status = sim_stored_compare(&r->plan, &r->store, err);
    return status == SIM_OK ? check_size(r, &x, err) : status;
}

sim_status sim_record_load(sim_record *r, const char *path, sim_error *err)
{
    sim_source source = {.file = path};
    sim_status status;

    *r = (sim_record){.shard = 1, .shards = 1};
    status = sim_store_open(&r->store, path, false, err);
    if (status == SIM_OK) status = sim_store_check_log(&r->store, err);
    if (status == SIM_OK) status = sim_stored_read(&r->made, &r->store, err);
    if (status != SIM_OK) return status;
    r->shard = r->made.extent.shard;
    r->shards = r->made.extent.shards;
    source.text = r->made.text ? r->made.text : "";
    source.table = r->made.table;
    source.sets = (const char *const *)r->made.sets;
    source.n_sets = r->made.n_sets;
    if (r->made.file && *r->made.file) source.file = r->made.file;
    status = sim_job_read(&r->job, &source, err);
    if (status == SIM_OK && r->made.arm && *r->made.arm) status = keep_arm(r, err);
    return status == SIM_OK ? load_plan(r, err) : status;
}

/* ---- life ----------------------------------------------------------------- */

sim_status sim_record_solve(sim_record *r, size_t threads, const sim_hooks *hooks,
                            void (*committed)(void *self, size_t done), sim_error *err)
{
    const sim_sweep_task task = {.plan = &r->plan,
                                 .store = &r->store,
                                 .advice = r->task.screening ? "the same command goes on"
                                                             : "--resume goes on",
                                 .build = sim_build_id,
                                 .threads = threads,
                                 .shard = r->shard,
                                 .shards = r->shards,
                                 .hooks = hooks,
                                 .committed = committed};
    sim_error why = {""};
    const sim_status status = sim_sweep_run(&r->sweep, &task, err);
    const sim_status finished = sim_store_finish(&r->store, &why);

    if (status == SIM_OK && finished != SIM_OK)
        return sim_fail(err, finished, "%s", why.text);
    return status;
}

void sim_record_close(sim_record *r)
{
    sim_store_close(&r->store);
    sim_plan_free(&r->plan);
    sim_axes_free(&r->axes);
    sim_job_close(&r->job);
    sim_stored_free(&r->made);
    *r = (sim_record){.shard = 1};
}
