#include "sim/study/sensitivity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/io/text.h"
#include "sim/study/probe.h"

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

/* ---- what varies ---------------------------------------------------------- */

/* Is the parameter meant by the word: its section, its model, or its name in full? */
static bool is_meant(const sim_record *r, const sim_parameter *q, const char *word)
{
    char name[SIM_SENSITIVITY_TEXT];

    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    return strcmp(word, q->section) == 0 || strcmp(word, name) == 0 ||
           strcmp(word, r->job.session.models[q->model]->name) == 0;
}

/* The chain that calls itself, its last model or a section by that word, where the run's own
 * has none of it; NULL if none does. */
static const sim_chain *find_elsewhere(const sim_catalog *catalog, const char *word)
{
    const sim_chain *chain = sim_catalog_elsewhere(catalog, word, NULL);

    if (chain || !catalog->chains) return chain;
    for (chain = catalog->chains; chain->name; chain++) {
        if (strcmp(chain->name, word) == 0 ||
            strcmp(chain->stages[chain->n_stages - 1].model->name, word) == 0)
            return chain;
    }
    return NULL;
}

static sim_status refuse_word(const sim_record *r, const char *word, sim_error *err)
{
    const sim_catalog *catalog = &r->job.session.catalog;
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[2 * SIM_SENSITIVITY_TEXT], place[SIM_SENSITIVITY_TEXT],
        section[SIM_SENSITIVITY_TEXT];
    const char *dot = strchr(word, '.');
    const sim_chain *elsewhere = dot ? NULL : find_elsewhere(catalog, word);
    size_t row;

    snprintf(place, sizeof place, "--vary %.300s", word);
    snprintf(section, sizeof section, "%.*s", dot ? (int)(dot - word) : 0, word);
    if (dot) return sim_catalog_find(catalog, section, dot + 1, place, &row, err);
    for (size_t i = 0; i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];

        if (q->model == 0 ||
            (i > 0 && strcmp(q->section, catalog->rows[i - 1].section) == 0))
            continue;
        sim_choice_offer(&choice, q->section);
    }
    if (elsewhere) choice.nearest.best = NULL;
    sim_choice_print(&choice, hint, sizeof hint);
    if (elsewhere)
        return sim_fail(err, SIM_ENAME, "%s: is of indication %s, and this run treats %s%s",
                        place, elsewhere->name, catalog->chain->name, hint);
    return sim_fail(err, SIM_ENAME, "%s: is no section, model or parameter%s", place, hint);
}

/* Marks what the list names; without one, all. */
static sim_status mark_meant(const sim_record *r, const char *vary, bool meant[],
                             sim_error *err)
{
    const sim_catalog *catalog = &r->job.session.catalog;
    char *list = sim_text_copy(vary ? vary : ""), *rest = list, *word;
    sim_status status = list ? SIM_OK : sim_fail_memory(err, "sensitivity");

    for (size_t i = 0; i < catalog->n; i++) meant[i] = !vary && catalog->rows[i].model > 0;
    while (status == SIM_OK && vary && (word = sim_text_next(&rest))) {
        bool any = false;

        for (size_t i = 0; i < catalog->n; i++) {
            if (catalog->rows[i].model == 0 || !is_meant(r, &catalog->rows[i], word))
                continue;
            meant[i] = any = true;
        }
        if (!any) status = refuse_word(r, word, err);
    }
    free(list);
    return status;
}

/* Does no model refuse the arm?  Solved in the mean, and no further than an output. */
static bool is_solvable(const sim_record *r)
{
    sim_task task = sim_params_task(&r->job.params, &r->job.experiment);
    sim_solution solution;
    sim_error ignored;
    bool refused;

    task.options.method = 0;
    task.end = fmin(task.end, task.every);
    refused = sim_chain_solve(&task, &solution, &ignored) != SIM_OK && solution.refusal;
    sim_solution_free(&solution);
    return !refused;
}

