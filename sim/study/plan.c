#include "sim/study/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/io/text.h"
#include "sim/study/bootstrap.h"
#include "sim/study/sight.h"
#include "sim/study/together.h"

enum { DAYS_KEPT = 100, LINE_SIZE = 1024 };

/* ---- points --------------------------------------------------------------- */

static sim_status check_levels(const sim_plan *plan, sim_error *err)
{
    const sim_axes *axes = plan->task->axes;

    for (size_t i = 0; i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];
        char advice[LINE_SIZE / 4];

        if (axis->levels > 0) continue;
        snprintf(advice, sizeof advice, axis->whole ? "a list" : "'%.200s x 9'", axis->how);
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s = %s has no number of levels, which a grid needs; %s, or "
                        "sweep.design = sobol, would be right",
                        axis->place, axis->name, axis->how, advice);
    }
    return SIM_OK;
}

/* Axes that go together have one coordinate; how many there are. */
static size_t find_dims(sim_plan *plan)
{
    const sim_axes *axes = plan->task->axes;
    size_t n = 0;

    for (size_t i = 0; i < axes->n; i++) {
        if (axes->list[i].follows > 0) continue;
        plan->levels[n] = axes->list[i].levels;
        plan->dims[i] = n++;
    }
    for (size_t i = 0; i < axes->n; i++)
        if (axes->list[i].follows > 0)
            plan->dims[i] = plan->dims[axes->list[i].follows - 1];
    return n;
}

static sim_status make_design(sim_plan *plan, sim_error *err)
{
    const sim_experiment *e = plan->task->experiment;
    const sim_design_spec spec = {
        .kind = (size_t)sim_experiment_value(e, "sweep", "design"),
        .n_axes = find_dims(plan),
        .levels = plan->levels,
        .points = e->table.n > 0 ? e->table.n
                                 : (size_t)sim_experiment_value(e, "sweep", "points"),
        .seed = (uint64_t)sim_experiment_value(e, "run", "seed")};
    sim_error why = {""};
    sim_status status = spec.kind == SIM_GRID ? check_levels(plan, err) : SIM_OK;

    if (status == SIM_OK)
        status = sim_together_check(plan->task->axes, spec.kind == SIM_GRID, err);
    if (status != SIM_OK) return status;
    status = sim_design_init(&plan->design, &spec, &why);
    plan->n = plan->design.n;
    return status == SIM_OK
               ? SIM_OK
               : sim_fail(err, status, "%s: [sweep] %s", plan->task->file, why.text);
}

static sim_status make_screen(sim_plan *plan, sim_error *err)
{
    const sim_experiment *e = plan->task->experiment;
    const sim_screening *s = plan->task->screening;
    const size_t asked = (size_t)sim_experiment_value(e, "sensitivity", "samples");
    const size_t each = sim_screening_points(s, plan->task->axes->n);

    plan->screen =
        (sim_screen){plan->task->axes->n, asked > 0 ? asked : s->samples,
                     (uint64_t)sim_experiment_value(e, "run", "seed"), plan->levels};
    if (plan->screen.samples < SIM_SAMPLES_LEAST)
        return sim_fail(err, SIM_EVALUE,
                        "%s: sensitivity.samples = %zu is too few for a 95 %% interval; %d "
                        "or more, or 0 for the %zu of %s, would be right",
                        plan->task->file, plan->screen.samples, SIM_SAMPLES_LEAST,
                        s->samples, s->name);
    plan->n = plan->screen.samples * each;
    if (plan->screen.samples > SIM_POINTS_MAX / each)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: sensitivity.samples = %zu makes %zu points; at most %d samples "
            "of %zu points would be right",
            plan->task->file, plan->screen.samples, plan->n, (int)(SIM_POINTS_MAX / each),
            each);
    return SIM_OK;
}

void sim_plan_rewind(sim_plan *plan)
{
    plan->given = 0;
    if (!plan->task->screening) sim_design_rewind(&plan->design);
}

/* Of a table, `u` says which row; of a grid, which levels. */
static void find_values(const sim_plan *plan, double values[])
{
    const sim_axes *axes = plan->task->axes;
    const sim_point_table *table = &plan->task->experiment->table;
    const sim_design_kind kind = (sim_design_kind)plan->design.kind;

    if (!plan->task->screening && kind == SIM_TABLE) {
        memcpy(values, &table->cells[(size_t)plan->u[0] * axes->n],
               axes->n * sizeof *values);
        return;
    }
    for (size_t i = 0; i < axes->n; i++) {
        const double u = plan->u[plan->task->screening ? i : plan->dims[i]];

        values[i] = !plan->task->screening && kind == SIM_GRID
                        ? sim_axis_level(&axes->list[i], (size_t)u)
                        : sim_axis_at(&axes->list[i], u);
    }
}

