#include "sim/study/sensitivity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/study/probe.h"
#include "sim/study/vary.h"

const char sim_sensitivity_name[] = "sensitivity",
           sim_sensitivity_columns[] = "sensitivity_columns";

/* Above this part of points without a number the others are too few to speak for all. */
static const double most_lost = 0.2;

sim_column sim_sensitivity_number(const sim_sensitivity *a)
{
    return a->record.plan.columns[a->record.plan.form.n_inputs + a->number];
}

const char *sim_sensitivity_arm(const sim_sensitivity *a)
{
    return a->record.job.experiment.arms[0].name;
}

/* ---- the plan and its database -------------------------------------------- */

sim_status sim_sensitivity_plan(sim_sensitivity *a, const sim_sensitivity_wish *wish,
                                const sim_source *source, sim_error *err)
{
    sim_record *r = &a->record;
    sim_status status = sim_record_read(r, source, err);

    a->screening = wish->screening;
    if (status == SIM_OK)
        status = sim_record_keep_arm(
            r, wish->arm ? wish->arm : r->job.experiment.arms[0].name, err);
    if (status == SIM_OK) status = sim_vary_choose(r, wish->vary, &a->still, err);
    if (status == SIM_OK) status = sim_record_plan(r, wish->screening, false, err);
    if (status == SIM_OK)
        status = sim_plan_find_number(&r->plan, wish->number, &a->number, err);
    return status;
}

/* What is there, if it can be read. */
static bool look(const char *path, sim_stored_extent *x)
{
    sim_store store = {0};
    sim_error ignored;
    const bool can = sim_store_open(&store, path, false, &ignored) == SIM_OK &&
                     sim_stored_read_extent(&store, x, &ignored) == SIM_OK;

    sim_store_close(&store);
    return can && x->is_screening;
}

/* Gives the finished one a name that is free, and makes the new one. */
static sim_status put_aside(sim_sensitivity *a, sim_error *err)
{
    sim_error ignored;
    sim_status status;
    size_t number = 1;

    do {
        if (snprintf(a->old, sizeof a->old, "%s/sensitivity.old%zu.db", a->dir, number++) >=
            (int)sizeof a->old)
            return sim_fail(err, SIM_EIO, "%s: the path is too long", a->dir);
    } while (sim_store_exists(a->old));
    status = sim_store_rename(a->path, a->old, err);
    if (status != SIM_OK) return status;
    status = sim_record_create(&a->record, a->path, false, err);
    a->put_aside = status == SIM_OK;
    if (status != SIM_OK) sim_store_rename(a->old, a->path, &ignored);
    return status;
}

/* Goes on with what is there, if it is of this analysis; one of another that was finished
 * is put aside. */
static sim_status open_database(sim_sensitivity *a, sim_error *err)
{
    sim_error why = {""};
    sim_stored_extent x;
    sim_status status = sim_record_create(&a->record, a->path, true, &why);

    if (status == SIM_OK) return SIM_OK;
    sim_store_close(&a->record.store);
    if (status != SIM_EVALUE || !look(a->path, &x))
        return sim_fail(err, status, "%s", why.text);
    if (x.had < x.points)
        return sim_fail(
            err, status,
            "%s; it has %zu of its %zu points: another -o, or removing it, would "
            "be right",
            why.text, x.had, x.points);
    return put_aside(a, err);
}

sim_status sim_sensitivity_open(sim_sensitivity *a, const char *dir, sim_error *err)
{
    a->dir = dir;
    if (snprintf(a->path, sizeof a->path, "%s/sensitivity.db", dir) >= (int)sizeof a->path)
        return sim_fail(err, SIM_EIO, "%s: the path is too long", dir);
    return open_database(a, err);
}

/* ---- answers -------------------------------------------------------------- */

