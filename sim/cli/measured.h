/* measured.h -- an axis of an experiment as figures measure it.
 */
#ifndef SIM_CLI_MEASURED_H
#define SIM_CLI_MEASURED_H

#include "plots/measure.h"
#include "sim/study/axis.h"

enum { SIM_MEASURED_WORDS = 64 };

typedef struct {
    plot_measure measure;
    char texts[SIM_MEASURED_WORDS][SIM_NUMBER_SIZE];
    const char *words[SIM_MEASURED_WORDS]; /* the texts */
} sim_measured;

/* Its texts are the axis', the catalog's and its own: it must not move. */
void sim_measured_init(sim_measured *measured, const sim_axis *axis,
                       const sim_axis_world *world);

/* "harvest passage" */
const char *sim_measured_name(const sim_axis *axis, char name[SIM_NUMBER_SIZE]);

#endif