bool sim_plan_next(sim_plan *plan, double values[])
{
    const sim_screening *s = plan->task->screening;

    if (plan->given == plan->n) return false;
    if (s)
        s->point(&plan->screen, plan->given, plan->u);
    else
        sim_design_next(&plan->design, plan->u);
    plan->given++;
    find_values(plan, values);
    return true;
}

bool sim_plan_find(sim_plan *plan, size_t point, double values[])
{
    if (point < 1 || point > plan->n) return false;
    if (plan->given >= point) sim_plan_rewind(plan);
    if (plan->task->screening) plan->given = point - 1;
    while (plan->given < point) {
        if (!sim_plan_next(plan, values)) return false;
    }
    return true;
}

uint64_t sim_plan_stream(const sim_plan *plan, size_t point)
{
    const sim_screening *s = plan->task->screening;

    return s ? (point - 1) / sim_screening_points(s, plan->task->axes->n) + 1 : point;
}

/* ---- columns -------------------------------------------------------------- */

static const char day[] = "day";

static const struct {
    const char *ending, *meaning, *end; /* between them, which replicates */
} kept[SIM_KEPT] = {
    [SIM_KEPT_MEAN] = {"", "mean of the replicates", ""},
    [SIM_KEPT_SD] = {"_sd", "standard deviation of the replicates", ""},
    [SIM_KEPT_LOW] = {"_q05", "5 % of the replicates", " are below"},
    [SIM_KEPT_HIGH] = {"_q95", "95 % of the replicates", " are below"},
    [SIM_KEPT_DIFFERENCE] =
        {"_difference", "mean paired difference of the replicates",
         "; to the background of the arm or, where no arm has one, to the "
         "first arm"},
    [SIM_KEPT_LEAST] =
        {"_difference_low",
         "lower end of the 95 % interval of the mean paired difference of the "
         "replicates",
         ""},
    [SIM_KEPT_MOST] =
        {"_difference_high",
         "upper end of the 95 % interval of the mean paired difference of the "
         "replicates",
         ""},
};

bool sim_plan_is_kept(const char *column, const char *number)
{
    const size_t length = strlen(number);

    if (strncasecmp(column, number, length) != 0) return false;
    for (size_t k = 0; k < SIM_KEPT; k++)
        if (strcasecmp(column + length, kept[k].ending) == 0) return true;
    return false;
}

/* Courses have a day of the last stage: that of a stage before it says whose it is.  The
 * pool's; NULL without memory. */
static const char *name_number(sim_plan *plan, size_t i, const char *ending)
{
    const sim_number *n = &plan->readout.list[i];
    const bool is_other_day = n->symbol && strcmp(n->column.name, day) == 0;
    const char *before = plan->task->chain->stages[n->stage].model->name;
    const size_t size =
        strlen(before) + strlen("_") + strlen(n->column.name) + strlen(ending) + 1;
    char *name = sim_pool_take(&plan->pool, size, 1);

    if (name)
        snprintf(name, size, "%s%s%s%s", is_other_day ? before : "",
                 is_other_day ? "_" : "", n->column.name, ending);
    return name;
}

/* A number of a cohort, as each of the ways in which it is kept. */
static void add_kept(sim_plan *plan, size_t i)
{
    const sim_number *number = &plan->readout.list[i];
    const sim_column *column = &number->column;
    const sim_population *population = plan->task->chain->population;
    const bool parts = population && population->apart && !number->over_all;

    for (size_t k = 0; k < SIM_KEPT; k++) {
        const size_t at = i * SIM_KEPT + k;
        sim_column *c = &plan->columns[plan->form.n_inputs + at];

        const bool is_named = k == SIM_KEPT_MEAN || k == SIM_KEPT_DIFFERENCE;

        snprintf(plan->meanings[at], sizeof plan->meanings[at], "%s%s%s%s%s%s",
                 is_named ? column->meaning : "", is_named ? ": " : "", kept[k].meaning,
                 parts ? " that " : "", parts ? population->others : "", kept[k].end);
        *c = (sim_column){name_number(plan, i, kept[k].ending), column->unit,
                          plan->meanings[at], SIM_CELL_NUMBER};
    }
}

static void add_number(sim_plan *plan, size_t i)
{
    sim_column *c = &plan->columns[plan->form.n_inputs + i];

    if (plan->replicates > 0) {
        add_kept(plan, i);
        return;
    }
    *c = plan->readout.list[i].column;
    c->name = name_number(plan, i, "");
}

