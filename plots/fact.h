/* fact.h -- what is found in curves: one number is read of each arm's, and arms are compared
 * by it.  Differences smaller than sim_telling.least are none, and rounding chooses no day.
 *
 * Units:  those of the columns.
 * Memory: names are borrowed.
 */
#ifndef PLOTS_FACT_H
#define PLOTS_FACT_H

#include <stddef.h>

#include "sim/io/table.h"

/* Which number of a curve is read. */
typedef enum {
    PLOT_READ_LAST, /* undefined where the last row is */
    PLOT_READ_BEST, /* or, where it changes for the worse alone, the worst */
    PLOT_READ_WORST,
    PLOT_READ_FARTHEST, /* from where it starts */
    PLOT_READ_HIGHEST,
    PLOT_READ_LOWEST,
    PLOT_READ_ON,    /* one x, that of the limit */
    PLOT_READ_UNTIL, /* the last x at which it is not below a limit */
} plot_reading;

/* What is found; words for it in facts.def. */
typedef enum {
    PLOT_UNDEFINED, /* nothing can be read of any arm */
    PLOT_NOTHING,   /* no arm changes by what is worth a word */
    PLOT_ONE,       /* something can be read of but one arm */
    PLOT_ALONE,     /* one of several changes, the others do not */
    PLOT_TIE,       /* all arms, or all that change, are alike */
    PLOT_BETTER,    /* the later of two arms changes more for the better */
    PLOT_WORSE,     /* the later of two arms changes less for the better */
    PLOT_DIFFERENT, /* two arms differ, and neither is better */
    PLOT_MIXED,     /* one changes for the better, another for the worse */
    PLOT_HARM,      /* all that change do so for the worse */
    PLOT_SETBACK, /* one that is not harmed goes farther for the worse than for the better */
    PLOT_COHORT,  /* of how many it is told */
    PLOT_EXTINCT,    /* cultures without a harvest */
    PLOT_EACH,       /* one arm by itself */
    PLOT_LARGEST,    /* the largest of the shares that make up a spread */
    PLOT_BACKGROUND, /* of what the arms are held against */
} plot_case;

/* What is read of one arm. */
typedef struct {
    const char *arm;
    double value, at; /* NAN: nothing can be read */
    double base;      /* what it would be without an effect; NAN: there is no such number */
    double low, high; /* of what is counted: its 95 % interval; NAN: it has none */
    bool is_end;      /* at is where the curve ends */
    bool is_broken;   /* of PLOT_READ_UNTIL: it was below the limit in between */
    size_t order;     /* of the arms */
} plot_read;

/* The quantity that is told. */
typedef struct {
    const char *column, *unit;  /* in which it is told */
    double times;               /* of the column's number, in that unit; 0: 1 */
    bool is_difference;         /* to a background */
    const char *words;          /* what it is called, where telling has no words */
    const sim_telling *telling; /* NULL: differences of less than 1 % are none, and neither
                                 * more nor less is better */
    plot_reading reading;
    const char *of;   /* before the words: "one patient's "; NULL: nothing */
    const char *lead; /* "in the harvest": before what is read last; NULL: "at the end" */
    bool is_median;   /* of a cohort */
    bool is_of_days;  /* of days, between which a line goes further */
    const char *x;    /* along what it is read */
    double limit;     /* of PLOT_READ_UNTIL and PLOT_READ_ON */
    double scale;     /* the largest size in the column: what is SIM_NEGLIGIBLE beside it is
                       * rounding; 0: 1 */
    bool names_one;   /* is an arm named though nothing can be read of others? */
    bool is_count;    /* counted of a cohort, each number with an interval */
    double low, high; /* of a count: within which all intervals lie */
    double background_low, background_high; /* of a difference of counts: what it is to */
} plot_topic;

typedef struct {
    plot_case is;
    size_t n_all, n, n_changed; /* arms, those of which something is read, that change */
    plot_read arm, other;       /* arm NULL: none is named */
} plot_fact;

/* Compares arms by what is read of each.  Named are, in the order of the arms, the best and
 * the least of those that change, or of a tie; where they are mixed, the best and the worst;
 * where all are harmed, the worst. */
plot_fact plot_fact_of(const plot_topic *topic, const plot_read reads[], size_t n);

/* The worst that happens to any arm, where that is farther from the start than the best that
 * happens to it, which is what is read: PLOT_SETBACK; else PLOT_UNDEFINED. */
plot_fact plot_fact_of_setback(const plot_topic *topic, const plot_read reads[],
                               const plot_read worsts[], size_t n);

/* One arm by itself: PLOT_UNDEFINED, PLOT_NOTHING (its value is then where it starts, at no
 * x) or PLOT_EACH. */
plot_fact plot_fact_of_one(const plot_topic *topic, const plot_read *read);

/* Of the best and the worst of an arm that which is told: the worst of one that never helps. */
plot_read plot_fact_choose(const plot_topic *topic, const plot_read *best,
                           const plot_read *worst);

/* Reads the curve of rows first <= i < end whose x lies between from and to. */
typedef struct {
    const sim_table *table;
    size_t first, end, x, y;
    double from, to;
} plot_stretch;
plot_read plot_fact_read(const plot_topic *topic, const plot_stretch *s);

/* The whole of it: its first and last numbers, the first of the highest and of the lowest;
 * all NAN where it has none. */
typedef struct {
    plot_read start, high, low, end;
    bool is_whole;  /* has its last row a number? */
    double last_at; /* x of that row */
} plot_track;
plot_track plot_fact_track(const plot_topic *topic, const plot_stretch *s);

/* Is the difference of two numbers of the curve worth a word? */
bool plot_fact_differs(const plot_topic *topic, double a, double b);

/* Is what was read for the worse? */
bool plot_fact_is_harm(const plot_topic *topic, const plot_read *read);

/* Is a number of the curve less than what is worth a word or, where nothing says what is, no
 * more than rounding? */
bool plot_fact_is_small(const plot_topic *topic, double value);

/* The smallest difference of two numbers that is worth a word, in their unit; where nothing
 * says it (NULL), 1 %. */
double plot_telling_least(const sim_telling *telling, double a, double b);

#endif
