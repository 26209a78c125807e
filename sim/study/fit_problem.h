/* fit_problem.h -- what is fitted to what was observed, as a problem of residuals (unknown.h).
 *
 * A problem is about all sources or one.  Its unknowns are the parameters of a plan, one for each arm or
 * source where the plan says so, then the noise of each set whose sd is fitted.  Its residuals are those
 * of the observations, in their order, then two for each such noise (misfit.h), then one for each
 * parameter of which something is known beforehand.
 *
 * A point is solved with a run for each arm and source that was observed, all of them side by side, so that
 * they share the stages that they can (chain.h): those that a log tells are solved to the end of the log,
 * wherever the arm's own ends.  Courses are read at any time by the solver's polynomial.  All is solved in
 * the mean, at a tolerance that lets residuals be told apart (sim_fit_tolerance).
 *
 * Memory: a problem owns all but job, observations and plan, which are borrowed.
 * Safety: each member of a team has a scratch of its own.
 */
#ifndef SIM_STUDY_FIT_PROBLEM_H
#define SIM_STUDY_FIT_PROBLEM_H

#include "sim/study/job.h"
#include "sim/study/observed.h"
#include "sim/study/readout.h"
#include "sim/study/unknown.h"

extern const double sim_fit_tolerance; /* relative, of the solver */

enum { SIM_FIT_NAME = 160 };

/* An unknown. */
typedef struct {
    const sim_fit_row *row; /* NULL: the noise of a set */
    size_t set;             /* SIM_NONE: a parameter */
    size_t arm, source;     /* whose it is; SIM_NONE: of all */
    double stands; /* what stands in the file, where it is of arms that have that alone */
    double first;  /* the same within its bounds: where the search begins */
    const char *unit;
    char name[SIM_FIT_NAME]; /* "passaging.cycle_time", "passaging.cycle_time@P8", "sd of
                                log.harvested" */
} sim_fit_item;

/* Runs that are solved together. */
typedef struct {
    bool is_log;         /* those that logs tell */
    sim_chain chain;     /* as far as anything is read */
    sim_stage *stages;   /* of it */
    size_t n;            /* runs */
    size_t *arms;        /* [n] of the experiment */
    size_t *sources;     /* [n] */
    size_t *backgrounds; /* [n] another of the runs; n: none */
    double *lasts;       /* [n] the number of the last report, of a log */
    sim_cues *cues;      /* [n] */
    sim_glance *glances; /* [n_glances] */
    size_t n_glances;
    double every;   /* distance of outputs; 0: none is read */
    sim_kept kept;  /* of these */
    bool keeps_all; /* `kept` is not used */
} sim_fit_group;

typedef struct sim_fit_scratch sim_fit_scratch;

typedef struct {
    const sim_job *job;
    const sim_observations *all;
    const sim_fit_plan *plan;
    size_t source;       /* whose; SIM_NONE: everybody's */
    size_t n_seen;       /* observations */
    size_t n_noises;     /* fitted sds, the last of the unknowns */
    size_t n_priors;     /* residuals of what is known beforehand */
    sim_pool pool;       /* of what follows */
    size_t *seen;        /* [n_seen] numbers of the observations */
    size_t *runs;        /* [n_seen] where each is read */
    size_t *group_of;    /* [n_seen] */
    size_t *counts;      /* [n_sets] observations of each set here that are no limits */
    size_t *noise_of;    /* [n_sets] unknown that is its noise; SIM_NONE: known */
    sim_fit_item *items; /* [problem.n_unknowns] */
    sim_fit_unknown *unknowns; /* the same for the search */
    sim_fit_group groups[2];
    size_t n_groups;
    sim_readout readout; /* where numbers are read */
    bool reads_numbers;
    sim_network *nets;
    sim_fit_scratch *scratch; /* [threads] */
    size_t threads;
    sim_problem problem;
} sim_fit_problem;

/* Refuses a parameter that has nothing to be fitted to, or of which arms have values of their own that it
 * would stand over.  sim_fit_problem_free is legal after a failure too. */
sim_status sim_fit_problem_init(sim_fit_problem *problem, const sim_job *job,
                                const sim_observations *all, const sim_fit_plan *plan,
                                size_t source, size_t threads, sim_error *err);
void sim_fit_problem_free(sim_fit_problem *problem);

/* What the model says at each observation, model[n_seen], at values[n_unknowns] of the natural scale; NAN
 * where it says nothing.  Fails where a run cannot be solved. */
sim_status sim_fit_predict(const sim_fit_problem *problem, size_t member,
                           const double values[], double model[], sim_error *err);

/* Where the file puts the unknowns: values[n_unknowns]. */
void sim_fit_first(const sim_fit_problem *problem, double values[]);

/* Refuses an observation of which the model says nothing there, though it is solved. */
sim_status sim_fit_problem_check(const sim_fit_problem *problem, sim_error *err);

/* Observation number i of the problem, its sd from the values where that is fitted. */
sim_observation sim_fit_observation(const sim_fit_problem *problem, size_t i,
                                    const double values[]);

/* log likelihood of all that was observed. */
double sim_fit_log_likelihood(const sim_fit_problem *problem, const double values[],
                              const double model[]);

/* Observations whose noise is fitted. */
size_t sim_fit_problem_noisy(const sim_fit_problem *problem);

#endif
