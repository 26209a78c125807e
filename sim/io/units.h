/* units.h -- what a unit's text means: "1e9 particle/(1e6 cell)/day".
 *
 * The grammar is that of UDUNITS-2, and so is the parser; the units are those of one
 * table in units.c, in case-sensitive names and without prefixes of their own, so that
 * no database is read and a typo is no unit.
 *
 * Memory: a sim_units owns all it uses; what the functions fill is the caller's, and the
 *         names in it are static.
 * Safety: UDUNITS parses in static storage: one thread at a time, whatever the system.
 */
#ifndef SIM_IO_UNITS_H
#define SIM_IO_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

typedef struct sim_units sim_units;

/* *units is NULL after a failure. */
sim_status sim_units_init(sim_units **units, sim_error *err);

void sim_units_free(sim_units *units); /* NULL is fine */

/* Did the reading of a unit that has just failed want memory?  The text may be one then. */
bool sim_units_lack_memory(void);

/* Is a word of so many bytes the name of a unit: "mm", "cells"? */
bool sim_units_name(const char *word, size_t length);

/* Is what stands before and behind that place of a text a number and its unit, "16 mm", what is
 * counted and its number, "day 7" (not "cells 7"), or a unit that is a ratio, behind a number: "8 mg/L"?  No line
 * ends there. */
bool sim_units_bind(const char *text, const char *at);

/* Is `text` a unit at all? */
bool sim_units_known(const sim_units *units, const char *text);

/* May `text` stand behind a number?  What starts with a number itself would be taken for a
 * factor ("1.2.3", "2 1/2"), so it must be the unit that is wanted, or "1/..." of one. */
bool sim_units_may_follow(const char *text, const char *wanted);

/* Turns a number in `from` into one in `to`, as it is written in decimals and rounded once:
 * 1.3 day are 31.2 h, and 28 h are the double next to 7/6 day.  What `to` is per thing counted (um2/cell) `from` may
 * leave out (um2).  False if either is unknown or they differ otherwise in dimension. */
bool sim_units_convert(const sim_units *units, double number, const char *from,
                       const char *to, double *result);

/* Reads a number as `to` has it, where a unit may stand behind it: `*behind` is that, or "".
 * False if it is no number or the unit does not fit. */
bool sim_units_read(const sim_units *units, const char *text, const char *to,
                    double *result, const char **behind);

typedef struct {
    const char *base; /* "day", "m", "g", or a thing counted: "cell" */
    int power;        /* not 0 */
} sim_unit_part;

enum { SIM_UNIT_PARTS = 8 };

typedef struct {
    double scale; /* to 15 significant digits */
    size_t n;
    sim_unit_part parts[SIM_UNIT_PARTS];
} sim_unit_parts;

/* Takes `text` apart: it is scale times the product of base units to their powers.  False
 * if it is not known. */
bool sim_units_split(const sim_units *units, const char *text, sim_unit_parts *parts);

/* An exact factor between units: 1/24, 365/12, 1e-8.  A double holds neither 1/24 nor 0.1.
 * Whole numbers above and below the stroke do, and a number that is written in decimals is
 * one whole number over another: what is made of both is rounded once, so that 28 h and
 * 7/6 day are one instant. */
typedef struct {
    double above, below; /* whole, each below 2^53 */
} sim_ratio;

/* The simplest ratio within a few roundings of a positive number; false if its parts are not
 * both below 2^53. By continued fractions. */
bool sim_ratio_find(double number, sim_ratio *ratio);

/* The double next to the shortest decimal of `number` times the ratio; where digits are too
 * many for that, number * above / below. */
double sim_ratio_multiply(double number, sim_ratio ratio);

#endif
