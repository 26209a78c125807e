#include "sim/study/tables.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/study/numbers.h"

enum { COLUMNS_MAX = 128 };

typedef enum { REPORTS, COURSE, GLANCES, N_SUBJECTS } subject;

/* What a column shows: a symbol of a stage. */
typedef struct {
    size_t stage;
    const sim_symbol *symbol;
    const sim_against *against; /* its difference to the background; NULL: itself */
} source;

typedef struct {
    const sim_solution *solution;
    size_t stage;    /* whose rows they are */
    subject subject; /* what they are of it */
    source sources[COLUMNS_MAX];
    size_t n_sources;
    sim_reader own[COLUMNS_MAX], its[COLUMNS_MAX]; /* an arm's, and its background's */
    double *p, *o; /* work: constants and rules of a stateless stage */
} builder;

static void add_source(builder *b, size_t stage, const sim_symbol *symbol)
{
    sim_bug(b->n_sources == COLUMNS_MAX);
    b->sources[b->n_sources++] = (source){stage, symbol, NULL};
}

/* ---- columns -------------------------------------------------------------- */

static void add_columns_of(builder *b, size_t stage)
{
    const sim_model *m = b->solution->chain->stages[stage].model;

    for (size_t i = 0; i < m->n_columns; i++)
        add_source(b, stage, &m->symbols[m->columns[i]]);
}

/* A table of a stage; NULL if it has none. */
static const char *name_of(const sim_stage *stage, subject of)
{
    return of == REPORTS ? stage->reports : of == COURSE ? stage->course : stage->glances;
}

static const sim_course *course_of(const sim_result *result, subject of)
{
    return of == REPORTS  ? &result->reports
           : of == COURSE ? &result->grid
                          : &result->glances;
}

/* All states and rules, but for what is in the first column. */
static void find_columns_of_course(builder *b)
{
    const sim_model *m = b->solution->chain->stages[b->stage].model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!sim_symbol_is_state(s) && s->kind != SIM_RULE) continue;
        if (strcmp(s->name, sim_day_column.name) != 0) add_source(b, b->stage, s);
    }
    for (size_t i = 0; i < m->n_againsts; i++) {
        add_source(b, b->stage, &m->symbols[m->againsts[i].telling.symbol]);
        b->sources[b->n_sources - 1].against = &m->againsts[i];
    }
}

static void find_columns_of_reports(builder *b)
{
    const sim_chain *chain = b->solution->chain;

    add_columns_of(b, b->stage);
    for (size_t i = b->stage + 1; i < chain->n_stages; i++) {
        if (chain->stages[i].model->n_states > 0) break;
        add_columns_of(b, i);
    }
}

static sim_column column_of(const builder *b, const source *from)
{
    return from->against ? sim_column_against(b->solution->chain->stages[from->stage].model,
                                              from->against)
                         : sim_column_of(from->symbol);
}

static sim_status open_table(builder *b, sim_table *table, sim_error *err)
{
    const sim_stage *stage = &b->solution->chain->stages[b->stage];
    const sim_symbol *day = sim_model_find(stage->model, sim_day_column.name);
    const bool is_last = b->stage + 1 == b->solution->chain->n_stages;
    sim_column columns[COLUMNS_MAX + 1];
    size_t n = 0;

    if (b->subject != REPORTS)
        columns[n++] = day       ? sim_column_of(day)
                       : is_last ? sim_day_of(b->solution->chain)
                                 : sim_day_column;
    for (size_t i = 0; i < b->n_sources; i++) columns[n++] = column_of(b, &b->sources[i]);
    return sim_table_init(table, name_of(stage, b->subject), sim_arm_column, columns, n,
                          err);
}

/* ---- rows ----------------------------------------------------------------- */

/* The value of a stateless stage's symbol, had report i been the end of b->stage. */
static double follow(builder *b, size_t arm, const source *from, size_t i)
{
    const sim_outcome *outcome = sim_solution_outcome(b->solution, arm, from->stage);
    const sim_outcome *before = sim_solution_outcome(b->solution, arm, b->stage);
    const sim_course *course = &before->result.reports;
    const sim_model *m = outcome->model;

    memcpy(b->p, outcome->p, m->n_constants * sizeof *b->p);
    sim_solution_feed(b->solution, arm, from->stage, b->stage,
                      &course->x[i * course->n_states], &course->o[i * course->n_rules],
                      b->p);
    m->derive(b->p);
    if (sim_model_blanks(m, from->symbol, &(sim_moment){.p = b->p})) return NAN;
    m->observe(0, NULL, b->p, b->o);
    return sim_symbol_value(from->symbol, b->p, NULL, b->o);
}

