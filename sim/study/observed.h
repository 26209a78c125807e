/* observed.h -- all that was observed: the numbers of the [data NAME] sections of an experiment, tables
 * and logs alike, in one list, each with the quantity of the model that it is one of.
 *
 * A section of a table (a log: see log.h) says
 *
 *     y = passages.doublings        the quantity: TABLE.COLUMN; summary.NAME of any number that is read off an arm
 *     file = own.csv                beside the parameter file; or, in its place,
 *     columns = NAME, NAME, ...     a header, and
 *     row N = CELL, CELL, ...       its rows, N = 1, 2, ...
 *     x = HEADING                   the column of the number of a report, or of times; or one of all rows: 12 week
 *     x_unit = week                 of times; without one, day
 *     value = HEADING               the column of what was measured: an empty cell is none; "<1e3" is below 1e3
 *     value_unit = %                what its numbers are in; without one, the unit of the quantity
 *     arm = HEADING                 the column of arms, or the name of one; not needed where there is one
 *     donor = HEADING               (the chain's word for a subject) likewise
 *     sd = 0.1                      how it scatters: a number, with a unit where it has another than the values,
 *                                   the heading of a column, or the word estimate;
 *     sd_relative = 20 %            a part of what was measured; likewise
 *     log = 0.3                     sd of natural logarithms; likewise
 *     limit = 1e3                   of detection, a number or a column: a value of that or less is only known to
 *                                   be below it
 *     limit_above = 1e8             likewise of that or more
 *
 * Of x, value, arm, donor and the limits a section may say nothing where the file has a column of that name.
 *
 * A log has a set for each column that is compared: as many reports as it has rows with a number there.  What
 * came of a row of number 0 is not compared, as nobody tells what it began with.
 *
 * Units:  value, limit and sd in the unit of the quantity; times in days.
 * Memory: observations own their lists and texts; models, experiment and catalog are borrowed.
 */
#ifndef SIM_STUDY_OBSERVED_H
#define SIM_STUDY_OBSERVED_H

#include "sim/study/arms.h"
#include "sim/study/chain.h"
#include "sim/study/misfit.h"

enum { SIM_OBSERVED_ROWS = 20000 }; /* of a section, at most */

/* Where the model says it. */
typedef enum {
    SIM_OBSERVED_REPORT, /* x is the number of a report */
    SIM_OBSERVED_COURSE, /* x is a time of the course of `stage` */
    SIM_OBSERVED_NUMBER, /* x is NAN: a number that is read off an arm (readout.h) */
} sim_observed_where;

/* What a section, of a log what one of its columns, is about. */
typedef struct {
    const char *name;     /* of the section */
    const char *quantity; /* "passages.doublings" */
    const char *place;    /* "FILE:LINE" of the section */
    sim_observed_where where;
    size_t stage;             /* of a course, the stage whose it is */
    const sim_symbol *symbol; /* of a course, that of `stage`; else NULL */
    const sim_against
        *against; /* of a course: its difference to the background; NULL: itself */
    size_t
        number; /* which column of the reports (sim_reports_read), or number of the readout */
    size_t log; /* which of the experiment's logs; SIM_NONE: of a table */
    const char *unit;
    const char *x_name, *x_unit; /* "passage", "1"; "day", "day"; NULL without an x */
    sim_error_kind kind;
    bool is_fitted; /* is its sd estimated? */
    double sd;      /* the same of all; NAN: each its own, or fitted */
    double low,
        high; /* of a fitted sd, of n - n_censored: 1e-4 .. 10 times what was seen spreads over */
    size_t n, n_censored; /* observations; those of a limit among them */
} sim_observed_set;

typedef struct {
    size_t set;
    size_t arm;           /* of the experiment */
    size_t source;        /* of the observations' */
    double x;             /* number of a report, or days; NAN of a number */
    sim_observation seen; /* its sd is 0 where it is fitted */
    size_t line;          /* in its file */
    size_t row;           /* of a log: of its rows; else SIM_NONE */
} sim_observed;

typedef struct {
    sim_observed_set
        *sets; /* [n_sets] in the order of the file, those of a log by column */
    size_t n_sets;
    sim_observed *list; /* [n] set by set */
    size_t n;
    const char *
        *sources; /* [n_sources] in the order in which they come; "" where none is named */
    size_t n_sources;
    size_t report_number; /* which column of the reports is their number */
    sim_pool pool;        /* of all that */
} sim_observations;

/* Lists what the sections of an experiment have; fails where that is nothing.  Messages start with
 * FILE:LINE.  sim_observations_free is legal after a failure too. */
sim_status sim_observations_init(sim_observations *all, const sim_experiment *e,
                                 sim_error *err);
void sim_observations_free(sim_observations *all);

/* Refuses a section whose table, which was read, makes no observations; marks its columns that are
 * used. */
sim_status sim_observed_check(const sim_experiment *e, const sim_data *data,
                              sim_error *err);

/* The word of a chain for one of those whose rows a file has: "donor". */
const char *sim_observed_subject(const sim_chain *chain);

/* The number of the last report of an arm: of its log or, without one, as its parameter says. */
double sim_observed_last_report(const sim_experiment *e, size_t arm);

/* How an observation scatters where that is fitted: its set's `sd`, in place of its own. */
sim_observation sim_observed_with(const sim_observed *observed, double sd);

/* Takes all that was observed into a hash. */
void sim_observations_hash(const sim_observations *all, uint64_t *hash);

#endif
