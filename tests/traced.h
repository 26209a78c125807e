/* traced.h -- curves and bands of a run's figures, traced from the drawing and held against its
 * tables, which are read by code of their own. */
#ifndef TESTS_TRACED_H
#define TESTS_TRACED_H

#include "plots/look.h"
#include "plots/recording.h"
#include "tests/readings.h"

/* Asserts of the panel of a rule, drawn alone, that each line and each edge of a band goes where
 * the numbers are, and that no name stands on the shade. */
void traced_check(const results *r, const panel_rule *rule, const plot_recording *list,
                  const plot_look *look);

#endif
