/* ranking.h -- what ranked bars show: their order, their axis, their signs, and words.
 *
 * Pure numbers and words, nothing is drawn.
 *
 * Units:  of the values.
 * Memory: the order is the pool's, the ranks are borrowed.
 */
#ifndef PLOTS_RANKING_H
#define PLOTS_RANKING_H

#include "plots/measure.h"
#include "plots/ranks.h"

typedef struct {
    const plot_ranks *ranks;
    size_t *order; /* [n_defined] from the longest */
    size_t n_defined;
    size_t n_drawn; /* of them; may be lowered */
    plot_measure measure;
    bool has_other;
} plot_ranking;

/* Refuses intervals that end before they start. */
sim_status plot_ranking_init(plot_ranking *ranking, const plot_ranks *ranks, sim_pool *pool,
                             sim_error *err);

/* The bar of a rank, 0 the longest; equal ones as they were given. */
const plot_rank *plot_ranking_bar(const plot_ranking *ranking, size_t rank);

/* What the axis shows: the bars that are drawn, and as much of their intervals as lets bars
 * be seen. */
plot_range plot_ranking_range(const plot_ranking *ranking);

/* Has a bar a sign: "+", U+2212 or U+00B1, and which; "": none. */
bool plot_rank_has_sign(const plot_rank *rank);
const char *plot_rank_sign(const plot_rank *rank);

/* Is a bar not to be compared with others; are there such bars among those that are drawn? */
bool plot_ranking_is_apart(const plot_ranking *ranking, size_t rank);
bool plot_ranking_has_apart(const plot_ranking *ranking);

/* What matters most, with its number, and what may matter as much: the first of those that can
 * be compared, and the one above it where one is apart.  "Relief depends most on cells
 * injected: 2.1 mm"; "Relief: nothing of this moves it by 1 mm".  The text is the pool's. */
const char *plot_ranking_print(const plot_ranking *ranking, sim_pool *pool);

/* Adds that, and each bar that is drawn, as rows of figures.csv. */
void plot_ranking_add(const plot_ranking *ranking, const char *figure, plot_facts *facts);

/* "and 41 more, all below 0.3; 3 without a value". */
void plot_ranking_print_rest(const plot_ranking *ranking, char text[PLOT_WORDS_SIZE]);

/* Adds what a reader who cannot see the bars is told. */
void plot_ranking_tell(const plot_ranking *ranking, GString *words);

#endif
