/* shapley.h -- what each of several players has of what they reach together (Shapley (1953) in
 * Contributions to the Theory of Games II, 307): its gain over those who came before it, on
 * average over all orders in which they may come.
 *
 * The parts sum to values of all less value of none; who never changes anything has 0, and who
 * do the same have the same.
 */
#ifndef SIM_STUDY_SHAPLEY_H
#define SIM_STUDY_SHAPLEY_H

#include <stddef.h>

enum { SIM_SHAPLEY_MOST = 20 };

/* values[2^n], n <= SIM_SHAPLEY_MOST: of each set of players, player i being in it where its
 * number has bit i; parts[n]. */
void sim_shapley(size_t n, const double values[], double parts[]);

#endif