static void add_course(sim_plan *plan)
{
    const sim_watch *watch = &plan->task->experiment->watch;
    sim_column *c = &plan->columns[plan->form.n_inputs + plan->form.n_numbers];

    for (size_t i = 0; i < watch->n; i++) c[i] = sim_watch_column(watch, i);
}

static sim_status make_columns(sim_plan *plan, sim_error *err)
{
    const sim_plan_task *task = plan->task;
    sim_store_form *form = &plan->form;
    sim_status status = sim_readout_init(&plan->readout, task->chain, err);
    size_t n;

    if (status != SIM_OK) return status;
    plan->n_read = plan->replicates > 0 ? plan->readout.n : plan->readout.visits;
    form->n_inputs = task->axes->n;
    form->n_numbers = plan->replicates > 0 ? plan->n_read * SIM_KEPT : plan->n_read;
    form->n_arms = task->experiment->n_arms;
    form->n_course = task->keeps_courses ? task->experiment->watch.n : 0;
    n = form->n_inputs + form->n_numbers + form->n_course;
    plan->columns = sim_pool_take(&plan->pool, n, sizeof *plan->columns);
    plan->meanings = sim_pool_take(&plan->pool, form->n_numbers, sizeof *plan->meanings);
    if (plan->pool.failed) return sim_fail_memory(err, "sweep");
    for (size_t i = 0; i < form->n_inputs; i++)
        plan->columns[i] = sim_axis_column(&task->axes->list[i], &plan->world);
    for (size_t i = 0; i < plan->n_read; i++) add_number(plan, i);
    if (plan->pool.failed) return sim_fail_memory(err, "sweep");
    if (form->n_course > 0) add_course(plan);
    form->inputs = plan->columns;
    form->numbers = form->inputs + form->n_inputs;
    form->course = form->numbers + form->n_numbers;
    return sim_sight_keep(&plan->kept, &plan->readout,
                          form->n_course > 0 ? &task->experiment->watch : NULL, err);
}

/* ---- life ----------------------------------------------------------------- */

/* The arms of the file that an axis does not move; how many it does. */
static size_t print_still(const sim_experiment *placed, const sim_axis *axis, char text[],
                          size_t size)
{
    size_t n_moved = 0;

    text[0] = '\0';
    for (size_t arm = 0; arm < placed->n_own; arm++) {
        if (sim_experiment_is_moved(placed, arm, axis))
            n_moved++;
        else
            sim_text_append(text, size, "%s%s", *text ? ", " : "", placed->arms[arm].name);
    }
    return n_moved;
}

/* Does each axis move some arm?  Those that do not move all are told in `findings`. */
static sim_status check_moves(const sim_plan *plan, sim_findings *findings, sim_error *err)
{
    const sim_axes *axes = plan->task->axes;
    sim_experiment placed;
    sim_status status =
        sim_experiment_place_init(&placed, plan->task->experiment, axes, plan->scope, err);

    for (size_t i = 0; i < axes->n; i++) plan->u[i] = sim_axis_at(&axes->list[i], 0);
    if (status == SIM_OK) sim_experiment_place(&placed, plan->u);
    for (size_t i = 0; status == SIM_OK && i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];
        char arms[LINE_SIZE / 2];
        const size_t n_moved = print_still(&placed, axis, arms, sizeof arms);

        if (n_moved == 0)
            status =
                sim_fail(err, SIM_EVALUE,
                         "%s: %s varies in no arm, as rows of [arm NAME] or --set stand "
                         "over it (%s); leaving those out would be right",
                         axis->place, axis->name, arms);
        else if (n_moved < placed.n_own && findings)
            status = sim_findings_print(
                findings, err, "%s: %s does not vary in %s: rows of its own stand over it",
                axis->place, axis->name, arms);
    }
    sim_experiment_unplace(&placed);
    return status;
}

/* Axes of how a cohort is made, where there is none. */
static sim_status check_cohorts(const sim_plan *plan, sim_error *err)
{
    const sim_axes *axes = plan->task->axes;

    for (size_t i = 0; plan->replicates == 0 && i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        if (sim_axis_is_of_cohort(axis, plan->world.catalog))
            return sim_fail(err, SIM_EVALUE,
                            "%s: %s varies how a cohort is made, and points have none; "
                            "replicates = 200 in [sweep] would be right",
                            axis->place, axis->name);
    }
    return SIM_OK;
}

