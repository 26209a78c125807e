/* below.h -- what a solver leaves below nothing, though no law leads there.
 *
 * Of a quantity that fades away a solver may leave less than nothing: a little, which other
 * laws may magnify, and a law that grows without bound leads away from.  A state whose law
 * does not lead down at 0 cannot be below 0, and a step that ends there is refused (Shampine,
 * Thompson, Kierzenka & Byrne (2005) Appl. Math. Comput. 170, 556); one whose law does, as
 * that of a logarithm, may be.  Little is told from much in tolerances: rtol * scale.
 *
 * Units: the model's own.
 */
#ifndef SIM_ENGINE_BELOW_H
#define SIM_ENGINE_BELOW_H

#include "sim/engine/slopes.h"
#include "sim/engine/stepper.h"

/* All is borrowed. */
typedef struct {
    sim_slopes laws;
    const double *scale; /* [n_moving] of a state's tolerance */
    double rtol;
    double *x, *dxdt; /* [n_states], [n_moving] work */
} sim_below;

/* Makes 0 in x, the state at t, what is more than three tolerances below 0, was not in
 * `from`, and has a law that does not lead down there. */
void sim_below_lift(const sim_below *b, double t, const double from[], double x[]);

/* A state that is not less than this is none that sim_below_lift changes. */
double sim_below_least(const sim_below *b, size_t state);

/* A stepper, and how far the run may go. */
typedef struct {
    const sim_stepper *stepper;
    void *state;
    double horizon;
} sim_walk;

/* Steps that were refused, one after the other. */
typedef struct {
    int n;
    double stop; /* where the next ends at most, while n > 0 */
} sim_refusals;

/* Looks at a step from x at t.  One that ends where `lift` would change the state is refused, up
 * to twelve times: what is a little below 0 in x, without its law, becomes 0, and the stepper
 * starts afresh from there, for a shorter step.  Of counts nobody need ask: they are whole
 * numbers, and none is drawn below 0. */
sim_status sim_below_check(const sim_below *b, const sim_walk *walk, double t, double x[],
                           const sim_step *step, sim_refusals *refused, sim_error *err);

#endif
