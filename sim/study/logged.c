#include "sim/study/logged.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"

/* ---- columns ------------------------------------------------------------------------- */

static const char table_name[] = "log";
static const char recorded_prefix[] = "recorded_", modelled_prefix[] = "modelled_";

enum { COLUMNS_MOST = 8 + 3 * SIM_LOG_COLUMNS, NAME_SIZE = 64, MEANING_SIZE = 256 };

typedef struct {
    sim_pool *pool;
    sim_column list[COLUMNS_MOST];
    size_t n;
} columns;

static const char *print(columns *c, size_t size, const char *first, const char *second)
{
    char *text = sim_pool_take(c->pool, size, 1);

    if (text) snprintf(text, size, "%s%s", first, second);
    return text ? text : "";
}

static void add(columns *c, const char *name, const char *unit, const char *meaning)
{
    c->list[c->n++] = (sim_column){name, unit, meaning, SIM_CELL_NUMBER};
}

/* What a log has of a quantity, and what the model says. */
static void add_pair(columns *c, const sim_model *m, const char *name, const char *meaning)
{
    const sim_symbol *s = sim_model_find(m, name);

    sim_bug(!s);
    add(c, print(c, NAME_SIZE, recorded_prefix, name), s->unit,
        print(c, MEANING_SIZE, "as the log has it: ", meaning));
    add(c, print(c, NAME_SIZE, modelled_prefix, name), s->unit,
        print(c, MEANING_SIZE, "as the model has it: ", s->meaning));
}

/* What was counted is a column of its own where something else is compared. */
static bool is_shown(const sim_log_column *c)
{
    return c->role == SIM_LOG_AMOUNT && (!c->seen || c->times);
}

static void list_columns(columns *c, const sim_logbook *book)
{
    const sim_log_column *number = &book->columns[sim_logbook_of(book, SIM_LOG_NUMBER)];
    const sim_log_column *end = &book->columns[sim_logbook_of(book, SIM_LOG_END)];

    add(c, number->name, sim_model_find(book->model, number->name)->unit, number->meaning);
    add(c, end->name, "day", "end of the row, since its log starts");
    add(c, "days", "day", "how long it was until then");
    for (size_t i = 0; i < book->n_columns; i++)
        if (is_shown(&book->columns[i]))
            add(c, book->columns[i].name, book->columns[i].unit, book->columns[i].meaning);
    add_pair(c, book->model, book->growth, book->growth_meaning);
    for (size_t i = 0; i < book->n_columns; i++)
        if (book->columns[i].seen)
            add_pair(c, book->model, book->columns[i].seen, book->columns[i].meaning);
}

/* ---- the stage of a log ---------------------------------------------------------------- */

typedef struct {
    const sim_job *job;
    const sim_arm_log *of;
    sim_chain chain; /* up to the stage that is told */
    const double **params;
    double *own; /* the constants of that stage */
    sim_solution solution;
} telling;

static size_t stage_of(const sim_chain *chain, const sim_model *model)
{
    size_t i = 0;

    while (i < chain->n_stages && chain->stages[i].model != model) i++;
    sim_bug(i == chain->n_stages);
    return i;
}

static sim_status set_out(telling *t, sim_error *err)
{
    const sim_logbook *book = t->of->log.book;
    const sim_chain *whole = t->job->session.chain;
    const double *const *params = &t->job->params.at[t->of->arm * whole->n_stages];
    const sim_symbol *last = sim_model_find(book->model, book->last);
    const size_t stage = stage_of(whole, book->model);

    t->chain = *whole;
    t->chain.n_stages = stage + 1;
    t->params = calloc(stage + 1, sizeof *t->params);
    t->own = calloc(book->model->n_constants + 1, sizeof *t->own);
    if (!t->params || !t->own) return sim_fail_memory(err, book->name);
    memcpy(t->params, params, stage * sizeof *t->params);
    memcpy(t->own, params[stage], book->model->n_constants * sizeof *t->own);
    t->own[last->slot] =
        (double)t->of->log.rows[t->of->log.first[t->of->subject + 1] - 1].number;
    t->params[stage] = t->own;
    return SIM_OK;
}