static bool is_taken(sim_record *r, size_t row, double value)
{
    sim_setting *setting = &r->job.experiment.arms[0].settings[row];
    const double kept = setting->value;
    bool taken;

    setting->value = value;
    sim_params_fill(&r->job.params, &r->job.experiment);
    taken = is_solvable(r);
    setting->value = kept;
    sim_params_fill(&r->job.params, &r->job.experiment);
    return taken;
}

/* Steps of a whole number are wide: a spread of them ends where the model refuses more. */
static void end_where_refused(sim_record *r, sim_axis_spread *around)
{
    const sim_symbol *s = r->job.experiment.catalog->rows[around->row].symbol;
    const double far = around->value * around->spread + 1;

    if (s->kind != SIM_WHOLE || !is_taken(r, around->row, around->value)) return;
    around->least = around->most = around->value;
    while (around->most + 1 <= fmin(s->high, far) &&
           is_taken(r, around->row, around->most + 1))
        around->most++;
    while (around->least - 1 >= fmax(s->low, around->value / around->spread - 1) &&
           is_taken(r, around->row, around->least - 1))
        around->least--;
}

/* The range that the file gives this parameter, if it does; else the spread. */
static sim_status add_axis(sim_record *r, size_t row, double spread, sim_error *err)
{
    const sim_experiment *e = &r->job.experiment;
    const sim_axis_world world = {e->catalog, e->presets, false};
    const sim_parameter *q = &e->catalog->rows[row];
    sim_axis_spread around = {row, e->arms[0].settings[row].value, spread, 0, 0};
    char name[SIM_SENSITIVITY_TEXT];
    const sim_axis *given;

    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    given = sim_axes_find(&e->sensitivity, name);
    if (!given) {
        end_where_refused(r, &around);
        return sim_axes_spread(&r->axes, &world, &around, err);
    }
    return sim_axes_set(
        &r->axes, &world,
        &(sim_row){name, given->how, given->place, given->origin, given->layer}, err);
}

/* Refuses what was meant as none of it can vary; with a row that would let it. */
static sim_status refuse_still(const sim_catalog *catalog, const bool meant[],
                               const char *vary, sim_error *err)
{
    char right[SIM_SENSITIVITY_TEXT] = "a parameter that is a number", low[SIM_NUMBER_SIZE],
         high[SIM_NUMBER_SIZE];

    for (size_t i = catalog->n; i-- > 0;) {
        const sim_parameter *q = &catalog->rows[i];

        if (!meant[i] || q->symbol->kind == SIM_WORD) continue;
        sim_parameter_print(q, q->symbol->low, low);
        sim_parameter_print(q, q->symbol->high, high);
        snprintf(right, sizeof right,
                 "a range in [sensitivity], as %.100s.%.100s = %s..%s,", q->section,
                 q->symbol->name, low, high);
    }
    return sim_fail(err, SIM_EVALUE,
                    "--vary %.300s: nothing of it can vary, being 0, words or switches; %s "
                    "would be right",
                    vary, right);
}

