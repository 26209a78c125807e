/* view.h -- a panel in tests: arms of a course, a view of it that stands on a blank page. */
#ifndef TESTS_VIEW_H
#define TESTS_VIEW_H

#include "plots/curve.h"
#include "plots/recording.h"
#include "plots/view.h"

enum { DAY, CELLS, RELIEF, DOSE, N_COLUMNS };

/* "two" has the numbers of "one" but no dose; "three" has fewer rows. */
enum { N_ARMS = 3 };

typedef struct {
    sim_table table;
    const sim_table *tables[1];
    plot_data data;
    sim_pool pool;
    plot_look look;
    plot_canvas canvas, listed; /* blank, and drawing to the list */
    plot_recording list;
    plot_panel panel; /* a copy: it outlives what was opened */
    plot_view view;
} view_fixture;

/* Cells on a log axis, split at day 7, over half a year. */
extern const plot_panel view_panel;

/* Opens a view of a panel over a course of so many days, and arranges it. */
void view_open(view_fixture *fixture, const plot_panel *panel, int days);

/* Puts another number into the table, where the view finds it. */
void view_put(view_fixture *fixture, size_t row, size_t column, double number);

/* From then on the view is drawn to the list. */
void view_record(view_fixture *fixture);
void view_close(view_fixture *fixture);

#endif
