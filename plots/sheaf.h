/* sheaf.h -- the numbers that each arm has in a column: one, or one for each replicate; sorted.
 *
 * Pure numbers, nothing is drawn.
 *
 * Units:  those of the column.
 * Memory: arrays are those of the pool; table and names are borrowed.
 */
#ifndef PLOTS_SHEAF_H
#define PLOTS_SHEAF_H

#include "plots/panel.h"

typedef struct {
    const char *arm;
    double *list;             /* [n] rising */
    size_t n, n_rows;         /* numbers, of so many rows */
    double middle, low, high; /* the number, or the median; 5 and 95 %; NAN: none */
} plot_sheaf;

/* Of the rows of an arm.  The pool tells if there was no memory. */
plot_sheaf plot_sheaf_find(const sim_table *table, size_t column, const char *arm,
                           sim_pool *pool);

/* The number below which that part of them lies, as lines between those that there are say
 * (Hyndman and Fan (1996) Am. Stat. 50, 361, definition 7); NAN of none. */
double plot_sheaf_quantile(const plot_sheaf *sheaf, double part);

/* How many are at or above a number; or at or below it. */
size_t plot_sheaf_count(const plot_sheaf *sheaf, double number, bool is_below);

/* How far each dot is from the middle of its row, in steps of half a dot: dots of `width` whose
 * places are at[n], rising, stand upon each other where they would touch.  The highest pile. */
size_t plot_sheaf_pile(const double at[], size_t n, double width, int steps[]);

#endif
