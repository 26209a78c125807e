/* label.h -- names at curves, points and the shade of a panel, wherever one has room and could
 * not be taken for that of another.
 */
#ifndef PLOTS_LABEL_H
#define PLOTS_LABEL_H

#include "plots/view.h"

/* The pool of the view's data tells if there was no memory. */
void plot_view_draw_labels(const plot_view *view);

#endif