static sim_reader read_column(const builder *b, const sim_outcome *outcome,
                              const sim_symbol *symbol)
{
    return sim_outcome_reader(outcome, symbol, course_of(&outcome->result, b->subject));
}

/* Columns are found once for all rows of an arm, of which there is one or more. */
static void find_arm(builder *b, size_t arm)
{
    const sim_outcome *outcome = sim_solution_outcome(b->solution, arm, b->stage);
    const sim_outcome *background = sim_solution_background(b->solution, arm);

    for (size_t k = 0; k < b->n_sources; k++) {
        const source *from = &b->sources[k];

        if (from->stage != b->stage) continue;
        b->own[k] = read_column(b, outcome, from->symbol);
        b->its[k] = (sim_reader){0};
        if (from->against && background)
            b->its[k] = read_column(b, background, from->symbol);
    }
}

/* Of the arm that was found. */
static double cell_of(builder *b, size_t arm, size_t k, size_t i)
{
    const source *from = &b->sources[k];

    if (from->stage != b->stage) return follow(b, arm, from, i);
    if (!from->against) return sim_reader_at(&b->own[k], i);
    return b->its[k].outcome ? sim_reader_at(&b->own[k], i) - sim_reader_at(&b->its[k], i)
                             : NAN;
}

static sim_status add_rows(builder *b, sim_table *table, size_t arm, const char *name,
                           sim_error *err)
{
    const sim_outcome *outcome = sim_solution_outcome(b->solution, arm, b->stage);
    const sim_course *course = course_of(&outcome->result, b->subject);
    sim_status status = SIM_OK;

    if (course->n > 0) find_arm(b, arm);
    for (size_t i = 0; status == SIM_OK && i < course->n; i++) {
        double *cells;

        status = sim_table_add_row(table, name, &cells, err);
        if (status != SIM_OK) return status;
        if (b->subject != REPORTS) *cells++ = course->t[i];
        for (size_t k = 0; k < b->n_sources; k++) cells[k] = cell_of(b, arm, k, i);
    }
    return status;
}

static size_t most_symbols(const sim_chain *chain)
{
    size_t most = 0;

    for (size_t i = 0; i < chain->n_stages; i++) {
        if (chain->stages[i].model->n_symbols > most)
            most = chain->stages[i].model->n_symbols;
    }
    return most;
}

/* Room for what is worked out of a stateless stage; the caller frees b->p. */
static sim_status make_room(builder *b, sim_error *err)
{
    const size_t n = most_symbols(b->solution->chain);

    b->p = calloc(2 * n + 1, sizeof *b->p);
    if (!b->p) return sim_fail_memory(err, "tables");
    b->o = b->p + n;
    return SIM_OK;
}

/* Adds a table of what `b` starts with. */
static sim_status add_table(sim_tables *tables, builder b, const char *const arm_names[],
                            sim_error *err)
{
    sim_table *table = &tables->table[tables->n++];
    const sim_solution *solution = b.solution;
    sim_status status = make_room(&b, err);

    sim_bug(tables->n == SIM_TABLES_MAX);
    if (status != SIM_OK) return status;
    if (b.subject == REPORTS)
        find_columns_of_reports(&b);
    else
        find_columns_of_course(&b);
    status = open_table(&b, table, err);
    for (size_t arm = 0; status == SIM_OK && arm < solution->n_arms; arm++)
        if (sim_solution_outcome(solution, arm, b.stage))
            status = add_rows(&b, table, arm, arm_names[arm], err);
    free(b.p);
    return status;
}

/* ---- reports by themselves -------------------------------------------------- */

/* Of the first stage that has any. */
static bool find_reports(builder *b, const sim_solution *solution)
{
    const sim_chain *chain = solution->chain;

    *b = (builder){.solution = solution, .subject = REPORTS};
    while (b->stage < chain->n_stages && !chain->stages[b->stage].reports) b->stage++;
    if (b->stage == chain->n_stages) return false;
    find_columns_of_reports(b);
    return true;
}

sim_status sim_reports_init(const sim_chain *chain, sim_table *table, sim_error *err)
{
    const sim_solution nothing = {.chain = chain};
    builder b;

    *table = (sim_table){0};
    return find_reports(&b, &nothing) ? open_table(&b, table, err) : SIM_OK;
}

