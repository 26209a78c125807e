/* logrank.h -- are two groups struck alike, and how much faster is one of them?
 *
 * At each time at which somebody is struck, those whom a group would lose if its rate were that of
 * all still followed are set against those whom it lost (Mantel (1966) Cancer Chemother. Rep. 50,
 * 163; Peto & Peto (1972) J. R. Stat. Soc. A 135, 185).  O - E, summed over the times, has the
 * variance V of draws without replacement, which holds where several are struck at once, too.
 * chi2 = (O - E)^2 / V has one degree of freedom.
 *
 * The ratio of hazards is exp((O - E) / V), with the interval exp((O - E) / V -+ z / sqrt(V)):
 * one step from no difference (Yusuf et al. (1985) Prog. Cardiovasc. Dis. 27, 335).  It excludes 1
 * where p is below alpha, and is defined where one group is spared.  Of ratios far from 1, or of
 * groups of unlike size, it is nearer to 1 than they are (Greenland & Salvan (1990) Stat. Med. 9, 247).
 *
 * Memory: nothing is kept.
 */
#ifndef SIM_STUDY_LOGRANK_H
#define SIM_STUDY_LOGRANK_H

#include <stdbool.h>
#include <stddef.h>

/* Somebody who is followed until a time, in any unit, and struck then, or spared so far. */
typedef struct {
    double time;
    bool struck;
    bool other; /* of the group which the first is held against */
} sim_followed;

typedef struct {
    double chi2, p;
    double hazard_ratio, low, high; /* of the first group to the other */
    size_t struck[2];               /* of the first group, of the other */
    double expected;                /* of the first group, if both were alike */
} sim_logrank_result;

/* Sorts the list.  Who is spared at a time is still followed at that time.  NANs where nobody is struck
 * while both groups are followed; times must be finite. */
sim_logrank_result sim_logrank(sim_followed list[], size_t n, double alpha);

#endif