static sim_status take_row(void *self, const sim_store_row *row, sim_error *err)
{
    sim_sensitivity *a = self;
    const double number = row->numbers[a->number];

    (void)err;
    if (row->point < 1 || row->point > a->record.plan.n) return SIM_OK;
    if (strcmp(row->status, sim_probe_ok) != 0) return SIM_OK;
    a->y[row->point - 1] = number;
    a->n_undefined += isfinite(number) ? 0 : 1;
    return SIM_OK;
}

static size_t count_lost(const sim_sensitivity *a)
{
    return a->tally.refused + a->tally.failed + a->n_undefined;
}

static sim_status check_lost(const sim_sensitivity *a, sim_error *err)
{
    const sim_stored_tally *t = &a->tally;
    const char *reason = t->reason;
    char undefined[SIM_SENSITIVITY_TEXT];

    if ((double)count_lost(a) <= most_lost * (double)t->rows) return SIM_OK;
    if (a->n_undefined > t->refused + t->failed) {
        snprintf(undefined, sizeof undefined, "%s is not defined there",
                 sim_sensitivity_number(a).name);
        reason = undefined;
    }
    return sim_fail(err, SIM_EVALUE,
                    "%s: %zu of %zu points gave no number, above %.0f %%, most often for: "
                    "%s%s%.300s; %s would be right",
                    a->path, count_lost(a), t->rows, 100 * most_lost,
                    reason == undefined ? "" : t->condition,
                    reason == undefined || !*t->condition ? "" : ": ", reason,
                    reason == undefined
                        ? "another --number or --arm, or a longer run.days,"
                        : "a smaller --spread, or ranges in [sensitivity],");
}

/* Is the number the same wherever it is defined? */
bool sim_sensitivity_is_constant(const sim_sensitivity *a)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t i = 0; i < a->record.plan.n; i++) {
        if (!isfinite(a->y[i])) continue;
        low = fmin(low, a->y[i]);
        high = fmax(high, a->y[i]);
    }
    return sim_screen_difference(high, low) == 0;
}

/* What differs by rounding alone has shares of a variance that is none. */
static void level(sim_sensitivity *a)
{
    const double *first = NULL;

    if (!sim_sensitivity_is_constant(a)) return;
    for (size_t i = 0; i < a->record.plan.n; i++) {
        if (!isfinite(a->y[i])) continue;
        if (!first) first = &a->y[i];
        a->y[i] = *first;
    }
}

static sim_status find_answers(sim_sensitivity *a, sim_error *err)
{
    const sim_screening *s = a->screening;
    const size_t n_axes = a->record.axes.n;
    sim_error why = {""};
    sim_status status = sim_stored_count(&a->record.store, &a->tally, err);

    a->y = malloc((a->record.plan.n + 1) * sizeof *a->y);
    a->table = calloc(n_axes * s->n_columns + 1, sizeof *a->table);
    if (!a->y || !a->table) return sim_fail_memory(err, "sensitivity");
    for (size_t i = 0; i < a->record.plan.n; i++) a->y[i] = NAN;
    if (status == SIM_OK)
        status = sim_store_each_row(&a->record.store, 0, take_row, a, err);
    if (status == SIM_OK) status = check_lost(a, err);
    if (status != SIM_OK) return status;
    level(a);
    status = sim_screening_analyze(s, &a->record.plan.screen, a->y, a->table, &why);
    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "number %s: %s", sim_sensitivity_number(a).name, why.text);
}

static double rank_of(const sim_sensitivity *a, size_t axis)
{
    const sim_screening *s = a->screening;
    const double value = a->table[axis * s->n_columns + s->rank];

    return isnan(value) ? -INFINITY : value;
}

/* By insertion: there are few. */
static sim_status rank(sim_sensitivity *a, sim_error *err)
{
    const size_t n = a->record.axes.n;

    a->order = calloc(n + 1, sizeof *a->order);
    if (!a->order) return sim_fail_memory(err, "sensitivity");
    for (size_t i = 0; i < n; i++) {
        size_t at = i;

        for (; at > 0 && rank_of(a, i) > rank_of(a, a->order[at - 1]); at--)
            a->order[at] = a->order[at - 1];
        a->order[at] = i;
    }
    return SIM_OK;
}

