/* published.h -- the published measurements that the program holds, and their parameter files. */
#ifndef SIM_CLI_PUBLISHED_H
#define SIM_CLI_PUBLISHED_H

#include "sim/study/validate.h"

/* Reads the measurements, whose file is called validation.csv. */
sim_status sim_published_read(sim_measurements *table, sim_error *err);

/* A parameter file by its name: a sim_find_text, whose `self` is not looked at. */
sim_status sim_published_find(void *self, const char *name, sim_found *found,
                              sim_error *err);

#endif
