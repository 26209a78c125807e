/* optimum.c -- of optimum.h: what is asked for, understood; and what is found at a point. */
#include "sim/study/optimum_parts.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

enum { ABOUT_SIZE = 1 << 15 };

static const char about_name[] = "optimise";

/* ---- names ------------------------------------------------------------------ */

static size_t n_numbers(const sim_optimum *o) { return o->plan.form.n_numbers; }

static const sim_parameter *parameter_at(const sim_optimum *o, size_t i)
{
    return &o->plan.world.catalog->rows[o->parameters[i]];
}

/* Has no number and no other parameter that name? */
static bool is_short_name(const sim_optimum *o, size_t i)
{
    const char *name = parameter_at(o, i)->symbol->name;

    for (size_t k = 0; k < n_numbers(o); k++) {
        if (strcmp(o->plan.form.numbers[k].name, name) == 0) return false;
    }
    for (size_t k = 0; k < o->n_parameters; k++) {
        if (k != i && strcmp(parameter_at(o, k)->symbol->name, name) == 0) return false;
    }
    return true;
}

sim_column sim_optimum_slot(const sim_optimum *o, size_t slot)
{
    const sim_parameter *q;

    if (slot < n_numbers(o)) return o->plan.form.numbers[slot];
    q = parameter_at(o, slot - n_numbers(o));
    return (sim_column){q->symbol->name, q->symbol->unit, q->symbol->meaning,
                        SIM_CELL_NUMBER};
}

/* Numbers first, then parameters by their full names, then by short ones that nothing else has:
 * in place of another, the full name once more. */
static bool name_slot(void *scope, size_t i, sim_named *named)
{
    const sim_optimum *o = scope;
    const size_t at = i < n_numbers(o) ? 0 : (i - n_numbers(o)) % o->n_parameters;
    const bool is_short = i >= n_numbers(o) + o->n_parameters && is_short_name(o, at);

    if (i >= n_numbers(o) + 2 * o->n_parameters) return false;
    named->slot = i < n_numbers(o) ? i : n_numbers(o) + at;
    named->unit = sim_optimum_slot(o, named->slot).unit;
    named->name = i < n_numbers(o) ? o->plan.form.numbers[i].name
                  : is_short       ? parameter_at(o, at)->symbol->name
                                   : o->full[at];
    return true;
}

static sim_status list_parameters(sim_optimum *o, sim_error *err)
{
    const sim_catalog *catalog = o->plan.world.catalog;

    o->parameters = sim_pool_take(&o->pool, catalog->n, sizeof *o->parameters);
    o->full = sim_pool_take(&o->pool, catalog->n, sizeof *o->full);
    for (size_t i = 0; !o->pool.failed && i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];
        const size_t size = strlen(q->section) + strlen(q->symbol->name) + 2;
        char *name;

        if (q->symbol->kind == SIM_WORD || sim_catalog_is_of_run(catalog, q->section))
            continue;
        name = sim_pool_take(&o->pool, size, 1);
        if (name) snprintf(name, size, "%s.%s", q->section, q->symbol->name);
        o->full[o->n_parameters] = name;
        o->parameters[o->n_parameters++] = i;
    }
    o->n_slots = n_numbers(o) + o->n_parameters;
    return sim_pool_check(&o->pool, about_name, err);
}

/* ---- expressions ------------------------------------------------------------ */

static sim_row row_of(const sim_aim_row *row)
{
    return (sim_row){row->name, row->how, row->place, row->origin, row->layer};
}

static bool uses(const sim_optimum *o, size_t slot)
{
    bool is_used = sim_expression_uses(&o->number, slot);

    for (size_t k = 0; k < o->aim->n_conditions; k++)
        is_used |= sim_expression_uses(&o->conditions[k].left, slot) ||
                   sim_expression_uses(&o->conditions[k].right, slot);
    return is_used;
}

static sim_status read_expressions(sim_optimum *o, sim_error *err)
{
    const sim_expression_world world = {
        .units = o->plan.world.catalog->units, .name = name_slot, .scope = o};
    sim_row row = row_of(&o->aim->number);
    sim_status status;

    o->conditions =
        sim_pool_take(&o->pool, o->aim->n_conditions + 1, sizeof *o->conditions);
    o->used = sim_pool_take(&o->pool, o->n_slots, sizeof *o->used);
    o->room = sim_pool_take(&o->pool, o->n_slots, sizeof *o->room);
    if (o->pool.failed) return sim_fail_memory(err, about_name);
    status = sim_expression_read(&o->number, &world, &row, err);
    for (size_t k = 0; status == SIM_OK && k < o->aim->n_conditions; k++) {
        row = row_of(&o->aim->conditions[k]);
        status = sim_condition_read(&o->conditions[k], &world, &row, err);
    }
    for (size_t slot = 0; status == SIM_OK && slot < o->n_slots; slot++) {
        if (uses(o, slot)) o->used[o->n_used++] = slot;
    }
    return status;
}

