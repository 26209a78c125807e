/* words.h -- words of a figure: spelled as print has them, and fitted into their room.
 */
#ifndef PLOTS_WORDS_H
#define PLOTS_WORDS_H

#include <glib.h>

#include "plots/look.h"
#include "sim/io/memory.h"

enum { PLOT_WORDS_SIZE = 256, PLOT_POWER_SIZE = 32, PLOT_NAME_SIZE = 160 };

/* Copies a text as print has it: PGE2 becomes PGE₂ (SPELL rows of figures.def). */
void plot_spell(char text[PLOT_WORDS_SIZE], const char *plain);

/* "10⁶". */
void plot_print_power(int power, char text[PLOT_POWER_SIZE]);

/* "−3.71", "16.3": so many digits; and "4.5×10⁷", "10⁻⁴" where that is shorter. */
void plot_add_plain(GString *text, double value, int digits);
void plot_add_number(GString *text, double value, int digits);
void plot_print_number(char text[PLOT_WORDS_SIZE], double value, int digits);

/* "1e6 cell" as "10⁶ cells". */
void plot_print_unit(char text[PLOT_WORDS_SIZE], const char *unit);

/* How much a unit is of what stands behind its power of ten: of "1e6 cell/kg" 1e6 and
 * "cell/kg"; of any other 1 and itself. */
double plot_unit_power(const char *unit, const char **rest);

/* "IL-10 (pg/mL)", "macrophages (M1), in cells", spelled as figures.def says; what a table adds after a semicolon is not
 * part of the label. */
void plot_print_label(char text[PLOT_WORDS_SIZE], const char *label, const char *unit);

/* Drops words before the unit, "time since … (months)", until the label is no wider than its
 * style allows. */
void plot_shorten_label(plot_canvas *canvas, const plot_text *style,
                        char text[PLOT_WORDS_SIZE]);

/* Cuts a name, and ends it with an ellipsis, until it and what stands behind it are no wider
 * than that. */
void plot_fit_name(plot_canvas *canvas, const plot_text *style, double width,
                   char text[PLOT_WORDS_SIZE], const char *behind);

/* "P2, P5 and P12". */
void plot_tell_names(const char *const names[], size_t n, GString *words);

/* Moves a text into a pool, and frees it; "" where memory is short. */
const char *plot_keep(GString *text, sim_pool *pool);

#endif
