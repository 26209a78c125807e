/* dimension.h -- the units inside a formula, worked out from the units of its names.
 *
 * SBML wants a unit at every number, and C has none.  A bare number takes the unit of
 * what it is added to or compared with; in a product it is 1 in a unit that converts,
 * if the product needs one (24 in `free * 24 / cycle_time` is 24 h/day, that is 1), and
 * else dimensionless.  A formula that no such reading makes consistent is refused.
 *
 * Units:  kb, PD, division, passage and particle count as dimensionless, as in SBML.
 * Memory: nothing is allocated.
 */
#ifndef SIM_IO_DIMENSION_H
#define SIM_IO_DIMENSION_H

#include "sim/io/units.h"
#include "sim/model/formula.h"

/* The units in which dimensions are given here, and how SBML says them.  They are chosen
 * so that scales are small numbers: readers of SBML multiply them, and compare. */
typedef struct {
    const char *name;  /* "cm" */
    const char *base;  /* the part of a sim_unit_parts that is this: "m" */
    double in_base;    /* how many of them make one of that */
    const char *kind;  /* in SBML */
    double multiplier; /* of that kind */
} sim_base;

enum { SIM_BASES = 4, SIM_DIMENSION_TEXT = 96 };

extern const sim_base sim_bases[SIM_BASES];

/* scale times the product of base units to their powers. */
typedef struct {
    double scale;
    int power[SIM_BASES];
} sim_dimension;

extern const sim_dimension sim_dimensionless;

/* False if `text` is no unit. */
bool sim_dimension_parse(const sim_units *units, const char *text,
                         sim_dimension *dimension);

/* a * b to the power of `power`. */
sim_dimension sim_dimension_multiply(sim_dimension a, sim_dimension b, int power);

/* Equal, the scale to 12 digits. */
bool sim_dimension_equal(sim_dimension a, sim_dimension b);

/* Prints "1e-06 m3/day". */
void sim_dimension_print(char text[SIM_DIMENSION_TEXT], sim_dimension dimension);

/* What a name in a formula stands for; false if there is no such name. */
typedef bool sim_name_dimension(const char *name, const void *scope,
                                sim_dimension *dimension);

typedef struct {
    sim_name_dimension *look_up;
    const void *scope;
} sim_names;

/* A formula with the unit of its value and of each number in it. */
typedef struct {
    sim_formula formula;
    sim_dimension node[SIM_FORMULA_NODES]; /* of the numbers; others are not filled */
    sim_dimension value;                   /* of a condition: dimensionless */
} sim_measured;

/* Parses and measures `text`, whose value is to be in *target; NULL: in whatever its names
 * make it, a bare number being dimensionless. */
sim_status sim_measure(sim_measured *measured, const char *text,
                       const sim_dimension *target, const sim_names *names, sim_error *err);

#endif
