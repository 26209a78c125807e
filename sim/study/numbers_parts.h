/* numbers_parts.h -- what the parts of numbers.h share: numbers.c (what they come to, the
 * chain) and numbers_read.c (rows).
 */
#ifndef SIM_STUDY_NUMBERS_PARTS_H
#define SIM_STUDY_NUMBERS_PARTS_H

#include "sim/study/numbers.h"

enum { SIM_METERS_MOST = 128, SIM_FORMED_SLOTS = 640 };

/* Slots of an expression: the plain numbers of the readout, numbers of one's own, meters. */
static inline size_t sim_formed_meters(const sim_numbers *n)
{
    return n->readout.visits + SIM_NUMBERS_MOST;
}

void sim_formed_free(sim_formed *own); /* its texts */

#endif
