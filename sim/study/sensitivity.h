/* sensitivity.h -- which parameters matter most for a number: planned, kept in a database,
 * analyzed, ranked, told.
 *
 * Between sim_sensitivity_open and sim_sensitivity_analyze sim_record_solve solves the points.
 *
 * Memory: an analysis owns what it holds; wish, source and folder are borrowed.
 */
#ifndef SIM_STUDY_SENSITIVITY_H
#define SIM_STUDY_SENSITIVITY_H

#include "sim/study/record.h"

enum { SIM_SENSITIVITY_PATH = 4096, SIM_SENSITIVITY_TEXT = 512 };

/* Its tables in a folder: NAME.csv, and what the columns of that are. */
extern const char sim_sensitivity_name[], sim_sensitivity_columns[];

typedef struct {
    const sim_screening *screening;
    const char *number; /* NULL: the one that figures are titled by */
    const char *arm;    /* around whose values parameters vary; NULL: the first */
    const char *vary;   /* see sim_sensitivity_choose */
} sim_sensitivity_wish;

typedef struct {
    sim_record record;
    const sim_screening *screening;
    const char *dir;
    char path[SIM_SENSITIVITY_PATH]; /* of the database */
    char old[SIM_SENSITIVITY_PATH];  /* of that of an analysis before this one */
    bool put_aside;                  /* it was there */
    size_t number;                   /* of the store's */
    size_t still;                    /* parameters that were meant and cannot vary */
    size_t n_unsolved;               /* points that were refused or failed */
    size_t n_undefined;              /* points that were solved and do not have it */
    sim_stored_tally tally;
    sim_pool pool; /* of what follows */
    double *y;     /* [n points] */
    double *table; /* [n_axes][n_columns] */
    size_t *order; /* [n_axes] by rank */
} sim_sensitivity;

/* Reads the experiment and plans the points; fills an analysis that is 0.
 * sim_sensitivity_free is legal after a failure of this or the functions below. */
sim_status sim_sensitivity_plan(sim_sensitivity *analysis, const sim_sensitivity_wish *wish,
                                const sim_source *source, sim_error *err);

/* Fills record->axes, and counts in *still what cannot vary: parameters that the list names, of
 * the sections and models that it names, or, where it is NULL, all; each within its range in
 * [sensitivity] or by the spread around its value in the record's first arm. */
sim_status sim_sensitivity_choose(sim_record *record, const char *list, size_t *still,
                                  sim_error *err);

/* Opens sensitivity.db in the folder: goes on with what is there, if it is of this analysis; one
 * of another that was finished is put aside. */
sim_status sim_sensitivity_open(sim_sensitivity *analysis, const char *dir, sim_error *err);

/* Fills table and order.  Refuses where more than a fifth of the points have no number. */
sim_status sim_sensitivity_analyze(sim_sensitivity *analysis, sim_error *err);

/* Adds its tables to the set of files. */
sim_status sim_sensitivity_write(const sim_sensitivity *analysis, sim_files *files,
                                 sim_error *err);

void sim_sensitivity_free(sim_sensitivity *analysis);

sim_column sim_sensitivity_number(const sim_sensitivity *analysis);
const char *sim_sensitivity_arm(const sim_sensitivity *analysis);

/* Is the number the same wherever it is defined? */
bool sim_sensitivity_is_constant(const sim_sensitivity *analysis);

/* Does a whole number vary further than by the factor of the rest, as it moves by one at
 * least? */
bool sim_sensitivity_is_wide(const sim_sensitivity *analysis, const sim_axis *axis);

/* In words: how many points have no number; "sum of first over all
 * parameters 0.8 (0.71 to 1.02)"; "whole numbers, whose ranges are wider than those of
 * others: product.doses and 1 more".  "" where there is nothing to be said. */
void sim_sensitivity_print_refused(const sim_sensitivity *analysis,
                                   char text[SIM_SENSITIVITY_TEXT]);
void sim_sensitivity_print_sum(const sim_sensitivity *analysis,
                               char text[SIM_SENSITIVITY_TEXT]);
void sim_sensitivity_print_wide(const sim_sensitivity *analysis,
                                char text[SIM_SENSITIVITY_TEXT]);

/* "first is above ... : joint.volume, joint.load and 3 more"; false if it holds nowhere. */
bool sim_sensitivity_print_doubt(const sim_sensitivity *analysis, const sim_doubt *doubt,
                                 char text[SIM_SENSITIVITY_TEXT]);

#endif
