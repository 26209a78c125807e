/* figure.h -- a made-up run in tests: tables of passages and days, and figures of it. */
#ifndef TESTS_FIGURE_H
#define TESTS_FIGURE_H

#include "plots/figure.h"
#include "tests/page.h"

enum { FIGURE_TIME = 11, FIGURE_TRAINED = 10, FIGURE_ARMS = 14, FIGURE_DAYS = 730 };

typedef struct {
    sim_table passages, timecourse; /* with FIGURE_TIME columns, of training the last */
} figure_tables;

/* Of a title with characters that mean something in XML, and three notes. */
extern const plot_caption figure_caption;

/* Tables of the first so many of FIGURE_ARMS arms: the first is untreated, the eighth has no
 * passages. */
void figure_init(figure_tables *tables, size_t n_arms);
void figure_free(figure_tables *tables);

plot_look figure_look(const char *theme, const char *size, const char *format);

/* The page "potency", or a wish; `behind` may be NULL. */
page figure_draw(const figure_tables *tables, const figure_tables *behind,
                 const plot_wish *wish, plot_look look);

/* The page alone, light and in the default size. */
page figure_page(const figure_tables *tables, const char *format);

#endif
