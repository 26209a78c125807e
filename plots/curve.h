/* curve.h -- the curves of a panel, and the shade behind its grid.
 */
#ifndef PLOTS_CURVE_H
#define PLOTS_CURVE_H

#include "plots/view.h"

void plot_view_draw_shade(const plot_view *view);
void plot_view_draw_curves(const plot_view *view);

#endif
