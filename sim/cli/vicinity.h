/* vicinity.h -- the figure of an optimum: what surrounds its best. */
#ifndef SIM_CLI_VICINITY_H
#define SIM_CLI_VICINITY_H

#include "sim/cli/sheet.h"
#include "sim/study/optimum.h"

/* Adds the figure of that name; its title goes into the caption.  None where no point of the
 * neighbourhood has a number. */
sim_status sim_vicinity_write(const sim_optimum *optimum, const sim_sheet *sheet,
                              plot_caption *caption, sim_files *files, sim_error *err);

#endif
