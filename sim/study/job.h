/* job.h -- one experiment from its file to its tables: solved, or read back from the
 * folder of a run.
 *
 * Memory: a job owns all it holds; its source is borrowed.
 */
#ifndef SIM_STUDY_JOB_H
#define SIM_STUDY_JOB_H

#include "sim/io/files.h"
#include "sim/study/choices.h"
#include "sim/study/glances.h"
#include "sim/study/params.h"
#include "sim/study/session.h"
#include "sim/study/tables.h"

/* Arms that are solved alone, to be drawn (numbers are not rounded as printed), and what is kept of
 * earlier jobs of the chain, all borrowed; all NULL: all arms, and nothing. */
typedef struct {
    const bool *
        asked; /* [n_arms] has rows in the tables, or is what such an arm is held against */
    const sim_network *nets; /* [n_stages] */
    sim_shelf *shelf;
} sim_job_part;

typedef struct {
    const char *file; /* the parameter file */
    sim_session session;
    sim_experiment experiment;
    sim_params params;
    const char **arm_names; /* [n_arms] */
    sim_task task;          /* what is solved: made by sim_job_solve */
    sim_glances glances;    /* of that task */
    sim_solution solution;  /* of a job that was loaded: without outcomes */
    sim_tables tables;
    char solver[128];  /* which solver ran each stage */
    size_t replicates; /* of a job that was loaded: of its cohort; 0: none */
    bool spread;
    bool in_mean;        /* sim_job_solve solves in the mean, whatever the method */
    sim_job_part part;   /* of it that sim_job_solve solves; set once it is read */
    sim_files_list list; /* of a job that was loaded: what its folder lists */
} sim_job;

/* Reads the experiment.  sim_job_close is legal after a failure of this or the functions
 * below. */
sim_status sim_job_read(sim_job *job, const sim_source *source, sim_error *err);

/* What its figures are understood by: all that tables have, and what each patient has. */
sim_figure_world sim_job_figure_world(const sim_job *job, const sim_tables *tables,
                                      const sim_table *subjects);

/* Understands the experiment's figures, without solving: fails at the first that cannot
 * be drawn or, where there are findings, notes each. */
sim_status sim_job_check_figures(const sim_job *job, sim_findings *findings,
                                 sim_error *err);

/* Refuses what would not fit into memory, likewise. */
sim_status sim_job_check_size(const sim_job *job, sim_findings *findings, sim_error *err);

/* Checks the REFUSE rows that hang on parameters alone, of all arms, likewise. */
sim_status sim_job_check_refusals(sim_job *job, sim_findings *findings, sim_error *err);

/* Solves all arms and builds the tables. */
sim_status sim_job_solve(sim_job *job, sim_error *err);

/* Solves the arms in the mean, whatever their method: as many as this work allows
 * (right-hand sides), which solution.n_arms then says.  Builds no tables. */
sim_status sim_job_solve_mean(sim_job *job, size_t work, bool *all, sim_error *err);

/* Looks at what was chosen, as it stands or, where there are axes, along them, and adds a
 * line to `told` for each choice that stands over a preset or has no effect. */
sim_status sim_job_look(const sim_job *job, const sim_axes *axes, sim_choices *choices,
                        sim_findings *told, sim_error *err);

/* Reads experiment and tables from the folder `dir` of a run.  `file` is job-owned room
 * for the name of its parameter file. */
sim_status sim_job_load(sim_job *job, const char *dir, char file[], size_t size,
                        sim_error *err);

/* The experiment alone, of a folder that any command wrote. */
sim_status sim_job_load_rows(sim_job *job, const char *dir, char file[], size_t size,
                             sim_error *err);

/* Refuses a folder whose files are not as it lists them.  Called after all that is used was
 * read: what a run that went on meanwhile replaced is noticed. */
sim_status sim_job_check_files(const sim_job *job, const char *dir, sim_error *err);

/* Adds the advice on the experiment and the warnings of its models, a line each. */
sim_status sim_job_warnings(const sim_job *job, sim_findings *findings, sim_error *err);

void sim_job_close(sim_job *job);

#endif