sim_status sim_sensitivity_choose(sim_record *r, const char *vary, size_t *still,
                                  sim_error *err)
{
    const sim_experiment *e = &r->job.experiment;
    const double spread = sim_experiment_value(e, "sensitivity", "spread");
    bool *meant = calloc(e->catalog->n + 1, sizeof *meant);
    sim_status status =
        meant ? mark_meant(r, vary, meant, err) : sim_fail_memory(err, "sensitivity");

    for (size_t i = 0; status == SIM_OK && i < e->catalog->n; i++) {
        if (meant[i]) status = add_axis(r, i, spread, err);
        *still += meant[i];
    }
    *still -= r->axes.n;
    if (status == SIM_OK && r->axes.n == 0)
        status = refuse_still(e->catalog, meant, vary, err);
    free(meant);
    return status;
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
    if (status == SIM_OK) status = sim_sensitivity_choose(r, wish->vary, &a->still, err);
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

sim_status sim_sensitivity_open(sim_sensitivity *a, const char *dir, sim_error *err)
{
    sim_error why = {""};
    sim_stored_extent x;
    sim_status status;

    a->dir = dir;
    if (snprintf(a->path, sizeof a->path, "%s/sensitivity.db", dir) >= (int)sizeof a->path)
        return sim_fail(err, SIM_EIO, "%s: the path is too long", dir);
    status = sim_record_create(&a->record, a->path, true, &why);
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

/* ---- answers -------------------------------------------------------------- */

/* The arm that was asked about is the first; it may have a background beside it. */
static sim_status take_row(void *self, const sim_store_row *row, sim_error *err)
{
    sim_sensitivity *a = self;
    const double number = row->numbers[a->number];

    (void)err;
    if (row->arm > 0 || row->point < 1 || row->point > a->record.plan.n) return SIM_OK;
    if (strcmp(row->status, sim_probe_ok) != 0) {
        a->n_unsolved++;
        return SIM_OK;
    }
    a->y[row->point - 1] = number;
    a->n_undefined += isfinite(number) ? 0 : 1;
    return SIM_OK;
}

static size_t count_lost(const sim_sensitivity *a)
{
    return a->n_unsolved + a->n_undefined;
}

static sim_status check_lost(const sim_sensitivity *a, sim_error *err)
{
    const sim_stored_tally *t = &a->tally;
    const char *reason = t->reason;
    char undefined[SIM_SENSITIVITY_TEXT];

    if ((double)count_lost(a) <= most_lost * (double)t->points) return SIM_OK;
    if (a->n_undefined > a->n_unsolved) {
        snprintf(undefined, sizeof undefined, "%s is not defined there",
                 sim_sensitivity_number(a).name);
        reason = undefined;
    }
    return sim_fail(err, SIM_EVALUE,
                    "%s: %zu of %zu points gave no number, above %.0f %%, most often for: "
                    "%s%s%.300s; %s would be right",
                    a->path, count_lost(a), t->points, 100 * most_lost,
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

    a->y = sim_pool_take(&a->pool, a->record.plan.n, sizeof *a->y);
    a->table = sim_pool_take(&a->pool, n_axes * s->n_columns, sizeof *a->table);
    a->order = sim_pool_take(&a->pool, n_axes, sizeof *a->order);
    if (a->pool.failed) return sim_fail_memory(err, "sensitivity");
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
static void rank(sim_sensitivity *a)
{
    for (size_t i = 0; i < a->record.axes.n; i++) {
        size_t at = i;

        for (; at > 0 && rank_of(a, i) > rank_of(a, a->order[at - 1]); at--)
            a->order[at] = a->order[at - 1];
        a->order[at] = i;
    }
}

sim_status sim_sensitivity_analyze(sim_sensitivity *a, sim_error *err)
{
    const sim_status status = find_answers(a, err);

    if (status == SIM_OK) rank(a);
    return status;
}

void sim_sensitivity_free(sim_sensitivity *a)
{
    sim_pool_free(&a->pool);
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

static sim_status start(sim_rows *rows, const sim_layout *layout, const char *name,
                        sim_files *files, sim_error *err)
{
    sim_rows_to to;
    sim_status status = sim_results_add(&(sim_results){.files = files}, name, &to, err);

    if (status == SIM_OK) sim_rows_start(rows, layout, &to);
    return status;
}

static sim_status write_tables(const sim_sensitivity *a, const sim_layout *layout,
                               sim_files *files, sim_error *err)
{
    sim_rows rows;
    sim_status status = start(&rows, layout, layout->name, files, err);

    if (status != SIM_OK) return status;
    for (size_t k = 0; k < a->record.axes.n; k++) write_row(a, a->order[k], &rows);
    status = sim_rows_end(&rows, err);
    if (status == SIM_OK)
        status = start(&rows, &sim_columns_layout, sim_sensitivity_columns, files, err);
    if (status != SIM_OK) return status;
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
    status = write_tables(a, &layout, files, err);
    free(columns);
    return status;
}
