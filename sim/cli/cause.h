/* cause.h -- what two arms that a figure compares were given: one is the cause only where it is
 * the only difference.
 */
#ifndef SIM_CLI_CAUSE_H
#define SIM_CLI_CAUSE_H

#include <glib.h>

#include "sim/study/arms.h"

/* "P2 and P12 differ in passaging.harvest_passage alone: 2 and 12 passages": appends it where
 * they differ in one parameter, as resolved; both where they differ in two, how many where in
 * more, and nothing where in none. */
void sim_cause_print(const sim_experiment *experiment, const char *arm, const char *other,
                     GString *text);

#endif
