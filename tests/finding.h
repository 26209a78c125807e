/* finding.h -- for tests: a row of a validation with nothing odd about it. */
#ifndef TESTS_FINDING_H
#define TESTS_FINDING_H

#include "plots/validation.h"

extern const plot_finding finding_plain;

#endif
