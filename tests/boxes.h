/* boxes.h -- where things stand on a recorded page: all on it, and no text upon another. */
#ifndef TESTS_BOXES_H
#define TESTS_BOXES_H

#include "plots/recording.h"

/* Asserts that; messages start with `what`. */
void boxes_check(const plot_recording *list, const char *what);

#endif
