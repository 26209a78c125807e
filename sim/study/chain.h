/* chain.h -- several models in a row, for several arms.
 *
 * A stage's INPUT rows take the value that an earlier stage has, under the same name, as
 * a parameter or at its end.  Stages of different arms that have the same constants are
 * solved once and shared.  In counts, a stage draws from the stream of its model's name
 * and a CHANCE compares one number of the stream of its own name with its probability, in
 * every arm alike: arms share what they can.
 *
 * Memory: a solution owns its outcomes; parameters are copied.
 * Safety: touches no file and no global state.
 */
#ifndef SIM_STUDY_CHAIN_H
#define SIM_STUDY_CHAIN_H

#include "sim/engine/run.h"

enum { SIM_WARNINGS = 16, SIM_REFUSALS = 32 }; /* at most, of one model */

enum { SIM_COURSES = 2 }; /* of a mixture */

/* One stage as it went for one arm or more.
 *
 * A CHANCE between 0 and 1 in the mean makes it a mixture of two courses: states and
 * rules are the means of theirs, but for a RATIO, which the mixed state has. */
typedef struct sim_outcome {
    const sim_model *model;
    bool skipped;
    double *p;         /* [n_constants]; a CHANCE is its probability */
    double chance;     /* in counts, what was drawn: 1 or 0; else the probability */
    sim_result result; /* of a model without states: empty */
    double *o_grid;    /* [result.grid.n][n_rules] at its outputs */
    double *o_reports; /* [result.reports.n][n_rules] at its reports */
    double *o_end;     /* [n_rules] at the end */
    struct sim_outcome *course[SIM_COURSES]; /* of a mixture: the ends of a hit's and a
                                                miss's; else NULL */
    struct sim_outcome *next;                /* in its bucket */
} sim_outcome;

typedef struct {
    const sim_chain *chain;
    size_t n_arms, n_outcomes;
    const sim_network *nets; /* [n_stages] */
    sim_network *own_nets;   /* the same where the task brought none, else NULL */
    sim_outcome **outcomes;  /* [n_outcomes] each once */
    sim_outcome **at;        /* [n_arms][n_stages] borrowed from `outcomes` */
    sim_outcome **buckets;   /* [n_arms * n_stages + 1] the same by their constants */
    size_t work;             /* right-hand sides and reactions that it took */
    size_t failed_arm;       /* after a failure: whose; as many were solved before it */
    const sim_stage *failed_stage;
    const sim_notice *refusal; /* the REFUSE row that held, if it was one */
} sim_solution;

/* What is solved: params[arm * n_stages + stage] are that stage's constants, of which the
 * settable ones have their values. */
typedef struct {
    const sim_chain *chain;
    const double *const *params;
    size_t n_arms;
    double end;              /* of stages that do not stop by themselves */
    double every;            /* distance of the outputs of all */
    sim_options options;     /* whose stream has no purpose */
    const sim_network *nets; /* [n_stages] borrowed; NULL: made for this task alone */
    const double *luck;      /* in (0, 1): a CHANCE happens in all arms if its probability
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

void sim_solution_free(sim_solution *solution);

const sim_outcome *sim_solution_outcome(const sim_solution *solution, size_t arm,
                                        size_t stage);

/* What tables show of a symbol of its model: at output i, at report i and at the end; NAN
 * where an EMPTY row says so. */
double sim_outcome_output(const sim_outcome *outcome, const sim_symbol *symbol, size_t i);
double sim_outcome_report(const sim_outcome *outcome, const sim_symbol *symbol, size_t i);
double sim_outcome_end(const sim_outcome *outcome, const sim_symbol *symbol);

/* Fills the INPUTs of a stage, from the values of earlier ones: state and rules at their
 * end, or the given ones for the stage `of`.  NULL x and o: at its end. */
void sim_solution_feed(const sim_solution *solution, size_t arm, size_t stage, size_t of,
                       const double x[], const double o[], double p[]);

/* The first REFUSE row from number `from` on that holds for a model's constants, with its
 * sentence in `text`; n_refusals if none does. */
size_t sim_model_refusal(const sim_model *model, const double p[], size_t from, char text[],
                         size_t size);

/* How many warnings an outcome can have, and the i-th of them: WARN rows, then what the
 * engine remarks; of a mixture that of the first of its courses for which it holds.  False
 * if there is no reason to warn. */
size_t sim_outcome_warnings(const sim_outcome *outcome);
bool sim_outcome_warning(const sim_outcome *outcome, size_t i, char text[], size_t size);

#endif
