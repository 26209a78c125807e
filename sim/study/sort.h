/* sort.h -- numbers put in ascending order.
 *
 * What is sorted next is often ranked nearly as what was sorted before: an order remembers that
 * ranking.  Numbers are taken by it and mended by insertion; where that takes many moves, by
 * quicksort (Hoare (1962) Comput. J. 5, 10; Sedgewick (1978) Commun. ACM 21, 847), with GSL's
 * heapsort where it would grow slow.  What comes out is the same whatever is remembered.
 *
 * Memory: the arrays of an order are the pool's.
 */
#ifndef SIM_STUDY_SORT_H
#define SIM_STUDY_SORT_H

#include <stddef.h>

#include "sim/io/memory.h"

typedef struct {
    size_t most;  /* numbers at once */
    size_t n;     /* numbers that were sorted last; 0: nothing is remembered */
    size_t *from; /* [most] where each of these stood */
    double *room; /* [most] */
} sim_order;

sim_order sim_order_take(sim_pool *pool, size_t most);

/* None of n <= most numbers is NAN; 0 comes out without a sign. */
void sim_sort(double numbers[], size_t n, sim_order *order);

#endif