sim_status sim_reports_read(const sim_solution *solution, size_t arm, size_t most,
                            double cells[], sim_error *err)
{
    builder b;
    sim_status status;
    size_t n;

    if (!find_reports(&b, solution)) return SIM_OK;
    status = make_room(&b, err);
    if (status != SIM_OK) return status;
    n = sim_solution_outcome(solution, arm, b.stage)->result.reports.n;
    if (n > 0) find_arm(&b, arm);
    for (size_t i = 0; i < most * b.n_sources; i++) {
        const size_t row = i / b.n_sources;

        cells[i] = row < n ? cell_of(&b, arm, i % b.n_sources, row) : NAN;
    }
    free(b.p);
    return SIM_OK;
}

/* ---- the summary ---------------------------------------------------------- */

double sim_outcome_on_day(const sim_outcome *outcome, const sim_symbol *symbol, double day)
{
    const size_t i = sim_course_find(&outcome->result.grid, day);

    if (isinf(day)) return sim_outcome_end(outcome, symbol);
    return i < outcome->result.grid.n ? sim_outcome_output(outcome, symbol, i) : NAN;
}

static const sim_outcome *last_outcome(const sim_solution *solution, size_t arm)
{
    return sim_solution_outcome(solution, arm, solution->chain->n_stages - 1);
}

/* What is read of an arm: less that of the background, where it is held against one. */
typedef struct {
    const sim_outcome *outcome, *background; /* NULL: against none */
    const sim_symbol *symbol;
    size_t end; /* the first output that is not read */
} subject_of;

static sim_reader read_outputs(const sim_outcome *outcome, const subject_of *of)
{
    return sim_outcome_reader(outcome, of->symbol, &outcome->result.grid);
}

static double read_day(const subject_of *of, double day)
{
    const double value = sim_outcome_on_day(of->outcome, of->symbol, day);

    return of->background ? value - sim_outcome_on_day(of->background, of->symbol, day)
                          : value;
}

static bool is_beyond(double v, double value)
{
    return fabs(v - value) > SIM_NEGLIGIBLE * fmax(1, fabs(value));
}

/* The highest value of sign * symbol and the first day on which it is reached. */
static void find_extreme(const subject_of *of, double sign, double *value, double *day)
{
    const sim_course *course = &of->outcome->result.grid;
    const bool is_against = of->background != NULL;
    const sim_outcome *other = is_against ? of->background : of->outcome;
    const sim_reader own = read_outputs(of->outcome, of), its = read_outputs(other, of);
    const size_t n = of->end < course->n ? of->end : course->n;
    double most = NAN;
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        double v = sim_reader_at(&own, i);

        if (is_against) v -= sim_reader_at(&its, i);
        if (i > 0 && !(sign * (v - most) > 0 && is_beyond(v, most))) continue;
        most = v;
        at = i;
    }
    *value = most;
    *day = n > 0 ? course->t[at] : NAN;
}

/* The output on which a row is read; one that is read at the end stands from the first on. */
static size_t find_reading(const sim_outcome *outcome, const sim_summary *row)
{
    const sim_symbol *symbol = &outcome->model->symbols[row->symbol];
    const sim_course *course = &outcome->result.grid;
    size_t i = 0;

    if (isfinite(row->day)) return sim_course_find(course, row->day);
    while (i < course->n && isnan(sim_outcome_output(outcome, symbol, i))) i++;
    return i > 0 || course->n == 0 ? i : course->n - 1;
}

double sim_summary_read_before(const sim_solution *solution, size_t arm,
                               const sim_summary *row, size_t end)
{
    const sim_reading reading = row->reading;
    const bool is_against = sim_reading_is_against(reading);
    const subject_of of = {
        last_outcome(solution, arm),
        is_against ? sim_solution_background(solution, arm) : NULL,
        &last_outcome(solution, arm)->model->symbols[row->symbol],
        end,
    };
    const bool lowest = reading == SIM_LOWEST || reading == SIM_DAY_OF_LOWEST ||
                        reading == SIM_LOWEST_AGAINST ||
                        reading == SIM_DAY_OF_LOWEST_AGAINST;
    double value, day;

    if (row->own) return sim_formed_read(row->own, solution, arm, end);
    if (is_against && !of.background) return NAN;
    if (reading == SIM_ON_DAY || reading == SIM_AGAINST)
        return end < SIZE_MAX && find_reading(of.outcome, row) >= end
                   ? NAN
                   : read_day(&of, row->day);
    find_extreme(&of, lowest ? -1 : 1, &value, &day);
    return sim_reading_is_day(reading) ? day : value;
}

