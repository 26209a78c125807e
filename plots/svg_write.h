/* svg_write.h -- what SVG is written with: numbers, words, colors and paths, as few letters as they need.
 *
 * Units:  points of the page; numbers are rounded to a thousandth of one, paths to a hundredth.
 * Memory: nothing is taken; the stream is the caller's, who checks it.
 */
#ifndef PLOTS_SVG_WRITE_H
#define PLOTS_SVG_WRITE_H

#include <stdio.h>

#include "plots/draw.h"

/* The number alone, and as an attribute behind a space. */
void plot_svg_number(FILE *out, double value);
void plot_svg_attribute(FILE *out, const char *name, double value);

/* A text as XML holds it, escaped: controls are spaces, what is not UTF-8 is U+FFFD. */
void plot_svg_words(FILE *out, const char *text);

/* The same as an attribute; none of a text that is NULL. */
void plot_svg_named(FILE *out, const char *name, const char *text);

/* A name as the value of an id may be: all but letters, digits and - as numbers. */
void plot_svg_id(FILE *out, const char *name);

/* Attributes: a color, as what paints `role` (fill, stroke), a pen, a box. */
void plot_svg_color(FILE *out, const char *role, plot_color color);
void plot_svg_pen(FILE *out, const plot_pen *pen);
void plot_svg_box(FILE *out, const plot_box *box);

/* The data of paths: of a line, whose points that lie as near to a straight one as they are rounded
 * are passed over; of a polygon, with another side or without (NULL); of a box. */
void plot_svg_line(FILE *out, const plot_point points[], size_t n);
void plot_svg_polygon(FILE *out, const plot_point points[], const plot_point back[],
                      size_t n);
void plot_svg_outline(FILE *out, const plot_box *box);

#endif
