/* former.h -- what became of names that earlier versions knew: a table that a world's models
 * declare (models/changes.def).
 */
#ifndef SIM_MODEL_FORMER_H
#define SIM_MODEL_FORMER_H

#include <stddef.h>

typedef enum {
    SIM_FORMER_GONE,    /* a parameter that there is no longer */
    SIM_FORMER_RENAMED, /* one that another took the place of */
    SIM_FORMER_UNIT,    /* one that is measured otherwise */
    SIM_FORMER_MEANING, /* one whose value means something else, in the same unit */
    SIM_FORMER_DEFAULT, /* one that another value is usual for */
    SIM_FORMER_COLUMN,  /* a column of a table that there is no longer */
} sim_former_kind;

/* The line from a value before to the one now, `offset` + `factor` times it. */
typedef struct {
    double low, high; /* what was accepted, in `unit` */
    const char *unit;
    double offset, factor; /* factor 0: there is none */
    const char *of;        /* "of 60 mm": what a value before was a part of */
} sim_former_line;

typedef struct {
    sim_former_kind kind;
    const char *section, *name; /* of a column: its table */
    const char *since;          /* the first version without it: "0.4.0" */
    const char *what;           /* a clause: what became of it, and what is right now */
    const char *now;            /* "joint.pain_floor"; NULL: nothing took its place */
    sim_former_line line;
    double before; /* the default, of a SIM_FORMER_DEFAULT */
} sim_former;

typedef struct {
    const sim_former *list; /* [n] */
    size_t n;
} sim_formers;

#endif