/* ---- reading ---------------------------------------------------------------- */

static sim_status check_asked(const sim_optimum *o, sim_error *err)
{
    if (!o->aim->number.how)
        return sim_fail(err, SIM_EVALUE,
                        "%s: asks for no optimum; a section [optimise] with a row "
                        "'maximise = NUMBER', or minimise, would be right",
                        o->job.file);
    if (o->aim->axes.n == 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: nothing varies; a row of [optimise] such as 'product.dose = "
                        "log 1e6..1.5e8' would be right",
                        o->job.file);
    if (o->aim->axes.n > SIM_SOBOL_AXES)
        return sim_fail(err, SIM_EVALUE, "%s: %zu axes vary; at most %d would be right",
                        o->job.file, o->aim->axes.n, SIM_SOBOL_AXES);
    return SIM_OK;
}

/* Leaves the one arm that is asked for. */
static sim_status keep_arm(sim_optimum *o, sim_error *err)
{
    sim_experiment *e = &o->job.experiment;
    const sim_aim_row *row = &o->aim->arm;
    sim_error why;

    if (!row->how)
        return e->n_own > 1 ? sim_experiment_keep_arm(e, e->arms[0].name, o->job.file, err)
                            : SIM_OK;
    if (sim_experiment_keep_arm(e, row->how, row->place, &why) == SIM_OK) return SIM_OK;
    return sim_fail(err, SIM_ENAME, "%s", why.text);
}

static sim_status make_plan(sim_optimum *o, sim_error *err)
{
    o->task = (sim_plan_task){.file = o->job.file,
                              .chain = o->job.session.chain,
                              .experiment = &o->job.experiment,
                              .axes = &o->aim->axes,
                              .is_search = true};
    return sim_plan_init(&o->plan, &o->task, err);
}

static sim_status make_problem(sim_optimum *o, sim_error *err)
{
    const sim_axes *axes = &o->aim->axes;

    o->axes = sim_pool_take(&o->pool, axes->n, sizeof *o->axes);
    o->without = sim_pool_take(&o->pool, o->aim->n_conditions + 1, sizeof *o->without);
    if (o->pool.failed) return sim_fail_memory(err, about_name);
    for (size_t i = 0; i < axes->n; i++)
        o->axes[i] = (sim_search_axis){axes->list[i].levels,
                                       sim_axis_has_words(&axes->list[i], &o->plan.world)};
    return SIM_OK;
}

sim_status sim_optimum_read(sim_optimum *o, const sim_source *source, sim_error *err)
{
    sim_status status;

    *o = (sim_optimum){0};
    pthread_mutex_init(&o->lock, NULL);
    status = sim_job_read(&o->job, source, err);
    if (status != SIM_OK) return status;
    o->aim = &o->job.experiment.aim;
    status = check_asked(o, err);
    if (status == SIM_OK) status = keep_arm(o, err);
    if (status == SIM_OK) status = make_plan(o, err);
    if (status == SIM_OK) status = list_parameters(o, err);
    if (status == SIM_OK) status = read_expressions(o, err);
    return status == SIM_OK ? make_problem(o, err) : status;
}

/* ---- what is kept ----------------------------------------------------------- */

static void print_row(const sim_aim_row *row, char text[])
{
    if (row->how) sim_text_append(text, ABOUT_SIZE, "; %s = %s", row->name, row->how);
}

/* All that its points hang on, beside the rows of the experiment. */
static void print_about(const sim_optimum *o, char text[])
{
    static const char *const names[] = {"scan", "climbs", "means_of"};

    sim_text_append(text, ABOUT_SIZE, "the points of an optimum");
    print_row(&o->aim->number, text);
    print_row(&o->aim->arm, text);
    for (size_t k = 0; k < o->aim->n_conditions; k++)
        print_row(&o->aim->conditions[k], text);
    for (size_t i = 0; i < o->aim->axes.n; i++)
        sim_text_append(text, ABOUT_SIZE, "; %s = %s", o->aim->axes.list[i].name,
                        o->aim->axes.list[i].how);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        sim_text_append(text, ABOUT_SIZE, "; %s = %g", names[i],
                        sim_experiment_value(&o->job.experiment, about_name, names[i]));
}

sim_status sim_optimum_open(sim_optimum *o, const char *dir, bool resumes, sim_error *err)
{
    char *about = sim_pool_take(&o->pool, ABOUT_SIZE, 1);
    const sim_keep_options options = {
        .resumes = resumes, .name = about_name, .about = about};
    sim_status status = sim_pool_check(&o->pool, about_name, err);

    if (status != SIM_OK) return status;
    print_about(o, about);
    status = sim_keep_open(&o->keep, &o->job, dir, &options, err);
    o->has_keep = true;
    return status;
}

sim_status sim_optimum_close(sim_optimum *o, sim_error *err)
{
    if (!o->has_keep) return SIM_OK;
    o->has_keep = false;
    return sim_keep_close(&o->keep, err);
}

