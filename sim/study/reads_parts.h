/* reads_parts.h -- what the parts of reads.h share: reads.c (what is known, what is read) and
 * reads_laws.c (the formulas of a chain, with their names looked up).
 */
#ifndef SIM_STUDY_READS_PARTS_H
#define SIM_STUDY_READS_PARTS_H

#include "sim/io/memory.h"
#include "sim/model/formula.h"
#include "sim/study/reads.h"

/* What is known of a number before anything is solved. */
typedef struct {
    bool known;
    double value;
} sim_reads_guess;

/* A formula with its names looked up. */
typedef struct {
    sim_formula f;
    const sim_symbol *symbol[SIM_FORMULA_NODES]; /* NULL: a name of an event, or t */
} sim_reads_law;

/* A timetable's time: where it has one entry at most, that is number 0. */
typedef struct {
    sim_reads_law time, count;
    const char *index;
} sim_reads_timetable;

typedef struct {
    const sim_model *model;
    sim_reads_law *of; /* [n_symbols] of those that have a formula */
    sim_reads_law
        *roots; /* [n_roots] what moves the states: flows, then two of each crossing,
                           * LETs, SETs and STOPs */
    size_t n_roots;
    sim_reads_law *blanks;           /* [n_blanks] what empties cells of tables */
    sim_reads_timetable *timetables; /* [n_timetables] */
    bool *free, *read;               /* [n_symbols] */
    sim_reads_guess *guesses;        /* [n_symbols] */
    bool *guessed;                   /* [n_symbols] */
    bool skipped;
} sim_reads_stage;

struct sim_reads {
    const sim_chain *chain;
    const double *const *params;
    sim_pool pool;           /* of the stages and what they have */
    sim_reads_stage *stages; /* [n_stages] */
    bool follows;            /* is a state read as what moves it? */
    bool is_told;            /* may records be told from without? */
};

#endif
