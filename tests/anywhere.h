/* anywhere.h -- for tests: every model there is, those that only tests know included, at random
 * constants and states.
 *
 * Constants are anywhere within their ranges, in the logarithm where these are wide, or at their
 * defaults.  Of the states one in six is 0, one in ten a little below; the others are between a
 * ten-thousandth and a hundred times their scale.
 */
#ifndef TESTS_ANYWHERE_H
#define TESTS_ANYWHERE_H

#include <gsl/gsl_rng.h>

#include "sim/model/model.h"

enum { ANYWHERE_CONSTANTS = 256, ANYWHERE_STATES = 64, ANYWHERE_PLACES = 1000 };

/* Those that integrate something; NULL past the last. */
const sim_model *anywhere_model(size_t i);
size_t anywhere_count(void);

typedef struct {
    double t, p[ANYWHERE_CONSTANTS], x[ANYWHERE_STATES];
} anywhere_place;

/* The caller frees it. */
gsl_rng *anywhere_rng(const sim_model *model);
void anywhere_draw(gsl_rng *rng, const sim_model *model, anywhere_place *place);

/* Visits n places of a model, one after the other. */
typedef void anywhere_visitor(void *self, const anywhere_place *place);
void anywhere_visit(const sim_model *model, int n, anywhere_visitor *visit, void *self);

#endif
