/* html.h -- pages of HTML: what their parts have in common, on top of sim_xml.
 *
 *     status = sim_xml_init_html(&xml, &err);
 *     sim_html_start(xml, "title", css);
 *     sim_html_element(xml, "h1", "title");
 *     sim_html_end(xml);
 *
 * A page holds all it needs: images are data, and nothing is fetched or run.
 */
#ifndef SIM_IO_HTML_H
#define SIM_IO_HTML_H

#include "sim/io/xml.h"

/* Opens <html>, writes <head>, and opens <body> and <main>; the end closes all of that.  `css` must
 * hold neither < nor &. */
void sim_html_start(sim_xml *xml, const char *title, const char *css);
void sim_html_end(sim_xml *xml);

/* <element class="of">, NULL: without one. */
void sim_html_open(sim_xml *xml, const char *element, const char *of);

/* Closes it and ends the line. */
void sim_html_close(sim_xml *xml);

/* <element>text</element> on a line of its own; an empty text makes none. */
void sim_html_element(sim_xml *xml, const char *element, const char *text);

/* The same of a text in which what stands between `backticks` is code. */
void sim_html_prose(sim_xml *xml, const char *element, const char *text);

/* What scrolls within itself where it is wider than the page. */
void sim_html_open_wide(sim_xml *xml, const char *element, const char *label);

/* A table that does so, with its caption; and a cell that heads a "row", a "col" or a "rowgroup". */
void sim_html_open_table(sim_xml *xml, const char *caption);
void sim_html_close_table(sim_xml *xml);
void sim_html_head_cell(sim_xml *xml, const char *scope, const char *text);

/* A cell of a word; of some that break only between words, and of many. */
void sim_html_plain_cell(sim_xml *xml, const char *text);
void sim_html_whole_cell(sim_xml *xml, const char *text);
void sim_html_words_cell(sim_xml *xml, const char *text);

/* A number to four digits that carries as data-value all nine that CSV writes, where it has
 * more; a dash where it is not defined.  The same as a cell of a table. */
void sim_html_number(sim_xml *xml, double number);
void sim_html_number_cell(sim_xml *xml, double number);

/* An image of that type ("png", "svg+xml") as part of the page. */
typedef struct {
    const char *type, *alt;
    const char *bytes;
    size_t size;
} sim_html_image;
sim_status sim_html_write_image(sim_xml *xml, const sim_html_image *image, sim_error *err);

#endif
