/* draws.h -- random legal experiments, as texts: each of DRAWS_MOST and DRAWS_ENDINGS is another
 * and always the same.
 *
 * Rows of the joint, or of what another chain ends in, are log-normal with sd 0.3 around their defaults, kept in range; rows of an arm
 * are at their low, at their high or between, with equal chance.  A third are cohorts.
 */
#ifndef TESTS_DRAWS_H
#define TESTS_DRAWS_H

#include <stdbool.h>

enum { DRAWS_MOST = 41, DRAWS_ENDINGS = 9 }; /* of the knee; those behind them */
enum { DRAWS_ARMS = 8, DRAWS_TEXT = 1 << 16, DRAWS_REPLICATES = 20 };

/* One in ten each; what is left has nothing special. */
typedef enum {
    DRAW_PLAIN,
    DRAW_NO_CELLS,       /* in any arm */
    DRAW_ONE_EMPTY,      /* one arm has no cells */
    DRAW_ALL_MISS,       /* the joint */
    DRAW_ONE_MISSES,     /* in one arm */
    DRAW_EXTINCT,        /* cultures of few cells that hardly attach, for long */
    DRAW_HARMFUL,        /* what senescent and dead cells secrete inflames */
    DRAW_ALL_ALIKE,      /* no arm differs from another */
    DRAW_TWO_ALIKE,      /* the last two arms do not differ */
    DRAW_NEEDLE_OF_FATE, /* it misses as often as it hits */
    DRAW_KINDS
} draw_kind;

typedef struct {
    draw_kind kind;
    const char *chain;
    int n_arms;
    bool is_cohort;
    char text[DRAWS_TEXT];
} draw;

/* Experiment `number`; another for each try, for what is refused. */
void draw_experiment(draw *d, int number, int try);

/* Draws the experiment until the program runs it, into DIR/NUMBER, and returns how often it
 * refused. */
int draw_run(draw *d, int number, const char *dir);

#endif
