/* lines.h -- a text broken into lines, and cut short where it has no room.
 *
 * A text is as wide as the sum of its letters, each in whole 1/1024 pt, in which Pango sets
 * them: there is no kerning and no ligature.  Lines
 * end at spaces and behind hyphens and slashes as Unicode has it (UAX 14, in short), inside
 * a word only where nothing else helps; what the last line has no room for is an ellipsis.
 *
 * Units:  points; letters in parts of the font's size.
 * Memory: none is taken; the text is the caller's.
 */
#ifndef PLOTS_LINES_H
#define PLOTS_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A character as it is shown in a font of size 1. */
typedef struct {
    double advance, ascent, descent;
} plot_letter;

typedef plot_letter plot_find_letter(void *self, int32_t character, bool bold);

/* A text that is taken line by line. */
typedef struct {
    plot_find_letter *find;
    void *self;   /* what the letters are found in */
    double size;  /* of the font */
    double width; /* of the room; 0 without end */
    int lines;    /* that may follow */
    bool bold;
    const char *rest; /* of the text; NULL: nothing is left */
} plot_lines;

typedef struct {
    const char *start, *end; /* in the text, without the spaces at which a line ends */
    bool is_cut;             /* an ellipsis follows */
    double width, ascent, descent;
} plot_row;

/* The next line, the only one of an empty text too; false past the last. */
bool plot_lines_next(plot_lines *lines, plot_row *row);

/* The line as it is shown: what breaks lines is a space, a byte that is not UTF-8 is U+FFFD.
 * The text has room for PLOT_ROW_SIZE bytes. */
#define PLOT_ROW_SIZE(row) (3 * (size_t)((row)->end - (row)->start) + 4)
void plot_row_print(const plot_row *row, char text[]);

#endif
