/* fit_sources.h -- the second of two stages: what sources have of a parameter, as a mean and a spread
 * (reml.h); see fit.h.
 *
 * Each source's best value counts with the standard error that the curvature there gives it, on the
 * fitted scale.  One whose interval is open on a side, or whose value lies on a bound, is left out, and
 * named.
 */
#ifndef SIM_STUDY_FIT_SOURCES_H
#define SIM_STUDY_FIT_SOURCES_H

#include "sim/study/fit.h"

/* Room for each parameter that sources have; refuses fewer sources than SIM_REML_LEAST. */
sim_status sim_fit_populations_init(sim_fit *fit, sim_error *err);

/* Fills them, of a fit whose parts are solved. */
sim_status sim_fit_populations_find(sim_fit *fit, sim_error *err);

#endif
