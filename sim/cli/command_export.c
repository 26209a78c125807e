/* command_export.c -- potency export DB: what a sweep found, as CSV or JSON on standard
 * output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/io/characters.h"
#include "sim/io/results.h"
#include "sim/io/rows.h"
#include "sim/study/record.h"

typedef struct {
    sim_arguments shared;
    bool times, courses, columns, json;
    sim_findings told; /* on standard error, and in JSON */
} export_options;

static const sim_option options[] = {
    {"timing", 't', NULL, "Also the seconds that each point took",
     SIM_INTO(export_options, times)},
    {"courses", 'k', NULL, "The courses in time that --keep-courses kept",
     SIM_INTO(export_options, courses)},
    {"columns", 'c', NULL, "What the columns are: name, unit, meaning",
     SIM_INTO(export_options, columns)},
    {"json", 'j', NULL, "As JSON, for programs", SIM_INTO(export_options, json)},
    {0},
};

/* ---- columns -------------------------------------------------------------- */

/* Which of the tables a column is in. */
enum { IN_POINTS = 1, IN_TIMED = 2, IN_COURSES = 4 };

/* Columns that follow each other, and what --columns calls them. */
typedef struct {
    const char *kind;
    unsigned in;
    const sim_column *columns;
    size_t n;
} part;

static const sim_column key_columns[] = {
    {"point", "1", "number of the point, from 1", SIM_CELL_WHOLE},
    {"arm", "1", "name of the arm", SIM_CELL_TEXT}};
static const sim_column status_columns[] = {
    {"status", "1", "ok, refused or failed", SIM_CELL_TEXT},
    {"reason", "1", "why it was not ok", SIM_CELL_TEXT}};
static const sim_column seconds_column = {
    "seconds", "s", "time that the point took, all its arms", SIM_CELL_NUMBER};
static const sim_column day_column = {"day", "day", "time in the course", SIM_CELL_NUMBER};
static const sim_column described_columns[] = {
    {"kind", "1", "key, input, status, number, timing or course", SIM_CELL_TEXT},
    {"column", "1", "name of the column", SIM_CELL_TEXT},
    {"unit", "1", "unit of the column", SIM_CELL_TEXT},
    {"meaning", "1", "what it is", SIM_CELL_TEXT}};
static const sim_layout described = SIM_LAYOUT("columns", described_columns);

enum { PARTS = 7 };

/* All columns that there are. */
static void list_parts(const sim_store_form *f, part parts[PARTS])
{
    const part all[PARTS] = {
        {"key", IN_POINTS | IN_TIMED | IN_COURSES, key_columns, 2},
        {"input", IN_POINTS | IN_TIMED, f->inputs, f->n_inputs},
        {"status", IN_POINTS | IN_TIMED, status_columns, 2},
        {"number", IN_POINTS | IN_TIMED, f->numbers, f->n_numbers},
        {"timing", IN_TIMED, &seconds_column, 1},
        {"course", IN_COURSES, &day_column, f->n_course > 0 ? 1 : 0},
        {"course", IN_COURSES, f->course, f->n_course},
    };

    memcpy(parts, all, sizeof all);
}

/* The layout of one of the tables, whose columns are the caller's to free. */
static sim_status make_layout(const sim_store *s, const char *name, unsigned in,
                              sim_layout *layout, sim_error *err)
{
    part parts[PARTS];
    sim_column *columns = NULL;
    size_t n = 0;

    list_parts(&s->form, parts);
    for (size_t i = 0; i < PARTS; i++) n += parts[i].n;
    columns = calloc(n, sizeof *columns);
    *layout = (sim_layout){name, columns, 0};
    if (!columns) return sim_fail_memory(err, s->path);
    for (size_t i = 0; i < PARTS; i++) {
        if (!(parts[i].in & in) || parts[i].n == 0) continue;
        memcpy(columns + layout->n, parts[i].columns, parts[i].n * sizeof *columns);
        layout->n += parts[i].n;
    }
    return SIM_OK;
}

/* ---- rows ----------------------------------------------------------------- */

typedef struct {
    const sim_store *store;
    const export_options *options;
    sim_rows rows;
} printer;

static sim_status print_row(void *self, const sim_store_row *row, sim_error *err)
{
    printer *p = self;
    const sim_store_form *form = &p->store->form;

    (void)err;
    sim_rows_whole(&p->rows, row->point);
    sim_rows_text(&p->rows, row->arm_name);
    for (size_t i = 0; i < form->n_inputs; i++) {
        if (row->inputs[i].word)
            sim_rows_text(&p->rows, row->inputs[i].word);
        else
            sim_rows_number(&p->rows, row->inputs[i].number);
    }
    sim_rows_text(&p->rows, row->status);
    sim_rows_text(&p->rows, row->reason ? row->reason : "");
    sim_rows_numbers(&p->rows, row->numbers, form->n_numbers);
    if (p->options->times) sim_rows_number(&p->rows, row->seconds);
    return SIM_OK;
}

