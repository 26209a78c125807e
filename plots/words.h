/* words.h -- words of a figure: spelled as print has them, and a page told in sentences.
 */
#ifndef PLOTS_WORDS_H
#define PLOTS_WORDS_H

#include <glib.h>

#include "plots/view.h"

/* Copies a text as print has it: PGE2 becomes PGE₂ (SPELL rows of figures.def). */
void plot_spell(char text[PLOT_WORDS_SIZE], const char *plain);

/* Drops words before the unit, "time since … (months)", until the label is no wider than its
 * style allows. */
void plot_shorten_label(plot_canvas *canvas, const plot_text *style,
                        char text[PLOT_WORDS_SIZE]);

/* Adds what a reader who cannot see the figure is told about a panel. */
void plot_tell_panel(const plot_view *view, GString *words);

/* "P2, P5 and P12". */
void plot_tell_names(const char *const names[], size_t n, GString *words);

#endif
