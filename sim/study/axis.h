/* axis.h -- what a sweep or a sensitivity analysis varies: one parameter, or the choice
 * among the presets of a group, and over what.
 *
 *     passaging.harvest_passage = 1..12
 *     product.dose = log 1e6..1.5e8 x 9
 *     persistence.tail = range
 *     presets.source = bone_marrow, adipose, umbilical
 *     cohort.product.lot_potency = 0.1..0.5 x 5     the spread of what a cohort draws
 *
 * Units:  values are in the parameter's unit; of a word or a preset, its number in the list
 *         of the catalog or of the presets.
 * Memory: axes own their texts and lists; catalog and presets are borrowed.
 */
#ifndef SIM_STUDY_AXIS_H
#define SIM_STUDY_AXIS_H

#include "sim/io/table.h"
#include "sim/study/presets.h"
#include "sim/study/row.h"

typedef struct {
    char *name;      /* "product.dose", "presets.source" */
    char *how;       /* as it was written */
    bool is_preset;  /* `row` is a group's number, else one of the catalog */
    bool whole, log; /* a range of whole numbers; evenly spread in the logarithm */
    size_t row;
    double low, high; /* the ends of a range */
    size_t levels;    /* how many values it takes; 0: any within the range */
    double *list;     /* [levels] of an axis that is no range, else NULL */
    bool is_of_table; /* its values are a column of a table (point_table.h) */
    size_t
        follows; /* the axis, from 1, whose coordinate it has too (together.h); 0: its own */
    bool is_spread;       /* of what a cohort draws of `row`: its standard deviation */
    const char *unit;     /* of a spread, when all rows are read; NULL: none */
    size_t of_arm;        /* the arm, from 1, whose alone it is; 0: all arms' */
    unsigned layer;       /* who says so: the higher one holds */
    char *place, *origin; /* for messages; for run.ini */
} sim_axis;

/* In the order in which they were first named. */
typedef struct {
    sim_axis *list; /* [n] */
    size_t n;
    sim_row_kept together; /* which of them do */
} sim_axes;

/* What an axis is understood by. */
typedef struct {
    const sim_catalog *catalog;
    const sim_presets *presets;
    enum {
        SIM_AXES_ANY,
        SIM_AXES_EVEN, /* refuses what is no even range */
        SIM_AXES_SWEPT, /* also how a cohort is made: its rows, and the spread of its draws */
    } takes;
} sim_axis_world;

/* Understands a row and puts it over one of a lower layer; a second one in its own layer is
 * refused.  Messages start with the row's place.  sim_axes_free is always legal. */
sim_status sim_axes_set(sim_axes *axes, const sim_axis_world *world, const sim_row *row,
                        sim_error *err);

/* What it understands: the axis has its list then, after a failure too, and no texts. */
enum { SIM_AXIS_LEVELS = 1000000 }; /* at most */
sim_status sim_axis_read(sim_axis *axis, const sim_axis_world *world, const sim_row *row,
                         sim_error *err);

/* What a name such as "product.dose" or "presets.source" varies, and a value of that from its text. */
sim_status sim_axis_subject(sim_axis *axis, const sim_axis_world *world, const sim_row *row,
                            sim_error *err);
sim_status sim_axis_parse(const sim_axis *axis, const sim_axis_world *world,
                          const char *text, const char *place, double *value,
                          sim_error *err);

/* Takes an axis into the list, which then owns it, in place of one of its name, or frees it. */
sim_status sim_axes_take(sim_axes *axes, sim_axis *axis, const sim_row *row,
                         sim_error *err);

/* Adds the range [value / spread, value * spread] of a row of the catalog, within the
 * parameter's own; whole numbers move by at least 1.  Adds none where nothing can vary: a
 * word, a switch (0 or 1), or a value of 0. */
typedef struct {
    size_t row;
    double value, spread;
    double least, most; /* of a whole number, that are taken; both 0: its range */
} sim_axis_spread;
sim_status sim_axes_spread(sim_axes *axes, const sim_axis_world *world,
                           const sim_axis_spread *spread, sim_error *err);

sim_axis *sim_axes_find(const sim_axes *axes, const char *name);

void sim_axes_free(sim_axes *axes);

/* Writes the rows, but for those of a table; reading them gives the same axes. */
void sim_axes_write(const sim_axes *axes, FILE *out);

/* Are its values words, and not numbers? */
bool sim_axis_has_words(const sim_axis *axis, const sim_axis_world *world);

/* The value at a place from 0 to 1 on it; the value of level number i.  Numbers have at
 * most SIM_NUMBER_TABLE significant digits, so that a table shows them in full. */
double sim_axis_at(const sim_axis *axis, double place);
double sim_axis_level(const sim_axis *axis, size_t i);

/* Does it vary how a cohort is made? */
bool sim_axis_is_of_cohort(const sim_axis *axis, const sim_catalog *catalog);

/* Prints a value: a word or the shortest decimal. */
void sim_axis_print(const sim_axis *axis, const sim_axis_world *world, double value,
                    char text[SIM_NUMBER_SIZE]);

/* The same for print, where the names of presets are words: "thawed injected". */
void sim_axis_print_words(const sim_axis *axis, const sim_axis_world *world, double value,
                          char text[SIM_NUMBER_SIZE]);

/* Name, unit and meaning, as a table has them. */
sim_column sim_axis_column(const sim_axis *axis, const sim_axis_world *world);

#endif
