/* names.h -- the parameters that tables of words speak of. */
#ifndef TESTS_NAMES_H
#define TESTS_NAMES_H

#include "sim/io/catalog.h"

/* Asserts that each of some names, "section.name" separated by blanks, is a parameter; `file`
 * is where they stand. */
void names_check(const sim_catalog *catalog, const char *names, const char *file);

#endif