void sim_optimum_discard(sim_optimum *o)
{
    if (o->has_keep) sim_keep_discard(&o->keep);
    o->has_keep = false;
}

/* ---- what is found ---------------------------------------------------------- */

/* By which part a condition holds; one that may not be equal, and is, lacks next to nothing. */
static double find_gap(const sim_condition *condition, const double slots[])
{
    const double margin = sim_condition_margin(condition, slots);
    const double left = sim_expression_value(&condition->left, slots);
    const double right = condition->is_upper ? left + margin : left - margin;

    if (isnan(margin)) return NAN;
    if (margin == 0) return sim_condition_holds(condition, slots) ? 0 : -DBL_MIN;
    return margin / (fabs(left) + fabs(right));
}

void sim_optimum_judge(const sim_optimum *o, const double slots[], sim_search_seen *seen)
{
    const double number = sim_expression_value(&o->number, slots);

    seen->value = o->aim->is_least ? -number : number;
    for (size_t k = 0; k < o->aim->n_conditions; k++)
        seen->gaps[k] = find_gap(&o->conditions[k], slots);
}

double sim_optimum_value(const sim_optimum *o, const sim_optimum_point *point)
{
    return point->reason ? NAN : o->aim->is_least ? -point->seen.value : point->seen.value;
}

sim_optimum_sides sim_optimum_sides_at(const sim_optimum *o, const sim_optimum_point *point,
                                       size_t k)
{
    const sim_condition *condition = &o->conditions[k];
    sim_optimum_sides sides = {NAN, NAN, NAN};

    if (point->reason) return sides;
    for (size_t i = 0; i < o->n_used; i++) o->room[o->used[i]] = point->slots[i];
    sides.left = sim_expression_value(&condition->left, o->room);
    sides.right = sim_expression_value(&condition->right, o->room);
    sides.margin = sim_condition_margin(condition, o->room);
    return sides;
}

bool sim_optimum_is_met(const sim_optimum *o, const sim_optimum_point *point)
{
    return sim_search_lack(&o->problem, &point->seen, SIM_SEARCH_ALL) == 0;
}

size_t sim_optimum_worst(const sim_optimum *o, const sim_optimum_point *point)
{
    size_t worst = o->aim->n_conditions;
    double most = 0;

    for (size_t k = 0; k < o->aim->n_conditions; k++) {
        const double gap = point->seen.gaps[k], lack = isnan(gap) ? 1 : -gap;

        if (lack > most) {
            most = lack;
            worst = k;
        }
    }
    return worst;
}

/* ---- points by number --------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const sim_optimum_point *one = a, *two = b;

    return (one->number > two->number) - (one->number < two->number);
}

void sim_optimum_sort(sim_optimum *o)
{
    if (o->n > 0) qsort(o->points, o->n, sizeof *o->points, compare);
}

const sim_optimum_point *sim_optimum_find(const sim_optimum *o, size_t number)
{
    const sim_optimum_point key = {.number = number};

    return o->n > 0 ? bsearch(&key, o->points, o->n, sizeof key, compare) : NULL;
}

const sim_optimum_point *sim_optimum_best(const sim_optimum *o)
{
    return sim_optimum_find(o, o->ends.list[0].number);
}

sim_status sim_optimum_place(const sim_optimum *o, sim_experiment *placed, sim_error *err)
{
    static char origin[] = "the best that potency optimise found";
    sim_axes axes = {.list = calloc(o->aim->axes.n, sizeof *axes.list),
                     .n = o->aim->axes.n};
    sim_status status = axes.list ? SIM_OK : sim_fail_memory(err, about_name);

    *placed = (sim_experiment){0};
    for (size_t i = 0; axes.list && i < axes.n; i++) {
        axes.list[i] = o->aim->axes.list[i];
        axes.list[i].origin = origin;
    }
    if (status == SIM_OK)
        status =
            sim_experiment_place_init(placed, &o->job.experiment, &axes, SIM_BY_POINT, err);
    if (status == SIM_OK) {
        placed->aim = (sim_aim){0};
        sim_experiment_place(placed, sim_optimum_best(o)->values);
    }
    free(axes.list);
    return status;
}

static void free_member(sim_optimum_member *m)
{
    sim_shelf_clear(&m->shelf);
    sim_probe_free(&m->probe);
}

/* What went wrong before is what is told. */
void sim_optimum_free(sim_optimum *o)
{
    sim_error ignored;

    (void)sim_optimum_close(o, &ignored);
    for (size_t i = 0; o->members && i < o->threads; i++) free_member(&o->members[i]);
    if (o->nets) sim_chain_free_nets(o->job.session.chain, o->nets);
    sim_search_free(&o->search);
    sim_plan_free(&o->plan);
    sim_job_close(&o->job);
    free(o->points);
    sim_pool_free(&o->pool);
    pthread_mutex_destroy(&o->lock);
    *o = (sim_optimum){0};
}
