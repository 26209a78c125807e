/* lanes.h -- courses of one model side by side: as many steps at once as there are lanes.
 *
 * Each lane has a course of its own, with its own time, step and events; when one comes to its
 * end, the next course takes the lane.  What a course gives does not depend on the others, nor on
 * the number of lanes: it has the bits of sim_run_model.
 */
#ifndef SIM_ENGINE_LANES_H
#define SIM_ENGINE_LANES_H

#include "sim/engine/run.h"

/* A run, and what comes of it. */
typedef struct {
    sim_run run;
    sim_result result; /* sim_result_free is due after a failure too */
    sim_status status;
    sim_error error; /* why it failed */
} sim_course_run;

/* How many lanes serve best, where nobody says how many. */
size_t sim_lanes_best(const sim_kernel_choice *choice);

/* Runs courses of one network, in as many lanes as the options of the first let; those
 * that are not solved by Rodas5P one after the other.  Fails for want of memory alone; what fails of a course stands in it. */
sim_status sim_run_models(sim_course_run runs[], size_t n, sim_error *err);

#endif
