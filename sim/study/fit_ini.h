/* fit_ini.h -- fit.ini: a parameter file with the fitted values, each with where it is from. */
#ifndef SIM_STUDY_FIT_INI_H
#define SIM_STUDY_FIT_INI_H

#include "sim/study/fit.h"

/* Writes the experiment with the best values of a fit; of what sources have, with the mean.  It runs as
 * it is, without the data of several sources. */
sim_status sim_fit_ini_write(const sim_fit *fit, FILE *out, sim_error *err);

#endif
