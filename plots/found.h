/* found.h -- what the points of a sweep tell: where the most is and where the least, and by how
 * much they differ.
 *
 * Differences smaller than sim_telling.least are none.  Where more is better the most stands
 * first, where less is, the least.
 *
 * Units:  of the numbers; a plot_told says in which they are told.
 * Memory: all is borrowed; texts that outlive a figure, as rows of figures.csv do, are those of
 *         told->pool.
 */
#ifndef PLOTS_FOUND_H
#define PLOTS_FOUND_H

#include "plots/measure.h"
#include "plots/saying.h"
#include "sim/io/memory.h"

/* How points are told. */
typedef struct {
    const char *words;          /* "Best specific pain relief" */
    const char *column;         /* of the number */
    const char *unit;           /* in which numbers are told */
    double times;               /* 100: they are shares, told in percent; 0: 1 */
    const sim_telling *telling; /* NULL: differences of less than 1 % are none, and neither
                                 * more nor less is better */
    const char *of;             /* behind the words: "mean of 20"; NULL: nothing */
    const char *x, *y;          /* names of axes of numbers, "harvest passage"; NULL: places
                                 * are not told by them */
    sim_pool *pool;
} plot_told;

/* A point, and words that say which: of its line, its category and its panel. */
typedef struct {
    const char *words[3]; /* NULL or "": none */
    double x, y;          /* NAN: none */
    double value;         /* NAN: it failed */
} plot_place;

typedef struct {
    const plot_told *told;
    const plot_measure *x, *y; /* y NULL: there is no such axis */
    plot_place *list;          /* [n] */
    size_t n;
} plot_found;

/* Rounding fills no axis and no scale of colors: a range is widened to what the quantity is
 * told by, down to 0 at most. */
plot_range plot_told_range(const plot_told *told, plot_range range);

/* Which places stand first and last, in the order that the title tells; false: no point has a
 * number. */
bool plot_found_ends(const plot_found *found, size_t *first, size_t *other);

/* The case; arm is the place that stands first, other the one at the other end. */
plot_fact plot_found_fact(const plot_found *found);

/* "Best specific pain relief: most, 16.3 mm, at harvest passage 2; least, 8.5 mm, at 12: 48 %
 * less". */
void plot_found_title(const plot_found *found, GString *text);

/* How many points are as good as the best: "11 more points are within 1 mm of it"; adds
 * nothing where none is. */
void plot_found_alike(const plot_found *found, GString *text);

/* A line below a title, and how many points are as good as the best. */
const char *plot_found_say(const plot_found *found, const char *saying, sim_pool *pool);

/* The title, kept in `pool`; "" where there was no memory. */
const char *plot_found_print(const plot_found *found, sim_pool *pool);

/* The same of some of the points, under a name of their own: "adipose: most, ...". */
void plot_found_tell(const plot_found *part, const char *name, GString *text);

/* Adds the title, or that of a part under its name, as a row of figures.csv; of `saying` figure,
 * panel and place are given. */
void plot_found_add(const plot_found *found, const char *name, const plot_saying *saying,
                    plot_facts *facts);

#endif
