/* vector.h -- for tests: a drawing as SVG, read by an XML parser and held against the same as a list. */
#ifndef TESTS_VECTOR_H
#define TESTS_VECTOR_H

#include <libxml/tree.h>

#include "tests/page.h"

/* Asserts that each text and shape of the list is an element, in the order of drawing, where it
 * stands and as wide as it is, and that there is no other.  Where a text has letters that the font
 * has not, nothing is compared.  Messages start with `what`. */
void vector_check(const plot_recording *list, const page *svg, const char *what);

/* The number of an attribute; NAN: it has none. */
double vector_number(const xmlNode *element, const char *name);

/* Where the path of an element goes: how many points, up to `most`; between what it interrupts, one
 * that is NAN. */
size_t vector_trace(const xmlNode *element, plot_point points[], size_t most);

#endif
