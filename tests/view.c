#include "tests/view.h"

#include <math.h>

#include <check.h>

#include "plots/cairo.h"

static const sim_column columns[] = {
    {"day", "day", "time after the first dose", SIM_CELL_NUMBER},
    {"cells", "cell", "live cells", SIM_CELL_NUMBER},
    {"relief", "mm", "relief; empty without a dose", SIM_CELL_NUMBER},
    {"dose", "1", "doses; empty without a dose", SIM_CELL_NUMBER},
};

static const char *names[] = {"two", "one", "three"};

const plot_panel view_panel = {
    .page = "page",
    .name = "cells",
    .table = "course",
    .title = "Cells",
    .x = {"day", &plot_time, 0, 183, "time", 7},
    .y = {"cells", PLOT_LOG, 1, NAN, NAN, "cells"},
};

static double *add_row(sim_table *table, const char *arm)
{
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_add_row(table, arm, &row, &err), SIM_OK);
    return row;
}

static void fill(sim_table *table, int days)
{
    for (size_t arm = 0; arm < N_ARMS; arm++)
        for (int day = 0; day <= (arm < 2 ? days : days / 2); day++) {
            double *row = add_row(table, names[arm]);

            row[DAY] = day;
            row[CELLS] = 3.71e6 * exp(-0.0385 * day);
            row[RELIEF] = 12.23 * sin(0.02 * day) - 0.2385;
            row[DOSE] = arm == 0 ? NAN : 2.385;
        }
}

void view_open(view_fixture *f, const plot_panel *p, int days)
{
    const sim_column key = {"arm", "1", "arm", SIM_CELL_TEXT};
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    sim_error err;

    ck_assert_int_eq(sim_table_init(&f->table, "course", key, columns, N_COLUMNS, &err),
                     SIM_OK);
    fill(&f->table, days);
    f->panel = *p;
    f->tables[0] = &f->table;
    f->pool = (sim_pool){0};
    f->data = (plot_data){
        .runs = {{f->tables, 1, NULL}},
        .arms = {.names = names, .n = N_ARMS, .n_front = N_ARMS, .n_named = N_ARMS},
        .pool = &f->pool};
    f->look = (plot_look){plot_theme_find("light"), plot_size_find("a4"), NULL, false};
    ck_assert_int_eq(plot_cairo_init_blank(&f->canvas, &err), SIM_OK);
    ck_assert_int_eq(plot_view_init(&f->view, &f->panel, &f->data, &f->look, &err), SIM_OK);
    plot_view_set_axes(&f->view, &f->canvas, spot);
    ck_assert_int_eq(plot_canvas_check(&f->canvas, &err), SIM_OK);
    plot_view_arrange(&f->view, plot_frame_left(&f->view.parts[0]));
}

void view_put(view_fixture *f, size_t row, size_t column, double number)
{
    plot_layer *layer = &f->view.layers[PLOT_FRONT];

    f->table.cells[row * N_COLUMNS + column] = number;
    if (column == layer->x) layer->across[row] = number;
    if (column == layer->y) layer->upward[row] = number;
}

void view_record(view_fixture *f)
{
    f->list = (plot_recording){.measure = &f->canvas};
    f->listed = plot_recording_canvas(&f->list);
    f->view.canvas = &f->listed;
    for (size_t i = 0; i < f->view.n_parts; i++) f->view.parts[i].canvas = &f->listed;
}

void view_close(view_fixture *f)
{
    if (f->view.canvas == &f->listed) {
        plot_canvas_free(&f->listed);
        plot_recording_free(&f->list);
    }
    sim_pool_free(&f->pool);
    plot_canvas_free(&f->canvas);
    sim_table_free(&f->table);
}
