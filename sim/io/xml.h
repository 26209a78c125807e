/* xml.h -- one XML document, written element by element.
 *
 *     sim_xml_open(xml, "unit");
 *     sim_xml_attribute(xml, "kind", "second");
 *     sim_xml_close(xml);
 *
 * Only memory can fail; that it did is told once, by sim_xml_write.
 *
 * Memory: the document is held until it is whole.
 */
#ifndef SIM_IO_XML_H
#define SIM_IO_XML_H

#include <stdio.h>

#include "sim/error.h"

typedef struct sim_xml sim_xml;

/* *xml is NULL after a failure. */
sim_status sim_xml_init(sim_xml **xml, sim_error *err);

/* The same for a page of HTML that XML parsers read too: no line is broken but where a text
 * breaks it, and each element is closed by name, unless it is closed as a void one. */
sim_status sim_xml_init_html(sim_xml **xml, sim_error *err);

void sim_xml_free(sim_xml *xml); /* NULL is fine */

void sim_xml_open(sim_xml *xml, const char *element);
void sim_xml_close(sim_xml *xml);
void sim_xml_close_some(sim_xml *xml, int n); /* the last n */
void sim_xml_close_void(sim_xml *xml);        /* as <br/> */

/* Of the element just opened. */
void sim_xml_attribute(sim_xml *xml, const char *name, const char *value);
void sim_xml_attribute_number(sim_xml *xml, const char *name, double value);

void sim_xml_text(sim_xml *xml, const char *text);
void sim_xml_text_some(sim_xml *xml, const char *text, size_t n); /* its first n bytes */
void sim_xml_raw(sim_xml *xml, const char *text); /* as it is: it must be well-formed */
void sim_xml_inline(sim_xml *xml, const char *element); /* an empty one amid text */

/* Ends the document and writes it.  The caller checks `out` when closing it. */
sim_status sim_xml_write(sim_xml *xml, FILE *out, sim_error *err);

#endif
