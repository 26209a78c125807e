/* answers.h -- the rows that answer a question of a validation: in order, with the axes and
 * the words of their panel.
 *
 * Memory: arrays are those of the draft's pool; marks and rows are borrowed.
 */
#ifndef PLOTS_ANSWERS_H
#define PLOTS_ANSWERS_H

#include "plots/facets.h"
#include "plots/marks.h"

typedef char plot_answer_label[160];

typedef struct {
    const plot_question *question;
    const plot_mark **marks; /* [n] lines from top to bottom; bands, then points by `at` */
    size_t n, n_bands;       /* bands across come first, but have the last slot */
    plot_measure at, values; /* with the words of categories */
    plot_answer_label *labels; /* [at.n_words] of lines from the bottom, or of slots */
    const char *
        *words;    /* [at.n_words] what the axis shows of them; "" of host and bed, which
                         * stand on a line of their own */
    size_t *lines; /* [n] labels of the marks */
    char saying[PLOT_WORDS_SIZE];
} plot_answer;

/* Takes those of n marks that are of this panel; none where the pool fails. */
void plot_answer_init(plot_answer *answer, sim_pool *pool, int panel,
                      const plot_mark marks[], size_t n);

bool plot_answer_has_lines(const plot_answer *answer);

/* The panel; what it borrows is the answer's. */
plot_facet plot_answer_facet(const plot_answer *answer);

/* Where a mark stands on the axis that is not that of values. */
double plot_answer_at(const plot_answer *answer, size_t i);

/* Writes the labels of lines, no wider than `room` if that can be. */
void plot_answer_label_lines(plot_answer *answer, plot_draft *draft, double room);

/* Leaves the lines without words. */
void plot_answer_hide_labels(plot_answer *answer);

/* "Placebo, 3 rows, within: 2 of 3 predicted. Misses: ..." */
void plot_answer_tell(const plot_answer *answer, GString *words);

#endif
