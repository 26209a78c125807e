/* lottery_parts.h -- what the parts of lottery.h share: lottery.c and sample.c. */
#ifndef SIM_STUDY_LOTTERY_PARTS_H
#define SIM_STUDY_LOTTERY_PARTS_H

#include "sim/study/lottery.h"

/* Starts at the rows. */
void sim_sample_put_rows(sim_sample *sample, const sim_lottery *lottery);

/* Draws the numbers of what is dirty; those of sources and subjects that are correlated vary together. */
void sim_sample_draw_uniforms(sim_sample *sample, const sim_lottery *lottery,
                              sim_level level);

/* Marks what is correlated with anything that is dirty; how many parameters that adds. */
size_t sim_sample_mark_groups(sim_sample *sample, const sim_lottery *lottery,
                              sim_level level);

#endif
