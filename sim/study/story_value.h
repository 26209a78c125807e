/* story_value.h -- the values that a story speaks of: "pain of P12 in P2", read and worked out.
 *
 *     NUMBER of ARM                 a column of the summary, or of the last report (the harvest)
 *     COLUMN of ARM on day D        a column of a course
 *     SECTION.NAME of ARM           a parameter
 *     patients with NUMBER of ARM from X
 *                                   a share of the replicates of a cohort
 *     highest NUMBER of ARM over ROW
 *     place of highest NUMBER of ARM over ROW
 *     place of NUMBER of ARM reaching X over ROW
 *                                   of a figure of kind response: the parameter's first value
 *                                   there or, between two of them, linearly
 *     truth of ARM, power of ARM at N, [number of] trials with ARM worse, ...
 *                                   of [trial]: see story_trials.c
 *
 * Behind the first may stand `less ARM` (the same of that arm) or `less` and another of them, which may be
 * repeated; then `in ARM`: all before it as a share of the first number of that arm; and last `as UNIT`,
 * in which it is then told: "live_fraction_day_30 of P2 as %".
 *
 * Units:  a value has that of its column; a share is 1.
 * Memory: none of its own; names point into the job.
 */
#ifndef SIM_STUDY_STORY_VALUE_H
#define SIM_STUDY_STORY_VALUE_H

#include "sim/study/ensemble.h"
#include "sim/study/job.h"
#include "sim/study/trial_set.h"

enum { SIM_STORY_TERMS = 4, SIM_STORY_UNIT = 24 };

typedef enum {
    SIM_STORY_NUMBER,
    SIM_STORY_DAY,
    SIM_STORY_ROW,
    SIM_STORY_SUBJECTS,
    SIM_STORY_HIGHEST,
    SIM_STORY_PLACE_OF_HIGHEST,
    SIM_STORY_PLACE_REACHING,
    SIM_STORY_TRIALS,
} sim_story_kind;

typedef struct {
    sim_story_kind kind;
    size_t arm;
    const char *table,
        *column; /* where it stands; of a parameter its name, of a response the
                                 * figure's */
    const char *unit;
    size_t row; /* of the catalog; of the readout's list, of patients; what of trials */
    double
        level; /* the day; from where patients count; what is reached; how many there are */
} sim_story_term;

typedef struct {
    sim_story_term terms[SIM_STORY_TERMS]; /* [n] the first less the others */
    size_t n;
    size_t whole;            /* the arm that it is a share of; SIM_NONE: of none */
    char as[SIM_STORY_UNIT]; /* the unit that it is told in; "": as its number is */
    double times;            /* how many of that are 1 of its own */
} sim_story_value;

/* What values are read for, and of: tables have no rows before a job is solved. */
typedef struct {
    const sim_job *job;
    const sim_tables *tables;
    const sim_readout
        *readout; /* what patients are asked for; NULL: there are no cohorts */
    const sim_ensemble *ensemble;     /* NULL: none is solved */
    const sim_trial_measure *measure; /* of [trial]; NULL: there is none */
    const sim_trial_set *trials;      /* NULL: none is drawn */
    const sim_table **responses; /* [n_responses] of figures of that kind, by their names */
    size_t n_responses;
} sim_story_world;

/* Where a text is being read, and what its messages start with. */
typedef struct {
    const sim_story_world *world;
    const char *at, *place;
    sim_error *err;
} sim_story_text;

/* Reads the value that the text goes on with; `at` is then behind it. */
sim_status sim_story_value_read(sim_story_text *text, sim_story_value *value);

/* Reads a number with or without a unit, up to one of the words that may follow it. */
sim_status sim_story_level_read(sim_story_text *text, const char *unit, double *level);

/* Reads the name of an arm. */
sim_status sim_story_arm_read(sim_story_text *text, size_t *arm);

/* Takes a word, or several, off the text if it goes on with them. */
bool sim_story_take(sim_story_text *text, const char *words);

/* story_value.c */

/* In what unit it is, "1" of a share. */
const char *sim_story_value_unit(const sim_story_value *value);

/* Does it ask for a cohort; for trials; for trials of other sizes than that which is asked for? */
bool sim_story_value_is_of_subjects(const sim_story_value *value);
bool sim_story_value_is_of_trials(const sim_story_value *value);
bool sim_story_value_is_of_sizes(const sim_story_value *value);

/* What it comes to; NAN where it is not defined. */
double sim_story_value_find(const sim_story_value *value, const sim_story_world *world);

/* The smallest difference that is worth a word of it: as its number is told or, where nothing
 * says that, a hundredth of the largest part. */
double sim_story_value_least(const sim_story_value *value, const sim_story_world *world);

/* In what unit it is told, and how many of that are 1 of its own. */
sim_unit_told sim_story_value_told(const sim_story_value *value,
                                   const sim_story_world *world);

/* The words that read as it again: "pain of P12 less P2". */
void sim_story_value_name(const sim_story_value *value, const sim_story_world *world,
                          char text[], size_t size);

/* story_trials.c */

/* Does something that is said of trials follow? */
bool sim_story_trials_follow(const sim_story_text *text);

/* Reads it; checks that an arm may stand there in its place. */
sim_status sim_story_trials_read(sim_story_text *text, sim_story_term *term);
sim_status sim_story_trials_check(const sim_story_text *text, const sim_story_term *term);

double sim_story_trials_find(const sim_story_term *term, const sim_story_world *world);

/* As sim_story_value_told, of one term; the smallest difference that is worth a word, 0: none is
 * said. */
sim_unit_told sim_story_trials_told(const sim_story_term *term,
                                    const sim_story_world *world);
double sim_story_trials_least(const sim_story_term *term, const sim_story_world *world);

/* Adds its words. */
void sim_story_trials_name(const sim_story_term *term, const sim_story_world *world,
                           char text[], size_t size);

/* Is it the power of a size? */
bool sim_story_trials_is_power(const sim_story_term *term);

#endif
