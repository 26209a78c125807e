/* making.h -- how a run was made: which solvers, how many replicates. */
#ifndef SIM_STUDY_MAKING_H
#define SIM_STUDY_MAKING_H

#include <stdio.h>

#include "sim/study/chain.h"
#include "sim/study/plan.h"

typedef struct {
    const char *solver; /* what sim_making_print_solvers says */
    size_t replicates;  /* of a cohort; 0: none */
    bool spread;        /* and its variance was split */
    const char
        *asked; /* the command with those options that change numbers, all of which are then
                        * of the mean; NULL: it is a run, or what the plan says */
    bool draws; /* what was asked for draws numbers, without replicates */
    bool is_trial;        /* it is one of trials: drawn, and solved as [run] method says */
    const sim_plan *plan; /* of a sweep or a sensitivity analysis; NULL: of a run */
    uint64_t hash;        /* of all that its points hang on: sim_plan_hash */
} sim_making;

/* Which solver ran each stage. */
void sim_making_print_solvers(const sim_solution *solution, char text[], size_t size);

/* How a run was made, as run.ini says; `solver` is room for making->solver. */
void sim_making_read(FILE *run_ini, char solver[], size_t size, sim_making *making);

#endif
