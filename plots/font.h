/* font.h -- the letters that a drawing carries along: how wide they are, and the faces themselves.
 *
 * Both are taken from the font that figures are set in when the program is built
 * (sim/printer/font.c), so that a text is as wide here as where the whole font measures it.
 *
 * Units:  those of the face, so many to the font's size; plot_letter in parts of that size.
 * Memory: nothing is taken.
 * Safety: no state.
 */
#ifndef PLOTS_FONT_H
#define PLOTS_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plots/lines.h"

enum { PLOT_FACES = 2 }; /* regular, bold */

typedef struct {
    int units;
    int ascent, descent;      /* of a line */
    const uint16_t *advances; /* [n] of the font's characters */
    const char *const *woff;  /* the face as WOFF in base64, line by line; then NULL */
} plot_face;

typedef struct {
    const char *family;
    const int32_t *characters; /* [n] rising */
    size_t n;
    plot_face faces[PLOT_FACES]; /* by whether they are bold */
} plot_font;

extern const plot_font plot_font_carried;

/* Has it a letter of its own for the character? */
bool plot_font_has(int32_t character);

/* The character as it is measured: one that the font does not have is as wide as M, one that nobody
 * is to see (Unicode's Default_Ignorable_Code_Point) takes no width. */
plot_letter plot_font_find(int32_t character, bool bold);

#endif
