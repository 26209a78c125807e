/* trial_plan.h -- what a [trial] asks for: which arms are compared, by what number, how many
 * subjects, and how often.
 *
 * A plan is part of every experiment; where a file says nothing it stands at its defaults and is
 * not `given`.  Rows are those of trial_plan.def: texts are kept here, the others are parameters
 * of the settings; what both come to is read once all arms are known (arms_trial.c).
 *
 * Units:  dropout and alpha are shares of 1.
 * Memory: a plan owns its texts; n and against are the experiment's.
 */
#ifndef SIM_STUDY_TRIAL_PLAN_H
#define SIM_STUDY_TRIAL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sim/study/row.h"

enum {
    SIM_TRIAL_LEAST = 2, /* subjects in an arm */
    SIM_TRIAL_MOST = 10000,
    SIM_TRIAL_USUAL = 30,
    SIM_TRIAL_NUMBER_SIZE = 64,
};

/* Rows of text. */
typedef enum {
#define TEXT(id, ...) SIM_TRIAL_##id,
#define WHOLE(...)
#define WORD(...)
#define PARAM(...)
#include "sim/study/trial_plan.def"
#undef TEXT
#undef WHOLE
#undef WORD
#undef PARAM
    SIM_TRIAL_TEXTS,
} sim_trial_text;

typedef enum { SIM_TRIAL_PARALLEL, SIM_TRIAL_PAIRED } sim_trial_design;
typedef enum { SIM_DROPOUT_CHANCE, SIM_DROPOUT_LEAST } sim_trial_dropout;

/* A row as it was given. */
typedef struct {
    char *how, *place, *origin; /* NULL: by nobody */
    unsigned layer;
} sim_trial_row;

typedef struct {
    bool given;                         /* does a row say anything? */
    size_t control;                     /* an arm of the experiment's own */
    char number[SIM_TRIAL_NUMBER_SIZE]; /* "": neither a row nor the chain says */
    size_t *n;                          /* [n_arms] subjects in each; 0: it takes no part */
    size_t *against; /* [n_arms] how many of the control it is held against */
    size_t n_arms;
    size_t trials, pool;
    sim_trial_design design;
    double dropout;
    sim_trial_dropout dropout_of;
    bool one_laboratory; /* those of a trial share it */
    double alpha;
    sim_trial_row rows[SIM_TRIAL_TEXTS];
} sim_trial_plan;

/* The i-th word of a row; NULL past the last. */
const char *sim_trial_design_name(size_t i);
const char *sim_trial_dropout_name(size_t i);
const char *sim_trial_laboratory_name(size_t i);

/* Key, what holds where it is not given, and meaning of a row of text; NULL past the last. */
const char *sim_trial_text_name(size_t i);
const char *sim_trial_text_usual(size_t i);
const char *sim_trial_text_doc(size_t i);

/* The row of text of that key; SIM_TRIAL_TEXTS if it is none. */
sim_trial_text sim_trial_text_find(const char *key);

/* Where messages about a row start: its place, or "trial.KEY". */
const char *sim_trial_plan_place(const sim_trial_plan *plan, sim_trial_text row);

/* Puts a row of text (row->name is its key with the section's, "trial.control") over that of a
 * lower layer; a second one in its own layer is refused. */
sim_status sim_trial_plan_set(sim_trial_plan *plan, sim_trial_text which,
                              const sim_row *row, sim_error *err);

/* Writes the rows of text; reading them gives the same plan. */
void sim_trial_plan_write(const sim_trial_plan *plan, FILE *out);

void sim_trial_plan_free(sim_trial_plan *plan);

#endif
