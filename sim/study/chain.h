/* chain.h -- several models in a row, for several arms.
 *
 * A stage's INPUT rows take the value that an earlier stage has, under the same name, as
 * a parameter or at its end; those of the first stage of all have the values that the task gives
 * them.  Stages of different arms that have the same constants, and whose records are told the
 * same, are solved once and shared.  In counts, a stage draws from the stream of its model's
 * name and a CHANCE compares one number of the stream of its own name with its probability, in
 * every arm alike: arms share what they can.
 *
 * Memory: a solution owns its outcomes; parameters are copied.
 * Safety: touches no file and no global state.
 */
#ifndef SIM_STUDY_CHAIN_H
#define SIM_STUDY_CHAIN_H

#include "sim/study/outcome.h"
#include "sim/study/shelf.h"

enum { SIM_REFUSALS = 32 }; /* at most, of one model */

typedef struct {
    const sim_chain *chain;
    size_t n_arms, n_outcomes;
    const sim_network *nets;   /* [n_stages] */
    sim_network *own_nets;     /* the same where the task brought none, else NULL */
    sim_outcome **outcomes;    /* [n_outcomes] each once */
    sim_outcome **at;          /* [n_arms][n_stages] borrowed from `outcomes` */
    void *tree;                /* of <search.h>: the same by their constants */
    const size_t *backgrounds; /* [n_arms] borrowed from the task; or NULL */
    size_t work;               /* right-hand sides and reactions that it took */
    size_t failed_arm;         /* after a failure: whose; as many were solved before it */
    const sim_stage *failed_stage;
    const sim_notice *refusal; /* the REFUSE row that held, if it was one */
} sim_solution;

/* What is solved: params[arm * n_stages + stage] are that stage's constants, of which the
 * settable ones have their values, and the INPUTs of the first. */
typedef struct {
    const sim_chain *chain;
    const double *const *params;
    size_t n_arms;
    const size_t *backgrounds; /* [n_arms] the arm that each is held against, n_arms or more
                                  where it is none; NULL: of no arm */
    const bool *asked; /* [n_arms] is it solved?  Others have no outcome; NULL: all */
    double end;        /* of stages that do not stop by themselves */
    double every;      /* distance of the outputs of all */
    const sim_kept
        *kept; /* what is read off outputs, of the last stage alone; NULL: all, of
                             all stages */
    const sim_kept *traced;    /* what the whole course of the last stage is kept of; NULL:
                                * nothing */
    const sim_glance *glances; /* [n_glances] of stages that have a table for them */
    size_t n_glances;
    const sim_cues
        *cues; /* [n_arms] what records of one stage's model are told; NULL: nothing */
    sim_options options;     /* whose stream has no purpose */
    const sim_network *nets; /* [n_stages] borrowed; NULL: made for this task alone */
    sim_shelf *shelf; /* borrowed; where outcomes of earlier tasks are found; NULL: none */
    const double *luck; /* in (0, 1): a CHANCE happens in all arms if its probability
                                is larger; NULL: as the method has it */
    size_t work; /* right-hand sides and reactions for all arms together; where they are
                  * used up it ends with SIM_EWORK; 0: any number */
} sim_task;

/* Do two solves of it differ by chance? */
bool sim_task_is_random(const sim_task *task);

/* The networks of a chain's stages, for many tasks at once; of any number of threads, each
 * may read them.  sim_chain_free_nets is legal after a failure too and takes NULL. */
sim_status sim_chain_make_nets(const sim_chain *chain, sim_network **nets, sim_error *err);
void sim_chain_free_nets(const sim_chain *chain, sim_network *nets);

/* Solves all arms.  sim_solution_free is legal after a failure too. */
sim_status sim_chain_solve(const sim_task *task, sim_solution *solution, sim_error *err);

/* A task, and what comes of it. */
typedef struct {
    const sim_task *task;
    sim_solution *solution; /* sim_solution_free is due after a failure too */
    sim_status status;
    sim_error error;
} sim_solving;

/* Solves several tasks of one chain, n > 0, side by side: each has the solution that it has
 * alone. */
void sim_chain_solve_all(sim_solving list[], size_t n);

void sim_solution_free(sim_solution *solution);

const sim_outcome *sim_solution_outcome(const sim_solution *solution, size_t arm,
                                        size_t stage);

/* The last stage of the arm that an arm is held against; NULL without one. */
const sim_outcome *sim_solution_background(const sim_solution *solution, size_t arm);

/* Fills the INPUTs of a stage, from the values of earlier ones: state and rules at their
 * end, or the given ones for the stage `of`.  NULL x and o: at its end. */
void sim_solution_feed(const sim_solution *solution, size_t arm, size_t stage, size_t of,
                       const double x[], const double o[], double p[]);

/* The CHANCE of a model; NULL without one. */
const sim_symbol *sim_model_chance(const sim_model *model);

/* The first REFUSE row from number `from` on that holds for a model's constants, with its
 * sentence in `text`; n_refusals if none does. */
size_t sim_model_refusal(const sim_model *model, const double p[], size_t from, char text[],
                         size_t size);

#endif
