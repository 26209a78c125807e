/* amount.h -- numbers in words, with their units: "16.3 mm", "53.6 %", "5.1 points".
 *
 * Units:  values are in those of their columns; a topic says in which they are told.
 * Memory: everything passed in is borrowed until the function returns; words are appended.
 */
#ifndef PLOTS_AMOUNT_H
#define PLOTS_AMOUNT_H

#include <glib.h>

#include "plots/fact.h"

/* A number of the quantity, as it is told. */
void plot_amount_tell(double value, const plot_topic *topic, GString *text);

/* The same without its unit, and the unit behind two numbers. */
void plot_amount_tell_bare(double value, const plot_topic *topic, GString *text);
void plot_amount_tell_unit(const plot_topic *topic, GString *text);

/* The least difference of two numbers that is worth a word: "1 mm", "1 point", "1 %" where no
 * row says it. */
void plot_amount_tell_least(const plot_topic *topic, GString *text);

/* "16.3 mm"; "less than 1 mm", "within 1 mm of 0 mm" of what is not worth a word. */
void plot_amount_tell_value(double value, const plot_topic *topic, GString *text);

/* Of what is counted: "31.7 %", a difference with its sign, "+23 points"; without the unit; the
 * interval of a number behind `lead`, ")" closes it; " against the background's 31.7 %". */
void plot_amount_tell_count(double value, const plot_topic *topic, GString *text);
void plot_amount_tell_bare_count(double value, const plot_topic *topic, GString *text);
void plot_amount_tell_interval(const plot_read *read, const char *lead,
                               const plot_topic *topic, GString *text);
void plot_amount_tell_background(const plot_topic *topic, GString *text);

/* "37", "2.4", "12". */
void plot_amount_tell_x(double x, const plot_topic *topic, GString *text);

/* "on day 37", "at passage 12"; of the first day, "after 4 hours". */
void plot_amount_tell_at(double at, const plot_topic *topic, GString *text);

/* "until day 319", "with breaks until day 319", "to the end, day 730". */
void plot_amount_tell_until(const plot_topic *topic, const plot_read *read, GString *text);

/* Of what it is told: " (median, on whole days)". */
void plot_amount_tell_kind(const plot_topic *topic, GString *text);

#endif
