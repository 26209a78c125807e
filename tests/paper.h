/* paper.h -- the figures of a run's folder, drawn again to a list: where their words stand. */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

/* Draws the default page in each size, every other of its panels alone in one size and a figure of
 * one's own, light or dark as the run's number has it, and asserts that all lies on the page and
 * that no two texts lie upon each other. */
void paper_check(const char *dir, int number);

#endif
