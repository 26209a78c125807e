/* optimum_rows.c -- of optimum.h: all points that were looked at, as a table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/io/results.h"
#include "sim/study/optimum_parts.h"

enum { MEANING_SIZE = 256, NAME_SIZE = 32 };

static const char file_name[] = "optimise";

/* The texts of its columns. */
typedef struct {
    sim_column *list; /* [n] */
    size_t n;
    char (*names)[NAME_SIZE];       /* [n_conditions] */
    char (*meanings)[MEANING_SIZE]; /* [n_conditions + 1] */
} columns;

const char *sim_optimum_stage(const sim_optimum *o, size_t number)
{
    if (number < o->search.n_scan) return "scan";
    if (number < sim_search_numbers(&o->search, 1)) return "search";
    return number < sim_search_numbers(&o->search, 1 + o->aim->n_conditions) ? "without"
                                                                             : "map";
}

static void add(columns *c, sim_column column) { c->list[c->n++] = column; }

static void add_conditions(const sim_optimum *o, columns *c)
{
    for (size_t k = 0; k < o->aim->n_conditions; k++) {
        snprintf(c->names[k], NAME_SIZE, "margin_%zu", k + 1);
        snprintf(c->meanings[k], MEANING_SIZE,
                 "by how much condition %zu holds, below 0: it does not; %.180s", k + 1,
                 o->aim->conditions[k].how);
        add(c, (sim_column){c->names[k], o->conditions[k].left.unit, c->meanings[k],
                            SIM_CELL_NUMBER});
    }
}

static sim_status make(const sim_optimum *o, columns *c, sim_pool *pool, sim_error *err)
{
    const size_t n_axes = o->aim->axes.n, n_conditions = o->aim->n_conditions;
    char *meaning;

    c->list = sim_pool_take(pool, 5 + n_axes + o->n_used + n_conditions, sizeof *c->list);
    c->names = sim_pool_take(pool, n_conditions, sizeof *c->names);
    c->meanings = sim_pool_take(pool, n_conditions + 1, sizeof *c->meanings);
    if (pool->failed) return sim_fail_memory(err, file_name);
    meaning = c->meanings[n_conditions];
    snprintf(meaning, MEANING_SIZE, "what is to be %s: %.200s",
             o->aim->is_least ? "least" : "most", o->aim->number.how);
    add(c, (sim_column){"point", "1",
                        "number of the point; those of a start follow each other",
                        SIM_CELL_WHOLE});
    add(c, (sim_column){"stage", "1",
                        "scan, search, without (a condition) or map (around the best)",
                        SIM_CELL_TEXT});
    for (size_t i = 0; i < n_axes; i++)
        add(c, sim_axis_column(&o->aim->axes.list[i], &o->plan.world));
    for (size_t i = 0; i < o->n_used; i++) add(c, sim_optimum_slot(o, o->used[i]));
    add(c, (sim_column){"value", o->number.unit, meaning, SIM_CELL_NUMBER});
    add_conditions(o, c);
    add(c, (sim_column){"feasible", "1", "1 where all conditions hold, else 0",
                        SIM_CELL_WHOLE});
    add(c, (sim_column){"reason", "1", "why nothing is found there", SIM_CELL_TEXT});
    return SIM_OK;
}

static void write_axes(const sim_optimum *o, const sim_optimum_point *p, sim_rows *rows)
{
    char word[SIM_NUMBER_SIZE];

    for (size_t i = 0; i < o->aim->axes.n; i++) {
        const sim_axis *axis = &o->aim->axes.list[i];

        sim_axis_print(axis, &o->plan.world, p->values[i], word);
        if (sim_axis_has_words(axis, &o->plan.world))
            sim_rows_text(rows, word);
        else
            sim_rows_number(rows, p->values[i]);
    }
}

static void write_point(const sim_optimum *o, const sim_optimum_point *p, sim_rows *rows)
{
    sim_rows_whole(rows, p->number);
    sim_rows_text(rows, sim_optimum_stage(o, p->number));
    write_axes(o, p, rows);
    for (size_t i = 0; i < o->n_used; i++)
        sim_rows_number(rows, p->reason ? NAN : p->slots[i]);
    sim_rows_number(rows, sim_optimum_value(o, p));
    for (size_t k = 0; k < o->aim->n_conditions; k++)
        sim_rows_number(rows, sim_optimum_sides_at(o, p, k).margin);
    sim_rows_whole(rows, sim_optimum_is_met(o, p));
    sim_rows_text(rows, p->reason ? p->reason : "");
}

static sim_status write_tables(const sim_optimum *o, const columns *c, sim_files *files,
                               sim_error *err)
{
    const sim_layout layout = {file_name, c->list, c->n};
    sim_results results = {.files = files};
    sim_rows_to to;
    sim_rows rows;
    sim_status status = sim_results_add(&results, file_name, &to, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &layout, &to);
    for (size_t i = 0; i < o->n; i++) write_point(o, &o->points[i], &rows);
    status = sim_rows_end(&rows, err);
    if (status == SIM_OK) status = sim_results_add(&results, "columns", &to, err);
    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_rows_describe(&rows, &layout, "");
    return sim_rows_end(&rows, err);
}

sim_status sim_optimum_write(const sim_optimum *o, sim_files *files, sim_error *err)
{
    sim_pool pool = {0};
    columns c = {0};
    sim_status status = make(o, &c, &pool, err);

    if (status == SIM_OK) status = write_tables(o, &c, files, err);
    sim_pool_free(&pool);
    return status;
}
