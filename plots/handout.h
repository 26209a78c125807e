/* handout.h -- a page to hand out: a question with room for an answer, and below a line along which
 * it is folded away, what came out: a figure, and what is to be said of it.
 *
 * Units:  points of the page.
 * Memory: everything passed in is borrowed until the function returns.
 */
#ifndef PLOTS_HANDOUT_H
#define PLOTS_HANDOUT_H

#include "plots/draft.h"

typedef struct {
    const char *heading, *text; /* of one line or several */
} plot_paragraph;

typedef struct {
    const char *question;
    const char *const *choices; /* [n_choices] each with a box to tick */
    size_t n_choices;
    const char *answer, *finding; /* above the figure */
    plot_paragraph *paragraphs; /* [n_paragraphs] below it, in smaller letters where room is
                                 * short; then the last are only named */
    size_t n_paragraphs;
    const char *elsewhere; /* a sentence: where those are */
    const plot_figure *figure;
} plot_handout;

/* Shows a plot_handout, as high as a sheet of paper where the page has no height. */
extern const plot_maker plot_handout_maker;

#endif
