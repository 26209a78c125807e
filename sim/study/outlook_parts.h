/* outlook_parts.h -- between the files of an outlook. */
#ifndef SIM_STUDY_OUTLOOK_PARTS_H
#define SIM_STUDY_OUTLOOK_PARTS_H

#include "sim/study/outlook.h"

/* Whom lines are of; `fewest`: the least number that a row of the reports is over. */
void sim_outlook_print_words(sim_outlook *outlook, const sim_experiment *experiment,
                             size_t fewest);

#endif