sim_status sim_plan_init(sim_plan *plan, const sim_plan_task *task, sim_error *err)
{
    const sim_experiment *e = task->experiment;
    const double days = sim_experiment_value(e, "run", "days");
    sim_status status;

    *plan = (sim_plan){.task = task,
                       .scope = task->screening ? SIM_BY_ANALYSIS : SIM_BY_POINT,
                       .world = {.catalog = e->catalog, .presets = e->presets},
                       .day_step = ceil(days / DAYS_KEPT)};
    if (task->axes->n == 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: nothing varies; a section [sweep] with a row such as "
                        "'product.dose = log 1e6..1.5e8 x 9' would be right",
                        task->file);
    if (!task->screening)
        plan->replicates =
            (size_t)(task->is_search ? sim_experiment_value(e, "optimise", "means_of")
                                     : sim_experiment_value(e, "sweep", "replicates"));
    plan->u = sim_pool_take(&plan->pool, task->axes->n, sizeof *plan->u);
    plan->levels = sim_pool_take(&plan->pool, task->axes->n, sizeof *plan->levels);
    plan->dims = sim_pool_take(&plan->pool, task->axes->n, sizeof *plan->dims);
    if (plan->pool.failed) return sim_fail_memory(err, "sweep");
    for (size_t i = 0; i < task->axes->n; i++) plan->levels[i] = task->axes->list[i].levels;
    status = check_cohorts(plan, err);
    if (status == SIM_OK) status = check_moves(plan, NULL, err);
    if (status == SIM_OK && !task->is_search)
        status = task->screening ? make_screen(plan, err) : make_design(plan, err);
    return status == SIM_OK ? make_columns(plan, err) : status;
}

sim_status sim_plan_init_cohort(sim_plan *plan, const sim_plan_task *task, sim_error *err)
{
    const sim_experiment *e = task->experiment;
    sim_status status;

    sim_bug(!task->is_cohort || task->axes->n > 0);
    *plan = (sim_plan){.task = task, .world = {e->catalog, e->presets, false}};
    status = make_columns(plan, err);
    plan->form.n_numbers = 0;
    plan->form.has_items = true;
    return status;
}

void sim_plan_free(sim_plan *plan)
{
    sim_design_free(&plan->design);
    sim_readout_free(&plan->readout);
    sim_kept_free(&plan->kept);
    sim_pool_free(&plan->pool);
    *plan = (sim_plan){0};
}

/* Does an axis put a row where its draw is not accepted? */
static bool goes_beyond(const sim_axis *axis, const sim_distribution *how)
{
    bool beyond = false;

    if (how->shape == SIM_UNIFORM || how->shape == SIM_FIXED) return false;
    for (size_t i = 0; i < axis->levels; i++)
        beyond |= !sim_distribution_accepts(how, sim_axis_level(axis, i));
    if (axis->levels > 0) return beyond;
    return !sim_distribution_accepts(how, axis->low) ||
           !sim_distribution_accepts(how, axis->high);
}

/* Axes whose points no cohort can be drawn at. */
static sim_status advise_draws(const sim_plan *plan, sim_findings *findings, sim_error *err)
{
    const sim_experiment *e = plan->task->experiment;
    const size_t n = plan->replicates > 0 ? plan->task->axes->n * e->cohort.n : 0;
    sim_status status = SIM_OK;

    if (sim_experiment_value(e, "cohort", "draw") == SIM_DRAW_NONE) return SIM_OK;
    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        const sim_axis *axis = &plan->task->axes->list[i / e->cohort.n];
        const sim_drawn *drawn = &e->cohort.list[i % e->cohort.n];

        if (axis->is_preset || axis->is_spread || axis->row != drawn->row) continue;
        if (!goes_beyond(axis, &drawn->how)) continue;
        status = sim_findings_print(findings, err,
                                    "%s: sweep.%s = %s goes beyond [%g, %g], within which "
                                    "a cohort draws it: points "
                                    "there have none",
                                    axis->place, axis->name, axis->how, drawn->how.low,
                                    drawn->how.high);
    }
    return status;
}

sim_status sim_plan_advise(const sim_plan *plan, sim_findings *findings, sim_error *err)
{
    const sim_experiment *e = plan->task->experiment;
    sim_status status = check_moves(plan, findings, err);

    if (status != SIM_OK || plan->task->screening) return status;
    status = advise_draws(plan, findings, err);
    if (status == SIM_OK && *e->table.left_out)
        status = sim_findings_print(findings, err,
                                    "%s: columns that are no parameters are left out: %s",
                                    plan->task->axes->list[0].place, e->table.left_out);
    if (status != SIM_OK ||
        plan->design.kind == (size_t)sim_experiment_value(e, "sweep", "design"))
        return status;
    return sim_findings_print(
        findings, err,
        "sobol has numbers for %d axes, and there are %zu: Latin hypercubes instead",
        SIM_SOBOL_AXES, plan->task->axes->n);
}
