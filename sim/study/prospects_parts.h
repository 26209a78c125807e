/* prospects_parts.h -- what the files of prospects.h share: prospects.c (intervals) and prospects_run.c (the
 * course that a log goes on to, and what it is worth). */
#ifndef SIM_STUDY_PROSPECTS_PARTS_H
#define SIM_STUDY_PROSPECTS_PARTS_H

#include "sim/study/fit_parts.h"
#include "sim/study/prospects.h"

enum { SIM_UNTOLD_MOST = 4 }; /* parameters that no log tells */

/* What one point says: `smooth` between reports, for searches; whole for answers.  NAN: nothing. */
typedef struct {
    double smooth[SIM_PROSPECTS], whole[SIM_PROSPECTS];
} sim_prospect_point;

/* What one member of a team solves a log with. */
typedef struct {
    sim_params params; /* of one run, in the whole chain */
    sim_pool pool;     /* of what follows */
    const double **at; /* [n_stages of the chain up to what reports show] */
    double *last;      /* the number of the last report */
    double **targets;  /* [n_unknowns] NULL: of another run */
    double *untold[SIM_UNTOLD_MOST];
    double usual[SIM_UNTOLD_MOST]; /* their values where nobody moves them */
    double *reports;               /* [rows][n_columns] */
    sim_shelf shelf;
    sim_task task;
} sim_prospect_bench;

/* A log in work. */
typedef struct {
    const sim_fit *fit;
    sim_log_prospects *log;
    const sim_logbook *book;
    const sim_cues *cues;
    sim_chain chain;
    sim_table table;                         /* of reports, without rows: its columns */
    size_t number, quantity, amount, growth; /* of these */
    size_t rows[SIM_UNTOLD_MOST]; /* of the catalog: the parameters that no log tells */
    size_t n_untold;
    double first; /* what was there when the log starts, in its size; NAN: nobody knows */
    size_t since; /* and the first report that it went on to */
    sim_prospect_bench *benches; /* [n_benches] */
    size_t n_benches;
    size_t highest; /* number that is looked at */
} sim_prospect_work;

/* sim_prospect_close is legal after a failure too. */
sim_status sim_prospect_open(sim_prospect_work *work, size_t threads, sim_pool *pool,
                             sim_error *err);
void sim_prospect_close(sim_prospect_work *work);

/* Looks no further than a report; at first as far as the book knows. */
void sim_prospect_limit(sim_prospect_work *work, size_t highest);

/* What is said at values[n_unknowns] and, unless that is NULL, at these of parameters that no log tells. */
sim_status sim_prospect_solve(sim_prospect_work *work, size_t member, const double values[],
                              const double untold[], sim_prospect_point *point,
                              sim_error *err);

#endif