double sim_summary_read(const sim_solution *solution, size_t arm, const sim_summary *row)
{
    return sim_summary_read_before(solution, arm, row, SIZE_MAX);
}

sim_column sim_summary_column(const sim_model *m, const sim_summary *row)
{
    const bool is_day = sim_reading_is_day(row->reading);
    const char *unit = is_day ? m->time_unit : m->symbols[row->symbol].unit;

    if (sim_reading_is_against(row->reading)) unit = sim_difference_unit(unit);
    if (row->own) unit = row->unit;
    return (sim_column){row->name, unit, row->meaning, SIM_CELL_NUMBER};
}

static sim_status open_summary(const sim_model *m, sim_table *table, sim_error *err)
{
    sim_column columns[COLUMNS_MAX];

    sim_bug(m->n_summaries > COLUMNS_MAX);
    for (size_t i = 0; i < m->n_summaries; i++)
        columns[i] = sim_summary_column(m, &m->summaries[i]);
    return sim_table_init(table, "summary", sim_arm_column, columns, m->n_summaries, err);
}

sim_status sim_summary_build(const sim_solution *solution, const char *const arm_names[],
                             sim_table *table, sim_error *err)
{
    const size_t last = solution->chain->n_stages - 1;
    const sim_model *m = solution->chain->stages[last].model;
    sim_status status = open_summary(m, table, err);

    for (size_t arm = 0; status == SIM_OK && arm < solution->n_arms; arm++) {
        double *cells;

        if (!sim_solution_outcome(solution, arm, last)) continue;
        status = sim_table_add_row(table, arm_names[arm], &cells, err);
        for (size_t i = 0; status == SIM_OK && i < m->n_summaries; i++)
            cells[i] = sim_summary_read(solution, arm, &m->summaries[i]);
    }
    return status;
}

/* ---- all tables ----------------------------------------------------------- */

sim_status sim_tables_init(sim_tables *tables, const sim_solution *solution,
                           const char *const arm_names[], sim_error *err)
{
    const sim_chain *chain = solution->chain;
    sim_status status = SIM_OK;

    *tables = (sim_tables){0};
    for (size_t i = 0; status == SIM_OK && i < chain->n_stages * N_SUBJECTS; i++) {
        const builder b = {.solution = solution,
                           .stage = i / N_SUBJECTS,
                           .subject = (subject)(i % N_SUBJECTS)};

        if (!name_of(&chain->stages[b.stage], b.subject)) continue;
        if (b.subject == GLANCES) tables->between[tables->n - 1] = tables->n;
        status = add_table(tables, b, arm_names, err);
    }
    if (status != SIM_OK) return status;
    tables->summary = tables->n++;
    return sim_summary_build(solution, arm_names, &tables->table[tables->summary], err);
}

static bool is_between(const sim_tables *tables, size_t table)
{
    return table > 0 && tables->between[table - 1] == table;
}

static sim_status read_table(sim_table *table, const char *dir,
                             const char *const arm_names[], size_t n_arms, sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    sim_csv_source csv = {path, NULL, arm_names, n_arms};
    sim_status status = sim_results_open(dir, table->name, path, &csv.in, err);

    if (status != SIM_OK) return status;
    status = sim_table_read_csv(table, &csv, err);
    fclose(csv.in);
    return status;
}

sim_status sim_tables_read(sim_tables *tables, const sim_chain *chain, const char *dir,
                           const char *const arm_names[], size_t n_arms, sim_error *err)
{
    const sim_solution nothing = {.chain = chain};
    sim_status status = sim_tables_init(tables, &nothing, NULL, err);

    for (size_t i = 0; status == SIM_OK && i < tables->n; i++) {
        if (!is_between(tables, i) || sim_results_has(dir, tables->table[i].name))
            status = read_table(&tables->table[i], dir, arm_names, n_arms, err);
    }
    return status;
}

void sim_tables_free(sim_tables *tables)
{
    for (size_t i = 0; i < tables->n; i++) sim_table_free(&tables->table[i]);
    *tables = (sim_tables){0};
}

void sim_tables_describe(const sim_tables *tables, sim_rows *columns)
{
    for (size_t i = 0; i < tables->n; i++) {
        const sim_layout layout = sim_table_layout(&tables->table[i]);

        sim_rows_describe(columns, &layout, "");
    }
}
