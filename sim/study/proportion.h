/* proportion.h -- shares: their intervals, how far two are apart, and what one change takes.
 *
 * Units:  shares lie in [0, 1]; alpha is how likely an interval misses, 0.05 for one of 95 %.
 * Memory: nothing is allocated.
 */
#ifndef SIM_STUDY_PROPORTION_H
#define SIM_STUDY_PROPORTION_H

#include <stddef.h>

/* Of intervals of 95 %. */
extern const double sim_alpha_usual;

/* A share and its interval. */
typedef struct {
    double share, low, high;
} sim_share;

/* A difference and its interval. */
typedef struct {
    double mean, low, high;
} sim_difference;

/* hits of n, 0 .. n (Wilson (1927) J. Am. Stat. Assoc. 22, 209); NANs for n = 0. */
sim_share sim_wilson(size_t hits, size_t n, double alpha);

/* The same of a share that was worked out, of n > 0. */
sim_share sim_wilson_of(double share, double n, double alpha);

/* The share of one group less that of another, independent of it (Newcombe (1998) Stat. Med.
 * 17, 873, method 10): both Wilson intervals joined, so that it has a width where all or none
 * are hit, too.  NANs where a group is empty. */
sim_difference sim_newcombe(size_t hits, size_t n, size_t hits_of_other, size_t n_of_other,
                            double alpha);

/* How likely two shares are at least as unlikely as these, given all hits, where both groups are
 * alike: Fisher's exact test, two-sided by the probability of tables (Fisher (1935) J. R. Stat.
 * Soc. 98, 39; as R's fisher.test).  1 where a group is empty, or all or none are hit. */
double sim_fisher(size_t hits, size_t n, size_t hits_of_other, size_t n_of_other);

/* How many it takes for one more of what is wished for, of a difference of shares of that:
 * "NNT 5.3 (3.1 to 18.2)"; "NNT to harm 5.3 (3.1 to 18.2)" where it is less; "NNT 4.1 to infinity
 * to harm 20.5" where its interval contains 0 (Altman (1998) BMJ 317, 1309); "NNT undefined". */
enum { SIM_NNT_TEXT = 128 };
void sim_nnt_print(const sim_difference *difference, char text[], size_t size);

#endif
