/* replicate.h -- one replicate of an experiment: drawn, solved and read.
 *
 * Memory: an assay (what all replicates share) and a sample own what they hold; task and
 *         experiment are borrowed.
 * Safety: an assay may be read by any number of threads; a sample belongs to one.
 */
#ifndef SIM_STUDY_REPLICATE_H
#define SIM_STUDY_REPLICATE_H

#include "sim/study/arms.h"
#include "sim/study/lottery.h"
#include "sim/study/readout.h"

typedef struct {
    const sim_task *task; /* of the arms as their rows say */
    const sim_experiment *experiment;
    sim_task prepared;     /* with its networks, and what is kept */
    sim_network *own_nets; /* where the task brought none, else NULL */
    sim_lottery lottery;
    sim_readout readout;
    sim_kept kept; /* of the outputs of a replicate */
    bool draws;    /* donors, patients and the needle, and not chance alone */
    double noise;  /* sd of a reading */
    uint64_t seed;
    sim_layout replicates; /* a row per arm and replicate: who it is, what is read off it,
                              what was drawn; owned */
} sim_assay;

/* Legal to free after a failure too. */
sim_status sim_assay_init(sim_assay *assay, const sim_task *task,
                          const sim_experiment *experiment, sim_error *err);
void sim_assay_free(sim_assay *assay);

/* From then on `stop` ends a solve (see sim_options). */
void sim_assay_stop_by(sim_assay *assay, bool (*stop)(void *data), void *data);

/* Draws and solves a replicate.  sim_solution_free is due after a failure too; the sample
 * keeps the draws until the next. */
sim_status sim_sample_solve(sim_sample *sample, const sim_assay *assay,
                            const sim_member *member, sim_solution *solution,
                            sim_error *err);

enum { SIM_SAMPLES = 4 }; /* replicates at most that are solved side by side */

/* A replicate, and what comes of it. */
typedef struct {
    sim_sample *sample; /* its own */
    sim_member member;
    sim_solution solution;
    sim_status status;
    sim_error why;
} sim_replicate;

/* The same for n replicates. */
void sim_replicates_solve(const sim_assay *assay, sim_replicate list[], size_t n);

/* By how much the readings of its visits are off. */
void sim_sample_visits(sim_sample *sample, const sim_assay *assay, const sim_member *member,
                       double noise[SIM_VISITS]);

/* All that chance gives its subject. */
sim_fortune sim_sample_fortune(sim_sample *sample, const sim_assay *assay,
                               const sim_member *member);

/* Reads numbers[n_arms][readout.n] off a solution. */
void sim_sample_read(sim_sample *sample, const sim_assay *assay, const sim_member *member,
                     const sim_solution *solution, double numbers[]);

#endif
