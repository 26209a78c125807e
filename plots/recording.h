/* recording.h -- a drawing kept as a list of shapes and texts, to see where things stand.
 *
 * Texts are measured by another canvas, which is the caller's.
 *
 * Units:  points of the page.
 * Memory: the list owns copies of all that was drawn, until plot_recording_free.
 */
#ifndef PLOTS_RECORDING_H
#define PLOTS_RECORDING_H

#include "plots/format.h"

/* A shape, or a line of text. */
typedef struct {
    const char *text; /* as shown; NULL: a shape */
    plot_text style;  /* of the text */
    plot_shape shape; /* of an image without its pixels */
    plot_box box;     /* around text or points, without the width of a pen */
    size_t clip;      /* number of the window in force, of all there were; 0: none */
} plot_drawn;

typedef struct {
    plot_canvas *measure;
    plot_drawn *drawn; /* [n] in the order of drawing */
    plot_box *clips;   /* [n_clips] around each window that was set */
    size_t *open;      /* [n_open] numbers of those in force, the last is innermost */
    size_t n, n_clips, n_open;
    bool failed;
    plot_canvas canvas; /* of a format */
} plot_recording;

/* A canvas that draws to the list, which must stay where it is. */
plot_canvas plot_recording_canvas(plot_recording *recording);

/* A format whose pages are drawn to the list instead of to a file. */
plot_format plot_recording_format(plot_recording *recording);

/* The first text that is shown as this; NULL if there is none. */
const plot_drawn *plot_recording_find(const plot_recording *recording, const char *text);

void plot_recording_free(plot_recording *recording);

#endif
