/* paper.h -- the figures of a run's folder, drawn again to a list: where their words stand. */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include "tests/page.h"

/* Draws the default page in each size, some of its panels alone in one size and a figure of
 * one's own, light or dark as the run's number has it, and asserts that all lies on the page and
 * that no two texts lie upon each other. */
void paper_check(const char *dir, int number);

/* Draws one of the panels alone, light, on A4. */
void paper_draw(const char *dir, const char *panel, plot_look *look, page_list *list);

#endif
