/* markup.h -- for tests: pages of HTML that an XML parser reads, and what is asked of them. */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H

#include <libxml/tree.h>

/* Parses a text, or a file; fails the test where it is not well-formed.  The caller frees. */
xmlDocPtr markup_parse(const char *text);
xmlDocPtr markup_read(const char *path);

/* The value of an XPath expression, as a number and as a text, which the caller frees. */
double markup_number(xmlDocPtr document, const char *expression);
char *markup_text(xmlDocPtr document, const char *expression);

/* Fails the test where that is not true of the document. */
void markup_expect(xmlDocPtr document, const char *fact);

#endif
