/* paper.h -- the default page of a run's folder, drawn again to a list: where its words stand. */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include <stdbool.h>

/* Draws it in each size, half of them dark, and asserts that all texts lie on the page and that
 * no two lie upon each other. */
void paper_check(const char *dir, bool dark_first);

#endif
