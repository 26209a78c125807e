/* story.h -- a [story] section: a question, what one may expect, and the sentence for what comes
 * out.
 *
 *     question = How much of the effect is left?
 *     choices = most of it | hardly anything
 *     answer = VALUE                                  (see story_value.h)
 *     outcome most of it = from 0.8: P12 relieves {VALUE}, {VALUE} of what P2 does.
 *     outcome hardly anything = otherwise: ...
 *     ledger = ARM against ARM
 *     about, literature = A | B, reverse = --set | --set, sliders = ROW | ROW, replicates = N
 *
 * Outcomes are tried in the order of the file, and the first whose condition holds is told.  A
 * condition is `otherwise`, of the last, or TEST [and TEST ...], where TEST is [VALUE] and then
 * `from X`, `below X`, `more`, `alike`, `less`, `undefined` or `defined`; without a value it is
 * of the answer.
 *
 * Memory: a story owns its texts; names of what values are of point into the job.
 */
#ifndef SIM_STUDY_STORY_H
#define SIM_STUDY_STORY_H

#include "sim/study/story_value.h"

typedef enum {
    SIM_STORY_FROM,
    SIM_STORY_BELOW,
    SIM_STORY_MORE,
    SIM_STORY_ALIKE,
    SIM_STORY_LESS,
    SIM_STORY_UNDEFINED,
    SIM_STORY_DEFINED,
    SIM_STORY_TESTS,
} sim_story_test_kind;

typedef struct {
    sim_story_value value;
    sim_story_test_kind kind;
    double level; /* of FROM and BELOW */
} sim_story_test;

/* A part of a sentence: words, or a value that is printed there. */
typedef struct {
    const char *words;            /* NULL: */
    const sim_story_value *value; /* this */
} sim_story_piece;

typedef struct {
    const char *name, *place;
    sim_story_test *tests; /* [n_tests] all must hold; none: otherwise */
    size_t n_tests;
    sim_story_piece *pieces; /* [n_pieces] the sentence */
    size_t n_pieces;
} sim_story_outcome;

typedef struct {
    const char **list; /* [n] */
    size_t n;
} sim_story_list;

typedef struct {
    const char *file, *question, *about; /* about NULL: none */
    sim_story_list choices, literature, reverse, sliders;
    sim_story_value answer;
    sim_story_outcome *outcomes; /* [n_outcomes] */
    size_t n_outcomes;
    size_t ledger[2];  /* of the first arm against the second; SIM_NONE: there is none */
    size_t replicates; /* that its cohort has where nobody says how many; 0: none */
    bool asks_subjects, asks_trials, asks_sizes; /* of trials: other than the asked one */
    sim_pool pool;
    sim_readout readout;       /* of the chain, if it has a population */
    sim_trial_measure measure; /* of [trial], if there is one */
    sim_story_world world;
} sim_story;

/* story_read.c */

/* Reads the [story] of a file whose job was read from these rows, and checks all of it.
 * sim_story_free is legal after a failure too. */
sim_status sim_story_read(sim_story *story, const sim_ini *ini, const sim_job *job,
                          sim_error *err);
void sim_story_free(sim_story *story);

/* The question of a text that has one; NULL: it has none. */
const char *sim_story_question(const sim_ini *ini);

/* Name and meaning of a row, for help; NULL past the last. */
const char *sim_story_row_name(size_t i);
const char *sim_story_row_doc(size_t i);

/* story.c */

/* What comes out of the solved job. */
typedef struct {
    const sim_story_outcome *outcome; /* NULL: none can be told, for */
    const sim_story_value *missing;   /* this is not defined */
} sim_story_finding;

/* A value that is not defined meets no test but `undefined`; where nothing holds before
 * `otherwise`, or a sentence has such a value, nothing can be told. */
sim_story_finding sim_story_find(const sim_story *story);

/* Prints a value with its unit; the caller's, who knows how numbers are told. */
typedef void sim_story_teller(double value, const sim_unit_told *told, FILE *out);

/* Prints the outcome's sentence. */
void sim_story_print(const sim_story *story, const sim_story_outcome *outcome,
                     sim_story_teller *tell, FILE *out);

#endif