static sim_status solve(telling *t, sim_error *err)
{
    const sim_experiment *e = &t->job->experiment;
    sim_task task = sim_params_task(&t->job->params, e);
    sim_error why = {""};
    sim_status status = set_out(t, err);

    if (status != SIM_OK) return status;
    task.chain = &t->chain;
    task.params = t->params;
    task.n_arms = 1;
    task.backgrounds = NULL;
    task.cues = &e->cues[t->of->arm];
    task.every = 0;
    status = sim_chain_solve(&task, &t->solution, &why);
    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "%s: arm %s: %s", e->data.list[t->of->data].place,
                    e->arms[t->of->arm].name, why.text);
}

static void close_telling(telling *t)
{
    sim_solution_free(&t->solution);
    free(t->params);
    free(t->own);
}

/* ---- rows ------------------------------------------------------------------------------- */

/* The report of that number; as many as there are: none. */
static size_t report_of(const sim_outcome *o, const sim_logbook *book, size_t number)
{
    const char *name = book->columns[sim_logbook_of(book, SIM_LOG_NUMBER)].name;
    const sim_symbol *s = sim_model_find(book->model, name);
    size_t i = 0;

    while (i < o->result.reports.n && sim_outcome_report(o, s, i) != (double)number) i++;
    return i;
}

static double modelled(const sim_outcome *o, size_t report, const char *name)
{
    return o->skipped || report >= o->result.reports.n
               ? NAN
               : sim_outcome_report(o, sim_model_find(o->model, name), report);
}

static void fill_row(const telling *t, const sim_log_row *row, double cells[])
{
    const sim_log *log = &t->of->log;
    const sim_logbook *book = log->book;
    const sim_outcome *o = sim_solution_outcome(&t->solution, 0, t->chain.n_stages - 1);
    const size_t report = report_of(o, book, row->number);
    size_t n = 0;

    cells[n++] = (double)row->number;
    cells[n++] = row->end - sim_log_origin(log, row);
    cells[n++] = sim_log_length(row);
    for (size_t c = 0; c < book->n_columns; c++)
        if (is_shown(&book->columns[c])) cells[n++] = row->value[c];
    cells[n++] = sim_log_growth(log, row);
    cells[n++] = modelled(o, report, book->growth);
    for (size_t c = 0; c < book->n_columns; c++) {
        if (!book->columns[c].seen) continue;
        cells[n++] = sim_log_seen(log, row, c);
        cells[n++] = modelled(o, report, book->columns[c].seen);
    }
}

static sim_status add_log(sim_logged *logged, const sim_job *job, const sim_arm_log *of,
                          sim_error *err)
{
    telling t = {.job = job, .of = of};
    sim_status status = solve(&t, err);

    for (size_t i = of->log.first[of->subject];
         status == SIM_OK && i < of->log.first[of->subject + 1]; i++) {
        double *cells;

        status = sim_table_add_row(&logged->table, job->arm_names[of->arm], &cells, err);
        if (status == SIM_OK) fill_row(&t, &of->log.rows[i], cells);
    }
    close_telling(&t);
    return status;
}

static bool is_told(const sim_arm_log *log)
{
    return log->arm != SIM_NONE && log->subject != SIM_NONE;
}

/* The table without its rows. */
static sim_status start(sim_logged *logged, const sim_job *job, sim_error *err)
{
    const sim_experiment *e = &job->experiment;
    columns c = {.pool = &logged->pool};

    *logged = (sim_logged){.book = job->session.chain->log};
    for (size_t i = 0; i < e->n_logs; i++) logged->is_there |= is_told(&e->logs[i]);
    if (!logged->is_there) return SIM_OK;
    list_columns(&c, logged->book);
    if (logged->pool.failed) return sim_fail_memory(err, table_name);
    return sim_table_init(&logged->table, table_name, sim_arm_column, c.list, c.n, err);
}

