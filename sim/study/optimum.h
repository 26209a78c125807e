/* optimum.h -- the best point of an experiment, as its [optimise] asks (aim.h): searched for as
 * search.h says, in one arm, and what stands around it.
 *
 * A point is solved once and kept in a store beside the results until these are written: who was
 * interrupted goes on.  Of a cohort (means_of) the numbers are the means of its replicates, which are
 * the same ones at each point.  Beside the best under all conditions it is searched for what would be
 * best without each of them, and looked at the neighbourhood: over two axes a map, else a line
 * along each axis through the best.
 *
 * Units:  axes in those of their parameters; what is optimised and both sides of a condition in those
 *         of their expressions.
 * Memory: an optimum owns what it holds, and must not move; source, folder and hooks are borrowed.
 */
#ifndef SIM_STUDY_OPTIMUM_H
#define SIM_STUDY_OPTIMUM_H

#include "sim/study/expression.h"
#include "sim/study/job.h"
#include "sim/study/keep.h"
#include "sim/study/probe.h"
#include "sim/study/search.h"

enum { SIM_OPTIMUM_PANELS = 12 };

/* A point that was looked at. */
typedef struct {
    size_t number;  /* as the search numbers it */
    double *values; /* [n_axes] */
    double *slots;  /* [n_used] what expressions are worked out from */
    sim_search_seen seen;
    const char *reason; /* why nothing is found there; NULL: something is */
} sim_optimum_point;

/* Points around the best: along an axis or over two, the first one fastest. */
typedef struct {
    size_t across, upward; /* numbers of axes; upward SIM_SEARCH_ALL: a line */
    size_t n_across, n_upward;
    size_t first; /* number of its first point */
} sim_optimum_panel;

/* What a thread works with. */
typedef struct {
    sim_probe probe;
    sim_shelf shelf;
    double *slots; /* [n_slots] */
    double *used;  /* [n_used] */
} sim_optimum_member;

typedef struct {
    sim_job job; /* of the arm alone, and its background */
    const sim_aim *aim;
    sim_plan_task task;
    sim_plan plan;
    size_t
        *parameters; /* [n_parameters] rows of the catalog that have names in expressions */
    char **full;     /* [n_parameters] their names, "product.dose" */
    size_t n_parameters, n_slots; /* slots: numbers of the plan, then those */
    sim_expression number;
    sim_condition *conditions; /* [aim->n_conditions] */
    size_t *used;              /* [n_used] slots */
    size_t n_used;
    double *room; /* [n_slots] to work out what is told */

    sim_keep keep;
    bool has_keep;
    sim_network *nets;
    sim_optimum_member *members; /* [threads] */
    size_t threads;
    sim_search_axis *axes;
    sim_search_problem problem;
    sim_search_ask ask;
    sim_search search;
    sim_search_ends ends;     /* under all conditions */
    sim_search_ends *without; /* [aim->n_conditions] without each */
    sim_optimum_panel panels[SIM_OPTIMUM_PANELS];
    size_t n_panels;
    sim_optimum_point *points; /* [n] once it has run by number */
    size_t n, before;          /* of them, that were kept by an earlier one */
    pthread_mutex_t lock;      /* of points, and of the pool */
    sim_pool pool;
} sim_optimum;

/* Reads the experiment and what its [optimise] asks for; refuses what cannot be worked out.
 * sim_optimum_free is legal after a failure of this or the functions below. */
sim_status sim_optimum_read(sim_optimum *optimum, const sim_source *source, sim_error *err);

/* Opens what is kept in the folder, which is there. */
sim_status sim_optimum_open(sim_optimum *optimum, const char *dir, bool resumes,
                            sim_error *err);

/* Searches.  SIM_ESTOP where a hook says so: what was solved is kept. */
sim_status sim_optimum_run(sim_optimum *optimum, size_t threads, const sim_hooks *hooks,
                           sim_error *err);

/* Closes what is kept; removes it, as all of it is in the tables. */
sim_status sim_optimum_close(sim_optimum *optimum, sim_error *err);
void sim_optimum_discard(sim_optimum *optimum);

/* The point of that number; NULL: there is none. */
const sim_optimum_point *sim_optimum_find(const sim_optimum *optimum, size_t number);

/* The best: what lacks least, where no point has all conditions hold. */
const sim_optimum_point *sim_optimum_best(const sim_optimum *optimum);
bool sim_optimum_is_met(const sim_optimum *optimum, const sim_optimum_point *point);

/* What is optimised at a point, in its unit; the left and the right side of a condition, and by how
 * much it holds, in the unit of the left one.  NAN: there is none. */
typedef struct {
    double left, right, margin;
} sim_optimum_sides;
double sim_optimum_value(const sim_optimum *optimum, const sim_optimum_point *point);
sim_optimum_sides sim_optimum_sides_at(const sim_optimum *optimum,
                                       const sim_optimum_point *point, size_t condition);

/* The condition that lacks most at a point; n_conditions if none lacks. */
size_t sim_optimum_worst(const sim_optimum *optimum, const sim_optimum_point *point);

/* Name, unit and meaning of a slot. */
sim_column sim_optimum_slot(const sim_optimum *optimum, size_t slot);

/* What is done at a point, in a word: "scan", "search", "without", "map". */
const char *sim_optimum_stage(const sim_optimum *optimum, size_t number);

/* Are two values the same but for what a search leaves open? */
bool sim_optimum_is_same(double one, double other);

/* Does a condition bind: is something better to be had without it?  If so, at which point. */
const sim_optimum_point *sim_optimum_without(const sim_optimum *optimum, size_t condition);

/* Of the numbers that are looked at, the first that at a point is less than is noticed, and its slot;
 * NULL: there is none. */
const sim_noticed *sim_optimum_unnoticed(const sim_optimum *optimum,
                                         const sim_optimum_point *point, size_t *slot);

/* Adds what was found in sentences, one a line. */
sim_status sim_optimum_tell(const sim_optimum *optimum, sim_findings *said, sim_error *err);

/* The values of the axes at a point: "product.dose = 1.99e+07 cell, ..."; a number with its unit,
 * shares as they are. */
enum { SIM_OPTIMUM_TEXT = 640 };
void sim_optimum_print_point(const sim_optimum *optimum, const sim_optimum_point *point,
                             char text[SIM_OPTIMUM_TEXT]);
void sim_optimum_print_amount(double number, const char *unit, char text[], size_t size);

/* The experiment at its best, without what is asked for: sim_experiment_unplace frees it. */
sim_status sim_optimum_place(const sim_optimum *optimum, sim_experiment *placed,
                             sim_error *err);

/* Adds optimise.csv, all points that were looked at, and columns.csv. */
sim_status sim_optimum_write(const sim_optimum *optimum, sim_files *files, sim_error *err);

void sim_optimum_free(sim_optimum *optimum);

#endif
