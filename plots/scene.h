/* scene.h -- what the labels of a panel keep clear of: lines, ends of lines, other labels.
 *
 * Units:  points of the page.
 * Memory: a scene owns its lists; the view is borrowed.
 */
#ifndef PLOTS_SCENE_H
#define PLOTS_SCENE_H

#include <stdint.h>

#include "plots/view.h"

#define PLOT_NOBODY SIZE_MAX

typedef struct {
    plot_point at;
    double radius;
    size_t
        arm; /* whose: that of the run behind counts on from the last; PLOT_NOBODY: touches
                 * no label, but cannot be mistaken either, nor can the same arm behind */
    bool edge; /* of a band: better not touched */
} plot_obstacle;

/* Around some obstacles that follow each other in the list. */
typedef struct {
    double left, right, top, bottom;
} plot_extent;

typedef struct {
    const plot_view *view;
    plot_obstacle *obstacles; /* [n] */
    size_t n;
    plot_extent *runs;   /* [n_runs] of so many obstacles each that it pays to skip them */
    plot_extent *blocks; /* the same of runs */
    size_t n_runs;
    size_t refuser;  /* the run that refused the last box: mostly it refuses the next too */
    plot_box *taken; /* [n_taken] labels already written */
    size_t n_taken;
    plot_point *shade; /* [n_shade] the edge of the area, part by part; NAN between them */
    size_t n_shade;
} plot_scene;

/* Lists what the panel shows; false without memory, as the pool of the view's data
 * tells.  plot_scene_free is legal then too. */
bool plot_scene_init(plot_scene *scene, const plot_view *view);
void plot_scene_free(plot_scene *scene);

/* Is one box inside the other, this far from its edges? */
bool plot_is_inside(const plot_box *box, const plot_box *area, double apart);

/* Is the box inside a part of the plotting area, and off all labels? */
bool plot_scene_is_free(const plot_scene *scene, const plot_box *box);

/* Distances, up to a few em, from a label to the nearest of its own arm and of the others.
 * False where it would be nearer than `least` to another arm, touch anything else or stand
 * outside. */
bool plot_scene_measure(plot_scene *scene, size_t arm, const plot_box *box, double least,
                        double *own, double *foreign);

/* Does a box touch the shaded area? */
bool plot_scene_touches_shade(const plot_scene *scene, const plot_box *box);

/* Does a label touch the edge of a band? */
bool plot_scene_touches_edge(const plot_scene *scene, const plot_box *box);

/* A gap that labels keep at least, to anything. */
double plot_scene_clear(const plot_scene *scene);

#endif