static sim_status print_day(void *self, const sim_store_day *day, sim_error *err)
{
    printer *p = self;

    (void)err;
    sim_rows_whole(&p->rows, day->point);
    sim_rows_text(&p->rows, day->arm_name);
    sim_rows_number(&p->rows, day->day);
    sim_rows_numbers(&p->rows, day->cells, p->store->form.n_course);
    return SIM_OK;
}

/* ---- the command ---------------------------------------------------------- */

/* Says, apart from the table, if more points are planned than are there. */
static sim_status say_unfinished(sim_store *s, sim_findings *told, sim_error *err)
{
    char shown[1024];
    sim_stored_extent x;
    sim_status status = sim_stored_read_extent(s, &x, err);
    const char *advice = x.is_screening ? "; potency sensitivity goes on with it"
                                        : "; potency sweep --resume adds the others";

    if (status != SIM_OK || x.had >= x.points) return status;
    sim_escape_print(s->path, shown, sizeof shown);
    status = sim_findings_print(told, err, "%s: has %zu of %zu points%s", shown, x.had,
                                x.points, x.shards > 1 ? ", being a shard" : advice);
    if (status == SIM_OK) fprintf(stderr, "%s\n", told->lines[0]);
    return status;
}

static sim_status print_points(sim_store *s, printer *p, sim_error *err)
{
    return sim_store_each_row(s, 0, print_row, p, err);
}

static sim_status print_courses(sim_store *s, printer *p, sim_error *err)
{
    return sim_store_each_day(s, print_day, p, err);
}

static sim_status print_columns(sim_store *s, printer *p, sim_error *err)
{
    part parts[PARTS];

    (void)err;
    list_parts(&s->form, parts);
    for (size_t i = 0; i < PARTS; i++) {
        for (size_t k = 0; k < parts[i].n; k++) {
            sim_rows_text(&p->rows, parts[i].kind);
            sim_rows_text(&p->rows, parts[i].columns[k].name);
            sim_rows_text(&p->rows, parts[i].columns[k].unit);
            sim_rows_text(&p->rows, parts[i].columns[k].meaning);
        }
    }
    return SIM_OK;
}

/* What made the database, for programs. */
enum { FACTS = 4 };
static const char *const fact_names[FACTS] = {"about", "version", "rng", "file"};

static sim_status start_json(sim_store *s, sim_json *json, sim_error *err)
{
    sim_json_fact facts[FACTS] = {{0}};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < FACTS; i++) {
        char *value = NULL;

        status = sim_store_get_fact(s, fact_names[i], &value, err);
        facts[i] = (sim_json_fact){fact_names[i], value ? sim_escape_copy(value) : NULL};
        if (value && !facts[i].value) status = sim_fail_memory(err, s->path);
        free(value);
    }
    if (status == SIM_OK) sim_json_start(json, stdout, facts, FACTS);
    for (size_t i = 0; i < FACTS; i++) free((void *)facts[i].value);
    return status;
}

typedef sim_status print_some(sim_store *store, printer *p, sim_error *err);

static sim_status print_table(sim_store *s, const export_options *o,
                              const sim_layout *layout, print_some *print, sim_error *err)
{
    sim_rows_to to = {.csv = o->json ? NULL : stdout, .foreign = true};
    sim_json json = {0};
    printer p = {s, o, {0}};
    sim_status status = o->json ? start_json(s, &json, err) : SIM_OK;

    if (status != SIM_OK) return status;
    to.json = sim_json_table(&json, layout->name);
    sim_rows_start(&p.rows, layout, &to);
    status = print(s, &p, err);
    if (status == SIM_OK) status = sim_rows_end(&p.rows, err);
    return status == SIM_OK ? sim_json_end(&json, &o->told, err) : status;
}

/* What is refused is not printed in part. */
static sim_status print_all(sim_store *s, export_options *o, sim_error *err)
{
    const unsigned points = o->times ? IN_TIMED : IN_POINTS;
    sim_layout layout = {0};
    sim_status status;

    if (o->columns) return print_table(s, o, &described, print_columns, err);
    status = sim_store_check_rows(s, err);
    if (status == SIM_OK) status = say_unfinished(s, &o->told, err);
    if (status == SIM_OK && o->courses && s->form.n_course == 0)
        status = sim_fail(
            err, SIM_EVALUE,
            "%s: keeps no courses; a sweep with --keep-courses would be right", s->path);
    if (status == SIM_OK)
        status = make_layout(s, o->courses ? "courses" : "points",
                             o->courses ? IN_COURSES : points, &layout, err);
    if (status == SIM_OK)
        status = print_table(s, o, &layout, o->courses ? print_courses : print_points, err);
    free((void *)layout.columns);
    return status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    export_options o = {0};
    sim_store store = {0};
    sim_status status;

    sim_options_read(how, &o);
    status = sim_store_open(&store, o.shared.argument, false, err);
    if (status == SIM_OK) status = sim_store_check_log(&store, err);
    if (status == SIM_OK) status = print_all(&store, &o, err);
    sim_store_close(&store);
    sim_findings_free(&o.told);
    return status;
}

const sim_command sim_command_export = {.options = options, .call = call};
