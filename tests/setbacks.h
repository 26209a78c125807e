/* setbacks.h -- where a line goes farther for the worse than for the better, does its panel's
 * caption say so, and nowhere else?
 */
#ifndef TESTS_SETBACKS_H
#define TESTS_SETBACKS_H

#include "tests/readings.h"

void setbacks_check(const results *r);

#endif
