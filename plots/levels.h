/* levels.h -- lines across a panel that help the eye, and what some of them stand for.
 */
#ifndef PLOTS_LEVELS_H
#define PLOTS_LEVELS_H

#include "plots/scene.h"

/* The height of level i on the page; NAN where the axis does not reach it, or past the last. */
double plot_view_level(const plot_view *view, size_t i);

void plot_view_draw_levels(const plot_view *view);

/* Their words, each as far to the right as it touches nothing; none where there is no such
 * place. */
void plot_view_label_levels(plot_scene *scene);

/* ", with lines at 300 (below: ARDS) and 200 (below: moderate)"; nothing without words. */
void plot_view_tell_levels(const plot_view *view, GString *words);

#endif
