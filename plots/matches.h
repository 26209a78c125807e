/* matches.h -- what was measured beside the model, placed and drawn in a panel.
 *
 * Units:  points of the page.
 * Memory: everything is borrowed.
 */
#ifndef PLOTS_MATCHES_H
#define PLOTS_MATCHES_H

#include "plots/answers.h"
#include "plots/targets.h"

typedef struct {
    plot_frame frame;
    const plot_answer *answer;
} plot_matches;

/* Points over the same place, which stand side by side; a line is a group of its own. */
typedef struct {
    size_t first, end; /* of the marks */
    double middle, step;
} plot_group;

plot_group plot_matches_group(const plot_matches *matches, size_t first);

/* Where mark i of a group stands; what is beyond the axis is at its edge. */
plot_target plot_matches_target(const plot_matches *matches, size_t i,
                                const plot_group *group);

/* Where a line or a point's place is on the axis that is not that of values. */
double plot_matches_at(const plot_matches *matches, double at);

/* The grid, what parts and leads, the bars, and the limits of detection. */
void plot_matches_draw_behind(const plot_matches *matches);

/* The model: all thin lines, then all dots. */
void plot_matches_draw_model(const plot_matches *matches);

#endif
