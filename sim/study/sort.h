/* sort.h -- numbers put in ascending order: quicksort (Hoare (1962) Comput. J. 5, 10; Sedgewick
 * (1978) Commun. ACM 21, 847), with GSL's heapsort where it would grow slow.
 */
#ifndef SIM_STUDY_SORT_H
#define SIM_STUDY_SORT_H

#include <stddef.h>

/* None of them is NAN. */
void sim_sort(double numbers[], size_t n);

#endif
