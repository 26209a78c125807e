/* formula.h -- the text of a formula, parsed: who uses whom, and one test; and that of a
 * reaction: "cycling -> cycling + senescent".
 *
 * The engine runs compiled formulas and never this parser.  It reads the subset of C that
 * define_model.h allows, with the arithmetic of the reals: 1/2 is a half.
 *
 * Memory: a formula holds its own nodes, an equation its terms; neither needs a free.
 */
#ifndef SIM_MODEL_FORMULA_H
#define SIM_MODEL_FORMULA_H

#include <stdbool.h>

#include "sim/error.h"
#include "sim/model/model.h"

enum { SIM_FORMULA_NODES = 160, SIM_FORMULA_ARGS = 3, SIM_FORMULA_NAME = 32 };

typedef struct {
    const char *name; /* "+", "exp" */
    int binds;        /* how tightly an infix operator does; 0 for a function */
    int n_args;
    double (*compute)(const double a[]);
} sim_operation;

typedef struct {
    const sim_operation *operation; /* NULL for a number or a name */
    char name[SIM_FORMULA_NAME];    /* "" for a number */
    double number;
    int arg[SIM_FORMULA_ARGS]; /* indices into `node` */
} sim_formula_node;

typedef struct {
    sim_formula_node node[SIM_FORMULA_NODES];
    int n_nodes, root;
} sim_formula;

/* The operation of a name with so many arguments; NULL if there is none. */
const sim_operation *sim_operation_find(const char *name, int n_args);

sim_status sim_formula_parse(sim_formula *f, const char *text, sim_error *err);

typedef double sim_lookup(const char *name, void *data);

/* `lookup` gives the value of a name. */
double sim_formula_eval(const sim_formula *f, sim_lookup *lookup, void *data);

/* Marks in uses[n_symbols] what the value of `text` depends on: every symbol it names
 * and, through DERIVED, CHANCE and RULE rows, what those name in turn. */
sim_status sim_formula_mark_uses(const sim_model *model, const char *text, bool uses[],
                                 sim_error *err);

/* Sets *time if the value of `text` depends on `t`, itself or through such rows. */
sim_status sim_formula_mark_time(const sim_model *model, const char *text, bool *time,
                                 sim_error *err);

enum { SIM_EQUATION_TERMS = 16 };

typedef struct {
    const sim_symbol *species;
    double count;
} sim_equation_term;

/* Terms in the order of the text, one per mention. */
typedef struct {
    sim_equation_term terms[SIM_EQUATION_TERMS];
    size_t n;
    size_t n_left; /* the first n_left of them are used up, the others are made */
} sim_equation;

/* Parses the equation of a reaction; a failure names its row. */
sim_status sim_equation_parse(sim_equation *equation, const sim_model *model,
                              const sim_flow *flow, sim_error *err);

#endif
