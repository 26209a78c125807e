/* equation.h -- the text of a reaction, parsed: "cycling -> cycling + senescent".
 *
 * Memory: an equation holds its own terms and needs no free.
 */
#ifndef SIM_MODEL_EQUATION_H
#define SIM_MODEL_EQUATION_H

#include "sim/error.h"
#include "sim/model/model.h"

enum { SIM_EQUATION_TERMS = 16 };

typedef struct {
    const sim_symbol *species;
    double count;
} sim_term;

/* Terms in the order of the text, one per mention. */
typedef struct {
    sim_term terms[SIM_EQUATION_TERMS];
    size_t n;
    size_t n_left; /* the first n_left of them are used up, the others are made */
} sim_equation;

/* Parses the equation of a reaction; a failure names its row. */
sim_status sim_equation_parse(sim_equation *equation, const sim_model *model,
                              const sim_flow *flow, sim_error *err);

#endif
