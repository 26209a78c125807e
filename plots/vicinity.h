/* vicinity.h -- what surrounds the best of a number: over two axes a map, else a line along each axis
 * through the best, as small multiples with one y axis.
 *
 * Where conditions fail it is hatched, and the one that lacks most is named there; the number is
 * shown all the same, as what would be had without them.
 *
 * Units:  of the data.
 * Memory: all is borrowed.
 */
#ifndef PLOTS_VICINITY_H
#define PLOTS_VICINITY_H

#include "plots/facets.h"

enum { PLOT_VICINITY_CONDITIONS = 16 };

typedef struct {
    const char *title; /* NULL: none */
    plot_measure x, y; /* y of a map alone */
    const double *x_values, *y_values,
        *z;              /* [n] of a map a whole grid, of a line rising in x; z NAN:
                                            * there is no number */
    const size_t *fails; /* [n] which condition lacks most; n_conditions: all hold */
    size_t n;
    double best_x, best_y;
    const double *others_x, *others_y; /* [n_others] of a map: runners-up */
    size_t n_others;
} plot_vicinity_panel;

typedef struct {
    const char *title, *saying; /* saying NULL: none */
    plot_measure z;
    bool is_map;
    const plot_vicinity_panel *panels; /* [n_panels] 1 to PLOT_MOST_PANELS; of a map 1 */
    size_t n_panels;
    const char *const *conditions; /* [n_conditions] at most PLOT_VICINITY_CONDITIONS */
    size_t n_conditions;
    double best;           /* of the number, at the best; NAN: it has none */
    const char *best_name; /* "the best" */
} plot_vicinity;

/* Shows a plot_vicinity. */
extern const plot_maker plot_vicinity_maker;

#endif
