/* population.h -- what a cohort of a chain is: what is drawn of each replicate, what befalls it,
 * what is counted.  Included by model.h.
 *
 * Memory: every pointer is to static storage.
 */
#ifndef SIM_MODEL_POPULATION_H
#define SIM_MODEL_POPULATION_H

#include <stdbool.h>
#include <stddef.h>

/* Whose a draw is: of who has the last model (a patient), or of whose are those before it (a
 * donor).  A laboratory draws a factor that all its sources share. */
typedef enum { SIM_LABORATORY, SIM_SOURCE, SIM_SUBJECT } sim_owner;
enum { SIM_OWNERS = SIM_SUBJECT + 1 };

/* A part of what differs, in words: "donor", "whose cells". */
typedef struct {
    const char *name, *words;
} sim_part;

/* A parameter that differs from replicate to replicate of a cohort, and how, in the words
 * of an INI row: "lognormal 0.3", "lognormal 0.3 laboratory 0.5". */
typedef struct {
    sim_owner owner;
    const char *section, *name;
    const char *how;
} sim_draw;

/* What is measured of a patient, with some noise and kept within [low, high], on two days. */
typedef struct {
    const char *symbol;
    double low, high; /* of a reading */
    double before, after;
    const char *noise; /* the setting of [cohort] that is the sd of a reading */
} sim_visits;

/* What an instrument reads of a subject, off by some noise at each visit: a trial tells it as the
 * change since its first one. */
typedef struct {
    const char *symbol;
    double low, high;  /* of what is read */
    double before;     /* the day of the first visit; NAN: the symbol is itself a change */
    const char *noise; /* the setting of [cohort] that is the sd of a reading */
} sim_gauge;

/* Who counts as a responder: whose reading falls by at least `fall` and by at least `part` of
 * the first reading. */
typedef struct {
    const char *name; /* its column */
    double fall, part;
    const char *note; /* where the rule is from, and how sure that is; or "" */
} sim_responder;

/* What befalls a subject: a rule of the last model that falls from 1 is how likely one is
 * spared so far.  It comes on the first output on which the rule is below a uniform number of
 * the subject's own, which all arms share. */
typedef struct {
    const char *name;   /* "death": of its stream, in tables */
    const char *spared; /* the rule: "survival" */
    const char *words;  /* of who is spared: "alive" */
    bool ends;          /* nothing is read of a subject from then on */
    const char *columns
        [6]; /* beside that of the rule: ends of an interval, how many are spared; the
                      * difference to the background, ends of its interval */
} sim_fate;

#define SIM_FATE(name, rule, words, ends) \
    { \
        name, rule, words, ends, \
        { \
            rule "_low", rule "_high", rule "_at_risk", rule "_against_background", \
                rule "_against_background_low", rule "_against_background_high" \
        } \
    }

/* What is counted of each subject, on a day. */
typedef enum {
    SIM_READ,   /* a row of SUMMARY */
    SIM_SPARED, /* 1 of whom a fate has not befallen by then, else 0 */
    SIM_STRUCK, /* the other way round */
    SIM_RESPONDS, /* 1 where a row of SUMMARY is within bounds and the subject lives, else 0 */
    SIM_WORTH,    /* a symbol at the end; 0 of a subject that does not live then */
} sim_counting;

typedef struct {
    sim_counting how;
    const char *name;    /* its column */
    const char *of;      /* the row, the symbol or the fate; NULL: any fate */
    double day;          /* after the origin; no matter for SIM_READ */
    const char *origin;  /* a constant of the last model; NULL: day 0 */
    double least, most;  /* of SIM_RESPONDS */
    const char *among;   /* a column of SIM_RESPONDS: only subjects that respond; or NULL */
    bool others;         /* only those that do not */
    const char *meaning; /* in words */
    const char *note;    /* where a rule is from; NULL: it has no source to tell */
} sim_count;

/* A constant of the last model that is no less in any subject of a cohort. */
typedef struct {
    const char *constant; /* NULL: none is asked for */
    double least;
} sim_admission;

/* What a cohort of a chain is, and what people read of it. */
typedef struct {
    sim_part owners[SIM_OWNERS];
    sim_part luck;       /* of the CHANCE: "needle", "hit or miss"; no name without one */
    sim_part chance;     /* of counts: "chance", "cell by cell" */
    const char *sharing; /* the setting of [cohort] that is how many share a laboratory */
    const sim_draw *draws;
    const char *const *columns; /* states and rules of the last model */
    const char *const *parted;  /* SUMMARY rows whose variance --spread splits */
    sim_visits measured;
    const sim_responder *responders;
    const sim_gauge *gauges; /* [n_gauges] of what trials read, beside what is measured */
    const char *apart; /* SUMMARY row: where it is 1, a replicate enters no mean; or NULL */
    const char *others;          /* what the others do: "have a product" */
    const char *happened;        /* to those apart: "no cell was left to harvest" */
    const char *const *over_all; /* SUMMARY rows whose means are over all the same */
    size_t n_draws, n_columns, n_parted, n_over_all, n_responders, n_gauges;
    sim_admission entry; /* who is taken into a cohort: draws that miss it are made again */
    const sim_fate *fates;
    const char *const *chances;  /* states and rules that tell how likely an end is: they go
                                 * on for who is dead */
    const sim_count *counts;     /* in the order in which they are told */
    const char *const *settings; /* rows of [cohort] that no other chain has, unless it
                                  * names them too */
    size_t n_fates, n_chances, n_counts, n_settings;
} sim_population;

#endif
