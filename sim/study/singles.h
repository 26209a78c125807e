/* singles.h -- the courses of single replicates, for figures that draw each as a line: of the first
 * that were solved, so many as are wanted and no more.
 *
 * Units:  those of the columns; x in that of the course.
 * Memory: it owns its arrays.
 */
#ifndef SIM_STUDY_SINGLES_H
#define SIM_STUDY_SINGLES_H

#include "sim/io/memory.h"

enum { SIM_SINGLES_MOST = 200 }; /* that a figure shows */

/* What the course of a replicate is: numbers[n_arms][n_days + n_glances][n_columns]. */
typedef struct {
    size_t n_arms, n_days, n_glances, n_columns;
} sim_singles_form;

typedef struct {
    sim_singles_form form;
    size_t n, most;  /* replicates that are there, and that have room */
    size_t n_rows;   /* of an arm */
    size_t *order;   /* [n_rows] which row of the course each is */
    double *x;       /* [n_rows] never falling */
    double *numbers; /* [n][n_arms][n_rows][n_columns]; NAN: nothing is read there */
    sim_pool pool;   /* of these */
} sim_singles;

/* Room for `most`; 0: nothing is ever taken, as of {0}.  when[n_days + n_glances] are the x of the
 * course: glances stand behind days there and between them here, but for those past the last day,
 * where no line goes.  sim_singles_free is legal after a failure too. */
sim_status sim_singles_init(sim_singles *singles, const sim_singles_form *form,
                            const double when[], size_t most, sim_error *err);
void sim_singles_free(sim_singles *singles);

/* Takes the next, if there is room for it. */
void sim_singles_add(sim_singles *singles, const double course[]);

#endif
