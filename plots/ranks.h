/* ranks.h -- what matters most: bars with intervals, the longest on top.
 */
#ifndef PLOTS_RANKS_H
#define PLOTS_RANKS_H

#include "plots/draft.h"
#include "plots/found.h"

typedef struct {
    const char *label;  /* "clearance of dead cells by macrophages" */
    const char *detail; /* smaller, below it: "joint.efferocytosis, 0.9 to 1.1 per day" */
    double value, low, high; /* what ranks, and its 95 % interval; NAN: undefined */
    double other, other_low, other_high; /* a second measure; NAN: none */
    double mean; /* with its sign, of what `value` is the size of; where sign_label is not
                  * NULL */
} plot_rank;

typedef struct {
    const char *title;
    const char *saying;                    /* a line below the title; NULL: none */
    const char *value_label, *other_label; /* "total: with all interactions", "first: by
                                            * itself"; NULL: not in the legend */
    const char
        *sign_label; /* "size of the mean; +: raises, ..."; NULL: nothing of the mean */
    const char *axis_label; /* "mean absolute effect on relief (mm)" */
    bool share;             /* the axis is one of shares, 0 to 1 */
    const plot_rank *bars;  /* [n_bars] in any order */
    size_t n_bars;
    const bool
        *apart; /* [n_bars] those not to be compared with others: hatched; NULL: none */
    const char *apart_label; /* "range wider than others'"; NULL: none is apart */
    const plot_told *told; /* how they are told, in place of `title`; NULL: they are not */
    size_t most; /* bars drawn; 0: as many as there is room for, and no more than 25 */
} plot_ranks;

/* Shows plot_ranks.  Bars without a value are left out, and the figure says how many; so are
 * those beyond `most`.
 * An interval that leaves the axis ends in an arrow at its end.  With sign_label, a dot on a
 * bar is at the size of the mean, and before the bar stands +, or U+2212 for below 0, or
 * U+00B1 where the mean is less than half of the value: some went the other way. */
extern const plot_maker plot_ranks_maker;

#endif