sim_status sim_logged_init(sim_logged *logged, const sim_job *job, sim_error *err)
{
    const sim_experiment *e = &job->experiment;
    sim_status status = start(logged, job, err);

    for (size_t i = 0; status == SIM_OK && i < e->n_logs; i++)
        if (is_told(&e->logs[i])) status = add_log(logged, job, &e->logs[i], err);
    if (status == SIM_OK) sim_table_round(&logged->table);
    return status;
}

sim_status sim_logged_read(sim_logged *logged, const sim_job *job, const char *dir,
                           sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    sim_csv_source source = {path, NULL, job->arm_names, job->experiment.n_arms};
    sim_status status = start(logged, job, err);

    if (status != SIM_OK || !logged->is_there) return status;
    status = sim_results_open(dir, table_name, path, &source.in, err);
    if (status != SIM_OK) return status;
    status = sim_table_read_csv(&logged->table, &source, err);
    fclose(source.in);
    return status;
}

/* ---- one side of it --------------------------------------------------------------------- */

static bool has_numbers(const sim_table *table, size_t column)
{
    for (size_t row = 0; row < table->n_rows; row++)
        if (isfinite(sim_table_cell(table, row, column))) return true;
    return false;
}

/* The quantities that were seen, and where the side has them. */
typedef struct {
    const sim_logged *logged;
    const char *prefix;
    sim_column list[COLUMNS_MOST];
    size_t from[COLUMNS_MOST], n;
} side;

static void add_side(side *s, const char *name)
{
    const sim_table *table = &s->logged->table;
    const sim_symbol *symbol = sim_model_find(s->logged->book->model, name);
    char own[NAME_SIZE], recorded[NAME_SIZE];

    snprintf(own, sizeof own, "%s%s", s->prefix, name);
    snprintf(recorded, sizeof recorded, "%s%s", recorded_prefix, name);
    if (!has_numbers(table, sim_table_find(table, recorded))) return;
    s->from[s->n] = sim_table_find(table, own);
    s->list[s->n++] =
        (sim_column){symbol->name, symbol->unit, symbol->meaning, SIM_CELL_NUMBER};
}

/* Of a row that does not say what it started with, what the model grew from is no matter. */
static bool is_countable(const sim_logged *logged, size_t row, const char *name)
{
    const size_t under = sim_table_find(&logged->table, logged->book->under);

    return strcmp(name, logged->book->growth) != 0 ||
           isfinite(sim_table_cell(&logged->table, row, under));
}

static side find_side(const sim_logged *logged, sim_logged_side which)
{
    const sim_logbook *book = logged->book;
    side s = {.logged = logged,
              .prefix = which == SIM_LOGGED_RECORDED ? recorded_prefix : modelled_prefix,
              .list = {logged->table.columns[0]},
              .n = 1};

    add_side(&s, book->growth);
    for (size_t i = 0; i < book->n_columns; i++)
        if (book->columns[i].seen) add_side(&s, book->columns[i].seen);
    return s;
}

bool sim_logged_is_seen(const sim_logged *logged)
{
    return logged->is_there && find_side(logged, SIM_LOGGED_RECORDED).n > 1;
}

sim_status sim_logged_part(const sim_logged *logged, sim_logged_side which,
                           sim_table *table, sim_error *err)
{
    const side s = find_side(logged, which);
    sim_status status;

    status = sim_table_init(table, table_name, sim_arm_column, s.list, s.n, err);
    for (size_t row = 0; status == SIM_OK && row < logged->table.n_rows; row++) {
        double *cells;

        status = sim_table_add_row(table, logged->table.keys[row], &cells, err);
        for (size_t i = 0; status == SIM_OK && i < s.n; i++)
            cells[i] = is_countable(logged, row, s.list[i].name)
                           ? sim_table_cell(&logged->table, row, s.from[i])
                           : NAN;
    }
    return status;
}

void sim_logged_free(sim_logged *logged)
{
    sim_table_free(&logged->table);
    sim_pool_free(&logged->pool);
    *logged = (sim_logged){0};
}

void sim_logged_describe(const sim_logged *logged, sim_rows *rows)
{
    const sim_layout layout = sim_table_layout(&logged->table);

    if (logged->is_there) sim_rows_describe(rows, &layout, "");
}