sim_status sim_sensitivity_analyze(sim_sensitivity *a, sim_error *err)
{
    const sim_status status = find_answers(a, err);

    return status == SIM_OK ? rank(a, err) : status;
}

void sim_sensitivity_free(sim_sensitivity *a)
{
    free(a->y);
    free(a->table);
    free(a->order);
    sim_record_close(&a->record);
}

/* ---- tables --------------------------------------------------------------- */

/* What a row starts with; the columns of the method follow. */
static const sim_column first_columns[] = {
    {"number", "1", "the number that is looked at", SIM_CELL_TEXT},
    {"arm", "1", "the arm around whose values parameters vary", SIM_CELL_TEXT},
    {"method", "1", "how it was found out", SIM_CELL_TEXT},
    {"parameter", "1", "the parameter that varies", SIM_CELL_TEXT},
    {"meaning", "1", "what the parameter is", SIM_CELL_TEXT},
    {"unit", "1", "unit of the parameter", SIM_CELL_TEXT},
    {"value", "as unit says", "value of the parameter in that arm", SIM_CELL_NUMBER},
    {"low", "as unit says", "lower end of what it varies over; empty for a list",
     SIM_CELL_NUMBER},
    {"high", "as unit says", "upper end of what it varies over", SIM_CELL_NUMBER},
};
enum { N_FIRST = sizeof first_columns / sizeof *first_columns };

static void write_row(const sim_sensitivity *a, size_t i, sim_rows *rows)
{
    const sim_screening *s = a->screening;
    const sim_record *r = &a->record;
    const sim_axis *axis = &r->axes.list[i];
    const sim_column column = sim_axis_column(axis, &r->plan.world);

    sim_rows_text(rows, sim_sensitivity_number(a).name);
    sim_rows_text(rows, sim_sensitivity_arm(a));
    sim_rows_text(rows, s->name);
    sim_rows_text(rows, axis->name);
    sim_rows_text(rows, column.meaning);
    sim_rows_text(rows, column.unit);
    sim_rows_number(rows, sim_experiment_setting(&r->job.experiment, 0, axis));
    sim_rows_number(rows, axis->list ? NAN : axis->low);
    sim_rows_number(rows, axis->list ? NAN : axis->high);
    sim_rows_numbers(rows, &a->table[i * s->n_columns], s->n_columns);
}

static sim_status write_table(const sim_sensitivity *a, const sim_layout *layout,
                              sim_files *files, sim_error *err)
{
    sim_rows_to to;
    sim_rows rows;
    sim_status status =
        sim_results_add(&(sim_results){.files = files}, layout->name, &to, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, layout, &to);
    for (size_t k = 0; k < a->record.axes.n; k++) write_row(a, a->order[k], &rows);
    return sim_rows_end(&rows, err);
}

static sim_status write_columns(const sim_sensitivity *a, const sim_layout *layout,
                                sim_files *files, sim_error *err)
{
    sim_rows_to to;
    sim_rows rows;
    sim_status status =
        sim_results_add(&(sim_results){.files = files}, sim_sensitivity_columns, &to, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_rows_describe(&rows, layout, sim_sensitivity_number(a).unit);
    return sim_rows_end(&rows, err);
}

sim_status sim_sensitivity_write(const sim_sensitivity *a, sim_files *files, sim_error *err)
{
    const sim_screening *s = a->screening;
    sim_column *columns = calloc(N_FIRST + s->n_columns, sizeof *columns);
    const sim_layout layout = {sim_sensitivity_name, columns, N_FIRST + s->n_columns};
    sim_status status;

    if (!columns) return sim_fail_memory(err, sim_sensitivity_name);
    memcpy(columns, first_columns, sizeof first_columns);
    memcpy(columns + N_FIRST, s->columns, s->n_columns * sizeof *columns);
    status = write_table(a, &layout, files, err);
    if (status == SIM_OK) status = write_columns(a, &layout, files, err);
    free(columns);
    return status;
}
