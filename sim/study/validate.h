/* validate.h -- the model beside published measurements, hits and misses alike.
 *
 * Each parameter file that rows name is read by the chain that it asks for, and solved once in
 * the mean, all its arms; every row is then read off that.  The band around it comes from replicates in which donors and
 * laboratories are drawn, and patients and needle are as in the rows.  Rows about the
 * patients of a cohort are read off one, and have no band.
 *
 * Memory: a validation owns its files and what is read by them; measurements, chains and texts
 *         of --set are borrowed.
 */
#ifndef SIM_STUDY_VALIDATE_H
#define SIM_STUDY_VALIDATE_H

#include "sim/io/memory.h"
#include "sim/study/inquiry.h"
#include "sim/study/measurement.h"
#include "sim/study/params.h"
#include "sim/study/replicate.h"
#include "sim/study/session.h"
#include "sim/study/team.h"

/* A parameter file: its text, and how messages call it; the caller frees both. */
typedef struct {
    char *text; /* NULL: there is none of that name */
    char *place;
    bool is_file;   /* that place can be opened; else the text is all there is */
    char hint[256]; /* where there is none: "; did you mean 'own.ini'?" */
} sim_found;
typedef sim_status sim_find_text(void *self, const char *name, sim_found *found,
                                 sim_error *err);

/* What a parameter file says of itself in comments: "# Study: ...". */
enum { SIM_ABOUT_STUDY, SIM_ABOUT_CITATION, SIM_ABOUT_ASSUMED, SIM_ABOUTS };

/* A chain that files ask for. */
typedef struct {
    sim_session session; /* its chain is NULL until a file asks for it */
    sim_network *nets;
} sim_branch;

/* A parameter file and what is asked of it. */
typedef struct {
    const char *name; /* as rows have it */
    const sim_branch *branch;
    sim_found found;
    sim_findings about[SIM_ABOUTS];
    sim_experiment experiment;
    sim_params params;
    bool needs_whole, needs_early, needs_fine, asks[SIM_INQUIRIES];
    sim_task task;                     /* in the mean, whatever the file's method */
    bool *asked;                       /* [n_arms] is it by a row about a cohort? */
    sim_lottery sources;               /* of the band */
    sim_assay subjects[SIM_INQUIRIES]; /* of rows about a cohort */
    sim_status can_draw;               /* donors */
    sim_status can_ask[SIM_INQUIRIES]; /* patients */
    sim_status status;                 /* of the mean */
    sim_error err;
} sim_basis;

typedef struct {
    const sim_chain *chains; /* ends at a name of NULL */
    sim_find_text *find;
    void *self;              /* of find */
    const char *const *sets; /* [n_sets] over all files whose chain has what they set */
    size_t n_sets;
    const bool *chosen; /* [n rows] NULL: all */
    size_t replicates;  /* of the band; 0: none */
    bool no_cohorts;    /* rows about a cohort stay without a number */
    size_t most_asked;  /* of a cohort; 0: as many as its rows ask */
    size_t threads;
} sim_validation_task;

typedef struct {
    const sim_validation_task *task; /* borrowed */
    sim_measurements *table;         /* borrowed; its rows are filled */
    sim_pool pool;                   /* of the arrays that follow */
    sim_basis **bases;               /* [n_bases] by their first row */
    size_t n_bases;
    sim_branch *branches; /* [n chains] */
    size_t n_branches;
    bool *set_counts;        /* [task->n_sets] some file takes it */
    const char **sets;       /* [task->n_sets] room for those that one takes */
    sim_question *questions; /* [n rows] of those that run */
    size_t *basis_of;        /* [n rows] SIM_NONE of a row that does not run */
    double *answers;         /* [n rows][replicates] */
    sim_reply *replies;      /* [n rows of a cohort][SIM_ASKED_MOST] */
    size_t *reply_of;        /* [n rows] which of those a row has */
    size_t n_replies;
    size_t n_lost; /* replicates that could not be solved */
} sim_validation;

/* Reads the files and understands the rows.  sim_validation_free is legal after a failure
 * too. */
sim_status sim_validation_init(sim_validation *validation, const sim_validation_task *task,
                               sim_measurements *table, sim_error *err);
void sim_validation_free(sim_validation *validation);

/* Is a row chosen, and does it run? */
bool sim_validation_runs(const sim_validation *validation, size_t row);

/* Whose words owners of draws have: of the chain of the first file. */
const sim_population *sim_validation_population(const sim_validation *validation);

/* How many solves sim_validation_solve takes. */
size_t sim_validation_count(const sim_validation *validation);

/* Solves and fills what the model says in all rows: the same on any number of threads. */
sim_status sim_validation_solve(sim_validation *validation, const sim_hooks *hooks,
                                sim_error *err);

/* How many rows of a role and a kind, of a group (NULL: of all), there are, and are hit. */
typedef struct {
    size_t n, hits;
} sim_score;
sim_score sim_validation_score(const sim_validation *validation, sim_role role,
                               sim_row_kind kind, const char *group);

#endif
