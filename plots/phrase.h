/* phrase.h -- the words for what is found: facts.def, with its places filled in.
 *
 * Memory: everything passed in is borrowed until the function returns; words are appended.
 */
#ifndef PLOTS_PHRASE_H
#define PLOTS_PHRASE_H

#include <glib.h>
#include <stdbool.h>

#include "plots/amount.h"
#include "plots/fact.h"

enum { PLOT_PHRASE_DIGITS = 3 }; /* of a number */

/* The word for it in figures.csv. */
const char *plot_case_name(plot_case is);

/* As a caption says it: nothing where nothing can be read. */
void plot_phrase_caption(const plot_fact *fact, const plot_topic *topic, GString *text);

/* As a title does, of a number that is 0 without an effect. */
void plot_phrase_title(const plot_fact *fact, const plot_topic *topic, GString *text);

/* "P2: 1 on day 0, highest 1.3 on day 1, lowest 0.73 on day 155, 0.94 on day 730": all of the
 * course of plot_fact_of_one. */
void plot_phrase_arm(const plot_fact *fact, const plot_track *course,
                     const plot_topic *topic, GString *text);

/* phrase_number.c */

/* " mm", " cells", of a 1 " cell", of 1/day " per day"; nothing where there is no unit. */
void plot_phrase_unit(double value, const char *unit, GString *text);

/* "16.3 mm", "4.5×10⁷ cells", "−3.71": three digits, and the unit. */
void plot_phrase_number(double value, const char *unit, GString *text);

/* Of an arm; in quotes where it has words that join others: “exercise and cells”. */
void plot_phrase_name(const char *name, GString *text);

/* "P2 and “exercise and cells”" */
void plot_phrase_names(const char *one, const char *other, GString *text);

/* Of a part of a day: "after 4 hours". */
void plot_phrase_hours(double days, GString *text);

/* ": 48 % less", of what is this many times as much as another; nothing of numbers whose ratio
 * means nothing. */
void plot_phrase_change(double ratio, GString *text);

#endif
