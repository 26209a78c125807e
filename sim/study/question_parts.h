/* question_parts.h -- what the files that understand a row of measurements share. */
#ifndef SIM_STUDY_QUESTION_PARTS_H
#define SIM_STUDY_QUESTION_PARTS_H

#include "sim/study/reduction.h"

enum { SIM_ASKING_TEXT = 512 };

/* A row while it is understood. */
typedef struct {
    sim_question *q;
    const sim_ground *ground;
    const sim_measurements *table;
    const sim_measurement *m;
    const char *unit; /* of what is read */
    sim_error *err;
} sim_asking;

/* Refuses what a column of the row has: see sim_measurement_refuse. */
sim_status __attribute__((format(printf, 4, 5)))
sim_asking_refuse(const sim_asking *r, const char *column, const char *text,
                  const char *wrong, ...);

/* Makes a term of names of the question's stage. */
sim_status sim_asking_make_term(const sim_asking *r, const char *formula, sim_term **made);

/* What is read, of a reduction that is known: a quantity of the yardstick, a column of the
 * reports, what the last stage calls by a name, or what is counted in a cohort. */
sim_status sim_asking_read_quantity(sim_asking *r);

#endif
