/* drawing_parts.h -- what the files that understand a figure share. */
#ifndef SIM_STUDY_DRAWING_PARTS_H
#define SIM_STUDY_DRAWING_PARTS_H

#include "sim/study/figures.h"

typedef struct {
    sim_drawing *drawing;
    const sim_figure *figure;
    const sim_figure_world *world;
    sim_error *err;
} sim_drawing_reader;

/* "PLACE: figure NAME: what is wrong"; the place is that of the row, if there is one. */
sim_status __attribute__((format(printf, 3, 4)))
sim_drawing_refuse(const sim_drawing_reader *reader, sim_figure_row row, const char *format,
                   ...);

/* drawing_rows.c */

/* Which kind it is; refuses rows that are of others. */
sim_status sim_drawing_read_kind(sim_drawing_reader *reader);

/* Axes, limits, line and band, once the columns are known. */
sim_status sim_drawing_read_rows(sim_drawing_reader *reader);

#endif
