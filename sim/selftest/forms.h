/* forms.h -- what the models of known courses must give at a time, in closed form.
 *
 * Units: those of the model.
 */
#ifndef SIM_SELFTEST_FORMS_H
#define SIM_SELFTEST_FORMS_H

#include "sim/selftest/setup.h"

typedef struct {
    const char *what;      /* in words */
    const char *name;      /* of a state */
    double mean, variance; /* at the time asked for */
} sim_form;

enum { SIM_FORMS_MAX = 8 };

/* Fills forms[] for a setup's values at t; returns how many there are. */
typedef size_t sim_forms(const sim_setup *setup, double t, sim_form forms[SIM_FORMS_MAX]);

/* In counts: of known.def after its events, of ramp.def, and of dimer.def without decay
 * and maturing, whose master equation is solved. */
sim_forms sim_forms_known, sim_forms_ramp, sim_forms_dimer;

/* In the mean; without variances.  That of dimer.def takes joining alone. */
sim_forms sim_forms_known_mean, sim_forms_ramp_mean, sim_forms_dimer_mean;

/* In the mean and in counts alike, as their laws are linear: states of known.def. */
sim_forms sim_forms_linear;

#endif
